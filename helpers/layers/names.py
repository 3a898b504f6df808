"""Proper names: offices, agencies, plans, laws, conferences, bodies, organisations.

Comes in: a `Text`. Goes out: a list of `Name`, tight and in order. Must never know: codes of the
codebook. A name is listed (gazetteer), built on a head noun, or an abbreviation introduced.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from helpers.folding import fold
from helpers.gazetteer import Head, read_heads, read_listed_names, read_name_words
from helpers.layers.name_extents import (
    CAPITAL,
    NEXT_CAPITAL,
    Line,
    extend_left,
    extend_number,
    extend_right,
    is_of_the_state,
    is_whole,
)
from helpers.layers.name_terms import add_abbreviations, add_brackets, add_terms, join_names
from helpers.matching import find_longest
from helpers.model import Name, Text

_SMALL = r"(?:of|for|and|on|the|in|to|an?|from|with|by)"
_TITLED = re.compile(
    rf"titled,?[ ](?:the[ ])?[“\"]?({CAPITAL}(?:[ ](?:{_SMALL}[ ]){{0,2}}{CAPITAL})+)"
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
    names, terms = add_brackets(text, names)
    names = add_abbreviations(text, names, terms)
    return add_terms(text, names, terms)


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
    automaton = find_longest(by_fold)
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
            if fits and is_whole(raw, start, end):
                found.append(Name(start, end, spelling.kind))
                break
    return found


@lru_cache
def _heads() -> tuple[AhoCorasick, tuple[Head, ...]]:
    heads = read_heads()
    return find_longest(heads), tuple(heads.values())


def _find_headed(text: Text) -> list[tuple[Name, int]]:
    """Return the names built on a head noun, each with the place of that noun."""
    automaton, heads = _heads()
    raw = text.text
    found: list[tuple[Name, int]] = []
    line = Line(raw, 0, 0)
    reached = 0
    for number, start, end in automaton.find_matches_as_indexes(raw):
        if start < reached or not is_whole(raw, start, end) or raw[end : end + 1] == "-":
            continue
        sentence = text.sentence_at(start)
        if sentence is None:
            continue
        if (line.start, line.end) != sentence[1:3]:
            line = Line(raw, sentence.start, sentence.end)
        name = _build_name(text, start, end, heads[number], line)
        if name is not None:
            found.append((name, start))
            reached = name.end
    return found


def _build_name(text: Text, start: int, end: int, head: Head, line: Line) -> Name | None:
    limit = line.end
    following = NEXT_CAPITAL.match(text.text, end, limit)
    if following and head.kind != "office" and _leads_to_head(text, end, limit):
        return None
    rules = head.rules
    if following and "weak" in rules:
        return None
    begin = start if "only" in rules else extend_left(text, start, line, head)
    direct = bool(following) and "first" in rules and begin == start and not line.is_title()
    stop = end
    if "after" not in rules or is_of_the_state(text.text[begin:start]):
        stop = extend_right(text, end, line, head, direct=direct)
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
    for match in _TITLED.finditer(text.text):
        begin = match.start()
        begin -= 2 if begin > 1 and text.text.startswith("en", begin - 2) else 0
        before = text.folded[max(0, begin - 40) : begin]
        kind = "law" if any(word in before for word in _LAWS) else "plan"
        kind = "conference" if any(word in before for word in _AGREEMENTS) else kind
        found.append(Name(match.start(1), match.end(1), kind))
    return found
