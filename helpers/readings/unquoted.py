"""What is left of enforcement and development without the quoted words.

Comes in: a corpus. Goes out: a finding. Must never know: which texts are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pandas as pd

from helpers.charts.unit_bars import chart_unit_bars
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.readings.marked import number_documents
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.places import list_places
from helpers.readings.poles import CATEGORIES
from helpers.tables import list_documents_by_date, list_frames

GROUPS = ("enforcement", "development")
MOST_ROWS = 60
MOST_MARKS = 24 * len(CATEGORIES)  # what one chart can hold: the oldest texts of a large corpus
HOW = ("all words", "own words")


def find_poles_without_quotations(corpus: Corpus) -> Finding:
    """Return the finding on how enforcement and development change without quoted words."""
    codebook = corpus.codebook
    question = Question(
        "poles-without-quotations",
        "What is left of enforcement and development without the quoted words?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        "Own words: the sentences whose words are mostly the writer’s own, and those in which the "
        "writer’s own words carry one of the codes. Uncertain words go with the quoted ones.",
    )
    return build_finding(
        corpus, question, _measure_without, lambda m: chart_unit_bars(m.head(MOST_MARKS))
    )


def _measure_without(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    group_of = {c: g for g in GROUPS for c in codebook.codes_of(g)}
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(group_of))]
    frames = frames.assign(group=frames["code"].map(group_of))
    places = dict(list(list_places(corpus).groupby("document_id")))
    found = dict(list(frames.groupby("document_id")))
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    quoting = set(corpus.spans.loc[corpus.spans["layer"].eq("quote"), "document_id"])
    keyed: dict[str, pd.DataFrame] = {}
    poles: dict[tuple[str, str], list[pd.DataFrame]] = {p: [] for p in product(GROUPS, HOW)}
    rows, order = [], {}
    for d in list_documents_by_date(corpus):
        if d not in places:
            continue
        own, held = places[d], found.get(d, frames.iloc[:0])
        for how in HOW if d in quoting else HOW[:1]:
            order[d, how], sides = _divide(own, held, how)
            if d in quoting:
                for pole, ids in zip(
                    GROUPS, (sides[0] | sides[1], sides[1] | sides[2]), strict=True
                ):
                    poles[pole, how].append(own[own["sentence_id"].isin(ids)])
            of = sum(map(len, sides))
            for i, (category, ids) in enumerate(zip(CATEGORIES, sides, strict=True)):
                key = f"{how}/{i}/{number[d]}" if ids else ""
                keyed |= {key: own[own["sentence_id"].isin(ids)]} if key else {}
                rows.append((f"{labels[d]}: {how}", category, len(ids), of, key))
    marks = pd.DataFrame(rows, columns=["document", "category", "n", "of", "key"])
    keyed |= {f"{g}/{how}": pd.concat(parts) for (g, how), parts in poles.items() if parts}
    claim, verdict = _claim_without(corpus, order)
    alt = "Each text a row of squares with all words, and another with its writer’s own."
    evidence = collect_evidence(corpus, keyed, list(group_of))
    return Measured(claim, verdict, _widen(marks)[:MOST_ROWS], marks, evidence, alt)


def _widen(marks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per text and way of counting, a column for each category and its key."""
    table = marks.pivot(index="document", columns="category", values="n")
    keys = marks.pivot(index="document", columns="category", values="key")
    table = table.reindex(index=marks["document"].unique(), columns=list(CATEGORIES))
    for category in CATEGORIES:
        table[f"{category}_key"] = keys[category]
    return table.rename_axis(None, axis=1).reset_index(names="text")


def _divide(
    own: pd.DataFrame, held: pd.DataFrame, how: str
) -> tuple[tuple[int, int], tuple[set[int], ...]]:
    """Return how many sentences have either pole, and the sentences of each category."""
    if how != HOW[0]:
        held = held[held["voice"].eq("author")]
        own = own[own["voice"].eq("author") | own["sentence_id"].isin(held["sentence_id"])]
    first, second = (set(held.loc[held["group"].eq(g), "sentence_id"]) for g in GROUPS)
    neither = set(own["sentence_id"]) - first - second
    return (len(first), len(second)), (first - second, first & second, second - first, neither)


def _claim_without(
    corpus: Corpus, order: Mapping[tuple[str, str], tuple[int, int]]
) -> tuple[Claim, str]:
    labels = label_documents(corpus.documents)
    lead = {place: (a > b) - (a < b) for place, (a, b) in order.items()}
    words = {1: "enforcement ahead", 0: "both equal", -1: "development ahead"}
    texts = [d for d, how in order if how != HOW[0]]
    changed = [d for d in texts if lead[d, HOW[0]] != lead[d, HOW[1]]]
    said = [
        Number(f"{labels[d]} (from {words[lead[d, HOW[0]]]} to {words[lead[d, HOW[1]]]})")
        for d in changed
    ]
    parts: dict[str, Part] = {
        "texts": Number(len(texts)),
        "changed": Number(len(changed)),
        "which": said or "none",
    }
    for i, group in enumerate(GROUPS):
        for how, name in zip(HOW, (group, f"{group}_own"), strict=True):
            n = sum(order[d, how][i] for d in texts)
            parts[name] = Number(n, f"{group}/{how}" if n else "")
    name = "poles-without-quotations" if texts else "nothing-quoted"
    return Claim(name, parts), "; ".join(str(s.value) for s in said) or "no order changes"
