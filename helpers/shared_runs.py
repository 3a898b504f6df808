"""Words that texts share in a row: the longest run of each pair, and runs that many texts repeat.

Comes in: a `Corpus`. Goes out: DataFrames of runs and of the places where they stand.
Must never know: what the words mean, or whose they are.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
import pandas as pd

from helpers.corpus import Corpus
from helpers.tables import group_rows, list_documents_by_date, list_sentences

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
    `sentences` says of each sentence where it is: document_id, sentence_id, start, end; `firsts`
    has its first word. Where a word stands is looked up when it is asked for.
    """

    texts: Mapping[str, str]
    n_texts: int
    form: np.ndarray
    document: np.ndarray
    sentence: np.ndarray
    firsts: np.ndarray
    sentences: Sequence[tuple[str, int, int, int]]

    def fits(self, places: np.ndarray, n: int) -> np.ndarray:
        """Return which of the places begin a run of `n` words that stays in one sentence."""
        ends = places + n - 1
        inside = ends < len(self.form)
        ends = np.minimum(ends, len(self.form) - 1)
        return inside & (self.sentence[places] == self.sentence[ends])

    def place(self, first: int, n: int) -> tuple[str, int, int, int]:
        """Return where the run of `n` words at `first` stands: `PLACE_COLUMNS`."""
        number = int(self.sentence[first])
        document_id, sentence_id, start, end = self.sentences[number]
        skipped = first - int(self.firsts[number])
        found = islice(_WORD.finditer(self.texts[document_id], start, end), skipped, skipped + n)
        words = list(found)
        begins = words[0].start() + _borders(words[0][0])[0]
        return document_id, sentence_id, begins, words[-1].end() - _borders(words[-1][0])[1]


def split_words(corpus: Corpus, likeness: Likeness | None = None) -> Words:
    """Return the words of a corpus's counted sentences; a run never leaves its sentence."""
    likeness = likeness or Likeness()
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    by_document = group_rows(list_sentences(corpus), "sentence_id", "start", "end")
    documents = list_documents_by_date(corpus)
    names: dict[str, int] = {}
    known: dict[str, int] = {}
    form, counts, of_text = array("q"), array("q"), array("q")
    sentences = []
    for number, document_id in enumerate(documents):
        text = texts[document_id]
        for sentence_id, start, end in by_document.get(document_id, ()):
            found = _WORD.findall(text, start, end)
            for word in found:
                if word not in known:
                    known[word] = names.setdefault(likeness.form(word), len(names))
            form.extend([known[word] for word in found])
            counts.append(len(found))
            of_text.append(number)
            sentences.append((document_id, sentence_id, start, end))
    sizes = np.array(counts, dtype=np.int64)
    numbers = np.repeat(np.arange(len(sizes)), sizes)
    document = np.array(of_text, dtype=np.int64)[numbers]
    firsts = np.cumsum(sizes) - sizes
    forms = np.array(form, dtype=np.int64)
    return Words(texts, len(documents), forms, document, numbers, firsts, sentences)


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
        names = pd.factorize(names * (words.form.max(initial=0) + 1) + following)[0]
        n += 1
    documents = list_documents_by_date(corpus)
    rows = [
        (documents[a], documents[b], number, n_words, *words.place(first, n_words))
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
    pairs = pd.unique(names * words.n_texts + words.document[places])
    n_texts = np.bincount(pairs // words.n_texts, minlength=1)
    kept = n_texts[names] > 1
    return places[kept], names[kept]


def _first_places(words: Words, places: np.ndarray, names: np.ndarray) -> list[dict[int, int]]:
    """Return, for each run, where it first stands in each text: place by text."""
    firsts: dict[int, dict[int, int]] = {}
    for place, name, document in zip(
        places.tolist(), names.tolist(), words.document[places].tolist(), strict=True
    ):
        firsts.setdefault(name, {}).setdefault(document, place)
    return list(firsts.values())


def list_repeated_runs(
    corpus: Corpus, *, least: int = LEAST_REPEATED, most: int | None = None
) -> pd.DataFrame:
    """Return the runs of at least `least` words that two texts or more have, most texts first.

    Meant for any size: the work grows nearly with the number of words (it sorts them a few
    times). A run is as long as all its places agree and never leaves a sentence; every `least`
    words that two texts share lie in a run.

    Parameters
    ----------
    most : of how many runs, the first, the places are listed; of all when None

    Returns
    -------
    DataFrame
        One row per place of a run; columns run (number, from 0, in order of share), of_runs (how
        many there are in all), n_words, n_documents, of_documents, share (of the texts), and
        `PLACE_COLUMNS`.
    """
    words = split_words(corpus)
    runs: dict[tuple[int, ...], int] = {}
    form, sentence, document = words.form.data, words.sentence.data, words.document.data
    for firsts in _group_runs(words, least).values():
        places, n = _extend(form, sentence, *firsts)
        if any(document[p] != document[places[0]] for p in places):
            runs[places] = max(n, runs.get(places, 0))
    of = words.n_texts
    listed = [(len({document[p] for p in key}), n, key) for key, n in runs.items()]
    listed.sort(key=lambda run: (-run[0], -run[1], run[2]))
    rows = [
        (number, len(listed), n, n_documents, of, n_documents / of, *words.place(first, n))
        for number, (n_documents, n, key) in enumerate(listed[:most])
        for first in key
    ]
    columns = ["run", "of_runs", "n_words", "n_documents", "of_documents", "share", *PLACE_COLUMNS]
    return pd.DataFrame(rows, columns=columns)


def _group_runs(words: Words, least: int) -> dict[bytes, tuple[list[int], int]]:
    """Return stretches of words that always come together: their places and length, by content."""
    places, names = _name_runs(words, least)
    places, names = _keep_shared(words, places, names)
    if not len(places):
        return {}
    names = pd.factorize(names)[0]
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
        names = pd.factorize(joined)[0]
        length += step
    places = np.arange(len(names))
    fits = words.fits(places, n)
    return places[fits], names[fits]


def _extend(
    form: memoryview, sentence: memoryview, places: Sequence[int], n: int
) -> tuple[tuple[int, ...], int]:
    """Return a run grown to the left and right as long as all its places agree.

    `form` and `sentence` have a number for each word.
    """
    first, *others = places
    back = 0
    while first - back > 0 and sentence[first - back - 1] == sentence[first]:
        word, step = form[first - back - 1], back + 1
        if any(p < step or form[p - step] != word for p in others):
            break
        if any(sentence[p - step] != sentence[p] for p in others):
            break
        back = step
    size = len(form)
    while first + n < size and sentence[first + n] == sentence[first]:
        word = form[first + n]
        if any(p + n >= size or form[p + n] != word for p in others):
            break
        if any(sentence[p + n] != sentence[p] for p in others):
            break
        n += 1
    return tuple(p - back for p in places), n + back
