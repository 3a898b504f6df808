"""Turn a relative expression of time into days, given a day of writing or a period of it.

Comes in: a `Moment` and a day, or periods. Goes out: a `Resolved`. Must never know: texts.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from helpers.layers.absolute import Moment
from helpers.layers.relative import DAYS
from helpers.layers.tenure import FIRST_DAY, LAST_DAY, Periods

_LONG = ("year", "decade", "quarter", "month", "fiscal year")
_SEASONS = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}


class Resolved(NamedTuple):
    """What an expression means: `value` as ISO, the days it spans, the days it may be."""

    value: str
    basis: str
    first: str = ""
    last: str = ""
    candidates: Sequence[str] = ()


def resolve(moment: Moment, written: str) -> Resolved:
    """Return what a moment means in a text written on the day `written`.

    >>> resolve(Moment(0, 9, "span", unit="week", number=1, way="last"), "2017-06-21").value
    '2017-06-12/2017-06-18'
    """
    day = date.fromisoformat(written)
    basis = f"relative to the stated date {written}"
    if moment.kind in ("day", "month") and not moment.last:
        return _nearest(moment, day, f"the one nearest to the stated date {written}")
    if moment.kind == "clock":
        return Resolved(written, basis, written, written)
    first, last = _range(moment, day)
    return Resolved(_write(first, last), basis, first, last)


def resolve_within(moment: Moment, when: Periods) -> Resolved:
    """Return what a moment means in a text written on some day of `when`.

    Both ends of the period are taken as days of writing; what lies between is the value, in
    months if that is more than a month, in years for years.
    """
    start, end = when[0][0], when[-1][1]
    basis = "relative to writing, which the text only bounds"
    if start == FIRST_DAY or end == LAST_DAY:
        first = _range(moment, date.fromisoformat(start))[0] if start != FIRST_DAY else ""
        last = _range(moment, date.fromisoformat(end))[1] if end != LAST_DAY else ""
        return Resolved("undecided", basis, _plain(first), _plain(last))
    first = _range(moment, date.fromisoformat(start))[0]
    last = _range(moment, date.fromisoformat(end))[1]
    if first == ".." or last == "..":
        return Resolved(f"{first[:7]}/{last[:7]}", basis, _plain(first), _plain(last))
    size = 4 if moment.unit in ("year", "decade") else 7 if first[:7] != last[:7] else 10
    value = _write(first, last) if size == 10 else f"{first[:size]}/{last[:size]}"
    return Resolved(value, basis, first, last)


def _plain(day: str) -> str:
    return "" if day == ".." else day


def _write(first: str, last: str) -> str:
    return first if first == last else f"{first}/{last}"


def _nearest(moment: Moment, written: date, basis: str) -> Resolved:
    """Return the day or month without a year that lies nearest to the day of writing."""
    best = ""
    for year in (written.year - 1, written.year, written.year + 1):
        start = f"{year}{moment.first[1:]}"
        full = start if moment.kind == "day" else f"{start}-15"
        try:
            gap = abs((date.fromisoformat(full) - written).days)
        except ValueError:
            continue
        if not best or gap < abs((date.fromisoformat(best) - written).days):
            best = full
    if moment.kind == "day" or not best:
        return Resolved(best or "undecided", basis, best, best)
    first, last = _month_of(date.fromisoformat(best))
    return Resolved(best[:7], basis, first, last)


def _range(moment: Moment, day: date) -> tuple[str, str]:
    """Return the first and last day that a relative moment means on `day`; ".." if open."""
    if moment.kind == "word":
        return _word(moment.unit, day)
    if moment.kind == "weekday" or moment.unit in DAYS:
        return _weekday(moment, day)
    if moment.kind == "ago":
        return _ago(moment, day)
    if moment.kind == "this":
        return _period(moment.unit, day)
    if moment.way in ("next", "coming", "following") and moment.way != "past":
        return _coming(moment, day)
    if moment.number == 1 and moment.way in ("last", "previous", "preceding"):
        return _period(moment.unit, _shift(day, moment.unit, -1))
    if moment.number:
        return str(_shift(day, moment.unit, -moment.number)), str(day)
    return "..", str(day)


def _word(word: str, day: date) -> tuple[str, str]:
    if word == "recently":
        return "..", str(day)
    shifted = day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(word, 0))
    return str(shifted), str(shifted)


def _weekday(moment: Moment, day: date) -> tuple[str, str]:
    """Return the weekday on or before the day of writing; after it for "next Friday"."""
    back = (day.weekday() - DAYS.index(moment.unit)) % 7
    shifted = day - timedelta(days=back)
    if moment.way == "next":
        shifted += timedelta(days=7)
    elif moment.way == "last" and back == 0:
        shifted -= timedelta(days=7)
    return str(shifted), str(shifted)


def _ago(moment: Moment, day: date) -> tuple[str, str]:
    if not moment.number:
        return "..", str(day)
    then = _shift(day, moment.unit, -moment.number)
    return _period(moment.unit, then) if moment.unit in _LONG else (str(then), str(then))


def _coming(moment: Moment, day: date) -> tuple[str, str]:
    if moment.way == "next" and moment.number == 1:
        return _period(moment.unit, _shift(day, moment.unit, 1))
    if moment.number:
        return str(day), str(_shift(day, moment.unit, moment.number))
    return str(day), ".."


def _shift(day: date, unit: str, count: int) -> date:
    """Return the day `count` units on, the month's last day if it has no such day."""
    if unit in ("day", "night"):
        return day + timedelta(days=count)
    if unit in ("week", "weekend"):
        return day + timedelta(days=7 * count)
    months = {"month": 1, "quarter": 3, "decade": 120}.get(unit, 12) * count
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _period(unit: str, day: date) -> tuple[str, str]:
    """Return the calendar week, month, year … that holds `day`."""
    if unit in ("week", "weekend"):
        monday = day - timedelta(days=day.weekday())
        return str(monday + timedelta(days=5 * (unit == "weekend"))), str(
            monday + timedelta(days=6)
        )
    if unit == "month":
        return _month_of(day)
    if unit == "quarter":
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return str(first), _month_of(date(first.year, first.month + 2, 1))[1]
    if unit == "fiscal year":
        year = day.year + (day.month >= 10)
        return f"{year - 1}-10-01", f"{year}-09-30"
    if unit == "decade":
        return f"{day.year // 10 * 10}-01-01", f"{day.year // 10 * 10 + 9}-12-31"
    if unit in _SEASONS:
        first = date(day.year, _SEASONS[unit], 1)
        return str(first), str(_shift(first, "month", 3) - timedelta(days=1))
    if unit == "year":
        return f"{day.year}-01-01", f"{day.year}-12-31"
    return str(day), str(day)


def _month_of(day: date) -> tuple[str, str]:
    last = monthrange(day.year, day.month)[1]
    return f"{day.year}-{day.month:02}-01", f"{day.year}-{day.month:02}-{last}"
