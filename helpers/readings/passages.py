"""What readings of speech share: quotations sentence by sentence, countries and passages in words.

Comes in: tables with places. Goes out: tables, words. Must never know: what is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import pandas as pd

from helpers.actors_table import INTERNATIONAL, UNKNOWN
from helpers.claims import Number, Part
from helpers.corpus import Corpus
from helpers.languages import read_stop_words
from helpers.layers.tenure import read_offices
from helpers.tables import list_sentences

MOST_NAMED = 8
_NEXT_WORDS = re.compile(r"(?:[ \t]+[\w’'-]+){0,3}")
_WITH_ARTICLE = ("United States", "United Kingdom", "Netherlands", "Philippines", "Bahamas")


def spread_quotations(corpus: Corpus, quotations: pd.DataFrame) -> pd.DataFrame:
    """Return quotations with a row for each counted sentence that they reach into."""
    counted = _set_counted(corpus)
    columns = ("document_id", "sentence_id", "last_sentence_id")
    ranges = [
        [i for i in range(first, last + 1) if (document_id, i) in counted]
        for document_id, first, last in zip(*(quotations[c].tolist() for c in columns), strict=True)
    ]
    spread = quotations.assign(sentence_id=ranges).explode("sentence_id", ignore_index=True)
    return spread.dropna(subset=["sentence_id"]).astype({"sentence_id": "int64"})


@lru_cache(maxsize=4)
def _set_counted(corpus: Corpus) -> frozenset[tuple[str, int]]:
    counted = list_sentences(corpus)
    return frozenset(zip(counted["document_id"].tolist(), counted["sentence_id"], strict=True))


def name_some(named: Sequence[Number], n: int = 0, *, most: int = MOST_NAMED) -> Part:
    """Return what a claim lists: all of it, or the first `most` and how many more; "none" for none.

    Parameters
    ----------
    n : how many there are, where `named` has not all of them

    Examples
    --------
    >>> name_some([Number("a"), Number("b")], 2000)[-1].value
    '1,998 more'
    """
    shown = list(named[:most])
    more = max(n, len(named)) - len(shown)
    return [*shown, Number(f"{more:,} more")] if more else shown or "none"


def say_n(n: int, noun: str) -> str:
    """Return "1 sentence" or "3 sentences".

    >>> say_n(1, "text"), say_n(2000, "sentence")
    ('1 text', '2,000 sentences')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def name_with_sentences(name: str, n: int, key: str, more: str = "") -> Number:
    """Return a name with its number of sentences, which opens them: "Carper 2016 (3 sentences)".

    Parameters
    ----------
    more : what is counted of it in another unit, before the sentences ("184 of 371 words in ")

    Examples
    --------
    >>> name_with_sentences("Carper 2016", 3, "k")
    Number(value=3, key='k', before='Carper 2016 (', after=' sentences)')
    >>> name_with_sentences("Carper 2016", 0, "k")
    Number(value='', key='', before='Carper 2016', after='')
    """
    if not n:
        return Number("", "", name)
    return Number(n, key, f"{name} ({more}", f" sentence{'' if n == 1 else 's'})")


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


def say_person(name: str, day: str) -> str:
    """Return a person with the office held on a day, where the list of offices has one.

    >>> say_person("Rex Tillerson", "2017-06-21"), say_person("Ana Ruiz", "2017-06-21")
    ('Rex Tillerson, Secretary of State', 'Ana Ruiz')
    """
    held = (o for o in read_offices() if o.person == name and day and o.first <= day <= o.last)
    office = next(held, None)
    if office is None:
        return name
    where = f" of the {office.organisation}" if not office.country and office.organisation else ""
    return f"{name}, {office.office}{where}"


def say_writer(kind: str) -> str:
    """Return what kind of writer, with its article.

    >>> say_writer("analyst"), say_writer("reporter")
    ('an analyst', 'a reporter')
    """
    return f"{'an' if kind[:1] in 'aeiou' else 'a'} {kind}"


def quote_phrases(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Return the phrases that some first persons begin, as they stand: “our two countries”.

    Parameters
    ----------
    rows : as from `helpers.first_person.list_first_person`; a phrase runs from "our" to the end
        of its nouns, read as at most three words before a comma, a full stop or a small word
    """
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    small = read_stop_words()["English"]
    said = []
    for row in rows.itertuples():
        text, end = texts[row.document_id], row.end
        if text[row.start : row.end].lower() == "our":
            following = _NEXT_WORDS.match(text, row.end)
            for word in following[0].split() if following else ():
                if word.lower() in small:
                    break
                end = text.index(word, end) + len(word)
        said.append(f"“{' '.join(text[row.start : end].split())}”")
    return ", ".join(dict.fromkeys(said))


def shorten(text: str, longest: int = 70) -> str:
    """Return a passage in one line, cut at a word where it is long.

    >>> shorten("One two three", 9)
    'One two …'
    """
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1].rsplit(" ", 1)[0] + " …"
