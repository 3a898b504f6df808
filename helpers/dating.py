"""When each text was written, from its words alone, beside what it states and the catalogue.

Comes in: a coded corpus. Goes out: a row a document, and a row a span that bounds one. Must never
know: how a bound was found, nor the wording of a text beyond the spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from helpers.corpus import Corpus
from helpers.layers.tenure import (
    FIRST_DAY,
    LAST_DAY,
    Periods,
    intersect,
    intersect_all,
    read_periods,
)
from helpers.tables import group_rows

DATED_COLUMNS = (
    *("document_id", "from", "to", "basis", "stated_from", "stated_to"),
    *("catalogued_from", "catalogued_to", "inside", "verdict"),
)
EVIDENCE_COLUMNS = (
    *("document_id", "sentence_id", "start", "end", "bound", "from", "to", "reason"),
)
CONTRADICTION, UNDECIDABLE = "contradiction", "undecidable"


@lru_cache(maxsize=8)
def date_documents(corpus: Corpus) -> pd.DataFrame:
    """Return when each text was written, as far as its words tell.

    Returns
    -------
    DataFrame
        One row per document: `from` and `to` (days, "" where open; a text that may lie in
        several periods has the first and last day of all), `basis` in words; `stated_from` and
        `stated_to`, the day that the text gives as its own; `catalogued_from` and
        `catalogued_to`; `inside`, whether the catalogued days lie in what the words allow ("yes",
        "no", "" without a catalogue); `verdict`: "decided to the day", "… month", "… year",
        "undecidable" with the years that remain, or "contradiction".
    """
    evidence = dating_evidence(corpus)
    stated = _stated_days(corpus)
    undecided = _undecided_days(corpus)
    rows = []
    held = group_rows(evidence[evidence["bound"] != "event"], "from", "to", "reason", "value")
    columns = ["document_id", "date_from", "date_to"]
    for document in corpus.documents[columns].itertuples():
        own = held.get(document.document_id, [])
        periods = intersect_all(read_periods(value) for *_, value in own)
        days = stated.get(document.document_id, ("", ""))
        first, last = (periods[0][0], periods[-1][1]) if periods else ("", "")
        rows.append(
            (
                document.document_id,
                "" if first == FIRST_DAY else first,
                "" if last == LAST_DAY else last,
                _basis(own, periods),
                *days,
                document.date_from,
                document.date_to,
                _is_inside(periods, document.date_from, document.date_to),
                decide(periods, days[0], undecided.get(document.document_id, ())),
            )
        )
    return pd.DataFrame(rows, columns=list(DATED_COLUMNS))


@lru_cache(maxsize=8)
def dating_evidence(corpus: Corpus) -> pd.DataFrame:
    """Return the spans that say when their text was written, with the reason.

    Returns
    -------
    DataFrame
        One row per span: `bound` is "both", "from" or "to" for what the text lies in, "event"
        for a title of a dated past, which bounds that event only; `from` and `to` are days, ""
        where open; `value` holds all periods, parted by semicolons. In order of document, place.
    """
    attributes = corpus.attributes[corpus.attributes["name"].isin(("bounds", "bounds_why"))]
    wide = attributes.drop_duplicates(["span_id", "name"]).pivot(
        index="span_id", columns="name", values="value"
    )
    wide = wide.reindex(columns=["bounds", "bounds_why"]).astype(object).fillna("")
    spans = corpus.spans[corpus.spans["span_id"].isin(wide.index)]
    spans = spans.merge(wide, left_on="span_id", right_index=True)
    rows = []
    for span in spans.sort_values(["document_id", "start", "end"]).itertuples():
        periods = read_periods(span.bounds)
        first = periods[0][0] if periods else FIRST_DAY
        last = periods[-1][1] if periods else LAST_DAY
        rows.append(
            (
                span.document_id,
                span.sentence_id,
                span.start,
                span.end,
                _kind_of(periods, first, last),
                "" if first == FIRST_DAY else first,
                "" if last == LAST_DAY else last,
                span.bounds_why,
                span.bounds,
            )
        )
    return pd.DataFrame(rows, columns=[*EVIDENCE_COLUMNS, "value"])


def _kind_of(periods: Periods, first: str, last: str) -> str:
    if not periods:
        return "event"
    if first != FIRST_DAY and last != LAST_DAY:
        return "both"
    return "from" if first != FIRST_DAY else "to"


def decide(periods: Periods, stated: str = "", days: Sequence[str] = ()) -> str:
    """Return how closely a text is dated: by its stated day, or by the periods it lies in.

    `days` are the days that an expression without a year may mean; where they fall in several
    years, the year is undecidable and the answer names them.

    >>> decide((("2021-01-20", "2024-06-07"),), "", ("2021-06-08", "2024-06-08"))
    'undecidable: the year is open between 2021 and 2024'
    >>> decide((("2019-03-01", "2019-03-31"),))
    'decided to the month'
    """
    if not periods:
        return CONTRADICTION
    if stated:
        return (
            "decided to the day"
            if intersect(periods, ((stated, stated),))
            else f"{CONTRADICTION}: the stated day lies outside what the words allow"
        )
    first, last = periods[0][0], periods[-1][1]
    if first == last:
        return "decided to the day"
    if first[:7] == last[:7]:
        return "decided to the month"
    if first[:4] == last[:4]:
        return "decided to the year"
    if first == FIRST_DAY or last == LAST_DAY:
        return f"{UNDECIDABLE}: the words give no {'first' if first == FIRST_DAY else 'last'} day"
    years = sorted({day[:4] for day in days}) if len(days) > 1 else [first[:4], last[:4]]
    return f"{UNDECIDABLE}: the year is open between {years[0]} and {years[-1]}"


def _basis(bounding: Sequence[tuple[str, ...]], periods: Periods) -> str:
    """Return in words what the interval rests on: the spans that set its first and last day.

    `bounding` are first day, last day and reason of each span that bounds the text.
    """
    if not bounding:
        return "no title or date in the text bounds it"
    setting = []
    if periods:
        first, last = periods[0][0], periods[-1][1]
        setting = [row for row in bounding if row[0] == first or row[1] == last]
    return "; ".join(dict.fromkeys(row[2] for row in setting or bounding))


def _is_inside(periods: Periods, first: str, last: str) -> str:
    if not first:
        return ""
    return "yes" if any(a <= first and (last or first) <= b for a, b in periods) else "no"


def _dates_with(corpus: Corpus, name: str) -> pd.DataFrame:
    found = corpus.attributes[corpus.attributes["name"] == name]
    dates = corpus.spans.loc[corpus.spans["layer"] == "date", ["span_id", "document_id"]]
    dates = dates[dates["span_id"].isin(found["span_id"])]
    return dates.merge(found, on="span_id")


def _stated_days(corpus: Corpus) -> dict[str, tuple[str, str]]:
    """Return the first day that each text states as its own."""
    stated = _dates_with(corpus, "stated")[["span_id", "document_id"]]
    value = corpus.attributes[corpus.attributes["span_id"].isin(stated["span_id"])]
    value = value[value["name"] == "value"]
    days = stated.merge(value, on="span_id").drop_duplicates("document_id")
    return {row.document_id: (row.value, row.value) for row in days.itertuples()}


def _undecided_days(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Return the days that the yearless expressions of each text may mean."""
    found = group_rows(_dates_with(corpus, "candidate"), "value")
    return {document: tuple(sorted({day for (day,) in days})) for document, days in found.items()}
