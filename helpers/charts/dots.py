"""Dots: in which texts a code stands, and how many sentences each group of codes has.

Comes in: one row per code and text, or per code. Goes out: a figure whose marks open sentences.
Must never know: what the codes mean.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    QUIET,
    colour_of,
    column_or,
    count_words,
    describe,
    link_marks,
    note_rows,
    set_rows,
    start_figure,
    wrap_plotly,
)

MOST_COLUMNS = 14
_LARGEST = 30
_CHARACTER = 9  # pixels that a character of a note takes at most


def chart_dots(
    marks: pd.DataFrame, *, unit: str = "sentence", ordered: bool = False, of_texts: int = 0
) -> go.Figure:
    """Draw which codes stand in which texts, codes in order of number of texts, zero rows kept.

    With more than 14 texts the columns give way to one bar a code: in how many texts it stands.
    Then `marks` need not hold the texts in which a code does not stand, and `of_texts` is how many
    there are in all.

    Parameters
    ----------
    marks : one row per code and text, both in order of appearance; columns code, label,
        document_id, document (label of the text), n, key, quoted (True where all of n is
        quoted); if there, of (the text's sentences). Without document_id the columns are not
        texts but whatever `document` names (voices). If there, whole_key: what a code's bar opens
    ordered : keep the codes in the order of `marks` (a scale), whatever the number of texts

    Returns
    -------
    Figure
        One scatter trace: area as n, n beside it, hollow where only quoted, a point for 0.
    """
    marks = marks.sort_values("n", ascending=False, kind="stable")
    texts = marks[marks["n"] > 0].groupby("code")["document"].nunique()
    marks = marks.sort_index()
    codes = dict(zip(marks["code"], marks["label"], strict=True))
    order = sorted(codes, key=lambda c: 0 if ordered else -int(texts.get(c, 0)))
    columns = list(dict.fromkeys(marks["document"]))
    if max(len(columns), of_texts) > MOST_COLUMNS:
        counts = [int(texts.get(c, 0)) for c in order]
        bars = pd.DataFrame({"code": order, "label": [codes[c] for c in order], "n": counts})
        keys = dict(zip(marks["code"], column_or(marks, "whole_key", ""), strict=True))
        bars = bars.assign(of=max(len(columns), of_texts), key=[keys[c] for c in order])
        sizes = marks.groupby("code")["n"].sum()
        bars = bars.assign(inside=[count_words(int(sizes[c]), unit) for c in order])
        return chart_counts(bars, unit="text")
    in_texts = "document_id" in marks
    head = f"number of {unit}s{' in each text' if in_texts else ''}"
    if column_or(marks, "quoted", False).count(True):
        head += "   ○ only in quoted words"
    figure = start_figure(head, len(order), row_height=36, top=118, bottom=8)
    _draw_dots(figure, marks, order, columns, unit)
    set_rows(figure, [str(codes[c]) for c in order], width=26)
    if in_texts:
        n_texts = count_words(len(columns), "text")
        note_rows(figure, [f"{texts.get(c, 0)} of {n_texts}" for c in order], room=96)
    figure.update_xaxes(
        tickmode="array",
        tickvals=list(range(len(columns))),
        ticktext=[wrap_plotly(c, 15) for c in columns],
        range=[-0.5, len(columns) - 0.4],
        side="top",
        tickangle=0,
        tickfont={"size": 12},
    )
    figure.update_yaxes(showgrid=True)
    return figure


def _draw_dots(
    figure: go.Figure, marks: pd.DataFrame, order: list[str], columns: list[str], unit: str
) -> None:
    row = {code: i for i, code in enumerate(order)}
    column = {document: i for i, document in enumerate(columns)}
    most = max(1, int(marks["n"].max())) if len(marks) else 1
    quoted = column_or(marks, "quoted", False)
    colours = [colour_of(c) for c in marks["code"]]
    labels, hovers, sizes, fills = [], [], [], []
    for mark, of, only, colour in zip(
        marks.itertuples(), column_or(marks, "of", ""), quoted, colours, strict=True
    ):
        said = count_words(mark.n, unit)
        labels.append(f"{mark.label}, {mark.document}: {said}")
        total = f"{said} of {of}" if of else said
        hovers.append(
            describe(f"{mark.label}, {mark.document}", total, "only quoted" if only else "")
        )
        sizes.append(max(9.0, _LARGEST * (mark.n / most) ** 0.5) if mark.n else 4.0)
        fills.append(QUIET if not mark.n else CLEAR if only else colour)
    figure.add_scatter(
        mode="markers+text",
        x=[column[d] for d in marks["document"]],
        y=[row[c] for c in marks["code"]],
        text=[str(n) if n else "" for n in marks["n"]],
        textposition="middle right",
        customdata=link_marks(marks["key"], labels),
        hovertext=hovers,
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "size": sizes,
            "color": fills,
            "opacity": 1,
            "line": {"color": colours, "width": [2 if n else 0 for n in marks["n"]]},
        },
    )


def chart_counts(marks: pd.DataFrame, *, unit: str = "sentence") -> go.Figure:
    """Draw how many sentences each of some codes or groups has, of how many.

    Parameters
    ----------
    marks : one row per code or group; columns code, label, n, of, key; if there, group (for the
        colour) and inside (in how many sentences, in words, for a bar of texts)
    unit : what is counted

    Returns
    -------
    Figure
        One bar trace from 0 to the largest `of`, or to the largest n where that is below a
        twentieth of it; k of n written at each row, zero rows kept.
    """
    most = int(marks["of"].max()) if len(marks) else 1
    longest = int(marks["n"].max()) if len(marks) else 1
    figure = start_figure(f"{unit}s, of {most:,} in all", len(marks), row_height=32)
    opened = [f", in {said}" if said else "" for said in column_or(marks, "inside", "")]
    labels = [
        f"{m.label}: {m.n} of {count_words(m.of, unit)}{more}"
        for m, more in zip(marks.itertuples(), opened, strict=True)
    ]
    names = marks["group"] if "group" in marks else marks["code"]
    figure.add_bar(
        orientation="h",
        x=marks["n"].tolist(),
        y=list(range(len(marks))),
        width=0.62,
        customdata=link_marks(marks["key"], labels),
        hovertext=[describe(label) for label in labels],
        hoverinfo="text",
        marker={"color": [colour_of(str(c)) for c in names], "line": {"width": 0}},
    )
    set_rows(figure, [str(label) for label in marks["label"]], width=28)
    notes = [f"{m.n:,} of {m.of:,}" for m in marks.itertuples()]
    note_rows(figure, notes, room=max([84, *(_CHARACTER * len(note) for note in notes)]))
    end = most if 20 * longest >= most else max(1, longest)
    figure.update_xaxes(range=[0, end], tickformat="d", nticks=6)
    return figure
