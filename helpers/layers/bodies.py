"""Bodies of a state without a proper name, cities that act, groups that a noun introduces.

Comes in: a text and the lexicon's hits. Goes out: `Organisation`s. Must never know: persons,
who governs when, other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.layers.firms import Organisation
from helpers.layers.grammar import verb_after, words_before
from helpers.layers.page import Page

_BODY = re.compile(
    r"(?:(?:[’']s|[’'])?[ ])((?:[a-z][a-z’'-]+[ ]){0,3}?"
    r"(?:commission|agency|institute|ministry|directorate|secretariat|congress|legislature|"
    r"parliament|senate|supreme court|constitutional court|central bank|prosecutor[’']s office|"
    r"attorney general[’']s office|ombudsman[’']s office|human rights office|electoral tribunal|"
    r"army|military|navy|police|national guard|coast guard))\b(?![ ]-|-)"
)
_FORCES = ("army", "military", "navy", "police", "guard")
_SMALL = frozenset(
    ("and", "or", "of", "to", "in", "by", "with", "for", "the", "a", "an", "is", "was", "were")
    + ("has", "have", "that", "who", "which", "from", "at", "on", "said", "says", "will", "as")
    + ("their", "its", "his", "her", "are", "had", "but", "not", "than", "new", "any", "each")
)
_CAPITAL = r"[A-ZÀ-Þ][\w’'&-]*\w"
_CITY = re.compile(rf"[Cc]ity[ ]of[ ]({_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})")
_GROUP = re.compile(
    r"(?:[ ](?:group|organization))?,?[ ]"
    rf"({_CAPITAL}(?:[ ](?:(?:of|for|del?|la|las|los|the|y|and)[ ]){{0,2}}{_CAPITAL}){{0,4}})"
)


def find_state_bodies(page: Page) -> Iterator[Organisation]:
    """Yield "the Guatemalan congress" and "Peru’s water agency", with a name in apposition.

    Forces and police count where they act, since they are as often what is spent on.
    """
    raw = page.raw
    for hit in page.of("demonym", "country"):
        match = _BODY.match(raw, hit.end)
        if not match or not _SMALL.isdisjoint(match[1].split()):
            continue
        if hit.kind == "country" and raw[hit.end] not in "’'":
            continue
        end = match.end()
        if match[1].endswith(_FORCES) and not _acts(raw, hit.start, end):
            continue
        named = page.at.get(end + 2)
        body = f"{match[1]} of {hit.value}"
        if named and named.kind == "organisation" and raw[end : named.start] == ", ":
            end, body = named.end, named.value
        yield Organisation(hit.start, end, body, "state body", hit.value)


def _acts(raw: str, start: int, end: int) -> bool:
    return bool(verb_after(raw, end)) or words_before(raw, start, 2)[-1:] == ["by"]


def find_introduced(page: Page) -> Iterator[Organisation]:
    """Yield groups that a noun introduces, "the charity Open Door", and cities that act."""
    raw = page.raw
    for start, end in page.cues.get("group", ()):
        match = None if raw[start - 1 : start].isalnum() else _GROUP.match(raw, end)
        if match:
            yield Organisation(*match.span(1), match[1], "introduced")
    for start, _ in page.cues.get("city", ()):
        city = None if raw[start - 1 : start].isalnum() else _CITY.match(raw, start)
        if city and _acts(raw, city.start(), city.end()):
            yield Organisation(city.start(), city.end(), f"City of {city[1]}", "city")
