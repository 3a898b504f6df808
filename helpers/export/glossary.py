"""The glossary: what the words of these pages mean, and links to it where a page first uses one.

Comes in: `helpers/facts/glossary.csv`, the codebook, HTML of our own prose. Goes out: the glossary
as HTML, the prose with links. Must never know: a text or a finding.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from helpers.codebook import Codebook
from helpers.csvfiles import read_rows
from helpers.errors import Problem, ProblemsError
from helpers.export.cells import Body, Heading
from helpers.export.pages import read_templates

GLOSSARY_PAGE = "glossary.html"
COLUMNS = ("term", "forms", "meaning", "see")
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)")
_NEVER_IN = frozenset(
    ("a", "blockquote", "button", "cite", "code", "h1", "h2", "h3", "h4", "h5", "h6", "label")
    + ("pre", "q", "script", "style", "summary")
)
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’(?!\w)")
_OURS = re.compile(
    r'<p class="rrc-badge[^"]*">.*?</p>|<p class="rrc-reference[^"]*"><b>[^<]*</b>', re.DOTALL
)


class GlossaryError(ProblemsError):
    """The glossary cannot be read as it is."""

    what = "glossary"


class Term(NamedTuple):
    """A word of these pages: how it is written, its other forms, what it means, what goes with it.

    `anchor` is its id on the glossary's page.
    """

    term: str
    forms: tuple[str, ...]
    meaning: str
    see: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of the term on the glossary's page."""
        return "term-" + "-".join(re.findall(r"\w+", self.term.lower()))


def read_glossary(path: Path | None = None) -> tuple[Term, ...]:
    """Return the terms of a glossary file (the project's own by default), sorted by term.

    Raises
    ------
    GlossaryError
        With every row that lacks a term or meaning, comes twice, or refers to no term.
    """
    return _read_glossary() if path is None else check_glossary(path)


@lru_cache
def _read_glossary() -> tuple[Term, ...]:
    return check_glossary(Path(str(files("helpers").joinpath("facts/glossary.csv"))))


def check_glossary(path: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary file, or raise `GlossaryError` with all that is wrong."""
    rows, problems = read_rows(path, COLUMNS, ())
    terms: list[tuple[int, Term]] = []
    taken: dict[str, int] = {}
    for line, row in rows if not problems else ():
        term = Term(row["term"], _list(row["forms"]), row["meaning"], _list(row["see"]))
        for column in ("term", "meaning"):
            if not row[column]:
                problems.append(Problem(path.name, line, f"no {column}", "Fill the cell."))
        for form in (term.term, *term.forms):
            if form.lower() in taken:
                found = f"{form!r} stands in line {taken[form.lower()]} already"
                problems.append(Problem(path.name, line, found, "Remove one of the two."))
            taken.setdefault(form.lower(), line)
        terms.append((line, term))
    known = {term.term for _, term in terms}
    for line, term in terms:
        for other in term.see:
            if other not in known:
                remedy = "Name a term of the first column, or leave it out."
                problems.append(
                    Problem(path.name, line, f"see {other!r}, which is no term", remedy)
                )
    if problems:
        raise GlossaryError(problems)
    return tuple(sorted((term for _, term in terms), key=lambda term: term.term.lower()))


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def glossary_html(codebook: Codebook) -> tuple[Markup, list[Heading]]:
    """Return the body of the glossary's page and its headings: the words, then the codes."""
    terms = read_glossary()
    anchors = {term.term: term.anchor for term in terms}
    headings = [Heading(2, "The words", "the-words"), Heading(2, "The codes", "the-codes")]
    html = (
        read_templates()
        .get_template("glossary.html.j2")
        .render(terms=terms, anchors=anchors, codes=codebook.codes)
    )
    return Markup(html), headings


class TermLinker:
    """Puts, at the first use of each term on a page, a link to the glossary.

    Links only in running prose: never in a heading, a link, code or anything quoted.
    """

    def __init__(self, terms: Sequence[Term] | None = None, *, page: str = GLOSSARY_PAGE) -> None:
        terms = read_glossary() if terms is None else terms
        self._page = page
        self._left = {form.lower(): t for t in terms for form in (t.term, *t.forms)}

    def link_prose(self, html: str) -> str:
        """Return HTML of our own prose with the terms that this page has not met yet as links."""
        depth: dict[str, int] = {}
        pieces = []
        for piece in _TAG.split(html):
            if piece.startswith("<"):
                found = _NAME.match(piece)
                if found and found[1].lower() in _NEVER_IN:
                    name = found[1].lower()
                    depth[name] = max(0, depth.get(name, 0) + (-1 if piece[1] == "/" else 1))
                pieces.append(piece)
            else:
                pieces.append(piece if any(depth.values()) else self._link_text(piece))
        return "".join(pieces)

    def link_errors(self, html: str) -> str:
        """Return the HTML of computed cells with links in the lines that say how far to trust it.

        These lines are ours; anything else in a computed cell may be a text's own words.
        """
        return _OURS.sub(lambda match: self.link_prose(match[0]), html)

    def _link_text(self, text: str) -> str:
        if not text.strip() or not self._left:
            return text
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        pieces, place = [], 0
        for match in self._pattern().finditer(text):
            term = self._left.get(match[0].lower())
            if term is None or any(a <= match.start() < b for a, b in quoted):
                continue
            self._left = {form: t for form, t in self._left.items() if t is not term}
            pieces += [text[place : match.start()], self._link(term, match[0])]
            place = match.end()
        return "".join([*pieces, text[place:]])

    def _pattern(self) -> re.Pattern[str]:
        forms = sorted(self._left, key=lambda form: (-len(form), form))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])", re.I)

    def _link(self, term: Term, words: str) -> str:
        return f'<a class="term" href="{self._page}#{term.anchor}">{words}</a>'


def link_terms(body: Body) -> Body:
    """Return the cells of a notebook with links to the glossary where a term is first used."""
    linker = TermLinker()
    cells = []
    for cell in body.cells:
        link = linker.link_prose if cell.kind == "markdown" else linker.link_errors
        cells.append(replace(cell, html=link(cell.html)))
    return replace(body, cells=tuple(cells))
