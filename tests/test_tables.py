"""Counts stand beside what they are out of, and a code never found is a row with 0."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.tables import (
    count_codes,
    count_codes_by_voice,
    count_share,
    count_uncoded,
    count_words_by_voice,
    list_documents_by_date,
    list_kwic,
    list_sentences,
    sentences_with,
    tabulate_codes,
)


@pytest.fixture
def two(toy: Callable[..., Corpus]) -> Corpus:
    return toy(
        a=[
            ("We name one thing here today.", "D-ROOT D-ECON"),
            ("We name it once again here.", "D-ECON"),
            ("We name nothing at all here.", ""),
        ],
        b=[("They build roads and schools there.", "R-ECON"), ("They leave it at that now.", "")],
    )


def test_shares_are_counted_over_what_they_are_out_of(two: Corpus) -> None:
    row = count_codes(two).set_index("code").loc["D-ECON"]
    assert (row["n_sentences"], row["of_sentences"], row["share"]) == (2, 5, 0.4)


def test_a_code_never_found_is_a_row_with_zero(two: Corpus) -> None:
    table = count_codes(two, by="document_id").set_index(["document_id", "code"])
    assert table.loc[("b", "D-PULL"), "n_sentences"] == 0
    assert len(table) == 2 * len(two.codebook.codes)


def test_texts_in_which_a_code_stands_are_counted(two: Corpus) -> None:
    table = count_codes(two).set_index("code")
    assert list(table.loc[["D-ECON", "R-ECON", "D-PULL"], "n_documents"]) == [1, 1, 0]


def test_spans_are_counted_per_thousand_words(two: Corpus) -> None:
    row = count_codes(two, by="document_id").set_index(["document_id", "code"])
    assert row.loc[("a", "D-ECON"), "n_words"] == 18  # 6 words each
    assert row.loc[("a", "D-ECON"), "per_1000_words"] == pytest.approx(1000 * 2 / 18)


def test_the_parts_add_to_the_whole(two: Corpus) -> None:
    whole = count_codes(two).set_index("code")["n_sentences"]
    parts = count_codes(two, by="document_id").groupby("code", sort=False)["n_sentences"].sum()
    assert whole.to_dict() == parts.to_dict()


def test_what_no_code_caught_is_reported(two: Corpus) -> None:
    assert count_uncoded(two)[["n_sentences", "of_sentences"]].to_numpy().tolist() == [
        [1, 3],
        [1, 2],
    ]


def test_counting_alters_no_table(two: Corpus) -> None:
    before = two.spans.copy(), two.sentences.copy()
    count_codes(two)
    count_codes_by_voice(two)
    tabulate_codes(two)
    pd.testing.assert_frame_equal(before[0], two.spans)
    pd.testing.assert_frame_equal(before[1], two.sentences)


def test_boilerplate_and_bylines_are_not_counted(tiny: Corpus) -> None:
    report = list_sentences(tiny)[list_sentences(tiny)["document_id"] == "news/report"]
    assert "byline" not in set(report["kind"])
    assert list(report["position"]) == list(range(1, 9))


def test_words_in_quotation_marks_are_the_speakers(tiny: Corpus) -> None:
    words = count_words_by_voice(tiny).set_index(["document_id", "voice"])
    # "Corruption drives people to leave," is 5 of the release's 69 words.
    assert words.loc[("release", "speaker"), "n_words"] == 5
    assert words.loc[("letter", "speaker"), "n_words"] == 0
    of = words.groupby("document_id")["n_words"].sum()
    assert (of == words.groupby("document_id")["of_words"].first()).all()


def test_each_voice_divides_by_its_own_words(tiny: Corpus) -> None:
    table = count_codes_by_voice(tiny).set_index(["code", "voice"])
    row = table.loc[("D-GOV", "speaker")]
    assert row["n_spans"] == 1
    assert row["per_1000_words"] == pytest.approx(1000 / row["n_words"])


def test_texts_come_by_date_and_undated_ones_last(tiny: Corpus) -> None:
    assert list_documents_by_date(tiny) == ["news/report", "letter", "release"]


def test_a_line_in_context_ends_with_its_sentence(tiny: Corpus) -> None:
    line = list_kwic(tiny, ["D-GOV"]).iloc[0]
    assert line["left"] + line["hit"] + line["right"] == (
        "“Corruption drives people to leave,” Secretary Ruth Vale said."
    )


def test_lines_sort_by_the_words_on_either_side(two: Corpus) -> None:
    right = list_kwic(two, ["D-ECON", "R-ECON"], sort="right")
    assert len(right) == 3
    with pytest.raises(ValueError, match="sort is 'up': write 'place', 'left' or 'right'"):
        list_kwic(two, ["D-ECON"], sort="up")


def test_a_wrong_grouping_says_what_is_known(two: Corpus) -> None:
    with pytest.raises(ValueError, match="by is 'year': write 'corpus' or 'document_id'"):
        count_codes(two, by="year")


def test_a_share_of_nothing_is_zero() -> None:
    assert list(count_share(pd.Series([0, 1]), pd.Series([0, 4]))) == [0.0, 0.25]


def test_sentences_with_a_code_come_once(two: Corpus) -> None:
    pairs = sentences_with(two, ["D-ROOT", "D-ECON"])
    assert pairs.to_numpy().tolist() == [["a", 1], ["a", 2]]


def test_the_seeds_have_seventy_three_sentences_to_count() -> None:
    assert len(list_sentences(read_corpus("seeds"))) == 73
