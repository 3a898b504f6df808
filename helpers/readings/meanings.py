"""What each text means by root causes: words, causes, remedies, speakers, one quotation.

Comes in: a corpus. Goes out: one row per text. Must never know: which texts are read.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import draw_sample
from helpers.tables import count_codes, list_documents_by_date, list_kwic, sentences_with

MOST_TEXTS = 40
COLUMNS = ("document_id", "text", "date", "genre", "words", "causes", "remedies", "voices") + (
    "sentence_id",
)


def tabulate_meanings(corpus: Corpus) -> pd.DataFrame:
    """Return what each text means by root causes.

    Returns
    -------
    DataFrame
        One row per text of `choose_texts`; columns document_id, text (label), date, genre,
        words (list: the phrases with which it invokes the idea), causes and remedies (lists of
        code and number of sentences, most first), voices (list: whose words the idea stands in),
        sentence_id of the shortest sentence with the idea (missing where the text has none).
    """
    labels = label_documents(corpus.documents)
    lines = list_kwic(corpus, corpus.codebook.codes_of("idea"))
    counts = count_codes(corpus, by="document_id")
    documents = corpus.documents.set_index("document_id")
    counts = counts[counts["n_sentences"] > 0]
    counts = counts.sort_values("n_sentences", ascending=False, kind="stable")
    said, coded = (
        dict(list(lines.groupby("document_id"))),
        dict(list(counts.groupby("document_id"))),
    )
    speakers = _list_speakers(corpus, lines)
    rows = []
    for document_id in choose_texts(corpus):
        own = said.get(document_id, lines.iloc[:0])
        codes = coded.get(document_id, counts.iloc[:0])
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
                "voices": _name_voices(own, speakers),
                "sentence_id": None if shortest is None else shortest["sentence_id"],
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"sentence_id": "Int64"})


@lru_cache(maxsize=8)
def choose_texts(corpus: Corpus) -> list[str]:
    """Return the texts that the table shows, by date: all of them, if they are 40 or fewer.

    Of more, only those that invoke the idea; if they are still more, 40 of them drawn at random,
    always the same.
    """
    documents = list_documents_by_date(corpus)
    if len(documents) <= MOST_TEXTS:
        return documents
    with_idea = set(sentences_with(corpus, corpus.codebook.codes_of("idea"))["document_id"])
    documents = [d for d in documents if d in with_idea]
    drawn = draw_sample(
        [(document_id, 0) for document_id in documents], "meanings", most=MOST_TEXTS
    )
    return [document_id for document_id, _ in drawn]


def say_choice(corpus: Corpus) -> str:
    """Return which of the texts the table shows, "" if it shows them all."""
    shown, n = len(choose_texts(corpus)), len(corpus.documents)
    if shown == n:
        return ""
    with_idea = sentences_with(corpus, corpus.codebook.codes_of("idea"))["document_id"].nunique()
    if shown == with_idea:
        return f"Shown are the {shown:,} of {n:,} texts that invoke the idea."
    return f"{with_idea:,} of {n:,} texts invoke the idea; {shown} of them, drawn at random."


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
    return [(r.code, int(r.n_sentences)) for r in own.itertuples()]


def _list_speakers(corpus: Corpus, lines: pd.DataFrame) -> dict[str, str]:
    """Return, for each span that stands in a quotation with a speaker, who that is."""
    spans = corpus.spans[corpus.spans["span_id"].isin(lines["span_id"])]
    quotes = dict(zip(spans["span_id"], spans["quote_id"], strict=True))
    facts = corpus.attributes[corpus.attributes["name"] == "speaker"]
    facts = facts[facts["span_id"].isin(set(quotes.values()))]
    by_quote = {quote: ", ".join(names) for quote, names in facts.groupby("span_id")["value"]}
    return {span: by_quote[quote] for span, quote in quotes.items() if quote in by_quote}


def _name_voices(lines: pd.DataFrame, speakers: dict[str, str]) -> list[str]:
    found = []
    for line in lines.itertuples():
        named = speakers.get(line.span_id, "a speaker without a name")
        found.append({"author": "the author", "uncertain": "unsettled"}.get(line.voice, named))
    return list(dict.fromkeys(found))
