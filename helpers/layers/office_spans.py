"""Offices without a name as spans: "the vice president", "Mr. President", "the ministers".

Comes in: a text, an office in it, whom the text names, when it was written. Goes out: spans, or
none where the office names nobody. Must never know: how names and the interval were found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.acting import does
from helpers.layers.persons import Mention
from helpers.layers.resolve import (
    Known,
    When,
    country_of,
    resolve_each,
    resolve_office,
    resolve_plural,
)
from helpers.model import Span

# Offices of which there is one at a time, so that a small letter still names somebody.
_SINGULAR = frozenset(
    ("president", "vice president", "prime minister", "first lady", "attorney general", "pope")
)
_ADDRESS = ("mr. ", "madam ", "madame ", "mister ", "mr ")
_ACRONYM = re.compile(r"\(([A-Z]{3,8})\)$")
Attributes = list[tuple[str, str]]


def code_office(
    raw: str,
    mention: Mention,
    known: Known,
    when: When,
    before: Sequence[tuple[Mention, str]],
) -> Span | None:
    """Return the span of an office that stands without a name, or None if it names nobody.

    `before` are the persons named before it, which a plural title carries.
    """
    if mention.use != "office":
        return None
    if mention.plural:
        return _code_plural(raw, mention, known, when, before)
    opening = raw[max(0, mention.start - 8) : mention.start].lower()
    vocative = ""
    if opening.endswith(_ADDRESS):
        vocative = next(a for a in _ADDRESS if opening.endswith(a))
    elif not (mention.article or mention.organisation or mention.country):
        return None
    home = raw[mention.start + 4 * mention.article].isupper()
    persons, status = resolve_office(mention, known, when, home=home)
    if not vocative and not _names_somebody(raw, mention, bool(persons)):
        return None
    return _span(raw, mention, persons, status, len(vocative))


def _code_plural(
    raw: str,
    mention: Mention,
    known: Known,
    when: When,
    before: Sequence[tuple[Mention, str]],
) -> Span | None:
    each = resolve_each(mention, known, when)
    if each is not None and mention.article:
        status = "" if all(each) else "two holders"
        return _span(raw, mention, [p for p in each if p] if all(each) else [], status, 0)
    own = mention.article or mention.country or mention.start < mention.end - len(mention.title) - 3
    persons = resolve_plural(mention, before) if own else []
    capital = raw[mention.start + 4 * mention.article].isupper()
    if not persons and not (mention.article and mention.complement and capital):
        return None
    return _span(raw, mention, persons, "" if persons else "undecided", 0)


def _span(raw: str, mention: Mention, persons: list[str], status: str, vocative: int) -> Span:
    start = mention.start - vocative
    attributes: Attributes = [("canonical", p) for p in persons]
    office = f"{mention.title}{mention.complement}"
    attributes.append(("office", office[:1].upper() + office[1:]))
    country = mention.country or (country_of(persons[0]) if persons else "")
    if country:
        attributes.append(("country", country))
    if status:
        attributes.append(("status", status))
    role = "is addressed" if vocative else does(raw, start, mention.end)
    attributes.append(("does", role))
    rule = "plural title" if mention.plural else "office"
    return Span(start, mention.end, "actor", "person", rule, "", tuple(attributes))


def _names_somebody(raw: str, mention: Mention, resolved: bool) -> bool:
    """Return whether an office, with an article, a country or a body, stands for a person."""
    first = raw[mention.start + 4 * mention.article]
    if not mention.article:
        return resolved or mention.title in _SINGULAR
    if first.isupper() or mention.title in _SINGULAR:
        return True
    return resolved or bool(mention.complement and mention.country)


def find_acronyms(raw: str, mention: Mention, office: Span) -> list[Span]:
    """Return where the abbreviation that an office introduces in brackets stands for it later."""
    short = _ACRONYM.search(raw, mention.start, mention.end)
    if not short or short[1][0] != mention.title[0].upper():
        return []
    later = re.compile(rf"\b[Tt]he {short[1]}\b|\b{short[1]}\b")
    return [
        office._replace(start=found.start(), end=found.end(), rule="short form")
        for found in later.finditer(raw, mention.end)
    ]
