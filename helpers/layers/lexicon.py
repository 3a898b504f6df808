"""What the actors layer looks up: known actors, titles, first names, and where they stand.

Comes in: the CSV files of `helpers/facts` and a text. Goes out: `Hit`s, the longest kept.
Must never know: what a sentence says of an actor, nor which document it reads.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold
from helpers.model import Text

FACTS = Path(__file__).parent.parent / "facts"
KINDS = ("person", "organisation", "country", "bloc")
TITLE_USES = ("office", "with a name", "courtesy")
_COLUMNS = ("canonical", "alias", "short", "kind", "country", "source")
_BARE = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x180)
    if len(unicodedata.normalize("NFD", chr(code))) == 2
}
_LISTS = ("including", "include", "includes", "such as", "like")
_ADMINISTRATION = "administration"


class Actor(NamedTuple):
    """A known actor; `short` forms need a title, unless the file marks them with `!`."""

    canonical: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    alone: tuple[str, ...]
    kind: str
    country: str
    source: str


class Hit(NamedTuple):
    """A phrase of the lexicon at characters `start` to `end`.

    `kind` is person, organisation, country, bloc, demonym, place (a phrase that holds an actor's
    name and is none), title, first (name), list or administration; `value` the canonical name,
    or the title's use.
    """

    start: int
    end: int
    kind: str
    value: str


class Actors(NamedTuple):
    """The known actors, by canonical name, by full form and by short form (both folded)."""

    by_name: dict[str, Actor]
    by_alias: dict[str, Actor]
    by_short: dict[str, tuple[Actor, ...]]


@lru_cache(maxsize=1 << 14)
def simplify(text: str) -> str:
    """Return `text` folded and without accents, of the same length.

    >>> simplify("Andrés Manuel López")
    'andres manuel lopez'
    """
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


def _plural(title: str) -> str:
    head, _, tail = title.partition(" ")
    if tail == "general" or tail.startswith(("of ", "for ")):
        return _plural(head) + " " + tail
    if title.endswith("y"):
        return title[:-1] + "ies"
    return title + "s"


def _capitalise(phrase: str) -> str:
    small = ("of", "the", "and", "for", "in", "to", "de", "on")
    words = [w if w in small else w[:1].upper() + w[1:] for w in phrase.split(" ")]
    return " ".join(words)


def _list_phrases() -> Iterator[tuple[str, str, str]]:
    """Yield each phrase as it may be written, with its kind and value; the first one counts."""
    for actor in read_actors().by_name.values():
        alone = actor.alone if actor.kind == "person" else ()
        for phrase in (actor.canonical, *actor.aliases, *alone):
            yield from ((p, actor.kind, actor.canonical) for p in _spell(phrase))
        for demonym in actor.short if actor.kind == "country" else ():
            yield from ((p, "demonym", actor.canonical) for p in _spell(demonym))
    for _, row in read_fact_rows("lookalikes.csv", ("phrase", "why")):
        yield from ((p, "place", row["phrase"]) for p in _spell(row["phrase"]))
    for title, use in read_titles().items():
        yield from ((p, "title", use) for p in _spell_title(title))
        if use == "office" or title in ("congressman", "representative", "general"):
            yield from ((p, "titles", title) for p in _spell_title(_plural(title)))
    for name in read_first_names():
        yield name.capitalize(), "first", name
    for _, row in read_fact_rows("first_names.csv", ("name",)):
        yield row["name"], "first", simplify(row["name"])
    for word in _LISTS:
        yield word, "list", word
    for word in (_ADMINISTRATION, _ADMINISTRATION.capitalize(), _ADMINISTRATION.upper()):
        yield word, "administration", ""


def _spell(phrase: str) -> set[str]:
    """Return the ways to write `phrase`: capitals, accents or none, straight or curly quotes."""
    accents = product(*({w, strip_accents(w)} for w in phrase.split(" ")))
    spelled = {q for words in accents for q in _quote(" ".join(words))}
    return {f for p in spelled for f in (p, _capitalise(p), p.upper())}


def strip_accents(word: str) -> str:
    """Return `word` without accents."""
    return word if word.isascii() else word.translate(_BARE)


def _quote(phrase: str) -> set[str]:
    curly = phrase.replace("'", "’")
    dashes = {q.replace("-", "–") for q in (phrase, curly)} if "-" in phrase else set()
    return {phrase.replace("’", "'"), curly, *dashes}


def _spell_title(title: str) -> tuple[str, ...]:
    return title, _capitalise(title), title[0].upper() + title[1:], title.upper()


@lru_cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, str], ...]]:
    entries: dict[str, tuple[str, str]] = {}
    for phrase, kind, value in _list_phrases():
        entries.setdefault(phrase, (kind, value))
    return AhoCorasick(list(entries), matchkind=MatchKind.Standard), tuple(entries.values())


def find_hits(text: Text) -> list[Hit]:
    """Return the phrases of the lexicon that stand in the text as whole words, longest kept.

    Capitals count; accents, the shape of quotes and of dashes do not.
    """
    plain = text.text.replace("\n", " ").replace("\xa0", " ")
    automaton, entries = _automaton()
    size = len(plain)
    found = [
        (start, -end, number)
        for number, start, end in automaton.find_matches_as_indexes(plain, overlapping=True)
        if not ((start and plain[start - 1].isalnum()) or (end < size and plain[end].isalnum()))
    ]
    found.sort()
    kept: list[Hit] = []
    reached = 0
    for start, end, number in found:
        if start >= reached:
            reached = -end
            kept.append(Hit(start, reached, *entries[number]))
    return kept
