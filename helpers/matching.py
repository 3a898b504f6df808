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
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from helpers.alternatives import expand_alternatives, expand_parts
from helpers.folding import fold

__all__ = ["Match", "PatternList", "expand_alternatives", "keep_longest", "pattern_to_regex"]

_WORD = re.compile(r"\w+")
_BLANKS = re.compile(r"\s+")
_PLAIN_WORD = re.compile(r"\w+")
_STARS = re.compile(r"\*\*+")
_FEW = 2000
_MOST_PAIRS = 60  # with more words that may come second, the first is looked for alone
_REMEMBERED = 50_000  # how many steps a list keeps ready, so that memory stays flat


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
    words = [_word_to_regex(word) for word in fold(pattern).split()]
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"


@lru_cache(maxsize=4096)
def _word_to_regex(word: str) -> str:
    return r"\w+" if word == "*" else re.escape(word).replace(r"\*", r"\w*")


class _Node:
    """One place in the graph of a pattern: which words may come next, and whether it may end."""

    __slots__ = ("ask", "ends", "exact", "odd", "tails", "wild")

    def __init__(self, ends: tuple[int, ...] = ()) -> None:
        self.tails: dict[int, frozenset[str] | None] = {}  # as `list_tails` found them
        self.ends = ends  # patterns that may end here
        self.exact: dict[str, list[_Node]] = {}  # by the next word
        self.wild: list[tuple[str, _Node]] = []  # by what the next word begins with
        self.odd: list[tuple[str, _Node]] = []  # by a word that is not letters and digits
        self.ask: list[tuple[int, str]] = []  # what only a whole regular expression can tell

    def add(self, word: str, following: _Node) -> None:
        """Enter that `word` leads to `following`."""
        if _PLAIN_WORD.fullmatch(word):
            self.exact.setdefault(word, []).append(following)
        elif word == "*" or (word[-1] == "*" and _PLAIN_WORD.fullmatch(word[:-1])):
            self.wild.append((word[:-1], following))
        else:
            self.odd.append((word, following))

    def take(self, other: _Node) -> None:
        """Enter all that `other` holds: the words between the two may be left out."""
        self.ends += other.ends
        for word, nodes in other.exact.items():
            self.exact.setdefault(word, []).extend(nodes)
        self.wild += other.wild
        self.odd += other.odd
        self.ask += other.ask

    def list_words(self) -> list[tuple[str, _Node]]:
        """Return each word that may come next, with where it leads."""
        exact = [(word, node) for word, nodes in self.exact.items() for node in nodes]
        return [*exact, *((stem + "*", node) for stem, node in self.wild), *self.odd]

    def list_tails(self, more: int) -> frozenset[str] | None:
        """Return what the words that must come next begin with, `more` of them; None if they are
        too many or the pattern may end here."""
        if more not in self.tails:
            words = [] if self.ends else self.list_words()
            tails = frozenset(word.split("*")[0][:2] for word, _ in words)
            if more > 1 and len(words) <= _MOST_PAIRS:
                longer = {t for word, node in words for t in _literals(word, node, more - 1)}
                tails = frozenset(longer) if len(longer) <= _MOST_PAIRS else tails
            self.tails[more] = tails if 0 < len(words) <= _MOST_PAIRS else None
        return self.tails[more]


def _build_graph(number: int, pattern: str, alternatives: bool) -> tuple[_Node, set[str]]:
    """Return where the graph of a pattern begins, and the literal texts one of which stands
    wherever it matches."""
    folded = fold(pattern)
    plain: list[list[tuple[str, ...]]] = [[(word,)] for word in folded.split()]
    parts = expand_parts(folded) if alternatives else plain
    following = _Node((number,))
    for part in reversed(parts):
        node = _Node()
        for words in part:
            if not words:
                node.take(following)
                continue
            target = following
            for word in reversed(words[1:]):
                before = _Node()
                before.add(word, target)
                target = before
            node.add(words[0], target)
        following = node
    first = following.list_words()
    if following.ends or any(word[0] == "*" for word, _ in first):
        found = f"pattern {pattern!r} begins with a wildcard or is empty"
        raise ValueError(f"{found}: begin it with letters")
    if any(_STARS.fullmatch(w) for part in parts for words in part for w in words):
        plains = expand_alternatives(folded) if alternatives else [folded]
        following = _Node()
        following.ask = [(number, pattern_to_regex(plain)) for plain in plains]
        return following, {plain.split("*")[0].split()[0] for plain in plains}
    return following, {literal for word, node in first for literal in _literals(word, node)}


def _literals(word: str, node: _Node, more: int = 2) -> list[str]:
    """Return the literal texts one of which stands wherever `word` and what follows do.

    Where words must follow, that is the word, a blank and what the next `more` words begin with,
    or the word and two blanks: folded text has no other blank than " ".
    """
    head = word.split("*")[0]
    tails = node.list_tails(more) if head == word else None
    return [head] if tails is None else [f"{word}  ", *(f"{word} {tail}" for tail in tails)]


def _drop_longer(literals: Iterable[str]) -> list[str]:
    """Return the literals that begin with no other one: where that is found, so are they."""
    kept: list[str] = []
    for literal in sorted(literals):
        if not kept or not literal.startswith(kept[-1]):
            kept.append(literal)
    return kept


def _first_run(word: str) -> str:
    """Return the letters that an odd word must begin with, up to a sign; `*` where only a part
    of them is known."""
    head = _WORD.match(word)
    run = head[0] if head else ""
    return "*" if word[len(run) : len(run) + 1] == "*" else run


def find_literals(
    literals: Sequence[str], matchkind: MatchKind = MatchKind.Standard
) -> AhoCorasick:
    """Return an automaton that finds every place of the literals: faster to run if they are few,
    else faster to make."""
    few = len(literals) <= _FEW
    kind = Implementation.DFA if few else Implementation.ContiguousNFA
    return AhoCorasick(literals, matchkind=matchkind, implementation=kind)


def find_longest(literals: Iterable[str]) -> AhoCorasick:
    """Return an automaton that finds the literals, the longest where several begin, none inside
    another."""
    return find_literals(list(literals), MatchKind.LeftmostLongest)


class _State:
    """The nodes of many graphs that the same words lead to, as one."""

    __slots__ = ("ask", "ends", "exact", "known", "leaf", "odd", "sizes", "wild")

    def __init__(self, nodes: Iterable[_Node]) -> None:
        merged = _Node()
        for node in nodes:
            merged.take(node)
        self.ends = tuple(sorted(set(merged.ends)))
        self.exact = merged.exact
        self.wild: dict[str, list[_Node]] = {}
        for stem, node in merged.wild:
            self.wild.setdefault(stem, []).append(node)
        self.sizes = sorted({len(stem) for stem in self.wild})
        self.odd: dict[str, list[tuple[re.Pattern[str], _Node]]] = {}
        for word, node in merged.odd:
            entry = (re.compile(_word_to_regex(word)), node)
            self.odd.setdefault(_first_run(word), []).append(entry)
        self.ask = [(number, re.compile(regex)) for number, regex in merged.ask]
        self.leaf = not (self.exact or self.wild or self.odd)
        self.known: dict[str, _State | None] = {}


Place = tuple[int, int, tuple[int, ...]]  # start, end, the patterns that match there


def _merge(found: list[Place]) -> list[Place]:
    """Return the places in order, those that were found in several ways as one."""
    found.sort()
    if len({place[:2] for place in found}) == len(found):
        return found
    merged: dict[tuple[int, int], set[int]] = {}
    for start, end, numbers in found:
        merged.setdefault((start, end), set()).update(numbers)
    return [(start, end, tuple(sorted(numbers))) for (start, end), numbers in merged.items()]


class PatternList:
    """Patterns, made ready to be looked for in one pass over a text.

    Each pattern is a small graph of words in which alternatives part and join again, so its size
    is the sum of the alternatives and not their product. An Aho-Corasick automaton finds the
    literal text that patterns begin with; from there all graphs are followed at once, and a step
    that was worked out is remembered. What is found is exactly what one `re.finditer` for each
    plain pattern would find, except that matches of one pattern that overlap themselves are all
    reported, and that what several alternatives of one pattern match is one match.

    Parameters
    ----------
    patterns : what to look for
    alternatives : whether brackets in a pattern hold alternatives, as for `expand_alternatives`;
        if not, brackets and bars are signs like any other

    Raises
    ------
    ValueError
        For a pattern, or an alternative, that is empty or begins with a wildcard.
    """

    def __init__(self, patterns: Sequence[str], *, alternatives: bool = False) -> None:
        self.patterns = tuple(patterns)
        root = _Node()
        literals: set[str] = set()
        for number, pattern in enumerate(self.patterns):
            first, begins = _build_graph(number, pattern, alternatives)
            root.take(first)
            literals |= begins
        kept = _drop_longer(literals)
        self._automaton = find_literals(kept) if kept else None
        self._root = _State([root])
        self._states: dict[tuple[int, ...], _State] = {}
        self._steps = 0

    def find_all(self, folded: str) -> list[Match]:
        """Return every match of every pattern in `folded`, in order of start, end, pattern."""
        return [
            Match(start, end, number)
            for start, end, numbers in self.find_places(folded)
            for number in numbers
        ]

    def find_places(self, folded: str) -> list[Place]:
        """Return where patterns match in `folded`, in order, each place once with all of them."""
        if self._automaton is None:
            return []
        found: list[Place] = []
        root = self._root
        known, odd, word_at = root.known, root.odd, _WORD.match
        always = bool(root.ask) or "*" in odd
        for _, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and ((before := folded[start - 1]).isalnum() or before == "_"):
                continue
            word = None if always else word_at(folded, start)
            if word and (head := word[0]) not in odd:
                following = known.get(head, root)
                if following is not root:  # where the word leads is known from the last time
                    if following is not None:
                        self._arrive(following, folded, start, word.end(), found)
                    continue
            for number, regex in root.ask:
                if match := regex.match(folded, start):
                    found.append((start, match.end(), (number,)))
            self._follow(root, folded, start, start, found)
        return _merge(found) if len(found) > 1 else found

    def _arrive(self, state: _State, folded: str, start: int, end: int, found: list[Place]) -> None:
        """Add the matches that begin at `start` and end in `state` at `end`, and go on."""
        if state.ends:
            found.append((start, end, state.ends))
        if not state.leaf and (blanks := _BLANKS.match(folded, end)):
            self._follow(state, folded, start, blanks.end(), found)

    def _follow(self, state: _State, folded: str, start: int, at: int, found: list[Place]) -> None:
        """Add the matches that begin at `start` and reach `state` just before `at`."""
        word = _WORD.match(folded, at)
        if state.odd:
            odd = state.odd.get(word[0] if word else "", ()), state.odd.get("*", ())
            for regex, node in chain(*odd):
                if match := regex.match(folded, at):
                    self._leave_odd(self._join([node]), folded, start, match.end(), found)
        if word is None:
            return
        try:
            following = state.known[word[0]]
        except KeyError:
            following = self._work_out(state, word[0])
        if following is not None:
            self._arrive(following, folded, start, word.end(), found)

    def _leave_odd(
        self, state: _State, folded: str, start: int, end: int, found: list[Place]
    ) -> None:
        """Go on after an odd word that ends at `end`, where the pattern may end or go on."""
        if state.ends and not _WORD.match(folded, end):
            found.append((start, end, state.ends))
        if not state.leaf and (blanks := _BLANKS.match(folded, end)):
            self._follow(state, folded, start, blanks.end(), found)

    def _work_out(self, state: _State, word: str) -> _State | None:
        """Return where `word` leads from `state`, None for nowhere, and remember it."""
        if self._steps >= _REMEMBERED:
            self._steps = 0
            self._states.clear()
            self._root.known.clear()
        nodes = list(state.exact.get(word, ()))
        for size in state.sizes:
            nodes += state.wild.get(word[:size], ()) if size <= len(word) else ()
        following = state.known[word] = self._join(nodes) if nodes else None
        self._steps += 1
        return following

    def _join(self, nodes: list[_Node]) -> _State:
        key = tuple(sorted({id(node) for node in nodes}))
        if key not in self._states:
            self._states[key] = _State(nodes)
        return self._states[key]


Interval = TypeVar("Interval", bound=tuple[Any, ...])  # (start, end, anything more)


def keep_longest(spans: Iterable[Interval]) -> list[Interval]:
    """Return the tuples (start, end, …) that lie inside no longer one, in order of start.

    Of two that are the same interval the first is kept; partial overlaps both stay.
    """
    kept: list[Interval] = []
    furthest = -1
    ordered = sorted(enumerate(spans), key=lambda p: (p[1][0], -p[1][1], p[0]))
    for _, span in ordered:
        if span[1] > furthest:
            kept.append(span)
            furthest = span[1]
    return kept
