"""The pages for a class in a browser: guess and look, code and compare, nothing kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.test_pages import find_barriers, find_overflow

PAGES = ("lessons.html", "sheet.html", "key.html", "glossary.html", "teachers.html")
OPEN_ALL = "() => { for (const fold of document.querySelectorAll('details')) fold.open = true; }"
KEPT = """() => [localStorage.length, sessionStorage.length, document.cookie]"""


@pytest.fixture
def lesson(quick_site: Any, open_page: Callable[..., Any]) -> Any:
    return open_page(quick_site.url("lessons.html")).page


@pytest.mark.parametrize("guise", [{"dark": False}, {"dark": True}, {"width": 390}])
@pytest.mark.parametrize("name", PAGES)
def test_pages_for_a_class_have_no_barrier_and_fit(
    quick_site: Any, open_page: Callable[..., Any], name: str, guise: dict[str, Any]
) -> None:
    opened = open_page(quick_site.url(name), **guise)
    opened.page.evaluate(OPEN_ALL)
    assert find_barriers(opened.page) == []
    assert find_overflow(opened.page) == []
    assert opened.complaints == []


def test_a_right_and_a_wrong_guess_are_told_apart_when_the_answer_is_opened(lesson: Any) -> None:
    puzzle = lesson.locator(".lesson-puzzle").first
    puzzle.get_by_label("Carper 2016").first.check()
    puzzle.get_by_label("U.S. Department of Homeland Security 2019").nth(1).check()
    puzzle.get_by_text("Reveal").click()
    said = puzzle.locator(".lesson-said")
    assert said.all_text_contents() == ["You said otherwise.", "You said so."]
    assert puzzle.locator("label.right").all_inner_texts() == [
        "several, equally often",
        "U.S. Department of Homeland Security 2019",
    ]


def test_a_guess_cannot_be_changed_once_the_answer_is_open(lesson: Any) -> None:
    puzzle = lesson.locator(".lesson-puzzle").nth(1)
    puzzle.get_by_text("Reveal").click()
    assert puzzle.locator(".lesson-said").inner_text() == "You made no guess."
    assert puzzle.locator("input:enabled").count() == 0


def test_a_number_of_an_answer_opens_its_sentences(lesson: Any) -> None:
    puzzle = lesson.locator(".lesson-puzzle").nth(1)
    puzzle.get_by_text("Reveal").click()
    puzzle.locator("a.ev").first.click()
    assert lesson.locator(".rrc-panel .rrc-passage").count() == 13


def test_ticks_are_set_beside_both_passes_and_the_settled_coding(lesson: Any) -> None:
    items = lesson.locator(".lesson-item")
    codes = items.nth(0).locator("dd[data-coding='first pass']").get_attribute("data-codes").split()
    for code in codes:
        items.nth(0).locator(f"input[value='{code}']").check()
    for i in range(2):
        items.nth(i).get_by_text("See how it was coded").click()
    said = lesson.locator(".lesson-total").inner_text().split("\n")
    assert said[0].startswith("You and the first pass: the same codes on 1 of 2 sentences; of ")
    assert [line.split(":")[0] for line in said] == [
        "You and the first pass",
        "You and the second pass",
        "You and the settled",
        "The first pass and the second pass",
    ]


def test_all_as_the_first_pass_had_it_is_full_agreement_with_it(lesson: Any) -> None:
    lesson.evaluate("""() => {
      for (const item of document.querySelectorAll('.lesson-item')) {
        const codes = item.querySelector('dd[data-coding="first pass"]').dataset.codes.split(' ');
        for (const box of item.querySelectorAll('input')) box.checked = codes.includes(box.value);
        item.querySelector('.lesson-codings').open = true;
      }
    }""")
    first, second, _, between = lesson.locator(".lesson-total").inner_text().split("\n")
    assert "the same codes on 12 of 12 sentences" in first
    assert "the same codes on 6 of 12 sentences" in second
    assert second.split(": ")[1] == between.split(": ")[1]


def test_nothing_that_is_ticked_is_kept(lesson: Any) -> None:
    lesson.locator(".lesson-item input").first.check()
    lesson.locator(".lesson-puzzle input").first.check()
    lesson.locator(".lesson-codings summary").first.click()
    assert lesson.evaluate(KEPT) == [0, 0, ""]
    lesson.reload()
    assert lesson.locator("input:checked").count() == 0


def test_without_script_answers_and_codings_still_open(quick_site: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(quick_site.url("lessons.html"))
    page.locator(".lesson-codings summary").first.click()
    assert page.locator(".lesson-codings dd").first.is_visible()
    page.locator(".lesson-reveal > summary").first.click()
    assert page.locator(".lesson-answer").first.is_visible()
    context.close()


def test_a_word_with_a_dotted_line_leads_to_its_meaning(
    quick_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(quick_site.url("index.html")).page
    page.locator("a.term", has_text="precision").first.click()
    assert page.url.endswith("glossary.html#term-precision")
    assert page.locator("#term-precision").is_visible()
