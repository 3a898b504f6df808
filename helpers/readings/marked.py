"""Evidence that marks other spans than frames, and settings counted over sets of things.

Comes in: rows with a place; ways to count. Goes out: evidence; `Choices`. Must never know: which
layer the rows are of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from itertools import product

import pandas as pd

from helpers.choices import CHOICES, RESULTS, Choices, Setting
from helpers.corpus import Corpus
from helpers.findings import build_evidence
from helpers.tables import list_sentences

Chosen = Mapping[str, str]
Sides = tuple[Mapping[Hashable, int], Mapping[Hashable, int]]


def mark_rows(keyed: Mapping[str, pd.DataFrame], code: str = "code") -> pd.DataFrame:
    """Return evidence: for each key its rows' sentences with the rows' own stretch marked.

    Parameters
    ----------
    keyed : rows (columns document_id, sentence_id, start, end) by key; a row without a start is
        the sentence as a whole
    code : the column whose value is shown beside the sentence; "" where there is none
    """
    rows: list[tuple[object, ...]] = []
    for key, table in keyed.items():
        places = (table[column].tolist() for column in ("document_id", "sentence_id"))
        marks = (table[c].tolist() if c in table else [None] * len(table) for c in ("start", "end"))
        names = table[code].tolist() if code in table else [""] * len(table)
        rows += [(key, *values) for values in zip(*places, *marks, names, strict=True)]
    return build_evidence(rows)


def whole_sentences(table: pd.DataFrame) -> pd.DataFrame:
    """Return the distinct sentences of some rows, without a stretch to mark."""
    return table[["document_id", "sentence_id"]].drop_duplicates(ignore_index=True)


def count_sentences(table: pd.DataFrame) -> int:
    """Return in how many sentences some rows stand."""
    return len(set(zip(table["document_id"].tolist(), table["sentence_id"].tolist(), strict=True)))


def count_by_text(rows: pd.DataFrame) -> Counter[str]:
    """Return in how many sentences of each text some rows stand, 0 of any other text."""
    places = zip(rows["document_id"].tolist(), rows["sentence_id"].tolist(), strict=True)
    return Counter(document_id for document_id, _ in set(places))


def keep_most(documents: Sequence[str], counts: Mapping[str, int], most: int) -> list[str]:
    """Return the texts that are shown one by one, in their order: all of them, or `most`.

    Of more those with the highest counts are kept, and of equal ones the first.

    >>> keep_most(["a", "b", "c"], {"b": 1, "c": 4}, 2)
    ['b', 'c']
    """
    if len(documents) <= most:
        return list(documents)
    kept = set(sorted(documents, key=lambda d: -counts.get(d, 0))[:most])
    return [d for d in documents if d in kept]


def say_kept(n: int, drawn: int, listed: int, why: str, *, noun: str = "texts") -> str:
    """Return which of `n` texts a chart draws and a table lists, "" where both have all.

    `drawn` is 0 where there is no chart.

    >>> say_kept(5, 40, 100, "most words")
    ''
    >>> say_kept(2000, 40, 100, "most words")
    ' Of 2,000 texts the chart draws 40 and the table lists 100: those with most words.'
    """
    said = [f"the chart draws {drawn}"] if 0 < drawn < n else []
    said += [f"the table lists {listed}"] if listed < n else []
    return f" Of {n:,} {noun} {' and '.join(said)}: those with {why}." if said else ""


def keep_counted(corpus: Corpus, spans: pd.DataFrame) -> pd.DataFrame:
    """Return the spans that lie in counted sentences, with the kind of the sentence."""
    counted = list_sentences(corpus)[["document_id", "sentence_id", "kind"]]
    return spans.merge(counted, on=["document_id", "sentence_id"])


def list_open_choices(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return the choices of title and of whose words as axes for `count_settings`.

    A choice that changes nothing in a corpus has its usual value alone: there is no title
    counted, or nobody is quoted.
    """
    axes = {name: CHOICES[name] for name in ("title", "words of")}
    if not list_sentences(corpus)["kind"].eq("title").any():
        axes["title"] = axes["title"][:1]
    if not corpus.spans["layer"].eq("quote").any():
        axes["words of"] = axes["words of"][:1]
    return axes


def count_settings(
    axes: Mapping[str, Sequence[str]],
    count: Callable[[Chosen], Sides],
    statement: str,
    *,
    holds: str = RESULTS[0],
) -> Choices | None:
    """Return in how many settings one side outnumbers another.

    Parameters
    ----------
    axes : what an analyst may choose, with the values of each choice
    count : what one setting selects: the things on either side, each with its weight
    statement : what is said to hold
    holds : the result under which it holds, one of `RESULTS`

    Returns
    -------
    Choices
        One setting per defensible way; settings that select the same things with the same
        weights on both sides are one. None where no setting selects anything.
    """
    seen: dict[object, Setting] = {}
    for values in product(*axes.values()):
        chosen = dict(zip(axes, values, strict=True))
        first, second = count(chosen)
        key = (frozenset(first.items()), frozenset(second.items()))
        if key not in seen:
            setting = Setting(
                tuple(chosen.items()), sum(first.values()), sum(second.values()), False
            )
            seen[key] = setting
    if not any(s.first or s.second for s in seen.values()):
        return None
    settings = tuple(
        Setting(s.choices, s.first, s.second, s.result == holds) for s in seen.values()
    )
    return Choices(statement, settings)
