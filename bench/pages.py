"""How long the pages of a site take to open, and their evidence to open, one site beside another.

Comes in: folders of sites. Goes out: a table of medians in milliseconds and ratios to the first.
Must never know: what a page shows.
"""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PAGES = ("index.html", "03_*.html", "05_*.html", "search.html")
OPENS = ".rrc-opens summary, details summary"
_LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
_OPEN = """(selector) => {
    const began = performance.now();
    const summary = document.querySelector(selector);
    if (!summary) return null;
    summary.click();
    summary.getBoundingClientRect();
    document.body.offsetHeight;
    return performance.now() - began;
}"""


def measure(page: Page, path: Path) -> tuple[float, float | None]:
    """Return milliseconds to the load event, and from a click to evidence laid out (or None)."""
    page.goto(path.as_uri(), wait_until="load")
    page.wait_for_function(f"({_LOADED})() > 0")
    return page.evaluate(_LOADED), page.evaluate(_OPEN, OPENS)


def measure_rounds(browser: Browser, path: Path, rounds: int) -> tuple[float, str]:
    """Return the medians of `measure`, each round in a browser context of its own."""
    found = []
    for _ in range(rounds):
        context = browser.new_context()
        found.append(measure(context.new_page(), path))
        context.close()
    opened = [two for _, two in found if two is not None]
    click = f"{statistics.median(opened):.0f}" if opened else "none"
    return statistics.median(one for one, _ in found), click


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    print("| page | site | MB | load ms | evidence ms | load, times the first |")
    print("|---|---|---|---|---|---|")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for pattern in PAGES:
            first = 0.0
            for path in (p for site in options.sites for p in sorted(site.resolve().glob(pattern))):
                load, click = measure_rounds(browser, path, options.rounds)
                first = first or load
                cells = (path.name, path.parent.name, f"{path.stat().st_size / 1e6:.2f}")
                print("|", " | ".join((*cells, f"{load:.0f}", click, f"{load / first:.2f}")), "|")
        browser.close()


if __name__ == "__main__":
    main()
