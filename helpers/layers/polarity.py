"""Whether a frame is put forward, turned down, or set against something.

Comes in: the `Reading` of a sentence and where a frame begins. Goes out: mention, rejection or
contrast. Must never know: codes.
"""

from __future__ import annotations

import re

from helpers.layers.reading import Reading

REACH = 45
_BREAK = re.compile(r"[,;:.?!]")


def find_polarity(reading: Reading, start: int) -> str:
    """Return the polarity of a frame that begins at `start`.

    The nearest cue of the word sets `contrast` ("rather than") and `rejection` ("not", "refuse
    to") decides, if it stands in the 45 characters before the frame with no comma between.
    """
    nearest, found = -1, "mention"
    if "rejection" not in reading.words and "contrast" not in reading.words:
        return found
    for polarity in ("rejection", "contrast"):
        place = reading.last_before(polarity, start)
        if place is None or start - place[1] > REACH or place[1] < nearest:
            continue
        if not _BREAK.search(reading.gap(place[1], start)):
            nearest, found = place[1], polarity
    return found
