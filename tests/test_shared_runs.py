"""Runs of words that texts share: the longest of each pair, and those that many texts repeat."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.corpus import Corpus, read_corpus
from helpers.shared_runs import Likeness, find_longest_runs, list_repeated_runs, split_words

Write = Callable[..., Corpus]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes texts (a=…, b=…) and reads them as a corpus."""

    def write_texts(**texts: str) -> Corpus:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
        return read_corpus(tmp_path)

    return write_texts


def longest(corpus: Corpus, likeness: Likeness | None = None) -> dict[tuple[str, str], int]:
    runs = find_longest_runs(corpus, likeness=likeness)
    found = runs.groupby(["first", "second"])["n_words"].max()
    return {pair: int(n) for pair, n in found.items()}


def quoted(corpus: Corpus, runs: object) -> list[str]:
    texts = corpus.documents.set_index("document_id")["text"]
    return [texts[r.document_id][r.start : r.end] for r in runs.itertuples()]


def test_one_pair_of_the_five_texts_shares_eight_words_and_no_other_more_than_seven() -> None:
    corpus = read_corpus("seeds")
    runs = find_longest_runs(corpus)
    best = runs[runs["n_words"] == 8]
    places = [
        (d[:3], int(s)) for d, s in zip(best["document_id"], best["sentence_id"], strict=True)
    ]
    assert places == [("000", 9), ("002", 15)]
    assert sorted(longest(corpus).values())[-2:] == [7, 8]
    assert len(longest(corpus)) == 10


def test_the_eight_words_are_five_where_punctuation_counts() -> None:
    kept = longest(read_corpus("seeds"), Likeness(ignore_punctuation=False))
    pair = next(n for (a, b), n in kept.items() if {a[:3], b[:3]} == {"000", "002"})
    assert (pair, max(kept.values())) == (5, 7)


def test_case_punctuation_and_possessives_are_ignored(write: Write) -> None:
    corpus = write(a="The Senate’s Plan works, they say.", b="We saw the senate plan works.")
    assert longest(corpus) == {("a", "b"): 4}
    assert longest(corpus, Likeness(ignore_possessives=False)) == {("a", "b"): 2}
    assert longest(corpus, Likeness(ignore_case=False)) == {("a", "b"): 1}


def test_a_run_does_not_leave_its_sentence(write: Write) -> None:
    corpus = write(a="We saw them go. Home is far.", b="They saw them go home is far.")
    assert longest(corpus) == {("a", "b"): 3}


def test_every_longest_run_of_a_pair_is_listed_once_on_either_side(write: Write) -> None:
    corpus = write(
        a="One two three four here. Red green blue grey there. One two three four again.",
        b="Say red green blue grey now. Say one two three four now.",
    )
    runs = find_longest_runs(corpus)
    assert quoted(corpus, runs) == [
        "One two three four",
        "one two three four",
        "Red green blue grey",
        "red green blue grey",
    ]


def test_a_pair_without_a_common_word_has_no_run(write: Write) -> None:
    assert longest(write(a="Nothing here.", b="All other words.")) == {}


def test_repeated_runs_come_with_the_share_of_the_texts(write: Write) -> None:
    shared = "the office of the senator is open on every weekday"
    corpus = write(
        a=f"Note that {shared} morning.",
        b=f"Today {shared} until noon.",
        c=f"Know that {shared} morning.",
        d="Nothing of the kind stands here, in no word at all.",
    )
    runs = list_repeated_runs(corpus).drop_duplicates("run")
    assert runs[["n_words", "n_documents", "of_documents"]].to_numpy().tolist() == [
        [10, 3, 4],
        [12, 2, 4],
    ]
    assert list(runs["share"]) == [0.75, 0.5]


def test_of_many_runs_the_first_are_placed_and_all_are_counted(write: Write) -> None:
    first, second = "one two three four five", "six seven eight nine ten"
    corpus = write(a=f"{first}. {second}.", b=f"{second}. {first}.", c=f"{first}.")
    runs = list_repeated_runs(corpus, least=5, most=1)
    assert quoted(corpus, runs) == [first] * 3
    assert list(runs["of_runs"]) == [2] * 3


def test_words_of_a_run_stand_where_their_first_letter_and_last_letter_are(write: Write) -> None:
    corpus = write(a="They said (we met here).", b="Then “we met here” again.")
    runs = list_repeated_runs(corpus, least=3)
    assert quoted(corpus, runs) == ["we met here"] * 2


def test_fewer_than_eight_words_are_no_repeated_run(write: Write) -> None:
    corpus = write(a="We met at the old gate there.", b="They met at the old gate again.")
    assert list_repeated_runs(corpus).empty


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=9), min_size=2, max_size=3))
def test_runs_are_those_that_comparing_every_stretch_finds(texts: list[list[str]]) -> None:
    corpus = _invented(texts)
    words = split_words(corpus)
    expected: dict[tuple[str, str], int] = {}
    for i, a in enumerate(texts):
        for j in range(i + 1, len(texts)):
            b = texts[j]
            stretches = {tuple(b[s:e]) for s in range(len(b)) for e in range(s + 1, len(b) + 1)}
            best = max(
                (e - s for s in range(len(a)) for e in range(s + 1, len(a) + 1)
                 if tuple(a[s:e]) in stretches),
                default=0,
            )  # fmt: skip
            if best:
                expected[f"t{i}", f"t{j}"] = best
    assert len(words.form) == sum(map(len, texts))
    assert longest(corpus) == expected
    repeated = list_repeated_runs(corpus, least=2)
    listed = [
        " ".join(texts[int(r.document_id[1:])])[r.start : r.end] for r in repeated.itertuples()
    ]
    for i, text in enumerate(texts):
        for pair in pairwise(text):
            others = [list(pairwise(t)) for t in texts[:i] + texts[i + 1 :]]
            if any(pair in other for other in others):
                assert any(" ".join(pair) in run for run in listed)


@cache
def _tiny() -> Corpus:
    return read_corpus(Path(__file__).parent / "data/tiny")


def _invented(texts: list[list[str]]) -> Corpus:
    """Return a corpus of one sentence a text, without coding it."""
    seeds = _tiny()
    documents = seeds.documents.iloc[[0] * len(texts)].assign(
        document_id=[f"t{i}" for i in range(len(texts))], text=[" ".join(t) for t in texts]
    )
    sentences = seeds.sentences.iloc[[0] * len(texts)].assign(
        document_id=list(documents["document_id"]),
        sentence_id=1,
        start=0,
        end=[len(t) for t in documents["text"]],
        kind="prose",
    )
    return Corpus("invented", documents, sentences, seeds.spans, seeds.attributes, seeds.codebook)
