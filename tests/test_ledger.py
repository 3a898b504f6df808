"""The ledger: one row per amount or promise, instruments, series, changes between amounts."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.errors import CodebookError
from helpers.invoked import list_mentions
from helpers.invoked_as import NAMED_ONLY, add_roles, find_roles, read_role_rows
from helpers.ledger import MONEY_STATUSES, SCALES, build_ledger, read_period
from helpers.reference import reference_corpus
from helpers.series import list_series, write_amount, write_change

AID = (
    "The Sunrise Road Plan was launched in 2019.\n\n"
    "In 2020 Congress appropriated $100 million for the Sunrise Road Plan. "
    "In FY 2021 Congress appropriated $80 million for the Sunrise Road Plan. "
    "The budget request for FY 2022 reduces the amount for the Sunrise Road Plan to $60 million. "
    "This plan is a pillar of our work.\n\n"
    "Donors gave billions of dollars."
)


def read_text(folder: Path, text: str) -> Corpus:
    (folder / "text.txt").write_text(text, "utf-8")
    return read_corpus(folder)


@pytest.fixture(scope="module")
def aid(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_text(tmp_path_factory.mktemp("aid"), AID)


def rows_of(value: float, status: str, period: str, year: int) -> dict[str, object]:
    return {
        "row": f"0-{year}",
        "scale": "money",
        "document_id": "a",
        "instrument": "Sunrise Road Plan",
        "payer": "public",
        "currency": "USD",
        "value": value,
        "status": status,
        "period": period,
        "period_from": f"{year - 1}-10-01",
        "period_to": f"{year}-09-30",
    }


def test_amounts_and_promises_are_on_scales_of_their_own() -> None:
    assert SCALES["money"] == ("discussed", "promoted", "requested", "appropriated", "delivered")
    assert SCALES["promise"] == ("discussed", "aimed", "committed", "signed", "delivered")


def test_the_ledger_has_each_amount_of_the_text(aid: Corpus) -> None:
    money = build_ledger(aid).query("scale == 'money'")
    # Four amounts: 100, 80 and 60 million, and billions without a number.
    assert list(money["value"].fillna(0)) == [100e6, 80e6, 60e6, 0]


def test_an_amount_without_a_number_is_kept_without_a_value(aid: Corpus) -> None:
    last = build_ledger(aid).query("scale == 'money'").iloc[-1]
    assert last["words"] == "billions of dollars"
    assert pd.isna(last["value"])


def test_an_amount_belongs_to_the_instrument_of_its_sentence(aid: Corpus) -> None:
    money = build_ledger(aid).query("scale == 'money'")
    assert list(money["instrument"]) == ["Sunrise Road Plan"] * 3 + [""]


def test_whoever_grants_an_amount_is_named(aid: Corpus) -> None:
    assert build_ledger(aid).query("scale == 'money'")["who"].iloc[0] == "United States Congress"


def test_a_fiscal_year_is_an_interval_from_october() -> None:
    assert read_period({"period": "FY2016"}) == ("2015-10-01", "2016-09-30")
    assert read_period({"period": "2016"}) == ("2016-01-01", "2016-12-31")
    assert read_period({"period": "none stated"}) == ("", "")


def test_amounts_are_written_as_people_write_them() -> None:
    assert write_amount(655e6, "USD") == "$655 million"
    assert write_amount(250.0, "HNL") == "250 HNL"


def test_a_change_is_in_percent_of_the_amount_before() -> None:
    # 80 is 20 % less than 100; 60 is 25 % less than 80.
    rows = [
        rows_of(v, "appropriated", f"FY{y}", y) for v, y in ((100, 2020), (80, 2021), (60, 2022))
    ]
    series = list_series(pd.DataFrame(rows))
    assert [write_change(c) for c in series["change"][1:]] == ["−20.0 %", "−25.0 %"]


def test_a_change_to_another_status_says_from_which() -> None:
    rows = [rows_of(80, "appropriated", "FY2021", 2021), rows_of(60, "requested", "FY2022", 2022)]
    last = list_series(pd.DataFrame(rows)).iloc[-1]
    assert (last["from_status"], last["status"]) == ("appropriated", "requested")


def test_two_amounts_for_one_year_and_status_give_no_change() -> None:
    rows = [rows_of(v, "requested", f"FY{y}", y) for v, y in ((80, 2021), (90, 2021), (60, 2022))]
    assert list_series(pd.DataFrame(rows))["change"].isna().all()


def test_two_amounts_for_one_year_give_no_change_even_of_unlike_status() -> None:
    statuses = {"requested": 80, "appropriated": 90}
    rows = [rows_of(value, status, "FY2021", 2021) for status, value in statuses.items()]
    rows.append(rows_of(100, "requested", "FY2022", 2022))
    assert list_series(pd.DataFrame(rows))["change"].isna().all()


def test_one_amount_alone_is_no_series() -> None:
    assert list_series(pd.DataFrame([rows_of(80, "requested", "FY2021", 2021)])).empty


def test_money_of_two_payers_is_never_one_series() -> None:
    rows = [rows_of(80, "requested", "FY2021", 2021), rows_of(60, "requested", "FY2022", 2022)]
    rows[1]["payer"] = "private"
    assert list_series(pd.DataFrame(rows)).empty


def test_this_plan_is_read_as_the_plan_named_before(aid: Corpus) -> None:
    mentions = list_mentions(aid)
    assert list(mentions.query("how != 'named'")["how"]) == ["This plan"]
    assert set(mentions["instrument"]) == {"Sunrise Road Plan"}


def test_a_text_without_instruments_has_no_mentions(tmp_path: Path) -> None:
    assert list_mentions(read_text(tmp_path, "This plan is good. They met.")).empty


@pytest.mark.parametrize("row", read_role_rows(), ids=lambda r: f"{r.role}: {r.pattern[:20]}")
def test_every_role_has_an_example_and_a_near_miss(row) -> None:
    def roles(sentence: str) -> tuple[str, ...]:
        left, _, right = sentence.lower().partition("plan verde")
        return find_roles(left, right)

    assert row.role in roles(row.example)
    assert row.role not in roles(row.near_miss)


def test_an_unknown_role_is_refused_with_file_line_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "instrument_roles.csv"
    path.write_text("role,side,pattern,example,near_miss\nhero,before,x,y,z\n", "utf-8")
    with pytest.raises(CodebookError, match=r"instrument_roles.csv, line 2: role 'hero'"):
        read_role_rows(path)


def test_a_mention_without_a_word_beside_it_is_named_only(tmp_path: Path) -> None:
    corpus = read_text(tmp_path, "They met.\n\nThe Sunrise Road Plan is long.")
    assert list(add_roles(corpus, list_mentions(corpus))["roles"]) == [(NAMED_ONLY,)]


def test_the_five_texts_give_the_series_of_one_plan(seeds: Corpus) -> None:
    series = list_series(build_ledger(seeds))
    assert list(series["value"]) == [750e6, 655e6, 460e6]
    assert list(series["period"]) == ["FY2016", "FY2017", "FY2018"]
    assert list(series["status"]) == ["appropriated", "appropriated", "requested"]
    # 655 / 750 = 0.8733; 460 / 655 = 0.7023.
    assert [round(c, 1) for c in series["change"][1:]] == [-12.7, -29.8]


def test_both_codings_give_the_same_series(seeds: Corpus) -> None:
    columns = ["value", "period", "status", "payer", "currency"]
    ours, theirs = (list_series(build_ledger(c)) for c in (seeds, reference_corpus(seeds)))
    pd.testing.assert_frame_equal(ours[columns], theirs[columns])


def test_the_private_promoted_amount_stands_in_no_series(seeds: Corpus) -> None:
    ledger = build_ledger(seeds)
    promoted = ledger[ledger["status"] == "promoted"]
    assert list(promoted["value"]) == [4.2e9]
    assert list(promoted["payer"]) == ["private"]
    assert not set(promoted["row"]) & set(list_series(ledger)["row"])


def test_what_else_is_said_of_the_plan_holds_this_initiative(seeds: Corpus) -> None:
    mentions = list_mentions(seeds)
    pillar = mentions[mentions["how"] == "this initiative"]
    assert list(pillar["instrument"]) == ["Alliance for Prosperity Plan"]
    assert list(pillar["sentence_id"]) == [18]


def test_every_status_of_the_ledger_is_on_its_scale(seeds: Corpus) -> None:
    ledger = build_ledger(seeds)
    wrong = [r for r in ledger.itertuples() if r.status not in SCALES[r.scale]]
    assert wrong == []
    assert set(MONEY_STATUSES) >= set(ledger.query("scale == 'money'")["status"])


def test_a_corpus_of_one_word_gives_an_empty_ledger_with_its_columns(tmp_path: Path) -> None:
    ledger = build_ledger(read_text(tmp_path, "Hello."))
    assert ledger.empty
    assert {"who", "what", "value", "status"} <= set(ledger.columns)


def test_an_amount_is_for_what_stands_behind_whoever_gives_it(seeds: Corpus) -> None:
    money = build_ledger(seeds).query("scale == 'money'").set_index("words")["what"]
    assert money["$655 million"] == "included a reduced amount of $655 million"
    assert (
        money["$460 million"] == "FY 2018 budget request further reduces the amount to $460 million"
    )


def test_whom_one_of_many_things_would_support_is_not_to_whom_all_is_promised(
    seeds: Corpus,
) -> None:
    promises = build_ledger(seeds).query("scale == 'promise'")
    laws = promises[promises["what"].str.startswith("enforce our laws")]
    assert list(laws["to_whom"]) == [""]
    helped = promises[promises["what"].str.startswith("help El Salvador")]
    assert list(helped["to_whom"]) == ["to El Salvador, Guatemala and Honduras"]


def test_partners_are_with_whom_something_is_promised(seeds: Corpus) -> None:
    promises = build_ledger(seeds).query("scale == 'promise'")
    own = promises[promises["what"].str.startswith("implementing this historic")]
    assert list(own["to_whom"]) == ["with my Northern Triangle counterparts"]


def test_of_two_instruments_in_a_sentence_each_promise_has_its_own(seeds: Corpus) -> None:
    promises = build_ledger(seeds).query("scale == 'promise'").set_index("what")["instrument"]
    [data] = [promises[w] for w in promises.index if w.startswith("share data about")]
    [group] = [promises[w] for w in promises.index if w.startswith("establish a trilateral")]
    assert (data, group) == ("dashboard", "trilateral working group")
