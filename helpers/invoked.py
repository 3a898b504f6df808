"""Where each plan, agreement, conference or body is invoked: by name, or as "this plan".

Comes in: a coded corpus. Goes out: one row per mention. Must never know: what the text makes of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.corpus import Corpus
from helpers.folding import fold
from helpers.gazetteer import read_heads
from helpers.tables import group_rows, list_sentences

COLUMNS = ("document_id", "sentence_id", "start", "end", "instrument", "kind", "how", "voice")
NAMED = "named"
NOUNS = (
    *("plan", "program", "programme", "strategy", "initiative", "agreement", "memorandum"),
    *("declaration", "compact", "pact", "treaty", "accord", "alliance", "framework", "partnership"),
    *("conference", "summit", "meeting", "dialogue", "working group", "task force", "commission"),
)


class _Named(NamedTuple):
    start: int
    end: int
    instrument: str
    kind: str


@lru_cache(maxsize=8)
def list_mentions(corpus: Corpus) -> pd.DataFrame:
    """Return each mention of an instrument in a counted sentence.

    "This plan", "that plan" and "the plan" are read as the plan named last in the same or the
    sentence before, else as the instrument of that kind that the text names most often; with
    "this" or "that" and none of the kind, as the one it names most often at all. This is a
    reading; `how` keeps the words.

    Returns
    -------
    DataFrame
        One row per mention, in order of text and place; columns document_id, sentence_id, start,
        end, instrument (canonical name), kind, how ("named", or the words that stand for it),
        voice.
    """
    spans = corpus.spans[corpus.spans["layer"] == "instrument"]
    facts = corpus.attributes[corpus.attributes["name"] == "canonical"]
    facts = facts[facts["span_id"].isin(spans["span_id"])]
    names = dict(zip(facts["span_id"].tolist(), facts["value"].tolist(), strict=True))
    naming = spans["document_id"].unique()
    documents = corpus.documents[corpus.documents["document_id"].isin(naming)]
    texts = dict(zip(documents["document_id"].tolist(), documents["text"].tolist(), strict=True))
    counted = list_sentences(corpus)
    counted = counted[counted["document_id"].isin(naming)]
    sentences = group_rows(counted, "sentence_id", "start", "end")
    quoted = corpus.spans[corpus.spans["layer"] == "quote"]
    quoted = quoted[quoted["document_id"].isin(naming)]
    quotes = group_rows(quoted, "start", "end", "voice")
    held = group_rows(spans.sort_values("start", kind="stable"), "span_id", "start", "end", "code")
    rows: list[tuple[object, ...]] = []
    for document_id in sorted(held):
        text = texts[document_id]
        named = [
            _Named(start, end, names.get(span_id, text[start:end]), code)
            for span_id, start, end, code in held[document_id]
        ]
        places = sentences.get(document_id, [])
        found = [(n, NAMED) for n in named]
        found += _find_anaphors(text, named, [end for _, _, end in places])
        for mention, how in sorted(found):
            for sentence_id, start, end in places:
                if start <= mention.start < end:
                    own = quotes.get(document_id, [])
                    voice = _voice_of(own, mention.start, mention.end)
                    rows.append((document_id, sentence_id, *mention, how, voice))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _voice_of(quotes: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    holding = [voice for first, last, voice in quotes if first <= start and last >= end]
    return holding[-1] if holding else "author"


@lru_cache
def _anaphor() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return "this … plan" as an expression, and the kind of each noun in it."""
    heads = {fold(word): head.instrument for word, head in read_heads().items()}
    kinds = {noun: heads[noun] for noun in NOUNS if heads.get(noun)}
    nouns = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(this|that|the) (?:[a-z]+ )?({nouns})(?![\w-])"), kinds


def _find_anaphors(
    text: str, named: Sequence[_Named], ends: Sequence[int]
) -> Iterator[tuple[_Named, str]]:
    """Yield the phrases that stand for an instrument named before them in the text.

    `ends` are the ends of the sentences, in order.
    """
    expression, kinds = _anaphor()
    often = Counter(n.instrument for n in named)
    for match in expression.finditer(fold(text), named[0].end if named else len(text)):
        start, end = match.span()
        noun = text[match.start(2) : end]
        if noun != noun.lower() or any(n.start < end and start < n.end for n in named):
            continue
        earlier = [n for n in named if n.end <= start]
        alike = [n for n in earlier if n.kind == kinds[match.group(2)]]
        place = bisect_right(ends, start)
        floor = ends[place - 2] if place > 1 else 0
        near = [n for n in alike if n.start >= floor and match.group(2) in fold(n.instrument)]
        if near:
            yield near[-1]._replace(start=start, end=end), text[start:end]
        elif alike or match.group(1) != "the":
            best = max(alike or earlier, key=lambda n: (often[n.instrument], n.start))
            yield best._replace(start=start, end=end), text[start:end]
