"""The findings on codes as statements that any grid can confirm or not, quick to try often.

Comes in: a corpus. Goes out: `Statement`s: in words, the finding they belong to, and a verdict on
a `Grid`. Must never know: which texts are read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from helpers.choices import Choices, try_statement
from helpers.codebook import Codebook
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.grids import DEFAULT, Array, Grid, read_codings, read_spans
from helpers.leave_out import Carried, leave_out
from helpers.nulls import find_band

HOLDS, NOT = "holds", "does not hold"


class Statement(NamedTuple):
    """One statement: the finding it belongs to, its words, and what a grid says to it.

    `verdict` is `HOLDS`, `NOT` or, where there is nothing to judge, a few words of why.
    `subject` holds the codes without which the words would mean nothing.
    """

    finding_id: str
    words: str
    verdict: Callable[[Grid], str]
    subject: tuple[str, ...] = ()


def list_statements(corpus: Corpus) -> tuple[Statement, ...]:
    """Return the statements of the findings on codes, in the order of the notebooks."""
    book = corpus.codebook
    listed = [
        Statement(
            "phrase-without-content",
            "Most sentences that invoke root causes name no cause",
            partial(_mostly_unnamed, book=book),
            book.codes_of("idea"),
        ),
        Statement(
            "many-answers-few-causes",
            "More sentences carry a response than name a cause",
            partial(_more_answers, book=book),
        ),
        Statement(
            "list-after-root-causes",
            "The longest list that root causes introduces has more enforcement than development",
            partial(_list_of_enforcement, book=book),
            book.codes_of("idea"),
        ),
        Statement(
            "two-enforcements",
            "Crime control meets development above its shuffled band, border control does not",
            partial(_two_enforcements, book=book),
            book.codes_of("enforcement"),
        ),
    ]
    leader = _find_leader(corpus)
    if leader:
        listed.append(
            Statement(
                "unsaid-word",
                f"In {label_documents(corpus.documents)[leader]} more sentences carry "
                "enforcement than development",
                partial(_enforcement_leads, book=book, document_id=leader),
            )
        )
    listed.append(
        Statement(
            "commonest-response",
            "Cooperation is the commonest response",
            partial(_cooperation_first, book=book),
            book.codes_of("cooperation"),
        )
    )
    return tuple(listed)


def _say(holds: bool) -> str:
    return HOLDS if holds else NOT


def _mostly_unnamed(grid: Grid, *, book: Codebook) -> str:
    idea, cause = grid.any_of(book.codes_of("idea")), grid.any_of(book.codes_of("cause"))
    return _say(2 * int((idea & ~cause).sum()) > int(idea.sum()))


def _more_answers(grid: Grid, *, book: Codebook) -> str:
    response, cause = grid.any_of(book.codes_of("response")), grid.any_of(book.codes_of("cause"))
    return _say(int(response.sum()) > int(cause.sum()))


def _list_of_enforcement(grid: Grid, *, book: Codebook) -> str:
    idea = grid.any_of(book.codes_of("idea"))
    leaders = set(zip(grid.document[idea].tolist(), grid.sentence_id[idea].tolist(), strict=True))
    lists: dict[tuple[str, int], list[int]] = {}
    for i in np.flatnonzero(grid.is_item & (grid.led_by > 0)).tolist():
        place = (str(grid.document[i]), int(grid.led_by[i]))
        if place in leaders:
            lists.setdefault(place, []).append(i)
    if not lists:
        return "no list"
    items = max(sorted(lists.items()), key=lambda pair: len(pair[1]))[1]
    hard = grid.any_of(book.codes_of("enforcement"))[items].sum()
    soft = grid.any_of(book.codes_of("development"))[items].sum()
    return _say(int(hard) > int(soft))


def _two_enforcements(grid: Grid, *, book: Codebook) -> str:
    soft = grid.any_of(book.codes_of("development"))
    crime, border = (
        find_band(grid.document, grid.any_of(book.codes_of(g)), soft) for g in ("crime", "border")
    )
    return _say(crime.together > crime.high and border.together <= border.high)


def _enforcement_leads(grid: Grid, *, book: Codebook, document_id: str) -> str:
    own = grid.document == document_id
    hard, soft = (
        int((grid.any_of(book.codes_of(g)) & own).sum()) for g in ("enforcement", "development")
    )
    return _say(hard > soft)


def _cooperation_first(grid: Grid, *, book: Codebook) -> str:
    groups = ("cooperation", "development", "crime", "border", "protection", "pathways")
    counts = [int(grid.any_of(book.codes_of(g)).sum()) for g in groups]
    return _say(counts[0] > max(counts[1:]))


def _find_leader(corpus: Corpus) -> str:
    """Return the text in which enforcement outnumbers development most; "" where none."""
    grid = read_spans(corpus).grid(DEFAULT)
    book = corpus.codebook
    sides: list[Array] = [grid.any_of(book.codes_of(g)) for g in ("enforcement", "development")]
    gaps = {
        str(d): int(
            (sides[0] & (grid.document == d)).sum() - (sides[1] & (grid.document == d)).sum()
        )
        for d in dict.fromkeys(grid.document.tolist())
    }
    best = max(sorted(gaps), key=lambda d: gaps[d], default="")
    return best if best and gaps[best] > 0 else ""


class Tried(NamedTuple):
    """A statement as both codings have it, in how many settings it holds, and what carries it."""

    statement: Statement
    verdicts: dict[str, str]
    choices: Choices
    carried: Carried


@lru_cache(maxsize=8)
def try_statements(corpus: Corpus) -> tuple[Tried, ...]:
    """Return every statement of a corpus, tried by coding, by setting and by leaving out.

    `choices` counts the settings that say what the patterns say in the usual setting.
    """
    tried = []
    for statement in list_statements(corpus):
        verdicts = {
            name: statement.verdict(spans.grid(DEFAULT))
            for name, spans in read_codings(corpus).items()
        }
        said = verdicts["patterns"]
        words = statement.words if said == HOLDS else f"Not so: {statement.words}"
        choices = try_statement(corpus, statement.verdict, said, statement=words)
        carried = leave_out(corpus, statement.verdict, subject=statement.subject)
        tried.append(Tried(statement, verdicts, choices, carried))
    return tuple(tried)
