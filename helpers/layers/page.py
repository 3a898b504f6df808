"""A text with what the lexicon finds in it, looked for once.

Comes in: a `Text` and its proper names. Goes out: a `Page`, its hits by kind and by place.
Must never know: what a sentence says of an actor, nor which document it reads.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from helpers.layers.lexicon import (
    read_actors,
    read_fact_rows,
    read_first_names,
    read_titles,
    simplify,
    strip_accents,
)
from helpers.model import Name, Text

_LISTS = ("including", "include", "includes", "such as", "like")
_ADMINISTRATION = "administration"
_BLOCKING = ("plan", "law", "conference")
_NOWHERE = (sys.maxsize, sys.maxsize)
# Parts of words whose places say where else to look; the lexicon's hits do not mind them.
_CUES = {
    "group": (
        *("nonprofit", "non-profit", "charity", "nongovernmental organization", "advocacy group"),
        *("aid group", "rights group", "relief group", "legal group", "faith group", "shelter"),
    ),
    "city": ("City of", "city of"),
    "bracket": (" [",),
    "company": ("ompan",),
    "sector": ("sector", "Sector", "SECTOR"),
    "government": ("overnment",),
    "you": (" you",),
    "seat": ("eadquarters", "uilding"),
    "again": tuple(
        f"the {head}"
        for head in (
            *("Department", "Agency", "Bank", "Committee", "Subcommittee", "Commission", "Council"),
            *("Foundation", "Partnership", "Institute", "Ministry", "Court", "Caucus", "Center"),
            *("Corporation", "Organization", "Embassy", "Bureau", "Secretariat", "Mission"),
            "Command",
        )
    ),
}


class Hit(NamedTuple):
    """A phrase of the lexicon at characters `start` to `end`.

    `kind` is person, organisation, country, bloc, demonym, place (a phrase that holds an actor's
    name and is none), title, titles, first (name), list or administration; `value` the canonical
    name, or the title's use.
    """

    start: int
    end: int
    kind: str
    value: str


class Page:
    """The raw text with the hits in it, in order, by kind and by where they start and end.

    By kind, a "State of …" among the organisations is a "state".
    Hits in the name of a plan, law or conference are left out. `cues` holds, by what they give
    away, the places of parts of words that are no hits; `offices` those of the names of posts;
    `sentence_starts` where sentences begin, so that their first capital says nothing.
    """

    def __init__(self, text: Text, names: Sequence[Name]) -> None:
        self.text = text
        self.raw = text.text
        hits, self.cues = find_hits(self.raw)
        self.hits = _drop_blocked(hits, names)
        self.at = {h.start: h for h in self.hits}
        self.until = {h.end: h for h in self.hits}
        self.of_kind: dict[str, list[Hit]] = {}
        for hit in self.hits:
            kind = hit.kind
            if kind == "organisation" and hit.value.startswith("State of "):
                kind = "state"
            self.of_kind.setdefault(kind, []).append(hit)
        self.sentence_starts = {s.start for s in text.sentences}
        self.offices = [(n.start, n.end) for n in names if n.kind == "office"]
        self.plural = False

    def of(self, *kinds: str) -> list[Hit]:
        """Return the hits of some kinds, in order."""
        return sorted([hit for kind in kinds for hit in self.of_kind.get(kind, ())])


def _drop_blocked(hits: list[Hit], names: Sequence[Name]) -> list[Hit]:
    """Return the hits that stand in no name of a plan, law or conference."""
    blocked = iter([(n.start, n.end) for n in names if n.kind in _BLOCKING])
    start, end = next(blocked, _NOWHERE)
    kept = []
    for hit in hits:
        while end <= hit.start:
            start, end = next(blocked, _NOWHERE)
        if hit.start < start or end < hit.end:
            kept.append(hit)
    return kept


def find_hits(raw: str) -> tuple[list[Hit], dict[str, list[tuple[int, int]]]]:
    """Return the phrases of the lexicon that stand as whole words, longest kept, and the cues.

    Capitals count; accents, the shape of quotes and of dashes do not.
    """
    plain = raw.replace("\n", " ").replace("\xa0", " ")
    automaton, entries, n_hits = _automaton()
    size = len(plain)
    matches = automaton.find_matches_as_indexes(plain, overlapping=True)
    found = [
        (start, -end, number)
        for number, start, end in matches
        if number < n_hits
        and not ((start and plain[start - 1].isalnum()) or (end < size and plain[end].isalnum()))
    ]
    found.sort()
    kept: list[Hit] = []
    reached = 0
    for start, end, number in found:
        if start >= reached:
            reached = -end
            kept.append(Hit._make((start, reached, *entries[number])))
    cues: dict[str, list[tuple[int, int]]] = {}
    for number, start, end in matches:
        if number >= n_hits and raw.startswith(entries[number][1], start):
            cues.setdefault(entries[number][0], []).append((start, end))
    return kept, cues


@lru_cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[str, str], ...], int]:
    """Return the finder, what its numbers mean (kind, value), and how many of them are hits."""
    entries: dict[str, tuple[str, str]] = {}
    for phrase, kind, value in _list_phrases():
        entries.setdefault(phrase, (kind, value))
    cues = [(kind, word) for kind, words in _CUES.items() for word in words]
    automaton = AhoCorasick([*entries, *(word for _, word in cues)], matchkind=MatchKind.Standard)
    return automaton, (*entries.values(), *cues), len(entries)


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


def _quote(phrase: str) -> set[str]:
    curly = phrase.replace("'", "’")
    dashes = {q.replace("-", "–") for q in (phrase, curly)} if "-" in phrase else set()
    return {phrase.replace("’", "'"), curly, *dashes}


def _spell_title(title: str) -> tuple[str, ...]:
    return title, _capitalise(title), title[0].upper() + title[1:], title.upper()
