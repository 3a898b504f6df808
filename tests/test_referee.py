"""The referee's report: ten findings by either coding, what carries them, what is locked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from helpers.compared import TEN
from helpers.corpus import Corpus
from helpers.locks import list_locks
from helpers.readings import lone
from helpers.readings.lone import find_lone_sentences
from helpers.readings.statements import try_statements
from helpers.referee import find_one, find_ten, show_locks, show_making, show_ten, show_tied


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what panels would display."""
    bodies: list[str] = []
    monkeypatch.setattr("helpers.referee.display_panel", lambda body, kind: bodies.append(body))
    return bodies


@pytest.mark.parametrize("number", range(len(TEN)))
def test_each_of_the_ten_says_in_how_many_settings_it_holds(seeds: Corpus, number: int) -> None:
    finding = find_one(seeds, number)
    assert finding.choices is not None
    assert 0 < finding.choices.k <= finding.choices.of
    assert finding.verdict == "same under both codings"


def test_the_table_has_the_ten_findings_with_links(seeds: Corpus, shown: list[str]) -> None:
    show_ten(seeds)
    links = re.findall(r'<th scope="row"><a href="(\w+)\.ipynb#([\w-]+)">', shown[0])
    assert len(links) == len(TEN) == 10
    assert [notebook for notebook, _ in links] == [one.notebook for one in TEN]


def test_the_table_says_in_how_many_settings_each_statement_holds(
    seeds: Corpus, shown: list[str]
) -> None:
    show_ten(seeds)
    cells = re.findall(r"<b>(\d+) of (\d+)</b> settings", shown[0])
    told = [(f.choices.k, f.choices.of) for _, f in find_ten(seeds) if f.choices]
    assert [(int(k), int(of)) for k, of in cells] == told
    assert len(told) == 10
    assert "on one sentence" in shown[0]


def test_a_finding_says_the_same_settings_on_its_own_page(seeds: Corpus) -> None:
    own = {tried.statement.finding_id: tried.choices for tried in try_statements(seeds)}
    for _, finding in find_ten(seeds):
        if finding.finding_id in own and finding.finding_id != "unsaid-word":
            assert finding.choices == own[finding.finding_id]


def test_what_hangs_on_how_near_a_cause_must_stand_is_among_the_settings(seeds: Corpus) -> None:
    # Of 13 sentences 12 name no cause; within one sentence 10, within two 5, within three 4.
    [phrase] = [f for _, f in find_ten(seeds) if f.finding_id == "phrase-without-content"]
    assert phrase.choices is not None
    held = {dict(s.choices)["a cause counts"]: s.holds for s in phrase.choices.settings}
    assert list(held.values()) == [True, True, False, False]


def test_money_that_falls_holds_unless_a_plan_must_be_named_beside_it(seeds: Corpus) -> None:
    [money] = [f for _, f in find_ten(seeds) if f.finding_id == "money-series"]
    assert money.choices is not None
    assert (money.choices.k, money.choices.of) == (2, 3)
    [fails] = [s for s in money.choices.settings if not s.holds]
    assert dict(fails.choices)["plan of an amount"] == "named in its own sentence"


def test_every_statement_belongs_to_one_of_the_ten(seeds: Corpus) -> None:
    named = {finding.finding_id for _, finding in find_ten(seeds)}
    assert {tried.statement.finding_id for tried in try_statements(seeds)} <= named


def test_how_the_coding_was_made_says_that_agreement_is_an_upper_bound(
    seeds: Corpus, tiny: Corpus, shown: list[str]
) -> None:
    show_making(seeds)
    assert "agreement is an upper bound, not inter-coder reliability" in shown[0]
    assert "developed on 5 of the 5 texts" in shown[0]
    show_making(tiny)
    assert "every badge is grey" in shown[1]


def test_all_tied_pairs_are_shown(seeds: Corpus, shown: list[str]) -> None:
    show_tied(seeds)
    assert shown[0].count("<tr>") == len(seeds.codebook.tied) + 1


def test_five_texts_leave_every_question_locked(seeds: Corpus, shown: list[str]) -> None:
    show_locks(seeds)
    assert shown[0].count("<b>locked</b>") == len(list_locks(seeds)) == 4


def test_all_the_soft_side_of_one_text_is_one_sentence(seeds: Corpus) -> None:
    finding = find_lone_sentences(seeds)
    assert "(development, protection and pathways)" in finding.claim.text()
    assert finding.verdict == "same under both codings"
    assert (finding.table["sentence"] == 1).all()


def test_where_no_group_rests_on_one_sentence_it_says_so(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("The museum opens at nine.", "")])
    assert find_lone_sentences(corpus).claim.name == "no-lone-sentence"


def test_the_report_is_made_of_a_corpus_without_gold(tiny: Corpus, shown: list[str]) -> None:
    show_ten(tiny)
    show_locks(tiny)
    assert "no reference coding here" in shown[0]


def test_of_many_sentences_on_which_a_group_rests_some_are_named_and_the_rest_counted(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lone, "MOST_NAMED", 1)
    monkeypatch.setattr(lone, "MOST_ROWS", 2)
    finding = find_lone_sentences(seeds)
    assert "and 3 more." in finding.claim.text()
    assert len(finding.table) == 2
    assert "Of 4 such sentences the table lists 2." in finding.reading
