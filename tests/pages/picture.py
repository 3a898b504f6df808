"""The picture on the README's first screen: the first page of the site, as Chromium shows it.

Comes in: a page, by default `site/index.html`. Goes out: a PNG, by default `docs/start.png`. Must
never know: what the page shows.

    make picture
    .venv/bin/python -m tests.pages.picture --page site/index.html --out docs/start.png
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.pages.conftest import CHROMIUM, DRAWN, LEFT_OUT, PROJECT

SIZE = {"width": 1280, "height": 900}
MARGIN = 24  # pixels below the chart
CHART = "() => document.querySelector('.rrc-chart').getBoundingClientRect().bottom + scrollY"


def take_picture(page: Page, url: str, out: Path) -> None:
    """Write the top of a page, down to the end of its first chart if that is near, as a PNG."""
    page.set_viewport_size(SIZE)
    page.goto(url)
    page.wait_for_function(DRAWN)
    charted = page.locator(".rrc-chart").count() > 0
    end = page.evaluate(CHART) + MARGIN if charted else SIZE["height"]
    height = int(end) if end < 2 * SIZE["height"] else SIZE["height"]
    page.screenshot(
        path=out,
        full_page=True,
        clip={"x": 0, "y": 0, "width": SIZE["width"], "height": height},
        animations="disabled",
    )


def main() -> int:
    """Take the picture; return 0, or 2 where there is no browser or no page."""
    parser = argparse.ArgumentParser(description="The README's picture")
    parser.add_argument("--page", type=Path, default=PROJECT / "site" / "index.html")
    parser.add_argument("--out", type=Path, default=PROJECT / "docs" / "start.png")
    given = parser.parse_args()
    if not CHROMIUM or not given.page.is_file():
        missing = f"No page {given.page.name}: run make site first." if CHROMIUM else LEFT_OUT
        print(missing, file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"] if os.name == "posix" else []
        )
        take_picture(
            browser.new_page(color_scheme="light"), given.page.resolve().as_uri(), given.out
        )
        browser.close()
    print(given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
