"""The triangle: one square for each pair of texts, with a number or a word in it.

Comes in: one row per pair. Goes out: a figure whose squares open the pair's sentences.
Must never know: what was compared.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    describe,
    ink_on,
    link_marks,
    set_rows,
    start_figure,
    wrap_plotly,
    write_in,
)

MOST_TEXTS = 14
_SIDE = 0.86


def chart_triangle(marks: pd.DataFrame, *, head: str) -> go.Figure:
    """Draw each pair of texts as a square; the strong ones filled.

    Parameters
    ----------
    marks : one row per pair, texts in order of appearance; columns first, second (labels), sign
        (what stands in the square), said (the pair in words), strong (whether it is filled), key
    head : what a square says, in plain words

    Returns
    -------
    Figure
        One bar trace of squares: rows the later texts, columns the earlier ones.
    """
    texts = list(dict.fromkeys([*marks["first"], *marks["second"]]))
    place = {text: i for i, text in enumerate(texts)}
    low, high = [], []
    for mark in marks.itertuples():
        a, b = sorted((place[mark.first], place[mark.second]))
        low.append(a)
        high.append(b - 1)
    n = max(len(texts) - 1, 1)
    figure = start_figure(wrap_plotly(head, 90), n, row_height=52, top=92, bottom=58)
    colours = [GREY if strong else CLEAR for strong in marks["strong"]]
    labels = [str(said) for said in marks["said"]]
    figure.add_bar(
        orientation="h",
        x=[_SIDE] * len(marks),
        base=[column - _SIDE / 2 for column in low],
        y=high,
        width=_SIDE,
        text=[
            str(s) if strong else ""
            for s, strong in zip(marks["sign"], marks["strong"], strict=True)
        ],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 15, "color": ink_on(GREY)},
        customdata=link_marks(marks["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={"color": colours, "line": {"color": GREY, "width": 1.5}},
    )
    weak = [i for i, strong in enumerate(marks["strong"]) if not strong]
    signs = [str(s) for s in marks["sign"]]
    write_in(figure, [low[i] for i in weak], [high[i] for i in weak], [signs[i] for i in weak])
    set_rows(figure, texts[1:] or texts)
    figure.update_yaxes(range=[n - 0.4, -0.6])
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(n)),
        ticktext=[wrap_plotly(text, 14) for text in texts[:-1] or texts],
        range=[-0.6, n - 0.4],
        tickangle=0,
        tickfont={"size": 12},
        showgrid=False,
    )
    figure.update_layout(barmode="overlay")
    return figure
