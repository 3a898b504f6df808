"""How far a proper name reaches to the left and to the right of its head noun.

Comes in: a text, the place of a head noun, the sentence's bounds. Goes out: offsets.
Must never know: the gazetteer's names, the codes of the codebook.
"""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.gazetteer import Head, read_heads, read_name_words
from helpers.model import Text

CAPITAL = r"(?:(?:[A-Z]\.)+(?:[-–][A-Z]\w*)*|[A-ZÀ-ÖØ-Þ]\w*(?:[-–’'&]\w+)*)"
NEXT_CAPITAL = re.compile(rf"[ \t\r\n\xa0]{{1,2}}({CAPITAL})")
_LINK = re.compile(
    r"[ \t\r\n\xa0]{1,2}(of|for|on|to|in|and|&|y|de|del|[Aa]gainst)"
    rf"(?:[ \t\r\n\xa0]{{1,2}}(?:the|an?|l[ao]s?|el))?(?=[ \t\r\n\xa0]{{1,2}}{CAPITAL})"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)+(?:[-–]\w+)*$")
_YEAR = re.compile(r"[ \xa0]of[ \xa0](?:\d{4}\b|[A-Z][a-z]+[ \xa0]\d{1,2},[ \xa0]\d{4}\b)")
_NUMBER = re.compile(r"[ \xa0](?:Nos?\.?[ \xa0]?)?\d{1,5}(?:[-–/]\d+)?\b")
_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_OPENING, _CLOSING = "“\"‘'([", ',;:!?)]”"…'
_AND = frozenset({"and", "&", "y"})
_SMALL = frozenset({"of", "for", "on", "the", "de", "la", "del", "against"})
_LATER_LINKS = frozenset({"of", "and", "&", "y", "de", "del"})
_WIDE_LINKS = _LATER_LINKS | {"for", "on", "against", "Against"}
_OF_THE_STATE = frozenset(
    ("U.S.", "US", "United", "UN", "U.N.", "Mexican", "Inter-American", "Senate", "House", "Joint")
    + ("Select", "Special", "International", "National", "Presidential")
)


class Line:
    """A sentence that names stand in; whether it is in Title Case is read where it matters."""

    __slots__ = ("_title", "end", "raw", "start")

    def __init__(self, raw: str, start: int, end: int) -> None:
        self.raw, self.start, self.end = raw, start, end
        self._title: bool | None = None

    def is_title(self) -> bool:
        """Return whether the sentence is written in Title Case."""
        if self._title is None:
            self._title = is_title_case(self.raw, self.start, self.end)
        return self._title


def cut_possessive(word: str) -> str:
    """Return `word` without a possessive ending: ``"Senate’s"`` gives ``"Senate"``."""
    return word[:-2] if word[-2:] in ("’s", "'s") else word.rstrip("’'")


def word_before(text: Text, at: int, floor: int) -> tuple[int, int]:
    """Return where the word before `at` begins and ends, (at, at) where there is none.

    An opening quotation mark or bracket stays outside; an em dash is a border.
    """
    folded, raw = text.folded, text.text
    if at <= floor or folded[at - 1] != " ":
        return at, at
    end = at - 1
    if end > floor and folded[end - 1] == " ":
        end -= 1
        if end > floor and folded[end - 1] == " ":
            return at, at
    begin = folded.rfind(" ", floor, end) + 1 or floor
    begin = raw.rfind("—", begin, end) + 1 or begin
    while begin < end and raw[begin] in _OPENING and raw[end - 1] != ")":
        begin += 1
    return begin, end


def extend_left(text: Text, start: int, line: Line, head: Head) -> int:
    """Return where the name begins that has its head noun at `start`.

    Takes capitalised words, "and" between two of them, and the small words of an earlier head
    noun ("Sunrise for Roads Plan"). `line` is the sentence.
    """
    at, floor = start, line.start
    while True:
        begin, end = word_before(text, at, floor)
        if begin == end:
            return at
        word = text.text[begin:end]
        if word in _AND:
            if at == start or not _joins(text, begin, floor, head):
                return at
            at = begin
            continue
        if word in _SMALL:
            earlier = _earlier_head(text, begin, end, floor, head)
            if earlier is None:
                return at
            at = earlier
            continue
        if word[0] == "(" and word[-1] == ")" and head.kind not in ("office", "agency"):
            begin = _over_abbreviation(text, begin, floor)
            if begin < 0:
                return at
        elif not may_stand_left(word, head.kind) or (
            only_opens(word) and (begin == floor or line.is_title())
        ):
            return at
        at = begin
        if at > floor and text.text[at - 1] in _OPENING + "—":
            return at


@lru_cache(maxsize=1 << 13)
def only_opens(word: str) -> bool:
    """Return whether `word` is capitalised as a first word or in Title Case, but is no name."""
    return word in read_name_words()["verb"] or word.endswith("ing")


@lru_cache(maxsize=1 << 13)
def may_stand_left(word: str, head_kind: str) -> bool:
    """Return whether `word` may stand before a head noun of a kind, inside its name."""
    if not word[0].isupper() or word[-1] in _CLOSING:
        return False
    if word[-1] == "." and not _INITIALS.match(word):
        return False
    words = read_name_words()
    plain = cut_possessive(word)
    if plain in words["stop"]:
        return False
    if plain != word and plain not in words["owner"]:
        return False
    if head_kind == "office":
        return word in words["portfolio"] or word in words["rank"] or _is_office(word)
    return True


def _is_office(word: str) -> bool:
    head = read_heads().get(word)
    return head is not None and head.kind == "office"


def _joins(text: Text, at: int, floor: int, head: Head) -> bool:
    """Return whether the word before an "and" at `at` belongs to the name on its right."""
    begin, end = word_before(text, at, floor)
    word = text.text[begin:end]
    if begin == end or begin == floor == at:
        return False
    if not may_stand_left(word, head.kind) or only_opens(word):
        return False
    if word in read_name_words()["place"] or word in read_heads() or is_abbreviation(word):
        return False
    before, stop = word_before(text, begin, floor)
    return text.text[before:stop] not in ("of", "on")


def _earlier_head(text: Text, begin: int, end: int, floor: int, head: Head) -> int | None:
    """Return where the head noun before a small word begins: "Alliance" in "Alliance for …"."""
    link = text.text[begin:end]
    if link == "the":
        begin, end = word_before(text, begin, floor)
        link = text.text[begin:end]
    if link not in _all_links():
        return None
    first, last = word_before(text, begin, floor)
    earlier = read_heads().get(text.text[first:last])
    if earlier is None or link not in earlier.links or "office" in (earlier.kind, head.kind):
        return None
    return first


@lru_cache
def _all_links() -> frozenset[str]:
    return frozenset(link for head in read_heads().values() for link in head.links)


def _over_abbreviation(text: Text, at: int, floor: int) -> int:
    """Return where the word before a bracketed abbreviation at `at` begins, -1 if no name."""
    begin, end = word_before(text, at, floor)
    return begin if begin < end and text.text[begin].isupper() else -1


def is_abbreviation(word: str) -> bool:
    """Return whether `word` is written as an abbreviation, as DHS and U.S. are."""
    return len(word) > 1 and word.isupper()


def extend_right(text: Text, end: int, line: Line, head: Head, *, direct: bool = False) -> int:
    """Return where the name ends whose head noun ends at `end`.

    Takes the head's small words with the capitalised words after them. `line` is the sentence,
    `direct` says that a capitalised word may follow at once ("Plan Colombia").
    """
    at, linked = end, direct
    while True:
        following = NEXT_CAPITAL.match(text.text, at, line.end) if linked else None
        if following:
            word = following[1]
            if not _may_follow(word, head, line):
                return at
            at = following.end() - len(word) + len(cut_possessive(word))
            if at < following.end() and cut_possessive(word) not in read_name_words()["owner"]:
                return at
            at = following.end()
            continue
        found = _next_link(text, at, line, head, linked=linked)
        if found == at:
            return at
        at, linked = found, True


def _may_follow(word: str, head: Head, line: Line) -> bool:
    words = read_name_words()
    if head.kind == "office":
        return cut_possessive(word) in words["portfolio"] or _is_institution(word)
    if word in words["title"] or word in words["stop"]:
        return False
    return not (word in words["verb"] and line.is_title())


def _is_institution(word: str) -> bool:
    head = read_heads().get(word)
    return head is not None and head.kind in ("agency", "body", "organisation")


def _next_link(text: Text, at: int, line: Line, head: Head, *, linked: bool) -> int:
    """Return where the name ends after one small word and one capitalised word more."""
    limit = line.end
    link = _LINK.match(text.text, at, limit)
    if not link:
        return at
    word = NEXT_CAPITAL.match(text.text, link.end(), limit)
    if word is None:
        return at
    wide = head.kind in ("conference", "plan", "office")
    allowed = head.links if not linked else _WIDE_LINKS if wide else _LATER_LINKS
    if link[1] == "in":
        return _end_of_region(text, at, link.end(), limit) if linked and wide else at
    if link[1].lower() not in allowed:
        return at
    if head.kind == "plan" and link[1] != "of" and line.is_title():
        return at
    if link[1] in _AND and not _goes_on(text, at, link.end(), limit, head):
        return at
    plain, words = cut_possessive(word[1]), read_name_words()
    if plain in words["stop"] or (plain in words["verb"] and line.is_title()):
        return at
    return word.end() - len(word[1]) + len(plain)


def _goes_on(text: Text, at: int, after: int, limit: int, head: Head) -> bool:
    """Return whether the words after an "and" belong to the name before it.

    They do not when they lead to a head noun of their own ("Department of State and Justice
    Department"), name a place or are an abbreviation; a second post held by an assistant to the
    president is the same post ("Special Assistant to the President and Coordinator for …").
    """
    words, heads = read_name_words(), read_heads()
    chain = head.kind == "office" and text.text.endswith(" President", 0, at)
    place = after
    first = True
    while following := NEXT_CAPITAL.match(text.text, place, limit):
        word = following[1]
        if chain:
            return word in words["rank"] or _is_office(word)
        if first and (word in words["place"] or is_abbreviation(word)):
            return False
        if word in heads or word in words["title"] or cut_possessive(word) != word:
            return False
        if first and head.kind == "office" and word not in words["portfolio"]:
            return False
        place, first = following.end(), False
    return not first


def _end_of_region(text: Text, at: int, after: int, limit: int) -> int:
    """Return the end of "in Central America" after `at`: a region is part of the name."""
    regions = read_name_words()["region"]
    place = at
    while (following := NEXT_CAPITAL.match(text.text, after, limit)) and following[1] in regions:
        place = after = following.end()
    return place


def extend_number(text: Text, end: int, limit: int) -> int:
    """Return the end of a law's number and year: "Executive Order 13815 of October 24, 2017"."""
    number = _NUMBER.match(text.text, end, limit)
    end = number.end() if number else end
    year = _YEAR.match(text.text, end, limit)
    return year.end() if year else end


def is_of_the_state(words: str) -> bool:
    """Return whether the words before a head noun only say whose it is: "U.S. Agency for"."""
    parts = words.split()
    return len(parts) < 3 and (not parts or parts[0] in _OF_THE_STATE)


def is_title_case(raw: str, start: int, end: int, least: int = 5) -> bool:
    """Return whether nearly all longer words of a line without full stop begin with a capital."""
    if raw[end - 1] == ".":
        return False
    words = _WORD.findall(raw, start, end)
    capitals = sum([word[0].isupper() for word in words])
    return len(words) >= least and capitals >= 0.8 * len(words)


def is_whole(raw: str, start: int, end: int) -> bool:
    """Return whether `raw[start:end]` begins and ends as a word does."""
    before = raw[start - 1] if start else " "
    after = raw[end] if end < len(raw) else " "
    return not (before.isalnum() or after.isalnum() or before == "-" or after == "_")
