"""Code one document: a pure function of its text, the codebook and what was settled by hand.

Comes in: a text. Goes out: `Coded`, its sentences and spans with voice. Must never know: other
documents, tables, files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from helpers.codebook import Codebook
from helpers.folding import fold
from helpers.layers.actors import code_actors
from helpers.layers.dates import code_dates
from helpers.layers.frames import code_frames
from helpers.layers.instruments import code_instruments
from helpers.layers.labels import code_labels
from helpers.layers.money import code_money
from helpers.layers.names import find_names
from helpers.layers.quotes import code_quotes
from helpers.model import ByHand, Sentence, Span, Text
from helpers.sentences import split_sentences


class PlacedSpan(NamedTuple):
    """A span, the sentences it begins and ends in, and whose words it stands in.

    `voice` is author, speaker or uncertain; `quote` is the index (in the same list) of the
    quotation that holds the span, else None.
    """

    span: Span
    sentence_id: int
    last_sentence_id: int
    voice: str
    quote: int | None


class Coded(NamedTuple):
    """One coded document: its sentences and its spans, in order of place."""

    document_id: str
    sentences: Sequence[Sentence]
    spans: Sequence[PlacedSpan]


def code_document(
    document_id: str, text: str, codebook: Codebook, by_hand: Sequence[ByHand] = ()
) -> Coded:
    """Return the sentences and coded spans of one document."""
    sentences = split_sentences(text)
    ready = Text(document_id, text, fold(text), sentences)
    names = find_names(ready)
    actors = code_actors(ready, names)
    spans = [
        *code_quotes(ready, actors),
        *code_frames(ready, names, codebook),
        *actors,
        *code_dates(ready, names, actors),
        *code_money(ready),
        *code_instruments(ready, names),
        *code_labels(ready, names),
    ]
    return Coded(document_id, sentences, place_spans(ready, settle_by_hand(spans, by_hand)))


def settle_by_hand(spans: Sequence[Span], by_hand: Sequence[ByHand]) -> list[Span]:
    """Return the spans with what a reader settled put in place of what rules proposed.

    A settled span replaces the spans of its layer that overlap it by half of the union or more,
    and whatever of a proposed quotation stands inside it; where rules proposed nothing there, it
    is added. Its rule is "by hand".
    """
    settled: dict[tuple[int, int, str], list[tuple[str, str]]] = {}
    for mark in by_hand:
        settled.setdefault((mark.start, mark.end, mark.layer), []).append((mark.name, mark.value))
    kept = list(spans)
    for (start, end, layer), pairs in settled.items():
        rivals = [s for s in kept if s.layer == layer and _is_rival(s, start, end)]
        named = {name for name, _ in pairs}
        code = next((v for n, v in pairs if n == "code"), rivals[0].code if rivals else "")
        inherited = [] if not rivals else [p for p in rivals[0].attributes if p[0] not in named]
        attributes = (*inherited, *(p for p in pairs if p[0] != "code"))
        kept = [s for s in kept if s not in rivals]
        kept.append(Span(start, end, layer, code or "marked", "by hand", "", attributes))
    return kept


def _is_rival(span: Span, start: int, end: int) -> bool:
    shared = min(span.end, end) - max(span.start, start)
    union = max(span.end, end) - min(span.start, start)
    inside = start <= span.start and span.end <= end
    return shared > 0 and (2 * shared >= union or (span.layer == "quote" and inside))


def place_spans(text: Text, spans: Sequence[Span]) -> list[PlacedSpan]:
    """Return the spans in order of place, each with its sentences, voice and quotation.

    A span belongs to the sentence that holds its midpoint; a quotation is stored whole, from the
    sentence of its first to that of its last character. The voice of a span is that of the
    innermost quotation that holds it; a quotation's own voice is what it gives to what it holds.
    """
    ordered = sorted(spans, key=lambda s: (s.start, -s.end, s.layer != "quote", s))
    ordered = [s for s, before in zip(ordered, [None, *ordered], strict=False) if s != before]
    starts = [s.start for s in text.sentences]
    ids = [s.sentence_id for s in text.sentences]

    def sentence_of(offset: int) -> int:
        return ids[max(0, bisect_right(starts, offset) - 1)]

    placed: list[PlacedSpan] = []
    open_quotes: list[int] = []
    for span in ordered:
        start, end, layer = span[:3]
        quote: int | None = None
        if open_quotes:
            open_quotes = [i for i in open_quotes if ordered[i].end > start]
            quote = next((i for i in reversed(open_quotes) if ordered[i].end >= end), None)
        if layer == "quote":
            voice = span.get("voice", "speaker")
            quote = len(placed)
            open_quotes.append(quote)
            first, last = sentence_of(start), sentence_of(max(start, end - 1))
        else:
            voice = "author" if quote is None else placed[quote].voice
            first = last = sentence_of((start + end) // 2)
        placed.append(PlacedSpan(span, first, last, voice, quote))
    return placed
