"""The band: how often two things stand together, beside what shuffling alone would give.

Comes in: one row per comparison, with its shuffled band. Goes out: a figure whose dots open
sentences. Must never know: what is compared, or how it was shuffled.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    GREY,
    colour_of,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    note_rows,
    set_rows,
    start_figure,
)

_BAND = "rgba(128,128,128,0.35)"


def chart_band(
    marks: pd.DataFrame,
    *,
    unit: str = "sentence",
    shuffled: str = "what shuffling inside each text gives",
) -> go.Figure:
    """Draw a dot for each count on 0 to its n, the shuffled band behind with a tick at its median.

    Parameters
    ----------
    marks : one row per comparison; columns label, n, of (n of of), low, median, high (of the
        shuffled counts), key; group (a code or group, for its colour) if there

    Returns
    -------
    Figure
        A bar trace (the bands) and two scatter traces (medians, dots).
    """
    subtitle = (
        f"{escape_plotly(unit)}s that carry both   ● counted   "
        f'<span style="color:{GREY}">▬</span> {escape_plotly(shuffled)}, ┃ its median'
    )
    figure = start_figure(subtitle, len(marks), row_height=54)
    rows = list(range(len(marks)))
    labels = [f"{m.label}: {m.n} of {count_words(m.of, unit)}" for m in marks.itertuples()]
    bands = [f"shuffled: median {m.median:g}, {m.low:g} to {m.high:g}" for m in marks.itertuples()]
    hovers = [describe(a, b) for a, b in zip(labels, bands, strict=True)]
    figure.add_bar(
        orientation="h",
        x=(marks["high"] - marks["low"]).tolist(),
        base=marks["low"].tolist(),
        y=rows,
        width=0.34,
        marker={"color": _BAND, "line": {"width": 0}},
        hovertext=[describe(band) for band in bands],
        hoverinfo="text",
    )
    figure.add_scatter(
        mode="markers",
        x=marks["median"].tolist(),
        y=rows,
        marker={
            "symbol": "line-ns-open",
            "size": 22,
            "color": GREY,
            "line": {"width": 3, "color": GREY},
        },
        hoverinfo="skip",
    )
    names = marks["group"] if "group" in marks else marks["label"]
    figure.add_scatter(
        mode="markers",
        x=marks["n"].tolist(),
        y=rows,
        customdata=link_marks(marks["key"], labels),
        hovertext=hovers,
        hoverinfo="text",
        cliponaxis=False,
        marker={"size": 17, "opacity": 1, "color": [colour_of(str(name)) for name in names]},
    )
    set_rows(figure, [str(label) for label in marks["label"]], width=24)
    note_rows(figure, [f"{m.n} of {m.of}" for m in marks.itertuples()], room=84)
    most = int(marks["of"].max()) if len(marks) else 1
    figure.update_xaxes(range=[-most * 0.02, most * 1.02], tickformat="d", nticks=9)
    return figure
