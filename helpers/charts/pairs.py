"""Pairs: which causes share a sentence with which responses, as numbered squares.

Comes in: one row per pair of codes. Goes out: a figure whose squares open their sentences.
Must never know: what the codes mean, or which ruling ties two of them.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    QUIET,
    colour_of,
    count_words,
    describe,
    ink_on,
    link_marks,
    set_rows,
    start_figure,
    wrap_plotly,
)

_FULL = 0.84


def chart_pairs(marks: pd.DataFrame) -> go.Figure:
    """Draw how many sentences carry both codes of each pair; tied pairs are hatched, no claim.

    Parameters
    ----------
    marks : one row per pair; columns cause, response (codes), cause_label, response_label, n,
        tied (whether a ruling of the codebook joins or parts the two), key

    Returns
    -------
    Figure
        One bar trace of squares, area as n, in the response's colour; a dot of text for 0.
    """
    rows = dict(zip(marks["cause"], marks["cause_label"], strict=True))
    columns = dict(zip(marks["response"], marks["response_label"], strict=True))
    row = {code: i for i, code in enumerate(rows)}
    column = {code: i for i, code in enumerate(columns)}
    head = "number of sentences that carry both   ▨ tied by a ruling: no claim rests on it"
    figure = start_figure(head, len(rows), row_height=44, top=124, bottom=8)
    found = marks[marks["n"] > 0]
    most = int(found["n"].max()) if len(found) else 1
    for (tied, colour), group in found.groupby(["tied", found["response"].map(colour_of)]):
        _draw_squares(figure, group, row, column, colour=str(colour), tied=bool(tied), most=most)
    _draw_zeros(figure, marks[marks["n"] == 0], row, column)
    set_rows(figure, [str(label) for label in rows.values()], width=26)
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[wrap_plotly(label, 14) for label in columns.values()],
        range=[-0.5, len(columns) - 0.5],
        side="top",
        tickangle=0,
        tickfont={"size": 12},
        showgrid=False,
    )
    figure.update_layout(barmode="overlay")
    return figure


def _draw_squares(
    figure: go.Figure,
    found: pd.DataFrame,
    row: Mapping[str, int],
    column: Mapping[str, int],
    *,
    colour: str,
    tied: bool,
    most: int,
) -> None:
    sides = [_FULL * max(0.42, (n / most) ** 0.5) for n in found["n"]]
    xs = [column[c] for c in found["response"]]
    ys = [row[c] for c in found["cause"]]
    counts = [str(n) for n in found["n"]]
    labels = [
        f"{m.cause_label} with {m.response_label}: {count_words(m.n, 'sentence')}"
        for m in found.itertuples()
    ]
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": CLEAR, "size": 9, "solidity": 0.25}
    figure.add_bar(
        orientation="h",
        x=sides,
        base=[x - side / 2 for x, side in zip(xs, sides, strict=True)],
        y=ys,
        width=sides,
        text=None if tied else counts,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 13, "color": ink_on(colour)},
        customdata=link_marks(found["key"], labels),
        hovertext=[
            describe(label, "tied by a ruling of the codebook" if tied else "") for label in labels
        ],
        hoverinfo="text",
        marker={
            "color": colour,
            "line": {"color": colour, "width": 1.5},
            "pattern": pattern if tied else {},
        },
    )
    if tied:
        for x, y, count in zip(xs, ys, counts, strict=True):
            figure.add_annotation(x=x, y=y, text=f"<b>{count}</b>", showarrow=False)


def _draw_zeros(
    figure: go.Figure, none: pd.DataFrame, row: Mapping[str, int], column: Mapping[str, int]
) -> None:
    figure.add_scatter(
        mode="markers",
        x=[column[c] for c in none["response"]],
        y=[row[c] for c in none["cause"]],
        marker={"size": 3, "color": QUIET},
        hovertext=[
            describe(f"{m.cause_label} with {m.response_label}", "0") for m in none.itertuples()
        ],
        hoverinfo="text",
    )
