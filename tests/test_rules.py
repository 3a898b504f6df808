"""The repository's own rules, and for each rule a planted defect that it must see.

A rule is a function of a folder that returns what is wrong there, one line each.
"""

from __future__ import annotations

import ast
import csv
import hashlib
import json
import re
import shutil
from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LONGEST_MODULE = 400
LONGEST_CELL = 10
NETWORK = ("http", "urllib", "requests", "socket", "ftplib", "httpx", "aiohttp")
PICTURES = ("image/png", "image/jpeg")
NO_TABLE = "helpers"  # the package itself: it imports nothing


def list_modules(root: Path) -> Iterator[tuple[str, Path]]:
    """Yield each module of helpers by its dotted name without the package, and its file."""
    for path in sorted((root / "helpers").rglob("*.py")):
        parts = path.relative_to(root / "helpers").with_suffix("").parts
        parts = parts[:-1] if parts[-1] == "__init__" else parts
        yield ".".join(parts) or NO_TABLE, path


def list_imports(path: Path, modules: set[str]) -> set[str]:
    """Return the modules of helpers that a file imports when it is loaded."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {a.name.removeprefix("helpers.") for a in node.names if "helpers" in a.name}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "helpers":
            base = str(node.module).removeprefix("helpers").removeprefix(".")
            for alias in node.names:
                inner = f"{base}.{alias.name}".removeprefix(".")
                found.add(inner if inner in modules else base or NO_TABLE)
    return found


def read_table(root: Path) -> dict[str, int]:
    """Return the line of each name in the import table."""
    text = (root / "tests" / "import_table.txt").read_text("utf-8")
    lines = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    return {name: i for i, names in enumerate(lines) for name in names}


def check_imports(root: Path) -> list[str]:
    table = read_table(root)
    modules = dict(list_modules(root))
    problems = []
    inner: dict[str, set[str]] = {}

    def place(module: str) -> str:
        return module if "." not in module and module in table else f"{module.split('.')[0]}/"

    for module, path in modules.items():
        own = place(module)
        if own not in table:
            problems.append(f"{module}: not in tests/import_table.txt; give it a line there")
            continue
        for imported in sorted(list_imports(path, set(modules))):
            other = place(imported)
            if other == own and own.endswith("/"):
                inner.setdefault(module, set()).add(imported)
            elif other not in table or table[other] >= table[own]:
                problems.append(f"{module} imports {imported}, which does not lie above it")
    packages = {module for module, path in modules.items() if path.name == "__init__.py"}
    rings = {m: i - packages for m, i in inner.items() if m not in packages}
    try:
        TopologicalSorter(rings).prepare()
    except CycleError as error:
        problems.append(f"modules import one another in a ring: {' → '.join(error.args[1])}")
    known = {place(module) for module in modules}
    problems += [f"{name}: in the import table, not in helpers" for name in table.keys() - known]
    return problems


def check_readme(root: Path) -> list[str]:
    text = (root / "README.md").read_text("utf-8")
    notebooks = [p.stem for p in sorted((root / "notebooks").glob("*.ipynb"))]
    tops = {p.relative_to(root / "helpers").parts[0] for _, p in list_modules(root)}
    names = [f"{t.removesuffix('.py')}" for t in sorted(tops - {"__init__.py", "__main__.py"})]
    missing = [n for n in notebooks if f"`{n}`" not in text]
    missing += [n for n in names if not re.search(rf"`(helpers/)?{n}(/|\.py)?`", text)]
    return [f"README.md does not name {name}" for name in missing]


def check_length(root: Path) -> list[str]:
    lengths = {m: len(p.read_text("utf-8").splitlines()) for m, p in list_modules(root)}
    return [f"{m}: {n} lines; split by idea" for m, n in lengths.items() if n > LONGEST_MODULE]


def check_network(root: Path) -> list[str]:
    problems = []
    for module, path in list_modules(root):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [a.name for a in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            elif isinstance(node, ast.Attribute) and ast.unparse(node) == "nltk.download":
                problems.append(f"{module} calls nltk.download")
            problems += [f"{module} imports {n}" for n in names if n.split(".")[0] in NETWORK]
    return problems


def read_notebooks(root: Path) -> Iterator[tuple[str, dict]]:
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        yield path.name, json.loads(path.read_text("utf-8"))


def check_cells(root: Path) -> list[str]:
    problems = []
    for name, notebook in read_notebooks(root):
        tagged = [c for c in notebook["cells"] if "parameters" in c["metadata"].get("tags", [])]
        if len(tagged) != 1:
            problems.append(f"{name}: {len(tagged)} cells tagged `parameters`; one is needed")
        for i, cell in enumerate(notebook["cells"], 1):
            source = "".join(cell["source"])
            if not cell.get("id"):
                problems.append(f"{name}, cell {i}: no id; run `make notebooks`")
            if cell["cell_type"] == "code":
                problems += [f"{name}, cell {i}: {what}" for what in list_cell_faults(source)]
    return problems


def list_cell_faults(source: str) -> list[str]:
    """Return what a code cell of a notebook must not hold and holds."""
    faults = []
    n = len([line for line in source.splitlines() if line.strip()])
    if n > LONGEST_CELL:
        faults.append(f"{n} lines; at most {LONGEST_CELL}, call a helper")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            faults.append("defines a function or class; put it into helpers")
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            value = node.value
            if re.search(r"^[~/]|\\|\.\./|^[A-Za-z]:|\.(csv|txt|parquet|json|html)$", value):
                faults.append(f"holds a file path: {value!r}")
    return faults


def check_outputs(root: Path) -> list[str]:
    problems = []
    for name, notebook in read_notebooks(root):
        for i, cell in enumerate(notebook["cells"], 1):
            for output in cell.get("outputs", ()):
                where = f"{name}, cell {i}"
                pictures = [p for p in PICTURES if p in output.get("data", {})]
                problems += [f"{where}: {p} in the output; run `make notebooks`" for p in pictures]
                if output["output_type"] == "error":
                    problems.append(f"{where}: an error in the output; mend it, `make notebooks`")
            if cell["cell_type"] == "code" and cell.get("execution_count") is None:
                problems.append(f"{name}, cell {i}: never run; run `make notebooks`")
            if "execution" in cell["metadata"]:
                problems.append(f"{name}, cell {i}: times in its metadata; run `make notebooks`")
    return problems


def check_vendored(root: Path) -> list[str]:
    problems = []
    for listing in sorted(root.glob("*/**/vendored.csv")):
        rows = list(csv.DictReader(listing.read_text("utf-8").splitlines()))
        for row in rows:
            digest = hashlib.sha256((listing.parent / row["file"]).read_bytes()).hexdigest()
            if digest != row["sha256"]:
                problems.append(f"{row['file']}: not the file that vendored.csv records")
        kept = {p.name for p in listing.parent.iterdir()} - {row["file"] for row in rows}
        spare = [n for n in kept if "LICENSE" not in n and n != listing.name]
        problems += [f"{name}: not in {listing.name}" for name in sorted(spare)]
        if not any("LICENSE" in n for n in kept):
            problems.append(f"{listing.parent.name}: no licence beside what is vendored")
    return problems


def check_pins(root: Path) -> list[str]:
    lines = (root / "requirements.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-e ."))]
    loose = [line for line in wanted if not re.match(r"[\w.-]+==\S+ +# \w", line)]
    return [f"requirements.txt: {line!r} is not pinned with its reason" for line in loose]


RULES = [
    check_imports,
    check_readme,
    check_length,
    check_network,
    check_cells,
    check_outputs,
    check_vendored,
    check_pins,
]


@pytest.mark.parametrize("rule", RULES)
def test_the_repository_keeps_its_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(PROJECT) == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Return a small copy of the repository's shape, in which every rule holds."""
    (tmp_path / "helpers" / "layers").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "notebooks").mkdir()
    for folder in ("", "layers"):
        (tmp_path / "helpers" / folder / "__init__.py").write_text('"""A package."""\n')
    (tmp_path / "helpers" / "errors.py").write_text("import json\n")
    (tmp_path / "helpers" / "tables.py").write_text("from helpers.errors import Problem\n")
    (tmp_path / "helpers" / "layers" / "dates.py").write_text("from helpers import errors\n")
    (tmp_path / "tests" / "import_table.txt").write_text("helpers\nerrors\nlayers/\ntables\n")
    (tmp_path / "README.md").write_text("`00_start` `errors.py` `helpers/tables.py` `layers/`\n")
    (tmp_path / "requirements.txt").write_text("# why\npandas==3.1.1   # tables\n-e .\n")
    shutil.copytree(PROJECT / "helpers" / "assets" / "vendor", tmp_path / "helpers" / "vendor")
    write_notebook(tmp_path)
    assert [problem for rule in RULES for problem in rule(tmp_path)] == []
    return tmp_path


def write_notebook(root: Path, source: str = "show(x)", **more: object) -> None:
    """Write a notebook of two cells, the second with this source and these further fields."""
    first = {"id": "a", "cell_type": "code", "metadata": {"tags": ["parameters"]}}
    first |= {"source": ['CORPUS = "seeds"'], "outputs": [], "execution_count": 1}
    second = first | {"id": "b", "metadata": {}, "source": [source], "execution_count": 2} | more
    notebook = {"cells": [first, second], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (root / "notebooks" / "00_start.ipynb").write_text(json.dumps(notebook))


def test_an_import_from_downstream_is_seen(copy: Path) -> None:
    (copy / "helpers" / "errors.py").write_text("from helpers.tables import count_share\n")
    assert check_imports(copy) == ["errors imports tables, which does not lie above it"]


def test_an_import_of_a_whole_module_from_downstream_is_seen(copy: Path) -> None:
    (copy / "helpers" / "errors.py").write_text("import helpers.tables\n")
    assert check_imports(copy) == ["errors imports tables, which does not lie above it"]


def test_a_module_without_a_line_in_the_table_is_seen(copy: Path) -> None:
    (copy / "helpers" / "stray.py").write_text("x = 1\n")
    assert check_imports(copy) == ["stray: not in tests/import_table.txt; give it a line there"]


def test_a_line_in_the_table_without_a_module_is_seen(copy: Path) -> None:
    (copy / "helpers" / "tables.py").unlink()
    assert check_imports(copy) == ["tables: in the import table, not in helpers"]


def test_a_ring_inside_a_folder_is_seen(copy: Path) -> None:
    (copy / "helpers" / "layers" / "dates.py").write_text("from helpers.layers.money import a\n")
    (copy / "helpers" / "layers" / "money.py").write_text("from helpers.layers import dates\n")
    [problem] = check_imports(copy)
    assert problem.startswith("modules import one another in a ring:")


@pytest.mark.parametrize("name", ["00_start", "errors.py", "helpers/tables.py", "layers/"])
def test_a_readme_that_forgets_one_is_seen(copy: Path, name: str) -> None:
    text = (copy / "README.md").read_text().replace(f"`{name}`", "")
    (copy / "README.md").write_text(text)
    assert len(check_readme(copy)) == 1


def test_a_long_module_is_seen(copy: Path) -> None:
    (copy / "helpers" / "errors.py").write_text("x = 1\n" * 401)
    assert check_length(copy) == ["errors: 401 lines; split by idea"]


@pytest.mark.parametrize(
    "line", ["import urllib.request", "from http import client", "import nltk\nnltk.download('x')"]
)
def test_a_call_to_the_network_is_seen(copy: Path, line: str) -> None:
    (copy / "helpers" / "errors.py").write_text(f"{line}\n")
    assert len(check_network(copy)) == 1


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("def f():\n    return 1", "defines a function"),
        ("f = lambda x: x", "defines a function"),
        ('read_corpus("/data/texts")', "file path"),
        ('read_corpus("../texts")', "file path"),
        ('open("a.csv")', "file path"),
        ("\n".join(f"x{i} = 1" for i in range(11)), "11 lines"),
    ],
)
def test_what_a_cell_must_not_hold_is_seen(copy: Path, source: str, fault: str) -> None:
    write_notebook(copy, source)
    [problem] = check_cells(copy)
    assert fault in problem


def test_a_notebook_without_parameters_is_seen(copy: Path) -> None:
    path = copy / "notebooks" / "00_start.ipynb"
    path.write_text(path.read_text().replace("parameters", "choices"))
    [problem] = check_cells(copy)
    assert "0 cells tagged `parameters`" in problem


def test_a_cell_without_an_id_is_seen(copy: Path) -> None:
    write_notebook(copy, id="")
    assert check_cells(copy) == ["00_start.ipynb, cell 2: no id; run `make notebooks`"]


@pytest.mark.parametrize(
    "more",
    [
        {"outputs": [{"output_type": "display_data", "data": {"image/png": "x"}}]},
        {"outputs": [{"output_type": "error", "ename": "KeyError"}]},
        {"execution_count": None},
        {"metadata": {"execution": {"iopub.status.busy": "2026"}}},
    ],
)
def test_an_output_that_must_not_be_committed_is_seen(copy: Path, more: dict) -> None:
    write_notebook(copy, **more)
    [problem] = check_outputs(copy)
    assert "`make notebooks`" in problem


def test_a_vendored_file_that_was_changed_is_seen(copy: Path) -> None:
    [library] = (copy / "helpers" / "vendor").glob("plotly-*.js")
    library.write_text("// changed", "utf-8")
    assert check_vendored(copy) == [f"{library.name}: not the file that vendored.csv records"]


def test_a_vendored_file_without_record_or_licence_is_seen(copy: Path) -> None:
    (copy / "helpers" / "vendor" / "other.js").write_text("x")
    [licence] = (copy / "helpers" / "vendor").glob("*LICENSE*")
    licence.unlink()
    assert len(check_vendored(copy)) == 2


@pytest.mark.parametrize("line", ["pandas", "pandas>=3  # tables", "pandas==3.1.1"])
def test_a_requirement_without_pin_or_reason_is_seen(copy: Path, line: str) -> None:
    (copy / "requirements.txt").write_text(f"{line}\n")
    assert len(check_pins(copy)) == 1
