"""Tables with their denominators: what a corpus's coding adds up to.

Comes in: a `Corpus`. Goes out: DataFrames in which each count stands beside what it is out of,
and a code never found is a row with 0. Must never know: what a finding will say of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.model import COUNTED_KINDS, VOICES
from helpers.totals import count_codes_of, count_voices_of

_WORD = re.compile(r"\S*[^\W_]\S*")


def count_share(n: pd.Series, of: pd.Series) -> pd.Series:
    """Return n / of, and 0 where `of` is 0: the one place where shares are made."""
    return (n / of.where(of > 0, 1)).astype(float)


def list_code_names(corpus: Corpus) -> list[str]:
    """Return the codes of the corpus's codebook, in its order."""
    return [record.code for record in corpus.codebook.codes]


def list_sentences(corpus: Corpus, *, kinds: Sequence[str] = COUNTED_KINDS) -> pd.DataFrame:
    """Return the sentences that are counted, in order of text date and place.

    Returns
    -------
    DataFrame
        One row per sentence of one of `kinds`; columns of the table `sentences` and `position`,
        the place among the text's counted sentences, from 1.
    """
    return _list_sentences(corpus, tuple(kinds)).copy(deep=False)


@lru_cache(maxsize=16)
def _list_sentences(corpus: Corpus, kinds: tuple[str, ...]) -> pd.DataFrame:
    table = corpus.sentences[corpus.sentences["kind"].isin(kinds)]
    table = table.sort_values(["document_id", "sentence_id"], ignore_index=True)
    return table.assign(position=table.groupby("document_id").cumcount() + 1)


def group_rows(table: pd.DataFrame, *columns: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of a table as tuples of some columns, in order, by document_id."""
    rows: dict[str, list[tuple[Any, ...]]] = {}
    listed = (table[column].tolist() for column in ("document_id", *columns))
    for document_id, *row in zip(*listed, strict=True):
        rows.setdefault(document_id, []).append(tuple(row))
    return rows


def list_documents_by_date(corpus: Corpus) -> list[str]:
    """Return the document_ids in order of their date; those without one last, by id."""
    return list(_list_documents_by_date(corpus))


@lru_cache(maxsize=16)
def _list_documents_by_date(corpus: Corpus) -> tuple[str, ...]:
    dated = corpus.documents[["document_id", "date_from"]]
    dated = dated.assign(undated=dated["date_from"].eq(""))
    dated = dated.sort_values(["undated", "date_from", "document_id"])
    return tuple(dated["document_id"].tolist())


def list_frames(corpus: Corpus, *, names: bool = False) -> pd.DataFrame:
    """Return the frame spans that lie in counted sentences.

    Parameters
    ----------
    names : put the frame words inside proper names back in (a choice)

    Returns
    -------
    DataFrame
        One row per span; the columns of the table `spans`.
    """
    return _list_frames(corpus, names).copy(deep=False)


@lru_cache(maxsize=16)
def _list_frames(corpus: Corpus, names: bool) -> pd.DataFrame:
    layers = ("frame", "name") if names else ("frame",)
    spans = corpus.spans[corpus.spans["layer"].isin(layers)]
    spans = spans[spans["code"].isin(list_code_names(corpus))]
    counted = list_sentences(corpus)[["document_id", "sentence_id"]]
    return spans.merge(counted, on=["document_id", "sentence_id"])


def sentences_with(corpus: Corpus, codes: Sequence[str], *, names: bool = False) -> pd.DataFrame:
    """Return the counted sentences that carry any of `codes`: document_id, sentence_id."""
    frames = list_frames(corpus, names=names)
    pairs = frames.loc[frames["code"].isin(list(codes)), ["document_id", "sentence_id"]]
    return pairs.drop_duplicates().sort_values(["document_id", "sentence_id"], ignore_index=True)


@lru_cache(maxsize=16)
def tabulate_codes(corpus: Corpus, *, names: bool = False) -> pd.DataFrame:
    """Return which counted sentence carries which code.

    Returns
    -------
    DataFrame
        One row per counted sentence, indexed by document_id and sentence_id; one column of
        True and False per code of the codebook, those never found too.
    """
    counted = list_sentences(corpus)
    index = pd.MultiIndex.from_frame(counted[["document_id", "sentence_id"]])
    frames = list_frames(corpus, names=names)
    rows = index.get_indexer(pd.MultiIndex.from_frame(frames[["document_id", "sentence_id"]]))
    codes = list_code_names(corpus)
    matrix = np.zeros((len(index), len(codes)), dtype=bool)
    matrix[rows, [codes.index(code) for code in frames["code"]]] = True
    return pd.DataFrame(matrix, index=index, columns=codes)


def count_codes(
    corpus: Corpus, *, by: str = "corpus", names: bool = False, whole: bool = False
) -> pd.DataFrame:
    """Return how many counted sentences carry each code.

    Parameters
    ----------
    by : "corpus" for the whole, "document_id" for each text
    whole : of a corpus that is drawn from a larger coded folder, count all texts of the folder
        (with `by` "corpus")

    Returns
    -------
    DataFrame
        One row per code (and text); columns `document_id` where asked, `code`, `n_sentences`,
        `of_sentences`, `share`, `n_spans`, `n_documents` (whole corpus), `n_words`,
        `per_1000_words` (spans per 1,000 words of counted sentences).
    """
    if by not in ("corpus", "document_id"):
        raise ValueError(f"by is {by!r}: write 'corpus' or 'document_id'")
    codes = list_code_names(corpus)
    if whole and by == "corpus" and corpus.of_texts and corpus.folder:
        return _add_rates(count_codes_of(corpus.folder, codes, names=names))
    matrix = tabulate_codes(corpus, names=names)
    counted = list_sentences(corpus)
    frames = list_frames(corpus, names=names)
    groups = ["code"] if by == "corpus" else ["document_id", "code"]
    documents = list_documents_by_date(corpus)
    n_spans = frames.groupby(groups).size()
    if by == "corpus":
        table = pd.DataFrame({"code": codes, "n_sentences": matrix.sum().to_numpy()})
        found_in = matrix.groupby(level="document_id").any().sum()
        table["n_documents"] = table["code"].map(found_in).fillna(0).astype(int)
        table["of_documents"] = len(documents)
        table["of_sentences"], table["n_words"] = len(counted), int(counted["n_words"].sum())
        table["n_spans"] = table["code"].map(n_spans).fillna(0).astype(int)
    else:
        sums = matrix.groupby(level="document_id").sum().reindex(documents, fill_value=0)
        table = sums.rename_axis("document_id").reset_index()
        table = table.melt("document_id", var_name="code", value_name="n_sentences")
        sizes = counted.groupby("document_id").agg(
            of_sentences=("sentence_id", "size"), n_words=("n_words", "sum")
        )
        table = table.join(sizes.reindex(documents, fill_value=0), on="document_id")
        index = pd.MultiIndex.from_frame(table[groups])
        table["n_spans"] = n_spans.reindex(index, fill_value=0).to_numpy()
    return _add_rates(table)


def _add_rates(table: pd.DataFrame) -> pd.DataFrame:
    table["share"] = count_share(table["n_sentences"], table["of_sentences"])
    table["per_1000_words"] = 1000 * count_share(table["n_spans"], table["n_words"])
    return table


@lru_cache(maxsize=8)
def list_quotes(corpus: Corpus) -> dict[str, list[tuple[int, int, str]]]:
    """Return the quotations of each text that has any: (start, end, voice), in order of start."""
    quotes = corpus.spans[corpus.spans["layer"] == "quote"].sort_values("start", kind="stable")
    found: dict[str, list[tuple[int, int, str]]] = {}
    columns = (quotes[column] for column in ("document_id", "start", "end", "voice"))
    for document_id, *place in zip(*columns, strict=True):
        found.setdefault(document_id, []).append((place[0], place[1], place[2]))
    return found


@lru_cache(maxsize=8)
def count_words_by_voice(corpus: Corpus) -> pd.DataFrame:
    """Return how many words of the counted sentences are in whose voice.

    A word is a run of non-blanks with a letter or digit; it is in the voice of the quotation
    that holds its middle, else in the author's.

    Returns
    -------
    DataFrame
        One row per text and voice, zero rows too; columns document_id, voice, n_words, of_words,
        share.
    """
    totals = list_sentences(corpus).groupby("document_id")["n_words"].sum()
    quoted = _count_quoted_words(corpus)
    rows = []
    for document_id, n in zip(totals.index.tolist(), totals.tolist(), strict=True):
        heard = quoted.get(document_id, {})
        counts = {VOICES[0]: n - sum(heard.values()), **heard}
        rows += [(document_id, voice, counts.get(voice, 0), n) for voice in VOICES]
    table = pd.DataFrame(rows, columns=["document_id", "voice", "n_words", "of_words"])
    return table.assign(share=count_share(table["n_words"], table["of_words"]))


def _count_quoted_words(corpus: Corpus) -> dict[str, dict[str, int]]:
    """Return how many counted words stand in each voice of a quotation, by document_id.

    Only sentences that a quotation reaches into are parted into words.
    """
    quotes = list_quotes(corpus)
    sentences = list_sentences(corpus)
    sentences = sentences[sentences["document_id"].isin(list(quotes))]
    columns = zip(corpus.documents["document_id"], corpus.documents["text"], strict=True)
    texts = {document_id: text for document_id, text in columns if document_id in quotes}
    found: dict[str, dict[str, int]] = {}
    for document_id, places in group_rows(sentences, "start", "end").items():
        text, counts = texts[document_id], found.setdefault(document_id, {})
        for start, end in places:
            held = [q for q in quotes[document_id] if q[0] < end and start < q[1]]
            for word in _WORD.finditer(text[start:end]) if held else ():
                middle = start + (word.start() + word.end()) // 2
                voices = [voice for first, last, voice in held if first <= middle < last]
                if voices:
                    counts[voices[-1]] = counts.get(voices[-1], 0) + 1
    return found


def count_codes_by_voice(corpus: Corpus, *, whole: bool = False) -> pd.DataFrame:
    """Return how many spans and sentences of each code stand in each voice.

    Parameters
    ----------
    whole : of a corpus that is drawn from a larger coded folder, count all texts of the folder;
        the words of each voice are not known then and left out

    Returns
    -------
    DataFrame
        One row per code and voice, zero rows too; columns code, voice, n_sentences, n_spans,
        n_words (words in that voice), per_1000_words (spans per 1,000 words of that voice).
    """
    if whole and corpus.of_texts and corpus.folder:
        return count_voices_of(corpus.folder, list_code_names(corpus))
    frames = list_frames(corpus)
    words = count_words_by_voice(corpus).groupby("voice")["n_words"].sum()
    index = pd.MultiIndex.from_product([list_code_names(corpus), VOICES], names=["code", "voice"])
    keys = ["code", "voice"]
    n_spans = frames.groupby(keys).size().reindex(index, fill_value=0)
    distinct = frames.drop_duplicates([*keys, "document_id", "sentence_id"])
    n_sentences = distinct.groupby(keys).size().reindex(index, fill_value=0)
    table = pd.DataFrame({"n_sentences": n_sentences, "n_spans": n_spans}).reset_index()
    table["n_words"] = table["voice"].map(words).fillna(0).astype(int)
    table["per_1000_words"] = 1000 * count_share(table["n_spans"], table["n_words"])
    return table


def list_kwic(corpus: Corpus, codes: Sequence[str], *, sort: str = "place") -> pd.DataFrame:
    """Return keyword-in-context lines for the spans of some codes, bounded by the sentence.

    Parameters
    ----------
    codes : codes whose spans are the key words
    sort : "place", "left" (the words before, last first) or "right" (the words after)

    Returns
    -------
    DataFrame
        One row per span; columns span_id, document_id, sentence_id, start, end, left, hit,
        right, code, voice.
    """
    if sort not in ("place", "left", "right"):
        raise ValueError(f"sort is {sort!r}: write 'place', 'left' or 'right'")
    frames = list_frames(corpus)
    lines = frames[frames["code"].isin(list(codes))].merge(
        corpus.sentences[["document_id", "sentence_id", "start", "end"]],
        on=["document_id", "sentence_id"],
        suffixes=("", "_sentence"),
    )
    texts = corpus.documents.set_index("document_id")["text"]
    pieces = [
        (
            texts[r.document_id][min(r.start_sentence, r.start) : r.start],
            texts[r.document_id][r.start : r.end],
            texts[r.document_id][r.end : max(r.end, r.end_sentence)],
        )
        for r in lines.itertuples()
    ]
    lines[["left", "hit", "right"]] = pd.DataFrame(pieces, index=lines.index, columns=range(3))
    orders: dict[str, list[Any]] = {
        "place": [(r.document_id, r.start, r.end) for r in lines.itertuples()],
        "left": [(r.left.lower().split()[::-1], r.span_id) for r in lines.itertuples()],
        "right": [(r.right.lower().split(), r.span_id) for r in lines.itertuples()],
    }
    order = orders[sort]
    lines = lines.iloc[sorted(range(len(lines)), key=order.__getitem__)]
    columns = ["span_id", "document_id", "sentence_id", "start", "end", "left", "hit", "right"]
    return lines[[*columns, "code", "voice"]].reset_index(drop=True)


def count_uncoded(corpus: Corpus) -> pd.DataFrame:
    """Return, for each text, how many counted sentences no code caught.

    Returns
    -------
    DataFrame
        One row per text; columns document_id, n_sentences (without a code), of_sentences, share.
    """
    matrix = tabulate_codes(corpus)
    bare = ~matrix.any(axis=1)
    table = bare.groupby(level="document_id").agg(["sum", "size"])
    table = table.reindex(list_documents_by_date(corpus), fill_value=0)
    table.columns = pd.Index(["n_sentences", "of_sentences"])
    table["share"] = count_share(table["n_sentences"], table["of_sentences"])
    return table.rename_axis("document_id").reset_index()


def count_word(corpus: Corpus, word: str) -> pd.DataFrame:
    """Return where a word stands in counted sentences: document_id, sentence_id, start, end."""
    literal = re.compile(re.escape(word), re.IGNORECASE)
    columns = zip(corpus.documents["document_id"], corpus.documents["text"], strict=True)
    texts = {document_id: text for document_id, text in columns if literal.search(text)}
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
    sentences = list_sentences(corpus)
    sentences = sentences[sentences["document_id"].isin(list(texts))]
    rows = [
        (s.document_id, s.sentence_id, s.start + m.start(), s.start + m.end())
        for s in sentences.itertuples()
        for m in pattern.finditer(texts[s.document_id][s.start : s.end])
    ]
    return pd.DataFrame(rows, columns=["document_id", "sentence_id", "start", "end"])
