"""What a reader takes away from a page: a link, a citation, data, a picture, and the site's files.

Comes in: a corpus and the HTML of a notebook's cells. Goes out: under each finding what cites and
downloads it; the files beside the pages. Must never know: how a finding was computed.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from html import unescape

from markupsafe import Markup

from helpers import __version__
from helpers.caveats import describe_gold
from helpers.corpus import Corpus, say_size
from helpers.export.cells import Body
from helpers.export.data_package import write_package
from helpers.export.pages import COLLECTION, Link, read_templates
from helpers.export.qda import write_codebook
from helpers.panels import hash_codebook, hash_corpus
from helpers.tables import list_sentences

TABLES_FILE = "tables.zip"
CODEBOOK_FILE = "codebook.qdc"
_FINDING = re.compile(
    r'<section class="rrc-finding [^"]*" id="(?P<id>[^"]*)".*?</section>', re.DOTALL
)
_QUESTION = re.compile(r'<h3 class="rrc-question[^"]*">(.*?)</h3>', re.DOTALL)
_CLAIM = re.compile(r'<p class="rrc-claim">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Origin:
    """What every citation and picture of a site says: how much was read, what, coded by whom."""

    size: str
    source: str
    coding: str


def describe_origin(corpus: Corpus) -> Origin:
    """Return what citations and pictures say of a corpus: size, version and hashes, coding."""
    n = len(list_sentences(corpus))
    size = f"n = {n:,} sentence{'' if n == 1 else 's'} in {say_size(corpus)}"
    source = (
        f"{COLLECTION} {__version__}; corpus “{corpus.name}”, sha256 "
        f"{hash_corpus(corpus)[:16]}; codebook sha256 {hash_codebook(corpus)[:16]}"
    )
    return Origin(size, source, f"Coded by rules. {describe_gold(corpus)}")


def add_takeaway(body: Body, page: str, origin: Origin) -> Body:
    """Return the cells of a page with, after each finding, what links, cites and downloads it.

    The parts that need a script are put there by `takeaway.js`; without it the link and the
    citation can be marked and copied.
    """

    seen: list[str] = []

    def add(match: re.Match[str]) -> str:
        seen.append(match["id"])
        return match[0] + _render(match, page, origin, first=len(seen) == 1)

    cells = tuple(replace(c, html=_FINDING.sub(add, c.html)) for c in body.cells)
    return replace(body, cells=cells)


def _render(match: re.Match[str], page: str, origin: Origin, *, first: bool) -> str:
    """Return what stands under one finding; the first of a page says what holds for all."""
    finding, html = match["id"], match[0]
    place = f"{page}#{unescape(finding)}"
    question, claim = _read(_QUESTION, html), _read(_CLAIM, html)
    citation = cite_finding(question, claim, place, origin)
    return str(
        read_templates()
        .get_template("takeaway.html.j2")
        .render(
            finding=Markup(finding),
            place=place,
            citation=citation,
            origin=origin if first else None,
        )
    )


def _read(pattern: re.Pattern[str], html: str) -> str:
    found = pattern.search(html)
    return " ".join(unescape(_TAG.sub("", found[1])).split()) if found else ""


def cite_finding(question: str, claim: str, place: str, origin: Origin) -> str:
    """Return the citation of a finding: what was asked and found, in what, where, coded how.

    >>> cite_finding("Why?", "In 2 of 3.", "a.html#why", Origin("n = 3", "C 1", "By rules."))
    '“Why?” In 2 of 3. C 1; n = 3. a.html#why. By rules.'
    """
    return f"“{question}” {claim} {origin.source}; {origin.size}. {place}. {origin.coding}"


def write_downloads(corpus: Corpus, withheld: Collection[str]) -> dict[str, bytes]:
    """Return the files that lie beside the pages: the tables as a zip, the codebook.

    `withheld` are the document_id of texts of which no word may be in them.
    """
    return {
        TABLES_FILE: write_package(corpus, withheld=withheld),
        CODEBOOK_FILE: write_codebook(corpus.codebook),
    }


def list_downloads() -> list[Link]:
    """Return the links of the first page to the files that lie beside it."""
    return [
        Link(TABLES_FILE, "The tables", "one zip of CSV files with a datapackage.json"),
        Link(CODEBOOK_FILE, "The codebook", "REFI-QDA, for QualCoder, NVivo and MAXQDA"),
    ]
