"""What a pairing of codes would be if sentences were shuffled inside their texts.

Comes in: a table of True and False, sentences by codes. Goes out: a median and a band.
Must never know: which codes are paired, nor why.
"""

from __future__ import annotations

from math import comb
from typing import NamedTuple

import numpy as np
import pandas as pd


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
    distribution = np.array([1.0])
    for _, rows in pd.DataFrame({"a": first, "b": second}).groupby(level=0):
        distribution = np.convolve(
            distribution, _hypergeometric(len(rows), int(rows["a"].sum()), int(rows["b"].sum()))
        )
    below = np.cumsum(distribution)
    points = [int(np.searchsorted(below, p - 1e-12)) for p in (0.5, 0.025, 0.975)]
    return Band(int((first & second).sum()), int(first.sum()), *points)


def _hypergeometric(n: int, a: int, b: int) -> np.ndarray:
    total = comb(n, b)
    return np.array([comb(a, k) * comb(n - a, b - k) / total for k in range(min(a, b) + 1)])
