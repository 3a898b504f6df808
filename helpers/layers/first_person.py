"""Where a text says "we" or "our" outside its quotations.

Comes in: a text and the intervals of its quotations. Goes out: intervals. Must never know: who
writes (in a text whose author is no office-holder or institution, these words are of uncertain
voice).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.taken import Taken

_OURS = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|[Oo]urselves|WE|OUR)\b")


def find_first_person(text: str, quoted: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where the first person plural stands outside quotations, in order.

    >>> find_first_person("He said “we came” to our house.", [(9, 16)])
    [(21, 24)]
    """
    taken = Taken(len(text), quoted)
    return [m.span() for m in _OURS.finditer(text) if not taken.touches(*m.span())]
