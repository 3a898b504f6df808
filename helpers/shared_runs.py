"""Words that texts share in a row: the longest run of each pair, and runs that many texts repeat.

Comes in: a `Corpus`. Goes out: DataFrames of runs and of the places where they stand.
Must never know: what the words mean, or whose they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.tables import list_documents_by_date, list_sentences

LEAST_REPEATED = 8
PLACE_COLUMNS = ("document_id", "sentence_id", "start", "end")
_WORD = re.compile(r"[^\s—–/]*[^\W_][^\s—–/]*")
_POSSESSIVE = re.compile(r"['’](?:s|S)?(?=\W*\Z)")
_MARKS = re.compile(r"[\W_]+")
_CURLY = str.maketrans("‘’“”", "''\"\"")


@dataclass(frozen=True)
class Likeness:
    """What makes two words the same: what of case, punctuation and possessives is ignored."""

    ignore_case: bool = True
    ignore_punctuation: bool = True
    ignore_possessives: bool = True

    def form(self, word: str) -> str:
        """Return what a word is compared by.

        >>> [Likeness().form(w) for w in ("Nations’", "Senate's", "U.S.", "work,")]
        ['nations', 'senate', 'us', 'work']
        """
        if self.ignore_case:
            word = word.casefold()
        if self.ignore_possessives:
            word = _POSSESSIVE.sub("", word)
        return _MARKS.sub("", word) if self.ignore_punctuation else word.translate(_CURLY)


@dataclass(frozen=True)
class Words:
    """The words of the counted sentences as arrays, one entry a word, texts in order of date.

    `form` numbers equal words equally; `document` counts texts, `sentence` counts sentences.
    """

    documents: tuple[str, ...]
    form: np.ndarray
    document: np.ndarray
    sentence: np.ndarray
    sentence_id: np.ndarray
    start: np.ndarray
    end: np.ndarray

    def fits(self, places: np.ndarray, n: int) -> np.ndarray:
        """Return which of the places begin a run of `n` words that stays in one sentence."""
        ends = places + n - 1
        inside = ends < len(self.form)
        ends = np.minimum(ends, len(self.form) - 1)
        return inside & (self.sentence[places] == self.sentence[ends])

    def place(self, first: int, n: int) -> tuple[str, int, int, int]:
        """Return where the run of `n` words at `first` stands: `PLACE_COLUMNS`."""
        last = first + n - 1
        document_id = self.documents[self.document[first]]
        return (
            document_id,
            int(self.sentence_id[first]),
            int(self.start[first]),
            int(self.end[last]),
        )


def split_words(corpus: Corpus, likeness: Likeness | None = None) -> Words:
    """Return the words of a corpus's counted sentences; a run never leaves its sentence."""
    likeness = likeness or Likeness()
    documents = tuple(list_documents_by_date(corpus))
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    by_document = dict(list(list_sentences(corpus).groupby("document_id")))
    forms: dict[str, int] = {}
    known: dict[str, tuple[int, int, int]] = {}
    parts = [np.zeros((6, 0), dtype=np.int64)]
    n_sentences = 0
    for number, document_id in enumerate(documents):
        if document_id not in by_document:
            continue
        found = list(_WORD.finditer(texts[document_id]))
        for word in {match[0] for match in found}.difference(known):
            name = forms.setdefault(likeness.form(word), len(forms))
            known[word] = (name, *_borders(word))
        facts = np.array([known[match[0]] for match in found], dtype=np.int64).reshape(-1, 3).T
        spans = np.array([match.span() for match in found], dtype=np.int64).reshape(-1, 2).T
        rows = by_document[document_id]
        held = np.searchsorted(rows["start"].to_numpy(), spans[0], side="right") - 1
        kept = (held >= 0) & (spans[1] <= rows["end"].to_numpy()[held])
        start, end = spans[0] + facts[1], spans[1] - facts[2]
        sentence_id = rows["sentence_id"].to_numpy()[held]
        document = np.full(len(found), number)
        part = np.stack([facts[0], document, n_sentences + held, sentence_id, start, end])
        parts.append(part[:, kept])
        n_sentences += len(rows)
    return Words(documents, *np.concatenate(parts, axis=1))


def _borders(word: str) -> tuple[int, int]:
    """Return how many characters before the first and after the last letter or digit."""
    bare = [i for i, character in enumerate(word) if character.isalnum()]
    return bare[0], len(word) - 1 - bare[-1]


def find_longest_runs(corpus: Corpus, *, likeness: Likeness | None = None) -> pd.DataFrame:
    """Return, for each pair of texts, the longest runs of words that both have.

    Meant for few texts: the work grows with the square of their number. Runs are grown word by
    word, and only those that two texts still share are grown on.

    Returns
    -------
    DataFrame
        One row per place of a longest run, both sides; columns first, second (the pair's
        document_ids, the older first), run (a number within the pair, from 0), n_words, and
        `PLACE_COLUMNS`. Of several longest runs of a pair each is there once a side, where it
        first stands; of runs under four words only the first. A pair without a common word has
        no rows.
    """
    words = split_words(corpus, likeness)
    longest: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    places = np.arange(len(words.form))
    names, n = words.form, 1
    while len(places):
        places, names = _keep_shared(words, places, names)
        for firsts in _first_places(words, places, names):
            for a, b in combinations(sorted(firsts), 2):
                found = longest.setdefault((a, b), [])
                if found and found[0][0] < n:
                    found.clear()
                if not (n < 4 and found):
                    found.append((n, firsts[a], firsts[b]))
        fits = words.fits(places, n + 1)
        places, names = places[fits], names[fits]
        following = words.form[places + n]
        _, names = np.unique(
            names * (words.form.max(initial=0) + 1) + following, return_inverse=True
        )
        n += 1
    rows = [
        (words.documents[a], words.documents[b], number, n_words, *words.place(first, n_words))
        for (a, b), runs in sorted(longest.items())
        for number, (n_words, *firsts) in enumerate(sorted(runs, key=lambda run: run[1]))
        for first in firsts
    ]
    columns = ["first", "second", "run", "n_words", *PLACE_COLUMNS]
    return pd.DataFrame(rows, columns=columns)


def _keep_shared(
    words: Words, places: np.ndarray, names: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the places whose run stands in two texts or more, and the runs' names."""
    pairs = np.unique(np.stack([names, words.document[places]], axis=1), axis=0)
    shared, n_texts = np.unique(pairs[:, 0], return_counts=True)
    kept = np.isin(names, shared[n_texts > 1])
    return places[kept], names[kept]


def _first_places(words: Words, places: np.ndarray, names: np.ndarray) -> list[dict[int, int]]:
    """Return, for each run, where it first stands in each text: place by text."""
    firsts: dict[int, dict[int, int]] = {}
    for place, name, document in zip(
        places.tolist(), names.tolist(), words.document[places].tolist(), strict=True
    ):
        firsts.setdefault(name, {}).setdefault(document, place)
    return list(firsts.values())


def list_repeated_runs(corpus: Corpus, *, least: int = LEAST_REPEATED) -> pd.DataFrame:
    """Return the runs of at least `least` words that two texts or more have, most texts first.

    Meant for any size: the work grows nearly with the number of words (it sorts them a few
    times). A run is as long as all its places agree and never leaves a sentence; every `least`
    words that two texts share lie in a run.

    Returns
    -------
    DataFrame
        One row per place of a run; columns run (number, from 0, in order of share), n_words,
        n_documents, of_documents, share (of the texts), and `PLACE_COLUMNS`.
    """
    words = split_words(corpus)
    runs: dict[tuple[int, ...], int] = {}
    for firsts in _group_runs(words, least).values():
        places, n = _extend(words, np.array(firsts[0]), firsts[1])
        if _differ(words.document[places]):
            key = tuple(places.tolist())
            runs[key] = max(n, runs.get(key, 0))
    of = len(words.documents)
    listed = [(len(np.unique(words.document[list(key)])), n, key) for key, n in runs.items()]
    listed.sort(key=lambda run: (-run[0], -run[1], run[2]))
    rows = [
        (number, n, n_documents, of, n_documents / of, *words.place(first, n))
        for number, (n_documents, n, key) in enumerate(listed)
        for first in key
    ]
    columns = ["run", "n_words", "n_documents", "of_documents", "share", *PLACE_COLUMNS]
    return pd.DataFrame(rows, columns=columns)


def _group_runs(words: Words, least: int) -> dict[bytes, tuple[list[int], int]]:
    """Return stretches of words that always come together: their places and length, by content."""
    places, names = _name_runs(words, least)
    places, names = _keep_shared(words, places, names)
    if not len(places):
        return {}
    _, names = np.unique(names, return_inverse=True)
    counts = np.bincount(names)
    beside = (np.diff(places) == 1) & (np.diff(words.sentence[places]) == 0)
    # The next run belongs to this one if it follows it everywhere and follows nothing else.
    joined = names[:-1] * (names.max() + 1) + names[1:]
    _, follows, times = np.unique(joined[beside], return_inverse=True, return_counts=True)
    same = beside.copy()
    same[beside] = (times[follows] == counts[names[:-1][beside]]) & (
        times[follows] == counts[names[1:][beside]]
    )
    borders = np.flatnonzero(np.concatenate([[True], ~same, [True]]))
    groups: dict[bytes, tuple[list[int], int]] = {}
    for a, b in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
        first, n = int(places[a]), b - a + least - 1
        groups.setdefault(words.form[first : first + n].tobytes(), ([], n))[0].append(first)
    return groups


def _name_runs(words: Words, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places of runs of `n` words, and a number for each that equal runs share.

    Names of 1, 2, 4 … words are built by doubling (Karp, Miller & Rosenberg 1972), the last from
    two that overlap.
    """
    names, length = words.form, 1
    while length < n:
        step = min(length, n - length)
        size = len(names) - step
        if size <= 0:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        joined = names[:size] * (names.max() + 1) + names[step : step + size]
        _, names = np.unique(joined, return_inverse=True)
        length += step
    places = np.arange(len(names))
    fits = words.fits(places, n)
    return places[fits], names[fits]


def _differ(values: np.ndarray) -> bool:
    return bool((values != values[0]).any())


def _extend(words: Words, places: np.ndarray, n: int) -> tuple[np.ndarray, int]:
    """Return the run grown to the left and right as long as all its places agree."""
    while (places > 0).all() and (words.sentence[places - 1] == words.sentence[places]).all():
        if _differ(words.form[places - 1]):
            break
        places, n = places - 1, n + 1
    while words.fits(places, n + 1).all() and not _differ(words.form[places + n]):
        n += 1
    return places, n
