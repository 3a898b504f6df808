"""Errors for files that people edit: where, what was found, what to do.

Comes in: nothing. Goes out: `Problem`, `CorpusError`, `CodebookError`.
Must never know: which file is being read.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong in one place. `line` counts from 1; 0 means the file as a whole."""

    file: str
    line: int
    found: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{place}: {self.found}. {self.remedy}"


class ProblemsError(ValueError):
    """One or more problems, all told at once."""

    what = "input"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems)
        n = len(self.problems)
        head = f"{n} problem{'s' if n != 1 else ''} in the {self.what}"
        super().__init__("\n  ".join([head + ":", *map(str, self.problems)]))


class CorpusError(ProblemsError):
    """The folder of texts, its catalogue, gold or annotations cannot be read as they are."""

    what = "corpus"


class CodebookError(ProblemsError):
    """The codebook cannot be read as it is."""

    what = "codebook"
