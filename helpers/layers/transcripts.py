"""The speeches of a transcript: what follows a speaker's label, up to the next label.

Comes in: a text with sentences, and who can speak in it. Goes out: `Speech` records. Must never
know: quotation marks, other layers.

A label is the head of a paragraph up to a colon: a title and a name ("SECRETARY DIAZ:",
"Mayor Diaz (via interpreter):"), a question ("Q", "QUESTION:"), or capitals that head two
paragraphs and more in a text with two such labels. A heading in capitals with a colon is none.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from helpers.layers.cues import read_cues
from helpers.layers.speakers import Speakers
from helpers.model import Sentence, Text

_LABEL = re.compile(
    r"((?:THE\s)?[A-ZÀ-ÖØ-Þ][\w.’'-]*(?:[^\S\r\n]+[A-ZÀ-ÖØ-Þ][\w.’'-]*){0,5})"
    r"(?:\s*[(\[][^()\[\]\r\n]{1,40}[)\]])?:\s+"
)
_QUESTION = re.compile(r"(?:Q|QUESTION|Question|REPORTER|Reporter)(?::|\.)?\s+(?=\S)")
_ANONYMOUS = frozenset(("Q", "QUESTION", "REPORTER", "PARTICIPANT", "AUDIENCE", "UNKNOWN"))


class Speech(NamedTuple):
    """The characters of one speech, its label excluded, and its speakers (none for a question)."""

    start: int
    end: int
    speakers: tuple[str, ...]


class _Label(NamedTuple):
    sentence: Sentence
    name: str
    end: int


def find_speeches(text: Text, who: Speakers) -> list[Speech]:
    """Return the speeches of a transcript, in order; none if the text is no transcript."""
    labels = _find_labels(text)
    speeches = []
    for number, label in enumerate(labels):
        until = len(text.sentences)
        if number + 1 < len(labels):
            until = labels[number + 1].sentence.sentence_id - 1
        own = text.sentences[label.sentence.sentence_id - 1 : until]
        end = max((s.end for s in own if s.kind not in ("boilerplate", "byline")), default=0)
        if end > label.end:
            speakers = () if label.name in _ANONYMOUS else _name(who, label)
            speeches.append(Speech(label.end, end, speakers))
    return speeches


def _find_labels(text: Text) -> list[_Label]:
    """Return what heads paragraphs like a speaker's label, if it is the label of a person."""
    found = []
    paragraph = 0
    for sentence in text.sentences:
        if sentence.paragraph == paragraph or sentence.kind not in ("prose", "list item"):
            continue
        paragraph = sentence.paragraph
        start = sentence.start
        if text.text.find(":", start, start + 90) >= 0:
            match = _LABEL.match(text.text, start)
            if match:
                found.append(_Label(sentence, match[1], match.end()))
                continue
        if text.text[start : start + 1] in "QR" and _QUESTION.match(text.text, start):
            match = _QUESTION.match(text.text, start)
            assert match is not None
            found.append(_Label(sentence, "Q", match.end()))
    if not found:
        return []
    counts = Counter(label.name for label in found)
    titled = [label for label in found if _is_person(label.name)]
    loud = {label.name for label in titled if label.name.isupper()}
    often = {name for name, n in counts.items() if n > 1 and name.isupper()}
    mixed = {label.name for label in titled} if len({t.name for t in titled}) > 1 else set()
    kept = loud | mixed | (often if len(often) > 1 else set())
    if kept:
        kept |= {name for name in counts if name in _ANONYMOUS}
    return [label for label in found if label.name in kept]


def _is_person(name: str) -> bool:
    """Return whether a label begins with a title of a person and goes on with a name or ends."""
    words = [word.lower() for word in name.split() if word.lower() != "the"]
    return bool(words) and words[0] in read_cues().title and len(words) < 6


def _name(who: Speakers, label: _Label) -> tuple[str, ...]:
    """Return the canonical name of a label: the actor it overlaps, else its name in the text."""
    start = label.sentence.start
    return who.label_name(start, start + len(label.name), label.name)
