"""What all charts share: five colours, type, axes, text made safe, marks that open evidence.

Comes in: names of codes and groups, text, figures. Goes out: colours, escaped text, layout.
Must never know: what any chart shows.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from helpers.codebook import read_codebook

GREY = "#808080"
QUIET = "rgba(128,128,128,0.55)"
CLEAR = "rgba(128,128,128,0.02)"
PALETTE = {
    "idea and causes": "#9900ee",
    "enforcement": "#aa4400",
    "development": "#4499dd",
    "protection and pathways": "#dd7711",
    "cooperation": "#446688",
}
_ALSO = {
    "diagnosis": "idea and causes",
    "idea": "idea and causes",
    "cause": "idea and causes",
    "border": "enforcement",
    "crime": "enforcement",
    "protection": "protection and pathways",
    "pathways": "protection and pathways",
}
VOICE_WORDS = {"author": "", "speaker": "quoted", "uncertain": "quoted or not: uncertain"}
_LADDER = (
    "idea and causes",
    "protection and pathways",
    "cooperation",
    "development",
    "enforcement",
)
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def colour_of(name: str) -> str:
    """Return the one colour of a code, a group or a palette name; grey for anything else.

    Five colours, each at least 3:1 on white and on #111, told apart with the three common kinds
    of colour blindness (Machado et al. 2009). The codebook says which code has which.
    """
    found = next((c.palette for c in read_codebook().codes if c.code == name), name)
    return PALETTE.get(_ALSO.get(found, found), GREY)


def ink_on(colour: str) -> str:
    """Return black or white, whichever is read better on a colour given as #rrggbb."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if luminance < 0.179 else "#000000"


def escape_plotly(text: object) -> str:
    """Return text that Plotly shows as it is: its tags, entities and `$` formulas disarmed.

    >>> escape_plotly("<b>a & $x$</b>")
    '&lt;b&gt;a &amp; &#36;x&#36;&lt;/b&gt;'
    """
    safe = escape(str(text), quote=False)
    return safe.replace("$", "&#36;").replace("%{", "%&#123;")


def wrap_plotly(text: object, width: int) -> str:
    """Return escaped text broken into lines of about `width` characters."""
    lines = textwrap.wrap(str(text), width, break_long_words=True) or [""]
    return "<br>".join(escape_plotly(line) for line in lines)


def swatch(colour: str, label: str, mark: str = "■") -> str:
    """Return a coloured sign and its meaning, for a subtitle."""
    return f'<span style="color:{colour}">{mark}</span> {escape_plotly(label)}'


def describe(*lines: str) -> str:
    """Return hover text: the first line bold, empty lines left out."""
    kept = [wrap_plotly(line, 60) for line in lines if line]
    return "<br>".join([f"<b>{kept[0]}</b>", *kept[1:]]) if kept else ""


def link_marks(keys: Iterable[object], labels: Iterable[str]) -> list[list[str] | None]:
    """Return `customdata` of marks: [evidence key, label]; None where a mark opens nothing."""
    return [
        [str(key), label] if isinstance(key, str) and key else None
        for key, label in zip(keys, labels, strict=True)
    ]


def start_figure(
    subtitle: str, rows: int, *, row_height: int = 38, top: int = 84, bottom: int = 44
) -> go.Figure:
    """Return an empty figure in the house style, high enough for `rows` rows.

    `subtitle` may hold Plotly's tags: escape what comes from data. The title, which is the
    question, is set where the finding is shown.
    """
    axis = {
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": "rgba(128,128,128,0.25)",
        "linecolor": QUIET,
        "ticks": "",
        "automargin": True,
    }
    template = go.layout.Template(layout={"xaxis": axis, "yaxis": axis})
    return go.Figure(
        layout={
            "template": template,
            "font": {"family": _FONT, "size": 13, "color": "#767676"},
            "title": {
                "text": "",
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "pad": {"t": 12, "l": 4},
                "font": {"size": 17},
                "subtitle": {"text": subtitle, "font": {"size": 13}},
            },
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "height": top + bottom + row_height * max(rows, 1),
            "margin": {"l": 8, "r": 8, "t": top, "b": bottom},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "hoverlabel": {
                "bgcolor": "#222222",
                "bordercolor": "#888888",
                "align": "left",
                "font": {"family": _FONT, "color": "#ffffff", "size": 13},
            },
        }
    )


def set_rows(figure: go.Figure, labels: Sequence[str], *, width: int = 22) -> None:
    """Put one row per label on the y axis, the first at the top, at y = 0, 1, 2 …"""
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(labels))),
        ticktext=[wrap_plotly(label, width) for label in labels],
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
        range=[len(labels) - 0.4, -0.6],
        showgrid=False,
    )


def note_rows(figure: go.Figure, notes: Sequence[str], *, room: int = 80) -> None:
    """Write a short note at the right end of each row and leave `room` pixels for it."""
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "align": "left"}
    add_annotations(
        figure, [{"y": row, "text": escape_plotly(note)} | place for row, note in enumerate(notes)]
    )
    figure.update_layout(margin={"r": room})


def add_annotations(figure: go.Figure, annotations: Sequence[dict[str, Any]]) -> None:
    """Add texts without arrows, all at once: one by one takes time that grows as the square."""
    added = [{"showarrow": False} | a for a in annotations]
    figure.layout.annotations = [*figure.layout.annotations, *added]


def write_in(
    figure: go.Figure, xs: Sequence[float], ys: Sequence[float], texts: Sequence[str]
) -> None:
    """Write short texts into hollow marks, in the page's own ink."""
    add_annotations(
        figure,
        [
            {"x": x, "y": y, "text": escape_plotly(text), "font": {"size": 13}}
            for x, y, text in zip(xs, ys, texts, strict=True)
        ],
    )


def count_words(n: int, noun: str) -> str:
    """Return "1 sentence", "3 sentences", "2,000 sentences"."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def column_or(data: pd.DataFrame, column: str, otherwise: object) -> list[object]:
    """Return a column as a list, or the same value for each row where there is no such column."""
    return list(data[column]) if column in data else [otherwise] * len(data)


def order_categories(values: pd.Series, fills: Mapping[str, str] | None) -> dict[str, str]:
    """Return category and colour in drawing order: as in `fills`, else as data and groups say."""
    if fills is not None:
        return dict(fills)
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = [str(v) for v in values.cat.categories]
    else:
        names = [str(v) for v in values.dropna().unique() if str(v)]
    spare = iter(PALETTE[name] for name in _LADDER)
    known = {name: colour_of(name) for name in names}
    if all(colour == GREY for colour in known.values()):
        return {name: next(spare, GREY) for name in names}
    return known
