"""Recount what a mark stands for: in: the Parquet of a coded corpus and a mark's key; out: its
sentences, found by plain loops; must never know: how the helpers count.

A mark's key names a finding and what the mark stands for. Each rule here reads one form of key.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

PROJECT = Path(__file__).resolve().parents[2]
COUNTED = ("title", "prose", "list item")
POLES = ("enforcement", "development")
NEITHER = "3"

Ref = tuple[int, int]
Row = dict[str, Any]


class Tables:
    """The Parquet that `python -m helpers code` writes, counted by plain loops."""

    def __init__(self, folder: Path) -> None:
        names = ("documents", "sentences", "spans", "attributes")
        read = {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in names}
        self.numbers = {row["document_id"]: i for i, row in enumerate(read["documents"])}
        texts = [row["text"] for row in read["documents"]]
        self.words: dict[Ref, str] = {}
        self.counted: list[Ref] = []
        self.cuts: list[tuple[Ref, int, int]] = []
        for row in read["sentences"]:
            ref = (self.numbers[row["document_id"]], row["sentence_id"])
            self.words[ref] = texts[ref[0]][row["start"] : row["end"]]
            self.cuts.append((ref, row["start"], row["end"]))
            if row["kind"] in COUNTED:
                self.counted.append(ref)
        said: dict[str, dict[str, set[str]]] = {}
        for row in read["attributes"]:
            said.setdefault(row["span_id"], {}).setdefault(row["name"], set()).add(row["value"])
        self.spans: list[Row] = [
            {**row, "said": said.get(row["span_id"], {})} for row in read["spans"]
        ]
        self.groups: dict[str, set[str]] = {}
        groups = (PROJECT / "helpers" / "codebook" / "groups.csv").read_text("utf-8")
        for row in csv.DictReader(groups.splitlines()):
            self.groups.setdefault(row["group"], set()).add(row["code"])

    def find(self, layer: str, **wanted: str) -> list[Row]:
        """Return the spans of a layer whose columns and attributes are as wanted."""
        return [
            span
            for span in self.spans
            if span["layer"] == layer
            and all(v == span.get(k) or v in span["said"].get(k, ()) for k, v in wanted.items())
        ]

    def refs(self, spans: list[Row], document: int | None = None) -> set[Ref]:
        """Return the sentences that the spans touch, of one document or of all."""
        found = set()
        for span in spans:
            number = self.numbers[span["document_id"]]
            if document in (None, number):
                last = span["last_sentence_id"]
                found |= {(number, i) for i in range(span["sentence_id"], last + 1)}
        return found & set(self.words)

    def code(self, name: str, layer: str = "frame", **wanted: str) -> set[Ref]:
        """Return the counted sentences with a code, or with one of a group's codes."""
        codes = self.groups.get(name, {name})
        spans = [s for s in self.find(layer, **wanted) if s["code"] in codes]
        return self.refs(spans) & set(self.counted)

    def of(self, document: str) -> set[Ref]:
        """Return the counted sentences of one document."""
        return {ref for ref in self.counted if ref[0] == int(document)}

    def recount(self, key: str) -> set[Ref] | None:
        """Return the sentences that a key stands for; None where no rule reads the key."""
        finding, name = key.split("/", 1)
        for pattern, rule in RULES:
            if found := re.fullmatch(pattern, f"{finding}/{name}"):
                return rule(self, *found.groups())
        return None


def no_cause_within(tables: Tables, reach: str) -> set[Ref]:
    causes = tables.code("cause")
    places = {ref: i for i, ref in enumerate(tables.counted)}
    return {
        ref
        for ref in tables.code("idea")
        if not any(c[0] == ref[0] and abs(places[c] - places[ref]) <= int(reach) for c in causes)
    }


def pole(tables: Tables, part: str, document: str, **wanted: str) -> set[Ref]:
    enforcement, development = (tables.code(p, **wanted) for p in POLES)
    both = enforcement & development
    parts = (enforcement - both, both, development - both)
    rest = set(tables.counted) - enforcement - development
    return [*parts, rest][int(part)] & tables.of(document)


def own_pole(tables: Tables, part: str, document: str) -> set[Ref]:
    found = pole(tables, part, document, voice="author")
    return found - tables.refs(tables.find("quote")) if part == NEITHER else found


def words_of_quotes(tables: Tables, voice: str, document: str) -> set[Ref]:
    return tables.refs(tables.find("quote", voice=voice), int(document))


def said_by(tables: Tables, speaker: str) -> set[Ref]:
    return tables.refs(tables.find("quote", speaker=speaker))


def does(tables: Tables, doing: str, who: str) -> set[Ref]:
    quoted = tables.refs(tables.find("actor", canonical=who)) & said_by(tables, who)
    if doing == "is quoted":
        return quoted
    return tables.refs(tables.find("actor", canonical=who, does=doing)) - quoted


def stance(tables: Tables, code: str, thing: str) -> set[Ref]:
    return tables.refs(tables.find("label", code=code, object=thing))


def label(tables: Tables, n: str) -> set[Ref]:
    spans = tables.find("label")
    spans.sort(key=lambda s: (tables.numbers[s["document_id"]], s["start"]))
    return tables.refs([spans[int(n)]])


CODE = r"([DR]-[A-Z]+)"
VOICE = r"(author|speaker|uncertain)"
RULES: tuple[tuple[str, Callable[..., set[Ref]]], ...] = (
    (r"[^/]+/all", lambda t: set(t.counted)),
    (r"[^/]+/s/(\d+)-(\d+)(?:/.+)?", lambda t, d, s: {(int(d), int(s))}),
    (rf"[^/]+/{CODE}/(\d+)", lambda t, code, d: t.code(code) & t.of(d)),
    (rf"[^/]+/{CODE}\+{CODE}", lambda t, one, other: t.code(one) & t.code(other)),
    (rf"[^/]+/cause-{CODE}", lambda t, code: t.code(code)),
    (r"[^/]+/beside-([a-z]+)", lambda t, group: t.code("idea") & t.code(group)),
    (rf"[^/]+/([DR]-[A-Z]+|[a-z]+)/{VOICE}", lambda t, n, voice: t.code(n, voice=voice)),
    (rf"poles-by-voice/{CODE}/name", lambda t, code: t.code(code, "name")),
    (r"what-nearby-means/near-(\d+)", no_cause_within),
    (r"two-enforcements/([a-z]+)-both", lambda t, n: t.code(n) & t.code("development")),
    (r"unsaid-word/pole-(\d)/(\d+)", pole),
    (r"who-is-quoted/quoted/(.+)", said_by),
    (r"who-is-quoted/named/(.+)", lambda t, who: t.refs(t.find("actor", canonical=who))),
    (r"what-actors-do/([^/]+)/([^/]+)", does),
    (rf"words-by-voice/{VOICE}/(\d+)", words_of_quotes),
    (r"poles-without-quotations/all words/(\d)/(\d+)", pole),
    (r"poles-without-quotations/own words/(\d)/(\d+)", own_pole),
    (r"labels-object/label/(\d+)", label),
    (r"labels-stances/([^/]+)/([^/]+)", stance),
)
