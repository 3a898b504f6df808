"""A folder coded into Parquet, with a line that says how far it is and what came of it.

Comes in: a corpus and a folder to write. Goes out: a coded folder, and its summary in words. Must
never know: how texts are coded, or by whom a batch is taken.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

import pyarrow.parquet as pq

from helpers.bulk import BATCH, code_corpus, hash_corpus, hash_program
from helpers.inputs import TABLE_SUFFIXES, list_inputs
from helpers.parts import LEFT_OUT, is_coded, list_parts

_SMALL = 50
_CACHE = "reading-root-causes"
_EVERY = 1.0
_EVERY_IN_A_FILE = 15.0


def code_folder(
    corpus: Path,
    out: Path,
    *,
    processes: int = 1,
    batch: int = BATCH,
    scheduler: str = "",
    stream: TextIO | None = None,
) -> str:
    """Code a corpus into the folder `out` and return how many texts, sentences and spans it has.

    Parameters are those of `helpers.bulk.code_corpus`; progress goes to `stream` (the standard
    error when None).

    Raises
    ------
    CorpusError
        With every problem that stops the coding; texts that cannot be read are left out and
        counted.
    """
    tell = tell_progress(_count_texts(corpus), stream or sys.stderr)
    code_corpus(corpus, out, processes=processes, batch=batch, scheduler=scheduler, tell=tell)
    return summarise(out)


def code_once(corpus: Path, cache: Path | None = None) -> Path:
    """Return a coded folder of a corpus, made now or by an earlier run on the same texts.

    Small corpora, and folders that are coded already, come back as they are: reading them takes
    no time. `cache` is where coded folders are kept (the user's own cache folder when None), each
    under the hash of the texts, the codebook and the program.
    """
    if is_coded(corpus) or (len(list_inputs(corpus)) <= _SMALL and _count_texts(corpus) > 0):
        return corpus
    home = cache or Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / _CACHE
    key = hashlib.sha256(f"{hash_corpus(corpus)} {hash_program()}".encode()).hexdigest()[:16]
    coded = home / key / corpus.name
    code_folder(corpus, coded, processes=max(1, (os.cpu_count() or 1)))
    return coded


def summarise(folder: Path) -> str:
    """Return how many texts, sentences and spans a coded folder has, and what was left out."""
    counts = {
        table: sum(pq.read_metadata(part).num_rows for part in list_parts(folder, table))
        for table in ("documents", "sentences", "spans", LEFT_OUT)
    }
    layers: Counter[str] = Counter()
    for part in list_parts(folder, "spans"):
        layers.update(pq.ParquetFile(part).read(columns=["layer"])["layer"].to_pylist())
    said = ", ".join(
        f"{counts[table]:,} {name if counts[table] != 1 else name[:-1]}"
        for table, name in (("documents", "texts"), ("sentences", "sentences"), ("spans", "spans"))
    )
    if layers:
        said += f" ({', '.join(f'{layer} {layers[layer]:,}' for layer in sorted(layers))})"
    if counts[LEFT_OUT]:
        said += f"\n{counts[LEFT_OUT]:,} left out:" + _tell_left_out(folder)
    return said


def _tell_left_out(folder: Path, most: int = 20) -> str:
    lines = []
    for part in list_parts(folder, LEFT_OUT):
        for row in pq.ParquetFile(part).read().to_pylist():
            place = f"{row['file']}, line {row['line']}" if row["line"] else row["file"]
            lines.append(f"\n  {place}: {row['found']}. {row['remedy']}")
    more = f"\n  … and {len(lines) - most:,} more, in {LEFT_OUT}/" if len(lines) > most else ""
    return "".join(lines[:most]) + more


def tell_progress(total: int, stream: TextIO) -> Callable[[int, int], None]:
    """Return a function that writes how many texts are done, the rate and the time left.

    It takes the texts done so far and those of this run; `total` is 0 where it is not known.
    """
    began = time.monotonic()
    live = stream.isatty()
    last = 0.0

    def tell(done: int, fresh: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last < (_EVERY if live else _EVERY_IN_A_FILE) and done != total:
            return
        last = now
        rate = fresh / max(now - began, 1e-6)
        line = f"{done:,} of {total:,} texts" if total else f"{done:,} texts"
        line += f", {rate:,.0f} a second" if fresh else ""
        if fresh and total > done:
            line += f", {write_seconds((total - done) / rate)} left"
        stream.write(f"\r\x1b[K{line}" if live else f"{line}\n")
        if live and done == total:
            stream.write("\n")
        stream.flush()

    return tell


def write_seconds(seconds: float) -> str:
    """Return a span of time for people.

    >>> write_seconds(42), write_seconds(200), write_seconds(9000)
    ('42 s', '3 min', '2 h 30 min')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _count_texts(corpus: Path) -> int:
    files = list_inputs(corpus)
    return 0 if any(f.lower().endswith(TABLE_SUFFIXES) for f in files) else len(files)
