"""Orders, bills and programmes: instruments whose name ends in a number or in a plain noun.

Comes in: a `Text`, its names, the rows of `instruments.csv`. Goes out: where such a name stands.
Must never know: the codes of the codebook, other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from helpers.gazetteer import find_listed, read_name_words
from helpers.layers.instrument_patterns import read_instrument_patterns
from helpers.layers.name_extents import CAPITAL, cut_possessive
from helpers.matching import find_longest
from helpers.model import Name, Text

_ACT = re.compile(r"\b(?:Act|Bill|Amendment|Resolution)\b")
_NUMBER = r"(?:No\.[ \xa0]?)?\d[\d–-]*"
_DAY = r"of[ \xa0][A-Z][a-z]+[ \xa0]\d{1,2},[ \xa0]\d{4}"
_ORDER = re.compile(
    rf"(?:Executive Order|Proclamation|Presidential (?:Determination|Memorandum|Proclamation))"
    rf"[ \xa0](?:{_NUMBER}|{_DAY})"
)
_FILLER = (
    r"(?:,? (?:the|a|an|my|our|its|his|her|their|this|that|on|for|of|to|into|law|bills?|two-party|"
    r"bipartisan|new|legislation|measure|act|called|named|titled|known|as|with|also|again))*"
    r",? [“\"]?$"
)
_CODE = r"(?:[A-Z]-\d[A-Z]?|\d+\([a-z]\))"
_WORD = rf"(?:{_CODE}|{CAPITAL})"
_BESIDE = ("visa", "parole", "refugee", "pilot", "worker", "grant")
_RUN = re.compile(
    rf"({_WORD}(?:[ \xa0](?:(?:of|for|in|and|to)[ \xa0](?:the[ \xa0])?)?{_WORD}){{0,6}}"
    r"(?:[ \xa0]\([A-Z][A-Z-]{1,6}\))?)[ \xa0]"
    rf"(?:(?:{'|'.join(_BESIDE)})[ \xa0])?"
    r"(programs?|programmes?|initiatives?|process(?:es)?|scheme|pilot|agreements?|accords?|pact)\b"
)
_COUNTED = ("program", "programme", "initiative", "agreement", "accord")
_PLURALS = tuple(noun + "s" for noun in _COUNTED)
_NOUNS = (*_COUNTED, *_PLURALS, "process", "processes", "scheme", "pilot", "pact")
_AGREEMENTS = ("agre", "acco", "pact")
_HAS_CODE = re.compile(_CODE)
_OF_A_PEOPLE = re.compile(r"(?:ans?|ese|ish|[A-Z]\.[A-Z]\.|US|United|States|Iraqi)$")
_BARRED = frozenset(("agency", "office", "person", "place", "body", "organisation"))


class Measure(NamedTuple):
    """Where the name of a measure stands, and its kind as an instrument."""

    start: int
    end: int
    code: str


def find_order(text: Text, name: Name) -> Measure | None:
    """Return a law's name as an instrument, None if it is only the ground of something else.

    An order of the executive counts by its number or day; an act only where a word says that it
    is made, asked for or fought ("introduced the River Act", "the River Act would"), not where
    it is cited ("under the River Act").
    """
    order = _ORDER.match(text.text, name.start, name.end)
    if order:
        return Measure(name.start, order.end(), "rule")
    if not _ACT.search(text.text, name.start, name.end):
        return None
    before, after = _verbs()
    sentence = text.sentence_at(name.start)
    floor, limit = (sentence.start, sentence.end) if sentence else (name.start, name.end)
    made = before.search(text.folded[max(floor, name.start - 80) : name.start])
    if made or after.match(text.folded, name.end, limit):
        return Measure(name.start, name.end, "rule")
    return None


@lru_cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands before and after an act that is the thing made."""
    rows = read_instrument_patterns()
    before = "|".join(_stem(r.pattern) for r in rows if r.rule == "enacting")
    after = "|".join(_stem(r.pattern) for r in rows if r.rule == "enacts")
    return (
        re.compile(rf"\b(?:{before}){_FILLER}"),
        re.compile(rf"[”\"]?,?(?: (?:that|which|bill|also|now|itself))* (?:{after})\b"),
    )


def _stem(pattern: str) -> str:
    return re.escape(pattern).replace(r"\*", r"\w*").replace(r"\ ", " ")


def find_programs(text: Text, names: Sequence[Name]) -> Iterator[Measure]:
    """Yield programmes and agreements whose last noun is no capital: "H-2B visa program"."""
    for match in _find_runs(text.text):
        start = _cut_start(text, match.start(1), match.end(1))
        run = text.text[start : match.end(1)]
        sentence = text.sentence_at(match.start(2))
        if not run or sentence is None or start < sentence.start:
            continue
        if any(n.kind in _BARRED and n.start < match.end() and start < n.end for n in names):
            continue
        if _names_a_program(run):
            agreement = match[2].startswith(_AGREEMENTS)
            yield Measure(start, match.end(), "agreement" if agreement else "initiative")


def _find_runs(raw: str) -> Iterator[re.Match[str]]:
    """Yield the runs of capitalised words that end in a noun for a programme."""
    for _, start, end in _nouns().find_matches_as_indexes(raw):
        if (after := raw[end : end + 1]).isalnum() or after == "_":
            continue
        first = max(raw.rfind("\n", 0, start), raw.rfind("\r", 0, start)) + 1
        first = max(first, raw.find(" ", start - 120) + 1 if start > 120 else 0)
        words = raw[first:start].rsplit(None, 2)[-2:]
        if not any(word.lstrip("(")[:1].isupper() or word[0].isdigit() for word in words):
            continue
        last = words[0] if words[-1] in _BESIDE else words[-1]
        if last.islower() and "(" not in last:  # the run has to reach up to the noun
            continue
        yield from (m for m in _RUN.finditer(raw, first, end) if m.end() == end)


@lru_cache
def _nouns() -> AhoCorasick:
    return find_longest(_NOUNS)


def _cut_start(text: Text, start: int, end: int) -> int:
    """Return where the run begins without a first word that only opens the sentence."""
    stop = read_name_words()["stop"] | read_name_words()["verb"]
    while start < end:
        word = _first_word(text.text, start, end)
        if word not in stop and word not in ("and", "of", "for", "in", "to", "the"):
            return start
        start += len(word) + 1
    return end


def _first_word(raw: str, start: int, end: int) -> str:
    blank = re.compile(r"[ \xa0]").search(raw, start, end)
    return raw[start : blank.start() if blank else end]


def _names_a_program(run: str) -> bool:
    """Return whether capitalised words name a programme: a code, a listed plan, or two words
    that are not only those of a place or people."""
    words = run.replace("(", "").replace(")", "").split()
    if _HAS_CODE.search(run):
        return True
    if any((found := find_listed(word)) and found.kind == "plan" for word in words):
        return True
    places = read_name_words()["place"] | read_name_words()["region"]
    if cut_possessive(words[-1]) != words[-1]:
        return False
    own = [w for w in words if w[0].isupper() and w not in places and not _OF_A_PEOPLE.search(w)]
    return len(own) > 1
