"""Instruments: plans, agreements, initiatives, conferences and bodies, named or set up."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.layers.instrument_patterns import Pattern, read_instrument_patterns
from helpers.layers.instruments import code_instruments
from helpers.layers.names import find_names
from helpers.model import Span, Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).parent.parent / "seeds"


def code(raw: str) -> list[Span]:
    text = Text("made", raw, fold(raw), split_sentences(raw))
    return code_instruments(text, find_names(text))


def instruments_of(raw: str) -> list[tuple[str, str, str]]:
    """Return (words, kind, canonical) of each instrument."""
    return [(raw[s.start : s.end], s.code, s.get("canonical")) for s in code(raw)]


def words_of(raw: str) -> list[str]:
    return [raw[s.start : s.end] for s in code(raw)]


def read_gold() -> list[dict[str, str]]:
    with open(SEEDS / "gold" / "spans.csv", encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["layer"] == "instrument"]


def code_seeds() -> list[tuple[str, Span]]:
    paths = sorted(SEEDS.glob("*.txt"))
    texts = {path.name: path.read_bytes().decode("utf-8-sig") for path in paths}
    return [(name, span) for name, raw in texts.items() for span in code(raw)]


def test_the_instruments_of_the_five_texts_are_found_with_extent_and_kind() -> None:
    expected = [(r["file"], int(r["start"]), int(r["end"]), r["kind"]) for r in read_gold()]
    coded = [(name, span.start, span.end, span.code) for name, span in code_seeds()]
    assert len(expected) == 20
    assert sorted(coded) == sorted(expected)


def test_fifteen_of_twenty_canonical_names_of_the_five_texts_are_those_of_the_gold() -> None:
    expected = {(r["file"], int(r["start"])): r["canonical"] for r in read_gold()}
    coded = [(expected[name, s.start], s.get("canonical")) for name, s in code_seeds()]
    assert sum(one == other for one, other in coded) == 15


def test_a_listed_name_has_the_canonical_name_of_the_list() -> None:
    assert instruments_of("They joined the Alliance for Prosperity.") == [
        ("Alliance for Prosperity", "plan", "Alliance for Prosperity Plan")
    ]


def test_a_name_with_a_head_noun_is_its_own_canonical_name() -> None:
    assert instruments_of("They launched the Rural Jobs Initiative.") == [
        ("Rural Jobs Initiative", "initiative", "Rural Jobs Initiative")
    ]


def test_a_memorandum_keeps_its_lower_case_subject() -> None:
    raw = (
        "They signed a Memorandum of Intent (MOI) on river trade in Central America. The MOI holds."
    )
    canonical = "Memorandum of Intent on river trade in Central America"
    assert instruments_of(raw) == [
        ("Memorandum of Intent (MOI) on river trade in Central America", "agreement", canonical),
        ("MOI", "agreement", canonical),
    ]


def test_a_short_form_counts_once_the_full_name_has_been_given() -> None:
    raw = "The Plan came. The River Growth Plan came. The Plan and a plan came."
    assert instruments_of(raw) == [
        ("River Growth Plan", "plan", "River Growth Plan"),
        ("Plan", "plan", "River Growth Plan"),
    ]


def test_a_bracketed_short_form_means_the_whole_name() -> None:
    raw = "The River Management Strategy (River Strategy) came. The River Strategy works."
    assert [canonical for _, _, canonical in instruments_of(raw)] == [
        "River Management Strategy",
        "River Management Strategy",
    ]


def test_the_kind_is_that_of_the_head_noun_not_of_the_subject() -> None:
    assert words_of("The Committee on Trade Agreements met.") == []


def test_an_owner_before_an_agreement_does_not_change_its_kind() -> None:
    raw = "They joined the World Reef Organization (WRO) Agreement on Reef Subsidies."
    assert instruments_of(raw) == [
        (
            "World Reef Organization (WRO) Agreement on Reef Subsidies",
            "agreement",
            "World Reef Organization Agreement on Reef Subsidies",
        )
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "The Department of State is not meant.",
        "They act under the Rural Trade Act.",
        "He signed an Executive Order on Monday.",
        "The American programs and a USAID program went on.",
        "- Rural Agenda – roads and bridges",
        "Such programs, and Federal processes, are slow.",
    ],
)
def test_agencies_grounds_and_headings_are_no_instruments(raw: str) -> None:
    assert words_of(raw) == []


@pytest.mark.parametrize(
    ("raw", "words", "kind"),
    [
        ("Executive Order 10101 of May 2, 2020 (Securing Ports), is void.", "", "rule"),
        ("Proclamation 9999 lapsed.", "Proclamation 9999", "rule"),
        ("She introduced the Rural Trade Act again.", "Rural Trade Act", "rule"),
        ("The Rural Trade Act would help.", "Rural Trade Act", "rule"),
        ("They use the H-2B visa program.", "H-2B visa program", "initiative"),
        ("Under the Safe Village program they wait.", "Safe Village program", "initiative"),
        ("The ninth Harvest Summit met.", "ninth Harvest Summit", "conference"),
        ("The parole processes for nurses are new.", "parole processes", "initiative"),
        ("Regional processing centers opened.", "Regional processing centers", "body"),
    ],
)
def test_orders_bills_made_and_programs_are_instruments(raw: str, words: str, kind: str) -> None:
    found = words or "Executive Order 10101"
    assert [(w, k) for w, k, _ in instruments_of(raw)] == [(found, kind)]


def test_a_named_rule_is_one() -> None:
    raw = "Two courts read the rule titled Circumvention of Lawful Pathways again."
    assert instruments_of(raw) == [
        ("Circumvention of Lawful Pathways", "rule", "Circumvention of Lawful Pathways rule")
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("They will establish a new bilateral working group.", ["bilateral working group"]),
        ("Technical working groups will meet.", ["Technical working groups"]),
        ("They will create a bilateral task force.", ["bilateral task force"]),
        ("They agreed by launching a new dashboard.", ["dashboard"]),
        ("They established a strategic partnership.", ["strategic partnership"]),
        ("They met for a regional conference on trade.", ["regional conference on trade"]),
        (
            "They wrote and signed a new and broad plan of action to curb emigration.",
            ["plan of action to curb emigration"],
        ),
        ("The working group and the task force met.", []),
        ("They praised the partnership and the dashboard.", []),
        ("It is part of its broader strategy to combat poverty.", []),
        ("She held a press conference.", []),
    ],
)  # fmt: skip
def test_a_nameless_one_counts_where_it_is_set_up(raw: str, words: list[str]) -> None:
    assert words_of(raw) == words


def example_rows() -> list[Pattern]:
    return [row for row in read_instrument_patterns() if row.example]


@pytest.mark.parametrize("row", example_rows(), ids=lambda r: f"{r.rule}: {r.pattern}")
def test_the_example_of_a_pattern_matches_and_its_near_miss_does_not(row: Pattern) -> None:
    assert (len(words_of(row.example)), words_of(row.near_miss)) == (1, [])


def test_an_unknown_rule_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "instruments.csv"
    path.write_text("rule,code,pattern,canonical,example,near_miss\nbuilt,plan,x,,,\n")
    with pytest.raises(CodebookError, match=r"instruments.csv, line 2: rule 'built'"):
        read_instrument_patterns(path)
