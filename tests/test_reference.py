"""The reference coding is a corpus of its own, matched by place and never by id."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.model import Span
from helpers.reference import clip_to_quote, covers_all, match_units, reference_corpus


def test_a_gold_code_lies_over_its_sentence(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("One sentence stands here.", "D-ROOT"), ("Another one stands here.", "")])
    frames = corpus.spans[corpus.spans["layer"] == "frame"]
    assert frames[["sentence_id", "start", "end", "code"]].to_numpy().tolist() == [
        [1, 0, 25, "D-ROOT"]
    ]


def test_gold_of_all_sentences_covers_all(toy: Callable[..., Corpus]) -> None:
    assert covers_all(toy(a=[("One sentence stands here.", "D-ROOT")]))


def test_gold_of_a_part_covers_only_that_part(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One sentence stands here.\nAnother one stands here.")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/sentences.csv").write_text("file,start,end,agreed\na.txt,0,25,D-ROOT\n")
    corpus = read_corpus(tmp_path)
    assert not covers_all(corpus)
    assert list(match_units(corpus)["sentence_id"]) == [1]


def test_without_gold_the_error_says_where_to_put_it(tiny: Corpus) -> None:
    with pytest.raises(ValueError, match="put one into its folder gold/"):
        reference_corpus(tiny)


def test_a_mostly_quoted_sentence_is_clipped_to_its_quotation() -> None:
    quotes = [Span(10, 40, "quote", "marked", "marks")]
    assert clip_to_quote(5, 45, quotes) == (10, 40)
    assert clip_to_quote(0, 100, quotes) == (0, 100)
    assert clip_to_quote(50, 60, quotes) == (50, 60)


def test_a_gold_row_without_a_text_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold/sentences.csv").write_text("file,start,end,agreed\nb.txt,0,4,\na.txt,4,2,\n")
    with pytest.raises(ValueError, match="2 problems in the corpus") as error:
        read_corpus(tmp_path)
    assert "gold/sentences.csv, line 2: no text 'b.txt' in the folder" in str(error.value)
    assert "gold/sentences.csv, line 3: start '4' and end '2' are no place" in str(error.value)
