"""What the notebook on texts of one's own shows: what is wrong, what was coded, a coding round.

Comes in: a folder, a corpus, a coding round. Goes out: HTML without script, displayed. Must never
know: whose texts they are.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from helpers.agreement import OVER_ALL
from helpers.bulk import BATCH
from helpers.checking import check_corpus
from helpers.coded import code_folder, summarise
from helpers.errors import Problem
from helpers.evidence import escape_text
from helpers.own_texts import Round
from helpers.panels import display_panel, panel_table
from helpers.parts import digest_tables, is_coded

MOST_ROWS = 20
_DIGEST = 12


def show_check(folder: Path) -> None:
    """Display what is wrong or doubtful in a folder of texts: where, what, and the remedy.

    Of more than 20 problems, or 20 doubts, the first 20 are listed; all are counted.
    """
    report = check_corpus(folder)
    head = str(report).partition("\n")[0]
    display_panel(f"<p><strong>{escape_text(head)}</strong></p>", "check")
    for problems, said in (
        (report.problems, "To be mended; until then these texts or columns are left out"),
        (report.doubts, "To be looked at; these texts are coded as they are"),
    ):
        if problems:
            display_panel(_list_problems(problems, said), "check")


def _list_problems(problems: Sequence[Problem], said: str) -> str:
    rows = [
        [
            escape_text(p.file + (f", line {p.line}" if p.line else "")),
            escape_text(p.found),
            escape_text(p.remedy),
        ]
        for p in problems[:MOST_ROWS]
    ]
    if len(problems) > MOST_ROWS:
        said += f"; the first {MOST_ROWS} of {len(problems):,}"
    return panel_table(["where", "what", "remedy"], rows, said)


def show_coding(folder: Path) -> None:
    """Display how many texts, sentences and spans a folder gives, and the digests of its tables.

    A folder that is not coded yet is coded into a temporary place, text by text and then all in
    one batch: the rows are the same, and so are the digests.
    """
    if is_coded(folder):
        _show_counts(summarise(folder), ["as it was coded"], [digest_tables(folder)])
        return
    digests = []
    with tempfile.TemporaryDirectory() as place:
        for batch in (1, BATCH):
            out = Path(place) / f"{batch}"
            said = code_folder(folder, out, batch=batch, stream=io.StringIO())
            digests.append(digest_tables(out))
    _show_counts(said, ["one text a batch", f"{BATCH} texts a batch"], digests)


def _show_counts(said: str, ways: Sequence[str], digests: Sequence[dict[str, str]]) -> None:
    lines = "".join(f"<p>{escape_text(line)}</p>" for line in said.splitlines()[: MOST_ROWS + 1])
    rows = [[escape_text(t), *(d[t][:_DIGEST] for d in digests)] for t in digests[0]]
    table = panel_table(["table", *ways], rows, f"First {_DIGEST} characters of each digest")
    display_panel(lines + table, "coding")


def show_sheet(round_: Round) -> None:
    """Display the blind sheet of a coding round; of more than 20 sentences the first 20."""
    sheet = round_.sheet
    rows = [
        [row["row"], escape_text(row["file"]), escape_text(row["sentence"]), ""]
        for row in sheet[:MOST_ROWS]
    ]
    said = f"{len(sheet)} sentence{'s' if len(sheet) != 1 else ''} drawn"
    said += f"; the first {MOST_ROWS} are shown" if len(sheet) > MOST_ROWS else ""
    display_panel(panel_table(["row", "file", "sentence", "codes"], rows, said), "sheet")


def show_round(round_: Round) -> None:
    """Display how far two coders of a sheet agree, and what they settled."""
    if round_.comparison is None:
        found = "Nobody has filled this sheet."
        if round_.corpus.gold is not None:
            found += " A reference coding stands beside these texts already; the badges use it."
        else:
            found += " Until two people have, every badge stays grey."
        display_panel(f"<p>{found}</p>", "round")
        return
    rows = []
    labels = {code.code: code.label for code in round_.corpus.codebook.codes}
    for code, a in round_.comparison.by_code.items():
        if not a.used:
            continue
        alpha, ac1 = (f"{x:.2f}" if x is not None else "none" for x in (a.alpha, a.ac1))
        name = labels.get(code, "all of these") if code != OVER_ALL else "all of these"
        rows.append([escape_text(name), f"{a.both}", f"{a.first}", f"{a.second}", alpha, ac1])
    n = len(round_.comparison.rows)
    said = f"{n} sentences coded by two; {len(round_.comparison.differing)} of them differ"
    head = ["code", "both", "only the first", "only the second", "alpha", "AC1"]
    display_panel(panel_table(head, rows, said), "round")
