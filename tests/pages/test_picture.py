"""The picture of the README is taken of a page by its own script."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

from tests.pages.picture import SIZE, take_picture


def test_the_picture_reaches_from_the_top_to_the_end_of_the_first_chart(
    quick_site: Any, browser: Any, tmp_path: Path
) -> None:
    page = browser.new_page()
    take_picture(page, quick_site.url("index.html"), tmp_path / "start.png")
    data = (tmp_path / "start.png").read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    bottom = page.locator(".rrc-chart").first.evaluate("(e) => e.getBoundingClientRect().bottom")
    page.close()
    assert width == SIZE["width"]
    assert bottom < height < bottom + 50
