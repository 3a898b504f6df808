"""Intervals: when each text can have been written, on one time axis.

Comes in: one row per text. Goes out: a figure whose bars open the sentences that bound them.
Must never know: how a bound was found.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    GREY,
    QUIET,
    count_words,
    describe,
    link_marks,
    set_rows,
    start_figure,
)

MOST_TEXTS = 40
_HIGH = 0.46


def chart_intervals(marks: pd.DataFrame) -> go.Figure:
    """Draw each text as the bar of days on which its words allow it to have been written.

    An end that the words leave open runs to the edge and has an arrow. No line joins two texts.

    Parameters
    ----------
    marks : one row per text, in the order of the chart; columns document (label), from, to (days,
        "" where open), stated (day or ""), catalogued_from, catalogued_to (days or ""), verdict,
        key (the sentences that bound the text), n_sentences (how many these are); a text whose
        bounds contradict each other has verdict "contradiction …", neither day, and no bar

    Returns
    -------
    Figure
        A bar trace (the intervals) and scatter traces of ticks (stated, catalogued).
    """
    shown = marks.head(MOST_TEXTS)
    figure = start_figure(
        "▭ what the words allow   ┃ the day the text states   ◆ the catalogued day or days",
        len(shown),
        row_height=44,
    )
    low, high = _span_years(shown)
    _draw_bars(figure, shown, low, high)
    _draw_ticks(figure, shown)
    set_rows(figure, [str(label) for label in shown["document"]])
    figure.update_xaxes(
        range=[low, high], tickformat="d", dtick=1 if high - low < 16 else None, showgrid=True
    )
    figure.update_layout(barmode="overlay")
    return figure


def to_years(day: str) -> float:
    """Return a day as years with a fraction.

    >>> to_years("2021-01-01"), round(to_years("2021-07-02"), 2)
    (2021.0, 2021.5)
    """
    found = date.fromisoformat(day)
    first, following = date(found.year, 1, 1), date(found.year + 1, 1, 1)
    return found.year + (found - first).days / (following - first).days


def _span_years(shown: pd.DataFrame) -> tuple[float, float]:
    """Return a time axis that holds every known day, with room for open ends."""
    columns = ["from", "to", "stated", "catalogued_from", "catalogued_to"]
    days = [d for c in columns for d in shown[c] if d]
    years = [to_years(d) for d in days] or [2000.0, 2001.0]
    room = max(0.5, 0.06 * (max(years) - min(years)))
    return min(years) - room, max(years) + room


def _draw_bars(figure: go.Figure, shown: pd.DataFrame, low: float, high: float) -> None:
    rows, bases, lengths, labels, hovers, keys = [], [], [], [], [], []
    for row, mark in enumerate(shown.to_dict("records")):
        label = f"{mark['document']}: {_say_interval(mark['from'], mark['to'])}"
        if mark["key"]:
            label += f", bounded by {count_words(mark['n_sentences'], 'sentence')}"
        if str(mark["verdict"]).startswith("contradiction") and not (mark["from"] or mark["to"]):
            figure.add_annotation(
                x=(low + high) / 2, y=row, text="the evidence contradicts itself", showarrow=False
            )
            continue
        start = to_years(mark["from"]) if mark["from"] else low
        end = to_years(mark["to"]) if mark["to"] else high
        for open_end, x, sign in ((not mark["from"], low, "◀"), (not mark["to"], high, "▶")):
            if open_end:
                anchor = "left" if sign == "◀" else "right"
                figure.add_annotation(x=x, y=row, text=sign, showarrow=False, xanchor=anchor)
        rows.append(row)
        bases.append(start)
        lengths.append(max(end - start, 0.01))
        labels.append(label)
        hovers.append(describe(label, str(mark["verdict"])))
        keys.append(mark["key"])
    figure.add_bar(
        orientation="h",
        x=lengths,
        base=bases,
        y=rows,
        width=_HIGH,
        customdata=link_marks(keys, labels),
        hovertext=hovers,
        hoverinfo="text",
        marker={"color": "rgba(128,128,128,0.28)", "line": {"color": GREY, "width": 1.5}},
    )


def _say_interval(first: str, last: str) -> str:
    if not first and not last:
        return "the words bound it nowhere"
    return f"{first or 'no first day'} to {last or 'no last day'}"


def _draw_ticks(figure: go.Figure, shown: pd.DataFrame) -> None:
    records = list(enumerate(shown.to_dict("records")))
    stated = [(row, m) for row, m in records if m["stated"]]
    figure.add_scatter(
        mode="markers",
        x=[to_years(m["stated"]) for _, m in stated],
        y=[row for row, _ in stated],
        hovertext=[describe(f"{m['document']} states {m['stated']}") for _, m in stated],
        hoverinfo="text",
        marker={
            "symbol": "line-ns-open",
            "size": 30,
            "color": GREY,
            "line": {"width": 4, "color": GREY},
        },
    )
    for row, m in records:
        first, last = m["catalogued_from"], m["catalogued_to"] or m["catalogued_from"]
        if first and first != last:
            figure.add_shape(
                type="line", x0=to_years(first), x1=to_years(last), y0=row, y1=row,
                line={"color": GREY, "width": 3},
            )  # fmt: skip
    ends = [
        (row, m, day)
        for row, m in records
        for day in dict.fromkeys((m["catalogued_from"], m["catalogued_to"]))
        if day
    ]
    figure.add_scatter(
        mode="markers",
        x=[to_years(day) for *_, day in ends],
        y=[row for row, *_ in ends],
        hovertext=[
            describe(
                f"{m['document']}, catalogued: {m['catalogued_from']} to {m['catalogued_to']}"
                if m["catalogued_to"] not in ("", m["catalogued_from"])
                else f"{m['document']}, catalogued: {m['catalogued_from']}"
            )
            for _, m, _ in ends
        ],
        hoverinfo="text",
        marker={
            "symbol": "diamond",
            "size": 9,
            "color": GREY,
            "opacity": 1,
            "line": {"color": QUIET, "width": 1},
        },
    )
