"""What a notebook shows of a finding: the chart as JSON, then the twin without script."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers import evidence, show, twin
from helpers.caveats import badge_html, choices_html
from helpers.charts.strip import chart_strip
from helpers.choices import Choices, Setting
from helpers.claims import Claim, Number
from helpers.corpus import Corpus, read_corpus
from helpers.evidence import store_html
from helpers.export.versions import describe_versions
from helpers.findings import VERDICTS, Finding, build_evidence
from helpers.panels import show_versions
from helpers.show import chart_json, plain_json, set_up, show_finding
from helpers.trust import Badge
from helpers.twin import finding_html

Outputs = list[tuple[dict[str, Any], dict[str, str]]]
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "`tick`",
    "$x$",
    "{{x}}",
    "<b>bold</b>",
    "&lt;",
)


class Elements(HTMLParser):
    """Every element of some HTML, with its attributes and, for details, what it counts."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.opened: list[dict[str, Any]] = []
        self._open: list[dict[str, Any]] = []
        self._in_summary = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag == "details":
            self._open.append({"key": given.get("data-key"), "refs": [], "summary": ""})
        if "data-ref" in given and self._open:
            self._open[-1]["refs"].append(given["data-ref"])
        self._in_summary = self._in_summary or tag == "summary"

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.opened.append(self._open.pop())
        self._in_summary = self._in_summary and tag != "summary"

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self._in_summary and self._open:
            self._open[-1]["summary"] += data


@pytest.fixture
def outputs(monkeypatch: pytest.MonkeyPatch) -> Outputs:
    shown: Outputs = []

    def keep(data: Any, raw: bool, metadata: Any) -> None:
        assert raw
        shown.append((data, metadata))

    monkeypatch.setattr(show, "display", keep)
    return shown


def test_a_finding_is_two_outputs_the_chart_and_then_its_twin(
    finding: Finding, outputs: Outputs
) -> None:
    show_finding(finding)
    assert [sorted(data) for data, _ in outputs] == [
        ["application/vnd.plotly.v1+json", "text/plain"],
        ["text/html", "text/plain"],
    ]


def test_both_outputs_fall_back_to_the_claim(finding: Finding, outputs: Outputs) -> None:
    show_finding(finding)
    said = "3 of 24 sentences invoke the idea; 1 names a cause too. See 1."
    assert [data["text/plain"] for data, _ in outputs] == [said, said]


def test_a_finding_without_a_chart_is_its_twin_alone(finding: Finding, outputs: Outputs) -> None:
    show_finding(replace(finding, chart=None))
    assert [sorted(data) for data, _ in outputs] == [["text/html", "text/plain"]]


def test_set_up_marks_style_and_script_as_live_only(tiny: Corpus, outputs: Outputs) -> None:
    set_up(tiny)
    (live, live_metadata), (store, store_metadata) = outputs
    assert live_metadata == {"rrc": "live"}
    assert "<script>" in live["text/html"]
    assert store_metadata == {}
    assert not re.search("<(script|style)", store["text/html"])


def test_the_script_and_style_cannot_end_their_own_element(tiny: Corpus, outputs: Outputs) -> None:
    set_up(tiny)
    live = outputs[0][0]["text/html"]
    assert live.count("</script") == live.count("</style") == 1


def test_the_chart_is_plain_json_and_the_same_each_time(finding: Finding) -> None:
    once, again = (json.dumps(chart_json(finding)) for _ in range(2))
    assert once == again
    assert "bdata" not in once


def test_arrays_become_lists_and_nan_becomes_null() -> None:
    table = pd.DataFrame({"n": [1.5, float("nan")]})
    assert plain_json({"b": table["n"].to_numpy(), "a": (1, 2)}) == {"a": [1, 2], "b": [1.5, None]}


def test_the_chart_names_its_finding_its_question_and_its_alternative(finding: Finding) -> None:
    layout = chart_json(finding)["layout"]
    assert layout["meta"] == {"alt": "Two rows of squares.", "finding": "by-hand"}
    assert layout["title"]["text"] == "Where is the idea invoked?"


def test_a_long_question_is_broken_into_lines_with_room_for_them(finding: Finding) -> None:
    short, long = (chart_json(replace(finding, question="word " * n))["layout"] for n in (5, 20))
    assert long["title"]["text"].count("<br>") == 1
    assert long["height"] > short["height"]


def test_each_count_is_the_number_of_passages_that_it_opens(finding: Finding) -> None:
    opened = [d for d in Elements(finding_html(finding)).opened if d["key"] in ("idea", "named")]
    assert [(d["summary"], d["refs"]) for d in opened] == [
        ("1", ["1-4"]),
        ("3", ["0-1", "1-4", "2-8"]),
    ]


def test_zero_is_shown_as_zero_and_opens_nothing(finding: Finding) -> None:
    html = finding_html(finding)
    assert '<th scope="row">pandemic</th><td class="rrc-n" data-label="sentences">0</td>' in html


def test_a_count_that_is_not_its_passages_is_refused(finding: Finding) -> None:
    wrong = finding.table.assign(sentences=[2, 3, 0])
    with pytest.raises(ValueError, match="the table says 2 in 'sentences' but 1 passages"):
        finding_html(replace(finding, table=wrong))


def test_a_count_without_evidence_is_refused(finding: Finding) -> None:
    wrong = finding.table.assign(sentences=[1, 3, 4])
    with pytest.raises(ValueError, match="the table says 4"):
        finding_html(replace(finding, table=wrong))


def test_a_number_given_as_text_may_count_something_else(finding: Finding) -> None:
    table = finding.table.assign(sentences=["12 words", "30 words", ""])
    summaries = [d["summary"] for d in Elements(finding_html(replace(finding, table=table))).opened]
    assert summaries[:2] == ["12 words", "30 words"]


def test_the_section_says_what_each_key_opens_and_which_spans_to_mark(finding: Finding) -> None:
    attributes = next(a for t, a in Elements(finding_html(finding)).elements if t == "section")
    assert attributes["id"] == "by-hand"
    assert json.loads(attributes["data-evidence"]) == {
        "idea": [["0-1", [0, 1]], ["1-4", [1]], ["2-8", [2]]],
        "named": [["1-4", [1, 2]]],
        "s/0-3": [["0-3", []]],
    }


def test_each_number_of_the_claim_leads_to_its_sentences(finding: Finding) -> None:
    found = Elements(finding_html(finding)).elements
    links = [a["href"][1:] for t, a in found if t == "a" and a.get("class") == "ev"]
    ids = [a["id"] for _, a in found if "id" in a]
    assert len(links) == 3
    assert set(links) <= set(ids)
    assert len(ids) == len(set(ids))


def test_what_no_cell_opens_is_listed_below_by_place(finding: Finding) -> None:
    listed = next(d for d in Elements(finding_html(finding)).opened if d["key"] == "s/0-3")
    assert listed["refs"] == ["0-3"]
    assert listed["summary"] == "See 1"


def test_a_large_corpus_shows_a_sample_and_says_of_how_many(
    finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_SENTENCES", 10)
    monkeypatch.setattr(twin, "MOST_SHOWN", 6)  # for three numbers: two each
    html = finding_html(finding)
    idea = next(d for d in Elements(html).opened if d["key"] == "idea")
    assert idea["summary"] == "3 (2 shown, drawn at random)"
    assert len(idea["refs"]) == 2
    assert 'data-total="3"' in html
    assert "#s-" not in html


def test_evidence_that_nothing_on_the_page_opens_is_left_out(finding: Finding) -> None:
    more = build_evidence([("spare", "letter", 6, None, None, "")])
    kept = replace(finding, evidence=pd.concat([finding.evidence, more]))
    assert finding_html(kept) == finding_html(finding)


def test_a_large_corpus_carries_what_the_marks_of_the_chart_open(
    finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_SENTENCES", 10)
    silent = replace(finding, claim=Claim("by-hand", dict.fromkeys(finding.claim.parts, "x")))
    opened = {d["key"]: d["summary"] for d in Elements(finding_html(silent)).opened}
    assert opened["s/0-3"] == "de la Cruz 2022, sentence 3"


def test_without_gold_the_twin_says_so_and_the_badge_is_grey(finding: Finding) -> None:
    text = "".join(Elements(finding_html(finding)).text)
    assert "No reference coding here." in text
    assert "Unmeasured here" in text


def test_where_the_verdicts_differ_both_numbers_and_the_sentences_are_shown(
    finding: Finding,
) -> None:
    other = Claim("by-hand", finding.claim.parts | {"n": Number(2)})
    differing = pd.DataFrame(
        [("letter", 1, "D-ROOT", True, False), ("letter", 1, "R-ECON", False, True)],
        columns=["document_id", "sentence_id", "code", "patterns", "reference"],
    )
    shown = Elements(
        finding_html(
            replace(finding, reference_claim=other, verdict=VERDICTS[1], differing=differing)
        )
    )
    text = "".join(shown.text)
    assert "3 of 24 sentences" in text
    assert "2 of 24 sentences" in text
    assert "depends on the coding" in text
    differ = next(d for d in shown.opened if "differ" in d["summary"])
    assert differ["summary"] == "The two codings differ on 1 sentence"
    assert differ["refs"] == ["0-1"]
    assert "root causes, the idea: patterns only; jobs and development: reference only" in text


def test_the_same_claim_under_both_codings_is_said_once(finding: Finding) -> None:
    html = finding_html(replace(finding, reference_claim=finding.claim, verdict=VERDICTS[0]))
    assert html.count("names a cause too. See") == 1
    assert "the same words and numbers" in html


def test_the_badge_gives_counts_shares_and_intervals() -> None:
    html = badge_html(Badge(("A",), True, hits=9, n_patterns=10, n_gold=12, in_sample=True))
    assert (
        "of 10 cases that the patterns mark, 9 stand in the reference coding "
        "(precision 0.90, interval 0.60 to 0.98)" in html
    )
    assert "of 12 that stand there, the patterns find 9 (recall 0.75, interval" in html
    assert "F1 0.82" in html
    assert "not inter-coder reliability" in html


def test_a_badge_in_sample_says_that_its_interval_says_nothing_of_other_texts() -> None:
    own = Badge(("A",), True, hits=9, n_patterns=10, n_gold=12, in_sample=True)
    html = badge_html(own)
    assert "can be trusted (in-sample):" in html
    assert "of other texts neither says anything" in html
    unseen = badge_html(replace(own, in_sample=False))
    assert "in-sample" not in unseen
    assert "on texts the rules were not developed on" in unseen


def test_a_badge_without_any_pair_has_no_share() -> None:
    html = badge_html(Badge(("A",), True))
    assert "precision not defined" in html
    assert "recall not defined" in html
    assert "F1 not defined" in html


def test_every_setting_is_a_square_and_ties_are_told_apart() -> None:
    settings = [
        Setting((("title", "counted"),), 3, 1, True),
        Setting((("title", "left out"),), 2, 2, False),
        Setting((("unit", "words"),), 1, 2, False),
    ]
    html = choices_html(Choices("A leads B", tuple(settings)))
    assert "Holds in 1 of 3 settings, 1 tied:" in html
    assert re.findall(r'class="rrc-setting (\w+)"', html) == ["holds", "tie", "not"]
    assert 'title="title: left out → 2 against 2"' in html


def test_why_the_number_of_settings_differs_is_said_beside_it() -> None:
    settings = tuple(
        Setting((("title", title), ("unit", "words")), 3, 1, True)
        for title in ("counted", "left out")
    )
    html = choices_html(Choices("A leads B", settings))
    assert "Ways that select the same are one" in html
    assert "Choices that make one: title." in html


@pytest.fixture
def hostile(tmp_path: Path) -> Corpus:
    """Return a corpus whose text, title, author, rights and file name are hostile."""
    name = "$x$ {{x}} `t` <b>.txt"
    (tmp_path / name).write_text(f"{' '.join(HOSTILE)} and more.", "utf-8")
    said = '"' + " ".join(HOSTILE) + '"'
    header = "file,title,author,publisher,rights"
    row = f'"{name}",{said},{said},{said},{said}'
    (tmp_path / "catalogue.csv").write_text(f"{header}\n{row}\n", "utf-8")
    return read_corpus(tmp_path)


def hostile_finding(finding: Finding, corpus: Corpus) -> Finding:
    said = " ".join(HOSTILE)
    document_id = corpus.documents["document_id"].iloc[0]
    sentence_id = int(corpus.sentences["sentence_id"].iloc[0])
    start = int(corpus.sentences["start"].iloc[0])
    rows = [(said, document_id, sentence_id, start, start + 9, said)]
    marks = pd.DataFrame(
        {
            "document": [said],
            "document_id": [document_id],
            "sentence_id": [sentence_id],
            "position": [1],
            "category": [said],
            "voice": ["author"],
            "key": [said],
        }
    )
    return replace(
        finding,
        question=said,
        corpus=corpus,
        claim=Claim("by-hand", dict.fromkeys(("n", "of", "named", "one"), Number(said, said))),
        table=pd.DataFrame({said: [said], f"{said}_key": [said]}),
        evidence=build_evidence(rows),
        chart=chart_strip(marks),
        chart_alt=said,
        reading=said,
    )


def test_hostile_text_is_text_in_the_twin_and_in_the_store(
    finding: Finding, hostile: Corpus
) -> None:
    bad = hostile_finding(finding, hostile)
    for html in (finding_html(bad), store_html(hostile)):
        shown = Elements(html)
        tags = {tag for tag, _ in shown.elements}
        names = {name for _, given in shown.elements for name in given}
        assert not tags & {"script", "img", "style", "iframe"}
        assert not [name for name in names if name.startswith("on")]
        assert not set("`${}\\") & set(html)
        for said in HOSTILE:
            assert said in "".join(shown.text)


def test_hostile_text_is_text_in_every_word_that_the_chart_draws(
    finding: Finding, hostile: Corpus
) -> None:
    figure = chart_json(hostile_finding(finding, hostile))
    for trace in figure["data"]:
        del trace["customdata"]  # read as text, never drawn
    figure["layout"].pop("meta")
    drawn = json.dumps(figure)
    for tag in ("<script", "<img", "<b>bold", "$x$"):
        assert tag not in drawn
    assert "&lt;img src=x" in drawn


def test_what_a_notebook_and_a_footer_say_of_the_codebook_is_one_value(
    tiny: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[str] = []
    monkeypatch.setattr("helpers.panels.display_panel", lambda body, kind: bodies.append(body))
    show_versions(tiny)
    shown = dict(re.findall(r"(corpus \w+|codebook) ([0-9a-f]{16})", bodies[0]))
    footer = " ".join(describe_versions(tiny))
    assert len(shown) == 2
    assert all(f"sha256 {short}" in footer for short in shown.values())
