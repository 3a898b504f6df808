"""The concordance: words, phrases, wildcards and codes as lines, and what the page is given."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.concordance import WordedSentence, find_lines, index_words, read_query
from helpers.corpus import Corpus
from helpers.export.beside import Beside
from helpers.export.search_page import choose_texts, pack_words, write_search


def find_hits(corpus: Corpus, query: str = "", **given: object) -> list[str]:
    return find_lines(corpus, query, **given)["hit"].tolist()


def addresses(corpus: Corpus) -> dict[str, str]:
    return {d: f"texts/{i}.html" for i, d in enumerate(corpus.documents["document_id"])}


# What is found


def test_a_word_is_found_whole_whatever_its_case(hand_coded: Corpus) -> None:
    whole = [t for text in hand_coded.documents["text"] for t in re.findall(r"(?i)\bthe\b", text)]
    assert sorted(find_hits(hand_coded, "THE")) == sorted(whole)
    assert len(whole) > 3


def test_words_in_a_row_are_found_across_punctuation(hand_coded: Corpus) -> None:
    lines = find_lines(hand_coded, "root causes and")
    assert lines["hit"].tolist() == ["root causes, and"]
    assert lines["left"].tolist() == ["“We must address the "] or lines["left"][0].endswith("the ")


def test_an_asterisk_in_a_word_stands_for_any_letters(hand_coded: Corpus) -> None:
    hits = find_hits(hand_coded, "c*s")
    assert "causes" in hits
    assert all(re.fullmatch(r"(?i)c\w*s", hit) for hit in hits)


def test_an_asterisk_alone_stands_for_any_word(hand_coded: Corpus) -> None:
    hits = find_hits(hand_coded, "the * causes")
    assert hits
    assert all(re.fullmatch(r"(?i)the \w+ causes", hit) for hit in hits)


@pytest.mark.parametrize("query", ["", "  ", "*", "* *", "…", "zebra"])
def test_a_query_without_a_known_word_gives_no_line(hand_coded: Corpus, query: str) -> None:
    assert find_lines(hand_coded, query).empty


def test_a_code_gives_its_spans_written_as_query_or_as_code(hand_coded: Corpus) -> None:
    spans = hand_coded.spans
    n = (spans["code"] == "D-ROOT").sum()
    assert len(find_hits(hand_coded, "d-root")) == n == 4
    assert find_hits(hand_coded, code="D-ROOT") == find_hits(hand_coded, "D-ROOT")


def test_a_word_with_a_code_is_looked_for_in_sentences_with_the_code(hand_coded: Corpus) -> None:
    lines = find_lines(hand_coded, "the", code="D-ROOT")
    assert len(lines) > 0
    assert all("D-ROOT" in codes.split() for codes in lines["codes"])
    assert len(lines) < len(find_lines(hand_coded, "the"))


def test_a_hit_knows_whose_words_it_is_in(hand_coded: Corpus) -> None:
    [line] = find_lines(hand_coded, "hunger", voice="speaker").to_dict("records")
    assert (line["voice"], line["speaker"]) == ("speaker", "Elena Paz")
    assert find_hits(hand_coded, "corruption", voice="uncertain") == ["Corruption"]
    assert find_hits(hand_coded, "hunger", voice="author") == []


def test_only_the_texts_asked_for_are_searched(hand_coded: Corpus) -> None:
    lines = find_lines(hand_coded, "the", texts=["letter"])
    assert set(lines["document_id"]) == {"letter"}


# Places, contexts, order


def test_offsets_cut_the_hit_and_the_line_is_its_sentence(hand_coded: Corpus) -> None:
    texts = hand_coded.documents.set_index("document_id")["text"]
    bounds = hand_coded.sentences.set_index(["document_id", "sentence_id"])
    lines = find_lines(hand_coded, "*e*")
    assert len(lines) > 50
    for line in lines.itertuples():
        text = texts[line.document_id]
        row = bounds.loc[(line.document_id, line.sentence_id)]
        assert text[line.start : line.end] == line.hit
        whole = line.left + line.hit + line.right
        assert whole.split() == text[row["start"] : row["end"]].split()


def test_lines_sort_by_the_words_after(hand_coded: Corpus) -> None:
    after = [
        re.findall(r"[^\W_]+", r.lower()) for r in find_lines(hand_coded, "the", sort="right").right
    ]
    assert after == sorted(after)


def test_lines_sort_by_the_words_before_the_nearest_first(hand_coded: Corpus) -> None:
    lines = find_lines(hand_coded, "the", sort="left")
    before = [re.findall(r"[^\W_]+", text.lower())[::-1] for text in lines.left]
    assert before == sorted(before)


def test_a_sort_or_voice_that_does_not_exist_is_told(hand_coded: Corpus) -> None:
    with pytest.raises(ValueError, match="write 'place', 'left' or 'right'"):
        find_lines(hand_coded, "the", sort="up")
    with pytest.raises(ValueError, match="write 'author', 'speaker' or 'uncertain'"):
        find_lines(hand_coded, "the", voice="nobody")
    with pytest.raises(KeyError, match="no code 'X'"):
        find_lines(hand_coded, "the", code="X")


# What the page is given


def unpack(packed: str) -> tuple[list[str], list[str]]:
    """Part a packed sentence as the page's script does."""
    parts = packed.split("\t")
    words: list[str] = []
    between = [parts[0]]
    for i in range(1, len(parts), 2):
        run = parts[i].split(" ")
        words += run
        between += [" "] * (len(run) - 1) + [parts[i + 1]]
    return words, between


@given(st.text(max_size=60))
def test_packing_any_text_loses_only_blanks(text: str) -> None:
    pieces = re.split(r"([^\W_]+)", text)
    words = tuple(pieces[1::2])
    between = tuple(re.sub(r"\s+", " ", piece) for piece in pieces[0::2])
    sentence = WordedSentence("d", 1, "prose", words, between, (), (), (), ())
    assert unpack(pack_words(sentence)) == (list(words), list(between))


def test_the_page_carries_every_sentence_of_a_small_corpus(hand_coded: Corpus) -> None:
    html, beside = write_search(hand_coded, Beside(texts=addresses(hand_coded)))
    [data] = re.findall(r'<script type="application/json" id="words">(.*?)</script>', html, re.S)
    held = json.loads(data)
    listed = [unpack(s[2])[0] for text in held["texts"] for s in text[3]]
    assert listed == [list(s.words) for s in index_words(hand_coded).sentences]
    assert beside == {}
    assert "All 3 texts are searched, 25 sentences" in html


def test_of_a_text_held_back_no_word_is_on_the_page(hand_coded: Corpus) -> None:
    html, _ = write_search(hand_coded, Beside(texts=addresses(hand_coded), withheld={"letter"}))
    text = hand_coded.documents.set_index("document_id")["text"]["letter"].split()
    runs = [" ".join(text[i : i + 4]) for i in range(len(text) - 3)]
    assert [run for run in runs if run in html] == []
    assert "2 of the 3 texts are searched" in html
    assert "belong to third parties" in html


def test_of_a_large_corpus_some_texts_are_drawn_and_it_is_said(
    hand_coded: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = hand_coded.documents.set_index("document_id")["n_chars"]
    most = int(sizes.sum()) - 1
    drawn = choose_texts(hand_coded, (), most)
    assert 0 < sizes[drawn].sum() <= most
    monkeypatch.setattr("helpers.export.search_page.MOST_ALONE", most)
    html, _ = write_search(hand_coded, Beside(texts=addresses(hand_coded)))
    assert f"{len(drawn)} of the 3 texts are searched" in html
    assert "They were drawn at random" in html


def test_many_words_lie_in_a_script_beside_the_page(
    hand_coded: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.export.search_page.MOST_INLINE", 100)
    html, beside = write_search(hand_coded, Beside(texts=addresses(hand_coded), assets="assets"))
    assert list(beside) == ["words.js"]
    assert 'data-loads="assets/words.js assets/search.js"' in html
    assert "application/json" not in html


def test_a_query_is_read_as_words() -> None:
    assert read_query("The U.S.–Mexico* deal") == ["the", "u", "s", "mexico*", "deal"]
