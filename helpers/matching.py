"""Stages 1 and 2 of matching: where the patterns of a list stand in a folded text.

Comes in: patterns (words, `*` for any run of word characters) and folded text. Goes out: matches
with offsets. Must never know: what a pattern means, nor which code it belongs to (stage 3 does).

Four decisions in which tools differ in silence:

- possessives: `security` matches in `security's`, since an apostrophe ends a word;
- hyphens: a hyphen ends a word too, so `trafficking` matches in `anti-trafficking`; a pattern
  written with a hyphen (`anti-drug`) matches the hyphen and nothing else;
- blanks: one blank in a pattern matches any run of blanks, line breaks included, but not an
  empty line's worth of a new paragraph: callers drop matches that leave their sentence;
- nesting: `find_all` reports every match of every pattern; `keep_longest` is the rule applied
  inside one code, where a match inside a longer one is dropped. Different codes may overlap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind

from helpers.folding import fold

KEY_LENGTH = 2
_REST_OF_WORD = re.compile(r"\w*")
_BLANKS = re.compile(r"\s*")


class Match(NamedTuple):
    """One match: characters `start` to `end` of the text, by pattern number `pattern`."""

    start: int
    end: int
    pattern: int


def pattern_to_regex(pattern: str) -> str:
    """Return the regular expression that defines what `pattern` matches in folded text.

    >>> pattern_to_regex("root cause*")
    '(?<!\\\\w)root\\\\s+cause\\\\w*(?!\\\\w)'
    """
    words = [re.escape(word).replace(r"\*", r"\w*") for word in fold(pattern).split()]
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"


def expand_alternatives(pattern: str) -> list[str]:
    """Return the plain patterns that `pattern` stands for: `(a|b) c` is `a c` and `b c`.

    An empty alternative leaves the words out: `(illegal |)immigration`. Brackets may stand inside
    words and inside one another: `(stem(|s|med)|curb*)`.

    >>> expand_alternatives("(curb|stem*) (the |)flow")
    ['curb the flow', 'curb flow', 'stem* the flow', 'stem* flow']
    >>> expand_alternatives("stem(|s|med)")
    ['stem', 'stems', 'stemmed']
    """
    found, _ = _expand_from(pattern, 0, inside=False)
    return list(dict.fromkeys(" ".join(plain.split()) for plain in found))


def _expand_from(pattern: str, at: int, *, inside: bool) -> tuple[list[str], int]:
    done: list[str] = []
    heads = [""]
    while at < len(pattern):
        sign = pattern[at]
        at += 1
        if sign == "(":
            parts, at = _expand_from(pattern, at, inside=True)
            heads = [head + part for head in heads for part in parts]
        elif sign == ")" and inside:
            return done + heads, at
        elif sign == "|" and inside:
            done += heads
            heads = [""]
        else:
            heads = [head + sign for head in heads]
    return done + heads, at


class _Entry:
    """The patterns that begin with one literal, sorted by how they can be told apart quickly."""

    __slots__ = ("by_next", "other", "whole", "wide")

    def __init__(self) -> None:
        self.whole: list[int] = []  # one word, as it stands
        self.wide: list[int] = []  # one word with `*` at its end
        self.by_next: dict[str, list[int]] = {}  # by the first letters of the second word
        self.other: list[int] = []  # whatever only the regular expression can tell


class PatternList:
    """Plain patterns, made ready to be looked for in one pass over a text.

    An Aho-Corasick automaton finds the literal text that each pattern begins with; the pattern's
    own regular expression then decides at that place (for a pattern of one word, the end of the
    word decides; for several words, the first letters of the second say whether to ask). So what
    is found is exactly what one `re.finditer` for each pattern would find, except that matches of
    one pattern that overlap themselves are all reported.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        self._regexes: list[re.Pattern[str] | None] = [None] * len(self.patterns)
        entries: dict[str, _Entry] = {}
        for number, pattern in enumerate(self.patterns):
            words = fold(pattern).split()
            if not words or words[0].startswith("*"):
                raise ValueError(
                    f"pattern {pattern!r} begins with a wildcard or is empty: begin it with letters"
                )
            literal = words[0].split("*")[0]
            self._enter(entries.setdefault(literal, _Entry()), number, words, literal)
        self._entries = list(entries.values())
        self._lengths = [len(literal) for literal in entries]
        self._automaton = (
            AhoCorasick(list(entries), matchkind=MatchKind.Standard) if entries else None
        )

    @staticmethod
    def _enter(entry: _Entry, number: int, words: list[str], literal: str) -> None:
        first = words[0]
        wide = first == literal + "*"
        if not literal[-1:].isalnum() or not (wide or first == literal):
            entry.other.append(number)
        elif len(words) == 1:
            (entry.wide if wide else entry.whole).append(number)
        elif "*" in words[1][:KEY_LENGTH] or len(words[1]) < KEY_LENGTH:
            entry.other.append(number)
        else:
            entry.by_next.setdefault(words[1][:KEY_LENGTH], []).append(number)

    def _regex(self, number: int) -> re.Pattern[str]:
        regex = self._regexes[number]
        if regex is None:
            regex = self._regexes[number] = re.compile(pattern_to_regex(self.patterns[number]))
        return regex

    def find_all(self, folded: str) -> list[Match]:
        """Return every match of every pattern in `folded`, in order of start, end, pattern."""
        if self._automaton is None:
            return []
        found: list[Match] = []
        for literal, start, end in self._automaton.find_matches_as_indexes(
            folded, overlapping=True
        ):
            if start and ((before := folded[start - 1]).isalnum() or before == "_"):
                continue
            entry = self._entries[literal]
            word_end = _REST_OF_WORD.match(folded, end).end()  # type: ignore[union-attr]
            if word_end == end:
                found += [Match(start, end, number) for number in entry.whole]
            found += [Match(start, word_end, number) for number in entry.wide]
            if entry.by_next:
                second = _BLANKS.match(folded, word_end).end()  # type: ignore[union-attr]
                for number in entry.by_next.get(folded[second : second + KEY_LENGTH], ()):
                    self._ask(number, folded, start, found)
            for number in entry.other:
                self._ask(number, folded, start, found)
        found.sort()
        return found

    def _ask(self, number: int, folded: str, start: int, found: list[Match]) -> None:
        match = self._regex(number).match(folded, start)
        if match:
            found.append(Match(start, match.end(), number))


Interval = TypeVar("Interval", bound=tuple[object, ...])


def keep_longest(spans: Iterable[Interval]) -> list[Interval]:
    """Return the tuples (start, end, …) that lie inside no longer one, in order of start.

    Of two that are the same interval the first is kept; partial overlaps both stay.
    """
    kept: list[Interval] = []
    furthest = -1
    ordered = sorted(enumerate(spans), key=lambda p: (p[1][0], -p[1][1], p[0]))  # type: ignore[operator]
    for _, span in ordered:
        if span[1] > furthest:  # type: ignore[operator]
            kept.append(span)
            furthest = span[1]  # type: ignore[assignment]
    return kept
