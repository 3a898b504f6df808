"""Split a text into sentences (a placeholder splitter: lines and full stops)."""

from __future__ import annotations

import re

from helpers.model import Sentence


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text`."""
    out = []
    paragraph = 0
    for line in re.finditer(r"[^\r\n]+", text):
        paragraph += 1
        pos = line.start()
        for m in list(re.finditer(r"[.!?][”\"’']?\s+(?=[A-Z“\"])", line[0])) + [None]:
            end = line.end() if m is None else line.start() + m.start() + len(m[0].rstrip())
            raw = text[pos:end]
            piece = raw.strip()
            start = pos + len(raw) - len(raw.lstrip())
            if piece:
                kind = "list item" if piece[0] in "-•" else "prose"
                out.append(
                    Sentence(
                        len(out) + 1,
                        start,
                        start + len(piece),
                        paragraph,
                        kind,
                        None,
                        sum(any(map(str.isalnum, w)) for w in piece.split()),
                    )
                )
            pos = end
    return out
