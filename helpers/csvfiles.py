"""Read a CSV file that people edit, keeping line numbers for error messages.

Comes in: a path and its known columns. Goes out: rows with their line, and problems.
Must never know: what the columns mean.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from helpers.errors import Problem


def decode_utf8(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text of UTF-8 bytes (a byte order mark is dropped) or the problem with them."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        found = f"byte {error.start} (0x{data[error.start]:02x}) is not UTF-8"
        return "", [Problem(file, line, found, "Save the file as UTF-8.")]


def read_rows(
    path: Path, required: Sequence[str], known: Sequence[str], *, extra_prefix: str = ""
) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Return the rows of a CSV file as (line, row) and what is wrong with the file.

    `required` columns must be there, `known` ones may be; another column is a problem unless it
    begins with `extra_prefix`. Cells come back stripped of blanks at both ends.
    """
    name = path.name
    text, problems = decode_utf8(path.read_bytes(), name)
    if problems:
        return [], problems
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[tuple[int, dict[str, str]]] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        problems = _check_header(name, header, required, known, extra_prefix)
        while True:
            line = reader.line_num + 1
            cells = next(reader, None)
            if cells is None:
                break
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                found = f"{len(cells)} cells where the header has {len(header)}"
                problems.append(
                    Problem(name, line, found, 'Put cells that hold a comma between "quotes".')
                )
                continue
            rows.append((line, {h: c.strip() for h, c in zip(header, cells, strict=True)}))
    except csv.Error as error:
        remedy = 'Close every quotation mark; write a quotation mark inside a cell as "".'
        problems.append(Problem(name, reader.line_num, str(error), remedy))
    return rows, problems


def _check_header(
    name: str, header: list[str], required: Sequence[str], known: Sequence[str], prefix: str
) -> list[Problem]:
    problems = []
    for column in required:
        if column not in header:
            found = f"no column {column!r}"
            problems.append(Problem(name, 1, found, f"Add the column {column!r} to the header."))
    for i, column in enumerate(header):
        if header.index(column) != i:
            problems.append(
                Problem(name, 1, f"column {column!r} comes twice", "Remove one of the two.")
            )
        elif column not in (*required, *known) and not (prefix and column.startswith(prefix)):
            listing = ", ".join(dict.fromkeys((*required, *known)))
            remedy = f"Known columns: {listing}."
            if prefix:
                remedy += f" Begin a column of your own with {prefix!r}."
            problems.append(Problem(name, 1, f"unknown column {column!r}", remedy))
    return problems
