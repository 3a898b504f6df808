"""Templates that need texts of their own: made of some texts, and other of texts changed a little.

`tests/test_claims_gate.py` perturbs all other templates on corpora that every finder reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding
from helpers.readings import amounts, labels, networks, shared_words, trusted, whose_words

Texts = Mapping[str, str]
YEARS = "Congress appropriated $5 million in FY 2020 and $4 million in FY 2021"
PLAN = f"They met.\n\n{YEARS} for the Sunrise Road Plan."
PRIVATE = " The Sunrise Fund has promoted $9 million in new private sector investment."
PILLAR = " This plan is a cornerstone of their work."
NAMES = ("Ada Ruiz", "Bea Solis", "Cora Vega", "Dora Luna", "Eva Paz", "Gil Mora", "Hugo Rey")
NAMES += ("Iris Sosa", "Juan Tapia", "Luz Vidal")
OPEN = "the office of the senator is open on every weekday"


def quote_all(*causes: str) -> dict[str, str]:
    """Return a text for each of ten speakers, who speak of the causes in turn."""
    return {
        f"t{i}": f"The council met in town.\n“{causes[i % len(causes)]} drives migration from "
        f"Central America,” said Mayor {name}.\n"
        for i, name in enumerate(NAMES)
    }


def repeat(first: str, second: str) -> dict[str, str]:
    """Return sixteen short texts, of which two hold `first` and two others `second`."""
    texts = {f"t{i:02}": f"Note {chr(97 + i) * 4}." for i in range(16)}
    for name, words in (("t00", first), ("t01", first), ("t02", second), ("t03", second)):
        texts[name] += f" Know that {words} {name[1:]}."
    return texts


def find_network(which: int) -> Callable[[Corpus], Finding]:
    return lambda corpus: networks.find_networks(corpus)[which]


# template: what finds it, texts of which it is said, and texts changed a little
MADE: dict[str, tuple[Callable[[Corpus], Finding], Texts, Texts]] = {
    "labels-stances-all": (
        labels.find_stances,
        {"a": "They met.\n\nMigrants came. Migration grew."},
        {"a": "They met.\n\nMigrants came. Illegal migration grew."},
    ),
    "money-series": (
        amounts.find_money_series,
        {"a": PLAN},
        {"a": PLAN.replace("$4 million", "$3 million")},
    ),
    "money-series-and-apart": (
        amounts.find_money_series,
        {"a": PLAN + PRIVATE},
        {"a": PLAN + PRIVATE.replace("$9 million", "$8 million")},
    ),
    "money-series-called": (
        amounts.find_money_series,
        {"a": PLAN + PILLAR},
        {"a": PLAN + PILLAR.replace("cornerstone", "pillar")},
    ),
    "network-locked": (
        find_network(0),
        {"a": "“Poverty drives migration from Central America,” said Mayor Ada Ruiz."},
        {"a": "Poverty drives migration from Central America, and nobody is quoted."},
    ),
    "what-speakers-say": (
        find_network(0),
        quote_all("Poverty", "Violence"),
        quote_all("Poverty", "Poverty", "Violence"),
    ),
    "speakers-who-agree": (
        find_network(1),
        quote_all("Poverty", "Violence"),
        quote_all("Poverty", "Poverty", "Violence"),
    ),
    "repeated-words": (
        shared_words.find_shared_words,
        repeat(OPEN, OPEN),
        repeat(OPEN, "all that we know of it is what they told us"),
    ),
    "our-not-judged": (
        whose_words.find_borrowed_first_person,
        {"a": "The road was near our town."},
        {"a": "The road was near our town. Our bridge fell."},
    ),
    "no-repeated-words": (
        shared_words.find_shared_words,
        repeat("one two", "three four"),
        repeat(OPEN, "three four"),
    ),
}


def read_texts(folder: Path, texts: Texts) -> Corpus:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    return read_corpus(folder)


@pytest.mark.parametrize("template", MADE)
def test_texts_changed_a_little_change_or_remove_the_sentence(
    template: str, tmp_path: Path
) -> None:
    find, first, second = MADE[template]
    said = find(read_texts(tmp_path / "first", first)).claim
    other = find(read_texts(tmp_path / "second", second)).claim
    assert said.name == template
    assert said.text() != other.text()


def test_another_reference_coding_changes_what_badges_say(tmp_path: Path) -> None:
    texts = {"a": "Poverty drives migration from Central America.\nThe museum opens at nine."}
    said = []
    for name, codes in (("right", "D-ECON"), ("wrong", "D-VIOL")):
        corpus = read_texts(tmp_path / name, texts)
        (tmp_path / name / "gold").mkdir()
        rows = ["file,start,end,agreed,coder1,coder2"]
        rows += [f"a.txt,0,46,{codes},{codes},{codes}", "a.txt,47,72,,,"]
        (tmp_path / name / "gold/sentences.csv").write_text("\n".join(rows))
        corpus = read_corpus(tmp_path / name)
        said.append(trusted.find_badges(corpus).claim)
    assert [claim.name for claim in said] == ["badges", "badges"]
    assert said[0].text() != said[1].text()
