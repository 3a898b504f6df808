"""Texts that are almost the same, and lines that many texts share, in one pass over a corpus.

Comes in: texts, one by one. Goes out: which earlier text each is like, and repeated lines. Must
never know: files, codes, what is done about it.

Likeness is that of the sets of five-word phrases (Jaccard), estimated by MinHash (Broder 1997):
each text keeps the smallest of 64 hashes of its phrases, and texts that agree in four hashes of
one of 16 bands are compared. So the time grows with the number of texts, not with its square.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

import numpy as np

from helpers.folding import fold

PHRASE = 5
ALIKE = 0.8
_HASHES, _BAND = 64, 4
_PRIME = (1 << 31) - 1
_SHORTEST_LINE = 30
_IN_A_BUCKET = 8
_RANDOM = np.random.default_rng(7)
_FACTORS = _RANDOM.integers(1, _PRIME, (_HASHES, 1), dtype=np.uint64)
_ADDENDS = _RANDOM.integers(0, _PRIME, (_HASHES, 1), dtype=np.uint64)


def sign_text(text: str) -> np.ndarray | None:
    """Return the 64 smallest hashes of the phrases of a text; None if it has too few words."""
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
    return mixed.min(axis=1).astype(np.uint32)


@dataclass
class Line:
    """A line that texts share: where it first stands, in how many texts, how many characters."""

    file: str
    line: int
    words: str
    n_texts: int = 1


@dataclass
class Likeness:
    """What was seen of the texts so far."""

    _texts: dict[bytes, str] = field(default_factory=dict)
    _buckets: dict[tuple[int, bytes], list[tuple[str, np.ndarray]]] = field(default_factory=dict)
    _lines: dict[int, Line | tuple[str, int]] = field(default_factory=dict)
    n_texts: int = 0
    n_chars: int = 0

    def find_twin(self, name: str, text: str) -> tuple[str, float]:
        """Return the earlier text that `text` is like and how much (1.0: the same words).

        ("", 0.0) where there is none; the text is then remembered.
        """
        exact = zlib.crc32(text.encode("utf-8", "replace")).to_bytes(4, "big") + len(text).to_bytes(
            8, "big"
        )
        twin = self._texts.setdefault(exact, name)
        if twin != name:
            return twin, 1.0
        signature = sign_text(text)
        if signature is None:
            return "", 0.0
        best = ("", 0.0)
        keys = [
            (band, signature[band : band + _BAND].tobytes()) for band in range(0, _HASHES, _BAND)
        ]
        for key in keys:
            for other, theirs in self._buckets.get(key, ()):
                alike = float((signature == theirs).mean())
                if alike >= ALIKE and alike > best[1]:
                    best = (other, alike)
        for key in keys:
            bucket = self._buckets.setdefault(key, [])
            if len(bucket) < _IN_A_BUCKET:
                bucket.append((name, signature))
        return best

    def note_lines(self, name: str, text: str) -> None:
        """Note the longer lines of a text, each once a text."""
        self.n_texts += 1
        self.n_chars += len(text)
        seen: set[int] = set()
        for number, line in enumerate(text.splitlines(), 1):
            words = line.strip()
            if len(words) < _SHORTEST_LINE:
                continue
            key = hash(words)
            if key in seen:
                continue
            seen.add(key)
            known = self._lines.get(key)
            if known is None:
                self._lines[key] = (name, number)
            elif isinstance(known, Line):
                known.n_texts += 1
            else:
                self._lines[key] = Line(*known, words, 2)

    def repeated_lines(self, least: int) -> list[Line]:
        """Return the lines that stand in `least` texts or more, the most common first."""
        lines = [
            one for one in self._lines.values() if isinstance(one, Line) and one.n_texts >= least
        ]
        return sorted(lines, key=lambda one: (-one.n_texts, one.file, one.line))
