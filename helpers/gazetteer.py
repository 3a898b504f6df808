"""The proper names that are known beforehand and the words that names are built from, as data.

Comes in: the CSV files of `helpers/facts`. Goes out: `Listed`, `Head`, sets of words.
Must never know: any text, nor the codes of the codebook.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold

FACTS = Path(__file__).parent / "facts"
NAME_KINDS = (
    *("office", "agency", "plan", "law", "conference", "body", "organisation", "place", "person"),
)
INSTRUMENT_KINDS = ("plan", "agreement", "initiative", "conference", "body", "rule")
HEAD_RULES = ("after", "weak", "first", "only", "number", "office")
WORD_ROLES = (*("portfolio", "rank", "stop", "verb", "title", "place", "region", "owner"),)


class Listed(NamedTuple):
    """A name of the gazetteer: `instrument` is its kind as an instrument, empty if it is none."""

    kind: str
    instrument: str
    canonical: str


class Head(NamedTuple):
    """A noun that ends or begins a name, as *Department* does.

    `links` are the small words that may follow it inside the name ("Department of …"); `rules`
    say how it behaves: *first* stands before its name too ("Plan Colombia"), *only* nowhere
    else, *after* takes a small word only if nothing stands before it, *weak* makes no name when
    a capitalised word follows, *number* needs none before it, *office* is a post.
    """

    kind: str
    instrument: str
    links: frozenset[str]
    rules: frozenset[str]


@lru_cache
def read_listed_names(path: Path = FACTS / "names.csv") -> Mapping[str, Listed]:
    """Return the names of the gazetteer by alias, each alias written as in the file.

    Raises
    ------
    CodebookError
        With file, line, what was found and what to do, for every row that cannot be used.
    """
    columns = ("name", "alias", "kind", "instrument", "canonical", "source")
    rows, problems = read_rows(path, columns, ())
    listed: dict[str, Listed] = {}
    lines: dict[str, int] = {}
    for line, row in rows if not problems else ():
        problems += _check_value(path, line, "kind", row["kind"], NAME_KINDS)
        if row["instrument"]:
            problems += _check_value(path, line, "instrument", row["instrument"], INSTRUMENT_KINDS)
        for alias in split_cell(row["alias"]):
            if alias in listed:
                found = f"alias {alias!r} stands in line {lines[alias]} too"
                problems.append(Problem(path.name, line, found, "Keep it in one of the two."))
            listed[alias] = Listed(row["kind"], row["instrument"], row["canonical"])
            lines[alias] = line
        if not row["alias"] or not row["canonical"] or not row["source"]:
            found = f"{row['name']!r} lacks an alias, a canonical name or a source"
            problems.append(Problem(path.name, line, found, "Fill the empty cell."))
    if problems:
        raise CodebookError(problems)
    return listed


@lru_cache(maxsize=1 << 13)
def find_listed(words: str) -> Listed | None:
    """Return what the gazetteer knows of a name, else None: as spelled, else whatever its case.

    >>> find_listed("plan colombia").canonical
    'Plan Colombia'
    """
    plain = " ".join(words.split())
    return read_listed_names().get(plain) or _listed_by_fold().get(fold(plain))


@lru_cache
def _listed_by_fold() -> Mapping[str, Listed]:
    listed: dict[str, Listed] = {}
    for alias, name in read_listed_names().items():
        listed.setdefault(fold(alias), name)
    return listed


@lru_cache
def read_heads(path: Path = FACTS / "name_heads.csv") -> Mapping[str, Head]:
    """Return the head nouns of names, by the noun as written."""
    rows, problems = read_rows(path, ("head", "kind", "instrument", "links", "rules"), ())
    heads: dict[str, Head] = {}
    for line, row in rows if not problems else ():
        problems += _check_value(path, line, "kind", row["kind"], NAME_KINDS)
        for rule in row["rules"].split():
            problems += _check_value(path, line, "rules", rule, HEAD_RULES)
        if row["instrument"]:
            problems += _check_value(path, line, "instrument", row["instrument"], INSTRUMENT_KINDS)
        if row["head"] in heads:
            found = f"head {row['head']!r} comes twice"
            problems.append(Problem(path.name, line, found, "Keep one of the two rows."))
        links, rules = frozenset(row["links"].split()), frozenset(row["rules"].split())
        heads[row["head"]] = Head(row["kind"], row["instrument"], links, rules)
    if problems:
        raise CodebookError(problems)
    return heads


@lru_cache
def read_name_words(path: Path = FACTS / "name_words.csv") -> Mapping[str, frozenset[str]]:
    """Return the words that rules for names look up, by role (portfolio, rank, stop …)."""
    rows, problems = read_rows(path, ("word", "role"), ())
    words: dict[str, set[str]] = {role: set() for role in WORD_ROLES}
    for line, row in rows if not problems else ():
        problems += _check_value(path, line, "role", row["role"], WORD_ROLES)
        words.setdefault(row["role"], set()).add(row["word"])
    if problems:
        raise CodebookError(problems)
    return {role: frozenset(found) for role, found in words.items()}


def split_cell(cell: str) -> list[str]:
    """Return the parts of a cell that holds several values between semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _check_value(
    path: Path, line: int, column: str, value: str, known: tuple[str, ...]
) -> list[Problem]:
    if value in known:
        return []
    remedy = f"Write one of: {', '.join(known)}."
    return [Problem(path.name, line, f"{column} {value!r} is not known", remedy)]
