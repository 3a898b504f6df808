"""Proper names: offices, agencies, plans, laws, conferences, bodies, organisations.

Comes in: a `Text`. Goes out: a list of `Name`, tight and in order. Must never know: codes of the
codebook. A name is listed (gazetteer), built on a head noun, or an abbreviation introduced.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from helpers.folding import fold
from helpers.gazetteer import Head, read_heads, read_listed_names, read_name_words
from helpers.layers.name_extents import (
    CAPITAL,
    NEXT_CAPITAL,
    extend_left,
    extend_number,
    extend_right,
    is_of_the_state,
    word_before,
)
from helpers.model import Name, Text

_WORD = re.compile(r"[^\W\d_][\w’'-]{3,}")
_BRACKET = re.compile(
    r"[ \xa0]?\((?:(?:the|hereinafter|or)[ ,]*)*[“\"‘']?"
    r"([A-Z][\w’'.&/-]*(?:[ \xa0][\w’'-]+){0,4}?)[”\"’']?\)"
)
_LAW_TITLE = re.compile(
    r"[ \xa0]?\([A-Z][^()]{8,300}\)|,?[ \xa0](?:on[ \xa0])?[“\"][A-Z][^”\"]{8,300}[”\"]"
)
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z&]{1,7}s?)\)")
_SMALL = r"(?:of|for|and|on|the|in|to|an?|from|with|by)"
_TITLED = re.compile(
    rf"(?:en)?titled,?[ ](?:the[ ])?[“\"]?({CAPITAL}(?:[ ](?:{_SMALL}[ ]){{0,2}}{CAPITAL})+)"
)
_LAWS = ("rule", "regulation", "order", "proclamation", "act", "bill", "law")
_AGREEMENTS = ("declaration", "memorandum", "agreement", "statement")


def find_names(text: Text) -> list[Name]:
    """Return the proper names of the text, in order, none overlapping.

    A name is the capitalised run with its small words up to its head noun, and a bracketed
    abbreviation after it; what the name is about, in lower case, stays outside. An abbreviation
    introduced in brackets is a name wherever it comes again.

    >>> from helpers.model import Sentence
    >>> raw = "She signed a Memorandum of Cooperation (MOC) on borders. The MOC is new."
    >>> text = Text("a", raw, fold(raw), [Sentence(1, 0, len(raw), 1, "prose", None, 13)])
    >>> [raw[n.start : n.end] for n in find_names(text)]
    ['Memorandum of Cooperation (MOC)', 'MOC']
    """
    names = join_names([*_find_listed(text), *_find_titled(text)], _find_headed(text))
    names, terms = _add_brackets(text, names)
    names = _add_abbreviations(text, names, terms)
    return _add_terms(text, names, terms)


class _Spelling(NamedTuple):
    """How a listed name is written: where its capitals stand, or exactly (`exact`)."""

    capitals: tuple[int, ...]
    exact: str
    kind: str


@lru_cache
def _listed() -> tuple[AhoCorasick, tuple[tuple[_Spelling, ...], ...]]:
    """Return the finder of listed names and, by its numbers, the spellings of each."""
    by_fold: dict[str, list[_Spelling]] = {}
    for alias, listed in read_listed_names().items():
        capitals = tuple(i for i, sign in enumerate(alias) if sign.isupper())
        exact = alias if alias.isupper() and " " not in alias else ""
        by_fold.setdefault(fold(alias), []).append(_Spelling(capitals, exact, listed.kind))
    automaton = AhoCorasick(list(by_fold), matchkind=MatchKind.LeftmostLongest)
    return automaton, tuple(map(tuple, by_fold.values()))


def _find_listed(text: Text) -> list[Name]:
    """Return the names of the gazetteer, capitalised as it writes them or more."""
    automaton, spellings = _listed()
    raw = text.text
    found = []
    for number, start, end in automaton.find_matches_as_indexes(text.folded):
        for spelling in spellings[number]:
            if spelling.exact:
                fits = raw[start:end] == spelling.exact
            else:
                fits = not any(raw[start + i].islower() for i in spelling.capitals)
            if fits and _is_whole(raw, start, end):
                found.append(Name(start, end, spelling.kind))
                break
    return found


def _is_whole(raw: str, start: int, end: int) -> bool:
    before = raw[start - 1] if start else " "
    after = raw[end] if end < len(raw) else " "
    return not (before.isalnum() or after.isalnum() or before == "-" or after == "_")


@lru_cache
def _heads() -> tuple[AhoCorasick, tuple[Head, ...]]:
    heads = read_heads()
    return AhoCorasick(list(heads), matchkind=MatchKind.LeftmostLongest), tuple(heads.values())


def _find_headed(text: Text) -> list[tuple[Name, int]]:
    """Return the names built on a head noun, each with the place of that noun."""
    automaton, heads = _heads()
    raw = text.text
    found: list[tuple[Name, int]] = []
    titles: dict[int, bool] = {}
    reached = 0
    for number, start, end in automaton.find_matches_as_indexes(raw):
        if start < reached or not _is_whole(raw, start, end) or raw[end : end + 1] == "-":
            continue
        sentence = text.sentence_at(start)
        if sentence is None:
            continue
        if sentence.start not in titles:
            titles[sentence.start] = is_title_case(raw, sentence.start, sentence.end)
        bounds = (sentence.start, sentence.end, titles[sentence.start])
        name = _build_name(text, start, end, heads[number], bounds)
        if name is not None:
            found.append((name, start))
            reached = name.end
    return found


def is_title_case(raw: str, start: int, end: int, least: int = 5) -> bool:
    """Return whether nearly all longer words of a line without full stop begin with a capital."""
    if raw[end - 1] == ".":
        return False
    words = _WORD.findall(raw, start, end)
    return len(words) >= least and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _build_name(
    text: Text, start: int, end: int, head: Head, bounds: tuple[int, int, bool]
) -> Name | None:
    floor, limit, title = bounds
    following = NEXT_CAPITAL.match(text.text, end, limit)
    if following and head.kind != "office" and _leads_to_head(text, end, limit):
        return None
    rules = head.rules
    if following and "weak" in rules:
        return None
    begin = start if "only" in rules else extend_left(text, start, floor, head, title)
    direct = bool(following) and "first" in rules and begin == start and not title
    stop = end
    if "after" not in rules or is_of_the_state(text.text[begin:start]):
        stop = extend_right(text, end, limit, head, direct=direct, title=title)
    if head.kind == "law":
        stop = extend_number(text, stop, limit)
    if begin == start and stop == end and " " not in text.text[start:end]:
        return None
    if begin == start and "weak" in rules:
        return None
    kind = head.kind
    if kind == "agency" and stop > end:
        last = read_heads().get(text.text[begin:stop].rsplit(None, 1)[-1])
        kind = last.kind if last is not None and last.kind != "office" else kind
    return Name(begin, stop, kind)


def _leads_to_head(text: Text, end: int, limit: int) -> bool:
    """Return whether capitalised words lead from `end` straight to another head noun."""
    heads, words = read_heads(), read_name_words()
    while following := NEXT_CAPITAL.match(text.text, end, limit):
        head = heads.get(following[1])
        if head is not None:
            return head.kind != "office"
        if following[1] in words["title"]:
            return False
        end = following.end()
    return False


def _find_titled(text: Text) -> list[Name]:
    """Return what follows "entitled": the name of a rule, plan or agreement."""
    found = []
    for match in _TITLED.finditer(text.text) if "titled" in text.text else ():
        before = text.folded[max(0, match.start() - 40) : match.start()]
        kind = "law" if any(word in before for word in _LAWS) else "plan"
        kind = "conference" if any(word in before for word in _AGREEMENTS) else kind
        found.append(Name(match.start(1), match.end(1), kind))
    return found


def join_names(listed: list[Name], headed: list[tuple[Name, int]]) -> list[Name]:
    """Return listed and built names as one list without overlaps.

    Where the two overlap, the listed name decides if the head noun lies in it (it then gains at
    most what stands before it); otherwise the built name reaches on from it. Both come in order.
    """
    waiting = sorted(listed, key=lambda n: (n.start, -n.end), reverse=True)
    names: list[Name] = []
    for name, head in headed:
        while waiting and waiting[-1].end <= name.start:
            names.append(waiting.pop())
        rivals = []
        while names and names[-1].end > name.start:
            rivals.append(names.pop())
        while waiting and waiting[-1].start < name.end:
            rivals.append(waiting.pop())
        names += _settle(name, head, sorted(rivals)) if rivals else [name]
    return drop_overlaps([*names, *waiting])


def _settle(name: Name, head: int, rivals: list[Name]) -> list[Name]:
    """Return what stays of a built name and the names that it overlaps."""
    owner = next((n for n in rivals if n.start <= head < n.end), None)
    if owner is not None:
        return [Name(min(owner.start, name.start), owner.end, owner.kind)]
    if name.kind == "office" != rivals[-1].kind:
        return [*rivals, _after_rivals(name, rivals)]
    start, end = min(name.start, rivals[0].start), max(name.end, *(n.end for n in rivals))
    return [Name(start, end, name.kind)]


def _after_rivals(name: Name, rivals: list[Name]) -> Name:
    """Return a post cut down to what stands after the names it would reach over."""
    start = max((r.end + 1 for r in rivals if r.end + 1 < name.end), default=name.start)
    return Name(start, name.end, name.kind)


def drop_overlaps(names: list[Name]) -> list[Name]:
    """Return the names in order; of two that overlap the earlier, or the longer, stays."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda n: (n.start, -n.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept


def _add_brackets(text: Text, names: list[Name]) -> tuple[list[Name], dict[str, tuple[int, str]]]:
    """Return the names with the brackets after them, and the short forms these introduce.

    The short forms map to (where introduced, kind).
    """
    raw = text.text
    whole: list[Name] = []
    terms: dict[str, tuple[int, str]] = {}
    for name in names:
        end = name.end
        bracket = _BRACKET.match(raw, end)
        if bracket and _shortens(bracket[1], raw[name.start : end]):
            end = bracket.end()
            if " " in bracket[1] or sum(map(str.isupper, bracket[1])) > 1:
                terms.setdefault(bracket[1], (end, name.kind))
        elif name.kind in ("law", "conference"):
            title = _LAW_TITLE.match(raw, end)
            if title and is_title_case(raw, title.start(), title.end() - 1, 2):
                end = title.end()
        whole.append(Name(name.start, end, name.kind))
    return drop_overlaps(whole), terms


def _shortens(short: str, name: str) -> bool:
    """Return whether `short` is an abbreviation or a part of `name`."""
    words = short.split()
    if len(words) == 1 and sum(map(str.isupper, short)) > 1:
        return True
    inside = set(name.split())
    return all(word in inside or word.islower() for word in words) and len(words) < 6


def _add_abbreviations(
    text: Text, names: list[Name], terms: dict[str, tuple[int, str]]
) -> list[Name]:
    """Return the names and those that only a bracketed abbreviation reveals."""
    added = []
    for match in _ABBREVIATION.finditer(text.text):
        if match[1] in terms or any(n.start < match.start() < n.end for n in names):
            continue
        sentence = text.sentence_at(match.start())
        start = _match_initials(text, match.start(), sentence.start if sentence else 0, match[1])
        if start < match.start():
            added.append(Name(start, match.end(), "organisation"))
            terms[match[1]] = (match.end(), "organisation")
    if not added:
        return names
    return join_names(names, [(n, n.start) for n in added])


def _match_initials(text: Text, at: int, floor: int, letters: str) -> int:
    """Return where the capitalised words begin whose first letters are `letters`, else `at`."""
    wanted = letters.rstrip("s").replace("&", "")
    initials, every, place = "", "", at
    for _ in range(2 * len(wanted) + 2):
        begin, end = word_before(text, place, floor)
        word = text.text[begin:end]
        if begin == end or word[-1] in ";:.!?”)":
            return at
        if word[0].isupper():
            initials = "".join(p[0] for p in word.split("-") if p[:1].isupper()) + initials
        elif word not in ("of", "for", "and", "on", "the", "to", "in", "de", "la", "del", "y"):
            return at
        every = word[0].upper() + every
        place = begin
        if word[0].isupper() and wanted in (initials, every):
            return begin
    return at


def _add_terms(text: Text, names: list[Name], terms: dict[str, tuple[int, str]]) -> list[Name]:
    """Return the names and every later place of the short forms introduced in brackets."""
    raw = text.text
    added = []
    for term, (after, kind) in terms.items():
        place = raw.find(term, after)
        while place >= 0:
            end = place + len(term)
            if _is_whole(raw, place, end):
                added.append(Name(place, end, kind))
            place = raw.find(term, end)
    taken = [n for n in added if not any(m.start < n.end and n.start < m.end for m in names)]
    return drop_overlaps([*names, *taken]) if taken else names
