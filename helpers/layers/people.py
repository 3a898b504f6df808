"""Where persons stand without a title: full names, bylines, names with an office after a comma.

Comes in: a text, the lexicon's hits and the titled mentions. Goes out: `Mention`s. Must never
know: who held which office, nor what the person does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.complements import NOT_A_NAME
from helpers.layers.grammar import TITLE_WORDS, is_base
from helpers.layers.lexicon import read_words
from helpers.layers.page import Hit, Page
from helpers.layers.persons import Mention
from helpers.layers.taken import Taken

_CAPITAL = r"[A-ZÀ-Þ](?:[’'][A-ZÀ-Þ])?[\w-]*\w"
_PARTICLE = r"(?:de|del|de la|de los|von|van|der|da|dos|y)"
_WORDS = re.compile(_CAPITAL)
_BYLINE = re.compile(
    rf"(?:^|[\r\n])[ \t]*[Bb](?:y|Y):?[ ]({_CAPITAL}(?:[ ](?:[A-Z]\.|{_CAPITAL})){{1,3}})"
)
_NAME_BEFORE = re.compile(
    rf"(?:^|[\n\r;:+*•“(]|[-–—] |\band |, |\bsaid |\bby |\bto |\bwith |\bfrom )[ ]?"
    rf"({_CAPITAL}(?:[ ](?:[A-Z]\.|(?:{_PARTICLE}|Le|La)[ ]{_CAPITAL}|{_CAPITAL})){{1,3}})$"
)
# What shows that a first name alone is a person: an age, or who the person is.
_ALONE = re.compile(r",[ ](?:(?:an?[ ]|now[ ]|aged?[ ])?\d{1,2}(?:-year-old)?\b|an?[ ][a-z-]+[ ,])")
_FULL = re.compile(rf"(?:[ ](?:[A-Z]\.[ ]?|(?:{_PARTICLE}[ ])?{_CAPITAL})){{1,4}}")


def find_names_alone(page: Page, titled: Sequence[Mention]) -> list[Mention]:
    """Return the persons named in full without a title before the name."""
    raw = page.raw
    taken = Taken(len(raw), ((m.start, m.end) for m in titled))
    found: list[Mention] = []

    def keep(mention: Mention) -> None:
        if not taken.touches(mention.start, mention.end):
            found.append(mention)
            taken.take(mention.start, mention.end)

    for hit in page.of("person", "first"):
        if taken.touches(hit.start, hit.end):
            continue
        mention = _known(raw, hit) if hit.kind == "person" else _by_first_name(page, hit)
        if mention is not None:
            keep(mention)
    for office in titled:
        if not office.name and office.complement and raw[office.start - 2 : office.start] == ", ":
            name = _NAME_BEFORE.search(raw, max(0, office.start - 50), office.start - 2)
            if name and _is_name(name[1]):
                keep(Mention(*name.span(1), name[1]))
    head = raw[:600]
    for match in _BYLINE.finditer(head) if "By" in head or "BY" in head else ():
        keep(Mention(*match.span(1), match[1]))
    return sorted(found)


def _is_name(words: str) -> bool:
    """Return whether capitalised words before an office may be a person's name."""
    parts = [w.lower() for w in words.split()]
    return not any(w in NOT_A_NAME or w in _THINGS for w in parts) and len(parts) > 1


def _known(raw: str, hit: Hit) -> Mention | None:
    """Return a mention of a known person, unless the name goes on into another name."""
    following = _WORDS.match(raw, hit.end + 1) if raw[hit.end : hit.end + 1] == " " else None
    if following and following[0].lower() in _THINGS:
        return None
    before = _word_before(raw, hit.start)
    if " " not in raw[hit.start : hit.end] and before[:1].isupper() and _in_a_name(before):
        return None
    return Mention(hit.start, hit.end, raw[hit.start : hit.end])


_THINGS = read_words("thing")
_GOES_ON = (NOT_A_NAME - _THINGS) | TITLE_WORDS


def _word_before(raw: str, start: int) -> str:
    if start < 2 or raw[start - 1] != " ":
        return ""
    return raw[max(0, start - 24) : start - 1].rsplit(" ", 1)[-1]


def _in_a_name(word: str) -> bool:
    return word[-1].isalpha() and word.lower() not in NOT_A_NAME and len(word) > 1


def _is_part(raw: str, start: int) -> bool:
    """Return whether a first name at `start` stands in a longer name or in a list."""
    before = _word_before(raw, start)
    return before[:1].isupper() or before[-1:] in (",", ".") or before in ("of", "in", "at")


def _by_first_name(page: Page, hit: Hit) -> Mention | None:
    """Return a person whose name begins with a first name, "Laken Riley"."""
    raw = page.raw
    match = _FULL.match(raw, hit.end)
    if not match and _ALONE.match(raw, hit.end) and not _is_part(raw, hit.start):
        return Mention(hit.start, hit.end, raw[hit.start : hit.end])
    before = _word_before(raw, hit.start) if match else ""
    if not match or (before[:1].isupper() and _in_a_name(before)):
        return None
    end = kept = hit.end
    for word in match[0].split(" ")[1:]:
        start, end = end + 1, end + 1 + len(word)
        if not word:
            break
        lower = word.lower().rstrip(".")
        if lower in NOT_A_NAME and lower != "al":
            if lower in _THINGS:
                return None
            break
        known = page.at.get(start)
        if known is not None and known.kind not in ("person", "first", "list"):
            if known.kind != "demonym":
                return None
            break
        if word[0].isupper() and word[-1] != ".":
            kept = end
    if kept == hit.end:
        return None
    return Mention(hit.start, kept, raw[hit.start : kept])


def find_short_forms(
    raw: str, shorts: Sequence[tuple[str, str]], taken: Taken
) -> list[tuple[int, int, str]]:
    """Return where the short forms of persons named in the text stand alone.

    `shorts` are (form, canonical); the result holds (start, end, canonical).
    """
    found = []
    free = taken.blank(raw) if shorts else ""
    for form, canonical in shorts:
        place = free.find(form)
        while place >= 0:
            end = place + len(form)
            if _stands_alone(raw, place, end):
                found.append((place, end, canonical))
            place = free.find(form, end)
    return sorted(found)


def _stands_alone(raw: str, start: int, end: int) -> bool:
    if (start and (raw[start - 1].isalnum() or raw[start - 1] in "-@")) or (
        end < len(raw) and (raw[end].isalnum() or raw[end] == "-")
    ):
        return False
    before = _word_before(raw, start)
    if before[:1].isupper() and _in_a_name(before):
        return False
    following = _WORDS.match(raw, end + 1) if raw[end : end + 1] == " " else None
    if not following:
        return True
    word = following[0].lower()
    return word in _GOES_ON or is_base(word)
