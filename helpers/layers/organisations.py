"""Where organisations stand in a text: known ones, built names, governments, lists of firms.

Comes in: a text, the lexicon's hits, the proper names. Goes out: `Organisation`s. Must never
know: persons, countries' roles, who governs when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.layers.grammar import verb_after, words_before
from helpers.layers.lexicon import Hit, read_actors, simplify
from helpers.model import Name, Text

_BUILT = ("agency", "organisation", "body")
_NO_ACTOR = re.compile(
    r"(?:Task Forces?|Working Groups?|[Gg]roups?|Programs?|Programmes?|Initiatives?|Plan|Strategy|"
    r"Agreement|Mechanism|Dialogue|Program Office|Panel|Pathways?|Offices|Centers|Missions?|"
    r"Visas?|Enterprises|organizations|Agencies|Departments|Ministries|Fiscal Year)\)?$"
)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)")
_STAFF = re.compile(r"[ ](?:officials?|staff|aides?|spokes\w+|advis[eo]rs?|press)\b")
_SEAT = re.compile(r"\)?(?:[’']s?)?[ ](?:[Hh]eadquarters|[Bb]uilding)\b")
_GOVERNMENT = re.compile(
    r"[ ](?:[Ff]ederal[ ])?[Gg]overnment\b(?![ ](?:official|employee|leader|"
    r"representative|personnel|worker|minister|counterpart|authorit))"
)
_OF_GOVERNMENT = re.compile(r"(?:^|[^\w])([Gg]overnment[ ]of[ ](?:the[ ])?)$")
_ITEM = re.compile(
    r"(?:the[ ])?((?:[A-Z0-9][\w’'&./-]*|[a-z]+[A-Z]\w*)(?:[ ](?:(?:of|for|the|de|del|y|and the|&)"
    r"[ ]){0,2}[A-Z&][\w’'&./-]*)*)"
)
_NEXT_ITEM = re.compile(r"(?:,|;)?[ ]+(?:and|or)[ ]+|(?:,|;)[ ]+")
_FIRMS = re.compile(
    r"compan|organi[sz]ation|partners?\b|firm|business|bank|foundation|corporation|institution|"
    r"investor|brand|employer|universit|retailer|manufacturer|NGO|non-?profit|signator|founder",
    re.IGNORECASE,
)
_FIRM_AT_HEAD = re.compile(
    r"[-–—•*·\s]*((?:[A-Z][\w’'&.-]*)(?:[ ](?:(?:of|for|the|de|y|&)[ ])?[A-Z&][\w’'&.-]*){0,6})"
    r"(?:[ ]\([^()]{1,40}\))?(?:,[^.;\n]{3,160},|)(?:,?[ ]which)?[ ]"
    r"(will invest|commits|committed|pledge[sd]|plans to|announce[sd]|intends to|is investing|"
    r"has committed|has pledged|is committing|will expand|will launch|will provide|will work)"
)
_OWNER = re.compile(r"(?:^|[^\w])(?:(?:my|our|his|her|this|the|The|This|My|Our)[ ])$")
# Organisations that are also a place: only what they do makes them actors.
_PLACES = ("White House", "Washington")
_STANDS_FOR = {"Washington": "United States government"}
_PLEDGES = frozenset(
    ("commits", "committed", "has committed", "will invest", "has pledged", "is committing")
)


class Organisation(NamedTuple):
    """An organisation in the text; `canonical` is "" for an administration still to be named."""

    start: int
    end: int
    canonical: str
    rule: str
    country: str = ""


def find_organisations(
    text: Text, hits: Sequence[Hit], names: Sequence[Name]
) -> list[Organisation]:
    """Return the organisations of the text, longest kept, brackets after them included."""
    raw = text.text
    found = [
        *_find_known(raw, hits),
        *_find_built(raw, names),
        *_find_governments(raw, hits),
        *_find_administrations(raw, hits),
    ]
    found = [o for o in found if not _SEAT.match(raw, o.end)]
    found.sort(key=lambda o: (o.start, -o.end))
    kept: list[Organisation] = []
    for organisation in found:
        if not kept or organisation.start >= kept[-1].end:
            kept.append(organisation)
    listed = [
        o
        for o in [*_find_listed(raw, hits), *_find_heading(text)]
        if not any(o.start < k.end and k.start < o.end for k in kept)
    ]
    return sorted([*kept, *dict.fromkeys(listed)])


def _find_known(raw: str, hits: Sequence[Hit]) -> list[Organisation]:
    actors = read_actors().by_name
    found = []
    for hit in hits:
        if hit.kind != "organisation":
            continue
        country = actors[hit.value].country
        if hit.value.startswith("State of "):
            continue
        if hit.value in _PLACES and not _does_something(raw, hit):
            continue
        end = with_bracket(raw, hit.end, hit.value)
        canonical = _STANDS_FOR.get(hit.value, hit.value)
        found.append(Organisation(hit.start, end, canonical, "gazetteer", country))
    return found


def _does_something(raw: str, hit: Hit) -> bool:
    if _STAFF.match(raw, hit.end):
        return True
    words = [w for w in words_before(raw, hit.start, 3) if w != "the"]
    if words and words[-1] in ("by", "from"):
        return True
    if words and words[-1] in ("to", "at", "in", "of", "outside", "near", "inside", "into"):
        return False
    return bool(verb_after(raw, hit.end)) or raw[hit.end : hit.end + 2] in ("’s", "'s")


def with_bracket(raw: str, end: int, canonical: str) -> int:
    """Return where the name ends with a short form of it in brackets."""
    bracket = _BRACKET.match(raw, end)
    if not bracket:
        return end
    inside = raw[bracket.start() : bracket.end()].strip(' ()“”"')
    if inside.replace("&", "").replace(".", "").replace("-", "").isalnum() and inside[0].isupper():
        return bracket.end()
    known = read_actors().by_alias.get(simplify(inside.split(",")[0]))
    return bracket.end() if known is not None and known.canonical == canonical else end


def _find_built(raw: str, names: Sequence[Name]) -> list[Organisation]:
    by_alias = read_actors().by_alias
    found = []
    for name in names:
        if name.kind not in _BUILT:
            continue
        plain = re.sub(r"\s*\([^()]*\)$", "", raw[name.start : name.end])
        if _NO_ACTOR.search(plain) or _is_room(raw, name.end, plain):
            continue
        known = by_alias.get(simplify(plain))
        if known is not None and known.kind != "organisation":
            continue
        canonical = known.canonical if known else plain.replace("\n", " ")
        if canonical in _PLACES:
            continue
        country = known.country if known else ""
        found.append(Organisation(name.start, name.end, canonical, "name", country))
    return found


def _is_room(raw: str, end: int, plain: str) -> bool:
    """Return whether an "Office" is a room or building rather than a body."""
    if raw[end : end + 9] == " Building":
        return True
    return plain.endswith("Office") and not plain.endswith(("’s Office", "'s Office"))


def _find_governments(raw: str, hits: Sequence[Hit]) -> list[Organisation]:
    """Return "the Mexican government", "Government of Guatemala"."""
    found = []
    for hit in hits:
        if hit.kind not in ("demonym", "country"):
            continue
        canonical = f"Government of {hit.value}"
        if hit.value == "United States":
            canonical = "United States government"
        after = _GOVERNMENT.match(raw, hit.end)
        if after:
            found.append(Organisation(hit.start, after.end(), canonical, "government", hit.value))
            continue
        before = _OF_GOVERNMENT.search(raw, max(0, hit.start - 24), hit.start)
        if before:
            found.append(Organisation(before.start(1), hit.end, canonical, "government", hit.value))
    return found


def _find_administrations(raw: str, hits: Sequence[Hit]) -> list[Organisation]:
    """Return "the Administration", "my Administration", "Trump’s administration"."""
    found = []
    for hit in hits:
        if hit.kind != "administration":
            continue
        owner = _OWNER.search(raw, max(0, hit.start - 6), hit.start)
        if not owner or raw[hit.end : hit.end + 4] == " of ":
            continue
        lower = raw[hit.start].islower()
        if (
            lower
            and owner[0].strip().lower() == "the"
            and not (verb_after(raw, hit.end) or raw[hit.end : hit.end + 1] in "’'")
        ):
            continue
        found.append(Organisation(hit.start, hit.end, "", "administration", "United States"))
    return found


def _find_listed(raw: str, hits: Sequence[Hit]) -> list[Organisation]:
    """Return the names in a list of companies or organisations, "including: A, B and the C"."""
    known = {h.start: h for h in hits}
    found = []
    for hit in hits:
        if hit.kind != "list":
            continue
        place = hit.end + (raw[hit.end : hit.end + 1] == ":")
        if raw[place : place + 1] != " " or not _FIRMS.search(raw, max(0, hit.start - 160), place):
            continue
        items = _read_items(raw, place + 1, known)
        if len(items) > 1:
            found += [Organisation(start, end, raw[start:end], "list") for start, end in items]
    return [o for o in found if not _is_other(known.get(o.start), o)]


def _is_other(hit: Hit | None, organisation: Organisation) -> bool:
    return hit is not None and hit.kind not in ("organisation", "first", "demonym", "place")


def _read_items(raw: str, place: int, known: dict[int, Hit]) -> list[tuple[int, int]]:
    items = []
    for _ in range(60):
        item = _ITEM.match(raw, place)
        if not item:
            break
        start, end = item.span(1)
        while raw[end - 1] in ".'’/-":
            end -= 1
        items.append((start, end))
        following = _NEXT_ITEM.match(raw, item.end())
        if not following:
            break
        place = following.end()
    return items


def _find_heading(text: Text) -> list[Organisation]:
    """Return the company that a list item begins with and says something of."""
    raw = text.text
    if "ompan" not in raw and "private sector" not in text.folded:
        return []
    found = []
    paragraph = -1
    for sentence in text.sentences:
        if sentence.kind not in ("list item", "prose"):
            continue
        if sentence.paragraph == paragraph:
            continue
        paragraph = sentence.paragraph
        match = _FIRM_AT_HEAD.match(raw, sentence.start, sentence.end)
        if match and (" " in match[1] or match[2] in _PLEDGES):
            found.append(Organisation(*match.span(1), match[1], "list"))
    return found
