"""The ledger in the page: it sorts, filters, and gives a CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = "05_money_and_promises.html"
ROWS = "[...document.querySelectorAll('#ledger tbody tr:not([hidden])')]"


@pytest.fixture
def ledger(seeds_site: Any, open_page: Callable[..., Any]) -> Any:
    """Return the page of the ledger, open."""
    page = open_page(seeds_site.url(PAGE)).page
    page.wait_for_selector(".rrc-ledger-bar")
    return page


def read_column(page: Any, name: str) -> list[str]:
    names = page.evaluate(
        "[...document.querySelectorAll('#ledger thead th')].map((t) => t.textContent)"
    )
    return page.evaluate(f"{ROWS}.map((row) => row.cells[{names.index(name)}].textContent)")


def test_choosing_a_scale_leaves_its_rows_alone(ledger: Any) -> None:
    ledger.get_by_label("scale").select_option("money")
    assert set(read_column(ledger, "scale")) == {"money"}
    assert ledger.locator(".rrc-ledger-count").inner_text().startswith("5 of ")


def test_words_typed_leave_the_rows_that_hold_them_all(ledger: Any) -> None:
    ledger.get_by_label("Find").fill("congress 655")
    assert read_column(ledger, "amount") == ["$655 million"]


def test_a_column_of_numbers_sorts_by_number_and_says_so(ledger: Any) -> None:
    ledger.get_by_label("scale").select_option("money")
    head = ledger.locator("#ledger th", has_text="value")
    head.get_by_role("button").click()
    values = [float(v) for v in read_column(ledger, "value") if v]
    assert values == sorted(values)
    assert head.get_attribute("aria-sort") == "ascending"


def test_the_rows_shown_download_as_csv(ledger: Any) -> None:
    ledger.get_by_label("Find").fill("request")
    with ledger.expect_download() as download:
        ledger.get_by_role("button", name="Download these rows as CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert download.value.suggested_filename == "ledger.csv"
    assert [row["amount"] for row in rows] == read_column(ledger, "amount")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\rx", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(ledger: Any, cell: str) -> None:
    text = ledger.evaluate("(cell) => rrcLedger.writeCsv(['a'], [[cell]])", cell)
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert row["a"] == "'" + cell


def test_a_cell_that_nothing_would_run_stays_as_it_is(ledger: Any) -> None:
    text = ledger.evaluate("() => rrcLedger.writeCsv(['a'], [['−12.7 %, \"so\"']])")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row["a"] == '−12.7 %, "so"'
