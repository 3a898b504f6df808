"""What carries a result: the one pattern, code or sentence without which it would not stand.

Comes in: a corpus and a verdict on a `Grid`. Goes out: `Carried`, found by leaving out each in
turn. Must never know: what the verdict is about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.grids import DEFAULT, Grid, read_spans
from helpers.tables import list_sentences

MOST_PLACES = 3  # sentences that are named by their place


class Carried(NamedTuple):
    """What a verdict rests on: each of these left out alone changes it.

    `sentences` are (document_id, sentence_id), `patterns` (code, rule); `tried` is how many
    sentences, codes and patterns were left out in turn.
    """

    verdict: str
    sentences: tuple[tuple[str, int], ...]
    codes: tuple[str, ...]
    patterns: tuple[tuple[str, str], ...]
    tried: tuple[int, int, int]


def leave_out(
    corpus: Corpus, verdict: Callable[[Grid], str], *, subject: Sequence[str] = ()
) -> Carried:
    """Return which sentence, code or pattern changes a verdict when it alone is left out.

    A sentence left out is not counted at all; a code or pattern left out marks nothing. Where a
    longer pattern hides a shorter one of the same code, leaving out the longer leaves the place
    bare: a result can look more dependent on a pattern than it is, never less.

    Parameters
    ----------
    subject : codes that the verdict is about by its very words; they are not left out
    """
    spans = read_spans(corpus)
    grid = spans.grid(DEFAULT)
    said = verdict(grid)
    rows = range(len(grid.sentence_id))
    sentences = [
        (str(grid.document[i]), int(grid.sentence_id[i]))
        for i in rows
        if verdict(grid.take(np.arange(len(rows)) != i)) != said
    ]
    shown = [c for i, c in enumerate(grid.codes) if grid.carried[:, i].any()]
    used = [c for c in shown if c not in subject]
    codes = [c for c in used if verdict(grid.without_code(c)) != said]
    rules = _list_rules(corpus)
    patterns = []
    for code, rule in rules:
        others = ~((spans.rule == rule) & (spans.code == grid.codes.index(code)))
        if verdict(spans.grid(DEFAULT, spans=others)) != said:
            patterns.append((code, rule))
    tried = (len(rows), len(used), len(rules))
    return Carried(said, tuple(sentences), tuple(codes), tuple(patterns), tried)


def _list_rules(corpus: Corpus) -> list[tuple[str, str]]:
    """Return the (code, rule) pairs that mark anything; the reference coding has no patterns."""
    frames = corpus.spans[corpus.spans["layer"] == "frame"]
    pairs = frames.loc[frames["rule"] != "reference", ["code", "rule"]].drop_duplicates()
    return sorted(pairs.itertuples(index=False, name=None))


def say_carried(corpus: Corpus, carried: Carried | None) -> str:
    """Return in words what a verdict rests on; None is one on too many sentences to try.

    Examples
    --------
    "on one sentence (Smith 2020, sentence 8)" where one alone changes it, "on no single
    sentence, code or pattern" where none does.
    """
    if carried is None:
        return "not tried: too many sentences to leave out one by one"
    said = []
    if carried.sentences:
        labels, few = label_documents(corpus.documents), carried.sentences[:MOST_PLACES]
        places = "; ".join(f"{labels[d]}, sentence {i}" for d, i in few)
        more = "" if few == carried.sentences else "; …"
        said.append(f"{_say(len(carried.sentences), 'sentence')} ({places}{more})")
    if carried.codes:
        names = " or ".join(corpus.codebook.label(code) for code in carried.codes)
        said.append(f"{_say(len(carried.codes), 'code')} ({names})")
    if carried.patterns:
        codes = dict.fromkeys(corpus.codebook.label(code) for code, _ in carried.patterns)
        said.append(f"{_say(len(carried.patterns), 'pattern')} (of {', of '.join(codes)})")
    if not said:
        return "on no single sentence, code or pattern"
    return "on " + "; on ".join(said)


def _say(n: int, noun: str) -> str:
    return f"one {noun}" if n == 1 else f"any of {n} {noun}s"


def list_lone_groups(corpus: Corpus, groups: Sequence[str]) -> pd.DataFrame:
    """Return where all that a text has of a group of codes is one sentence.

    Returns
    -------
    DataFrame
        One row per text and sentence; columns document_id, sentence_id, groups (those of which
        the text has this sentence and no other, as a list).
    """
    grid = read_spans(corpus).grid(DEFAULT)
    found: dict[tuple[str, int], list[str]] = {}
    for group in groups:
        carries = grid.any_of(corpus.codebook.codes_of(group))
        for document_id in dict.fromkeys(list_sentences(corpus)["document_id"]):
            rows = np.flatnonzero(carries & (grid.document == document_id))
            if len(rows) == 1:
                place = (str(document_id), int(grid.sentence_id[rows[0]]))
                found.setdefault(place, []).append(group)
    rows_found = [(*place, names) for place, names in sorted(found.items())]
    return pd.DataFrame(rows_found, columns=["document_id", "sentence_id", "groups"])
