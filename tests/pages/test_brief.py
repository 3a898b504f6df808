"""The briefing in a browser: two pages of A4, no barrier, nothing asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpers.export.printing import count_pages, find_browser, print_pdf, print_within

SIZE = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")


@pytest.fixture(scope="module")
def page(quick_site: Any) -> Path:
    return quick_site.folder / "brief.html"


def find_printer() -> str:
    browser = find_browser()
    assert browser is not None
    return browser


def test_it_prints_on_two_pages_of_a4(page: Path) -> None:
    pdf = print_pdf(page, find_printer())
    sizes = {(round(float(w)), round(float(h))) for w, h in SIZE.findall(pdf)}
    assert pdf.startswith(b"%PDF")
    assert count_pages(pdf) == 2
    assert sizes == {(595, 842)}


def test_a_page_too_long_is_set_in_smaller_type(page: Path) -> None:
    longer = page.read_text("utf-8").replace("</article>", f"{'<p>more</p>' * 28}</article>")
    beside = page.with_name("longer.html")
    beside.write_text(longer.replace('href="assets', f'href="{page.parent.as_uri()}/assets'))
    usual = count_pages(print_pdf(beside, find_printer()))
    beside.unlink()
    assert usual == 3


def test_what_no_type_makes_short_enough_says_how_long_it_is() -> None:
    html = "<!doctype html><html lang='en'><style>p {break-after: page}</style>" + "<p>x</p>" * 4
    sized, pdf, n = print_within(html, 2, find_printer())
    assert 'data-print="smallest"' in sized
    assert n == count_pages(pdf) > 2


def test_five_findings_stand_on_it_with_k_of_k_badge_and_place(
    quick_site: Any, open_page: Callable[..., Any]
) -> None:
    opened = open_page(quick_site.url("brief.html")).page
    findings = opened.locator(".brief-findings > li")
    texts = findings.all_inner_texts()
    assert len(texts) == 5
    assert all(re.search(r"holds in \d+ of \d+ settings", text) for text in texts)
    assert all(re.search(r"precision \d+ of \d+, recall \d+ of \d+", text) for text in texts)
    assert all(re.search(r"sentence \d+$", text.strip()) for text in texts)


def test_a_button_prints_it(quick_site: Any, open_page: Callable[..., Any]) -> None:
    counting = "window.printed = 0; window.print = () => { window.printed += 1; };"
    opened = open_page(quick_site.url("brief.html"), script=counting).page
    opened.get_by_role("button", name="Print").click()
    assert opened.evaluate("() => window.printed") == 1


def test_its_places_lead_to_the_sentences(quick_site: Any, open_page: Callable[..., Any]) -> None:
    opened = open_page(quick_site.url("brief.html")).page
    quoted = opened.locator("blockquote p").first.inner_text()
    opened.locator("blockquote a").first.click()
    opened.wait_for_load_state()
    number = opened.url.partition("#")[2]
    shown = opened.locator(f"#{number} .sentence").inner_text()
    assert " ".join(shown.split()) == quoted


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_has_no_barrier_asks_for_nothing_and_fits(
    quick_site: Any, open_page: Callable[..., Any], find_barriers: Any, width: int, dark: bool
) -> None:
    opened = open_page(quick_site.url("brief.html"), dark=dark, width=width)
    home = quick_site.folder.as_uri()
    assert find_barriers(opened.page) == []
    assert [r for r in opened.requests if not r.startswith(home)] + opened.complaints == []
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
