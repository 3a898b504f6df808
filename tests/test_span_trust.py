"""Spans are matched by place, in the part that the gold covers, and counted in spans."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.span_trust import compare_spans, match_spans, measure_spans, pool_badges

FIRST = "“We will go,” said Mayor Ana Diaz of the long road home."
SECOND = "Nobody else spoke that day."


@pytest.fixture
def spoken(tmp_path: Path) -> Corpus:
    """One quotation by Ana Diaz; the gold codes the first sentence alone."""
    (tmp_path / "a.txt").write_text(f"{FIRST}\n{SECOND}\n“I stayed here,” said Ana Diaz.\n")
    gold = tmp_path / "gold"
    gold.mkdir()
    gold.joinpath("sentences.csv").write_text(f"file,start,end,agreed\na.txt,0,{len(FIRST)},\n")
    gold.joinpath("spans.csv").write_text(
        "file,start,end,layer,speaker\na.txt,1,12,quote,Ana Diaz\n"
    )
    return read_corpus(tmp_path)


def with_gold(corpus: Corpus, **cells: object) -> Corpus:
    assert corpus.gold is not None
    return replace(corpus, gold=replace(corpus.gold, spans=corpus.gold.spans.assign(**cells)))


def test_a_span_at_the_same_place_with_the_same_speaker_is_a_hit(spoken: Corpus) -> None:
    badge = measure_spans(spoken, "quote", "speaker")
    assert (badge.hits, badge.n_patterns, badge.n_gold) == (1, 1, 1)


def test_a_span_outside_the_covered_part_is_not_scored(spoken: Corpus) -> None:
    assert (spoken.spans["layer"] == "quote").sum() == 2
    assert len(match_spans(spoken, "quote")) == 1


def test_half_of_the_union_is_enough_and_less_is_not(spoken: Corpus) -> None:
    # ours is 1 to 12; 1 to 23 shares 11 of 22 characters, 1 to 24 shares 11 of 23
    assert measure_spans(with_gold(spoken, end=23), "quote").hits == 1
    assert measure_spans(with_gold(spoken, end=24), "quote").hits == 0


def test_another_speaker_is_a_miss_only_when_the_speaker_is_asked_for(spoken: Corpus) -> None:
    other = with_gold(spoken, speaker="Eva Paz")
    assert measure_spans(other, "quote").hits == 1
    assert measure_spans(other, "quote", "speaker").hits == 0


def test_what_differs_is_listed_with_its_sentence(spoken: Corpus) -> None:
    rows = compare_spans(with_gold(spoken, speaker="Eva Paz"), [("quote", "speaker")])
    assert rows[["sentence_id", "patterns", "reference"]].to_numpy().tolist() == [
        [1, True, False],
        [1, False, True],
    ]


def test_a_layer_that_the_gold_does_not_code_is_unmeasured(spoken: Corpus, tiny: Corpus) -> None:
    assert not measure_spans(spoken, "actor").measured
    assert not measure_spans(tiny, "quote").measured


def test_pooled_badges_add_their_counts(spoken: Corpus) -> None:
    one = measure_spans(spoken, "quote")
    both = pool_badges([one, replace(one, hits=0)])
    assert (both.hits, both.n_patterns, both.n_gold) == (1, 2, 2)
    assert not pool_badges([one, measure_spans(spoken, "actor")]).measured


def test_an_uncertain_quotation_that_the_gold_lacks_is_neither_right_nor_wrong() -> None:
    corpus = read_corpus("seeds")
    doubtful = corpus.spans[
        corpus.spans["layer"].eq("quote") & corpus.spans["voice"].eq("uncertain")
    ]
    assert len(doubtful) == 1
    paired = {pair.ours[:3] for pair in match_spans(corpus, "quote") if pair.ours}
    assert not paired & set(
        doubtful[["document_id", "start", "end"]].itertuples(index=False, name=None)
    )
