"""Actors: persons, organisations, countries and blocs, each resolved to a canonical name.

Comes in: a `Text` and its proper names. Goes out: spans of the layer "actor". Must never know:
catalogues, other documents, who is quoted (that is joined later).
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.layers.acting import does
from helpers.layers.appositions import join_appositions
from helpers.layers.bounds import bound_role
from helpers.layers.countries import find_role, group_hits
from helpers.layers.grammar import verb_after
from helpers.layers.organisations import Organisation, find_organisations, with_bracket
from helpers.layers.page import Hit, Page
from helpers.layers.people import find_names_alone, find_short_forms
from helpers.layers.person_spans import Attributes, Persons, code_persons, write_bounds
from helpers.layers.persons import Mention, find_titled
from helpers.layers.resolve import is_first_name, resolve_office
from helpers.layers.taken import Taken
from helpers.layers.tenure import find_offices, periods_of
from helpers.model import Name, Span, Text

_HOME = "United States"
_ADJECTIVES = ("U.S.", "US", "United States")
_PRESENT = ("is", "has", "will", "continues", "remains", "believes", "wants", "seeks", "plans")
_ADMINISTRATIONS = {
    "Joe Biden": "Biden-Harris Administration",
    "Kamala Harris": "Biden-Harris Administration",
    "Donald Trump": "Trump administration",
    "Barack Obama": "Obama administration",
    "George W. Bush": "Bush administration",
}
_HEADS = {name: head for head, name in reversed(_ADMINISTRATIONS.items())}


def code_actors(text: Text, names: Sequence[Name]) -> list[Span]:
    """Return the actors of the text, in order: each person, organisation, country and bloc.

    The code of a span is the kind; its attributes are the canonical name (one row a person; none
    where two people may be meant, then "status" says so), the office, the country, what the
    grammar says that the actor "does", and what a title bounds in time.
    """
    raw = text.text
    page = Page(text, names)
    titled = find_titled(page)
    mentions = join_appositions(raw, find_names_alone(page, titled), titled)
    persons = code_persons(text, mentions)
    taken = Taken(len(raw), [(s.start, s.end) for s in persons.spans])
    organisations = [
        o for o in find_organisations(page, names) if not taken.touches(o.start, o.end)
    ]
    spans = [*persons.spans, *(_code_organisation(raw, o, persons) for o in organisations)]
    for organisation in organisations:
        taken.take(organisation.start, organisation.end)
    spans += _code_short_forms(page, persons, taken)
    spans += _code_countries(page, taken)
    return sorted(spans)


def _code_organisation(raw: str, organisation: Organisation, persons: Persons) -> Span:
    canonical, status = organisation.canonical, ""
    if not canonical:
        canonical, status = _name_administration(persons)
    attributes: Attributes = [("canonical", canonical)] if canonical else []
    if organisation.country:
        attributes.append(("country", organisation.country))
    if status:
        attributes.append(("status", status))
    attributes.append(("does", does(raw, organisation.start, organisation.end)))
    if canonical in _HEADS:
        attributes += _bound_administration(raw, organisation, canonical)
    for role in persons.roles:
        if role.start <= organisation.start and organisation.end <= role.end:
            attributes += write_bounds(bound_role(role, list(persons.known.titles)))
    return Span(
        organisation.start,
        organisation.end,
        "actor",
        "organisation",
        organisation.rule,
        "",
        tuple(attributes),
    )


def _bound_administration(raw: str, organisation: Organisation, canonical: str) -> Attributes:
    """Return what a named administration bounds that the text speaks of in the present."""
    named = organisation.end - organisation.start > len("administration")
    if not named or verb_after(raw, organisation.end) not in _PRESENT:
        return []
    periods = periods_of(find_offices("president", person=_HEADS[canonical], country=_HOME))
    return write_bounds((periods, f"{canonical} spoken of as in office"))


def _name_administration(persons: Persons) -> tuple[str, str]:
    """Return whose "the Administration" is: of the president named, or in office then."""
    office = Mention(0, 0, "", "president", _HOME)
    found, status = resolve_office(office, persons.known, persons.when, home=True)
    if not found:
        named = [c for c in persons.known.titles if c in _ADMINISTRATIONS]
        found = named if len({_ADMINISTRATIONS[c] for c in named}) == 1 else []
    return (_ADMINISTRATIONS.get(found[0], ""), "") if found else ("", status)


def _code_short_forms(page: Page, persons: Persons, taken: Taken) -> list[Span]:
    """Return where a person named in the text is named again by a short form alone."""
    raw = page.raw
    forms = [(f, c) for c in persons.known.titles for f in persons.known.forms(c)]
    if any(raw[start - 1 : start] == " " for start, _ in page.cues.get("you", ())):
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


def _code_countries(page: Page, taken: Taken) -> list[Span]:
    """Return the countries and blocs that act, commit or are party to something."""
    raw = page.raw
    places: list[Hit] = []
    reached = 0
    for hit in page.of("country", "bloc", "state"):
        if hit.start < reached or taken.touches(hit.start, hit.end):
            continue
        if raw[hit.end : hit.end + 1] == "-" or raw[hit.start - 1 : hit.start] == "-":
            continue
        reached = with_bracket(raw, hit.end, hit.value)
        places.append(hit if reached == hit.end else hit._replace(end=reached))
    spans = []
    for group in group_hits(raw, places):
        adjective = raw[group[-1].start : group[-1].end] in _ADJECTIVES
        role = find_role(raw, group, adjective=adjective)
        for hit in group if role else ():
            attributes = [("canonical", hit.value), ("does", role)]
            if hit.kind == "country":
                attributes.insert(1, ("country", hit.value))
            rule = "bloc" if hit.kind == "bloc" else "country that acts"
            spans.append(Span(hit.start, hit.end, "actor", hit.kind, rule, "", tuple(attributes)))
    return spans
