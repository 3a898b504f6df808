"""Breaking a rule: what each prepared edit does, counted, and how it is asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from helpers.break_rule import edit_html, show_pattern
from helpers.codebook import CodebookError
from helpers.corpus import Corpus, read_corpus
from helpers.grids import DEFAULT, read_spans
from helpers.readings.edits import Edited, add_pattern, list_edits, try_edit, try_edits


@pytest.fixture(scope="module")
def edited(seeds: Corpus) -> dict[str, Edited]:
    return {e.edit.name: e for e in try_edits(seeds)}


def test_the_five_edits_are_tried(edited: dict[str, Edited]) -> None:
    assert list(edited) == ["bare-word", "names-in", "remedy-as-cause", "title-out", "nearby"]


def test_a_bare_word_finds_more_and_is_right_less_often(edited: dict[str, Edited]) -> None:
    scores = edited["bare-word"].scores
    assert scores is not None
    before, after = scores
    assert after.n_found > before.n_found
    assert after.hits / after.n_found < before.hits / before.n_found
    assert after.n_reference == before.n_reference


def test_a_bare_word_is_what_the_codebook_makes_of_it(seeds: Corpus) -> None:
    edited = seeds.codebook.with_pattern("R-CRIME", "security")
    whole = read_corpus("seeds", codebook=edited)
    grid = add_pattern(seeds, read_spans(seeds).grid(DEFAULT), "R-CRIME", "security")
    assert grid.carried.tolist() == read_spans(whole).grid(DEFAULT).carried.tolist()


def test_a_title_left_out_loses_its_codes_and_gains_none(edited: dict[str, Edited]) -> None:
    assert not edited["title-out"].gained
    assert len(edited["title-out"].lost) == 1


def test_a_remedy_that_counts_as_a_cause_makes_causes(edited: dict[str, Edited]) -> None:
    assert all(code.startswith("D-") for code in edited["remedy-as-cause"].codes)
    assert not edited["remedy-as-cause"].lost


def test_looking_two_sentences_around_brings_the_first_finding_down(
    edited: dict[str, Edited],
) -> None:
    # FINDINGS 1: of 13 sentences with the idea 5 have no cause within two sentences.
    words, before, after = edited["nearby"].verdicts[0]
    assert words.startswith("Most sentences that invoke root causes")
    assert (before, after) == ("holds", "does not hold")
    assert edited["nearby"].changes


def test_two_sentences_around_never_reach_into_another_text(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They are poor.", "D-ECON")], b=[("The root causes.", "D-ROOT")])
    nearby = next(e for e in list_edits() if e.name == "nearby")
    assert try_edit(corpus, nearby).gained == frozenset()


def test_without_a_reference_nothing_is_scored(tiny: Corpus) -> None:
    tried = try_edit(tiny, list_edits()[1])
    assert tried.scores is None
    assert "unmeasured" in edit_html(tiny, tried)


def test_a_question_can_be_answered_without_script(
    seeds: Corpus, edited: dict[str, Edited]
) -> None:
    html = edit_html(seeds, edited["nearby"])
    assert html.count('type="radio"') == 2
    assert 'data-answer="changes"' in html
    assert "<details><summary>What happens</summary>" in html
    assert "<script" not in html
    assert "onclick" not in html


def test_a_square_that_moved_leads_to_its_sentence(
    seeds: Corpus, edited: dict[str, Edited]
) -> None:
    html = edit_html(seeds, edited["bare-word"])
    assert len(re.findall(r'<a class="gained" href="#s-\d+-\d+"', html)) == 6
    assert html.count("<i></i>") >= 73 - 6


def test_a_pattern_of_ones_own_is_shown_without_a_question(
    seeds: Corpus, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("helpers.break_rule.display_panel", lambda body, kind: shown.append(body))
    show_pattern(seeds, "R-CRIME", "<security>")
    assert "&lt;security&gt;" in shown[0]
    assert "fieldset" not in shown[0]


def test_a_pattern_that_cannot_be_used_is_told(seeds: Corpus) -> None:
    with pytest.raises(CodebookError, match="X-NONE"):
        show_pattern(seeds, "X-NONE", "security")
