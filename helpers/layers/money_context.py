"""What the clause says of an amount of money: period, purpose, status, payer.

Comes in: a `Text` and an amount's place. Goes out: short strings and days.
Must never know: how amounts are written, other documents.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold
from helpers.layers.money_amounts import WORDS
from helpers.matching import expand_alternatives
from helpers.model import Sentence, Text

CODEBOOK = Path(__file__).parent.parent / "codebook"
STATUSES = ("discussed", "promoted", "requested", "appropriated", "delivered")
PAYERS = ("public", "private", "donors", "multilateral")
_FISCAL = re.compile(
    r"(?<!\w)(?:(?:fy|fiscal years?) ?(?P<a>(?:19|20)\d\d|'?\d\d)"
    r"(?:(?: ?- ?| to | through | and )(?:fy|fiscal year)? ?(?P<b>(?:19|20)\d\d|\d\d)(?!\d))?"
    r"|(?P<c>(?:19|20)\d\d) (?:federal |fiscal )?(?:budget|appropriations|omnibus|fiscal year))"
)
_YEARS = re.compile(
    r"(?<!\w)(?:(?:in|during|for|since|through|by|from|between) )(?P<a>(?:19|20)\d\d)"
    r"(?:(?: ?- ?| to | through | and )(?P<b>(?:19|20)\d\d))?(?!\d)"
)
_LENGTH = re.compile(
    r"(?<!\w)(?:over|for|during|across|within) (?:the )?(?:next |past |last |coming )?"
    r"(?P<n>\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?P<unit>year|month)s?\b"
)
_EACH = re.compile(
    r"^[ -](?:(?:per|a|each|every)[ -](?P<unit>year|month|day|week)|(?P<ly>annually))\b"
)
_ANNUAL = re.compile(r"\b(?:an annual|annual|a yearly) $")
_CLAUSE_END = re.compile(
    r"[.;:!?)](?=\s|$)|…|\.\.\.|\n|, (?:and|but|while|which|who|as well as|with) "
    r"| and (?=[a-z]+ (?:an? |the |(?:at least |up to |more than |over |another )?[$€£]))"
    r"|, (?=the |he |she |they |in )"
)
_PURPOSE_END = re.compile(
    r" \(| - | and$| (?:that|which|who|was|were|is|are|has|have|had|will|would|according|through) "
    r"| (?:in|for|over|during|since|by|from) (?:the )?(?:next |past |fy|fiscal|(?:19|20)\d\d)"
)
_FOR = re.compile(r" (?:for|in|to|towards?) ")
_TIME = re.compile(r"(?:the )?(?:fy|fiscal|(?:19|20)\d\d|past|last|next|first|coming|year|total)")
_PASSIVE = re.compile(
    r"(?: [\w'-]+){0,5}? (?:was|were|has been|have been|had been|is|are|is being|been)"
    r"(?: [\w-]+ly| never| also| already| since)? $"
)


class Clue(NamedTuple):
    """A pattern and what it tells: a status or a payer."""

    tells: str
    pattern: str
    example: str
    near_miss: str


class Period(NamedTuple):
    """When an amount is spent: `label` as FY2017, and for fiscal years the first and last day."""

    label: str
    first: str = ""
    last: str = ""


@lru_cache
def read_clues(file: str) -> tuple[Clue, ...]:
    """Return the rows of ``money_status.csv`` or ``money_payers.csv``; status "none" only masks.

    Raises `CodebookError` with file and line.
    """
    path = CODEBOOK / file
    column, known = ("payer", PAYERS) if "payer" in file else ("status", (*STATUSES, "none"))
    rows, problems = read_rows(path, (column, "pattern", "example", "near_miss"), ())
    for line, row in rows if not problems else ():
        if row[column] not in known:
            found = f"{column} {row[column]!r} is not known"
            problems.append(Problem(path.name, line, found, f"Write one of: {known}."))
        if not row["pattern"]:
            problems.append(Problem(path.name, line, "the pattern is empty", "Write one."))
    if problems:
        raise CodebookError(problems)
    return tuple(
        Clue(row[column], row["pattern"], row["example"], row["near_miss"]) for _, row in rows
    )


@lru_cache
def _prepare_clues(file: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one expression for all patterns, longest first, and what each plain one tells."""
    tells = {
        fold(plain): clue.tells
        for clue in reversed(read_clues(file))
        for plain in expand_alternatives(clue.pattern)
    }
    ordered = sorted(tells, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?!\w)"), tells


def find_clues(file: str, folded: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return (start, end, what it tells) of the clues between two characters, in order."""
    pattern, tells = _prepare_clues(file)
    return [(m.start(), m.end(), tells[m[0]]) for m in pattern.finditer(folded, start, end)]


def end_of_clause(folded: str, end: int, limit: int) -> int:
    """Return where the clause after an amount ends, at most at `limit`."""
    stop = _CLAUSE_END.search(folded, end, limit)
    return stop.start() if stop else limit


def read_period(text: Text, start: int, end: int, bounds: tuple[int, int]) -> Period:
    """Return the period of the amount at `start` to `end`, empty where none is given.

    A fiscal year linked right after the amount counts first, then the last one before it, then
    a length of time or a year after it. `bounds` are where to look: the sentence, but not
    beyond a neighbouring amount to the right. A fiscal year is that of the United States
    government, 1 October to 30 September.
    """
    folded = text.folded
    first, limit = bounds
    stop = end_of_clause(folded, end, limit)
    each = _EACH.match(folded[end : min(limit, end + 14)])
    if each or _ANNUAL.search(folded[max(first, start - 10) : start]):
        return Period(f"per {each['unit'] or 'year'}" if each else "per year")
    after = _FISCAL.search(folded, end, stop)
    if after:
        return _fiscal_period(after)
    before = list(_FISCAL.finditer(folded, first, start))
    if before:
        return _fiscal_period(before[-1])
    length = _LENGTH.search(folded, end, stop)
    if length:
        count = WORDS.get(length["n"], length["n"])
        return Period(f"{count} {length['unit']}s")
    years = _YEARS.search(folded, end, stop)
    if years:
        return Period(f"{years['a']}-{years['b']}" if years["b"] else years["a"])
    return Period("")


def _fiscal_period(match: re.Match[str]) -> Period:
    low = _full_year(match["a"] or match["c"])
    high = _full_year(match["b"]) if match["b"] else low
    label = f"FY{low}" if high == low else f"FY{low}-FY{high}"
    return Period(label, f"{low - 1}-10-01", f"{high}-09-30")


def _full_year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 60 else 1900)


def read_purpose(text: Text, end: int, limit: int, most: int = 120) -> str:
    """Return what the money is for: the words after "for", "to" or "in" up to the clause's end."""
    stop = end_of_clause(text.folded, end, min(limit, end + 2 * most))
    at = end
    while link := _FOR.search(text.folded, at, stop):
        at = link.end()
        if _TIME.match(text.folded, at) or text.folded[at].isdigit():
            continue
        if text.folded.startswith("the private sector", at):
            continue
        cut = _PURPOSE_END.search(text.folded, at, stop)
        words = " ".join(text.text[at : cut.start() if cut else stop].split()).strip(" ,—–-")
        if len(words) > most:
            words = words[:most].rsplit(" ", 1)[0]
        return words
    return ""


def read_status(
    text: Text, start: int, end: int, sentence: Sentence, limit: int
) -> tuple[str, str]:
    """Return the status of an amount and the word that gives it ("no verb" where none does).

    A passive right after the amount decides ("$5 million was spent"), then the nearest clue
    before it in the sentence, then one after it, then the sentence that leads a list.
    """
    folded = text.folded
    stop = end_of_clause(folded, end, limit)
    after = _known(find_clues("money_status.csv", folded, end, stop))
    if after and (_PASSIVE.fullmatch(folded, end, after[0][0]) or after[0][0] - end < 2):
        return after[0][2], folded[after[0][0] : after[0][1]]
    before = _known(find_clues("money_status.csv", folded, sentence.start, start))
    for place, last, status in before[-1:] or after[:1]:
        return status, folded[place:last]
    if sentence.led_by:
        lead = text.sentences[sentence.led_by - 1]
        for place, last, status in _known(
            find_clues("money_status.csv", folded, lead.start, lead.end)
        )[-1:]:
            return status, folded[place:last]
    return "discussed", "no verb"


def _known(clues: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    return [clue for clue in clues if clue[2] != "none"]


def read_payer(text: Text, end: int, sentence: Sentence, limit: int, status: str) -> str:
    """Return who pays: public, private, donors, multilateral, or "" where the clause is silent.

    Private money named after the amount decides ("in private sector investment"), then whoever
    is named first in the sentence; appropriated and requested money is public.
    """
    folded = text.folded
    stop = end_of_clause(folded, end, limit)
    after = find_clues("money_payers.csv", folded, end, stop)
    if after and after[0][2] == "private":
        return "private"
    before = find_clues("money_payers.csv", folded, sentence.start, end)
    if not before and sentence.led_by:
        lead = text.sentences[sentence.led_by - 1]
        before = find_clues("money_payers.csv", folded, lead.start, lead.end)
    first = before[0][2] if before else ""
    if status in ("appropriated", "requested") and first != "multilateral":
        return "public"
    return first
