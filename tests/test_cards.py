"""Cards say a finding in one sentence, with a stamp of a chart, one quotation and a link."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from helpers.cards import _quotation, pick_main_key, show_cards
from helpers.charts.mini import draw_mini_strip
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.panels import lie_in_names, pick_example
from helpers.readings.labels import find_labels
from helpers.readings.naming import find_phrase_without_content
from helpers.readings.places import list_places
from helpers.readings.responses import find_commonest_response


def show(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> str:
    shown: list[str] = []
    monkeypatch.setattr("helpers.cards.display_panel", lambda body, kind: shown.append(body))
    show_cards({"01_theme": [find_phrase_without_content(corpus)]})
    return shown[0]


def test_a_stamp_has_a_square_for_each_sentence(tiny: Corpus) -> None:
    places = list_places(tiny)
    svg = draw_mini_strip(places, [("letter", 1)], label="one")
    assert svg.count("<rect") == len(places) == 24
    assert svg.count('fill="currentColor"') == 1


def test_a_stamp_is_left_out_where_it_could_not_hold_the_sentences(tiny: Corpus) -> None:
    places = list_places(tiny)
    many = places.loc[places.index.repeat(20)]
    assert draw_mini_strip(many, [], label="none") == ""


def test_a_card_leads_to_its_finding(seeds: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    html = show(seeds, monkeypatch)
    assert '<h3><a href="01_theme.ipynb#phrase-without-content">' in html
    assert "<svg" in html
    assert html.count('class="rrc-passage"') == 1


def test_each_number_of_a_card_carries_its_evidence(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = show(seeds, monkeypatch)
    keys = set(re.findall(r'data-key="([^"]+)"', html))
    assert keys
    for key in keys:
        assert f"&quot;{key}&quot;:[" in html


def test_a_card_shows_the_sentences_that_its_claim_is_about(seeds: Corpus) -> None:
    finding = find_phrase_without_content(seeds)
    assert pick_main_key(finding) == "phrase-without-content/fill-2"
    assert pick_main_key(replace(finding, focus="")) == "phrase-without-content/fill-1"


def test_a_card_quotes_no_hit_inside_a_name(seeds: Corpus, once: Callable[..., Finding]) -> None:
    finding = once(find_commonest_response, seeds)
    assert "<mark>Alliance</mark>" not in _quotation(finding)
    [place] = re.findall(r'data-ref="([^"]+)"', _quotation(finding))
    number, sentence = map(int, place.split("-"))
    document = seeds.documents["document_id"].iloc[number]
    kinds = seeds.sentences.set_index(["document_id", "sentence_id"])["kind"]
    assert kinds[document, sentence] == "prose"


def test_an_example_of_a_code_stands_outside_names(seeds: Corpus) -> None:
    for record in seeds.codebook.codes:
        example = pick_example(seeds, [record.code])
        if example is not None:
            assert not any(lie_in_names(seeds, example[2])), record.code


def test_a_card_names_codes_that_the_codebook_does_not_know(seeds: Corpus) -> None:
    finding = find_labels(seeds)
    assert 'class="rrc-passage"' in _quotation(finding)
