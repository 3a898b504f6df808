"""What is left of enforcement and development without the quoted words.

Comes in: a corpus. Goes out: a finding. Must never know: which texts are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

import pandas as pd

from helpers.charts.unit_bars import chart_unit_bars
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.readings.marked import keep_most, say_kept
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.passages import name_some
from helpers.readings.places import list_places
from helpers.readings.poles import CATEGORIES
from helpers.tables import group_rows, list_documents_by_date, list_frames, list_quotes

GROUPS = ("enforcement", "development")
MOST_LISTED = 30  # texts in the table; of more, those that quote with most on either
MOST_DRAWN = 12
MOST_MARKS = 24 * len(CATEGORIES)  # what one chart can hold
HOW = ("all words", "own words")
Place = tuple[str, int]
Sides = tuple[set[int], ...]


def find_poles_without_quotations(corpus: Corpus) -> Finding:
    """Return the finding on how enforcement and development change without quoted words.

    Of many texts those that quote and have most sentences on either are drawn and listed.
    """
    codebook = corpus.codebook
    listed, drawn = _choose_texts(corpus)
    n = len(_list_quoting(corpus)) if len(listed) < len(corpus.documents) else len(listed)
    question = Question(
        "poles-without-quotations",
        "What is left of enforcement and development without the quoted words?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        "Own words: the sentences whose words are mostly the writer’s own, and those in which the "
        "writer’s own words carry one of the codes. Uncertain words go with the quoted ones."
        + say_kept(n, len(drawn), len(listed), "most sentences on either", noun="texts that quote"),
    )
    return build_finding(corpus, question, _measure_without, chart_unit_bars)


def _list_quoting(corpus: Corpus) -> list[str]:
    """Return the texts with quotations and counted sentences, by date."""
    quoting = set(list_quotes(corpus)).intersection(list_places(corpus)["document_id"].unique())
    return [d for d in list_documents_by_date(corpus) if d in quoting]


def _list_poles(corpus: Corpus) -> pd.DataFrame:
    """Return the spans on either pole, with their group."""
    group_of = {c: g for g in GROUPS for c in corpus.codebook.codes_of(g)}
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(group_of))]
    return frames.assign(group=frames["code"].map(group_of))


def _choose_texts(corpus: Corpus) -> tuple[list[str], list[str]]:
    """Return the texts in the table and those in the chart: all that have room, by date."""
    documents, quoting = list_documents_by_date(corpus), _list_quoting(corpus)
    frames = _list_poles(corpus).drop_duplicates(["document_id", "sentence_id"])
    counts = Counter(frames["document_id"].tolist())
    if len(documents) > MOST_LISTED:
        documents = keep_most(quoting or documents, counts, MOST_LISTED)
    n_rows = len(documents) + len(set(quoting).intersection(documents))
    fits = n_rows * len(CATEGORIES) <= MOST_MARKS
    return documents, documents if fits else keep_most(documents, counts, MOST_DRAWN)


def _measure_without(corpus: Corpus) -> Measured:
    listed, drawn = _choose_texts(corpus)
    quoting = set(_list_quoting(corpus))
    held = group_rows(_list_poles(corpus), "sentence_id", "voice", "group")
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    wanted = quoting.union(listed)
    places = list_places(corpus)
    places = places[places["document_id"].isin(list(wanted))]
    keyed: dict[str, pd.DataFrame] = {}
    poles: dict[tuple[str, str], list[Place]] = {p: [] for p in product(GROUPS, HOW)}
    rows, order = [], {}
    for d, own in group_rows(places, "sentence_id", "voice").items():
        for how in HOW if d in quoting else HOW[:1]:
            sides = _divide(own, held.get(d, []), how)
            both = (sides[0] | sides[1], sides[1] | sides[2])
            order[d, how] = (len(both[0]), len(both[1]))
            for pole, ids in zip(GROUPS, both, strict=True):
                poles[pole, how] += [(d, i) for i in sorted(ids)] if d in quoting else []
            of = sum(map(len, sides))
            for i, (category, ids) in enumerate(zip(CATEGORIES, sides, strict=True)):
                if d in listed:
                    key = f"{how}/{i}/{number[d]}" if ids else ""
                    keyed |= {key: _as_rows([(d, i) for i in sorted(ids)])} if key else {}
                    rows.append((f"{labels[d]}: {how}", category, len(ids), of, key, d in drawn))
    columns = ["document", "category", "n", "of", "key", "drawn"]
    marks = pd.DataFrame(rows, columns=columns).astype({"drawn": bool})
    keyed |= {f"{g}/{how}": _as_rows(own) for (g, how), own in poles.items() if own}
    claim, verdict = _claim_without(corpus, order)
    alt = "Each text a row of squares with all words, and another with its writer’s own."
    codes = [c for g in GROUPS for c in corpus.codebook.codes_of(g)]
    evidence = collect_evidence(corpus, keyed, codes)
    return Measured(claim, verdict, _widen(marks), marks[marks["drawn"]], evidence, alt)


def _as_rows(places: Sequence[Place]) -> pd.DataFrame:
    return pd.DataFrame(places, columns=["document_id", "sentence_id"])


def _widen(marks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per text and way of counting, a column for each category and its key."""
    table = marks.pivot(index="document", columns="category", values="n")
    keys = marks.pivot(index="document", columns="category", values="key")
    table = table.reindex(index=marks["document"].unique(), columns=list(CATEGORIES))
    for category in CATEGORIES:
        table[f"{category}_key"] = keys[category]
    return table.rename_axis(None, axis=1).reset_index(names="text")


def _divide(
    own: Sequence[tuple[int, str]], held: Sequence[tuple[int, str, str]], how: str
) -> Sides:
    """Return the sentences of each category: of a text's (sentence_id, voice) and its spans."""
    if how != HOW[0]:
        held = [h for h in held if h[1] == "author"]
        carried = {h[0] for h in held}
        own = [s for s in own if s[1] == "author" or s[0] in carried]
    first, second = ({i for i, _, group in held if group == g} for g in GROUPS)
    neither = {i for i, _ in own} - first - second
    return first - second, first & second, second - first, neither


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
        "which": name_some(said),
    }
    for i, group in enumerate(GROUPS):
        for how, name in zip(HOW, (group, f"{group}_own"), strict=True):
            n = sum(order[d, how][i] for d in texts)
            parts[name] = Number(n, f"{group}/{how}" if n else "")
    name = "poles-without-quotations" if texts else "nothing-quoted"
    return Claim(name, parts), "; ".join(str(s.value) for s in said) or "no order changes"
