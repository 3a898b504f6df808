"""Find what stands between quotation marks.

Comes in: a text with its sentences. Goes out: the stretches between marks that belong together.
Must never know: who speaks, whether a stretch is a quotation or a title, any code.

Curly marks, straight marks, guillemets and low opening marks are known. A mark at the head of a
paragraph inside an open quotation repeats the opening and closes nothing. An opening mark in the
middle of a paragraph while another is open means that the earlier one was never closed: that one
then ends with its paragraph and is marked as not closed. Single marks count only in a text that
has no double ones, and only where the words end in a comma or a stop before the closing mark, so
that apostrophes never open or close anything.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.model import Text

_MARKS = '“”"«»„'
_MAX_QUOTATION = 8000
_BEFORE_OPENING = frozenset("([{—–-/“‘'")
_SINGLE = re.compile(r"(?<!\w)[‘'](?=[\w[])([^\r\n]*?[,.!?…])[’'](?!\w)")


class Marked(NamedTuple):
    """The characters between two marks, marks excluded; `closed` is false if the end is a guess."""

    start: int
    end: int
    closed: bool


def find_marked(text: Text) -> list[Marked]:
    """Return the stretches between quotation marks, in order, never one inside another."""
    string = text.text
    places = sorted([place for mark in _MARKS if mark in string for place in _find(string, mark)])
    if not places:
        if "‘" in string or "'" in string:
            return [Marked(*found.span(1), True) for found in _SINGLE.finditer(string)]
        return []
    heads = {
        s.start
        for before, s in zip([None, *text.sentences], text.sentences, strict=False)
        if before is None or before.paragraph != s.paragraph
    }
    found: list[Marked] = []
    opened = -1
    for place in places:
        if opened >= 0 and place - opened > _MAX_QUOTATION:
            found += _end_with_paragraph(text, opened)
            opened = -1
        opens = _opens(string, place, opened)
        if opens and opened >= 0:
            if place not in heads:
                found += _end_with_paragraph(text, opened)
                opened = place
        elif opens:
            opened = place
        elif opened >= 0:
            found += _trim(string, opened + 1, place, True)
            opened = -1
    if opened >= 0:
        found += _end_with_paragraph(text, opened)
    return found


def _find(string: str, mark: str) -> list[int]:
    places = []
    place = string.find(mark)
    while place >= 0:
        places.append(place)
        place = string.find(mark, place + 1)
    return places


def _opens(string: str, place: int, opened: int) -> bool:
    """Return whether the mark at `place` opens a quotation; `opened` is the one open, or -1."""
    mark = string[place]
    if mark in "«„":
        return True
    if mark == "“":
        return not (opened >= 0 and string[opened] == "„")
    before = string[place - 1] if place else " "
    after = string[place + 1] if place + 1 < len(string) else " "
    could_open = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    if mark == '"' and opened < 0:
        return could_open
    return could_open and before.isspace() and (after.isalnum() or after in "[.…$")


def _end_with_paragraph(text: Text, opened: int) -> list[Marked]:
    """Return the stretch from an opening mark that nothing closes to the end of its paragraph."""
    sentence = text.sentence_at(opened)
    if sentence is None:
        return []
    last = sentence
    for following in text.sentences[sentence.sentence_id :]:
        if following.paragraph != sentence.paragraph:
            break
        last = following
    return _trim(text.text, opened + 1, last.end, False)


def _trim(string: str, start: int, end: int, closed: bool) -> list[Marked]:
    while start < end and string[start].isspace():
        start += 1
    while end > start and string[end - 1].isspace():
        end -= 1
    return [Marked(start, end, closed)] if start < end else []
