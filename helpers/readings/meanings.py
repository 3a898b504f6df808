"""What each text means by root causes: words, causes, remedies, speakers, one quotation.

Comes in: a corpus. Goes out: one row per text. Must never know: which texts are read.
"""

from __future__ import annotations

import pandas as pd

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.tables import count_codes, list_documents_by_date, list_kwic


def tabulate_meanings(corpus: Corpus) -> pd.DataFrame:
    """Return what each text means by root causes.

    Returns
    -------
    DataFrame
        One row per text by date; columns document_id, text (label), date, genre, words (list:
        the phrases with which it invokes the idea), causes and remedies (lists of label and
        number of sentences, most first), voices (list: whose words the idea stands in),
        sentence_id of the shortest sentence with the idea (missing where the text has none).
    """
    labels = label_documents(corpus.documents)
    lines = list_kwic(corpus, corpus.codebook.codes_of("idea"))
    counts = count_codes(corpus, by="document_id")
    documents = corpus.documents.set_index("document_id")
    rows = []
    for document_id in list_documents_by_date(corpus):
        own = lines[lines["document_id"] == document_id]
        codes = counts[(counts["document_id"] == document_id) & (counts["n_sentences"] > 0)]
        codes = codes.sort_values("n_sentences", ascending=False, kind="stable")
        lengths = (own["left"] + own["hit"] + own["right"]).str.len()
        shortest = own.loc[lengths.idxmin()] if len(own) else None
        rows.append(
            {
                "document_id": document_id,
                "text": labels[document_id],
                "date": _write_date(documents.loc[document_id]),
                "genre": documents.loc[document_id, "genre"],
                "words": _join_phrases(own, documents.loc[document_id, "text"]),
                "causes": _list_codes(corpus, codes, "cause"),
                "remedies": _list_codes(corpus, codes, "response"),
                "voices": _name_voices(corpus, own),
                "sentence_id": None if shortest is None else shortest["sentence_id"],
            }
        )
    return pd.DataFrame(rows).astype({"sentence_id": "Int64"})


def _write_date(document: pd.Series) -> str:
    first, last = document["date_from"], document["date_to"]
    if not first:
        return "unknown"
    return first if first == last else f"{first} to {last}"


def _join_phrases(lines: pd.DataFrame, text: str) -> list[str]:
    """Return the phrases, those that overlap as one, each once, in order of place."""
    joined: list[list[int]] = []
    for line in lines.sort_values(["start", "end"]).itertuples():
        if joined and line.start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], line.end)
        else:
            joined.append([line.start, line.end])
    return list(dict.fromkeys(" ".join(text[a:b].lower().split()) for a, b in joined))


def _list_codes(corpus: Corpus, codes: pd.DataFrame, group: str) -> list[tuple[str, int]]:
    own = codes[codes["code"].isin(list(corpus.codebook.codes_of(group)))]
    return [(corpus.codebook.label(r.code), int(r.n_sentences)) for r in own.itertuples()]


def _name_voices(corpus: Corpus, lines: pd.DataFrame) -> list[str]:
    quotes = corpus.spans.set_index("span_id")["quote_id"]
    speakers = corpus.attributes[corpus.attributes["name"] == "speaker"]
    by_quote = speakers.groupby("span_id")["value"].apply(", ".join)
    found = []
    for line in lines.itertuples():
        quote_id = quotes[line.span_id]
        named = by_quote.get(quote_id, "a speaker without a name")
        found.append({"author": "the author", "uncertain": "unsettled"}.get(line.voice, named))
    return list(dict.fromkeys(found))
