"""What the clause says of an amount of money: period, purpose, status, payer.

Comes in: a `Text` and an amount's place. Goes out: short strings and days.
Must never know: how amounts are written, other documents.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold
from helpers.layers.money_amounts import WORDS
from helpers.matching import expand_alternatives, find_longest
from helpers.model import Sentence, Text

CODEBOOK = Path(__file__).parent.parent / "codebook"
STATUSES = ("discussed", "promoted", "requested", "appropriated", "delivered")
PAYERS = ("public", "private", "donors", "multilateral")
_FISCAL = re.compile(
    r"(?<!\w)(?:(?:fy|fiscal years?) ?(?P<a>(?:19|20)\d\d|'?\d\d)"
    r"(?:(?: ?- ?| to | through | and )(?:fy|fiscal year)? ?(?P<b>(?:19|20)\d\d|\d\d)(?!\d))?"
    r"|(?P<c>(?:19|20)\d\d) (?:federal |fiscal )?(?:budget|appropriations|omnibus|fiscal year))"
)
_FISCAL_WORDS = ("fy", "fiscal", "budget", "appropriations", "omnibus")
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
    r"[;:!?)](?=\s|$)|…|\.\.\.|\n|, (?:and|but|while|which|who|as well as|with) "
    r"| and (?=[a-z]+ (?:an? |the |(?:at least |up to |more than |over |another )?[$€£]))"
    r"|, (?=the |he |she |they |in |[a-z]+ing )"
)
_PURPOSE_END = re.compile(
    r" \(| - | and$"
    r"| (?:that|which|whom?|was|were|is|are|has|have|had|will|would|according|through) "
    r"| (?:in|for|over|during|since|by|from) (?:the )?(?:next |past |fy|fiscal|(?:19|20)\d\d)"
)
_FOR = re.compile(r" (?:for|in|to|towards?) ")
_TIME = re.compile(r"(?:the )?(?:fy|fiscal|(?:19|20)\d\d|past|last|next|first|coming|year|total)")
_RELATIVE = re.compile(r",? (?:that|which|whom?) ")
_INITIALS = re.compile(r"(?:^|[ .])[A-Z]\.$")
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


Found = tuple[int, int, str]


class Clues(NamedTuple):
    """The clues of a sentence and of the one that leads it: (start, end, what it tells)."""

    status: list[Found]
    payers: list[Found]
    leading_status: list[Found]
    leading_payers: list[Found]


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
def _prepare_clues(file: str) -> tuple[AhoCorasick, tuple[str, ...]]:
    """Return the finder of all plain patterns and, by its numbers, what each tells."""
    tells = {
        fold(plain): clue.tells
        for clue in reversed(read_clues(file))
        for plain in expand_alternatives(clue.pattern)
    }
    return find_longest(tells), tuple(tells.values())


def find_clues(file: str, folded: str, start: int, end: int) -> list[Found]:
    """Return (start, end, what it tells) of the clues between two characters, in order."""
    automaton, tells = _prepare_clues(file)
    found = []
    for number, first, last in automaton.find_matches_as_indexes(folded[start:end]):
        first, last = first + start, last + start
        if (first and (folded[first - 1].isalnum() or folded[first - 1] == "-")) or (
            folded[last : last + 1].isalnum()
        ):
            continue
        found.append((first, last, tells[number]))
    return found


@lru_cache(maxsize=8)  # period, status and payer ask one after the other
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
    around = folded[first:limit]
    if any(word in around for word in _FISCAL_WORDS):
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
        words = words if _INITIALS.search(words) else words.rstrip(".")
        if len(words) > most:
            words = words[:most].rsplit(" ", 1)[0]
        return words
    return ""


def find_sentence_clues(text: Text, sentence: Sentence) -> Clues:
    """Return the clues of a sentence and of the sentence that leads it, if it is a list item."""
    folded = text.folded
    status = find_clues("money_status.csv", folded, sentence.start, sentence.end)
    payers = find_clues("money_payers.csv", folded, sentence.start, sentence.end)
    lead = text.sentences[sentence.led_by - 1] if sentence.led_by else None
    leading = find_clues("money_status.csv", folded, lead.start, lead.end) if lead else []
    paying = find_clues("money_payers.csv", folded, lead.start, lead.end) if lead else []
    return Clues(_known(status), payers, _known(leading), paying)


def _known(clues: list[Found]) -> list[Found]:
    return [clue for clue in clues if clue[2] != "none"]


def read_status(text: Text, start: int, end: int, limit: int, clues: Clues) -> tuple[str, str]:
    """Return the status of an amount and the word that gives it ("no verb" where none does).

    A passive right after the amount decides ("$5 million was spent"), then the nearest clue
    before it in the sentence, then one after it, then the sentence that leads a list.
    """
    folded = text.folded
    stop = end_of_clause(folded, end, limit)
    relative = _RELATIVE.search(folded, end, stop)
    stop = relative.start() if relative else stop
    after = [clue for clue in clues.status if end <= clue[0] and clue[1] <= stop]
    if after and (_PASSIVE.fullmatch(folded, end, after[0][0]) or after[0][0] - end < 2):
        return after[0][2], folded[after[0][0] : after[0][1]]
    before = [clue for clue in clues.status if clue[1] <= start]
    for first, last, status in before[-1:] or after[:1] or clues.leading_status[-1:]:
        return status, folded[first:last]
    return "discussed", "no verb"


def read_payer(text: Text, end: int, limit: int, status: str, clues: Clues) -> str:
    """Return who pays: public, private, donors, multilateral, or "" where the clause is silent.

    Private money named after the amount decides ("in private sector investment"), then whoever
    is named first in the sentence; appropriated and requested money is public.
    """
    stop = end_of_clause(text.folded, end, limit)
    after = [clue for clue in clues.payers if end <= clue[0] and clue[1] <= stop]
    if after and after[0][2] == "private":
        return "private"
    before = [clue for clue in clues.payers if clue[1] <= end] or clues.leading_payers
    first = before[0][2] if before else ""
    if status in ("appropriated", "requested") and first != "multilateral":
        return "public"
    return first
