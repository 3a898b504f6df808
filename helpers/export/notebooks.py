"""Run notebooks, and leave in them nothing that differs between two runs.

Comes in: a notebook file and the name of a corpus. Goes out: the executed notebook, the same
bytes for the same inputs. Must never know: what a page looks like.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

from helpers.errors import Problem, ProblemsError
from helpers.export.cells import ANSI, PLOTLY_JSON

WORKERS = 2
PARAMETERS = "parameters"
_CORPUS = re.compile(r"""^(CORPUS\s*=\s*)(?:"[^"\n]*"|'[^'\n]*')""", re.MULTILINE)
_KEPT_IN_CELLS = ("tags", "editable", "deletable", "collapsed", "jupyter")
_IMAGES = ("image/png", "image/jpeg")
_SECONDS = 600


def list_notebooks(folder: Path) -> list[Path]:
    """Return the notebooks of a folder in reading order (by the number in their names)."""
    return sorted(p for p in folder.glob("*.ipynb") if not p.name.startswith("."))


class NotebookError(ProblemsError):
    """A notebook cannot be run as it is, or one of its cells failed."""

    what = "notebooks"


def name_corpus(notebook: NotebookNode, corpus: str, *, file: str) -> NotebookNode:
    """Return a copy of a notebook whose `parameters` cell names another corpus.

    Raises
    ------
    NotebookError
        When no cell tagged `parameters` sets CORPUS; `file` is the notebook's name.
    """
    copy = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in copy.cells:
        if PARAMETERS in cell.metadata.get("tags", ()) and _CORPUS.search(cell.source):
            cell.source = _put_corpus(cell.source, corpus)
            return copy
    remedy = "Tag the choices cell so, and begin one of its lines with CORPUS =."
    raise NotebookError([Problem(file, 0, "no cell tagged `parameters` sets CORPUS", remedy)])


def _put_corpus(source: str, corpus: str) -> str:
    return _CORPUS.sub(lambda m: m[1] + json.dumps(corpus, ensure_ascii=False), source, count=1)


def run_notebook(path: Path, *, corpus: Path | None = None) -> NotebookNode:
    """Return a notebook executed from top to bottom in a kernel of its own; the file is left.

    Parameters
    ----------
    path : the notebook file; the kernel works in its folder
    corpus : a corpus folder, in place of the one that its `parameters` cell names; the copy
        then says the folder's name only, so that a page holds no path. None leaves what is there

    Raises
    ------
    NotebookError
        When a cell fails, with the cell and its error.
    """
    notebook = nbformat.read(path, as_version=4)
    if corpus is not None:
        notebook = name_corpus(notebook, str(corpus.resolve()), file=path.name)
    client = NotebookClient(
        notebook,
        timeout=_SECONDS,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        executed = clean_notebook(client.execute())
    except CellExecutionError as error:
        remedy = "Mend the cell, and run it in JupyterLab to see it at work."
        found = f"a cell failed: {ANSI.sub('', str(error)).strip()}\n"
        raise NotebookError([Problem(path.name, 0, found, remedy)]) from error
    return (
        executed if corpus is None else name_corpus(executed, corpus.resolve().name, file=path.name)
    )


def clean_notebook(notebook: NotebookNode) -> NotebookNode:
    """Return a copy without times, pictures of charts, and the machine's own versions.

    What stays: sources, outputs, tags, cell ids, and which kernel and language it is for.
    """
    copy = nbformat.from_dict(json.loads(json.dumps(notebook)))
    copy.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "pygments_lexer": "ipython3"},
        }
    )
    for cell in copy.cells:
        kept = {k: v for k, v in cell.metadata.items() if k in _KEPT_IN_CELLS}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type != "code":
            continue
        for output in cell.outputs:
            if PLOTLY_JSON in output.get("data", {}):
                for image in _IMAGES:
                    output.data.pop(image, None)
    return copy


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as stable, readable JSON, in one step."""
    aside = path.with_suffix(".ipynb.part")
    aside.write_text(nbformat.writes(notebook, version=4) + "\n", "utf-8", newline="\n")
    aside.replace(path)


def run_notebooks(paths: Sequence[Path], *, corpus: Path | None = None) -> list[NotebookNode]:
    """Return the notebooks executed, two at a time; as `run_notebook` otherwise.

    Those with most findings are begun first, so that no long one is left alone at the end; they
    come back in the order of `paths`.
    """
    with ThreadPoolExecutor(min(WORKERS, os.cpu_count() or 1)) as pool:
        begun = {
            path: pool.submit(run_notebook, path, corpus=corpus)
            for path in sorted(paths, key=count_findings, reverse=True)
        }
        return [begun[path].result() for path in paths]


def count_findings(path: Path) -> int:
    """Return how many findings the cells of a notebook ask for: a guess at how long it takes."""
    cells = json.loads(path.read_text("utf-8")).get("cells", [])
    code = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    return code.count("find_") + 10 * code.count("show_ten(")


def refresh_notebooks(folder: Path) -> list[str]:
    """Run each notebook as it stands and write back those that changed; return their names."""
    paths = list_notebooks(folder)
    changed = []
    for path, executed in zip(paths, run_notebooks(paths), strict=True):
        if nbformat.writes(executed, version=4) + "\n" != path.read_text("utf-8"):
            write_notebook(executed, path)
            changed.append(path.name)
    return changed
