"""A finding: a computed claim with its table, chart, sentences, error and choices.

Comes in: the parts, from a function of `helpers.readings`. Goes out: one frozen `Finding`.
Must never know: how it is shown (`helpers.show` does), nor which corpus it is of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
from plotly.graph_objects import Figure

from helpers.choices import Choices
from helpers.claims import Claim
from helpers.corpus import Corpus
from helpers.trust import Badge

EVIDENCE_COLUMNS = ("key", "document_id", "sentence_id", "start", "end", "code")
VERDICTS = (
    "same under both codings",
    "depends on the coding",
    "no reference coding here",
    "both codings are among the settings",
    "the reference coding does not say this",
    "it is about the codings themselves",
    "the reference coding covers a part of the texts",
)


@dataclass(frozen=True)
class Finding:
    """One finding, whole.

    Attributes
    ----------
    finding_id : a stable name for links ("phrase-without-content")
    question : what is asked, as a chart's title
    corpus : the corpus it was computed from
    claim : the computed sentence, from the patterns
    reference_claim : the same sentence from the reference coding; None without gold
    verdict : one of `VERDICTS`
    table : what the chart draws, one row per line of the twin; the columns named in `evident`
        hold evidence keys in a column of the same name with "_key" added
    evidence : one row per passage and marked stretch; columns `EVIDENCE_COLUMNS`; `start` and
        `end` are characters of the document, missing where the sentence is the evidence.
        A key's passages are its distinct (document_id, sentence_id)
    chart : a figure whose marks carry their evidence key in `customdata`, or None
    chart_alt : the chart in one sentence, for those who cannot see it
    badge : how far the codes it rests on can be trusted
    choices : in how many settings the comparison holds, or None where nothing is compared
    rests : which sentence, code or pattern alone carries it, in words ("" where none was tried)
    differing : one row per sentence on which the two codings differ for this finding's codes;
        columns document_id, sentence_id, code, patterns, reference
    reading : what the claim rests on that no coding holds, in a sentence ("" if nothing)
    focus : the key of the sentences that the claim is about ("" for the fewest that it counts)
    """

    finding_id: str
    question: str
    corpus: Corpus
    claim: Claim
    table: pd.DataFrame
    evidence: pd.DataFrame
    badge: Badge
    chart: Figure | None = None
    chart_alt: str = ""
    reference_claim: Claim | None = None
    verdict: str = VERDICTS[2]
    choices: Choices | None = None
    differing: pd.DataFrame = field(default_factory=pd.DataFrame)
    reading: str = ""
    focus: str = ""
    rests: str = ""

    @property
    def said_verdict(self) -> str:
        """The verdict in words; where both codings agree in it and not in number, that too."""
        theirs = self.reference_claim
        if self.verdict == VERDICTS[0] and theirs and theirs.text() != self.claim.text():
            return "same verdict under both codings, other numbers"
        return self.verdict

    def passages(self, key: str) -> pd.DataFrame:
        """Return the sentences behind a key: distinct document_id and sentence_id, in order."""
        rows = self.evidence[self.evidence["key"] == key]
        pairs = rows[["document_id", "sentence_id"]].drop_duplicates()
        return pairs.sort_values(["document_id", "sentence_id"], ignore_index=True)


def build_evidence(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """Return evidence rows (key, document_id, sentence_id, start, end, code) as a table."""
    table = pd.DataFrame(rows, columns=list(EVIDENCE_COLUMNS))
    return table.astype({"sentence_id": "int64", "start": "Int64", "end": "Int64"})
