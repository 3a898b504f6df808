"""Dates: every expression of time, resolved against the stated day or the text's own interval.

Comes in: a `Text`, its proper names, its actors. Goes out: spans of the layer "date". Must never
know: catalogues, other documents.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.layers.absolute import Moment
from helpers.layers.elapsed import Resolved, resolve, resolve_within
from helpers.layers.moments import find_moments
from helpers.layers.tenure import ALWAYS, Periods, read_periods, write_periods
from helpers.layers.writing import Bound, candidates, writing_period
from helpers.model import Name, Span, Text

_ABSOLUTE = ("day", "month", "year", "fiscal", "clock", "event")


def code_dates(text: Text, names: Sequence[Name], actors: Sequence[Span] = ()) -> list[Span]:
    """Return the expressions of time, in order, prepositions outside.

    The code is absolute or relative. Attributes: "value" (an ISO day, month, year or interval,
    ".." for an open end, "undecided" if the text does not settle it), "basis", "date_from" and
    "date_to" (days), "bounds" and "bounds_why" where it says when the text was written, "stated"
    for the day that the text gives as its own.

    `actors` are the spans of the actor layer, whose titles bound the text.
    """
    laws = [(n.start, n.end) for n in names if n.kind in ("law", "plan", "conference")]
    moments = [
        m
        for m in find_moments(text)
        if m.kind != "year" or not any(s <= m.start and m.end <= e for s, e in laws)
    ]
    given = [read_periods(bound) for a in actors if (bound := a.get("bounds"))]
    when, bounds, own = writing_period(text, given, moments)
    anchor = own.first if own is not None else ""
    return [_code(m, m == own, anchor, when, bounds.get(m)) for m in moments]


def _code(moment: Moment, own: bool, anchor: str, when: Periods, bound: Bound | None) -> Span:
    days = list(bound.days) if bound is not None else []
    found = _resolve(moment, anchor, when, days)
    attributes = [("value", found.value), ("basis", found.basis)]
    attributes += [("date_from", found.first)] if found.first else []
    attributes += [("date_to", found.last)] if found.last else []
    attributes += [("candidate", day) for day in found.candidates]
    if own:
        attributes.append(("stated", "yes"))
    if bound is not None:
        attributes += [("bounds", write_periods(bound.periods)), ("bounds_why", bound.why)]
    code = "absolute" if moment.kind in _ABSOLUTE else "relative"
    return Span(moment.start, moment.end, "date", code, moment.kind, "", tuple(attributes))


def _resolve(moment: Moment, anchor: str, when: Periods, days: list[str]) -> Resolved:
    if moment.last:
        return Resolved(_absolute_value(moment), "absolute", moment.first, moment.last)
    if anchor:
        return resolve(moment, anchor)
    if moment.kind in ("day", "month"):
        days = days or (candidates(moment, when) if moment.kind == "day" else [])
        if len(days) == 1:
            return Resolved(days[0], "the only such day in the text's interval", days[0], days[0])
        basis = "the text gives no year" if not days else "the year is undecidable from the text"
        return Resolved("undecided", basis, days[0] if days else "", days[-1] if days else "", days)
    if moment.kind == "clock" or not when or when == ALWAYS:
        return Resolved("undecided", "relative to writing, which the text does not date")
    return resolve_within(moment, when)


def _absolute_value(moment: Moment) -> str:
    first, last = moment.first, moment.last
    if first == last:
        return first
    if moment.kind == "year" and first[:4] == last[:4]:
        return first[:4]
    if moment.kind == "month" and first[:7] == last[:7]:
        return first[:7]
    return f"{first}/{last}"
