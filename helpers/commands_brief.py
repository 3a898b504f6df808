"""The command that writes a briefing, and prints it where a browser is found.

Comes in: the parser, and then arguments. Goes out: a page, perhaps a PDF, and what to do next.
Must never know: what is on the page.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers.errors import Problem, ProblemsError

PAGES = 2


class BriefError(ProblemsError):
    """The briefing cannot be written as asked."""

    what = "briefing"


def add_brief(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `brief` to the command line."""
    brief = commands.add_parser("brief", help="write a briefing: two pages to print")
    brief.add_argument("--corpus", default="seeds", help="folder of texts (default: seeds)")
    brief.add_argument(
        "--out", default="brief.html", type=Path, help="the page to write (default: brief.html)"
    )
    brief.add_argument("--pdf", action="store_true", help="print it too, if a Chromium is found")


def run_brief(given: argparse.Namespace) -> str:
    """Write a briefing as one page that stands alone; with `--pdf` the same beside it as PDF."""
    from helpers.coded import code_once
    from helpers.corpus import find_corpus, read_corpus
    from helpers.export.brief_page import write_brief
    from helpers.export.pages import GENERATOR
    from helpers.export.printing import find_browser, print_within

    out: Path = given.out
    _check_out(out, f'content="{GENERATOR}"', pdf=given.pdf)
    html = write_brief(read_corpus(code_once(find_corpus(given.corpus))))
    said = []
    if given.pdf:
        browser = find_browser()
        if browser is None:
            said.append("No Chromium was found: open the page and print it from there.")
        else:
            html, pdf, n = print_within(html, PAGES, browser)
            out.parent.mkdir(parents=True, exist_ok=True)
            out.with_suffix(".pdf").write_bytes(pdf)
            said.append(f"Printed on {n} pages: {out.with_suffix('.pdf')}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(html, "utf-8", newline="\n")
    return "\n".join([f"The briefing is here: {out}", *said])


def _check_out(out: Path, ours: str, *, pdf: bool) -> None:
    """Refuse to write over what is not an earlier briefing."""
    taken = out.is_dir() or (out.exists() and ours not in out.read_text("utf-8", "replace")[:4000])
    if taken or (pdf and not out.exists() and out.with_suffix(".pdf").exists()):
        name = out.name if taken else out.with_suffix(".pdf").name
        remedy = "Name another file with --out; nothing is written over."
        raise BriefError([Problem(name, 0, "it holds something else than a briefing", remedy)])
    if out.suffix.lower() not in (".html", ".htm"):
        remedy = "End its name in .html; the PDF gets the same name."
        raise BriefError([Problem(out.name, 0, "the briefing is a page", remedy)])
