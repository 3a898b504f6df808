"""The briefing: two pages to print, from the findings that hold most firmly.

Comes in: a corpus, and where its findings and texts lie in a site, if there is one. Goes out: a
page. Must never know: how a finding was computed or chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers.brief import Chosen, choose_findings, say_rule
from helpers.corpus import Corpus, say_size
from helpers.documents import label_documents
from helpers.evidence import ShownText, cut_sentence, say_voice, show_texts
from helpers.export.beside import Beside
from helpers.export.pages import Page, read_templates, render_page
from helpers.export.takeaway import describe_origin
from helpers.export.twins import shorten_passage
from helpers.readings.meanings import tabulate_meanings
from helpers.tables import list_documents_by_date, list_sentences
from helpers.trust import Badge

BRIEF_PAGE = "brief.html"
TITLE = "Briefing"
QUESTION = "What do these texts mean by “root causes”, and what would they do about them?"
MOST_TEXTS = 8
MOST_REMEDIES = 3
LONGEST_CLAIM = 600


class Brief(NamedTuple):
    """One finding as the page shows it."""

    question: str
    link: str
    claim: str
    statement: str
    holds: str
    verdict: str
    badge: str
    quoted: Markup
    place: str
    place_link: str
    voice: str
    rests: str


class TextRow(NamedTuple):
    """One text of the first table."""

    label: str
    link: str
    title: str
    maker: str
    genre: str
    written: str
    n_sentences: int


class MeaningRow(NamedTuple):
    """One text of the second table: each cell in words."""

    label: str
    words: str
    causes: str
    remedies: str
    voices: str


def write_brief(corpus: Corpus, beside: Beside | None = None) -> str:
    """Return the briefing of a corpus as a page, that of the site if what lies `beside` is given.

    Five findings, one quotation each, two tables and the limits: two pages of A4 when printed.
    """
    beside = beside or Beside()
    origin = describe_origin(corpus)
    html = (
        read_templates()
        .get_template("brief.html.j2")
        .render(
            question=QUESTION,
            corpus=corpus.name,
            texts=list_texts(corpus, beside),
            texts_more=_say_more(len(corpus.documents), "by date"),
            findings=[show_brief(chosen, beside) for chosen in choose_findings(corpus)],
            rule=say_rule(corpus),
            meanings=list_meanings(corpus),
            meanings_more=_say_more(len(tabulate_meanings(corpus)), "by date"),
            limits=list_limits(corpus),
            origin=origin,
        )
    )
    return render_page(beside.frame(Page(TITLE, Markup(html), kind="brief")))


def _say_more(n: int, how: str) -> str:
    return f"The first {MOST_TEXTS} of {n:,}, {how}." if n > MOST_TEXTS else ""


def show_brief(chosen: Chosen, beside: Beside) -> Brief:
    """Return a chosen finding as the page shows it."""
    finding, quotation = chosen.finding, chosen.quotation
    text = show_texts(finding.corpus, [quotation.document_id])[quotation.document_id]
    start, end = text.sentences[quotation.sentence_id]
    quoted = mark_sentence(text, quotation.sentence_id, quotation.stretches)
    if quotation.document_id in beside.withheld:
        quoted = Markup(shorten_passage(str(quoted)))
    place_link = _lead_to(beside.texts, quotation.document_id, f"s-{quotation.sentence_id}")
    choices = finding.choices
    labels = label_documents(finding.corpus.documents)
    return Brief(
        question=finding.question,
        link=_lead_to(beside.findings, finding.finding_id, finding.finding_id),
        claim=cut_claim(finding.claim.text()),
        statement=choices.statement if choices else "",
        holds=f"holds in {choices.k:,} of {choices.of:,} settings" if choices else "",
        verdict=finding.said_verdict,
        badge=say_badge(finding.badge),
        quoted=quoted,
        place=text.place(quotation.sentence_id),
        place_link=place_link,
        voice=say_voice(text, quotation.stretches or [(start, end)]),
        rests=_say_rest(chosen, labels),
    )


def _lead_to(pages: Mapping[str, str], name: str, anchor: str) -> str:
    return f"{pages[name]}#{anchor}" if pages.get(name) else ""


def _say_rest(chosen: Chosen, labels: Mapping[str, str]) -> str:
    if chosen.rests_on is None:
        return ""
    document_id, sentence_id = chosen.rests_on
    return f"Rests on one sentence: {labels[document_id]}, sentence {sentence_id}."


def mark_sentence(
    text: ShownText, sentence_id: int, stretches: Sequence[tuple[int, int]]
) -> Markup:
    """Return a sentence as HTML, marked where the stretches lie, each blank one blank."""
    pieces = cut_sentence(text, sentence_id, stretches)
    html = Markup()
    for piece, _, _, marked in pieces:
        html += Markup("<mark>{}</mark>").format(piece) if marked else piece
    joined = str(html).replace("</mark><mark>", "")
    return Markup(" ".join(joined.split()))


def cut_claim(claim: str) -> str:
    """Return a claim; of a long one the beginning, and dots.

    >>> cut_claim("One two. " * 200)[-10:]
    'two. One …'
    """
    if len(claim) <= LONGEST_CLAIM:
        return claim
    return claim[:LONGEST_CLAIM].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def say_badge(badge: Badge) -> str:
    """Return a badge in a few words: found of made, found of there, and on which texts.

    >>> say_badge(Badge(("D-ROOT",), True, 9, 10, 12, True))
    'codes: precision 9 of 10, recall 9 of 12, in-sample'
    """
    if not badge.measured or not badge.codes:
        return "unmeasured here"
    where = "in-sample" if badge.in_sample else "on texts the rules were not developed on"
    return (
        f"{badge.unit}: precision {badge.hits} of {badge.n_patterns}, "
        f"recall {badge.hits} of {badge.n_gold}, {where}"
    )


def list_texts(corpus: Corpus, beside: Beside) -> list[TextRow]:
    """Return the texts by date, at most eight."""
    labels = label_documents(corpus.documents)
    sizes = list_sentences(corpus).groupby("document_id").size()
    documents = corpus.documents.fillna("").set_index("document_id")
    rows = []
    for document_id in list_documents_by_date(corpus)[:MOST_TEXTS]:
        row = documents.loc[document_id]
        first, last = row["date_from"], row["date_to"]
        written = "unknown" if not first else first if first == last else f"{first} to {last}"
        rows.append(
            TextRow(
                labels[document_id],
                beside.texts.get(document_id, ""),
                row["title"],
                row["publisher"] or row["author"] or "not said",
                row["genre"] or row["publisher_type"] or "not said",
                written,
                int(sizes.get(document_id, 0)),
            )
        )
    return rows


def list_meanings(corpus: Corpus) -> list[MeaningRow]:
    """Return what each text means by root causes, at most eight texts."""
    rows = []
    for row in tabulate_meanings(corpus).head(MOST_TEXTS).to_dict("records"):
        causes, remedies = (_count_codes(corpus, row[c]) for c in ("causes", "remedies"))
        more = "" if len(remedies) <= MOST_REMEDIES else " …"
        rows.append(
            MeaningRow(
                row["text"],
                "; ".join(row["words"]) or "never in words",
                "; ".join(causes) or "none",
                ("; ".join(remedies[:MOST_REMEDIES]) or "none") + more,
                "; ".join(row["voices"]) or "—",
            )
        )
    return rows


def _count_codes(corpus: Corpus, counted: Sequence[tuple[Any, int]]) -> list[str]:
    known = {c.code: c.label for c in corpus.codebook.codes}
    return [f"{known.get(code, code)} {n}" for code, n in counted]


def list_limits(corpus: Corpus) -> list[str]:
    """Return what these findings cannot tell, in sentences."""
    by, kinds = (
        int(corpus.documents[c].replace("", pd.NA).nunique()) for c in ("publisher", "genre")
    )
    limits = [
        f"{say_size(corpus)}{'' if corpus.of_texts else ', chosen and not sampled'}: nothing here "
        "can be carried over to other texts, and nothing is a trend.",
        f"They come from {by:,} publisher{'s' if by != 1 else ''} in {kinds:,} "
        f"genre{'s' if kinds != 1 else ''}: what differs between two may be owed to writer, "
        "genre or year.",
        "A count says what the texts say, not what happened, nor what anyone wanted.",
        "Settings are the defensible ways to count: which coding, whose words, titles, names and "
        "aims in or out.",
    ]
    return limits
