"""Without a browser CI fails; on other machines one is told which checks were left out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CHEAP = "tests/pages/test_hostile.py::test_an_image_made_of_text_is_seen"


def check_pages(empty: Path, *tests: str, ci: str) -> subprocess.CompletedProcess[str]:
    """Run page checks on a machine that has no browser."""
    bare = {k: v for k, v in os.environ.items() if k != "CHROMIUM"} | {"PATH": str(empty)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *tests],
        cwd=PROJECT,
        env=bare | {"CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_a_browser_ci_fails_and_says_why(tmp_path: Path) -> None:
    done = check_pages(tmp_path, CHEAP, ci="true")
    assert done.returncode == 1
    assert "apt-get install chromium" in done.stdout


def test_without_a_browser_others_are_told_what_is_left_out(tmp_path: Path) -> None:
    done = check_pages(tmp_path, "tests/pages", ci="")
    assert done.returncode == 0
    assert "LEFT OUT: the page checks of tests/pages" in done.stdout
    assert "apt-get install chromium" in done.stdout
