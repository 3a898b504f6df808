"""Relative expressions of time: weekdays, "last week", "thirty years ago", with unit and count.

Comes in: a text and the place of a word that such an expression holds. Goes out: a `Moment`.
Must never know: when the text was written, or by whom.
"""

from __future__ import annotations

import re

from helpers.layers.absolute import Moment, at_word, read_month

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "a": 1, "an": 1, "hundred": 100}
_M = (
    r"(?:Jan(?:uary|\.)|Feb(?:ruary|\.)|March|Mar\.|April|Apr\.|May|June|Jun\.|July|Jul\.|"
    r"Aug(?:ust|\.)|Sept?(?:ember|\.)|Oct(?:ober|\.)|Nov(?:ember|\.)|Dec(?:ember|\.))"
)
_UNIT = r"(?:hour|day|week|month|year|decade|quarter)s?"
_COUNT = (
    r"(?:\d{1,3}|several|few|couple(?: of)?|many|number of|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|half|a|an)"
)
_SPAN = re.compile(
    rf"(past|last|previous|preceding|next|coming|recent|following)[ ]"
    rf"(?:({_COUNT})[ ])?({_UNIT}|spring|summer|fall|autumn|winter|night|weekend|"
    rf"monday|tuesday|wednesday|thursday|friday|saturday|sunday|{_M}|fiscal year)\b",
    re.IGNORECASE,
)
_THESE = (
    *("week", "month", "year", "morning", "afternoon", "evening", "spring", "summer", "fall"),
    *("winter", "weekend", "decade", "quarter", "fiscal year", *DAYS),
)
_AFTER_THIS = ("past ", "coming ", *_THESE)
_THIS = re.compile(
    rf"(?:earlier[ ]|later[ ])?this[ ](?:past[ ]|coming[ ])?({'|'.join(_THESE)})\b",
    re.IGNORECASE,
)
_DAY_FOLLOWS = re.compile(rf",[ ](?={_M}[ ]\d)")
_AGO = re.compile(rf"((?:more than |almost |over )?(?:({_COUNT})[ ])?({_UNIT}))[ ]$", re.IGNORECASE)
_TO_COME = re.compile(rf"(the[ ](?:{_UNIT}[ ]and[ ])?({_UNIT}))[ ]$", re.IGNORECASE)
_AFTER_YEARS = re.compile(rf"following[ ](({_COUNT})[ ]({_UNIT}))[ ]of\b", re.IGNORECASE)
_THE_YEAR = re.compile(r"(?:throughout|during|rest of|end of)[ ](the[ ](year|month|week))\b")
WORDS = ("today", "yesterday", "tomorrow", "tonight", "recently")


def read_weekday(raw: str, start: int, end: int) -> Moment | None:
    """Return the weekday at `start`, with the date that follows it."""
    if not raw[start].isupper() or raw[end : end + 1].isalnum() or not at_word(raw, start):
        return None
    follows = _DAY_FOLLOWS.match(raw, end)
    if follows:
        day = read_month(raw, follows.end(), follows.end())
        return day._replace(start=start) if day else None
    return Moment(start, end, "weekday", unit=raw[start:end].lower())


def read_word(raw: str, start: int, end: int) -> Moment | None:
    """Return "today", "recently" and the like."""
    if not at_word(raw, start) or raw[end : end + 1].isalnum():
        return None
    return Moment(start, end, "word", unit=raw[start:end].lower())


def read_span(raw: str, start: int, end: int) -> Moment | None:
    """Return "past six months", "last week", "the coming months"."""
    match = _SPAN.match(raw, start) if at_word(raw, start) else None
    if not match:
        return None
    way = match[1].lower()
    unit = match[3].lower()
    plural = unit.endswith("s") and unit.rstrip("s") in _UNIT
    if way in ("recent", "coming", "previous", "preceding") and not (plural or way != "recent"):
        return None
    count = _count(match[2]) if match[2] else 0 if plural else 1
    begin = start - 4 if way == "coming" and raw[start - 4 : start].lower() == "the " else start
    return Moment(begin, match.end(), "span", unit=unit.rstrip("s"), number=count, way=way)


def _count(word: str) -> int:
    """Return the number that a word means, 0 if it means none ("several").

    >>> _count("thirty"), _count("6"), _count("several")
    (30, 6, 0)
    """
    lower = word.lower()
    if lower.isdigit():
        return int(lower)
    if lower in _NUMBERS:
        return _NUMBERS.index(lower)
    return _TENS.get(lower, 0)


def read_following(raw: str, start: int, end: int) -> Moment | None:
    """Return the years in "following four years of"."""
    match = _AFTER_YEARS.match(raw, start)
    if match:
        unit, count = match[3].lower().rstrip("s"), _count(match[2])
        return Moment(*match.span(1), "span", unit=unit, number=count, way="past")
    return None


def read_this(raw: str, start: int, end: int) -> Moment | None:
    """Return "this week", "earlier this year"."""
    if not raw[end : end + 12].lower().startswith(_AFTER_THIS):
        return None
    begin = start
    for lead in ("earlier ", "later "):
        if raw[max(0, start - len(lead)) : start].lower() == lead:
            begin = start - len(lead)
    match = _THIS.match(raw, begin) if at_word(raw, begin) else None
    return Moment(begin, match.end(), "this", unit=match[1].lower()) if match else None


def read_ago(raw: str, start: int, end: int) -> Moment | None:
    """Return "thirty years ago", which ends at `end`."""
    match = _AGO.search(raw, max(0, start - 40), start + 1)
    if not match or raw[end : end + 1].isalnum():
        return None
    count = _count(match[2]) if match[2] else 0
    return Moment(match.start(1), end, "ago", unit=match[3].lower().rstrip("s"), number=count)


def read_to_come(raw: str, start: int, end: int) -> Moment | None:
    """Return "the months and years to come", which ends at `end`."""
    match = _TO_COME.search(raw, max(0, start - 30), start + 1)
    if not match or raw[end : end + 1].isalnum():
        return None
    return Moment(match.start(1), end, "span", unit=match[2].lower().rstrip("s"), way="coming")


def read_the_year(raw: str, start: int, end: int) -> Moment | None:
    """Return "the year" in "throughout the year"."""
    match = _THE_YEAR.match(raw, start)
    return Moment(*match.span(1), "this", unit=match[2]) if match else None
