"""Amounts of money: where they stand in a text, and what they are worth.

Comes in: folded text. Goes out: `Amount` records. Must never know: who pays, what for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.matching import find_longest

CURRENCIES = Path(__file__).parent.parent / "facts" / "currencies.csv"
FORM_KINDS = ("sign", "sign before scale", "word")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SCALES = {
    **{"thousand": 3, "k": 3, "million": 6, "millions": 6, "m": 6, "mn": 6, "mil": 6, "mio": 6},
    **{
        "billion": 9,
        "billions": 9,
        "b": 9,
        "bn": 9,
        "trillion": 12,
        "tn": 12,
        "trn": 12,
        "hundred": 2,
    },
}
_SCALE = (
    r"(?:(?P<{0}>[ -]{{0,2}}(?:hundred thousand|thousand|millions?|billions?|trillion|mn|bn|trn|tn)"
    r"|(?:[kmb]|mil|mio))(?![\w]))?"
)
WORDS = {
    **{"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20},
    **{"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80},
    "ninety": 90,
}
_COUNTED = "hundreds|thousands|millions|billions|trillions"
_BOUNDS = (
    ("more than", "more than|over|in excess of|upwards of|upward of|exceeding|well over|above"),
    ("at least", "at least|a minimum of|no less than|not less than"),
    ("up to", "up to|as much as|at most|no more than|not more than|a maximum of|not to exceed"),
    ("less than", "less than|under|fewer than|below"),
    ("nearly", "nearly|almost|close to"),
    ("about", "about|around|approximately|roughly|some|an estimated|estimated|circa"),
)
_BOUND = re.compile(
    "|".join(f"(?P<b{i}>(?<![\\w])(?:{words}))" for i, (_, words) in enumerate(_BOUNDS))
)
_BOUND_BEFORE = re.compile(
    rf"(?:{_BOUND.pattern}) (?:an? |the )?(?:additional |further |total of |extra |estimated )?$"
)
_BOUND_AFTER = re.compile(r"(?P<least> or more\b|\+|-plus\b| plus\b)|(?P<less> or less\b)")
_CHANGE = re.compile(r"\b(?:from|cut|fell|rose|raised|reduced|increased) $")


class Amount(NamedTuple):
    """One amount: characters, value (None if no number is given), upper value of a range."""

    start: int
    end: int
    value: Decimal | None
    upper: Decimal | None
    currency: str
    bound: str
    rule: str


class _Grammar(NamedTuple):
    """What amounts look like. All need one of the hints; `worded` and `vague` ones need one that
    is not `only_sign`: it holds or begins a word for a currency.
    """

    hints: AhoCorasick
    only_sign: tuple[bool, ...]
    signed: re.Pattern[str]
    worded: re.Pattern[str]
    vague: re.Pattern[str]
    currencies: Mapping[str, str]


@lru_cache
def read_currencies(path: Path = CURRENCIES) -> Mapping[tuple[str, str], str]:
    """Return the currency of each (form, kind), forms in lower case.

    Raises `CodebookError` with file and line on an unknown kind or a code that is not three
    capitals (ISO 4217).
    """
    rows, problems = read_rows(path, ("form", "currency", "kind"), ())
    forms: dict[tuple[str, str], str] = {}
    for line, row in rows if not problems else ():
        if row["kind"] not in FORM_KINDS:
            found = f"kind {row['kind']!r} is not known"
            problems.append(Problem(path.name, line, found, f"Write one of: {FORM_KINDS}."))
        if not re.fullmatch("[A-Z]{3}", row["currency"]):
            found = f"currency {row['currency']!r} is no ISO 4217 code"
            problems.append(Problem(path.name, line, found, "Write three capitals, as USD."))
        key = (row["form"], row["kind"])
        if key in forms:
            found = f"{row['form']!r} stands twice as {row['kind']}"
            problems.append(Problem(path.name, line, found, "Keep one of the two rows."))
        forms[key] = row["currency"]
    if problems:
        raise CodebookError(problems)
    return forms


@lru_cache
def _grammar() -> _Grammar:
    forms = read_currencies()
    words = {form: code for (form, kind), code in forms.items() if kind == "word"}
    signs = {form: code for (form, kind), code in forms.items() if kind != "word"}
    rare = [form for form, kind in forms if kind == "sign before scale"]
    plain = [form for form in signs if form not in rare]
    word = rf"(?:{_one_of(words)})(?!\w)"
    sign = rf"(?:{_one_of(plain)})"
    signed = (
        rf"(?<![\w$])(?:(?P<sign>{sign}) ?|(?P<rare>{_one_of(rare)}) ?"
        rf"(?={_NUMBER}[ -]?(?:thousand|m|b|tr)))"
        rf"(?P<low>{_NUMBER}){_SCALE.format('lowscale')}"
        rf"(?:(?P<to> ?- ?| to (?:as much as )?| and )(?:{sign} ?)?"
        rf"(?P<high>{_NUMBER}){_SCALE.format('highscale')}(?![\w%]))?"
        rf"(?:[ -](?:{word}))?"
    )
    number_word = "|".join(WORDS)
    worded = (
        rf"(?<![\w$,.])(?:(?P<low>{_NUMBER}){_SCALE.format('lowscale')}"
        rf"(?:(?P<to>-| to | and )(?P<high>{_NUMBER}){_SCALE.format('highscale')})?"
        rf"|(?P<half>half an? |an? |(?:{number_word})(?:[ -](?:{number_word}))? )"
        rf"(?P<wordscale>(?:hundred )?(?:thousand|million|billion|trillion|hundred)))"
        rf"[ -](?P<word>{_one_of(words)})(?!\w| question)"
    )
    vague = (
        rf"(?<!\w)(?:(?:(?:tens|dozens|scores|hundreds) of )?(?:{_COUNTED})(?: and (?:{_COUNTED}))?"
        rf"(?: of (?:{_COUNTED}))? (?:of |in )|(?:several|a few|many|multiple|countless) "
        rf"(?:hundred )?(?:thousand|million|billion|trillion) |multi-?(?:million|billion)-)"
        rf"(?P<word>{_one_of(words)})(?!\w)"
    )
    forms_before = [*words, *plain, *(f"{form}{n}" for form in rare for n in range(10))]
    forms_before = list(dict.fromkeys(forms_before))
    hints = find_longest(forms_before)
    heads = {word[:n] for word in words for n in range(1, len(word) + 1)}
    only_sign = tuple(
        heads.isdisjoint(form[i:] for i in range(len(form))) and not any(w in form for w in words)
        for form in forms_before
    )
    currencies = {**words, **signs}
    by_sign, by_word, by_count = map(re.compile, (signed, worded, vague))
    return _Grammar(hints, only_sign, by_sign, by_word, by_count, currencies)


def _one_of(forms: Mapping[str, str] | list[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))


def find_amounts(folded: str) -> list[Amount]:
    """Return the amounts of money in a folded text, in order, none overlapping.

    >>> [(a.value, a.currency, a.bound) for a in find_amounts("more than $4.2 billion in aid")]
    [(Decimal('4200000000.0'), 'USD', 'more than')]
    """
    grammar = _grammar()
    found: list[Amount] = []
    places, has_words = _find_places(folded)
    for first, last in places:
        for match in grammar.signed.finditer(folded, first, last):
            code = grammar.currencies[match["sign"] or match["rare"]]
            found += _read_number(folded, match, code)
        if not has_words:
            continue
        for match in grammar.worded.finditer(folded, first, last):
            read = _read_words if match["half"] else _read_number
            found += read(folded, match, grammar.currencies[match["word"]])
        for match in grammar.vague.finditer(folded, first, last):
            code = grammar.currencies[match["word"]]
            bound, _ = _read_bound(folded, match.start(), match.end())
            found.append(Amount(match.start(), match.end(), None, None, code, bound, "no number"))
    found.sort(key=lambda a: (a.start, -a.end))
    kept: list[Amount] = []
    for amount in found:
        if not kept or amount.start >= kept[-1].end:
            kept.append(amount)
    return kept


def _find_places(folded: str) -> tuple[list[tuple[int, int]], bool]:
    """Return the stretches of text around currency signs and words, cut at blanks, and whether
    any holds a word."""
    places: list[tuple[int, int]] = []
    grammar, has_words = _grammar(), False
    for number, start, end in grammar.hints.find_matches_as_indexes(folded):
        inside_word = (folded[start].isalpha() and start and folded[start - 1].isalpha()) or (
            folded[end - 1].isalpha() and folded[end : end + 1].isalpha()
        )
        if not (grammar.only_sign[number] or (inside_word and folded[start:end].isalpha())):
            has_words = True
        if inside_word:
            continue
        first = folded.rfind(" ", 0, max(0, start - 90)) + 1
        last = folded.find(" ", end + 90)
        last = len(folded) if last < 0 else last
        if places and first <= places[-1][1]:
            places[-1] = (places[-1][0], last)
        else:
            places.append((first, last))
    return places, has_words


def _read_number(folded: str, match: re.Match[str], code: str) -> list[Amount]:
    """Return one amount, a range, or two amounts ("from $5 million to $3 million")."""
    rule = "sign" if "sign" in match.re.groupindex else "word"
    low, scale = Decimal(match["low"].replace(",", "")), _read_scale(match["lowscale"])
    start, end = match.span()
    if match["high"] is None:
        return [_make(folded, start, end, low * (scale or 1), code, rule)]
    high, high_scale = Decimal(match["high"].replace(",", "")), _read_scale(match["highscale"])
    before = folded[max(0, start - 12) : start]
    between = before.endswith("between ")
    if match["to"] == " and " and not between:
        return _read_first(folded, match, low * (scale or 1), code, rule)
    if scale is None and (low < high or match["to"].strip() == "-"):
        scale = high_scale
    first, second = low * (scale or 1), high * (high_scale or 1)
    if _CHANGE.search(before) or first > second or (rule == "sign" and high_scale is None != scale):
        return _read_first(folded, match, low * (_read_scale(match["lowscale"]) or 1), code, rule)
    bound = "between" if between else ""
    return [Amount(start, end, first, second, code, bound, "range")]


def _read_first(
    folded: str, match: re.Match[str], value: Decimal, code: str, rule: str
) -> list[Amount]:
    """Return the first amount of two that are no range, and the second if it has a sign."""
    end = match.start("to")
    amounts = [_make(folded, match.start(), end, value, code, rule)]
    second = _grammar().signed.match(folded, match.end("to"), match.end())
    if second and second["high"] is None:
        own = second["sign"] or second["rare"]
        amounts += _read_number(folded, second, _grammar().currencies[own])
    return amounts if rule == "sign" else amounts[1:]


def _make(folded: str, start: int, end: int, value: Decimal, code: str, rule: str) -> Amount:
    bound, more = _read_bound(folded, start, end)
    return Amount(start, end + more, value, None, code, bound, rule)


def _read_bound(folded: str, start: int, end: int) -> tuple[str, int]:
    """Return "more than", "up to" … as the words around an amount say, and characters to add."""
    after = _BOUND_AFTER.match(folded, end)
    if after:
        return ("at least" if after["least"] else "up to"), int(after[0] == "+")
    before = _BOUND_BEFORE.search(folded[max(0, start - 40) : start])
    if not before:
        return "", 0
    group = next(name for name, value in before.groupdict().items() if value)
    return _BOUNDS[int(group[1:])][0], 0


def _read_scale(scale: str | None) -> int | None:
    if not scale:
        return None
    return int(10 ** sum(_SCALES[word] for word in scale.replace("-", " ").split()))


def _read_words(folded: str, match: re.Match[str], code: str) -> list[Amount]:
    """Return the amount of "half a million dollars" or "twenty-five million dollars"."""
    words = match["half"].replace("-", " ").split()
    count = Decimal(sum(WORDS.get(word, 0) for word in words) or 1)
    if words[0] == "half":
        count = Decimal("0.5")
    value = count * (_read_scale(match["wordscale"]) or 1)
    return [_make(folded, match.start(), match.end(), value, code, "number words")]


def write_value(value: Decimal) -> str:
    """Return a value as a plain number: ``4200000000``, ``7.5``.

    >>> write_value(Decimal("4.2") * 10**9)
    '4200000000'
    """
    whole = value.to_integral_value()
    return str(int(whole)) if whole == value else format(value.normalize(), "f")
