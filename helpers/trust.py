"""How far a coding can be trusted: precision and recall against the corpus's own gold.

Comes in: a corpus. Goes out: a `Badge` for a set of codes, with n and Wilson intervals.
Must never know: what a claim makes of the codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True)
class Badge:
    """Precision and recall of some codes, counted in sentences.

    `hits` are (sentence, code) pairs in both codings, `n_patterns` those of the patterns, `n_gold`
    those of the gold; all 0 and `measured` False where the corpus has no gold. `in_sample` is
    True where the patterns were developed on these very texts.
    """

    codes: tuple[str, ...]
    measured: bool
    hits: int = 0
    n_patterns: int = 0
    n_gold: int = 0
    in_sample: bool = False

    @property
    def precision(self) -> float | None:
        """Share of the patterns' pairs that the gold has too; None without any."""
        return self.hits / self.n_patterns if self.n_patterns else None

    @property
    def recall(self) -> float | None:
        """Share of the gold's pairs that the patterns found; None without any."""
        return self.hits / self.n_gold if self.n_gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None where the gold has no pair."""
        total = self.n_patterns + self.n_gold
        return 2 * self.hits / total if self.measured and total else None


def wilson_interval(k: int, n: int, *, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return the Wilson score interval of k of n (Wilson 1927), 95 % by default.

    >>> tuple(round(x, 3) for x in wilson_interval(9, 10))
    (0.596, 0.982)
    """
    if not 0 <= k <= n or n == 0:
        raise ValueError(f"{k} of {n} is no share: n must be at least 1 and k from 0 to n")
    share = k / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def measure_codes(corpus: object, codes: Sequence[str]) -> Badge:
    """Return the badge of some codes in a corpus (see `helpers.trust.Badge`)."""
    raise NotImplementedError
