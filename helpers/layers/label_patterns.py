"""The words that labels are made of, as data.

Comes in: `helpers/codebook/labels.csv` and `stances.csv`. Goes out: `LabelWords`.
Must never know: any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold
from helpers.matching import Match, PatternList, expand_alternatives

CODEBOOK = Path(__file__).parent.parent / "codebook"
OBJECTS = ("person", "movement", "crisis")
NOUN_ROLES = ("head", "adjective", "general", "single", "topical", "nominal", "crisis")
TOPIC_ROLES = ("topic", "topic beside")
WORD_ROLES = (
    *("tail", "modifier", "licence", "quality", "quality beside", "no quality"),
    *("container", "blocker"),
)
PLACE_ROLES = ("before", "after", "after inside", "crisis place")
TOPIC_ENOUGH = 3
_PLACE = r"(?: (?:around|across|throughout|in|from|of) (?:the )?[\w.'-]+(?: [\w.'-]+){0,3}?)?"
_GAP = r"(?:,? (?!(?:for|with|by|against|to|in|on|at|from)\b)[\w'-]+){0,5}?"
_BRIDGE = (
    r"(?:,? \[?(?:who|that|which|from|are|is|were|was|have|had|has|been|being|be|to|must|will|"
    r"would|continue|continued|continues|trying|attempting|seeking|wishing|hoping|likely|most|more|"
    r"often|then|also|not|never|currently|illegally|irregularly|unlawfully|can|could|may|might|"
    r"choose|chose|began|begin|already|still|forcibly|recently|increasingly)\]?)*"
)


class LabelWord(NamedTuple):
    """One row of the file. `role` says how the pattern is used.

    *head*: a noun that is a label by itself; *adjective*: one that needs a *tail* or nothing
    after it; *general*: a noun (people, families) that needs a *licence* before it or a
    condition *before* or *after* it; *single*: one person, who needs a *licence*; *topical*: a
    noun that is a label in any text that speaks of migration; *nominal*: an adjective that "the"
    makes a noun ("the displaced"); *crisis*: needs a *quality* or a *crisis place* (with a
    *quality beside* it for good measure), and counts at no place after a *no quality*;
    *modifier*: stays inside; *container*: stays inside with "of"; *blocker*: makes the noun
    before it part of something else ("migration policy"); *after inside* stays in the span;
    *topic* shows that a text speaks of migration, as three different *topic beside* do.
    """

    role: str
    pattern: str
    object: str
    stance: str
    metaphor: str
    example: str
    near_miss: str


class LabelWords(NamedTuple):
    """The rows made ready: words by role, conditions as expressions, and one list for one pass.

    `patterns` holds the nouns, of which `rows` are the rows in the same order; then what shows
    that a text speaks of migration, of the weights in `weights`; then the containers.
    """

    patterns: PatternList
    rows: tuple[LabelWord, ...]
    weights: tuple[int, ...]
    words: Mapping[str, Mapping[str, LabelWord]]
    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    inside: re.Pattern[str]
    place: re.Pattern[str]

    def find_nouns(self, folded: str) -> list[Match]:
        """Return where the nouns stand in a folded text, in order."""
        return [m for m in self.patterns.find_all(folded) if m.pattern < len(self.rows)]


@lru_cache
def read_stances(path: Path = CODEBOOK / "stances.csv") -> Mapping[str, str]:
    """Return the stances and their definitions, in the order of the file."""
    rows, problems = read_rows(path, ("stance", "definition", "source"), ())
    for line, row in rows if not problems else ():
        if not row["definition"]:
            found = f"stance {row['stance']!r} has no definition"
            problems.append(Problem(path.name, line, found, "Say what it means."))
    if problems:
        raise CodebookError(problems)
    return {row["stance"]: row["definition"] for _, row in rows}


@lru_cache
def read_label_rows(path: Path = CODEBOOK / "labels.csv") -> tuple[LabelWord, ...]:
    """Return the rows of the file, in order; raises `CodebookError` with file and line."""
    rows, problems = read_rows(path, LabelWord._fields, ())
    known = {
        "role": (*NOUN_ROLES, *WORD_ROLES, *PLACE_ROLES, *TOPIC_ROLES),
        "object": ("", *OBJECTS),
        "stance": ("", *read_stances()),
    }
    for line, row in rows if not problems else ():
        for column, values in known.items():
            if row[column] not in values:
                remedy = f"Write one of: {', '.join(v for v in values if v)}."
                found = f"{column} {row[column]!r} is not known"
                problems.append(Problem(path.name, line, found, remedy))
        if not row["pattern"]:
            problems.append(Problem(path.name, line, "the pattern is empty", "Write one."))
    if problems:
        raise CodebookError(problems)
    return tuple(LabelWord(**row) for _, row in rows)


@lru_cache
def prepare_label_words() -> LabelWords:
    """Return the rows of the shipped file, made ready for coding."""
    rows = read_label_rows()
    nouns = [(p, r) for r in rows if r.role in NOUN_ROLES for p in expand_alternatives(r.pattern)]
    words: dict[str, dict[str, LabelWord]] = {role: {} for role in WORD_ROLES}
    for row in rows:
        if row.role in words:
            words[row.role].update((p, row) for p in expand_alternatives(row.pattern))
    inside = _one_of(r.pattern for r in rows if r.role == "after inside")
    place = _one_of(r.pattern for r in rows if r.role == "crisis place")
    topics = [row for row in rows if row.role in TOPIC_ROLES]
    containers = [f"{word} (of|in)" for word in words["container"]]
    listed = [*(p for p, _ in nouns), *(row.pattern for row in topics), *containers]
    return LabelWords(
        PatternList(listed, alternatives=True),
        tuple(row for _, row in nouns),
        tuple(TOPIC_ENOUGH if row.role == "topic" else 1 for row in topics),
        words,
        tuple(
            (stance, re.compile(rf"\b(?:{found}){_GAP} $"))
            for stance, found in _by_stance(rows, "before")
        ),
        tuple(
            (stance, re.compile(rf"{_PLACE}{_BRIDGE} (?:{found})\b"))
            for stance, found in _by_stance(rows, "after")
        ),
        re.compile(rf" (?:{inside})\b"),
        re.compile(rf" (?:{place})\b"),
    )


def _by_stance(rows: Iterable[LabelWord], role: str) -> list[tuple[str, str]]:
    """Return (stance, expression) for the conditions of a role; neutral comes last."""
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.role == role:
            found.setdefault(row.stance, []).append(row.pattern)
    ordered = sorted(found, key=lambda stance: stance == "neutral")
    return [(stance, _one_of(found[stance])) for stance in ordered]


def _one_of(patterns: Iterable[str]) -> str:
    """Return one expression for patterns; their alternatives stay groups, so that it is short."""
    return "|".join(_escape(fold(pattern)) for pattern in patterns)


def _escape(pattern: str) -> str:
    plain = re.escape(pattern).replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    return plain.replace(r"\ ", " ")
