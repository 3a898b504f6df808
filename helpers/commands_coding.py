"""The commands of a coding round: draw a sheet, compare two, write the gold.

Comes in: the arguments given. Goes out: files that were not there before, and what to
do next. Must never know: how a sheet is drawn or compared.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from helpers.errors import Problem
from helpers.sampling import (
    GOLD_COLUMNS,
    SETTLED_COLUMNS,
    SHEET_COLUMNS,
    Comparison,
    SheetError,
    compare_sheets,
    draw_sample,
    make_gold,
    read_settled,
)


def run_sample(given: argparse.Namespace) -> str:
    """Write a blind sheet; return where it is."""
    from helpers.corpus import read_corpus

    if given.n < 1:
        raise SheetError([Problem("--n", 0, f"{given.n} sentences", "Draw one or more.")])
    corpus = read_corpus(given.corpus)
    sheet = draw_sample(corpus, given.n, given.seed)
    _write_new(given.out, SHEET_COLUMNS, sheet)
    return (
        f"{len(sheet)} sentences of {len(corpus.documents)} texts, drawn with seed {given.seed}, "
        f"in {given.out}\nGive each coder a copy; fill the column codes with the codes of the "
        "codebook, blanks between them, or none."
    )


def run_agree(given: argparse.Namespace) -> str:
    """Compare two sheets; with `--write`, and once all is settled, write the gold."""
    from helpers.codebook import read_codebook

    codebook = read_codebook()
    comparison = compare_sheets(given.first, given.second, codebook)
    said = [say_agreement(comparison)]
    differing = comparison.differing
    if given.settled and differing and not given.settled.exists():
        _write_new(given.settled, SETTLED_COLUMNS, [{**row, "agreed": ""} for row in differing])
        said.append(f"What differs is in {given.settled}: fill its column agreed, then run again.")
        return "\n".join(said)
    if not given.write:
        return "\n".join(said)
    if differing and not given.settled:
        found = f"{len(differing)} sentences are not settled"
        remedy = "Name a file with --settled; it is written for you to fill."
        raise SheetError([Problem("--settled", 0, found, remedy)])
    settled = read_settled(given.settled, codebook) if differing else []
    name = given.settled.name if given.settled else "--settled"
    said.append(_write_gold(given.write, comparison, settled, name))
    return "\n".join(said)


def _write_gold(
    folder: str, comparison: Comparison, settled: Sequence[Mapping[str, str]], name: str
) -> str:
    from helpers.corpus import find_corpus, read_corpus

    path = find_corpus(folder)
    gold = make_gold(read_corpus(folder), comparison, settled, name)
    (path / "gold").mkdir(exist_ok=True)
    _write_new(path / "gold" / "sentences.csv", GOLD_COLUMNS, gold)
    return f"{len(gold)} sentences written to {path.name}/gold/sentences.csv"


def _write_new(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> None:
    """Write a CSV file that is not there yet; what is there is never written over."""
    try:
        file = path.open("x", encoding="utf-8-sig", newline="")
    except FileExistsError:
        remedy = "Move it away first; nothing is written over."
        raise SheetError([Problem(path.name, 0, "the file is already there", remedy)]) from None
    except OSError as error:
        found = f"cannot be written: {error.strerror}"
        raise SheetError([Problem(path.name, 0, found, "Give another place.")]) from None
    with file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def say_agreement(comparison: Comparison) -> str:
    """Return the agreement of two sheets as a table in plain text, and what differs."""
    lines = [
        f"{'code':<12}{'both':>6}{'first':>7}{'second':>8}{'neither':>9}{'alpha':>8}{'AC1':>7}"
    ]
    for code, a in comparison.by_code.items():
        alpha = "none" if a.alpha is None else f"{a.alpha:.2f}"
        ac1 = "none" if a.ac1 is None or not a.used else f"{a.ac1:.2f}"
        lines.append(
            f"{code:<12}{a.both:>6}{a.first:>7}{a.second:>8}{a.neither:>9}{alpha:>8}{ac1:>7}"
        )
    differing = comparison.differing
    lines.append(f"{len(differing)} of {len(comparison.rows)} sentences differ")
    for row in differing:
        place = f"{row['file']}, characters {row['start']} to {row['end']}"
        lines.append(f"  {place}: {row['first']} | {row['second']}")
    return "\n".join(lines)
