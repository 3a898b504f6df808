"""The nouns and phrases that tell of an instrument without a proper name, as data.

Comes in: `helpers/codebook/instruments.csv`. Goes out: its rows, checked.
Must never know: any text.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.gazetteer import INSTRUMENT_KINDS

PATTERNS = Path(__file__).parent.parent / "codebook" / "instruments.csv"
NOUN_RULES = ("described", "standing", "made", "made alone", "meeting")
RULES = (*NOUN_RULES, "making", "valuing", "relating", "enacting", "enacts")


class Pattern(NamedTuple):
    """One row: `rule` says how the pattern is used.

    *described*: the phrase is the instrument; *standing*: a noun with any modifier; *made*: a
    noun with a modifier after a verb of *making*, *made alone*: also without; *meeting*: a noun
    after a *relating* word; *valuing* words only praise and stay outside the span;
    *enacting* words before an act, or *enacts* after it, say that the act is what is made.
    """

    rule: str
    code: str
    pattern: str
    canonical: str
    example: str
    near_miss: str


@lru_cache
def read_instrument_patterns(path: Path = PATTERNS) -> tuple[Pattern, ...]:
    """Return the rows of the file, in order; raises `CodebookError` with file and line."""
    rows, problems = read_rows(path, Pattern._fields, ())
    for line, row in rows if not problems else ():
        if row["rule"] not in RULES:
            found, remedy = f"rule {row['rule']!r} is not known", f"Write one of: {RULES}."
            problems.append(Problem(path.name, line, found, remedy))
        elif row["rule"] in NOUN_RULES and row["code"] not in INSTRUMENT_KINDS:
            found = f"code {row['code']!r} is not known"
            problems.append(Problem(path.name, line, found, f"Write one of: {INSTRUMENT_KINDS}."))
        elif not row["pattern"]:
            problems.append(Problem(path.name, line, "the pattern is empty", "Write one."))
    if problems:
        raise CodebookError(problems)
    return tuple(Pattern(**row) for _, row in rows)
