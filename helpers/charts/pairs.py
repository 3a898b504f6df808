"""Pairs: which causes share a sentence with which responses, as numbered squares.

Comes in: one row per pair of codes. Goes out: a figure whose squares open their sentences.
Must never know: what the codes mean, or which ruling ties two of them.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
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


def chart_pairs(marks: pd.DataFrame, *, unit: str = "sentence") -> go.Figure:
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
    head = f"number of {unit}s that carry both   ▨ tied by a ruling: no claim rests on it"
    figure = start_figure(head, len(rows), row_height=44, top=124, bottom=8)
    found = marks[marks["n"] > 0]
    most = int(found["n"].max()) if len(found) else 1
    sides = [_FULL * max(0.42, (n / most) ** 0.5) for n in found["n"]]
    labels = [
        f"{m.cause_label} with {m.response_label}: {count_words(m.n, unit)}"
        for m in found.itertuples()
    ]
    colours = [colour_of(code) for code in found["response"]]
    figure.add_bar(
        orientation="h",
        x=sides,
        base=[column[c] - s / 2 for c, s in zip(found["response"], sides, strict=True)],
        y=[row[c] for c in found["cause"]],
        width=sides,
        text=[str(n) for n in found["n"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={
            "size": 13,
            "color": [
                GREY if tied else ink_on(colour)
                for tied, colour in zip(found["tied"], colours, strict=True)
            ],
        },
        customdata=link_marks(found["key"], labels),
        hovertext=[
            describe(label, "tied by a ruling of the codebook" if tied else "")
            for label, tied in zip(labels, found["tied"], strict=True)
        ],
        hoverinfo="text",
        marker={
            "color": [CLEAR if t else c for t, c in zip(found["tied"], colours, strict=True)],
            "line": {"color": colours, "width": 1.5},
            "pattern": {
                "shape": ["/" if tied else "" for tied in found["tied"]],
                "fgcolor": colours,
                "bgcolor": CLEAR,
                "size": 6,
                "solidity": 0.2,
            },
        },
    )
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


def _draw_zeros(
    figure: go.Figure, none: pd.DataFrame, row: dict[str, int], column: dict[str, int]
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
