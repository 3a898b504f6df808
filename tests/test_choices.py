"""A comparison is made in every defensible setting; settings that select the same are one."""

from __future__ import annotations

from collections.abc import Callable

from helpers.choices import RESULTS, compare_groups
from helpers.corpus import Corpus, read_corpus
from helpers.readings.poles import compare_poles

FIRST = {"border and crime": ["R-BORDER", "R-CRIME"], "border": ["R-BORDER"]}
SECOND = {"economy": ["R-ECON"]}


def test_a_text_that_always_leads_holds_in_every_setting(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard the line well.", "R-BORDER"), ("They go home again now.", "")])
    choices = compare_groups(corpus, "a", FIRST, SECOND, statement="first leads")
    assert choices.k == choices.of > 0
    assert not choices.swaps


def test_settings_that_select_the_same_sentences_are_merged(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard the line well.", "R-BORDER")])
    choices = compare_groups(corpus, "a", FIRST, SECOND, statement="first leads")
    # Patterns may find nothing here; the reference finds one. Each counts in sentences and words.
    counted = {(s.first, s.second) for s in choices.settings}
    assert counted <= {(1, 0), (5, 0), (0, 0)}
    assert choices.of == len(counted) + ((0, 0) in counted)


def test_which_code_is_meant_can_swap_the_order(toy: Callable[..., Corpus]) -> None:
    corpus = toy(
        a=[
            ("They fight the gangs now.", "R-CRIME"),
            ("They fight some more gangs.", "R-CRIME"),
            ("They build up the trade.", "R-ECON"),
        ]
    )
    choices = compare_groups(corpus, "a", FIRST, SECOND, statement="first leads")
    assert choices.swaps
    assert 0 < choices.k < choices.of


def test_a_tie_is_neither(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard and trade now.", "R-BORDER R-ECON")])
    choices = compare_groups(corpus, "a", FIRST, SECOND, statement="first leads")
    assert {s.result for s in choices.settings} >= {RESULTS[1]}
    assert choices.k == 0


def test_every_setting_names_what_was_chosen() -> None:
    seeds = read_corpus("seeds")
    choices = compare_poles(seeds, seeds.documents["document_id"].iloc[0])
    named = [name for name, _ in choices.settings[0].choices]
    assert named == [
        *("coding", "first side", "second side", "unit", "title", "words of", "names", "aims"),
        *("boilerplate", "block quotations"),
    ]
