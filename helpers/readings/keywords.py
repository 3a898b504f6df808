"""Which words mark one text against another, and how little of that survives in a small corpus.

Comes in: a corpus. Goes out: a finding: one row per comparison. Must never know: which texts.
"""

from __future__ import annotations

import random
from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import SAMPLE_SEED
from helpers.findings import Finding
from helpers.keyness import (
    PRIORS,
    TOP,
    Counted,
    count_words,
    list_comparisons,
    measure_keyness,
)
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence

MOST_TEXTS = 40


def find_keywords(corpus: Corpus) -> Finding:
    """Return the finding on the words that mark one text against another, if any survive."""
    question = Question(
        "words-that-mark-a-text",
        "Does any word mark one text against another?",
        (),
        f"Log-odds with the whole corpus as prior, worth {PRIORS[0]:.0f} to {PRIORS[-1]:.0f} "
        "words. A word survives where its chance, corrected for all the words looked at, is at "
        "most one in twenty under every prior, and where dealing the sentences out again at "
        "random gives a word as telling at most one time in twenty. DP is Gries’ dispersion: "
        f"near 1, the word is clumped in few sentences.{_say_draw(corpus)}",
        codings_inside=True,
    )
    return build_finding(corpus, question, _measure_words)


def _say_draw(corpus: Corpus) -> str:
    n = len(corpus.documents)
    if n <= MOST_TEXTS:
        return ""
    return f" Of {n:,} texts {MOST_TEXTS} are drawn at random, and each is set against the others."


@lru_cache(maxsize=4)
def draw_texts(corpus: Corpus) -> Corpus:
    """Return 40 texts of a corpus, drawn at random and always the same; all if it is small."""
    if len(corpus.documents) <= MOST_TEXTS:
        return corpus
    ids = sorted(corpus.documents["document_id"])
    drawn = set(random.Random(f"{SAMPLE_SEED} words").sample(ids, MOST_TEXTS))
    documents, sentences = (
        table[table["document_id"].isin(drawn)].reset_index(drop=True)
        for table in (corpus.documents, corpus.sentences)
    )
    return replace(corpus, documents=documents, sentences=sentences)


def _measure_words(whole: Corpus) -> Measured:
    corpus = draw_texts(whole)
    pairs = list_comparisons(corpus)
    if len(corpus.documents) < 2:
        empty = pd.DataFrame(columns=["texts"])
        evidence = collect_evidence(corpus, {}, ())
        return Measured(Claim("keywords-one-text", {}), "", empty, empty, evidence)
    counted = count_words(corpus)
    labels = label_documents(whole.documents) | {"": "all others"}
    rows, keyed, survivors = [], {}, []
    shared: list[int] = []
    for i, (first, second) in enumerate(pairs):
        table = measure_keyness(counted, first, second)
        if table.empty:
            continue
        best = table.iloc[0]
        tops = [set(table.loc[table[c] <= TOP, "word"]) for c in ("prior_low", "prior_high")]
        shared.append(len(tops[0] & tops[1]))
        key = f"word-{i}"
        keyed[key] = _list_sentences(counted, str(best["word"]), (first, second))
        kept = table.loc[table["survives"], "word"].tolist()
        if kept:
            keyed[f"survivor-{i}"] = _list_sentences(counted, str(kept[0]), (first, second))
            survivors += [Number(f"“{w}”", f"survivor-{i}" if w == kept[0] else "") for w in kept]
        rows.append(
            {
                "texts": f"{labels[first]} against {labels[second]}",
                "words compared": f"{len(table):,}",
                "survive": f"{len(kept)}",
                "smallest corrected chance": float(table["chance"].min()),
                "most telling word": str(best["word"]),
                "most telling word_key": key,
                "times": f"{best['n_first']} against {best['n_second']}",
                "log-odds ratio": float(best["effect"]),
                "z": float(best["z"]),
                "as telling when dealt at random": f"{best['null']:.0%} of deals",
                "DP": float(best["dispersion"]),
                f"same among the first {TOP}": f"{shared[-1]}",
            }
        )
    parts: dict[str, Part] = {
        "words": Number(len(counted.words)),
        "pairs": Number(len(rows)),
        "top": Number(TOP),
        "low": Number(min(shared, default=0)),
        "high": Number(max(shared, default=0)),
        "survivors": survivors or "none",
    }
    name = "keywords" if survivors else "keywords-none"
    evidence = collect_evidence(whole, keyed, ())
    shown = pd.DataFrame(rows)
    return Measured(Claim(name, parts), name, shown, shown, evidence)


def _list_sentences(counted: Counted, word: str, sides: tuple[str, str]) -> pd.DataFrame:
    """Return the sentences of either side in which the word stands."""
    has = counted.counts[:, counted.words.index(word)] > 0
    if sides[1]:
        has &= np.isin(counted.document, list(sides))
    return pd.DataFrame(
        {"document_id": counted.document[has], "sentence_id": counted.sentence_id[has]}
    )
