"""Panels beside findings: each number in them opens as many sentences as it says."""

from __future__ import annotations

import json
import re
from html import unescape

import pandas as pd
import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.panels import panel_table, show_lines, show_meanings
from helpers.tables import list_code_names, list_kwic


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what panels display from here on."""
    bodies: list[str] = []
    monkeypatch.setattr("helpers.panels.display_panel", lambda body, kind: bodies.append(body))
    return bodies


@pytest.fixture
def seeds() -> Corpus:
    return read_corpus("seeds")


def read_links(html: str) -> list[tuple[int, int]]:
    """Return for each number that is a link what it says and how many sentences it opens."""
    [opened] = re.findall(r'data-evidence="([^"]*)"', html)
    refs = json.loads(unescape(opened))
    links = re.findall(r'data-key="([^"]*)">(\d+)</a>', html)
    return [(int(n), len({ref for ref, _ in refs[unescape(key)]})) for key, n in links]


@pytest.mark.parametrize("name", ["seeds", "tiny"])
def test_each_number_of_what_texts_mean_opens_its_sentences(
    name: str, request: pytest.FixtureRequest, shown: list[str]
) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    show_meanings(corpus)
    links = read_links(shown[-1])
    assert len(links) > len(corpus.documents)
    assert [link for link in links if link[0] != link[1]] == []


def test_a_column_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="without a name"):
        panel_table(["code", ""], [["R-COOP", "31"]])


def test_of_many_lines_some_are_drawn_and_it_says_so(tiny: Corpus, shown: list[str]) -> None:
    lines = list_kwic(tiny, list_code_names(tiny))
    many = pd.concat([lines] * 200, ignore_index=True)
    show_lines(tiny, many, first="code")
    assert f"200 drawn at random of {len(many):,} lines" in shown[-1]
    assert shown[-1].count('<td class="rrc-hit">') == 200
