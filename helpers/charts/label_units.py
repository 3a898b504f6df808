"""Label units: each label a square, texts as rows, one block for each thing that labels name.

Comes in: one row per label. Goes out: a figure whose squares open their sentences. Must never
know: what a stance means.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    PALETTE,
    QUIET,
    VOICE_WORDS,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    set_rows,
    start_figure,
    swatch,
)

MOST_SQUARES = 300
MOST_ROWS = 40
STANCE_COLOURS = {
    "legal-status": PALETTE["development"],
    "neutral": GREY,
    "vulnerability": PALETTE["protection and pathways"],
    "threat-metaphor": PALETTE["idea and causes"],
}
BLOCKS = {"person": "people", "movement": "a movement", "crisis": "a crisis"}
_WIDE, _HIGH, _GAP = 0.84, 0.56, 1.4


def chart_label_units(marks: pd.DataFrame) -> go.Figure:
    """Draw which text names people, movement or a crisis, label by label, coloured by stance.

    Above 300 labels one bar for each stance and object takes over.

    Parameters
    ----------
    marks : one row per label, texts in order of appearance; columns document (label of the
        text), object (one of `BLOCKS`), stance, words, voice, key; texts without a label as a row
        with an empty object

    Returns
    -------
    Figure
        One bar trace per stance. Filled is the author's own, hollow is quoted, dotted uncertain.
    """
    found = marks[marks["object"] != ""]
    if len(found) > MOST_SQUARES:
        return _chart_bars(found)
    documents = list(dict.fromkeys(marks["document"]))
    more = ""
    if len(documents) > MOST_ROWS:
        most = set(found["document"].value_counts().index[:MOST_ROWS])
        more = f"; the {len(most)} of {len(documents):,} texts with most are drawn"
        documents = [d for d in documents if d in most]
        found = found[found["document"].isin(most)]
    sizes = found.groupby(["object", "document"]).size()
    start, starts = 0.0, {}
    for block in BLOCKS:
        starts[block] = start
        start += max(int(sizes[block].max()) if block in sizes.index else 0, 3) + _GAP
    figure = start_figure(_legend(found, more), len(documents), row_height=40, top=96)
    placed = _place(found, documents, starts)
    for stance, colour in STANCE_COLOURS.items():
        _draw_squares(figure, placed[placed["stance"] == stance], stance, colour)
    for block, x in starts.items():
        figure.add_annotation(
            x=x, y=-0.62, text=f"<b>{escape_plotly(BLOCKS[block])}</b>", showarrow=False,
            xanchor="left", yanchor="bottom",
        )  # fmt: skip
        for row, document in enumerate(documents):
            if (block, document) not in sizes.index:
                figure.add_annotation(
                    x=x, y=row, text="none", showarrow=False, xanchor="left",
                    font={"color": GREY, "size": 12},
                )  # fmt: skip
    set_rows(figure, documents)
    figure.update_yaxes(range=[len(documents) - 0.5, -1.1])
    figure.update_xaxes(range=[-0.2, start], showgrid=False, showticklabels=False)
    figure.update_layout(barmode="overlay")
    return figure


def _legend(found: pd.DataFrame, more: str) -> str:
    stances = set(found["stance"])
    parts = [swatch(c, s.replace("-", " ")) for s, c in STANCE_COLOURS.items() if s in stances]
    voices = set(found["voice"])
    signs = {"speaker": "□ quoted", "uncertain": "▒ quoted or not: uncertain"}
    parts += [sign for voice, sign in signs.items() if voice in voices]
    head = f"one square a label, {count_words(len(found), 'label')}{more}"
    return f"{head}<br>" + "   ".join(parts)


def _place(found: pd.DataFrame, documents: list[str], starts: Mapping[str, float]) -> pd.DataFrame:
    order = {stance: i for i, stance in enumerate(STANCE_COLOURS)}
    placed = found.assign(rank=found["stance"].map(order)).sort_values("rank", kind="stable")
    nth = placed.groupby(["document", "object"]).cumcount()
    row = {document: i for i, document in enumerate(documents)}
    return placed.assign(x=placed["object"].map(starts) + nth, y=placed["document"].map(row))


def _draw_squares(figure: go.Figure, part: pd.DataFrame, stance: str, colour: str) -> None:
    if part.empty:
        return
    name = stance.replace("-", " ")
    labels = [f"{m.document}: “{m.words}”, {name}" for m in part.itertuples()]
    figure.add_bar(
        orientation="h",
        x=[_WIDE] * len(part),
        base=part["x"].tolist(),
        y=part["y"].tolist(),
        width=_HIGH,
        name=escape_plotly(name),
        customdata=link_marks(part["key"], labels),
        hovertext=[
            describe(f"“{m.words}”", name, m.document, VOICE_WORDS[m.voice])
            for m in part.itertuples()
        ],
        hoverinfo="text",
        marker={
            "color": [CLEAR if v == "speaker" else colour for v in part["voice"]],
            "line": {"color": colour, "width": 2},
            "pattern": {
                "shape": ["." if v == "uncertain" else "" for v in part["voice"]],
                "fillmode": "replace",
                "fgopacity": 1,
                "size": 5,
                "solidity": 0.4,
            },
        },
    )


def _chart_bars(found: pd.DataFrame) -> go.Figure:
    rows = [b for b in BLOCKS if (found["object"] == b).any()]
    stances = set(found["stance"])
    parts = [swatch(c, s.replace("-", " ")) for s, c in STANCE_COLOURS.items() if s in stances]
    head = f"labels, {len(found):,} in all<br>" + "   ".join(parts)
    figure = start_figure(head, len(rows), row_height=48)
    for stance, colour in STANCE_COLOURS.items():
        counts = [int(((found["object"] == b) & (found["stance"] == stance)).sum()) for b in rows]
        keys = [f"object/{b}" for b in rows]
        labels = [
            f"{BLOCKS[b]}, {stance.replace('-', ' ')}: {n:,}"
            for b, n in zip(rows, counts, strict=True)
        ]
        figure.add_bar(
            orientation="h",
            x=counts,
            y=list(range(len(rows))),
            width=0.6,
            customdata=link_marks(keys, labels),
            hovertext=[describe(label) for label in labels],
            hoverinfo="text",
            marker={"color": colour, "line": {"width": 1, "color": QUIET}},
        )
    set_rows(figure, [BLOCKS[b] for b in rows])
    figure.update_xaxes(tickformat="d", nticks=6)
    figure.update_layout(barmode="stack")
    return figure
