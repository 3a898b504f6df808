"""The exporter that JupyterLab and nbconvert know as "Reading page (HTML, offline)".

Comes in: an executed notebook, and where its page will lie. Goes out: its page. Must never know:
what the notebook is about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import default

from helpers.export.beside import Beside
from helpers.export.cells import Body, read_body
from helpers.export.pages import Link, Page, read_templates, render_page
from helpers.export.twins import index_findings, lead_to_findings, thin_twins


@dataclass(frozen=True)
class Place:
    """Where the page of a notebook lies among others; as it stands, a page alone.

    `beside` is what lies beside it; the rest is as in `helpers.export.pages.Page`.
    """

    beside: Beside = field(default_factory=Beside)
    previous: Link | None = None
    next: Link | None = None
    links: Sequence[tuple[str, Sequence[Link]]] = ()


class ReadingPage(Exporter):
    """Export a notebook as a page that opens anywhere, asks for nothing and runs only our code."""

    export_from_notebook = "Reading page (HTML, offline)"
    output_mimetype = "text/html"

    @default("file_extension")
    def _default_extension(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: Any | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page of a notebook and the resources it was made with."""
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        name = resources.get("metadata", {}).get("name", "")
        return render_body(read_body(notebook, pages={}, name=name), Place()), resources


def render_body(body: Body, place: Place) -> str:
    """Return the page of a notebook whose cells are HTML already."""
    own = {f.finding_id: "" for f in index_findings("".join(cell.html for cell in body.cells))}
    led = [lead_to_findings(cell.html, {**place.beside.findings, **own}) for cell in body.cells]
    thin = thin_twins(led)
    cells = [replace(cell, html=html) for cell, html in zip(body.cells, thin, strict=True)]
    html = read_templates().get_template("cells.html.j2").render(cells=cells)
    page = Page(
        body.title,
        Markup(html),
        headings=body.headings,
        has_charts=body.has_charts,
        has_code=any(cell.code for cell in body.cells),
        previous=place.previous,
        next=place.next,
        links=place.links,
    )
    return render_page(place.beside.frame(page))
