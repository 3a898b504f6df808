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
from typing import NamedTuple

from helpers.layers.cues import read_cues
from helpers.layers.marks import Marked
from helpers.model import Sentence, Text

_FIRST_PERSON = re.compile(r"(?<![\w’'-])(?:[Ww]e|I(?=[ ’'][a-z])|[Mm]y|us|me)(?![\w-])")
_DOTS = ("...", "…", "[...", "[…", "(...", ". . .")
_REPORTS = re.compile(r"\b(?:he|she|they)\s+(?:also\s+|has\s+|had\s+)?([a-z]+)")
_SECTION = re.compile(r"(?:Section|Sec\.|Article|Art\.|Title|Part|§)\s*\d|\(?[\dA-Za-z]{1,3}[.)]\s")
_COMES_BACK = re.compile(
    r"(?:this|that|these|those|such|it|he|she|they|however|but|yet|still|thus|therefore|also"
    r"|in short|finally|similarly|likewise|in addition|moreover|despite|while|although)\b"
)
_LEAST_WORDS = 8
_DOCUMENT = re.compile(r"[a-z]+(?:-[a-z]+)*")


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
    eligible: bool


def propose_blocks(
    text: Text, marked: Sequence[Marked], covered: Sequence[tuple[int, int]]
) -> list[Block]:
    """Return the block quotations that signs propose, in order.

    `marked` are all stretches between marks, `covered` the (start, end) of quotations found.
    """
    if not _may_hold_block(text):
        return []
    paragraphs = _group(text, marked, covered)
    persons = _find_first_person(text, paragraphs, covered)
    blocks: list[Block] = []
    number = 1
    while number < len(paragraphs):
        block = None
        if paragraphs[number].eligible:
            block = _grow(text, paragraphs, persons, number)
        if block is None:
            number += 1
            continue
        proposed, after = block
        blocks.append(proposed)
        if after < len(paragraphs) and _stays_open(text, paragraphs[after]):
            following = paragraphs[after]
            blocks.append(Block(following.start, following.end, "after a block", proposed.document))
            after += 1
        number = after
    return blocks


def _may_hold_block(text: Text) -> bool:
    """Return whether a sentence begins with dots or a paragraph goes on after a comma or colon."""
    string = text.text
    previous = None
    for sentence in text.sentences:
        if string.startswith(_DOTS, sentence.start):
            return True
        if (
            previous is not None
            and string[previous.end - 1] in ",:"
            and sentence.kind == "prose"
            and sentence.paragraph != previous.paragraph
        ):
            return True
        previous = sentence
    return False


def _group(
    text: Text, marked: Sequence[Marked], covered: Sequence[tuple[int, int]]
) -> list[_Paragraph]:
    """Return the paragraphs from the first prose on, boilerplate left out."""
    groups: list[list[Sentence]] = []
    for sentence in text.sentences:
        if sentence.kind == "boilerplate" or (not groups and sentence.kind != "prose"):
            continue
        if groups and groups[-1][0].paragraph == sentence.paragraph:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    found = []
    for group in groups:
        start, end = group[0].start, group[-1].end
        eligible = (
            all(s.kind == "prose" for s in group)
            and sum(s.n_words for s in group) >= _LEAST_WORDS
            and text.text[end - 1] in ".!?…"
            and not any(a < end and start < b for a, b in covered)
            and not any(m.start - 1 <= start < m.end for m in marked)
            and not _SECTION.match(text.text, start)
            and not _reports(text.folded[start:end])
        )
        found.append(_Paragraph(group, start, end, eligible))
    return found


def _reports(folded: str) -> bool:
    return any(found[1] in read_cues().speech for found in _REPORTS.finditer(folded))


def _find_first_person(
    text: Text, paragraphs: Sequence[_Paragraph], covered: Sequence[tuple[int, int]]
) -> set[int]:
    """Return the numbers of the paragraphs in the first person outside quotations."""
    return {
        number
        for number, paragraph in enumerate(paragraphs)
        for found in _FIRST_PERSON.finditer(text.text, paragraph.start, paragraph.end)
        if not any(start <= found.start() < end for start, end in covered)
    }


def _grow(
    text: Text, paragraphs: Sequence[_Paragraph], persons: set[int], number: int
) -> tuple[Block, int] | None:
    """Return the block that begins at a paragraph, and the number of the paragraph after it."""
    string = text.text

    def dotted(i: int) -> bool:
        return any(string.startswith(_DOTS, s.start) for s in paragraphs[i].sentences)

    def signed(i: int) -> bool:
        return i < len(paragraphs) and paragraphs[i].eligible and (i in persons or dotted(i))

    before = paragraphs[number - 1]
    ending = string[before.end - 1] if before.sentences[-1].kind == "prose" else ""
    led = ending in (",", ":") and ending != ""
    if not (led or signed(number)):
        return None
    after = number + 1
    while signed(after) or (
        after < len(paragraphs) and paragraphs[after].eligible and signed(after + 1)
    ):
        after += 1
    inside = range(number, after)
    document = _find_document(text, paragraphs, number, near=ending == ":")
    signs = {
        "led": led,
        "dots": any(dotted(i) for i in inside),
        "first person": bool(persons) and persons <= set(inside),
        "announced": bool(document),
    }
    if not (signs["led"] or signs["dots"]) or sum(signs.values()) < 2:
        return None
    rule = ", ".join(name for name, stands in signs.items() if stands)
    return Block(paragraphs[number].start, paragraphs[after - 1].end, rule, document), after


def _find_document(text: Text, paragraphs: Sequence[_Paragraph], number: int, *, near: bool) -> str:
    """Return the noun of the document that was last spoken of before a paragraph, or ''."""
    start = paragraphs[number - 1 if near else 0].start
    words = _DOCUMENT.findall(text.folded, start, paragraphs[number].start)
    return next((word for word in reversed(words) if word in read_cues().document), "")


def _stays_open(text: Text, paragraph: _Paragraph) -> bool:
    """Return whether the paragraph after a block gives no sign that the author is back."""
    return paragraph.eligible and not _COMES_BACK.match(text.folded, paragraph.start)
