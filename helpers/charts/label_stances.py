"""Stances: which stance meets people, movement or crisis, as dots in the colours of the stances.

Comes in: one row per stance and object. Goes out: a figure whose dots open sentences. Must never
know: what a stance means.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.dots import chart_dots
from helpers.charts.label_units import STANCE_COLOURS
from helpers.charts.style import CLEAR, GREY, QUIET


def chart_stances(marks: pd.DataFrame) -> go.Figure:
    """Draw how many sentences hold each stance towards each object.

    Parameters
    ----------
    marks : as for `chart_dots`; `code` is the stance, `document` what the labels name

    Returns
    -------
    Figure
        One scatter trace: area as n, hollow where only quoted, a point for 0.
    """
    figure = chart_dots(marks, ordered=True)
    colours = [STANCE_COLOURS.get(code, GREY) for code in marks["code"]]
    fills = [
        QUIET if not n else CLEAR if quoted else colour
        for n, quoted, colour in zip(marks["n"], marks["quoted"], colours, strict=True)
    ]
    figure.update_traces(marker={"color": fills, "line": {"color": colours}})
    return figure
