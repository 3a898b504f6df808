"""Sentences ready to be shown: cut at the borders of spans, safe as HTML, with their place.

Comes in: a corpus and (document_id, sentence_id) pairs. Goes out: HTML without script, in which
each sentence stands once, and passages with their stretches marked. Must never know: the finding.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.excerpts import is_cut, mark_runs

MOST_SENTENCES = 400
MOST_PASSAGES = 50
SAMPLE_SEED = 2021
NO_MATH = "tex2jax_ignore mathjax_ignore"
_UNSAFE = str.maketrans({"`": "&#96;", "$": "&#36;", "{": "&#123;", "}": "&#125;", "\\": "&#92;"})

Ref = tuple[str, int]
_T = TypeVar("_T")
Stretch = tuple[int, int]


class ShownSpan(NamedTuple):
    """One span as pages need it: its place, its number in its document, and what it says."""

    start: int
    end: int
    number: int
    layer: str
    code: str
    voice: str
    speaker: str


@dataclass(frozen=True)
class ShownText:
    """One document as pages need it: its number in the corpus, label, sentences and spans.

    `sentences` gives (start, end) by sentence_id; `spans` and `quotes` are in order of place.
    """

    number: int
    label: str
    title: str
    rights: str
    text: str
    sentences: Mapping[int, Stretch]
    spans: Sequence[ShownSpan]
    quotes: Sequence[ShownSpan]

    def ref(self, sentence_id: int) -> str:
        """Return the name of a sentence in pages: "D-N"."""
        return f"{self.number}-{sentence_id}"

    def place(self, sentence_id: int) -> str:
        """Return the place of a sentence in words: "Carper 2016, sentence 6"."""
        return f"{self.label}, sentence {sentence_id}"

    def spans_in(self, start: int, end: int) -> list[ShownSpan]:
        """Return the spans that share a character with `start` to `end`."""
        return [s for s in self.spans if s.start < end and s.end > start]


def escape_text(text: object) -> str:
    """Return text that shows as it is in HTML, in Markdown and beside MathJax.

    >>> escape_text("<b> `x` $y$")
    '&lt;b&gt; &#96;x&#96; &#36;y&#36;'
    """
    return escape(str(text)).translate(_UNSAFE)


def is_small(corpus: Corpus) -> bool:
    """Say whether a page can carry every sentence of the corpus."""
    return len(corpus.sentences) <= MOST_SENTENCES


def show_texts(corpus: Corpus, document_ids: Iterable[str] | None = None) -> dict[str, ShownText]:
    """Return the documents (all of them by default) as pages need them, by document_id."""
    documents = corpus.documents
    labels = label_documents(documents)
    places = number_documents(corpus)
    wanted = set(places if document_ids is None else document_ids)
    numbers = sorted(places[d] for d in wanted if d in places)
    sentences = _list_rows(corpus, "sentences", wanted, ("sentence_id", "start", "end"))
    columns = ("start", "end", "layer", "code", "voice", "span_id")
    spans = _list_rows(corpus, "spans", wanted, columns)
    speakers = _name_speakers(corpus)
    shown = {}
    rows = documents.iloc[numbers].fillna("").to_dict("records")
    for number, row in zip(numbers, rows, strict=True):
        document_id = row["document_id"]
        listed = [
            ShownSpan(start, end, i, layer, code, voice, speakers.get(span_id, ""))
            for i, (start, end, layer, code, voice, span_id) in enumerate(spans[document_id])
        ]
        shown[document_id] = ShownText(
            number,
            labels[document_id],
            row["title"],
            row["rights"],
            row["text"],
            {sentence_id: (start, end) for sentence_id, start, end in sentences[document_id]},
            listed,
            [s for s in listed if s.layer == "quote"],
        )
    return shown


@lru_cache(maxsize=16)
def number_documents(corpus: Corpus) -> dict[str, int]:
    """Return the number of each document in the corpus, from 0."""
    return {d: i for i, d in enumerate(corpus.documents["document_id"].tolist())}


@lru_cache(maxsize=4)
def _name_speakers(corpus: Corpus) -> dict[str, str]:
    """Return who speaks in each quotation that names anyone, by span_id."""
    speakers: dict[str, str] = {}
    facts = corpus.attributes[corpus.attributes["name"] == "speaker"]
    for span_id, name in zip(facts["span_id"].tolist(), facts["value"].tolist(), strict=True):
        speakers[span_id] = f"{speakers[span_id]}, {name}" if span_id in speakers else name
    return speakers


def _list_rows(
    corpus: Corpus, table: str, documents: set[str], columns: Sequence[str]
) -> dict[str, list[tuple[Any, ...]]]:
    rows: dict[str, list[tuple[Any, ...]]] = {document_id: [] for document_id in documents}
    if not documents:
        return rows
    own = getattr(corpus, table)[["document_id", *columns]]
    own = own[own["document_id"].isin(list(documents))]
    values = zip(*(own[c].tolist() for c in columns), strict=True)
    for document_id, row in zip(own["document_id"].tolist(), values, strict=True):
        rows[document_id].append(row)
    return rows


def draw_sample(refs: Sequence[_T], key: str, *, most: int = MOST_PASSAGES) -> list[_T]:
    """Return at most `most` of the passages behind a key, drawn at random, in order of place.

    The same key and passages always give the same sample.
    """
    if len(refs) <= most:
        return list(refs)
    drawn = random.Random(f"{SAMPLE_SEED} {key}").sample(range(len(refs)), most)
    return [refs[i] for i in sorted(drawn)]


def draw_texts(sizes: Mapping[str, int], most: int) -> list[str]:
    """Return the texts, in order, or some drawn at random whose sizes add up to at most `most`.

    The same sizes always give the same draw; a text that alone is too long is passed over.
    """
    if sum(sizes.values()) <= most:
        return list(sizes)
    drawn: set[str] = set()
    for document_id in random.Random(SAMPLE_SEED).sample(list(sizes), len(sizes)):
        if sizes[document_id] <= most:
            drawn.add(document_id)
            most -= sizes[document_id]
    return [document_id for document_id in sizes if document_id in drawn]


def number_stretches(text: ShownText, stretches: Iterable[tuple[int, int, str]]) -> list[int]:
    """Return the numbers of the spans at these places; of several there, those with the code."""
    numbers = []
    for start, end, code in stretches:
        here = [s for s in text.spans_in(start, end) if (s.start, s.end) == (start, end)]
        numbers += [s.number for s in here if s.code == code] or [s.number for s in here]
    return sorted(set(numbers))


def cut_sentence(
    text: ShownText, sentence_id: int, stretches: Sequence[Stretch] = ()
) -> list[tuple[str, tuple[int, ...], str, bool]]:
    """Return a sentence in pieces, cut wherever a span, a quotation or a stretch begins or ends.

    Returns
    -------
    list
        (piece, numbers of the spans that hold it, voice, whether a stretch holds it); the pieces
        put together are the sentence, character for character.
    """
    start, end = text.sentences[sentence_id]
    spans = text.spans_in(start, end)
    borders = {start, end}
    for first, last in [(s.start, s.end) for s in spans] + list(stretches):
        borders |= {b for b in (first, last) if start < b < end}
    cuts = sorted(borders)
    pieces = []
    for a, b in pairwise(cuts):
        holding = [s for s in spans if s.start <= a and b <= s.end]
        quotes = [s for s in holding if s.layer == "quote"]
        numbers = tuple(s.number for s in holding if s.layer != "quote")
        marked = any(first <= a and b <= last for first, last in stretches)
        pieces.append((text.text[a:b], numbers, quotes[-1].voice if quotes else "author", marked))
    return pieces


def say_voice(text: ShownText, places: Sequence[Stretch]) -> str:
    """Return whose words these places are, in words; "" where they are the author's own."""
    heard: list[str] = []
    own = False
    for start, end in places if text.quotes else ():
        left = set(range(start, end))
        for quote in text.quotes:
            if quote.start >= end or quote.end <= start:
                continue
            left -= set(range(quote.start, quote.end))
            if quote.voice == "uncertain":
                heard.append("quoted or the author’s own: uncertain")
            else:
                heard.append(f"quoted: {quote.speaker or 'speaker not known'}")
        own |= any(text.text[i].isalnum() for i in left)
    said = "; ".join(dict.fromkeys(heard))
    return f"in part {said}" if said and own else said


def passage_html(
    text: ShownText, sentence_id: int, stretches: Sequence[Stretch], codes: str, *, linked: bool
) -> str:
    """Return one passage: place, voice, what it is coded, and the sentence with its marks.

    `linked` says whether the page holds the sentence's own text to lead to.
    """
    start, end = text.sentences[sentence_id]
    ref, place = text.ref(sentence_id), escape_text(text.place(sentence_id))
    voice = escape_text(say_voice(text, stretches or [(start, end)]))
    head = f'<span class="rrc-place">{place}</span>'
    if voice:
        head += f' <span class="rrc-voice">{voice}</span>'
    if codes:
        head += f' <span class="rrc-codes">{escape_text(codes)}</span>'
    if linked:
        label = f"in its text: {place}"
        head += f' <a class="rrc-in-text" href="#s-{ref}" aria-label="{label}">in its text</a>'
    if text.rights.lower().startswith("third party"):
        head += f' <small class="rrc-rights">{escape_text(text.rights)}</small>'
    if is_cut((start, end)):
        cut = f"from a sentence of {end - start:,} characters"
        head += f' <small class="rrc-rights">{cut}</small>'
    body = "".join(
        f"<mark>{escape_text(run)}</mark>" if marked else escape_text(run)
        for run, marked in mark_runs(text.text, (start, end), stretches)
    )
    return (
        f'<li class="rrc-passage" data-ref="{ref}"><p class="rrc-head">{head}</p>'
        f'<blockquote class="rrc-quoted">{body}</blockquote></li>'
    )


def sentence_html(text: ShownText, sentence_id: int, labels: Mapping[str, str]) -> str:
    """Return one sentence of the store: its pieces, each with the numbers of its spans."""
    start, end = text.sentences[sentence_id]
    body = []
    for piece, numbers, voice, _ in cut_sentence(text, sentence_id):
        kind = {"speaker": "q", "uncertain": "u"}.get(voice, "")
        attributes = f' data-s="{" ".join(map(str, numbers))}"' if numbers else ""
        attributes += f' class="{kind}"' if kind else ""
        safe = escape_text(piece)
        body.append(f"<span{attributes}>{safe}</span>" if attributes else safe)
    frames = [s.code for s in text.spans_in(start, end) if s.layer == "frame"]
    codes = "; ".join(labels.get(c, c) for c in dict.fromkeys(frames))
    voice = say_voice(text, [(start, end)])
    more = f' data-voice="{escape_text(voice)}"' if voice else ""
    more += f' data-codes="{escape_text(codes)}"' if codes else ""
    return (
        f'<p class="rrc-s" id="s-{text.ref(sentence_id)}"'
        f' data-place="{escape_text(text.place(sentence_id))}"{more}>{"".join(body)}</p>'
    )


def label_codes(corpus: Corpus) -> dict[str, str]:
    """Return the short name for people of each code of the corpus's codebook."""
    return {code.code: code.label for code in corpus.codebook.codes}


def store_html(corpus: Corpus) -> str:
    """Return every sentence of a small corpus, once, folded; of a large one only what it is.

    Returns
    -------
    str
        HTML without script or style: `<details class="rrc-texts">`, a section per document,
        `<p class="rrc-s" id="s-D-N">` per sentence (D: document number from 0, N: sentence_id).
    """
    n = len(corpus.sentences)
    if not is_small(corpus):
        return (
            f'<p class="rrc-texts-note">{n:,} sentences in {len(corpus.documents):,} texts: each '
            f"finding carries its own, at most {MOST_PASSAGES} for a number, drawn at random."
            "</p>"
        )
    labels = label_codes(corpus)
    sections = []
    for text in show_texts(corpus).values():
        rights = f' <small class="rrc-rights">{escape_text(text.rights)}</small>'
        head = f"<b>{escape_text(text.label)}</b> <cite>{escape_text(text.title)}</cite>"
        body = "".join(sentence_html(text, i, labels) for i in text.sentences)
        sections.append(
            f'<section class="rrc-text" data-document="{text.number}" '
            f'aria-label="{escape_text(text.label)}"><p class="rrc-text-head">{head}'
            f"{rights if text.rights else ''}</p>{body}</section>"
        )
    return (
        f'<details class="rrc-texts {NO_MATH}"><summary>The texts, sentence by sentence ({n})'
        f"</summary>{''.join(sections)}</details>"
    )
