"""The place of each counted sentence, ready to be drawn as a square.

Comes in: a corpus. Goes out: one row per sentence with its row, place, voice and key.
Must never know: what the squares will be filled with.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from helpers.charts.strip import MOST_SQUARES
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.tables import list_documents_by_date, list_quotes, list_sentences


@lru_cache(maxsize=8)
def list_places(corpus: Corpus) -> pd.DataFrame:
    """Return one row per counted sentence, texts by date.

    Returns
    -------
    DataFrame
        Columns document_id, sentence_id, document (label), position (its number in the
        text, that of `sentence_id`), voice (of most of
        the sentence's characters), n_words, key ("s/D-N": document number and sentence_id).
    """
    labels = label_documents(corpus.documents)
    number = number_documents(corpus)
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    table = list_sentences(corpus)
    places = (table[column].tolist() for column in ("document_id", "sentence_id"))
    table = table.assign(
        document=table["document_id"].map(labels),
        order=table["document_id"].map(order),
        position=table["sentence_id"],
        voice=sentence_voices(corpus, table),
        key=[f"s/{number[d]}-{i}" for d, i in zip(*places, strict=True)],
    )
    table = table.sort_values(["order", "position"], ignore_index=True)
    columns = ["document_id", "sentence_id", "document", "position", "voice", "n_words", "key"]
    return table[columns]


def key_sentences(marks: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the evidence of each sentence that is drawn as a square of its own, by key.

    In corpora with more sentences than are drawn as squares there is none.
    """
    if len(marks) > MOST_SQUARES:
        return {}
    places = ["document_id", "sentence_id"]
    return {key: marks.loc[[i], places] for i, key in zip(marks.index, marks["key"], strict=True)}


def sentence_voices(corpus: Corpus, sentences: pd.DataFrame) -> list[str]:
    """Return the voice in which most characters of each sentence stand."""
    quotes = list_quotes(corpus)
    columns = (sentences[column].tolist() for column in ("document_id", "start", "end"))
    voices = []
    for document_id, start, end in zip(*columns, strict=True):
        own = quotes.get(document_id)
        if not own:
            voices.append("author")
            continue
        inside = {"speaker": 0, "uncertain": 0}
        for first, last, voice in own:
            if first < end and start < last:
                inside[voice] += min(end, last) - max(start, first)
        most = max(inside, key=inside.__getitem__)
        voices.append(most if 2 * inside[most] >= end - start else "author")
    return voices
