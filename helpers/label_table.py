"""The labels as a table: what is said, of what, in whose words; and labels that are near alike.

Comes in: a coded corpus. Goes out: one row per label, one row per pair. Must never know: which
label is right.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations

import pandas as pd

from helpers.corpus import Corpus
from helpers.folding import fold
from helpers.label_objects import WORN, find_metaphor, list_objects
from helpers.tables import list_sentences

COLUMNS = (
    ("span_id", "document_id", "sentence_id", "start", "end", "words", "form", "stance", "object")
    + ("metaphor", "voice", "speaker", "kind")
)  # fmt: skip
THREAT = "threat-metaphor"
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SMALL = frozenset(("a", "an", "and", "of", "the", "or", "in", "at", "on", "to", "from", "for"))
_CRISES = re.compile(r"(?<=[aeiouy])ses$")
_PLURAL = re.compile(r"(?<=[^siu])s$")


def list_labels(corpus: Corpus) -> pd.DataFrame:
    """Return the labels in counted sentences, in order of text and place.

    Returns
    -------
    DataFrame
        One row per label; columns span_id, document_id, sentence_id, start, end, words (as the
        text has them), form (folded, one blank between words), stance, object (person, movement
        or crisis), metaphor (of a threat: water, war …; a worn one, "water (worn)", of any
        stance; "" for none), voice, speaker (names, " and " between; "" for the author), kind
        (of the sentence).
    """
    spans = corpus.spans[corpus.spans["layer"] == "label"]
    counted = list_sentences(corpus)[["document_id", "sentence_id", "kind"]]
    spans = spans.merge(counted, on=["document_id", "sentence_id"])
    objects = list_objects(corpus)
    documents = corpus.documents[["document_id", "text"]]
    documents = documents[documents["document_id"].isin(spans["document_id"])]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    speakers = _join_speakers(corpus)
    rows = []
    for s in spans.sort_values(["document_id", "start"]).itertuples():
        words = " ".join(texts[s.document_id][s.start : s.end].split())
        metaphor = find_metaphor(words)
        if s.code != THREAT and not metaphor.endswith(WORN):
            metaphor = ""
        speaker = speakers.get(s.quote_id, "") if s.voice == "speaker" else ""
        place = (s.span_id, s.document_id, s.sentence_id, s.start, s.end, words, fold(words))
        rows.append((*place, s.code, objects[s.span_id], metaphor, s.voice, speaker, s.kind))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    numbers = ("sentence_id", "start", "end")
    return table.astype({column: object for column in COLUMNS if column not in numbers})


def _join_speakers(corpus: Corpus) -> dict[str, str]:
    """Return who speaks in each quotation that names anyone, by span_id."""
    facts = corpus.attributes[corpus.attributes["name"] == "speaker"]
    speakers: dict[str, str] = {}
    for span_id, name in zip(facts["span_id"].tolist(), facts["value"].tolist(), strict=True):
        speakers[span_id] = f"{speakers[span_id]} and {name}" if span_id in speakers else name
    return speakers


def stem_label(form: str) -> frozenset[str]:
    """Return the content words of a label, in the singular.

    >>> sorted(stem_label("humanitarian crises"))
    ['crisis', 'humanitarian']
    """
    words = (w for w in _WORD.findall(fold(form)) if w not in _SMALL)
    return frozenset(
        _CRISES.sub("sis", w) if _CRISES.search(w) else _PLURAL.sub("", w) for w in words
    )


def list_near_pairs(labels: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs of labels that share most of their words and differ in stance.

    Two labels share most of their words when more than half of all content words of both, two at
    least, are in both; singular and plural are one.

    Returns
    -------
    DataFrame
        One row per pair of wordings and stances, the most alike first; columns first, second
        (forms), first_stance, second_stance, shared (words, blanks between), likeness (shared
        over all, Jaccard 1912).
    """
    kinds = labels[["form", "stance"]].drop_duplicates().itertuples(index=False, name=None)
    stems = {pair: stem_label(pair[0]) for pair in sorted(kinds)}
    holding: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair, words in stems.items():
        for word in words:
            holding[word].append(pair)
    met = {c for pairs in holding.values() for c in combinations(pairs, 2)}
    rows = []
    for one, other in sorted(met):
        shared, every = stems[one] & stems[other], stems[one] | stems[other]
        if one[1] != other[1] and len(shared) > 1 and 2 * len(shared) > len(every):
            likeness = len(shared) / len(every)
            rows.append((one[0], other[0], one[1], other[1], " ".join(sorted(shared)), likeness))
    columns = ["first", "second", "first_stance", "second_stance", "shared", "likeness"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["likeness", "first"], ascending=[False, True], ignore_index=True)
