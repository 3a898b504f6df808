"""Organisations that their place gives away: listed firms, a firm that leads its paragraph.

Comes in: a text, the lexicon's hits, organisations found. Goes out: `Organisation`s. Must never
know: persons, countries' roles, who governs when.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from helpers.layers.page import Hit, Page

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
_PLEDGES = frozenset(
    ("commits", "committed", "has committed", "will invest", "has pledged", "is committing")
)
_SQUARE = re.compile(r" \[([A-Z][A-Z0-9]{1,7})\]")
_CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
# Words by which a body is named again ("the Bank").
_HEADS = frozenset(
    (
        *("Department", "Agency", "Bank", "Committee", "Subcommittee", "Commission", "Council"),
        *("Foundation", "Partnership", "Institute", "Ministry", "Court", "Caucus", "Corporation"),
        *("Center", "Organization", "Embassy", "Bureau", "Secretariat", "Mission", "Command"),
    )
)
_NO_SHORT_AFTER = re.compile(r"[ ](?:[A-Z]|of\b|for\b|on\b)|-|\w")


class Organisation(NamedTuple):
    """An organisation in the text; `canonical` is "" for an administration still to be named."""

    start: int
    end: int
    canonical: str
    rule: str
    country: str = ""


def find_listed(page: Page) -> list[Organisation]:
    """Return the names in a list of companies or organisations, "including: A, B and the C"."""
    raw = page.raw
    found = []
    for hit in page.of_kind.get("list", ()):
        place = hit.end + (raw[hit.end : hit.end + 1] == ":")
        first = raw[place + 1 : place + 6].removeprefix("the ")
        if raw[place : place + 1] != " " or not first[:1].isupper():
            continue
        if not _FIRMS.search(raw, max(0, hit.start - 160), place):
            continue
        items = _read_items(raw, place + 1)
        if len(items) > 1:
            found += [Organisation(start, end, raw[start:end], "list") for start, end in items]
    return [o for o in found if not _is_other(page.at.get(o.start))]


def _is_other(hit: Hit | None) -> bool:
    return hit is not None and hit.kind not in ("organisation", "first", "demonym", "place")


def _read_items(raw: str, place: int) -> list[tuple[int, int]]:
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


def find_leading(page: Page) -> list[Organisation]:
    """Return the company that a list item begins with and says something of."""
    raw, text, cues = page.raw, page.text, page.cues
    if not ("company" in cues or ("sector" in cues and "private sector" in text.folded)):
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


def find_bracketed(page: Page) -> list[Organisation]:
    """Return names with their abbreviation in square brackets ("Press 24 Agency [P24A]")."""
    raw = page.raw
    found = []
    for place, _ in page.cues.get("bracket", ()):
        short = _SQUARE.match(raw, place)
        words = re.split(r"[ \xa0]", raw[max(0, place - 80) : place]) if short else []
        name: list[str] = []
        while short and words and words[-1][:1] in _CAPITALS and len(name) < 6:
            name.insert(0, words.pop())
            if "".join(w if w.isdigit() else w[0] for w in name) == short[1]:
                start = place - len(" ".join(name))
                found.append(Organisation(start, short.end(), " ".join(name), "abbreviation"))
    return found


def find_short(raw: str, known: Sequence[Organisation]) -> list[Organisation]:
    """Return where an organisation named before is named again by its head ("the Bank")."""
    found = []
    heads: dict[str, list[Organisation]] = {}
    for organisation in known:
        for word in raw[organisation.start : organisation.end].split():
            if word in _HEADS and organisation.canonical:
                heads.setdefault(word, []).append(organisation)
    for head, owners in heads.items():
        place = raw.find(f"the {head}")
        while place >= 0:
            start, end = place + 4, place + 4 + len(head)
            before = [o for o in owners if o.end <= place]
            if before and not _NO_SHORT_AFTER.match(raw, end):
                found.append(before[-1]._replace(start=start, end=end, rule="short form"))
            place = raw.find(f"the {head}", end)
    return found
