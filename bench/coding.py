"""Time coding beside its peers, as ratios in one run: `python bench/coding.py [CORPUS]`.

CORPUS is a folder of texts (see bench/README.md); without one the seeds are repeated. Contenders
run one after another in each round, each in a process of its own, so that what else the machine
does weighs on all alike; medians are told, and ratios pair by pair within a round. With
`--spacy PYTHON` spaCy's PhraseMatcher runs in that interpreter; without it that is said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"
SIZES = (50, 217, 3000)
FEW = 10  # texts for one `re` a pattern: up to a second a text
SPACY = "spaCy PhraseMatcher"
Run = dict[str, float]
Runs = dict[str, list[Run]]

READ = """
import sys, time, json, re
from pathlib import Path
files = sorted(Path(sys.argv[1]).rglob("*.txt"))[: int(sys.argv[2])]
texts = [f.read_bytes().decode("utf-8-sig") for f in files]
lexicon = [l.split("\\t")[1] for l in Path(sys.argv[3]).read_text("utf-8").splitlines()]
"""
TIME = """
for text in texts[:5]:
    work(text)
wall, cpu = time.perf_counter(), time.process_time()
found = sum(work(text) for text in texts)
print(json.dumps({"n": len(texts), "wall": time.perf_counter() - wall,
                  "cpu": time.process_time() - cpu, "found": found}))
"""
OURS = """
from helpers.codebook import read_codebook
from helpers.coding import code_document
from helpers.folding import fold
from helpers.layers.frames import code_frames
from helpers.matching import PatternList, pattern_to_regex
from helpers.model import Text
from helpers.sentences import split_sentences
codebook = read_codebook()
patterns = PatternList(lexicon)
regexes = [re.compile(pattern_to_regex(row)) for row in lexicon]
"""
STAGES = {
    "sentences": "work = lambda text: len(split_sentences(text))",
    "stage 1, this lexicon": "work = lambda text: len(patterns.find_all(fold(text)))",
    "frames (sentences, stages 1 to 3)": (
        "work = lambda t: len(code_frames(Text('x', t, fold(t), split_sentences(t)), [], codebook))"
    ),
    "all layers": "work = lambda text: len(code_document('x', text, codebook).spans)",
}
ONE_RE = (
    "work = lambda text: sum(1 for r in regexes for _ in r.finditer(fold(text)))",
    "work = lambda text: len(patterns.find_all(fold(text)))",
)
PEER = """
import spacy
from spacy.matcher import PhraseMatcher
words = sorted({w for text in texts for w in re.findall(r"\\w+", text.lower())})
nlp = spacy.blank("en")
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")

def spell(pattern):
    spelled = [""]
    for word in pattern.lower().split():
        stem = word.rstrip("*")
        forms = [w for w in words if w.startswith(stem)] if word.endswith("*") else [word]
        spelled = [f"{s} {f}".strip() for s in spelled for f in forms]
    return spelled

for number, row in enumerate(lexicon):
    phrases = spell(row)
    if phrases:
        matcher.add(str(number), [nlp.make_doc(phrase) for phrase in phrases])
work = lambda text: len(matcher(nlp(text)))
"""


def run_inside(code: str, python: str, *given: object) -> Run:
    """Run a program that times its own middle part; return what it says."""
    command = [python, "-c", code, *map(str, given)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def run_whole(corpus: Path, n: int, processes: int) -> Run:
    """Run the whole job as a user would, process start and Parquet included."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "helpers", "code", str(corpus), "--out", f"{out}/coded"]
        command += ["--processes", str(processes)]
        start = time.perf_counter()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(command, cwd=PROJECT, **quiet)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    if status:
        raise SystemExit("the whole job failed; run `python -m helpers code` by hand to see why")
    peak = usage.ru_maxrss / 1024
    return {"n": n, "wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak}


def copy_some(corpus: Path, n: int, target: Path) -> Path:
    """Write `n` texts of a corpus under new names; where there are fewer, halves of two joined.

    So no text comes twice before all pairs are used up, and each is as long as those there are.
    """
    files = sorted(corpus.rglob("*.txt"))
    for i in range(n):
        place = target / f"{i // 1000:04d}" / f"{i:07d}.txt"
        place.parent.mkdir(parents=True, exist_ok=True)
        turn, first = divmod(i, len(files))
        if turn == 0:
            shutil.copyfile(files[first], place)
            continue
        lines = files[first].read_bytes().splitlines(keepends=True)
        others = files[(first + turn) % len(files)].read_bytes().splitlines(keepends=True)
        place.write_bytes(b"".join(lines[: len(lines) // 2] + others[len(others) // 2 :]))
    return target


def write_lexicon(corpus: Path, size: int, target: Path) -> Path:
    """Write a lexicon of words, pairs and stems that stand in the texts, drawn by a seed."""
    draw = random.Random(size)
    words: list[str] = []
    for file in sorted(corpus.rglob("*.txt"))[:300]:
        words += [w.strip(".,;:()“”\"'") for w in file.read_text("utf-8-sig").lower().split()]
    words = [w for w in words if w.isalpha() and len(w) > 3]
    rows: dict[str, None] = {}
    for _ in range(100 * size):
        i = draw.randrange(len(words) - 1)
        kinds = (words[i], f"{words[i]} {words[i + 1]}", f"{words[i][:5]}*")
        rows[draw.choice(kinds)] = None
        if len(rows) == size:
            break
    target.write_text("".join(f"x\t{row}\n" for row in rows), "utf-8")
    return target


def run_rounds(given: argparse.Namespace, corpus: Path, lexicons: dict[int, Path]) -> Runs:
    """Return the runs of each contender, round by round."""
    runs: Runs = {}
    lexicon = lexicons[217]

    def note(name: str, took: Run) -> None:
        runs.setdefault(name, []).append(took)
        print(".", end="", file=sys.stderr, flush=True)

    for _ in range(given.rounds):
        for name, work in STAGES.items():
            code = f"{READ}{OURS}{work}{TIME}"
            note(name, run_inside(code, sys.executable, corpus, given.limit, lexicon))
        if given.spacy:
            code = READ + PEER + TIME
            note(SPACY, run_inside(code, given.spacy, corpus, given.limit, lexicon))
        for size, file in lexicons.items():
            for kind, work in zip(("one re a pattern", "one pass"), ONE_RE, strict=True):
                n = min(FEW, given.limit) if kind == "one re a pattern" else given.limit
                took = run_inside(f"{READ}{OURS}{work}{TIME}", sys.executable, corpus, n, file)
                note(f"{kind}, {size:,} patterns", took)
        for processes in (1, 2):
            name = f"whole job, {processes} process{'es' * (processes > 1)}"
            note(name, run_whole(corpus, given.limit, processes))
    print(file=sys.stderr)
    return runs


def per_text(run: Run, clock: str) -> float:
    """Return the microseconds a text of a run."""
    return 1e6 * run[clock] / run["n"]


def write_table(runs: Runs) -> None:
    """Print the medians of each contender, and the ratios that are asked for."""
    print("| stage | µs a text, wall | µs a text, CPU | texts a second (CPU) | peak MB |")
    print("|---|---|---|---|---|")
    for name, own in runs.items():
        wall, cpu = (
            statistics.median(per_text(r, clock) for r in own) for clock in ("wall", "cpu")
        )
        peak = f"{max(r['peak'] for r in own):.0f}" if "peak" in own[0] else ""
        print(f"| {name} | {wall:,.0f} | {cpu:,.0f} | {1e6 / cpu:,.0f} | {peak} |")
    frames, whole = "frames (sentences, stages 1 to 3)", "whole job, 1 process"
    pairs = [(SPACY, "stage 1, this lexicon"), (SPACY, frames), (SPACY, "all layers")]
    pairs += [(SPACY, whole), (whole, "whole job, 2 processes")]
    pairs += [(f"one re a pattern, {s:,} patterns", f"one pass, {s:,} patterns") for s in SIZES]
    print("\n| how many times faster | than | wall | CPU |\n|---|---|---|---|")
    for slow, fast in pairs:
        if slow in runs and fast in runs:
            wall, cpu = (
                statistics.median(
                    per_text(a, clock) / per_text(b, clock)
                    for a, b in zip(runs[slow], runs[fast], strict=True)
                )
                for clock in ("wall", "cpu")
            )
            print(f"| {fast} | {slow} | {wall:.2f} | {cpu:.2f} |")
    if SPACY not in runs:
        print("\nspaCy was not run: name a Python that has it with --spacy.")


def write_sizes(corpus: Path, sizes: list[int], processes: int, place: Path) -> None:
    """Print the time a text and the peak memory of a worker in whole jobs of some sizes."""
    if not sizes:
        return
    print(f"\nProcesses: {processes}")
    print("\n| texts | µs a text, wall | µs a text, CPU | peak MB |\n|---|---|---|---|")
    for size in sizes:
        grown = copy_some(corpus, size, place / f"of-{size}")
        took = run_whole(grown, size, processes)
        wall, cpu = per_text(took, "wall"), per_text(took, "cpu")
        print(f"| {size:,} | {wall:,.0f} | {cpu:,.0f} | {took['peak']:.0f} |", flush=True)
        shutil.rmtree(grown)


def main() -> None:
    """Run the rounds and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="?", default=SEEDS, help="folder of .txt files")
    parser.add_argument("--limit", type=int, default=200, help="texts a run (default: 200)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument(
        "--lexicons", type=Path, help="folder of lex50.tsv, lex200.tsv, lex3000.tsv"
    )
    parser.add_argument("--spacy", default="", help="a Python that has spaCy")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[], help="whole jobs of these sizes"
    )
    parser.add_argument("--processes", type=int, default=1, help="of --sizes (default: 1)")
    given = parser.parse_args()
    names = {50: "lex50.tsv", 217: "lex200.tsv", 3000: "lex3000.tsv"}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        some = copy_some(given.corpus, given.limit, place / "some")
        lexicons = {
            size: given.lexicons / file
            if given.lexicons
            else write_lexicon(given.corpus, size, place / file)
            for size, file in names.items()
        }
        if given.rounds:
            write_table(run_rounds(given, some, lexicons))
        write_sizes(given.corpus, given.sizes, given.processes, place)


if __name__ == "__main__":
    main()
