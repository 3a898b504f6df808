"""The styles and scripts of a page, read from `helpers/assets`.

Comes in: a name. Goes out: its text. Must never know: which page asks.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

PLOTLY = "plotly-cartesian-4.1.1.min.js"
PLOTLY_LICENCE = "plotly-LICENSE.txt"


@lru_cache
def read_asset(name: str) -> str:
    """Return the text of a file of `helpers/assets`, fit to stand inside a page's element.

    Raises
    ------
    ValueError
        When the text would end the element that it stands in, or be altered by the browser.
    """
    text = files("helpers").joinpath("assets", name).read_text("utf-8").replace("\r\n", "\n")
    for ending in ("</script", "</style", "<!--"):
        if ending in text.lower():
            raise ValueError(f"helpers/assets/{name} holds {ending!r}: write it in two pieces")
    return text


def read_plotly() -> str:
    """Return the chart library, the same version as inside the Python package plotly."""
    return read_asset(f"vendor/{PLOTLY}")
