"""Hand batches to workers: this process, several processes, or a Dask scheduler.

Comes in: a function and batches. Goes out: what the function returns for each, in any order. Must
never know: what a batch is, or what is done with it.

No more batches are on their way than workers can take, so memory stays flat. A batch whose worker
dies is handed on again, so the function must do the same whenever it is called with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

_ATTEMPTS = 3

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def run_batches(
    function: Callable[[Batch], Result],
    batches: Iterator[Batch],
    *,
    processes: int = 1,
    scheduler: str = "",
) -> Iterator[Result]:
    """Yield `function(batch)` for each batch, as they are done.

    Parameters
    ----------
    function : importable by name, so that other processes find it
    batches : taken one by one, as workers are free
    processes : how many processes work at once on this machine
    scheduler : "" for processes, "local" for a Dask cluster on this machine, or the address of a
        Dask scheduler (tcp://…)

    Raises
    ------
    BrokenProcessPool
        If workers die three times over the same batch.
    """
    if scheduler:
        yield from _run_on_dask(function, batches, processes, scheduler)
    elif processes > 1:
        yield from _run_in_pool(function, batches, processes)
    else:
        yield from map(function, batches)


def _run_in_pool(
    function: Callable[[Batch], Result], batches: Iterator[Batch], processes: int
) -> Iterator[Result]:
    pool = _start(processes)
    running: dict[Future[Result], tuple[Batch, int]] = {}
    try:
        while True:
            while len(running) < 2 * processes and (batch := next(batches, None)) is not None:
                running[pool.submit(function, batch)] = (batch, 1)
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                batch, attempt = running.pop(future)
                try:
                    yield future.result()
                except BrokenProcessPool:
                    if attempt == _ATTEMPTS:
                        raise
                    again = [(batch, attempt), *running.values()]
                    running.clear()
                    pool.shutdown(wait=True, cancel_futures=True)
                    pool = _start(processes)
                    for lost, n in again:
                        running[pool.submit(function, lost)] = (lost, n + 1)
                    break
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start(processes: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def _run_on_dask(
    function: Callable[[Batch], Result], batches: Iterator[Batch], processes: int, scheduler: str
) -> Iterator[Result]:
    from distributed import Client, LocalCluster, as_completed  # 1 s; nothing else needs them

    cluster: Any = None
    if scheduler == "local":
        cluster = LocalCluster(
            n_workers=max(1, processes), threads_per_worker=1, dashboard_address=None
        )
    client = Client(cluster or scheduler)
    try:
        width = 2 * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
        done = as_completed(with_results=True)
        n_running = 0
        while True:
            while n_running < width and (batch := next(batches, None)) is not None:
                done.add(client.submit(function, batch, pure=False, retries=_ATTEMPTS))
                n_running += 1
            if not n_running:
                return
            _, result = next(done)
            n_running -= 1
            yield result
    finally:
        client.close()
        if cluster is not None:
            cluster.close()
