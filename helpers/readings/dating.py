"""When each text was written by its words alone, and which texts can be put in order.

Comes in: a corpus. Goes out: findings on time. Must never know: which texts are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import combinations, islice

import pandas as pd

from helpers.charts.intervals import chart_intervals
from helpers.charts.triangle import MOST_TEXTS, chart_triangle
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.dating import CONTRADICTION, date_documents, dating_evidence
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.readings.marked import count_sentences, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import name_some, name_with_sentences, say_n
from helpers.tables import group_rows, list_documents_by_date

MOST_LISTED = 8
_MOST_LOOKED_AT = 1_000_000  # pairs, for the first that are in no order
DECIDED = ("first", "second")
MOST_ROWS = 100
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_DAYS = re.compile(r": [\d.-]+/[\d.-]+(?:; [\d.-]+/[\d.-]+)*")
SILENT = (
    "The reference coding gives dates, but not what they and the offices say of the writing, so "
    "it is silent here."
)
SAID = {
    "stated": "states its own day",
    "both": "lies in",
    "from": "not before",
    "to": "not after",
    "event": "bounds an event only",
}


def find_intervals(corpus: Corpus) -> Finding:
    """Return the finding on when each text can have been written, beside what is catalogued."""
    n = len(corpus.documents)
    bound = f" Of {n:,} texts the table lists the first {MOST_ROWS}." if n > MOST_ROWS else ""
    question = Question(
        "written-when",
        "When was each text written, by its words alone?",
        (),
        "Words bound a text by offices (who held which when is a list with sources), by what they "
        "tell as past and by what they expect. A title used of a dated past bounds that event. "
        + SILENT
        + bound,
        layers=(("date", ""),),
        referenced=False,
    )
    return build_finding(corpus, question, _measure_intervals, chart_intervals)


def _measure_intervals(corpus: Corpus) -> Measured:
    dated = _sort_texts(corpus)
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    bounds = _list_bounds(corpus)
    places = group_rows(bounds, "sentence_id")
    ids = dated["document_id"].tolist()
    keys = [f"text-{number[d]}" if d in places else "" for d in ids]
    sizes = [len(set(places.get(d, ()))) for d in ids]
    marks = dated.rename(columns={"stated_from": "stated"}).assign(
        document=[labels[d] for d in ids], key=keys, n_sentences=sizes
    )
    claim = _claim_intervals(marks)
    named = {piece.key for piece in claim.pieces()}
    shown = {d for d, key in zip(ids, keys, strict=True) if key in named} | set(ids[:MOST_ROWS])
    own = bounds[bounds["document_id"].isin(list(shown))]
    keyed = {f"text-{number[str(d)]}": rows for d, rows in own.groupby("document_id")}
    table = _tabulate_intervals(marks[:MOST_ROWS])
    if not dated["catalogued_from"].ne("").any():
        table = table.drop(columns=["catalogued", "inside"])
    n = int((dated["from"].ne("") & dated["to"].ne("")).sum())
    alt = f"A bar of possible days for each of {len(dated)} texts; {n} have a first and a last day."
    return Measured(claim, "", table, marks, mark_rows(keyed), alt)


def _tabulate_intervals(dated: pd.DataFrame) -> pd.DataFrame:
    """Return the texts as a table for readers."""
    return pd.DataFrame(
        {
            "text": dated["document"],
            "possible days": [
                "none"
                if _is_broken(r)
                else f"{say_day(r['from']) or 'open'} to {say_day(r['to']) or 'open'}"
                for r in dated.to_dict("records")
            ],
            "set by": [_DAYS.sub("", basis) for basis in dated["basis"]],
            "stated": dated["stated"].map(say_day),
            "catalogued": [
                _say_days(a, b)
                for a, b in zip(dated["catalogued_from"], dated["catalogued_to"], strict=True)
            ],
            "inside": dated["inside"],
            "verdict": dated["verdict"],
            "sentences": dated["n_sentences"],
            "sentences_key": dated["key"],
        }
    )


def _is_broken(text: Mapping[str, str]) -> bool:
    """Return whether no day is left, since what bounds the text contradicts itself."""
    return text["verdict"].startswith(CONTRADICTION) and not (text["from"] or text["to"])


def _list_bounds(corpus: Corpus) -> pd.DataFrame:
    """Return what bounds each text, and the day it states, with the reason in `code`."""
    bounds = dating_evidence(corpus)
    facts = corpus.attributes[corpus.attributes["name"].eq("stated")]
    stated = corpus.spans[corpus.spans["layer"].eq("date")].merge(facts[["span_id"]], on="span_id")
    days = corpus.attributes[corpus.attributes["span_id"].isin(stated["span_id"])]
    days = days[days["name"].eq("value")]
    stated = stated.merge(days[["span_id", "value"]], on="span_id").drop_duplicates("document_id")
    stated = stated.assign(bound="stated", reason=stated["value"], to=stated["value"])
    stated["from"] = stated["value"]
    both = pd.concat([bounds, stated[bounds.columns]], ignore_index=True)
    said = zip(both["bound"].tolist(), both["reason"].tolist(), strict=True)
    return both.assign(code=[f"{SAID[bound]}: {why}" for bound, why in said])


def _pick_setting(bounds: pd.DataFrame, text: pd.Series, column: str) -> pd.DataFrame:
    """Return the bounds of a text that set its first ("from") or last ("to") day."""
    day = text["stated_from"] or text[column]
    setting = bounds[bounds[column].eq(day) & bounds["bound"].ne("event")]
    return setting if day and len(setting) else bounds[bounds["bound"].ne("event")]


def say_day(day: str) -> str:
    """Return a day in words that do not break at a line's end; "" for none.

    >>> say_day("2021-01-20").replace("\\xa0", " ")
    '20 Jan 2021'
    """
    if not day:
        return ""
    found = date.fromisoformat(day)
    return f"{found.day}\xa0{_MONTHS[found.month - 1]}\xa0{found.year}"


def _say_days(first: str, last: str) -> str:
    if not last or first == last:
        return say_day(first)
    return f"{say_day(first)} to {say_day(last)}"


def _sort_texts(corpus: Corpus) -> pd.DataFrame:
    """Return the dated documents by first possible day; those without one last, by catalogue."""
    dated = date_documents(corpus)
    rank = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    first = dated["stated_from"].where(dated["stated_from"].ne(""), dated["from"])
    dated = dated.assign(first=first.replace("", "9999"), rank=dated["document_id"].map(rank))
    return dated.sort_values(["first", "to", "rank"], ignore_index=True)


def _claim_intervals(dated: pd.DataFrame) -> Claim:
    both = dated[dated["from"].ne("") & dated["to"].ne("")]
    wrong = dated["verdict"].str.startswith(CONTRADICTION)
    open_years = dated[dated["verdict"].str.startswith("undecidable")]
    named = dated[dated["inside"].ne("")]

    def name(rows: pd.DataFrame, column: str = "") -> Part:
        listed = [
            name_with_sentences(
                r.document,
                r.n_sentences,
                r.key,
                f"{getattr(r, column).partition(': ')[2]}; " if column else "",
            )
            for r in rows[:MOST_LISTED].itertuples()
        ]
        return name_some(listed, len(rows), most=MOST_LISTED)

    parts: dict[str, Part] = {
        "both": Number(len(both)),
        "of": Number(len(dated)),
        "stated": Number(int(dated["stated"].ne("").sum())),
        "inside": Number(int(named["inside"].eq("yes").sum())),
        "catalogued": Number(len(named)),
        "open": name(open_years),
        "wrong": name(dated[wrong]),
    }
    return Claim("written-when" if len(named) else "written-when-uncatalogued", parts)


def find_order(corpus: Corpus) -> Finding:
    """Return the finding on which texts can be put in order by their words alone."""
    question = Question(
        "which-came-first",
        "Which texts can be put in order by their words alone?",
        (),
        "One text is older than another only where the last day that its words allow lies before "
        "the first day of the other; a stated day counts as both. Elsewhere the order is "
        f"undecidable, whatever a catalogue says. {SILENT}",
        layers=(("date", ""),),
        referenced=False,
    )
    draw = partial(
        chart_triangle,
        head="filled: the text of the column is older than that of the row   ? undecidable",
    )
    return build_finding(corpus, question, _measure_order, draw)


def order_texts(dated: pd.DataFrame) -> pd.DataFrame:
    """Return, for each pair of texts, which is older by its words.

    Parameters
    ----------
    dated : as from `date_documents`

    Returns
    -------
    DataFrame
        One row per pair, in the order of `dated`; columns first, second (document_ids), order:
        "first", "second" (which of them is older), "undecidable" or "contradiction".
    """
    return pd.DataFrame(_iter_orders(dated), columns=["first", "second", "order"])


def _iter_orders(dated: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    spans = _list_intervals(dated)
    for first, second in combinations(spans, 2):
        (a, broken), (b, also_broken) = spans[first], spans[second]
        order = "undecidable"
        if broken or also_broken:
            order = "contradiction"
        elif a[1] < b[0]:
            order = "first"
        elif b[1] < a[0]:
            order = "second"
        yield first, second, order


def _list_intervals(dated: pd.DataFrame) -> dict[str, tuple[tuple[str, str], bool]]:
    """Return the first and last day of each text, and whether its own words contradict it."""
    columns = ("document_id", "stated_from", "from", "to", "verdict")
    return {
        document_id: (
            (day, day) if day else (first or "0001", last or "9999"),
            verdict.startswith(CONTRADICTION),
        )
        for document_id, day, first, last, verdict in zip(
            *(dated[column].tolist() for column in columns), strict=True
        )
    }


def count_ordered(dated: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Return how many pairs of texts are in order by their words, and the first that are not.

    The pairs that are not are as from `order_texts`, at most 8 of them; so many texts need no
    look at each pair.
    """
    days = [day for day, broken in _list_intervals(dated).values() if not broken]
    ends = sorted(last for _, last in days)
    decided = sum(bisect_left(ends, first) for first, _ in days)
    n = len(dated)
    left = n * (n - 1) // 2 - decided
    looked_at = islice(_iter_orders(dated), _MOST_LOOKED_AT if left else 0)
    listed = islice((row for row in looked_at if row[2] not in DECIDED), MOST_LISTED)
    return decided, pd.DataFrame(listed, columns=["first", "second", "order"])


def _measure_order(corpus: Corpus) -> Measured:
    dated = _sort_texts(corpus)
    few = len(dated) <= MOST_TEXTS
    shown = order_texts(dated if few else dated.iloc[:0])
    n_decided, left = count_ordered(dated)
    n_pairs = len(dated) * (len(dated) - 1) // 2
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    held = dict(list(_list_bounds(corpus).groupby("document_id"))) if few else {}
    by_text = dated.set_index("document_id")
    keyed: dict[str, pd.DataFrame] = {}
    sizes: dict[tuple[str, str], int] = {}
    rows, marks = [], []
    for p in shown.itertuples():
        older, other = (p.second, p.first) if p.order == "second" else (p.first, p.second)
        parts = [
            _pick_setting(held[d], by_text.loc[d], column)
            for d, column in ((older, "to"), (other, "from"))
            if d in held
        ]
        key = f"pair-{number[p.first]}-{number[p.second]}" if parts else ""
        if key:
            keyed[key] = pd.concat(parts)
        pair = f"{labels[older]} and {labels[other]}"
        said = (
            f"{labels[older]} is older than {labels[other]}"
            if p.order in ("first", "second")
            else f"{pair}: {p.order}"
        )
        n = count_sentences(keyed[key]) if key else 0
        rows.append((pair, said, n, key))
        sizes[p.first, p.second] = n
        sign = "older" if p.order == "first" else "newer" if p.order == "second" else "?"
        counted = f"{said} ({say_n(n, 'sentence')})" if n else said
        marks.append((labels[p.first], labels[p.second], sign, counted, sign != "?", key))
    table = pd.DataFrame(rows, columns=["texts", "order", "sentences", "sentences_key"])
    listed: list[Number] = [
        name_with_sentences(
            f"{labels[p.first]} with {labels[p.second]}",
            sizes.get((p.first, p.second), 0),
            f"pair-{number[p.first]}-{number[p.second]}",
        )
        for p in left.itertuples()
    ]
    parts_: dict[str, Part] = {
        "decided": Number(n_decided),
        "pairs": Number(n_pairs),
        "left": name_some(listed, n_pairs - n_decided, most=len(listed)),
    }
    columns = ["first", "second", "sign", "said", "strong", "key"]
    alt = (
        f"A triangle of {len(shown)} squares, one a pair of texts, filled where the order is known."
    )
    return Measured(
        Claim("which-came-first", parts_),
        "",
        table,
        pd.DataFrame(marks, columns=columns),
        mark_rows(keyed),
        alt,
    )
