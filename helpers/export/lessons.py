"""The pages for a class: a lesson, a sheet and its key, a glossary, a page for teachers.

Comes in: a corpus and the notebooks' pages. Goes out: HTML by address. Must never know: what a
finding says or a text is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from helpers.corpus import Corpus
from helpers.evidence import is_small, store_html
from helpers.export.beside import Beside
from helpers.export.cells import Body, Heading
from helpers.export.code_yourself import Exercise, exercise_html, pick_exercise
from helpers.export.glossary import GLOSSARY_PAGE, glossary_html
from helpers.export.pages import Link, Page, read_templates, render_page
from helpers.export.predictions import Puzzle, list_puzzles
from helpers.export.sheet import KEY_PAGE, SHEET_PAGE, Sheet, key_html, make_sheet, sheet_html
from helpers.export.teaching import (
    TEACHERS_PAGE,
    list_confusions,
    list_differences,
    list_rulings,
    read_minutes,
    teachers_html,
)
from helpers.export.twins import lead_to_findings, lead_to_texts, thin_twins, withhold_words
from helpers.findings import Finding
from helpers.twin import finding_html

LESSON_PAGE = "lessons.html"
MOST_ANSWER = 75_000  # characters; of a longer answer the table is left to its notebook
_LISTS = re.compile(r'<details class="rrc-behind">.*(?=</section>)', re.DOTALL)
_ID = re.compile(r'\bid="([^"]+)"')
_TO_LIST = re.compile(r'href="#([^"]+--\d+)"')
LINKS = (
    Link(TEACHERS_PAGE, "For teachers", "two plans, what is easily got wrong"),
    Link(LESSON_PAGE, "The lesson", "predict and reveal, code it yourself"),
    Link(SHEET_PAGE, "A sheet to print"),
    Link(KEY_PAGE, "Its key"),
    Link(GLOSSARY_PAGE, "Glossary", "the words of these pages, and the codes"),
    Link("index.html#slides", "Slides", "of this page; every notebook has them, at its top"),
)
PAGES = frozenset(link.href for link in LINKS if "#" not in link.href)


@dataclass(frozen=True)
class Class:
    """What the pages for a class are made from.

    `books` are (address, body) of the notebook pages.
    """

    corpus: Corpus
    books: Sequence[tuple[str, Body]]
    beside: Beside

    @property
    def addresses(self) -> list[str]:
        """The pages of the texts in the order of the corpus, "" for a text without one."""
        return [self.beside.texts.get(d, "") for d in self.corpus.documents["document_id"]]

    @property
    def hidden(self) -> set[int]:
        """The numbers of the texts whose words stay out."""
        ids = enumerate(self.corpus.documents["document_id"])
        return {i for i, d in ids if d in self.beside.withheld}


def write_lessons(given: Class) -> dict[str, str]:
    """Return the pages for a class by their address in the site."""
    exercise = pick_exercise(given.corpus, given.addresses, hidden=given.hidden)
    sheet = make_sheet(given.corpus, hidden=given.hidden)
    words, headings = glossary_html(given.corpus.codebook)
    teaching = _teach(given, exercise, sheet)
    page = given.beside.frame(Page("", Markup(), kind="lesson"))
    lesson = _lesson_html(given, list_puzzles(given.corpus), exercise)
    return {
        LESSON_PAGE: render_page(replace(page, title="A lesson", html=lesson)),
        SHEET_PAGE: render_page(
            replace(page, title="A sheet to print", html=sheet_html(sheet, given.corpus))
        ),
        KEY_PAGE: render_page(
            replace(page, title="Key to the sheet", html=key_html(sheet, given.corpus))
        ),
        GLOSSARY_PAGE: render_page(replace(page, title="Glossary", html=words, headings=headings)),
        TEACHERS_PAGE: render_page(
            replace(page, title="For teachers", html=teaching, headings=_TEACHERS_HEADINGS)
        ),
    }


_TEACHERS_HEADINGS = (
    Heading(2, "What there is", "what-there-is"),
    Heading(2, "45 minutes", "plan-45"),
    Heading(2, "90 minutes", "plan-90"),
    Heading(2, "What is easily got wrong", "easily-wrong"),
    Heading(3, "Where two codings differed", "where-codings-differed"),
    Heading(3, "Where a rule decides", "where-a-rule-decides"),
    Heading(3, "What a code leaves out", "what-a-code-leaves-out"),
)


def _teach(given: Class, exercise: Exercise, sheet: Sheet) -> Markup:
    corpus = given.corpus
    return teachers_html(
        corpus,
        [(address, body.title, read_minutes(body)) for address, body in given.books],
        _list_anchors(given.books),
        differences=list_differences(corpus, given.addresses, hidden=given.hidden),
        rulings=list_rulings(corpus, given.addresses, hidden=given.hidden),
        confusions=list_confusions(corpus.codebook),
        n_items=len(exercise.items),
        n_lines=len(sheet.lines),
    )


def _list_anchors(books: Sequence[tuple[str, Body]]) -> set[str]:
    """Return what steps of a plan may lead to on notebook pages: headings, and the slides."""
    headings = {f"{address}#{h.anchor}" for address, body in books for h in body.headings}
    return headings | {f"{address}#slides" for address, _ in books}


def _lesson_html(given: Class, puzzles: Sequence[Puzzle], exercise: Exercise) -> Markup:
    asked = [
        {
            "predictions": puzzle.predictions,
            "html": Markup(_answer_html(given, puzzle.finding)),
            "link": _link_finding(given, puzzle),
        }
        for puzzle in puzzles
    ]
    templates = read_templates()
    predictions = templates.get_template("predictions.html.j2").render(
        puzzles=asked, small=is_small(given.corpus)
    )
    [predictions, store] = thin_twins([predictions, store_html(given.corpus)])
    whole = templates.get_template("lesson.html.j2").render(
        predictions=Markup(predictions),
        exercise=exercise_html(exercise, given.corpus),
        store=Markup(store) if puzzles and is_small(given.corpus) else "",
    )
    return Markup(lead_to_texts(withhold_words(whole, given.hidden), given.addresses))


def _answer_html(given: Class, finding: Finding) -> str:
    """Return what a question's answer shows of its finding, at a length that many texts allow.

    Where the page holds every sentence, numbers open them from there, without lists of their own;
    of a large corpus the claim stands alone, and its numbers lead to the finding.
    """
    place = given.beside.findings.get(finding.finding_id, "")
    if not is_small(given.corpus):
        claim = lead_to_findings(finding.claim.html(), {finding.finding_id: place})
        return f'<p class="lesson-claim" id="{finding.finding_id}">{claim}</p>'
    html = finding_html(finding)
    if len(html) > MOST_ANSWER:
        html = finding_html(replace(finding, table=finding.table.iloc[:0]))
    html = _LISTS.sub("", html)
    held = set(_ID.findall(html))
    leads = f"{place}#{finding.finding_id}"
    return _TO_LIST.sub(lambda m: m[0] if m[1] in held else f'href="{leads}"', html)


def _link_finding(given: Class, puzzle: Puzzle) -> Link | None:
    page = given.beside.findings.get(puzzle.finding.finding_id)
    if page is None:
        return None
    return Link(f"{page}#{puzzle.finding.finding_id}", "The finding whole, with its chart")
