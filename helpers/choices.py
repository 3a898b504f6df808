"""In how many defensible settings a comparison of two groups of codes holds.

Comes in: a corpus and two groups of codes. Goes out: `Choices`: every setting, its result, and in
how many the comparison holds. Must never know: which comparison it is, nor how it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.reference import covers_all, reference_corpus
from helpers.tables import list_frames, list_sentences

RESULTS = ("first leads", "tie", "second leads")

# What an analyst may choose; each choice changes only what is counted, never the coding.
CHOICES: dict[str, tuple[str, ...]] = {
    "coding": ("patterns", "reference"),
    "unit": ("sentences", "words of those sentences"),
    "title": ("counted", "left out"),
    "words of": ("everyone", "the author alone", "everyone but doubtful quotations"),
    "names": ("masked", "put back"),
    "aims": ("counted", "left out"),
}


@dataclass(frozen=True)
class Setting:
    """One way to count: (choice, value) pairs, what came out, and whether the statement holds."""

    choices: tuple[tuple[str, str], ...]
    first: int
    second: int
    holds: bool

    @property
    def result(self) -> str:
        """Which side has more: one of `RESULTS`."""
        return RESULTS[1 + (self.second > self.first) - (self.first > self.second)]


@dataclass(frozen=True)
class Choices:
    """Every setting in which a comparison was made, and in how many its statement holds."""

    statement: str
    settings: tuple[Setting, ...]

    @property
    def k(self) -> int:
        """In how many settings the statement holds."""
        return sum(s.holds for s in self.settings)

    @property
    def of(self) -> int:
        """How many settings there are (K), duplicates merged."""
        return len(self.settings)

    @property
    def swaps(self) -> bool:
        """Whether some setting has the one side ahead and some the other."""
        return {RESULTS[0], RESULTS[2]} <= {s.result for s in self.settings}


@dataclass(frozen=True)
class _Coding:
    """Frames of one coding as arrays, one entry a span, ready to be filtered many times."""

    sentence: np.ndarray
    code: np.ndarray
    voice: np.ndarray
    masked: np.ndarray
    aim: np.ndarray


def compare_groups(
    corpus: Corpus,
    document_id: str,
    first: Mapping[str, Sequence[str]],
    second: Mapping[str, Sequence[str]],
    *,
    statement: str,
    holds: str = RESULTS[0],
) -> Choices:
    """Return in how many settings `first` outnumbers `second` in one text.

    Parameters
    ----------
    first, second : the codes that each side may mean, by the name of that meaning
        ({"border and crime": ["R-BORDER", "R-CRIME"], "border": ["R-BORDER"]})
    statement : what is said to hold
    holds : the result under which the statement holds, one of `RESULTS`

    Returns
    -------
    Choices
        One setting per defensible way to count. Settings that select the same sentences on both
        sides and count them in the same unit are duplicates, merged into the first of them.
    """
    sentences = list_sentences(corpus)
    sentences = sentences[sentences["document_id"] == document_id].reset_index(drop=True)
    words = sentences["n_words"].to_numpy()
    is_title = sentences["kind"].eq("title").to_numpy()
    codings = dict(_read_codings(corpus, document_id, sentences))
    seen: dict[object, Setting] = {}
    for chosen in _list_settings(tuple(codings), tuple(first), tuple(second)):
        coding = codings[chosen["coding"]]
        keep = _filter(coding, chosen)
        sides = [
            np.unique(coding.sentence[keep & np.isin(coding.code, list(codes))])
            for codes in (first[chosen["first side"]], second[chosen["second side"]])
        ]
        if chosen["title"] == "left out":
            sides = [side[~is_title[side]] for side in sides]
        key = (chosen["unit"], *(tuple(side) for side in sides))
        if key in seen:
            continue
        weight = words if chosen["unit"].startswith("words") else np.ones_like(words)
        a, b = (int(weight[side].sum()) for side in sides)
        setting = Setting(tuple(chosen.items()), a, b, False)
        seen[key] = Setting(setting.choices, a, b, setting.result == holds)
    return Choices(statement, tuple(seen.values()))


def _list_settings(
    codings: tuple[str, ...], first: tuple[str, ...], second: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    axes = {"coding": codings, "first side": first, "second side": second}
    axes |= {name: values for name, values in CHOICES.items() if name != "coding"}
    for values in product(*axes.values()):
        yield dict(zip(axes, values, strict=True))


def _filter(coding: _Coding, chosen: Mapping[str, str]) -> np.ndarray:
    keep = np.ones(len(coding.code), dtype=bool)
    if chosen["names"] == "masked":
        keep &= ~coding.masked
    if chosen["aims"] == "left out":
        keep &= ~coding.aim
    if chosen["words of"] == "the author alone":
        keep &= coding.voice == "author"
    elif chosen["words of"] == "everyone but doubtful quotations":
        keep &= coding.voice != "uncertain"
    return keep


def _read_codings(
    corpus: Corpus, document_id: str, sentences: pd.DataFrame
) -> Iterator[tuple[str, _Coding]]:
    yield "patterns", _read_coding(corpus, document_id, sentences)
    if covers_all(corpus):
        yield "reference", _read_coding(reference_corpus(corpus), document_id, sentences)


def _read_coding(corpus: Corpus, document_id: str, sentences: pd.DataFrame) -> _Coding:
    frames = list_frames(corpus, names=True)
    frames = frames[frames["document_id"] == document_id]
    row_of = {sentence_id: i for i, sentence_id in enumerate(sentences["sentence_id"])}
    facts = corpus.attributes[corpus.attributes["name"] == "aim_or_means"]
    aims = set(facts.loc[facts["value"] == "aim", "span_id"])
    return _Coding(
        np.array([row_of[i] for i in frames["sentence_id"]], dtype=int),
        frames["code"].to_numpy(dtype=str),
        frames["voice"].to_numpy(dtype=str),
        frames["layer"].eq("name").to_numpy(),
        frames["span_id"].isin(aims).to_numpy(),
    )
