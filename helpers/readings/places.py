"""The place of each counted sentence, ready to be drawn as a square.

Comes in: a corpus. Goes out: one row per sentence with its row, place, voice and key.
Must never know: what the squares will be filled with.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.tables import list_documents_by_date, list_sentences


@lru_cache(maxsize=8)
def list_places(corpus: Corpus) -> pd.DataFrame:
    """Return one row per counted sentence, texts by date.

    Returns
    -------
    DataFrame
        Columns document_id, sentence_id, document (label), position (from 1), voice (of most of
        the sentence's characters), n_words, key ("s/D-N": document number and sentence_id).
    """
    labels = label_documents(corpus.documents)
    number = {d: i for i, d in enumerate(corpus.documents["document_id"])}
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    table = list_sentences(corpus)
    table = table.assign(
        document=table["document_id"].map(labels),
        order=table["document_id"].map(order),
        voice=sentence_voices(corpus, table),
        key=[
            f"s/{number[d]}-{i}"
            for d, i in zip(table["document_id"], table["sentence_id"], strict=True)
        ],
    )
    table = table.sort_values(["order", "position"], ignore_index=True)
    columns = ["document_id", "sentence_id", "document", "position", "voice", "n_words", "key"]
    return table[columns]


def sentence_voices(corpus: Corpus, sentences: pd.DataFrame) -> list[str]:
    """Return the voice in which most characters of each sentence stand."""
    quotes = corpus.spans[corpus.spans["layer"] == "quote"]
    by_document = dict(list(quotes.groupby("document_id")))
    voices = []
    for row in sentences.itertuples():
        inside = dict.fromkeys(("speaker", "uncertain"), 0)
        for quote in by_document.get(row.document_id, quotes.iloc[:0]).itertuples():
            shared = min(row.end, quote.end) - max(row.start, quote.start)
            inside[quote.voice] += max(0, shared)
        most = max(inside, key=lambda v: inside[v])
        voices.append(most if 2 * inside[most] >= row.end - row.start else "author")
    return voices
