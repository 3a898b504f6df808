"""The sentence strip: each text a row, each sentence a square at its place.

Comes in: one row per sentence. Goes out: a figure whose squares open their sentences.
Must never know: what the categories mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    QUIET,
    VOICE_WORDS,
    column_or,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    note_rows,
    order_categories,
    set_rows,
    start_figure,
    swatch,
)

MOST_SQUARES = 300
MOST_ROWS = 40
_FEWEST_PLACES = 10
_WIDE, _HIGH = 0.86, 0.62


def chart_strip(
    sentences: pd.DataFrame,
    *,
    fills: Mapping[str, str] | None = None,
    unit: str = "sentence",
    counted: Sequence[str] = (),
) -> go.Figure:
    """Draw where in each text the sentences of some categories stand.

    Above 300 sentences the squares give way to one bar per text and category.

    Parameters
    ----------
    sentences : one row per sentence, rows of the chart in order of appearance; columns document
        (label), position (from 1), category (missing or "" for none), voice, key (evidence of
        this sentence); if there, sentence_id (its number in the text), arc_to (sentence_id
        that an arc leads to, in the same text), cell_key (evidence of the text and category,
        for bars), note (more for the hover)
    fills : colour by category, in order; by default the groups' own colours
    unit : what a square is
    counted : the categories that the numbers at the rows' ends count; all by default

    Returns
    -------
    Figure
        One bar trace per category, and one for the sentences of none. Filled is the author's
        own, hollow is quoted, dashed is uncertain. Texts without any stay as rows of zero.
    """
    category = sentences["category"].astype("object").fillna("").astype(str)
    colours = order_categories(sentences["category"], fills)
    if len(sentences) > MOST_SQUARES:
        return _chart_bars(sentences.assign(category=category), colours, unit, counted)
    rows = {label: i for i, label in enumerate(dict.fromkeys(sentences["document"]))}
    data = sentences.assign(category=category, row=sentences["document"].map(rows))
    filled = data["category"].isin(list(colours))
    voices = set(data.loc[filled, "voice"])
    figure = start_figure(_legend(colours, voices, unit, len(data)), len(rows))
    _draw_squares(figure, data[~filled], "", None)
    for name, colour in colours.items():
        _draw_squares(figure, data[data["category"] == name], name, colour)
    _draw_dashes(figure, data[filled & data["voice"].eq("uncertain")], colours)
    _draw_arcs(figure, data)
    set_rows(figure, list(rows))
    totals = data.groupby("row")["position"].size()
    noted = data["category"].isin(list(counted or colours))
    hits = data[noted].groupby("row")["position"].size().reindex(totals.index, fill_value=0)
    note_rows(figure, [f"{k} of {n}" for k, n in zip(hits, totals, strict=True)])
    longest = int(data["position"].max()) if len(data) else 1
    figure.update_xaxes(
        range=[0.4, max(longest, _FEWEST_PLACES) + 0.6],
        dtick=1 if longest <= 12 else 5 if longest <= 60 else 10,
        showgrid=False,
        title={"text": "place in the text, counted in sentences", "font": {"size": 12}},
    )
    figure.update_layout(barmode="overlay")
    return figure


def _legend(colours: Mapping[str, str], voices: set[str], unit: str, n: int) -> str:
    parts = [swatch(colour, name) for name, colour in colours.items()]
    if "speaker" in voices:
        parts.append("□ quoted")
    if "uncertain" in voices:
        parts.append("┅ quoted or not: uncertain")
    first = f"one square a {escape_plotly(unit)}, {n:,} in all"
    return first + ("<br>" + "   ".join(parts) if parts else "")


def _draw_squares(figure: go.Figure, data: pd.DataFrame, name: str, colour: str | None) -> None:
    if not len(data):
        return
    labels, hovers = [], []
    for row, note in zip(data.itertuples(), column_or(data, "note", ""), strict=True):
        labels.append(f"{row.document}, sentence {getattr(row, 'sentence_id', row.position)}")
        hovers.append(describe(labels[-1], name, VOICE_WORDS.get(row.voice, ""), str(note)))
    own = data["voice"].eq("author").to_numpy()
    line = colour or QUIET
    figure.add_bar(
        orientation="h",
        x=[_WIDE] * len(data),
        base=[p - _WIDE / 2 for p in data["position"].tolist()],
        y=data["row"].tolist(),
        width=_HIGH,
        name=escape_plotly(name or "none of these"),
        customdata=link_marks(data["key"], [f"{t}: {name}" if name else t for t in labels]),
        hovertext=hovers,
        hoverinfo="text",
        marker={
            "color": [colour if colour and mine else CLEAR for mine in own],
            "line": {
                "color": [line if v != "uncertain" or not colour else CLEAR for v in data["voice"]],
                "width": 2 if colour else 1,
            },
        },
    )


def _draw_dashes(figure: go.Figure, data: pd.DataFrame, colours: Mapping[str, str]) -> None:
    for row in data.itertuples():
        figure.add_shape(
            type="rect",
            x0=row.position - _WIDE / 2,
            x1=row.position + _WIDE / 2,
            y0=row.row - _HIGH / 2,
            y1=row.row + _HIGH / 2,
            line={"color": colours[row.category], "width": 2, "dash": "dot"},
        )


def _draw_arcs(figure: go.Figure, data: pd.DataFrame) -> None:
    if "arc_to" not in data or "sentence_id" not in data:
        return
    places = data.set_index(["document", "sentence_id"])["position"].to_dict()
    for row in data[data["arc_to"].notna()].itertuples():
        end = places.get((row.document, row.arc_to))
        if end is None:
            continue
        top = row.row - _HIGH / 2
        middle = (row.position + end) / 2
        figure.add_shape(
            type="path",
            path=f"M {row.position},{top} Q {middle},{top - 0.32} {end},{top}",
            line={"color": QUIET, "width": 1.5},
        )


def _chart_bars(
    data: pd.DataFrame, colours: Mapping[str, str], unit: str, counted: Sequence[str]
) -> go.Figure:
    filled = data[data["category"].isin(list(colours))]
    totals = data.groupby("document", sort=False).size()
    noted = data[data["category"].isin(list(counted or colours))]
    hits = noted.groupby("document").size().reindex(totals.index, fill_value=0)
    shown = list(totals.index)
    if len(shown) > MOST_ROWS:
        most = hits.sort_values(ascending=False, kind="stable")[:MOST_ROWS]
        kept = set(most[most > 0].index if most.max() else most.index)
        shown = [d for d in shown if d in kept]
    head = f"{count_words(len(data), unit)} in {count_words(len(totals), 'text')}"
    if len(shown) < len(totals):
        whole = len(shown) < MOST_ROWS
        head += f"; the {len(shown)} texts with {'any' if whole else 'most'} are drawn"
    legend = "   ".join(swatch(c, name) for name, c in colours.items())
    figure = start_figure(f"{escape_plotly(head)}<br>{legend}", len(shown), row_height=24)
    for name, colour in colours.items():
        part = filled[filled["category"] == name]
        counts = part.groupby("document").size()
        keys = part.groupby("document")["cell_key"].first() if "cell_key" in part else {}
        rows = [i for i, d in enumerate(shown) if counts.get(d, 0)]
        labels = [f"{shown[i]}, {name}" for i in rows]
        notes = [f"{counts[shown[i]]} of {count_words(totals[shown[i]], unit)}" for i in rows]
        figure.add_bar(
            orientation="h",
            x=[int(counts[shown[i]]) for i in rows],
            y=rows,
            name=escape_plotly(name),
            customdata=link_marks([keys.get(shown[i], "") for i in rows], labels),
            hovertext=[describe(a, b) for a, b in zip(labels, notes, strict=True)],
            hoverinfo="text",
            marker={"color": colour},
        )
    set_rows(figure, shown)
    note_rows(figure, [f"{hits[d]} of {totals[d]}" for d in shown], room=100)
    figure.update_xaxes(rangemode="tozero", title={"text": f"{unit}s", "font": {"size": 12}})
    if len(hits) and hits.max() < 5:
        figure.update_xaxes(dtick=1)
    figure.update_layout(barmode="stack")
    return figure
