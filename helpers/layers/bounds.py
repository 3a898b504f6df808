"""What a named office-holder says of when a text was written: bounds, or none.

Comes in: a text, mentions with canonical names. Goes out: periods in which the text lies, with
the reason. Must never know: catalogues, how mentions were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers.layers.grammar import is_finite, word_before
from helpers.layers.persons import Mention
from helpers.layers.tenure import (
    Periods,
    find_offices,
    held_office,
    periods_of,
    write_periods,
)
from helpers.model import Text

_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![ ]?(?:budget|fiscal))")
_FISCAL = re.compile(r"(?:\bFY[ ]?|[Ff]iscal [Yy]ear )$")
_REACH = len("fiscal year ") + 2
_FUTURE = re.compile(r"\b(?:will|shall|plans? to|expects? to|intends? to|is (?:set|due) to)\b")
_RETROSPECT = frozenset(["under", "since", "during", "like", "by-then", "until", "before", "after"])


def bound_mention(text: Text, mention: Mention, canonical: str) -> tuple[Periods, str]:
    """Return the periods in which a person held the office that the text gives, and why.

    No periods if the title is one of the past ("former"), or used of a dated past: that bounds
    the event, and the reason says so.
    """
    if not (mention.name and mention.title and held_office(canonical)):
        return (), ""
    titles = ((mention.title, mention.complement), *mention.chain)
    periods, what = _tenure(canonical, titles, mention.country)
    if not periods:
        return (), ""
    if mention.former:
        return (), f"a title of the past bounds nothing ({what})"
    if is_dated_past(text, mention.start):
        return (), f"a title used of a dated past bounds that event, not the text ({what})"
    if word_before(text.text, mention.start) in _RETROSPECT:
        return (), ""
    return periods, what


@lru_cache(maxsize=1 << 13)
def _tenure(
    canonical: str, titles: tuple[tuple[str, str], ...], country: str
) -> tuple[Periods, str]:
    offices = [
        office
        for title, complement in titles
        for office in find_offices(title, complement, person=canonical, country=country)
    ]
    periods = periods_of(offices)
    return periods, f"{canonical} as {titles[0][0].title()}: {write_periods(periods)}"


def is_dated_past(text: Text, place: int) -> bool:
    """Return whether the sentence at `place` tells of something past under a date with a year."""
    sentence = text.sentence_at(place)
    if sentence is None:
        return False
    return sentence.kind != "byline" and _tells_of_a_year(text.text, sentence.start, sentence.end)


@lru_cache(maxsize=1 << 4)  # the mentions of a sentence ask one after the other
def _tells_of_a_year(raw: str, start: int, end: int) -> bool:
    """Return whether a sentence tells of something past under a year that is no fiscal one."""
    if not _YEAR.search(raw, start, end):
        return False
    sentence = raw[start:end]
    starts = (year.start() for year in _YEAR.finditer(sentence))
    if all(_FISCAL.search(sentence, max(0, s - _REACH), s) for s in starts):
        return False
    if _FUTURE.search(sentence):
        return False
    return any(is_finite(w.strip(",.").lower()) for w in sentence.split() if w.islower())


def bound_role(role: Mention, persons: Sequence[str]) -> tuple[Periods, str]:
    """Return the periods of a role that the writer claims in the first person ("as chair of …").

    The role must fit one person whom the text names.
    """
    offices = [
        o
        for o in find_offices(role.title, "", organisation=role.organisation)
        if o.person in persons and o.organisation == role.organisation
    ]
    if len({o.person for o in offices}) != 1:
        return (), ""
    periods = periods_of(offices)
    return periods, f"{offices[0].person} as {role.title}: {write_periods(periods)}"
