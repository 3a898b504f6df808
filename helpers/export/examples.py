"""What may be asked on the search page: a few queries that find something in these texts.

Comes in: a corpus and the texts that are searched. Goes out: `Example`s. Must never know: how the
page answers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from helpers.concordance import read_query
from helpers.corpus import Corpus

WORDINGS = 2
MOST_SPEAKERS = 5  # so many are tried until one stands in the texts by name
_STEM, _LEAST = 5, 6  # letters: the beginning that words share, the shortest word


class Example(NamedTuple):
    """A query: what stands in which field of the search page, and the query in words."""

    asked: Mapping[str, str]
    words: str


def list_examples(corpus: Corpus, document_ids: Sequence[str]) -> list[Example]:
    """Return at most five queries: coded words, forms of one word, a speaker, a code as quoted.

    Each is the commonest of its kind in the texts `document_ids`; a kind that they have not is
    left out.
    """
    spans = corpus.spans[corpus.spans["document_id"].isin(list(document_ids))]
    frames, quotes = (spans[spans["layer"] == layer] for layer in ("frame", "quote"))
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    wordings = _count_wordings(frames, texts)
    queries = [*_pick_wordings(wordings), *_pick_forms(wordings)]
    queries += _pick_speaker(corpus, quotes, [texts[d] for d in document_ids])
    examples = [Example({"query": query}, query) for query in queries]
    for code in _rank(frames.loc[frames["voice"] == "speaker", "code"])[:1]:
        label = f"{corpus.codebook.label(code)}, quoted"
        examples.append(Example({"code": code, "voice": "speaker"}, label))
    return examples


def _rank(values: Iterable[str]) -> list[str]:
    """Return values, the commonest first, as common ones by the alphabet."""
    counted = Counter(values)
    return sorted(counted, key=lambda value: (-counted[value], value))


def _count_wordings(frames: pd.DataFrame, texts: dict[str, str]) -> Counter[tuple[str, str]]:
    """Return how often each code stands in which words, by (words, code)."""
    columns = (frames[c].tolist() for c in ("document_id", "start", "end", "code"))
    return Counter(
        (" ".join(read_query(texts[d][start:end].replace("*", " "))), code)
        for d, start, end, code in zip(*columns, strict=True)
    )


def _pick_wordings(wordings: Counter[tuple[str, str]]) -> list[str]:
    """Return the commonest words of the codes that are commonest in the same words."""
    picked: dict[str, str] = {}
    for words, code in sorted(wordings, key=lambda pair: (-wordings[pair], pair)):
        if words and words not in picked.values():
            picked.setdefault(code, words)
    return list(picked.values())[:WORDINGS]


def _pick_forms(wordings: Counter[tuple[str, str]]) -> list[str]:
    """Return the beginning of coded words at which an asterisk adds most to the commonest one."""
    forms: dict[str, Counter[str]] = {}
    for (words, _), n in wordings.items():
        for word in words.split():
            if len(word) >= _LEAST:
                forms.setdefault(word[:_STEM], Counter())[word] += n
    added = {stem: words.total() - max(words.values()) for stem, words in forms.items()}
    most = min(added, key=lambda stem: (-added[stem], stem), default="")
    return [f"{most}*"] if added.get(most) else []


def _pick_speaker(corpus: Corpus, quotes: pd.DataFrame, texts: Sequence[str]) -> list[str]:
    """Return who is quoted most often of those whose name stands in the texts as it is given."""
    facts = corpus.attributes[corpus.attributes["name"] == "speaker"]
    ranked = _rank(facts.loc[facts["span_id"].isin(quotes["span_id"]), "value"])
    for name in ranked[:MOST_SPEAKERS]:
        words = r"[\W_]+".join(map(re.escape, read_query(name)))
        found = re.compile(rf"(?<![^\W_]){words}(?![^\W_])", re.IGNORECASE)
        if words and any(map(found.search, texts)):
            return [name]
    return []
