"""When a text was written, from its words: the day it states, and what its dates bound.

Comes in: a text, its expressions of time, the bounds that actors give. Goes out: periods and
reasons. Must never know: catalogues, other documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from helpers.layers.absolute import Moment
from helpers.layers.grammar import is_finite
from helpers.layers.lexicon import read_words
from helpers.layers.tenure import (
    FIRST_DAY,
    LAST_DAY,
    Periods,
    intersect,
    intersect_all,
)
from helpers.model import Text

_FUTURE = re.compile(
    r"\b(?:will|shall|plans? to|expects? to|intends? to|(?:is|are) (?:set|due|scheduled|expected) "
    r"to|going to)\b"
)
_OPEN = re.compile(
    r"\b(?:by|until|through|before|beyond|for|into)\s+(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)
_IN = re.compile(
    r"\b(?:in|since|during|from|early|late|of)\s+(?:(?:early|late)\s+)?$", re.IGNORECASE
)
_ON = re.compile(r"\b(?:in|on)\s+(?:early\s+|late\s+)?$", re.IGNORECASE)
_REACH = 60  # characters before a moment in which the words stand that govern it
_REQUEST = re.compile(r"[ ](?:[a-z]+[ ])?(?:budget[ ]request|budget[ ]proposal|request)\b")
_DATELINE = re.compile(
    r"\s*(?:[-–—|(]|[A-Z][\w .,]*[,–—-]|By[ ].{3,60}[ ]on|For immediate release:?|Date:?|"
    r"Posted|Published|Released|Updated)?[ :]*",
    re.IGNORECASE,
)


_PRESENT = read_words("present")


class Bound(NamedTuple):
    """What one moment says of the text: `periods` it lies in, and why; `days` it may itself be."""

    periods: Periods
    why: str
    days: tuple[str, ...] = ()


_NOTHING = Bound((), "")


def stated_day(text: Text, moments: Sequence[Moment]) -> Moment | None:
    """Return the full date that the text gives as its own: in a byline or alone on its line.

    A date after the first lines counts only if nothing but a place or a name shares its line.
    """
    raw = text.text
    head = text.sentences[3].end if len(text.sentences) > 3 else len(raw)
    for moment in moments:
        if moment.kind != "day" or not moment.last:
            continue
        sentence = text.sentence_at(moment.start)
        if sentence is not None and sentence.kind == "byline":
            return moment
        begin = max(raw.rfind("\n", 0, moment.start), raw.rfind("\r", 0, moment.start)) + 1
        stop = min((p for p in (raw.find(c, moment.end) for c in "\r\n") if p >= 0), default=-1)
        line_end = stop if stop >= 0 else len(raw)
        before, after = raw[begin : moment.start], raw[moment.end : line_end]
        if len(after.strip(" .):|–—-")) == 0 and len(before.split()) < 8:
            if _DATELINE.fullmatch(before):
                return moment
        elif moment.start < head and re.match(r"[)]?\s*[-–—]", after) and len(before) < 60:
            return moment
    return None


def bound_moment(text: Text, moment: Moment) -> Bound:
    """Return what an absolute expression says of the writing: after a past, before a future."""
    if not moment.last or moment.kind in ("clock", "event"):
        return _NOTHING
    sentence = text.sentence_at(moment.start)
    if sentence is None:
        return _NOTHING
    raw = text.text
    if moment.kind == "fiscal":
        if not _REQUEST.match(raw, moment.end):
            return _NOTHING
        first = f"{int(moment.last[:4]) - 1}-02-01"
        why = f"the budget request for fiscal year {moment.last[:4]} is sent from February before"
        return Bound(((first, LAST_DAY),), why)
    begin = max(sentence.start, moment.start - _REACH)
    if _FUTURE.search(raw[max(sentence.start, moment.start - 90) : moment.start]):
        if not _ON.search(raw, begin, moment.start):
            return _NOTHING
        return Bound(((FIRST_DAY, moment.last),), f"{_words(raw, moment)} is still to come")
    before = raw[begin : moment.start]
    governed = _IN.search(before) if moment.kind == "year" else not _OPEN.search(before)
    if not governed or not _tells_past(raw, sentence.start, sentence.end):
        return _NOTHING
    return Bound(((moment.first, LAST_DAY),), f"{_words(raw, moment)} is told as past")


def bound_by_season(text: Text, moment: Moment, when: Periods, *, own_days: bool) -> Bound:
    """Return the bound of an announced day without a year: its last coming within `when`.

    `own_days` says that the text names days from its own ("Friday", "today"): it would name its
    own day so too, so it was written before the announced one.
    """
    sentence = text.sentence_at(moment.start) if moment.kind == "day" else None
    if sentence is None or moment.last:
        return _NOTHING
    before = text.text[sentence.start : moment.start]
    days = candidates(moment, when)
    if not days or not _FUTURE.search(before):
        return _NOTHING
    why = f"{_words(text.text, moment)} is still to come"
    if len(days) > 1:
        why += f"; its year is undecided between {days[0][:4]} and {days[-1][:4]}"
    last = _before(days[-1]) if own_days else days[-1]
    return Bound(((FIRST_DAY, last),), why, tuple(days))


def candidates(moment: Moment, when: Periods) -> list[str]:
    """Return the days within `when` that a day without a year may be; none if it is open."""
    days = []
    for first, last in when:
        if first == FIRST_DAY or last == LAST_DAY:
            return []
        days += [
            day
            for year in range(int(first[:4]), int(last[:4]) + 1)
            if first <= (day := f"{year}{moment.first[1:]}") <= last
        ]
    return days


def writing_period(
    text: Text, given: Sequence[Periods], moments: Sequence[Moment]
) -> tuple[Periods, dict[Moment, Bound], Moment | None]:
    """Return when the text was written, the bounds that its dates give, and the stated day.

    `given` are the bounds of other words, such as titles. The stated day gives no bound: the
    period is what the other words say. No periods at all mean that they contradict each other.
    """
    own = stated_day(text, moments)
    bounds = {m: bound_moment(text, m) for m in moments if m != own}
    when = intersect_all([*given, *(b.periods for b in bounds.values() if b.periods)])
    own_days = any(m.kind in ("weekday", "word") and m.unit != "recently" for m in moments)
    seasons = {m: bound_by_season(text, m, when, own_days=own_days) for m in bounds if not m.last}
    for moment, season in seasons.items():
        if season.periods:
            bounds[moment] = season
            when = intersect(when, season.periods)
    return when, {m: b for m, b in bounds.items() if b.periods}, own


def _words(raw: str, moment: Moment) -> str:
    return " ".join(raw[moment.start : moment.end].split())


def _before(day: str) -> str:
    return str(date.fromisoformat(day) - timedelta(days=1))


@lru_cache(maxsize=1 << 4)  # the moments of a sentence ask one after the other
def _tells_past(raw: str, start: int, end: int) -> bool:
    words = raw[start:end].split()
    return any(_is_past(w.strip(',.;:()“”"').lower()) for w in words if w.islower())


@lru_cache(maxsize=1 << 14)
def _is_past(word: str) -> bool:
    return word.endswith("ed") or (is_finite(word) and word not in _PRESENT and word[-1] != "s")
