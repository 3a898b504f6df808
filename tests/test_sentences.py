"""The splitter: boundaries, kinds, leads, words, and any text at all."""

import csv
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

from helpers.errors import CodebookError
from helpers.kinds import is_boilerplate, read_boilerplate
from helpers.model import SENTENCE_KINDS
from helpers.sentences import join_wrapped_lines, read_abbreviations, split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"


def pieces(text):
    return [text[s.start : s.end] for s in split_sentences(text)]


def kinds(text):
    return [s.kind for s in split_sentences(text)]


def leads(text):
    return [s.led_by for s in split_sentences(text)]


def read_seeds():
    """Yield (text, gold rows) of each seed."""
    with open(SEEDS / "gold" / "sentences.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in sorted({row["file"] for row in rows}):
        text = (SEEDS / name).read_bytes().decode("utf-8-sig")
        yield text, [row for row in rows if row["file"] == name]


def test_78_of_the_79_reference_units_or_more_are_found_to_the_character():
    found = total = 0
    for text, rows in read_seeds():
        ours = {(s.start, s.end) for s in split_sentences(text)}
        found += sum((int(row["start"]), int(row["end"])) in ours for row in rows)
        total += len(rows)
    assert total == 79
    assert found >= 78


def test_every_unit_that_is_found_has_the_kind_of_the_reference():
    for text, rows in read_seeds():
        ours = {(s.start, s.end): s.kind for s in split_sentences(text)}
        for row in rows:
            place = int(row["start"]), int(row["end"])
            assert ours.get(place, row["kind"]) == row["kind"], row["unit"]


def test_the_splitter_misses_no_more_units_than_punkt_with_the_same_abbreviations():
    parameters = PunktParameters()
    parameters.abbrev_types = {word.lower() for word in read_abbreviations()} | {"u.s", "m"}
    punkt = PunktSentenceTokenizer(parameters)
    missed = {"ours": 0, "punkt": 0, "bare punkt": 0}
    for text, rows in read_seeds():
        gold = {(int(row["start"]), int(row["end"])) for row in rows}
        missed["ours"] += len(gold - {(s.start, s.end) for s in split_sentences(text)})
        for name, tokenizer in (("punkt", punkt), ("bare punkt", PunktSentenceTokenizer())):
            spans = {
                (line.start() + start, line.start() + end)
                for line in re.finditer(r"[^\r\n]+", text)
                for start, end in tokenizer.span_tokenize(line[0])
            }
            missed[name] += len(gold - spans)
    assert missed["ours"] <= missed["punkt"] < missed["bare punkt"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Li met Sen. Diaz. They spoke.", ["Mr. Li met Sen. Diaz.", "They spoke."]),
        ("John M. Poe left. He ran.", ["John M. Poe left.", "He ran."]),
        ("The U.S. Congress met. It sat.", ["The U.S. Congress met.", "It sat."]),
        ("She left the U.S. It rained.", ["She left the U.S.", "It rained."]),
        ("See No. 5 there. No. She won.", ["See No. 5 there.", "No.", "She won."]),
        ("On Sept. 3 it fell. In Dec. The end.", ["On Sept. 3 it fell.", "In Dec.", "The end."]),
        (
            "At 9 p.m. EST he ate. At 9 p.m. He ate.",
            ["At 9 p.m. EST he ate.", "At 9 p.m.", "He ate."],
        ),
        ("Laws, e.g. Title 8, hold. Yes.", ["Laws, e.g. Title 8, hold.", "Yes."]),
        ("Under 8 U.S.C. 1101 et seq. it holds.", ["Under 8 U.S.C. 1101 et seq. it holds."]),
        ("It grew 3.5 percent. So what?", ["It grew 3.5 percent.", "So what?"]),
        ("Stop! Why? Now.", ["Stop!", "Why?", "Now."]),
        ("“We won.” She left.", ["“We won.”", "She left."]),
        ('"We won." "They lost."', ['"We won."', '"They lost."']),
        ("“We won,” he said. “All.”", ["“We won,” he said.", "“All.”"]),
        ("“Who won?” Ana Diaz said. No one.", ["“Who won?” Ana Diaz said.", "No one."]),
        ("It ended (in May.) Then rain.", ["It ended (in May.)", "Then rain."]),
        ("We do that ... So they can.", ["We do that ...", "So they can."]),
        ("In America. ... this plan works.", ["In America.", "... this plan works."]),
        ("... This plan works.", ["... This plan works."]),
        ("We wait… and see.", ["We wait… and see."]),
        ("Sec. 2. Aims. (a) One thing.", ["Sec. 2. Aims.", "(a) One thing."]),
        ("Más agua. Ésta es. ¿Qué?", ["Más agua.", "Ésta es. ¿Qué?"]),
        ("One.\u00a0 Two.\u2003Three.", ["One.", "Two.", "Three."]),
    ],
)
def test_a_line_is_split_where_a_reader_would(text, expected):
    assert pieces(text) == expected


def test_line_breaks_are_hard_boundaries_and_nothing_else_is():
    assert pieces("a b\r\nc d\re f\ng h") == ["a b", "c d", "e f", "g h"]
    assert pieces("a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g") == ["a\x0bb\x0cc\x1cd\x85e\u2028f\u2029g"]


def test_each_line_is_a_paragraph_counted_from_one():
    text = "\n\nOne here. Two here.\n\n\nThree here.\nFour here.\n"
    assert [s.paragraph for s in split_sentences(text)] == [1, 1, 2, 3]


def test_a_hard_wrapped_text_has_the_sentences_of_the_text_before_it_was_wrapped():
    for text, _ in read_seeds():
        plain = [" ".join(piece.split()) for piece in pieces(text)]
        for newline in ("\n", "\r\n", "\r"):
            filled = [
                textwrap.fill(line, 72, break_on_hyphens=False).replace("\n", newline)
                for line in text.splitlines()
                if line.strip()
            ]
            wrapped = (newline * 2).join(filled)
            assert [" ".join(piece.split()) for piece in pieces(wrapped)] == plain
            assert kinds(wrapped) == kinds(text)


def test_in_a_hard_wrapped_text_a_blank_line_starts_a_paragraph():
    text = (
        "Who leaves home for\ngood rarely wants\nto, and says that\n\nto any who ask and\nlisten."
    )
    assert [s.paragraph for s in split_sentences(text)] == [1, 2]


def test_lines_that_are_not_broken_in_mid_sentence_are_not_joined():
    text = "Roses are red now\nViolets are blue\nSugar is so sweet\nAnd so are you"
    assert join_wrapped_lines(text) == text


def test_a_word_holds_a_letter_or_a_digit():
    # He, paid, 3, percent, U.S., well-being, and year two: 8 words; the dashes and ### are none
    assert [
        s.n_words for s in split_sentences("He – paid 3 percent -- U.S. well-being & Ж² !")
    ] == [7]
    assert [s.n_words for s in split_sentences("###")] == [0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A Plan for Hope?\n\nBy Ana Diaz on May 3, 2017\n\nIt works.",
            ["title", "byline", "prose"],
        ),
        ("Ana Diaz, U.S. Senator for Ohio\n\nI went home.", ["byline", "prose"]),
        ("Ana Diaz. Coast 24 Press [C24P].\nIt rained.", ["byline", "byline", "prose"]),
        (
            "Good Rain\nJune 3, 2019\n9:30 A.M. EDT\nIt rained.",
            ["title", "byline", "byline", "prose"],
        ),
        ("It rained.\nAna Diaz.", ["prose", "prose"]),
        ("Your browser doesn’t support HTML5\nIt rained.", ["boilerplate", "prose"]),
        ("It rained.\nRead more\nShare this:\n###\n* * *", ["prose", *["boilerplate"] * 4]),
        (
            "This site uses cookies to serve you. Accept?\nIt rained.",
            [*["boilerplate"] * 2, "prose"],
        ),
        ("It rained.\n- One thing. Two things.\n• Three", ["prose", *["list item"] * 3]),
        ("It rained.\n1. One\n2) Two\n(a) Three\n(iv) Four", ["prose", *["list item"] * 4]),
        ("It rained.\n12 people came.\na dog came.", ["prose"] * 3),
        ("It rained.\n\nHow to Join Us\n\nIt stopped.", ["prose", "title", "prose"]),
        ("It rained.\n\nthen it all stopped\n\nIt stopped.", ["prose"] * 3),
        ("It rained.\n\nSee Our Page", ["prose", "prose"]),
    ],
)
def test_kinds_follow_general_signs(text, expected):
    assert kinds(text) == expected


def test_a_long_sentence_is_no_boilerplate_for_its_first_words():
    assert not is_boilerplate("Read more about the talks that both governments held in May.")
    assert not is_boilerplate("Shared values matter.")


def test_list_items_are_led_by_the_sentence_before_the_list():
    assert leads("It rained. It aims to:\n- stop;\n- go. Now.\nIt rained.") == [
        None,
        None,
        2,
        2,
        2,
        None,
    ]
    assert leads("We do the following.\n\n- stop\n\n- go") == [None, 1, 1]
    assert leads("It rained.\n- stop\n- go") == [None, None, None]


def test_an_item_that_ends_in_a_colon_leads_the_items_below_it():
    assert leads("We ask:\n(h) one;\n(i) two:\n- three\n- four\n(j) five") == [None, 1, 1, 3, 3, 1]


def test_roman_numbers_below_a_letter_are_a_list_of_their_own():
    assert leads("We ask:\n(a) one:\n(i) two\n(ii) three\n(b) four") == [None, 1, 2, 2, 1]


def test_what_follows_a_colon_is_led_by_it():
    assert leads("He said it:\n“Go now. Do it.”\nIt rained.") == [None, 1, 1, None]
    assert leads("He did this:\nIt rained. It snowed.") == [None, 1, None]


def test_a_byte_order_mark_a_nul_and_an_emoji_are_safe():
    text = "\ufeffOne.\x00 Two 🎉.\n\u200b😀\n\x85\n"
    sentences = split_sentences(text)
    assert [text[s.start : s.end] for s in sentences] == ["\ufeffOne.\x00 Two 🎉.", "\u200b😀"]
    assert [s.kind for s in sentences] == ["prose", "boilerplate"]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n \t\x85\u2028", "\u3000"])
def test_a_blank_text_has_no_sentence(text):
    assert split_sentences(text) == []


SCRAPS = st.lists(
    st.sampled_from(
        [
            "U.S.",
            "M. ",
            ". ",
            "! ",
            "... ",
            "…",
            " ",
            "\n",
            "\r\n",
            "\r",
            "\x85",
            "\u2028",
            "\ufeff",
        ]
        + ["\x00", "A", "b", "é", "Σ", "İ", "中", "😀", "\ud800", "“", "”", '"', "'", "(a) ", "- "]
        + ["1. ", "By Al Bo", "###", ":", "the following", "read more", "At 9 p.m. He ", "|"]
    )
).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.one_of(st.text(), SCRAPS))
def test_sentences_and_blank_gaps_make_up_any_text(text):
    rebuilt, at = "", 0
    for number, s in enumerate(split_sentences(text), 1):
        gap, piece = text[at : s.start], text[s.start : s.end]
        assert not gap.strip()
        assert piece
        assert piece == piece.strip()
        assert s.sentence_id == number
        assert s.kind in SENTENCE_KINDS
        assert s.led_by is None or s.led_by < number
        assert s.n_words == sum(any(map(str.isalnum, word)) for word in piece.split())
        rebuilt, at = rebuilt + gap + piece, s.end
    assert not text[at:].strip()
    assert rebuilt + text[at:] == text


@settings(max_examples=100, deadline=None, derandomize=True)
@given(SCRAPS)
def test_paragraphs_never_go_back(text):
    paragraphs = [s.paragraph for s in split_sentences(text)]
    assert paragraphs == sorted(paragraphs)
    assert set(paragraphs) == set(range(1, max(paragraphs, default=0) + 1))


def test_a_wrong_row_of_a_data_file_is_named_by_file_line_and_remedy(tmp_path, monkeypatch):
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "abbreviations.csv").write_text(
        "abbreviation,rule,meaning\nMr.,name,\nNo,number,\nvs.,never,\n", encoding="utf-8"
    )
    (tmp_path / "facts" / "boilerplate.csv").write_text(
        "begins_with,max_words,about\nread more,many,\n", encoding="utf-8"
    )
    monkeypatch.setattr("helpers.sentences._FACTS", tmp_path / "facts")
    monkeypatch.setattr("helpers.kinds._FACTS", tmp_path / "facts")
    with pytest.raises(CodebookError) as error:
        read_abbreviations.__wrapped__()
    assert "abbreviations.csv, line 3: 'No' does not end in a full stop" in str(error.value)
    assert "abbreviations.csv, line 4: rule 'never'. Rules: name, number" in str(error.value)
    with pytest.raises(
        CodebookError, match=r"boilerplate\.csv, line 2: phrase 'read more' with max"
    ):
        read_boilerplate.__wrapped__()
