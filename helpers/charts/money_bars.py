"""Money bars: amounts of one instrument on the years they are for, by what has become of them.

Comes in: one row per amount. Goes out: a figure whose bars open sentences. Must never know: what
the money is for, or how an amount was read.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    PALETTE,
    describe,
    escape_plotly,
    link_marks,
    start_figure,
    wrap_plotly,
)

COLOUR = PALETTE["development"]
# Full: the money is there; hatched: it is asked for; hollow: it is only spoken of.
FULL, HATCHED = ("appropriated", "delivered"), ("requested",)
_SIGNS = {"full": "■", "hatched": "▨", "hollow": "□"}
_DAY = 86_400_000


def fill_of(status: str) -> str:
    """Return how an amount of a status is filled: full, hatched or hollow."""
    return "full" if status in FULL else "hatched" if status in HATCHED else "hollow"


def chart_money_bars(marks: pd.DataFrame) -> go.Figure:
    """Draw each amount as a bar over its period, from zero; no line joins them.

    Parameters
    ----------
    marks : one row per amount of one currency and instrument; columns value (in units of the
        currency), amount (in words), period, period_from, period_to (days), status, change (in
        words, "" for the first), key, instrument

    Returns
    -------
    Figure
        One bar trace; filled as `fill_of` says.
    """
    fills = [fill_of(s) for s in marks["status"]]
    words = dict.fromkeys(zip(fills, marks["status"], strict=True))
    legend = "   ".join(f"{_SIGNS[fill]} {escape_plotly(status)}" for fill, status in words)
    head = escape_plotly(f"{marks['instrument'].iloc[0]}, by year; never added")
    figure = start_figure(f"{head}<br>{legend}", 6, row_height=40)
    first, last = pd.to_datetime(marks["period_from"]), pd.to_datetime(marks["period_to"])
    days = (last - first).dt.days + 1
    middle = first + pd.to_timedelta(days / 2, unit="D")
    labels = [
        f"{m.amount}, {m.period}, {m.status}" + (f", {m.change}" if m.change else "")
        for m in marks.itertuples()
    ]
    figure.add_bar(
        x=[m.strftime("%Y-%m-%d") for m in middle],
        y=marks["value"].tolist(),
        width=[d * _DAY * 0.82 for d in days],
        customdata=link_marks(marks["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={
            # The library draws the hatch in the colour of the bar.
            "color": [CLEAR if fill == "hollow" else COLOUR for fill in fills],
            "line": {"color": COLOUR, "width": 2},
            "pattern": {
                "shape": ["/" if fill == "hatched" else "" for fill in fills],
                "fillmode": "replace",
                "fgopacity": 1,
                "size": 10,
                "solidity": 0.25,
            },
        },
    )
    for x, m in zip(middle, marks.itertuples(), strict=True):
        figure.add_annotation(
            x=x.strftime("%Y-%m-%d"), y=m.value, text=_write_label(m.amount, m.status, m.change),
            showarrow=False, yanchor="bottom", yshift=3,
        )  # fmt: skip
    top = float(marks["value"].max()) * 1.45
    figure.update_yaxes(range=[0, top], showticklabels=False, showgrid=False, rangemode="tozero")
    figure.update_xaxes(
        type="date",
        tickmode="array",
        tickvals=[m.strftime("%Y-%m-%d") for m in middle],
        ticktext=[escape_plotly(p) for p in marks["period"]],
        showgrid=False,
        showline=True,
    )
    return figure


def _write_label(amount: str, status: str, change: str) -> str:
    lines = [f"<b>{escape_plotly(amount)}</b>", escape_plotly(status)]
    return "<br>".join([*lines, wrap_plotly(change, 22)] if change else lines)
