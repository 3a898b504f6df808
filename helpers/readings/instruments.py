"""Instruments: which texts invoke which plans, agreements, conferences and bodies, as what.

Comes in: a corpus. Goes out: a finding. Must never know: which instrument, or which texts.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from itertools import islice

import pandas as pd

from helpers.charts.dots import MOST_COLUMNS, chart_dots
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.invoked import NAMED
from helpers.invoked_as import NAMED_ONLY, ROLES
from helpers.readings.amounts import roles_of
from helpers.readings.marked import count_sentences, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import name_some
from helpers.tables import list_documents_by_date, list_frames, list_sentences

MOST_ROWS = 60
MOST_DRAWN = 24
MOST_NAMED = 30
LONGEST = 46
READ_BY_RULE = (
    "“This plan” is read as the plan of the sentence before, else as the one that the text names "
    "most."
)
COUNTED = (
    "Counted are the sentences in which an instrument is named and those in which it is taken up "
    "as “this plan”; whoever counts names alone, as the page on who is named does, counts fewer."
)


@lru_cache(maxsize=8)
def invoked_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return the mentions with their roles by instrument, those of most texts first."""
    groups = {str(name): own for name, own in roles_of(corpus).groupby("instrument")}
    sizes = {name: (-_count_texts(own), -count_sentences(own)) for name, own in groups.items()}
    return {name: groups[name] for name in sorted(groups, key=lambda n: (*sizes[n], n))}


def _count_texts(rows: pd.DataFrame) -> int:
    return len(set(rows["document_id"].tolist()))


def _say_bound(corpus: Corpus) -> str:
    """Return how many of the instruments are listed and drawn, "" where there are few."""
    n = len(invoked_of(corpus))
    said = f" Of {n:,} instruments the table lists {MOST_ROWS} and the chart draws {MOST_DRAWN}: "
    return f"{said}those of most texts." if n > MOST_ROWS else ""


def find_instruments(corpus: Corpus) -> Finding:
    """Return the finding on which texts invoke which instruments, and with which codes."""
    question = Question(
        "instruments",
        "Which texts invoke which plans, agreements, conferences and bodies?",
        (),
        f"{COUNTED} {READ_BY_RULE}{_say_bound(corpus)}",
        layers=(("instrument", ""),),
    )
    draw = partial(chart_dots, of_texts=len(corpus.documents))
    return build_finding(corpus, question, _measure, draw)


def _measure(corpus: Corpus) -> Measured:
    groups = invoked_of(corpus)
    texts = {name: _count_texts(own) for name, own in groups.items()}
    keyed = {f"instrument/{i}": own for i, own in enumerate(islice(groups.values(), MOST_ROWS))}
    shared = [
        Number(
            count_sentences(own),
            f"instrument/{i}",
            f"{name} ({texts[name]} texts, ",
            " sentences)",
        )
        for i, (name, own) in enumerate(groups.items())
        if texts[name] > 1
    ]
    if groups:
        keyed["all"] = pd.concat(groups.values())
    parts: dict[str, Part] = {
        "n": Number(len(groups)),
        "k": Number(count_sentences(keyed["all"]) if groups else 0, "all"),
        "of": Number(len(list_sentences(corpus))),
        "texts": Number(len(corpus.documents)),
        "shared": name_some(shared, most=MOST_NAMED),
    }
    table = _tabulate(corpus, groups, keyed)
    marks = _list_marks(corpus, groups, keyed)
    claim = Claim("instruments" if groups else "instruments-none", parts)
    alt = f"Dots, instruments by text, counted in sentences; {len(shared)} in more than one text."
    verdict = f"in more than one text: {[(n.before, n.value) for n in shared]}"
    return Measured(claim, verdict, table, marks, mark_rows(keyed, "kind"), alt)


def _tabulate(
    corpus: Corpus, groups: dict[str, pd.DataFrame], keyed: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    """Return one row per instrument: its kind, its texts, and the codes of its sentences."""
    labels = label_documents(corpus.documents)
    by_date = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    frames = list_frames(corpus)[["document_id", "sentence_id", "code"]].drop_duplicates()
    rows = []
    for i, (name, own) in enumerate(islice(groups.items(), MOST_ROWS)):
        documents = sorted(own["document_id"].unique(), key=lambda d: by_date[d])
        more = f" and {len(documents) - 6} more" if len(documents) > 6 else ""
        pairs = own[["document_id", "sentence_id"]].drop_duplicates()
        beside = Counter(pairs.merge(frames)["code"])
        row = {
            "instrument": name,
            "kind": own["kind"].mode().iloc[0],
            "texts": "; ".join(labels[d] for d in documents[:6]) + more,
            "sentences": count_sentences(own),
            "sentences_key": f"instrument/{i}",
            **_count_ways(own, f"instrument/{i}", keyed),
            "codes in these sentences": "; ".join(
                f"{corpus.codebook.label(code)} {n}" for code, n in beside.most_common(5)
            ),
        }
        rows.append(row)
    return pd.DataFrame(rows)


def _count_ways(own: pd.DataFrame, key: str, keyed: dict[str, pd.DataFrame]) -> dict[str, object]:
    """Return in how many sentences an instrument is named, and in how many only taken up."""
    named = own[own["how"] == NAMED]
    places = set(zip(named["document_id"], named["sentence_id"], strict=True))
    there = [p in places for p in zip(own["document_id"], own["sentence_id"], strict=True)]
    ways = {"by name": named, "as “this plan” alone": own[[not t for t in there]]}
    row: dict[str, object] = {}
    for way, found in ways.items():
        its = f"{key}/{way}" if len(found) else ""
        keyed |= {its: found} if its else {}
        row |= {way: count_sentences(found), f"{way}_key": its}
    return row


def _list_marks(
    corpus: Corpus, groups: dict[str, pd.DataFrame], keyed: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    documents = list_documents_by_date(corpus)
    rows = []
    for i, (name, found) in enumerate(islice(groups.items(), MOST_DRAWN)):
        own = dict(list(found.groupby("document_id")))
        whole = f"instrument/{i}"
        if len(documents) > MOST_COLUMNS:  # a bar each says in how many texts
            drawn = [(d, *_count(here), "") for d, here in own.items()]
        else:
            keyed |= {f"{whole}/{number[d]}": here for d, here in own.items()}
            drawn = [
                (d, *_count(own.get(d)), f"{whole}/{number[d]}" if d in own else "")
                for d in documents
            ]
        rows += [(name, d, labels[d], n, only, key, whole) for d, n, only, key in drawn]
    columns = ["code", "document_id", "document", "n", "quoted", "key", "whole_key"]
    table = pd.DataFrame(rows, columns=columns)
    return table.assign(label=table["code"].map(_brief))


def _count(here: pd.DataFrame | None) -> tuple[int, bool]:
    """Return in how many sentences some mentions stand, and whether all of them are quoted."""
    if here is None or here.empty:
        return 0, False
    return count_sentences(here), not (here["voice"] == "author").any()


def _brief(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 2].rsplit(" ", 1)[0] + " …"


def find_instrument_roles(corpus: Corpus) -> Finding:
    """Return the finding on what instruments are invoked as: a model, an achievement, a plan."""
    question = Question(
        "instrument-roles",
        "As what are plans, agreements, conferences and bodies invoked?",
        (),
        "Roles are read from the words beside a mention (helpers/codebook/instrument_roles.csv); "
        f"one mention may have two. The reference coding has none, so the badge is of mentions, "
        f"not of roles. {READ_BY_RULE}{_say_bound(corpus)}",
        layers=(("instrument", ""),),
        referenced=False,
    )
    return build_finding(corpus, question, _measure_roles, partial(chart_dots, ordered=True))


def _measure_roles(corpus: Corpus) -> Measured:
    groups = invoked_of(corpus)
    roles = (*ROLES, NAMED_ONLY)
    keyed: dict[str, pd.DataFrame] = {}
    rows, marks = [], []
    by_role: dict[str, list[Number]] = {}
    for i, (name, own) in enumerate(list(groups.items())[:MOST_ROWS]):
        row: dict[str, object] = {"instrument": name}
        for role in roles:
            here = own[[role in said for said in own["roles"]]]
            key = f"role/{i}/{role}" if len(here) else ""
            if key:
                keyed[key] = here
                by_role.setdefault(role, []).append(Number(name, key))
            n, quoted = _count(here)
            row |= {role: n, f"{role}_key": key}
            if i < MOST_DRAWN:
                marks.append((name, _brief(name), role, n, quoted, key))
        rows.append(row)
    parts: dict[str, Part] = {role: by_role.get(role) or "none" for role in ROLES}
    parts["texts"] = Number(len(corpus.documents))
    columns = ["code", "label", "document", "n", "quoted", "key"]
    table = pd.DataFrame(marks, columns=columns)
    claim = Claim("instrument-roles" if groups else "instruments-none", parts)
    verdict = f"models: {[n.value for n in by_role.get(ROLES[0], [])]}"
    alt = "Dots, instruments by what they are invoked as, counted in sentences."
    evidence = mark_rows(keyed, "kind")
    return Measured(claim, verdict, pd.DataFrame(rows), table, evidence, alt)
