"""The shuffled band equals what counting every shuffle by hand gives."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.nulls import find_band, shuffled_band
from helpers.tables import tabulate_codes


def series(flags: dict[str, str]) -> pd.Series:
    index = [(text, i) for text, marks in flags.items() for i in range(len(marks))]
    values = [mark == "x" for marks in flags.values() for mark in marks]
    return pd.Series(values, index=pd.MultiIndex.from_tuples(index))


def test_the_observed_number_is_counted() -> None:
    band = shuffled_band(series({"a": "xx..", "b": "x..."}), series({"a": "x.x.", "b": "x..."}))
    assert (band.together, band.of) == (2, 3)


def test_the_band_is_that_of_all_shuffles_of_one_text() -> None:
    first, second = series({"a": "xxx..."}), series({"a": "xx.x.."})
    shared = sorted(
        sum(a and b for a, b in zip(order, second, strict=True)) for order in permutations(first)
    )
    n = len(shared)  # 720 shuffles: 1 in 20 shares 0, 9 share 1, 9 share 2, 1 shares 3
    assert [shared.count(k) * 20 // n for k in range(4)] == [1, 9, 9, 1]
    band = shuffled_band(first, second)
    assert (band.low, band.median, band.high) == (0, 1, 3)


def test_nothing_moves_between_texts() -> None:
    band = shuffled_band(series({"a": "xx", "b": ".."}), series({"a": "xx", "b": ".."}))
    assert (band.low, band.median, band.high) == (2, 2, 2)


def test_ten_thousand_seeded_shuffles_of_the_five_texts_tend_to_the_band(seeds: Corpus) -> None:
    table = tabulate_codes(seeds)
    texts = table.index.get_level_values(0).to_numpy()
    soft = table[list(seeds.codebook.codes_of("development"))].any(axis=1).to_numpy()
    draw = np.random.default_rng(1)
    places = [np.flatnonzero(texts == text) for text in np.unique(texts)]
    found = {"crime": (11, 5, 3, 9), "border": (4, 4, 1, 7)}  # together, median, low, high
    for group, expected in found.items():
        hard = table[list(seeds.codebook.codes_of(group))].any(axis=1).to_numpy()
        shared = np.zeros(10_000, dtype=int)
        for own in places:
            shuffled = draw.permuted(np.tile(hard[own], (len(shared), 1)), axis=1)
            shared += (shuffled & soft[own]).sum(axis=1)
        band = find_band(texts, hard, soft)
        assert (band.together, band.median, band.low, band.high) == expected
        assert int(np.median(shared)) == band.median
        assert ((shared >= band.low) & (shared <= band.high)).mean() >= 0.95
