"""Amounts of money: what they are worth, when, for what, how far along, and who pays."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.layers.money import code_money
from helpers.layers.money_amounts import read_currencies
from helpers.layers.money_context import Clue, read_clues
from helpers.model import Span, Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"


def code(raw: str) -> list[Span]:
    return code_money(Text("made", raw, fold(raw), split_sentences(raw)))


def amounts_of(raw: str) -> list[tuple[str, str, str]]:
    """Return (words, amount, currency) of each amount; a range as ``low-high``."""
    found = []
    for span in code(raw):
        value = "-".join(span.get(name) for name in ("amount", "amount_to") if span.get(name))
        found.append((raw[span.start : span.end], value, span.get("currency")))
    return found


def fact(raw: str, name: str) -> str:
    (span,) = code(raw)
    return span.get(name)


def test_the_amounts_of_the_five_texts_are_right_in_value_status_and_payer() -> None:
    names = ("amount", "currency", "status", "payer")
    expected, coded = [], []
    with open(SEEDS / "gold" / "spans.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["layer"] == "money":
                place = (row["file"], int(row["start"]), int(row["end"]))
                expected.append((place, [row[name] for name in names]))
    for path in sorted(SEEDS.glob("*.txt")):
        for span in code(path.read_bytes().decode("utf-8-sig")):
            facts = [span.get(name) for name in names]
            coded.append(((path.name, span.start, span.end), facts))
    assert len(expected) == 5
    assert sorted(coded) == sorted(expected)


def test_the_fiscal_years_of_the_five_texts_are_right() -> None:
    texts = [path.read_bytes().decode("utf-8-sig") for path in sorted(SEEDS.glob("*.txt"))]
    spans = [span for raw in texts for span in code(raw) if span.get("period")]
    assert [(span.get("amount"), span.get("period")) for span in spans] == [
        ("750000000", "FY2016"),
        ("655000000", "FY2017"),
        ("460000000", "FY2018"),
    ]


@pytest.mark.parametrize(
    ("raw", "words", "value", "currency"),
    [
        ("It cost $4.2 billion.", "$4.2 billion", "4200000000", "USD"),
        ("It cost USD 655m.", "USD 655m", "655000000", "USD"),
        ("It cost US$ 19.8 billion.", "US$ 19.8 billion", "19800000000", "USD"),
        ("It cost US$4bn.", "US$4bn", "4000000000", "USD"),
        ("It cost $12.5million.", "$12.5million", "12500000", "USD"),
        ("It cost $750-million.", "$750-million", "750000000", "USD"),
        ("It cost $250M.", "$250M", "250000000", "USD"),
        ("It cost $3,500.50.", "$3,500.50", "3500.5", "USD"),
        ("It cost $1,234,567.", "$1,234,567", "1234567", "USD"),
        ("It cost $0.5 million.", "$0.5 million", "500000", "USD"),
        ("It cost 500 thousand dollars.", "500 thousand dollars", "500000", "USD"),
        ("It cost half a billion dollars.", "half a billion dollars", "500000000", "USD"),
        ("It cost twenty-five million dollars.", "twenty-five million dollars", "25000000", "USD"),
        ("It cost a trillion dollars.", "a trillion dollars", "1000000000000", "USD"),
        ("It cost €1.2 billion.", "€1.2 billion", "1200000000", "EUR"),
        ("It cost EUR 300,000.", "EUR 300,000", "300000", "EUR"),
        ("It cost £3.5 million.", "£3.5 million", "3500000", "GBP"),
        ("It cost C$40 million.", "C$40 million", "40000000", "CAD"),
        ("It cost 500 million quetzales.", "500 million quetzales", "500000000", "GTQ"),
        ("It cost Q5 million.", "Q5 million", "5000000", "GTQ"),
        ("It cost 2.5 billion lempiras.", "2.5 billion lempiras", "2500000000", "HNL"),
        ("It cost 1,250,000 pesos.", "1,250,000 pesos", "1250000", "MXN"),
        ("It cost 8 billion Colombian pesos.", "8 billion Colombian pesos", "8000000000", "COP"),
        ("It cost $5-7 million.", "$5-7 million", "5000000-7000000", "USD"),
        ("It cost $5 million to $7 million.", "$5 million to $7 million", "5000000-7000000", "USD"),
        ("Between $5 and $7 million.", "$5 and $7 million", "5000000-7000000", "USD"),
        ("Between 5 and 7 million euros.", "5 and 7 million euros", "5000000-7000000", "EUR"),
        ("It cost billions of dollars.", "billions of dollars", "", "USD"),
        ("It cost hundreds of millions of dollars.", "hundreds of millions of dollars", "", "USD"),
        ("It cost several million euros.", "several million euros", "", "EUR"),
        ("A multi-billion-dollar plan.", "multi-billion-dollar", "", "USD"),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_written(raw: str, words: str, value: str, currency: str) -> None:
    assert amounts_of(raw) == [(words, value, currency)]


@pytest.mark.parametrize(
    "raw",
    [
        "Some 2.5 million people fled and 500 pounds of cocaine were seized.",
        "In Q1 2021 the L5 road was closed.",
        "That is a million-dollar question.",
        "The dollar fell, and dollars rose.",
        "Fiscal year 2017 began, under section 5 of H.R. 1.",
        "She won 655 votes; $ is a sign.",
    ],
)
def test_other_numbers_are_no_money(raw: str) -> None:
    assert amounts_of(raw) == []


def test_a_change_from_one_amount_to_another_is_no_range() -> None:
    raw = "Aid fell from $750 million to $655 million."
    assert [value for _, value, _ in amounts_of(raw)] == ["750000000", "655000000"]


def test_two_amounts_joined_by_and_keep_their_own_currencies() -> None:
    raw = "They spent £3 million and C$40 million."
    assert [c for _, _, c in amounts_of(raw)] == ["GBP", "CAD"]


@pytest.mark.parametrize(
    ("raw", "bound"),
    [
        ("It cost more than $5 million.", "more than"),
        ("It cost over $5 million.", "more than"),
        ("It cost up to $5 million.", "up to"),
        ("It cost at least $5 million.", "at least"),
        ("It cost $5 million or more.", "at least"),
        ("It cost nearly $5 million.", "nearly"),
        ("It cost an estimated $5 million.", "about"),
        ("It cost up to an additional $5 million.", "up to"),
        ("It cost between $5 million and $6 million.", "between"),
        ("It cost $5 million.", ""),
    ],
)
def test_the_bound_stays_outside_the_span_as_an_attribute(raw: str, bound: str) -> None:
    assert fact(raw, "bound") == bound


@pytest.mark.parametrize(
    ("raw", "period"),
    [
        ("In FY 2017, they gave $5 million.", "FY2017"),
        ("They gave $5 million in fiscal year 2017.", "FY2017"),
        ("They gave $5 million in the 2016 budget.", "FY2016"),
        ("They gave $250M for FY22.", "FY2022"),
        ("They gave $5 million for FY 2018-19.", "FY2018-FY2019"),
        ("From FY2016 through FY2018, they gave $5 million.", "FY2016-FY2018"),
        ("They gave $5 million over three years.", "3 years"),
        ("They gave $5 million a year.", "per year"),
        ("They gave $5 million in 2019.", "2019"),
        ("They gave $5 million.", ""),
    ],
)
def test_the_period_is_that_of_the_clause(raw: str, period: str) -> None:
    assert fact(raw, "period") == period


def test_a_fiscal_year_runs_from_october_to_september() -> None:
    raw = "They gave $5 million in FY2017."
    days = (fact(raw, "fiscal_from"), fact(raw, "fiscal_to"))
    assert days == ("2016-10-01", "2017-09-30")


def test_each_amount_takes_its_own_fiscal_year() -> None:
    raw = "They gave $1 million for FY22 and $2 million for FY23."
    assert [span.get("period") for span in code(raw)] == ["FY2022", "FY2023"]


@pytest.mark.parametrize(
    ("raw", "purpose"),
    [
        ("They gave $5 million for rural schools.", "rural schools"),
        ("They gave $5 million in FY2017 for rural schools.", "rural schools"),
        ("They gave $5 million over two years to train judges.", "train judges"),
        ("They gave $5 million in new private investment.", "new private investment"),
        ("They gave $5 million for schools that teach farming.", "schools"),
        ("They gave $5 million.", ""),
    ],
)
def test_the_purpose_is_what_the_clause_says(raw: str, purpose: str) -> None:
    assert fact(raw, "purpose") == purpose


def test_a_passive_after_the_amount_gives_the_status() -> None:
    raw = "Congress allocated funds, but $5 million was never spent."
    assert (fact(raw, "status"), fact(raw, "cue")) == ("delivered", "spent")


def test_a_list_takes_the_status_of_the_sentence_that_leads_it() -> None:
    raw = "Congress appropriated the following:\n- $5 million for roads\n- $6 million for schools\n"
    assert [span.get("status") for span in code(raw)] == ["appropriated", "appropriated"]


def test_an_amount_without_a_verb_is_discussed() -> None:
    assert (fact("Roads: $5 million", "status"), fact("Roads: $5 million", "cue")) == (
        "discussed",
        "no verb",
    )


def test_private_money_is_private_whoever_promotes_it() -> None:
    assert fact("Congress leveraged $5 million from the private sector.", "payer") == "private"


def status_rows() -> list[Clue]:
    return [row for row in read_clues("money_status.csv") if row.example]


@pytest.mark.parametrize("row", status_rows(), ids=lambda r: f"{r.tells}: {r.pattern}")
def test_the_example_of_a_status_has_it_and_the_near_miss_has_not(row: Clue) -> None:
    assert fact(row.example, "status") == row.tells
    assert fact(row.near_miss, "status") != row.tells


@pytest.mark.parametrize("row", read_clues("money_payers.csv"), ids=lambda r: r.pattern[:30])
def test_the_example_of_a_payer_names_him_and_the_near_miss_does_not(row: Clue) -> None:
    assert (fact(row.example, "payer"), fact(row.near_miss, "payer")) == (row.tells, "")


def test_a_currency_that_is_no_iso_code_is_told(tmp_path: Path) -> None:
    path = tmp_path / "currencies.csv"
    path.write_text("form,currency,kind\n$,dollar,sign\n")
    with pytest.raises(CodebookError, match=r"currencies.csv, line 2: currency 'dollar'"):
        read_currencies(path)
