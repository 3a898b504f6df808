"""The corpus: a folder of texts, coded, as four tables.

Comes in: a folder (of texts, or of Parquet that `python -m helpers code` wrote). Goes out: a
frozen `Corpus`. Must never know: what anyone will ask of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.codebook import Codebook, read_codebook
from helpers.coding import Coded, code_document
from helpers.draws import DRAW_SEED, MOST_WHOLE, list_ids, read_tables
from helpers.gold import Gold, read_gold
from helpers.inputs import PROJECT, find_corpus, read_inputs
from helpers.parts import is_coded, read_notes
from helpers.rows import (
    ATTRIBUTE_COLUMNS,
    DOCUMENT_COLUMNS,
    SENTENCE_COLUMNS,
    SPAN_COLUMNS,
    TABLES,
    list_documents,
    list_sentences,
    list_spans,
)
from helpers.sources import Source, read_annotations

__all__ = [
    "DOCUMENT_COLUMNS",
    "PROJECT",
    "SENTENCE_COLUMNS",
    "SPAN_COLUMNS",
    "TABLES",
    "Corpus",
    "build_spans",
    "build_tables",
    "find_corpus",
    "read_corpus",
    "say_size",
]


@dataclass(frozen=True, eq=False)
class Corpus:
    """Texts and their coding: four tables, the codebook, and the gold if there is one.

    `coding` says whose coding the spans are: "patterns", or "reference" for the gold's own.
    `folder` is the coded folder that it was opened from, if it was; where the texts are drawn from
    a larger folder, `of_texts` is how many that holds, else 0.
    Nothing here is edited in place, and two corpora are the same only if they are one object.
    """

    name: str
    documents: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame
    attributes: pd.DataFrame
    codebook: Codebook
    gold: Gold | None = None
    coding: str = "patterns"
    folder: Path | None = None
    of_texts: int = 0


def read_corpus(
    folder: str | Path, *, codebook: Codebook | None = None, most: int | None = MOST_WHOLE
) -> Corpus:
    """Read and code a folder of texts, or open one that is already coded.

    Of a coded folder of more than `most` texts 10,000 (or `most`) are drawn, always the same ones,
    those of its gold among them; `helpers.totals` counts all of them.

    Parameters
    ----------
    folder : name or path, as for `find_corpus`
    codebook : what to look for; the project's own when None
    most : how many texts of a coded folder are read whole; None for any number

    Returns
    -------
    Corpus
        `documents`: one row per text; `sentences`: one row per sentence; `spans`: one row per
        annotation; `attributes`: one row per fact about a span.

    Raises
    ------
    CorpusError
        With every problem of the folder, its catalogue, annotations and gold.
    """
    path = find_corpus(folder)
    codebook = codebook or read_codebook()
    if is_coded(path):
        return _open_coded(path, codebook, most)
    sources = read_inputs(path)
    by_hand = read_annotations(path, sources)
    coded = [
        code_document(s.document_id, s.text, codebook, by_hand.get(s.document_id, ()))
        for s in sources
    ]
    gold = read_gold(path, {s.file: s.document_id for s in sources})
    return Corpus(path.name, *build_tables(sources, coded), codebook, gold)


def _open_coded(path: Path, codebook: Codebook, most: int | None) -> Corpus:
    """Return the corpus that a coded folder holds, with the gold that was copied beside it."""
    gold = None
    if (path / "gold").is_dir():
        ids = list_ids(path)
        files = {i if Path(i).suffix else f"{i}.txt": i for i in ids}
        gold = read_gold(path, files | {f"{i}.txt": i for i in ids})
    keep = {*gold.units["document_id"], *gold.spans["document_id"]} if gold else ()
    tables, n = read_tables(path, keep=keep, most=most)
    documents, sentences, spans, attributes = (tables[table].to_pandas() for table in TABLES)
    sentences["led_by"] = sentences["led_by"].astype("Int64")
    name = read_notes(path).get("name", path.name)
    own = (name, documents, sentences, spans, attributes, codebook, gold)
    return Corpus(*own, folder=path, of_texts=n if n > len(documents) else 0)


def say_size(corpus: Corpus) -> str:
    """Return how many texts are read, and of how many they are drawn."""
    n = len(corpus.documents)
    said = f"{n:,} text{'s' * (n != 1)}"
    if corpus.of_texts:
        said += f", drawn at random (seed {DRAW_SEED}) from {corpus.of_texts:,}"
    return said


def build_tables(
    sources: Sequence[Source], coded: Sequence[Coded]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables documents, sentences, spans and attributes of coded texts."""
    documents = pd.DataFrame(list_documents(sources, coded), columns=list(DOCUMENT_COLUMNS))
    sentences = pd.DataFrame(list_sentences(coded), columns=list(SENTENCE_COLUMNS))
    sentences["led_by"] = sentences["led_by"].astype("Int64")
    return documents, sentences, *build_spans(coded)


def build_spans(coded: Sequence[Coded]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables spans and attributes of coded texts."""
    spans, attributes = list_spans(coded)
    return (
        pd.DataFrame(spans, columns=list(SPAN_COLUMNS)),
        pd.DataFrame(attributes, columns=list(ATTRIBUTE_COLUMNS)),
    )
