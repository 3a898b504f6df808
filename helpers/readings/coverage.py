"""In how many sentences the patterns find anything: the first thing to ask of texts of one's own.

Comes in: a corpus. Goes out: a finding. Must never know: which texts are read.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.charts.strip import chart_strip
from helpers.charts.style import PALETTE
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.places import key_sentences, list_places
from helpers.tables import list_code_names, tabulate_codes

FILLS = {
    "what is wrong": PALETTE["idea and causes"],
    "what is to be done": PALETTE["development"],
    "both": PALETTE["protection and pathways"],
}
MOST_ROWS = 40
_PLACE = ["document_id", "sentence_id"]


def find_coverage(corpus: Corpus) -> Finding:
    """Return the finding on the share of sentences that carry a code, text by text."""
    question = Question(
        "coverage",
        "In which sentences do the patterns find anything?",
        tuple(list_code_names(corpus)),
        "A sentence without a code is not a sentence without meaning: either it speaks of "
        "something else, or the patterns do not know its words.",
        focus="found",
    )
    return build_finding(
        corpus, question, _measure_coverage, lambda marks: chart_strip(marks, fills=FILLS)
    )


def _measure_coverage(corpus: Corpus) -> Measured:
    marks = _mark_places(corpus)
    found = marks[marks["category"] != ""]
    labels = label_documents(corpus.documents)
    order = list(dict.fromkeys(marks["document_id"]))
    n_found = found.groupby("document_id").size().reindex(order, fill_value=0)
    sizes = marks.groupby("document_id").size()
    shown = order
    if len(order) > MOST_ROWS:
        shown = list(n_found.sort_values(ascending=False, kind="stable").index[:MOST_ROWS])
    keyed = {"found": found[_PLACE], "all": marks[_PLACE]} | key_sentences(marks)
    own = found[found["document_id"].isin(shown)]
    for column in ("text_key", "cell_key"):
        keyed |= {str(key): part[_PLACE] for key, part in own.groupby(column)}
    number = number_documents(corpus)
    rows = [
        (labels[d], int(n_found[d]), int(sizes[d]), f"text-{number[d]}" if n_found[d] else "")
        for d in shown
    ]
    columns = ["text", "sentences with a code", "of sentences", "sentences with a code_key"]
    n_bare = len(corpus.documents) - int((n_found > 0).sum())
    parts: dict[str, Part] = {
        "found": Number(len(found), "found" if len(found) else ""),
        "of": Number(len(marks), "all" if len(marks) else ""),
        "texts": Number(len(corpus.documents)),
        "bare": Number(n_bare),
    }
    evidence = collect_evidence(corpus, keyed, list_code_names(corpus))
    alt = f"One row a text; {len(found)} of {len(marks)} sentences are filled."
    table = pd.DataFrame(rows, columns=columns)
    return Measured(Claim("coverage", parts), f"{len(found)}", table, marks, evidence, alt)


def _mark_places(corpus: Corpus) -> pd.DataFrame:
    """Return the places of the counted sentences, each with what is found there in `category`."""
    marks = list_places(corpus)
    matrix = tabulate_codes(corpus).reindex(pd.MultiIndex.from_frame(marks[_PLACE]))
    wrong, done = (
        matrix[list(corpus.codebook.codes_of(group))].any(axis=1).to_numpy()
        for group in ("diagnosis", "response")
    )
    kinds = np.where(wrong & done, 3, np.where(wrong, 1, np.where(done, 2, 0)))
    number = number_documents(corpus)
    numbers = marks["document_id"].map(number).to_numpy()
    return marks.assign(
        category=np.array(["", *FILLS], dtype=object)[kinds],
        text_key=[f"text-{n}" for n in numbers],
        cell_key=[f"cell-{n}-{k}" for n, k in zip(numbers, kinds, strict=True)],
    )
