"""Print a page to PDF with a browser that is there already.

Comes in: a page on the disk. Goes out: a PDF, and how many pages it has. Must never know: what is
on the page.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge")
SIZES = ("", "small", "smallest")  # of the type, see brief.css
_SECONDS = 120
_PAGE = re.compile(rb"/Type\s*/Page(?![a-zA-Z])")


def find_browser() -> str | None:
    """Return the Chromium to print with, or None; the variable CHROMIUM names another."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, BROWSERS)), None)


def print_pdf(page: Path, browser: str) -> bytes:
    """Return a page printed as its own style says, without head or foot of the browser's.

    Raises
    ------
    RuntimeError
        When the browser gives no PDF, with what it said.
    """
    with tempfile.TemporaryDirectory(prefix="brief-") as folder:
        target = Path(folder) / "page.pdf"
        command = [browser, "--headless", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # a browser run by root starts in no other way
        done = subprocess.run(
            [*command, page.resolve().as_uri()], capture_output=True, timeout=_SECONDS, check=False
        )
        if not target.exists():
            said = done.stderr.decode("utf-8", "replace").strip()[-500:]
            raise RuntimeError(f"{Path(browser).name} printed nothing: {said}")
        return target.read_bytes()


def print_within(html: str, most: int, browser: str) -> tuple[str, bytes, int]:
    """Return a page, its PDF and how many pages that has, in type small enough for `most` pages.

    The page says with `data-print` how small; where even the smallest is too large, that is what
    comes back.
    """
    with tempfile.TemporaryDirectory(prefix="brief-") as folder:
        for size in SIZES:
            sized = html.replace("<html ", f'<html data-print="{size}" ' if size else "<html ", 1)
            page = Path(folder) / "page.html"
            page.write_text(sized, "utf-8", newline="\n")
            pdf = print_pdf(page, browser)
            n = count_pages(pdf)
            if n <= most:
                break
    return sized, pdf, n


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has that a Chromium printed.

    >>> count_pages(b"<</Type /Pages /Count 1>> <</Type /Page>>")
    1
    """
    return len(_PAGE.findall(pdf))
