"""In how many defensible settings a comparison or another statement holds.

Comes in: a corpus and what is to hold. Goes out: `Choices`: every setting, its result, and in
how many the statement holds. Must never know: which statement it is, nor how it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from helpers.corpus import Corpus
from helpers.grids import CODING, FILTERS, Array, Grid, Spans, list_filters, read_codings

RESULTS = ("first leads", "tie", "second leads")
UNITS = ("sentences", "words of those sentences")
CHOICES: dict[str, tuple[str, ...]] = {"coding": CODING, "unit": UNITS, **FILTERS}


@dataclass(frozen=True)
class Setting:
    """One way to count: (choice, value) pairs, what came out, and whether the statement holds.

    `said` is what came out in words, where it is more than two numbers.
    """

    choices: tuple[tuple[str, str], ...]
    first: int
    second: int
    holds: bool
    said: str = ""

    @property
    def result(self) -> str:
        """Which side has more: one of `RESULTS`."""
        return RESULTS[1 + (self.second > self.first) - (self.first > self.second)]

    @property
    def is_tie(self) -> bool:
        """Whether two sides were counted and neither has more."""
        return not self.said and not self.holds and self.result == RESULTS[1]

    @property
    def outcome(self) -> str:
        """What came out, in words."""
        return self.said or f"{self.first} against {self.second}"


@dataclass(frozen=True)
class Choices:
    """Every setting in which a comparison was made, and in how many its statement holds."""

    statement: str
    settings: tuple[Setting, ...]

    @property
    def k(self) -> int:
        """In how many settings the statement holds."""
        return sum(s.holds for s in self.settings)

    @property
    def of(self) -> int:
        """How many settings there are (K), duplicates merged."""
        return len(self.settings)

    @property
    def swaps(self) -> bool:
        """Whether some setting has the one side ahead and some the other."""
        return {RESULTS[0], RESULTS[2]} <= {s.result for s in self.settings}


Sides = Mapping[str, Sequence[str]]
_Frozen = tuple[tuple[str, tuple[str, ...]], ...]


def compare_groups(
    corpus: Corpus,
    document_id: str,
    first: Sides,
    second: Sides,
    *,
    statement: str,
    holds: str = RESULTS[0],
) -> Choices:
    """Return in how many settings `first` outnumbers `second` in one text.

    Parameters
    ----------
    first, second : the codes that each side may mean, by the name of that meaning
        ({"border and crime": ["R-BORDER", "R-CRIME"], "border": ["R-BORDER"]})
    statement : what is said to hold
    holds : the result under which the statement holds, one of `RESULTS`

    Returns
    -------
    Choices
        One setting per defensible way to count. Settings that select the same sentences on both
        sides and count them in the same unit are duplicates, merged into the first of them.
    """
    frozen = [tuple((name, tuple(codes)) for name, codes in s.items()) for s in (first, second)]
    return _compare(corpus, document_id, frozen[0], frozen[1], (statement, holds))


@lru_cache(maxsize=64)
def _compare(
    corpus: Corpus, document_id: str, first: _Frozen, second: _Frozen, asked: tuple[str, str]
) -> Choices:
    statement, holds = asked
    sides = dict((*first, *second))
    seen: dict[object, Setting] = {}
    found = {
        name: [_select(grid, chosen, sides) for chosen, grid in _own_grids(spans, document_id)]
        for name, spans in read_codings(corpus).items()
    }
    for coding, (a_name, _), (b_name, _), unit in product(found, first, second, UNITS):
        for chosen, selected in found[coding]:
            (a, a_words, a_key), (b, b_words, b_key) = selected[a_name], selected[b_name]
            key = (unit, a_key, b_key)
            if key in seen:
                continue
            pair = (a, b) if unit == UNITS[0] else (a_words, b_words)
            named = {"coding": coding, "first side": a_name, "second side": b_name, "unit": unit}
            setting = Setting(tuple({**named, **chosen}.items()), *pair, False)
            seen[key] = Setting(setting.choices, *pair, setting.result == holds)
    return Choices(statement, tuple(seen.values()))


_Selected = dict[str, tuple[int, int, bytes]]


def _own_grids(spans: Spans, document_id: str) -> list[tuple[dict[str, str], Grid]]:
    own = spans.of_document(document_id)
    return [(chosen, own.grid(chosen)) for chosen in list_filters(own)]


def _select(
    grid: Grid, chosen: dict[str, str], sides: Mapping[str, tuple[str, ...]]
) -> tuple[dict[str, str], _Selected]:
    selected: _Selected = {}
    for name, codes in sides.items():
        rows: Array = grid.any_of(codes)
        ids = np.asarray(grid.sentence_id[rows])
        selected[name] = (int(rows.sum()), int(grid.n_words[rows].sum()), ids.tobytes())
    return chosen, selected


Ways = tuple[str, Mapping[str, Callable[[Grid], Grid]]]
WAY: Ways = ("", {"": lambda grid: grid})  # a statement that leaves no other choice open


def see_all(grid: Grid) -> Hashable:
    """Return all that a grid holds: which sentences, and what each carries."""
    return grid.sentence_id.tobytes(), grid.carried.tobytes()


def try_statement(
    corpus: Corpus,
    verdict: Callable[[Grid], str],
    expected: str,
    *,
    statement: str,
    sees: Callable[[Grid], Hashable] = see_all,
    ways: Ways = WAY,
) -> Choices:
    """Return in how many settings a verdict on the whole corpus comes out as expected.

    Parameters
    ----------
    verdict : what a grid says, in a few words
    expected : the verdict under which the statement holds
    statement : what is said to hold
    sees : what of a grid the verdict looks at; two settings in which that is the same are one
    ways : one more choice that this statement leaves open: its name, and how each of its values
        changes a grid

    Returns
    -------
    Choices
        Settings that show the verdict the same are duplicates, merged.
    """
    seen: dict[object, Setting] = {}
    name, changes = ways
    for (coding, spans), (way, change) in product(read_codings(corpus).items(), changes.items()):
        for chosen in list_filters(spans):
            grid = change(spans.grid(chosen))
            key = sees(grid)
            if key in seen:
                continue
            said = verdict(grid)
            named = {"coding": coding, **({name: way} if name else {}), **chosen}
            seen[key] = Setting(tuple(named.items()), 0, 0, said == expected, said)
    return Choices(statement, tuple(seen.values()))
