"""Words that tell of speech, as data.

Comes in: `codebook/cues.csv`. Goes out: the forms of verbs of speech, of naming words, of nouns
for documents, of titles of persons. Must never know: a text, a speaker.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold

_PATH = Path(__file__).parent.parent / "codebook" / "cues.csv"


class Cues(NamedTuple):
    """Folded word forms: `speech` (said), `naming` (called), `document` (letter), `title` (mr.)."""

    speech: frozenset[str]
    naming: frozenset[str]
    document: frozenset[str]
    title: frozenset[str]


@lru_cache
def read_cues(path: Path = _PATH) -> Cues:
    """Return the cue words of `codebook/cues.csv`.

    Raises
    ------
    CodebookError
        With every problem of the file: an unknown kind, a word without forms, a form given twice.
    """
    rows, problems = read_rows(path, ("word", "forms", "kind"), ())
    forms: dict[str, list[str]] = {kind: [] for kind in Cues._fields}
    seen: set[tuple[str, str]] = set()
    for line, row in rows:
        kind, words = row["kind"], fold(row["forms"]).split()
        if kind not in forms:
            remedy = f"Kinds: {', '.join(forms)}."
            problems.append(Problem(path.name, line, f"kind {kind!r}", remedy))
            continue
        if not words:
            found = f"{row['word']!r} has no forms"
            problems.append(Problem(path.name, line, found, "List its forms, blanks between them."))
        for word in words:
            if (kind, word) in seen:
                found = f"{kind} form {word!r} comes twice"
                problems.append(Problem(path.name, line, found, "Remove one of the two."))
            seen.add((kind, word))
        forms[kind] += words
    if problems:
        raise CodebookError(problems)
    return Cues(*(frozenset(forms[kind]) for kind in Cues._fields))
