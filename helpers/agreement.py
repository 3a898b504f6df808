"""How far the two passes of a gold agree, code by code: alpha, AC1 and the raw counts.

Comes in: a corpus whose gold keeps both passes, or two lists of yes and no. Goes out: an
`Agreement` per code, and the units on which the passes differ. Must never know: the patterns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd
from nltk.metrics.agreement import AnnotationTask

from helpers.corpus import Corpus
from helpers.reference import match_units
from helpers.tables import list_code_names

OVER_ALL = "all codes"


class Agreement(NamedTuple):
    """The two-by-two of two passes, and what is made of it.

    `both`, `first`, `second` and `neither` count units that carry the code in both passes, in
    the first or the second alone, in neither.
    """

    both: int
    first: int
    second: int
    neither: int

    @property
    def n(self) -> int:
        """How many units both passes looked at."""
        return sum(self)

    @property
    def agreed(self) -> int:
        """On how many units the passes say the same."""
        return self.both + self.neither

    @property
    def used(self) -> bool:
        """Whether at least one pass gave the code to at least one unit."""
        return self.n > self.neither

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha, nominal (Hayes & Krippendorff 2007), by NLTK's `AnnotationTask`.

        None where one answer alone was given: then there is nothing that could have varied.
        """
        if not self.used or self.n == self.both:
            return None
        answers = ((1, 1), (1, 0), (0, 1), (0, 0))
        pairs = [pair for pair, n in zip(answers, self, strict=True) for _ in range(n)]
        data = [(coder, i, pair[j]) for i, pair in enumerate(pairs) for j, coder in enumerate("ab")]
        return float(AnnotationTask(data=data).alpha())

    @property
    def ac1(self) -> float | None:
        """Gwet's AC1 (2008), which does not sink where a code is rare; None without units."""
        if not self.n:
            return None
        share = (2 * self.both + self.first + self.second) / (2 * self.n)
        chance = 2 * share * (1 - share)
        return (self.agreed / self.n - chance) / (1 - chance)


def count_agreement(first: Sequence[bool], second: Sequence[bool]) -> Agreement:
    """Return the two-by-two of two passes over the same units.

    >>> count_agreement([True, True, False], [True, False, False])
    Agreement(both=1, first=1, second=0, neither=1)
    """
    pairs = [(bool(a), bool(b)) for a, b in zip(first, second, strict=True)]
    order = ((True, True), (True, False), (False, True), (False, False))
    return Agreement(*(pairs.count(pair) for pair in order))


def list_passes(corpus: Corpus) -> pd.DataFrame:
    """Return what each pass of the gold gave to each unit that is counted.

    Returns
    -------
    DataFrame
        One row per gold unit that holds a counted sentence, and code of the codebook; columns
        document_id, sentence_id (its first counted sentence), code, first, second, agreed (True
        or False). No rows where the gold keeps no two passes.
    """
    columns = ["document_id", "sentence_id", "code", "first", "second", "agreed"]
    if corpus.gold is None or not _has_passes(corpus):
        return pd.DataFrame(columns=columns)
    keys = ["document_id", "unit_start"]
    places = match_units(corpus).drop_duplicates(keys)
    units = places.merge(
        corpus.gold.units, left_on=keys, right_on=["document_id", "start"], how="inner"
    )
    rows = [
        (u.document_id, u.sentence_id, code)
        + tuple(code in cell.split() for cell in (u.coder1, u.coder2, u.agreed))
        for u in units.itertuples()
        for code in list_code_names(corpus)
    ]
    return pd.DataFrame(rows, columns=columns)


def _has_passes(corpus: Corpus) -> bool:
    units = corpus.gold.units if corpus.gold is not None else pd.DataFrame()
    return all(c in units and units[c].ne("").any() for c in ("coder1", "coder2"))


def measure_agreement(corpus: Corpus) -> dict[str, Agreement]:
    """Return the agreement of the gold's two passes by code, and over all of them.

    Over all (`OVER_ALL`) pools the yes and no of every code that at least one pass used; codes
    that neither used would only add agreement that nobody had to reach. Empty without two passes.
    """
    passes = list_passes(corpus)
    if passes.empty:
        return {}
    found = {
        str(code): count_agreement(rows["first"].tolist(), rows["second"].tolist())
        for code, rows in passes.groupby("code", sort=False)
    }
    used = [counts for counts in found.values() if counts.used]
    pooled = [sum(cells) for cells in zip(*used, strict=True)] or [0, 0, 0, 0]
    return {**found, OVER_ALL: Agreement(*pooled)}


def list_disagreements(corpus: Corpus) -> pd.DataFrame:
    """Return the units and codes that one pass gave and the other did not.

    Returns
    -------
    DataFrame
        One row per unit and code; the columns of `list_passes`, of which `agreed` says how it
        was settled.
    """
    passes = list_passes(corpus)
    return passes[passes["first"] != passes["second"]].reset_index(drop=True)
