"""Where a word stands, and which texts have as many sentences of one pole as of the other.

Comes in: a corpus, the places of a word, counts by text. Goes out: parts of a claim, evidence.
Must never know: which word, or which texts.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.claims import Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import build_evidence
from helpers.readings.passages import MOST_NAMED, name_some
from helpers.tables import list_documents_by_date

MOST_EVEN = 3


def find_word(
    corpus: Corpus, said: pd.DataFrame, leader: str
) -> tuple[dict[str, Part], pd.DataFrame]:
    """Return in how many sentences of one text, and of each other text, a word stands.

    Parameters
    ----------
    said : as from `helpers.tables.count_word`
    leader : the document_id of the one text

    Returns
    -------
    tuple
        The parts here, elsewhere and where of a claim, and the evidence that they open.
    """
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    pairs = said[["document_id", "sentence_id"]].drop_duplicates()
    counts = pairs.groupby("document_id").size()
    others = [d for d in list_documents_by_date(corpus) if d in counts.index and d != leader]
    listed = [
        Number(int(counts[d]), f"word/{number[d]}", f"{labels[d]} ") for d in others[:MOST_NAMED]
    ]
    elsewhere, here = int(sum(counts[d] for d in others)), int(counts.get(leader, 0))
    rows: list[tuple[object, ...]] = []
    for row in said.itertuples(index=False, name=None):
        rows.append((f"word/{number[row[0]]}", *row, ""))
        rows.append(("word/here" if row[0] == leader else "word/elsewhere", *row, ""))
    parts: dict[str, Part] = {
        "here": Number(here, "word/here" if here else ""),
        "elsewhere": Number(elsewhere, "word/elsewhere" if elsewhere else ""),
        "where": name_some(listed, len(others)),
    }
    return parts, build_evidence(rows)


def say_even(
    marks: pd.DataFrame, keyed: dict[str, pd.DataFrame], categories: Sequence[str]
) -> Part:
    """Return the texts in which both poles have as many sentences, with how many they share.

    Parameters
    ----------
    marks : as from `helpers.readings.poles.count_poles`
    keyed : the sentences of its keys; those of the poles are added
    categories : first pole alone, both, second pole alone
    """
    counts = marks.pivot(index="document_id", columns="category", values="n")
    first, both, second = (counts[c] for c in categories[:3])
    even = counts[(first == second) & (both + first).gt(0)]
    size = even[categories[0]] + even[categories[1]]
    said: list[Number] = []
    for d in sorted(size.index, key=lambda d: (-size[d], d))[:MOST_EVEN]:
        own = marks[marks["document_id"].eq(d)].set_index("category")
        lead = f"in {own['document'].iloc[0]} "
        for pole, category in (("enforcement", categories[0]), ("development", categories[2])):
            held = [keyed[own["key"][c]] for c in (category, categories[1]) if own["n"][c]]
            key = f"even/{pole}/{d}"
            keyed[key] = pd.concat(held)
            said.append(Number(int(size[d]), key, f"{lead}{pole} "))
            lead = ""
        shared = int(own["n"][categories[1]])
        of = f" of {int(own['of'].iloc[0])} sentences"
        said.append(Number(shared, own["key"][categories[1]], "both together ", of))
    if not said:
        return ""
    head, last = said[0], said[-1]
    said[0] = head._replace(before=f" As many of each: {head.before}")
    said[-1] = last._replace(after=f"{last.after}.")
    return said
