"""Sentences as pages show them: cut at the borders of spans, escaped, each once."""

import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from helpers import evidence
from helpers.corpus import Corpus
from helpers.evidence import (
    cut_sentence,
    draw_sample,
    escape_text,
    number_stretches,
    passage_html,
    say_voice,
    show_texts,
    store_html,
)


def strip_tags(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_pieces_of_every_sentence_are_the_sentence(tiny: Corpus) -> None:
    for text in show_texts(tiny).values():
        for sentence_id, (start, end) in text.sentences.items():
            pieces = cut_sentence(text, sentence_id)
            assert "".join(piece for piece, *_ in pieces) == text.text[start:end]


def test_a_sentence_is_cut_where_a_span_begins_and_where_it_ends(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    assert [(piece, numbers) for piece, numbers, _, _ in cut_sentence(text, 1)] == [
        ("Last week I visited Honduras to learn about the ", ()),
        ("root causes", (0, 1)),
        (" of migration", (0,)),
        (".", ()),
    ]


def test_a_stretch_that_is_no_span_is_cut_and_marked_too(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    start, _ = text.sentences[7]
    assert [(p, marked) for p, _, _, marked in cut_sentence(text, 7, [(start, start + 6)])] == [
        ("I will", True),
        (" keep you informed.", False),
    ]


def test_pieces_inside_quotations_say_in_which_voice_they_are(hand_coded: Corpus) -> None:
    html = store_html(hand_coded)
    assert '<span data-s="1" class="q">root causes</span>' in html
    assert '<span data-s="1" class="u">Corruption</span>' in html


def test_the_voice_of_a_marked_stretch_names_its_speaker(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["news/report"]
    hunger = text.text.index("hunger")
    assert say_voice(text, [(hunger, hunger + 6)]) == "quoted: Elena Paz"


def test_a_sentence_partly_quoted_says_so(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["news/report"]
    assert say_voice(text, [text.sentences[4]]) == "in part quoted: Elena Paz"


def test_an_uncertain_quotation_is_given_to_nobody(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["release"]
    start, _ = text.sentences[7]
    said = say_voice(text, [(start + 1, start + 11)])
    assert said == "quoted or the author’s own: uncertain"


def test_the_authors_own_words_need_no_remark(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    assert say_voice(text, [text.sentences[1]]) == ""


def test_the_store_holds_each_sentence_once(tiny: Corpus) -> None:
    html = store_html(tiny)
    ids = re.findall(r'id="s-(\d+-\d+)"', html)
    assert len(ids) == len(set(ids)) == 25
    assert html.count("We must address the root causes") == 1


def test_the_store_names_the_place_of_a_sentence(tiny: Corpus) -> None:
    assert 'id="s-1-4" data-place="Ode 2021, sentence 4"' in store_html(tiny)


def test_the_store_says_whose_the_texts_are(tiny: Corpus) -> None:
    assert '<small class="rrc-rights">third party: quotation only</small>' in store_html(tiny)


def test_a_large_corpus_keeps_its_sentences_out_of_the_page(
    tiny: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_SENTENCES", 24)
    html = store_html(tiny)
    assert "25 sentences in 3 texts" in html
    assert "root causes" not in html


def test_a_passage_marks_its_stretch_and_leads_to_its_text(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    start = text.text.index("root")
    html = passage_html(text, 1, [(start, start + 11)], "the idea", linked=True)
    assert "<mark>root causes</mark> of migration" in html
    assert 'href="#s-0-1"' in html
    assert "de la Cruz 2022, sentence 1" in html


def test_overlapping_stretches_are_one_mark(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    start = text.text.index("root")
    html = passage_html(text, 1, [(start, start + 11), (start, start + 24)], "", linked=True)
    assert "<mark>root causes of migration</mark>" in html


def test_a_passage_of_a_third_party_carries_its_rights(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["news/report"]
    assert "third party: quotation only" in passage_html(text, 4, [], "", linked=False)


def test_a_page_without_the_texts_does_not_lead_to_them(hand_coded: Corpus) -> None:
    text = show_texts(hand_coded)["letter"]
    assert "href" not in passage_html(text, 1, [], "", linked=False)


def test_a_sample_is_at_most_fifty_in_order_and_always_the_same() -> None:
    refs = [("d", i) for i in range(200)]
    drawn = draw_sample(refs, "key")
    assert len(drawn) == 50
    assert drawn == sorted(drawn)
    assert drawn == draw_sample(refs, "key")
    assert drawn != draw_sample(refs, "another key")


def test_fifty_passages_are_all_shown() -> None:
    refs = [("d", i) for i in range(50)]
    assert draw_sample(refs, "key") == refs


def test_of_two_spans_at_one_place_the_one_with_the_code_is_marked(hand_coded: Corpus) -> None:
    spans = hand_coded.spans
    twin = spans.iloc[[0]].assign(span_id="x", code="R-COOP")
    doubled = replace(hand_coded, spans=pd.concat([spans, twin]))
    text = show_texts(doubled)["letter"]
    first = text.spans[0]
    assert number_stretches(text, [(first.start, first.end, "D-ROOT")]) == [0]
    assert number_stretches(text, [(first.start, first.end, "R-COOP")]) == [4]


def test_what_could_be_markup_or_a_formula_is_escaped() -> None:
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(1)> `a` $x$ {{x}} \\(y\\)"
    safe = escape_text(hostile)
    assert not set("<>`${}\\\"'") & set(safe)
    assert unescape(safe) == hostile


def test_every_word_of_the_store_is_a_word_of_the_texts_or_a_heading(tiny: Corpus) -> None:
    shown = Counter(strip_tags(re.sub(r"<summary>.*?</summary>", "", store_html(tiny))).split())
    assert shown["smugglers"] == 1
