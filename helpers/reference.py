"""The reference coding as a corpus of its own, so that any measure runs on both codings.

Comes in: a `Corpus` with gold. Goes out: the same texts and sentences with the gold's spans.
Must never know: which measure will be taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pandas as pd

from helpers.coding import Coded, place_spans
from helpers.corpus import Corpus, build_spans
from helpers.gold import Gold
from helpers.model import COUNTED_KINDS, Sentence, Span, Text

CODERS = ("agreed", "coder1", "coder2")


def covers_all(corpus: Corpus) -> bool:
    """Return whether the gold codes every counted sentence of the corpus."""
    if corpus.gold is None:
        return False
    return len(match_units(corpus)) == int(corpus.sentences["kind"].isin(COUNTED_KINDS).sum())


@lru_cache(maxsize=8)
def match_units(corpus: Corpus) -> pd.DataFrame:
    """Return the counted sentences that a gold unit covers, by place and never by id.

    A sentence belongs to the unit that holds its midpoint.

    Returns
    -------
    DataFrame
        One row per covered sentence; columns document_id, sentence_id, unit_start, unit_end.
    """
    if corpus.gold is None:
        return pd.DataFrame(columns=["document_id", "sentence_id", "unit_start", "unit_end"])
    counted = corpus.sentences[corpus.sentences["kind"].isin(COUNTED_KINDS)]
    rows = []
    units = dict(list(corpus.gold.units.groupby("document_id")))
    for document_id, sentences in counted.groupby("document_id"):
        if document_id not in units:
            continue
        places = units[document_id][["start", "end"]].to_numpy()
        for sentence in sentences.itertuples():
            middle = (sentence.start + sentence.end) // 2
            rows += [
                (document_id, sentence.sentence_id, int(a), int(b))
                for a, b in places
                if a <= middle < b
            ]
    return pd.DataFrame(rows, columns=["document_id", "sentence_id", "unit_start", "unit_end"])


@lru_cache(maxsize=8)
def reference_corpus(corpus: Corpus, *, coder: str = "agreed", quotes: str = "corpus") -> Corpus:
    """Return the corpus as the reference coding has it.

    The gold gives frames to whole sentences; such a frame is drawn over its sentence, or over
    the quotation that holds most of it, so that its voice is that of most of its words. Where a
    quotation stands is taken from the corpus itself: the gold does not settle the doubtful ones.

    Parameters
    ----------
    coder : whose frames: "agreed", or one of the two passes, "coder1" or "coder2"
    quotes : whose quotations: the "corpus"'s own, or the "gold"'s (and of the corpus those that
        are uncertain and overlap none of the gold's)

    Raises
    ------
    ValueError
        When the corpus has no gold.
    """
    if corpus.gold is None:
        raise ValueError(f"corpus {corpus.name!r} has no gold: put one into its folder gold/")
    if coder not in CODERS:
        raise ValueError(f"coder is {coder!r}: write one of {', '.join(CODERS)}")
    own_quotes = corpus.spans[corpus.spans["layer"] == "quote"]
    attributes = corpus.attributes.merge(own_quotes[["span_id"]], on="span_id")
    coded = []
    for document in corpus.documents.itertuples():
        ours = own_quotes[own_quotes["document_id"] == document.document_id]
        spans = [_as_quote(row, attributes) for row in ours.itertuples()]
        if quotes == "gold":
            spans = _gold_quotes(corpus.gold, document.document_id, spans)
        spans += _frames(corpus.gold, document.document_id, coder, spans)
        spans += _other_layers(corpus.gold, document.document_id)
        rows = corpus.sentences[corpus.sentences["document_id"] == document.document_id]
        columns = ["sentence_id", "start", "end", "paragraph", "kind", "led_by", "n_words"]
        sentences = [Sentence(*row) for row in rows[columns].itertuples(index=False, name=None)]
        ready = Text(document.document_id, document.text, "", sentences)
        coded.append(Coded(document.document_id, sentences, place_spans(ready, spans)))
    spans_table, attributes_table = build_spans(coded)
    return replace(corpus, spans=spans_table, attributes=attributes_table, coding="reference")


def list_codings(corpus: Corpus) -> dict[str, Corpus]:
    """Return the codings that a choice "coding" tries: the patterns, and the gold if it is whole.

    The reference has the quotations of the gold, so that no coding of ours is left in it.
    """
    codings = {"patterns": corpus}
    if covers_all(corpus):
        codings["reference"] = reference_corpus(corpus, quotes="gold")
    return codings


def _as_quote(row: Any, attributes: pd.DataFrame) -> Span:
    pairs = attributes.loc[attributes["span_id"] == row.span_id, ["name", "value"]]
    kept = tuple(pairs.itertuples(index=False, name=None))
    return Span(row.start, row.end, "quote", row.code, row.rule, "", kept)


def _gold_quotes(gold: Gold, document_id: str, ours: Sequence[Span]) -> list[Span]:
    rows = gold.spans[(gold.spans["document_id"] == document_id) & (gold.spans["layer"] == "quote")]
    spans = []
    for row in rows.to_dict("records"):
        pairs = [("speaker", name) for name in str(row["speaker"]).split("; ") if name]
        pairs += [("cue", str(row["cue"]))] if row["cue"] else []
        pairs.append(("voice", "speaker"))
        spans.append(
            Span(row["start"], row["end"], "quote", "marked", "reference", "", tuple(pairs))
        )
    doubtful = [q for q in ours if q.get("voice") == "uncertain"]
    free = [q for q in doubtful if not any(s.start < q.end and q.start < s.end for s in spans)]
    return sorted([*spans, *free])


def _frames(gold: Gold, document_id: str, coder: str, quotes: Sequence[Span]) -> list[Span]:
    units = gold.units[gold.units["document_id"] == document_id]
    places = [clip_to_quote(u.start, u.end, quotes) for u in units.itertuples()]
    return [
        Span(start, end, "frame", code, "reference", "mention")
        for (start, end), codes in zip(places, units[coder], strict=True)
        for code in codes.split()
    ]


def clip_to_quote(start: int, end: int, quotes: Sequence[Span]) -> tuple[int, int]:
    """Return the longest quoted stretch of a sentence that is mostly quoted, else all of it."""
    inside = [(max(start, q.start), min(end, q.end)) for q in quotes]
    inside = [(a, b) for a, b in inside if a < b]
    if 2 * sum(b - a for a, b in inside) < end - start:
        return start, end
    return max(inside, key=lambda p: (p[1] - p[0], -p[0]))


def _other_layers(gold: Gold, document_id: str) -> list[Span]:
    rows = gold.spans[(gold.spans["document_id"] == document_id) & (gold.spans["layer"] != "quote")]
    named = ["canonical", "kind", "stance", "amount", "currency", "period", "purpose"]
    named += ["status", "payer", "value", "basis"]
    spans = []
    for row in rows.to_dict("records"):
        code = {"label": row["stance"], "money": "amount"}.get(row["layer"], row["kind"])
        pairs = [(n, v) for n in named for v in str(row.get(n, "")).split("; ") if v]
        spans.append(
            Span(row["start"], row["end"], row["layer"], code, "reference", "", tuple(pairs))
        )
    return spans
