"""Doings: each actor a row of squares, one for each sentence that names it, by what it does there.

Comes in: one row per actor and doing. Goes out: a figure whose squares open sentences.
Must never know: who the actors are.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    note_rows,
    set_rows,
    start_figure,
)

_HIGH = 0.56
_LINE = {"color": GREY, "width": 1.5}
# Quoted is hollow as everywhere; what an actor does itself is full; the rest is pale.
_STYLES: tuple[dict[str, Any], ...] = (
    {"color": CLEAR, "line": {"color": GREY, "width": 2}},
    {"color": GREY, "line": _LINE},
    {
        "color": CLEAR,
        "line": _LINE,
        "pattern": {"shape": "/", "fgcolor": GREY, "bgcolor": CLEAR, "size": 6, "solidity": 0.3},
    },
    {"color": "rgba(128,128,128,0.2)", "line": {"color": "rgba(128,128,128,0.35)", "width": 1}},
)
_SIGNS = ("□", "■", "▨", "░")


def chart_doings(marks: pd.DataFrame, *, unit: str = "sentence") -> go.Figure:
    """Draw what each actor does in the sentences that name it.

    Parameters
    ----------
    marks : one row per actor and doing, both in order of appearance, zero rows too; columns
        document (the actor), category (the doing; four of them), n, of, key

    Returns
    -------
    Figure
        One bar trace a doing; lines part the squares where an actor has at most 60.
    """
    categories = list(dict.fromkeys(marks["category"]))
    actors = list(dict.fromkeys(marks["document"]))
    row = {actor: i for i, actor in enumerate(actors)}
    legend = "   ".join(
        f"{sign} {escape_plotly(name)}" for sign, name in zip(_SIGNS, categories, strict=False)
    )
    head = f"one square a {escape_plotly(unit)} that names the actor<br>{legend}"
    figure = start_figure(head, len(actors), row_height=34)
    starts = marks.groupby("document", sort=False)["n"].cumsum() - marks["n"]
    most = int(marks["of"].max()) if len(marks) else 1
    for category, style in zip(categories, _STYLES, strict=False):
        part = marks[marks["category"].eq(category) & marks["n"].gt(0)]
        _draw(figure, part, starts[part.index], row, style, squares=most <= 60)
    set_rows(figure, actors, width=30)
    totals = marks.drop_duplicates("document")["of"]
    note_rows(figure, [f"{n:,}" for n in totals], room=52)
    figure.update_xaxes(range=[0, most], showgrid=False, tickformat="d", nticks=8)
    figure.update_layout(barmode="overlay")
    return figure


def _draw(
    figure: go.Figure,
    part: pd.DataFrame,
    starts: pd.Series,
    row: dict[str, int],
    style: dict[str, Any],
    *,
    squares: bool,
) -> None:
    """Draw a doing: one bar an actor, or, where they can be told apart, one a sentence."""
    xs, bases, rows, keys, labels = [], [], [], [], []
    for mark, start in zip(part.itertuples(), starts, strict=True):
        said = f"{mark.document} {mark.category}: {mark.n} of {count_words(mark.of, 'sentence')}"
        for i in range(mark.n if squares else 1):
            xs.append(0.86 if squares else mark.n)
            bases.append(start + i + 0.07 if squares else start)
            rows.append(row[mark.document])
            keys.append(mark.key)
            labels.append(said)
    figure.add_bar(
        orientation="h",
        x=xs,
        base=bases,
        y=rows,
        width=_HIGH,
        customdata=link_marks(keys, labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker=dict(style),
    )
