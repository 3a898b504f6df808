"""Look up a word, a phrase, a wildcard or a code: every place as a line with its context.

Comes in: a corpus and a query. Goes out: keyword-in-context lines. Must never know: where they
are shown; the page `search.html` asks the same of the same words and must answer the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

import pandas as pd

from helpers.corpus import Corpus
from helpers.evidence import ShownText, show_texts
from helpers.model import VOICES
from helpers.tables import list_documents_by_date

SORTS = ("place", "left", "right")
COLUMNS = ("document_id", "sentence_id", "start", "end", "left", "hit", "right", "voice") + (
    "speaker",
    "codes",
)
_WORD = re.compile(r"([^\W_]+)")
_QUERY_WORD = re.compile(r"(?:[^\W_]|\*)+")
_BLANKS = re.compile(r"\s+")
_ANY_LETTER = re.compile(r"[^\W_]")


class CodeHit(NamedTuple):
    """A frame span of a sentence, from its first word to before `last`, by number from 0."""

    first: int
    last: int
    code: str
    voice: str


class VoiceRun(NamedTuple):
    """The words of a sentence, by number, that are quoted or may be, and whose they are."""

    first: int
    last: int
    voice: str
    speaker: str


@dataclass(frozen=True)
class WordedSentence:
    """One sentence as words: `between[i]` stands before word i, the last after all of them.

    Whatever blanks stand between two words are one blank; `starts` are the words' places in the
    text, `folded` the words in lower case.
    """

    document_id: str
    sentence_id: int
    kind: str
    words: tuple[str, ...]
    between: tuple[str, ...]
    starts: tuple[int, ...]
    folded: tuple[str, ...]
    voices: tuple[VoiceRun, ...]
    codes: tuple[CodeHit, ...]

    def cut(self, first: int, last: int) -> str:
        """Return the words from `first` to before `last` with what stands between them."""
        later = range(first + 1, last)
        return "".join(
            [*self.words[first:last][:1], *(self.between[i] + self.words[i] for i in later)]
        )

    def voice_at(self, word: int) -> tuple[str, str]:
        """Return in whose voice a word is, and the speaker if one is known."""
        held = [run for run in self.voices if run.first <= word < run.last]
        return (held[-1].voice, held[-1].speaker) if held else (VOICES[0], "")


class Place(NamedTuple):
    """A hit: the sentence by its number in the index, its words from `first` to before `last`."""

    sentence: int
    first: int
    last: int
    voice: str
    speaker: str


@dataclass(frozen=True)
class WordIndex:
    """The sentences of a corpus by date and place, and where each folded word stands."""

    sentences: tuple[WordedSentence, ...]
    postings: dict[str, list[tuple[int, int]]]


def list_worded(corpus: Corpus, document_ids: Sequence[str]) -> Iterator[WordedSentence]:
    """Yield the sentences of some texts as words, in the order of `document_ids` and of place."""
    texts = show_texts(corpus, document_ids)
    keys = (corpus.sentences[c].tolist() for c in ("document_id", "sentence_id", "kind"))
    kinds = {(d, i): kind for d, i, kind in zip(*keys, strict=True)}
    for document_id in document_ids:
        text = texts[document_id]
        for i in text.sentences:
            yield _read_words(document_id, i, kinds[document_id, i], text)


@lru_cache(maxsize=4)
def index_words(corpus: Corpus) -> WordIndex:
    """Return the words of every sentence of a corpus, bylines and boilerplate too."""
    sentences = tuple(list_worded(corpus, list_documents_by_date(corpus)))
    postings: dict[str, list[tuple[int, int]]] = {}
    for number, sentence in enumerate(sentences):
        for position, word in enumerate(sentence.folded):
            postings.setdefault(word, []).append((number, position))
    return WordIndex(sentences, postings)


def _read_words(document_id: str, sentence_id: int, kind: str, text: ShownText) -> WordedSentence:
    start, end = text.sentences[sentence_id]
    pieces = _WORD.split(text.text[start:end])
    words = tuple(pieces[1::2])
    starts, place = [], start
    for i, piece in enumerate(pieces):
        if i % 2:
            starts.append(place)
        place += len(piece)
    spans = text.spans_in(start, end)

    ends = [place + len(word) for place, word in zip(starts, words, strict=True)]

    def run(first: int, last: int) -> tuple[int, int]:
        begun, done = bisect_left(starts, last), bisect_right(ends, first)
        return (done, begun) if done < begun else (0, 0)

    voices = [
        VoiceRun(*run(s.start, s.end), s.voice, s.speaker) for s in spans if s.layer == "quote"
    ]
    codes = [
        CodeHit(*run(s.start, s.end), s.code, s.voice)
        for s in spans
        if s.layer == "frame" and start <= s.start < end
    ]
    return WordedSentence(
        document_id,
        sentence_id,
        kind,
        words,
        tuple(" " if piece == " " else _BLANKS.sub(" ", piece) for piece in pieces[0::2]),
        tuple(starts),
        tuple(word.lower() for word in words),
        tuple(v for v in voices if v.last and v.voice != VOICES[0]),
        tuple(c for c in codes if c.last),
    )


def read_query(query: str) -> list[str]:
    """Return a query as folded words; punctuation parts words as it does in the texts.

    >>> read_query("Anti-corruption  SECUR*"), read_query("* , *")
    (['anti', 'corruption', 'secur*'], [])
    """
    words = _QUERY_WORD.findall(normalize("NFC", query).lower())
    return words if any(_ANY_LETTER.search(word) for word in words) else []


def find_lines(
    corpus: Corpus,
    query: str = "",
    *,
    code: str = "",
    voice: str = "",
    texts: Collection[str] = (),
    sort: str = "place",
) -> pd.DataFrame:
    """Return every place of a query as a line: what stands before it, the hit, what comes after.

    Parameters
    ----------
    query : words in a row; case and punctuation are ignored, `*` in a word stands for any
        letters, alone for any word. A code of the codebook ("D-ROOT") gives its spans
    code : only sentences that carry this code; with an empty query the spans of the code
    voice : only hits whose first word is in this voice: "author", "speaker" or "uncertain"
    texts : only these document_id; all when empty
    sort : "place" (by date, then place), "left" (the words before, last first) or "right"

    Returns
    -------
    DataFrame
        One row per hit; columns document_id, sentence_id, start, end (characters of the text),
        left, hit, right (bounded by the sentence, each blank one blank), voice, speaker, codes
        (of the sentence, blanks between them). Of a code a hit is widened to whole words.

    Raises
    ------
    ValueError
        For a sort or a voice that does not exist; KeyError for a code that does not.
    """
    _check_asked(corpus, code, voice, sort)
    known = {c.code.lower(): c.code for c in corpus.codebook.codes}
    named = known.get(query.strip().lower(), "")
    index = index_words(corpus)
    wanted = named or ("" if query.strip() else code)
    places = _find_code(index, wanted) if wanted else _find_words(index, read_query(query))
    kept = [
        p
        for p in places
        if (not code or any(c.code == code for c in index.sentences[p.sentence].codes))
        and (not voice or p.voice == voice)
        and (not texts or index.sentences[p.sentence].document_id in texts)
    ]
    rows = [_write_row(index, place) for place in _sort_places(index, kept, sort)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _check_asked(corpus: Corpus, code: str, voice: str, sort: str) -> None:
    if sort not in SORTS:
        raise ValueError(f"sort is {sort!r}: write 'place', 'left' or 'right'")
    if voice and voice not in VOICES:
        raise ValueError(f"voice is {voice!r}: write 'author', 'speaker' or 'uncertain'")
    if code:
        corpus.codebook.code(code)


def _find_code(index: WordIndex, code: str) -> Iterator[Place]:
    for number, sentence in enumerate(index.sentences):
        for hit in sentence.codes:
            if hit.code == code:
                speaker = sentence.voice_at(hit.first)[1]
                yield Place(number, hit.first, hit.last, hit.voice, speaker)


def _find_words(index: WordIndex, query: Sequence[str]) -> Iterator[Place]:
    """Yield where the words of a query stand in a row, looking from the rarest of them."""
    if not query:
        return
    matching = [_match_words(index, word) for word in query]
    sizes = [sum(len(index.postings[w]) for w in words) for words in matching]
    rarest = sizes.index(min(sizes))
    found = sorted(place for word in matching[rarest] for place in index.postings[word])
    for number, position in found:
        sentence, first = index.sentences[number], position - rarest
        last = first + len(query)
        if first < 0 or last > len(sentence.folded):
            continue
        run = zip(sentence.folded[first:last], matching, strict=True)
        if all(word in words for word, words in run):
            yield Place(number, first, last, *sentence.voice_at(first))


def _match_words(index: WordIndex, word: str) -> Collection[str]:
    """Return the words of the index that a word of a query may mean."""
    if "*" not in word:
        return {word} & index.postings.keys()
    pattern = re.compile(".*".join(re.escape(part) for part in word.split("*")), re.DOTALL)
    return {w for w in index.postings if pattern.fullmatch(w)}


def _sort_places(index: WordIndex, places: Sequence[Place], sort: str) -> list[Place]:
    """Return hits in order; words are compared by UTF-16 units, as browsers compare them."""

    def key(place: Place) -> tuple[list[bytes], Place]:
        folded = index.sentences[place.sentence].folded
        around = {
            "left": folded[: place.first][::-1],
            "right": folded[place.last :],
            "place": (),
        }[sort]
        return [word.encode("utf-16-be", "surrogatepass") for word in around], place

    return sorted(places, key=key)


def _write_row(index: WordIndex, place: Place) -> tuple[object, ...]:
    sentence = index.sentences[place.sentence]
    n, last = len(sentence.words), place.last - 1
    left = sentence.between[0] + sentence.cut(0, place.first)
    left += sentence.between[place.first] if place.first else ""
    right = sentence.between[place.last] + sentence.cut(place.last, n)
    right += sentence.between[n] if place.last < n else ""
    return (
        sentence.document_id,
        sentence.sentence_id,
        sentence.starts[place.first],
        sentence.starts[last] + len(sentence.words[last]),
        left,
        sentence.cut(place.first, place.last),
        right,
        place.voice,
        place.speaker,
        " ".join(dict.fromkeys(hit.code for hit in sentence.codes)),
    )
