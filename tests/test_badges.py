"""Badges of every code; what is too rare is pooled, what is unmeasured is grey."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from helpers.badges import (
    FEWEST,
    SHARE_BASES,
    correct_share,
    estimate_share,
    is_sample,
    measure_each,
    measure_layers,
)
from helpers.corpus import Corpus, read_corpus

LINES = [("Poverty drives people to migrate.", "D-ECON")] * 30
LINES += [("Drought drives people to migrate.", "D-CLIM")] * 2
LINES += [("People sing in the square.", "")] * 28


def write_corpus(folder: Path, covered: int, unit: str) -> Corpus:
    """Write sixty sentences, the first of them coded in the gold as units of this name."""
    (folder / "a.txt").write_text("\n".join(line for line, _ in LINES))
    (folder / "gold").mkdir()
    rows, start = ["file,start,end,agreed,unit"], 0
    for line, codes in LINES[:covered]:
        rows.append(f"a.txt,{start},{start + len(line)},{codes},{unit}")
        start += len(line) + 1
    (folder / "gold/sentences.csv").write_text("\n".join(rows))
    return read_corpus(folder)


def test_a_code_with_enough_gold_stands_apart_and_the_rest_are_pooled(tmp_path: Path) -> None:
    badges = measure_each(write_corpus(tmp_path, 60, ""))
    assert [b.codes for b in badges.apart] == [("D-ECON",)]
    assert badges.apart[0].n_gold == 30 >= FEWEST
    assert badges.pooled is not None
    assert "D-CLIM" in badges.pooled.codes
    assert badges.pooled.n_gold == 2


def test_apart_and_pooled_are_all_codes(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, 60, "")
    badges = measure_each(corpus)
    assert badges.pooled is not None
    named = [c for b in (*badges.apart, badges.pooled) for c in b.codes]
    assert sorted(named) == sorted(c.code for c in corpus.codebook.codes)


def test_without_gold_every_badge_is_grey(tiny: Corpus) -> None:
    badges = measure_each(tiny)
    assert badges.apart == ()
    assert badges.pooled is not None
    assert not badges.pooled.measured
    assert not any(b.measured for b in measure_layers(tiny).values())


def test_a_fully_coded_corpus_shows_its_reference_share(tmp_path: Path) -> None:
    share = estimate_share(write_corpus(tmp_path, 60, "drawn 1"), "D-ECON")
    assert share == (SHARE_BASES[0], 0.5, None, None)


def test_a_drawn_gold_with_twenty_sentences_sets_the_share_right(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, 40, "drawn 1")
    share = estimate_share(corpus, "D-ECON")
    assert is_sample(corpus)
    assert share.basis == SHARE_BASES[1]
    assert share.low is not None
    assert share.high is not None
    assert 0 <= share.low <= share.share <= share.high <= 1


def test_a_drawn_gold_with_too_few_sentences_of_the_code_does_not(tmp_path: Path) -> None:
    assert estimate_share(write_corpus(tmp_path, 40, "drawn 1"), "D-CLIM").basis == SHARE_BASES[2]


def test_a_gold_that_somebody_chose_sets_nothing_right(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, 40, "")
    assert not is_sample(corpus)
    assert estimate_share(corpus, "D-ECON").basis == SHARE_BASES[2]


def test_a_share_is_set_right_as_by_hand() -> None:
    # 30 of 100 found, sensitivity 0.8, specificity 0.9: (0.3 + 0.9 - 1) / (0.8 + 0.9 - 1) = 2/7.
    found = correct_share((30, 100), (80, 100), (90, 100))
    assert found is not None
    assert found[0] == pytest.approx(2 / 7)
    assert found[1] < 2 / 7 < found[2]


def test_a_share_set_right_never_leaves_nought_to_one() -> None:
    # 5 of 100 found where one in ten is a false hit: the plain estimate is below nought.
    found = correct_share((5, 100), (80, 100), (90, 100))
    assert found is not None
    assert found[:2] == (0.0, 0.0)
    assert found[2] < 0.2


def test_patterns_no_better_than_chance_set_nothing_right() -> None:
    assert correct_share((5, 10), (5, 10), (5, 10)) is None
    assert correct_share((5, 10), (0, 0), (5, 10)) is None


def test_more_gold_narrows_the_interval() -> None:
    few = correct_share((300, 1000), (16, 20), (18, 20))
    many = correct_share((300, 1000), (1600, 2000), (1800, 2000))
    assert few is not None
    assert many is not None
    assert many[2] - many[1] < few[2] - few[1]


def test_the_interval_holds_the_truth_in_most_of_many_draws() -> None:
    rng, truth, held = np.random.default_rng(7), 0.3, 0
    for _ in range(400):
        with_it = rng.binomial(1000, truth)
        found = rng.binomial(with_it, 0.8) + rng.binomial(1000 - with_it, 0.1)
        rates = (rng.binomial(60, 0.8), 60), (rng.binomial(140, 0.9), 140)
        low, high = (correct_share((found, 1000), *rates) or (0, 2, 2))[1:]
        held += low <= truth <= high
    assert 0.92 <= held / 400 <= 0.99


def test_in_sample_is_said_so(tmp_path: Path) -> None:
    seeds = read_corpus("seeds")
    assert all(b.in_sample for b in measure_each(seeds).apart)
    changed = replace(seeds, documents=seeds.documents.assign(sha256="0"))
    assert not any(b.in_sample for b in measure_each(changed).apart)
