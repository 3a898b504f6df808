"""The gold: a reference coding that stands beside a corpus, checked as it is read.

Comes in: the folder `gold/` of a corpus. Goes out: `Gold`, units and spans with offsets.
Must never know: how the patterns coded the same texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.csvfiles import read_rows
from helpers.errors import CorpusError, Problem

UNIT_COLUMNS = ("file", "start", "end", "agreed")
UNIT_KNOWN = ("unit", "kind", "coder1", "coder2", "doubt", "text")
SPAN_COLUMNS = ("file", "start", "end", "layer")
SPAN_KNOWN = (
    ("text", "canonical", "kind", "speaker", "cue", "stance", "amount", "currency")
    + ("period", "purpose", "status", "value", "basis", "payer")
)  # fmt: skip


@dataclass(frozen=True)
class Gold:
    """Reference coding: `units` (one row per coded sentence) and `spans` (the other layers).

    `units` has document_id, start, end, kind, agreed, coder1, coder2 (codes with blanks
    between); `spans` has document_id, start, end, layer and the attribute columns of the file.
    It may cover part of a text; only that part is scored.
    """

    units: pd.DataFrame
    spans: pd.DataFrame


def read_gold(folder: Path, documents: dict[str, str]) -> Gold | None:
    """Return the gold of a corpus folder, or None where it has none.

    Parameters
    ----------
    folder : the corpus folder; `gold/sentences.csv` and `gold/spans.csv` are looked for
    documents : document_id by file name

    Raises
    ------
    CorpusError
        With every row whose file or place is not in the corpus.
    """
    if not (folder / "gold" / "sentences.csv").exists():
        return None
    problems: list[Problem] = []
    tables = []
    for name, required, known in (
        ("sentences.csv", UNIT_COLUMNS, UNIT_KNOWN),
        ("spans.csv", SPAN_COLUMNS, SPAN_KNOWN),
    ):
        path = folder / "gold" / name
        lines: list[tuple[int, dict[str, str]]] = []
        if path.exists():
            lines, wrong = read_rows(path, required, known)
            problems += wrong
            problems += [p for line, row in lines for p in _check_place(name, line, row, documents)]
        tables.append(pd.DataFrame([row for _, row in lines], columns=[*required, *known]))
    if problems:
        raise CorpusError(problems)
    for table in tables:
        table.insert(0, "document_id", table["file"].map(documents))
        table[["start", "end"]] = table[["start", "end"]].astype("int64")
    units, spans = (t.drop(columns="file") for t in tables)
    return Gold(_fill(units), _fill(spans))


def _fill(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with "" where a column or cell is missing, all but places as text."""
    texts = [c for c in table.columns if c not in ("start", "end")]
    return table.assign(**{c: table[c].astype("str").where(table[c].notna(), "") for c in texts})


def _check_place(
    name: str, line: int, row: dict[str, str], documents: dict[str, str]
) -> list[Problem]:
    if row.get("file") not in documents:
        found = f"no text {row.get('file')!r} in the folder"
        return [Problem(f"gold/{name}", line, found, "Mend the name or remove the row.")]
    start, end = row.get("start", ""), row.get("end", "")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        found = f"start {start!r} and end {end!r} are no place"
        return [Problem(f"gold/{name}", line, found, "Count characters from 0, end exclusive.")]
    return []
