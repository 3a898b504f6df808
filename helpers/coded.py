"""A coded folder: the four tables of a corpus as Parquet, the same bytes for the same texts.

Comes in: a folder of texts. Goes out: `documents.parquet`, `sentences.parquet`, `spans.parquet`,
`attributes.parquet`. Must never know: what anyone will count in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from helpers.codebook import Codebook, read_codebook
from helpers.coding import code_document
from helpers.corpus import TABLES, build_tables, find_corpus
from helpers.model import ByHand
from helpers.sources import Source, read_annotations, read_sources


class Coding(NamedTuple):
    """What coding some texts gave: the four tables of DESIGN section 3, one row per thing."""

    documents: pd.DataFrame
    sentences: pd.DataFrame
    spans: pd.DataFrame
    attributes: pd.DataFrame

    def summary(self) -> str:
        """Return how many texts, sentences and spans there are, and the spans of each layer."""
        by_layer = self.spans["layer"].value_counts().sort_index()
        layers = ", ".join(f"{layer} {n:,}" for layer, n in by_layer.items())
        counts = (
            f"{len(self.documents):,} texts, {len(self.sentences):,} sentences, "
            f"{len(self.spans):,} spans"
        )
        return f"{counts} ({layers})" if layers else counts


def code_batch(
    sources: Sequence[Source],
    codebook: Codebook,
    by_hand: dict[str, list[ByHand]],
) -> Coding:
    """Return the coding of some texts; it depends on nothing else, so batches may run apart."""
    coded = [
        code_document(s.document_id, s.text, codebook, by_hand.get(s.document_id, ()))
        for s in sources
    ]
    return Coding(*build_tables(sources, coded))


def code_folder(folder: str | Path, out: str | Path) -> Coding:
    """Code a folder of texts, with or without a catalogue, and write its tables to `out`.

    Raises
    ------
    CorpusError
        With every problem of the folder; then nothing is written.
    """
    path = find_corpus(folder)
    sources = read_sources(path)
    coding = code_batch(sources, read_codebook(), read_annotations(path, sources))
    write_tables(coding, Path(out))
    return coding


def write_tables(coding: Coding, out: Path) -> None:
    """Write the four tables into `out`; each stands whole or not at all."""
    out.mkdir(parents=True, exist_ok=True)
    parts = []
    for name, table in zip(TABLES, coding, strict=True):
        part = out / f"{name}.parquet.part"
        pq.write_table(pa.Table.from_pandas(table, preserve_index=False), part)
        parts.append(part)
    for part in parts:
        part.replace(part.with_suffix(""))
