"""Read who is said to have said what stands between two places of a text.

Comes in: a stretch of a text and who can speak in it. Goes out: `Attribution`s. Must never know:
what kinds of quotation there are, codes, files.

The orders that are read: `…,” said X`, `…,” X said`, `…,” he said`, `according to X`, `…” — X`
after a stretch; `X said …“`, `as X described in 2018: “`, `by X: “` before it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.layers.cues import read_cues
from helpers.layers.speakers import Speakers, pronoun_before

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_DASH = re.compile(r"\s*[—–-]{1,2}\s*(?=[A-Z])")
_BY = re.compile(r"\s+by\s+")
_PRONOUNS = frozenset(("he", "she", "they", "it", "we", "i"))
_SUBJECT_OPENERS = _PRONOUNS | frozenset(
    ("the", "a", "an", "his", "her", "their", "both", "one", "another", "this", "that", "all")
)
_MAX_AFTER = 160


class Attribution(NamedTuple):
    """Who speaks (canonical names, perhaps none), by which cue word, and where the cue stands."""

    speakers: tuple[str, ...]
    cue: str
    where: str


def attribute_after(
    who: Speakers, start: int, end: int, last: tuple[str, ...]
) -> Attribution | None:
    """Return who the words after a quotation (`start` to the end of the sentence) say it was.

    `last` are the speakers last named, whom a pronoun means.
    """
    string = who.string
    end = min(end, start + _MAX_AFTER)
    dash = _DASH.match(string, start, end)
    if dash:
        names = who.name_at(dash.end(), end)
        return Attribution(names, "", "after") if names else None
    cues = read_cues()
    for number, found in enumerate(_WORD.finditer(string, start, end)):
        word = found[0].lower()
        if word in cues.speech:
            place = found.start()
            if number == 0:
                return _inverted(who, word, found.end(), end, last)
            if word not in cues.document or not string[:place].endswith(("the ", "The ")):
                return Attribution(_subject(who, start, place, last), word, "after")
        elif number == 0 and not (found[0][0].isupper() or word in _SUBJECT_OPENERS):
            return None
    return None


def attribute_before(
    who: Speakers, start: int, end: int, last: tuple[str, ...]
) -> Attribution | None:
    """Return who the words before a quotation, from `start` to its opening at `end`, say it is."""
    string = who.string
    cues = read_cues()
    words = [w for w in _WORD.finditer(string, start, end) if w[0].lower() in cues.speech]
    if not words:
        colon = string[start:end].rstrip().endswith(":")
        names = who.subject_of(start, end) if colon else ()
        return Attribution(names, "", "before") if names else None
    found = words[-1]
    word = found[0].lower()
    if not string[start : found.start()].strip(" ,;—–"):
        return _inverted(who, word, found.end(), end, last, where="before")
    by = _BY.match(string, found.end(), end)
    if by or word in ("according", "per"):
        after = by.end() if by else found.end() + 1
        after += 3 if string.startswith("to ", after) else 0
        return Attribution(who.name_at(after, end), word, "before")
    return Attribution(_subject(who, start, found.start(), last), word, "before")


def _inverted(
    who: Speakers,
    cue: str,
    start: int,
    end: int,
    last: tuple[str, ...],
    *,
    where: str = "after",
) -> Attribution | None:
    """Read a cue whose subject follows it: "said X", "said he", "according to X"."""
    string = who.string
    while start < end and string[start].isspace():
        start += 1
    if string.startswith("to ", start):
        start += 3
    following = _WORD.match(string, start, end)
    if following and following[0].lower() in _PRONOUNS:
        return Attribution(last or who.last_person(start), cue, where)
    document = _document_before(string, start, min(end, start + 30), at_start=True)
    names = who.authors_of(document, start) if document else who.name_at(start, end)
    return Attribution(names, cue, where)


def _subject(who: Speakers, start: int, end: int, last: tuple[str, ...]) -> tuple[str, ...]:
    """Return the subject of a verb that begins at `end`."""
    pronoun = pronoun_before(who.string, start, end)
    if pronoun and pronoun != "who":
        return last or who.last_person(end)
    document = _document_before(who.string, start, end)
    if document:
        return who.authors_of(document, start)
    return who.last_named(start, end)


def _document_before(string: str, start: int, end: int, *, at_start: bool = False) -> str:
    """Return the noun for a document ("letter") that is the subject before the verb, or ''."""
    if at_start:
        near = string[start:end].lower().split()[:3]
    else:
        near = string[max(start, end - 40) : end].lower().split()[-2:]
    return next((w for w in (w.strip(".,;:") for w in near) if w in read_cues().document), "")
