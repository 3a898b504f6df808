"""Findings on money, promises and instruments: claims counted by hand, evidence as counted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpers import layer_panels
from helpers.charts.money_bars import chart_money_bars, fill_of
from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding
from helpers.miscounts import find_miscounts
from helpers.readings import amounts, commitments, instruments, money
from helpers.twin import finding_html

FINDERS: tuple[Callable[[Corpus], Finding], ...] = (
    money.find_money_coverage,
    amounts.find_money_series,
    commitments.find_ledger,
    commitments.find_promises_by_status,
    instruments.find_instruments,
    instruments.find_instrument_roles,
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return a text with no money, promise, instrument or name for migration."""
    folder = tmp_path_factory.mktemp("bare")
    (folder / "a.txt").write_text("The road is long. It was dry.\n\nNobody came.", "utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def coverage(seeds: Corpus) -> Finding:
    return money.find_money_coverage(seeds)


@pytest.fixture(scope="module")
def series(seeds: Corpus) -> Finding:
    return amounts.find_money_series(seeds)


def say(finding: Finding) -> str:
    return finding.claim.text()


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_a_finding_says_something_of_a_text_without_any(
    find: Callable[[Corpus], Finding], bare: Corpus
) -> None:
    finding = find(bare)
    assert say(finding).endswith(".")
    assert finding_html(finding).startswith("<section")


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_every_count_of_a_table_is_the_number_of_its_passages(
    find: Callable[[Corpus], Finding], tiny: Corpus
) -> None:
    finding = find(tiny)
    counts = [c for c in finding.table.columns if f"{c}_key" in finding.table]
    for column in counts:
        for value, key in zip(finding.table[column], finding.table[f"{column}_key"], strict=True):
            if isinstance(value, int):
                assert value == len(finding.passages(key)), (column, value, key)


def test_three_of_the_sentences_on_development_carry_an_amount(coverage: Finding) -> None:
    assert say(coverage).startswith("An amount of money stands in 3 of the 23 sentences")
    assert coverage.verdict == "same under both codings"


def test_texts_without_an_amount_keep_their_row(coverage: Finding) -> None:
    table = coverage.table
    silent = table.loc[table["with an amount"] == 0, "text"]
    assert list(silent) == ["Carper 2016", "U.S. Department of Homeland Security 2019", "Cruz 2021"]
    assert len(table) == 5


def test_that_few_sentences_carry_an_amount_holds_in_every_setting(coverage: Finding) -> None:
    choices = coverage.choices
    assert choices is not None
    assert choices.k == choices.of > 1


def test_the_falling_series_is_told_with_its_statuses(series: Finding) -> None:
    claim = say(series)
    assert "$750 million (FY2016, appropriated)" in claim
    assert "$655 million (FY2017, appropriated: −12.7 %)" in claim
    assert "$460 million (FY2018, requested: −29.8 % from appropriated to requested)" in claim
    assert "on no axis with it: $4.2 billion (private, promoted)" in claim


def test_the_bars_are_three_and_the_promoted_amount_is_none_of_them(series: Finding) -> None:
    chart = series.chart
    assert chart is not None
    (bars,) = chart.data
    assert list(bars.y) == [750e6, 655e6, 460e6]
    assert list(bars.marker.pattern.shape) == ["", "", "/"]


def test_no_line_joins_the_bars(series: Finding) -> None:
    chart = series.chart
    assert chart is not None
    assert [trace.type for trace in chart.data] == ["bar"]


@pytest.mark.parametrize(
    ("status", "fill"),
    [("appropriated", "full"), ("delivered", "full"), ("requested", "hatched"), ("x", "hollow")],
)
def test_a_bar_is_filled_by_what_became_of_the_money(status: str, fill: str) -> None:
    assert fill_of(status) == fill


def test_what_else_the_text_says_of_the_plan_stands_beside_its_amount(series: Finding) -> None:
    row = series.table[series.table["amount"] == "$460 million"].iloc[0]
    passages = series.passages(row["the text also says of it_key"])
    # Sentence 18 calls the initiative "a pillar".
    assert 18 in set(passages["sentence_id"])
    assert 11 not in set(passages["sentence_id"])


def test_the_ledger_has_a_row_for_each_amount_and_promise(tiny: Corpus) -> None:
    # $15 million and $40 million; six promises.
    table = commitments.find_ledger(tiny).table
    assert sorted(table["scale"]) == ["money"] * 2 + ["promise"] * 6


def test_a_ledger_of_many_rows_shows_a_stated_sample(
    tiny: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commitments, "MOST_ROWS", 5)
    finding = commitments.find_ledger(tiny)
    assert len(finding.table) == 5
    assert "The table shows 5 of 8 rows, drawn at random." in finding.reading


def test_promises_have_no_reference_coding_and_say_so(seeds: Corpus) -> None:
    finding = commitments.find_promises_by_status(seeds)
    assert not finding.badge.measured
    assert finding.reference_claim is None
    assert "no reference coding has such a layer" in finding.reading


def test_two_instruments_are_invoked_by_more_than_one_text(seeds: Corpus) -> None:
    claim = say(instruments.find_instruments(seeds))
    assert (
        "Alliance for Prosperity Plan (2 texts, 10 sentences); and Plan Colombia "
        "(2 texts, 4 sentences)" in claim
    )


def test_sentences_that_name_a_plan_are_told_from_those_that_take_it_up(seeds: Corpus) -> None:
    finding = instruments.find_instruments(seeds)
    row = finding.table.set_index("instrument").loc["Alliance for Prosperity Plan"]
    # Named in 7; "the plan", "this plan" and "this initiative" stand in 3 more.
    counts = [row["sentences"], row["by name"], row["as “this plan” alone"]]
    assert counts == [10, 7, 3]
    assert "whoever counts names alone" in finding.reading


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_a_number_that_is_a_link_is_the_number_of_its_passages(
    find: Callable[[Corpus], Finding], seeds: Corpus
) -> None:
    assert find_miscounts(find(seeds)) == []


def test_the_text_that_cuts_the_money_also_calls_the_plan_a_pillar(
    seeds: Corpus, series: Finding
) -> None:
    assert "The same text speaks of it as “a pillar” (whose words: quoted or" in say(series)
    [key] = [p.key for p in series.claim.pieces() if p.value == "“a pillar”"]
    assert series.passages(key)["sentence_id"].tolist() == [18]
    first = series.table.iloc[0]
    assert first["and calls it"] == "“a pillar”"
    assert series.passages(first["and calls it_key"])["sentence_id"].tolist() == [18]


def test_a_plan_that_nobody_calls_a_pillar_has_no_such_words(tmp_path: Path) -> None:
    years = "Congress appropriated $5 million in FY 2020 and $4 million in FY 2021"
    (tmp_path / "a.txt").write_text(f"They met.\n\n{years} for the Sunrise Road Plan.", "utf-8")
    claim = amounts.find_money_series(read_corpus(tmp_path)).claim
    assert (claim.name, "speaks of it" in claim.text()) == ("money-series", False)
    more = "This plan is a cornerstone of their work."
    (tmp_path / "a.txt").write_text(
        f"They met.\n\n{years} for the Sunrise Road Plan. {more}", "utf-8"
    )
    claim = amounts.find_money_series(read_corpus(tmp_path)).claim
    assert claim.name == "money-series-called"
    assert (
        "The same text speaks of it as “a cornerstone” (whose words: the author)." in claim.text()
    )


def test_one_plan_is_invoked_as_a_model(seeds: Corpus) -> None:
    assert say(instruments.find_instrument_roles(seeds)).startswith(
        "Invoked as a model: Plan Colombia. "
    )


def test_no_money_at_all_is_said_in_a_sentence(bare: Corpus) -> None:
    said = say(amounts.find_money_series(bare))
    assert said == "No amount of money is named in the 1 text read here."


def test_a_chart_of_money_bars_names_each_amount_for_those_who_use_keys(series: Finding) -> None:
    chart = series.chart
    assert chart is not None
    assert chart.data[0].customdata[2][1].startswith("$460 million, FY2018, requested")


def test_each_bar_carries_its_amount_in_words(seeds: Corpus) -> None:
    marks = amounts.list_bars(amounts.first_series(seeds))
    assert len(chart_money_bars(marks).layout.annotations) == 3


def test_the_ledgers_script_writes_no_formula() -> None:
    script = Path("helpers/assets/ledger.js").read_text("utf-8")
    assert "SPREADSHEET_RUNS" in script
    assert "innerHTML" not in script


TWO_YEARS = (
    "They met.\n\nIn FY 2020 Congress appropriated $100 million for the Sunrise Road Plan. "
    "In FY 2021 Congress appropriated ${} million for the Sunrise Road Plan."
)


@pytest.mark.parametrize(("amount", "change"), [(80, "−20.0 %"), (150, "+50.0 %")])
def test_a_series_without_promoted_money_says_so_by_leaving_it_out(
    tmp_path: Path, amount: int, change: str
) -> None:
    (tmp_path / "a.txt").write_text(TWO_YEARS.format(amount), "utf-8")
    claim = amounts.find_money_series(read_corpus(tmp_path)).claim
    assert claim.name == "money-series"
    assert f"${amount} million (FY2021, appropriated: {change})" in claim.text()
    assert "Apart" not in claim.text()


def test_the_rows_of_the_strip_count_sentences_on_development_alone(coverage: Finding) -> None:
    chart = coverage.chart
    assert chart is not None
    notes = [a.text for a in chart.layout.annotations if " of " in (a.text or "")]
    assert notes == ["5 of 10", "8 of 20", "1 of 17", "5 of 11", "4 of 15"]


@pytest.fixture(scope="module")
def sixteen(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Return 16 texts: each names a plan of its own, and all but the first a shared one."""
    folder = tmp_path_factory.mktemp("sixteen")
    names = ("Amber", "Birch", "Cedar", "Dover", "Ember", "Flint", "Grove", "Hazel")
    names += ("Indigo", "Jasper", "Kestrel", "Laurel", "Maple", "Nectar", "Olive", "Pearl")
    for i, name in enumerate(names):
        text = f"They signed the {name} Agreement. We will work with Mexico on plan {i}."
        shared = " The Central America Regional Security Initiative has worked." if i else ""
        (folder / f"text-{name}.txt").write_text(text + shared, "utf-8")
    return read_corpus(folder)


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_of_many_texts_too_each_count_is_the_number_of_its_passages(
    find: Callable[[Corpus], Finding], sixteen: Corpus
) -> None:
    finding = find(sixteen)
    assert find_miscounts(finding) == []
    assert finding_html(finding).startswith("<section")


def test_of_many_texts_a_bar_says_in_how_many_an_instrument_or_a_promise_is(
    sixteen: Corpus,
) -> None:
    found = instruments.find_instruments(sixteen)
    promised = commitments.find_promises_by_status(sixteen)
    assert max(found.chart.data[0].x) == 15
    assert sum(promised.chart.data[0].x) >= 16


def test_of_many_instruments_those_of_most_texts_are_listed_and_it_says_so(
    sixteen: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instruments, "MOST_ROWS", 4)
    found = instruments.find_instruments(sixteen)
    assert len(found.table) == 4
    assert found.table["sentences"].iloc[0] == 15
    assert "the table lists 4" in found.reading
    finding_html(found)


def test_amounts_on_one_year_are_told_and_not_drawn_over_one_another(tmp_path: Path) -> None:
    given = ("$500 million in FY2006", "$600 million in FY2006", "$700 million in FY2007")
    for i, words in enumerate(given):
        text = f"Congress appropriated {words} for the Airport Improvement Program."
        (tmp_path / f"text{i}.txt").write_text(text, "utf-8")
    found = amounts.find_money_series(read_corpus(tmp_path))
    assert all(amount in say(found) for amount in ("$500 million", "$600 million", "$700 million"))
    assert found.chart is None
    assert found.choices is None  # no way up or down is claimed of years with several amounts
    assert "%" not in say(found)


def test_of_many_rows_a_hundred_are_shown_and_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(layer_panels, "_part", lambda body, kind: shown.append(body))
    layer_panels.show_rows(pd.DataFrame({"who": [f"w{i}" for i in range(1200)]}), "who")
    assert "1,200 rows; the first 100" in shown[0]
    assert "w99" in shown[0]
    assert "w100" not in shown[0]


def test_a_few_amounts_more_than_are_drawn_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(TWO_YEARS.format(80) + " They spent $3 million.", "utf-8")
    monkeypatch.setattr(amounts, "MOST_ROWS", 2)
    finding = amounts.find_money_series(read_corpus(tmp_path))
    assert len(finding.table) == 3
    assert find_miscounts(finding) == []
