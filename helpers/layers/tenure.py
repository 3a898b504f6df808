"""Who held which office when, and what the offices named in a text say of when it was written.

Comes in: `helpers/facts/offices.csv` and bounds. Goes out: `Office`s, intervals of days.
Must never know: texts, catalogues, how a mention was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from helpers.errors import CodebookError, Problem
from helpers.layers.lexicon import read_actors, read_fact_rows, simplify, split_cell

FIRST_DAY, LAST_DAY = "0001-01-01", "9999-12-31"
_COLUMNS = ("person", "office", "organisation", "country", "from", "to", "short_titles", "source")
_SMALL = re.compile(r"\b(?:the|of|for|to|on|and)\b|[^\w\s]")


class Office(NamedTuple):
    """One person in one office; `first` and `last` are days (ISO), `LAST_DAY` if still held."""

    person: str
    office: str
    organisation: str
    country: str
    first: str
    last: str
    titles: frozenset[str]


Period = tuple[str, str]
Periods = tuple[Period, ...]
ALWAYS: Periods = ((FIRST_DAY, LAST_DAY),)


@lru_cache
def read_offices() -> tuple[Office, ...]:
    """Return the rows of `helpers/facts/offices.csv`.

    Raises
    ------
    CodebookError
        If a cell is missing, a day is none or stands before the first one, or the person or
        organisation is not in `actors.csv`.
    """
    offices = []
    problems: list[Problem] = []
    for line, row in read_fact_rows("offices.csv", _COLUMNS):
        problems += _check_office(line, row)
        titles = {simplify(t) for t in (row["office"], *split_cell(row["short_titles"]))}
        offices.append(
            Office(
                row["person"],
                row["office"],
                row["organisation"],
                row["country"],
                row["from"],
                row["to"] or LAST_DAY,
                frozenset(titles),
            )
        )
    if problems:
        raise CodebookError(problems)
    return tuple(offices)


def _check_office(line: int, row: dict[str, str]) -> list[Problem]:
    file = "offices.csv"
    problems = [
        Problem(file, line, f"no {column}", "Fill it in.")
        for column in ("person", "office", "from", "source")
        if not row[column]
    ]
    days = [row["from"], row["to"]]
    for day in filter(None, days):
        try:
            date.fromisoformat(day)
        except ValueError:
            remedy = "Write a day as 2021-01-20."
            problems.append(Problem(file, line, f"{day!r} is no day", remedy))
    if all(days) and days[1] < days[0]:
        problems.append(Problem(file, line, "it ends before it begins", "Mend one of the days."))
    if row["person"] and row["person"] not in read_actors().by_name:
        remedy = "Add the person there, or write the name as it is there."
        problems.append(Problem(file, line, f"{row['person']!r} is not in actors.csv", remedy))
    return problems


@lru_cache
def _read_rows() -> dict[str, list[tuple[Office, list[frozenset[str]]]]]:
    """Return the offices of each person, and of all under "", with the words that name each."""
    rows: dict[str, list[tuple[Office, list[frozenset[str]]]]] = {"": []}
    for office in read_offices():
        full = f"{office.office} {office.organisation} {office.country}"
        row = (office, [_words(name) for name in (full, *office.titles)])
        rows[""].append(row)
        rows.setdefault(office.person, []).append(row)
    return rows


def held_office(person: str) -> bool:
    """Return whether the facts know an office of `person`."""
    return person in _read_rows()


def find_offices(
    title: str, complement: str = "", *, person: str = "", country: str = "", organisation: str = ""
) -> tuple[Office, ...]:
    """Return the offices that a title may mean, of one person or of anyone.

    Parameters
    ----------
    title
        The title as written, such as "Secretary" or "vice president".
    complement
        What follows it, such as " of Homeland Security".
    country, organisation
        What the title is of, where the text says so (canonical names).

    >>> [o.person for o in find_offices("Vice President", country="United States")][:2]
    ['Dick Cheney', 'Joe Biden']
    """
    if person not in _read_rows():
        return ()
    return _find_offices(title, complement, person, country, organisation)


@lru_cache(maxsize=1 << 13)
def _find_offices(
    title: str, complement: str, person: str, country: str, organisation: str
) -> tuple[Office, ...]:
    short = simplify(title)
    full = _words(title + complement)
    rows = _read_rows()[person]
    if complement and full and not (country or organisation or person):
        rows = _rows_with(max(full, key=len))
    found = []
    for office, names in rows:
        if (country and country != office.country) and (office.country or not person):
            continue
        if (organisation and organisation != office.organisation) and (
            office.organisation or not person
        ):
            continue
        if complement or organisation:
            fits = any(full <= words for words in names)
            if not (fits or (short in office.titles and (organisation or country))):
                continue
        elif short not in office.titles:
            continue
        found.append(office)
    return tuple(found)


@lru_cache(maxsize=4096)
def _rows_with(word: str) -> list[tuple[Office, list[frozenset[str]]]]:
    return [row for row in _read_rows()[""] if any(word in words for words in row[1])]


@lru_cache(maxsize=4096)
def _words(phrase: str) -> frozenset[str]:
    return frozenset(_SMALL.sub(" ", simplify(phrase)).split())


def periods_of(offices: Iterable[Office]) -> Periods:
    """Return the days on which one of the offices was held, as periods that do not touch."""
    merged: list[Period] = []
    for first, last in sorted((o.first, o.last) for o in offices):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def intersect(one: Periods, other: Periods) -> Periods:
    """Return the days that lie in both.

    >>> intersect((("2017-01-20", "2021-01-20"),), (("2019-01-01", "2030-01-01"),))
    (('2019-01-01', '2021-01-20'),)
    """
    return tuple((max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d))


def intersect_all(bounds: Iterable[Periods]) -> Periods:
    """Return the days that lie in all of the bounds; none if they contradict each other."""
    left = ALWAYS
    for periods in bounds:
        left = intersect(left, periods)
    return left


def write_periods(periods: Periods) -> str:
    """Return periods as ISO intervals parted by semicolons, ".." for an open end.

    >>> write_periods((("2017-01-20", "2021-01-20"), ("2025-01-20", LAST_DAY)))
    '2017-01-20/2021-01-20; 2025-01-20/..'
    """
    return "; ".join(
        f"{'..' if first == FIRST_DAY else first}/{'..' if last == LAST_DAY else last}"
        for first, last in periods
    )


def read_periods(value: str) -> Periods:
    """Return the periods that `write_periods` wrote."""
    periods = []
    for part in split_cell(value):
        first, _, last = part.partition("/")
        periods.append((FIRST_DAY if first == ".." else first, LAST_DAY if last == ".." else last))
    return tuple(periods)


def holders(offices: Sequence[Office], when: Periods) -> list[str]:
    """Return who held one of the offices on some day of `when`, in order of first day."""
    found = [o for o in offices if any(o.first <= last and first <= o.last for first, last in when)]
    if len(found) > 1:
        found.sort(key=lambda o: o.first)
    return list(dict.fromkeys([o.person for o in found]))
