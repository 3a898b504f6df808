"""Claims are templates filled from data; every number with evidence is a link to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.claims import Claim, Number, read_templates


@pytest.fixture(autouse=True)
def _leave_no_template() -> Iterator[None]:
    yield
    read_templates().pop("test", None)


def claim(template: str, **parts: object) -> Claim:
    read_templates()["test"] = template
    return Claim("test", parts)


def test_a_number_takes_its_noun_in_the_right_form() -> None:
    text = claim("{a:sentence}, {b:sentence}, {c:country}", a=Number(1), b=Number(2), c=Number(3))
    assert text.text() == "1 sentence, 2 sentences, 3 countries"


def test_a_verb_follows_its_number() -> None:
    assert claim("{n} {n?is}", n=Number(1)).text() == "1 is"
    assert claim("{n} {n?is}", n=Number(2)).text() == "2 are"


def test_a_list_is_written_with_commas_and_and() -> None:
    assert claim("{l}", l=[Number("a"), Number("b"), Number("c")]).text() == "a, b and c"


def test_a_number_with_evidence_is_a_link() -> None:
    html = claim("{n} of {of}", n=Number(3, "f/idea"), of=Number(7)).html()
    assert html == '<a class="ev" href="#f/idea" data-key="f/idea">3</a> of 7'


def test_text_from_a_corpus_is_escaped() -> None:
    html = claim("In {text}", text="<script>alert(1)</script>").html()
    assert html == "In &lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_number_of_five_figures_is_written_in_groups_and_a_year_is_not() -> None:
    claim = Claim("list-none", {"idea": Number(118679, "k")})
    assert claim.text().startswith("118,679 sentences")
    assert '<a class="ev" href="#k" data-key="k">118,679</a>' in claim.html()
    assert Number(2016).said == "2016"


def test_a_nought_is_no_link() -> None:
    made = claim("{a} and {b}", a=Number(0, "x/a"), b=Number(2, "x/b"))
    assert [piece.key for piece in made.pieces()] == ["", "", "x/b"]
    assert made.html() == '0 and <a class="ev" href="#x/b" data-key="x/b">2</a>'
