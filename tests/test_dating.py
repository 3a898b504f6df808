"""Dating: the interval of a text from its words, with the spans that make each bound."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.dating import date_documents, dating_evidence, decide
from helpers.reference import reference_corpus

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def corpus_of(folder: Path, **texts: str) -> Corpus:
    for name, raw in texts.items():
        (folder / f"{name}.txt").write_text(raw, encoding="utf-8")
    return read_corpus(folder)


def only(folder: Path, raw: str) -> pd.Series:
    return date_documents(corpus_of(folder, a=raw)).iloc[0]


@pytest.fixture(scope="module")
def five() -> pd.DataFrame:
    return date_documents(read_corpus(SEEDS)).set_index("document_id")


@pytest.mark.parametrize(
    ("start", "interval"),
    [
        ("000", ("2015-01-03", "2017-01-03")),
        ("001", ("2021-01-26", "2025-01-20")),
        ("002", ("2017-02-01", "2017-07-31")),
        ("003", ("2021-01-20", "2024-06-07")),
        ("004", ("2018-01-26", "2019-04-10")),
    ],
)
def test_the_words_of_each_of_the_five_date_it(
    five: pd.DataFrame, start: str, interval: tuple[str, str]
) -> None:
    row = five[five.index.str.startswith(start)].iloc[0]
    assert (row["from"], row["to"]) == interval


def test_every_catalogued_date_lies_inside(five: pd.DataFrame) -> None:
    assert set(five["inside"]) == {"yes"}


def test_the_year_of_the_news_report_is_said_to_be_undecidable(five: pd.DataFrame) -> None:
    verdict = five.loc[five.index.str.startswith("003"), "verdict"].iloc[0]
    assert verdict == "undecidable: the year is open between 2021 and 2024"


def test_the_blog_post_states_its_day(five: pd.DataFrame) -> None:
    row = five[five.index.str.startswith("002")].iloc[0]
    assert (row["stated_from"], row["verdict"]) == ("2017-06-21", "decided to the day")


def test_a_folder_without_a_catalogue_is_dated_all_the_same(tmp_path: Path) -> None:
    row = only(tmp_path, "Secretary of Homeland Security John Kelly spoke.")
    assert (row["from"], row["to"], row["inside"]) == ("2017-01-20", "2017-07-31", "")


def test_titles_in_force_are_intersected(tmp_path: Path) -> None:
    raw = "President Bernardo Arévalo met Vice President Kamala Harris."
    row = only(tmp_path, raw)
    assert (row["from"], row["to"]) == ("2024-01-15", "2025-01-20")


def test_a_former_title_bounds_nothing(tmp_path: Path) -> None:
    row = only(tmp_path, "They met former Vice President Joe Biden.")
    assert (row["from"], row["to"]) == ("", "")


def test_a_title_of_a_dated_past_bounds_that_event(tmp_path: Path) -> None:
    corpus = corpus_of(tmp_path, a="It was agreed in November 2014 with Vice President Joe Biden.")
    kinds = dating_evidence(corpus)["bound"].tolist()
    assert kinds == ["from", "event"]


def test_evidence_that_contradicts_itself_is_a_contradiction(tmp_path: Path) -> None:
    raw = "Secretary Rex Tillerson met Vice President Kamala Harris."
    row = only(tmp_path, raw)
    assert (row["from"], row["to"], row["verdict"]) == ("", "", "contradiction")


def test_a_contradiction_names_both_sides(tmp_path: Path) -> None:
    raw = "Secretary Rex Tillerson met Vice President Kamala Harris."
    basis = only(tmp_path, raw)["basis"]
    assert "Rex Tillerson" in basis
    assert "Kamala Harris" in basis


def test_a_stated_day_outside_the_interval_is_a_contradiction(tmp_path: Path) -> None:
    raw = "By Ann Lee on June 21, 2005\n\nVice President Kamala Harris spoke."
    assert only(tmp_path, raw)["verdict"].startswith("contradiction: the stated day")


def test_two_terms_give_the_first_and_the_last_day(tmp_path: Path) -> None:
    row = only(tmp_path, "President Donald Trump spoke.")
    assert (row["from"], row["to"]) == ("2017-01-20", "")


def test_a_text_without_evidence_is_undecidable(tmp_path: Path) -> None:
    row = only(tmp_path, "Rain fell.")
    assert row["verdict"] == "undecidable: the words give no first day"


def test_the_evidence_points_to_its_words(tmp_path: Path) -> None:
    raw = "Rain fell. Vice President Kamala Harris spoke."
    row = dating_evidence(corpus_of(tmp_path, a=raw)).iloc[0]
    assert raw[row["start"] : row["end"]] == "Vice President Kamala Harris"
    assert row["sentence_id"] == 2


def test_a_coding_without_bounds_dates_nothing() -> None:
    dated = date_documents(reference_corpus(read_corpus(SEEDS)))
    assert set(dated["from"]) == {""}


def test_one_month_is_decided_to_the_month() -> None:
    assert decide((("2019-03-05", "2019-03-28"),)) == "decided to the month"


def test_one_year_is_decided_to_the_year() -> None:
    assert decide((("2019-03-05", "2019-06-28"),)) == "decided to the year"
