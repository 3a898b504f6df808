"""Actors: persons, organisations, countries and blocs, each resolved to a canonical name.

Comes in: a `Text` and its proper names. Goes out: spans of the layer "actor". Must never know:
catalogues, other documents, who is quoted (that is joined later).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.layers.appositions import join_appositions
from helpers.layers.bounds import bound_mention, bound_role
from helpers.layers.countries import find_role, group_hits
from helpers.layers.grammar import verb_after, words_before
from helpers.layers.lexicon import Hit, find_hits
from helpers.layers.organisations import Organisation, find_organisations, with_bracket
from helpers.layers.people import find_names_alone, find_short_forms
from helpers.layers.persons import Mention, find_titled
from helpers.layers.resolve import (
    Known,
    country_of,
    is_first_name,
    name_persons,
    resolve_office,
    resolve_plural,
)
from helpers.layers.tenure import ALWAYS, Periods, intersect_all, write_periods
from helpers.model import Name, Span, Text

_BLOCKING = ("plan", "law", "conference")
# Offices of which there is one at a time, so that a small letter still names somebody.
_SINGULAR = frozenset(
    ("president", "vice president", "prime minister", "first lady", "attorney general", "pope")
)
_ADDRESS = ("mr. ", "madam ", "madame ", "mister ", "mr ")
_ADMINISTRATIONS = {
    "Joe Biden": "Biden-Harris Administration",
    "Kamala Harris": "Biden-Harris Administration",
    "Donald Trump": "Trump administration",
    "Barack Obama": "Obama administration",
    "George W. Bush": "Bush administration",
}
_YOU = re.compile(r"\b(?:you|your|welcome)\b", re.IGNORECASE)
Attributes = list[tuple[str, str]]


class _Persons(NamedTuple):
    spans: list[Span]
    known: Known
    when: Periods
    roles: list[Mention]


def code_actors(text: Text, names: Sequence[Name]) -> list[Span]:
    """Return the actors of the text, in order: each person, organisation, country and bloc.

    The code of a span is the kind; its attributes are the canonical name (one row a person; none
    where two people may be meant, then "status" says so), the office, the country, what the
    grammar says that the actor "does", and what a title bounds in time.
    """
    raw = text.text
    hits = _drop_blocked(find_hits(text), names)
    starts = frozenset(s.start for s in text.sentences)
    titled = find_titled(raw, hits, starts)
    mentions = join_appositions(raw, find_names_alone(raw, hits, titled), titled)
    persons = _code_persons(text, mentions)
    taken = [(s.start, s.end) for s in persons.spans]
    organisations = [
        o for o in find_organisations(text, hits, names) if not _overlaps(o.start, o.end, taken)
    ]
    spans = [*persons.spans, *(_code_organisation(raw, o, persons) for o in organisations)]
    taken += [(o.start, o.end) for o in organisations]
    spans += _code_short_forms(raw, persons, taken)
    spans += _code_countries(raw, hits, taken)
    return sorted(spans)


def _drop_blocked(hits: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
    """Return the hits that stand in no name of a plan, law or conference."""
    blocked = [(n.start, n.end) for n in names if n.kind in _BLOCKING]
    return [h for h in hits if not any(s <= h.start and h.end <= e for s, e in blocked)]


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in taken)


def _code_persons(text: Text, mentions: Sequence[Mention]) -> _Persons:
    names, known = name_persons(mentions, ALWAYS)
    bounds = [bound_mention(text, m, n) for m, n in zip(mentions, names, strict=True)]
    when = intersect_all(periods for periods, _ in bounds if periods)
    if len(when) != 1 or when != ALWAYS:
        names, known = name_persons(mentions, when or ALWAYS)
    spans: list[Span] = []
    roles: list[Mention] = []
    before: list[tuple[Mention, str]] = []
    for mention, name, bound in zip(mentions, names, bounds, strict=True):
        if name:
            spans.append(_person(text.text, mention, name, bound))
            before.append((mention, name))
        elif is_role(text.text, mention):
            roles.append(mention)
        else:
            office = _code_office(text.text, mention, known, when or ALWAYS, before)
            if office is not None:
                spans.append(office)
    return _Persons(spans, known, when or ALWAYS, roles)


def is_role(raw: str, mention: Mention) -> bool:
    """Return whether an office is said of somebody ("as the top Democrat"), naming nobody."""
    before = words_before(raw, mention.start, 1)
    return bool(before) and before[-1] in ("as", "become", "became", "elected", "a", "an", "any")


def _person(raw: str, mention: Mention, name: str, bound: tuple[Periods, str]) -> Span:
    attributes: Attributes = [("canonical", n) for n in name.split("; ")]
    if mention.title:
        office = f"{mention.title}{mention.complement}"
        attributes.append(("office", office[:1].upper() + office[1:]))
    country = mention.country or country_of(name.split("; ")[0])
    if country:
        attributes.append(("country", country))
    attributes.append(("does", does(raw, mention.start, mention.end)))
    attributes += _bounds(bound)
    rule = "title and name" if mention.title else "name"
    return Span(mention.start, mention.end, "actor", "person", rule, "", tuple(attributes))


def _bounds(bound: tuple[Periods, str]) -> Attributes:
    periods, why = bound
    found = [("bounds", write_periods(periods))] if periods else []
    return [*found, ("bounds_why", why)] if why else found


def does(raw: str, start: int, end: int) -> str:
    """Return what the grammar round a mention says: it acts, is addressed, is mentioned."""
    before = words_before(raw, start, 2)
    if raw[end : end + 1] in (",", ".") and _YOU.search(raw, max(0, start - 30), end + 160):
        opening = raw[max(0, start - 2) : start].strip()
        if opening in ("", ",", ".", ":", "“", '"', "—", "–") and not verb_after(raw, end):
            return "is addressed"
    if before and before[-1] == "by":
        return "acts"
    if before and before[-1] in ("thank", "thanks", "welcome", "urge", "urged", "thanked"):
        return "is addressed"
    if verb_after(raw, end, plural=True):
        return "acts"
    return "is mentioned"


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


def _code_organisation(raw: str, organisation: Organisation, persons: _Persons) -> Span:
    canonical, status = organisation.canonical, ""
    if not canonical:
        canonical, status = _name_administration(persons)
    attributes: Attributes = [("canonical", canonical)] if canonical else []
    if organisation.country:
        attributes.append(("country", organisation.country))
    if status:
        attributes.append(("status", status))
    attributes.append(("does", does(raw, organisation.start, organisation.end)))
    for role in persons.roles:
        if role.start <= organisation.start and organisation.end <= role.end:
            attributes += _bounds(bound_role(role, list(persons.known.titles)))
    return Span(
        organisation.start,
        organisation.end,
        "actor",
        "organisation",
        organisation.rule,
        "",
        tuple(attributes),
    )


def _name_administration(persons: _Persons) -> tuple[str, str]:
    """Return whose "the Administration" is: of the president named, or in office then."""
    office = Mention(0, 0, "", "president", _HOME)
    found, status = resolve_office(office, persons.known, persons.when, home=True)
    if not found:
        named = [c for c in persons.known.titles if c in _ADMINISTRATIONS]
        found = named if len({_ADMINISTRATIONS[c] for c in named}) == 1 else []
    return (_ADMINISTRATIONS.get(found[0], ""), "") if found else ("", status)


_HOME = "United States"


def _code_short_forms(raw: str, persons: _Persons, taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Return where a person named in the text is named again by a short form alone."""
    forms = [(f, c) for c in persons.known.titles for f in persons.known.forms(c)]
    if " you" in raw:
        forms += [(c.split()[0], c) for c in persons.known.titles if is_first_name(c.split()[0])]
    owners = persons.known.surnames
    spans = []
    reached = 0
    for start, end, canonical in find_short_forms(raw, forms, taken):
        if start < reached or len(owners.get(raw[start:end].lower(), [canonical])) > 1:
            continue
        reached = end
        attributes: Attributes = [("canonical", canonical)]
        country = persons.known.countries.get(canonical, "")
        if country:
            attributes.append(("country", country))
        attributes.append(("does", does(raw, start, end)))
        spans.append(Span(start, end, "actor", "person", "short form", "", tuple(attributes)))
    return spans


def _code_countries(raw: str, hits: Sequence[Hit], taken: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the countries and blocs that act, commit or are party to something."""
    places = []
    reached = 0
    for hit in hits:
        state = hit.kind == "organisation" and hit.value.startswith("State of ")
        if not (state or hit.kind in ("country", "bloc")) or hit.start < reached:
            continue
        if raw[hit.end : hit.end + 1] == "-" or raw[hit.start - 1 : hit.start] == "-":
            continue
        if not _overlaps(hit.start, hit.end, taken):
            end = with_bracket(raw, hit.end, hit.value)
            places.append(hit._replace(end=end))
            reached = end
    spans = []
    for group in group_hits(raw, places):
        adjective = raw[group[-1].start : group[-1].end] in ("U.S.", "US", "United States")
        role = find_role(raw, group, adjective=adjective)
        for hit in group if role else ():
            attributes = [("canonical", hit.value), ("does", role)]
            if hit.kind == "country":
                attributes.insert(1, ("country", hit.value))
            rule = "bloc" if hit.kind == "bloc" else "country that acts"
            spans.append(Span(hit.start, hit.end, "actor", hit.kind, rule, "", tuple(attributes)))
    return spans
