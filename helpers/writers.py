"""Who writes a text: an office-holder, an institution, an analyst, a reporter, or not known.

Comes in: the documents table. Goes out: one kind of writer per text, and whether such a writer
speaks in the first person. Must never know: what a text says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.errors import CodebookError, Problem
from helpers.layers.lexicon import read_fact_rows

WRITERS = ("office-holder", "institution", "analyst", "reporter", "not known")
NOT_KNOWN = WRITERS[4]
_COLUMNS = ("publisher_type", "genre", "author", "writer", "first_person", "why")
_AUTHORS = {"": None, "named": True, "not named": False}


class WriterRule(NamedTuple):
    """One row of `helpers/facts/writers.csv`: what a text must be, and who then writes it.

    An empty condition is met by any text, and `author` None by texts with and without a name.
    """

    publisher_types: frozenset[str]
    genres: tuple[str, ...]
    author: bool | None
    writer: str
    first_person: bool


@lru_cache
def read_writers() -> tuple[WriterRule, ...]:
    """Return the rules of `helpers/facts/writers.csv`, in order.

    Raises
    ------
    CodebookError
        With every row whose writer, author or first_person is none of those known, or that
        names neither a publisher_type nor a genre.
    """
    rules, problems = [], []
    for line, row in read_fact_rows("writers.csv", _COLUMNS):
        problems += _check_rule(line, row)
        rules.append(
            WriterRule(
                frozenset(_split(row["publisher_type"])),
                tuple(_split(row["genre"])),
                _AUTHORS.get(row["author"]),
                row["writer"],
                row["first_person"] == "yes",
            )
        )
    if problems:
        raise CodebookError(problems)
    return tuple(rules)


def _check_rule(line: int, row: dict[str, str]) -> list[Problem]:
    problems = []
    for column, known in (
        ("writer", WRITERS),
        ("author", tuple(_AUTHORS)),
        ("first_person", ("yes", "no")),
    ):
        if row[column] not in known:
            listing = ", ".join(repr(k) for k in known)
            found = f"{column} is {row[column]!r}"
            problems.append(Problem("writers.csv", line, found, f"Write one of {listing}."))
    if not (row["publisher_type"] or row["genre"]):
        remedy = "Fill in publisher_type, genre or both."
        problems.append(Problem("writers.csv", line, "a rule that every text meets", remedy))
    return problems


def _split(cell: str) -> list[str]:
    return [part.strip().casefold() for part in cell.split(";") if part.strip()]


def name_writers(documents: pd.DataFrame) -> pd.DataFrame:
    """Return who writes each text, from what the catalogue says of it; the first rule that fits.

    Parameters
    ----------
    documents : one row per text; columns document_id, publisher_type, genre, author ("" where
        unknown)

    Returns
    -------
    DataFrame
        One row per text; columns document_id, writer (one of `WRITERS`), first_person ("yes" where
        such a writer speaks for itself, "no" where not, "" where no rule fits).

    Examples
    --------
    >>> row = {"document_id": "x", "publisher_type": "news", "genre": "news report", "author": ""}
    >>> name_writers(pd.DataFrame([row])).to_dict("records")
    [{'document_id': 'x', 'writer': 'reporter', 'first_person': 'no'}]
    """
    known = documents[["document_id", "publisher_type", "genre", "author"]].fillna("")
    rows = []
    for document_id, publisher_type, genre, author in known.itertuples(index=False, name=None):
        named = bool(author.strip())
        rows.append((document_id, *_name_writer(publisher_type.strip(), genre, named)))
    return pd.DataFrame(rows, columns=["document_id", "writer", "first_person"])


@lru_cache(maxsize=1024)
def _name_writer(publisher_type: str, genre: str, named: bool) -> tuple[str, str]:
    """Return who writes a text of a kind, and whether such a writer speaks for itself."""
    for rule in read_writers():
        if _fits(rule, publisher_type.casefold(), genre.casefold(), named):
            return rule.writer, "yes" if rule.first_person else "no"
    return NOT_KNOWN, ""


def _fits(rule: WriterRule, publisher_type: str, genre: str, named: bool) -> bool:
    if rule.publisher_types and publisher_type not in rule.publisher_types:
        return False
    if rule.genres and not any(re.search(rf"\b{re.escape(g)}\b", genre) for g in rule.genres):
        return False
    return rule.author is None or rule.author == named
