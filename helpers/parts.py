"""A coded folder: for each table a folder of Parquet parts, and notes on what was coded.

Comes in: rows. Goes out: part files that stand whole or not at all, and their digest. Must never
know: how texts are coded, pandas, what anyone will count.

A part is named after the place and the id of its first document, so that a batch that is coded
again writes the same files. The part of `documents` is written last: where it stands, the batch
is done.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from helpers.errors import CorpusError, Problem
from helpers.rows import (
    ATTRIBUTE_COLUMNS,
    DOCUMENT_COLUMNS,
    SENTENCE_COLUMNS,
    SPAN_COLUMNS,
    TABLES,
    Row,
)

NOTES = "coding.json"
LEFT_OUT = "left_out"
_NUMBERS = frozenset(
    ("n_chars", "n_words", "sentence_id", "last_sentence_id", "start", "end", "paragraph")
    + ("led_by", "line")
)
_COLUMNS = {
    "documents": DOCUMENT_COLUMNS,
    "sentences": SENTENCE_COLUMNS,
    "spans": SPAN_COLUMNS,
    "attributes": ATTRIBUTE_COLUMNS,
    LEFT_OUT: ("file", "line", "found", "remedy"),
}
SCHEMAS = {
    table: pa.schema([(c, pa.int64() if c in _NUMBERS else pa.string()) for c in columns])
    for table, columns in _COLUMNS.items()
}
_SAFE = re.compile(r"[^\w.-]+")


def name_part(place: int, document_id: str) -> str:
    """Return the name of the part that begins with document number `place` (from 0).

    >>> name_part(500, "news/2019/A report")
    '000000500-news_2019_A_report'
    """
    return f"{place:09d}-{_SAFE.sub('_', document_id)[:60]}"


def table_folder(folder: Path, table: str) -> Path:
    """Return where a coded folder has the parts of a table: any Parquet reader opens it whole."""
    return folder / f"{table}.parquet"


def write_part(out: Path, name: str, tables: Mapping[str, Sequence[Row]]) -> None:
    """Write the rows of one batch into `out`, each table aside first, `documents` last."""
    aside = []
    for table in (*reversed(TABLES), LEFT_OUT):
        folder = table_folder(out, table)
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{name}.{os.getpid()}"
        pq.write_table(_to_arrow(table, tables.get(table, ())), part, compression="zstd")
        aside.append((part, folder / f"{name}.parquet"))
    for part, target in sorted(aside, key=lambda pair: pair[1].parent.stem == "documents"):
        part.replace(target)


def _to_arrow(table: str, rows: Sequence[Row]) -> pa.Table:
    schema = SCHEMAS[table]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def is_done(out: Path, name: str) -> bool:
    """Return whether the batch of this name is written."""
    return (table_folder(out, "documents") / f"{name}.parquet").exists()


def is_coded(folder: Path) -> bool:
    """Return whether a folder is one that `python -m helpers code` wrote."""
    return (folder / NOTES).exists() or table_folder(folder, "documents").is_dir()


def list_parts(folder: Path, table: str) -> list[Path]:
    """Return the parts of a table of a coded folder, in the order of the documents.

    Raises
    ------
    CorpusError
        If the table is missing, or the coding was stopped before its end.
    """
    parts = sorted(table_folder(folder, table).glob("[!.]*.parquet"))
    remedy = "Run `python -m helpers code` again; it goes on where it stopped."
    if not parts:
        raise CorpusError([Problem(table, 0, "this table of a coded folder is missing", remedy)])
    if not read_notes(folder).get("finished"):
        raise CorpusError([Problem(folder.name, 0, "the coding was stopped half-way", remedy)])
    return parts


def read_notes(folder: Path) -> dict[str, str]:
    """Return what is noted of a coded folder: its name, its key, whether it is finished."""
    path = folder / NOTES
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def write_notes(folder: Path, notes: Mapping[str, str]) -> None:
    """Write the notes of a coded folder, in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / f"{NOTES}.part"
    aside.write_text(json.dumps(dict(notes), indent=1, sort_keys=True) + "\n", "utf-8")
    aside.replace(folder / NOTES)


def drop_unfinished(out: Path) -> None:
    """Remove what a run that was stopped had written aside."""
    for table in (*TABLES, LEFT_OUT):
        for path in table_folder(out, table).glob(".*"):
            path.unlink(missing_ok=True)


def digest_tables(folder: Path) -> dict[str, str]:
    """Return a hash of the rows of each table in order, however they are cut into parts."""
    return {table: _digest(_read_rows(folder, table)) for table in (*TABLES, LEFT_OUT)}


def _read_rows(folder: Path, table: str) -> Iterator[Row]:
    for part in list_parts(folder, table):
        columns = [column.to_pylist() for column in pq.read_table(part).columns]
        yield from zip(*columns, strict=True)


def _digest(rows: Iterator[Row]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
