"""Quotations: marks, speakers, transcripts, unmarked blocks."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.coding import settle_by_hand
from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.layers.cues import read_cues
from helpers.layers.quotes import code_quotes
from helpers.model import VOICES, Span, Text
from helpers.sentences import split_sentences
from helpers.sources import read_annotations, read_sources

SEEDS = Path(__file__).parent.parent / "seeds"


def ready(raw):
    return Text("a", raw, fold(raw), split_sentences(raw))


def actor(raw, words, *names, code="person"):
    start = raw.index(words)
    canonical = tuple(("canonical", name) for name in names)
    return Span(start, start + len(words), "actor", code, "test", "", canonical)


def quoted(raw, actors=()):
    return [raw[s.start : s.end] for s in code_quotes(ready(raw), actors)]


def speakers(raw, actors=()):
    return [s.get_all("speaker") for s in code_quotes(ready(raw), actors)]


def codes(raw):
    return [s.code for s in code_quotes(ready(raw), [])]


def read_gold():
    """Yield (raw text, gold actors as spans, gold quotations) of each seed with a quotation."""
    with open(SEEDS / "gold" / "spans.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for name in sorted({row["file"] for row in rows if row["layer"] == "quote"}):
        raw = (SEEDS / name).read_bytes().decode("utf-8-sig")
        own = [row for row in rows if row["file"] == name]
        actors = [
            Span(int(r["start"]), int(r["end"]), "actor", r["kind"], "gold", "", _names(r))
            for r in own
            if r["layer"] == "actor"
        ]
        yield raw, actors, [row for row in own if row["layer"] == "quote"]


def _names(row):
    return tuple(("canonical", name) for name in row["canonical"].split("; "))


def test_the_twelve_marked_quotations_of_the_reference_are_found_to_the_character():
    found = total = 0
    for raw, actors, gold in read_gold():
        ours = {(s.start, s.end) for s in code_quotes(ready(raw), actors) if s.code == "marked"}
        marked = [r for r in gold if raw[int(r["start"]) - 1] in '“"']
        found += sum((int(r["start"]), int(r["end"])) in ours for r in marked)
        total += len(marked)
        assert len(ours) == len(marked)
    assert (found, total) == (12, 12)


def test_every_quotation_of_the_reference_has_its_speakers():
    for raw, actors, gold in read_gold():
        ours = {(s.start, s.end): s for s in code_quotes(ready(raw), actors)}
        for row in gold:
            span = ours[int(row["start"]), int(row["end"])]
            assert "; ".join(span.get_all("speaker")) == row["speaker"]


def test_persons_are_found_without_any_actor_mention():
    for raw, _, gold in read_gold():
        ours = {(s.start, s.end): s for s in code_quotes(ready(raw), [])}
        for row in gold:
            first = row["speaker"].split("; ")[0]
            assert ours[int(row["start"]), int(row["end"])].get("speaker") == first


def test_a_cue_word_is_kept_as_it_stands():
    raw = "Mayor Ana Diaz warned: “We will all go home soon.”"
    (span,) = code_quotes(ready(raw), [])
    assert span.attributes == (("speaker", "Ana Diaz"), ("cue", "warned"), ("voice", "speaker"))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("“We will all go home,” said Mayor Ana Diaz.", "Ana Diaz"),
        ("“We will all go home,” Ana Diaz said.", "Ana Diaz"),
        ("“We will all go home,” Ana Diaz, the mayor, told reporters.", "Ana Diaz"),
        ("Ana Diaz came. “We will all go home,” Mayor Diaz said.", "Ana Diaz"),
        ("“Will we all go home?” Mayor Ana Diaz asked.", "Ana Diaz"),
        ("“We will all go home,” according to Mayor Ana Diaz.", "Ana Diaz"),
        ("“We will all go home,” the White House said in a statement.", "White House"),
        ("As Mayor Ana Diaz said in 2018: “We will all go home.”", "Ana Diaz"),
        ("Mayor Ana Diaz said the town wants “to go home and stay there.”", "Ana Diaz"),
        ("Mayor Ana Diaz was there, he said:\n“We will all go home.”", "Ana Diaz"),
        ("“We will all go home.” — Ana Diaz", "Ana Diaz"),
        ("“We will all go home soon.”", None),
    ],
)
def test_the_speaker_stands_before_or_after_the_cue(raw, name):
    assert speakers(raw) == [(name,) if name else ()]


def test_a_pronoun_is_the_speaker_last_named():
    raw = "“We will all go home,” said Mayor Ana Diaz. It rained.\n“We all want it so,” she said."
    assert speakers(raw) == [("Ana Diaz",), ("Ana Diaz",)]


def test_a_speaker_has_the_canonical_name_of_the_actor_mention():
    raw = "“We will all go home,” the vice president said."
    assert speakers(raw, [actor(raw, "the vice president", "Ana Diaz")]) == [("Ana Diaz",)]


def test_each_speaker_has_a_row():
    raw = "“We will all go home,” said Diaz and Poe in a letter."
    actors = [actor(raw, "Diaz", "Ana Diaz"), actor(raw, "Poe", "Al Poe")]
    assert speakers(raw, actors) == [("Ana Diaz", "Al Poe")]
    both = [actor(raw, "Diaz and Poe", "Ana Diaz", "Al Poe")]
    assert speakers(raw, both) == [("Ana Diaz", "Al Poe")]


def test_an_actor_met_or_spoken_to_is_no_speaker():
    raw = "Diaz, after talks with Mexico, said: “We will all go home.”"
    actors = [actor(raw, "Diaz", "Ana Diaz"), actor(raw, "Mexico", "Mexico", code="country")]
    assert speakers(raw, actors) == [("Ana Diaz",)]


def test_a_document_speaks_for_its_authors():
    raw = "A letter signed by Diaz and Poe came. The letter says: “We will all go home.”"
    actors = [actor(raw, "Diaz", "Ana Diaz"), actor(raw, "Poe", "Al Poe")]
    assert speakers(raw, actors) == [("Ana Diaz", "Al Poe")]


def test_a_quotation_broken_by_its_speaker_is_two():
    raw = "“We will all go home,” said Mayor Ana Diaz, “and then we will eat.”"
    assert quoted(raw) == ["We will all go home,", "and then we will eat."]
    assert speakers(raw) == [("Ana Diaz",), ("Ana Diaz",)]


def test_a_quotation_over_sentences_and_paragraphs_is_one():
    inner = "We go home. It is far.\n\n“We start now.\n\n“We arrive late."
    assert quoted(f"Ana Diaz said: “{inner}” It rained.") == [inner]
    straight = inner.replace("“", '"')
    assert quoted(f'Ana Diaz said: "{straight}" It rained.') == [straight]
    assert quoted("Ana Diaz said: “We go home.\nIt is far away.”") == [
        "We go home.\nIt is far away."
    ]


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "„“", "‘’", "''"])
def test_all_kinds_of_marks_are_known(marks):
    raw = f"{marks[0]}We’ll all go home for peace’s sake,{marks[1]} Ana Diaz said."
    assert quoted(raw) == ["We’ll all go home for peace’s sake,"]


def test_a_mark_that_nothing_closes_ends_with_its_paragraph():
    raw = "Ana Diaz said, “We will all go home.\nIt rained. “We will all eat,” Poe said."
    assert quoted(raw) == ["We will all go home.", "We will all eat,"]


@pytest.mark.parametrize(
    "raw",
    [
        "The “Northern Coast” is long.",
        'They praised the success of "Plan Delta".',
        "The so-called “wise old men of the hills” met.",
        "She read a book titled “the long and winding road home”.",
        "The law, “Better Lives for All Families Act,” passed.",
        "It is the children's, the nations’ and the ’90s kids’ right.",
        'The plank is 6" wide and 7" long, and that is all there is.',
    ],
)
def test_names_titles_scare_quotes_and_apostrophes_are_no_quotations(raw):
    assert quoted(raw) == []


def test_a_few_words_right_beside_a_cue_are_a_quotation():
    assert quoted("“No,” said Ana Diaz.") == ["No,"]


def test_a_quotation_that_opens_its_sentence_carries_the_speaker_on():
    raw = "“We will all go home,” said Ana Diaz. “We start right now.”\n“We arrive very late.”"
    assert speakers(raw) == [("Ana Diaz",)] * 3


def test_words_quoted_in_mid_sentence_carry_no_speaker_on():
    raw = "“We will all go home,” said Ana Diaz. The bill bans “every kind of long trip”."
    assert speakers(raw) == [("Ana Diaz",), ()]


TRANSCRIPT = (
    "City Hall\n\n2:05 P.M. EDT\n\nMAYOR DIAZ: Good morning. Ana Diaz is here.\n\nWe go home.\n\n"
    "Q Why now?\n\nMAYOR DIAZ: It is late.\n\n###"
)


def test_in_a_transcript_each_label_opens_a_speech_up_to_the_next_label():
    assert quoted(TRANSCRIPT) == [
        "Good morning. Ana Diaz is here.\n\nWe go home.",
        "Why now?",
        "It is late.",
    ]
    assert codes(TRANSCRIPT) == ["speech"] * 3
    assert speakers(TRANSCRIPT) == [("Ana Diaz",), (), ("Ana Diaz",)]


def test_a_heading_in_capitals_with_a_colon_is_no_speaker():
    assert codes("It rained.\nTAKING BACK THE TOWN: It is time.\nBUILDING: It is late.") == []


BLOCK = (
    "The town met, and rain fell all day long. A letter by Ana Diaz and Al Poe was read out.\n\n"
    "The two have a plan for the long way home and ask for help with it,\n\n"
    "The road that leads to the coast is long, and few people know it well.\n\n"
    "We believe that it can be walked in a day. ... the plan needs bread and shoes.\n\n"
    "The council has set aside some bread for all the people who want to walk.\n\n"
    "This plan is a good one, and the town will now see what comes of it."
)


def test_an_unmarked_block_is_proposed_as_uncertain_with_the_paragraph_after_it_apart():
    spans = code_quotes(ready(BLOCK), [])
    paragraphs = BLOCK.split("\n\n")
    assert [BLOCK[s.start : s.end] for s in spans] == [
        "\n\n".join(paragraphs[2:4]),
        paragraphs[4],
    ]
    assert [(s.code, s.get("voice")) for s in spans] == [("block", "uncertain")] * 2
    assert spans[0].rule == "led, dots, first person, announced"
    assert spans[1].rule == "after a block"
    assert spans[0].get_all("speaker") == ("Ana Diaz",)
    assert spans[1].get_all("speaker") == ()


def test_the_speaker_of_a_block_is_named_by_its_lead_if_that_ends_in_a_colon():
    raw = (
        "It rained all day.\n\nMayor Ana Diaz said in a statement:\n\n"
        "The long road that leads down to the coast is open to all of us now."
    )
    assert codes(raw) == ["block"]
    assert speakers(raw) == [("Ana Diaz",)]


def test_a_text_that_says_we_throughout_has_no_block():
    first = "We came to the town on a Monday, and rain fell.\n\n"
    raw = first + BLOCK.replace("A letter by", "A cake by").replace("... the", "The")
    assert codes(raw) == []


@pytest.mark.parametrize(
    "raw",
    [
        "It rained all day in the town.\n\nWe believe that it will stop some time very soon.",
        "The plan has these parts:\n\n- We walk home all of the long way.\n\n- We eat.",
        "It is ordered as follows:\n\nSection 1. We must all walk home all of the long way.",
        "She spoke in a statement,\n\nThe plan, she said, follows the long road to the coast.",
        "Our borders are long here.\n\nHe met our two mayors.\n\nOur town is safe and it is dry.",
    ],
)
def test_one_sign_alone_lists_sections_and_reported_speech_make_no_block(raw):
    assert codes(raw) == []


def test_the_annotations_of_the_seeds_settle_the_block_and_leave_the_doubtful_one():
    sources = read_sources(SEEDS)
    by_hand = read_annotations(SEEDS, sources)
    (document_id,) = by_hand
    raw = next(s.text for s in sources if s.document_id == document_id)
    spans = settle_by_hand(code_quotes(ready(raw), []), by_hand[document_id])
    blocks = [s for s in spans if s.code == "block"]
    assert {(s.start, s.end, s.rule, s.get("voice")) for s in blocks} == {
        (1887, 2599, "by hand", "speaker"),
        (2602, 2814, "after a block", "uncertain"),
    }
    settled = next(s for s in blocks if s.rule == "by hand")
    assert settled.get_all("speaker") == ("Rex Tillerson", "John Kelly", "Luis Alberto Moreno")


SCRAPS = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "'",
            "’",
            "‘",
            "«",
            "»",
            "„",
            " ",
            " ",
            "\n",
            "\n\n",
            ". ",
            ", ",
            ": ",
            "...",
        ]
        + ["said", "Mayor", "Ana", "Diaz", "he", "We", "go home", "letter", "by", "Q", "MAYOR:"]
        + ["according to", "- ", "😀", "İ", "\x85"]
    )
).map("".join)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.one_of(SCRAPS, st.text()))
def test_quotations_of_any_text_lie_in_it_hold_words_and_have_one_voice(raw):
    for span in code_quotes(ready(raw), []):
        piece = raw[span.start : span.end]
        assert any(map(str.isalnum, piece))
        assert span.layer == "quote"
        assert span.get_all("voice") in {(voice,) for voice in VOICES}
        assert all(name.strip() for name in span.get_all("speaker"))


def test_a_wrong_row_of_the_cues_is_named_by_file_line_and_remedy(tmp_path):
    path = tmp_path / "cues.csv"
    path.write_text("word,forms,kind\nsay,says said,speech\ntell,,speech\ngo,goes,walk\n")
    with pytest.raises(CodebookError) as error:
        read_cues(path)
    assert "cues.csv, line 3: 'tell' has no forms. List its forms" in str(error.value)
    assert "cues.csv, line 4: kind 'walk'. Kinds: speech, naming" in str(error.value)


def test_what_money_is_for_is_no_speech():
    raw = "They gave $2 million to “advance the quiet art of planting trees” there."
    assert quoted(raw) == []
    assert len(quoted("They gave much and said “plant the quiet trees of this town now”.")) == 1
