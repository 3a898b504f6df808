"""Sentences to code oneself: those on which the two passes of the gold differ, and clear ones.

Comes in: a corpus, the addresses of its text pages. Goes out: `Exercise`, and its HTML. Must never
know: what a reader ticks; nothing of it is kept or sent.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers.agreement import list_passes
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import draw_sample
from helpers.export.pages import read_templates
from helpers.tables import list_code_names, list_documents_by_date, list_sentences, tabulate_codes
from helpers.trust import compare_codings

LEAST_CLEAR = 6
MOST_DIFFERING = 8
MOST_CODES = 3  # a sentence with more is not a clear one
WORDS = (8, 45)
PASSES = "two passes"
REFERENCE = "one reference coding"
PATTERNS = "the patterns alone"

Place = tuple[str, int]


class Item(NamedTuple):
    """One sentence to code: where it stands, its words, and what each coding gave it.

    `codings` are (name, codes); `differs` where the two passes do not say the same.
    """

    place: str
    address: str
    words: str
    codings: tuple[tuple[str, tuple[str, ...]], ...]
    differs: bool


class Exercise(NamedTuple):
    """The sentences in order of their texts, and what they are compared with.

    `basis` is `PASSES`, `REFERENCE` or `PATTERNS`; `n_differing` counts the sentences on which
    two passes differ in the whole corpus, of which at most eight, drawn at random, are here.
    """

    basis: str
    items: tuple[Item, ...]
    n_differing: int


@lru_cache(maxsize=4)
def list_codings(corpus: Corpus) -> tuple[str, pd.DataFrame]:
    """Return what there is to compare with, and what it gave to each sentence that it covers.

    Returns
    -------
    tuple
        The basis, and a DataFrame with one row per sentence: document_id, sentence_id, and a
        column per coding (its name) with a tuple of codes; the last is the one that is settled.
    """
    keys = ["document_id", "sentence_id"]
    passes = list_passes(corpus)
    if len(passes):
        names = {"first": "first pass", "second": "second pass", "agreed": "settled"}
        return PASSES, _gather(passes.rename(columns=names), list(names.values()))
    if corpus.gold is not None:
        long = compare_codings(corpus, list_code_names(corpus))
        name = "reference coding"
        return REFERENCE, _gather(long.rename(columns={"reference": name}), [name])
    matrix = tabulate_codes(corpus)
    listed = matrix.columns.tolist()
    codes = [tuple(compress(listed, row)) for row in matrix.to_numpy().tolist()]
    table = matrix.index.to_frame(index=False)[keys]
    return PATTERNS, table.assign(patterns=codes)


def _gather(long: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    rows: dict[Place, dict[str, list[str]]] = {}
    places = zip(long["document_id"], long["sentence_id"], strict=True)
    given = [long[name].tolist() for name in names]
    for i, (place, code) in enumerate(zip(places, long["code"], strict=True)):
        held = rows.setdefault((place[0], int(place[1])), {name: [] for name in names})
        for name, column in zip(names, given, strict=True):
            if column[i]:
                held[name].append(code)
    columns = ["document_id", "sentence_id", *names]
    records = [(*place, *(tuple(h[n]) for n in names)) for place, h in rows.items()]
    return pd.DataFrame(records, columns=columns)


def pick_exercise(
    corpus: Corpus, addresses: Sequence[str], *, hidden: Collection[int] = ()
) -> Exercise:
    """Return the sentences to code: those on which two passes differ, and as many clear ones.

    Parameters
    ----------
    addresses : the page of each text, in the order of the corpus's documents, "" for none
    hidden : numbers of texts whose words may not be shown; none of their sentences is picked
    """
    basis, table = list_codings(corpus)
    documents = list(corpus.documents["document_id"])
    shown = [d for i, d in enumerate(documents) if i not in hidden]
    counted = list_sentences(corpus)
    columns = ["document_id", "sentence_id", "start", "end", "kind", "n_words"]
    table = table.merge(counted[columns], on=["document_id", "sentence_id"])
    names = [c for c in table.columns if c not in columns]
    differs = pd.Series(False, index=table.index)
    if basis == PASSES:
        differs = table[names[0]] != table[names[1]]
    n_differing = int(differs.sum())
    table = table.assign(differs=differs)[table["document_id"].isin(shown)]
    apart = table[table["differs"]]
    refs = list(zip(apart["document_id"], apart["sentence_id"], strict=True))
    drawn = set(draw_sample(refs, "code yourself", most=MOST_DIFFERING))
    apart = apart[[ref in drawn for ref in refs]]
    clear = _pick_clear(table[~table["differs"]], names[-1], max(LEAST_CLEAR, len(apart)))
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    picked = pd.concat([apart, clear])
    picked = picked.assign(turn=picked["document_id"].map(order))
    picked = picked.sort_values(["turn", "sentence_id"])
    return Exercise(basis, _read_items(corpus, picked, names, addresses), n_differing)


def _pick_clear(table: pd.DataFrame, name: str, n: int) -> pd.DataFrame:
    """Return short sentences of prose with few codes, from as many texts and codes as can be."""
    size = table[name].map(len)
    wanted = table[
        table["kind"].eq("prose") & table["n_words"].between(*WORDS) & size.between(1, MOST_CODES)
    ]
    wanted = wanted.sort_values(["n_words", "document_id", "sentence_id"])
    wanted = wanted.drop_duplicates(name)
    wanted = wanted.assign(turn=wanted.groupby("document_id").cumcount())
    return wanted.sort_values(["turn", "n_words", "document_id"]).head(n).drop(columns="turn")


def _read_items(
    corpus: Corpus, picked: pd.DataFrame, names: Sequence[str], addresses: Sequence[str]
) -> tuple[Item, ...]:
    labels = label_documents(corpus.documents)
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    pages = dict(zip(corpus.documents["document_id"], addresses, strict=True))
    return tuple(
        Item(
            f"{labels[row['document_id']]}, sentence {row['sentence_id']}",
            _address(pages[row["document_id"]], row["sentence_id"]),
            texts[row["document_id"]][row["start"] : row["end"]],
            tuple((name, row[name]) for name in names),
            bool(row["differs"]),
        )
        for row in picked.to_dict("records")
    )


def _address(page: str, sentence_id: int) -> str:
    return f"{page}#s-{sentence_id}" if page else ""


def exercise_html(exercise: Exercise, corpus: Corpus) -> Markup:
    """Return the exercise as HTML; without script each sentence still opens its codings."""
    families: Mapping[str, list[object]] = {"Diagnosis": [], "Response": []}
    for code in corpus.codebook.codes:
        families[code.family.capitalize()].append(code)
    html = (
        read_templates()
        .get_template("code_yourself.html.j2")
        .render(
            exercise=exercise,
            families=families,
            labels={code.code: code.label for code in corpus.codebook.codes},
            n_here=sum(item.differs for item in exercise.items),
        )
    )
    return Markup(html)
