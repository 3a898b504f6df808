"""The cells of an executed notebook as pieces of HTML.

Comes in: a notebook. Goes out: `Body`, its cells, headings and title. Must never know: which
page they will stand on, or where that page lies.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape, unescape
from typing import Any, NamedTuple

import mistune
from nbformat import NotebookNode
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_PLUGINS = ("table", "strikethrough", "footnotes")
_DEFAULT_HEIGHT = 450  # pixels, the library's own
_CONFIG = {"displayModeBar": False, "responsive": True}
PLOTLY_JSON = "application/vnd.plotly.v1+json"
_LIVE_ONLY = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
ANSI = re.compile(r"\x1b\[[0-9;]*m")
_NOTEBOOK_LINK = re.compile(r'href="([\w.-]+\.ipynb)((?:#[^"]*)?)"')
_TAG = re.compile(r"<[^>]+>")


class Heading(NamedTuple):
    """A heading of a page: its level (1 to 6), its text as HTML, its id."""

    level: int
    html: str
    anchor: str


@dataclass(frozen=True)
class Cell:
    """One cell: its kind ("markdown" or "code"), its HTML, the HTML of its code if any."""

    kind: str
    html: str
    code: str = ""


@dataclass(frozen=True)
class Body:
    """A notebook as HTML: `title`, `headings` in order, `cells`, and whether charts are in it."""

    title: str
    headings: tuple[Heading, ...]
    cells: tuple[Cell, ...]
    has_charts: bool


class _Renderer(mistune.HTMLRenderer):
    """Markdown as HTML; headings get ids, an empty table head is left out.

    A notebook's own Markdown may hold HTML; in Markdown that was `computed` HTML is text.
    """

    def __init__(self, headings: list[Heading], *, computed: bool) -> None:
        super().__init__(escape=computed)
        self._headings = headings

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        taken = {h.anchor for h in self._headings}
        anchor = name_anchor(text, taken)
        self._headings.append(Heading(level, text, anchor))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def table_head(self, text: str) -> str:
        filled = _TAG.sub("", text).strip()
        return f"<thead>\n<tr>\n{text}</tr>\n</thead>\n" if filled else ""

    def block_code(self, code: str, info: str | None = None) -> str:
        return f'<pre class="block"><code>{escape(code)}</code></pre>\n'


def name_anchor(text: str, taken: set[str]) -> str:
    """Return an id for a heading that is not taken yet.

    >>> name_anchor("What is <em>named</em> where?", {"what-is-named-where"})
    'what-is-named-where-2'
    """
    words = re.findall(r"\w+", _TAG.sub("", text).lower())
    stem = "-".join(words) or "section"
    anchor, n = stem, 1
    while anchor in taken:
        n += 1
        anchor = f"{stem}-{n}"
    return anchor


def link_pages(html: str, pages: Mapping[str, str]) -> str:
    """Return HTML whose links to notebooks lead to their pages.

    >>> link_pages('<a href="00_start.ipynb#one">', {"00_start.ipynb": "index.html"})
    '<a href="index.html#one">'
    """

    def lead(match: re.Match[str]) -> str:
        file = match[1]
        return f'href="{pages.get(file, file.removesuffix(".ipynb") + ".html")}{match[2]}"'

    return _NOTEBOOK_LINK.sub(lead, html)


def read_body(notebook: NotebookNode, *, pages: Mapping[str, str], name: str = "") -> Body:
    """Return a notebook's cells as HTML.

    Parameters
    ----------
    notebook : as executed, with its outputs
    pages : the page of each notebook file, for links between them
    name : the title where no heading of level 1 gives one
    """
    headings: list[Heading] = []
    written, computed = (
        mistune.create_markdown(
            renderer=_Renderer(headings, computed=of_output), plugins=list(_PLUGINS)
        )
        for of_output in (False, True)
    )
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            html = _LIVE_ONLY.sub("", str(written(cell.source)))
            cells.append(Cell("markdown", link_pages(html, pages)))
        elif cell.cell_type == "code":
            html = "\n".join(filter(None, (_output_html(o, computed) for o in cell.outputs)))
            cells.append(Cell("code", link_pages(html, pages), _code_html(cell.source)))
    title = next((h.html for h in headings if h.level == 1), "")
    has_charts = any('<div class="rrc-chart"' in cell.html for cell in cells)
    return Body(unescape(_TAG.sub("", title)) or name, tuple(headings), tuple(cells), has_charts)


def _code_html(source: str) -> str:
    if not source.strip():
        return ""
    return str(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True))).rstrip("\n")


def _output_html(output: NotebookNode, markdown: mistune.Markdown) -> str:
    if output.output_type == "stream":
        return f'<pre class="stream {escape(output.name)}">{escape(output.text)}</pre>'
    if output.output_type == "error":
        text = ANSI.sub("", "\n".join(output.traceback))
        return f'<pre class="stream stderr">{escape(text)}</pre>'
    if output.get("metadata", {}).get("rrc") == "live":
        return ""
    data = output.data
    if PLOTLY_JSON in data:
        return chart_html(data[PLOTLY_JSON])
    if "text/html" in data:
        return f'<div class="out">{_LIVE_ONLY.sub("", data["text/html"])}</div>'
    if "text/markdown" in data:
        return f'<div class="out">{markdown(data["text/markdown"])}</div>'
    if "image/svg+xml" in data:
        encoded = base64.b64encode(data["image/svg+xml"].encode("utf-8")).decode("ascii")
        return f'<img alt="A drawing" src="data:image/svg+xml;base64,{encoded}">'
    return f'<pre class="stream">{escape(data.get("text/plain", ""))}</pre>'


def chart_html(figure: Mapping[str, Any]) -> str:
    """Return a chart as data that cannot run: the page's own script draws it.

    Without script, in print and for screen readers the twin after it tells the same.
    """
    kept = {"config": _CONFIG} | {p: figure[p] for p in ("data", "layout", "config") if p in figure}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    finding = kept.get("layout", {}).get("meta", {}).get("finding", "")
    place = f' id="chart-{escape(finding)}"' if finding else ""
    height = kept.get("layout", {}).get("height", _DEFAULT_HEIGHT)
    return (
        f'<div class="rrc-scroll"><div class="rrc-chart"{place} style="height:{int(height)}px">'
        f'<script type="application/json">{safe}</script></div></div>'
    )
