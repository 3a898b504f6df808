"""The gate sees words that claim too much and skips what is quoted; every template can be wrong."""

from __future__ import annotations

import inspect
import json
import runpy
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.claims import Claim, Number, read_templates
from helpers.claims_gate import (
    check_prose,
    check_templates,
    find_overclaims,
    list_typed_numbers,
    list_unlinked,
    read_allowed,
    read_refused,
)
from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding
from helpers.locks import LEAST_PER_PERIOD, LEAST_PERIODS, list_locks, list_open
from helpers.miscounts import find_miscounts
from helpers.readings import list_finders

PROJECT = Path(__file__).resolve().parent.parent
PERTURBED = PROJECT / "tests/test_claims_perturbed.py"  # templates that need texts of their own
MADE = set(runpy.run_path(str(PERTURBED))["MADE"])


FINDERS = [f for f in list_finders() if inspect.signature(f).return_annotation == "Finding"]
MUSEUM = ["The museum opens at nine each day.", "Nobody pays for it."]
GUARD = [f"Officers guard {'abcdefghijklmnopqrstuvwxyz'[i % 26]} now." for i in range(52)]
TRADE = [line.replace("Officers guard", "Merchants trade") for line in GUARD]
SMALL = {
    "museum": {"a": MUSEUM},
    "nothing shared": {"a": ["Uno dos."], "b": ["Alpha beta."]},
    "two trades": {"a": GUARD, "b": TRADE},
}


Saying = Callable[[Callable[[Corpus], Finding]], dict[str, Finding]]


@pytest.fixture(scope="module")
def says(tmp_path_factory: pytest.TempPathFactory, seeds: Corpus, tiny: Corpus) -> Saying:
    """Return what a finder says of the seeds and of other texts, each found once."""
    home = tmp_path_factory.mktemp("corpora")
    plain = replace(seeds, gold=None)  # claims by the patterns need no gold, and are quicker made
    corpora = {"seeds": plain, "tiny": tiny}
    for name, texts in SMALL.items():
        folder = home / name
        folder.mkdir()
        for text, lines in texts.items():
            (folder / f"{text}.txt").write_text("\n".join(lines), "utf-8")
        corpora[name] = read_corpus(folder)
    found: dict[object, dict[str, Finding]] = {}

    def say(finder: Callable[[Corpus], Finding]) -> dict[str, Finding]:
        if finder not in found:
            measures_gold = finder.__module__.endswith(".trusted")
            own = corpora | ({"seeds": seeds} if measures_gold else {})
            found[finder] = {name: finder(corpus) for name, corpus in own.items()}
        return found[finder]

    return say


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_other_data_change_or_remove_the_sentence(
    finder: Callable[[Corpus], Finding], says: Saying
) -> None:
    assert len({finding.claim.text() for finding in says(finder).values()}) > 1


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_every_number_in_a_claim_opens_its_sentences(
    finder: Callable[[Corpus], Finding], says: Saying
) -> None:
    for finding in says(finder).values():
        assert list_unlinked(finding.claim) == [], finding.claim.name


@pytest.mark.parametrize("finder", FINDERS, ids=lambda f: f.__name__)
def test_a_number_that_is_a_link_is_the_number_of_its_passages(
    finder: Callable[[Corpus], Finding], says: Saying
) -> None:
    for finding in says(finder).values():
        assert find_miscounts(finding) == []


def test_every_template_is_said_of_some_corpus_here_or_in_the_test_of_its_own(
    says: Saying,
) -> None:
    said = {f.claim.name for finder in FINDERS for f in says(finder).values()}
    assert set(read_templates()) - said - MADE == {"badges"}


def test_templates_that_need_texts_of_their_own_are_perturbed_there() -> None:
    perturbed = PERTURBED.read_text("utf-8")
    assert set(read_templates()) >= MADE
    assert '@pytest.mark.parametrize("template", MADE)' in perturbed
    assert '["badges", "badges"]' in perturbed


def test_no_template_holds_a_number_typed_by_hand() -> None:
    assert list_typed_numbers() == []


def test_no_template_claims_more_than_any_corpus_bears() -> None:
    assert [str(o) for o in check_templates()] == []


def test_no_prose_of_ours_claims_more_than_any_corpus_bears() -> None:
    assert [str(o) for o in check_prose(PROJECT)] == []


def test_a_planted_template_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    planted = {"planted": "Enforcement increased significantly, a trend in {n:text}."}
    monkeypatch.setattr("helpers.claims_gate.read_templates", lambda: planted)
    assert {o.word for o in check_templates()} == {"increased", "significantly", "trend"}


def test_planted_prose_is_seen_in_a_notebook_and_in_a_page(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    cell = {"cell_type": "markdown", "source": ["The word shifts\n", "after this."]}
    notebook = {"cells": [{"cell_type": "code", "source": ["trend = 1"]}, cell]}
    (tmp_path / "notebooks" / "00_x.ipynb").write_text(json.dumps(notebook))
    (tmp_path / "README.md").write_text("Aid declined.")
    seen = {(o.where, o.word) for o in check_prose(tmp_path)}
    assert seen == {("00_x.ipynb, cell 2", "shifts"), ("README.md", "declined")}


def test_a_planted_number_in_a_template_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.claims_gate.read_templates", lambda: {"p": "{n} of 73 texts."})
    assert list_typed_numbers() == ["p"]


def test_a_number_without_evidence_is_seen() -> None:
    parts = {"idea": Number(4, "k"), "same": Number(3), "near": Number(0), "window": Number(3)}
    claim = Claim("what-nearby-means", parts)
    with pytest.raises(KeyError):
        list_unlinked(claim)  # a part that the template needs is not there
    assert list_unlinked(Claim(claim.name, {**parts, "whole": Number(1, "k")})) == ["same"]


@pytest.mark.parametrize(
    "text",
    [
        "He said “we see a significant trend”.",
        'The word "increase" stands in it.',
        "Look for `increase*`.",
        "> Crime has increased, the text says.",
        "Five texts: nothing here is a trend.",
        "{increase} of {n}",
    ],
)
def test_what_is_quoted_or_said_not_to_be_claimed_passes(text: str) -> None:
    assert find_overclaims(text, "x") == []


@pytest.mark.parametrize("text", ["It rose.", "It has become rarer.", "Donors want it.", "SHIFT"])
def test_what_claims_too_much_is_refused_with_what_to_write(text: str) -> None:
    [found] = find_overclaims(text, "x")
    assert found.instead in str(found)


def test_a_word_inside_another_is_not_refused() -> None:
    assert find_overclaims("The shiftwork of trendy roses.", "x") != []  # "trendy" is
    assert find_overclaims("The rosewood and the shiftwork.", "x") == []


def test_each_word_refused_names_a_lock_or_never(tiny: Corpus) -> None:
    locks = {lock.name for lock in list_locks(tiny)} | {"never"}
    assert {refused.needs for refused in read_refused()} <= locks


def test_each_allowed_phrase_holds_a_word_that_would_be_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    phrases = read_allowed()
    monkeypatch.setattr("helpers.claims_gate.read_allowed", lambda: ())
    idle = [p for p in phrases if not find_overclaims(p, "x")]
    assert idle == []


def test_five_texts_open_no_lock() -> None:
    assert list_open(read_corpus("seeds")) == frozenset()


def test_a_corpus_of_many_dated_texts_opens_the_lock_of_series(tmp_path: Path) -> None:
    rows = ["file,title,date_from,date_to,date_basis"]
    for year in range(2000, 2000 + LEAST_PERIODS):
        for i in range(LEAST_PER_PERIOD):
            (tmp_path / f"{year}-{i}.txt").write_text(f"Text {i} of {year}.")
            rows.append(f"{year}-{i}.txt,T{i},{year}-01-01,{year}-01-01,stated")
    (tmp_path / "catalogue.csv").write_text("\n".join(rows))
    corpus = read_corpus(tmp_path)
    assert "series" in list_open(corpus)
    assert find_overclaims("Aid increased.", "x", corpus) == []
    assert find_overclaims("Aid increased significantly.", "x", corpus) != []
