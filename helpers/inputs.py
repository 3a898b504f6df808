"""What texts a corpus holds, whatever files they come in: one after another, never all at once.

Comes in: a folder, or one file. Goes out: `Item`s to be read and `Source`s with their text. Must
never know: sentences, codes, tables.

A `.txt` or `.html` file is one text; each row of a `.csv`, `.jsonl` or `.parquet` file with a
column `text` is one. Of a web page only the main text is taken, not menus, notices and footers.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.csvfiles import decode_utf8
from helpers.errors import CorpusError, Problem
from helpers.sources import (
    CATALOGUE_KNOWN,
    Source,
    read_catalogue,
    read_sources,
)

TABLE_SUFFIXES = (".csv", ".jsonl", ".parquet")
PAGE_SUFFIXES = (".html", ".htm")
PROJECT = Path(__file__).resolve().parent.parent
SUFFIXES = (".txt", *PAGE_SUFFIXES, *TABLE_SUFFIXES)
TEXT_COLUMN = "text"
_ID_COLUMNS = ("document_id", "id")
_OWN = ("catalogue.csv", "annotations.csv")
_LONGEST_CELL = 1 << 27
_UNDECODED = re.compile("[\udc80-\udcff]")


def find_corpus(name: str | Path) -> Path:
    """Return the folder of a corpus: absolute, from the working directory, or the project's.

    Raises
    ------
    CorpusError
        Naming what was tried, when no such folder is there.
    """
    tried = [Path(name), Path.cwd() / name, PROJECT / name]
    for folder in tried:
        if folder.is_dir():
            return folder.resolve()
    remedy = "Give the folder's full path, or its name beside the notebooks."
    raise CorpusError([Problem(str(name), 0, "there is no such folder", remedy)])


def find_texts(name: str | Path) -> Path:
    """Return the folder of a corpus, as `find_corpus` does, or the one file that holds its texts.

    Raises
    ------
    CorpusError
        When there is neither.
    """
    file = Path(name)
    if file.is_file() and file.suffix.lower() in SUFFIXES:
        return file.resolve()
    return find_corpus(name)


class Item(NamedTuple):
    """One text to be read: `text` is None where it is the file's own; `line` 0 likewise."""

    document_id: str
    file: str
    line: int
    text: str | None
    row: dict[str, str]


def list_inputs(path: Path) -> list[str]:
    """Return the files below a folder that hold texts, in order of name; or the one file.

    Names that begin with a dot, the folder `gold`, `catalogue.csv` and `annotations.csv` are
    passed over. Where there are `.txt` files they are the corpus: tables and web pages beside
    them are somebody's notes, and `check` names them.
    """
    if path.is_file():
        return [path.name]
    found = _list_candidates(path)
    texts = [file for file in found if file.endswith(".txt")]
    return texts or found


def _list_candidates(path: Path) -> list[str]:
    found = []
    folders = [("", os.fspath(path))]
    for above, folder in folders:  # to which those below them are added
        with os.scandir(folder) as entries:
            for entry in entries:
                name = above + entry.name
                if entry.name.startswith("."):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    if name != "gold":
                        folders.append((f"{name}/", entry.path))
                elif name.lower().endswith(SUFFIXES) and name not in _OWN and entry.is_file():
                    found.append(name)
    return sorted(found)


def iter_items(path: Path) -> Iterator[Item | Problem]:
    """Yield the texts of a corpus in order, and in their place the rows that hold none.

    Raises
    ------
    CorpusError
        If there is no text at all, or a catalogue that does not fit.
    """
    home = path if path.is_dir() else path.parent
    files = list_inputs(path)
    if not files:
        remedy = f"Put your texts there as {', '.join(SUFFIXES)} files."
        raise CorpusError([Problem(path.name, 0, "no texts in this folder", remedy)])
    rows: dict[str, dict[str, str]] | None = None
    if path.is_dir() and (path / "catalogue.csv").exists():
        rows, problems = read_catalogue(path, list_singles(files), None)
        if problems:
            raise CorpusError(problems)
    for file in files:
        yield from iter_file(home, file, rows)


def list_singles(files: Sequence[str]) -> list[str]:
    """Return those of the files that are one text each."""
    return [file for file in files if not file.lower().endswith(TABLE_SUFFIXES)]


def iter_file(
    home: Path, file: str, rows: Mapping[str, dict[str, str]] | None
) -> Iterator[Item | Problem]:
    """Yield the texts of one file; `rows` are those of the catalogue, None without one.

    Raises
    ------
    CorpusError
        If it is a table without a column of texts.
    """
    if file.lower().endswith(TABLE_SUFFIXES):
        yield from _iter_rows(home, file)
    else:
        document_id = file.removesuffix(".txt")
        row = {"title": document_id} if rows is None else rows.get(file, {"title": document_id})
        yield Item(document_id, file, 0, None, row)


def read_item(home: Path, item: Item) -> tuple[Source | None, list[Problem]]:
    """Return the text of an item, or why it has none."""
    if item.text is not None:
        data, text = item.text.encode("utf-8", "surrogatepass"), item.text
    else:
        with open(os.path.join(home, item.file), "rb") as opened:
            data = opened.read()
        text, problems = decode_utf8(data, item.file)
        if problems:
            return None, problems
        if item.file.lower().endswith(PAGE_SUFFIXES):
            text = extract_text(text)
    if not text.strip():
        remedy = "Fill it or remove it."
        return None, [Problem(item.file, item.line, "the text is empty", remedy)]
    digest = hashlib.sha256(data).hexdigest()
    file = item.file if item.text is None else item.document_id
    return Source(item.document_id, file, text, digest, item.row), []


def extract_text(page: str) -> str:
    """Return the main text of a web page, a line for each paragraph; "" if there is none."""
    import trafilatura  # 0.5 s, and only web pages need it

    found = trafilatura.extract(page, include_comments=False, include_tables=True)
    return found or ""


def read_inputs(folder: Path) -> list[Source]:
    """Return all texts of a corpus, in order, read at once.

    Raises
    ------
    CorpusError
        With every problem at once; a folder of `.txt` files is checked as `read_sources` does.
    """
    if all(file.endswith(".txt") for file in list_inputs(folder)):
        return read_sources(folder)
    sources: list[Source] = []
    problems: list[Problem] = []
    for item in iter_items(folder):
        source, wrong = (None, [item]) if isinstance(item, Problem) else read_item(folder, item)
        problems += wrong
        if source is not None:
            sources.append(source)
    if problems:
        raise CorpusError(problems)
    return sources


def _iter_rows(home: Path, file: str) -> Iterator[Item | Problem]:
    readers = {".csv": _read_csv, ".jsonl": _read_jsonl, ".parquet": _read_parquet}
    suffix = file[file.rindex(".") :].lower()
    seen: set[str] = set()
    for number, (line, row) in enumerate(readers[suffix](home / file, file), 1):
        if isinstance(row, Problem):
            yield row
            continue
        own = next((row[c] for c in _ID_COLUMNS if row.get(c)), f"{number:07d}")
        document_id = f"{file.removesuffix(suffix)}/{own}"
        if document_id in seen:
            remedy = "Give each row an id of its own."
            yield Problem(file, line, f"the id {own!r} comes twice", remedy)
            continue
        seen.add(document_id)
        known = {c: row[c] for c in ("title", *CATALOGUE_KNOWN) if row.get(c)}
        yield Item(
            document_id, file, line, row[TEXT_COLUMN], {"title": document_id, "file": file} | known
        )


Rows = Iterator[tuple[int, dict[str, str] | Problem]]


def check_columns(file: str, columns: Sequence[str]) -> list[Problem]:
    """Return what is wrong with the columns of a table of texts: none that holds them."""
    if TEXT_COLUMN in columns:
        return []
    found = f"no column {TEXT_COLUMN!r}, but {', '.join(map(repr, columns)) or 'none'}"
    remedy = f"Name the column that holds the texts {TEXT_COLUMN!r}."
    return [Problem(file, 1, found, remedy)]


def list_unused_columns(home: Path, file: str) -> list[Problem]:
    """Return the columns of a table of texts that are not read, of a `.csv` or `.parquet` file."""
    suffix = file[file.rindex(".") :].lower()
    columns: Sequence[str] = ()
    if suffix == ".csv":
        with (home / file).open(encoding="utf-8-sig", errors="replace", newline="") as lines:
            columns = [cell.strip() for cell in next(csv.reader(lines), [])]
    elif suffix == ".parquet":
        import pyarrow.parquet as pq

        columns = pq.read_schema(home / file).names
    known = (TEXT_COLUMN, "title", *_ID_COLUMNS, *CATALOGUE_KNOWN)
    remedy = f"Known columns: {', '.join(known)}. Rename it if it is one of them."
    return [
        Problem(file, 1, f"column {column!r} is not read", remedy)
        for column in columns
        if column not in known and not column.startswith("x_")
    ]


def _read_csv(path: Path, file: str) -> Rows:
    csv.field_size_limit(_LONGEST_CELL)
    with path.open("rb") as raw:
        lines = io.TextIOWrapper(raw, "utf-8-sig", errors="surrogateescape", newline="")
        reader = csv.reader(lines)
        header = [cell.strip() for cell in next(reader, [])]
        if wrong := check_columns(file, header):
            raise CorpusError(wrong)
        for cells in reader:
            line = reader.line_num
            if not cells:
                continue
            if len(cells) != len(header):
                found = f"{len(cells)} cells where the header has {len(header)}"
                remedy = 'Put cells that hold a comma between "quotes".'
                yield line, Problem(file, line, found, remedy)
                continue
            row = dict(zip(header, cells, strict=True))
            yield line, _check_text(file, line, row)


def _read_jsonl(path: Path, file: str) -> Rows:
    with path.open("rb") as lines:
        for line, data in enumerate(lines, 1):
            text, problems = decode_utf8(data, file)
            if problems:
                yield line, problems[0]._replace(line=line)
                continue
            if not text.strip():
                continue
            try:
                row = json.loads(text)
            except ValueError as error:
                remedy = "Write one JSON object a line."
                yield line, Problem(file, line, f"no JSON ({error})", remedy)
                continue
            if not isinstance(row, dict) or not isinstance(row.get(TEXT_COLUMN), str):
                remedy = f'Write {{"{TEXT_COLUMN}": "…"}} in each line.'
                yield line, Problem(file, line, f"no {TEXT_COLUMN!r} in this line", remedy)
                continue
            yield line, {k: v if isinstance(v, str) else str(v) for k, v in row.items() if v}


def _read_parquet(path: Path, file: str) -> Rows:
    import pyarrow.parquet as pq

    table = pq.ParquetFile(path)
    if wrong := check_columns(file, table.schema_arrow.names):
        raise CorpusError(wrong)
    known = (TEXT_COLUMN, "title", *_ID_COLUMNS, *CATALOGUE_KNOWN)
    columns = [c for c in known if c in table.schema_arrow.names]
    line = 0
    for batch in table.iter_batches(batch_size=500, columns=columns):
        for row in batch.to_pylist():
            line += 1
            text = {k: "" if v is None else str(v) for k, v in row.items()}
            yield line, _check_text(file, line, text)


def _check_text(file: str, line: int, row: dict[str, str]) -> dict[str, str] | Problem:
    if _UNDECODED.search(row[TEXT_COLUMN]):
        return Problem(file, line, "bytes that are not UTF-8", "Save the file as UTF-8.")
    return row
