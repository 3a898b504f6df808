"""Stages 1 and 2 of matching: where the patterns of a list stand in a folded text.

Comes in: patterns (words; `*` for any run of word characters, alone for one word) and folded text.
Goes out: matches with offsets. Must never know: what a pattern means, nor which code it belongs to.

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

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"\s+")
_PLAIN_WORD = re.compile(r"\w+")


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
    words = [
        r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w*")
        for word in fold(pattern).split()
    ]
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


def _literals(words: list[str]) -> list[str]:
    """Return the literal texts one of which stands wherever a pattern of these words matches.

    For several words that is the first word, a blank and the head of the second, or the first
    word and two blanks: folded text has no other blank than " ".
    """
    first = words[0].split("*")[0]
    if len(words) == 1 or first != words[0]:
        return [first]
    return [f"{first} {words[1].split('*')[0][:2]}", f"{first}  "]


class _Node:
    """Where patterns have got to after some of their words."""

    __slots__ = ("ask", "ends", "exact", "wild")

    def __init__(self) -> None:
        self.ends: list[int] = []  # patterns that end with this word
        self.exact: dict[str, _Node] = {}  # by the next word
        self.wild: list[tuple[str, _Node]] = []  # by what the next word begins with
        self.ask: list[int] = []  # whatever only the regular expression can tell

    def child(self, word: str) -> _Node | None:
        """Return the node after `word`, made where it is new; None if only a regex can tell."""
        if _PLAIN_WORD.fullmatch(word):
            return self.exact.setdefault(word, _Node())
        stem = word[:-1]
        if not word.endswith("*") or (stem and not _PLAIN_WORD.fullmatch(stem)):
            return None
        for known, node in self.wild:
            if known == stem:
                return node
        self.wild.append((stem, _Node()))
        return self.wild[-1][1]


class PatternList:
    """Plain patterns, made ready to be looked for in one pass over a text.

    An Aho-Corasick automaton finds the literal text that each pattern begins with; from there a
    tree of words is followed. A pattern with a word that is not letters and digits, with at most
    one `*` at its end, is settled by its own regular expression at that place. So what is found
    is exactly what one `re.finditer` for each pattern would find, except that matches of one
    pattern that overlap themselves are all reported.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        self._regexes: list[re.Pattern[str] | None] = [None] * len(self.patterns)
        roots: dict[str, _Node] = {}
        for number, pattern in enumerate(self.patterns):
            words = fold(pattern).split()
            if not words or words[0].startswith("*"):
                raise ValueError(
                    f"pattern {pattern!r} begins with a wildcard or is empty: begin it with letters"
                )
            for literal in _literals(words):
                self._enter(roots.setdefault(literal, _Node()), number, words)
        self._roots = list(roots.values())
        self._automaton = AhoCorasick(list(roots), matchkind=MatchKind.Standard) if roots else None

    @staticmethod
    def _enter(root: _Node, number: int, words: list[str]) -> None:
        node = root
        for word in words:
            following = node.child(word)
            if following is None:
                node.ask.append(number)
                return
            node = following
        node.ends.append(number)

    def find_all(self, folded: str) -> list[Match]:
        """Return every match of every pattern in `folded`, in order of start, end, pattern."""
        if self._automaton is None:
            return []
        found: list[Match] = []
        roots, word_at = self._roots, _WORD.match
        for literal, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and ((before := folded[start - 1]).isalnum() or before == "_"):
                continue
            root = roots[literal]
            for number in root.ask:
                self._ask(number, folded, start, found)
            if word := word_at(folded, start):
                self._follow(root, word[0], folded, start, word.end(), found)
        found.sort()
        return found

    def _follow(
        self, node: _Node, word: str, folded: str, start: int, end: int, found: list[Match]
    ) -> None:
        reached = [child for stem, child in node.wild if word.startswith(stem)]
        if child := node.exact.get(word):
            reached.append(child)
        for child in reached:
            for number in child.ends:
                found.append(Match(start, end, number))  # noqa: PERF401 (faster than extend here)
            if not (child.exact or child.wild or child.ask):
                continue
            blanks = _BLANKS.match(folded, end)
            if blanks is None:
                continue
            for number in child.ask:
                self._ask(number, folded, start, found)
            if following := _WORD.match(folded, blanks.end()):
                self._follow(child, following[0], folded, start, following.end(), found)

    def _ask(self, number: int, folded: str, start: int, found: list[Match]) -> None:
        regex = self._regexes[number]
        if regex is None:
            regex = self._regexes[number] = re.compile(pattern_to_regex(self.patterns[number]))
        match = regex.match(folded, start)
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
