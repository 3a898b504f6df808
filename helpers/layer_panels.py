"""What notebooks show beside findings on money, promises and names: scales, stances, the ledger.

Comes in: a corpus, sometimes a finding. Goes out: HTML without script, displayed; the ledger's
script for JupyterLab. Must never know: how a finding was computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

import pandas as pd
from IPython.display import HTML, display

from helpers.evidence import NO_MATH, escape_text
from helpers.findings import Finding
from helpers.layers.label_patterns import read_stances
from helpers.ledger import SCALES
from helpers.promise_cues import CUES, read_cue_rows
from helpers.show import show_finding

LEDGER_CHOICES = ("scale", "status", "text", "payer")
MOST_ROWS = 100
_MONEY_MEANS = {
    "discussed": "spoken of, announced or pledged; nobody is said to have decided it",
    "promoted": "said to have been brought about with others’ money",
    "requested": "asked for, as in a budget request",
    "appropriated": "granted by whoever decides on the money",
    "delivered": "said to have been given or spent",
}
_PROMISES_MEAN = {
    "discussed": "talked about",
    "aimed": "aimed at, wanted, sought, expected",
    "committed": "committed to, agreed, pledged; “will”",
    "signed": "put on paper and signed",
    "delivered": "said to be set up, launched or done",
}


def show_ledger(finding: Finding) -> None:
    """Show the ledger; its table sorts, filters and downloads where scripts run, else is whole."""
    assets = files("helpers").joinpath("assets")
    style = assets.joinpath("ledger.css").read_text("utf-8")
    script = assets.joinpath("ledger.js").read_text("utf-8")
    live = {"text/html": f"<style>{style}</style><script>{script}</script>", "text/plain": ""}
    display(live, raw=True, metadata={"rrc": "live"})
    show_finding(finding)
    marker = (
        f'<p class="rrc-ledger" data-for="{escape_text(finding.finding_id)}" '
        f'data-choose="{";".join(LEDGER_CHOICES)}"></p>'
    )
    display({"text/html": marker, "text/plain": ""}, raw=True)


def _part(body: str, kind: str) -> None:
    display(HTML(f'<section class="rrc-part rrc-{kind} {NO_MATH}">{body}</section>'))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    top = "".join(f'<th scope="col">{escape_text(h)}</th>' for h in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>' + "".join(f"<td>{c}</td>" for c in row[1:]) + "</tr>"
        for row in rows
    )
    return (
        f'<div class="rrc-scroll" tabindex="0"><table><caption>{escape_text(caption)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def show_scales() -> None:
    """Display the two scales: what each status means and, for promises, a sentence that says it."""
    rows = [["money", escape_text(s), escape_text(_MONEY_MEANS[s]), ""] for s in SCALES["money"]]
    for status in SCALES["promise"]:
        found = [r.example for r in read_cue_rows() if r.role in CUES and r.status == status]
        example = f"“{escape_text(found[0])}”" if found else ""
        rows.append(["promise", escape_text(status), escape_text(_PROMISES_MEAN[status]), example])
    head = ["scale", "status", "means", "for example"]
    _part(_table(head, rows, "Two scales, from weakest to firmest; never added."), "scales")


def show_stances() -> None:
    """Display the stances, each opening its definition."""
    items = "".join(
        f'<li><details class="rrc-stance"><summary>{escape_text(stance.replace("-", " "))}'
        f"</summary><p>{escape_text(definition)}</p></details></li>"
        for stance, definition in read_stances().items()
    )
    _part(f"<ul>{items}</ul>", "stances")


def show_rows(table: pd.DataFrame, *columns: str) -> None:
    """Display some columns of a table, in the order asked for; a sentence where it has no row.

    Of more than 100 rows the first 100 are shown, and how many there are in all is said.
    """
    if table.empty:
        _part("<p>No such row.</p>", "rows")
        return
    shown = table[list(columns)][:MOST_ROWS]
    rows = [[escape_text(cell) for cell in row] for row in shown.to_numpy()]
    n = len(table)
    said = f"{n:,} row{'s' if n != 1 else ''}"
    said += f"; the first {MOST_ROWS}" if n > MOST_ROWS else ""
    _part(_table(columns, rows, said), "rows")
