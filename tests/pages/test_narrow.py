"""Charts at phone width: no wider than the page, each row named, nothing over a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.corpus import read_corpus
from helpers.evidence import store_html
from helpers.export.cells import PLOTLY_JSON
from helpers.export.site import put_site, read_books
from helpers.readings import (
    causes,
    dating,
    labels,
    naming,
    people,
    poles,
    responses,
    shared_words,
    two_voices,
    unquoted,
    voices,
    whose_words,
)
from helpers.show import chart_json

PROJECT = Path(__file__).resolve().parents[2]
PHONE, DESK = 390, 1280
FINDERS = (
    people.find_who_is_quoted,
    people.find_what_actors_do,
    dating.find_intervals,
    dating.find_order,
    whose_words.find_words_by_voice,
    two_voices.find_two_voices,
    unquoted.find_poles_without_quotations,
    shared_words.find_shared_words,
    poles.find_two_enforcements,
    poles.find_unsaid_word,
    poles.find_settings,
    voices.find_poles_by_voice,
    causes.find_many_answers,
    responses.find_commonest_response,
    responses.find_pairs,
    naming.find_phrase_without_content,
    labels.find_labels,
    labels.find_stances,
)
LOOK = """() => [...document.querySelectorAll('.rrc-chart')].map(chart => {
  const box = node => { const b = node.getBoundingClientRect();
    return [b.left, b.top, b.right, b.bottom, node.textContent]; };
  const rows = chart.layout.yaxis.ticktext || [];
  const tags = t => t.replace(/<br>/g, ' ').replace(/<[^>]*>/g, '').replace(/&#36;/g, '$');
  return {
    id: chart.id,
    wide: chart.getBoundingClientRect().width,
    rows: rows.map(tags),
    names: [...chart.querySelectorAll('.annotation-text, .ytick text')].map(box),
    heads: [...chart.querySelectorAll('.xtick text')].map(box),
    marks: [...chart.querySelectorAll('.trace .point, .shapelayer path')].map(box),
    texts: [...chart.querySelectorAll('.gtitle, .gtitle-subtitle')].map(box),
  };
})"""


@pytest.fixture(scope="module")
def seen(opening: Callable[[], Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return what stands where in each chart, at phone width and on a desk."""
    corpus = read_corpus(PROJECT / "seeds")
    shown = [{"text/html": store_html(corpus)}]
    shown += [{PLOTLY_JSON: chart_json(find(corpus))} for find in FINDERS]
    outputs = [new_output("display_data", data=data) for data in shown]
    cells = [new_markdown_cell("# Charts"), new_code_cell("show()", outputs=outputs)]
    books = read_books([Path("00_charts.ipynb")], [new_notebook(cells=cells)])
    out = tmp_path_factory.mktemp("narrow") / "site"
    put_site(books, corpus, out, alone=False, quotations_only=False)
    with opening() as open_:
        url = (out / "index.html").as_uri()
        return {w: open_(url, width=w).page.evaluate(LOOK) for w in (PHONE, DESK)}


def overlap(a: list[Any], b: list[Any]) -> bool:
    """Return whether two boxes share more than a hair of both width and height."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide > 2 and high > 4


def find_collisions(chart: dict[str, Any]) -> list[str]:
    boxes = [b for b in chart["names"] if b[4].strip()]
    return [
        f"{chart['id']}: {a[4]!r} over {b[4]!r}"
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if overlap(a, b)
    ]


def test_no_chart_is_wider_than_a_phone(seen: Any) -> None:
    assert len(seen[PHONE]) == len(FINDERS)
    assert [c["id"] for c in seen[PHONE] if c["wide"] > PHONE] == []


def test_every_row_has_its_name_inside_the_page(seen: Any) -> None:
    lost = []
    for chart in seen[PHONE]:
        inside = [b[4] for b in chart["names"] if b[0] >= 0 and b[2] <= PHONE]
        said = [" ".join(text.split()) for text in inside]
        for row in chart["rows"]:
            first = " ".join(row.split()[:2])
            if not any(first.replace(" ", "") in text.replace(" ", "") for text in said):
                lost.append(f"{chart['id']}: {row}")
    assert lost == []


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_no_name_stands_over_another(seen: Any, width: int) -> None:
    assert [c for chart in seen[width] for c in find_collisions(chart)] == []


def test_no_name_of_a_column_stands_over_that_of_a_row(seen: Any) -> None:
    covered = [
        f"{chart['id']}: {b[4]}"
        for chart in seen[PHONE]
        for b in chart["names"]
        if any(overlap(b, head) for head in chart["heads"])
    ]
    assert covered == []


def test_no_mark_and_no_arc_lies_over_the_name_of_its_row(seen: Any) -> None:
    covered = []
    for chart in seen[PHONE]:
        firsts = {row.split()[0] for row in chart["rows"]}
        names = [b for b in chart["names"] if b[4].split()[:1] and b[4].split()[0] in firsts]
        assert names or not firsts
        covered += [
            f"{chart['id']}: {b[4]}" for b in names if any(overlap(b, m) for m in chart["marks"])
        ]
    assert covered == []


def test_a_question_is_not_cut_off(seen: Any) -> None:
    cut = [b[4] for chart in seen[PHONE] for b in chart["texts"] if b[2] > PHONE]
    assert cut == []
