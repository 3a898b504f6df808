"""Labels: which noun phrases name the people or the movement, and how."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.layers.label_patterns import LabelWord, read_label_rows, read_stances
from helpers.layers.labels import code_labels
from helpers.layers.names import find_names
from helpers.model import Span, Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"
TOPIC = " Migration is rising."


def make_text(raw: str) -> Text:
    return Text("made", raw, fold(raw), split_sentences(raw))


def labels_of(raw: str) -> list[tuple[str, str]]:
    """Return (words, stance) of the labels in `raw`, set in a text that speaks of migration."""
    text = make_text(raw + TOPIC)
    spans = code_labels(text, find_names(text))
    return [(raw[s.start : s.end], s.code) for s in spans if s.end <= len(raw)]


def score_seeds() -> tuple[int, int, int, int]:
    """Return found, false, missed labels of the five texts, and how many stances are right."""
    gold: dict[str, list[dict[str, str]]] = {}
    with open(SEEDS / "gold" / "spans.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["layer"] == "label":
                gold.setdefault(row["file"], []).append(row)
    found = false = missed = right = 0
    for name in sorted(gold):
        text = make_text((SEEDS / name).read_bytes().decode("utf-8-sig"))
        spans = list(code_labels(text, find_names(text)))
        for row in gold[name]:
            start, end = int(row["start"]), int(row["end"])
            hit = next((s for s in spans if overlap_enough(s, start, end)), None)
            missed += hit is None
            if hit is not None:
                spans.remove(hit)
                found, right = found + 1, right + (hit.code == row["stance"])
        false += len(spans)
    return found, false, missed, right


def overlap_enough(span: Span, start: int, end: int) -> bool:
    shared = min(span.end, end) - max(span.start, start)
    return shared > 0 and 2 * shared >= max(span.end, end) - min(span.start, start)


def test_the_labels_of_the_five_texts_are_found_with_their_stance() -> None:
    assert score_seeds() == (37, 0, 0, 37)


@pytest.mark.parametrize(
    ("label", "stance"),
    [
        ("safe, orderly, and regular migration", "neutral"),
        ("flood of irregular migration", "threat-metaphor"),
        ("undocumented immigrants", "legal-status"),
        ("global refugee crisis", "vulnerability"),
        ("humanitarian and security crisis", "threat-metaphor"),
        ("unaccompanied alien children", "legal-status"),
        ("migrant caravans", "threat-metaphor"),
        ("Central American migrants", "neutral"),
        ("families with urgent needs", "vulnerability"),
    ],
)
def test_words_that_characterise_stay_inside(label: str, stance: str) -> None:
    assert labels_of(f"They wrote of the new {label} at length.") == [(label, stance)]


@pytest.mark.parametrize(
    "raw",
    [
        "Migration policy and immigration enforcement cost money.",
        "Migrant smuggling and refugee resettlement are debated.",
        "Many people have the right to a home.",
        "Families and children play in the park.",
        "The economic crisis and the climate crisis grew.",
        "A national emergency at the southern border was declared.",
        "We fight trafficking in persons.",
        "The anti-immigrant speech was long.",
        "The Refugee Act of 1980 and the Migration Policy Institute are old.",
    ],
)
def test_what_only_speaks_near_the_people_is_no_label(raw: str) -> None:
    assert labels_of(raw) == []


def test_a_general_noun_counts_where_the_text_says_that_they_move() -> None:
    assert labels_of("More people are on the move.") == [("people", "neutral")]


def test_a_condition_around_a_list_holds_for_the_list() -> None:
    assert labels_of("It drives women, children and other individuals to migrate.") == [
        ("women", "neutral"),
        ("children", "neutral"),
        ("individuals", "neutral"),
    ]


def test_a_word_of_one_noun_does_not_reach_back_in_the_list() -> None:
    assert labels_of("We met families and unaccompanied children there.") == [
        ("families", "neutral"),
        ("unaccompanied children", "vulnerability"),
    ]


def test_a_verb_in_the_past_is_no_part_of_the_label() -> None:
    assert labels_of("We have deported people.") == [("people", "neutral")]


def test_general_nouns_need_a_text_that_speaks_of_migration() -> None:
    text = make_text("Fires forced people from their homes.")
    assert code_labels(text, []) == []


def stand_alone(raw: str) -> list[tuple[str, str]]:
    """Return (words, stance) of the labels in `raw`, a text by itself."""
    text = make_text(raw)
    return [(raw[s.start : s.end], s.code) for s in code_labels(text, find_names(text))]


@pytest.mark.parametrize(
    ("raw", "label"),
    [
        ("Agents flew families home. The deportation took an hour.", "families"),
        ("Families cross the Rio Grande at night. The smugglers wait; the shelter is full.", "Fam"),
        ("The border is near. Coyotes promise families a road north.", "families"),
        ("Girls walking north without papers hide from the Border Patrol.", "Girls"),
    ],
)
def test_a_text_speaks_of_migration_without_the_word(raw: str, label: str) -> None:
    assert [words[: len(label)] for words, _ in stand_alone(raw)] == [label]


@pytest.mark.parametrize(
    "raw",
    [
        "The storm sent families home. The shelter for dogs is full.",
        "Families crossing the street met the newcomers. They sang.",
        "The court found the deponents and the claimants honest.",
        "A wave of workers left the factory. The undocumented expenses grew.",
    ],
)
def test_general_nouns_count_for_nothing_in_other_texts(raw: str) -> None:
    assert [s for s in stand_alone(raw) if s[1] == "neutral"] == []


def test_newcomers_count_in_any_text_that_speaks_of_migration() -> None:
    assert labels_of("Volunteers gave the newcomers soup.") == [("newcomers", "neutral")]


def test_an_adjective_with_the_is_a_label_where_no_noun_follows() -> None:
    assert labels_of("The displaced are waiting, and the undocumented have no voice.") == [
        ("displaced", "vulnerability"),
        ("undocumented", "legal-status"),
    ]
    assert labels_of("The displaced pipe leaks. Some undocumented changes stay.") == []


def test_one_person_is_a_label_by_a_word_of_the_phrase() -> None:
    assert labels_of("An unaccompanied minor waited.") == [("unaccompanied minor", "vulnerability")]
    assert labels_of("A minor point was made, and a child slept.") == []


def test_those_who_were_a_label_are_one_again() -> None:
    assert labels_of("Girls walk across the desert. Those girls are ten. The girls sing.") == [
        ("Girls", "neutral"),
        ("girls", "neutral"),
    ]


def test_returning_people_is_done_to_them() -> None:
    assert labels_of("Returning people to danger is wrong.") == [("people", "neutral")]


def test_a_metaphor_is_named() -> None:
    text = make_text("An invasion of migrants and a wave of migration came.")
    spans = code_labels(text, [])
    assert [s.get("metaphor") for s in spans] == ["war", "water"]


def test_the_object_is_person_movement_or_crisis() -> None:
    text = make_text("Migrants came. Migration grew. The migration crisis grew.")
    assert [s.get("object") for s in code_labels(text, [])] == ["person", "movement", "crisis"]


def test_a_form_that_a_program_owns_holds_its_name() -> None:
    assert labels_of("Vetting for DACA applicants for asylum is slow.") == [
        ("DACA applicants", "neutral")
    ]


def example_rows() -> list[LabelWord]:
    return [row for row in read_label_rows() if row.example]


@pytest.mark.parametrize("row", example_rows(), ids=lambda r: f"{r.role}: {r.pattern}")
def test_the_example_of_a_pattern_matches_and_its_near_miss_does_not(row: LabelWord) -> None:
    assert (bool(labels_of(row.example)), labels_of(row.near_miss)) == (True, [])


def test_every_stance_of_a_pattern_is_defined() -> None:
    assert {row.stance for row in read_label_rows()} - {""} == set(read_stances())


def test_an_unknown_stance_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("role,pattern,object,stance,metaphor,example,near_miss\nhead,x,,angry,,,\n")
    with pytest.raises(CodebookError, match=r"labels.csv, line 2: stance 'angry' is not known"):
        read_label_rows(path)
