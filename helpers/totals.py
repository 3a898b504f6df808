"""Totals of a coded folder of any size, straight from its Parquet by SQL, in flat memory.

Comes in: a coded folder. Goes out: DataFrames, the same as those of `helpers.tables`. Must never
know: what a draw of its texts is, nor what a finding will say.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from helpers.model import COUNTED_KINDS, VOICES
from helpers.parts import list_parts

_MEMORY = "400MB"
_COUNTED = "counted AS (SELECT * FROM sentences WHERE list_contains($kinds, kind))"
_FRAMES = """frames AS (
    SELECT spans.* FROM spans SEMI JOIN counted USING (document_id, sentence_id)
    WHERE list_contains($layers, layer) AND list_contains($codes, code))"""
_BY_CODE = f"""
WITH {_COUNTED}, {_FRAMES}, carried AS (
    SELECT code, document_id, sentence_id, count(*) AS n FROM frames
    GROUP BY code, document_id, sentence_id)
SELECT code, count(*) AS n_sentences, count(DISTINCT document_id) AS n_documents,
    CAST(sum(n) AS BIGINT) AS n_spans
FROM carried GROUP BY code"""
_BY_VOICE = f"""
WITH {_COUNTED}, {_FRAMES}, carried AS (
    SELECT code, voice, document_id, sentence_id, count(*) AS n FROM frames
    GROUP BY code, voice, document_id, sentence_id)
SELECT code, voice, count(*) AS n_sentences, CAST(sum(n) AS BIGINT) AS n_spans
FROM carried GROUP BY code, voice"""
_SIZE = f"""
WITH {_COUNTED}
SELECT count(*) AS n, CAST(coalesce(sum(n_words), 0) AS BIGINT) AS words FROM counted"""


def count_codes_of(folder: Path, codes: Sequence[str], *, names: bool = False) -> pd.DataFrame:
    """Return how many counted sentences of a coded folder carry each code.

    Parameters
    ----------
    folder : a coded folder
    codes : the codes to count, in order
    names : put the frame words inside proper names back in (a choice)

    Returns
    -------
    DataFrame
        One row per code, zero rows too; columns code, n_sentences, n_documents, of_documents,
        of_sentences, n_words, n_spans.

    Raises
    ------
    CorpusError
        If a table is missing, or the coding was stopped before its end.
    """
    con = _connect(folder)
    found = _ask(con, _BY_CODE, codes, names).set_index("code").reindex(codes, fill_value=0)
    size = _ask(con, _SIZE).iloc[0]
    found["of_documents"] = con.sql("SELECT count(*) FROM documents").fetchall()[0][0]
    found["of_sentences"], found["n_words"] = int(size["n"]), int(size["words"])
    columns = ["n_sentences", "n_documents", "of_documents", "of_sentences", "n_words", "n_spans"]
    return found[columns].astype("int64").rename_axis("code").reset_index()


def count_voices_of(folder: Path, codes: Sequence[str]) -> pd.DataFrame:
    """Return how many sentences and spans of each code stand in each voice in a coded folder.

    Returns
    -------
    DataFrame
        One row per code and voice, zero rows too; columns code, voice, n_sentences, n_spans.
    """
    index = pd.MultiIndex.from_product([list(codes), VOICES], names=["code", "voice"])
    found = _ask(_connect(folder), _BY_VOICE, codes).set_index(["code", "voice"])
    return found.reindex(index, fill_value=0).astype("int64").reset_index()


def _connect(folder: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": ""})
    for table in ("documents", "sentences", "spans"):
        parts = [str(part) for part in list_parts(folder, table)]
        con.read_parquet(parts).create_view(table)
    return con


def _ask(
    con: duckdb.DuckDBPyConnection, query: str, codes: Sequence[str] = (), names: bool = False
) -> pd.DataFrame:
    given: dict[str, object] = {"kinds": list(COUNTED_KINDS)}
    if "$codes" in query:
        given |= {"codes": list(codes), "layers": ["frame", "name"] if names else ["frame"]}
    return con.execute(query, given).df()
