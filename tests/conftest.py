"""Three tiny texts that every test may read: each number can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.corpus import Corpus, read_corpus

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """Return the folder of three invented texts with a catalogue and no gold."""
    return DATA / "tiny"


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Corpus:
    """Return the three invented texts, read and coded."""
    return read_corpus(tiny_folder)
