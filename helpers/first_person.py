"""Where a text says "we", "our" or "us" outside quotation marks, and whether that is its own.

Comes in: a `Corpus`. Goes out: one row per word. Must never know: whom the words mean.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from helpers.corpus import Corpus
from helpers.layers.first_person import find_first_person
from helpers.tables import list_sentences
from helpers.writers import name_writers

READINGS = ("its own", "uncertain", "not judged")
_SUBJECT = re.compile(
    r"(?<![\w.])(?:[Ww]e|I)(?:[’'](?:ve|re|ll|m|d)|\s+(?:[a-z]+ly\s+|also\s+)?[a-z]{2,})"
)


def list_first_person(corpus: Corpus, *, documents: Collection[str] | None = None) -> pd.DataFrame:
    """Return the first person plural in the authors' own words, in counted sentences.

    A word is the writer's own where such a writer speaks in the first person (an office-holder, a
    government, an editorial; see `helpers/facts/writers.csv`) or where the text does so outside
    quotations itself ("I traveled", "we find"). Elsewhere it is uncertain whose it is: a reporter
    has borrowed it, or the words around it were somebody else's. Nothing is judged where the
    catalogue does not say who writes.

    Parameters
    ----------
    documents : the texts to look in; all when None

    Returns
    -------
    DataFrame
        One row per word, in order of place; columns document_id, sentence_id, start, end, word
        (lower case), writer, reading (one of `READINGS`).
    """
    quotes = corpus.spans[corpus.spans["layer"].eq("quote")]
    held: dict[str, list[tuple[int, int]]] = {}
    for document_id, start, end in _list_rows(quotes, "start", "end"):
        held.setdefault(document_id, []).append((start, end))
    writers = {w["document_id"]: w for w in name_writers(corpus.documents).to_dict("records")}
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    rows = []
    sentences = list_sentences(corpus)
    if documents is not None:
        sentences = sentences[sentences["document_id"].isin(list(documents))]
    listed = _list_rows(sentences, "sentence_id", "start", "end")
    for document_id, own_rows in groupby(listed, itemgetter(0)):
        own = held.get(document_id, [])
        places = [place for _, *place in own_rows]
        text, writer = texts[document_id], writers[document_id]
        reading = READINGS[1]
        if not writer["first_person"]:
            reading = READINGS[2]
        if writer["first_person"] == "yes" or _speaks(text, places, own):
            reading = READINGS[0]
        starts = [start for _, start, _ in places]
        for start, end in find_first_person(text, own):
            i, _, last = places[bisect_right(starts, start) - 1]
            if starts[0] <= start < last:
                word = text[start:end].lower()
                rows.append((document_id, i, start, end, word, writer["writer"], reading))
    columns = ["document_id", "sentence_id", "start", "end", "word", "writer", "reading"]
    return pd.DataFrame(rows, columns=columns)


def _list_rows(table: pd.DataFrame, *columns: str) -> Iterator[tuple[Any, ...]]:
    return zip(*(table[c].tolist() for c in ("document_id", *columns)), strict=True)


def _inside(place: int, quotes: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in quotes)


def _speaks(text: str, places: Sequence[Sequence[int]], quotes: list[tuple[int, int]]) -> bool:
    """Return whether the text itself says "I" or "we" as the one who does something."""
    return any(
        not _inside(found.start(), quotes)
        for _, start, end in places
        for found in _SUBJECT.finditer(text, start, end)
    )
