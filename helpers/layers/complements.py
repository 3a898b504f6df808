"""What follows a title as its complement: "of Homeland Security", "for the Western Hemisphere".

Comes in: a text with the lexicon's hits in it. Goes out: where the complement ends. Must never
know: persons, or who holds an office.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from helpers.layers.lexicon import read_actors, read_words, simplify
from helpers.layers.page import Hit, Page

CAPITAL = r"[A-ZÀ-Þ](?:[’'][A-ZÀ-Þ])?(?:[\w-]*\w)?"
BRACKET = re.compile(r"[ ]?\([A-Z][^()]{1,30}\)")
ORGANISED = ("organisation", "country", "demonym", "bloc", "place")
NOT_A_NAME = read_words("not a name")
_NOT_IN_A_POST = NOT_A_NAME - {"state", "government", "states"}
_WORD = re.compile(CAPITAL)
_LINK_STARTS = frozenset((" of", " fo", " to", " on", " at", " ag", " in"))
_LINK = re.compile(r"[ ](?:of|for|to|on|at|against|in charge of)[ ](?:the[ ])?(?=[A-Z])")
_SMALL_LINK = re.compile(
    r"[ ](?:of|for)[ ](?:the[ ])?((?:[a-z]+[ ])?[a-z]+(?:[ ]and[ ](?:[a-z]+[ ])?[a-z]+)?)\b"
)
_MORE = re.compile(
    r"(?:,[ ]and[ ]|[ ]and[ ](?:the[ ])?|[ ](?:of|for|de|of the|for the)[ ]|,[ ]|[ ]&[ ]|[ ])"
    r"(?=[A-Z])"
)
_PORTFOLIO = read_words("portfolio")
_PERSONAL = ("person", "first", "title", "titles")


def extend_post(page: Page, title: Hit, stop: int) -> int:
    """Return where the post that holds `title` ends, if no person is named before that."""
    i = bisect_right(page.offices, (title.start, len(page.raw))) - 1
    end = page.offices[i][1] if i >= 0 else stop
    inside = (page.at[place] for place in range(stop + 1, end) if place in page.at)
    return stop if end <= stop or any(hit.kind in _PERSONAL for hit in inside) else end


def read_complement(page: Page, end: int) -> tuple[int, Hit | None]:
    """Return where "of …" or "for …" after a title ends, and the first actor it names."""
    raw = page.raw
    if raw[end : end + 3] not in _LINK_STARTS:
        return end, None
    small = _SMALL_LINK.match(raw, end)
    words = {w for w in small[1].split() if w not in ("and", "the")} if small else set()
    if small and words and words <= _PORTFOLIO:
        return small.end(), None
    link = _LINK.match(raw, end)
    if not link:
        return end, None
    place = link.end()
    first: Hit | None = None
    stop = end
    for _ in range(12):
        hit = page.at.get(place)
        if hit is not None and hit.kind == "title" and _is_titled_person(page, hit):
            break
        if hit is not None and (hit.kind in ORGANISED or hit.kind in ("title", "titles")):
            first = first or hit
            stop = hit.end
            if hit.kind not in ("title", "titles") and BRACKET.match(raw, stop):
                bracket = BRACKET.match(raw, stop)
                stop = bracket.end() if bracket else stop
        elif hit is not None and hit.kind in ("person", "first"):
            break
        else:
            word = _WORD.match(raw, place)
            if not word or word[0].lower() in _NOT_IN_A_POST:
                break
            stop = word.end()
        more = _MORE.match(raw, stop)
        if not more or not _goes_on(page, more):
            break
        place = more.end()
    return (stop, first) if stop > end else (end, None)


def _is_titled_person(page: Page, title: Hit) -> bool:
    """Return whether a name stands right after a title inside a complement ("to President X")."""
    following = page.at.get(title.end + 1)
    return following is not None and following.kind in ("person", "first")


def _goes_on(page: Page, more: re.Match[str]) -> bool:
    """Return whether the words after a link still belong to the office named."""
    hit = page.at.get(more.end())
    if hit is not None and hit.kind in ("person", "first", "title", "titles"):
        return False
    word = _WORD.match(page.raw, more.end())
    if not word:
        return False
    known = word[0].lower() in _PORTFOLIO
    if more[0] == " ":
        organised = hit is not None and hit.kind in ORGANISED
        before = page.raw[max(0, more.start() - 30) : more.start()].rsplit(" ", 1)[-1].lower()
        return known or organised or not (before in _PORTFOLIO or _is_surname(word[0]))
    if more[0].startswith((",", " and", " &")):
        if hit is not None and hit.kind == "country":
            return _is_country_before(page, more.start())
        return known and (hit is None or hit.kind in ("first", "demonym", "place"))
    return True


def _is_country_before(page: Page, end: int) -> bool:
    """Return whether a country ends at `end`, after a plural title ("presidents of X and Y")."""
    before = page.until.get(end)
    return page.plural and before is not None and before.kind == "country"


def _is_surname(word: str) -> bool:
    return simplify(word) in read_actors().by_short
