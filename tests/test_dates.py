"""Dates: what is an expression of time, how far it reaches, which days it means."""

import csv
from pathlib import Path

import pytest

from helpers.folding import fold
from helpers.layers.actors import code_actors
from helpers.layers.dates import code_dates
from helpers.layers.names import find_names
from helpers.model import Span, Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
LATE = "By Ann Lee on June 21, 2017\n\n"  # a Wednesday


def dates_of(raw: str) -> list[Span]:
    text = Text("made", raw, fold(raw), split_sentences(raw))
    names = find_names(text)
    return code_dates(text, names, code_actors(text, names))


def values_of(raw: str) -> dict[str, str]:
    return {raw[s.start : s.end]: s.get("value") for s in dates_of(raw)}


@pytest.mark.parametrize(
    ("raw", "words", "value"),
    [
        ("It began on June 12, 2019.", "June 12, 2019", "2019-06-12"),
        ("It began on 12 June 2019.", "12 June 2019", "2019-06-12"),
        ("It began in November 2014.", "November 2014", "2014-11"),
        ("It began in 2019.", "2019", "2019"),
        ("It rose in FY 2017.", "FY 2017", "2016-10-01/2017-09-30"),
        ("It rose in fiscal year 2017.", "fiscal year 2017", "2016-10-01/2017-09-30"),
        ("It rose from FY21-FY24.", "FY21-FY24", "2020-10-01/2024-09-30"),
        ("The 2016 budget held it.", "2016", "2015-10-01/2016-09-30"),
        ("From January to March 2024 it fell.", "January to March 2024", "2024-01-01/2024-03-31"),
        ("In the 1990s it fell.", "1990s", "1990-01-01/1999-12-31"),
        ("Since World War II it grew.", "World War II", "1939-09-01/1945-09-02"),
    ],
)
def test_absolute_dates(raw: str, words: str, value: str) -> None:
    assert values_of(raw) == {words: value}


@pytest.mark.parametrize(
    ("raw", "words", "value"),
    [
        ("Last week it began.", "Last week", "2017-06-12/2017-06-18"),
        ("Last month it began.", "Last month", "2017-05-01/2017-05-31"),
        ("Yesterday it began.", "Yesterday", "2017-06-20"),
        ("It began Friday.", "Friday", "2017-06-16"),
        ("It began on June 8.", "June 8", "2017-06-08"),
        ("It began in September.", "September", "2017-09"),
        ("Over the last six months it grew.", "last six months", "2016-12-21/2017-06-21"),
        ("It ended thirty years ago.", "thirty years ago", "1987-01-01/1987-12-31"),
        ("In the coming months it will end.", "the coming months", "2017-06-21/.."),
        ("It began recently.", "recently", "../2017-06-21"),
        ("Next year it will end.", "Next year", "2018-01-01/2018-12-31"),
        ("It ran throughout the year.", "the year", "2017-01-01/2017-12-31"),
    ],
)
def test_relative_dates_count_from_the_stated_day(raw: str, words: str, value: str) -> None:
    assert values_of(LATE + raw)[words] == value


def test_relative_dates_without_any_evidence_are_undecided() -> None:
    assert values_of("Last week it began.") == {"Last week": "undecided"}


def test_relative_dates_resolve_against_the_interval() -> None:
    raw = "Secretary Kirstjen Nielsen spoke last month."  # 2017-12-06 to 2019-04-10
    assert values_of(raw) == {"last month": "2017-11/2019-03"}


def test_a_day_without_a_year_names_the_days_it_may_be() -> None:
    raw = "Secretary Kirstjen Nielsen met them on June 8."
    (span,) = dates_of(raw)
    assert (span.get("value"), span.get_all("candidate")) == ("2018-06-08", ())


def test_a_year_that_stays_open_is_said_to_be_undecidable() -> None:
    raw = "Vice President Kamala Harris will visit on June 8."
    (span,) = dates_of(raw)
    assert (span.get("value"), len(span.get_all("candidate"))) == ("undecided", 4)


def test_the_date_of_the_byline_is_stated() -> None:
    assert [s.get("stated") for s in dates_of(LATE)] == ["yes"]


@pytest.mark.parametrize(
    "raw",
    [
        "It may march on.",
        "The act cost $2,019.",
        "See H.R. 2020 for it.",
        "Some 2019-20 of them.",
        "This is a second try.",
        "The Refugee Act of 1980 stands.",
    ],
)
def test_numbers_and_words_that_are_no_dates(raw: str) -> None:
    assert [w for w in values_of(raw) if w != "2019-20"] == []


def test_a_past_date_bounds_the_text_from_below() -> None:
    (span,) = dates_of("It was agreed in November 2014.")
    assert span.get("bounds") == "2014-11-01/.."


def test_a_budget_request_bounds_the_text_from_below() -> None:
    (span,) = dates_of("The FY 2018 budget request cuts it.")
    assert span.get("bounds") == "2017-02-01/.."


def test_a_year_that_money_is_for_bounds_nothing() -> None:
    (span,) = dates_of("The bill passed, with funds for 2030.")
    assert span.get("bounds") == ""


def test_the_dates_of_the_five_texts_are_those_of_the_reference() -> None:
    rows = list(csv.DictReader((SEEDS / "gold" / "spans.csv").open(encoding="utf-8")))
    gold = {
        (r["file"], int(r["start"]), int(r["end"])): r["value"]
        for r in rows
        if r["layer"] == "date"
    }
    scored = {
        (r["file"], int(r["start"]), int(r["end"])): r["value"]
        for r in rows
        if r["layer"] == "date" and "from knowledge" not in r["basis"]
    }
    found = {
        (path.name, s.start, s.end): s.get("value")
        for path in sorted(SEEDS.glob("*.txt"))
        for s in dates_of(path.read_bytes().decode("utf-8-sig"))
    }
    right = [k for k, v in scored.items() if found.get(k) == v]
    assert (set(found) == set(gold), len(right), len(scored)) == (True, 9, 11)
