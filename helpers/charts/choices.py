"""Choices: in how many defensible settings which side leads, text by text.

Comes in: one row per text with the settings counted by result. Goes out: a figure.
Must never know: what is compared, or which settings there are.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    colour_of,
    column_or,
    count_words,
    describe,
    escape_plotly,
    ink_on,
    link_marks,
    note_rows,
    set_rows,
    start_figure,
    swatch,
    write_in,
)

_KNOWN = ("text", "settings", "swaps", "sentences compared", "key")


def chart_choices(marks: pd.DataFrame) -> go.Figure:
    """Draw for each text the settings in which one side leads, both tie, or the other leads.

    Parameters
    ----------
    marks : one row per text; columns text (label), settings (K), key (the sentences compared),
        and one column per result, in order ("enforcement leads", "tie", …), counting settings;
        if there, swaps (True where the order is not the same in all settings)

    Returns
    -------
    Figure
        One bar trace per result, the number of settings written in each segment.
    """
    results = [str(c) for c in marks.columns if c not in _KNOWN]
    most = int(marks["settings"].max()) if len(marks) else 1
    legend = "   ".join(swatch(_colour_result(r), r, "■" if r != "tie" else "□") for r in results)
    head = f"up to {most:,} ways to count a text, by who leads"
    figure = start_figure(f"{head}<br>{legend}", len(marks))
    rows = list(range(len(marks)))
    base = pd.Series(0, index=marks.index)
    for result in results:
        _draw_result(figure, marks, result, base, rows)
        base = base + marks[result]
    set_rows(figure, [str(text) for text in marks["text"]])
    if "swaps" in marks:
        notes = ["order changes" if swaps else "always the same" for swaps in marks["swaps"]]
        note_rows(figure, notes, room=134)
    title = {"text": "settings", "font": {"size": 12}}
    figure.update_xaxes(range=[0, most], tickformat="d", nticks=8, showgrid=False, title=title)
    figure.update_layout(barmode="overlay")
    return figure


def _colour_result(result: str) -> str:
    return colour_of(result.removesuffix(" leads"))


def _say_compared(n: object) -> str:
    return f"{count_words(n, 'sentence')} compared" if isinstance(n, int) else "what was compared"


def _draw_result(
    figure: go.Figure, marks: pd.DataFrame, result: str, base: pd.Series, rows: Sequence[int]
) -> None:
    colour = _colour_result(result)
    counts = marks[result].tolist()
    sentences = column_or(marks, "sentences compared", "")
    labels = [
        f"{m.text}: {result}, in {n} of {m.settings} settings; {_say_compared(compared)}"
        for m, n, compared in zip(marks.itertuples(), counts, sentences, strict=True)
    ]
    figure.add_bar(
        orientation="h",
        x=counts,
        base=base.tolist(),
        y=list(rows),
        width=0.6,
        name=escape_plotly(result),
        text=[str(n) if n and colour != GREY else "" for n in counts],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink_on(colour), "size": 13},
        customdata=link_marks(
            [k if n else "" for k, n in zip(marks["key"], counts, strict=True)], labels
        ),
        hovertext=[
            describe(f"{text}: {result}", f"in {n:,} of {k:,} settings")
            for text, n, k in zip(marks["text"], counts, marks["settings"], strict=True)
        ],
        hoverinfo="text",
        marker={
            "color": CLEAR if colour == GREY else colour,
            "line": {"color": colour, "width": [1 if n else 0 for n in counts]},
        },
    )
    if colour == GREY:
        found = [i for i, n in enumerate(counts) if n]
        middles = [base.iloc[i] + counts[i] / 2 for i in found]
        write_in(figure, middles, found, [str(counts[i]) for i in found])
