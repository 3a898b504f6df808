"""The site: every notebook and every text as a page, in one folder that opens by double-click.

Comes in: a corpus folder and the notebooks. Goes out: `index.html` and what it leads to. Must
never know: what a notebook shows or what a text says.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from helpers.brief import choose_findings
from helpers.coded import code_once
from helpers.corpus import PROJECT, Corpus, find_corpus, read_corpus
from helpers.documents import label_documents
from helpers.errors import Problem, ProblemsError
from helpers.export.beside import Beside
from helpers.export.brief_page import BRIEF_PAGE, write_brief
from helpers.export.brief_page import TITLE as BRIEFING
from helpers.export.cells import Body, read_body
from helpers.export.chosen import choose_texts, say_choice
from helpers.export.code_yourself import list_codings
from helpers.export.exporter import Place, render_body
from helpers.export.glossary import GLOSSARY_PAGE, link_terms
from helpers.export.lessons import LINKS as FOR_CLASSES
from helpers.export.lessons import PAGES as CLASS_PAGES
from helpers.export.lessons import Class, write_lessons
from helpers.export.notebooks import list_notebooks, run_notebooks
from helpers.export.pages import COLLECTION, GENERATOR, Link, list_assets
from helpers.export.predictions import list_puzzles
from helpers.export.search_page import SEARCH_PAGE, write_search
from helpers.export.takeaway import (
    add_takeaway,
    describe_origin,
    list_downloads,
    write_downloads,
)
from helpers.export.teaching import TEACHERS_PAGE
from helpers.export.text_pages import (
    CodedText,
    is_third_party,
    list_texts,
    name_page,
    render_text,
)
from helpers.export.twins import (
    IndexedFinding,
    index_findings,
    lead_to_texts,
    withhold_words,
)
from helpers.export.versions import describe_versions
from helpers.tables import list_code_names
from helpers.trust import measure_codes
from helpers.twin import badge_html

NOTEBOOKS = PROJECT / "notebooks"
TEXTS = "texts"
ASSETS = "assets"
WAYS = (
    Link(SEARCH_PAGE, "Search"),
    Link(BRIEF_PAGE, BRIEFING),
    Link(GLOSSARY_PAGE, "Glossary"),
    Link(TEACHERS_PAGE, "For teachers"),
)
TAKEN = CLASS_PAGES | {SEARCH_PAGE, BRIEF_PAGE}


class SiteError(ProblemsError):
    """The pages cannot be built as asked."""

    what = "site"


@dataclass(frozen=True)
class Book:
    """One notebook on its way to a page: the page's file name, its body, its findings."""

    page: str
    body: Body
    findings: tuple[IndexedFinding, ...]


def build_site(
    corpus: str | Path,
    out: Path,
    *,
    notebooks: Path | None = None,
    alone: bool = False,
    quotations_only: bool = False,
) -> Path:
    """Run copies of the notebooks on a corpus and write all pages; return the first one's path.

    Parameters
    ----------
    corpus : the corpus folder, as for `helpers.corpus.find_corpus`
    out : the folder to write; what an earlier run left there is replaced
    notebooks : folder of notebooks; the project's own when None
    alone : put the chart library into each page, so that a page can travel by itself
    quotations_only : of texts whose rights begin "third party" show the coding, and of their
        words only what findings mark, with a few words around

    Raises
    ------
    SiteError
        When there is no notebook, or `out` holds something else.
    """
    folder = find_corpus(corpus)
    paths = list_notebooks(notebooks or NOTEBOOKS)
    if not paths:
        remedy = "Name the folder that holds them with --notebooks."
        raise SiteError([Problem("notebooks", 0, "no .ipynb file in the folder", remedy)])
    _check_out(out)
    folder = code_once(folder)
    coded = read_corpus(folder)
    with ThreadPoolExecutor(1) as aside:
        prepared = aside.submit(prepare_pages, coded)
        executed = run_notebooks(paths, corpus=folder)
        prepared.result()
    books = read_books(paths, executed)
    return put_site(books, coded, out, alone=alone, quotations_only=quotations_only)


def prepare_pages(corpus: Corpus) -> None:
    """Find what the briefing and the pages for a class say, which asks nothing of notebooks.

    It is kept with the corpus, so that it can be done while the notebooks run.
    """
    choose_findings(corpus)
    list_puzzles(corpus)
    list_codings(corpus)


def put_site(
    books: Sequence[Book], corpus: Corpus, out: Path, *, alone: bool, quotations_only: bool
) -> Path:
    """Write the pages of notebooks that have run, and what lies beside them; return the first."""
    pages = write_site(books, corpus, alone=alone, quotations_only=quotations_only)
    _write_pages(out, pages, alone=alone)
    held = _withhold(corpus, quotations_only)
    for name, content in write_downloads(corpus, held.values()).items():
        (out / name).write_bytes(content)
    return (out / "index.html").resolve()


def read_books(paths: Sequence[Path], executed: Sequence[NotebookNode]) -> list[Book]:
    """Return the notebooks as bodies of pages; the first becomes `index.html`."""
    names = {p.name: "index.html" if i == 0 else f"{p.stem}.html" for i, p in enumerate(paths)}
    _check_names(names)
    books = []
    for path, notebook in zip(paths, executed, strict=True):
        body = read_body(notebook, pages=names, name=path.stem)
        found = index_findings("".join(cell.html for cell in body.cells))
        books.append(Book(names[path.name], body, tuple(found)))
    return books


def _check_names(names: Mapping[str, str]) -> None:
    remedy = "Give the notebook another name: a page of the site is called so."
    found = "its page would take the place of another"
    problems = [Problem(n, 0, found, remedy) for n, page in names.items() if page in TAKEN]
    if problems:
        raise SiteError(problems)


def write_site(
    books: Sequence[Book], corpus: Corpus, *, alone: bool, quotations_only: bool
) -> dict[str, str]:
    """Return the HTML of each page by its address in the site, whatever the disk holds."""
    passages = _list_passages(books)
    chosen = choose_texts(corpus, passages)
    texts = list_texts(corpus, chosen)
    addresses = [""] * len(corpus.documents)
    for i, text in zip(chosen, texts, strict=True):
        addresses[i] = f"{TEXTS}/{name_page(text.document['document_id'])}"
    ids = list(corpus.documents["document_id"])
    held = _withhold(corpus, quotations_only)
    beside = Beside(
        findings={f.finding_id: book.page for book in reversed(books) for f in book.findings},
        texts=dict(zip(ids, addresses, strict=True)),
        withheld=set(held.values()),
        assets="" if alone else ASSETS,
        home=Link("index.html", COLLECTION),
        ways=WAYS,
        notes=describe_versions(corpus),
    )
    pages = _write_books(books, corpus, addresses, set(held), beside)
    numbered = dict(zip(chosen, texts, strict=True))
    pages |= _write_texts(corpus, numbered, passages, beside)
    lessons = Class(corpus, [(book.page, book.body) for book in books], beside)
    html, files = write_search(corpus, beside)
    pages |= write_lessons(lessons) | {SEARCH_PAGE: html}
    pages |= {f"{ASSETS}/{name}": text for name, text in files.items()}
    return pages | {BRIEF_PAGE: write_brief(corpus, beside)}


def _write_books(
    books: Sequence[Book],
    corpus: Corpus,
    addresses: Sequence[str],
    hidden: set[int],
    beside: Beside,
) -> dict[str, str]:
    """Return the pages of the notebooks; the first is home, with links to all that there is."""
    origin = describe_origin(corpus)
    links = _list_links(books, corpus, addresses)
    pages = {}
    for i, book in enumerate(books):
        place = Place(
            beside if i else replace(beside, home=None),
            previous=_link_book(books[i - 1]) if i else None,
            next=_link_book(books[i + 1]) if i + 1 < len(books) else None,
            links=() if i else links,
        )
        body = add_takeaway(link_terms(book.body), book.page, origin)
        pages[book.page] = render_body(_lead_on(body, addresses, hidden), place)
    return pages


def _write_texts(
    corpus: Corpus,
    texts: Mapping[int, CodedText],
    passages: Mapping[int, Mapping[int, Sequence[Link]]],
    beside: Beside,
) -> dict[str, str]:
    """Return the pages of texts, given by number; they lie one folder down."""
    badge = badge_html(measure_codes(corpus, list_code_names(corpus)))
    below = beside.below()
    return {
        beside.texts[text.document["document_id"]]: render_text(
            text,
            corpus,
            findings=passages.get(i, {}),
            badge=badge,
            beside=below,
        )
        for i, text in texts.items()
    }


def _withhold(corpus: Corpus, quotations_only: bool) -> dict[int, str]:
    """Return the texts whose words stay out: number in the corpus, document_id."""
    rights = corpus.documents["rights"].fillna("")
    ids = zip(corpus.documents["document_id"], rights, strict=True)
    return {i: d for i, (d, r) in enumerate(ids) if quotations_only and is_third_party(r)}


def _lead_on(body: Body, addresses: Sequence[str], hidden: set[int]) -> Body:
    def change(html: str) -> str:
        return lead_to_texts(withhold_words(html, hidden), addresses)

    return replace(body, cells=tuple(replace(c, html=change(c.html)) for c in body.cells))


def _link_book(book: Book) -> Link:
    return Link(book.page, book.body.title)


def _list_links(
    books: Sequence[Book], corpus: Corpus, addresses: Sequence[str]
) -> list[tuple[str, list[Link]]]:
    labels = label_documents(corpus.documents)
    texts = [
        Link(
            address,
            row["title"],
            f"{labels[row['document_id']]} · {row['rights'] or 'rights not recorded'}",
        )
        for address, row in zip(
            addresses, corpus.documents.fillna("").to_dict("records"), strict=True
        )
        if address
    ]
    return [
        ("All notebooks", [_link_book(b) for b in books]),
        (say_choice(corpus), texts),
        ("For a class", list(FOR_CLASSES)),
        ("To take away", list_downloads()),
    ]


def _list_passages(books: Sequence[Book]) -> dict[int, dict[int, list[Link]]]:
    """Return, by text and sentence, the findings that quote the sentence."""
    fed: dict[int, dict[int, list[Link]]] = {}
    for book in books:
        for finding in book.findings:
            link = Link(f"../{book.page}#{finding.finding_id}", finding.question)
            for document, sentence in sorted(finding.passages):
                fed.setdefault(document, {}).setdefault(sentence, []).append(link)
    return fed


def _check_out(out: Path) -> None:
    if not out.exists():
        return
    home = out / "index.html"
    ours = home.is_file() and f'content="{GENERATOR}"' in home.read_text("utf-8", "replace")[:4000]
    if not out.is_dir() or (any(out.iterdir()) and not ours):
        remedy = "Name an empty folder, or one that an earlier run made, with --out."
        raise SiteError([Problem(out.name, 0, "it holds something else than these pages", remedy)])


def _write_pages(out: Path, pages: dict[str, str], *, alone: bool) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in (TEXTS, ASSETS):
        shutil.rmtree(out / old, ignore_errors=True)
    for page in out.glob("*.html"):
        page.unlink()
    if not alone:
        (out / ASSETS).mkdir()
        for name, text in list_assets().items():
            (out / ASSETS / name).write_text(text, "utf-8", newline="\n")
    (out / TEXTS).mkdir()
    for address, html in pages.items():
        (out / address).write_text(html, "utf-8", newline="\n")
