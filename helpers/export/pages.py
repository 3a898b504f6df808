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

from helpers.export.assets import PLOTLY, PLOTLY_LICENCE, read_asset, read_plotly
from helpers.export.cells import Heading
from helpers.export.policy import write_policy

STYLES = {
    "notebook": (
        "page.css",
        "finding.css",
        "panels.css",
        "ledger.css",
        "break_rule.css",
        "takeaway.css",
        "slides.css",
    ),
    "text": ("page.css", "text.css"),
    "lesson": ("page.css", "finding.css", "lesson.css"),
    "search": ("page.css", "search.css"),
    "brief": ("page.css", "brief.css"),
}
SCRIPTS = {
    "notebook": (
        "narrow.js",
        "page.js",
        "evidence.js",
        "ledger.js",
        "break_rule.js",
        "takeaway.js",
        "slides.js",
    ),
    "text": ("page.js",),
    "lesson": ("narrow.js", "page.js", "evidence.js", "lesson.js"),
    "search": ("page.js", "search.js"),
    "brief": ("page.js", "brief.js"),
}
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

    `title` is text, `html` what stands between the landmarks, `kind` one of `STYLES`.
    `assets` is the address of the folder beside the page that holds what `list_assets` gives; ""
    puts all of it into the page; `loads` are scripts beside it that come before all others.
    `ways` are links in the head of every page; `links` the groups of links at the end of a home
    page; `notes` the lines of the footer.
    """

    title: str
    html: Markup
    headings: Sequence[Heading] = ()
    kind: str = "notebook"
    has_charts: bool = False
    has_code: bool = False
    assets: str = ""
    home: Link | None = None
    previous: Link | None = None
    next: Link | None = None
    links: Sequence[tuple[str, Sequence[Link]]] = ()
    notes: Sequence[str] = ()
    loads: Sequence[str] = ()
    ways: Sequence[Link] = ()


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


def list_assets() -> dict[str, str]:
    """Return the files that pages share, by name: styles, scripts, the chart library."""
    shared = {f"{kind}.css": _join(names) for kind, names in STYLES.items()}
    shared |= {f"{kind}.js": _join(names) for kind, names in SCRIPTS.items()}
    return shared | {PLOTLY: read_plotly(), PLOTLY_LICENCE: read_asset(f"vendor/{PLOTLY_LICENCE}")}


def _join(names: Sequence[str]) -> str:
    return "\n".join(read_asset(name) for name in names)


def render_page(page: Page) -> str:
    """Return a page as HTML that asks for nothing but, at most, the files beside it."""
    loads = [*page.loads, f"{page.assets}/{page.kind}.js"]
    if page.has_charts:
        loads.append(f"{page.assets}/{PLOTLY}")
    if page.assets:
        styles, scripts = [], [read_asset("load.js")]
    else:
        styles, scripts = [_join(STYLES[page.kind])], [_join(SCRIPTS[page.kind])]
        if page.has_charts:
            scripts.insert(0, read_plotly())
    return (
        read_templates()
        .get_template("page.html.j2")
        .render(
            page=page,
            collection=COLLECTION,
            generator=GENERATOR,
            policy=write_policy(scripts, styles, loads_beside=bool(page.assets)),
            styles=[Markup(text) for text in styles],
            scripts=[Markup(text) for text in scripts],
            loads=" ".join(loads) if page.assets else "",
        )
    )
