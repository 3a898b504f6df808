"""The command line: code a folder, run the notebooks, build the pages.

Comes in: arguments. Goes out: files, a line that says where they are, an exit code. Must never
know: how any of it is done.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from helpers.codebook import CodebookError
from helpers.commands_brief import add_brief, run_brief
from helpers.errors import ProblemsError

PROG = "python -m helpers"


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    parser = argparse.ArgumentParser(prog=PROG, description="Reading Root Causes")
    commands = parser.add_subparsers(dest="command", required=True)
    site = commands.add_parser("site", help="build the pages: one a notebook, one a text")
    site.add_argument("--corpus", default="seeds", help="folder of texts (default: seeds)")
    site.add_argument("--out", default="site", type=Path, help="where to (default: site)")
    site.add_argument("--notebooks", type=Path, help="folder of notebooks (default: the project's)")
    site.add_argument("--alone", action="store_true", help="each page one file, charts included")
    site.add_argument(
        "--quotations-only",
        action="store_true",
        help="of texts of third parties show the coding and what findings quote, not the text",
    )
    code = commands.add_parser("code", help="code texts into four tables, at any size")
    code.add_argument("corpus", help="folder of texts, or one .csv, .jsonl or .parquet file")
    code.add_argument("--out", required=True, type=Path, help="folder for the Parquet files")
    code.add_argument("--processes", type=int, default=1, help="processes at once (default: 1)")
    code.add_argument("--batch", type=int, default=250, help="texts a part (default: 250)")
    code.add_argument(
        "--scheduler",
        default="",
        help="hand the batches to Dask: local, or the address of a scheduler (tcp://...)",
    )
    check = commands.add_parser("check", help="say all that is wrong with a corpus, and the remedy")
    check.add_argument("corpus", help="folder of texts, or one .csv, .jsonl or .parquet file")
    add_brief(commands)
    _add_coding(commands)
    books = commands.add_parser("notebooks", help="run the notebooks in place, on the seeds")
    books.add_argument(
        "--notebooks", type=Path, help="folder of notebooks (default: the project's)"
    )
    return parser


def _add_coding(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `sample` and `agree`, the commands of a coding round."""
    sample = commands.add_parser("sample", help="draw a blind sheet of sentences to code by hand")
    sample.add_argument("corpus", help="folder of texts")
    sample.add_argument("--n", type=int, default=60, help="how many sentences (default: 60)")
    sample.add_argument("--seed", type=int, default=1, help="another seed, another draw")
    sample.add_argument("--out", type=Path, required=True, help="the sheet to write, .csv")
    agree = commands.add_parser("agree", help="compare two filled sheets; write a corpus's gold")
    agree.add_argument("first", type=Path, help="a filled sheet")
    agree.add_argument("second", type=Path, help="the same sheet filled by another")
    agree.add_argument("--settled", type=Path, help="what differs: written first, then read")
    agree.add_argument("--write", metavar="CORPUS", help="write gold/ into this folder of texts")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 where `check` finds problems, 2 where one stops a command."""
    given = make_parser().parse_args(arguments)
    try:
        said = _COMMANDS[given.command](given)
    except (ProblemsError, CodebookError) as error:
        print(f"{PROG} {given.command}: {error}", file=sys.stderr)
        return 2
    text, status = said if isinstance(said, tuple) else (said, 0)
    print(text)
    return status


def _code(given: argparse.Namespace) -> str:
    from helpers.coded import code_folder  # each command loads what it needs, and no more
    from helpers.inputs import find_texts

    said = code_folder(
        find_texts(given.corpus),
        given.out,
        processes=max(1, given.processes),
        batch=max(1, given.batch),
        scheduler=given.scheduler,
    )
    return f"{said}\nwritten to {given.out}"


def _check(given: argparse.Namespace) -> tuple[str, int]:
    from helpers.checking import check_corpus
    from helpers.inputs import find_texts

    report = check_corpus(find_texts(given.corpus))
    return str(report), int(bool(report.problems))


def _site(given: argparse.Namespace) -> str:
    from helpers.export.site import build_site

    home = build_site(
        given.corpus,
        given.out,
        notebooks=given.notebooks,
        alone=given.alone,
        quotations_only=given.quotations_only,
    )
    return f"The pages are here; open this file with a double-click:\n{home}"


def _sample(given: argparse.Namespace) -> str:
    from helpers.commands_coding import run_sample

    return run_sample(given)


def _agree(given: argparse.Namespace) -> str:
    from helpers.commands_coding import run_agree

    return run_agree(given)


def _notebooks(given: argparse.Namespace) -> str:
    from helpers.export.notebooks import refresh_notebooks
    from helpers.export.site import NOTEBOOKS

    changed = refresh_notebooks(given.notebooks or NOTEBOOKS)
    return f"{len(changed)} of the notebooks changed: {', '.join(changed) or 'none'}"


_COMMANDS: dict[str, Callable[[argparse.Namespace], str | tuple[str, int]]] = {
    "check": _check,
    "code": _code,
    "site": _site,
    "brief": run_brief,
    "notebooks": _notebooks,
    "sample": _sample,
    "agree": _agree,
}

if __name__ == "__main__":
    sys.exit(main())
