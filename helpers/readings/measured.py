"""From a measure to a finding: taken on both codings, with error and evidence.

Comes in: a corpus and a function that measures it. Goes out: a `Finding`.
Must never know: which question the measure answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from plotly.graph_objects import Figure

from helpers.choices import Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import EVIDENCE_COLUMNS, VERDICTS, Finding, build_evidence
from helpers.leave_out import say_carried
from helpers.readings.statements import try_one
from helpers.reference import covers_all, reference_corpus
from helpers.span_trust import compare_spans, has_gold, measure_spans, pool_badges
from helpers.tables import list_frames
from helpers.trust import Badge, compare_codings, measure_codes

Row = tuple[object, ...]
_WHOLE: list[Row] = [(None, None, "")]


@dataclass(frozen=True)
class Measured:
    """What one coding says: the claim, its verdict in a word or two, tables and evidence.

    `marks` is what the chart draws, one row per mark, with its evidence key in `key`; `table` is
    what the reader sees below it. `verdict` is what must be the same under both codings.
    """

    claim: Claim
    verdict: str
    table: pd.DataFrame
    marks: pd.DataFrame
    evidence: pd.DataFrame
    alt: str = ""


@dataclass(frozen=True)
class Question:
    """What is asked: its stable name, its words, and the codes that the answer rests on.

    `codings_inside` is True where the measure itself looks at both codings, `about_codings` where
    it asks how far they can be trusted.

    `layers` are the other layers that it rests on, each with the attribute that must be right
    too ("" for none). Where there are any, the reference coding speaks only if its gold has them
    all, and speaks with the quotations of the gold. It stays silent where `referenced` is False:
    where the answer rests on something that it does not code.

    `focus` is the key of the sentences that the claim is about.
    """

    finding_id: str
    question: str
    codes: tuple[str, ...]
    reading: str = ""
    choices: Choices | None = None
    codings_inside: bool = False
    about_codings: bool = False
    layers: tuple[tuple[str, str], ...] = ()
    referenced: bool = True
    focus: str = ""


def build_finding(
    corpus: Corpus,
    question: Question,
    measure: Callable[[Corpus], Measured],
    draw: Callable[[pd.DataFrame], Figure] | None = None,
) -> Finding:
    """Return the finding that a measure makes of a corpus.

    The measure is taken from the patterns and, where the gold covers every counted sentence, from
    the reference coding too. Evidence keys get the finding's name in front, so that they are
    unique on a page.
    """
    ours = _prefix_keys(measure(corpus), f"{question.finding_id}/")
    evidence, theirs, verdict = ours.evidence, None, VERDICTS[2]
    if question.about_codings and corpus.gold is not None:
        verdict = VERDICTS[5]
    elif question.codings_inside and not question.codes and not question.layers:
        verdict = VERDICTS[4]
    elif question.codings_inside and covers_all(corpus):
        verdict = VERDICTS[3]
    elif not question.referenced and corpus.gold is not None:
        verdict = VERDICTS[4]
    elif question.referenced and _can_refer(corpus, question):
        reference = reference_corpus(corpus, quotes="gold" if question.layers else "corpus")
        theirs = _prefix_keys(measure(reference), f"{question.finding_id}/ref/")
        verdict = VERDICTS[0] if ours.verdict == theirs.verdict else VERDICTS[1]
        named = {piece.key for piece in theirs.claim.pieces() if piece.key}
        evidence = pd.concat([evidence, theirs.evidence[theirs.evidence["key"].isin(named)]])
    elif corpus.gold is not None and all(has_gold(corpus, layer) for layer, _ in question.layers):
        verdict = VERDICTS[6]
    pairs = compare_spans(corpus, question.layers)
    tried = try_one(corpus, question.finding_id)
    if question.codes:
        pairs = pd.concat([compare_codings(corpus, question.codes), pairs], ignore_index=True)
    return Finding(
        finding_id=question.finding_id,
        question=question.question,
        corpus=corpus,
        claim=ours.claim,
        table=ours.table,
        evidence=evidence.reset_index(drop=True),
        badge=_measure_badge(corpus, question),
        chart=draw(ours.marks) if draw is not None and len(ours.marks) else None,
        chart_alt=ours.alt,
        reference_claim=theirs.claim if theirs else None,
        verdict=verdict,
        choices=question.choices or (tried.choices if tried else None),
        differing=pairs[pairs["patterns"] != pairs["reference"]].reset_index(drop=True),
        reading=question.reading,
        focus=f"{question.finding_id}/{question.focus}" if question.focus else "",
        rests=say_carried(corpus, tried.carried) if tried else "",
    )


def _can_refer(corpus: Corpus, question: Question) -> bool:
    return covers_all(corpus) and all(has_gold(corpus, layer) for layer, _ in question.layers)


def _measure_badge(corpus: Corpus, question: Question) -> Badge:
    badges = [measure_spans(corpus, layer, name or None) for layer, name in question.layers]
    if question.codes or not badges:
        badges = [measure_codes(corpus, question.codes), *badges]
    return badges[0] if len(badges) == 1 else pool_badges(badges)


def collect_evidence(
    corpus: Corpus, keyed: Mapping[str, pd.DataFrame], codes: Sequence[str]
) -> pd.DataFrame:
    """Return evidence: for each key its sentences, marked where a span of `codes` lies in them.

    Parameters
    ----------
    keyed : sentences (columns document_id, sentence_id) by key
    codes : whose spans are marked; a sentence without one is evidence as a whole
    """
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(codes))]
    listed = zip(*(frames[c].tolist() for c in EVIDENCE_COLUMNS[1:]), strict=True)
    spans: dict[tuple[str, int], list[Row]] = {}
    for document_id, sentence_id, *span in listed:
        spans.setdefault((document_id, sentence_id), []).append(tuple(span))
    rows: list[Row] = []
    for key, sentences in keyed.items():
        places = (sentences[column].tolist() for column in ("document_id", "sentence_id"))
        for pair in zip(*places, strict=True):
            rows += [(key, *pair, *span) for span in spans.get(pair, _WHOLE)]
    return build_evidence(rows)


def join_evidence(*parts: pd.DataFrame) -> pd.DataFrame:
    """Return evidence tables as one, without rows that come twice."""
    whole = pd.concat(parts, ignore_index=True)[list(EVIDENCE_COLUMNS)]
    return whole.drop_duplicates(ignore_index=True)


def _prefix_keys(measured: Measured, prefix: str) -> Measured:
    def with_keys(table: pd.DataFrame) -> pd.DataFrame:
        keyed = [c for c in table.columns if c == "key" or str(c).endswith("_key")]
        mixed = [c for c in table.columns if table[c].dtype == object]
        several = [c for c in mixed if any(isinstance(v, tuple) for v in table[c].tolist())]
        new = {c: [prefix + k if k else "" for k in table[c].tolist()] for c in keyed}
        new |= {c: [tuple(_prefix_part(v, prefix)) for v in table[c]] for c in several}
        return table.assign(**new)

    parts = {name: _prefix_part(part, prefix) for name, part in measured.claim.parts.items()}
    return replace(
        measured,
        claim=Claim(measured.claim.name, parts),
        table=with_keys(measured.table),
        marks=with_keys(measured.marks),
        evidence=with_keys(measured.evidence),
    )


def _prefix_part(part: Part, prefix: str) -> Part:
    if isinstance(part, str):
        return part
    if isinstance(part, Number):
        return part._replace(key=prefix + part.key if part.key else "")
    return [p._replace(key=prefix + p.key if p.key else "") for p in part]
