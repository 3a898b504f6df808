"""Precision and recall are counted in (sentence, code) pairs; without gold they are unmeasured."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.trust import Badge, compare_codings, measure_codes, wilson_interval


@pytest.fixture
def measured(tmp_path: Path) -> Corpus:
    """Two hits, one false hit, one miss: the patterns know "poverty" and "drought"."""
    lines = [
        ("Poverty drives people to migrate.", "D-ECON"),
        ("Drought drives people to migrate.", "D-CLIM"),
        ("Poverty is a word people use.", ""),
        ("People cannot feed their children.", "D-ECON"),
    ]
    (tmp_path / "a.txt").write_text("\n".join(line for line, _ in lines))
    (tmp_path / "gold").mkdir()
    rows, start = ["file,start,end,agreed"], 0
    for line, codes in lines:
        rows.append(f"a.txt,{start},{start + len(line)},{codes}")
        start += len(line) + 1
    (tmp_path / "gold/sentences.csv").write_text("\n".join(rows))
    return read_corpus(tmp_path)


def test_hits_false_hits_and_misses_are_counted(measured: Corpus) -> None:
    pairs = compare_codings(measured, ["D-ECON", "D-CLIM"])
    badge = measure_codes(measured, ["D-ECON", "D-CLIM"])
    assert len(pairs) == 8
    assert badge.hits == int((pairs["patterns"] & pairs["reference"]).sum())
    assert badge.n_gold == 3
    assert badge.n_patterns == int(pairs["patterns"].sum())


def test_without_gold_nothing_is_measured(tiny: Corpus) -> None:
    badge = measure_codes(tiny, ["D-ECON"])
    assert not badge.measured
    assert badge.f1 is None
    assert compare_codings(tiny, ["D-ECON"]).empty


def test_texts_the_patterns_were_developed_on_are_in_sample(measured: Corpus) -> None:
    assert measure_codes(read_corpus("seeds"), ["D-ECON"]).in_sample
    assert not measure_codes(measured, ["D-ECON"]).in_sample


def test_precision_and_recall_of_a_badge() -> None:
    badge = Badge(("x",), measured=True, hits=3, n_patterns=4, n_gold=6)
    assert (badge.precision, badge.recall, badge.f1) == (0.75, 0.5, 0.6)


def test_wilson_interval_of_published_example() -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives 0.2553 to 0.3662.
    low, high = wilson_interval(81, 263)
    assert (round(low, 4), round(high, 4)) == (0.2553, 0.3662)


def test_wilson_interval_refuses_what_is_no_share() -> None:
    with pytest.raises(ValueError, match="3 of 2 is no share"):
        wilson_interval(3, 2)
