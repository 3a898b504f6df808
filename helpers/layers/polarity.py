"""Whether a frame is put forward, turned down, or set against something.

Comes in: the `Reading` of a sentence and where a frame begins. Goes out: mention, rejection or
contrast. Must never know: codes.
"""

from __future__ import annotations

import re

from helpers.layers.reading import Reading

REACH = 45
_BREAK = re.compile(r"[,;:.?!]")
_CONDITION = re.compile(r"\b(?:if|unless|until|whether|when|who)\b")
_NEGATION = re.compile(r"\b(?:no|not|never|cannot|can't|won't|nor|neither)\b")
_UNABLE = frozenset({"cannot", "can't"})
_TURNED_DOWN = re.compile(r"\b(?:accept|allow|tolerate|support|afford|condone|permit|let)\b")
_EXCEPT = re.compile(r"\b(?:without|unless|until)\b")


def find_polarity(reading: Reading, start: int) -> str:
    """Return the polarity of a frame that begins at `start`.

    The nearest cue of the word sets `contrast` ("rather than") and `rejection` ("not", "refuse
    to") decides, if it stands in the 45 characters before the frame with no comma between. No
    rejection is what stands under a condition ("if you cannot", "those who do not"), what is said
    to be out of reach ("cannot" without "accept" or the like), nor either side of "cannot … X
    without Y".
    """
    nearest, found = -1, "mention"
    if "rejection" not in reading.words and "contrast" not in reading.words:
        return found
    for polarity in ("rejection", "contrast"):
        place = reading.last_before(polarity, start)
        if place is None or start - place[1] > REACH or place[1] < nearest:
            continue
        if _BREAK.search(reading.gap(place[1], start)):
            continue
        if polarity == "rejection" and _is_no_rejection(reading, place, start):
            continue
        nearest, found = place[1], polarity
    return found


def _is_no_rejection(reading: Reading, place: tuple[int, int], start: int) -> bool:
    """Return whether a cue of rejection turns nothing down, by the clause round it."""
    sentence, cue = reading.sentence, reading.gap(*place)
    before = _BREAK.split(reading.gap(sentence.start, place[0]))[-1]
    if _CONDITION.search(before):
        return True
    if cue == "without":
        return _NEGATION.search(before) is not None
    if cue in _UNABLE and not _TURNED_DOWN.search(reading.gap(place[1], start)):
        return True
    after = _BREAK.split(reading.gap(start, sentence.end))[0]
    return _NEGATION.fullmatch(cue) is not None and _EXCEPT.search(after) is not None
