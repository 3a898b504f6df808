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
_FIRMS = (
    *("compan", "organisation", "organization", "partner", "firm", "business", "bank", "investor"),
    *("foundation", "corporation", "institution", "brand", "employer", "universit", "retailer"),
    *("manufacturer", "ngo", "nonprofit", "non-profit", "signator", "founder"),
)
_PARTNER = re.compile(r"partners?\b")
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
        if not _speaks_of_firms(page.text.folded[max(0, hit.start - 160) : place]):
            continue
        items = _read_items(raw, place + 1)
        if len(items) > 1:
            found += [Organisation(start, end, raw[start:end], "list") for start, end in items]
    return [o for o in found if not _is_other(page.at.get(o.start))]


def _speaks_of_firms(folded: str) -> bool:
    kinds = [word for word in _FIRMS if word in folded]
    return bool(kinds) and (kinds != ["partner"] or bool(_PARTNER.search(folded)))


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
    if not ("ompan" in raw or ("sector" in cues and "private sector" in text.folded)):
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
    place = -1
    while "[" in raw and (place := raw.find(" [", place + 1)) >= 0:
        short = _SQUARE.match(raw, place)
        words = re.split(r"[ \xa0]", raw[max(0, place - 80) : place]) if short else []
        name: list[str] = []
        while short and words and words[-1][:1] in _CAPITALS and len(name) < 6:
            name.insert(0, words.pop())
            if "".join(w if w.isdigit() else w[0] for w in name) == short[1]:
                start = place - len(" ".join(name))
                found.append(Organisation(start, short.end(), " ".join(name), "abbreviation"))
    return found


def find_short(page: Page, known: Sequence[Organisation]) -> list[Organisation]:
    """Return where an organisation named before is named again by its head ("the Bank")."""
    raw = page.raw
    found = []
    for place, end in page.cues.get("again", ()):
        if _NO_SHORT_AFTER.match(raw, end):
            continue
        start = place + len("the ")
        head = raw[start:end]
        owners = [o for o in known if o.end <= place and o.canonical]
        named = [o for o in owners if head in raw[o.start : o.end].split()]
        if named:
            found.append(named[-1]._replace(start=start, end=end, rule="short form"))
    return found
