"""Live in JupyterLab: a click on a mark opens its sentences, the menu exports the page."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import TimeoutError

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOK = "00_start_here.ipynb"
TOKEN = "look"
PATIENCE = 120_000  # milliseconds, for a slow machine


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start JupyterLab on a copy of a notebook without outputs; give its address; stop it."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copy(PROJECT / "notebooks" / NOTEBOOK, home)
    clear = ["-m", "nbconvert", "--clear-output", "--inplace", str(home / NOTEBOOK)]
    subprocess.run([sys.executable, *clear], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    settings += [
        f"--ServerApp.root_dir={home}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates=0",
    ]
    own = {f"JUPYTER_{name}_DIR": str(home / f".{name}") for name in ("CONFIG", "RUNTIME")}
    log = (home / "lab.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *settings],
        env=os.environ | own,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(f"{address}/api?token={TOKEN}")
        yield f"{address}/lab/tree/{NOTEBOOK}?token={TOKEN}&reset"
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def wait_for(url: str) -> None:
    """Wait until an address answers, at most a minute."""
    for _ in range(120):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.5)
    pytest.fail(f"nothing answers at {url}")


@pytest.fixture(scope="module")
def notebook(lab: str, browser: Any) -> Iterator[Any]:
    """Return the notebook, open in JupyterLab, with all its cells run."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(lab)
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    choose(page, "Run", "Run All Cells")
    page.locator(".js-plotly-plot .point[role=button]").first.wait_for(state="attached")
    page.locator(".jp-Notebook .rrc-finding").first.scroll_into_view_if_needed()
    yield page
    context.close()


def choose(page: Any, *path: str) -> None:
    """Choose an entry of JupyterLab's menus by the labels on the way to it."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{path[0]}$")).click()
    for label in path[1:]:
        entry = page.locator(".lm-Menu-item", has_text=re.compile(f"^{label}")).last
        entry.wait_for()
        entry.click()


def click_first_mark(page: Any, patience: int = PATIENCE) -> list[str]:
    """Click a mark as a reader does; return what is wrong with what opens, and close it."""
    mark = page.locator(".js-plotly-plot .point[role=button]").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    panel = page.locator("#rrc-panel")
    try:
        panel.wait_for(timeout=patience)
    except TimeoutError:
        return ["a click opens nothing"]
    n = panel.locator(".rrc-passage").count()
    title = panel.locator("h2").inner_text()
    right = f"{n} passage{'' if n == 1 else 's'}"
    problems = [] if n and title == right else [f"{n} passages under {title!r}"]
    page.keyboard.press("Escape")
    return problems if panel.count() == 0 else [*problems, "Escape does not close the panel"]


def test_a_click_on_a_mark_opens_its_sentences(notebook: Any) -> None:
    assert click_first_mark(notebook) == []


def test_a_click_that_opens_nothing_is_seen(notebook: Any) -> None:
    notebook.evaluate(
        """() => {
          for (const name of ["pointerdown", "mousedown", "pointerup", "mouseup", "click"]) {
            window.addEventListener(name, (event) => event.stopImmediatePropagation(),
                                    {capture: true, once: true});
          }
        }"""
    )
    assert click_first_mark(notebook, patience=2_000) == ["a click opens nothing"]


def test_the_menu_exports_the_page(
    notebook: Any, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    downloads: list[Any] = []

    def keep(download: Any) -> None:
        downloads.append(download)

    notebook.on("download", keep)
    notebook.context.on("page", lambda opened: opened.on("download", keep))
    notebook.keyboard.press("Control+s")
    choose(notebook, "File", "Save and Export Notebook As", "Reading_page")
    for _ in range(600):
        if downloads:
            break
        notebook.wait_for_timeout(100)
    [download] = downloads
    assert download.suggested_filename == "00_start_here.html"
    page = tmp_path / "page.html"
    download.save_as(page)
    shown = open_page(page.as_uri())
    assert shown.complaints == []
    assert shown.requests == [page.as_uri()]
    assert shown.page.locator(".rrc-chart .point[role=button]").count() > 0
