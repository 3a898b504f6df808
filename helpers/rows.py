"""Coded texts as rows of the four tables: documents, sentences, spans, attributes.

Comes in: texts and their coding. Goes out: rows as plain tuples, and the names of their columns.
Must never know: pandas, files, what anyone will count in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.coding import Coded
from helpers.sources import Source

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
ATTRIBUTE_COLUMNS = ("span_id", "name", "value")
_FROM_CATALOGUE = DOCUMENT_COLUMNS[1 : DOCUMENT_COLUMNS.index("sha256")]

Row = tuple[object, ...]


def list_documents(sources: Sequence[Source], coded: Sequence[Coded]) -> list[Row]:
    """Return one row a text, in the order of `DOCUMENT_COLUMNS`."""
    return [
        (
            source.document_id,
            *(source.row.get(column, "") for column in _FROM_CATALOGUE),
            source.sha256,
            len(source.text),
            sum(sentence.n_words for sentence in one.sentences),
            source.text,
        )
        for source, one in zip(sources, coded, strict=True)
    ]


def list_sentences(coded: Sequence[Coded]) -> list[Row]:
    """Return one row a sentence, in the order of `SENTENCE_COLUMNS`."""
    return [(one.document_id, *sentence) for one in coded for sentence in one.sentences]


def list_spans(coded: Sequence[Coded]) -> tuple[list[Row], list[Row]]:
    """Return one row a span, in the order of `SPAN_COLUMNS`, and one a fact about a span.

    Two spans of one layer and code at the same place are one: the first.
    """
    spans: list[Row] = []
    attributes: list[Row] = []
    for document_id, _, placed in coded:
        ids = [
            f"{document_id}:{layer}:{start}-{end}:{code}"
            for (start, end, layer, code, _, _, _), _, _, _, _ in placed
        ]
        seen: set[str] = set()
        for span_id, (span, first, last, voice, quote) in zip(ids, placed, strict=True):
            if span_id in seen:
                continue
            seen.add(span_id)
            start, end, layer, code, rule, polarity, facts = span
            quote_id = "" if quote is None else ids[quote]
            spans.append(
                (span_id, document_id, first, last, start, end, layer, code)
                + (rule, voice, quote_id, polarity)
            )
            attributes += [(span_id, name, value) for name, value in facts]
    return spans, attributes
