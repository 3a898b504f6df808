"""Agreement of two passes, against numbers that others published and that a hand can work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.agreement import (
    OVER_ALL,
    Agreement,
    count_agreement,
    list_disagreements,
    measure_agreement,
)
from helpers.corpus import Corpus, read_corpus

MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]


@pytest.fixture
def coded_twice(tmp_path: Path) -> Corpus:
    """Four sentences, of which the second is coded otherwise by the second pass."""
    lines = ["Poverty is deep.", "Drought is long.", "The gangs rule.", "People sing."]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    (tmp_path / "gold").mkdir()
    passes = [("D-ECON", "D-ECON"), ("D-CLIM", ""), ("D-VIOL", "D-VIOL"), ("", "")]
    rows, start = ["file,start,end,coder1,coder2,agreed"], 0
    for line, (one, two) in zip(lines, passes, strict=True):
        rows.append(f"a.txt,{start},{start + len(line)},{one},{two},{one}")
        start += len(line) + 1
    (tmp_path / "gold/sentences.csv").write_text("\n".join(rows))
    return read_corpus(tmp_path)


def test_alpha_of_the_published_binary_example() -> None:
    # Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", example A: 0.095.
    counts = count_agreement([bool(x) for x in MEG], [bool(x) for x in OWEN])
    assert counts == Agreement(both=1, first=1, second=3, neither=5)
    assert counts.alpha == pytest.approx(1 - 19 * 4 / (14 * 6))
    assert round(counts.alpha or 0, 3) == 0.095


def test_ac1_of_the_published_paradox() -> None:
    # Gwet 2002, "Kappa statistic is not satisfactory", 118, 5, 2 and 0 of 125: AC1 0.9408 (where
    # kappa is -0.0234). By hand: share (123 + 120) / 250 = 0.972, chance 2 x 0.972 x 0.028.
    assert round(Agreement(118, 5, 2, 0).ac1 or 0, 4) == 0.9408


def test_a_code_that_neither_used_has_no_alpha() -> None:
    assert Agreement(0, 0, 0, 9).alpha is None
    assert Agreement(9, 0, 0, 0).alpha is None
    assert Agreement(0, 0, 0, 0).ac1 is None


def test_full_agreement_is_one_by_both_measures() -> None:
    counts = Agreement(3, 0, 0, 5)
    assert (counts.alpha, counts.ac1) == (1.0, 1.0)


def test_agreement_is_the_same_the_other_way_round() -> None:
    one, other = Agreement(4, 2, 1, 9), Agreement(4, 1, 2, 9)
    assert (one.alpha, one.ac1) == (other.alpha, other.ac1)


def test_each_code_has_its_two_by_two(coded_twice: Corpus) -> None:
    found = measure_agreement(coded_twice)
    assert found["D-ECON"] == Agreement(1, 0, 0, 3)
    assert found["D-CLIM"] == Agreement(0, 1, 0, 3)
    assert found["R-COOP"] == Agreement(0, 0, 0, 4)


def test_over_all_leaves_out_codes_that_neither_pass_used(coded_twice: Corpus) -> None:
    assert measure_agreement(coded_twice)[OVER_ALL] == Agreement(2, 1, 0, 9)


def test_disagreements_are_listed_with_how_they_were_settled(coded_twice: Corpus) -> None:
    [row] = list_disagreements(coded_twice).to_dict("records")
    assert (row["sentence_id"], row["code"]) == (2, "D-CLIM")
    assert (row["first"], row["second"], row["agreed"]) == (True, False, True)


def test_a_gold_of_one_pass_has_no_agreement(coded_twice: Corpus, tiny: Corpus) -> None:
    assert coded_twice.gold is not None
    one = replace(coded_twice.gold, units=coded_twice.gold.units.assign(coder2=""))
    assert measure_agreement(replace(coded_twice, gold=one)) == {}
    assert measure_agreement(tiny) == {}


def test_the_seeds_were_coded_twice() -> None:
    seeds = read_corpus("seeds")
    found = measure_agreement(seeds)
    # Counted by eye in seeds/gold/sentences.csv: 001.15, 002.04, .17 and .18, 003.08, 004.04.
    assert len(list_disagreements(seeds)) == 6
    assert found[OVER_ALL] == Agreement(123, 3, 3, 893)
    assert found["D-RIGHTS"].alpha is None
    assert {counts.n for code, counts in found.items() if code != OVER_ALL} == {73}


def test_two_equal_passes_leave_nothing_to_settle(toy: Callable[..., Corpus]) -> None:
    assert list_disagreements(toy(a=[("They guard it.", "R-BORDER")])).empty
