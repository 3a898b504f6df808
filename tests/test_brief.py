"""The briefing: which findings, by which rule, and what the page says of each."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from helpers import brief
from helpers.brief import choose_findings, find_only_sentence, pick_quotation, say_rule
from helpers.choices import Choices, Setting
from helpers.commands_brief import BriefError, run_brief
from helpers.corpus import Corpus
from helpers.export.beside import Beside
from helpers.export.brief_page import write_brief
from helpers.export.printing import count_pages
from helpers.findings import VERDICTS, Finding, build_evidence
from helpers.gold import Gold

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{x}}"


def make_choices(k: int, of: int) -> Choices:
    settings = [Setting((("n", str(i)),), 1, 0, i < k) for i in range(of)]
    return Choices("The one leads", tuple(settings))


Given = tuple[str, str, int, int, str]


@pytest.fixture
def choose(
    finding: Finding, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Corpus, list[str]]]:
    """Return a chooser among made findings: (theme, id, k, K, verdict) each."""

    def choose_(*given: Given, gold: bool = True) -> tuple[Corpus, list[str]]:
        corpus = replace(finding.corpus, gold=Gold((), ()) if gold else None)
        made = [
            (
                theme,
                lambda _, n=name, k=k, of=of, v=verdict: replace(
                    finding, finding_id=n, choices=make_choices(k, of), verdict=v, corpus=corpus
                ),
            )
            for theme, name, k, of, verdict in given
        ]
        monkeypatch.setattr(brief, "CANDIDATES", tuple(made))
        monkeypatch.setattr(brief, "try_one", lambda *_: None)
        return corpus, [chosen.finding.finding_id for chosen in choose_findings(corpus)]

    return choose_


# Which findings


def test_those_that_hold_in_the_greatest_share_of_settings_come_first(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    same = VERDICTS[0]
    given = [("a", "half", 4, 8, same), ("b", "all", 3, 3, same), ("c", "all of more", 9, 9, same)]
    assert choose(*given)[1] == ["all of more", "all", "half"]


def test_of_a_theme_only_the_first_is_taken(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    same = VERDICTS[0]
    given = [("a", "half", 1, 2, same), ("a", "all", 2, 2, same), ("b", "other", 2, 3, same)]
    assert choose(*given)[1] == ["all", "other"]


def test_what_holds_in_fewer_than_half_of_the_settings_is_no_finding_of_a_briefing(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    given = [("a", "half", 2, 4, VERDICTS[0]), ("b", "less", 1, 3, VERDICTS[0])]
    corpus, chosen = choose(*given)
    assert chosen == ["half"]
    assert "none that holds in fewer than half" in say_rule(corpus)


def test_five_are_taken_at_most(choose: Callable[..., tuple[Corpus, list[str]]]) -> None:
    given = [(str(i), str(i), 1, 1, VERDICTS[0]) for i in range(7)]
    assert choose(*given)[1] == ["0", "1", "2", "3", "4"]


def test_a_verdict_that_depends_on_the_coding_is_left_out_and_the_page_says_so(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    given = [("a", "same", 1, 2, VERDICTS[0]), ("b", "depends", 2, 2, VERDICTS[1])]
    corpus, chosen = choose(*given)
    assert chosen == ["same"]
    assert "Only 1 meets this." in say_rule(corpus)


def test_without_a_reference_coding_none_is_asked_for(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    corpus, chosen = choose(("a", "one", 1, 2, VERDICTS[2]), gold=False)
    assert chosen == ["one"]
    assert "No reference coding stands beside these texts" in say_rule(corpus)


# The quotation and the one sentence


def test_the_quotation_is_a_sentence_behind_the_claim_with_its_marks(finding: Finding) -> None:
    quotation = pick_quotation(finding)
    assert quotation is not None
    text = finding.corpus.documents.set_index("document_id")["text"][quotation.document_id]
    keyed = finding.passages("idea").itertuples(index=False, name=None)
    assert (quotation.document_id, quotation.sentence_id) in list(keyed)
    assert [text[a:b] for a, b in quotation.stretches]


def test_a_finding_behind_which_no_sentence_stands_has_no_quotation(finding: Finding) -> None:
    assert pick_quotation(replace(finding, evidence=build_evidence([]))) is None


def test_a_claim_about_one_sentence_alone_rests_on_it(finding: Finding) -> None:
    one = replace(finding, focus="named")
    several = replace(finding, focus="idea")
    assert find_only_sentence(one) == ("news/report", 4)
    assert find_only_sentence(several) is None


# The page


def test_the_page_says_of_each_finding_how_firm_it_is(
    choose: Callable[..., tuple[Corpus, list[str]]], finding: Finding
) -> None:
    corpus, _ = choose(("a", "by-hand", 3, 4, VERDICTS[0]))
    html = unescape(re.sub(r"<[^>]+>", "", write_brief(corpus)))
    assert finding.claim.text() in html
    assert "“The one leads” holds in 3 of 4 settings" in " ".join(html.split())
    assert "same under both codings" in html
    assert "unmeasured here" in html
    assert "One finding" in html


def test_in_a_site_the_page_leads_to_findings_and_sentences(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    corpus, _ = choose(("a", "by-hand", 1, 1, VERDICTS[0]))
    texts = {d: f"texts/{i}.html" for i, d in enumerate(corpus.documents["document_id"])}
    html = write_brief(corpus, Beside(findings={"by-hand": "01.html"}, texts=texts))
    assert 'href="01.html#by-hand"' in html
    assert re.search(r'href="texts/\d\.html#s-\d+"', html)
    assert "href" not in re.sub(r'href="#main"', "", write_brief(corpus))


def test_of_a_text_held_back_only_marked_words_are_quoted(
    choose: Callable[..., tuple[Corpus, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, _ = choose(("a", "by-hand", 1, 1, VERDICTS[0]))
    monkeypatch.setattr("helpers.export.brief_page.shorten_passage", lambda _: "cut short")
    every = list(corpus.documents["document_id"])
    shown, held = write_brief(corpus), write_brief(corpus, Beside(withheld=every))
    assert "cut short" not in shown
    assert re.findall(r"<blockquote><p>(.*?)</p>", held, re.S) == ["cut short"]


def test_hostile_words_are_text_on_the_page(
    choose: Callable[..., tuple[Corpus, list[str]]],
) -> None:
    corpus, _ = choose(("a", "by-hand", 1, 1, VERDICTS[0]))
    documents = corpus.documents
    texts = [text.replace("the", "<b>") for text in documents["text"]]
    documents = documents.assign(title=HOSTILE, author=HOSTILE, genre=HOSTILE, text=texts)
    html = write_brief(replace(corpus, documents=documents, name=HOSTILE))
    assert html.count("<script") == 1
    assert "<img" not in html
    assert "<b>" not in re.sub(r"<b>(holds|Rests)", "", html)


def test_the_same_corpus_gives_the_same_page(tiny: Corpus) -> None:
    assert write_brief(tiny) == write_brief(tiny)


def test_pages_of_a_pdf_are_counted_and_not_their_tree() -> None:
    assert count_pages(b"<< /Type /Pages /Count 2 >> << /Type /Page >> <</Type/Page/A 1>>") == 2


# The command


def given_to(out: Path, *, pdf: bool = False) -> argparse.Namespace:
    return argparse.Namespace(corpus="tests/data/tiny", out=out, pdf=pdf)


def test_a_file_that_is_no_briefing_is_not_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.html"
    mine.write_text("keep")
    with pytest.raises(BriefError, match=r"mine\.html: it holds something else"):
        run_brief(given_to(mine))
    assert mine.read_text() == "keep"


def test_a_pdf_that_was_there_before_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.pdf").write_text("keep")
    with pytest.raises(BriefError, match=r"mine\.pdf: it holds something else"):
        run_brief(given_to(tmp_path / "mine.html", pdf=True))


def test_a_briefing_must_be_named_as_a_page(tmp_path: Path) -> None:
    with pytest.raises(BriefError, match=r"End its name in \.html"):
        run_brief(given_to(tmp_path / "brief.pdf"))


def test_without_a_browser_the_page_is_written_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("helpers.export.printing.find_browser", lambda: None)
    monkeypatch.setattr("helpers.export.brief_page.write_brief", lambda _: "<html lang='en'>")
    said = run_brief(given_to(tmp_path / "new" / "brief.html", pdf=True))
    assert (tmp_path / "new" / "brief.html").exists()
    assert "No Chromium was found" in said
