"""A chart the size of a stamp: each text a row, each sentence a square, some of them filled.

Comes in: the place of each counted sentence and which are meant. Goes out: SVG without script.
Must never know: what the filled squares mean.
"""

from __future__ import annotations

from collections.abc import Collection
from html import escape

import pandas as pd

MOST_SQUARES = 400
_STEP, _SIDE, _ROW = 9, 7, 12


def draw_mini_strip(
    places: pd.DataFrame, filled: Collection[tuple[str, int]], *, label: str
) -> str:
    """Return a small strip as SVG in the ink of the page around it.

    Parameters
    ----------
    places : one row per counted sentence; columns document_id, sentence_id, position
    filled : (document_id, sentence_id) of the squares to fill
    label : what it shows, in a sentence, for those who cannot see it

    Returns
    -------
    str
        An `<svg>` element; "" for more than 400 sentences, which no stamp can hold.
    """
    if len(places) > MOST_SQUARES or places.empty:
        return ""
    wanted = set(filled)
    rows = {d: i for i, d in enumerate(dict.fromkeys(places["document_id"]))}
    squares = []
    for row in places.itertuples():
        x, y = (row.position - 1) * _STEP + 1, rows[row.document_id] * _ROW + 1
        on = (row.document_id, row.sentence_id) in wanted
        paint = 'fill="currentColor"' if on else 'fill="none" opacity="0.45"'
        squares.append(f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_SIDE}" {paint}/>')
    width, height = int(places["position"].max()) * _STEP, len(rows) * _ROW
    return (
        f'<svg class="rrc-mini" role="img" aria-label="{escape(label)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'stroke="currentColor" stroke-width="1">{"".join(squares)}</svg>'
    )
