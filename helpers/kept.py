"""Tables that take long to read out of a coding, written once beside it and opened again.

Comes in: a corpus, a name, and what makes the table. Goes out: the table, made or opened.
Must never know: what is in it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pandas as pd
from pandas.util import hash_pandas_object

from helpers.bulk import hash_program
from helpers.corpus import Corpus

KEPT = "kept"
_TOLD_BY = {
    "documents": ["document_id", "author", "date_from", "sha256"],
    "sentences": ["document_id", "sentence_id", "start", "end", "kind"],
    "spans": ["span_id", "voice", "rule"],
}


def keep_beside(corpus: Corpus, name: str, make: Callable[[Corpus], pd.DataFrame]) -> pd.DataFrame:
    """Return the table that `make` makes of a corpus; of a coded folder it is made only once.

    It lies in the folder as `kept/NAME-KEY.parquet`. The key tells of the program and of the
    tables that were read, so another version or another draw of texts makes its own, and an
    older one of the name is taken away. A folder that cannot be written to is left as it is.
    """
    if corpus.folder is None or corpus.coding != "patterns":
        return make(corpus)
    path = corpus.folder / KEPT / f"{name}-{_tell(corpus)}.parquet"
    if path.exists():
        return pd.read_parquet(path)
    table = make(corpus)
    try:
        _write(table, path, name)
    except OSError:
        return table
    return pd.read_parquet(path)


def _write(table: pd.DataFrame, path: Path, name: str) -> None:
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    table.to_parquet(aside)
    for old in path.parent.glob(f"{name}-*.parquet"):
        old.unlink(missing_ok=True)
    aside.replace(path)


@lru_cache(maxsize=8)
def _tell(corpus: Corpus) -> str:
    """Return what tells this coding, read by this program, from any other."""
    total = hashlib.sha256(hash_program().encode())
    for table, columns in _TOLD_BY.items():
        rows = getattr(corpus, table)[columns]
        total.update(hash_pandas_object(rows, index=False).to_numpy().tobytes())
    total.update(f"{len(corpus.attributes)}".encode())
    return total.hexdigest()[:16]
