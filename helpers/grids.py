"""One coding of counted sentences as arrays, in any defensible setting, quick to filter often.

Comes in: a corpus. Goes out: `Grid`s, sentences by codes, one for each way to count.
Must never know: what is compared in them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.model import COUNTED_KINDS
from helpers.reference import covers_all, reference_corpus
from helpers.tables import list_code_names

Array = np.ndarray[Any, np.dtype[Any]]

# What an analyst may choose; each choice changes only what is counted, never the coding.
CODING = ("patterns", "reference")
FILTERS: dict[str, tuple[str, ...]] = {
    "title": ("counted", "left out"),
    "words of": ("everyone", "the author alone", "everyone but doubtful quotations"),
    "names": ("masked", "put back"),
    "aims": ("counted", "left out"),
    "boilerplate": ("left out", "counted"),
    "block quotations": ("quoted words", "the author’s words"),
}


@dataclass(frozen=True, eq=False)
class Grid:
    """Sentences by codes: who carries what.

    `document`, `sentence_id`, `led_by` (0 where nothing leads), `is_item` and `n_words` have an
    entry per sentence, in order; `carried` is True and False, sentences by `codes`.
    """

    document: Array
    sentence_id: Array
    led_by: Array
    is_item: Array
    n_words: Array
    carried: Array
    codes: tuple[str, ...]

    def any_of(self, codes: tuple[str, ...]) -> Array:
        """Return for each sentence whether it carries any of the codes."""
        columns = [self.codes.index(code) for code in codes]
        return np.asarray(self.carried[:, columns].any(axis=1))

    def take(self, rows: Array) -> Grid:
        """Return the grid with these sentences alone (True and False, or their numbers)."""
        return Grid(
            self.document[rows],
            self.sentence_id[rows],
            self.led_by[rows],
            self.is_item[rows],
            self.n_words[rows],
            self.carried[rows],
            self.codes,
        )

    def near(self, codes: tuple[str, ...], window: int) -> Grid:
        """Return the grid in which a sentence also carries those of `codes` that stand near it.

        Near is within `window` sentences of the same text, to either side.
        """
        carried = self.carried.copy()
        columns = [self.codes.index(code) for code in codes]
        for step in range(1, window + 1):
            same = self.document[step:] == self.document[:-step]
            for here, there in (
                (slice(step, None), slice(None, -step)),
                (slice(None, -step), slice(step, None)),
            ):
                met = self.carried[there][:, columns] & same[:, None]
                carried[here, columns] = carried[here, columns] | met
        return replace(self, carried=carried)

    def without_code(self, code: str) -> Grid:
        """Return the grid in which no sentence carries the code."""
        carried = self.carried.copy()
        carried[:, self.codes.index(code)] = False
        return replace(self, carried=carried)


@dataclass(frozen=True, eq=False)
class Spans:
    """Frame spans of one coding as arrays, one entry a span; `base` holds all sentences, bare."""

    base: Grid
    kind: Array
    row: Array
    code: Array
    rule: Array
    voice: Array
    in_block: Array
    masked: Array
    aim: Array

    def of_document(self, document_id: str) -> Spans:
        """Return the spans of one text alone; sentences stand in order of document_id."""
        documents = self.base.document
        first = int(np.searchsorted(documents, document_id, "left"))
        last = int(np.searchsorted(documents, document_id, "right"))
        own = (self.row >= first) & (self.row < last)
        return Spans(
            self.base.take(np.arange(first, last)),
            self.kind[first:last],
            self.row[own] - first,
            self.code[own],
            self.rule[own],
            self.voice[own],
            self.in_block[own],
            self.masked[own],
            self.aim[own],
        )

    def keep(self, chosen: Mapping[str, str]) -> Array:
        """Return which spans a setting keeps."""
        kept = np.ones(len(self.row), dtype=bool)
        if chosen["names"] == "masked":
            kept &= ~self.masked
        if chosen["aims"] == "left out":
            kept &= ~self.aim
        own = self.voice == "author"
        if chosen["block quotations"] == "the author’s words":
            own = own | self.in_block
        if chosen["words of"] == "the author alone":
            kept &= own
        elif chosen["words of"] == "everyone but doubtful quotations":
            kept &= own | (self.voice != "uncertain")
        return kept

    def count(self, chosen: Mapping[str, str]) -> Array:
        """Return which sentences a setting counts."""
        counted = np.isin(self.kind, COUNTED_KINDS)
        if chosen["title"] == "left out":
            counted &= self.kind != "title"
        if chosen["boilerplate"] == "counted":
            counted |= self.kind == "boilerplate"
        return counted

    def grid(self, chosen: Mapping[str, str], *, spans: Array | None = None) -> Grid:
        """Return the grid of a setting; of `spans` (True and False) alone if given."""
        kept = self.keep(chosen)
        if spans is not None:
            kept &= spans
        carried = np.zeros_like(self.base.carried)
        carried[self.row[kept], self.code[kept]] = True
        return replace(self.base, carried=carried).take(self.count(chosen))


DEFAULT = {name: values[0] for name, values in FILTERS.items()}


@lru_cache(maxsize=8)
def read_spans(corpus: Corpus) -> Spans:
    """Return the frame spans of a corpus, in any of its sentences, as arrays."""
    codes = tuple(list_code_names(corpus))
    sentences = corpus.sentences.sort_values(["document_id", "sentence_id"], ignore_index=True)
    index = pd.MultiIndex.from_frame(sentences[["document_id", "sentence_id"]])
    spans = corpus.spans[corpus.spans["layer"].isin(["frame", "name"])]
    spans = spans[spans["code"].isin(codes)]
    facts = corpus.attributes[corpus.attributes["name"] == "aim_or_means"]
    aims = set(facts.loc[facts["value"] == "aim", "span_id"])
    quotes = corpus.spans[corpus.spans["layer"] == "quote"]
    blocks = set(quotes.loc[quotes["code"] == "block", "span_id"])
    n = len(sentences)
    base = Grid(
        sentences["document_id"].to_numpy(dtype=str),
        sentences["sentence_id"].to_numpy(dtype=int),
        sentences["led_by"].fillna(0).to_numpy(dtype=int),
        sentences["kind"].eq("list item").to_numpy(),
        sentences["n_words"].to_numpy(dtype=int),
        np.zeros((n, len(codes)), dtype=bool),
        codes,
    )
    return Spans(
        base,
        sentences["kind"].to_numpy(dtype=str),
        index.get_indexer(pd.MultiIndex.from_frame(spans[["document_id", "sentence_id"]])),
        np.array([codes.index(code) for code in spans["code"]], dtype=int),
        spans["rule"].to_numpy(dtype=str),
        spans["voice"].to_numpy(dtype=str),
        spans["quote_id"].isin(blocks).to_numpy(),
        spans["layer"].eq("name").to_numpy(),
        spans["span_id"].isin(aims).to_numpy(),
    )


def read_codings(corpus: Corpus) -> dict[str, Spans]:
    """Return the spans of each coding of a corpus, by name: the reference where it is whole."""
    codings = {CODING[0]: read_spans(corpus)}
    if covers_all(corpus):
        codings[CODING[1]] = read_spans(reference_corpus(corpus))
    return codings


def list_filters(spans: Spans | None = None) -> Iterator[dict[str, str]]:
    """Yield every combination of `FILTERS`, the usual one first.

    Parameters
    ----------
    spans : if given, a choice that changes nothing in these has its usual value alone
    """
    values = dict(FILTERS)
    for name, idle in _find_idle(spans).items() if spans is not None else ():
        values[name] = tuple(v for v in FILTERS[name] if v not in idle)
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _find_idle(spans: Spans) -> dict[str, tuple[str, ...]]:
    """Return the values of each choice that select what its usual value selects."""
    kinds, voices = set(spans.kind.tolist()), set(spans.voice.tolist())
    acts = {
        "title": "title" in kinds,
        "boilerplate": "boilerplate" in kinds,
        "names": bool(spans.masked.any()),
        "aims": bool(spans.aim.any()),
        "block quotations": bool(spans.in_block.any()),
    }
    idle = {name: FILTERS[name][1:] for name, does in acts.items() if not does}
    _, alone, but_doubtful = FILTERS["words of"]
    idle["words of"] = () if "uncertain" in voices else (but_doubtful,)
    if voices <= {"author"}:
        idle["words of"] = (alone, but_doubtful)
    return idle
