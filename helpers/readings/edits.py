"""Prepared edits of the rules of counting, and what each does to precision, recall and findings.

Comes in: a corpus, perhaps a pattern that a reader wrote. Goes out: `Edited`s, each before beside
after. Must never know: how an edit is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from helpers.codebook import Codebook
from helpers.coding import code_document
from helpers.corpus import Corpus
from helpers.grids import CODING, DEFAULT, Grid, read_codings, read_spans
from helpers.readings.statements import list_statements

WINDOW = 2  # sentences to either side in which the edit “nearby” looks for a cause
BARE_CODE, BARE_PATTERN = "R-CRIME", "security"


class Edit(NamedTuple):
    """One edit: a name for links, what is done in a sentence, and how a grid is changed by it."""

    name: str
    does: str
    apply: Callable[[Corpus, Grid], Grid]


class Score(NamedTuple):
    """Precision and recall in codings: hits, codings of the grid, codings of the reference."""

    hits: int
    n_found: int
    n_reference: int


class Edited(NamedTuple):
    """What an edit did.

    `codes` are those whose sentences changed; `scores` before and after, over those codes, None
    without a whole reference coding; `verdicts` has (words, before, after) for each statement;
    `gained` and `lost` are (document_id, sentence_id) that got or lost a code.
    """

    edit: Edit
    codes: tuple[str, ...]
    scores: tuple[Score, Score] | None
    verdicts: tuple[tuple[str, str, str], ...]
    gained: frozenset[tuple[str, int]]
    lost: frozenset[tuple[str, int]]

    @property
    def changes(self) -> bool:
        """Whether any statement's verdict is another after the edit."""
        return any(before != after for _, before, after in self.verdicts)


def list_edits() -> tuple[Edit, ...]:
    """Return the prepared edits, in the order in which they are shown."""
    return (
        Edit(
            "bare-word",
            f"The bare word “{BARE_PATTERN}” counts as {BARE_CODE}, whatever stands around it.",
            lambda corpus, grid: add_pattern(corpus, grid, BARE_CODE, BARE_PATTERN),
        ),
        Edit("names-in", "Words inside proper names count like all others.", _put_names_back),
        Edit(
            "remedy-as-cause",
            "A remedy counts as naming the cause that it answers.",
            _take_remedies_for_causes,
        ),
        Edit("title-out", "Titles are not counted.", _leave_titles_out),
        Edit(
            "nearby",
            "A cause counts as named with root causes when it stands within "
            f"{WINDOW} sentences of them.",
            _look_nearby,
        ),
    )


def add_pattern(corpus: Corpus, grid: Grid, code: str, pattern: str, needs: str = "") -> Grid:
    """Return the grid of the same sentences coded with one more pattern.

    Raises
    ------
    CodebookError
        Where the pattern, the code or a condition cannot be used, with what to write.
    """
    edited = corpus.codebook.with_pattern(code, pattern, needs=needs)
    carried = np.zeros_like(grid.carried)
    places = zip(grid.document.tolist(), grid.sentence_id.tolist(), strict=True)
    rows = {place: i for i, place in enumerate(places)}
    for document_id, sentence_id, found in _recode(corpus, edited):
        i = rows.get((document_id, sentence_id))
        if i is not None and found in grid.codes:
            carried[i, grid.codes.index(found)] = True
    return replace(grid, carried=carried)


def _recode(corpus: Corpus, codebook: Codebook) -> list[tuple[str, int, str]]:
    return [
        (row.document_id, placed.sentence_id, placed.span.code)
        for row in corpus.documents.itertuples()
        for placed in code_document(row.document_id, row.text, codebook).spans
        if placed.span.layer == "frame"
    ]


def _put_names_back(corpus: Corpus, grid: Grid) -> Grid:
    return read_spans(corpus).grid(DEFAULT | {"names": "put back"})


def _leave_titles_out(corpus: Corpus, grid: Grid) -> Grid:
    return read_spans(corpus).grid(DEFAULT | {"title": "left out"})


def _take_remedies_for_causes(corpus: Corpus, grid: Grid) -> Grid:
    book, carried = corpus.codebook, grid.carried.copy()
    causes, remedies = book.codes_of("cause"), book.codes_of("response")
    for pair in book.tied:
        if pair.code_a in causes and pair.code_b in remedies:
            a, b = grid.codes.index(pair.code_a), grid.codes.index(pair.code_b)
            carried[:, a] |= carried[:, b]
    return replace(grid, carried=carried)


def _look_nearby(corpus: Corpus, grid: Grid) -> Grid:
    book = corpus.codebook
    idea, near = grid.any_of(book.codes_of("idea")), grid.near(book.codes_of("cause"), WINDOW)
    return replace(grid, carried=np.where(idea[:, None], near.carried, grid.carried))


def try_edit(corpus: Corpus, edit: Edit) -> Edited:
    """Return what an edit does to the coding by the patterns, and so to the findings."""
    codings = read_codings(corpus)
    before = codings[CODING[0]].grid(DEFAULT)
    after = edit.apply(corpus, before)
    old, new = _list_codings(before), _list_codings(after)
    codes = tuple(c for c in before.codes if any(c == x[2] for x in old ^ new))
    scores = None
    if CODING[1] in codings:
        reference = _list_codings(codings[CODING[1]].grid(DEFAULT))
        shown = codes or before.codes
        kept = {(str(d), int(i)) for d, i in zip(after.document, after.sentence_id, strict=True)}
        scores = (
            _score(old, reference, shown),
            _score(new, {x for x in reference if x[:2] in kept}, shown),
        )
    verdicts = tuple(
        (s.words, s.verdict(before), s.verdict(after)) for s in list_statements(corpus)
    )
    gained, lost = (frozenset(x[:2] for x in found) for found in (new - old, old - new))
    return Edited(edit, codes, scores, verdicts, gained, lost)


_Coding = tuple[str, int, str]


def _list_codings(grid: Grid) -> set[_Coding]:
    rows, columns = np.nonzero(grid.carried)
    return {
        (str(grid.document[i]), int(grid.sentence_id[i]), grid.codes[j])
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True)
    }


def _score(found: set[_Coding], reference: set[_Coding], codes: tuple[str, ...]) -> Score:
    ours = {x for x in found if x[2] in codes}
    theirs = {x for x in reference if x[2] in codes}
    return Score(len(ours & theirs), len(ours), len(theirs))


@lru_cache(maxsize=4)
def try_edits(corpus: Corpus) -> tuple[Edited, ...]:
    """Return what each prepared edit does."""
    return tuple(try_edit(corpus, edit) for edit in list_edits())
