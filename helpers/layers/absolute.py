"""Absolute expressions of time: days, months, years, fiscal years, and what days they mean.

Comes in: a text and the place of a word that such an expression holds. Goes out: a `Moment`.
Must never know: when the text was written, or by whom.
"""

from __future__ import annotations

import re
from calendar import monthrange
from typing import NamedTuple

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_NUMBERS = {month[:3]: i for i, month in enumerate(MONTHS, 1)}
_M = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|Jun\.|July|Jul\.|"
    r"Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_Y = r"(?:19|20)\d\d(?!\d)"
_FULL = re.compile(
    rf"({_M})(?:[ ](\d{{1,2}})(?:st|nd|rd|th)?\b(?!:\d|,\d))?(?:,?[ ](?:of[ ])?({_Y}))?",
    re.IGNORECASE,
)
_UNTIL_MONTH = re.compile(rf"[ ](?:to|through|and|-|–)[ ](?={_M},?[ ]{_Y})|[–-](?={_M},?[ ]{_Y})")
_DAY_BEFORE = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[ ](?:of[ ])?$")
_YEAR = re.compile(rf"({_Y})(?:s\b|[ ]?[–-][ ]?({_Y}|\d\d(?!\d)))?")
_BUDGET = re.compile(r"[ ](?:budget|appropriations|omnibus|spending bill|fiscal year)")
_FISCAL = re.compile(
    r"(?:FY|[Ff]iscal [Yy]ears?|[Ff]iscal)[ ]?[’']?((?:20)?\d\d)(?!\d)"
    r"(?:[ ]?(?:[–-]|to|and|through)[ ]?(?:FY)?[ ]?((?:20)?\d\d)(?!\d))?"
)
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d[ ]?[AaPp]\.?[Mm]\.?(?:[ ](?:E[DS]?T|[CMP][DS]T|GMT))?")
_BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|last|this|next|of|by|until|during|early|late|mid|from|through|to|and|end|"
    r"every|before|after|on)|[,(–-])[ ]?$",
    re.IGNORECASE,
)
_NO_YEAR_BEFORE = ("No.", "Section", "Sec.", "Title", "H.R.", "S.", "page", "Law", "Order")
_NUMBERED = tuple(f"{word} " for word in _NO_YEAR_BEFORE)
WARS = {
    "world war ii": ("1939-09-01", "1945-09-02"),
    "world war i": ("1914-07-28", "1918-11-11"),
    "cold war": ("1947-03-12", "1991-12-26"),
}


class Moment(NamedTuple):
    """An expression of time at characters `start` to `end`.

    `kind` is day, month, year, fiscal, clock, event (absolute; `first` and `last` are days, for
    a day or month without a year `--06-08` and `--06`), or weekday, word, span, ago, this,
    coming (relative; `unit`, and `number` of them, 0 if vague).
    """

    start: int
    end: int
    kind: str
    first: str = ""
    last: str = ""
    unit: str = ""
    number: int = 0
    way: str = ""


def at_word(raw: str, start: int) -> bool:
    """Return whether no letter or digit stands before `start`."""
    return start == 0 or not (raw[start - 1].isalnum() or raw[start - 1] == "_")


def read_month(raw: str, start: int, end: int) -> Moment | None:
    """Return the day, month or range of months that begins with the month's name at `start`."""
    if not raw[start].isupper() or not at_word(raw, start):
        return None
    match = _FULL.match(raw, start)
    if not match or raw[match.end() : match.end() + 1].isalnum():
        return None
    month, day, year = _month(match[1]), match[2], match[3]
    until = _UNTIL_MONTH.match(raw, match.end()) if not year else None
    if until:
        second = _FULL.match(raw, until.end())
        if second and second[3]:
            first = f"{second[3]}-{month:02}-{int(day or 1):02}"
            return Moment(start, second.end(), "month", first, _last_day(second))
    if not day:
        before = _DAY_BEFORE.search(raw, max(0, start - 12), start)
        if before and 0 < int(before[1]) < 32:
            return _day(before.start(1), match.end(), month, int(before[1]), year)
        if not year and not _BEFORE_MONTH.search(raw, max(0, start - 10), start):
            return None
        if not year:
            return Moment(start, match.end(1), "month", f"--{month:02}")
        return Moment(start, match.end(), "month", f"{year}-{month:02}-01", _last_day(match))
    if not 0 < int(day) < 32:
        return None
    return _day(start, match.end(), month, int(day), year)


def _month(word: str) -> int:
    return _NUMBERS[word[:3].lower()]


def _last_day(match: re.Match[str]) -> str:
    month, year = _month(match[1]), int(match[3])
    day = int(match[2]) if match[2] else monthrange(year, month)[1]
    return f"{year}-{month:02}-{day:02}"


def _day(start: int, end: int, month: int, day: int, year: str | None) -> Moment:
    if not year:
        return Moment(start, end, "day", f"--{month:02}-{day:02}")
    which = f"{year}-{month:02}-{day:02}"
    return Moment(start, end, "day", which, which)


def read_year(raw: str, start: int, end: int) -> Moment | None:
    """Return the year or years at `start`; a year before "budget" is a fiscal year."""
    match = _YEAR.match(raw, start)
    before = raw[max(0, start - 8) : start].removesuffix("\n")
    last = before[-1:]
    if not match or last.isalnum() or (last and last in "$€£#/._-") or before.endswith(_NUMBERED):
        return None
    after = raw[match.end() : match.end() + 2]
    if after[:1].isalnum() or after == "-d" or after[:1] == "%":
        return None
    if after[:1] == "," and after[1:].isdigit():
        return None
    year = match[1]
    if match[0].endswith("s"):
        return Moment(start, match.end(), "year", f"{year}-01-01", f"{year[:3]}9-12-31")
    if _BUDGET.match(raw, match.end()):
        return _fiscal(start, match.end(1), int(year), int(year))
    last = (year[:2] + match[2][-2:]) if match[2] else year
    if last < year:
        return Moment(start, match.end(1), "year", f"{year}-01-01", f"{year}-12-31")
    return Moment(start, match.end(), "year", f"{year}-01-01", f"{last}-12-31")


def _fiscal(start: int, end: int, first: int, last: int) -> Moment:
    return Moment(start, end, "fiscal", f"{first - 1}-10-01", f"{last}-09-30")


def read_fiscal(raw: str, start: int, end: int) -> Moment | None:
    """Return the U.S. fiscal year or years named at `start` ("FY21-FY24", "fiscal year 2017")."""
    start -= raw[start] == "i"
    match = _FISCAL.match(raw, start)
    if not match or not at_word(raw, start):
        return None
    first, last = (2000 + int(y) % 100 if y else 0 for y in (match[1], match[2]))
    return _fiscal(start, match.end(), first, last or first)


def read_clock(raw: str, start: int, end: int) -> Moment | None:
    """Return the time of day that ends with the "p.m." at `start`."""
    begin = max(raw.rfind(" ", 0, start), raw.rfind("\n", 0, start)) + 1
    match = _CLOCK.match(raw, begin) if raw[begin].isdigit() else None
    return Moment(begin, match.end(), "clock") if match else None


def read_war(raw: str, start: int, end: int) -> Moment | None:
    """Return the war, named with a capital, that is a time."""
    first, last = WARS[raw[start:end].lower()]
    return Moment(start, end, "event", first, last) if raw[start].isupper() else None
