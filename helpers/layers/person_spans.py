"""Persons as spans: named, or by an office that the names, the interval and tenure resolve.

Comes in: a `Text` and the mentions in it. Goes out: spans, who is named, when it was written.
Must never know: organisations, countries, catalogues.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.layers.acting import does
from helpers.layers.bounds import bound_mention
from helpers.layers.grammar import word_before
from helpers.layers.moments import find_moments
from helpers.layers.office_spans import Attributes, code_office, find_acronyms
from helpers.layers.persons import Mention
from helpers.layers.resolve import (
    Known,
    When,
    country_of,
    name_persons,
)
from helpers.layers.tenure import ALWAYS, Periods, intersect_all, write_periods
from helpers.layers.writing import writing_period
from helpers.model import Span, Text

_UNBOUND: tuple[Periods, str] = ((), "")
_ROLE_AFTER = ("as", "become", "became", "elected", "a", "an", "any")


class Persons(NamedTuple):
    """The spans of persons; whom the text names; when it was written; roles that name nobody."""

    spans: list[Span]
    known: Known
    when: When
    roles: list[Mention]


def code_persons(text: Text, mentions: Sequence[Mention]) -> Persons:
    """Return the persons of the text as spans, with what was learnt on the way.

    Names come first; the titles in force and the dates then bound the text; offices without a
    name are resolved last.
    """
    names, known = name_persons(mentions, ALWAYS)
    bounds = [
        bound_mention(text, m, n) if m.name and m.title else _UNBOUND
        for m, n in zip(mentions, names, strict=True)
    ]
    given = [periods for periods, _ in bounds if periods]
    when = When(intersect_all(given) or ALWAYS, lambda: _find_when(text, given))
    if known.doubtful and when.exact() != ALWAYS:
        names, known = name_persons(mentions, when.exact())
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
            office = code_office(text.text, mention, known, when, before)
            if office is not None:
                spans += [office, *find_acronyms(text.text, mention, office)]
    return Persons(spans, known, when, roles)


def _find_when(text: Text, given: list[Periods]) -> Periods:
    """Return the day that the text states as its own, or else the period that its words bound."""
    when, _, own = writing_period(text, given, find_moments(text))
    if own is not None:
        return ((own.first, own.last),)
    return when or ALWAYS


def _is_role(raw: str, mention: Mention) -> bool:
    """Return whether an office is said of somebody ("as the top Democrat"), naming nobody."""
    return word_before(raw, mention.start) in _ROLE_AFTER


def _person(raw: str, mention: Mention, name: str, bound: tuple[Periods, str]) -> Span:
    told = _tell(name, mention.title, mention.complement, mention.country)
    attributes = [*told, ("does", does(raw, mention.start, mention.end))]
    if bound[1]:
        attributes += write_bounds(bound)
    rule = "title and name" if mention.title else "name"
    return Span(mention.start, mention.end, "actor", "person", rule, "", tuple(attributes))


@lru_cache(maxsize=1 << 12)
def _tell(name: str, title: str, complement: str, country: str) -> Attributes:
    """Return who it is, in which office and of which country."""
    attributes: Attributes = [("canonical", n) for n in name.split("; ")]
    if title:
        office = f"{title}{complement}"
        attributes.append(("office", office[:1].upper() + office[1:]))
    country = country or country_of(name.split("; ")[0])
    if country:
        attributes.append(("country", country))
    return attributes


def write_bounds(bound: tuple[Periods, str]) -> Attributes:
    """Return the attributes that say what a title bounds, and why."""
    periods, why = bound
    found = [("bounds", write_periods(periods))] if periods else []
    return [*found, ("bounds_why", why)] if why else found
