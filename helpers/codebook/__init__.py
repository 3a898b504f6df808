"""The codebook: what is looked for, as data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Codebook:
    """Codes, groups, tied pairs and the patterns that find them."""


@lru_cache
def read_codebook() -> Codebook:
    """Return the codebook that ships with the project."""
    return Codebook()
