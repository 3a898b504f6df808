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

from ahocorasick_rs import BytesAhoCorasick, MatchKind

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
# Words whose places say where else to look; the lexicon's hits do not mind them.
_CUES = {
    "group": (
        *("nonprofit", "non-profit", "charity", "nongovernmental organization", "advocacy group"),
        *("aid group", "rights group", "relief group", "legal group", "faith group", "shelter"),
    ),
    "city": ("City of", "city of"),
    "you": ("you",),
    "sector": ("sector", "Sector", "SECTOR"),
    "government": ("government", "Government"),
    "seat": ("headquarters", "Headquarters", "building", "Building"),
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
_LETTERS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))


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
    away, the places of words (or their beginnings) that are no hits; `offices` those of posts;
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
    automaton, phrases, n_hits, cue_words = _read_finder()
    matches = automaton.find_matches_as_indexes(b" %b " % _blank_signs(raw), overlapping=True)
    found = [
        (start, 2 - end, entry)  # both blanks round a phrase are in the match
        for number, start, end in matches
        if number < n_hits and (entry := phrases.get(plain[start : end - 2]))
    ]
    cues: dict[str, list[tuple[int, int]]] = {}
    for number, start, end in matches:
        if number >= n_hits:
            kind, word = cue_words[number - n_hits]
            if raw.startswith(word, start):
                cues.setdefault(kind, []).append((start, end - 1))
    if not raw.isascii():
        found = [f for f in found if not (_is_letter(raw, f[0] - 1) or _is_letter(raw, -f[1]))]
    found.sort()
    kept: list[Hit] = []
    reached = 0
    for start, end, entry in found:
        if start >= reached:
            reached = -end
            kept.append(Hit._make((start, reached, *entry)))
    return kept, cues


def _is_letter(raw: str, place: int) -> bool:
    return 0 <= place < len(raw) and raw[place].isalnum()


def _blank_signs(text: str) -> bytes:
    """Return `text` with a byte for each character: letters and digits of Latin-1, else blanks."""
    return text.encode("latin-1", "replace").translate(_LETTERS)


class _Finder(NamedTuple):
    """What to look for: the phrases by what they mean (kind, value), and the cues, found last."""

    automaton: BytesAhoCorasick
    phrases: dict[str, tuple[str, str]]
    n_hits: int
    cues: list[tuple[str, str]]


@lru_cache
def _read_finder() -> _Finder:
    """Return the finder of phrases between blanks in a text without signs.

    So it seldom starts in vain; of phrases with the same letters the spelling is looked up.
    """
    phrases: dict[str, tuple[str, str]] = {}
    for phrase, kind, value in _list_phrases():
        phrases.setdefault(phrase, (kind, value))
    keys = dict.fromkeys(b" %b " % _blank_signs(phrase) for phrase in phrases)
    cues = [(kind, word) for kind, words in _CUES.items() for word in words]
    begun = [b" " + _blank_signs(word) for _, word in cues]
    automaton = BytesAhoCorasick([*keys, *begun], matchkind=MatchKind.Standard)
    return _Finder(automaton, phrases, len(keys), cues)


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
