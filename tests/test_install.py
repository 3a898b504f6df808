"""What a newcomer installs is enough: requirements.txt alone, also where Binder reads it."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LINES = [
    line.split("#")[0].strip()
    for line in (PROJECT / "requirements.txt").read_text("utf-8").splitlines()
]
PINNED = dict(line.split("==") for line in LINES if "==" in line)
COMES_FIRST = ("environment.yml", "Pipfile", "binder", ".binder", "Dockerfile")


def normalise(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def list_needed(names: list[str]) -> set[str]:
    """Return the distributions that some others bring with them, themselves included."""
    found: set[str] = set()
    left = [normalise(name) for name in names]
    while left:
        name = left.pop()
        if name in found:
            continue
        found.add(name)
        try:
            needs = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue
        left += [normalise(re.split(r"[^\w.-]", need)[0]) for need in needs if "extra" not in need]
    return found


def list_imported(folder: Path) -> set[str]:
    """Return the modules that Python files import from outside the standard library."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"helpers", "tests"}


@pytest.mark.parametrize("name", sorted(PINNED))
def test_what_is_installed_here_is_what_is_asked_for(name: str) -> None:
    assert metadata.version(name) == PINNED[name]


def test_the_project_itself_is_installed_from_its_folder() -> None:
    assert "-e ." in LINES
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    found = metadata.distributions(name=project["name"])
    origins = [json.loads(told) for d in found if (told := d.read_text("direct_url.json"))]
    assert [origin["dir_info"] for origin in origins] == [{"editable": True}]


def test_every_import_comes_with_what_is_asked_for() -> None:
    needed = list_needed(list(PINNED))
    provided = metadata.packages_distributions()
    imported = list_imported(PROJECT / "helpers")
    assert "pandas" in imported
    missing = [m for m in imported if not {normalise(d) for d in provided.get(m, [])} & needed]
    assert missing == []


def test_an_import_that_nothing_asked_for_brings_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("import os\nfrom nowhere.at import all\n", "utf-8")
    assert list_imported(tmp_path) == {"nowhere"}
    assert "nowhere" not in metadata.packages_distributions()


@pytest.mark.parametrize("name", COMES_FIRST)
def test_nothing_stands_in_the_way_of_the_requirements_on_binder(name: str) -> None:
    assert not (PROJECT / name).exists()


def test_binder_is_told_a_python_that_the_project_takes() -> None:
    told = (PROJECT / "runtime.txt").read_text("utf-8").strip()
    wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert re.fullmatch(r"python-3\.\d+", told)
    least = wanted["requires-python"].removeprefix(">=")
    assert int(told.split(".")[1]) >= int(least.split(".")[1])


def test_the_first_screen_of_the_readme_shows_a_page() -> None:
    first = (PROJECT / "README.md").read_text("utf-8").splitlines()[:8]
    assert any("](docs/start.png)" in line for line in first)
    assert (PROJECT / "docs" / "start.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
