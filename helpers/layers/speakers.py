"""Find whose words a quotation is, from the words around it.

Comes in: a text, its actor mentions, and where cues may stand. Goes out: canonical names.
Must never know: quotation marks, codes, who held which office.

An actor mention gives its canonical names. Where no mention stands, a small rule reads a title
and a name ("Secretary Ana Diaz") from the capitals, and gives a surname the first name that it
has elsewhere in the text. A pronoun is the speaker last named.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from helpers.layers.cues import read_cues
from helpers.model import Span, Text

_CAPITAL = r"[A-ZÀ-ÖØ-Þ](?:[\w’'-]*\w)?\.?"
_PHRASE = re.compile(
    rf"(?:(?:the|an?|then|former|acting|current|outgoing)\s+)*"
    rf"({_CAPITAL}(?:[^\S\r\n]+(?:(?:of|for|the|de|del|la|los|van|von|y|&)[^\S\r\n]+)*{_CAPITAL})*)"
)
_GIVEN = re.compile(rf"({_CAPITAL})[^\S\r\n]+(?:[A-Z]\.[^\S\r\n]+)?\Z")
_REACH = 120  # characters before a surname in which a first name is looked for
_CHAIN = re.compile(r"\s*(?:\([^()]*\))?(,?\s+and\s+|,\s+)(?:the\s+|his\s+|her\s+)?\Z")
_BY = re.compile(r"by\s|from\s")
_AGAINST = frozenset(
    (
        "with",
        "to",
        "from",
        "for",
        "by",
        "of",
        "against",
        "between",
        "in",
        "on",
        "at",
        "about",
        "than",
    )
)
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "our"))
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "who"))
_BESIDE_VERBS = frozenset(("also", "has", "had", "have", "then", "later", "further"))


class Speakers:
    """Who can speak in one text. Holds the text and its actor mentions; alters neither."""

    def __init__(self, text: Text, actors: Sequence[Span]) -> None:
        self.string = text.text
        self.text = text
        self._given = actors

    @cached_property
    def actors(self) -> list[Span]:
        """The actor mentions that have a canonical name, in order of place."""
        return sorted(a for a in self._given if a.get("canonical"))

    @cached_property
    def _starts(self) -> list[int]:
        return [actor.start for actor in self.actors]

    def name_at(self, start: int, limit: int) -> tuple[str, ...]:
        """Return the names of whoever is named right at `start` (articles passed over)."""
        found = _PHRASE.match(self.string, start, limit)
        i = bisect_left(self._starts, start - 1)
        if i < len(self.actors) and self.actors[i].start <= max(
            start + 1, found.start(1) if found else start + 5
        ):
            return self._chain(i, limit)
        held = [a for a in self.actors[max(0, i - 2) : i] if a.end > start]
        if held:
            return held[0].get_all("canonical")
        return (self._full_name(found[1]),) if found and not _is_shouted(found[1]) else ()

    def last_named(self, start: int, end: int) -> tuple[str, ...]:
        """Return the names of the subject before a verb at `end`: the nearest actor from `start`.

        An actor after a preposition ("with Mexico") is passed over while there is another.
        """
        lo, hi = bisect_left(self._starts, start), bisect_right(self._starts, end - 1)
        free = [i for i in range(lo, hi) if not _is_against(self.string, start, self._starts[i])]
        if free or lo < hi:
            i = free[-1] if free else lo
            while i > lo and self._joins(i - 1) and self._and_before(i):
                i -= 1
            return self._chain(i, end)
        phrases = list(_PHRASE.finditer(self.string, start, end))
        free_phrases = [p for p in phrases if not _is_against(self.string, start, p.start())]
        phrases = [
            p
            for p in free_phrases or phrases
            if self._is_named(p[1]) or (p.end() < end and self.string[p.end() : end].isspace())
        ]
        return (self._full_name(phrases[-1][1]),) if phrases else ()

    def last_person(self, before: int) -> tuple[str, ...]:
        """Return the name of the person last named before character `before`."""
        i = bisect_left(self._starts, before) - 1
        while i >= 0 and self.actors[i].code != "person":
            i -= 1
        if i >= 0:
            return self.actors[i].get_all("canonical")
        for found in reversed(list(_PHRASE.finditer(self.string, max(0, before - 1500), before))):
            if _titles_in(found[1]):
                return (self._full_name(found[1]),)
        return ()

    def authors_of(self, noun: str, before: int) -> tuple[str, ...]:
        """Return who wrote the document (`noun`: letter, op-ed) that the text spoke of before."""
        for sentence in self.text.sentences:
            if sentence.start >= before:
                break
            folded = self.text.folded[sentence.start : sentence.end]
            place = folded.find(noun)
            if place < 0:
                continue
            by = _BY.search(folded, place + len(noun))
            if by is not None:
                return self.name_at(sentence.start + by.end(), sentence.end)
            named = self.subject_of(sentence.start, sentence.end)
            if named:
                return named
        return ()

    def label_name(self, start: int, end: int, label: str) -> tuple[str, ...]:
        """Return the name that a speaker's label stands for: an actor's, or its own words."""
        i = bisect_left(self._starts, start)
        if i < len(self.actors) and self.actors[i].start < end:
            return self.actors[i].get_all("canonical")
        name = self._full_name(label.title() if label.isupper() else label)
        surname = name.split()[-1]
        for actor in self.actors:
            if actor.code == "person" and actor.get("canonical").split()[-1] == surname:
                return (actor.get("canonical"),)
        return (name,)

    def subject_of(self, start: int, end: int) -> tuple[str, ...]:
        """Return the names of who acts first from `start` to `end`: a person or organisation."""
        for i in range(bisect_left(self._starts, start), bisect_left(self._starts, end)):
            if self.actors[i].code in ("person", "organisation") and not _is_against(
                self.string, start, self._starts[i]
            ):
                return self._chain(i, end)
        for found in _PHRASE.finditer(self.string, start, end):
            if _is_shouted(found[1]):
                continue
            if _titles_in(found[1]) and not _is_against(self.string, start, found.start()):
                return (self._full_name(found[1]),)
        return ()

    def _joins(self, i: int) -> bool:
        gap = self.string[self.actors[i].end : self.actors[i + 1].start]
        return len(gap) < 60 and _CHAIN.match(gap) is not None

    def _and_before(self, i: int) -> bool:
        return "and" in self.string[self.actors[i - 1].end : self.actors[i].start].split()

    def _chain(self, i: int, end: int) -> tuple[str, ...]:
        """Return the names of actor `i` and of those that follow it in "A, B and C"."""
        last = i
        while (
            last + 1 < len(self.actors) and self.actors[last + 1].end <= end and self._joins(last)
        ):
            last += 1
        while last > i and not self._and_before(last):
            last -= 1
        return tuple(
            dict.fromkeys(n for a in self.actors[i : last + 1] for n in a.get_all("canonical"))
        )

    def _is_named(self, phrase: str) -> bool:
        """Return whether capitals look like a name: a title in them, or two words and more."""
        return bool(_titles_in(phrase)) or len(phrase.split()) > 1 or self._given_name(phrase) != ""

    def _full_name(self, phrase: str) -> str:
        """Return the name in a phrase of capitals, without titles, with the first name if known."""
        words = phrase.split()
        if not _is_title(words[-1]):
            words[-1] = words[-1].rstrip(".")
        if not any(map(_is_title, words)):
            given = self._given_name(words[0]) if len(words) == 1 else ""
            return f"{given} {words[0]}" if given else " ".join(words)
        last_title = max(i for i, word in enumerate(words) if _is_title(word))
        named = [word for word in words[last_title + 1 :] if not word.endswith(".")]
        lowered = [word for word in named if word[0].islower()]
        if lowered or len(named) > 2:  # "Secretary of Homeland Security Ana Diaz"
            named = named[-2:]
        if not named:
            return " ".join(words[1:] if words[0].lower() == "the" else words)
        if len(named) == 1:
            given = self._given_name(named[0])
            return f"{given} {named[0]}" if given else named[0]
        return " ".join(named)

    def _given_name(self, surname: str) -> str:
        """Return the first name that stands before `surname` somewhere in the text, or ''."""
        string, place, after = self.string, self.string.find(surname), 0
        while place >= 0:
            end = place + len(surname)
            ends = end == len(string) or not (string[end].isalnum() or string[end] == "_")
            found = _GIVEN.search(string, max(after, place - _REACH), place) if ends else None
            if found is not None:
                word, after = found[1], end
                if not _is_title(word) and not word.isupper() and not word.endswith("."):
                    return word
            place = string.find(surname, place + 1)
        return ""


def pronoun_before(string: str, start: int, end: int) -> str:
    """Return the pronoun that is the subject of the verb that begins at `end`, or ''."""
    for word in reversed(string[max(start, end - 40) : end].lower().split()):
        word = word.strip(',;—–“”"')
        if word in _PRONOUNS:
            return word
        if word and word not in _BESIDE_VERBS and not word.endswith("ly"):
            return ""
    return ""


def _is_against(string: str, start: int, end: int) -> bool:
    """Return whether what begins at `end` stands after a preposition ("with Mexico")."""
    words = string[max(start, end - 24) : end].lower().split()
    if words and words[-1] in _ARTICLES:
        words.pop()
    return bool(words) and words[-1] in _AGAINST


@lru_cache(maxsize=4096)
def _is_title(word: str) -> bool:
    word = word.lower()
    return word in read_cues().title or word.rstrip("s") in read_cues().title


def _is_shouted(phrase: str) -> bool:
    """Return whether capitals are those of a headline: several words, all in capitals."""
    return phrase.isupper() and " " in phrase


def _titles_in(phrase: str) -> list[str]:
    return [word for word in phrase.split() if _is_title(word)]
