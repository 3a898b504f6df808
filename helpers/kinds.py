"""Tell titles, bylines, list items and boilerplate from prose, and what introduces what.

Comes in: a text and where its sentences and paragraphs are. Goes out: a kind and a lead for each
sentence. Must never know: a particular text, codes, what a sentence means.

The signs, all of them general:

- boilerplate: a line that begins with a phrase of `facts/boilerplate.csv` and is no longer than
  that row allows, or a line without a letter or digit ("###");
- list item: a line that begins with a bullet, a number or a letter in brackets; all its sentences;
- byline, only before the first prose: "By X on DATE", "Name, Senator for Y", "Name.", an outlet,
  a date, a time; each sentence of the line on its own;
- title: before the first prose a line without final stop that is not the last; later a short line
  without final stop, mostly in capitals, between blank lines (a heading).

A lead (`led_by`) is the sentence before a list, if it ends in a colon or says "the following", or
is a title; an item that ends in a colon leads the items of another mark below it. It is also the
sentence that ends in a colon for what comes next: the next sentence, or, if that opens a
quotation, every sentence up to the end of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold

_FACTS = Path(__file__).parent / "facts"
_MARK_BEGINS = frozenset("-–—•*·▪◦●○‣∙■□►➢✓(0123456789abcdefghijklmnopqrstuvwxyz")
_MARK = re.compile(
    r"(?:([-–—•*·▪◦●○‣∙■□►➢✓])|\(?(?:(\d{1,2})|([a-z])|([ivx]{2,5}))[.)])\s+(?=[^\r\n]*\w)"
)
_OPENING = '“"«„'
_NO_TITLE_END = '.,:;”"’»'
_MAX_TITLE, _MAX_HEADING, _MAX_BYLINE = 160, 100, 120
_INTRODUCES = re.compile(r"(?i:\bthe following\b|\bas follows\b)|[:—–]\Z")

_CAP = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_NAME = rf"{_CAP}(?:\s+(?:(?:de|del|la|los|las|van|von|der|bin|al|y|da|dos)\s+)*{_CAP})"
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DATE = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
    rf"(?:(?i:{_MONTH})\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}\s+\d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4})"
)
_TIME = r"\d{1,2}:\d\d\s*(?:[AaPp]\.?[Mm]\.?)?(?:\s+[A-Z]{2,4})?"
_ROLE = (
    r"(?:Senator|Secretary|President|Representative|Congress\w+|Governor|Minister|Ambassador"
    r"|Director|Spokes\w+|Reporter|Correspondent|Editor|Analyst|Fellow|Writer|Administrator"
    r"|Commissioner|Chair\w*|Mayor|Professor)"
)
_OUTLET = (
    r"(?:Press|News|Times|Post|Agency|Herald|Journal|Tribune|Gazette|Bureau|Wire|Newsroom"
    r"|Magazine|Radio|Observer|Chronicle|Reuters)"
)
_BYLINE = re.compile(
    "|".join(
        (
            rf"(?:By|BY|Written by|Story by|Por):?\s+{_NAME}{{0,4}}(?:(?:,|,?\s+and|\s*&)\s+"
            rf"{_NAME}{{0,4}})*(?:,\s[^.!?]{{1,60}}?)?(?:\s*[|,–—-]?\s*(?:on\s+)?{_DATE})?"
            rf"(?:,?\s+(?:at\s+)?{_TIME})?\.?",
            rf"{_NAME}{{1,4}},\s[^!?:;]{{0,60}}\b{_ROLE}\b[^.!?:;]{{0,60}}",
            rf"{_NAME}{{1,3}}\.",
            rf"(?:{_CAP}|\d+)(?:\s+(?:{_CAP}|\d+|of|the|and|&))*\s*\[[A-Z][\w-]*\]\.?",
            rf"(?:(?:{_CAP}|\d+)\s+)+{_OUTLET}\.?",
            rf"{_DATE}\.?(?:,?\s+(?:at\s+)?{_TIME})?",
            _TIME,
            r"(?:Posted|Published|Updated|Released|Issued|Last (?:updated|modified))\b"
            r"[^.!?]{0,80}\d{4}\b.{0,30}",
            r"(?:Source|Author|Date|From|Byline)\s*:\s.{1,80}",
        )
    )
)


@lru_cache
def read_boilerplate() -> dict[str, tuple[tuple[str, int], ...]]:
    """Return, by four first characters, what boilerplate begins with (folded) and its most words.

    Raises
    ------
    CodebookError
        With every problem of `facts/boilerplate.csv`.
    """
    path = _FACTS / "boilerplate.csv"
    rows, problems = read_rows(path, ("begins_with", "max_words"), ("about",))
    phrases: dict[str, tuple[tuple[str, int], ...]] = {}
    for line, row in rows:
        folded, most = fold(row["begins_with"]), row["max_words"]
        if len(folded) < 4 or not most.isdecimal():
            found = f"phrase {row['begins_with']!r} with max_words {most!r}"
            problems.append(
                Problem(path.name, line, found, "Give four characters or more and a whole number.")
            )
            continue
        phrases[folded[:4]] = (*phrases.get(folded[:4], ()), (folded, int(most)))
    if problems:
        raise CodebookError(problems)
    return phrases


def is_boilerplate(line: str) -> bool:
    """Return whether a line is boilerplate: known wording, or no letter and no digit.

    >>> is_boilerplate("Read more »"), is_boilerplate("* * *"), is_boilerplate("We read more.")
    (True, True, False)
    """
    for phrase, most in read_boilerplate().get(line[:4].lower(), ()):
        n = len(phrase)
        if line[:n].lower().replace("’", "'") == phrase:
            inside_word = phrase[-1].isalnum() and line[n : n + 1].isalnum()
            return not inside_word and len(line.split()) <= most
    return not line[0].isalnum() and not any(map(str.isalnum, line))


def name_kinds(
    text: str, places: Sequence[tuple[int, int]], lines: Sequence[tuple[int, int]]
) -> tuple[list[str], list[int | None]]:
    """Return the kind of each sentence and the id (from 1) of the sentence that leads it, or None.

    `places` holds the (start, end) of each sentence; `lines`, one for each paragraph, the index
    of its first sentence and the index after its last.
    """
    kinds = ["prose"] * len(places)
    marks: dict[int, re.Match[str]] = {}
    head, known = True, read_boilerplate()
    for first, after in lines:
        start, end = places[first][0], places[after - 1][1]
        mark = _MARK.match(text, start) if text[start] in _MARK_BEGINS else None
        if mark is not None:
            kinds[first:after] = ["list item"] * (after - first)
            marks[first] = mark
            head = False
        elif (
            text[start : start + 4].lower() in known or not text[start].isalnum()
        ) and is_boilerplate(text[start:end]):
            kinds[first:after] = ["boilerplate"] * (after - first)
        elif head:
            named = _name_head(text, places[first:after], after == len(places))
            kinds[first : first + len(named)] = named
            head = len(named) == after - first
        elif end - start <= _MAX_HEADING and _is_heading(text, places, first, after):
            kinds[first:after] = ["title"] * (after - first)
    return kinds, _find_leads(text, places, lines, kinds, marks)


def _name_head(text: str, places: Sequence[tuple[int, int]], at_end: bool) -> list[str]:
    """Return the kinds of the sentences of a line before the first prose, up to the first prose."""
    named = []
    for start, end in places:
        if end - start > _MAX_BYLINE or not _BYLINE.fullmatch(text, start, end):
            break
        named.append("byline")
    begin, end = places[0][0], places[-1][1]
    if not (named or at_end or text[end - 1] in _NO_TITLE_END or end - begin > _MAX_TITLE):
        return ["title"] * len(places)
    return named


def _is_heading(text: str, places: Sequence[tuple[int, int]], first: int, after: int) -> bool:
    """Return whether a short line (sentences `first` up to `after`) reads like a heading."""
    start, end = places[first][0], places[after - 1][1]
    if text[end - 1] in _NO_TITLE_END or after == len(places):
        return False
    gaps = text[places[first - 1][1] : start], text[end : places[after][0]]
    if any((gap.count("\n") or gap.count("\r")) < 2 for gap in gaps):
        return False
    long_words = [word for word in text[start:end].split() if len(word) > 3]
    return sum(not word[0].islower() for word in long_words) * 3 >= len(long_words) * 2


def _find_leads(
    text: str,
    places: Sequence[tuple[int, int]],
    lines: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    marks: dict[int, re.Match[str]],
) -> list[int | None]:
    """Return for each sentence the id of the sentence that introduces it, or None."""
    leads: list[int | None] = [None] * len(places)
    open_lists: dict[str, int | None] = {}
    letter = ""
    for first, after in lines:
        if first in marks:
            mark = marks[first]
            name, letter = _name_mark(mark, letter if open_lists else "")
            if name in open_lists:
                while next(reversed(open_lists)) != name:
                    open_lists.popitem()
            elif first and (
                kinds[first - 1] == "title" or _INTRODUCES.search(text, *places[first - 1])
            ):
                open_lists[name] = first
            else:
                goes_on = (mark[2] or "1") != "1" or (name == "letter" and letter != "a")
                open_lists[name] = None if goes_on else next(reversed(open_lists.values()), None)
            leads[first:after] = [open_lists[name]] * (after - first)
        elif first:
            open_lists.clear()
            if text[places[first - 1][1] - 1] == ":":
                led = after if text[places[first][0]] in _OPENING else first + 1
                leads[first:led] = [first] * (led - first)
    return leads


def _name_mark(mark: re.Match[str], letter: str) -> tuple[str, str]:
    """Return the name of a list mark and the letter it holds; `letter` is the one before it."""
    if mark[1]:
        return mark[1], letter
    if mark[2]:
        return "number", letter
    follows = mark[3] and (not letter or ord(mark[3]) == ord(letter) + 1)
    if mark[3] and (follows or mark[3] not in "ivx") and not (mark[3] == "i" and not letter):
        return "letter", mark[3]
    return "roman", letter
