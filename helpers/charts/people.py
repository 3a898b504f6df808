"""People: how many words of each are quoted, and in how many sentences each is named.

Comes in: one row per person. Goes out: a figure whose marks open sentences.
Must never know: who anyone is.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    count_words,
    describe,
    link_marks,
    start_figure,
    wrap_plotly,
)

MOST_PEOPLE = 40


def chart_people(marks: pd.DataFrame) -> go.Figure:
    """Draw people grouped by country: words quoted as a bar, zero written; mentions as a dot.

    Of more than 40 people those first in the table are drawn.

    Parameters
    ----------
    marks : one row per person, those of a country together; columns person, country, n_words
        (quoted), n_quoted (the sentences quoted), words_key (these), n_sentences (that
        name the person), key

    Returns
    -------
    Figure
        A bar trace (words) and, on an axis of its own beside it, a scatter trace (sentences).
    """
    shown = marks.head(MOST_PEOPLE)
    rows, ticks, row = [], {}, 0
    for country, people in shown.groupby("country", sort=False):
        ticks[row] = f"<b>{wrap_plotly(country, 30)}</b>"
        row += 1
        for person in people["person"]:
            ticks[row] = wrap_plotly(person, 36)
            rows.append(row)
            row += 1
    head = "▬ words quoted   ○ sentences that name the person"
    if len(shown) < len(marks):
        head += f"<br>{len(shown)} of {count_words(len(marks), 'person')} drawn"
    figure = start_figure(head, row, row_height=27, top=92, bottom=44)
    _draw_words(figure, shown, rows)
    _draw_mentions(figure, shown, rows)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(ticks),
        ticktext=list(ticks.values()),
        range=[row - 0.4, -0.6],
        showgrid=False,
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
    )
    return figure


def _draw_words(figure: go.Figure, shown: pd.DataFrame, rows: list[int]) -> None:
    labels = [
        f"{m.person}: {count_words(m.n_words, 'word')} quoted"
        + (f" in {count_words(m.n_quoted, 'sentence')}" if m.n_quoted else "")
        for m in shown.itertuples()
    ]
    most = int(shown["n_words"].max()) if len(shown) else 0
    figure.add_bar(
        orientation="h",
        x=shown["n_words"].tolist(),
        y=rows,
        width=0.6,
        text=[str(n) for n in shown["n_words"]],
        textposition="outside",
        cliponaxis=False,
        customdata=link_marks(shown["words_key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={"color": GREY, "line": {"width": 0}},
    )
    figure.update_layout(
        xaxis={
            "domain": [0, 0.6],
            "range": [0, 1.16 * max(most, 1)],
            "tickformat": "d",
            "nticks": 5,
            "title": {"text": "words quoted", "font": {"size": 12}},
        }
    )


def _draw_mentions(figure: go.Figure, shown: pd.DataFrame, rows: list[int]) -> None:
    labels = [
        f"{m.person}: named in {count_words(m.n_sentences, 'sentence')}" for m in shown.itertuples()
    ]
    most = int(shown["n_sentences"].max()) if len(shown) else 1
    figure.add_scatter(
        mode="markers",
        x=shown["n_sentences"].tolist(),
        y=rows,
        xaxis="x2",
        cliponaxis=False,
        customdata=link_marks(shown["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={"size": 12, "color": CLEAR, "opacity": 1, "line": {"color": GREY, "width": 2}},
    )
    axis = figure.layout.template.layout.xaxis.to_plotly_json()
    figure.update_layout(
        xaxis2={
            **axis,
            "anchor": "y",
            "domain": [0.68, 1],
            "range": [-0.03 * max(most, 1), 1.08 * max(most, 1)],
            "tickformat": "d",
            "nticks": 4,
            "title": {"text": "sentences", "font": {"size": 12}},
        }
    )
