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

    An empty alternative leaves the words out: `(illegal |)immigration`.

    >>> expand_alternatives("(curb|stem*) (the |)flow")
    ['curb the flow', 'curb flow', 'stem* the flow', 'stem* flow']
    """
    found = re.search(r"\(([^()]*)\)", pattern)
    if not found:
        return [" ".join(pattern.split())]
    head, tail = pattern[: found.start()], pattern[found.end() :]
    return [p for part in found[1].split("|") for p in expand_alternatives(head + part + tail)]


class PatternList:
    """Plain patterns, made ready to be looked for in one pass over a text.

    An Aho-Corasick automaton finds the literal text that each pattern begins with; the pattern's
    own regular expression then decides at that place. So what is found is exactly what one
    `re.finditer` for each pattern would find, except that matches of one pattern that overlap
    themselves are all reported.
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self.patterns = tuple(patterns)
        self._regexes = [re.compile(pattern_to_regex(p)) for p in patterns]
        by_literal: dict[str, list[int]] = {}
        for number, pattern in enumerate(patterns):
            words = fold(pattern).split()
            if not words or words[0].startswith("*"):
                raise ValueError(
                    f"pattern {pattern!r} begins with a wildcard or is empty: begin it with letters"
                )
            by_literal.setdefault(words[0].split("*")[0], []).append(number)
        self._numbers = list(by_literal.values())
        literals = list(by_literal)
        self._automaton = AhoCorasick(literals, matchkind=MatchKind.Standard) if literals else None

    def find_all(self, folded: str) -> list[Match]:
        """Return every match of every pattern in `folded`, in order of start, end, pattern."""
        if self._automaton is None:
            return []
        found = []
        for literal, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
                continue
            for number in self._numbers[literal]:
                match = self._regexes[number].match(folded, start)
                if match:
                    found.append(Match(start, match.end(), number))
        return sorted(found)


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
