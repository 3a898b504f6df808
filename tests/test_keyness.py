"""Keyness against numbers that others published, and against what a hand can work out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from math import log, sqrt

import numpy as np
import pandas as pd
import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.keyness import (
    PRIORS,
    compare_words,
    correct_chances,
    count_words,
    find_chance,
    list_comparisons,
    make_prior,
    measure_dispersion,
    measure_keyness,
)
from helpers.readings.keywords import draw_texts, find_keywords

FOX = "the quick brown fox jumps over the lazy pig"
DONKEY = "the lazy purple pig jumps over the lazier donkey"
VERY = "the lazy purple pig jumps over the " + 1000 * "very " + "sleepy donkey"


def score(first: str, second: str, prior: float, **own: float) -> dict[str, float]:
    """Return z by word of two texts, each word's prior the same but for those given by name."""
    sides = [Counter(first.split()), Counter(second.split())]
    words = sorted({*sides[0], *sides[1]})
    counts = [np.array([side[w] for w in words], dtype=float) for side in sides]
    z = compare_words(*counts, np.array([own.get(w, prior) for w in words]))[1]
    return dict(zip(words, z.tolist(), strict=True))


def test_z_scores_of_the_published_uninformed_example() -> None:
    # The README of the package fightin_words (an implementation of Monroe et al. 2008 by others).
    z = score(FOX, DONKEY, 0.05)
    for word in ("donkey", "lazier", "purple"):
        assert z[word] == pytest.approx(-0.6894227886807968)
    for word in ("brown", "fox", "quick"):
        assert z[word] == pytest.approx(0.6894227886807968)
    for word in ("jumps", "lazy", "over", "pig", "the"):
        assert z[word] == pytest.approx(0.0)


def test_z_scores_of_the_published_example_before_an_informed_prior() -> None:
    z = score(FOX, VERY, 0.05)
    assert z["very"] == pytest.approx(-2.2144429606255946)
    assert z["the"] == pytest.approx(4.954523357120953)
    assert z["quick"] == pytest.approx(1.7074955767167836)


def test_z_scores_of_the_published_example_with_an_informed_prior() -> None:
    z = score(FOX, VERY, 0.05, very=1 / 1000)
    assert z["very"] == pytest.approx(-0.4368846171934332)
    assert z["purple"] == pytest.approx(0.3539801999989518)
    assert z["the"] == pytest.approx(4.961066225017743)


def test_log_odds_worked_by_hand() -> None:
    # 3 of 4 words against 1 of 4, prior 1 each: 4 of 6 against 2 of 6, so log(2) - log(1/2).
    effect, z = compare_words(np.array([3.0, 1.0]), np.array([1.0, 3.0]), np.ones(2))
    assert effect[0] == pytest.approx(log(4))
    assert z[0] == pytest.approx(log(4) / sqrt(1 / 4 + 1 / 2))
    assert z[1] == pytest.approx(-z[0])


def test_a_stronger_prior_shrinks_the_effect() -> None:
    first, second = np.array([3.0, 1.0]), np.array([1.0, 3.0])
    effects = [compare_words(first, second, np.ones(2) * a)[0][0] for a in (0.5, 5, 50)]
    assert effects[0] > effects[1] > effects[2] > 0


def test_false_discoveries_are_bounded_as_in_the_paper() -> None:
    # Benjamini & Hochberg 1995, section 4.1: of fifteen chances the first four are discoveries.
    chances = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    chances += [0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000]
    corrected = correct_chances(np.array(chances))
    assert (corrected <= 0.05).sum() == 4
    assert corrected[3] == pytest.approx(0.0095 * 15 / 4)


def test_corrected_chances_keep_their_order_and_stay_in_bounds() -> None:
    corrected = correct_chances(np.array([0.9, 0.01, 0.5]))
    assert corrected.tolist() == [pytest.approx(0.9), pytest.approx(0.03), pytest.approx(0.75)]
    assert correct_chances(np.array([])).size == 0


def test_chances_of_known_z_scores() -> None:
    assert find_chance(np.array([0.0, 1.959963984540054])).tolist() == pytest.approx([1.0, 0.05])


def test_dispersion_of_the_published_example() -> None:
    # Gries 2008: the word "a" of the example corpus, 1 to 5 times in parts of 9 to 11 words.
    dp = measure_dispersion(np.array([1, 2, 3, 4, 5]), np.array([9, 10, 10, 10, 11]))
    assert round(dp, 2) == 0.18


def test_dispersion_of_a_word_in_one_part_is_what_the_others_are_long() -> None:
    assert measure_dispersion(np.array([4, 0, 0]), np.array([10, 10, 20])) == pytest.approx(0.75)
    assert measure_dispersion(np.array([0, 0]), np.array([1, 1])) == 0.0


def test_priors_span_two_orders_of_magnitude() -> None:
    assert PRIORS[-1] / PRIORS[0] == 100


def test_the_prior_is_worth_what_it_says(tiny: Corpus) -> None:
    assert make_prior(count_words(tiny), 30).sum() == pytest.approx(30)


def test_words_are_counted_by_sentence(toy: Callable[..., Corpus]) -> None:
    counted = count_words(toy(a=[("Guard the line, the U.S. line.", "")]))
    assert counted.words == ("guard", "line", "the", "u.s")
    assert counted.counts.tolist() == [[1, 2, 2, 1]]


def test_no_word_of_the_seeds_survives_in_any_pair() -> None:
    seeds = read_corpus("seeds")
    counted = count_words(seeds)
    pairs = list_comparisons(seeds)
    assert len(pairs) == 10
    assert sum(int(measure_keyness(counted, *pair)["survives"].sum()) for pair in pairs) == 0


def many(word: str, n: int) -> list[tuple[str, str]]:
    return [(f"They {word} the line here on day {'abcdefghijklmnopqrstuvwxyz'[i % 26]}.", "")
            for i in range(n)]  # fmt: skip


def test_a_word_that_fills_one_text_and_is_not_in_the_other_survives(
    toy: Callable[..., Corpus],
) -> None:
    finding = find_keywords(toy(a=many("guard", 80), b=many("trade", 80)))
    assert finding.claim.name == "keywords"
    assert "“guard”" in finding.claim.text()
    assert "“trade”" in finding.claim.text()
    assert finding.table["survive"].tolist() == ["2"]


def test_where_nothing_survives_it_says_so(tiny: Corpus) -> None:
    assert "none survives" in find_keywords(tiny).claim.text()


def test_one_text_has_nothing_to_be_set_against(toy: Callable[..., Corpus]) -> None:
    assert find_keywords(toy(a=many("guard", 3))).claim.name == "keywords-one-text"


def test_many_texts_are_each_set_against_all_others(toy: Callable[..., Corpus]) -> None:
    corpus = toy(**{name: [(f"They guard {name}.", "")] for name in "abcdefg"})
    assert list_comparisons(corpus) == [(name, "") for name in "abcdefg"]


def test_the_same_texts_always_give_the_same_table(tiny: Corpus) -> None:
    counted = count_words(tiny)
    pair = list_comparisons(tiny)[0]
    assert measure_keyness(counted, *pair).equals(measure_keyness(counted, *pair))


def test_of_many_texts_forty_are_drawn_and_always_the_same(tiny: Corpus) -> None:
    ids = [f"t{i}" for i in range(60)]
    documents = pd.DataFrame({"document_id": ids})
    sentences = pd.DataFrame({"document_id": ids * 2, "sentence_id": [1] * 60 + [2] * 60})
    many = replace(tiny, documents=documents, sentences=sentences)
    drawn = draw_texts(many)
    assert len(drawn.documents) == 40
    assert len(drawn.sentences) == 80
    assert list(drawn.documents["document_id"]) == list(
        draw_texts(replace(many)).documents["document_id"]
    )
    assert draw_texts(tiny) is tiny
