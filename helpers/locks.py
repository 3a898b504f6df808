"""What a corpus is too small or too mixed to show, and from what size it could.

Comes in: a corpus. Goes out: `Lock`s, open or shut, each with what it needs and what is there.
Must never know: any finding.
"""

from __future__ import annotations

from typing import NamedTuple

from helpers.corpus import Corpus
from helpers.tables import list_sentences

# Sizes below which a question stays locked. They are floors, not promises: with more texts a
# question may be asked, and sampling, genre and period must still be accounted for.
LEAST_PER_GROUP = 30
LEAST_GROUPS = 2
LEAST_PERIODS = 5
LEAST_PER_PERIOD = 30
LEAST_FOR_TOPICS = 1000
LEAST_SENTENCES_PER_PAIR = 100


class Lock(NamedTuple):
    """One question that needs a size: its name, what it needs, what is there, whether it opens."""

    name: str
    question: str
    needs: str
    there: str
    is_open: bool


def list_locks(corpus: Corpus) -> tuple[Lock, ...]:
    """Return the questions that a corpus of some size could answer, open where it has that size."""
    documents = corpus.documents
    n = len(documents)
    kinds = documents.loc[documents["publisher_type"] != "", "publisher_type"].value_counts()
    large = int((kinds >= LEAST_PER_GROUP).sum())
    years = documents["date_from"].str[:4]
    years = years[(years != "") & (years == documents["date_to"].str[:4])].value_counts()
    full = int((years >= LEAST_PER_PERIOD).sum())
    sentences = len(list_sentences(corpus))
    return (
        Lock(
            "series",
            "Does anything change over the years?",
            f"{LEAST_PERIODS} years with {LEAST_PER_PERIOD} texts each",
            f"{n} texts; {full} such years",
            full >= LEAST_PERIODS,
        ),
        Lock(
            "groups",
            "Do kinds of publisher differ?",
            f"{LEAST_GROUPS} kinds with {LEAST_PER_GROUP} texts each",
            f"{len(kinds)} kinds; {large} of that size",
            large >= LEAST_GROUPS,
        ),
        Lock(
            "topics",
            "Into which topics do the texts fall?",
            f"{LEAST_FOR_TOPICS:,} texts",
            f"{n:,} texts",
            n >= LEAST_FOR_TOPICS,
        ),
        Lock(
            "pairs",
            "Which of all pairs of codes attract each other?",
            f"{LEAST_SENTENCES_PER_PAIR} sentences for each pair of codes",
            f"{sentences:,} sentences for {_count_pairs(corpus)} pairs",
            sentences >= LEAST_SENTENCES_PER_PAIR * _count_pairs(corpus),
        ),
    )


def _count_pairs(corpus: Corpus) -> int:
    n = len(corpus.codebook.codes)
    return n * (n - 1) // 2


def list_open(corpus: Corpus) -> frozenset[str]:
    """Return the names of the questions that the corpus is large enough for."""
    return frozenset(lock.name for lock in list_locks(corpus) if lock.is_open)
