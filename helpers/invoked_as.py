"""As what an instrument is invoked: as a model, an achievement, a plan, something set up.

Comes in: mentions of instruments and their sentences. Goes out: roles, read from the words beside
a mention. Must never know: which instrument, or whether the text is right.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.corpus import Corpus
from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.folding import fold
from helpers.matching import expand_alternatives, keep_longest, pattern_to_regex

CODEBOOK = Path(__file__).parent / "codebook"
ROLES = ("model", "achievement", "mainstay", "plan", "set up", "way", "setting", "criticised")
CALLING = "mainstay"
NAMED_ONLY = "named only"
_BEFORE, _AFTER = 48, 60
_LETTERS = re.compile(r"[a-z]+")
_ASIDE = re.compile(r"^ - (?:(?! - ).){2,200} - ")


class RoleRow(NamedTuple):
    """One row of the file: words before or after a mention, and the role that they give it."""

    role: str
    side: str
    pattern: str
    example: str
    near_miss: str


@lru_cache
def read_role_rows(path: Path = CODEBOOK / "instrument_roles.csv") -> tuple[RoleRow, ...]:
    """Return the rows of the file, in order; raises `CodebookError` with file and line."""
    rows, problems = read_rows(path, RoleRow._fields, ())
    for line, row in rows if not problems else ():
        for column, values in (("role", ROLES), ("side", ("before", "after"))):
            if row[column] not in values:
                found = f"{column} {row[column]!r} is not known"
                problems.append(
                    Problem(path.name, line, found, f"Write one of {', '.join(values)}.")
                )
    if problems:
        raise CodebookError(problems)
    return tuple(RoleRow(**row) for _, row in rows)


@lru_cache
def _prepare() -> dict[tuple[str, str], re.Pattern[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row in read_role_rows():
        found.setdefault((row.role, row.side), []).extend(expand_alternatives(row.pattern))
    return {
        key: re.compile("|".join(_to_regex(p) for p in patterns)) for key, patterns in found.items()
    }


class _Cue(NamedTuple):
    """The patterns of one role on one side, and for each the letters it cannot do without."""

    role: str
    expression: re.Pattern[str]
    keys: tuple[str, ...]


@lru_cache
def _prepare_side(side: str) -> tuple[_Cue, ...]:
    keys: dict[str, dict[str, None]] = {}
    for row in read_role_rows():
        if row.side == side:
            longest = (
                max(_LETTERS.findall(p) or [""], key=len) for p in expand_alternatives(row.pattern)
            )
            keys.setdefault(row.role, {}).update(dict.fromkeys(longest))
    return tuple(_Cue(role, _prepare()[role, side], tuple(own)) for role, own in keys.items())


def _to_regex(pattern: str) -> str:
    if pattern.startswith("'"):
        return re.escape(pattern) + r"(?!\w)"
    return pattern_to_regex(pattern)


def find_roles(left: str, right: str) -> tuple[str, ...]:
    """Return the roles that the words beside a mention give it, in the order of `ROLES`.

    Parameters
    ----------
    left, right : the folded text of the sentence before and after the mention, without that
        beyond another mention

    Examples
    --------
    >>> find_roles("much like ", ", which helped pull that nation back")
    ('model', 'achievement')
    """
    sides = {"before": left[-_BEFORE:], "after": _ASIDE.sub(" ", right)[:_AFTER]}
    found: set[str] = set()
    for side, words in sides.items():
        places = [
            (m.start(), m.end(), cue.role)
            for cue in _prepare_side(side)
            if any(key in words for key in cue.keys)
            for m in cue.expression.finditer(words)
        ]
        found |= {role for _, _, role in keep_longest(places)}
    return tuple(role for role in ROLES if role in found)


def find_calling(right: str) -> tuple[int, int] | None:
    """Return where the words after a mention call it something that much rests on, if they do.

    Parameters
    ----------
    right : the folded text of the sentence after the mention, without that beyond another one

    Examples
    --------
    >>> find_calling(" a pillar of its strategy")
    (1, 9)
    """
    expression = _prepare().get((CALLING, "after"))
    found = expression.search(right[:_AFTER]) if expression else None
    return (found.start(), found.end() - len(" of")) if found else None


def add_roles(corpus: Corpus, mentions: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions with what they are invoked as.

    Returns
    -------
    DataFrame
        The rows of `mentions` with a column `roles`, a tuple, (`NAMED_ONLY`,) where no word
        beside the mention says more, and `called`, the text's words where they call it
        something that much rests on ("a pillar", "" for none).
    """
    held = set(mentions["document_id"].tolist())
    listed = zip(corpus.documents["document_id"], corpus.documents["text"], strict=True)
    raw = {document_id: text for document_id, text in listed if document_id in held}
    texts = {document_id: fold(text) for document_id, text in raw.items()}
    sentences = corpus.sentences[corpus.sentences["document_id"].isin(held)]
    order = ("document_id", "sentence_id", "start", "end")
    places = {(d, i): (a, b) for d, i, a, b in zip(*(sentences[c] for c in order), strict=True)}
    own: dict[tuple[str, int], list[tuple[int, int]]] = {}
    columns = ("document_id", "sentence_id", "start", "end")
    for document_id, sentence_id, start, end in zip(
        *(mentions[c].tolist() for c in columns), strict=True
    ):
        own.setdefault((document_id, sentence_id), []).append((start, end))
    roles: list[tuple[str, ...]] = []
    called: list[str] = []
    for row in mentions.itertuples():
        floor, limit = places[row.document_id, row.sentence_id]
        others = own[row.document_id, row.sentence_id]
        floor = max([floor, *(end for _, end in others if end <= row.start)])
        limit = min([limit, *(start for start, _ in others if start >= row.end)])
        text = texts[row.document_id]
        found = find_roles(text[floor : row.start], text[row.end : limit])
        roles.append(found or (NAMED_ONLY,))
        place = find_calling(text[row.end : limit])
        words = raw[row.document_id][row.end :][slice(*place)] if place else ""
        called.append(" ".join(words.split()))
    return mentions.assign(roles=roles, called=called)
