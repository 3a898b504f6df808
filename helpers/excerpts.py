"""A sentence in runs, marked and not; of a very long one the parts round its marks.

Comes in: a text, the place of a sentence, stretches to mark. Goes out: pieces of the text as they
stand, and where something is left out. Must never know: why a stretch is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

LONGEST = 800  # characters; of a longer sentence the parts round its marks are shown
ROUND = 160  # characters before and after a mark
MOST_PARTS = 3
CUT = "[…]"

Stretch = tuple[int, int]


def mark_runs(text: str, place: Stretch, stretches: Iterable[Stretch]) -> list[tuple[str, bool]]:
    """Return a sentence in runs: (words, whether they are marked).

    Parameters
    ----------
    place : start and end of the sentence; one of more than `LONGEST` characters comes in parts,
        with `CUT` where words are left out
    stretches : what is marked, in any order; what lies outside the sentence is left out

    Examples
    --------
    >>> mark_runs("One two three.", (0, 14), [(4, 7), (6, 13)])
    [('One ', False), ('two three', True), ('.', False)]
    """
    marks = _join_stretches(place, stretches)
    runs: list[tuple[str, bool]] = []
    last = place[0]
    for start, end in _pick_parts(text, place, marks):
        if start > last:
            runs.append((f" {CUT} " if runs else f"{CUT} ", False))
        at = start
        for first, stop in marks:
            if first < end and stop > start:
                runs += [(text[at:first], False), (text[max(first, start) : min(stop, end)], True)]
                at = min(stop, end)
        runs.append((text[at:end], False))
        last = end
    if last < place[1]:
        runs.append((f" {CUT}", False))
    return [run for run in runs if run[0]]


def cut_side(words: str, longest: int | None, *, last: bool = False) -> str:
    """Return the words before or after a phrase in one line, cut where it is longer.

    Parameters
    ----------
    longest : how many characters at most; None for no cut
    last : keep the end of the words, not their beginning

    Examples
    --------
    >>> cut_side("One two  three", 9), cut_side("One two three", 9, last=True)
    ('One two …', '… three')
    """
    line = " ".join(words.split())
    if longest is None or len(line) <= longest:
        return line
    if last:
        return f"… {line[1 - longest :].partition(' ')[2]}"
    return f"{line[: longest - 1].rpartition(' ')[0]} …"


def is_cut(place: Stretch) -> bool:
    """Say whether a sentence is shown in parts."""
    return place[1] - place[0] > LONGEST


def _join_stretches(place: Stretch, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches inside a place, in order; those that touch are one."""
    marks: list[Stretch] = []
    for first, last in sorted((max(a, place[0]), min(b, place[1])) for a, b in stretches):
        if first >= last:
            continue
        if marks and first <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], last))
        else:
            marks.append((first, last))
    return marks


def _pick_parts(text: str, place: Stretch, marks: Sequence[Stretch]) -> list[Stretch]:
    """Return the parts of a sentence that are shown: all of it, or what is round its marks."""
    if not is_cut(place):
        return [place]
    parts: list[Stretch] = []
    for first, last in marks or [(place[0], place[0] + ROUND)]:
        start = _end_of_word(text, first - ROUND, first) if first - ROUND > place[0] else place[0]
        stop = min(last, first + LONGEST) + ROUND
        end = _start_of_word(text, stop, last) if stop < place[1] else place[1]
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(end, parts[-1][1]))
        elif len(parts) < MOST_PARTS:
            parts.append((start, end))
    return [(start, min(end, start + 2 * LONGEST)) for start, end in parts]


def _end_of_word(text: str, place: int, most: int) -> int:
    """Return the first place at or after one where a word begins after a blank."""
    found = text.find(" ", place, most)
    return place if found < 0 else found + 1


def _start_of_word(text: str, place: int, least: int) -> int:
    """Return the last place before one where a word has ended."""
    found = text.rfind(" ", least, place)
    return place if found < 0 else found
