"""Where organisations stand in a text: known ones, built names, governments, lists of firms.

Comes in: a text, the lexicon's hits, the proper names. Goes out: `Organisation`s. Must never
know: persons, countries' roles, who governs when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from helpers.gazetteer import read_heads
from helpers.layers.bodies import find_introduced, find_state_bodies
from helpers.layers.firms import Organisation, find_bracketed, find_leading, find_listed, find_short
from helpers.layers.grammar import verb_after, words_before
from helpers.layers.lexicon import read_actors, simplify
from helpers.layers.page import Hit, Page
from helpers.model import Name

_BUILT = ("agency", "organisation", "body")
_NO_ACTOR = (
    *("Task Force", "Task Forces", "Working Group", "Working Groups", "Group", "Groups", "group"),
    *("groups", "Program", "Programs", "Programme", "Programmes", "Initiative", "Initiatives"),
    *("Plan", "Strategy", "Agreement", "Mechanism", "Dialogue", "Program Office", "Panel"),
    *("Pathway", "Pathways", "Offices", "Centers", "Mission", "Missions", "Visa", "Visas"),
    *("Enterprises", "organizations", "Agencies", "Departments", "Ministries", "Fiscal Year"),
)
_BRACKET = re.compile(r"\s*\([^()]{1,60}\)")
_STAFF = re.compile(r"[ ](?:officials?|staff|aides?|spokes\w+|advis[eo]rs?|press)\b")
_SEAT = re.compile(r"\)?(?:[’']s?)?[ ](?:[Hh]eadquarters|[Bb]uilding)\b")
_GOVERNMENT = re.compile(
    r"[ ](?:[Ff]ederal[ ])?[Gg]overnment\b(?![ ](?:official|employee|leader|"
    r"representative|personnel|worker|minister|counterpart|authorit))"
)
_OF_GOVERNMENT = re.compile(r"(?:^|[^\w])([Gg]overnment[ ]of[ ](?:the[ ])?)$")
_OWNER = re.compile(r"(?:^|[^\w])(?:(?:my|our|his|her|this|the|The|This|My|Our)[ ])$")
# Organisations that are also a place: only what they do makes them actors.
_PLACES = ("White House", "Washington")
_STANDS_FOR = {"Washington": "United States government"}


def find_organisations(page: Page, names: Sequence[Name]) -> list[Organisation]:
    """Return the organisations of the text, longest kept, brackets after them included."""
    raw = page.raw
    found = [
        *_find_known(page),
        *_find_built(raw, names),
        *_find_governments(page),
        *_find_administrations(page),
        *find_bracketed(page),
        *find_state_bodies(page),
        *find_introduced(page),
    ]
    if "seat" in page.cues:
        found = [o for o in found if not _SEAT.match(raw, o.end)]
    found.sort(key=lambda o: (o.start, -o.end))
    kept: list[Organisation] = []
    for organisation in found:
        if not kept or organisation.start >= kept[-1].end:
            kept.append(organisation)
    listed = [
        o
        for o in [*find_listed(page), *find_leading(page), *find_short(page, kept)]
        if not any(o.start < k.end and k.start < o.end for k in kept)
    ]
    return sorted([*kept, *dict.fromkeys(listed)])


def _find_known(page: Page) -> list[Organisation]:
    raw, known = page.raw, _read_known()
    found = []
    for hit in page.of_kind.get("organisation", ()):
        canonical, country = known[hit.value]
        if hit.value in _PLACES and not _does_something(raw, hit):
            continue
        end = with_bracket(raw, hit.end, hit.value)
        found.append(Organisation(hit.start, end, canonical, "gazetteer", country))
    return found


@lru_cache
def _read_known() -> dict[str, tuple[str, str]]:
    """Return the name that stands for each known actor, and its country."""
    by_name = read_actors().by_name
    return {name: (_STANDS_FOR.get(name, name), by_name[name].country) for name in by_name}


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
    bracket = _BRACKET.match(raw, end) if "(" in raw[end : end + 3] else None
    if not bracket:
        return end
    inside = raw[bracket.start() : bracket.end()].strip(' ()“”"')
    if inside.replace("&", "").replace(".", "").replace("-", "").isalnum() and inside[0].isupper():
        return bracket.end()
    known = read_actors().by_alias.get(simplify(inside.split(",")[0]))
    return bracket.end() if known is not None and known.canonical == canonical else end


def _find_built(raw: str, names: Sequence[Name]) -> list[Organisation]:
    found = []
    for name in names:
        if name.kind not in _BUILT:
            continue
        plain = raw[name.start : name.end]
        if plain[-1] == ")" and " (" in plain:
            plain = plain[: plain.rindex(" (")]
            owned = raw[max(0, name.start - 4) : name.start].endswith(
                ("the ", "The ", "’s ", "'s ")
            )
            if not owned and read_heads().keys().isdisjoint(plain.split()):
                continue
        canonical, country = _read_built(plain)
        if canonical and raw[name.end : name.end + 9] != " Building":
            found.append(Organisation(name.start, name.end, canonical, "name", country))
    return found


@lru_cache(maxsize=1 << 13)
def _read_built(name: str) -> tuple[str, str]:
    """Return the canonical name and country of a built name, no name if it is no actor.

    An "Office" that nobody owns is a room or building rather than a body.
    """
    if name.removesuffix(")").endswith(_NO_ACTOR):
        return "", ""
    if name.endswith("Office") and not name.endswith(("’s Office", "'s Office")):
        return "", ""
    known = read_actors().by_alias.get(simplify(name))
    if known is not None and known.kind != "organisation":
        return "", ""
    canonical = known.canonical if known else name.replace("\n", " ")
    return ("" if canonical in _PLACES else canonical), known.country if known else ""


def _find_governments(page: Page) -> list[Organisation]:
    """Return "the Mexican government", "Government of Guatemala"."""
    raw = page.raw
    found: list[Organisation] = []
    if "government" not in page.cues:
        return found
    for hit in page.of("demonym", "country"):
        canonical = f"Government of {hit.value}"
        if hit.value == "United States":
            canonical = "United States government"
        after = _GOVERNMENT.match(raw, hit.end)
        if after:
            found.append(Organisation(hit.start, after.end(), canonical, "government", hit.value))
            continue
        before = None
        if raw.endswith((" of ", " of the "), 0, hit.start):
            before = _OF_GOVERNMENT.search(raw, max(0, hit.start - 24), hit.start)
        if before:
            found.append(Organisation(before.start(1), hit.end, canonical, "government", hit.value))
    return found


def _find_administrations(page: Page) -> list[Organisation]:
    """Return "the Administration", "my Administration", "Trump’s administration"."""
    raw = page.raw
    found = []
    for hit in page.of_kind.get("administration", ()):
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
