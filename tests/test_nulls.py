"""The shuffled band equals what counting every shuffle by hand gives."""

from __future__ import annotations

from itertools import permutations

import pandas as pd

from helpers.nulls import shuffled_band


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
