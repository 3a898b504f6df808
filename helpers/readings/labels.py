"""Names for migration: what people, movement and crisis are called, by whom, with which stance.

Comes in: a corpus. Goes out: findings on labels. Must never know: which texts, or which words.
"""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from helpers.charts.label_stances import chart_stances
from helpers.charts.label_units import (
    BLOCKS,
    MOST_SQUARES,
    STANCE_COLOURS,
    chart_label_units,
)
from helpers.choices import CHOICES, Choices
from helpers.claims import Claim, Number, Part, count_in
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.label_objects import PERSON
from helpers.label_table import list_labels
from helpers.readings.marked import (
    Chosen,
    Sides,
    count_sentences,
    count_settings,
    list_open_choices,
    mark_rows,
)
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import MOST_NAMED, name_some
from helpers.reference import list_codings
from helpers.tables import list_documents_by_date

labels_of = lru_cache(maxsize=8)(list_labels)
LAYER = (("label", "stance"),)
MOST_ROWS = 60
OBJECTS_READ = (
    "What a label names (people, movement, crisis) is read from its last noun; the reference "
    "coding marks no object, so it is read from its words in the same way."
)


def find_labels(corpus: Corpus) -> Finding:
    """Return the finding on what labels name, and which texts name no person."""
    question = Question(
        "labels-object",
        "Do the texts name people, a movement or a crisis?",
        (),
        OBJECTS_READ,
        choices=_count_objects(corpus),
        layers=LAYER,
    )
    return build_finding(corpus, question, _measure_objects, chart_label_units)


def _measure_objects(corpus: Corpus) -> Measured:
    labels = labels_of(corpus)
    names, number = label_documents(corpus.documents), number_documents(corpus)
    keyed = {f"object/{kind}": labels[labels["object"] == kind] for kind in BLOCKS}
    parts: dict[str, Part] = {"n": Number(len(labels)), "texts": Number(len(names))}
    parts["rest"] = Number(int((labels["object"] != PERSON).sum()))
    for kind in BLOCKS:
        own = keyed[f"object/{kind}"]
        parts[kind] = Number(len(own))
        parts[f"{kind}_in"] = Number(count_sentences(own), f"object/{kind}" if len(own) else "")
    naming = set(keyed[f"object/{PERSON}"]["document_id"])
    without = [d for d in list_documents_by_date(corpus) if d not in naming]
    table = _tabulate_texts(corpus, labels, keyed)
    listed = [
        Number(names[d], f"text/{number[d]}/all" if f"text/{number[d]}/all" in keyed else "")
        for d in without[:MOST_NAMED]
    ]
    parts["without"] = name_some(listed, len(without))
    n_squares = len(labels) if len(labels) <= MOST_SQUARES else 0
    marks = labels.assign(
        document=labels["document_id"].map(names),
        key=[f"label/{i}" if n_squares else "" for i in range(len(labels))],
    )
    keyed |= {f"label/{i}": labels.iloc[[i]] for i in range(n_squares)}
    found = {key: own for key, own in keyed.items() if len(own)}
    counts = {kind: len(keyed[f"object/{kind}"]) for kind in BLOCKS}
    alt = "Squares, one a label, texts as rows: " + "; ".join(
        f"{n} name {BLOCKS[kind]}" for kind, n in counts.items()
    )
    claim = Claim("labels-object" if len(labels) else "labels-none", parts)
    verdict = f"{counts}; no person in {[names[d] for d in without]}"
    marks = _add_silent(corpus, marks)
    return Measured(claim, verdict, table, marks, mark_rows(found, "stance"), alt + ".")


def _add_silent(corpus: Corpus, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the marks, texts by date, with a row for each text without a label."""
    names = label_documents(corpus.documents)
    blank = {"object": "", "stance": "", "words": "", "voice": "author", "key": ""}
    documents = list_documents_by_date(corpus)
    said = set(marks["document_id"])
    silent = [{"document_id": d, "document": names[d], **blank} for d in documents if d not in said]
    if marks.empty:
        return marks
    both = pd.concat([marks, pd.DataFrame(silent, columns=list(marks))], ignore_index=True)
    place = {d: i for i, d in enumerate(documents)}
    order = both["document_id"].map(place).sort_values(kind="stable").index
    return both.loc[order].reset_index(drop=True)


def _tabulate_texts(
    corpus: Corpus, labels: pd.DataFrame, keyed: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return one row per text: its labels, and in how many sentences each object and stance is.

    Of more than 60 texts, those with most labels.
    """
    names, number = label_documents(corpus.documents), number_documents(corpus)
    rows = []
    documents = list_documents_by_date(corpus)
    if len(documents) > MOST_ROWS:
        most = set(labels["document_id"].value_counts().index[:MOST_ROWS])
        documents = [d for d in documents if d in most]
    groups = dict(list(labels[labels["document_id"].isin(documents)].groupby("document_id")))
    for document_id in documents:
        own = groups.get(document_id, labels.iloc[:0])
        row: dict[str, object] = {"text": names[document_id], "labels": f"{len(own)}"}
        columns = [("object", kind, f"sentences on {BLOCKS[kind]}") for kind in BLOCKS]
        columns += [("stance", stance, stance.replace("-", " ")) for stance in STANCE_COLOURS]
        for column, value, title in columns:
            here = own[own[column] == value]
            key = f"text/{number[document_id]}/{value}" if len(here) else ""
            keyed |= {key: here} if key else {}
            row |= {title: count_sentences(here), f"{title}_key": key}
        keyed |= {f"text/{number[document_id]}/all": own} if len(own) else {}
        rows.append(row)
    return pd.DataFrame(rows)


def _count_objects(corpus: Corpus) -> Choices | None:
    codings = list_codings(corpus)
    axes = {
        "coding": tuple(codings),
        "counted": ("labels", "wordings", "sentences"),
        "crisis": ("beside movement", "left out"),
        **list_open_choices(corpus),
    }

    def count(chosen: Chosen) -> Sides:
        kept = codings[chosen["coding"]], chosen["title"], chosen["words of"], chosen["counted"]
        other = _list_things(*kept, "movement")
        if chosen["crisis"] != "left out":
            other = other | _list_things(*kept, "crisis")
        return dict.fromkeys(other, 1), dict.fromkeys(_list_things(*kept, PERSON), 1)

    return count_settings(axes, count, "More is said of movement and crisis than of people")


@lru_cache(maxsize=256)
def _list_things(
    corpus: Corpus, title: str, words_of: str, counted: str, kind: str
) -> frozenset[tuple[object, ...]]:
    """Return the labels of one object, or their wordings or sentences, as a setting has them."""
    labels = labels_of(corpus)
    labels = labels[labels["object"] == kind]
    if title == "left out":
        labels = labels[labels["kind"] != "title"]
    if words_of != CHOICES["words of"][0]:
        own = words_of == CHOICES["words of"][1]
        labels = labels[labels["voice"].eq("author") if own else labels["voice"].ne("uncertain")]
    columns = {
        "labels": ["document_id", "start"],
        "wordings": ["form"],
        "sentences": ["document_id", "sentence_id"],
    }[counted]
    return frozenset(labels[columns].itertuples(index=False, name=None))


def find_stances(corpus: Corpus) -> Finding:
    """Return the finding on which stance is taken towards people, movement and crisis."""
    question = Question(
        "labels-stances",
        "Which stance meets people, which a movement or a crisis?",
        (),
        OBJECTS_READ,
        layers=LAYER,
    )
    return build_finding(corpus, question, _measure_stances, chart_stances)


def _measure_stances(corpus: Corpus) -> Measured:
    labels = labels_of(corpus)
    keyed: dict[str, pd.DataFrame] = {}
    rows, marks = [], []
    never: dict[str, list[str]] = {}
    for stance in STANCE_COLOURS:
        said = stance.replace("-", " ")
        row: dict[str, object] = {"stance": said}
        own = labels[labels["stance"] == stance]
        row["labels"] = f"{len(own)}"
        for kind, title in BLOCKS.items():
            here = own[own["object"] == kind]
            key = f"{stance}/{kind}" if len(here) else ""
            keyed |= {key: here} if key else {}
            if not key and len(own) and (labels["object"] == kind).any():
                never.setdefault(title, []).append(said)
            n = count_sentences(here)
            row |= {f"sentences on {title}": n, f"sentences on {title}_key": key}
            quoted = bool(n) and not (here["voice"] == "author").any()
            marks.append((stance, said, title, n, quoted, key))
        keyed |= {stance: own} if len(own) else {}
        rows.append(row)
    counts = [
        count_in(len(keyed[s]), s.replace("-", " "), count_sentences(keyed[s]), s)
        for s in STANCE_COLOURS
        if s in keyed
    ]
    parts: dict[str, Part] = {"n": Number(len(labels)), "counts": counts}
    absent = [f"{title} with {_either(said)}" for title, said in never.items()]
    parts |= {"never": "; ".join(absent), "texts": Number(len(corpus.documents))}
    name = "labels-none" if labels.empty else "labels-stances" if never else "labels-stances-all"
    columns = ["code", "label", "document", "n", "quoted", "key"]
    table = pd.DataFrame(marks, columns=columns)
    verdict = f"{[(c.before, c.value) for c in counts]}; never {never}"
    alt = "Dots, stance by what is named, counted in sentences."
    evidence = mark_rows(keyed, "stance")
    return Measured(Claim(name, parts), verdict, pd.DataFrame(rows), table, evidence, alt)


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), *words[-1:]))) if words else "none"
