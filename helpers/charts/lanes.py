"""Lanes: what each voice of a text says, at the place where it says it.

Comes in: one row per mark. Goes out: a figure whose marks open their sentence.
Must never know: what the marks mean, or whose voice is whose.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    GREY,
    QUIET,
    colour_of,
    describe,
    escape_plotly,
    link_marks,
    start_figure,
    swatch,
    wrap_plotly,
)

MOST_LANES = 24


def chart_lanes(marks: pd.DataFrame, lanes: pd.DataFrame) -> go.Figure:
    """Draw two lanes or more a text over the place in the text: dots above, ticks below.

    Parameters
    ----------
    marks : one row per mark; columns document, voice (together they name a lane), position (of
        the sentence in its text, from 1), kind ("dot" or "tick"), label, strong (whether a tick is
        tall), key
    lanes : one row per lane, in the order of the chart, those of a text together; columns
        document, voice, of (sentences of the text), note

    Returns
    -------
    Figure
        A scatter trace each for dots, tall ticks and short ticks.
    """
    lanes = lanes.head(MOST_LANES).reset_index(drop=True)
    heights = _place_lanes(lanes)
    row = {(r.document, r.voice): y for r, y in zip(lanes.itertuples(), heights, strict=True)}
    places = list(zip(marks["document"], marks["voice"], strict=True))
    shown = marks[[place in row for place in places]]
    shown = shown.assign(row=[row[p] for p in places if p in row])
    lanes = lanes.assign(row=heights)
    head = (
        swatch(colour_of("cause"), "a cause named", "●") + "   ┃ a name that goes by legal status"
    )
    head += "   ╷ another name for the people or the phenomenon"
    rows = max(heights, default=0) + 1
    figure = start_figure(head, 1, row_height=round(62 * rows), top=96)
    _draw_lines(figure, lanes)
    _draw_dots(figure, shown[shown["kind"] == "dot"])
    ticks = shown[shown["kind"] == "tick"]
    _draw_ticks(figure, ticks[ticks["strong"].astype(bool)], 24, 3.5)
    _draw_ticks(figure, ticks[~ticks["strong"].astype(bool)], 11, 1.5)
    _name_lanes(figure, lanes)
    longest = int(lanes["of"].max()) if len(lanes) else 1
    figure.update_xaxes(
        range=[0.2, longest + 0.8],
        showgrid=False,
        tickformat="d",
        nticks=12,
        title={"text": "place in the text, counted in sentences", "font": {"size": 12}},
    )
    return figure


def _place_lanes(lanes: pd.DataFrame) -> list[float]:
    """Return how far down each lane stands: a text's lanes below a head with its name."""
    heights, y = [], 0.0
    for i, document in enumerate(lanes["document"]):
        if not i or document != lanes["document"].iloc[i - 1]:
            y += 0.7
        heights.append(y)
        y += 1
    return heights


def _draw_lines(figure: go.Figure, lanes: pd.DataFrame) -> None:
    for lane in lanes.itertuples():
        figure.add_shape(
            type="line", x0=0.5, x1=lane.of + 0.5, y0=lane.row, y1=lane.row, layer="below",
            line={"color": QUIET, "width": 1},
        )  # fmt: skip


def _draw_dots(figure: go.Figure, dots: pd.DataFrame) -> None:
    grouped = dots.groupby(["row", "position", "document", "key"], sort=False)["label"].agg(
        lambda labels: list(dict.fromkeys(labels))
    )
    places = grouped.reset_index()
    labels = [
        f"{p.document}, sentence {p.position}: {', '.join(p.label)}" for p in places.itertuples()
    ]
    figure.add_scatter(
        mode="markers+text",
        x=places["position"].tolist(),
        y=(places["row"] - 0.12).tolist(),
        text=[escape_plotly(", ".join(p)) for p in places["label"]],
        textposition=_place_texts(places),
        textfont={"size": 12},
        cliponaxis=False,
        customdata=link_marks(places["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={"size": 15, "opacity": 1, "color": colour_of("cause")},
    )


def _place_texts(places: pd.DataFrame) -> list[str]:
    """Return on which side of its dot each text stands, so that it stays inside the chart."""
    longest = places["position"].max() if len(places) else 0
    return ["top left" if 2 * p > longest else "top right" for p in places["position"]]


def _draw_ticks(figure: go.Figure, ticks: pd.DataFrame, size: int, width: float) -> None:
    labels = [f"{t.document}, sentence {t.position}: {t.label}" for t in ticks.itertuples()]
    offsets = _spread(ticks)
    figure.add_scatter(
        mode="markers",
        x=[p + o for p, o in zip(ticks["position"], offsets, strict=True)],
        y=(ticks["row"] + 0.2).tolist(),
        cliponaxis=False,
        customdata=link_marks(ticks["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={
            "symbol": "line-ns-open",
            "size": size,
            "color": GREY,
            "line": {"width": width, "color": GREY},
        },
    )


def _spread(ticks: pd.DataFrame) -> Sequence[float]:
    """Return how far each tick moves aside, so that several of one sentence can be seen."""
    nth = ticks.groupby(["row", "position"]).cumcount()
    of = ticks.groupby(["row", "position"])["label"].transform("size")
    return [0.16 * (i - (n - 1) / 2) for i, n in zip(nth, of, strict=True)]


def _name_lanes(figure: go.Figure, lanes: pd.DataFrame) -> None:
    heads = lanes.drop_duplicates("document")
    ticks = {h.row - 0.7: f"<b>{wrap_plotly(h.document, 36)}</b>" for h in heads.itertuples()}
    ticks |= {lane.row: wrap_plotly(lane.voice, 36) for lane in lanes.itertuples()}
    for lane in lanes.itertuples():
        figure.add_annotation(
            x=1, xref="paper", xanchor="left", xshift=8, y=lane.row, showarrow=False,
            align="left", text=escape_plotly(lane.note),
        )  # fmt: skip
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[max(lanes["row"], default=0) + 0.6, -0.3],
        showgrid=False,
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
    )
    figure.update_layout(margin={"r": 92})
