"""Three tiny texts that every test may read: each number can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus
from helpers.reference import reference_corpus

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """Return the folder of three invented texts with a catalogue and no gold."""
    return DATA / "tiny"


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Corpus:
    """Return the three invented texts, read and coded."""
    return read_corpus(tiny_folder)


@pytest.fixture
def toy(tmp_path: Path) -> Callable[..., Corpus]:
    """Return a maker of corpora coded by hand: texts as lists of (sentence, codes)."""

    def make(**texts: list[tuple[str, str]]) -> Corpus:
        rows = ["file,start,end,agreed,coder1,coder2"]
        for name, sentences in texts.items():
            lines = [sentence for sentence, _ in sentences]
            (tmp_path / f"{name}.txt").write_text("\n".join(lines), "utf-8")
            start = 0
            for line, codes in sentences:
                rows.append(f"{name}.txt,{start},{start + len(line)},{codes},{codes},{codes}")
                start += len(line) + 1
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / "sentences.csv").write_text("\n".join(rows), "utf-8")
        return reference_corpus(read_corpus(tmp_path))

    return make
