"""A page as one HTML file: what is on it, put into the template with its policy.

Comes in: a `Page`. Goes out: its HTML. Must never know: whether a notebook or a text is on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from helpers.export.assets import read_asset, read_plotly
from helpers.export.cells import Heading
from helpers.export.policy import write_policy

STYLES = {
    "notebook": ("page.css", "finding.css", "panels.css", "ledger.css", "break_rule.css"),
    "text": ("page.css", "text.css"),
}
SCRIPTS = {"notebook": ("page.js", "evidence.js", "ledger.js", "break_rule.js"), "text": ("page.js",)}
COLLECTION = "Reading Root Causes"
GENERATOR = "reading-root-causes"


class Link(NamedTuple):
    """A link to another page: where it leads, what it says, what it adds in small type."""

    href: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Page:
    """One page, whole.

    `title` is text, `html` what stands between the landmarks.
    `kind` is "notebook" or "text". `plotly` is the address of the chart library beside the page;
    "" puts it into the page. `links` are the groups of links at the end of a home page; `notes`
    the lines of the footer.
    """

    title: str
    html: Markup
    headings: Sequence[Heading] = ()
    kind: str = "notebook"
    has_charts: bool = False
    has_code: bool = False
    plotly: str = ""
    home: Link | None = None
    previous: Link | None = None
    next: Link | None = None
    links: Sequence[tuple[str, Sequence[Link]]] = ()
    notes: Sequence[str] = ()


@lru_cache
def read_templates() -> Environment:
    """Return the templates; whatever they are given is escaped unless it is `Markup`."""
    return Environment(
        loader=PackageLoader("helpers.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render_page(page: Page) -> str:
    """Return a page as HTML that asks for nothing but, at most, the library beside it."""
    styles = [read_asset(name) for name in STYLES[page.kind]]
    scripts = [read_asset(name) for name in SCRIPTS[page.kind]]
    loads_beside = page.has_charts and bool(page.plotly)
    if page.has_charts and not page.plotly:
        scripts.insert(0, read_plotly())
    policy = write_policy(scripts, styles, loads_beside=loads_beside)
    return (
        read_templates()
        .get_template("page.html.j2")
        .render(
            page=page,
            collection=COLLECTION,
            generator=GENERATOR,
            policy=policy,
            styles=[Markup(text) for text in styles],
            scripts=[Markup(text) for text in scripts],
            plotly=page.plotly if loads_beside else "",
        )
    )
