"""Where persons stand in a text: titles with names, offices without, names alone.

Comes in: a text and the lexicon's hits in it. Goes out: `Mention`s, each with title, country and
name as written. Must never know: who held which office when, nor what the person does.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.layers.complements import (
    BRACKET,
    CAPITAL,
    NOT_A_NAME,
    ORGANISED,
    extend_post,
    read_complement,
)
from helpers.layers.grammar import TITLE_WORDS
from helpers.layers.lexicon import read_actors, read_first_names, read_words, simplify
from helpers.layers.page import Hit, Page

_NAME = re.compile(
    rf"[ \xa0]({CAPITAL}\.?(?:[ \xa0](?:(?:de|del|de la|de los|von|van|der|da|dos|y|bin|al)"
    rf"[ \xa0])?(?:{CAPITAL}\.?|[“\"][A-Z]\w+[”\"])){{0,4}})"
)
_OTHER = re.compile(rf"(?:,[ ]and[ ]|,[ ]|[ ]and[ ])({CAPITAL}(?:[ ]{CAPITAL})?)")
_IN_FULL = {
    "sen.": "senator", "sens.": "senator", "rep.": "representative", "reps.": "representative",
    "gov.": "governor", "gen.": "general", "congressman": "representative",
    "congresswoman": "representative", "amb.": "ambassador", "sec.": "secretary",
}  # fmt: skip
_INITIAL = re.compile(r"[A-Z]\.?(?:[A-Z]\.)?")
_SUFFIX = re.compile(r",?[ \xa0](?:Jr|Sr|JR|SR)\b\.?|[ \xa0](?:II|III|IV)\b")
_MODIFIERS = read_words("modifier")
_NOT_BEFORE = frozenset(w for w in NOT_A_NAME | TITLE_WORDS if w not in _MODIFIERS)
_FORMER = frozenset(("former", "ex", "then", "late", "ex-president"))


class Mention(NamedTuple):
    """A person in the text; `name` is as written, "" for an office that stands alone.

    `title` is the title nearest to the name, folded; `country` what the office is of, canonical;
    `organisation` likewise; `former` if the title is one of the past.
    """

    start: int
    end: int
    name: str
    title: str = ""
    country: str = ""
    organisation: str = ""
    use: str = ""
    article: bool = False
    plural: bool = False
    former: bool = False
    complement: str = ""
    others: tuple[str, ...] = ()
    chain: tuple[tuple[str, str], ...] = ()


def find_titled(page: Page) -> list[Mention]:
    """Return the mentions that a title gives: with a name, or an office alone."""
    found: list[Mention] = []
    for hit in page.of("title", "titles"):
        if not (found and hit.start < found[-1].end):
            mention = _read_title(page, hit)
            if mention is not None:
                found.append(mention)
    return _join_chains(page.raw, found)


def _read_title(page: Page, hit: Hit) -> Mention | None:
    """Return the mention built on one title, or None if the word is no title here."""
    raw, end = page.raw, hit.end
    plural = hit.kind == "titles"
    page.plural = plural
    stop, of = (end, None) if hit.value == "courtesy" else read_complement(page, end)
    if page.offices:
        stop = extend_post(page, hit, stop)
    name, name_end = _read_name(page, stop)
    if not name and (hit.value == "courtesy" or (hit.value == "with a name" and stop == end)):
        return None
    title = raw[hit.start : end].lower()
    start, country, organisation, former = _extend_left(page, hit)
    complement = raw[end:stop]
    if of is not None and of.kind in ("country", "demonym"):
        country = of.value
    elif of is not None and of.kind == "organisation":
        organisation = of.value
    if name:
        title = _IN_FULL.get(title, hit.value if plural else title)
        others, name_end = _read_others(raw, name, name_end) if plural else ((), name_end)
        return Mention(
            start, name_end, name, title, country, organisation, hit.value, False, plural, former,
            complement, others,
        )  # fmt: skip
    bracket = BRACKET.match(raw, stop) if complement else None
    if bracket:
        stop = bracket.end()
    article = raw[max(0, start - 4) : start].lower() == "the "
    begin = start - 4 if article else start
    return Mention(
        begin, stop, "", hit.value if plural else title, country, organisation,
        hit.value if not plural else "office", article, plural, former, complement,
    )  # fmt: skip


def _read_others(raw: str, name: str, end: int) -> tuple[tuple[str, ...], int]:
    """Return the further surnames under a plural title ("Senators Carper, Coons and Menendez")."""
    shorts = read_actors().by_short
    others = []
    while simplify(name) in shorts:
        match = _OTHER.match(raw, end)
        if not match:
            break
        word = match[1] if simplify(match[1]) in shorts else match[1].split(" ")[0]
        if simplify(word) not in shorts:
            break
        others.append(word)
        end = match.start(1) + len(word)
    return tuple(others), end


def _extend_left(page: Page, hit: Hit) -> tuple[int, str, str, bool]:
    """Return where the title begins with what qualifies it, its country, body, and "former"."""
    raw, start = page.raw, hit.start
    country = organisation = ""
    for _ in range(8):
        if start < 2 or raw[start - 1] not in " \xa0":
            break
        before = page.until.get(start - 1)
        if raw[start - 2] == ")" and "(" in raw[max(0, start - 40) : start]:
            before = page.until.get(raw.rindex("(", 0, start) - 1)
        if before is not None and before.kind in ORGANISED:
            start = before.start
            country = before.value if before.kind in ("country", "demonym") else country
            organisation = before.value if before.kind == "organisation" else organisation
            continue
        begin = raw.rfind(" ", 0, start - 1) + 1
        word = raw[begin : start - 1]
        if not word.isprintable():  # a line may end in it
            begin += max(word.rfind("\n"), word.rfind("\r")) + 1
            word = raw[begin : start - 1]
        lower = word.lower()
        if lower in _FORMER:
            return start, _owner(page, start) or country, organisation, True
        if not word or not (word[-1].isalnum() or lower == "u.s.") or lower in _NOT_BEFORE:
            break
        if lower not in _MODIFIERS:
            if not word[0].isupper() or begin in page.sentence_starts:
                break
            if not word.replace("-", "").replace("/", "").isalpha():
                break
        start = begin
    former = raw[max(0, start - 5) : start].lower().endswith(("ex-", "then-", "then "))
    return start, _owner(page, start) or country, organisation, former


def _owner(page: Page, start: int) -> str:
    """Return the country whose possessive stands before a title ("Guatemala’s President")."""
    owner = page.until.get(start - 3) if page.raw[start - 3 : start - 1] in ("’s", "'s") else None
    return owner.value if owner is not None and owner.kind == "country" else ""


def _read_name(page: Page, end: int) -> tuple[str, int]:
    """Return the personal name right after `end`, as written, and where it ends."""
    raw = page.raw
    match = _NAME.match(raw, end)
    if not match:
        return "", end
    hit = page.at.get(match.start(1))
    if hit is not None and hit.kind == "person" and " " in raw[hit.start : hit.end]:
        return _with_suffix(raw, hit.start, hit.end)
    if hit is not None and hit.kind not in ("person", "first"):
        return "", end
    return _cut_name(page, match)


def _cut_name(page: Page, match: re.Match[str]) -> tuple[str, int]:
    """Return the words of a capitalised run that make the name, and where they end."""
    start = place = match.start(1)
    words = match[1].split()
    ends: list[int] = []
    for word in words:
        hit = page.at.get(place)
        lower = word.lower().rstrip(".")
        if lower in NOT_A_NAME or (lower in TITLE_WORDS if hit is None else not _is_name(hit)):
            break
        if ends and len(word) > 3 and word.isupper() and not _begins_first(words[: len(ends)]):
            break
        end = place + len(word)
        ends.append(end)
        place = end + 1
        ended = word[-1] == "." and not _INITIAL.fullmatch(word)
        if ended or (len(ends) > 1 and end in page.sentence_starts):
            break
    while ends and words[len(ends) - 1].islower():
        ends.pop()
    if not ends or (len(ends) < 2 and _INITIAL.fullmatch(words[0])):
        return "", start - 1
    return _with_suffix(page.raw, start, _known_end(page.raw, words[0], start, ends))


def _is_name(hit: Hit) -> bool:
    return hit.kind in ("person", "first")


def _begins_first(words: list[str]) -> bool:
    """Return whether a run may go on: in small letters, or after a first name or an initial."""
    last = words[-1]
    first = len(words) == 1 and simplify(last) in read_first_names()
    return not last.isupper() or first or bool(_INITIAL.fullmatch(last))


def _known_end(raw: str, first: str, start: int, ends: list[int]) -> int:
    """Return where a known short form ("Harris") ends that the run begins with, else the run."""
    if len(ends) > 1 and simplify(first.rstrip(".")) not in read_first_names():
        shorts = read_actors().by_short
        for end in reversed(ends):
            if simplify(raw[start:end]) in shorts:
                return end
    return ends[-1]


def _with_suffix(raw: str, start: int, end: int) -> tuple[str, int]:
    if raw[end - 1] == "." and not _INITIAL.fullmatch(raw[start:end].split()[-1]):
        end -= 1
    suffix = _SUFFIX.match(raw, end)
    return raw[start:end], suffix.end() if suffix else end


def _join_chains(raw: str, found: list[Mention]) -> list[Mention]:
    """Return the mentions with offices joined that lead to one name ("X and Y, Ambassador Z")."""
    joined: list[Mention] = []
    for mention in found:
        whole = mention
        while whole.name and joined and _leads_to(raw, joined[-1], whole):
            last = joined.pop()
            chain = (*last.chain, (last.title, last.complement), *whole.chain)
            whole = whole._replace(start=last.start, chain=chain)
        joined.append(whole)
    return joined


def _leads_to(raw: str, office: Mention, named: Mention) -> bool:
    """Return whether an office without a name stands right before a titled name."""
    if office.name or office.article or office.plural:
        return False
    return raw[office.end : named.start] in (", ", " and ", ", and ", " ")
