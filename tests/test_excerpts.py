"""Tests of sentences in runs, and of very long ones in parts."""

from helpers.excerpts import CUT, LONGEST, ROUND, cut_side, is_cut, mark_runs

LONG = "word " * 1000  # 5,000 characters


def test_a_sentence_comes_whole_and_in_order():
    runs = mark_runs("One two three.", (0, 14), [(8, 13), (0, 3)])
    assert runs == [("One", True), (" two ", False), ("three", True), (".", False)]


def test_marks_that_touch_are_one_and_marks_outside_are_none():
    assert mark_runs("One two.", (0, 8), [(0, 3), (3, 5), (20, 30)]) == [
        ("One t", True),
        ("wo.", False),
    ]


def test_a_sentence_inside_a_text_leaves_out_what_stands_round_it():
    assert mark_runs("No. Yes. No.", (4, 8), []) == [("Yes.", False)]


def test_of_a_very_long_sentence_only_what_is_round_a_mark_is_shown():
    runs = mark_runs(LONG, (0, 5000), [(2500, 2504)])
    shown = "".join(words for words, _ in runs)
    assert shown.startswith(f"{CUT} word ")
    assert shown.endswith(f" word {CUT}")
    assert [words for words, marked in runs if marked] == ["word"]
    assert len(shown) <= 2 * ROUND + 4 + 2 * len(CUT) + 2


def test_a_long_sentence_without_a_mark_shows_its_beginning():
    runs = mark_runs(LONG, (0, 5000), [])
    assert runs[0][0].startswith("word word")
    assert runs[-1] == (f" {CUT}", False)


def test_marks_near_each_other_stand_in_one_part():
    runs = mark_runs(LONG, (0, 5000), [(2500, 2504), (2600, 2604)])
    assert [words for words, _ in runs if CUT in words] == [f"{CUT} ", f" {CUT}"]
    assert sum(marked for _, marked in runs) == 2


def test_a_mark_as_long_as_the_sentence_is_cut_too():
    shown = "".join(words for words, _ in mark_runs(LONG, (0, 5000), [(0, 5000)]))
    assert len(shown) <= 2 * LONGEST + len(CUT) + 1


def test_many_marks_far_apart_are_not_all_shown():
    text = "word " * 10_000
    places = [(i, i + 4) for i in range(0, 50_000, 5_000)]
    runs = mark_runs(text, (0, 50_000), places)
    assert 1 < sum(marked for _, marked in runs) < len(places)


def test_a_line_of_any_length_is_whole_where_no_cut_is_asked_for():
    assert cut_side("word " * 300, None) == ("word " * 300).strip()


def test_only_sentences_above_the_bound_are_cut():
    assert is_cut((0, LONGEST + 1))
    assert not is_cut((0, LONGEST))
