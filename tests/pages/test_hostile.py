"""Hostile text, title, author, file name and address: shown as text, and nothing runs."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SCRIPT = "</script><script>window.ran = 1; alert(1)</script>"
IMAGE = '<img src=x onerror="window.ran = 2; alert(1)">'
ALL = f"{SCRIPT} {IMAGE} `code` $x$ {{{{x}}}} <b>bold</b> &amp; ' \""
TEXT = f"""A hostile title {ALL}

They must address the root causes of migration {ALL}, such as poverty and violence.

"We will secure the border {ALL} and create jobs," said Secretary {IMAGE} Ann {SCRIPT} Lee.

- Poverty {ALL} drives people to leave; $5 million {IMAGE} went to the Alliance for {SCRIPT} Peace.
"""
WATCH = "window.ran = 0; window.alert = () => { window.ran = 3; };"
FIND_MADE = """() => [
  ...document.querySelectorAll('img, main script:not([type])'),
  ...[...document.querySelectorAll('b')].filter((b) => b.textContent === 'bold'),
].map((element) => element.outerHTML.slice(0, 80))"""
OPEN_EVERY_MARK = """() => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  for (const mark of document.querySelectorAll('.rrc-chart .point[role=button]')) {
    mark.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
    for (const around of document.querySelectorAll('.rrc-around')) around.click();
  }
}"""


def find_running(opened: Any) -> list[str]:
    """Return what hostile text did on a page: ran, or became an element."""
    page = opened.page
    ran = page.evaluate("() => window.ran")
    made = page.evaluate(FIND_MADE)
    return ([f"a script ran: {ran}"] if ran else []) + made + opened.complaints


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory, make_site: Callable[..., Any]) -> Any:
    """Return the site of a corpus in which all that can be written by others is hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "corpus"
    folder.mkdir()
    named = "<img src=x onerror=alert(1)> `$x$ {{x}}.txt"
    (folder / named).write_text(TEXT, "utf-8")
    (folder / "plain.txt").write_text(f"We cooperate on security. {ALL} Jobs reduce migration.")
    with (folder / "catalogue.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["file", "title", "author", "publisher", "genre", "url", "rights"])
        for name in (named, "plain.txt"):
            rows.writerow([name, *[f"{ALL} {name}"] * 4, "javascript:alert(1)", ALL])
    return make_site(folder, tmp_path_factory.mktemp("hostile_site") / "site")


def test_nothing_hostile_runs_and_all_of_it_is_shown(
    hostile_site: Any, open_page: Callable[..., Any]
) -> None:
    for address in hostile_site.pages:
        opened = open_page(hostile_site.url(address), script=WATCH)
        opened.page.evaluate(OPEN_EVERY_MARK)
        hover_marks(opened.page)
        assert find_running(opened) == [], address
        assert SCRIPT in opened.page.evaluate("() => document.body.textContent"), address


def hover_marks(page: Any) -> None:
    """Move the pointer over some marks of each chart, so that hover text is painted."""
    page.keyboard.press("Escape")
    for chart in page.locator(".rrc-chart").all():
        chart.scroll_into_view_if_needed()
        for mark in chart.locator(".point").all()[:5]:
            box = mark.bounding_box()
            if box:
                page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_script_that_runs_is_seen(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    page = tmp_path / "page.html"
    page.write_text(f"<!doctype html><main>{SCRIPT}</main>")
    assert "a script ran: 3" in find_running(open_page(page.as_uri(), script=WATCH))


def test_an_image_made_of_text_is_seen(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><main><img src='data:,'></main>")
    assert len(find_running(open_page(page.as_uri(), script=WATCH))) >= 1
