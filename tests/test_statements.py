"""The findings on codes as statements: tried by coding, by setting, by leaving out."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from helpers.corpus import Corpus
from helpers.grids import DEFAULT, read_spans
from helpers.readings import causes, lists, naming, poles, responses
from helpers.readings.statements import HOLDS, Tried, list_statements, try_one, try_statements

FOUND = {
    "phrase-without-content": naming.find_phrase_without_content,
    "many-answers-few-causes": causes.find_many_answers,
    "list-after-root-causes": lists.find_introduced_list,
    "two-enforcements": poles.find_two_enforcements,
    "unsaid-word": poles.find_unsaid_word,
    "commonest-response": responses.find_commonest_response,
}


@pytest.fixture(scope="module")
def tried(seeds: Corpus) -> dict[str, Tried]:
    return {t.statement.finding_id: t for t in try_statements(seeds)}


def test_each_statement_belongs_to_a_finding(seeds: Corpus) -> None:
    assert [s.finding_id for s in list_statements(seeds)] == list(FOUND)


@pytest.mark.parametrize("name", FOUND)
def test_each_statement_holds_by_both_codings(tried: dict[str, Tried], name: str) -> None:
    assert tried[name].verdicts == {"patterns": HOLDS, "reference": HOLDS}


@pytest.mark.parametrize("name", FOUND)
def test_settings_are_counted_without_duplicates(tried: dict[str, Tried], name: str) -> None:
    choices = tried[name].choices
    assert 0 < choices.k <= choices.of
    assert len({s.choices for s in choices.settings}) == choices.of


def test_the_list_rests_on_the_sentence_that_introduces_it(tried: dict[str, Tried]) -> None:
    [(document_id, sentence_id)] = tried["list-after-root-causes"].carried.sentences
    assert (document_id[:3], sentence_id) == ("004", 8)


def test_the_whole_grid_takes_under_two_seconds(seeds: Corpus) -> None:
    read_spans(seeds)
    started = time.process_time()
    try_one.cache_clear()
    try_statements(seeds)
    for document_id in seeds.documents["document_id"]:
        poles.compare_poles(seeds, document_id)
    assert time.process_time() - started < 2


def test_a_statement_that_the_data_do_not_bear_does_not_hold(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They are root causes.", "D-ROOT D-ECON"), ("They trade.", "R-ECON")])
    verdicts = {
        s.finding_id: s.verdict(read_spans(corpus).grid(DEFAULT)) for s in list_statements(corpus)
    }
    assert verdicts["phrase-without-content"] != HOLDS
    assert verdicts["many-answers-few-causes"] != HOLDS
    assert verdicts["list-after-root-causes"] == "no list"
    assert verdicts["commonest-response"] != HOLDS
    assert "unsaid-word" not in verdicts
