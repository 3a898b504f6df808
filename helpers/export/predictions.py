"""Questions to answer before looking: each with its options, its answer and the finding behind it.

Comes in: a corpus. Goes out: `Puzzle`s; one that a corpus cannot answer is left out. Must never
know: how they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from helpers.claims import Number
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.readings import causes, money, naming, people, poles, responses
from helpers.tables import count_codes, count_word, list_documents_by_date, tabulate_codes

MOST_TEXTS = 6
SHARES = ("in none of them", "in fewer than half", "in half or more", "in all of them")
SEVERAL = "several, equally often"
NONE = "none of them"
TABLED = frozenset({"unsaid-word"})  # of these the table answers, not the claim alone


class Prediction(NamedTuple):
    """One question: what is asked, the options, and the number of the right one."""

    asks: str
    options: tuple[str, ...]
    answer: int


class Puzzle(NamedTuple):
    """Questions that one finding answers; its table is left out where the claim says it all."""

    predictions: tuple[Prediction, ...]
    finding: Finding


@lru_cache(maxsize=4)
def list_puzzles(corpus: Corpus) -> tuple[Puzzle, ...]:
    """Return the questions that this corpus can answer, in the order in which to ask them."""
    asked = (_ask_pole, _ask_idea, _ask_cause, _ask_response, _ask_quoted, _ask_money, _ask_order)
    puzzles = [ask(corpus) for ask in asked]
    return tuple(Puzzle(tuple(p for p in q if p), _shorten(f)) for q, f in puzzles if any(q))


def _shorten(finding: Finding) -> Finding:
    table = finding.table if finding.finding_id in TABLED else pd.DataFrame()
    return replace(finding, table=table, chart=None)


_Asked = tuple[list[Prediction | None], Finding]


def place_share(k: int, n: int) -> int:
    """Return which of `SHARES` k of n is.

    >>> [place_share(k, 4) for k in (0, 1, 2, 4)]
    [0, 1, 2, 3]
    """
    return 0 if k == 0 else 3 if k == n else 1 if 2 * k < n else 2


def ask_share(asks: str, k: int, n: int) -> Prediction | None:
    """Return the question in how many of n something is so, None where n is 0."""
    return Prediction(asks, SHARES, place_share(k, n)) if n else None


def ask_most(asks: str, counts: Sequence[tuple[str, int]]) -> Prediction | None:
    """Return the question which of some things has most, None where there are not two.

    "Several, equally often" and "none of them" are always among the options.

    >>> ask_most("Which?", [("a", 1), ("b", 2)]).answer
    1
    >>> ask_most("Which?", [("a", 2), ("b", 2)]).answer
    2
    """
    if len(counts) < 2:
        return None
    top = max(n for _, n in counts)
    leaders = [i for i, (_, n) in enumerate(counts) if n == top]
    several, none = len(counts), len(counts) + 1
    answer = none if top == 0 else leaders[0] if len(leaders) == 1 else several
    return Prediction(asks, (*(name for name, _ in counts), SEVERAL, NONE), answer)


def _ask_pole(corpus: Corpus) -> _Asked:
    finding = poles.find_unsaid_word(corpus)
    word = _text_part(finding, "word").strip("“”")
    table = poles.count_poles(corpus)
    held = table[table["category"].isin(poles.CATEGORIES[:2])].groupby("document_id")["n"].sum()
    found = count_word(corpus, word) if word else pd.DataFrame()
    said = pd.Series(dtype="int64")
    if len(found):
        said = found[["document_id", "sentence_id"]].drop_duplicates().groupby("document_id").size()
    labels, ordered = label_documents(corpus.documents), list_documents_by_date(corpus)
    shown = {*held.nlargest(MOST_TEXTS - 1).index, *said.nlargest(1).index}
    listed = [d for d in ordered if d in shown]
    tally = [[(labels[d], int(n.get(d, 0))) for d in listed] for n in (said, held)]
    return [
        ask_most(f"Which text says the word “{word}” in most sentences?", tally[0]),
        ask_most("Which text speaks of enforcement, in whatever words, most often?", tally[1]),
    ] if word else [], finding


def _ask_idea(corpus: Corpus) -> _Asked:
    matrix = tabulate_codes(corpus)
    idea = matrix[list(corpus.codebook.codes_of("idea"))].any(axis=1)
    cause = matrix[list(corpus.codebook.codes_of("cause"))].any(axis=1)
    asks = "In how many of the sentences that invoke “root causes” is a cause named too?"
    question = ask_share(asks, int((idea & cause).sum()), int(idea.sum()))
    return [question], naming.find_phrase_without_content(corpus)


def _ask_cause(corpus: Corpus) -> _Asked:
    table = count_codes(corpus).set_index("code")["n_documents"]
    codes = corpus.codebook.codes_of("cause")
    counts = [(corpus.codebook.label(code), int(table[code])) for code in codes]
    asks = "Which cause is named in most texts?"
    return [ask_most(asks, counts)], causes.find_many_answers(corpus)


def _ask_response(corpus: Corpus) -> _Asked:
    matrix = tabulate_codes(corpus)
    idea = matrix[list(corpus.codebook.codes_of("idea"))].any(axis=1)
    counts = []
    for group in responses.GROUPS:
        beside = matrix[list(corpus.codebook.codes_of(group))].any(axis=1) & idea
        counts.append((_name_group(corpus, group), int(beside.sum())))
    asks = "Which response stands most often in a sentence that invokes “root causes”?"
    question = ask_most(asks, counts) if idea.any() else None
    return [question], responses.find_commonest_response(corpus)


def _name_group(corpus: Corpus, group: str) -> str:
    codes = corpus.codebook.codes_of(group)
    return corpus.codebook.label(codes[0]) if len(codes) == 1 else group


def _ask_quoted(corpus: Corpus) -> _Asked:
    finding = people.find_who_is_quoted(corpus)
    asks = "Take the country whose people are quoted most: in how many quotations do they speak?"
    known = finding.claim.name == "who-is-quoted"
    return [ask_share(asks, *_count_parts(finding, "k", "of")) if known else None], finding


def _ask_money(corpus: Corpus) -> _Asked:
    finding = money.find_money_coverage(corpus)
    code = _text_part(finding, "code")
    asks = f"In how many of the sentences that speak of {code} is an amount of money named?"
    known = finding.claim.name == "money-coverage"
    return [ask_share(asks, *_count_parts(finding, "k", "of")) if known else None], finding


def _ask_order(corpus: Corpus) -> _Asked:
    finding = poles.find_settings(corpus)
    asks = (
        "In how many of the texts does it hang on the way of counting whether enforcement or "
        "development comes first?"
    )
    return [ask_share(asks, *_count_parts(finding, "swapping", "of"))], finding


def _text_part(finding: Finding, name: str) -> str:
    part = finding.claim.parts.get(name, "")
    return part if isinstance(part, str) else ""


def _count_parts(finding: Finding, k: str, of: str) -> tuple[int, int]:
    """Return two numbers of a claim, 0 and 0 where it is put in other words."""
    parts = [finding.claim.parts.get(name) for name in (k, of)]
    numbers = [p.value for p in parts if isinstance(p, Number) and isinstance(p.value, int)]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else (0, 0)
