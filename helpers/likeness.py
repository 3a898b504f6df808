"""Texts that are almost the same, and lines that many texts share, in one pass over a corpus.

Comes in: texts, one by one. Goes out: which earlier text each is like, and repeated lines. Must
never know: files, codes, what is done about it.

Likeness is that of the sets of five-word phrases (Jaccard), estimated by MinHash (Broder 1997):
each text keeps the smallest of 64 hashes of its phrases, 16 bits of each (Li and König 2010), and
texts that agree in four hashes of one of 16 bands are compared. So the time grows with the number
of texts, not with its square, and a text takes 136 bytes. Lines are counted as in lossy counting
(Manku and Motwani 2002): every thousand texts the rare ones are forgotten, so memory stays flat.
"""

from __future__ import annotations

import hashlib
import zlib
from array import array
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from helpers.folding import fold

PHRASE = 5
ALIKE = 0.8
_HASHES, _BAND = 64, 4
_PRIME = (1 << 31) - 1
_SHORTEST_LINE = 30
_IN_A_BUCKET = 8
_ROUND = 1000  # texts after which lines that stand in few of them are forgotten
_RANDOM = np.random.default_rng(7)
_FACTORS = _RANDOM.integers(1, _PRIME, (_HASHES, 1), dtype=np.uint64)
_ADDENDS = _RANDOM.integers(0, _PRIME, (_HASHES, 1), dtype=np.uint64)


def sign_text(text: str) -> np.ndarray | None:
    """Return 16 bits of the 64 smallest hashes of a text's phrases; None if it has few words."""
    words = fold(text).split()
    if len(words) < 2 * PHRASE:
        return None
    hashes = np.array([zlib.crc32(word.encode()) for word in words], dtype=np.uint64)
    phrases = hashes[: len(words) - PHRASE + 1].copy()
    for i in range(1, PHRASE):
        phrases = (phrases * np.uint64(31) + hashes[i : len(words) - PHRASE + 1 + i]) % np.uint64(
            _PRIME
        )
    mixed = (np.unique(phrases)[None, :] * _FACTORS + _ADDENDS) % np.uint64(_PRIME)
    return (mixed.min(axis=1) & np.uint64(0xFFFF)).astype(np.uint16)


@dataclass
class Line:
    """A line that texts share: where it first stands, in how many texts, and its words.

    `n_missed` is in how many texts more it may stand, from before it was last forgotten.
    """

    file: str
    line: int
    words: str
    n_texts: int = 1
    n_missed: int = 0


class Twin(NamedTuple):
    """A text that is like an earlier one: the share of phrases in both; None if it is the same."""

    name: str
    twin: str
    share: float | None


@dataclass
class Likeness:
    """What was seen of the texts so far."""

    _names: list[str] = field(default_factory=list)
    _digests: bytearray = field(default_factory=bytearray)
    _signatures: bytearray = field(default_factory=bytearray)
    _signed: array[int] = field(default_factory=lambda: array("q"))
    _lines: dict[str, Line] = field(default_factory=dict)
    n_texts: int = 0
    n_chars: int = 0

    def note(self, name: str, text: str) -> None:
        """Note one text: its signature and its longer lines, each once a text."""
        self._names.append(name)
        data = text.encode("utf-8", "replace")
        self._digests += hashlib.blake2b(data, digest_size=8).digest()
        signature = sign_text(text)
        if signature is not None:
            self._signed.append(self.n_texts)
            self._signatures += signature.tobytes()
        self.n_texts += 1
        self.n_chars += len(text)
        seen: set[str] = set()
        for number, line in enumerate(text.splitlines(), 1):
            words = line.strip()
            if len(words) < _SHORTEST_LINE or words in seen:
                continue
            seen.add(words)
            known = self._lines.get(words)
            if known is None:
                rounds = (self.n_texts - 1) // _ROUND
                self._lines[words] = Line(name, number, words, n_missed=rounds)
            else:
                known.n_texts += 1
        if self.n_texts % _ROUND == 0:
            least = self.n_texts // _ROUND
            kept = {w: k for w, k in self._lines.items() if k.n_texts + k.n_missed > least}
            self._lines = kept

    def find_twins(self) -> list[Twin]:
        """Return the texts that are the same as an earlier one or almost, in order.

        Of several the most alike, then the earliest is named; a text that is the same as another
        is itself nobody's model.
        """
        digests = np.frombuffer(self._digests, dtype=np.uint64)
        _, first, back = np.unique(digests, return_index=True, return_inverse=True)
        same = {i: int(j) for i, j in enumerate(first[back]) if i != j}
        found: dict[int, tuple[int, float | None]] = {i: (j, None) for i, j in same.items()}
        found |= self._find_alike(same)
        names = self._names
        return [Twin(names[i], names[j], share) for i, (j, share) in sorted(found.items())]

    def _find_alike(self, same: dict[int, int]) -> dict[int, tuple[int, float]]:
        """Return for each text that is like an earlier one, by number, which and how much."""
        numbers = np.array(self._signed, dtype=np.int64)
        signatures = np.frombuffer(self._signatures, dtype=np.uint16).reshape(-1, _HASHES)
        own = np.flatnonzero(~np.isin(numbers, list(same)))
        bands = signatures.view(np.uint64)  # four hashes of 16 bits are one key
        best: dict[int, tuple[int, float]] = {}
        for band in range(bands.shape[1]):
            keys = bands[own, band]
            order = np.argsort(keys, kind="stable")
            starts = np.flatnonzero(np.r_[True, keys[order][1:] != keys[order][:-1]])
            sizes = np.diff(np.r_[starts, len(order)])
            for start, size in zip(starts[sizes > 1], sizes[sizes > 1], strict=True):
                bucket = own[order[start : start + size]]
                models = bucket[:_IN_A_BUCKET]
                for at, text in enumerate(bucket[1:], 1):
                    alike = (signatures[models[:at]] == signatures[text]).mean(axis=1)
                    near = int(alike.argmax())
                    number, share = int(numbers[text]), float(alike[near])
                    if share >= ALIKE and share > best.get(number, (0, 0.0))[1]:
                        best[number] = (int(numbers[models[near]]), share)
        return best

    def repeated_lines(self, least: int) -> list[Line]:
        """Return the lines that stand in `least` texts or more, the most common first.

        None is left out as long as `least` is more than one in a thousand of the texts; one that
        was forgotten and came again stands in `n_texts` texts at least.
        """
        lines = [line for line in self._lines.values() if line.n_texts + line.n_missed >= least]
        return sorted(lines, key=lambda one: (-one.n_texts, one.file, one.line))
