"""Unit bars: how the sentences of each text divide among categories.

Comes in: one row per text and category. Goes out: a figure whose segments open sentences.
Must never know: what the categories mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    PALETTE,
    QUIET,
    add_annotations,
    colour_of,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    note_rows,
    set_rows,
    start_figure,
    swatch,
)

MOST_UNITS = 60
_HIGH = 0.44
_PLAIN_SIGNS = {"both": "▨"}


def chart_unit_bars(marks: pd.DataFrame, *, unit: str = "sentence") -> go.Figure:
    """Draw each text as a row of squares, one a sentence, put together by category.

    A category named after a group ("enforcement only") has the group's colour, "both" the
    colours of the groups before and after it, any other is hollow. Nothing is subtracted.

    Parameters
    ----------
    marks : one row per text and category, both in order of appearance, zero rows too; columns
        document (label), category, n, of (the text's sentences), key

    Returns
    -------
    Figure
        One bar trace per category, its n written above; up to 60 sentences a text, lines part
        the squares.
    """
    categories = list(dict.fromkeys(marks["category"]))
    documents = list(dict.fromkeys(marks["document"]))
    styles = _style_categories(categories)
    head = f"one square a {escape_plotly(unit)}, {int(marks['n'].sum()):,} in all"
    legend = "   ".join(
        swatch(styles[c]["sign"], c)
        if styles[c]["sign"]
        else f"{_PLAIN_SIGNS.get(c, '□')} {escape_plotly(c)}"
        for c in categories
    )
    figure = start_figure(f"{head}<br>{legend}", len(documents), row_height=46, bottom=40)
    row = {document: i for i, document in enumerate(documents)}
    starts = marks.groupby("document", sort=False)["n"].cumsum() - marks["n"]
    for category in categories:
        part = marks["category"] == category
        _draw_segments(figure, marks[part], starts[part], row, styles[category], unit)
    longest = int(marks["of"].max()) if len(marks) else 1
    if longest <= MOST_UNITS:
        _part_units(figure, marks, starts, row)
    set_rows(figure, documents, width=max(22, max(map(len, documents), default=0) // 2 + 4))
    figure.update_yaxes(range=[len(documents) - 0.5, -0.7])
    totals = marks.drop_duplicates("document")["of"]
    note_rows(figure, [count_words(int(n), unit) for n in totals], room=106)
    figure.update_xaxes(range=[0, longest], showgrid=False, tickformat="d", nticks=8)
    figure.update_layout(barmode="overlay")
    return figure


def _style_categories(categories: list[str]) -> dict[str, dict[str, Any]]:
    colours = {c: colour_of(c.removesuffix(" only")) for c in categories}
    named = [c for c in colours.values() if c != GREY] or list(PALETTE.values())
    styles: dict[str, dict[str, Any]] = {}
    for category, colour in colours.items():
        if category == "both" and len(named) > 1:
            pattern = {"shape": "/", "bgcolor": named[1], "fgcolor": named[0], "size": 8}
            marker = {
                "color": named[1],
                "pattern": pattern | {"solidity": 0.5, "fillmode": "replace"},
            }
            styles[category] = {"sign": "", "marker": marker}
        elif colour == GREY:
            line = {"color": QUIET, "width": 1}
            styles[category] = {"sign": "", "marker": {"color": CLEAR, "line": line}}
        else:
            styles[category] = {"sign": colour, "marker": {"color": colour, "line": {"width": 0}}}
    return styles


def _draw_segments(
    figure: go.Figure,
    part: pd.DataFrame,
    starts: pd.Series,
    row: Mapping[str, int],
    style: Mapping[str, Any],
    unit: str,
) -> None:
    kept = part[part["n"] > 0]
    if not len(kept):
        return
    bases = starts[kept.index].tolist()
    rows = [row[d] for d in kept["document"]]
    labels = [
        f"{m.document}, {m.category}: {m.n} of {count_words(m.of, unit)}" for m in kept.itertuples()
    ]
    figure.add_bar(
        orientation="h",
        x=kept["n"].tolist(),
        base=bases,
        y=rows,
        width=_HIGH,
        name=escape_plotly(kept["category"].iloc[0]),
        customdata=link_marks(kept["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker=dict(style["marker"]),
    )
    above = {"yanchor": "bottom", "yshift": -1, "font": {"size": 12}}
    add_annotations(
        figure,
        [
            {"x": base + n / 2, "y": at - _HIGH / 2, "text": str(n)} | above
            for n, base, at in zip(kept["n"].tolist(), bases, rows, strict=True)
        ],
    )


def _part_units(
    figure: go.Figure, marks: pd.DataFrame, starts: pd.Series, row: Mapping[str, int]
) -> None:
    lines = []
    for mark, start in zip(marks.itertuples(), starts, strict=True):
        middle = row[mark.document]
        for place in range(int(start), int(start) + int(mark.n)):
            if place:
                edge = place == start
                line = {
                    "color": QUIET if edge else "rgba(255,255,255,0.55)",
                    "width": 1.5 if edge else 1,
                }
                ends = {"y0": middle - _HIGH / 2, "y1": middle + _HIGH / 2}
                lines.append({"type": "line", "x0": place, "x1": place, **ends, "line": line})
    figure.update_layout(shapes=lines)  # at once: one by one takes time that grows as the square
