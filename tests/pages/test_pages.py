"""What pages ask for, paint and look like to everyone; for each check a defect that it sees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

AXE = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")
PHONE = 390
LAYER_OF = {
    "scatter": ".scatterlayer > .trace",
    "bar": ".barlayer > .trace",
    "heatmap": ".heatmaplayer > .hm",
}
READ_CHARTS = """(layers) => [...document.querySelectorAll('.rrc-chart')].map((chart) => {
  const figure = JSON.parse(chart.querySelector('script').textContent);
  const traces = chart._fullData || [];
  return {
    name: chart.id,
    wanted: figure.data.map((trace) => trace.type || 'scatter').sort(),
    drawn: traces.map((trace) => trace.type).sort(),
    hidden: traces.filter((trace) => trace.visible !== true).map((trace) => trace.type),
    painted: Object.fromEntries(layers.map((p) => [p, chart.querySelectorAll(p).length])),
  };
})"""
READ_LINKS = """() => [
  [...document.querySelectorAll('[id]')].map((e) => e.id),
  [...document.querySelectorAll('a[href]')].map((a) => a.href).filter((h) => !h.startsWith('http')),
]"""
RULES_OF_SIZE = ("scrollable-region-focusable", "color-contrast", "region")
OPEN_ALL = """() => {
  for (const folded of document.querySelectorAll('details')) folded.open = true;
  const mark = document.querySelector('.rrc-chart .point[role=button]');
  const number = document.querySelector('.rrc-finding a.ev');
  if (mark) {
    mark.focus();
    mark.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
  } else if (number) number.click();
  const around = document.querySelector('.rrc-panel .rrc-around');
  if (around) around.click();
}"""


def find_strangers(opened: Any, folder: Path) -> list[str]:
    """Return what a page asked for outside its folder, and what its browser complained of."""
    home = folder.as_uri()
    return [url for url in opened.requests if not url.startswith(home)] + opened.complaints


def find_unpainted(page: Any) -> list[str]:
    """Return the charts whose painted traces are not those of their figures."""
    problems = []
    for chart in page.evaluate(READ_CHARTS, sorted(LAYER_OF.values())):
        if chart["wanted"] != chart["drawn"]:
            problems.append(f"{chart['name']}: {chart['drawn']} drawn for {chart['wanted']}")
        for type_, path in LAYER_OF.items():
            n = chart["wanted"].count(type_) - chart["hidden"].count(type_)
            if chart["painted"][path] != n:
                problems.append(f"{chart['name']}: {chart['painted'][path]} painted of {n} {type_}")
        unknown = set(chart["wanted"]) - set(LAYER_OF)
        problems += [f"{chart['name']}: no check for traces of type {t}" for t in sorted(unknown)]
    return problems


def find_barriers(page: Any, *rules: str) -> list[str]:
    """Return what axe-core finds wrong on a page as it stands, by all rules or those named."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{rule['id']}: {rule['help']} {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def find_overflow(page: Any) -> list[str]:
    """Return what sticks out of a page that is wider than its window."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll('body *')]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
            .map((e) => e.tagName + '.' + e.className).slice(0, 5).concat('page too wide')"""
    )


@dataclass
class Visit:
    """What one look at a page found."""

    strangers: list[str]
    n_requests: int
    unpainted: list[str]
    n_charts: int
    anchors: set[str]
    links: list[str]
    barriers: dict[str, list[str]]
    overflow: list[str]


def visit_page(opened: Any, folder: Path) -> Visit:
    """Look at a page as it opens, then with everything open: light, dark, on a phone."""
    page = opened.page
    unpainted = find_unpainted(page)
    anchors, links = page.evaluate(READ_LINKS)
    page.evaluate(OPEN_ALL)
    page.wait_for_timeout(200)  # the panel slides in
    barriers = {"light": find_barriers(page)}
    page.emulate_media(color_scheme="dark")
    barriers["dark"] = find_barriers(page, "color-contrast", "link-in-text-block")
    page.set_viewport_size({"width": PHONE, "height": 844})
    page.wait_for_timeout(100)
    barriers["phone"] = find_barriers(page, *RULES_OF_SIZE)
    overflow = find_overflow(page)
    return Visit(
        strangers=find_strangers(opened, folder),
        n_requests=len(opened.requests),
        unpainted=unpainted,
        n_charts=page.locator(".rrc-chart").count(),
        anchors=set(anchors),
        links=links,
        barriers=barriers,
        overflow=overflow,
    )


@pytest.fixture(scope="session", params=["seeds_site", "tiny_site"])
def visits(request: pytest.FixtureRequest, opening: Callable[[], Any]) -> dict[str, Visit]:
    """Return what a look at each page of a site found, for each site in turn."""
    site = request.getfixturevalue(request.param)
    found = {}
    for page in site.pages:
        with opening() as open_:
            found[site.url(page)] = visit_page(open_(site.url(page)), site.folder)
    return found


def test_pages_ask_for_nothing_but_what_lies_beside_them(visits: dict[str, Visit]) -> None:
    assert {p: v.strangers for p, v in visits.items() if v.strangers} == {}
    assert max(v.n_requests for v in visits.values()) <= 4  # page, style, script, chart library


def test_pages_are_small(seeds_site: Any, tiny_site: Any) -> None:
    sizes = {p: (seeds_site.folder / p).stat().st_size for p in seeds_site.pages}
    alone = {p: (tiny_site.folder / p).stat().st_size for p in tiny_site.pages}
    assert {p: n for p, n in sizes.items() if n >= 300_000} == {}
    assert {p: n for p, n in alone.items() if n >= 2_000_000} == {}


def test_every_chart_is_painted_as_its_figure_says(visits: dict[str, Visit]) -> None:
    assert {p: v.unpainted for p, v in visits.items() if v.unpainted} == {}
    assert sum(v.n_charts for v in visits.values()) >= 3


@pytest.mark.parametrize("guise", ["light", "dark", "phone"])
def test_pages_have_no_barrier_with_each_kind_of_fold_open(
    visits: dict[str, Visit], guise: str
) -> None:
    assert {p: v.barriers[guise] for p, v in visits.items() if v.barriers[guise]} == {}


def test_pages_fit_a_phone(visits: dict[str, Visit]) -> None:
    assert {p: v.overflow for p, v in visits.items() if v.overflow} == {}


def test_every_link_inside_the_site_leads_somewhere(visits: dict[str, Visit]) -> None:
    links = [(page, href) for page, v in visits.items() for href in v.links]
    dead = []
    for page, href in links:
        target, _, anchor = href.partition("#")
        if target not in visits:  # a file that is downloaded, such as the tables
            if (
                anchor
                or target.endswith(".html")
                or not Path(unquote(urlparse(target).path)).is_file()
            ):
                dead.append((page, href))
        elif anchor and anchor not in visits[target].anchors:
            dead.append((page, href))
    assert dead == []
    assert len(links) > 20


def test_the_code_is_behind_one_switch(seeds_site: Any, open_page: Callable[..., Any]) -> None:
    page = open_page(seeds_site.url("index.html")).page
    code = page.locator(".code").first
    assert not code.is_visible()
    page.get_by_label("Show the code").check()
    assert code.is_visible()
    page.reload()
    assert code.is_visible()


def test_the_switch_to_dark_is_kept_and_turns_the_charts_too(
    seeds_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(seeds_site.url("index.html")).page
    read = """() => [getComputedStyle(document.body).backgroundColor,
                     getComputedStyle(document.querySelector('.rrc-chart .gtitle')).fill]"""
    light = page.evaluate(read)
    page.get_by_role("button", name="Dark page").click()
    dark = page.evaluate(read)
    page.reload()
    page.wait_for_function("() => document.documentElement.dataset.drawn")
    assert page.evaluate(read) == dark
    assert light[0] != dark[0]
    assert light[1] != dark[1]


def test_on_a_phone_each_cell_says_its_column(
    seeds_site: Any, open_page: Callable[..., Any]
) -> None:
    page = open_page(seeds_site.url("index.html"), width=PHONE).page
    said = page.evaluate(
        """() => [...document.querySelectorAll('.rrc-finding .rrc-table td')]
          .map((cell) => getComputedStyle(cell, '::before').content)"""
    )
    assert said
    assert [label for label in said if len(label.strip('" ')) < 2] == []


def test_layers_of_a_text_can_be_switched_off(
    seeds_site: Any, open_page: Callable[..., Any]
) -> None:
    [text, *_] = [p for p in seeds_site.pages if p.startswith("texts/")]
    page = open_page(seeds_site.url(text)).page
    chips = page.locator(".chips").first
    mark = page.locator(".m.frame").first
    before = mark.evaluate("(e) => getComputedStyle(e).backgroundImage")
    page.locator("#layer-frame").uncheck()
    assert not chips.is_visible()
    assert mark.evaluate("(e) => getComputedStyle(e).backgroundImage") != before


def test_without_script_a_page_still_shows_tables_and_sentences(
    seeds_site: Any, browser: Any
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(seeds_site.url("index.html"))
    assert page.locator(".rrc-finding table").first.is_visible()
    page.locator("details.rrc-opens > summary").first.click()
    assert page.locator("details[open] li").first.is_visible()
    context.close()


# Each check sees a defect


@pytest.fixture
def planted(
    tiny_site: Any, tmp_path: Path, open_page: Callable[..., Any]
) -> Callable[[str, str], Any]:
    """Return an opener of the tiny site's first page with something replaced in its HTML."""

    def plant(old: str, new: str, **options: Any) -> Any:
        html = (tiny_site.folder / "index.html").read_text("utf-8")
        assert old in html
        path = tmp_path / "index.html"
        path.write_text(html.replace(old, new, 1), "utf-8")
        return open_page(path.as_uri(), **options)

    return plant


def test_a_request_to_elsewhere_is_seen(planted: Callable[..., Any], tmp_path: Path) -> None:
    opened = planted("default-src", "x-src")
    opened.page.evaluate("() => { new Image().src = 'https://example.org/x.png'; }")
    opened.page.wait_for_timeout(100)
    assert any("example.org" in problem for problem in find_strangers(opened, tmp_path))


def test_a_script_that_the_policy_does_not_know_is_seen(
    planted: Callable[..., Any], tmp_path: Path
) -> None:
    opened = planted("</main>", "<script>window.ran = 1</script></main>")
    assert opened.page.evaluate("() => window.ran") is None
    assert any("Content Security Policy" in p for p in find_strangers(opened, tmp_path))


def test_a_chart_painted_as_another_kind_is_seen(planted: Callable[..., Any]) -> None:
    page = planted("</main>", "</main>").page
    page.evaluate("() => Plotly.restyle(document.querySelector('.rrc-chart'), {type: 'scatter'})")
    assert find_unpainted(page) != []


def test_a_trace_that_is_not_painted_is_seen(planted: Callable[..., Any]) -> None:
    page = planted("</main>", "</main>").page
    page.evaluate("() => document.querySelector('.rrc-chart .trace').remove()")
    assert find_unpainted(page) != []


def test_a_barrier_is_seen(planted: Callable[..., Any]) -> None:
    page = planted('lang="en"', "").page
    assert any(problem.startswith("html-has-lang") for problem in find_barriers(page))


def test_a_page_wider_than_a_phone_is_seen(planted: Callable[..., Any]) -> None:
    page = planted("<main ", '<main style="min-width:500px" ', width=PHONE).page
    assert "page too wide" in find_overflow(page)
