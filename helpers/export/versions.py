"""What a page was made from: versions and hashes, nothing that differs between two runs.

Comes in: a corpus. Goes out: the lines of a footer. Must never know: a date, a path, a machine.
"""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version

from helpers.corpus import Corpus

PACKAGES = ("pandas", "plotly", "nltk", "pyarrow")


def hash_corpus(corpus: Corpus) -> str:
    """Return the sha256 of a corpus: its texts' hashes, its catalogue, what was settled by hand."""
    documents = corpus.documents.drop(columns="text").fillna("")
    by_hand = corpus.spans[corpus.spans["rule"].eq("by hand")]
    parts = [documents.astype(str).to_dict("list"), sorted(by_hand["span_id"])]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def describe_versions(corpus: Corpus) -> list[str]:
    """Return the footer's lines: corpus and codebook with their hashes, versions, rights."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return [
        f"Corpus “{corpus.name}”, {len(corpus.documents)} texts, sha256 {hash_corpus(corpus)}.",
        f"Codebook sha256 {corpus.codebook.sha256}.",
        f"Reading Root Causes {version('reading-root-causes')}; {packages}.",
    ]
