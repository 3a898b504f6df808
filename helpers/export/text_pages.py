"""A text as a page: whole, with its codes in the margin and its marks in place.

Comes in: a corpus and the findings that its sentences feed. Goes out: one page a text. Must
never know: how a span was found, or what a finding says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers.corpus import Corpus
from helpers.evidence import ShownText, cut_sentence, label_codes, show_texts
from helpers.export.beside import Beside
from helpers.export.pages import Link, Page, read_templates, render_page

LAYERS = {
    "frame": "Codes",
    "quote": "Quotations",
    "actor": "People and bodies",
    "date": "Dates",
    "money": "Money",
    "instrument": "Plans and agreements",
    "label": "Words for people and movement",
}
KIND_NOTES = {
    "boilerplate": "boilerplate, not counted",
    "byline": "byline, not counted",
    "title": "title",
    "list item": "list item",
}
_VOICE_NOTES = {"speaker": "quoted", "uncertain": "quoted or not: uncertain"}
THIRD_PARTY = "third party"

Row = dict[str, Any]


class Piece(NamedTuple):
    """A stretch of a sentence under the same spans: its text, classes and what a pointer says."""

    text: str
    classes: str
    note: str


class Chip(NamedTuple):
    """A code in the margin; `hollow` where only others' words carry it."""

    code: str
    label: str
    group: str
    hollow: bool
    note: str


class Marked(NamedTuple):
    """One span in words, for the list under a sentence."""

    text: str
    meaning: str
    details: str


@dataclass(frozen=True)
class Line:
    """One sentence as the page shows it; without `pieces` where its words may not be shown."""

    sentence_id: int
    kind: str
    kind_note: str
    n_words: int
    pieces: Sequence[Piece]
    chips: Sequence[Chip]
    marked: Sequence[Marked]
    findings: Sequence[Link]


def name_page(document_id: str) -> str:
    """Return the file name of a text's page: readable, and safe on any disk.

    >>> name_page("2019/letter"), name_page("a_b")
    ('2019-letter-c79a6549.html', 'a_b.html')
    """
    safe = re.sub(r"[^a-z0-9._-]+", "-", document_id.lower()).strip("-.")[:80]
    if safe == document_id:
        return f"{safe}.html"
    digest = sha256(document_id.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{safe or 'text'}-{digest}.html"


def is_third_party(rights: str) -> bool:
    """Return whether a text's rights line says that it belongs to others."""
    return rights.strip().lower().startswith(THIRD_PARTY)


class CodedText(NamedTuple):
    """One text: its catalogue row, its sentences, its spans in order of place, their attributes.

    `shown` is the same text as `helpers.evidence` cuts it; it numbers the spans in this order.
    """

    document: Row
    sentences: Sequence[Row]
    spans: Sequence[Row]
    attributes: Mapping[str, Sequence[tuple[str, str]]]
    shown: ShownText


def list_texts(corpus: Corpus, numbers: Sequence[int] | None = None) -> list[CodedText]:
    """Return texts of a corpus with their own rows, in the order of the table documents.

    `numbers` are their places in that table; None for all.
    """
    documents = corpus.documents
    if numbers is not None and len(numbers) < len(documents):
        documents = documents.iloc[list(numbers)]
    ids = set(documents["document_id"])
    sentences = _group_rows(corpus.sentences[corpus.sentences["document_id"].isin(ids)])
    own = corpus.spans[corpus.spans["document_id"].isin(ids)]
    spans = _group_rows(own)
    shown = show_texts(corpus, ids)
    attributes: dict[str, list[tuple[str, str]]] = {}
    table = corpus.attributes
    if len(documents) < len(corpus.documents):
        table = table[table["span_id"].isin(own["span_id"])]
    for span_id, name, value in zip(table["span_id"], table["name"], table["value"], strict=True):
        attributes.setdefault(span_id, []).append((str(name), str(value)))
    return [
        CodedText(row, sentences.get(key, []), spans.get(key, []), attributes, shown[key])
        for row in documents.fillna("").to_dict("records")
        for key in [row["document_id"]]
    ]


def _group_rows(table: pd.DataFrame) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in table.to_dict("records"):
        groups.setdefault(row["document_id"], []).append(row)
    return groups


class _Reader:
    """Puts the rows of one text into words; `hidden` leaves out the text's own words."""

    def __init__(self, coded: CodedText, corpus: Corpus, *, hidden: bool) -> None:
        self._coded = coded
        self._labels = label_codes(corpus)
        self._groups = {c.code: _class_name(c.palette) for c in corpus.codebook.codes}
        self._hidden = hidden

    def read_line(self, sentence: Row, findings: Sequence[Link]) -> Line:
        number, kind = sentence["sentence_id"], sentence["kind"]
        inside = [
            s for s in self._coded.spans if s["sentence_id"] <= number <= s["last_sentence_id"]
        ]
        pieces = [] if self._hidden else cut_sentence(self._coded.shown, number)
        return Line(
            sentence_id=number,
            kind=kind,
            kind_note=KIND_NOTES.get(kind, ""),
            n_words=sentence["n_words"],
            pieces=[self._read_piece(words, ids, voice) for words, ids, voice, _ in pieces],
            chips=self._read_chips([s for s in inside if s["layer"] == "frame"]),
            marked=[self._read_span(span) for span in inside],
            findings=findings,
        )

    def _read_piece(self, words: str, numbers: Sequence[int], voice: str) -> Piece:
        spans = [self._coded.spans[i] for i in numbers]
        groups = [self._groups.get(s["code"], "g-none") for s in spans if s["layer"] == "frame"]
        layers = [s["layer"] for s in spans if s["layer"] in LAYERS]
        second = [f"also-{group}" for group in dict.fromkeys(groups) if group != groups[0]]
        said = [] if voice == "author" else ["quote", voice]
        classes = dict.fromkeys([*said, *layers, *groups[:1], *second[:1]])
        notes = [_VOICE_NOTES[voice]] if voice in _VOICE_NOTES else []
        notes += [self._meaning(span) for span in spans]
        return Piece(words, " ".join(classes), "; ".join(notes))

    def _read_chips(self, frames: Sequence[Row]) -> list[Chip]:
        chips = []
        for code in dict.fromkeys(span["code"] for span in frames):
            spans = [span for span in frames if span["code"] == code]
            voices = {span["voice"] for span in spans}
            hollow = "author" not in voices
            notes = [_VOICE_NOTES[v] for v in ("speaker", "uncertain") if hollow and v in voices]
            notes += sorted({span["polarity"] for span in spans} - {"", "mention"})
            label = self._labels.get(code, code)
            chips.append(Chip(code, label, self._groups.get(code, ""), hollow, ", ".join(notes)))
        return chips

    def _read_span(self, span: Row) -> Marked:
        words = "" if self._hidden else self._coded.document["text"][span["start"] : span["end"]]
        named = [("rule", span["rule"])] if span["rule"] == "by hand" else []
        if span["layer"] != "quote" and span["voice"] != "author":
            named.append(("voice", span["voice"]))
        if span["polarity"] not in ("", "mention"):
            named.append(("polarity", span["polarity"]))
        named += [] if self._hidden else self._coded.attributes.get(span["span_id"], ())
        details = "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in named)
        return Marked(words, self._meaning(span), details)

    def _meaning(self, span: Row) -> str:
        code = span["code"]
        known = f"{code} {self._labels[code]}" if code in self._labels else code
        if span["layer"] == "frame":
            return known
        if span["layer"] == "name":
            return f"inside a name, not counted: {known}"
        return f"{span['layer']}: {known}" if known else str(span["layer"])


def _class_name(group: str) -> str:
    return "g-" + re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-") if group else ""


def render_text(
    coded: CodedText,
    corpus: Corpus,
    *,
    findings: Mapping[int, Sequence[Link]],
    badge: str = "",
    beside: Beside | None = None,
) -> str:
    """Return the page of one text.

    Parameters
    ----------
    coded : the text with its rows
    corpus : what it is part of
    findings : links to the findings that each sentence feeds, by sentence_id
    badge : HTML that says how far the coding can be trusted
    beside : what lies beside the page; of a text that it withholds (one of third parties) the
        coding of each sentence is shown without its words
    """
    beside = beside or Beside()
    hidden = coded.document["document_id"] in beside.withheld
    reader = _Reader(coded, corpus, hidden=hidden)
    lines = [
        (s["paragraph"], reader.read_line(s, findings.get(s["sentence_id"], ())))
        for s in coded.sentences
    ]
    paragraphs = [[line for _, line in group] for _, group in groupby(lines, lambda p: p[0])]
    layers = {s["layer"] for s in coded.spans}
    html = (
        read_templates()
        .get_template("text.html.j2")
        .render(
            document=coded.document,
            paragraphs=paragraphs,
            hidden=hidden,
            badge=Markup(badge),
            layers={k: v for k, v in LAYERS.items() if k in layers},
            n_spans=len(coded.spans),
        )
    )
    title = coded.document["title"]
    return render_page(beside.frame(Page(title, Markup(html), kind="text")))
