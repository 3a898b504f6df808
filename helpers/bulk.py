"""Code a corpus of any size, batch by batch: in one process, in several, or on a Dask scheduler.

Comes in: a corpus and a folder to write. Goes out: the four tables as Parquet parts, and what was
left out. Must never know: how one text is coded, pandas, what anyone will count.

A batch depends on nothing but its texts and the codebook, and writes the same part files whenever
it is coded. So a run that was stopped goes on where it was, a worker that is killed costs the
batch it held, and one process, several or a cluster write the same tables. Texts are read where
they are coded, and no more batches are on their way than workers can take: memory stays flat.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from helpers.codebook import Codebook, read_codebook
from helpers.coding import code_document
from helpers.errors import CorpusError, Problem
from helpers.inputs import Item, iter_items, list_inputs, read_item
from helpers.model import ByHand
from helpers.parts import (
    LEFT_OUT,
    drop_unfinished,
    is_done,
    name_part,
    read_notes,
    write_notes,
    write_part,
)
from helpers.rows import Row, list_documents, list_sentences, list_spans
from helpers.sources import Source, read_annotations
from helpers.workers import run_batches

BATCH = 250
_AT_ONCE = 1 << 16  # bytes of a file that is hashed
_ANNOTATIONS = "annotations.csv"


class Batch(NamedTuple):
    """Some texts of a corpus that are coded together, and what to write them as."""

    home: str
    out: str
    name: str
    items: tuple[Item | Problem, ...]
    by_hand: dict[str, list[ByHand]]
    codebook: Codebook | None = None


def code_batch(batch: Batch) -> int:
    """Code the texts of a batch and write its parts; return how many texts it had."""
    codebook = batch.codebook or read_codebook()
    sources: list[Source] = []
    left_out: list[Problem] = []
    for item in batch.items:
        if isinstance(item, Problem):
            left_out.append(item)
            continue
        source, problems = read_item(Path(batch.home), item)
        left_out += problems
        if source is not None:
            sources.append(source)
    coded = [
        code_document(s.document_id, s.text, codebook, batch.by_hand.get(s.document_id, ()))
        for s in sources
    ]
    spans, attributes = list_spans(coded)
    tables: Mapping[str, Sequence[Row]] = {
        "documents": list_documents(sources, coded),
        "sentences": list_sentences(coded),
        "spans": spans,
        "attributes": attributes,
        LEFT_OUT: left_out,
    }
    write_part(Path(batch.out), batch.name, tables)
    return len(batch.items)


def code_corpus(
    corpus: Path,
    out: Path,
    *,
    processes: int = 1,
    batch: int = BATCH,
    scheduler: str = "",
    tell: Callable[[int, int], None] = lambda done, coded_now: None,
) -> None:
    """Code all texts of a corpus into the folder `out`, or what is still to be coded of them.

    Parameters
    ----------
    corpus : folder of texts, or one table of texts
    out : folder for the parts; what an earlier run of the same job wrote there is kept
    processes : how many processes code at once on this machine
    batch : texts that are coded together and written as one part
    scheduler : "" for processes, "local" for a Dask cluster on this machine, or the address of a
        Dask scheduler (tcp://…) whose workers see the same folders
    tell : called after each batch with the texts done so far and those coded in this run

    Raises
    ------
    CorpusError
        If there are no texts, a catalogue or annotations do not fit, or `out` holds another
        coding.
    """
    notes = _open_notes(corpus, out, batch)
    drop_unfinished(out)
    done = fresh = 0

    def list_open() -> Iterator[Batch]:
        nonlocal done
        for one in _cut(corpus, out, batch):
            if is_done(out, one.name):
                done += len(one.items)
                tell(done + fresh, fresh)
            else:
                yield one

    batches = list_open()
    first = next(batches, None)
    if first is not None:
        todo = chain([first], batches)
        for n_items in run_batches(code_batch, todo, processes=processes, scheduler=scheduler):
            fresh += n_items
            tell(done + fresh, fresh)
    _copy_gold(corpus, out)
    write_notes(out, {**notes, "finished": "yes"})


def hash_corpus(corpus: Path) -> str:
    """Return a hash of all that a corpus holds: names and bytes of texts, catalogue, gold."""
    home = corpus if corpus.is_dir() else corpus.parent
    files = list_inputs(corpus)
    if corpus.is_dir():
        own = [home / "catalogue.csv", home / _ANNOTATIONS, *sorted((home / "gold").glob("*.csv"))]
        files += [str(path.relative_to(home)) for path in own if path.exists()]
    total = hashlib.sha256()
    for file in files:
        total.update(file.encode() + b"\0" + _hash_file(os.path.join(home, file)))
    return total.hexdigest()


def _hash_file(path: str) -> bytes:
    total = hashlib.sha256()
    with open(path, "rb", buffering=0) as data:
        while part := data.read(_AT_ONCE):
            total.update(part)
    return total.digest()


@lru_cache
def hash_program() -> str:
    """Return a hash of the program and of the data it codes with."""
    home = Path(__file__).parent
    total = hashlib.sha256()
    for path in sorted(p for p in home.rglob("*") if p.suffix in (".py", ".csv")):
        total.update(str(path.relative_to(home)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def _open_notes(corpus: Path, out: Path, batch: int) -> dict[str, str]:
    key = f"{hash_corpus(corpus)} {hash_program()} {batch}"
    notes = {"name": corpus.name, "key": hashlib.sha256(key.encode()).hexdigest()}
    known = read_notes(out)
    if known.get("key", notes["key"]) != notes["key"]:
        found = "it holds a coding of other texts, by another version, or in other batches"
        remedy = "Name another folder with --out, or remove this one."
        raise CorpusError([Problem(out.name, 0, found, remedy)])
    if not known and out.exists() and any(out.iterdir()):
        remedy = "Name an empty folder with --out."
        raise CorpusError([Problem(out.name, 0, "it holds something else", remedy)])
    write_notes(out, {**notes, **({"finished": "yes"} if known.get("finished") else {})})
    return notes


def _cut(corpus: Path, out: Path, size: int) -> Iterator[Batch]:
    """Yield the batches of a corpus, in order."""
    home = corpus if corpus.is_dir() else corpus.parent
    by_hand = _read_by_hand(home) if corpus.is_dir() else {}
    place = 0
    held: list[Item | Problem] = []

    def close() -> Batch:
        first = next((i.document_id for i in held if isinstance(i, Item)), "none")
        ids = {i.document_id for i in held if isinstance(i, Item)} & by_hand.keys()
        return Batch(
            str(home.resolve()),
            str(out.resolve()),
            name_part(place, first),
            tuple(held),
            {i: by_hand[i] for i in sorted(ids)},
        )

    for item in iter_items(corpus):
        held.append(item)
        if len(held) == size:
            yield close()
            place, held = place + size, []
    if held:
        yield close()


def _read_by_hand(home: Path) -> dict[str, list[ByHand]]:
    """Return what a reader settled by hand; only the texts that it names are read."""
    path = home / _ANNOTATIONS
    if not path.exists():
        return {}
    named = path.read_text("utf-8-sig", "replace")
    items = [i for i in iter_items(home) if isinstance(i, Item) and i.file in named]
    sources = [read_item(home, item)[0] for item in items]
    return read_annotations(home, [s for s in sources if s is not None])


def _copy_gold(corpus: Path, out: Path) -> None:
    if (corpus / "gold").is_dir():
        shutil.copytree(corpus / "gold", out / "gold", dirs_exist_ok=True)
