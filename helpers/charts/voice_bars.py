"""Voice bars: how many words of each text are whose.

Comes in: one row per text and voice. Goes out: a figure whose segments open sentences.
Must never know: who speaks.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from helpers.charts.style import (
    CLEAR,
    GREY,
    count_words,
    describe,
    escape_plotly,
    link_marks,
    note_rows,
    start_figure,
    wrap_plotly,
    write_in,
)

MOST_TEXTS = 40
_HIGH = 0.56
_FILLS = {
    "author": {"color": GREY, "line": {"color": GREY, "width": 1.5}},
    "speaker": {"color": CLEAR, "line": {"color": GREY, "width": 1.5}},
    "uncertain": {
        "color": CLEAR,
        "line": {"color": GREY, "width": 1.5},
        "pattern": {"shape": ".", "fgcolor": GREY, "bgcolor": CLEAR, "size": 7, "solidity": 0.2},
    },
}


def chart_voices(marks: pd.DataFrame) -> go.Figure:
    """Draw each text as its words: the writer's own filled, quoted hollow, uncertain dotted.

    Parameters
    ----------
    marks : one row per text and voice (author, speaker, uncertain, in this order), zero rows too,
        texts in order of appearance; columns document (label), writer (what kind), voice, said
        (whose words these are), n (words), of (words of the text), n_sentences (of
        quoted or uncertain words), key

    Returns
    -------
    Figure
        One bar trace a voice, lengths in words.
    """
    texts = list(dict.fromkeys(marks["document"]))[:MOST_TEXTS]
    row = {text: i for i, text in enumerate(texts)}
    shown = marks[marks["document"].isin(texts)]
    head = "words   ■ the writer’s own   □ quoted   ▒ quoted or not: uncertain"
    figure = start_figure(head, len(texts), row_height=52)
    starts = shown.groupby("document", sort=False)["n"].cumsum() - shown["n"]
    for voice, marker in _FILLS.items():
        part = shown[shown["voice"].eq(voice) & shown["n"].gt(0)]
        labels = [
            f"{m.document}, {m.said}: {count_words(m.n, 'word')}"
            + (f" in {count_words(m.n_sentences, 'sentence')}" if m.n_sentences else "")
            for m in part.itertuples()
        ]
        figure.add_bar(
            orientation="h",
            x=part["n"].tolist(),
            base=starts[part.index].tolist(),
            y=[row[d] for d in part["document"]],
            width=_HIGH,
            name=escape_plotly(voice),
            customdata=link_marks(part["key"], labels),
            hovertext=[
                describe(label, f"of {m.of:,}")
                for label, m in zip(labels, part.itertuples(), strict=True)
            ],
            hoverinfo="text",
            marker=dict(marker),
        )
        if voice == "speaker":
            wide = part[part["n"] > 0.04 * shown["of"].max()]
            middles = (starts[wide.index] + wide["n"] / 2).tolist()
            rows = [row[d] for d in wide["document"]]
            write_in(figure, middles, rows, [f"{n:,}" for n in wide["n"]])
    kinds = shown.drop_duplicates("document").set_index("document")
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(texts))),
        ticktext=[
            f"{wrap_plotly(text, 30)}<br><i>{wrap_plotly(kinds['writer'][text], 30)}</i>"
            for text in texts
        ],
        range=[len(texts) - 0.4, -0.6],
        showgrid=False,
        ticks="outside",
        ticklen=8,
        tickcolor="rgba(0,0,0,0)",
    )
    note_rows(figure, [count_words(int(kinds["of"][t]), "word") for t in texts], room=92)
    figure.update_xaxes(rangemode="tozero", tickformat="d", nticks=6)
    figure.update_layout(barmode="overlay")
    return figure
