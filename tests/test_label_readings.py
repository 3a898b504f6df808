"""Findings on names for migration: objects, stances, wordings, near pairs, metaphors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.charts.label_units import chart_label_units
from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding
from helpers.label_objects import find_metaphor, find_object, list_objects
from helpers.label_table import list_labels, list_near_pairs, stem_label
from helpers.miscounts import find_miscounts
from helpers.readings import labels, wordings
from helpers.reference import reference_corpus
from helpers.twin import finding_html

FINDERS: tuple[Callable[[Corpus], Finding], ...] = (
    labels.find_labels,
    labels.find_stances,
    wordings.find_wordings,
    wordings.find_near_pairs,
    wordings.find_metaphors,
)


@pytest.fixture(scope="module")
def named(seeds: Corpus) -> Finding:
    return labels.find_labels(seeds)


def read_text(folder: Path, text: str) -> Corpus:
    (folder / "a.txt").write_text("They met.\n\n" + text, "utf-8")
    return read_corpus(folder)


def say(finding: Finding) -> str:
    return finding.claim.text()


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_a_finding_says_something_of_a_text_without_labels(
    find: Callable[[Corpus], Finding], tmp_path: Path
) -> None:
    finding = find(read_text(tmp_path, "The road is long."))
    assert say(finding).endswith(".")
    assert finding_html(finding).startswith("<section")


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_every_count_of_a_table_is_the_number_of_its_passages(
    find: Callable[[Corpus], Finding], tiny: Corpus
) -> None:
    finding = find(tiny)
    for column in [c for c in finding.table.columns if f"{c}_key" in finding.table]:
        for value, key in zip(finding.table[column], finding.table[f"{column}_key"], strict=True):
            if isinstance(value, int):
                assert value == len(finding.passages(key)), (column, value, key)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("migrants", "person"),
        ("unaccompanied children", "person"),
        ("illegal immigration", "movement"),
        ("safe and orderly migrant flow", "movement"),
        ("flood of irregular migration", "movement"),
        ("wave of migrants", "movement"),
        ("migration crisis", "crisis"),
        ("humanitarian and security emergency", "crisis"),
    ],
)
def test_what_a_label_names_is_read_from_its_last_noun(words: str, kind: str) -> None:
    assert find_object(words) == kind


def test_the_reference_gets_the_objects_that_the_layer_gives(seeds: Corpus) -> None:
    ours = sorted(list_objects(seeds).values())
    assert ours == sorted(list_objects(reference_corpus(seeds)).values())


def test_a_flood_is_water_and_a_crisis_no_metaphor() -> None:
    assert find_metaphor("flood of irregular migration") == "water"
    assert find_metaphor("migration crisis") == ""


def test_plural_and_singular_are_one_word() -> None:
    assert stem_label("humanitarian crises") == stem_label("humanitarian crisis")
    assert stem_label("migrants") == {"migrant"}


def test_near_pairs_share_most_words_and_differ_in_stance(tmp_path: Path) -> None:
    corpus = read_text(
        tmp_path, "A wave of irregular migration came. Irregular migration grew. Migrants left."
    )
    pairs = list_near_pairs(list_labels(corpus))
    # {wave, irregular, migration} and {irregular, migration}: two of three.
    assert list(zip(pairs["first"], pairs["second"], strict=True)) == [
        ("irregular migration", "wave of irregular migration")
    ]


def test_two_words_of_one_stance_are_no_near_pair(tmp_path: Path) -> None:
    corpus = read_text(tmp_path, "Illegal mass migration grew. Illegal migration grew.")
    assert list_near_pairs(list_labels(corpus)).empty


def test_ten_of_the_labels_of_the_five_texts_name_people(named: Finding) -> None:
    assert say(named).startswith(
        "Of 37 labels, 10 name people (in 8 sentences) and 27 do not: 22 name a movement"
    )
    assert named.verdict == "same under both codings"


def test_one_text_names_no_person(named: Finding) -> None:
    assert say(named).endswith(": Cruz 2021.")


def test_that_movement_is_named_more_than_people_holds_in_every_setting(named: Finding) -> None:
    choices = named.choices
    assert choices is not None
    assert choices.k == choices.of > 1


def test_no_label_of_the_five_texts_names_people_by_legal_status(seeds: Corpus) -> None:
    assert "people with legal status" in say(labels.find_stances(seeds))


def test_a_name_of_one_text_is_given_as_that_texts_words(seeds: Corpus) -> None:
    claim = say(wordings.find_wordings(seeds))
    assert "“illegal immigration” (5 labels in 5 sentences, Luna 2017)" in claim


def test_whose_words_a_doubtful_label_is_in_stays_uncertain(seeds: Corpus) -> None:
    table = wordings.find_wordings(seeds).table
    row = table[table["wording"] == "“illegal immigration”"].iloc[0]
    assert row["in whose words"] == (
        "Luna 2017, own words: 4; Luna 2017, quoted or not: uncertain: 1"
    )


def test_the_two_humanitarian_crises_stand_side_by_side(seeds: Corpus) -> None:
    assert "“humanitarian and security crisis” / “humanitarian crises”" in say(
        wordings.find_near_pairs(seeds)
    )


def test_one_label_of_the_five_texts_is_water(seeds: Corpus) -> None:
    assert say(wordings.find_metaphors(seeds)).startswith(
        "Of 37 labels, 1 names people, movement or crisis by a metaphor: "
        "water (“flood of irregular migration”)."
    )


def test_a_flow_is_a_worn_metaphor_and_stays_neutral(seeds: Corpus) -> None:
    finding = wordings.find_metaphors(seeds)
    assert (
        "3 have a worn one, on which no stance rests: “migration flows” and “safe and orderly "
        "migrant flow”." in say(finding)
    )
    assert "“flow” was water" in finding.reading
    flows = list_labels(seeds).query("metaphor == 'water (worn)'")
    assert set(flows["stance"]) == {"neutral"}


def test_labels_in_one_sentence_are_counted_beside_that_sentence(tmp_path: Path) -> None:
    # Two labels, one sentence: the number that opens is that of the sentence.
    finding = labels.find_stances(read_text(tmp_path, "Migrants met other migrants."))
    assert "2 neutral in 1 sentence." in say(finding)


@pytest.mark.parametrize("find", FINDERS, ids=lambda f: f.__name__)
def test_a_number_that_is_a_link_is_the_number_of_its_passages(
    find: Callable[[Corpus], Finding], seeds: Corpus
) -> None:
    assert find_miscounts(find(seeds)) == []


def test_all_labels_are_found_with_their_stance(named: Finding) -> None:
    badge = named.badge
    assert (badge.hits, badge.n_patterns, badge.n_gold) == (37, 37, 37)


def test_every_label_is_a_square_that_opens_one_sentence(named: Finding) -> None:
    assert named.chart is not None
    keys = [custom[0] for trace in named.chart.data for custom in trace.customdata]
    assert len(keys) == len(set(keys)) == 37
    assert all(len(named.passages(key)) == 1 for key in keys)


def test_a_text_without_a_label_keeps_its_row_in_the_chart(tiny: Corpus) -> None:
    chart = labels.find_labels(tiny).chart
    assert chart is not None
    assert len(chart.layout.yaxis.ticktext) == 3


def test_with_very_many_labels_bars_take_over(tiny: Corpus) -> None:
    marks = list_labels(tiny).assign(document="a", key="")
    many = marks.loc[marks.index.repeat(60)].reset_index(drop=True)
    figure = chart_label_units(many)
    assert figure.layout.barmode == "stack"
    assert sum(sum(trace.x) for trace in figure.data) == len(many)


def test_a_text_of_one_stance_says_that_it_meets_all_that_is_named(tmp_path: Path) -> None:
    claim = labels.find_stances(read_text(tmp_path, "Migrants came. Migration grew.")).claim
    assert claim.name == "labels-stances-all"
    assert claim.text() == (
        "Of 2 labels the stance is: 2 neutral in 2 sentences. "
        "Each stance found meets all that is named."
    )


def test_a_second_stance_changes_what_is_said_of_stances(tmp_path: Path) -> None:
    claim = labels.find_stances(read_text(tmp_path, "Migrants came. Illegal migration grew.")).claim
    assert claim.name == "labels-stances"
    assert "people with legal status" in claim.text()
