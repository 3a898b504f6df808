"""Brackets after names, the short forms they introduce, and names that overlap.

Comes in: a `Text` and the names found so far. Goes out: names without overlaps.
Must never know: the gazetteer, the codes of the codebook.
"""

from __future__ import annotations

import re

from helpers.layers.name_extents import is_title_case, is_whole, word_before
from helpers.model import Name, Text

_BRACKET = re.compile(
    r"[ \xa0]?\((?:(?:the|hereinafter|or)[ ,]*)*[“\"‘']?"
    r"([A-Z][\w’'.&/-]*(?:[ \xa0][\w’'-]+){0,4}?)[”\"’']?\)"
)
_LAW_TITLE = re.compile(
    r"[ \xa0]?\([A-Z][^()]{8,300}\)|,?[ \xa0](?:on[ \xa0])?[“\"][A-Z][^”\"]{8,300}[”\"]"
)
_ABBREVIATION = re.compile(r"\(([A-Z][A-Z&]{1,7}s?)\)")


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


def add_brackets(text: Text, names: list[Name]) -> tuple[list[Name], dict[str, tuple[int, str]]]:
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


def add_abbreviations(
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


def add_terms(text: Text, names: list[Name], terms: dict[str, tuple[int, str]]) -> list[Name]:
    """Return the names and every later place of the short forms introduced in brackets."""
    raw = text.text
    added = []
    for term, (after, kind) in terms.items():
        place = raw.find(term, after)
        while place >= 0:
            end = place + len(term)
            if is_whole(raw, place, end):
                added.append(Name(place, end, kind))
            place = raw.find(term, end)
    taken = [n for n in added if not any(m.start < n.end and n.start < m.end for m in names)]
    return drop_overlaps([*names, *taken]) if taken else names
