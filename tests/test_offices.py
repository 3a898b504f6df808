"""Offices: who held what when, and periods of days."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from helpers.errors import CodebookError
from helpers.layers import lexicon, tenure
from helpers.layers.tenure import (
    LAST_DAY,
    find_offices,
    holders,
    intersect,
    intersect_all,
    periods_of,
    read_offices,
    read_periods,
    write_periods,
)

HEAD = "person,office,organisation,country,from,to,short_titles,source\n"


def read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, rows: str) -> None:
    lexicon.read_actors()
    (tmp_path / "offices.csv").write_text(HEAD + rows, encoding="utf-8")
    monkeypatch.setattr(lexicon, "FACTS", tmp_path)
    tenure.read_offices.__wrapped__()


def test_a_row_without_a_source_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"offices\.csv, line 2: no source"):
        read(monkeypatch, tmp_path, "Joe Biden,President,,United States,2021-01-20,,President,\n")


def test_a_day_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="'2021-02-30' is no day"):
        read(monkeypatch, tmp_path, "Joe Biden,President,,,2021-02-30,,President,a page\n")


def test_an_office_that_ends_before_it_begins_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(CodebookError, match="it ends before it begins"):
        read(monkeypatch, tmp_path, "Joe Biden,President,,,2021-01-20,2020-01-20,President,x\n")


def test_a_person_who_is_not_a_known_actor_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with pytest.raises(CodebookError, match=r"'Jo Bidon' is not in actors.csv"):
        read(monkeypatch, tmp_path, "Jo Bidon,President,,,2021-01-20,,President,a page\n")


def test_every_row_has_a_source() -> None:
    path = Path(tenure.__file__).parent.parent / "facts" / "offices.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8")))
    assert [r for r in rows if not r["source"]] == []


@pytest.mark.parametrize(
    ("title", "country"),
    [
        ("President", "United States"),
        ("President", "Mexico"),
        ("President", "Guatemala"),
        ("President", "El Salvador"),
        ("President", "Honduras"),
        ("Vice President", "United States"),
    ],
)
def test_heads_of_state_leave_no_two_holders_on_one_day(title: str, country: str) -> None:
    rows = sorted((o.first, o.last) for o in find_offices(title, country=country))
    assert all(a[1] <= b[0] for a, b in pairwise(rows))


def test_a_title_with_its_complement_finds_the_office() -> None:
    found = find_offices("Secretary", " of Homeland Security", person="John Kelly")
    assert [o.office for o in found] == ["Secretary of Homeland Security"]


def test_a_title_of_another_office_finds_nothing() -> None:
    assert find_offices("Secretary", " of State", person="John Kelly") == ()


def test_a_body_settles_which_president() -> None:
    found = find_offices("president", organisation="Inter-American Development Bank")
    assert {o.organisation for o in found} == {"Inter-American Development Bank"}


def test_two_terms_are_two_periods() -> None:
    terms = periods_of(find_offices("President", person="Donald Trump"))
    assert terms == (("2017-01-20", "2021-01-20"), ("2025-01-20", LAST_DAY))


def test_holders_are_those_on_some_day_of_the_period() -> None:
    offices = find_offices("President", country="United States")
    assert holders(offices, (("2016-12-01", "2017-02-01"),)) == ["Barack Obama", "Donald Trump"]


def test_periods_that_share_no_day_leave_none() -> None:
    assert intersect((("2001-01-01", "2001-02-01"),), (("2001-02-02", "2001-03-01"),)) == ()


def test_no_bounds_leave_all_days() -> None:
    assert write_periods(intersect_all([])) == "../.."


def test_what_is_written_is_read_again() -> None:
    value = "2017-01-20/2021-01-20; 2025-01-20/.."
    assert write_periods(read_periods(value)) == value


def test_read_offices_gives_the_last_day_to_who_is_still_in_office() -> None:
    assert {o.last for o in read_offices() if o.person == "JD Vance"} == {LAST_DAY}
