"""Under each finding: link, citation, data and picture, from a page opened by double-click."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from helpers.corpus import read_corpus
from helpers.readings.lists import find_introduced_list
from helpers.readings.naming import find_phrase_without_content

PROJECT = Path(__file__).resolve().parents[2]
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));"
CATCH = "window.copied = ''; navigator.clipboard.writeText = async (t) => { window.copied = t; };"


@pytest.fixture
def page_url(quick_site: Any) -> str:
    return quick_site.url("index.html")


@pytest.fixture
def open_take(page_url: str, open_page: Callable[..., Any]) -> Callable[..., tuple[Any, Any]]:
    """Return an opener of what stands under a finding: the page, and that part of it."""

    def open_(number: int, **options: Any) -> tuple[Any, Any]:
        page = open_page(page_url, **options).page
        take = page.locator(".rrc-take").nth(number)
        take.locator("summary").click()
        take.get_by_role("button").first.wait_for()
        return page, take

    return open_


def download(page: Any, take: Any, name: str) -> tuple[str, bytes]:
    with page.expect_download() as held:
        take.get_by_role("button", name=name).click()
    return held.value.suggested_filename, Path(held.value.path()).read_bytes()


def test_the_citation_says_what_was_found_in_what_and_where(open_take: Callable[..., Any]) -> None:
    page, take = open_take(0, script=CATCH)
    take.get_by_role("button", name="Copy citation").click()
    page.wait_for_function("() => window.copied")
    cited = page.evaluate("() => window.copied")
    corpus = read_corpus(PROJECT / "seeds")
    finding = find_phrase_without_content(corpus)
    assert cited.startswith(f"“{finding.question}” {finding.claim.text()} Reading Root Causes 0.")
    assert "corpus “seeds”, sha256 " in cited
    assert "index.html#phrase-without-content" in cited
    assert "language model" in cited


def test_where_the_clipboard_is_refused_the_text_is_selected(
    open_take: Callable[..., Any],
) -> None:
    page, take = open_take(0, script=REFUSE)
    take.get_by_role("button", name="Copy citation").click()
    said = take.get_by_role("status")
    page.wait_for_function("() => document.querySelector('.rrc-take-said').textContent")
    selected = page.evaluate(
        "() => { const f = document.activeElement;"
        " return f.value.slice(f.selectionStart, f.selectionEnd) === f.value && f.tagName; }"
    )
    assert "press Ctrl+C" in said.inner_text()
    assert selected == "TEXTAREA"


def test_the_link_leads_to_the_finding(open_take: Callable[..., Any], page_url: str) -> None:
    page, take = open_take(1, script=CATCH)
    take.get_by_role("button", name="Copy link").click()
    page.wait_for_function("() => window.copied")
    link = page.evaluate("() => window.copied")
    assert link == f"{page_url}#list-after-root-causes"
    assert page.locator("#list-after-root-causes").count() == 1


def test_the_data_is_the_table_of_the_finding(open_take: Callable[..., Any]) -> None:
    name, content = download(*open_take(0), "Data (CSV)")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    table = find_phrase_without_content(read_corpus(PROJECT / "seeds")).table
    assert name == "phrase-without-content.csv"
    assert [int(row["sentences"]) for row in rows] == table["sentences"].tolist()


def test_the_sentences_are_those_behind_every_number(open_take: Callable[..., Any]) -> None:
    _, content = download(*open_take(0), "Sentences (CSV)")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    finding = find_phrase_without_content(read_corpus(PROJECT / "seeds"))
    [key] = {row["key"] for row in rows if row["behind"] == "tied to none: 8"}
    assert sum(row["key"] == key for row in rows) == len(finding.passages(key)) == 8
    assert all(row["sentence"] and row["place"] for row in rows)


@pytest.mark.parametrize("number", [0, 1], ids=["chart", "no chart"])
def test_the_picture_carries_title_claim_n_source_and_coder(
    open_take: Callable[..., Any], number: int
) -> None:
    page, take = open_take(number, dark=True)
    find = (find_phrase_without_content, find_introduced_list)[number]
    finding = find(read_corpus(PROJECT / "seeds"))
    name, content = download(page, take, "Picture (SVG)")
    root = ElementTree.fromstring(content)
    said = " ".join(" ".join(root.itertext()).split())
    assert name == f"{finding.finding_id}.svg"
    for part in (finding.question, finding.claim.text(), "n = 73 sentences in 5 texts"):
        assert part in said
    assert "sha256" in said
    assert "two passes of a language model" in said
    assert root.find("{*}rect").get("fill") == "#ffffff"


def test_the_picture_is_painted_as_png_at_twice_its_size(open_take: Callable[..., Any]) -> None:
    name, content = download(*open_take(0), "Picture (PNG)")
    width, height = struct.unpack(">II", content[16:24])
    assert name == "phrase-without-content.png"
    assert width == 1800
    assert height > 600
    assert len(content) > 20_000


def test_without_script_link_and_citation_still_stand_there(page_url: str, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(page_url)
    page.locator(".rrc-take > summary").first.click()
    assert page.get_by_label("Citation").first.is_visible()
    assert page.get_by_label("Link").first.input_value() == "index.html#phrase-without-content"
    assert page.get_by_role("button", name="Copy citation").count() == 0
    context.close()


def test_the_first_page_leads_to_the_files(page_url: str, open_page: Callable[..., Any]) -> None:
    page = open_page(page_url).page
    for name in ("tables.zip", "codebook.qdc"):
        link = page.locator(f'a[href="{name}"]')
        assert link.count() == 1
        assert Path(page_url.removeprefix("file://")).with_name(name).stat().st_size > 5_000
