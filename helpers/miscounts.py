"""Numbers that are links and say another count than they open: in claims, tables and charts.

Comes in: a `Finding`. Goes out: what is wrong in words, and the links of a finding.
Must never know: how a finding is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from numbers import Integral

import pandas as pd

from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding

# What holds a digit and counts nothing: words quoted, amounts of money, fiscal years, a place.
_UNCOUNTED = re.compile(
    r"“[^”]*”|[$€£][\d.,]+(?: (?:m|b|tr)illion)?|FY ?\d{4}|[−-]?\d+(?:\.\d+)? ?%|^sentence \d+$"
)


def find_miscounts(finding: Finding) -> list[str]:
    """Return the links of a finding whose words say another number than they open."""
    names = [*label_documents(finding.corpus.documents).values(), *list_names(finding.corpus)]
    names.sort(key=len, reverse=True)
    sizes = count_passages(finding)
    wrong = []
    for said, key in list_links(finding):
        n = sizes.get(key, 0)
        whole = isinstance(said, Integral)
        if whole and said == n:
            continue
        bare = str(said)
        for name in names:
            bare = bare.replace(name, "")
        bare = _UNCOUNTED.sub("", bare)
        counted = rf"\b{n:,}( of [\d,]+)? (quoted )?(sentences?|passages?)\b"
        numbers = [int(m.replace(",", "")) for m in re.findall(r"\d[\d,]*", bare)]
        if whole or (numbers and numbers != [n] and not re.search(counted, bare)):
            wrong.append(f"{finding.finding_id}: {said!r} opens {n}")
    return wrong


def count_passages(finding: Finding) -> dict[str, int]:
    """Return the number of passages of each key of a finding."""
    columns = ["key", "document_id", "sentence_id"]
    return finding.evidence[columns].drop_duplicates().groupby("key").size().to_dict()


def list_names(corpus: Corpus) -> set[str]:
    """Return the canonical names of a corpus that hold a digit ("Executive Order 13841")."""
    facts = corpus.attributes[corpus.attributes["name"].eq("canonical")]
    return {name for name in facts["value"] if re.search(r"\d", name)}


def list_links(finding: Finding) -> Iterator[tuple[object, str]]:
    """Yield what a reader sees of each link, and the key that it opens."""
    for claim in (finding.claim, finding.reference_claim):
        for piece in claim.pieces() if claim is not None else ():
            if piece.key:
                yield piece.value, piece.key
    for column in finding.table.columns:
        keys = finding.table.get(f"{column}_key", pd.Series("", finding.table.index))
        for value, key in zip(finding.table[column], keys, strict=True):
            if isinstance(key, str) and key:
                yield value, key
            if isinstance(value, tuple):
                yield from ((n.value, n.key) for n in value if n.key)
    for trace in finding.chart.data if finding.chart is not None else ():
        for mark in getattr(trace, "customdata", None) or ():
            if mark is not None and mark[0] and not is_one_sentence(mark[0]):
                yield mark[1], mark[0]


def is_one_sentence(key: str) -> bool:
    """Return whether a key is that of a single sentence, whose label is its place."""
    return re.search(r"/s/\d+-\d+", key) is not None
