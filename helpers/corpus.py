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
from helpers.errors import CorpusError, Problem
from helpers.gold import Gold, read_gold
from helpers.sources import Source, read_annotations, read_sources

PROJECT = Path(__file__).resolve().parent.parent
TABLES = ("documents", "sentences", "spans", "attributes")
DOCUMENT_COLUMNS = (
    "document_id",
    "title",
    "author",
    "publisher",
    "publisher_type",
    "genre",
    "date_from",
    "date_to",
    "date_basis",
    "language",
    "url",
    "rights",
    "sha256",
    "n_chars",
    "n_words",
    "text",
)
SENTENCE_COLUMNS = (
    "document_id",
    "sentence_id",
    "start",
    "end",
    "paragraph",
    "kind",
    "led_by",
    "n_words",
)
SPAN_COLUMNS = (
    "span_id",
    "document_id",
    "sentence_id",
    "last_sentence_id",
    "start",
    "end",
    "layer",
    "code",
    "rule",
    "voice",
    "quote_id",
    "polarity",
)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Texts and their coding: four tables, the codebook, and the gold if there is one.

    `coding` says whose coding the spans are: "patterns", or "reference" for the gold's own.
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


def find_corpus(name: str | Path) -> Path:
    """Return the folder of a corpus: absolute, from the working directory, or the project's.

    Raises
    ------
    CorpusError
        Naming what was tried, when no such folder is there.
    """
    tried = [Path(name), Path.cwd() / name, PROJECT / name]
    for folder in tried:
        if folder.is_dir():
            return folder.resolve()
    remedy = "Give the folder's full path, or its name beside the notebooks."
    raise CorpusError([Problem(str(name), 0, "there is no such folder", remedy)])


def read_corpus(folder: str | Path, *, codebook: Codebook | None = None) -> Corpus:
    """Read and code a folder of texts, or open one that is already coded.

    Parameters
    ----------
    folder : name or path, as for `find_corpus`
    codebook : what to look for; the project's own when None

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
    if (path / "documents.parquet").exists():
        documents, sentences, spans, attributes = (
            _read_parquet(path / f"{table}.parquet") for table in TABLES
        )
        return Corpus(path.name, documents, sentences, spans, attributes, codebook)
    sources = read_sources(path)
    by_hand = read_annotations(path, sources)
    coded = [
        code_document(s.document_id, s.text, codebook, by_hand.get(s.document_id, ()))
        for s in sources
    ]
    gold = read_gold(path, {s.file: s.document_id for s in sources})
    return Corpus(path.name, *build_tables(sources, coded), codebook, gold)


def _read_parquet(path: Path) -> pd.DataFrame:
    if not path.exists():
        remedy = "Write the coded folder again with `python -m helpers code`."
        raise CorpusError(
            [Problem(path.name, 0, "this table of a coded folder is missing", remedy)]
        )
    return pd.read_parquet(path)


def build_tables(
    sources: Sequence[Source], coded: Sequence[Coded]
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the tables documents, sentences, spans and attributes of coded texts."""
    documents = []
    sentences: list[tuple[object, ...]] = []
    for source, one in zip(sources, coded, strict=True):
        known = {c: source.row.get(c, "") for c in DOCUMENT_COLUMNS}
        known |= {"document_id": source.document_id, "sha256": source.sha256, "text": source.text}
        n_words = sum(s.n_words for s in one.sentences)
        documents.append(known | {"n_chars": len(source.text), "n_words": n_words})
        sentences += [(source.document_id, *s) for s in one.sentences]
    spans, attributes = build_spans(coded)
    sentence_table = pd.DataFrame(sentences, columns=list(SENTENCE_COLUMNS))
    sentence_table["led_by"] = sentence_table["led_by"].astype("Int64")
    document_table = pd.DataFrame(documents, columns=list(DOCUMENT_COLUMNS))
    return document_table, sentence_table, spans, attributes


def build_spans(coded: Sequence[Coded]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the tables spans and attributes of coded texts."""
    spans: list[tuple[object, ...]] = []
    attributes: list[tuple[str, str, str]] = []
    for document_id, _, placed in coded:
        ids = [
            f"{document_id}:{p.span.layer}:{p.span.start}-{p.span.end}:{p.span.code}"
            for p in placed
        ]
        seen: set[str] = set()
        for span_id, (span, first, last, voice, quote) in zip(ids, placed, strict=True):
            if span_id in seen:
                continue
            seen.add(span_id)
            quote_id = "" if quote is None else ids[quote]
            spans.append(
                (span_id, document_id, first, last, span.start, span.end, span.layer, span.code)
                + (span.rule, voice, quote_id, span.polarity)
            )
            attributes += [(span_id, name, value) for name, value in span.attributes]
    return (
        pd.DataFrame(spans, columns=list(SPAN_COLUMNS)),
        pd.DataFrame(attributes, columns=["span_id", "name", "value"]),
    )
