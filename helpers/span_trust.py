"""How far a layer of spans can be trusted: found, missed and made up, against the corpus's gold.

Comes in: a corpus and a layer. Goes out: a `Badge` counted in spans, and where codings differ.
Must never know: what a claim makes of the layer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.corpus import Corpus
from helpers.model import COUNTED_KINDS
from helpers.trust import Badge, is_in_sample

COMPARED = ("document_id", "sentence_id", "code", "patterns", "reference")
_IN_CODE = {"label": "stance"}  # what a layer's code says is no attribute of its spans
_NAMES = {
    "quote": "quotations",
    "actor": "actor mentions",
    "instrument": "instruments",
    "label": "labels",
    "date": "dates",
    "money": "amounts",
    "promise": "promises",
}


class SpanPair(NamedTuple):
    """A span of the patterns and the gold's span that it matches; None where one has no match.

    A span is (document_id, start, end, values), `values` those of the attribute asked for.
    """

    ours: tuple[str, int, int, frozenset[str]] | None
    theirs: tuple[str, int, int, frozenset[str]] | None

    @property
    def agrees(self) -> bool:
        """Whether both codings have the span, with the same values."""
        return self.ours is not None and self.theirs is not None and self.ours[3] == self.theirs[3]


def has_gold(corpus: Corpus, layer: str) -> bool:
    """Return whether the corpus's gold codes a layer at all."""
    return corpus.gold is not None and bool((corpus.gold.spans["layer"] == layer).any())


@lru_cache(maxsize=32)
def match_spans(corpus: Corpus, layer: str, attribute: str | None = None) -> list[SpanPair]:
    """Return the spans of a layer as both codings have them, paired by place.

    Two spans are one when they overlap by at least half of their union; each is paired once, the
    best overlap first. Only the part of the texts that the gold covers is looked at: a span of
    the patterns whose middle lies in no gold unit is neither right nor wrong; nor is a quotation
    that is only proposed as uncertain and that the gold has not.

    Parameters
    ----------
    attribute : a fact whose values are compared too, such as "canonical" or "speaker"
    """
    if corpus.gold is None or not has_gold(corpus, layer):
        return []
    golden = corpus.gold.spans[corpus.gold.spans["layer"] == layer]
    units = dict(list(corpus.gold.units.groupby("document_id")))
    pairs: list[SpanPair] = []
    ours = _list_ours(corpus, layer, attribute)
    for document_id in sorted(units):
        places = units[document_id][["start", "end"]].to_numpy().tolist()
        mine = [
            s
            for s in ours.get(document_id, [])
            if any(a <= (s[1] + s[2]) // 2 < b for a, b in places)
        ]
        own = golden[golden["document_id"] == document_id]
        theirs = [
            (document_id, int(r["start"]), int(r["end"]), _split(r.get(attribute or "", "")))
            for r in own.to_dict("records")
        ]
        pairs += _pair(mine, theirs)
    if layer == "quote":
        doubtful = corpus.spans[
            (corpus.spans["layer"] == layer) & corpus.spans["voice"].eq("uncertain")
        ]
        places_left = set(
            zip(doubtful["document_id"], doubtful["start"], doubtful["end"], strict=True)
        )
        pairs = [p for p in pairs if p.theirs or not p.ours or p.ours[:3] not in places_left]
    return pairs


def _list_ours(
    corpus: Corpus, layer: str, attribute: str | None
) -> dict[str, list[tuple[str, int, int, frozenset[str]]]]:
    spans = corpus.spans[corpus.spans["layer"] == layer]
    facts = corpus.attributes[corpus.attributes["name"] == attribute]
    values = facts[facts["span_id"].isin(spans["span_id"])].groupby("span_id")["value"].agg(set)
    listed: dict[str, list[tuple[str, int, int, frozenset[str]]]] = {}
    for row in spans.itertuples():
        in_code = attribute is not None and _IN_CODE.get(layer) == attribute
        own = frozenset((row.code,) if in_code else values.get(row.span_id, ()))
        listed.setdefault(row.document_id, []).append(
            (row.document_id, int(row.start), int(row.end), own)
        )
    return listed


def _split(cell: object) -> frozenset[str]:
    return frozenset(value for value in str(cell).split("; ") if value)


def _pair(
    ours: Sequence[tuple[str, int, int, frozenset[str]]],
    theirs: Sequence[tuple[str, int, int, frozenset[str]]],
) -> list[SpanPair]:
    near = []
    for i, a in enumerate(ours):
        for j, b in enumerate(theirs):
            shared = min(a[2], b[2]) - max(a[1], b[1])
            union = max(a[2], b[2]) - min(a[1], b[1])
            if shared > 0 and 2 * shared >= union:
                near.append((-shared / union, i, j))
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    pairs: list[SpanPair] = []
    for _, i, j in sorted(near):
        if i not in taken_ours and j not in taken_theirs:
            taken_ours.add(i)
            taken_theirs.add(j)
            pairs.append(SpanPair(ours[i], theirs[j]))
    pairs += [SpanPair(a, None) for i, a in enumerate(ours) if i not in taken_ours]
    pairs += [SpanPair(None, b) for j, b in enumerate(theirs) if j not in taken_theirs]
    return sorted(pairs, key=lambda p: (p.ours or p.theirs or ("", 0, 0))[:3])


def measure_spans(corpus: Corpus, layer: str, attribute: str | None = None) -> Badge:
    """Return precision and recall of a layer, counted in spans.

    Parameters
    ----------
    attribute : a fact that must be right too for a span to count as found; None asks for the
        place alone

    Returns
    -------
    Badge
        Unmeasured where the corpus has no gold, or its gold does not code the layer.
    """
    unit = _NAMES.get(layer, f"{layer} spans")
    if not has_gold(corpus, layer):
        return Badge((layer,), measured=False, unit=unit)
    pairs = match_spans(corpus, layer, attribute)
    return Badge(
        (layer,),
        measured=True,
        hits=sum(p.agrees for p in pairs),
        n_patterns=sum(p.ours is not None for p in pairs),
        n_gold=sum(p.theirs is not None for p in pairs),
        in_sample=is_in_sample(corpus),
        unit=f"{unit} and their {attribute}" if attribute and attribute != "canonical" else unit,
    )


def pool_badges(badges: Sequence[Badge]) -> Badge:
    """Return several badges as one: their counts added; unmeasured if any of them is."""
    codes = tuple(code for badge in badges for code in badge.codes)
    units = [badge.unit for badge in badges]
    unit = " and ".join(filter(None, (", ".join(units[:-1]), *units[-1:])))
    if not all(badge.measured for badge in badges):
        return Badge(codes, measured=False, unit=unit)
    return Badge(
        codes,
        measured=True,
        hits=sum(b.hits for b in badges),
        n_patterns=sum(b.n_patterns for b in badges),
        n_gold=sum(b.n_gold for b in badges),
        in_sample=any(b.in_sample for b in badges),
        unit=unit,
    )


def compare_spans(corpus: Corpus, layers: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """Return where the codings differ on some layers, in counted sentences.

    Parameters
    ----------
    layers : (layer, attribute that must be the same, "" for none)

    Returns
    -------
    DataFrame
        One row per span that one coding alone has, or has with other values; columns `COMPARED`;
        `code` says which span.
    """
    rows: list[tuple[object, ...]] = []
    if corpus.gold is None:
        return pd.DataFrame(rows, columns=list(COMPARED))
    texts = corpus.documents.set_index("document_id")["text"]
    counted = corpus.sentences[corpus.sentences["kind"].isin(COUNTED_KINDS)]
    by_document = dict(list(counted.groupby("document_id")))
    for layer, attribute in layers:
        for pair in match_spans(corpus, layer, attribute or None):
            if pair.agrees:
                continue
            for span, side in ((pair.ours, 0), (pair.theirs, 1)):
                if span is None or span[0] not in by_document:
                    continue
                own = by_document[span[0]]
                held = own[(own["start"] < span[2]) & (own["end"] > span[1])]
                said = " ".join(texts[span[0]][span[1] : span[2]].split())
                brief = said if len(said) <= 40 else said[:38].rsplit(" ", 1)[0] + " …"
                value = f" ({', '.join(sorted(span[3]))})" if attribute and span[3] else ""
                rows += [
                    (span[0], int(i), f"{layer} “{brief}”{value}", side == 0, side == 1)
                    for i in held["sentence_id"][:1]
                ]
    return pd.DataFrame(rows, columns=list(COMPARED))
