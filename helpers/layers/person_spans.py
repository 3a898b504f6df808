"""Persons as spans: named, or by an office that the names, the interval and tenure resolve.

Comes in: a `Text` and the mentions in it. Goes out: spans, who is named, when it was written.
Must never know: organisations, countries, catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from helpers.layers.acting import does
from helpers.layers.bounds import bound_mention
from helpers.layers.grammar import words_before
from helpers.layers.moments import find_moments
from helpers.layers.persons import Mention
from helpers.layers.resolve import (
    Known,
    country_of,
    name_persons,
    resolve_office,
    resolve_plural,
)
from helpers.layers.tenure import ALWAYS, Periods, write_periods
from helpers.layers.writing import writing_period
from helpers.model import Span, Text

# Offices of which there is one at a time, so that a small letter still names somebody.
_SINGULAR = frozenset(
    ("president", "vice president", "prime minister", "first lady", "attorney general", "pope")
)
_ADDRESS = ("mr. ", "madam ", "madame ", "mister ", "mr ")
_ROLE_AFTER = ("as", "become", "became", "elected", "a", "an", "any")
Attributes = list[tuple[str, str]]


class Persons(NamedTuple):
    """The spans of persons; whom the text names; when it was written; roles that name nobody."""

    spans: list[Span]
    known: Known
    when: Periods
    roles: list[Mention]


def code_persons(text: Text, mentions: Sequence[Mention]) -> Persons:
    """Return the persons of the text as spans, with what was learnt on the way.

    Names come first; the titles in force and the dates then bound the text; offices without a
    name are resolved last.
    """
    names, known = name_persons(mentions, ALWAYS)
    bounds = [bound_mention(text, m, n) for m, n in zip(mentions, names, strict=True)]
    when = ALWAYS
    if "" in names or "dministration" in text.text or known.doubtful:
        when = _find_when(text, [periods for periods, _ in bounds if periods])
    if known.doubtful and when != ALWAYS:
        names, known = name_persons(mentions, when)
    spans: list[Span] = []
    roles: list[Mention] = []
    before: list[tuple[Mention, str]] = []
    for mention, name, bound in zip(mentions, names, bounds, strict=True):
        if name:
            spans.append(_person(text.text, mention, name, bound))
            before.append((mention, name))
        elif _is_role(text.text, mention):
            roles.append(mention)
        else:
            office = _code_office(text.text, mention, known, when, before)
            if office is not None:
                spans.append(office)
    return Persons(spans, known, when, roles)


def _find_when(text: Text, given: list[Periods]) -> Periods:
    """Return the day that the text states as its own, or else the period that its words bound."""
    when, _, own = writing_period(text, given, find_moments(text))
    if own is not None:
        return ((own.first, own.last),)
    return when or ALWAYS


def _is_role(raw: str, mention: Mention) -> bool:
    """Return whether an office is said of somebody ("as the top Democrat"), naming nobody."""
    before = words_before(raw, mention.start, 1)
    return bool(before) and before[-1] in _ROLE_AFTER


def _person(raw: str, mention: Mention, name: str, bound: tuple[Periods, str]) -> Span:
    attributes: Attributes = [("canonical", n) for n in name.split("; ")]
    if mention.title:
        office = f"{mention.title}{mention.complement}"
        attributes.append(("office", office[:1].upper() + office[1:]))
    country = mention.country or country_of(name.split("; ")[0])
    if country:
        attributes.append(("country", country))
    attributes.append(("does", does(raw, mention.start, mention.end)))
    attributes += write_bounds(bound)
    rule = "title and name" if mention.title else "name"
    return Span(mention.start, mention.end, "actor", "person", rule, "", tuple(attributes))


def write_bounds(bound: tuple[Periods, str]) -> Attributes:
    """Return the attributes that say what a title bounds, and why."""
    periods, why = bound
    found = [("bounds", write_periods(periods))] if periods else []
    return [*found, ("bounds_why", why)] if why else found


def _code_office(
    raw: str,
    mention: Mention,
    known: Known,
    when: Periods,
    before: Sequence[tuple[Mention, str]],
) -> Span | None:
    """Return the span of an office that stands without a name, or None if it names nobody."""
    start, end = mention.start, mention.end
    if mention.plural:
        persons = resolve_plural(mention, before)
        status = ""
        if not persons and not (
            mention.article and mention.complement and raw[start + 4].isupper()
        ):
            return None
    else:
        vocative = next(
            (a for a in _ADDRESS if raw[max(0, start - 8) : start].lower().endswith(a)), ""
        )
        start -= len(vocative)
        home = raw[mention.start + 4 * mention.article].isupper()
        persons, status = resolve_office(mention, known, when, home=home)
        if not vocative and not _names_somebody(raw, mention, bool(persons)):
            return None
    attributes: Attributes = [("canonical", p) for p in persons]
    office = f"{mention.title}{mention.complement}"
    attributes.append(("office", office[:1].upper() + office[1:]))
    country = mention.country or (country_of(persons[0]) if persons else "")
    if country:
        attributes.append(("country", country))
    if status:
        attributes.append(("status", status))
    addressed = start < mention.start
    attributes.append(("does", "is addressed" if addressed else does(raw, start, end)))
    rule = "plural title" if mention.plural else "office"
    return Span(start, end, "actor", "person", rule, "", tuple(attributes))


def _names_somebody(raw: str, mention: Mention, resolved: bool) -> bool:
    """Return whether an office without a name stands for a person."""
    first = raw[mention.start + 4 * mention.article]
    if not mention.article:
        named = mention.organisation or mention.country
        return bool(named) and (resolved or mention.title in _SINGULAR)
    if first.isupper() or mention.title in _SINGULAR:
        return True
    return resolved or bool(mention.complement and mention.use == "office" and mention.country)
