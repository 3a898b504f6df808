"""Charts: what is drawn is what was counted, each mark with its key, in colours all can tell."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
import pytest

from helpers.charts.band import chart_band
from helpers.charts.choices import chart_choices
from helpers.charts.dots import chart_counts, chart_dots
from helpers.charts.pairs import chart_pairs
from helpers.charts.strip import MOST_SQUARES, chart_strip
from helpers.charts.style import (
    GREY,
    PALETTE,
    colour_of,
    describe,
    escape_plotly,
    ink_on,
    link_marks,
    wrap_plotly,
)
from helpers.charts.unit_bars import chart_unit_bars

# How colours look with protan, deutan and tritan vision (Machado, Oliveira & Fernandes 2009,
# severity 1), applied to linear RGB.
BLINDNESS = {
    "protan": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deutan": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
    "tritan": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
    "usual": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
}


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    lights = sorted(float(linear(c) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def oklab(rgb: np.ndarray) -> np.ndarray:
    cones = np.array([[0.4122, 0.5363, 0.0514], [0.2119, 0.6807, 0.1074], [0.0883, 0.2817, 0.6300]])
    axes = np.array(
        [[0.2105, 0.7936, -0.0041], [1.9780, -2.4286, 0.4506], [0.0259, 0.7828, -0.8087]]
    )
    return axes @ np.cbrt(cones @ np.clip(rgb, 0, 1))


@pytest.mark.parametrize("paper", ["#ffffff", "#111111"])
def test_every_colour_stands_out_on_light_and_dark_paper(paper: str) -> None:
    assert min(contrast(c, paper) for c in (*PALETTE.values(), GREY)) >= 3


@pytest.mark.parametrize("kind", BLINDNESS)
def test_the_colours_are_told_apart_with_any_colour_vision(kind: str) -> None:
    seen = [oklab(np.array(BLINDNESS[kind]) @ linear(c)) for c in (*PALETTE.values(), GREY)]
    assert min(float(np.linalg.norm(a - b)) for a, b in combinations(seen, 2)) > 0.1


def test_numbers_on_a_colour_can_be_read() -> None:
    assert all(contrast(ink_on(c), c) >= 4.5 for c in PALETTE.values())


def test_a_code_has_the_colour_of_its_group() -> None:
    assert colour_of("R-BORDER") == colour_of("R-CRIME") == PALETTE["enforcement"]
    assert colour_of("D-ECON") == PALETTE["idea and causes"]
    assert colour_of("pathways") == PALETTE["protection and pathways"]


def test_an_unknown_name_is_grey() -> None:
    assert colour_of("neither") == GREY


def test_text_cannot_be_taken_for_tags_entities_formulas_or_templates() -> None:
    hostile = '<a href="https://x">y</a> &amp; $x$ %{customdata}'
    safe = escape_plotly(hostile)
    assert not set("<>$") & set(safe)
    assert "%{" not in safe
    assert safe.startswith("&lt;a href")


def test_wrapping_never_cuts_through_an_escaped_sign() -> None:
    assert wrap_plotly("<" * 4, 2) == "&lt;&lt;<br>&lt;&lt;"


def test_hover_text_leaves_empty_lines_out() -> None:
    assert describe("one", "", "<two>") == "<b>one</b><br>&lt;two&gt;"


def test_a_mark_without_a_key_opens_nothing() -> None:
    assert link_marks(["k", "", None], ["a", "b", "c"]) == [["k", "a"], None, None]


# Two texts: "One" with 4 sentences, "Two" with 3 and none filled.
STRIP = pd.DataFrame(
    {
        "document": ["One"] * 4 + ["Two"] * 3,
        "sentence_id": [2, 3, 4, 5, 1, 2, 3],
        "position": [1, 2, 3, 4, 1, 2, 3],
        "category": ["named", "never", "never", None, None, None, None],
        "voice": ["author", "speaker", "uncertain", "author", "author", "author", "speaker"],
        "key": [f"s{i}" for i in range(7)],
        "arc_to": [4, None, None, None, None, None, None],
    }
)
FILLS = {"named": PALETTE["cooperation"], "never": PALETTE["enforcement"]}


def keys(figure: go.Figure) -> list[str]:
    marks = [mark for trace in figure.data for mark in trace.customdata or () if mark]
    return sorted(mark[0] for mark in marks)


def ticks(figure: go.Figure) -> tuple[str, ...]:
    return tuple(figure.layout.yaxis.ticktext)


def notes(figure: go.Figure) -> list[str]:
    return [a.text for a in figure.layout.annotations if a.xref == "paper"]


def trace(figure: go.Figure, name: str) -> Any:
    return next(t for t in figure.data if t.name == name)


def test_the_strip_draws_one_square_a_sentence_with_its_key() -> None:
    assert keys(chart_strip(STRIP, fills=FILLS)) == [f"s{i}" for i in range(7)]


def test_a_text_without_any_stays_as_a_row_of_zero() -> None:
    figure = chart_strip(STRIP, fills=FILLS)
    assert ticks(figure) == ("One", "Two")
    assert notes(figure) == ["3 of 4", "0 of 3"]


def test_a_square_stands_at_its_place() -> None:
    square = trace(chart_strip(STRIP, fills=FILLS), "named")
    assert square.base[0] + square.x[0] / 2 == pytest.approx(1)
    assert square.y == (0,)


def test_quoted_sentences_are_hollow_and_the_authors_filled() -> None:
    figure = chart_strip(STRIP, fills=FILLS)
    assert trace(figure, "named").marker.color == (FILLS["named"],)
    assert FILLS["never"] not in trace(figure, "never").marker.color
    assert trace(figure, "never").marker.line.color[0] == FILLS["never"]


def test_an_uncertain_sentence_has_a_dashed_outline() -> None:
    shapes = chart_strip(STRIP, fills=FILLS).layout.shapes
    dashed = [s for s in shapes if s.type == "rect"]
    assert [(s.line.dash, s.x0 < 3 < s.x1, s.y0 < 0 < s.y1) for s in dashed] == [
        ("dot", True, True)
    ]


def test_an_arc_leads_to_the_sentence_that_it_names() -> None:
    arc = next(s for s in chart_strip(STRIP, fills=FILLS).layout.shapes if s.type == "path")
    assert arc.path.startswith("M 1,")
    assert arc.path.split("Q")[1].split()[1].startswith("3,")


def test_the_hover_names_text_sentence_category_and_voice() -> None:
    hover = trace(chart_strip(STRIP, fills=FILLS), "never").hovertext[0]
    assert hover == "<b>One, sentence 3</b><br>never<br>quoted"


def test_a_strip_too_long_for_squares_is_drawn_as_bars() -> None:
    n = MOST_SQUARES + 1
    many = pd.DataFrame(
        {
            "document": ["One"] * 200 + ["Two"] * (n - 200),
            "position": range(n),
            "category": ["named"] * 5 + [None] * (n - 5),
            "voice": "author",
            "key": "",
            "cell_key": ["one"] * 5 + [""] * (n - 5),
        }
    )
    figure = chart_strip(many, fills=FILLS)
    assert tuple(figure.data[0].x) == (5,)
    assert notes(figure) == ["5 of 200", "0 of 101"]
    assert keys(figure) == ["one"]


def test_a_strip_where_nothing_is_found_still_draws_the_sentences() -> None:
    figure = chart_strip(STRIP.assign(category=None))
    assert notes(figure) == ["0 of 4", "0 of 3"]


DOTS = pd.DataFrame(
    [
        ("D-CLIM", "climate", "a", "One", 0, False, ""),
        ("D-CLIM", "climate", "b", "Two", 0, False, ""),
        ("D-VIOL", "violence", "a", "One", 4, False, "v1"),
        ("D-VIOL", "violence", "b", "Two", 1, True, "v2"),
    ],
    columns=["code", "label", "document_id", "document", "n", "quoted", "key"],
)


def test_dots_put_the_code_of_most_texts_first_and_keep_the_zero_row() -> None:
    figure = chart_dots(DOTS)
    assert ticks(figure) == ("violence", "climate")
    assert notes(figure) == ["2 of 2 texts", "0 of 2 texts"]


def test_a_dots_area_is_its_count_and_its_number_stands_beside_it() -> None:
    dots = chart_dots(DOTS).data[0]
    size = dict(zip(dots.text, dots.marker.size, strict=True))
    assert (size["4"] / size["1"]) ** 2 == pytest.approx(4)


def test_a_dot_only_in_quoted_words_is_hollow() -> None:
    dots = chart_dots(DOTS).data[0]
    fill = dict(zip(dots.text, dots.marker.color, strict=True))
    assert fill["4"] == PALETTE["idea and causes"]
    assert fill["1"] != fill["4"]


def test_only_dots_above_zero_open_sentences() -> None:
    assert keys(chart_dots(DOTS)) == ["v1", "v2"]


def test_many_texts_are_counted_instead_of_drawn() -> None:
    many = pd.concat([DOTS[2:3].assign(document=f"t{i}", n=i % 2) for i in range(20)])
    figure = chart_dots(many)
    assert tuple(figure.data[0].x) == (10,)
    assert notes(figure) == ["10 of 20"]


def test_texts_without_a_code_need_no_row_where_it_is_said_how_many_there_are() -> None:
    few = DOTS[2:3].assign(n=1, whole_key="all")
    figure = chart_dots(few, of_texts=20)
    assert notes(figure) == ["1 of 20"]
    assert keys(figure) == ["all"]


def test_counts_start_at_zero_and_end_at_their_denominator() -> None:
    marks = pd.DataFrame(
        {"code": ["border", "crime"], "label": ["border", "crime"], "n": [3, 0], "of": 13}
    ).assign(key=["b", ""])
    figure = chart_counts(marks)
    assert figure.layout.xaxis.range == (0, 13)
    assert notes(figure) == ["3 of 13", "0 of 13"]
    assert keys(figure) == ["b"]


def test_counts_far_below_their_denominator_fill_the_axis() -> None:
    marks = pd.DataFrame({"code": ["border"], "label": ["border"], "n": [30], "of": 10_000})
    figure = chart_counts(marks.assign(key=""))
    assert figure.layout.xaxis.range == (0, 30)
    assert notes(figure) == ["30 of 10,000"]


PAIRS = pd.DataFrame(
    [
        ("D-VIOL", "violence", "R-CRIME", "crime", 4, True, "t"),
        ("D-VIOL", "violence", "R-ECON", "jobs", 1, False, "f"),
        ("D-CLIM", "climate", "R-CRIME", "crime", 0, False, ""),
        ("D-CLIM", "climate", "R-ECON", "jobs", 0, False, ""),
    ],
    columns=["cause", "cause_label", "response", "response_label", "n", "tied", "key"],
)


def test_tied_pairs_are_hatched_and_the_others_are_not() -> None:
    bars = [t for t in chart_pairs(PAIRS).data if t.type == "bar"]
    assert {t.customdata[0][0]: t.marker.pattern.shape for t in bars} == {"t": "/", "f": None}


def test_pairs_keep_rows_and_columns_of_zero() -> None:
    figure = chart_pairs(PAIRS)
    assert ticks(figure) == ("violence", "climate")
    assert tuple(figure.layout.xaxis.ticktext) == ("crime", "jobs")


def test_pairs_that_never_meet_open_nothing() -> None:
    assert keys(chart_pairs(PAIRS)) == ["f", "t"]


BAND = pd.DataFrame(
    {"group": ["crime"], "label": ["crime"], "n": [11], "of": [16], "median": [5.0]}
).assign(low=3, high=8, key="both")


def test_the_band_spans_what_shuffling_gives_and_the_dot_what_was_counted() -> None:
    band, median, dot = chart_band(BAND).data
    assert (band.base[0], band.base[0] + band.x[0]) == (3, 8)
    assert (median.x[0], dot.x[0]) == (5, 11)
    assert dot.marker.color[0] == PALETTE["enforcement"]


def test_the_band_runs_from_zero_to_n() -> None:
    low, high = chart_band(BAND).layout.xaxis.range
    assert low <= 0
    assert 16 <= high < 17


UNITS = pd.DataFrame(
    [
        ("One", "enforcement only", 2, 5, "e"),
        ("One", "both", 1, 5, "b"),
        ("One", "development only", 0, 5, ""),
        ("One", "neither", 2, 5, "n"),
        ("Two", "enforcement only", 0, 3, ""),
        ("Two", "both", 0, 3, ""),
        ("Two", "development only", 0, 3, ""),
        ("Two", "neither", 3, 3, "m"),
    ],
    columns=["document", "category", "n", "of", "key"],
)


def test_segments_follow_each_other_and_add_up_to_the_text() -> None:
    figure = chart_unit_bars(UNITS)
    spans = sorted(
        (y, b, b + x) for t in figure.data for x, y, b in zip(t.x, t.y, t.base, strict=True)
    )
    assert spans == [(0, 0, 2), (0, 2, 3), (0, 3, 5), (1, 0, 3)]


def test_each_segment_carries_its_number_and_its_key() -> None:
    figure = chart_unit_bars(UNITS)
    written = [a.text for a in figure.layout.annotations if a.xref != "paper"]
    assert sorted(written) == ["1", "2", "2", "3"]
    assert keys(figure) == ["b", "e", "m", "n"]


def test_a_segment_of_both_is_drawn_in_both_colours() -> None:
    pattern = trace(chart_unit_bars(UNITS), "both").marker.pattern
    assert {pattern.fgcolor, pattern.bgcolor} == {PALETTE["enforcement"], PALETTE["development"]}


SETTINGS = pd.DataFrame(
    {
        "text": ["One", "Two"],
        "enforcement leads": [3, 0],
        "tie": [1, 0],
        "development leads": [0, 4],
        "settings": [4, 4],
        "swaps": [True, False],
        "key": ["one", "two"],
    }
)


def test_settings_are_counted_by_who_leads() -> None:
    figure = chart_choices(SETTINGS)
    assert {t.name: tuple(t.x) for t in figure.data} == {
        "enforcement leads": (3, 0),
        "tie": (1, 0),
        "development leads": (0, 4),
    }
    assert trace(figure, "development leads").base == (4, 0)


def test_texts_whose_order_changes_say_so() -> None:
    assert notes(chart_choices(SETTINGS)) == ["order changes", "always the same"]


ALL: Sequence[go.Figure] = (
    chart_strip(STRIP, fills=FILLS),
    chart_dots(DOTS),
    chart_pairs(PAIRS),
    chart_band(BAND),
    chart_unit_bars(UNITS),
    chart_choices(SETTINGS),
)


@pytest.mark.parametrize("figure", ALL)
def test_only_types_that_the_pages_can_draw_are_used(figure: go.Figure) -> None:
    assert {t.type for t in figure.data} <= {"bar", "scatter"}


@pytest.mark.parametrize("figure", ALL)
def test_no_line_joins_two_marks(figure: go.Figure) -> None:
    assert not [t for t in figure.data if t.type == "scatter" and "lines" in t.mode]


@pytest.mark.parametrize("figure", ALL)
def test_charts_are_transparent_and_have_no_legend_box(figure: go.Figure) -> None:
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.showlegend is False


@pytest.mark.parametrize("figure", ALL)
def test_the_subtitle_says_what_is_counted(figure: go.Figure) -> None:
    subtitle = figure.layout.title.subtitle.text
    assert any(unit in subtitle for unit in ("sentence", "ways to count"))
