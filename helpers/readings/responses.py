"""Which responses stand beside the idea, what the verb is, and which causes meet which remedies.

Comes in: a corpus. Goes out: findings and the table of verbs. Must never know: which texts.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache, partial
from importlib.resources import files

import pandas as pd
from nltk.stem.snowball import SnowballStemmer

from helpers.charts.dots import chart_counts
from helpers.charts.pairs import chart_pairs
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.tables import (
    list_code_names,
    list_kwic,
    list_sentences,
    sentences_with,
    tabulate_codes,
)

GROUPS = ("cooperation", "development", "crime", "border", "protection", "pathways")


@lru_cache
def _read_verbs() -> dict[str, str]:
    stemmer = SnowballStemmer("english")
    text = files("helpers").joinpath("codebook/verbs.csv").read_text("utf-8")
    return {stemmer.stem(row["verb"]): row["verb"] for row in csv.DictReader(text.splitlines())}


def list_verbs(corpus: Corpus) -> pd.DataFrame:
    """Return the lines in which the idea stands, with the verb that governs it, sorted by verb.

    The verb is the last word before the phrase whose Snowball stem is that of a verb of
    `helpers/codebook/verbs.csv`; "" where there is none in the sentence. The lines come from the
    patterns, since the reference coding marks whole sentences.

    Returns
    -------
    DataFrame
        One row per sentence with the idea (its first span); the columns of `list_kwic` and verb.
    """
    stemmer, verbs = SnowballStemmer("english"), _read_verbs()
    lines = list_kwic(corpus, corpus.codebook.codes_of("idea"))
    lines = lines.drop_duplicates(["document_id", "sentence_id"]).copy()
    lines["verb"] = [
        next((verbs[s] for w in _words(text)[::-1] if (s := stemmer.stem(w)) in verbs), "")
        for text in lines["left"] + " " + lines["hit"].str.split().str[0]
    ]
    return lines.sort_values(["verb", "document_id", "start"], ignore_index=True)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def find_commonest_response(corpus: Corpus) -> Finding:
    """Return the finding on the responses that stand beside the idea, and its commonest verb."""
    codebook = corpus.codebook
    question = Question(
        "commonest-response",
        "Which responses stand beside the idea of root causes?",
        (*codebook.codes_of("idea"), *codebook.codes_of("response")),
        focus="only",
    )
    measure = partial(_measure_responses, lines=list_verbs(corpus))
    return build_finding(corpus, question, measure, chart_counts)


def _measure_responses(corpus: Corpus, *, lines: pd.DataFrame) -> Measured:
    codebook = corpus.codebook
    matrix = tabulate_codes(corpus)
    carries = {
        g: matrix[list(codebook.codes_of(g))].any(axis=1) for g in (*GROUPS, "idea", "response")
    }
    alone = carries["cooperation"] & (
        matrix[list_code_names(corpus)].sum(axis=1)
        == matrix[list(codebook.codes_of("cooperation"))].sum(axis=1)
    )
    only = carries["idea"] & carries["cooperation"]
    only &= matrix[list(codebook.codes_of("response"))].sum(axis=1) == 1
    pairs = matrix.index.to_frame(index=False)
    keyed = {"all": pairs, "cooperation": pairs[carries["cooperation"].to_numpy()]}
    keyed |= {"alone": pairs[alone.to_numpy()], "only": pairs[only.to_numpy()]}
    keyed["idea"] = pairs[carries["idea"].to_numpy()]
    keyed |= {f"beside-{g}": pairs[(carries["idea"] & carries[g]).to_numpy()] for g in GROUPS}
    verbs = lines.merge(keyed["idea"], on=["document_id", "sentence_id"])
    counts = verbs.loc[verbs["verb"] != "", "verb"].value_counts()
    verb = str(counts.index[0]) if len(counts) else "none"
    keyed["verb"] = verbs.loc[verbs["verb"] == verb, ["document_id", "sentence_id"]]
    n = {g: len(keyed[f"beside-{g}"]) for g in GROUPS}
    parts: dict[str, Part] = {
        "cooperation": Number(len(keyed["cooperation"]), "cooperation"),
        "of": Number(len(pairs), "all"),
        "alone": Number(len(keyed["alone"]), "alone"),
        "idea": Number(len(keyed["idea"]), "idea"),
        "beside": [Number(n[g], f"beside-{g}" if n[g] else "", f"{g} ") for g in GROUPS],
        "only": Number(len(keyed["only"]), "only"),
        "verb": f"“{verb}”",
        "verbs": Number(len(keyed["verb"]), "verb"),
    }
    table = pd.DataFrame({"label": GROUPS, "sentences": [n[g] for g in GROUPS]})
    table["of"] = len(keyed["idea"])
    table["sentences_key"] = [f"beside-{g}" if n[g] else "" for g in GROUPS]
    marks = table.rename(columns={"sentences": "n", "sentences_key": "key"}).assign(code=GROUPS)
    totals = {g: int(carries[g].sum()) for g in GROUPS}
    verdict = max(GROUPS, key=lambda g: (totals[g], -GROUPS.index(g)))
    evidence = collect_evidence(
        corpus, keyed, (*codebook.codes_of("idea"), *codebook.codes_of("response"))
    )
    alt = f"Of {len(keyed['idea'])} sentences with the idea, " + ", ".join(
        f"{n[g]} carry {g}" for g in GROUPS
    )
    return Measured(Claim("commonest-response", parts), verdict, table, marks, evidence, alt + ".")


def find_pairs(corpus: Corpus) -> Finding:
    """Return the finding on causes and remedies that share a sentence, tied pairs set apart."""
    codebook = corpus.codebook
    question = Question(
        "remedies-beside-causes",
        "Which remedies stand in one sentence with which causes?",
        (*codebook.codes_of("cause"), *codebook.codes_of("response")),
        "Pairs that a ruling of the codebook joins or parts are hatched and carry no claim.",
        focus="both",
    )
    return build_finding(corpus, question, _measure_pairs, chart_pairs)


def _measure_pairs(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    matrix = tabulate_codes(corpus)
    tied = {frozenset((pair.code_a, pair.code_b)) for pair in codebook.tied}
    pairs = matrix.index.to_frame(index=False)
    rows, keyed = [], {}
    for cause in codebook.codes_of("cause"):
        for response in codebook.codes_of("response"):
            both = (matrix[cause] & matrix[response]).to_numpy()
            key = f"{cause}+{response}" if both.any() else ""
            if key:
                keyed[key] = pairs[both]
            is_tied = frozenset((cause, response)) in tied
            rows.append((cause, response, int(both.sum()), is_tied, key))
    marks = pd.DataFrame(rows, columns=["cause", "response", "n", "tied", "key"])
    for side in ("cause", "response"):
        marks[f"{side}_label"] = marks[side].map(
            {c: codebook.label(c) for c in list_code_names(corpus)}
        )
    keyed["cause"] = sentences_with(corpus, codebook.codes_of("cause"))
    keyed["all"] = list_sentences(corpus)
    with_response = matrix[list(codebook.codes_of("response"))].any(axis=1)
    with_cause = matrix[list(codebook.codes_of("cause"))].any(axis=1)
    keyed["both"] = pairs[(with_response & with_cause).to_numpy()]
    free = marks[~marks["tied"] & (marks["n"] > 0)].sort_values("n", ascending=False, kind="stable")
    parts: dict[str, Part] = {
        "cause": Number(len(keyed["cause"]), "cause"),
        "of": Number(len(keyed["all"]), "all"),
        "both": Number(len(keyed["both"]), "both"),
        "free": Number(len(free)),
        "tied": Number(int((marks["tied"] & (marks["n"] > 0)).sum())),
        "largest": Number(int(free["n"].max()) if len(free) else 0),
    }
    table = marks.loc[marks["n"] > 0, ["cause_label", "response_label", "n", "tied", "key"]]
    table = table.rename(
        columns={
            "cause_label": "cause",
            "response_label": "remedy",
            "n": "sentences",
            "key": "sentences_key",
        }
    )
    table["tied"] = table["tied"].map({True: "by a ruling: no claim", False: ""})
    codes = (*codebook.codes_of("cause"), *codebook.codes_of("response"))
    evidence = collect_evidence(corpus, keyed, codes)
    verdict = "few causes beside remedies" if 2 * len(keyed["both"]) < len(pairs) else "many"
    alt = f"Squares, causes by remedies; {len(keyed['both'])} sentences carry both."
    return Measured(Claim("remedies-beside-causes", parts), verdict, table, marks, evidence, alt)
