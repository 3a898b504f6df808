"""What is said of the coding itself, and what its numbers open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.export.versions import describe_versions
from helpers.findings import Finding
from helpers.readings.trusted import find_agreement, find_badges, find_layer_badges

FINDERS = (find_badges, find_layer_badges, find_agreement)


def test_a_false_hit_and_a_miss_open_their_sentences(tmp_path: Path) -> None:
    lines = ["Poverty drives migration from Central America.", "Migrants had no bread at home."]
    (tmp_path / "a.txt").write_text("\n".join(lines))
    (tmp_path / "gold").mkdir()
    n = len(lines[0])
    rows = ["file,start,end,agreed", f"a.txt,0,{n},", f"a.txt,{n + 1},{n + 31},D-ECON"]
    (tmp_path / "gold/sentences.csv").write_text("\n".join(rows))
    finding = find_badges(read_corpus(tmp_path))
    assert "add a code in 1 sentence and miss one in 1 sentence" in finding.claim.text()
    assert finding.passages("how-often-right/false")["sentence_id"].tolist() == [1]
    assert finding.passages("how-often-right/missed")["sentence_id"].tolist() == [2]
    assert "not developed on these texts" in finding.claim.text()


def test_on_the_seeds_it_says_that_the_rules_were_fitted_to_them(seeds: Corpus) -> None:
    assert "developed on these very texts" in find_badges(seeds).claim.text()


def test_agreement_opens_the_sentences_on_which_the_passes_differ(seeds: Corpus) -> None:
    finding = find_agreement(seeds)
    assert "differ on 6 of 73 sentences" in finding.claim.text()
    assert len(finding.passages("two-passes/differ")) == 6


def test_a_code_that_neither_pass_used_has_no_alpha_in_the_table(seeds: Corpus) -> None:
    table = find_agreement(seeds).table.set_index("code")
    assert table.loc[seeds.codebook.label("D-RIGHTS"), "alpha"] == "none"


def test_layers_are_said_to_be_one_adjudicated_coding(seeds: Corpus) -> None:
    finding = find_layer_badges(seeds)
    assert "coded once and adjudicated" in finding.reading
    assert len(finding.table) == 6


@pytest.mark.parametrize("find", FINDERS)
def test_without_gold_nothing_is_claimed(find: Callable[[Corpus], Finding], tiny: Corpus) -> None:
    finding = find(tiny)
    assert finding.claim.name.endswith("-none")
    assert finding.table.empty


def test_every_page_says_what_the_coding_is_measured_against(seeds: Corpus, tiny: Corpus) -> None:
    said = describe_versions(seeds)[0]
    assert "two passes of a language model, adjudicated" in said
    assert "agreement is an upper bound, not inter-coder reliability" in said
    assert "unmeasured" in describe_versions(tiny)[0]
