"""Which characters of a text a mention has taken already.

Comes in: the length of a text and intervals. Goes out: yes or no. Must never know: what stands
there.
"""

from __future__ import annotations

from collections.abc import Iterable


class Taken:
    """Intervals of characters that were taken, asked for overlap in one look-up.

    >>> taken = Taken(10, [(2, 5)])
    >>> taken.touches(4, 8), taken.touches(5, 8)
    (True, False)
    """

    def __init__(self, size: int, intervals: Iterable[tuple[int, int]] = ()) -> None:
        marks = self._marks = bytearray(size)
        for start, end in intervals:
            marks[start:end] = b"\1" * (end - start)

    def take(self, start: int, end: int) -> None:
        """Mark the characters from `start` to `end` (exclusive) as taken."""
        self._marks[start:end] = b"\1" * (end - start)

    def touches(self, start: int, end: int) -> bool:
        """Return whether any character from `start` to `end` (exclusive) is taken."""
        return self._marks.find(1, start, end) >= 0

    def blank(self, text: str) -> str:
        """Return `text` with a sign that is no letter for every character that is taken.

        >>> Taken(10, [(2, 5)]).blank("0123456789").replace(chr(0), "_")
        '01___56789'
        """
        marks, pieces, reached = self._marks, [], 0
        start = marks.find(1)
        while start >= 0:
            end = marks.find(0, start)
            end = len(marks) if end < 0 else end
            pieces += [text[reached:start], "\0" * (end - start)]
            start, reached = marks.find(1, end), end
        return "".join([*pieces, text[reached:]])
