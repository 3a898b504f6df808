"""Short names for texts: "Carper 2016", "Voice of America Editorials 2024".

Comes in: the documents table. Goes out: one label per document, each different.
Must never know: sentences, codes, or where a label is shown.
"""

from __future__ import annotations

import re
import weakref
from collections import Counter

import pandas as pd

LONGEST_LABEL = 48
_COLUMNS = ("document_id", "title", "author", "publisher", "date_from", "date_to")
# Tables are not edited in place, so the labels of one are made once: by id, while it lives.
_KNOWN: dict[int, tuple[weakref.ref[pd.DataFrame], dict[str, str]]] = {}
_MOST_KNOWN = 16
_BETWEEN_AUTHORS = re.compile(r"\s*;\s*|\s+and\s+|\s*&\s*")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_PARTICLES = frozenset(
    {"da", "de", "del", "den", "der", "di", "du", "la", "las", "los", "van", "von"}
)
_BODY_WORDS = re.compile(
    "administration|agency|alliance|association|bank|board|bureau|cent(?:er|re)|commission"
    "|committee|council|department|desk|editors|embassy|foundation|fund|government|group|house"
    "|institute|journal|media|ministry|network|news|newspaper|office|organi[sz]ation|party|post"
    "|press|review|secretariat|secretary|senate|service|society|staff|times|union|university|world",
    re.IGNORECASE,
)


def label_documents(documents: pd.DataFrame) -> dict[str, str]:
    """Return a short label for each text: author's surname, else publisher, else title; the year.

    Parameters
    ----------
    documents : one row per text; columns document_id, title, author, publisher, date_from,
        date_to (days as YYYY-MM-DD, "" when unknown)

    Returns
    -------
    dict
        Label by document_id, in the order of the table. Two texts never share a label: equal
        ones get "a", "b" after the year, or "(1)", "(2)" where no year is known.

    Examples
    --------
    >>> row = {"document_id": "x", "title": "T", "author": "Tom Carper", "publisher": "",
    ...        "date_from": "2016-06-20", "date_to": "2016-11-08"}
    >>> label_documents(pd.DataFrame([row]))
    {'x': 'Carper 2016'}
    """
    known = _KNOWN.get(id(documents))
    if known is None or known[0]() is not documents:
        known = (weakref.ref(documents), _label(documents))
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        _KNOWN[id(documents)] = known
    return dict(known[1])


def _label(documents: pd.DataFrame) -> dict[str, str]:
    columns = (documents[column].fillna("").tolist() for column in _COLUMNS)
    rows = (dict(zip(_COLUMNS, values, strict=True)) for values in zip(*columns, strict=True))
    plain = {row["document_id"]: (_name_source(row), _name_years(row)) for row in rows}
    shared = Counter(plain.values())
    seen: Counter[tuple[str, str]] = Counter()
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for document_id, pair in plain.items():
        seen[pair] += 1
        nth = seen[pair] if shared[pair] > 1 else 0
        label = _join(*pair, nth)
        while label in taken:
            seen[pair] += 1
            label = _join(*pair, seen[pair])
        labels[document_id] = label
        taken.add(label)
    return labels


def _join(source: str, years: str, nth: int) -> str:
    if not years:
        return f"{source} ({nth})" if nth else source
    letter = chr(96 + nth) if 0 < nth <= 26 else f" ({nth})" if nth else ""
    return f"{source} {years}{letter}"


def _name_source(row: dict[str, str]) -> str:
    surnames = [name_surname(a) for a in _BETWEEN_AUTHORS.split(row["author"].strip()) if a]
    if row["author"] and row["author"] == row["publisher"]:
        surnames = [row["author"]]
    if len(surnames) > 2:
        source = f"{surnames[0]} et al."
    else:
        source = " and ".join(surnames) or row["publisher"].strip() or row["title"].strip()
    source = " ".join((source or row["document_id"]).split())
    if len(source) <= LONGEST_LABEL:
        return source
    return source[: LONGEST_LABEL - 1].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def name_surname(author: str) -> str:
    """Return the surname of a personal name; any other author (a body, one word) as it is.

    >>> [name_surname(a) for a in ("Kausha Luna", "Luna, Kausha", "Ana de la Cruz", "World Bank")]
    ['Luna', 'Luna', 'de la Cruz', 'World Bank']
    """
    author = _SUFFIX.sub("", author.strip())
    if author.count(",") == 1:
        return author.partition(",")[0]
    words = author.split()
    if not 2 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(w) for w in words):
        return author
    if any(_BODY_WORDS.fullmatch(w) for w in words):
        return author
    small = [w for w in words if not w[0].isupper()]
    if words[0] in small or words[-1] in small or not _PARTICLES.issuperset(small):
        return author
    first = len(words) - 1
    while first > 1 and words[first - 1] in small:
        first -= 1
    return " ".join(words[first:])


def _name_years(row: dict[str, str]) -> str:
    first, last = row["date_from"][:4], row["date_to"][:4]
    return first if first == last or not last else f"{first}–{last}"
