"""A coded folder as tables in memory: whole, or whole texts drawn from one too large for that.

Comes in: a coded folder. Goes out: its four tables, and how many texts the folder holds. Must
never know: codes, pandas, what anyone will count.

A draw is kept in the folder `draw` beside the parts, so that it is made once: a coded folder of
its own, whose notes say what it was drawn from.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
from collections.abc import Collection, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.parts import list_parts, read_notes, table_folder, write_notes
from helpers.rows import TABLES

MOST_WHOLE = 20_000
MOST_DRAWN = 10_000
DRAW_SEED = 2021
DRAW = "draw"


def read_tables(
    folder: Path, *, keep: Collection[str] = (), most: int | None = MOST_WHOLE
) -> tuple[dict[str, pa.Table], int]:
    """Return the four tables of a coded folder, and how many texts the folder holds.

    Of more than `most` texts 10,000, or `most` if that is less, are drawn at random, always the
    same ones, and the tables are those of these texts alone.

    Parameters
    ----------
    folder : a coded folder
    keep : document_ids that a draw has in any case (those that a gold covers)
    most : how many texts are read whole; None for any number

    Raises
    ------
    CorpusError
        If a table is missing, or the coding was stopped before its end.
    """
    n = sum(pq.read_metadata(part).num_rows for part in list_parts(folder, "documents"))
    if most is None or n <= most:
        return {table: _read_table(folder, table) for table in TABLES}, n
    size = min(MOST_DRAWN, most)
    known = hashlib.sha256("\n".join(sorted(keep)).encode()).hexdigest()[:16] if keep else "none"
    notes = read_notes(folder) | {
        "drawn": f"{size} of {n}, seed {DRAW_SEED}, kept in any case: {known}"
    }
    home = folder / DRAW
    if read_notes(home) == notes:
        return {table: _read_table(home, table) for table in TABLES}, n
    tables = _draw(folder, n, size, keep)
    _keep(home, tables, notes)
    return tables, n


def list_ids(folder: Path) -> list[str]:
    """Return the document_ids of a coded folder, in order."""
    ids: list[str] = []
    for part in list_parts(folder, "documents"):
        ids += pq.read_table(part, columns=["document_id"])["document_id"].to_pylist()
    return ids


def _read_table(folder: Path, table: str) -> pa.Table:
    return pa.concat_tables([pq.read_table(part) for part in list_parts(folder, table)])


def _draw(folder: Path, n: int, size: int, keep: Collection[str]) -> dict[str, pa.Table]:
    kept = {i for i, name in enumerate(list_ids(folder)) if name in keep} if keep else set()
    others = [i for i in range(n) if i not in kept]
    drawn_beside = random.Random(DRAW_SEED).sample(others, max(0, size - len(kept)))
    rows = sorted([*kept, *drawn_beside])
    drawn: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
    first = at = 0
    for part in list_parts(folder, "documents"):
        last = first + pq.read_metadata(part).num_rows
        own = []
        while at < len(rows) and rows[at] < last:
            own.append(rows[at] - first)
            at += 1
        if own:
            texts = pq.read_table(part).take(own)
            rest = {t: pq.read_table(table_folder(folder, t) / part.name) for t in TABLES[1:]}
            for table in TABLES[1:3]:
                held = pc.is_in(rest[table]["document_id"], texts["document_id"].combine_chunks())
                rest[table] = rest[table].filter(held)
            held = pc.is_in(
                rest["attributes"]["span_id"], rest["spans"]["span_id"].combine_chunks()
            )
            rest["attributes"] = rest["attributes"].filter(held)
            for table, piece in {TABLES[0]: texts, **rest}.items():
                drawn[table].append(piece)
        first = last
    return {table: pa.concat_tables(pieces) for table, pieces in drawn.items()}


def _keep(home: Path, tables: Mapping[str, pa.Table], notes: Mapping[str, str]) -> None:
    """Write a draw beside the parts it is of; where that cannot be, it is drawn again next time."""
    aside = home.with_name(f".{home.name}.{os.getpid()}")
    try:
        for table, rows in tables.items():
            table_folder(aside, table).mkdir(parents=True)
            pq.write_table(rows, table_folder(aside, table) / "0.parquet", compression="zstd")
        write_notes(aside, notes)
        shutil.rmtree(home, ignore_errors=True)
        aside.rename(home)
    except OSError:  # a folder that may not be written, or another process was quicker
        shutil.rmtree(aside, ignore_errors=True)
