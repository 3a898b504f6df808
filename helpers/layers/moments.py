"""Where a text speaks of time.

Comes in: a text. Goes out: `Moment`s in order, the longest kept. Must never know: when the text
was written, or by whom.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from helpers.layers.absolute import (
    MONTHS,
    WARS,
    Moment,
    read_clock,
    read_fiscal,
    read_month,
    read_war,
    read_year,
)
from helpers.layers.relative import (
    DAYS,
    WORDS,
    read_ago,
    read_following,
    read_span,
    read_the_year,
    read_this,
    read_to_come,
    read_weekday,
    read_word,
)
from helpers.matching import find_longest
from helpers.model import Text

Reader = Callable[[str, int, int], Moment | None]
# The words that give an expression of time away, and who reads it there.
_TRIGGERS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (tuple(month[:3].capitalize() for month in MONTHS), read_month),
    (tuple(month[:3].upper() for month in MONTHS), read_month),
    (tuple(day.capitalize() for day in DAYS), read_weekday),
    (tuple(day.upper() for day in DAYS), read_weekday),
    (tuple(form for word in WORDS for form in (word, word.capitalize())), read_word),
    (("past ", "last ", "Last ", "previous ", "preceding ", "next ", "Next "), read_span),
    (("Past ", "coming ", "recent ", "Recent "), read_span),
    (("following ", "Following "), read_following),
    (("this ", "This "), read_this),
    ((" ago",), read_ago),
    ((" to come", " ahead"), read_to_come),
    (("throughout the", "during the", "rest of the", "end of the"), read_the_year),
    (("FY", "iscal year", "iscal Year", "iscal 20"), read_fiscal),
    (("19", "20"), read_year),
    ((" p.m", " a.m", " P.M", " A.M", " pm", " am", " PM", " AM"), read_clock),
    (tuple(war.title().replace("Ii", "II") for war in WARS), read_war),
)


@lru_cache
def _automaton() -> tuple[AhoCorasick, tuple[Reader, ...]]:
    triggers = {word: reader for words, reader in _TRIGGERS for word in words}
    automaton = find_longest(triggers)
    return automaton, tuple(triggers.values())


def find_moments(text: Text) -> list[Moment]:
    """Return the expressions of time in the text, in order, longest kept, prepositions outside.

    >>> from helpers.model import Text
    >>> raw = "In November 2014 it was agreed; last week it began."
    >>> [raw[m.start : m.end] for m in find_moments(Text("a", raw, raw.lower(), []))]
    ['November 2014', 'last week']
    """
    return list(_find_moments(text.text))


@lru_cache(maxsize=2)  # persons and dates ask one after the other
def _find_moments(raw: str) -> tuple[Moment, ...]:
    automaton, readers = _automaton()
    found = []
    for number, start, end in automaton.find_matches_as_indexes(raw):
        moment = readers[number](raw, start, end)
        if moment is not None:
            found.append(moment)
    found.sort(key=lambda m: (m.start, -m.end))
    kept: list[Moment] = []
    for moment in found:
        if not kept or moment.start >= kept[-1].end:
            kept.append(moment)
    return tuple(kept)
