"""Badges of every code and layer, too little gold pooled; shares set right where one may.

Comes in: a corpus. Goes out: `Badge`s, and the share of sentences with a code, with interval.
Must never know: what a claim makes of the codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import pandas as pd

from helpers.corpus import Corpus
from helpers.reference import covers_all, reference_corpus
from helpers.span_trust import has_gold, measure_spans
from helpers.tables import list_code_names, tabulate_codes
from helpers.trust import Badge, compare_codings, is_in_sample, wilson_interval

FEWEST = 5  # gold sentences below which a code is pooled with the others that have so few
FEWEST_ADJUSTED = 20  # gold sentences below which error rates correct no share
DRAWN = "drawn "  # how the units of a gold that was drawn at random are named
SHARE_BASES = ("reference share", "share set right for error", "share by the patterns, unadjusted")
_LAYERS = ("actor", "quote", "label", "money", "date", "instrument")
_Z = 1.959963984540054


@dataclass(frozen=True)
class Badges:
    """Every code's badge: `apart` those with enough gold, `pooled` the rest as one, if any."""

    apart: tuple[Badge, ...]
    pooled: Badge | None


class Share(NamedTuple):
    """What share of sentences carries a code, on what basis (`SHARE_BASES`), with its interval.

    The interval is missing where every sentence was coded by the reference: a share is then a
    fact of these texts.
    """

    basis: str
    share: float
    low: float | None
    high: float | None


def measure_each(corpus: Corpus, codes: Sequence[str] = ()) -> Badges:
    """Return a badge for each code with `FEWEST` gold sentences or more, and one for the others.

    Parameters
    ----------
    codes : all codes of the codebook if empty
    """
    wanted = tuple(codes) or tuple(list_code_names(corpus))
    if corpus.gold is None:
        return Badges((), Badge(wanted, measured=False))
    pairs = compare_codings(corpus, wanted)
    sample = is_in_sample(corpus)
    gold = pairs.groupby("code")["reference"].sum() if len(pairs) else {}
    few = tuple(c for c in wanted if gold.get(c, 0) < FEWEST)
    apart = [(c,) for c in wanted if c not in few]
    made = [_count(pairs, group, in_sample=sample) for group in (*apart, few) if group]
    return Badges(tuple(made[: len(apart)]), made[-1] if few else None)


def _count(pairs: pd.DataFrame, codes: tuple[str, ...], *, in_sample: bool) -> Badge:
    own = pairs[pairs["code"].isin(codes)]
    return Badge(
        codes,
        measured=True,
        hits=int((own["patterns"] & own["reference"]).sum()),
        n_patterns=int(own["patterns"].sum()),
        n_gold=int(own["reference"].sum()),
        in_sample=in_sample,
    )


def measure_layers(corpus: Corpus) -> dict[str, Badge]:
    """Return a badge for each layer other than frames, counted in spans; one adjudicated coding."""
    return {layer: measure_spans(corpus, layer) for layer in _LAYERS}


def has_layer_gold(corpus: Corpus) -> bool:
    """Return whether the gold codes any layer other than frames."""
    return any(has_gold(corpus, layer) for layer in _LAYERS)


def is_sample(corpus: Corpus) -> bool:
    """Return whether the gold was drawn at random, as `python -m helpers sample` does.

    A gold that covers a part which somebody chose is none: its errors need not be those elsewhere.
    """
    if corpus.gold is None or covers_all(corpus):
        return False
    units = corpus.gold.units["unit"]
    return bool(len(units)) and bool(units.str.startswith(DRAWN).all())


def estimate_share(corpus: Corpus, code: str) -> Share:
    """Return the share of counted sentences that carry a code.

    A fully coded corpus gives its reference share. A gold drawn from the corpus, with
    `FEWEST_ADJUSTED` sentences that carry the code, sets the patterns' share right for their
    errors. Else the share is the patterns' own: with error rates from a part of the texts that
    somebody chose, correcting would only look exact.
    """
    if covers_all(corpus):
        matrix = tabulate_codes(reference_corpus(corpus))
        return Share(SHARE_BASES[0], float(matrix[code].mean()) if len(matrix) else 0.0, None, None)
    found = tabulate_codes(corpus)[code]
    k, n = int(found.sum()), len(found)
    pairs = compare_codings(corpus, [code])
    with_it = int(pairs["reference"].sum())
    without = len(pairs) - with_it
    if is_sample(corpus) and with_it >= FEWEST_ADJUSTED and without:
        hits = int((pairs["patterns"] & pairs["reference"]).sum())
        rejected = int((~pairs["patterns"] & ~pairs["reference"]).sum())
        adjusted = correct_share((k, n), (hits, with_it), (rejected, without))
        if adjusted is not None:
            return Share(SHARE_BASES[1], *adjusted)
    if not n:
        return Share(SHARE_BASES[2], 0.0, None, None)
    return Share(SHARE_BASES[2], k / n, *wilson_interval(k, n))


def correct_share(
    found: tuple[int, int], sensitivity: tuple[int, int], specificity: tuple[int, int]
) -> tuple[float, float, float] | None:
    """Return a share set right for false hits and misses, and its 95 % interval, all in [0, 1].

    The estimate is that of Rogan & Gladen (1978), the interval that of Lang & Reiczigel (2014),
    which carries the uncertainty of both error rates.

    Parameters
    ----------
    found : sentences with the code by the patterns, of how many
    sensitivity : sentences with the code in the gold that the patterns found, of how many
    specificity : sentences without it in the gold that the patterns left alone, of how many

    Returns
    -------
    tuple or None
        (share, low, high); None where the patterns do no better than chance.
    """
    (k, n), (k_se, n_se), (k_sp, n_sp) = found, sensitivity, specificity
    if not n or not n_se or not n_sp or k_se / n_se + k_sp / n_sp <= 1:
        return None
    plain = (k / n + k_sp / n_sp - 1) / (k_se / n_se + k_sp / n_sp - 1)
    m = n + _Z * _Z
    share = (k + _Z * _Z / 2) / m
    se, sp = (k_se + 1) / (n_se + 2), (k_sp + 1) / (n_sp + 2)
    var_se, var_sp = se * (1 - se) / (n_se + 2), sp * (1 - sp) / (n_sp + 2)
    gain = se + sp - 1
    if gain <= 0:
        return None
    true = (share + sp - 1) / gain
    shift = 2 * _Z * _Z * (true * var_se - (1 - true) * var_sp)
    spread = sqrt(share * (1 - share) / m + true**2 * var_se + (1 - true) ** 2 * var_sp) / gain
    middle = true + shift
    low, high = middle - _Z * spread, middle + _Z * spread
    bounded = [min(1.0, max(0.0, x)) for x in (plain, low, high)]
    return bounded[0], bounded[1], bounded[2]
