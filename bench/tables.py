"""Time the totals of a coded folder: DuckDB, Polars, pandas: `python bench/tables.py CODED`.

CODED is a folder that `python -m helpers code` wrote. Each contender counts, in a process of its
own, in how many counted sentences and texts each code stands; their answers must be the same.
Polars is not among the requirements: without it that row is left out, and that is said.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HEAD = """
import json, sys
from pathlib import Path
from helpers.codebook import read_codebook
folder = Path(sys.argv[1])
codes = [record.code for record in read_codebook().codes]
"""
TAIL = """
columns = ["code", "n_sentences", "n_documents", "n_spans", "of_sentences"]
print(json.dumps(table[columns].values.tolist()))
"""
WAYS = {
    "DuckDB": """
from helpers.totals import count_codes_of
table = count_codes_of(folder, codes)
""",
    "pandas": """
from helpers.corpus import read_corpus
from helpers.tables import count_codes
table = count_codes(read_corpus(folder, most=None))
""",
    "Polars": """
import pandas as pd
import polars as pl
from helpers.model import COUNTED_KINDS
place = ["document_id", "sentence_id"]
counted = pl.scan_parquet(folder / "sentences.parquet/*.parquet")
counted = counted.filter(pl.col("kind").is_in(list(COUNTED_KINDS))).select(place)
spans = pl.scan_parquet(folder / "spans.parquet/*.parquet")
spans = spans.filter((pl.col("layer") == "frame") & pl.col("code").is_in(codes))
frames = spans.join(counted, on=place, how="semi")
found = frames.group_by("code").agg(
    pl.struct(place).n_unique().alias("n_sentences"),
    pl.col("document_id").n_unique().alias("n_documents"),
    pl.len().alias("n_spans"),
)
found, n = pl.collect_all([found, counted.select(pl.len())], engine="streaming")
table = pd.DataFrame(found.to_dict(as_series=False)).set_index("code")
table = table.reindex(codes, fill_value=0).reset_index().assign(of_sentences=n.item())
""",
}


def run(way: str, folder: Path) -> tuple[float, float, float, list[list[object]]]:
    """Return wall and CPU seconds, the peak in MB, and the answer of one contender."""
    start = time.perf_counter()
    command = [sys.executable, "-c", HEAD + WAYS[way] + TAIL, str(folder)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{way} failed")
    wall = time.perf_counter() - start
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(said)


def main() -> None:
    """Print the table of medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("coded", type=Path, help="a coded folder")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: 3)")
    given = parser.parse_args()
    ways = [way for way in WAYS if way != "Polars" or importlib.util.find_spec("polars")]
    runs = {way: [run(way, given.coded.resolve()) for _ in range(given.rounds)] for way in ways}
    if any(runs[way][0][3] != runs["DuckDB"][0][3] for way in ways):
        raise SystemExit("the answers are not the same")
    print("| totals by | s, wall | s, CPU | peak MB |\n|---|---|---|---|")
    for way, own in runs.items():
        wall, cpu, peak = (statistics.median(r[i] for r in own) for i in range(3))
        print(f"| {way} | {wall:.1f} | {cpu:.1f} | {peak:.0f} |")
    if len(ways) < len(WAYS):
        print("\nPolars was not run: it is not installed.")


if __name__ == "__main__":
    main()
