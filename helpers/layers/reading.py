"""What stage 3 sees of a document: each sentence with the words of the word sets that stand in it.

Comes in: a `Text`, its names, and a codebook's matches. Goes out: `Reading` records, one a
sentence. Must never know: what a condition asks, nor which codes there are.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from helpers.model import Sentence

# A text is on migration if it speaks of it at least twice and once every 1,500 characters; there
# the tie of a mention carries about a page.
STEADY = 1500
PAGE = 2500

Place = tuple[int, int]


@dataclass(slots=True)
class Document:
    """What holds for the whole document: its text, and where it speaks of migration."""

    text: str
    folded: str
    topic: list[int] = field(default_factory=list)
    paragraphs: set[int] = field(default_factory=set)
    joint_names: list[int] = field(default_factory=list)

    def add_topic(self, start: int, paragraph: int) -> None:
        """Note that a word of migration begins at `start`; the same place counts once."""
        if start not in self.topic[-1:]:
            self.topic.append(start)
            self.paragraphs.add(paragraph)

    def add_hints(self, hints: list[tuple[int, int]]) -> None:
        """Note the hints too (start, paragraph), if with them the text is one on migration."""
        places = sorted({*self.topic, *(start for start, _ in hints)})
        if self._is_steady(places):
            self.topic = places
            self.paragraphs.update(paragraph for _, paragraph in hints)

    def is_on_migration(self) -> bool:
        """Say whether the text speaks of migration twice or more, once in 1,500 characters."""
        return self._is_steady(self.topic)

    def _is_steady(self, places: list[int]) -> bool:
        return len(places) > 1 and len(places) * STEADY >= len(self.text)

    def is_tied(self, sentence: Sentence) -> bool:
        """Say whether a sentence stands near enough to a word of migration.

        In a text on migration a mention ties a page around it; in any other, only the paragraph
        that it stands in.
        """
        if not self.topic:
            return False
        if self._is_steady(self.topic):
            i = bisect_left(self.topic, sentence.start - PAGE)
            return i < len(self.topic) and self.topic[i] <= sentence.end + PAGE
        return sentence.paragraph in self.paragraphs


@dataclass(slots=True)
class Reading:
    """One sentence as the conditions see it.

    `words` maps a word set to the places where its words stand in the sentence, in order;
    `verbs` holds the places of all words whose set begins with `verb_`, with the set; `lead` is
    the sentence that introduces this one, `previous` the one before.
    """

    document: Document
    sentence: Sentence
    words: dict[str, list[Place]] = field(default_factory=dict)
    verbs: list[tuple[int, int, str]] = field(default_factory=list)
    hits: list[tuple[int, int, int]] = field(default_factory=list)
    lead: Reading | None = None
    previous: Reading | None = None

    def places(self, word_set: str) -> list[Place]:
        """Return where words of `word_set` stand in this sentence."""
        return self.words.get(word_set, [])

    def has(self, word_set: str) -> bool:
        """Say whether the sentence, or the one that introduces it, has a word of `word_set`."""
        return word_set in self.words or (self.lead is not None and word_set in self.lead.words)

    def last_before(self, word_set: str, start: int) -> Place | None:
        """Return the last place of `word_set` that ends at or before `start`."""
        found = None
        for place in self.words.get(word_set, ()):
            if place[0] >= start:
                break
            if place[1] <= start and (found is None or place[1] > found[1]):
                found = place
        return found

    def first_after(self, word_set: str, end: int) -> Place | None:
        """Return the first place of `word_set` that begins at or after `end`."""
        for place in self.words.get(word_set, ()):
            if place[0] >= end:
                return place
        return None

    def gap(self, start: int, end: int) -> str:
        """Return the folded text between two places."""
        return self.document.folded[start:end]
