"""Time the spine on the five texts: reading, running the notebooks, opening the pages.

Prints one table; writes nothing into the project. Chromium is needed for the last part.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

PROJECT = Path(__file__).resolve().parent.parent
ROUNDS = 5
READ = """
import time
start = time.perf_counter()
from helpers.corpus import read_corpus
imported = time.perf_counter()
read_corpus("seeds")
done = time.perf_counter()
read_corpus("seeds")
again = time.perf_counter()
print(imported - start, done - imported, again - done)
"""
LAST_CHART = """() => {
  const plots = [...document.querySelectorAll('.js-plotly-plot')];
  const all = document.querySelectorAll('.js-plotly-plot, [data-figure], .plotly-graph-div').length;
  return plots.length >= all && plots.every(p => p.querySelector('.main-svg'))
    ? performance.now() : 0;
}"""


def time_reading() -> tuple[float, float, float]:
    """Return the medians of import, first read and second read, in seconds."""
    runs = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-c", READ], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        runs.append([float(x) for x in done.stdout.split()])
    imported, first, again = (statistics.median(column) for column in zip(*runs, strict=True))
    return imported, first, again


def time_notebooks(folder: Path) -> dict[str, float]:
    """Run a copy of each notebook into `folder`; return the seconds of each."""
    from helpers.export.notebooks import list_notebooks, run_notebook, write_notebook

    seconds = {}
    for path in list_notebooks(PROJECT / "notebooks"):
        start = time.perf_counter()
        notebook = run_notebook(path)
        seconds[path.stem] = time.perf_counter() - start
        write_notebook(notebook, folder / path.name)
    return seconds


def write_pages(folder: Path) -> dict[str, tuple[Path, Path]]:
    """Write each notebook's page, alone, beside stock nbconvert's; return both paths."""
    from helpers.export.exporter import ReadingPage

    pages = {}
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        pair = (path.with_suffix(".ours.html"), path.with_suffix(".stock.html"))
        for target, exporter in zip(pair, (ReadingPage(), HTMLExporter()), strict=True):
            target.write_text(exporter.from_notebook_node(notebook)[0], "utf-8")
        pages[path.stem] = pair
    return pages


def time_page(browser: object, page: Path) -> tuple[float, int]:
    """Return milliseconds to the last chart (median) and the requests beyond the page itself."""
    times, requests = [], 0
    for _ in range(ROUNDS):
        tab = browser.new_page()
        seen: list[str] = []
        tab.on("request", lambda r, seen=seen: seen.append(r.url))
        tab.goto(page.as_uri())
        try:
            handle = tab.wait_for_function(LAST_CHART, timeout=8000)
            times.append(float(handle.json_value()))
        except Exception as error:  # stock pages may never draw their charts offline
            if "Timeout" not in type(error).__name__:
                raise
        requests = len([u for u in seen if not u.startswith(("file:", "data:", "blob:"))])
        tab.close()
    return (statistics.median(times) if times else float("nan")), requests


def main() -> None:
    """Print the table."""
    imported, first, again = time_reading()
    print(f"read_corpus, fresh process: {imported + first:.2f} s with imports ({imported:.2f} s)")
    print(f"  first call {1000 * first:.0f} ms, second call {1000 * again:.0f} ms")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for notebook, seconds in time_notebooks(folder).items():
            print(f"{notebook}: executed in {seconds:.2f} s")
        pages = write_pages(folder)
        browser_path = shutil.which("chromium")
        if browser_path is None:
            print("no Chromium here: the pages were not opened (Debian: apt-get install chromium)")
            return
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path,
                args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
            )
            for notebook, (ours, stock) in pages.items():
                ms, requests = time_page(browser, ours)
                stock_ms, stock_requests = time_page(browser, stock)
                size, stock_size = ours.stat().st_size / 1e6, stock.stat().st_size / 1e6
                print(
                    f"{notebook}: page alone {size:.2f} MB, last chart {ms:.0f} ms, "
                    f"{requests} requests; stock {stock_size:.2f} MB, {stock_ms:.0f} ms, "
                    f"{stock_requests} requests; ratios {size / stock_size:.2f} and "
                    f"{ms / stock_ms:.2f}"
                )
            browser.close()


if __name__ == "__main__":
    main()
