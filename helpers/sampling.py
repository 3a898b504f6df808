"""A coding round for one's own texts: a blind sheet drawn by strata, two filled sheets compared.

Comes in: a corpus and numbers, or filled sheets. Goes out: rows of a sheet, agreement, the rows
of a gold. Must never know: the command line, or what the patterns gave to a sentence drawn.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from helpers.agreement import OVER_ALL, Agreement, count_agreement
from helpers.badges import DRAWN
from helpers.codebook import Codebook
from helpers.corpus import Corpus
from helpers.csvfiles import read_rows
from helpers.errors import Problem, ProblemsError
from helpers.tables import list_sentences, tabulate_codes

NO_CODE = "none"
SHEET_COLUMNS = ("row", "file", "start", "end", "kind", "before", "sentence", "after", "codes")
SETTLED_COLUMNS = (*SHEET_COLUMNS[:-1], "first", "second", "agreed")
GOLD_COLUMNS = ("file", "unit", "start", "end", "kind", "coder1", "coder2", "agreed", "text")
_PLACE = ("file", "start", "end")


class SheetError(ProblemsError):
    """A sheet cannot be used as it is; nothing was written, and the sheet stays as it was."""

    what = "sheets"


class Comparison(NamedTuple):
    """Two filled sheets side by side.

    `rows` are those of the first sheet with `first` and `second`, the codes that each gave;
    `by_code` is the agreement by code, and over all of those that either used (`OVER_ALL`);
    `file` is the name of the first sheet, for messages.
    """

    rows: Sequence[Mapping[str, str]]
    by_code: Mapping[str, Agreement]
    file: str = "sheet"

    @property
    def differing(self) -> list[Mapping[str, str]]:
        """The rows on which the two sheets differ."""
        return [row for row in self.rows if set_of(row["first"]) != set_of(row["second"])]


def set_of(cell: str) -> frozenset[str]:
    """Return the codes in a cell; `none` is no code.

    >>> sorted(set_of("R-COOP; d-root"))
    ['D-ROOT', 'R-COOP']
    """
    codes = cell.replace(";", " ").replace(",", " ").upper().split()
    return frozenset(c for c in codes if c != NO_CODE.upper())


def guard_cell(words: str) -> str:
    """Return words as a cell that a spreadsheet shows as they are, and does not run as a formula.

    >>> guard_cell("- Trafficking;"), guard_cell("They met.")
    ("'- Trafficking;", 'They met.')
    """
    return f"'{words}" if words.startswith(("=", "+", "-", "@")) else words


def draw_sample(corpus: Corpus, n: int, seed: int) -> list[dict[str, str]]:
    """Return a blind sheet: sentences drawn at random inside strata, codes left empty.

    Strata are the texts, and inside each the sentences in which the patterns find something and
    those in which they find nothing; each stratum gives as much of the sheet as it has of the
    corpus, so that a share in the sheet is a share of the corpus. What the patterns found is not
    in the sheet. The same corpus, number and seed always give the same sheet.

    Returns
    -------
    list of dict
        Columns `SHEET_COLUMNS`, in order of place; `before` and `after` are the neighbours.

    Raises
    ------
    ValueError
        When `n` is under 1.
    """
    if n < 1:
        raise ValueError(f"n is {n}: draw one sentence or more")
    sentences = list_sentences(corpus)
    found = tabulate_codes(corpus).any(axis=1).to_numpy()
    strata: dict[tuple[str, bool], list[int]] = {}
    for i, document_id in enumerate(sentences["document_id"]):
        strata.setdefault((document_id, bool(found[i])), []).append(i)
    shares = _share_out({k: len(v) for k, v in strata.items()}, min(n, len(sentences)))
    draw = random.Random(f"{seed} {n}")
    drawn = sorted(i for key in sorted(strata) for i in draw.sample(strata[key], shares[key]))
    texts = corpus.documents.set_index("document_id")["text"]
    rows = sentences.to_dict("records")

    def say(i: int, document_id: str) -> str:
        if not 0 <= i < len(rows) or rows[i]["document_id"] != document_id:
            return ""
        return " ".join(texts[document_id][rows[i]["start"] : rows[i]["end"]].split())

    sheet = []
    for number, i in enumerate(drawn, 1):
        row, own = rows[i], str(rows[i]["document_id"])
        cells = (number, f"{own}.txt", row["start"], row["end"], row["kind"])
        around = (*(guard_cell(say(j, own)) for j in (i - 1, i, i + 1)), "")
        sheet.append(dict(zip(SHEET_COLUMNS, map(str, (*cells, *around)), strict=True)))
    return sheet


def _share_out(sizes: Mapping[tuple[str, bool], int], n: int) -> dict[tuple[str, bool], int]:
    """Return how many to draw from each stratum: in proportion, by largest remainder."""
    whole = sum(sizes.values())
    if not whole:
        return {}
    exact = {k: n * size / whole for k, size in sizes.items()}
    shares = {k: int(x) for k, x in exact.items()}
    left = n - sum(shares.values())
    for k in sorted(exact, key=lambda k: (shares[k] - exact[k], k))[:left]:
        shares[k] += 1
    return shares


def read_sheet(path: Path, codebook: Codebook) -> list[dict[str, str]]:
    """Return the rows of a filled sheet.

    Raises
    ------
    SheetError
        With every row that is half filled, names an unknown code or stands twice, by row and
        column.
    """
    return _read(path, codebook, SHEET_COLUMNS, "codes")


def read_settled(path: Path, codebook: Codebook) -> list[dict[str, str]]:
    """Return the rows of the sheet of disagreements, settled in its column `agreed`."""
    return _read(path, codebook, SETTLED_COLUMNS, "agreed")


def _read(
    path: Path, codebook: Codebook, columns: Sequence[str], filled: str
) -> list[dict[str, str]]:
    if not path.is_file():
        raise SheetError([Problem(path.name, 0, "there is no such file", "Give its full path.")])
    head = path.read_bytes().partition(b"\n")[0]
    if b";" in head and b"," not in head:
        remedy = "Save it as CSV with commas between the columns."
        raise SheetError([Problem(path.name, 1, "semicolons stand between the columns", remedy)])
    lines, problems = read_rows(path, (*_PLACE, filled), (*columns, "note"), extra_prefix="x_")
    known = {code.code for code in codebook.codes}
    seen: dict[tuple[str, ...], int] = {}
    for line, row in lines if not problems else ():
        where = f"column {filled!r}"
        place = tuple(row[c] for c in _PLACE)
        if not row[filled]:
            remedy = f"Write the codes with blanks between them, or {NO_CODE}."
            problems.append(Problem(path.name, line, f"{where} is empty", remedy))
        for code in sorted(set_of(row[filled]) - known):
            remedy = f"Known codes: {', '.join(sorted(known))}; or {NO_CODE}."
            problems.append(Problem(path.name, line, f"{where}: no code {code!r}", remedy))
        if NO_CODE in row[filled].lower().split() and set_of(row[filled]):
            found = f"{where}: {NO_CODE} beside a code"
            problems.append(Problem(path.name, line, found, "Keep the one or the other."))
        for column in ("start", "end"):
            if not row[column].isdecimal():
                found = f"column {column!r}: {row[column]!r} is no place"
                problems.append(Problem(path.name, line, found, "Take it from the sheet as drawn."))
        if place in seen:
            found = f"the same sentence as line {seen[place]}"
            problems.append(Problem(path.name, line, found, "Remove one of the two rows."))
        seen.setdefault(place, line)
    if not lines and not problems:
        problems.append(Problem(path.name, 0, "no row", "Fill the sheet that was drawn."))
    if problems:
        raise SheetError(problems)
    return [row for _, row in lines]


def compare_sheets(first: Path, second: Path, codebook: Codebook) -> Comparison:
    """Return two filled sheets side by side, with their agreement.

    Raises
    ------
    SheetError
        Where a sheet cannot be read, or the two are not of the same sentences.
    """
    problems: list[Problem] = []
    sheets = []
    for path in (first, second):
        try:
            sheets.append(read_sheet(path, codebook))
        except SheetError as error:
            problems += error.problems
    if problems:
        raise SheetError(problems)
    theirs = {tuple(row[c] for c in _PLACE): row for row in sheets[1]}
    ours = {tuple(row[c] for c in _PLACE): row for row in sheets[0]}
    for path, rows, others in ((second, ours, theirs), (first, theirs, ours)):
        for place in rows.keys() - others.keys():
            found = f"no row for {place[0]}, characters {place[1]} to {place[2]}"
            problems.append(Problem(path.name, 0, found, "Both sheets need the same sentences."))
    if problems:
        raise SheetError(problems)
    beside = [
        {**row, "first": row["codes"], "second": theirs[place]["codes"]}
        for place, row in ours.items()
    ]
    return Comparison(beside, _agree(beside, codebook), first.name)


def _agree(rows: Sequence[Mapping[str, str]], codebook: Codebook) -> dict[str, Agreement]:
    pairs = [(set_of(row["first"]), set_of(row["second"])) for row in rows]
    found = {
        code.code: count_agreement(
            [code.code in a for a, _ in pairs], [code.code in b for _, b in pairs]
        )
        for code in codebook.codes
    }
    used = [a for a in found.values() if a.used]
    pooled = [sum(cells) for cells in zip(*used, strict=True)] or [0, 0, 0, 0]
    return {**found, OVER_ALL: Agreement(*pooled)}


def make_gold(
    corpus: Corpus, comparison: Comparison, settled: Sequence[Mapping[str, str]], name: str
) -> list[dict[str, str]]:
    """Return the rows of `gold/sentences.csv` that two sheets and what was settled give.

    Parameters
    ----------
    settled : the rows on which the sheets differ, with `agreed`
    name : of the file of settled rows, for messages

    Raises
    ------
    SheetError
        Where a disagreement is not settled, or a place is not in the corpus as the sheet has it.
    """
    agreed = {tuple(row[c] for c in _PLACE): row["agreed"] for row in settled}
    texts = {f"{r.document_id}.txt": r.text for r in corpus.documents.itertuples()}
    problems, gold = [], []
    for number, row in enumerate(comparison.rows, 1):
        place = tuple(row[c] for c in _PLACE)
        first, second = set_of(row["first"]), set_of(row["second"])
        said = f"{row['file']}, characters {row['start']} to {row['end']}"
        if first != second and place not in agreed:
            problems.append(Problem(name, 0, f"no row for {said}", "Settle it in this file."))
            continue
        here = texts.get(row["file"], "")[int(row["start"]) : int(row["end"])]
        drawn = " ".join(row.get("sentence", "").split())
        if drawn not in (" ".join(here.split()), guard_cell(" ".join(here.split()))) or not here:
            found = f"column 'sentence': {said} is not that sentence in the corpus"
            remedy = "Put the sentence back as it was drawn, or draw the sheet again."
            problems.append(Problem(comparison.file, number + 1, found, remedy))
            continue
        whole = first if first == second else set_of(agreed[place])
        codes = [" ".join(sorted(c)) for c in (first, second, whole)]
        cells = (row["file"], f"{DRAWN}{number}", row["start"], row["end"], row.get("kind", ""))
        gold.append(dict(zip(GOLD_COLUMNS, (*cells, *codes, here), strict=True)))
    if problems:
        raise SheetError(problems)
    return gold
