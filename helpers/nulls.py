"""What a pairing of codes would be if sentences were shuffled inside their texts.

Comes in: a table of True and False, sentences by codes. Goes out: a median and a band.
Must never know: which codes are paired, nor why.
"""

from __future__ import annotations

from functools import lru_cache
from math import comb
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

Array = np.ndarray[Any, np.dtype[Any]]


class Band(NamedTuple):
    """How many sentences carry both, and what shuffling gives: median and a 95 % band."""

    together: int
    of: int
    median: int
    low: int
    high: int


def shuffled_band(first: pd.Series, second: pd.Series) -> Band:
    """Return how often two codes share a sentence, beside shuffling inside each text.

    Shuffling the sentences of one text makes the number shared follow the hypergeometric
    distribution; the sum over texts is their convolution. So the band is exact: it is what
    endlessly many seeded shuffles would tend to.

    Parameters
    ----------
    first, second : True where a sentence carries the code; indexed by document_id and sentence_id

    Returns
    -------
    Band
        `of` is the number of sentences with `first`; `low` and `high` are the 2.5 % and 97.5 %
        points of the shuffled number.
    """
    return find_band(
        first.index.get_level_values(0).to_numpy(), first.to_numpy(), second.to_numpy()
    )


def find_band(texts: Array, first: Array, second: Array) -> Band:
    """Return the band of `shuffled_band` from arrays: the text of each sentence, two codes.

    >>> find_band(np.array(["a"] * 4), np.array([1, 1, 0, 0]) > 0, np.array([1, 0, 0, 0]) > 0)
    Band(together=1, of=2, median=0, low=0, high=1)
    """
    distribution = np.array([1.0])
    _, numbers = np.unique(texts, return_inverse=True)
    sizes = np.bincount(numbers)
    of_first = np.bincount(numbers, weights=first, minlength=len(sizes)).astype(int)
    of_second = np.bincount(numbers, weights=second, minlength=len(sizes)).astype(int)
    for n, a, b in zip(sizes.tolist(), of_first.tolist(), of_second.tolist(), strict=True):
        distribution = np.convolve(distribution, _hypergeometric(n, a, b))
    below = np.cumsum(distribution)
    points = [int(np.searchsorted(below, p - 1e-12)) for p in (0.5, 0.025, 0.975)]
    return Band(int((first & second).sum()), int(first.sum()), *points)


@lru_cache(maxsize=4096)
def _hypergeometric(n: int, a: int, b: int) -> np.ndarray:
    total = comb(n, b)
    return np.array([comb(a, k) * comb(n - a, b - k) / total for k in range(min(a, b) + 1)])
