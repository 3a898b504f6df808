"""What stands in the list that the idea of root causes introduces.

Comes in: a corpus. Goes out: a finding without a chart: the sentences are the picture.
Must never know: which texts are read.
"""

from __future__ import annotations

import pandas as pd

from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.tables import list_code_names, list_sentences, sentences_with, tabulate_codes


def find_introduced_list(corpus: Corpus) -> Finding:
    """Return the finding on the longest list that a sentence with the idea introduces."""
    codebook = corpus.codebook
    groups = ("idea", "enforcement", "development", "protection", "pathways")
    question = Question(
        "list-after-root-causes",
        "What stands in the list that “root causes” introduces?",
        tuple(code for group in groups for code in codebook.codes_of(group)),
        focus="items",
    )
    return build_finding(corpus, question, _measure_list)


def list_introduced(corpus: Corpus) -> pd.DataFrame:
    """Return the list items that a sentence with the idea introduces.

    Returns
    -------
    DataFrame
        One row per item; columns document_id, sentence_id, led_by.
    """
    sentences = list_sentences(corpus)
    items = sentences[sentences["kind"].eq("list item") & sentences["led_by"].notna()]
    leaders = sentences_with(corpus, corpus.codebook.codes_of("idea"))
    leaders = leaders.rename(columns={"sentence_id": "led_by"}).astype({"led_by": "Int64"})
    return items.merge(leaders, on=["document_id", "led_by"])[
        ["document_id", "sentence_id", "led_by"]
    ]


def _measure_list(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    items = list_introduced(corpus)
    if items.empty:
        leaders = sentences_with(corpus, codebook.codes_of("idea"))
        claim = Claim("list-none", {"idea": Number(len(leaders), "idea")})
        evidence = collect_evidence(corpus, {"idea": leaders}, codebook.codes_of("idea"))
        empty = pd.DataFrame(columns=["item", "codes", "item_key"])
        return Measured(claim, "no list", empty, empty, evidence)
    sizes = items.groupby(["document_id", "led_by"], sort=True).size()
    document_id, leader = sizes.idxmax()
    chosen = items[(items["document_id"] == document_id) & (items["led_by"] == leader)]
    matrix = tabulate_codes(corpus)
    index = pd.MultiIndex.from_frame(chosen[["document_id", "sentence_id"]])
    groups = {g: list(codebook.codes_of(g)) for g in ("enforcement", "development")}
    inside = {
        g: chosen[matrix.loc[index, codes].any(axis=1).to_numpy()] for g, codes in groups.items()
    }
    soft = [c for g in ("development", "protection", "pathways") for c in codebook.codes_of(g)]
    elsewhere = sentences_with(corpus, soft)
    elsewhere = elsewhere[elsewhere["document_id"] == document_id]
    keyed = {
        "items": chosen[["document_id", "sentence_id"]],
        "lead": pd.DataFrame({"document_id": [document_id], "sentence_id": [int(leader)]}),
        "soft": elsewhere,
        **inside,
    }
    keyed |= {f"item-{i}": chosen.iloc[[i]] for i in range(len(chosen))}
    parts: dict[str, Part] = {
        "text": Number(label_documents(corpus.documents)[document_id], "lead"),
        "items": Number(len(chosen), "items"),
        "enforcement": Number(len(inside["enforcement"]), "enforcement"),
        "development": Number(len(inside["development"]), "development"),
        "soft": Number(len(elsewhere), "soft"),
    }
    gap = len(inside["enforcement"]) - len(inside["development"])
    verdict = (
        "more enforcement" if gap > 0 else "more development" if gap < 0 else "as much of each"
    )
    codes = tuple(list_code_names(corpus))
    evidence = collect_evidence(corpus, keyed, codes)
    return Measured(
        Claim("list-after-root-causes", parts),
        verdict,
        _tabulate_items(corpus, chosen, matrix),
        pd.DataFrame(),
        evidence,
    )


def _tabulate_items(corpus: Corpus, items: pd.DataFrame, matrix: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for i, item in enumerate(items.itertuples()):
        carried = matrix.loc[(item.document_id, item.sentence_id)]
        labels = [corpus.codebook.label(code) for code in carried.index[carried]]
        rows.append((f"item {i + 1}", ", ".join(labels) or "no code", 1, f"item-{i}"))
    return pd.DataFrame(rows, columns=["item", "codes", "sentence", "sentence_key"])
