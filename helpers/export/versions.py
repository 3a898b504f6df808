"""What a page was made from: whose texts, versions and hashes, the same in every run.

Comes in: a corpus. Goes out: the lines of a footer. Must never know: a date, a path, a machine.
"""

from __future__ import annotations

from importlib.metadata import version

from helpers import __version__
from helpers.caveats import describe_gold
from helpers.corpus import Corpus, say_size
from helpers.documents import label_documents
from helpers.export.pages import COLLECTION
from helpers.panels import LIBRARIES, hash_codebook, hash_corpus

MOST_NAMED = 12


def describe_rights(corpus: Corpus) -> str:
    """Return whose the texts are: for each rights line its texts, or how many they are."""
    labels = label_documents(corpus.documents)
    groups: dict[str, list[str]] = {}
    for row in corpus.documents.fillna("").to_dict("records"):
        groups.setdefault(row["rights"] or "not recorded", []).append(labels[row["document_id"]])
    parts = [
        f"{rights} ({', '.join(names) if len(names) <= MOST_NAMED else f'{len(names):,} texts'})"
        for rights, names in groups.items()
    ]
    return f"Rights of the texts: {'; '.join(parts)}."


def describe_versions(corpus: Corpus) -> list[str]:
    """Return the footer's lines: the coding's measure, rights, hashes of corpus and codebook."""
    packages = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        describe_gold(corpus),
        describe_rights(corpus),
        f"Corpus “{corpus.name}”: {say_size(corpus)}, sha256 {hash_corpus(corpus)}.",
        f"Codebook sha256 {hash_codebook(corpus)}.",
        f"{COLLECTION} {__version__}; {packages}.",
    ]
