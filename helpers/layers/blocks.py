"""Propose quotations that stand without marks, by general signs.

Comes in: a text with sentences, its marked stretches and the quotations found so far. Goes out:
`Block`s, each whole paragraphs. Must never know: a particular text, names, other layers.

Four signs, of which a block needs two, one of the first two among them:

- led: the paragraph before breaks off in a comma, or ends in a colon;
- dots: a sentence of the block begins with dots that leave words out;
- first person: "we", "I" or "my" stand in the block, and nowhere else in the text outside
  quotations. A text that says "we" throughout, a fact sheet or a letter, so has no block; "our"
  alone is no sign, since reporters write "our borders" too;
- announced: the text spoke before of an op-ed, a letter, a statement or the like. After a colon
  the paragraph that ends in it must do so.

A block is made of neighbouring paragraphs of prose that carry a sign, at most one without between
two with. List items, headings, numbered sections, paragraphs that hold a quotation and those that
report themselves ("he said") never belong to one, nor does the first paragraph of prose.

Nothing marks where an unmarked quotation ends. The paragraph after a block is therefore proposed
too, as a block of its own, unless it opens like the author coming back ("This approach", "But").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from helpers.layers.cues import read_cues
from helpers.layers.marks import Marked
from helpers.model import Sentence, Text

_FIRST_PERSON = re.compile(r"(?<![\w’'-])(?:[Ww]e|I(?=[ ’'][a-z])|[Mm]y|us|me)(?![\w-])")
_PERSON_WORDS = frozenset(
    word + end
    for word in ("we", "i", "my", "us", "me", "(we", "(i", "(my")
    for end in ("", "'ve", "'re", "'m", "'ll", "'d", ".", ",", ";", ":", "?", "!")
)
_DOTS = ("...", "…", "[...", "[…", "(...", ". . .")
_REPORTS = re.compile(r"\b(?:he|she|they)\s+(?:also\s+|has\s+|had\s+)?([a-z]+)")
_SECTION = re.compile(r"(?:Section|Sec\.|Article|Art\.|Title|Part|§)\s*\d|\(?[\dA-Za-z]{1,3}[.)]\s")
_COMES_BACK = re.compile(
    r"(?:this|that|these|those|such|it|he|she|they|however|but|yet|still|thus|therefore|also"
    r"|in short|finally|similarly|likewise|in addition|moreover|despite|while|although)\b"
)
_MARKS = '“"«„‘'
_LEAST_WORDS = 8


class Block(NamedTuple):
    """Characters `start` to `end`, the signs (`rule`) and the noun of the document announced."""

    start: int
    end: int
    rule: str
    document: str


class _Paragraph(NamedTuple):
    sentences: Sequence[Sentence]
    start: int
    end: int


def propose_blocks(
    text: Text, marked: Sequence[Marked], covered: Sequence[tuple[int, int]]
) -> list[Block]:
    """Return the block quotations that signs propose, in order.

    `marked` are all stretches between marks, `covered` the (start, end) of quotations found.
    """
    if not _may_hold_block(text):
        return []
    signs = _Signs(text, marked, covered)
    blocks: list[Block] = []
    number = 1
    while number < len(signs.paragraphs):
        after = signs.grow(number)
        rule, document = signs.weigh(number, after) if after > number else ("", "")
        if not rule:
            number += 1
            continue
        start, end = signs.paragraphs[number].start, signs.paragraphs[after - 1].end
        blocks.append(Block(start, end, rule, document))
        number = after
        if signs.is_eligible(number) and not signs.comes_back(number):
            _, start, end = signs.paragraphs[number]
            blocks.append(Block(start, end, "after a block", document))
            number += 1
    return blocks


def _may_hold_block(text: Text) -> bool:
    """Return whether a sentence begins with dots or a paragraph goes on after a comma or colon."""
    string, sentences = text.text, text.sentences
    if any(dots in string for dots in ("...", "…", ". . .")) and any(
        string.startswith(_DOTS, sentence.start) for sentence in sentences
    ):
        return True
    return any(
        string[before.end - 1] in ",:"
        and sentence.kind == "prose"
        and sentence.paragraph != before.paragraph
        and string[sentence.start] not in _MARKS
        for before, sentence in pairwise(sentences)
    )


class _Signs:
    """The signs of the paragraphs of one text, each looked for when it is asked for."""

    def __init__(
        self, text: Text, marked: Sequence[Marked], covered: Sequence[tuple[int, int]]
    ) -> None:
        self.text = text
        self.marked = marked
        self.covered = covered
        self.paragraphs = _group(text)

    def grow(self, number: int) -> int:
        """Return the number of the paragraph after the run that begins at `number`, or `number`."""
        if not ((self._lead(number) or self._is_signed(number)) and self.is_eligible(number)):
            return number
        after = number + 1
        while True:
            if self._is_signed(after) and self.is_eligible(after):
                after += 1
            elif all(map(self.is_eligible, (after, after + 1))) and self._is_signed(after + 1):
                after += 2
            else:
                return after

    def weigh(self, number: int, after: int) -> tuple[str, str]:
        """Return the signs of a run, as words, if they suffice, and the document announced."""
        inside = set(range(number, after))
        lead = self._lead(number)
        signs = {
            "led": lead != "",
            "dots": any(map(self._is_dotted, inside)),
            "first person": bool(self._in_first_person) and self._in_first_person <= inside,
        }
        if not (signs["led"] or signs["dots"]):
            return "", ""
        document = self._find_document(number, near=lead == ":")
        signs["announced"] = document != ""
        rule = ", ".join(name for name, stands in signs.items() if stands)
        return (rule if sum(signs.values()) > 1 else ""), document

    def is_eligible(self, number: int) -> bool:
        """Return whether a paragraph may belong to a block."""
        if number >= len(self.paragraphs):
            return False
        sentences, start, end = self.paragraphs[number]
        return (
            all(s.kind == "prose" for s in sentences)
            and sum(s.n_words for s in sentences) >= _LEAST_WORDS
            and self.text.text[end - 1] in ".!?…"
            and not any(a < end and start < b for a, b in self.covered)
            and not any(m.start - 1 <= start < m.end for m in self.marked)
            and not _SECTION.match(self.text.text, start)
            and not _reports(self.text.folded[start:end])
        )

    def comes_back(self, number: int) -> bool:
        """Return whether a paragraph opens like the author coming back."""
        return _COMES_BACK.match(self.text.folded, self.paragraphs[number].start) is not None

    def _lead(self, number: int) -> str:
        """Return the comma or colon in which the paragraph before breaks off, or ''."""
        before = self.paragraphs[number - 1]
        ending = self.text.text[before.end - 1]
        return ending if ending in ",:" and before.sentences[-1].kind == "prose" else ""

    def _is_signed(self, number: int) -> bool:
        return number < len(self.paragraphs) and (
            self._is_dotted(number) or number in self._in_first_person
        )

    def _is_dotted(self, number: int) -> bool:
        sentences = self.paragraphs[number].sentences
        return any(self.text.text.startswith(_DOTS, s.start) for s in sentences)

    @cached_property
    def _in_first_person(self) -> set[int]:
        """The numbers of the paragraphs in the first person outside quotations."""
        found = set()
        for number, (_, start, end) in enumerate(self.paragraphs):
            if _PERSON_WORDS.isdisjoint(self.text.folded[start:end].split()):
                continue
            places = [m.start() for m in _FIRST_PERSON.finditer(self.text.text, start, end)]
            if any(not any(a <= place < b for a, b in self.covered) for place in places):
                found.add(number)
        return found

    def _find_document(self, number: int, *, near: bool) -> str:
        """Return the noun of the document last spoken of before a paragraph, or ''."""
        folded = self.text.folded
        start = self.paragraphs[number - 1 if near else 0].start
        end = self.paragraphs[number].start
        best, last = "", -1
        for noun in sorted(read_cues().document):
            place = folded.rfind(noun, start, end)
            before, after = folded[place - 1 : place], folded[place + len(noun)]
            if place > last and not (before.isalnum() or after.isalnum()):
                best, last = noun, place
        return best


def _group(text: Text) -> list[_Paragraph]:
    """Return the paragraphs from the first prose on, boilerplate left out."""
    groups: list[list[Sentence]] = []
    for sentence in text.sentences:
        if sentence.kind == "boilerplate" or (not groups and sentence.kind != "prose"):
            continue
        if groups and groups[-1][0].paragraph == sentence.paragraph:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return [_Paragraph(group, group[0].start, group[-1].end) for group in groups]


def _reports(folded: str) -> bool:
    """Return whether a paragraph says of itself that it reports: "he said"."""
    if not (" he " in folded or " she " in folded or " they " in folded):
        return False
    return any(found[1] in read_cues().speech for found in _REPORTS.finditer(folded))
