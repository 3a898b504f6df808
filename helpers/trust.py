"""How far a coding can be trusted: precision and recall against the corpus's own gold.

Comes in: a corpus. Goes out: a `Badge` for a set of codes, with n and Wilson intervals.
Must never know: what a claim makes of the codes.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import sqrt

import pandas as pd

from helpers.corpus import Corpus
from helpers.reference import match_units, reference_corpus
from helpers.tables import tabulate_codes


@dataclass(frozen=True)
class Badge:
    """Precision and recall of some codes, counted in sentences.

    `hits` are (sentence, code) pairs in both codings, `n_patterns` those of the patterns, `n_gold`
    those of the gold; all 0 and `measured` False where the corpus has no gold. `in_sample` is
    True where the patterns were developed on these very texts. `unit` says what is trusted:
    codes, or spans of a layer (see `helpers.span_trust`).
    """

    codes: tuple[str, ...]
    measured: bool
    hits: int = 0
    n_patterns: int = 0
    n_gold: int = 0
    in_sample: bool = False
    unit: str = "codes"

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


@lru_cache
def read_developed_on() -> frozenset[str]:
    """Return the sha256 of the texts on which the patterns were developed."""
    text = files("helpers").joinpath("codebook/developed_on.csv").read_text("utf-8")
    return frozenset(row["sha256"] for row in csv.DictReader(text.splitlines()))


def is_in_sample(corpus: Corpus) -> bool:
    """Return whether the patterns were developed on any of these very texts."""
    return bool(corpus.documents["sha256"].isin(read_developed_on()).any())


def compare_codings(corpus: Corpus, codes: Sequence[str]) -> pd.DataFrame:
    """Return each gold-covered counted sentence and code with what either coding says.

    Returns
    -------
    DataFrame
        One row per covered counted sentence and code; columns document_id, sentence_id, code,
        patterns, reference (True or False). No rows without gold.
    """
    columns = ["document_id", "sentence_id", "code", "patterns", "reference"]
    if corpus.gold is None:
        return pd.DataFrame(columns=columns)
    covered = match_units(corpus)[["document_id", "sentence_id"]].drop_duplicates()
    index = pd.MultiIndex.from_frame(covered)
    ours = tabulate_codes(corpus).reindex(index, fill_value=False)[list(codes)]
    theirs = tabulate_codes(reference_corpus(corpus)).reindex(index, fill_value=False)
    long = ours.stack().rename("patterns").to_frame()
    long["reference"] = theirs[list(codes)].stack()
    long = long.reset_index(names=["document_id", "sentence_id", "code"])
    return long[columns]


def measure_codes(corpus: Corpus, codes: Sequence[str]) -> Badge:
    """Return precision and recall of some codes, counted in (sentence, code) pairs.

    Only the part of the corpus that its gold covers is scored; a corpus without gold gets an
    unmeasured badge.
    """
    if corpus.gold is None:
        return Badge(tuple(codes), measured=False)
    pairs = compare_codings(corpus, codes)
    return Badge(
        tuple(codes),
        measured=True,
        hits=int((pairs["patterns"] & pairs["reference"]).sum()),
        n_patterns=int(pairs["patterns"].sum()),
        n_gold=int(pairs["reference"].sum()),
        in_sample=is_in_sample(corpus),
    )
