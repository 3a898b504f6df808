"""Stages 1 and 2: one pass finds what one regular expression a pattern finds, then the longest."""

from __future__ import annotations

import re
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers import matching
from helpers.alternatives import expand_parts
from helpers.folding import fold
from helpers.matching import (
    Match,
    PatternList,
    expand_alternatives,
    keep_longest,
    pattern_to_regex,
)

PATTERNS = (
    "a",
    "a*",
    "ab",
    "a b",
    "a b*",
    "a* b",
    "a * b",
    "b a b",
    "b-a",
    "a's",
    "é*",
    "σ",
    "u.s.",
    "u.s. a*",
    "$*",
    "a*b",
    "a, b",
    "i",
)


def find_by_regex(patterns: tuple[str, ...], folded: str) -> list[Match]:
    """Return what one regular expression a pattern finds, tried at every place."""
    found = [
        Match(match.start(1), match.end(1), number)
        for number, pattern in enumerate(patterns)
        for match in re.finditer(f"(?=({pattern_to_regex(pattern)}))", folded)
    ]
    return sorted(found)


ALPHABET = st.sampled_from(list("aAbB é_-'’.,$sSuU \n\t\u00a0\u2003\u200bσΣςſİıi1٣ǆ—\U0001f600"))


@settings(max_examples=300, deadline=None)
@given(st.text(ALPHABET, max_size=40))
@example("a  b a\u00a0b a\u2003\nb")
@example("xa a_b b-a A’s U.S. Abc $5")
def test_one_pass_finds_what_one_regex_a_pattern_finds(text: str) -> None:
    folded = fold(text)
    assert PatternList(PATTERNS).find_all(folded) == find_by_regex(PATTERNS, folded)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_it_holds_on_any_text(text: str) -> None:
    folded = fold(text)
    assert PatternList(PATTERNS).find_all(folded) == find_by_regex(PATTERNS, folded)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_folding_keeps_the_length_of_any_text(text: str) -> None:
    assert len(fold(text)) == len(text)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.text("ab*- ", min_size=1, max_size=6), min_size=1, max_size=5),
    st.text("ab- \n", max_size=30),
)
def test_it_holds_for_any_patterns(patterns: list[str], text: str) -> None:
    usable = tuple(p for p in patterns if p.split() and not p.split()[0].startswith("*"))
    folded = fold(text)
    assert PatternList(usable).find_all(folded) == find_by_regex(usable, folded)


def found_in(pattern: str, text: str) -> list[str]:
    return [text[m.start : m.end] for m in PatternList([pattern]).find_all(fold(text))]


def test_a_possessive_holds_the_word() -> None:
    assert found_in("security", "Security’s price") == ["Security"]


def test_a_hyphen_ends_a_word() -> None:
    assert found_in("trafficking", "anti-trafficking") == ["trafficking"]


def test_a_word_inside_a_longer_one_is_not_found() -> None:
    assert found_in("port", "support ports report") == []


def test_one_blank_of_a_pattern_is_any_run_of_blanks() -> None:
    assert found_in("root cause*", "root \n causes") == ["root \n causes"]


def test_a_lone_wildcard_is_one_word() -> None:
    assert found_in("end * violence", "end the violence, end violence") == ["end the violence"]


def test_a_pattern_that_overlaps_itself_is_found_at_each_place() -> None:
    assert found_in("a a", "a a a") == ["a a", "a a"]


def test_curly_quotes_and_long_dashes_move_no_offset() -> None:
    text = "“A”—İstanbul—jobs"
    (match,) = PatternList(["jobs"]).find_all(fold(text))
    assert text[match.start : match.end] == "jobs"


def test_an_empty_list_finds_nothing() -> None:
    assert PatternList([]).find_all("any text") == []


@pytest.mark.parametrize("pattern", ["", "  ", "*ing", "* of"])
def test_a_pattern_without_a_first_word_is_refused_with_a_remedy(pattern: str) -> None:
    with pytest.raises(ValueError, match="begin it with letters"):
        PatternList([pattern])


def test_alternatives_inside_a_word_are_written_out() -> None:
    assert expand_alternatives("stem(|s|med|ming)") == ["stem", "stems", "stemmed", "stemming"]


def test_alternatives_inside_alternatives_are_written_out_once() -> None:
    assert expand_alternatives("(a(b|c)|d) e") == ["ab e", "ac e", "d e"]


def test_the_same_plain_pattern_is_written_once() -> None:
    assert expand_alternatives("(a|a|)") == ["a", ""]


def test_many_brackets_side_by_side_do_not_multiply() -> None:
    verbs = "|".join(f"v{n}(e|es|ed|ing)" for n in range(60))
    assert len(expand_alternatives(f"({verbs})")) == 240


def test_the_longest_match_is_kept_and_what_lies_inside_it_dropped() -> None:
    assert keep_longest([(5, 9), (0, 9), (0, 4)]) == [(0, 9)]


def test_partial_overlaps_both_stay() -> None:
    assert keep_longest([(3, 8), (0, 5)]) == [(0, 5), (3, 8)]


def test_of_two_equal_intervals_the_first_stays() -> None:
    assert keep_longest([(0, 5, "first"), (0, 5, "second")]) == [(0, 5, "first")]


def test_parts_joined_again_are_the_plain_patterns() -> None:
    pattern = "(a|b (c |)d) (e |)f(|s) (g|)"
    joined = [" ".join(w for words in p for w in words) for p in product(*expand_parts(pattern))]
    assert sorted(set(joined)) == sorted(expand_alternatives(pattern))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["(a|b) c", "a(|b|*) (c |)d", "(a*|b-c) (* |)(d|u.s.)", "(a|) b", "a **"]),
        min_size=1,
        max_size=4,
        unique=True,
    ),
    st.text("abcdu.-s \n", max_size=30),
)
def test_alternatives_find_what_their_plain_patterns_find(rows: list[str], text: str) -> None:
    folded = fold(text)
    plain = [(p, number) for number, row in enumerate(rows) for p in expand_alternatives(row)]
    by_row = {
        Match(m.start, m.end, plain[m.pattern][1])
        for m in find_by_regex(tuple(p for p, _ in plain), folded)
    }
    assert PatternList(rows, alternatives=True).find_all(folded) == sorted(by_row)


def test_a_list_that_has_seen_too_many_words_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "_REMEMBERED", 2)
    patterns = PatternList(["a* b*"])
    texts = [f"a{n} b{n}" for n in range(20)]
    assert [patterns.find_all(text) for text in texts] == [[Match(0, len(t), 0)] for t in texts]
