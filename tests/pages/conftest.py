"""One browser, and the sites that it looks at.

Debian's Chromium, or any other that is there, driven by Playwright; nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page, sync_playwright

from helpers.corpus import read_corpus
from helpers.evidence import store_html
from helpers.export.cells import PLOTLY_JSON
from helpers.export.site import build_site, put_site, read_books
from helpers.readings.lists import find_introduced_list
from helpers.readings.naming import find_phrase_without_content
from helpers.show import chart_json
from helpers.twin import finding_html

PROJECT = Path(__file__).resolve().parents[2]
DRAWN = "() => !document.querySelector('.rrc-chart') || document.documentElement.dataset.drawn"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
LEFT_OUT = (
    "LEFT OUT: the page checks of tests/pages. They need a Chromium; none was found.\n"
    "  Debian and Ubuntu: apt-get install chromium; elsewhere Chrome or Edge will do,\n"
    "  or name one: CHROMIUM=/path/to/chrome make test"
)


def find_chromium() -> str | None:
    """Return the browser to use, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


CHROMIUM = find_chromium()
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
collect_ignore_glob = [] if CHROMIUM or IN_CI else ["test_*.py"]


def pytest_sessionfinish(session: Any, exitstatus: int) -> None:
    """Let a machine without a browser pass where nothing but these checks was asked for."""
    if collect_ignore_glob and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if not CHROMIUM:
        terminalreporter.section("page checks")
        terminalreporter.write_line(LEFT_OUT)


@dataclass(frozen=True)
class Site:
    """A built site: its folder, its corpus folder, its pages (addresses, the first one first)."""

    folder: Path
    corpus: Path
    pages: tuple[str, ...]

    def url(self, page: str) -> str:
        return (self.folder / page).as_uri()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.fail(LEFT_OUT)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if os.name == "posix" else []
        )
        yield opened
        opened.close()


def build_pages(corpus: Path, out: Path, notebooks: Path | None = None, **options: bool) -> Site:
    build_site(corpus, out, notebooks=notebooks, **options)
    found = sorted(str(p.relative_to(out).as_posix()) for p in out.rglob("*.html"))
    pages = ["index.html", *(p for p in found if p != "index.html")]
    return Site(out, corpus, tuple(pages))


@pytest.fixture(scope="session")
def make_site() -> Callable[..., Site]:
    """Return a builder of sites."""
    return build_pages


@pytest.fixture(scope="session")
def seeds_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of the seeds, as `make site` builds it."""
    return build_pages(PROJECT / "seeds", tmp_path_factory.mktemp("seeds") / "site")


@pytest.fixture(scope="session")
def quick_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return a site of the seeds with one notebook of two findings, made without a kernel.

    The first finding has a chart, the second has none.
    """
    corpus = read_corpus(PROJECT / "seeds")
    chart, plain = find_phrase_without_content(corpus), find_introduced_list(corpus)
    shown = [
        {"text/html": store_html(corpus)},
        {PLOTLY_JSON: chart_json(chart)},
        {"text/html": finding_html(chart)},
        {"text/html": finding_html(plain)},
    ]
    outputs = [new_output("display_data", data=data) for data in shown]
    cells = [new_markdown_cell("# Two findings"), new_code_cell("show()", outputs=outputs)]
    books = read_books([Path("00_two.ipynb")], [new_notebook(cells=cells)])
    out = tmp_path_factory.mktemp("quick") / "site"
    put_site(books, corpus, out, alone=False, quotations_only=False)
    return Site(out, PROJECT / "seeds", ("index.html",))


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Return the site of three tiny texts without gold, each page one file."""
    out = tmp_path_factory.mktemp("tiny") / "site"
    return build_pages(PROJECT / "tests" / "data" / "tiny", out, alone=True)


@dataclass
class Opened:
    """A page that is open, and what it asked for and complained of since."""

    page: Page
    requests: list[str]
    complaints: list[str]


@contextmanager
def open_pages(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Give an opener of pages, which waits until every chart is drawn; close them all after."""
    contexts = []

    def open_(url: str, *, dark: bool = False, width: int = 1280, script: str = "") -> Opened:
        context = browser.new_context(
            color_scheme="dark" if dark else "light", viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        opened = Opened(context.new_page(), [], [])
        page = opened.page
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("console", lambda message: opened.complaints.append(message.text))
        page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        page.on("dialog", lambda dialog: (opened.complaints.append("dialog"), dialog.dismiss()))
        if script:
            page.add_init_script(script)
        page.goto(url)
        page.wait_for_function(DRAWN)
        return opened

    try:
        yield open_
    finally:
        for context in contexts:
            context.close()


@pytest.fixture(scope="session")
def find_barriers() -> Callable[[Any], list[str]]:
    """Return a check of a page as it stands by axe-core: what it finds wrong."""
    axe = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")

    def find(page: Any) -> list[str]:
        page.evaluate(axe)
        options = {"resultTypes": ["violations"], "preload": False}
        found = page.evaluate("(options) => axe.run(document, options)", options)
        return [
            f"{rule['id']}: {n['target']}" for rule in found["violations"] for n in rule["nodes"]
        ]

    return find


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Return an opener of pages that are closed after the test."""
    with open_pages(browser) as open_:
        yield open_


@pytest.fixture(scope="session")
def opening(browser: Browser) -> Callable[[], Any]:
    """Return what gives an opener of pages for as long as a `with` lasts."""
    return lambda: open_pages(browser)
