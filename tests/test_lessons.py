"""The pages for a class: questions, sentences to code, sheet and key, plans, what is got wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from helpers.corpus import PROJECT, Corpus
from helpers.evidence import escape_text
from helpers.export.beside import Beside
from helpers.export.cells import read_body
from helpers.export.code_yourself import (
    PASSES,
    PATTERNS,
    REFERENCE,
    Exercise,
    exercise_html,
    pick_exercise,
)
from helpers.export.lessons import PAGES, Class, write_lessons
from helpers.export.predictions import NONE, SEVERAL, Puzzle, list_puzzles
from helpers.export.sheet import key_html, make_sheet, sheet_html
from helpers.export.teaching import (
    PlanError,
    list_confusions,
    list_differences,
    list_rulings,
    read_minutes,
    read_plans,
)
from helpers.gold import Gold

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"
PLAN_HEAD = "plan,minutes,title,does,page,needs\n"


def name_pages(corpus: Corpus) -> list[str]:
    return [f"texts/{i}.html" for i in range(len(corpus.documents))]


def write_class(corpus: Corpus, pages: list[str] | None = None, **beside: Any) -> dict[str, str]:
    """Return the pages for a class of a corpus without notebooks, in a place of its own."""
    ids = corpus.documents["document_id"]
    texts = dict(zip(ids, pages or name_pages(corpus), strict=True))
    return write_lessons(Class(corpus, [], Beside(texts=texts, **beside)))


@pytest.fixture(scope="module")
def exercise(seeds: Corpus) -> Exercise:
    return pick_exercise(seeds, name_pages(seeds))


@pytest.fixture(scope="module")
def puzzles(seeds: Corpus) -> tuple[Puzzle, ...]:
    return list_puzzles(seeds)


@pytest.fixture(scope="module")
def tiny_pages(tiny: Corpus) -> dict[str, str]:
    return write_class(tiny)


# Predict, then look


def test_several_texts_say_the_word_and_one_that_never_does_leads(
    puzzles: tuple[Puzzle, ...],
) -> None:
    says, speaks = puzzles[0].predictions
    assert "“enforcement”" in says.asks
    assert says.options[says.answer] == SEVERAL
    assert speaks.options[speaks.answer] == "U.S. Department of Homeland Security 2019"


def test_one_of_thirteen_sentences_with_the_idea_names_a_cause(puzzles: tuple[Puzzle, ...]) -> None:
    [question] = puzzles[1].predictions
    assert question.options[question.answer] == "in fewer than half"


def test_no_option_comes_twice(puzzles: tuple[Puzzle, ...]) -> None:
    asked = [q for puzzle in puzzles for q in puzzle.predictions]
    assert len(asked) == 8
    assert [len(set(q.options)) for q in asked] == [len(q.options) for q in asked]


def test_a_question_that_nothing_answers_is_left_out(tiny: Corpus) -> None:
    silent = replace(tiny, spans=tiny.spans.iloc[:0], attributes=tiny.attributes.iloc[:0])
    asked = [q for puzzle in list_puzzles(silent) for q in puzzle.predictions]
    assert [q.options[q.answer] for q in asked if SEVERAL in q.options][-1] == NONE
    assert not any("“root causes”" in q.asks for q in asked)


# Code it yourself


def test_the_six_sentences_on_which_the_passes_differ_and_six_clear_ones(
    exercise: Exercise,
) -> None:
    assert exercise.basis == PASSES
    assert exercise.n_differing == 6
    assert sorted(item.differs for item in exercise.items) == [False] * 6 + [True] * 6


def test_the_clear_ones_are_of_several_texts_and_codes(exercise: Exercise) -> None:
    clear = [item for item in exercise.items if not item.differs]
    assert len({item.codings[-1][1] for item in clear}) == 6
    assert len({item.address.split("#")[0] for item in clear}) == 5


def test_sentences_stand_in_the_order_of_their_texts(seeds: Corpus, exercise: Exercise) -> None:
    texts = "".join(seeds.documents.sort_values("date_from")["text"])
    places = [texts.index(item.words) for item in exercise.items]
    assert places == sorted(places)


def test_no_sentence_of_a_text_held_back_is_to_be_coded(seeds: Corpus) -> None:
    shown = pick_exercise(seeds, name_pages(seeds), hidden={0, 1, 2, 4})
    assert {item.address.split("#")[0] for item in shown.items} == {"texts/3.html"}


def test_without_gold_the_patterns_are_set_beside_and_it_is_said(tiny: Corpus) -> None:
    found = pick_exercise(tiny, name_pages(tiny))
    assert found.basis == PATTERNS
    assert found.items
    assert "is unmeasured" in exercise_html(found, tiny)


def test_a_gold_without_passes_is_set_beside_as_one_coding(seeds: Corpus) -> None:
    assert seeds.gold is not None
    single = replace(
        seeds, gold=Gold(seeds.gold.units.assign(coder1="", coder2=""), seeds.gold.spans)
    )
    found = pick_exercise(single, name_pages(seeds))
    assert found.basis == REFERENCE
    assert [name for name, _ in found.items[0].codings] == ["reference coding"]


def test_with_nothing_coded_the_page_says_that_there_is_nothing_to_code(tiny: Corpus) -> None:
    silent = replace(tiny, spans=tiny.spans.iloc[:0])
    found = pick_exercise(silent, name_pages(tiny))
    assert found.items == ()
    assert "None of these texts" in exercise_html(found, silent)


def test_words_of_a_text_are_shown_as_text(seeds: Corpus, exercise: Exercise) -> None:
    planted = exercise._replace(items=(exercise.items[0]._replace(words=HOSTILE),))
    html = exercise_html(planted, seeds)
    assert "<script" not in html
    assert "&lt;img" in html


# Sheet and key


def test_the_sheet_has_the_thirteen_sentences_and_no_code_of_them(seeds: Corpus) -> None:
    sheet = make_sheet(seeds)
    html = sheet_html(sheet, seeds)
    assert len(sheet.lines) == sheet.total == 13
    assert html.count('class="sheet-words"') == 13
    assert "data-codes" not in html
    assert "first pass" not in html.lower()
    assert sheet.lines[0].place not in html


def test_the_key_gives_each_sentence_its_codes_and_voice(seeds: Corpus) -> None:
    html = key_html(make_sheet(seeds), seeds)
    assert html.count("<dt>Words</dt>") == 13
    assert html.count("root causes, the idea") == 13
    assert "quoted: Antony Blinken" in html


def test_the_key_of_texts_without_gold_says_that_it_is_unmeasured(tiny: Corpus) -> None:
    assert "unmeasured" in key_html(make_sheet(tiny), tiny)


def test_sentences_held_back_are_counted_and_not_shown(seeds: Corpus) -> None:
    sheet = make_sheet(seeds, hidden={0})
    assert (len(sheet.lines), sheet.withheld) == (8, 5)
    assert "5 belong to third parties" in sheet_html(sheet, seeds)


def test_texts_that_never_invoke_the_idea_have_a_sheet_that_says_so(tiny: Corpus) -> None:
    silent = replace(tiny, spans=tiny.spans.iloc[:0])
    assert "No sentence of these texts" in sheet_html(make_sheet(silent), silent)


# For teachers


def test_there_are_plans_of_45_and_90_minutes() -> None:
    assert {plan: sum(s.minutes for s in steps) for plan, steps in read_plans().items()} == {
        45: 45,
        90: 90,
    }


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("45,40,a,b,,\n", "the steps of the plan of 45 minutes take 40"),
        ("45,45,a,b,,gold\n", "line 2: needs 'gold'. Write coding, or nothing."),
        ("45,ten,a,b,,\n", "line 2: plan '45' of 'ten' minutes. Write whole minutes in both."),
    ],
)
def test_a_plan_that_cannot_be_is_refused(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(PLAN_HEAD + rows, "utf-8")
    with pytest.raises(PlanError) as error:
        read_plans(path)
    assert said in str(error.value)


def test_pages_that_plans_open_are_among_those_written() -> None:
    opened = {s.page.split("#")[0] for steps in read_plans().values() for s in steps if s.page}
    assert opened <= {*PAGES, "index.html"}


@pytest.mark.parametrize(
    "path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_every_notebook_states_its_minutes(path: Path) -> None:
    minutes = read_minutes(read_body(nbformat.read(path, as_version=4), pages={}))
    assert minutes is not None
    assert 5 <= minutes <= 30


def test_what_two_codings_differed_on_is_shown_with_how_it_was_settled(seeds: Corpus) -> None:
    found = list_differences(seeds, name_pages(seeds))
    assert len(found) == 6
    kept = [t for t in found if "kept when settled" in t.notes[0]]
    assert len(kept) == 1
    assert kept[0].notes == (
        "border and migration control: by the first pass alone, kept when settled",
    )


def test_a_ruling_that_joins_codes_is_shown_by_a_sentence_that_carries_both(seeds: Corpus) -> None:
    [ruling] = [t for t in list_rulings(seeds, name_pages(seeds)) if t.rule.startswith("Violence")]
    assert ruling.notes == ("violence and gangs", "security against crime")
    assert ruling.sentence is not None
    assert "Combating transnational criminal organizations" in ruling.sentence.words


def test_words_held_back_stand_in_no_page_for_teachers(seeds: Corpus) -> None:
    everything = set(range(5))
    found = list_differences(seeds, name_pages(seeds), hidden=everything)
    found += list_rulings(seeds, name_pages(seeds), hidden=everything)
    assert {t.sentence.words for t in found if t.sentence} == {""}


def test_each_code_stands_with_what_it_leaves_out_and_a_pair(seeds: Corpus) -> None:
    found = list_confusions(seeds.codebook)
    assert len(found) == len(seeds.codebook.codes)
    assert all(c.excludes and c.yes and c.no for c in found)


# The pages


def test_all_pages_for_a_class_are_written(tiny_pages: dict[str, str]) -> None:
    assert set(tiny_pages) == PAGES


def test_no_page_for_a_class_has_a_script_in_its_text(tiny_pages: dict[str, str]) -> None:
    for html in tiny_pages.values():
        body = html.split("</footer>")[0]
        assert "<script" not in body
        assert not re.search(r"\son\w+=", re.sub(r"<style>.*?</style>", "", body, flags=re.DOTALL))


def test_pages_of_texts_without_gold_say_what_is_missing(tiny_pages: dict[str, str]) -> None:
    assert "where careful readers differ on them, nobody has tried" in tiny_pages["teachers.html"]
    assert "Unmeasured here" in tiny_pages["lessons.html"]


def test_the_lesson_of_the_five_texts_is_a_small_page(seeds: Corpus) -> None:
    html = write_class(seeds, assets="assets")["lessons.html"]
    assert len(html.encode("utf-8")) < 250_000


def test_every_place_that_an_answer_leads_to_is_on_the_page(tiny_pages: dict[str, str]) -> None:
    html = tiny_pages["lessons.html"]
    held = set(re.findall(r'\bid="([^"]+)"', html))
    led = set(re.findall(r'href="#([^"]+)"', html))
    assert led
    assert led <= held


def test_of_a_large_corpus_the_numbers_of_answers_lead_to_their_findings(
    tiny: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.evidence.MOST_SENTENCES", 5)
    html = write_class(tiny, findings={"money-coverage": "05.html"})["lessons.html"]
    assert 'href="05.html#money-coverage"' in html
    assert "leads to its finding" in html
    assert 'class="rrc-texts' not in html


def test_a_text_without_a_page_gets_no_link(tiny: Corpus) -> None:
    pages = write_class(tiny, [""] * len(tiny.documents))
    assert not any('href="#s-' in html or 'href=""' in html for html in pages.values())


def test_a_hostile_title_is_shown_as_text(tiny: Corpus) -> None:
    documents = tiny.documents.assign(author=HOSTILE, title=HOSTILE)
    pages = write_class(replace(tiny, documents=documents))
    assert not any("<script>alert" in html or "<img" in html for html in pages.values())
    assert escape_text("<img") in pages["lessons.html"]


def test_a_corpus_of_one_text_has_its_lesson_too(tiny: Corpus) -> None:
    first = tiny.documents["document_id"].iloc[0]
    parts = {
        name: table[table["document_id"].eq(first)].reset_index(drop=True)
        for name, table in (
            ("documents", tiny.documents),
            ("sentences", tiny.sentences),
            ("spans", tiny.spans),
        )
    }
    one = replace(tiny, **parts)
    assert isinstance(one.documents, pd.DataFrame)
    assert "Predict, then look" in write_class(one)["lessons.html"]
