"""In how many defensible settings a comparison holds.

Comes in: a comparison and the settings it can be made in. Goes out: `Choices`, holds in k of K.
Must never know: which comparison it is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One way to count: (choice, value) pairs, and what came out (`result`, a short label)."""

    choices: tuple[tuple[str, str], ...]
    result: str
    holds: bool


@dataclass(frozen=True)
class Choices:
    """Every setting in which a comparison was made, and in how many it holds."""

    statement: str
    settings: tuple[Setting, ...]

    @property
    def k(self) -> int:
        """In how many settings the comparison holds."""
        return sum(s.holds for s in self.settings)

    @property
    def of(self) -> int:
        """How many settings there are (K)."""
        return len(self.settings)
