"""The two poles by whose words they stand in, and with the words inside names put back.

Comes in: a corpus. Goes out: a finding. Must never know: which texts are read.
"""

from __future__ import annotations

import pandas as pd

from helpers.charts.dots import chart_dots
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding, build_evidence
from helpers.readings.measured import (
    Measured,
    Question,
    build_finding,
    collect_evidence,
    join_evidence,
)
from helpers.tables import list_frames

COLUMNS = {
    "author": "the author’s own words",
    "speaker": "quoted words",
    "uncertain": "quoted or not: uncertain",
    "name": "inside a name (not counted)",
}


def find_poles_by_voice(corpus: Corpus) -> Finding:
    """Return the finding on whose words enforcement and development stand in."""
    codebook = corpus.codebook
    question = Question(
        "poles-by-voice",
        "In whose words do enforcement and development stand?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        "The reference coding marks whole sentences and no names: a sentence of two voices goes "
        "to the one that has most of its words.",
    )
    return build_finding(corpus, question, _measure_voices, chart_dots)


def _measure_voices(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    codes = (*codebook.codes_of("enforcement"), *codebook.codes_of("development"))
    frames = list_frames(corpus, names=True)
    frames = frames[frames["code"].isin(list(codes))]
    frames = frames.assign(column=frames["voice"].where(frames["layer"] == "frame", "name"))
    rows, keyed = [], {}
    for code in codes:
        for column, name in COLUMNS.items():
            own = frames[(frames["code"] == code) & (frames["column"] == column)]
            pairs = own[["document_id", "sentence_id"]].drop_duplicates()
            key = f"{code}/{column}" if len(pairs) else ""
            if key:
                keyed[key] = own
            quoted = column in ("speaker", "uncertain")
            rows.append((code, codebook.label(code), name, len(pairs), quoted, key))
    marks = pd.DataFrame(rows, columns=["code", "label", "document", "n", "quoted", "key"])
    parts: dict[str, Part] = {}
    counts: dict[str, int] = {}
    for group in ("enforcement", "development"):
        inside = frames[frames["code"].isin(list(codebook.codes_of(group)))]
        for column in ("author", "speaker", "uncertain", "name"):
            own = inside[inside["column"] == column]
            n = len(own[["document_id", "sentence_id"]].drop_duplicates())
            key = f"{group}/{column}" if n else ""
            if key:
                keyed[key] = own
            parts[f"{group}_{column}"] = Number(n, key)
            counts[f"{group}_{column}"] = n
    ahead = {
        column: counts[f"enforcement_{column}"] > counts[f"development_{column}"]
        for column in ("author", "speaker")
    }
    verdict = f"enforcement ahead: {ahead}"
    stretches = [
        build_evidence(
            [(key, r.document_id, r.sentence_id, r.start, r.end, r.code) for r in own.itertuples()]
        )
        for key, own in keyed.items()
    ]
    evidence = join_evidence(collect_evidence(corpus, {}, codes), *stretches)
    table = marks.pivot(index="label", columns="document", values="n")
    order = list(dict.fromkeys(marks["label"]))
    table = table.reindex(index=order, columns=list(COLUMNS.values()))
    keys = marks.pivot(index="label", columns="document", values="key")
    for name in COLUMNS.values():
        table[f"{name}_key"] = keys[name]
    table = table.rename_axis(None, axis=1).reset_index(names="code")
    alt = "Dots, codes by voice, counted in sentences."
    return Measured(Claim("poles-by-voice", parts), verdict, table, marks, evidence, alt)
