"""What each text has of a group of codes in one sentence and no other.

Comes in: a corpus. Goes out: a finding. Must never know: which texts are read.
"""

from __future__ import annotations

import pandas as pd

from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.leave_out import list_lone_groups
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.passages import name_some

MOST_NAMED = 20
MOST_ROWS = 100
GROUPS = ("enforcement", "development", "protection", "pathways", "cooperation", "cause")


def find_lone_sentences(corpus: Corpus) -> Finding:
    """Return the finding on groups of codes that rest on one sentence of a text."""
    codes = tuple(dict.fromkeys(c for g in GROUPS for c in corpus.codebook.codes_of(g)))
    n = len(list_lone_groups(corpus, GROUPS))
    listed = f"Of {n:,} such sentences the table lists {MOST_ROWS}." if n > MOST_ROWS else ""
    words = "Where does all of a group rest on one sentence?"
    question = Question("one-sentence", words, codes, listed)
    return build_finding(corpus, question, _measure_lone)


def _measure_lone(corpus: Corpus) -> Measured:
    lone = list_lone_groups(corpus, GROUPS)
    labels = label_documents(corpus.documents)
    keyed, rows = {}, []
    listed: list[Number] = []
    for i, row in enumerate(lone[:MOST_ROWS].itertuples()):
        keyed[f"lone-{i}"] = lone.iloc[[i]]
        groups = ", ".join(row.groups[:-1]) + " and " * (len(row.groups) > 1) + row.groups[-1]
        listed.append(Number(f"{labels[row.document_id]} ({groups})", f"lone-{i}"))
        rows.append((labels[row.document_id], groups, 1, f"lone-{i}"))
    table = pd.DataFrame(rows, columns=["text", "all of its", "sentence", "sentence_key"])
    parts: dict[str, Part] = {
        "where": name_some(listed, len(lone), most=MOST_NAMED),
        "of": Number(len(corpus.documents)),
    }
    name = "lone-sentences" if rows else "no-lone-sentence"
    codes = tuple(dict.fromkeys(c for g in GROUPS for c in corpus.codebook.codes_of(g)))
    evidence = collect_evidence(corpus, keyed, codes)
    verdict = "; ".join([f"{len(lone)}", *(str(n.value) for n in listed)])
    return Measured(Claim(name, parts), verdict, table, table, evidence)
