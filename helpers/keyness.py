"""Which words mark one group of sentences against another, and whether that survives scrutiny.

Comes in: counts of words, or a corpus. Goes out: log-odds, corrected chances, dispersion and a
matched null. Must never know: which texts are compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from math import erfc, sqrt
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.tables import list_documents_by_date, list_sentences

Array = np.ndarray[Any, np.dtype[Any]]
PRIORS = (
    10.0,
    30.0,
    100.0,
    300.0,
    1000.0,
)  # words that the prior is worth: two orders of magnitude
ALPHA = 0.05  # share of false discoveries that is let through
TOP = 15
SHUFFLES = 200
SEED = 2021
MOST_PAIRED = 6  # texts above which each is set against all others, not against each other
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")


class Counted(NamedTuple):
    """Words by sentences: `counts` has a row per sentence and a column per word of `words`."""

    words: tuple[str, ...]
    counts: Array
    document: Array
    sentence_id: Array


def compare_words(first: Array, second: Array, prior: Array) -> tuple[Array, Array]:
    """Return the log-odds ratio of each word and its z-score (Monroe, Colaresi & Quinn 2008).

    Parameters
    ----------
    first, second : how often each word stands on either side
    prior : how many words of either side the prior is worth, word by word; all above 0

    Returns
    -------
    tuple of arrays
        (effect, z): effect is the difference of the shrunken log-odds (equation 15 and 16 of the
        paper), z the effect over its standard deviation (equations 19 and 21).
    """
    a, b = first + prior, second + prior
    effect = np.log(a / (a.sum() - a)) - np.log(b / (b.sum() - b))
    return effect, effect / np.sqrt(1 / a + 1 / b)


def find_chance(z: Array) -> Array:
    """Return how often a z-score this far from nought, or farther, comes by chance.

    >>> float(find_chance(np.array([1.959963984540054]))[0].round(3))
    0.05
    """
    return np.array([erfc(abs(x) / sqrt(2)) for x in np.asarray(z).tolist()])


def correct_chances(chances: Array) -> Array:
    """Return chances corrected for how many were looked at (Benjamini & Hochberg 1995).

    A corrected chance at or under 0.05 is a discovery when one in twenty may be false.
    """
    n = len(chances)
    if not n:
        return np.asarray(chances, dtype=float)
    order = np.argsort(chances)
    ranked = np.asarray(chances)[order] * n / np.arange(1, n + 1)
    corrected = np.minimum(1.0, np.minimum.accumulate(ranked[::-1])[::-1])
    out = np.empty(n)
    out[order] = corrected
    return out


def measure_dispersion(counts: Array, sizes: Array) -> float:
    """Return Gries' DP (2008): 0 where a word is spread as the parts are long, near 1 if clumped.

    Parameters
    ----------
    counts : how often the word stands in each part
    sizes : how many words each part has

    >>> round(measure_dispersion(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11])), 2)
    0.18
    """
    if not counts.sum() or not sizes.sum():
        return 0.0
    return float(np.abs(counts / counts.sum() - sizes / sizes.sum()).sum() / 2)


def count_words(corpus: Corpus) -> Counted:
    """Return how often each word stands in each counted sentence.

    A word is a run of letters, in lower case; apostrophes, hyphens and dots inside it are kept.
    """
    texts = corpus.documents.set_index("document_id")["text"]
    sentences = list_sentences(corpus)
    lists = [
        [w.lower().replace("’", "'") for w in _WORD.findall(texts[s.document_id][s.start : s.end])]
        for s in sentences.itertuples()
    ]
    words = tuple(sorted({w for found in lists for w in found}))
    place = {w: i for i, w in enumerate(words)}
    counts = np.zeros((len(lists), len(words)))
    for row, found in enumerate(lists):
        np.add.at(counts[row], [place[w] for w in found], 1)
    return Counted(
        words,
        counts,
        sentences["document_id"].to_numpy(dtype=str),
        sentences["sentence_id"].to_numpy(dtype=int),
    )


def make_prior(counted: Counted, worth: float) -> Array:
    """Return the informative prior: the words of the whole corpus, worth so many words in all."""
    whole = counted.counts.sum(axis=0)
    return np.asarray(whole * worth / whole.sum())


def list_comparisons(corpus: Corpus) -> list[tuple[str, str]]:
    """Return which texts are set against which: pairs, or ("a", "") for one against all others."""
    documents = list_documents_by_date(corpus)
    if len(documents) <= MOST_PAIRED:
        return list(combinations(documents, 2))
    return [(document_id, "") for document_id in documents]


def measure_keyness(counted: Counted, first: str, second: str) -> pd.DataFrame:
    """Return the words of one comparison, the most telling first.

    Parameters
    ----------
    first, second : document_id of either side; `second` "" sets `first` against all others

    Returns
    -------
    DataFrame
        One row per word on either side; columns word, n_first, n_second, effect and z (with the
        middle prior; above 0 marks `first`), chance (largest corrected chance under any prior),
        prior_low, prior_high (rank by |z| with the smallest and the largest prior), dispersion
        (Gries' DP over the sentences of the side that it marks), null (share of shuffles in
        which the most telling word is at least as telling), survives.
    """
    one = counted.document == first
    other = ~one if not second else counted.document == second
    sides = [counted.counts[rows].sum(axis=0) for rows in (one, other)]
    here = (sides[0] + sides[1]) > 0
    priors = [make_prior(counted, worth) for worth in PRIORS]
    scored = [compare_words(sides[0], sides[1], prior) for prior in priors]
    effect, z = scored[len(PRIORS) // 2]
    chances = [correct_chances(find_chance(s[1][here])) for s in scored]
    both = counted.counts[one | other][:, here]
    top = _shuffle(both, int(one.sum()), priors[len(PRIORS) // 2][here])
    table = pd.DataFrame(
        {
            "word": np.array(counted.words)[here],
            "n_first": sides[0][here].astype(int),
            "n_second": sides[1][here].astype(int),
            "effect": effect[here],
            "z": z[here],
            "chance": np.max(chances, axis=0),
            "prior_low": _rank(scored[0][1][here]),
            "prior_high": _rank(scored[-1][1][here]),
            "dispersion": _disperse(counted, here, (one, other), z),
            "null": [float((top >= abs(x) - 1e-12).mean()) for x in z[here].tolist()],
        }
    )
    table["survives"] = (table["chance"] <= ALPHA) & (table["null"] <= ALPHA)
    strong = table["z"].abs()
    table = table.assign(strong=-strong).sort_values(["strong", "word"], ignore_index=True)
    return table.drop(columns="strong")


def _rank(z: Array) -> Array:
    order = np.argsort(-np.abs(z), kind="stable")
    ranks = np.empty(len(z), dtype=int)
    ranks[order] = np.arange(1, len(z) + 1)
    return ranks


def _disperse(
    counted: Counted, here: Array, sides: tuple[Array, Array], z: Array
) -> Sequence[float]:
    owns = [counted.counts[rows] for rows in sides]
    sizes = [own.sum(axis=1) for own in owns]
    found = []
    for i in np.flatnonzero(here).tolist():
        side = 0 if z[i] > 0 else 1
        found.append(measure_dispersion(owns[side][:, i], sizes[side]))
    return found


def _shuffle(counts: Array, n_first: int, prior: Array) -> Array:
    """Return the largest |z| of each of `SHUFFLES` ways to deal the sentences out again.

    The null is matched: the sides keep their numbers of sentences, the sentences their words.
    """
    rng = np.random.default_rng(SEED)
    n = len(counts)
    dealt = np.zeros((SHUFFLES, n))
    for row in dealt:
        row[rng.permutation(n)[:n_first]] = 1
    first = dealt @ counts
    second = counts.sum(axis=0) - first
    a, b = first + prior, second + prior
    odds = [np.log(x / (x.sum(axis=1, keepdims=True) - x)) for x in (a, b)]
    z = (odds[0] - odds[1]) / np.sqrt(1 / a + 1 / b)
    return np.asarray(np.abs(z).max(axis=1))
