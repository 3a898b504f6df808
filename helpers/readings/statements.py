"""The findings on codes as statements that any grid can confirm or not, quick to try often.

Comes in: a corpus. Goes out: `Statement`s: in words, the finding they belong to, and a verdict on
a `Grid`. Must never know: which texts are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np

from helpers.choices import WAY, Choices, Ways, try_statement
from helpers.codebook import Codebook
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.grids import DEFAULT, Array, Grid, read_codings, read_spans
from helpers.leave_out import Carried, leave_out
from helpers.nulls import find_band
from helpers.tables import list_sentences

HOLDS, NOT = "holds", "does not hold"
MOST_TRIED = 5000  # counted sentences above which no setting is tried
MOST_LEFT_OUT = 2000  # counted sentences above which none is left out in turn
NEAR = ((0, "in the same sentence"),) + tuple(
    (n, f"within {n} sentence{'s' * (n > 1)}") for n in (1, 2, 3)
)
RESPONSES = ("cooperation", "development", "crime", "border", "protection", "pathways")


class Statement(NamedTuple):
    """One statement: the finding it belongs to, its words, and what a grid says to it.

    `verdict` is `HOLDS`, `NOT` or, where there is nothing to judge, a few words of why.
    `sees` gives what of a grid the verdict looks at, so that settings which differ in nothing
    else are one. `subject` holds the codes without which the words would mean nothing; `ways` is
    a choice that the words leave open, beyond those of every grid.
    """

    finding_id: str
    words: str
    verdict: Callable[[Grid], str]
    sees: Callable[[Grid], Hashable]
    subject: tuple[str, ...] = ()
    ways: Ways = WAY


def list_statements(corpus: Corpus) -> tuple[Statement, ...]:
    """Return the statements of the findings on codes, in the order of the notebooks."""
    book = corpus.codebook
    listed = [
        Statement(
            "phrase-without-content",
            "Most sentences that invoke root causes name no cause",
            partial(_mostly_unnamed, book=book),
            partial(_see, book=book, groups=("idea", "cause")),
            book.codes_of("idea"),
            ("a cause counts", {way: partial(_look_near, book=book, window=n) for n, way in NEAR}),
        ),
        Statement(
            "many-answers-few-causes",
            "More sentences carry a response than name a cause",
            partial(_more_answers, book=book),
            partial(_see, book=book, groups=("response", "cause")),
        ),
        Statement(
            "list-after-root-causes",
            "The longest list that root causes introduces has more enforcement than development",
            partial(_list_of_enforcement, book=book),
            partial(_see, book=book, groups=("idea", "enforcement", "development")),
            book.codes_of("idea"),
        ),
        Statement(
            "two-enforcements",
            "Crime control meets development above its shuffled band, border control does not",
            partial(_two_enforcements, book=book),
            partial(_see, book=book, groups=("crime", "border", "development"), bare=True),
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
                partial(_see, book=book, groups=("enforcement", "development"), document_id=leader),
            )
        )
    listed.append(
        Statement(
            "commonest-response",
            "Cooperation is the commonest response",
            partial(_cooperation_first, book=book),
            partial(_see, book=book, groups=RESPONSES),
            book.codes_of("cooperation"),
        )
    )
    return tuple(listed)


def _say(holds: bool) -> str:
    return HOLDS if holds else NOT


def _look_near(grid: Grid, *, book: Codebook, window: int) -> Grid:
    return grid.near(book.codes_of("cause"), window)


def _see(
    grid: Grid,
    *,
    book: Codebook,
    groups: tuple[str, ...],
    document_id: str = "",
    bare: bool = False,
) -> Hashable:
    """Return which sentences carry which of some groups, in one text if it is named.

    Sentences that carry none of them are left out unless `bare`: a band of shuffles counts them.
    """
    carried = np.array([grid.any_of(book.codes_of(group)) for group in groups])
    kept = np.ones(len(grid.sentence_id), dtype=bool) if bare else carried.any(axis=0)
    if document_id:
        kept &= grid.document == document_id
    places = grid.document[kept].tobytes(), grid.sentence_id[kept].tobytes()
    return (*places, carried[:, kept].tobytes())


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
    counts = [int(grid.any_of(book.codes_of(g)).sum()) for g in RESPONSES]
    return _say(counts[0] > max(counts[1:]))


def _find_leader(corpus: Corpus) -> str:
    """Return the text in which enforcement outnumbers development most; "" where none."""
    grid = read_spans(corpus).grid(DEFAULT)
    book = corpus.codebook
    sides: list[Array] = [grid.any_of(book.codes_of(g)) for g in ("enforcement", "development")]
    gaps: Counter[str] = Counter(dict.fromkeys(map(str, grid.document.tolist()), 0))
    gaps.update(map(str, grid.document[sides[0]].tolist()))
    gaps.subtract(map(str, grid.document[sides[1]].tolist()))
    best = max(sorted(gaps), key=lambda d: gaps[d], default="")
    return best if best and gaps[best] > 0 else ""


class Tried(NamedTuple):
    """A statement as both codings have it, in how many settings it holds, and what carries it.

    `carried` is None where the corpus has more than `MOST_LEFT_OUT` counted sentences.
    """

    statement: Statement
    verdicts: dict[str, str]
    choices: Choices
    carried: Carried | None


def try_statements(corpus: Corpus) -> tuple[Tried, ...]:
    """Return every statement of a corpus, tried by coding, by setting and by leaving out.

    None are tried on more than `MOST_TRIED` counted sentences.
    """
    if len(list_sentences(corpus)) > MOST_TRIED:
        return ()
    names = [statement.finding_id for statement in list_statements(corpus)]
    return tuple(t for t in (try_one(corpus, name) for name in names) if t is not None)


@lru_cache(maxsize=32)
def try_one(corpus: Corpus, finding_id: str) -> Tried | None:
    """Return the statement of a finding, tried as `try_statements` does; None if it has none.

    `choices` counts the settings that say what the patterns say in the usual setting.
    """
    n = len(list_sentences(corpus))
    for statement in list_statements(corpus) if n <= MOST_TRIED else ():
        if statement.finding_id != finding_id:
            continue
        verdicts = {
            name: statement.verdict(spans.grid(DEFAULT))
            for name, spans in read_codings(corpus).items()
        }
        said = verdicts["patterns"]
        words = statement.words if said == HOLDS else f"Not so: {statement.words}"
        sees, ways = statement.sees, statement.ways
        choices = try_statement(
            corpus, statement.verdict, said, statement=words, sees=sees, ways=ways
        )
        carried = None
        if n <= MOST_LEFT_OUT:
            carried = leave_out(corpus, statement.verdict, subject=statement.subject)
        return Tried(statement, verdicts, choices, carried)
    return None
