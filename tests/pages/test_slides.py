"""A page as slides: keys, clicks and buttons move; marks open; charts are as large as the slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.test_pages import find_barriers, find_overflow, find_unpainted

WALL = {"width": 1920, "height": 1080}
SEEN = "() => [...document.querySelectorAll('.rrc-finding')].map((e) => e.checkVisibility())"
PLACE = """() => {
  const chart = document.querySelector('.rrc-chart');
  const [mark] = chart.querySelectorAll('.point[role=button]');
  const box = (mark.querySelector('path') || mark).getBoundingClientRect();
  return {
    mark: [box.x + box.width / 2, box.y + box.height / 2],
    label: mark.getAttribute('aria-label'),
    drawn: chart.getBoundingClientRect().height,
    type: new DOMMatrix(getComputedStyle(chart).transform).a,
    wide: chart.getBoundingClientRect().width / chart.closest('.rrc-scroll').clientWidth,
    kept: chart.closest('.rrc-scroll').offsetHeight,
  };
}"""


@pytest.fixture
def slides(quick_site: Any, open_page: Callable[..., Any]) -> Callable[..., Any]:
    """Return an opener of the slides of a page with two findings."""

    def open_(place: str = "slides", **options: Any) -> Any:
        page = open_page(f"{quick_site.url('index.html')}#{place}", **options).page
        if "width" not in options:
            page.set_viewport_size(WALL)
        page.locator(".slides-bar").wait_for()
        page.wait_for_timeout(100)
        return page

    return open_


def read_number(page: Any) -> str:
    return page.locator(".slides-bar p").inner_text().split(":")[0]


def test_each_finding_has_a_slide_of_its_own(slides: Callable[..., Any]) -> None:
    page = slides()
    assert read_number(page) == "1 of 2"
    assert page.evaluate(SEEN) == [True, False]
    page.keyboard.press("ArrowRight")
    assert read_number(page) == "2 of 2"
    assert page.evaluate(SEEN) == [False, True]


@pytest.mark.parametrize(
    ("on", "back"),
    [("ArrowRight", "ArrowLeft"), (" ", "Shift+ "), ("PageDown", "PageUp"), ("End", "Home")],
)
def test_keys_move_on_and_back(slides: Callable[..., Any], on: str, back: str) -> None:
    page = slides()
    page.keyboard.press(on.replace(" ", "Space"))
    assert read_number(page) == "2 of 2"
    page.keyboard.press(back.replace(" ", "Space"))
    assert read_number(page) == "1 of 2"


def test_at_the_ends_keys_stay(slides: Callable[..., Any]) -> None:
    page = slides()
    page.keyboard.press("ArrowLeft")
    assert read_number(page) == "1 of 2"
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    assert read_number(page) == "2 of 2"


def test_a_click_beside_everything_moves_on(slides: Callable[..., Any]) -> None:
    page = slides()
    page.mouse.click(20, 500)
    assert read_number(page) == "2 of 2"


def test_buttons_move_too(slides: Callable[..., Any]) -> None:
    page = slides()
    page.get_by_role("button", name="Next").click()
    assert read_number(page) == "2 of 2"
    assert page.get_by_role("button", name="Next").is_disabled()
    page.get_by_role("button", name="Back").click()
    assert read_number(page) == "1 of 2"


def test_a_click_on_a_mark_opens_its_sentences_and_does_not_move_on(
    slides: Callable[..., Any],
) -> None:
    page = slides()
    place = page.evaluate(PLACE)
    page.mouse.move(place["mark"][0] - 2, place["mark"][1])
    page.mouse.click(*place["mark"])
    assert page.locator(".rrc-panel .rrc-passage").count() >= 1
    assert page.locator(".rrc-panel-what").inner_text() == place["label"]
    page.keyboard.press("ArrowRight")
    assert read_number(page) == "1 of 2"
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert read_number(page) == "2 of 2"


def test_a_number_opens_its_sentences(slides: Callable[..., Any]) -> None:
    page = slides()
    page.locator(".slide-now a.ev").first.click()
    assert page.locator(".rrc-panel .rrc-passage").count() == 13


def test_charts_are_drawn_at_the_size_of_the_slide(slides: Callable[..., Any]) -> None:
    page = slides()
    place = page.evaluate(PLACE)
    assert place["type"] > 1.3
    assert 0.98 < place["wide"] <= 1.001
    assert abs(place["drawn"] - place["kept"]) < 2
    assert find_unpainted(page) == []


def test_the_page_is_as_it_was_when_the_slides_are_closed(
    quick_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(quick_site.url("index.html")).page
    before = page.evaluate(PLACE)
    page.get_by_role("button", name="Slides").click()
    assert page.url.endswith("#slide-1")
    page.keyboard.press("Escape")
    page.evaluate("() => scrollTo(0, 0)")
    after = page.evaluate(PLACE)
    assert [before[k] for k in ("type", "drawn", "wide")] == [
        after[k] for k in ("type", "drawn", "wide")
    ]
    assert page.evaluate(SEEN) == [True, True]
    assert "#" not in page.url


def test_a_link_to_one_slide_opens_it(slides: Callable[..., Any]) -> None:
    page = slides("slide-2")
    assert read_number(page) == "2 of 2"
    assert page.evaluate(SEEN) == [False, True]


@pytest.mark.parametrize("guise", [{"width": 1280}, {"width": 1280, "dark": True}, {"width": 390}])
def test_slides_have_no_barrier_and_fit(slides: Callable[..., Any], guise: dict[str, Any]) -> None:
    page = slides(**guise)
    for _ in range(2):
        found = [b for b in find_barriers(page) if not b.startswith("heading-order")]
        assert found == []  # the heading of this page, made for tests, has no level 2 below it
        assert find_overflow(page) == []
        page.keyboard.press("ArrowRight")


def test_on_a_phone_a_chart_is_no_wider_than_its_slide(slides: Callable[..., Any]) -> None:
    page = slides(width=390)
    place = page.evaluate(PLACE)
    assert place["type"] == 1
    assert place["wide"] <= 1.001


def test_on_paper_every_slide_is_there(slides: Callable[..., Any]) -> None:
    page = slides()
    page.emulate_media(media="print")
    assert page.evaluate(SEEN) == [True, True]
    assert not page.locator(".slides-bar").is_visible()


def test_what_leads_into_a_text_leads_out_of_the_slides(slides: Callable[..., Any]) -> None:
    page = slides()
    page.locator(".slide-now a.ev").first.click()
    page.locator(".rrc-panel a.rrc-in-text").first.click()
    assert not page.locator(".slides-bar").is_visible()


def test_without_script_there_is_no_button_for_slides(quick_site: Any, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(quick_site.url("index.html") + "#slides")
    assert page.evaluate(SEEN) == [True, True]
    assert not page.locator("#slides").is_visible()
    context.close()
