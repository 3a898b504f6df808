"""Sentences computed from data: a template and the numbers that fill it.

Comes in: a template's name and its numbers, each with the key of its evidence. Goes out: a
`Claim`, as text or as HTML in which each number opens its sentences. Must never know: how a
number was counted.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from string import Formatter
from typing import NamedTuple

_PLURALS = {
    "is": "are",
    "says": "say",
    "states": "state",
    "it": "they",
    "names": "name",
    "carries": "carry",
    "has": "have",
    "takes": "take",
}


GROUPED = 10_000  # whole numbers from here on are written in groups of three; years are below


class Number(NamedTuple):
    """A number in a claim and the key of the evidence that it opens ("" where none can be).

    `before` and `after` are words that belong to it and open nothing. What is counted in another
    unit than sentences stands there: "21 neutral in " before the number of sentences.
    """

    value: int | float | str
    key: str = ""
    before: str = ""
    after: str = ""

    @property
    def said(self) -> str:
        """The number as it is written; a whole one of five figures or more in groups of three.

        >>> [Number(n).said for n in (2016, 118679, "“word”")]
        ['2016', '118,679', '“word”']
        """
        large = isinstance(self.value, int) and abs(self.value) >= GROUPED
        return f"{self.value:,}" if large else str(self.value)


Part = Number | str | Sequence[Number]


@lru_cache
def read_templates() -> dict[str, str]:
    """Return the claim templates by name, from `helpers/claims.csv`."""
    text = files("helpers").joinpath("claims.csv").read_text("utf-8")
    return {row["claim"]: row["template"] for row in csv.DictReader(text.splitlines())}


@dataclass(frozen=True)
class Claim:
    """A computed sentence: the template's name and what fills it.

    In a template `{n}` is a number or a word, `{n:sentence}` a number with its noun in the right
    form ("1 sentence", "3 sentences"), `{n?is}` the verb alone in the form that `n` asks for.
    """

    name: str
    parts: Mapping[str, Part]

    def pieces(self) -> list[Number]:
        """Return the claim as pieces in order; a piece with a key opens that evidence.

        A nought has nothing to open, whatever key it was given.
        """
        pieces: list[Number] = []
        for literal, name, spec, _ in Formatter().parse(read_templates()[self.name]):
            if literal:
                pieces.append(Number(literal))
            if name is None:
                continue
            if "?" in name:
                name, _, verb = name.partition("?")
                one = _as_number(self.parts[name]).value == 1
                pieces.append(Number(verb if one else _PLURALS.get(verb, verb)))
                continue
            pieces += _fill(self.parts[name], spec or "")
        return [piece._replace(key="") if piece.value == 0 else piece for piece in pieces]

    def text(self) -> str:
        """Return the claim as plain text."""
        return "".join(p.said for p in self.pieces())

    def html(self) -> str:
        """Return the claim as HTML; each number with evidence is a link to it."""
        return "".join(_piece_html(p) for p in self.pieces())


def _piece_html(piece: Number) -> str:
    text = escape(piece.said)
    if not piece.key:
        return text
    key = escape(piece.key)
    return f'<a class="ev" href="#{key}" data-key="{key}">{text}</a>'


def _as_number(part: Part) -> Number:
    return part if isinstance(part, Number) else Number(str(part))


def count_in(n: int, noun: str, sentences: int, key: str) -> Number:
    """Return "21 neutral in 19 sentences", of which the number of sentences opens them.

    Parameters
    ----------
    n, noun : how many things there are, and what they are called in that number
    sentences, key : in how many sentences they stand, and the key that opens these

    Examples
    --------
    >>> count_in(21, "neutral", 19, "k")
    Number(value=19, key='k', before='21 neutral in ', after=' sentences')
    """
    plural = "" if sentences == 1 else "s"
    return Number(sentences, key, f"{n:,} {noun} in ", f" sentence{plural}")


def _fill(part: Part, noun: str) -> list[Number]:
    if isinstance(part, str):
        return [Number(part)]
    if not isinstance(part, Number):
        return _listing(part)
    if not noun:
        return _spread(part)
    plural = noun if part.value == 1 else noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return [part, Number(f" {plural}")]


def _spread(part: Number) -> list[Number]:
    """Return a number between the words that belong to it, as pieces of their own."""
    bare = part._replace(before="", after="")
    return [p for p in (Number(part.before), bare, Number(part.after)) if p.value != ""]


def _listing(parts: Sequence[Number]) -> list[Number]:
    said = [f"{part.before}{part.value}{part.after}" for part in parts]
    comma = "; " if any("," in words for words in said) else ", "
    last = "; and " if comma == "; " else " and "
    pieces: list[Number] = []
    for i, part in enumerate(parts):
        if i:
            pieces.append(Number(last if i == len(parts) - 1 else comma))
        pieces += _spread(part)
    return pieces
