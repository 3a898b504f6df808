"""The words that promise, as data: verbs, nouns and "will", with what must stand beside them.

Comes in: `helpers/codebook/promises.csv`. Goes out: `Cues`. Must never know: any text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.matching import PatternList, expand_alternatives, pattern_to_regex

CODEBOOK = Path(__file__).parent / "codebook"
STATUSES = ("discussed", "aimed", "committed", "signed", "delivered")
CUES = ("verb", "noun", "will", "passive")
WORDS = ("paper", "thing", "agent", "not a promise", "not a verb")
COMPLEMENTS = ("any", "to", "gerund", "thing", "paper", "verb", "subject")


class CueRow(NamedTuple):
    """One row of the file: a pattern that promises, or a word that the rules look up."""

    role: str
    status: str
    pattern: str
    complement: str
    example: str
    near_miss: str


class Cues(NamedTuple):
    """The rows made ready: cues in one list, words as one expression a role."""

    patterns: PatternList
    rows: tuple[CueRow, ...]
    words: Mapping[str, re.Pattern[str]]


@lru_cache
def read_cue_rows(path: Path = CODEBOOK / "promises.csv") -> tuple[CueRow, ...]:
    """Return the rows of the file, in order; raises `CodebookError` with file and line."""
    rows, problems = read_rows(path, CueRow._fields, ())
    for line, row in rows if not problems else ():
        is_cue = row["role"] in CUES
        if not is_cue and row["role"] not in WORDS:
            found = f"role {row['role']!r} is not known"
            remedy = f"Write one of {', '.join((*CUES, *WORDS))}."
        elif is_cue and row["status"] not in STATUSES:
            found = f"status {row['status']!r} is not known"
            remedy = f"Write one of {', '.join(STATUSES)}."
        elif is_cue and row["complement"] not in COMPLEMENTS:
            found = f"complement {row['complement']!r} is not known"
            remedy = f"Write one of {', '.join(COMPLEMENTS)}."
        elif is_cue and not (row["example"] and row["near_miss"]):
            found, remedy = "a cue without example or near-miss", "Write a sentence for each."
        else:
            continue
        problems.append(Problem(path.name, line, found, remedy))
    if problems:
        raise CodebookError(problems)
    return tuple(CueRow(**row) for _, row in rows)


@lru_cache
def prepare_cues() -> Cues:
    """Return the cues ready to be looked for."""
    rows = read_cue_rows()
    plain = [(p, r) for r in rows if r.role in CUES for p in expand_alternatives(r.pattern)]
    words = {}
    for role in WORDS:
        patterns = [p for r in rows if r.role == role for p in expand_alternatives(r.pattern)]
        words[role] = re.compile("|".join(pattern_to_regex(p) for p in patterns))
    return Cues(PatternList([p for p, _ in plain]), tuple(r for _, r in plain), words)
