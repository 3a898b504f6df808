"""The codebook as plain records, and pure edits of it.

Comes in: rows that `helpers.codebook.reading` has read and checked. Goes out: `Codebook`.
Must never know: a text, a layer, how a pattern is looked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import NamedTuple

FAMILIES = ("diagnosis", "response")


class CodebookError(ValueError):
    """A codebook that cannot be used: says in which file and line, and what to do."""


class Code(NamedTuple):
    """One code: what it means, what it leaves out, and where it stands beside other schemes."""

    code: str
    family: str
    label: str
    definition: str
    excludes: str
    source: str
    policy_frames_codebook: str
    pillar: str
    palette: str


class TiedPair(NamedTuple):
    """Two codes that a ruling joins or parts, so that no claim may rest on their meeting."""

    code_a: str
    code_b: str
    how: str
    ruling: str


class FramePattern(NamedTuple):
    """One row of what is looked for: a pattern, and the conditions its sentence must meet."""

    code: str
    pattern: str
    needs: str = ""
    example: str = ""
    near_miss: str = ""
    source: str = ""
    aim_or_means: str = ""
    line: int = 0

    @property
    def rule(self) -> str:
        """What a span says of why it is there: the pattern, and its conditions in brackets."""
        return f"{self.pattern} [{self.needs}]" if self.needs else self.pattern


@dataclass(frozen=True, eq=False)
class Codebook:
    """Codes, their groups, tied pairs, patterns and word sets. Two with the same data are equal.

    `groups` maps a group to its codes, `sets` a word set to its patterns.
    """

    codes: tuple[Code, ...]
    groups: Mapping[str, tuple[str, ...]]
    tied: tuple[TiedPair, ...]
    patterns: tuple[FramePattern, ...]
    sets: Mapping[str, tuple[str, ...]]

    def codes_of(self, group: str) -> tuple[str, ...]:
        """Return the codes of `group`, in the order of the codebook.

        Raises `KeyError`, with the groups that exist, for a group that does not.
        """
        if group not in self.groups:
            known = ", ".join(self.groups)
            raise KeyError(f"no group {group!r} in the codebook; groups: {known}")
        return self.groups[group]

    def code(self, code: str) -> Code:
        """Return the record of `code`; `KeyError`, with the codes that exist, if unknown."""
        found = next((c for c in self.codes if c.code == code), None)
        if found is None:
            known = ", ".join(c.code for c in self.codes)
            raise KeyError(f"no code {code!r} in the codebook; codes: {known}")
        return found

    def label(self, code: str) -> str:
        """Return the short name for people of `code`."""
        return self.code(code).label

    def definition(self, code: str) -> str:
        """Return what `code` means, in one sentence."""
        return self.code(code).definition

    def family(self, code: str) -> str:
        """Return "diagnosis" or "response"."""
        return self.code(code).family

    def with_pattern(self, code: str, pattern: str, *, needs: str = "") -> Codebook:
        """Return a codebook that also looks for `pattern` under `code`; this one stays as it is.

        `needs` names conditions as in frames.csv, for example `after(verb_curb)`.
        """
        from helpers.codebook.reading import check_pattern  # reading builds on these records

        added = FramePattern(code, pattern, needs)
        check_pattern(added, {c.code for c in self.codes}, self.sets, "with_pattern", 0)
        return replace(self, patterns=(*self.patterns, added))

    def without_pattern(self, code: str, pattern: str) -> Codebook:
        """Return a codebook without the rows of `code` whose pattern (or rule) is `pattern`.

        Raises `KeyError` if there is no such row.
        """
        kept = tuple(
            p for p in self.patterns if p.code != code or pattern not in (p.pattern, p.rule)
        )
        if len(kept) == len(self.patterns):
            raise KeyError(f"{code} has no pattern {pattern!r}; see codebook.patterns")
        return replace(self, patterns=kept)

    def without_code(self, code: str) -> Codebook:
        """Return a codebook that still knows `code` but has no pattern for it."""
        self.code(code)
        return replace(self, patterns=tuple(p for p in self.patterns if p.code != code))

    def with_words(self, name: str, *patterns: str) -> Codebook:
        """Return a codebook whose word set `name` holds `patterns` too (or is new)."""
        return replace(self, sets={**self.sets, name: (*self.sets.get(name, ()), *patterns)})

    @cached_property
    def sha256(self) -> str:
        """Hash of all the data; line numbers, which only serve messages, are left out."""
        data = asdict(self)
        data["patterns"] = [p._replace(line=0) for p in self.patterns]
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode("utf-8")).hexdigest()

    def __eq__(self, other: object) -> bool:
        """Equal where all the data are."""
        return isinstance(other, Codebook) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        """Follow the data, so that a compiled codebook is found again in any process."""
        return hash(self.sha256)
