"""Every mark opens the sentences it stands for, counted again from the Parquet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from helpers.__main__ import main
from tests.pages.recount import Tables

OPEN_MARKS = """() => {
  const opened = [];
  for (const chart of document.querySelectorAll('.rrc-chart')) {
    for (const mark of chart.querySelectorAll('.point[role=button]')) {
      mark.focus();
      mark.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
      const panel = document.getElementById('rrc-panel');
      const trace = chart.data[mark.closest('.trace').__data__[0].trace.index];
      opened.push({
        key: [trace.customdata[mark.__data__.i]].flat()[0],
        title: panel ? panel.querySelector('h2').textContent : '',
        shown: panel ? [...panel.querySelectorAll('.rrc-passage')].map((item) => ({
          ref: item.dataset.ref,
          text: item.querySelector('.rrc-quoted').textContent,
        })) : [],
      });
      if (panel) panel.querySelector('.rrc-close').click();
    }
  }
  return opened;
}"""

Opened = list[dict[str, Any]]


@pytest.fixture(scope="session", params=["seeds_site", "tiny_site"])
def marks(
    request: pytest.FixtureRequest,
    opening: Callable[[], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Tables, Opened]:
    """Return the tables of a corpus and what each mark of its pages opens."""
    site = request.getfixturevalue(request.param)
    out = tmp_path_factory.mktemp("coded")
    assert main(["code", str(site.corpus), "--out", str(out)]) == 0
    opened: Opened = []
    with opening() as open_:
        for page in site.pages:
            opened += open_(site.url(page)).page.evaluate(OPEN_MARKS)
    return Tables(out), opened


def find_miscounts(tables: Tables, opened: Opened) -> list[str]:
    """Return the marks whose panel does not show what the Parquet says."""
    problems = []
    for mark in opened:
        refs = [tuple(map(int, item["ref"].split("-"))) for item in mark["shown"]]
        n = len(refs)
        if not n or len(set(refs)) != n or not mark["title"].startswith(f"{n} passage"):
            problems.append(f"{mark['key']}: {n} passages under {mark['title']!r}")
        expected = tables.recount(mark["key"])
        if expected is not None and set(refs) != expected:
            problems.append(f"{mark['key']}: {n} passages, {len(expected)} in the Parquet")
        for ref, item in zip(refs, mark["shown"], strict=True):
            if item["text"] != tables.words[ref]:
                problems.append(f"{mark['key']}: {item['ref']} is not the sentence")
    return problems


def test_every_mark_opens_the_sentences_that_the_parquet_has(marks: tuple[Tables, Opened]) -> None:
    assert find_miscounts(*marks) == []


def test_most_marks_can_be_counted_again(marks: tuple[Tables, Opened]) -> None:
    tables, opened = marks
    again = [mark for mark in opened if tables.recount(mark["key"]) is not None]
    assert len(again) > 0.7 * len(opened) > 5


def test_a_passage_too_few_is_seen(marks: tuple[Tables, Opened]) -> None:
    tables, opened = marks
    whole = next(mark for mark in opened if len(mark["shown"]) > 1)
    assert find_miscounts(tables, [whole | {"shown": whole["shown"][1:]}]) != []


def test_a_passage_with_other_words_is_seen(marks: tuple[Tables, Opened]) -> None:
    tables, opened = marks
    changed = opened[0]["shown"][0] | {"text": "other words"}
    assert find_miscounts(tables, [opened[0] | {"shown": [changed]}]) != []


def test_a_click_opens_a_mark_and_escape_gives_the_focus_back(
    seeds_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(seeds_site.url("index.html")).page
    mark = page.locator(".rrc-chart .point[role=button]").first
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("#rrc-panel .rrc-passage").count() >= 1
    page.keyboard.press("Escape")
    assert page.locator("#rrc-panel").count() == 0
    assert mark.evaluate("(mark) => mark === document.activeElement")


def test_a_number_in_a_claim_opens_its_sentences(
    seeds_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(seeds_site.url("index.html")).page
    number = page.locator(".rrc-finding a.ev").first
    number.click()
    shown = page.locator("#rrc-panel .rrc-passage").count()
    assert str(shown) == number.inner_text()
