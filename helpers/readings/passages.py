"""What readings of speech share: quotations sentence by sentence, countries and passages in words.

Comes in: tables with places. Goes out: tables, words. Must never know: what is claimed.
"""

from __future__ import annotations

import pandas as pd

from helpers.actors_table import INTERNATIONAL, UNKNOWN
from helpers.corpus import Corpus
from helpers.tables import list_sentences

_WITH_ARTICLE = ("United States", "United Kingdom", "Netherlands", "Philippines", "Bahamas")


def spread_quotations(corpus: Corpus, quotations: pd.DataFrame) -> pd.DataFrame:
    """Return quotations with a row for each counted sentence that they reach into."""
    counted = set(
        list_sentences(corpus)[["document_id", "sentence_id"]].itertuples(index=False, name=None)
    )
    ranges = [
        [i for i in range(r.sentence_id, r.last_sentence_id + 1) if (r.document_id, i) in counted]
        for r in quotations.itertuples()
    ]
    spread = quotations.assign(sentence_id=ranges).explode("sentence_id", ignore_index=True)
    return spread.dropna(subset=["sentence_id"]).astype({"sentence_id": "int64"})


def say_country(name: str) -> str:
    """Return a country as it stands in a sentence after a preposition.

    >>> [say_country(c) for c in ("United States", "Mexico", INTERNATIONAL)]
    ['the United States', 'Mexico', 'an international body']
    """
    if name == INTERNATIONAL:
        return "an international body"
    if name == UNKNOWN:
        return "a country not known"
    listed = name in _WITH_ARTICLE or name.endswith(("Republic", "Union", "Islands"))
    return f"the {name}" if listed else name


def shorten(text: str, longest: int = 70) -> str:
    """Return a passage in one line, cut at a word where it is long.

    >>> shorten("One two three", 9)
    'One two …'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + " …"
