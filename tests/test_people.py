"""Who is named and quoted, what actors do, and which names and statements connect texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from helpers.actor_panel import show_actor
from helpers.actors_table import (
    DOINGS,
    UNKNOWN,
    count_doings,
    count_people,
    find_countries,
    list_mentions,
    list_quotations,
)
from helpers.charts.people import chart_people
from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding
from helpers.networks import (
    LEAST_TEXTS,
    LEAST_VOICES,
    compare_voices,
    count_voices,
    has_enough_voices,
    list_statements,
)
from helpers.readings import people as people_readings
from helpers.readings.networks import find_connections, find_networks
from helpers.readings.people import find_what_actors_do, find_who_is_quoted
from helpers.twin import finding_html

Write = Callable[[dict[str, str]], Corpus]


@pytest.fixture(scope="module")
def finding(seeds: Corpus) -> Finding:
    return find_who_is_quoted(seeds)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes texts by name and reads them as a corpus."""

    def write_texts(texts: dict[str, str]) -> Corpus:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
        return read_corpus(tmp_path)

    return write_texts


def put_frames(corpus: Corpus, polarity: str = "") -> Corpus:
    """Return the corpus with its frames put by hand: the causes that its quotations name."""
    rows = []
    texts = corpus.documents.set_index("document_id")["text"]
    for quote in corpus.spans[corpus.spans["layer"] == "quote"].to_dict("records"):
        for word, code in (("Poverty", "D-ECON"), ("violence", "D-VIOL")):
            start = texts[quote["document_id"]].find(word)
            if start >= 0:
                place = {"start": start, "end": start + len(word), "layer": "frame", "code": code}
                owner = {"quote_id": quote["span_id"], "span_id": f"{quote['span_id']}/{code}"}
                rows.append(quote | place | owner | {"polarity": polarity})
    quotes = corpus.spans[corpus.spans["layer"] != "frame"]
    return replace(corpus, spans=pd.concat([quotes, pd.DataFrame(rows)], ignore_index=True))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Ten texts with a voice each: five speak of poverty, five of poverty and of violence."""
    folder = tmp_path_factory.mktemp("many")
    names = ("Ada Ruiz", "Bea Solis", "Cora Vega", "Dora Luna", "Eva Paz")
    names += ("Gil Mora", "Hugo Rey", "Iris Sosa", "Juan Tapia", "Luz Vidal")
    for i, name in enumerate(names):
        more = " and violence" if i >= 5 else ""
        said = f"“Poverty{more} drives our people to migrate,” said Mayor {name}."
        (folder / f"t{i}.txt").write_text(f"The council met in town.\n{said}\n")
    return put_frames(read_corpus(folder))


@pytest.fixture(scope="module")
def networks(many: Corpus) -> list[Finding]:
    return find_networks(many)


def test_words_quoted_and_sentences_that_name_are_counted_by_person(write: Write) -> None:
    said = "“We will build ten schools,” said Mayor Ana Diaz. Mayor Eva Paz left. Diaz stayed."
    people = count_people(write({"a": said})).set_index("canonical")
    columns = ["n_words", "n_sentences", "n_quotations"]
    assert people.loc["Ana Diaz", columns].tolist() == [5, 2, 1]
    assert people.loc["Eva Paz", columns].tolist() == [0, 1, 0]


def test_a_country_that_nobody_knows_is_said_to_be_unknown(write: Write) -> None:
    assert find_countries(write({"a": "Mayor Ana Diaz left early today."}))["Ana Diaz"] == UNKNOWN


def test_only_people_of_the_united_states_are_quoted_in_the_five_texts(finding: Finding) -> None:
    parts = {name: part for name, part in finding.claim.parts.items() if hasattr(part, "value")}
    assert (parts["k"].value, parts["of"].value) == (13, 13)
    assert (parts["silent"].value, parts["elsewhere"].value) == (6, 6)
    assert finding.verdict == "same under both codings"


def test_those_never_quoted_stay_in_table_and_chart_with_a_zero(finding: Finding) -> None:
    silent = finding.table[finding.table["words quoted"] == 0]
    assert "Andrés Manuel López Obrador" in set(silent["person"])
    assert finding.chart is not None
    assert "0" in list(finding.chart.data[0].text)


def test_whether_only_one_country_is_quoted_hangs_on_words_signed_by_several(
    finding: Finding,
) -> None:
    choices = finding.choices
    assert choices is not None
    several = {dict(s.choices)["signed by several"]: set() for s in choices.settings}
    for setting in choices.settings:
        several[dict(setting.choices)["signed by several"]].add(setting.holds)
    assert several == {
        "on the side of any signer": {True},
        "for the country of each signer": {False},
    }


def test_an_actor_beside_its_own_words_is_quoted(write: Write) -> None:
    corpus = write({"a": "“We will go home,” said Mayor Ana Diaz. Mayor Eva Paz listened to Diaz."})
    mentions = list_mentions(corpus)
    does = dict(zip(zip(mentions["canonical"], mentions["sentence_id"], strict=True),
                    mentions["does"], strict=True))  # fmt: skip
    assert does["Ana Diaz", 1] == DOINGS[0]
    assert does["Ana Diaz", 2] != DOINGS[0]


def test_doings_of_an_actor_add_up_to_the_sentences_that_name_it(seeds: Corpus) -> None:
    counts = count_doings(seeds)
    sums = counts.groupby("canonical")["n_sentences"].sum()
    of = counts.drop_duplicates("canonical").set_index("canonical")["of_sentences"]
    assert (sums == of.reindex(sums.index)).all()


def test_what_actors_do_is_not_said_by_the_reference_coding(seeds: Corpus) -> None:
    finding = find_what_actors_do(seeds)
    assert finding.reference_claim is None
    assert finding.verdict == "the reference coding does not say this"


def test_names_in_several_texts_are_found_under_both_codings(seeds: Corpus) -> None:
    finding = find_connections(seeds)
    assert set(finding.table["name"]) == {
        "Alliance for Prosperity Plan",
        "Kamala Harris",
        "Plan Colombia",
    }
    assert finding.verdict == "same under both codings"


def test_countries_connect_no_texts(write: Write) -> None:
    texts = {"a": "Mexico signed the pact with Honduras.", "b": "Mexico left. Honduras stayed."}
    assert find_connections(write(texts)).table.empty


def test_three_voices_are_too_few_for_a_network(seeds: Corpus) -> None:
    (finding,) = find_networks(seeds)
    assert not has_enough_voices(seeds)
    assert finding.claim.text().endswith("here 3 voices in 3 texts.")
    assert finding.chart is None


def test_ten_voices_in_ten_texts_switch_the_matrix_on(
    many: Corpus, networks: list[Finding]
) -> None:
    assert (LEAST_VOICES, LEAST_TEXTS) == (10, 10)
    assert has_enough_voices(many)
    said, same = networks
    assert [finding.finding_id for finding in (said, same)] == [
        "what-speakers-say",
        "speakers-who-agree",
    ]


def test_speakers_share_what_both_say(many: Corpus) -> None:
    pairs = compare_voices(many).set_index(["first", "second"])
    both = pairs[pairs["n_shared"] == 2]
    assert len(pairs) == 45  # 10 × 9 / 2
    assert len(both) == 10  # 5 × 4 / 2: those who speak of poverty and of violence
    assert set(both["shared"]) == {("D-ECON", "D-VIOL")}
    assert pairs["congruence"].sort_values().unique().tolist() == [0.5, 1.0]


def test_every_cell_of_the_matrix_opens_its_statements(networks: list[Finding]) -> None:
    said, _ = networks
    keys = said.table[[c for c in said.table if str(c).endswith("_key")]].to_numpy().ravel()
    counts = said.table[[c for c in said.table if f"{c}_key" in said.table]].to_numpy().ravel()
    assert [len(said.passages(k)) if k else 0 for k in keys] == list(counts)
    assert sum(counts) == 15  # ten sentences on poverty, five of them on violence too


def test_a_rejection_is_another_statement_than_a_mention(many: Corpus) -> None:
    assert count_voices(many)["n_statements"].tolist() == [2] * 5 + [1] * 5
    statements = list_statements(put_frames(many, "rejection"))
    assert set(statements["statement"]) == {"D-ECON (rejected)", "D-VIOL (rejected)"}


def test_a_chart_of_many_people_says_how_many_it_draws() -> None:
    marks = pd.DataFrame(
        {
            "person": [f"p{i}" for i in range(50)],
            "country": "Mexico",
            "n_words": 0,
            "n_quoted": 0,
            "words_key": "",
            "n_sentences": 1,
            "key": "k",
        }
    )
    figure = chart_people(marks)
    assert "40 of 50 persons drawn" in figure.layout.title.subtitle.text
    assert len(figure.data[0].y) == 40


def test_a_corpus_that_quotes_and_names_nobody_gets_findings_all_the_same(write: Write) -> None:
    corpus = write({"a": "Rain fell on the fields for weeks. The corn was lost."})
    findings = [f(corpus) for f in (find_who_is_quoted, find_what_actors_do, find_connections)]
    for finding in [*findings, *find_networks(corpus)]:
        assert finding_html(finding)
        assert finding.chart is None
    assert list_quotations(corpus).empty


def test_an_actor_is_shown_text_by_text_with_its_sentences(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr("helpers.actor_panel.display_panel", lambda body, _: shown.append(body))
    show_actor(seeds, "Plan")
    show_actor(seeds, "Kamala Harris")
    assert "No text names “Plan”" in shown[0]
    mentions = list_mentions(seeds)
    own = mentions[mentions["canonical"].eq("Kamala Harris")]
    places = own.drop_duplicates(["document_id", "sentence_id", "does"])
    assert shown[1].count('<a href="#s-') == len(places)
    assert shown[1].count('<th scope="row">') == 5


def test_speakers_of_no_known_country_get_a_sentence_of_their_own(tiny: Corpus) -> None:
    finding = find_who_is_quoted(tiny)
    assert finding.claim.name == "who-is-quoted-of-no-country"
    assert "give none of them a country" in finding.claim.text()
    assert UNKNOWN in set(finding.table["country"])
    assert finding.choices is None


def test_a_reporters_own_our_is_quoted_beside_those_who_are_quoted(finding: Finding) -> None:
    assert "“our two countries”, “our borders”" in finding.claim.text()
    assert "by a reporter" in finding.claim.text()


def test_a_plan_that_is_only_meant_is_counted_apart(seeds: Corpus) -> None:
    table = find_connections(seeds).table.set_index("name")
    row = table.loc["Alliance for Prosperity Plan"]
    assert row["sentences by name"] == 7
    assert row["sentences that mean it unnamed"] == 3


def test_of_many_actors_it_is_said_how_many_are_drawn_and_listed(
    seeds: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Of 28 actors" not in find_what_actors_do(seeds).reading
    monkeypatch.setattr(people_readings, "MOST_ROWS", 20)
    found = find_what_actors_do(seeds)
    assert "Of 28 actors the chart draws 15 and the table lists 20" in found.reading
    assert len(found.table) == 20
