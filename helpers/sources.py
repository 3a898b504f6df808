"""A corpus folder: its texts, its catalogue, and what is wrong with them.

Comes in: a folder. Goes out: `Source` records, or a `CorpusError` with every problem at once.
Must never know: sentences, codes, tables.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import decode_utf8, read_rows
from helpers.errors import CorpusError, Problem
from helpers.model import ByHand

CATALOGUE_REQUIRED = ("file", "title")
CATALOGUE_KNOWN = (
    "author",
    "publisher",
    "publisher_type",
    "genre",
    "date_from",
    "date_to",
    "date_basis",
    "language",
    "url",
    "sha256",
    "rights",
)
ANNOTATION_COLUMNS = ("file", "start", "end", "layer", "name", "value")
ANNOTATION_KNOWN = ("starts_with", "basis")


class Source(NamedTuple):
    """One text and what its catalogue row says of it (empty strings where nothing is said)."""

    document_id: str
    file: str
    text: str
    sha256: str
    row: dict[str, str]


def list_texts(folder: Path) -> list[str]:
    """Return the `.txt` files below `folder`, with `/` between folders, in order of name.

    Files and folders whose name begins with a dot, and the folder `gold`, are passed over.
    """
    found = []
    for path in folder.rglob("*.txt"):
        parts = path.relative_to(folder).parts
        if path.is_file() and parts[0] != "gold" and not any(p.startswith(".") for p in parts):
            found.append("/".join(parts))
    return sorted(found)


def read_sources(folder: Path) -> list[Source]:
    """Return the texts of a corpus folder, in order of file name.

    Without a `catalogue.csv` the file name is the title and nothing else is known.

    Raises
    ------
    CorpusError
        With every problem at once: texts that are empty, not UTF-8 or the same as another, and
        whatever does not fit between catalogue and texts.
    """
    files = list_texts(folder)
    if not files:
        remedy = "Put your texts there as .txt files, saved as UTF-8."
        raise CorpusError([Problem(folder.name, 0, "no .txt file in this folder", remedy)])
    sources, problems = _read_texts(folder, files)
    rows: dict[str, dict[str, str]] = {}
    if (folder / "catalogue.csv").exists():
        rows, more = read_catalogue(folder, files, {s.file: s.sha256 for s in sources})
        problems += more
    if problems:
        raise CorpusError(problems)
    return [s._replace(row=rows.get(s.file, {"title": s.document_id})) for s in sources]


def _read_texts(folder: Path, files: Sequence[str]) -> tuple[list[Source], list[Problem]]:
    sources: list[Source] = []
    problems: list[Problem] = []
    first_with: dict[str, str] = {}
    for file in files:
        data = (folder / file).read_bytes()
        text, wrong = decode_utf8(data, file)
        problems += wrong
        digest = hashlib.sha256(data).hexdigest()
        if not wrong and not text.strip():
            problems.append(Problem(file, 0, "the text is empty", "Fill it or remove the file."))
        twin = first_with.setdefault(digest, file)
        if twin != file:
            found = f"the same text, byte for byte, as {twin}"
            problems.append(Problem(file, 0, found, "Keep one of the two files."))
        sources.append(Source(file.removesuffix(".txt"), file, text, digest, {}))
    return sources, problems


def read_catalogue(
    folder: Path, files: Sequence[str], digests: dict[str, str] | None
) -> tuple[dict[str, dict[str, str]], list[Problem]]:
    """Return the rows of `catalogue.csv` by file, and whatever does not fit the texts.

    `digests` are the sha256 of the texts by file; None where they are not to be compared.
    """
    known = dict.fromkeys(files, "") if digests is None else digests
    path = folder / "catalogue.csv"
    lines, problems = read_rows(path, CATALOGUE_REQUIRED, CATALOGUE_KNOWN, extra_prefix="x_")
    if any("no column" in p.found for p in problems):
        return {}, problems
    rows: dict[str, dict[str, str]] = {}
    for line, row in lines:
        problems += _check_row(path.name, line, row, known, compare=digests is not None)
        if row["file"] in rows:
            remedy = "Keep one row for each text."
            problems.append(Problem(path.name, line, f"{row['file']!r} has two rows", remedy))
        rows[row["file"]] = row
    for file in files:
        if file not in rows:
            remedy = "Add a row for it to catalogue.csv, or remove the text."
            problems.append(Problem(file, 0, "a text without a row in catalogue.csv", remedy))
    return rows, problems


def _check_row(
    name: str, line: int, row: dict[str, str], digests: dict[str, str], *, compare: bool
) -> list[Problem]:
    problems = []
    file = row["file"]
    if file not in digests:
        remedy = "Put the file there, mend the name (folders with /), or remove the row."
        problems.append(Problem(name, line, f"no text {file!r} in the folder", remedy))
    elif compare and row.get("sha256") and row["sha256"].lower() != digests[file]:
        found = f"{file!r} is not the text that was catalogued (sha256 {digests[file]})"
        remedy = "Bring the old text back, or put the new hash here if the change is meant."
        problems.append(Problem(name, line, found, remedy))
    if not row["title"]:
        problems.append(Problem(name, line, f"{file!r} has no title", "Fill the cell `title`."))
    return problems + check_days(name, line, row)


def check_days(name: str, line: int, row: dict[str, str]) -> list[Problem]:
    """Return what is wrong with `date_from` and `date_to` of a row: no day, or out of order."""
    problems = []
    days = {}
    for column in ("date_from", "date_to"):
        value = row.get(column, "")
        try:
            days[column] = date.fromisoformat(value) if value else None
        except ValueError:
            found = f"{column} {value!r} is not a day"
            problems.append(Problem(name, line, found, "Write a day that exists as YYYY-MM-DD."))
    first, last = days.get("date_from"), days.get("date_to")
    if first and last and first > last:
        found = f"date_from {first} is later than date_to {last}"
        problems.append(Problem(name, line, found, "Swap the two, or mend the wrong one."))
    elif len(days) == 2 and bool(first) != bool(last):
        remedy = "Fill both cells; for a single day write it twice."
        problems.append(Problem(name, line, "only one of date_from and date_to", remedy))
    return problems


def read_annotations(folder: Path, sources: Sequence[Source]) -> dict[str, list[ByHand]]:
    """Return what a reader settled by hand, by document_id, from `annotations.csv` if there.

    Each row settles one attribute of one span: `file`, `start`, `end` (characters, end
    exclusive), `layer`, `name`, `value`; `starts_with` must be how the passage begins, so that a
    changed text is noticed; `basis` says why.
    """
    path = folder / "annotations.csv"
    if not path.exists():
        return {}
    lines, problems = read_rows(path, ANNOTATION_COLUMNS, ANNOTATION_KNOWN)
    texts = {s.file: s for s in sources}
    settled: dict[str, list[ByHand]] = {}
    for line, row in lines if not problems else ():
        source = texts.get(row["file"])
        if source is None:
            found = f"no text {row['file']!r} in the folder"
            problems.append(Problem(path.name, line, found, "Mend the name or remove the row."))
            continue
        wrong = _check_place(path.name, line, row, source.text)
        problems += wrong
        if not wrong:
            mark = ByHand(
                int(row["start"]), int(row["end"]), row["layer"], row["name"], row["value"]
            )
            settled.setdefault(source.document_id, []).append(mark)
    if problems:
        raise CorpusError(problems)
    return settled


def _check_place(name: str, line: int, row: dict[str, str], text: str) -> list[Problem]:
    if not (row["start"].isdecimal() and row["end"].isdecimal()):
        found = f"start {row['start']!r} and end {row['end']!r} are not both whole numbers"
        return [Problem(name, line, found, "Count characters of the text from 0.")]
    start, end = int(row["start"]), int(row["end"])
    if not 0 <= start < end <= len(text):
        found = f"{start} to {end} is no place in a text of {len(text)} characters"
        return [Problem(name, line, found, "Count characters from 0, end exclusive.")]
    head = row.get("starts_with", "")
    if head and not text[start:].startswith(head):
        found = f"the passage begins {text[start : start + len(head)]!r}, not {head!r}"
        return [Problem(name, line, found, "Mend start, or starts_with if the text changed.")]
    return []
