"""Which texts get a page of their own: all of a small corpus, a stated draw of a large one.

Comes in: a corpus and the texts that findings quote. Goes out: their numbers in the corpus, and
the choice in words. Must never know: what a page looks like.
"""

from __future__ import annotations

import random
from collections.abc import Collection

from helpers.corpus import Corpus
from helpers.evidence import SAMPLE_SEED

MOST_PAGES = 200


def choose_texts(corpus: Corpus, quoted: Collection[int]) -> list[int]:
    """Return the numbers of the texts that get a page, in the order of the corpus.

    Of more than 200 texts those are drawn at random, always the same ones, that findings quote;
    where findings quote fewer, others are drawn beside them.

    Parameters
    ----------
    quoted : numbers of the texts of which findings show sentences
    """
    n = len(corpus.documents)
    if n <= MOST_PAGES:
        return list(range(n))
    draw = random.Random(f"{SAMPLE_SEED} texts")
    first = sorted(number for number in quoted if number < n)
    if len(first) > MOST_PAGES:
        return sorted(draw.sample(first, MOST_PAGES))
    others = sorted(set(range(n)) - set(first))
    return sorted([*first, *draw.sample(others, MOST_PAGES - len(first))])


def say_choice(corpus: Corpus) -> str:
    """Return the heading of the list of texts: which of them have a page."""
    n = len(corpus.documents)
    if n <= MOST_PAGES:
        return "The texts"
    return f"The texts: {MOST_PAGES} of {n:,}, drawn at random from those that findings quote"
