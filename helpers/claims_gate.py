"""The gate for prose: words that claim more than a corpus allows are refused, with what to write.

Comes in: our own prose (claim templates, Markdown), perhaps the corpus it is about. Goes out:
`Overclaim`s. Must never know: the passages of a text; what stands in quotation marks is skipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from helpers.claims import Claim, Number, read_templates
from helpers.corpus import Corpus
from helpers.csvfiles import read_rows
from helpers.errors import Problem, ProblemsError
from helpers.locks import list_open
from helpers.matching import expand_alternatives

NEEDS = ("series", "groups", "never")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)|\"[^\"\n]*\"|```.*?```|`[^`\n]*`|^>.*$", re.S | re.M)
_MARKUP = re.compile(r"<[^>]+>|\]\([^)\s]*\)|\{[^{}]*\}")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n\s*\n|\n(?=[-*|#\d])")


class GateError(ProblemsError):
    """The lists of words of the gate cannot be read as they are."""

    what = "lists of words"


class Overclaim(NamedTuple):
    """A word that claims too much: where, the word, its sentence, what it needs, what instead."""

    where: str
    word: str
    sentence: str
    needs: str
    instead: str

    def __str__(self) -> str:
        need = {"never": "no corpus bears it"}.get(self.needs, f"it needs the lock {self.needs!r}")
        return f"{self.where}: {self.word!r} in “{self.sentence}”: {need}. {self.instead}"


class _Refused(NamedTuple):
    pattern: re.Pattern[str]
    needs: str
    instead: str


@lru_cache
def read_refused() -> tuple[_Refused, ...]:
    """Return the words that are refused, from `helpers/claim_words.csv`."""
    rows, problems = _read("claim_words.csv", ("words", "needs", "instead"))
    refused = []
    for line, row in rows:
        if row["needs"] not in NEEDS:
            found = f"needs is {row['needs']!r}"
            problems.append(Problem("claim_words.csv", line, found, f"Write {', '.join(NEEDS)}."))
            continue
        plain = expand_alternatives(f"({row['words']})")
        longest = sorted(plain, key=len, reverse=True)
        words = "|".join(
            re.escape(p).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for p in longest
        )
        pattern = re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE)
        refused.append(_Refused(pattern, row["needs"], row["instead"]))
    if problems:
        raise GateError(problems)
    return tuple(refused)


@lru_cache
def read_allowed() -> tuple[str, ...]:
    """Return phrases in which such a word may stand, from `helpers/claim_words_allowed.csv`."""
    rows, problems = _read("claim_words_allowed.csv", ("phrase", "why"))
    for line, row in rows:
        if not row["why"]:
            found = f"{row['phrase']!r} has no reason"
            problems.append(
                Problem("claim_words_allowed.csv", line, found, "Say why it is let in.")
            )
    if problems:
        raise GateError(problems)
    return tuple(row["phrase"] for _, row in rows)


def _read(
    name: str, columns: tuple[str, ...]
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    return read_rows(Path(str(files("helpers").joinpath(name))), columns, ())


def find_overclaims(text: str, where: str, corpus: Corpus | None = None) -> list[Overclaim]:
    """Return the words of our own prose that claim more than the corpus allows.

    What stands in quotation marks, in code or in a quoted block is a source's or a program's and
    is skipped; so are the phrases of `helpers/claim_words_allowed.csv`, which say that something
    is not claimed.

    Parameters
    ----------
    text : prose, Markdown or not
    where : what to call it in a message
    corpus : what the prose is about; without one, it must hold of any corpus, so no lock is open

    >>> [o.word for o in find_overclaims("Aid increased, says “we increased it”.", "x")]
    ['increased']
    """
    opened = list_open(corpus) if corpus is not None else frozenset()
    prose = _MARKUP.sub(" ", _QUOTED.sub(" ", text))
    for phrase in read_allowed():
        prose = re.sub(re.escape(phrase).replace(r"\ ", r"\s+"), " ", prose, flags=re.IGNORECASE)
    found = []
    for sentence in _SENTENCE.split(prose):
        for refused in read_refused():
            if refused.needs in opened:
                continue
            found += [
                Overclaim(where, m[0], " ".join(sentence.split()), refused.needs, refused.instead)
                for m in refused.pattern.finditer(sentence)
            ]
    return found


def check_templates() -> list[Overclaim]:
    """Return what the claim templates claim that not every corpus bears."""
    return [o for name, t in read_templates().items() for o in find_overclaims(t, f"claim {name}")]


def check_prose(root: Path) -> list[Overclaim]:
    """Return what the Markdown cells of notebooks and the pages of the project claim too much."""
    return [o for where, text in list_prose(root) for o in find_overclaims(text, where)]


def list_prose(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (where, text) of our own prose: Markdown files and the Markdown cells of notebooks."""
    for path in sorted([*root.glob("*.md"), *root.glob("seeds/*.md"), *root.glob("bench/*.md")]):
        yield path.relative_to(root).as_posix(), path.read_text("utf-8")
    for path in sorted(root.glob("notebooks/*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        for i, cell in enumerate(cells, 1):
            if cell["cell_type"] == "markdown":
                yield f"{path.name}, cell {i}", "".join(cell["source"])


def list_typed_numbers() -> list[str]:
    """Return the claim templates in which a number is typed by hand instead of computed.

    The width of an interval ("95 %") is how it is defined, not a result.
    """
    return [
        name
        for name, template in read_templates().items()
        if any(
            re.search(r"\d", literal.replace("95 %", "").replace("95\xa0%", ""))
            for literal, *_ in Formatter().parse(template)
        )
    ]


@lru_cache
def read_uncounted() -> dict[tuple[str, str], str]:
    """Return the numbers of claims that count no sentences, with what they count.

    From `helpers/claim_numbers.csv`: by (claim, part). All other numbers must open sentences.
    """
    rows, problems = _read("claim_numbers.csv", ("claim", "part", "counts"))
    if problems:
        raise GateError(problems)
    return {(row["claim"], row["part"]): row["counts"] for _, row in rows}


def list_unlinked(claim: Claim) -> list[str]:
    """Return the parts of a claim that hold a number which opens nothing and should.

    A nought has nothing to open; a number that stands with its noun ("3 texts") says itself that
    it counts no sentences, and what `helpers/claim_numbers.csv` lists counts none either.
    """
    fields = [(f, spec) for _, f, spec, _ in Formatter().parse(read_templates()[claim.name]) if f]
    nouns: dict[str, set[str]] = {}
    for name, spec in fields:
        if "?" not in name:
            nouns.setdefault(name, set()).add(spec or "")
    unlinked = []
    for name, said in nouns.items():
        part = claim.parts[name]
        numbers = [part] if isinstance(part, Number) else [] if isinstance(part, str) else part
        bare = [n for n in numbers if not n.key and re.search(r"[1-9]", str(n.value))]
        tells = any(noun not in ("", "sentence") for noun in said)
        if bare and not tells and (claim.name, name) not in read_uncounted():
            unlinked.append(name)
    return unlinked
