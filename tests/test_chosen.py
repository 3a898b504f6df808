"""Which texts get a page, and how links fare where only some do."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from helpers.corpus import Corpus
from helpers.export.chosen import MOST_PAGES, choose_texts, say_choice
from helpers.export.text_pages import list_texts
from helpers.export.twins import lead_to_texts

PASSAGE = (
    '<li class="rrc-passage" data-ref="{0}-3"><p class="rrc-head">'
    '<span class="rrc-place">X, sentence 3</span></p>'
    '<blockquote class="rrc-quoted">Words.</blockquote></li>'
)


@pytest.fixture
def many(tiny: Corpus) -> Corpus:
    ids = [f"text-{i}" for i in range(MOST_PAGES + 50)]
    return replace(tiny, documents=pd.DataFrame({"document_id": ids}))


def test_every_text_of_a_small_corpus_has_a_page(tiny: Corpus) -> None:
    assert choose_texts(tiny, {1}) == [0, 1, 2]
    assert say_choice(tiny) == "The texts"


def test_of_many_texts_those_that_findings_quote_come_first(many: Corpus) -> None:
    chosen = choose_texts(many, {5, 249, 999})
    assert len(chosen) == MOST_PAGES
    assert {5, 249} <= set(chosen) <= set(range(250))
    assert chosen == choose_texts(many, {249, 5, 999})


def test_where_too_many_are_quoted_a_draw_of_those_is_taken(many: Corpus) -> None:
    quoted = set(range(0, 250)) - {7}
    chosen = choose_texts(many, quoted)
    assert len(chosen) == MOST_PAGES
    assert set(chosen) <= quoted


def test_the_list_of_texts_says_how_many_have_a_page(many: Corpus) -> None:
    assert say_choice(many).startswith("The texts: 200 of 250")


def test_chosen_texts_come_with_their_own_rows(tiny: Corpus) -> None:
    [whole, chosen] = list_texts(tiny)[1], list_texts(tiny, [1])[0]
    assert chosen.document == whole.document
    assert list(chosen.sentences) == list(whole.sentences)
    assert list(chosen.spans) == list(whole.spans)
    ids = [span["span_id"] for span in chosen.spans]
    assert [chosen.attributes.get(i) for i in ids] == [whole.attributes.get(i) for i in ids]


def test_a_link_to_a_text_without_a_page_is_plain_text() -> None:
    html = '<td><a href="#s-1-4">A, sentence 4</a></td><td><a href="#s-0-2">B</a></td>'
    led = '<td>A, sentence 4</td><td><a href="texts/a.html#s-2">B</a></td>'
    assert lead_to_texts(html, ["texts/a.html", ""]) == led


def test_passages_lead_to_the_texts_that_have_a_page() -> None:
    led = lead_to_texts(PASSAGE.format(0) + PASSAGE.format(1), ["texts/a.html", ""])
    assert led.count("<a ") == 1
    assert 'href="texts/a.html#s-3"' in led
