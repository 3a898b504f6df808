"""Tables kept beside a coded folder: made once, the same when opened, never of another coding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.coded import code_folder
from helpers.corpus import Corpus, read_corpus
from helpers.kept import KEPT, keep_beside
from helpers.ledger import build_ledger

TEXT = "In 2016 Congress approved $750 million for the plan. We will work with Mexico on jobs."


@pytest.fixture
def coded(tmp_path: Path) -> Corpus:
    """Return a corpus of two texts, opened from a coded folder."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT)
    (texts / "b.txt").write_text(f"{TEXT} The minister agreed.")
    code_folder(texts, tmp_path / "coded")
    return read_corpus(tmp_path / "coded")


def count_rows(corpus: Corpus) -> pd.DataFrame:
    return pd.DataFrame({"n": [len(corpus.sentences)]})


def never(corpus: Corpus) -> pd.DataFrame:
    raise AssertionError("made again")


def test_a_ledger_that_is_opened_is_the_ledger_that_was_made(coded: Corpus) -> None:
    made = build_ledger(coded)
    first, second = keep_beside(coded, "ledger", build_ledger), keep_beside(coded, "ledger", never)
    assert len(made) > 0
    for kept in (first, second):
        pd.testing.assert_frame_equal(kept, made)


def test_fewer_sentences_make_a_table_of_their_own(coded: Corpus) -> None:
    fewer = replace(coded, sentences=coded.sentences[:1])
    assert keep_beside(coded, "n", count_rows)["n"].tolist() == [len(coded.sentences)]
    assert keep_beside(fewer, "n", count_rows)["n"].tolist() == [1]


def test_one_table_of_a_name_is_kept(coded: Corpus) -> None:
    keep_beside(coded, "n", count_rows)
    keep_beside(replace(coded, sentences=coded.sentences[:1]), "n", count_rows)
    assert coded.folder is not None
    assert len(list((coded.folder / KEPT).iterdir())) == 1


def test_a_reference_coding_and_a_folder_of_texts_keep_nothing(coded: Corpus) -> None:
    for corpus in (replace(coded, coding="reference"), replace(coded, folder=None)):
        keep_beside(corpus, "n", count_rows)
    assert coded.folder is not None
    assert not (coded.folder / KEPT).exists()


def test_a_folder_that_cannot_be_written_to_still_gives_the_table(coded: Corpus) -> None:
    assert coded.folder is not None
    (coded.folder / KEPT).write_text("a file in the way")
    assert keep_beside(coded, "n", count_rows)["n"].tolist() == [len(coded.sentences)]


def test_a_folder_with_tables_beside_it_is_coded_on_as_before(coded: Corpus) -> None:
    keep_beside(coded, "n", count_rows)
    assert coded.folder is not None
    code_folder(coded.folder.parent / "texts", coded.folder)
    pd.testing.assert_frame_equal(read_corpus(coded.folder).spans, coded.spans)
