"""Each gate of `make test` outside pytest sees a planted defect; without a browser CI fails."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

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


def run_gate(*command: str) -> subprocess.CompletedProcess[str]:
    """Run one tool of `make test` from the project's folder."""
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=PROJECT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("gate", "source", "said"),
    [
        (("ruff", "format", "--check"), "x = {  'a':1 }\n", "would be reformatted"),
        (("ruff", "check"), "import os\n", "F401"),
        (("mypy",), "def double(x):\n    return 2 * x\n", "no-untyped-def"),
    ],
    ids=["format", "lint", "types"],
)
def test_a_fault_of_style_or_type_is_seen(
    gate: tuple[str, ...], source: str, said: str, tmp_path: Path
) -> None:
    module = tmp_path / "faulty.py"
    module.write_text(source, "utf-8")
    done = run_gate(
        *gate, "--config" if gate[0] == "ruff" else "--config-file", "pyproject.toml", str(module)
    )
    assert done.returncode == 1
    assert said in done.stdout + done.stderr


@pytest.mark.parametrize(("shown", "code"), [("2", 0), ("3", 1)])
def test_an_output_that_no_longer_comes_out_is_seen(shown: str, code: int, tmp_path: Path) -> None:
    cell = nbformat.v4.new_code_cell("1 + 1", id="sum", execution_count=1)
    cell.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": shown}, execution_count=1)
    ]
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbformat.write(notebook, tmp_path / "sum.ipynb")
    done = run_gate("pytest", "-p", "no:cacheprovider", "--nbval", str(tmp_path / "sum.ipynb"))
    assert done.returncode == code, done.stdout
