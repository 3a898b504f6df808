"""Whose words the texts carry: voices, writers, a borrowed "our", shared sentences, dates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers.claims import Number
from helpers.corpus import Corpus, read_corpus
from helpers.errors import CodebookError
from helpers.findings import Finding
from helpers.first_person import list_first_person
from helpers.readings import dating, shared_words, two_voices, unquoted, whose_words
from helpers.readings.dating import count_ordered, find_intervals, find_order, order_texts
from helpers.readings.marked import keep_most
from helpers.readings.passages import name_some, shorten
from helpers.side_by_side import show_side_by_side
from helpers.twin import finding_html
from helpers.writers import WRITERS, _check_rule, name_writers

Write = Callable[..., Corpus]
Once = Callable[..., Finding]
FINDERS = (
    two_voices.find_two_voices,
    unquoted.find_poles_without_quotations,
    whose_words.find_words_by_voice,
    whose_words.find_every_quotation,
    whose_words.find_borrowed_first_person,
    shared_words.find_shared_words,
    dating.find_intervals,
    dating.find_order,
)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes texts (a=…) and a catalogue row each, and reads them."""

    def write_texts(*, catalogue: dict[str, tuple[str, str]] | None = None, **texts: str) -> Corpus:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
        if catalogue:
            rows = [f"{n}.txt,{n},{kind},{genre}" for n, (kind, genre) in catalogue.items()]
            head = "file,title,publisher_type,genre"
            (tmp_path / "catalogue.csv").write_text("\n".join([head, *rows]))
        return read_corpus(tmp_path)

    return write_texts


def value(finding: Finding, part: str) -> Any:
    return finding.claim.parts[part].value


def document(**cells: str) -> dict[str, str]:
    return {"document_id": "x", "publisher_type": "", "genre": "", "author": ""} | cells


@pytest.mark.parametrize(
    ("cells", "writer"),
    [
        ({"publisher_type": "legislature", "genre": "newsletter"}, "office-holder"),
        ({"publisher_type": "government", "genre": "press release"}, "institution"),
        ({"publisher_type": "government", "genre": "remarks"}, "office-holder"),
        ({"publisher_type": "think tank", "genre": "blog post"}, "analyst"),
        ({"publisher_type": "news", "genre": "news report"}, "reporter"),
        ({"publisher_type": "news", "genre": "editorial"}, "institution"),
        ({}, "not known"),
    ],
)
def test_who_writes_is_read_from_the_catalogue(cells: dict[str, str], writer: str) -> None:
    assert name_writers(pd.DataFrame([document(**cells)]))["writer"].tolist() == [writer]


def test_a_rule_with_an_unknown_writer_is_refused_with_its_line() -> None:
    row = document(publisher_type="news") | {"writer": "poet", "first_person": "no"}
    (problem,) = _check_rule(7, row)
    assert str(problem).startswith("writers.csv, line 7: writer is 'poet'. Write one of")
    assert all(writer in str(problem) for writer in WRITERS)


def test_a_rule_that_every_text_meets_is_refused() -> None:
    (problem,) = _check_rule(3, document() | {"writer": "reporter", "first_person": "no"})
    assert "Fill in publisher_type, genre or both." in str(CodebookError([problem]))


def test_the_reporters_our_is_uncertain_and_the_senators_is_his_own(seeds: Corpus) -> None:
    found = list_first_person(seeds)
    flagged = found[found["reading"] == "uncertain"]
    places = zip(flagged["document_id"].str[:3], flagged["sentence_id"], strict=True)
    assert list(places) == [("003", 4), ("003", 12)]
    assert set(found.loc[found["document_id"].str.startswith("000"), "reading"]) == {"its own"}


REPORT = "Ministers met at our border. They talked for an hour about the two countries."


def test_an_editorial_in_the_first_person_is_not_flagged(write: Write) -> None:
    kinds = {"a": ("news", "editorial"), "b": ("news", "news report")}
    corpus = write(catalogue=kinds, a=REPORT, b=f"{REPORT} Then they left.")
    found = list_first_person(corpus).set_index("document_id")["reading"]
    assert (found["a"], found["b"]) == ("its own", "uncertain")


def test_a_report_that_says_we_of_itself_keeps_its_our(write: Write) -> None:
    text = f"{REPORT} We asked six of them, and they answered."
    corpus = write(catalogue={"a": ("news", "news report")}, a=text)
    assert set(list_first_person(corpus)["reading"]) == {"its own"}


def test_our_in_a_quotation_is_the_speakers(write: Write) -> None:
    text = "“We must guard our border,” said Mayor Ana Diaz. The road is long."
    assert list_first_person(write(catalogue={"a": ("news", "news report")}, a=text)).empty


def test_without_a_catalogue_nobodys_our_is_judged(write: Write) -> None:
    corpus = write(a=REPORT)
    assert set(list_first_person(corpus)["reading"]) == {"not judged"}
    finding = whose_words.find_borrowed_first_person(corpus)
    assert "1 of 1 texts were not judged" in finding.claim.text()
    assert finding.claim.text().startswith("“We”, “our” or “us” stands outside quotation marks in ")


def test_one_text_has_two_diagnoses(seeds: Corpus, once: Once) -> None:
    finding = once(two_voices.find_two_voices, seeds)
    names = ("legal", "legal_own", "legal_uncertain")
    assert [value(finding, n) for n in names] == [5, 4, 1]
    assert value(finding, "legal_quoted") == 0
    own = finding.claim.parts["own_causes"]
    assert [n.value for n in own] == [f"“{seeds.codebook.label('D-PULL')}”"]
    assert finding.verdict == "same under both codings"


def test_every_lane_has_a_row_and_zero_rows_stay(seeds: Corpus, once: Once) -> None:
    table = once(two_voices.find_two_voices, seeds).table
    assert len(table) == 7  # three texts of two voices, one of them with an uncertain third
    assert (table["sentences with a cause"] == 0).sum() == 3


def test_words_of_the_voices_add_up_to_the_text(seeds: Corpus, once: Once) -> None:
    finding = once(whose_words.find_words_by_voice, seeds)
    sums = finding.table[list(whose_words.SAID.values())].sum(axis=1)
    sizes = seeds.sentences[seeds.sentences["kind"].isin(("title", "prose", "list item"))]
    assert sorted(sums) == sorted(sizes.groupby("document_id")["n_words"].sum())


def test_every_quotation_has_a_row_that_opens_its_sentences(seeds: Corpus, once: Once) -> None:
    finding = once(whose_words.find_every_quotation, seeds)
    assert len(finding.table) == 14
    assert set(finding.table["settled"]) == {"marked", "by hand", "uncertain"}
    opened = [len(finding.passages(key)) for key in finding.table["sentences_key"]]
    assert opened == list(finding.table["sentences"])


def test_without_quoted_words_each_text_has_no_more_of_either_pole(
    seeds: Corpus, once: Once
) -> None:
    finding = once(unquoted.find_poles_without_quotations, seeds)
    for pole in ("enforcement", "development"):
        assert value(finding, f"{pole}_own") <= value(finding, pole)
    assert len(finding.table) == 8  # five texts, three of them a second time without quotations


def test_the_five_texts_share_one_run_of_eight_words(seeds: Corpus, once: Once) -> None:
    finding = once(shared_words.find_shared_words, seeds)
    assert "8 words (2 sentences)" in finding.claim.text()
    assert "no other pair shares more than 7" in finding.claim.text()
    assert "both name Plan Colombia" in finding.claim.text()
    assert finding.table["words"].tolist()[:2] == [8, 7]


def test_the_longest_run_hangs_on_punctuation(seeds: Corpus, once: Once) -> None:
    choices = once(shared_words.find_shared_words, seeds).choices
    assert choices is not None
    held = {dict(s.choices)["punctuation"] for s in choices.settings if s.holds}
    assert held == {"ignored"}


def test_both_passages_stand_side_by_side(seeds: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr("helpers.side_by_side.display_panel", lambda body, _: shown.append(body))
    show_side_by_side(seeds, least=8)
    (html,) = shown
    assert html.count("<mark>") == 2
    assert html.count('rrc-passage"') == 2
    show_side_by_side(seeds, least=9)
    assert shown[1] == "<p>No two texts share 9 words or more in a row.</p>"


def test_one_text_shares_nothing(write: Write) -> None:
    finding = shared_words.find_shared_words(write(a="Rain fell on the fields for weeks."))
    assert finding.claim.text() == "There is but one text, so nothing can be shared."


def dated(*rows: tuple[str, str, str]) -> pd.DataFrame:
    columns = ["document_id", "from", "to", "stated_from", "verdict"]
    return pd.DataFrame([(*row, "", "") for row in rows], columns=columns)


def test_texts_are_ordered_only_where_their_days_do_not_overlap() -> None:
    table = dated(
        ("a", "2015-01-03", "2017-01-03"),
        ("b", "2017-02-01", "2017-07-31"),
        ("c", "2017-01-01", ""),
    )
    assert order_texts(table)["order"].tolist() == ["first", "undecidable", "undecidable"]


def test_a_stated_day_orders_a_text_more_closely() -> None:
    table = dated(("a", "2017-02-01", "2017-07-31"), ("b", "2017-07-01", "2017-12-31"))
    assert order_texts(table)["order"].tolist() == ["undecidable"]
    table.loc[0, "stated_from"] = "2017-06-21"
    assert order_texts(table)["order"].tolist() == ["first"]


def test_what_contradicts_itself_is_put_in_no_order() -> None:
    table = dated(("a", "", ""), ("b", "2017-02-01", "2017-07-31"))
    table.loc[0, "verdict"] = "contradiction"
    assert order_texts(table)["order"].tolist() == ["contradiction"]


def test_pairs_in_order_are_counted_without_a_look_at_each() -> None:
    days = [("2015-01-03", "2017-01-03"), ("2017-02-01", "2017-07-31"), ("2017-01-01", "")]
    days += [("2011-05-01", "2011-05-01"), ("", "2016-01-01"), ("2018-01-01", "2018-02-01")]
    table = dated(*((f"t{i}", *pair) for i, pair in enumerate(days)))
    table.loc[5, "verdict"] = "contradiction"
    pairs = order_texts(table)
    in_order = pairs["order"].isin(("first", "second"))
    decided, left = count_ordered(table)
    assert decided == int(in_order.sum())
    assert left.to_numpy().tolist() == pairs[~in_order].to_numpy().tolist()[:8]


def test_nine_of_ten_pairs_of_the_five_texts_are_in_order(seeds: Corpus, once: Once) -> None:
    finding = once(find_order, seeds)
    assert (value(finding, "decided"), value(finding, "pairs")) == (9, 10)
    (left,) = finding.table.loc[finding.table["order"].str.contains("undecidable"), "texts"]
    assert left == "Cruz 2021 and Voice of America Editorials 2024"


def test_catalogued_dates_lie_inside_what_the_words_allow(seeds: Corpus, once: Once) -> None:
    finding = once(find_intervals, seeds)
    assert (value(finding, "inside"), value(finding, "catalogued")) == (5, 5)
    assert set(finding.table["inside"]) == {"yes"}


def test_a_contradiction_is_shown_as_one(write: Write) -> None:
    text = "Vice President Kamala Harris met Homeland Security Secretary Kirstjen Nielsen."
    finding = find_intervals(write(a=text))
    assert list(finding.table["possible days"]) == ["none"]
    assert "Contradictions: none" not in finding.claim.text()
    assert finding.chart is not None
    assert "contradicts" in finding.chart.layout.annotations[0].text


def test_undated_texts_are_dated_by_their_words_alone(write: Write) -> None:
    text = "Secretary of State Antony Blinken spoke of the roads. Nobody else spoke."
    finding = find_intervals(write(a=text))
    assert "no date is catalogued" in finding.claim.text()
    (days,) = finding.table["possible days"]
    assert days.replace("\xa0", " ") == "26 Jan 2021 to 20 Jan 2025"


@pytest.mark.parametrize("find", FINDERS)
def test_every_finding_can_be_shown_of_any_corpus(
    find: Callable[[Corpus], Finding], tiny: Corpus, write: Write
) -> None:
    assert finding_html(find(tiny))
    assert finding_html(find(write(a="Rain fell on the fields for weeks.")))


def test_a_long_passage_is_cut_at_a_word() -> None:
    assert shorten("alpha beta gamma", 12) == "alpha beta …"


def _write_many(write: Write, n: int) -> Corpus:
    """Return `n` texts; number i quotes i words, and all but the first say "our"."""
    texts = {"t000": "It rained on the hills."}
    for i in range(1, n):
        texts[f"t{i:03}"] = f"Our road is closed. “{'No ' * (i - 1)}more,” she said."
    return write(**texts)


def test_of_many_texts_those_with_most_quoted_words_are_drawn_and_it_says_so(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whose_words, "MOST_ROWS", 6)
    monkeypatch.setattr(whose_words, "MOST_TEXTS", 4)
    found = whose_words.find_words_by_voice(_write_many(write, 10))
    assert list(found.table["text"]) == [f"t{i:03}" for i in range(4, 10)]
    assert next(iter(found.chart.layout.yaxis.ticktext)).startswith("t006")
    assert "Of 10 texts the chart draws 4 and the table lists 6" in found.reading
    assert "45 of " in found.claim.text()


def test_of_many_texts_every_sentence_with_our_is_counted(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whose_words, "MOST_ROWS", 3)
    many = {f"t{i:02}": f"The road {i} was near our town." for i in range(12)}
    news = dict.fromkeys(many, ("news", "news report"))
    found = whose_words.find_borrowed_first_person(write(catalogue=news, **many))
    assert len(found.table) == 3
    assert found.claim.text().startswith("12 sentences")
    assert "4 more" in found.claim.text()
    finding_html(found)


def test_of_many_texts_the_poles_are_counted_in_all_that_quote(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unquoted, "MOST_LISTED", 3)
    said = "“We will secure the border,” she said."
    texts = {f"t{i}": f"On day {i}: {said}" for i in range(5)}
    texts |= {f"u{i}": f"It rained {i} days." for i in range(4)}
    found = unquoted.find_poles_without_quotations(write(**texts))
    assert found.claim.text().startswith("In the 5 texts that quote")
    assert "enforcement from 5 to 0" in found.claim.text()
    assert len(found.table) == 6
    assert "Of 5 texts that quote the chart draws 3 and the table lists 3" in found.reading
    finding_html(found)


def test_kept_are_those_that_count_most_in_their_order() -> None:
    assert keep_most(["a", "b", "c", "d"], {"b": 2, "d": 2, "c": 1}, 2) == ["b", "d"]
    assert keep_most(["a", "b"], {}, 2) == ["a", "b"]


def test_a_long_list_of_names_says_how_many_more() -> None:
    names = [Number(str(i)) for i in range(10)]
    assert [n.value for n in name_some(names)][-2:] == ["7", "2 more"]
    assert name_some([]) == "none"
