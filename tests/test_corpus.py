"""A folder becomes four tables; the text is never altered, and everything else points into it."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.corpus import Corpus, find_corpus, read_corpus
from helpers.errors import CorpusError
from helpers.folding import fold
from helpers.model import LAYERS, VOICES

ON_MIGRATION = "\n\nMigrants leave Guatemala and Honduras. Migration from there is what we study."
ANY_TEXT = st.text(min_size=1, max_size=300).filter(lambda t: t.strip())
MIXED = st.lists(
    st.sampled_from(
        [
            *("root causes ", "of migration. ", "“We must act,” ", "said Secretary Ruth Vale. "),
            *("border security ", "$4 million ", "\r\n", "\n\n", "\r", "\x85", "\u2028", "İ", "ſ"),
            *("😀 ", "\x00", "\ufeff", "- ", "poverty’s ", "in 2021 ", "Mexico ", "; "),
        ]
    ),
    min_size=1,
    max_size=40,
).map("".join)


def read_text(text: str) -> Corpus:
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "t.txt").write_bytes(text.encode("utf-8", "surrogatepass"))
        return read_corpus(name)


@settings(max_examples=60, deadline=None)
@given(st.one_of(ANY_TEXT, MIXED))
@example("\ufeffroot causes\r\nİ root causes \x85 root causes")
def test_any_text_is_kept_and_rebuilt_from_its_sentences(text: str) -> None:
    data = text.encode("utf-8")
    if not data.decode("utf-8-sig").strip():
        return
    corpus = read_text(text)
    kept = corpus.documents["text"].iloc[0]
    assert kept == data.decode("utf-8-sig")
    rebuilt, at = "", 0
    for row in corpus.sentences.itertuples():
        gap = kept[at : row.start]
        assert not any(c.isalnum() for c in gap)
        rebuilt += gap + kept[row.start : row.end]
        at = row.end
    assert rebuilt + kept[at:] == kept


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_every_span_lies_in_its_sentence_and_its_text(text: str) -> None:
    if not text.encode().decode("utf-8-sig").strip():
        return
    corpus = read_text(text)
    n = len(corpus.documents["text"].iloc[0])
    ids = set(corpus.sentences["sentence_id"])
    assert corpus.spans["start"].between(0, n).all()
    assert (corpus.spans["start"] < corpus.spans["end"]).all()
    assert (corpus.spans["end"] <= n).all()
    assert set(corpus.spans["sentence_id"]) | set(corpus.spans["last_sentence_id"]) <= ids
    assert corpus.spans["span_id"].is_unique


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_the_idea_is_found_where_a_plain_regular_expression_finds_it(text: str) -> None:
    corpus = read_text(text + ON_MIGRATION)
    kept = corpus.documents["text"].iloc[0]
    found = corpus.spans[(corpus.spans["code"] == "D-ROOT") & (corpus.spans["layer"] == "frame")]
    covered = list(zip(found["start"], found["end"], strict=True))
    sentences = list(zip(corpus.sentences["start"], corpus.sentences["end"], strict=True))
    for match in re.finditer(r"(?<!\w)root\s+causes(?!\w)", fold(kept)):
        inside = any(a <= match.start() and match.end() <= b for a, b in sentences)
        assert not inside or any(a <= match.start() and match.end() <= b for a, b in covered)


def test_codes_and_voices_come_from_closed_vocabularies(tiny: Corpus) -> None:
    assert set(tiny.spans["layer"]) <= set(LAYERS)
    assert set(tiny.spans["voice"]) <= set(VOICES)
    frames = tiny.spans[tiny.spans["layer"] == "frame"]
    assert set(frames["code"]) <= {c.code for c in tiny.codebook.codes}
    assert set(frames["polarity"]) <= {"mention", "rejection", "contrast"}


def test_an_attribute_belongs_to_a_span(tiny: Corpus) -> None:
    assert set(tiny.attributes["span_id"]) <= set(tiny.spans["span_id"])


def test_a_quoted_span_names_its_quotation(tiny: Corpus) -> None:
    quoted = tiny.spans[(tiny.spans["voice"] == "speaker") & (tiny.spans["layer"] != "quote")]
    quotes = set(tiny.spans.loc[tiny.spans["layer"] == "quote", "span_id"])
    assert len(quoted)
    assert set(quoted["quote_id"]) <= quotes


def test_reading_twice_gives_the_same_tables(tiny_folder: Path) -> None:
    first, second = read_corpus(tiny_folder), read_corpus(tiny_folder)
    for table in ("documents", "sentences", "spans", "attributes"):
        pd.testing.assert_frame_equal(getattr(first, table), getattr(second, table))


def test_a_byte_order_mark_moves_no_offset() -> None:
    plain, marked = read_text("The root causes."), read_text("\ufeffThe root causes.")
    assert plain.spans["start"].tolist() == marked.spans["start"].tolist()


def test_line_ends_move_offsets_and_nothing_else() -> None:
    text = "We address root causes.\nPoverty drives people to leave.\n\nWe secure the border."
    one, two = read_text(text), read_text(text.replace("\n", "\r\n"))
    texts = [c.documents["text"].iloc[0] for c in (one, two)]
    cut = [
        [(t[r.start : r.end], r.layer, r.code) for r in c.spans.itertuples()]
        for c, t in zip((one, two), texts, strict=True)
    ]
    assert cut[0] == cut[1]


def test_what_was_settled_by_hand_is_shown_as_such() -> None:
    seeds = read_corpus("seeds")
    by_hand = seeds.spans[seeds.spans["rule"] == "by hand"]
    assert by_hand[["layer", "start", "end", "voice"]].to_numpy().tolist() == [
        ["quote", 1887, 2599, "speaker"]
    ]
    doubtful = seeds.spans[(seeds.spans["start"] == 2602) & (seeds.spans["layer"] == "quote")]
    assert list(doubtful["voice"]) == ["uncertain"]


def test_a_missing_folder_says_what_to_give() -> None:
    with pytest.raises(CorpusError, match="nowhere: there is no such folder"):
        find_corpus("nowhere")


def test_a_corpus_is_found_by_name_from_the_project() -> None:
    assert find_corpus("seeds").name == "seeds"
