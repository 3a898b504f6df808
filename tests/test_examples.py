"""The queries that the search page offers: each finds something, none is of a text held back."""

from __future__ import annotations

from collections.abc import Callable

from helpers.concordance import find_lines
from helpers.corpus import Corpus
from helpers.export.examples import Example, list_examples


def ask(corpus: Corpus, example: Example) -> int:
    """Return how many lines an example finds."""
    return len(find_lines(corpus, **example.asked))


def list_every(corpus: Corpus) -> list[Example]:
    return list_examples(corpus, corpus.documents["document_id"].tolist())


def test_every_example_finds_a_line(hand_coded: Corpus) -> None:
    examples = list_every(hand_coded)
    assert examples
    assert [example.words for example in examples if not ask(hand_coded, example)] == []


def test_no_example_is_taken_from_a_text_that_is_not_searched(hand_coded: Corpus) -> None:
    assert list_examples(hand_coded, []) == []


def test_examples_are_coded_words_a_speaker_and_a_code_as_quoted(hand_coded: Corpus) -> None:
    # "root causes" stands twice, everything else once: of those the first by the alphabet
    said = [example.words for example in list_every(hand_coded)]
    label = hand_coded.codebook.label("D-ECON")
    assert said == ["root causes", "corruption", "Elena Paz", f"{label}, quoted"]


def test_an_asterisk_stands_where_it_adds_most(toy: Callable[..., Corpus]) -> None:
    # beside the commonest form "secur*" finds two more, "borde*" one
    sentences = ("Secure the borders.", "Securing a border.", "Secured at last.")
    corpus = toy(a=[(sentence, "R-BORDER") for sentence in sentences])
    assert "secur*" in [example.words for example in list_every(corpus)]
    assert "borde*" not in [example.words for example in list_every(corpus)]
