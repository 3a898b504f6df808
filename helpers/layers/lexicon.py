"""What the actors layer looks up: known actors, titles, first names, words by role.

Comes in: the CSV files of `helpers/facts`. Goes out: `Actor`s, sets of words.
Must never know: texts, nor where a phrase stands in one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold

FACTS = Path(__file__).parent.parent / "facts"
KINDS = ("person", "organisation", "country", "bloc")
TITLE_USES = ("office", "with a name", "courtesy")
_COLUMNS = ("canonical", "alias", "short", "kind", "country", "source")
_BARE = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x180)
    if len(unicodedata.normalize("NFD", chr(code))) == 2
}


class Actor(NamedTuple):
    """A known actor; `short` forms need a title, unless the file marks them with `!`."""

    canonical: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    alone: tuple[str, ...]
    kind: str
    country: str
    source: str


class Actors(NamedTuple):
    """The known actors, by canonical name, by full form and by short form (both folded)."""

    by_name: dict[str, Actor]
    by_alias: dict[str, Actor]
    by_short: dict[str, tuple[Actor, ...]]


def simplify(text: str) -> str:
    """Return `text` folded and without accents, of the same length.

    >>> simplify("Andrés Manuel López")
    'andres manuel lopez'
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return text.lower()
    folded = fold(text)
    return folded if folded.isascii() else folded.translate(_BARE)


def read_fact_rows(name: str, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the file `name` in `helpers/facts`, each with its line.

    Raises
    ------
    CodebookError
        With file, line, what was found and what to do, for every row that cannot be used.
    """
    rows, problems = read_rows(FACTS / name, columns, ())
    if problems:
        raise CodebookError(problems)
    return rows


@lru_cache
def _words() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for _, row in read_fact_rows("actor_words.csv", ("role", "word")):
        roles.setdefault(row["role"], set()).add(row["word"])
    return {role: frozenset(words) for role, words in roles.items()}


def read_words(role: str) -> frozenset[str]:
    """Return the words of one role in `helpers/facts/actor_words.csv`.

    Raises
    ------
    CodebookError
        If no word has this role.
    """
    if role not in _words():
        found = f"no word has the role {role!r}"
        raise CodebookError([Problem("actor_words.csv", 0, found, "Put its rows back.")])
    return _words()[role]


@lru_cache
def read_actors() -> Actors:
    """Return the known actors of `helpers/facts/actors.csv`.

    Raises
    ------
    CodebookError
        If a name or source is missing, a kind unknown, or two rows claim the same full form.
    """
    by_name: dict[str, Actor] = {}
    by_alias: dict[str, Actor] = {}
    by_short: dict[str, tuple[Actor, ...]] = {}
    problems: list[Problem] = []
    for line, row in read_fact_rows("actors.csv", _COLUMNS):
        problems += _check_actor(line, row)
        short = split_cell(row["short"])
        actor = Actor(
            row["canonical"],
            split_cell(row["alias"]),
            tuple(s.rstrip("!") for s in short),
            tuple(s[:-1] for s in short if s.endswith("!")),
            row["kind"],
            row["country"],
            row["source"],
        )
        by_name[actor.canonical] = actor
        for alias in (actor.canonical, *actor.aliases):
            rival = by_alias.setdefault(simplify(alias), actor)
            if rival is not actor:
                found = f"{alias!r} already means {rival.canonical!r}"
                problems.append(Problem("actors.csv", line, found, "Keep it in one of the two."))
        for form in actor.short if actor.kind == "person" else ():
            by_short[simplify(form)] = (*by_short.get(simplify(form), ()), actor)
    if problems:
        raise CodebookError(problems)
    return Actors(by_name, by_alias, by_short)


def _check_actor(line: int, row: dict[str, str]) -> list[Problem]:
    problems = [
        Problem("actors.csv", line, f"no {column}", "Fill it in.")
        for column in ("canonical", "kind", "source")
        if not row[column]
    ]
    if row["kind"] and row["kind"] not in KINDS:
        remedy = f"Write one of {', '.join(KINDS)}."
        problems.append(Problem("actors.csv", line, f"unknown kind {row['kind']!r}", remedy))
    return problems


def split_cell(cell: str) -> tuple[str, ...]:
    """Return the parts of a cell that holds several, parted by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


@lru_cache
def read_titles() -> dict[str, str]:
    """Return the titles of `helpers/facts/titles.csv`, each with its use."""
    titles = {}
    problems = []
    for line, row in read_fact_rows("titles.csv", ("title", "use")):
        titles[row["title"]] = row["use"]
        if row["use"] not in TITLE_USES:
            remedy = f"Write one of {', '.join(TITLE_USES)}."
            problems.append(Problem("titles.csv", line, f"unknown use {row['use']!r}", remedy))
    if problems:
        raise CodebookError(problems)
    return titles


@lru_cache
def read_first_names() -> frozenset[str]:
    """Return the first names of `helpers/facts/first_names.csv`, folded, without accents."""
    return frozenset(
        simplify(row["name"]) for _, row in read_fact_rows("first_names.csv", ("name",))
    )


def strip_accents(word: str) -> str:
    """Return `word` without accents."""
    return word if word.isascii() else word.translate(_BARE)
