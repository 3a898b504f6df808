"""Bulk coding: the same tables whoever codes them, in whatever batches, and after a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from helpers.bulk import code_corpus
from helpers.coded import summarise, tell_progress
from helpers.corpus import TABLES, read_corpus
from helpers.errors import CorpusError
from helpers.parts import digest_tables, list_parts
from helpers.workers import run_batches

TEXTS = (
    "Root causes\n\nMigrants leave because of poverty, said Minister Ana Ruiz of Honduras.",
    "“We must fight corruption,” said Senator Lee.\nThe plan gives $5 million to Guatemala.",
    "On May 3, 2019, they met. The caravan went on.\n- jobs\n- security",
)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of twelve texts and one empty file."""
    folder = tmp_path_factory.mktemp("texts")
    for n in range(12):
        (folder / f"{n % 3}").mkdir(exist_ok=True)
        (folder / f"{n % 3}" / f"t{n:02d}.txt").write_text(f"{TEXTS[n % 3]} No. {n}.", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    return folder


@pytest.fixture(scope="module")
def digests(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the digests of the texts coded in one process and one batch."""
    out = tmp_path_factory.mktemp("whole")
    code_corpus(texts, out)
    return digest_tables(out)


def test_the_tables_are_those_of_reading_the_texts_at_once(texts: Path, tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    for path in sorted(texts.glob("*/*.txt")):
        target = folder / path.relative_to(texts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    code_corpus(folder, tmp_path / "out", batch=5)
    opened, read = read_corpus(tmp_path / "out"), read_corpus(folder)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(opened, table), getattr(read, table))
    assert opened.name == "texts"


@pytest.mark.parametrize("size", [1, 5, 13])
def test_any_batch_size_gives_the_same_tables(
    texts: Path, digests: dict[str, str], tmp_path: Path, size: int
) -> None:
    code_corpus(texts, tmp_path, batch=size)
    assert digest_tables(tmp_path) == digests


def test_two_processes_give_the_same_tables(
    texts: Path, digests: dict[str, str], tmp_path: Path
) -> None:
    code_corpus(texts, tmp_path, batch=3, processes=2)
    assert digest_tables(tmp_path) == digests


def test_a_dask_cluster_that_loses_a_worker_gives_the_same_tables(
    texts: Path, digests: dict[str, str], tmp_path: Path
) -> None:
    from distributed import Client, LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        killed = []

        def tell(done: int, fresh: int) -> None:
            if fresh and not killed:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        code_corpus(texts, tmp_path, batch=1, scheduler=cluster.scheduler_address, tell=tell)
    assert killed
    assert digest_tables(tmp_path) == digests


def test_a_process_that_dies_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = (
        "import os, pathlib\n"
        "def work(path):\n"
        "    mark = pathlib.Path(path)\n"
        "    if mark.name == '3' and not mark.exists():\n"
        "        mark.touch()\n"
        "        os._exit(9)\n"
        "    return int(mark.name)\n"
    )
    (tmp_path / "dies_once.py").write_text(module, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    from dies_once import work

    batches: Iterator[str] = (str(tmp_path / str(n)) for n in range(6))
    assert sorted(run_batches(work, batches, processes=2)) == [0, 1, 2, 3, 4, 5]


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    texts: Path, digests: dict[str, str], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "helpers", "code", str(texts), "--out", str(out)]
    command += ["--batch", "1"]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while run.poll() is None and len(list((out / "documents.parquet").glob("*.parquet"))) < 2:
        time.sleep(0.001)
    run.kill()
    run.wait()
    with pytest.raises(CorpusError, match="stopped half-way"):
        list_parts(out, "documents")
    before = {p: p.stat().st_mtime_ns for p in (out / "documents.parquet").glob("*.parquet")}
    code_corpus(texts, out, batch=1)
    assert before
    assert all(p.stat().st_mtime_ns == seen for p, seen in before.items())
    assert digest_tables(out) == digests


def test_a_finished_coding_is_not_done_again(texts: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    code_corpus(texts, tmp_path)
    code_corpus(texts, tmp_path, tell=lambda done, fresh: told.append((done, fresh)))
    assert told == [(13, 0)]


def test_a_folder_that_holds_another_coding_is_refused(texts: Path, tmp_path: Path) -> None:
    code_corpus(texts, tmp_path)
    with pytest.raises(CorpusError, match="another folder with --out"):
        code_corpus(texts, tmp_path, batch=7)


def test_a_folder_with_other_things_in_it_is_refused(texts: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.doc").write_text("mine", "utf-8")
    with pytest.raises(CorpusError, match="something else"):
        code_corpus(texts, tmp_path)


def test_what_is_left_out_is_counted_and_named(texts: Path, tmp_path: Path) -> None:
    code_corpus(texts, tmp_path)
    said = summarise(tmp_path)
    assert said.startswith("12 texts, ")
    assert "1 left out:\n  empty.txt: the text is empty. Fill it or remove it." in said


def test_progress_tells_how_far_how_fast_and_how_long_still() -> None:
    stream = StringIO()
    tell = tell_progress(40, stream)
    tell(10, 10)
    tell(40, 40)
    first, last = stream.getvalue().splitlines()
    assert first.startswith("10 of 40 texts, ")
    assert first.endswith(" left")
    assert last.startswith("40 of 40 texts, ")
