"""Which language a text is in, by its most common small words.

Comes in: a text. Goes out: the name of a language, or "" where the words do not say. Must never
know: files, codes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError
from helpers.folding import fold

CODED = "English"
FEWEST_WORDS = 12
_SHARE = 0.12  # of running words that are small words; English prose has 0.3 to 0.5
_LATIN = 0x250  # letters from here on belong to other scripts
_FEWEST_LETTERS = 20
_WORD = re.compile(r"[^\W\d_]+")
_FACTS = Path(__file__).parent / "facts"


@lru_cache
def read_stop_words() -> dict[str, frozenset[str]]:
    """Return the small words of each language of `facts/stop_words.csv`.

    Raises
    ------
    CodebookError
        With every problem of the file.
    """
    rows, problems = read_rows(_FACTS / "stop_words.csv", ("language", "words"), ())
    if problems:
        raise CodebookError(problems)
    return {row["language"]: frozenset(row["words"].split()) for _, row in rows}


def name_language(text: str, *, least: float = _SHARE) -> str:
    """Return the language whose small words are most common in `text`; "" if that says nothing.

    `least` is the share of its words that must be small words of that language.

    >>> name_language("The families left their homes because there was no work for them at all.")
    'English'
    >>> name_language("Las familias dejaron sus casas porque no había trabajo para ellos allí.")
    'Spanish'
    >>> name_language("Honduras 2019")
    ''
    """
    words = _WORD.findall(fold(text[:6000]))
    if len(words) < FEWEST_WORDS:
        return ""
    counts = {
        name: sum(map(small.__contains__, words)) for name, small in read_stop_words().items()
    }
    best = max(counts, key=lambda name: (counts[name], name == CODED))
    return best if counts[best] >= least * len(words) else ""


def name_script(text: str) -> str:
    """Return the script that most letters of a text are in, where it is not Latin; else "".

    >>> name_script("Люди покидают свои дома, потому что для них нет работы.")
    'Cyrillic'
    >>> name_script("People leave.")
    ''
    """
    letters = [c for c in text[:2000] if c.isalpha()]
    others = [unicodedata.name(c, "unknown").split()[0] for c in letters if ord(c) >= _LATIN]
    if len(letters) < _FEWEST_LETTERS or 2 * len(others) <= len(letters):
        return ""
    script = Counter(others).most_common(1)[0][0]
    return script if script == "CJK" else script.capitalize()
