"""The invented folder, its faults, its coding round, and what the notebook shows of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.bulk import code_corpus
from helpers.checking import check_corpus
from helpers.corpus import Corpus, read_corpus
from helpers.own_panels import show_check, show_coding, show_round
from helpers.own_texts import find_own, hold_round, make_example
from helpers.readings.coverage import find_coverage


@pytest.fixture(scope="module")
def invented() -> Corpus:
    return read_corpus(make_example())


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("letter.txt", "is not UTF-8"),
        ("note.txt", "the text is empty"),
        ("catalogue.csv", "unknown column 'mood'"),
        ("catalogue.csv", "'2031-02-30' is not a day"),
        ("catalogue.csv", "no text 'diary.txt'"),
        ("report_copy.txt", "of its phrases are in report.txt"),
        ("carta.txt", "seems to be Spanish"),
        ("editorial.txt", "broken at a fixed width"),
        ("interview.doc", "this file is not read"),
        ("release.txt", "stands in 4 of 6 texts"),
    ],
)
def test_each_planted_fault_is_told(file: str, said: str) -> None:
    report = check_corpus(make_example(mended=False))
    assert any(p.file == file and said in p.found for p in [*report.problems, *report.doubts])


def test_the_mended_folder_has_no_problem_left() -> None:
    report = check_corpus(make_example())
    assert (report.n_texts, report.problems) == (5, [])


def test_without_a_name_the_invented_folder_is_read(tiny_folder: Path) -> None:
    assert find_own("") == make_example()
    assert find_own(str(tiny_folder)) == tiny_folder


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_invented_coders_know_every_sentence_that_can_be_drawn(
    invented: Corpus, seed: int
) -> None:
    drawn = hold_round(invented, 34, seed)
    assert drawn.comparison is not None
    assert drawn.corpus.gold is not None
    assert len(drawn.corpus.gold.units) == 34


def test_sheets_of_other_texts_are_not_filled_by_the_invented_coders(tiny: Corpus) -> None:
    drawn = hold_round(tiny, 5, 1)
    assert (len(drawn.sheet), drawn.comparison, drawn.corpus) == (5, None, tiny)


def test_coverage_counts_sentences_with_any_code(hand_coded: Corpus) -> None:
    # HAND_SPANS: sentences 1 and 2 of letter, 4 of news/report, 7 and 8 of release
    finding = find_coverage(hand_coded)
    assert (
        finding.claim.text()
        == "5 of 24 sentences in 3 texts carry a code; in 0 texts no sentence does."
    )
    assert len(finding.passages("coverage/found")) == 5
    assert sorted(finding.table["sentences with a code"]) == [1, 2, 2]


def test_a_coded_folder_is_checked_by_the_texts_it_holds(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("People leave for want of work and of rain. " * 3, "utf-8")
    (texts / "b.txt").write_text("People leave for want of work and of rain. " * 3, "utf-8")
    (texts / "c.txt").write_text("", "utf-8")
    code_corpus(texts, tmp_path / "coded")
    report = check_corpus(tmp_path / "coded")
    assert [p.file for p in report.problems] == ["c.txt"]
    assert [p.found for p in report.doubts] == ["the same text as a"]


def test_the_panels_say_no_path(
    invented: Corpus, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("helpers.own_panels.display_panel", lambda body, kind: shown.append(body))
    show_check(make_example(mended=False))
    show_coding(make_example())
    show_round(hold_round(invented, 24, 1))
    assert len(shown) == 5
    assert str(make_example().parent) not in "".join(shown)


def test_batches_of_one_text_and_of_all_have_the_same_digests(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("helpers.own_panels.display_panel", lambda body, kind: shown.append(body))
    show_coding(make_example())
    digests = re.findall(r"<td[^>]*>([0-9a-f]{12})</td>", shown[0])
    assert len(digests) == 10
    assert digests[::2] == digests[1::2]
