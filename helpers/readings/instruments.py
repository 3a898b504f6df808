"""Instruments: which texts invoke which plans, agreements, conferences and bodies, as what.

Comes in: a corpus. Goes out: a finding. Must never know: which instrument, or which texts.
"""

from __future__ import annotations

from collections import Counter

import pandas as pd

from helpers.charts.dots import chart_dots
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.invoked import list_mentions
from helpers.invoked_as import NAMED_ONLY, ROLES, add_roles
from helpers.readings.marked import count_sentences, mark_rows, number_documents
from helpers.readings.measured import Measured, Question, build_finding
from helpers.tables import list_documents_by_date, list_frames, list_sentences

MOST_ROWS = 60
MOST_DRAWN = 24
MODEL = ROLES[0]


def find_instruments(corpus: Corpus) -> Finding:
    """Return the finding on which texts invoke which instruments, as what, with which codes."""
    question = Question(
        "instruments",
        "Which texts invoke which plans, agreements, conferences and bodies?",
        (),
        "“As what” is read from the words beside a name (helpers/codebook/instrument_roles.csv). "
        "“This plan” is read as the plan of the sentence before, else as the one that the text "
        "names most.",
        layers=(("instrument", ""),),
    )
    return build_finding(corpus, question, _measure, chart_dots)


def _measure(corpus: Corpus) -> Measured:
    mentions = add_roles(corpus, list_mentions(corpus))
    groups = {str(name): own for name, own in mentions.groupby("instrument")}
    texts = {name: own["document_id"].nunique() for name, own in groups.items()}
    order = sorted(groups, key=lambda n: (-texts[n], -count_sentences(groups[n]), n))
    keys = {name: f"instrument/{i}" for i, name in enumerate(order)}
    models = [n for n in order if any(MODEL in roles for roles in groups[n]["roles"])]
    keyed = {keys[name]: groups[name] for name in order}
    keyed |= {f"model/{keys[n]}": _with_role(groups[n], MODEL) for n in models}
    if len(mentions):
        keyed["all"] = mentions
    parts: dict[str, Part] = {
        "n": Number(len(order)),
        "k": Number(count_sentences(mentions), "all"),
        "of": Number(len(list_sentences(corpus))),
        "texts": Number(len(corpus.documents)),
        "shared": [Number(f"{n} ({texts[n]})", keys[n]) for n in order if texts[n] > 1] or "none",
        "models": [Number(n, f"model/{keys[n]}") for n in models] or "none",
    }
    table = _tabulate(corpus, order[:MOST_ROWS], groups, keyed)
    marks = _list_marks(corpus, order[:MOST_DRAWN], groups, keyed)
    claim = Claim("instruments" if order else "instruments-none", parts)
    shared = [n for n in order if texts[n] > 1]
    alt = f"Dots, instruments by text, counted in sentences; {len(shared)} in more than one text."
    evidence = mark_rows(keyed, "kind")
    return Measured(claim, f"shared: {shared}", table, marks, evidence, alt)


def _with_role(own: pd.DataFrame, role: str) -> pd.DataFrame:
    return own[[role in roles for roles in own["roles"]]]


def _tabulate(
    corpus: Corpus,
    order: list[str],
    groups: dict[str, pd.DataFrame],
    keyed: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return one row per instrument: in which texts, as what (counted in sentences), with what."""
    labels = label_documents(corpus.documents)
    by_date = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    frames = list_frames(corpus)[["document_id", "sentence_id", "code"]].drop_duplicates()
    found = {role for own in groups.values() for roles in own["roles"] for role in roles}
    rows = []
    for i, name in enumerate(order):
        own = groups[name]
        documents = sorted(own["document_id"].unique(), key=lambda d: by_date[d])
        row: dict[str, object] = {
            "instrument": name,
            "kind": own["kind"].mode().iloc[0],
            "texts": "; ".join(labels[d] for d in documents[:6])
            + (f" and {len(documents) - 6} more" if len(documents) > 6 else ""),
            "sentences": count_sentences(own),
            "sentences_key": f"instrument/{i}",
        }
        for role in (*ROLES, NAMED_ONLY):
            if role in found:
                here = _with_role(own, role)
                key = f"role/{i}/{role}" if len(here) else ""
                keyed |= {key: here} if key else {}
                title = role if role == NAMED_ONLY else f"as {role}"
                row |= {title: count_sentences(here), f"{title}_key": key}
        pairs = own[["document_id", "sentence_id"]].drop_duplicates()
        beside = Counter(pairs.merge(frames)["code"])
        row["in sentences coded"] = "; ".join(
            f"{corpus.codebook.label(code)} {n}" for code, n in beside.most_common(4)
        )
        rows.append(row)
    return pd.DataFrame(rows)


def _list_marks(
    corpus: Corpus,
    order: list[str],
    groups: dict[str, pd.DataFrame],
    keyed: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    rows = []
    for i, name in enumerate(order):
        own = dict(list(groups[name].groupby("document_id")))
        for document_id in list_documents_by_date(corpus):
            here = own.get(document_id)
            key = "" if here is None else f"instrument/{i}/{number[document_id]}"
            if here is not None:
                keyed[key] = here
            quoted = here is not None and not (here["voice"] == "author").any()
            n = 0 if here is None else count_sentences(here)
            rows.append((name, name, labels[document_id], n, quoted, key))
    return pd.DataFrame(rows, columns=["code", "label", "document", "n", "quoted", "key"])
