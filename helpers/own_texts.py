"""Texts of one's own, step by step, and a small invented folder to try the steps on.

Comes in: the name of a corpus, or "" for the invented one. Goes out: its folder, and its coding
round as far as there is one. Must never know: how a step is shown.

The invented folder is written when it is asked for, into a temporary place: as it arrived, with
faults planted in it, or mended. Two invented coders filled the sheet that is drawn from it.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from helpers.corpus import Corpus
from helpers.csvfiles import read_rows
from helpers.errors import CorpusError
from helpers.gold import read_gold
from helpers.inputs import find_corpus
from helpers.sampling import (
    GOLD_COLUMNS,
    SHEET_COLUMNS,
    Comparison,
    compare_sheets,
    draw_sample,
    make_gold,
)

NAME = "invented"
_FACTS = Path(__file__).parent / "facts"
_TEXTS, _CODERS = "example_texts.csv", "example_coders.csv"
_TEXT_COLUMNS = ("file", "encoding", "arrived", "mended")
_CODER_COLUMNS = ("sentence", "first", "second", "settled")


class Round(NamedTuple):
    """A coding round: the blind sheet, and, where two have filled it, what they say.

    `comparison` is None where nobody has filled the sheet; `corpus` then stands as it was, else
    beside the gold that the two settled.
    """

    sheet: Sequence[Mapping[str, str]]
    comparison: Comparison | None
    corpus: Corpus


def find_own(name: str) -> Path:
    """Return the folder of a corpus, or of the invented one, mended, where `name` is ""."""
    return find_corpus(name) if name else make_example()


@lru_cache
def make_example(*, mended: bool = True) -> Path:
    """Write the invented folder into a temporary place and return it.

    Parameters
    ----------
    mended : without the faults that it arrived with
    """
    folder = Path(_hold().name) / ("mended" if mended else "arrived") / NAME
    folder.mkdir(parents=True)
    for row in _read(_TEXTS, _TEXT_COLUMNS):
        text = row["mended" if mended else "arrived"]
        if mended and not text:
            continue
        encoding = "utf-8" if mended else row["encoding"]
        data = f"{text}\n" if text else ""
        (folder / row["file"]).write_bytes(data.encode(encoding))
    return folder


@lru_cache
def _hold() -> tempfile.TemporaryDirectory[str]:
    """Return the temporary place; it is removed when the program ends."""
    return tempfile.TemporaryDirectory(prefix="own-texts-")


def _read(file: str, columns: Sequence[str]) -> list[dict[str, str]]:
    rows, problems = read_rows(_FACTS / file, columns, ())
    if problems:
        raise CorpusError(problems)
    return [row for _, row in rows]


def hold_round(corpus: Corpus, n: int, seed: int) -> Round:
    """Draw a blind sheet and, where the invented coders know its sentences, compare their codings.

    Parameters
    ----------
    n, seed : as in `helpers.sampling.draw_sample`
    """
    sheet = draw_sample(corpus, n, seed)
    known = {row["sentence"]: row for row in _read(_CODERS, _CODER_COLUMNS)}
    if corpus.name != NAME or any(_bare(row["sentence"]) not in known for row in sheet):
        return Round(sheet, None, corpus)
    with tempfile.TemporaryDirectory() as place:
        filled = []
        for who in ("first", "second"):
            rows = [{**row, "codes": known[_bare(row["sentence"])][who]} for row in sheet]
            filled.append(_write(Path(place) / f"{who}.csv", SHEET_COLUMNS, rows))
        comparison = compare_sheets(filled[0], filled[1], corpus.codebook)
        settled = [
            {**r, "agreed": known[_bare(r["sentence"])]["settled"]} for r in comparison.differing
        ]
        gold = make_gold(corpus, comparison, settled, _CODERS)
        (Path(place) / "gold").mkdir()
        _write(Path(place) / "gold" / "sentences.csv", GOLD_COLUMNS, gold)
        files = {f"{d}.txt": d for d in corpus.documents["document_id"]}
        judged = replace(corpus, gold=read_gold(Path(place), files))
    return Round(sheet, comparison, judged)


def _bare(cell: str) -> str:
    """Return a sentence of a sheet without the sign that keeps spreadsheets from running it."""
    return cell.removeprefix("'")


def _write(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path
