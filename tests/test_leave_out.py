"""Which sentence, code or pattern carries a result is found by leaving out each in turn."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.grids import Grid
from helpers.leave_out import Carried, leave_out, list_lone_groups, say_carried


def border_leads(grid: Grid) -> str:
    border, economy = (int(grid.any_of((c,)).sum()) for c in ("R-BORDER", "R-ECON"))
    return "leads" if border > economy else "does not lead"


def crime_is_found(grid: Grid) -> str:
    return "found" if grid.any_of(("R-CRIME",)).any() else "not found"


def test_a_lead_of_one_rests_on_each_sentence_of_the_leader(toy: Callable[..., Corpus]) -> None:
    corpus = toy(
        a=[
            ("They guard the line.", "R-BORDER"),
            ("They guard it twice.", "R-BORDER"),
            ("They trade a little.", "R-ECON"),
        ]
    )
    carried = leave_out(corpus, border_leads)
    assert carried.verdict == "leads"
    assert carried.sentences == (("a", 1), ("a", 2))
    assert carried.codes == ("R-BORDER",)


def test_a_lead_of_two_rests_on_no_sentence(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard the line.", "R-BORDER"), ("And guard it.", "R-BORDER")])
    carried = leave_out(corpus, border_leads, subject=("R-BORDER",))
    assert (carried.sentences, carried.codes) == ((), ())
    assert say_carried(corpus, carried) == "on no single sentence, code or pattern"


def test_what_one_sentence_carries_is_called_so(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard the line.", "R-BORDER")])
    assert say_carried(corpus, leave_out(corpus, border_leads)).startswith("on one sentence")


def test_the_pattern_that_alone_finds_a_code_is_named(tiny: Corpus) -> None:
    carried = leave_out(tiny, crime_is_found)
    frames = tiny.spans[(tiny.spans["layer"] == "frame") & (tiny.spans["code"] == "R-CRIME")]
    rules = set(frames["rule"])
    expected = {("R-CRIME", rule) for rule in rules} if len(rules) == 1 else set()
    assert set(carried.patterns) == expected


def test_each_sentence_code_and_pattern_is_tried(tiny: Corpus) -> None:
    carried = leave_out(tiny, crime_is_found)
    frames = tiny.spans[tiny.spans["layer"] == "frame"]
    assert carried.tried[0] == 24
    assert carried.tried[2] == len(frames[["code", "rule"]].drop_duplicates())


def test_several_sentences_are_counted(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("They guard.", "")])
    carried = Carried("x", (("a", 1), ("a", 2)), (), (("R-CRIME", "gangs"),), (2, 1, 1))
    assert say_carried(corpus, carried) == (
        "on any of 2 sentences (a, sentence 1; a, sentence 2); "
        "on one pattern (of security against crime)"
    )


def test_all_that_a_text_has_of_a_group_can_be_one_sentence(toy: Callable[..., Corpus]) -> None:
    corpus = toy(
        a=[("They guard the line.", "R-BORDER"), ("All is there.", "R-ECON R-PROT")],
        b=[("They trade a lot.", "R-ECON"), ("They trade again.", "R-ECON")],
    )
    lone = list_lone_groups(corpus, ("development", "protection"))
    assert lone.to_dict("records") == [
        {"document_id": "a", "sentence_id": 2, "groups": ["development", "protection"]}
    ]


@pytest.mark.parametrize("which", ["patterns", "reference"])
def test_all_the_soft_side_of_one_seed_is_one_sentence(which: str) -> None:
    from helpers.reference import reference_corpus

    seeds = read_corpus("seeds")
    corpus = seeds if which == "patterns" else reference_corpus(seeds)
    lone = list_lone_groups(corpus, ("development", "protection", "pathways"))
    own = lone[lone["document_id"].str.startswith("004")]
    assert own[["sentence_id", "groups"]].values.tolist() == [
        [5, ["development", "protection", "pathways"]]
    ]
