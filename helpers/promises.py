"""Promises that are not money: who says they will do what, with whom, and how firmly.

Comes in: a coded corpus. Goes out: one row per promise. Must never know: whether it was kept, or
a reference coding, for there is none of promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from helpers.clauses import (
    NOT_SAID,
    Place,
    Surroundings,
    find_clause_end,
    find_subject,
    find_whom,
    inside,
    join_words,
    list_surroundings,
    name_subject,
)
from helpers.corpus import Corpus
from helpers.matching import keep_longest
from helpers.promise_cues import CueRow, prepare_cues

_REACH = 90
_AMOUNT_REACH = 30
_TO = re.compile(r"(?: (?:under|in|from) [^;:-]{3,80}?)?(?: - (?:(?! - ).){3,250} -)? to (?=\w)")
_HAVE = re.compile(r"(?:have|has|had|share|shares|make|makes|made) an? (?:[\w-]+ ){0,2}$")
_OWNER = re.compile(r"(?<!\w)(our|their|his|her|my) (?:[\w-]+ ){0,3}$")
_OWNED = re.compile(r"(?:'s?)? (?:[\w-]+ ){0,3}")
_ADVERBS = re.compile(
    r"(?:, [^,;]{3,90},)?\s*"
    r"(?:(?:also|not only|not|jointly|soon|further|then|always|\w+ly|each|all|both)\s+)*"
)
_BLANKS = re.compile(r"\s*")
_NEXT = re.compile(r",? (?:and|or|but|as well as|but also)(?: also)? to (?=[a-z])|, to (?=[a-z])")
_NOUN = re.compile(
    r"(?<!\w)(?:a|an|the|this|that|its|no|any)(?: (?:action|new|national|joint))?\s*$"
)
_IS = re.compile(r"(?<!\w)(?:is|are|was|were|be|been|am|i'm|we're)(?: [\w]+ly| also| now)?\s*$")
_BY = re.compile(r" by (?:the )?$")


class _Said(NamedTuple):
    who: str
    status: str
    cue: str


class Promise(NamedTuple):
    """One promise: its place from cue to end of what is promised, and what the clause says."""

    document_id: str
    sentence_id: int
    start: int
    end: int
    what_start: int
    who: str
    what: str
    to_whom: str
    status: str
    cue: str
    voice: str


def list_promises(corpus: Corpus) -> pd.DataFrame:
    """Return the promises of a corpus, in order of text and place.

    Returns
    -------
    DataFrame
        One row per promise; columns document_id, sentence_id, start, end (from the cue to the
        end of what is promised), what_start, who, what, to_whom, status (one of `STATUSES`),
        cue (the word that gave it), voice (whose words what is promised is in).
    """
    rows = [p for around in list_surroundings(corpus) for p in find_promises(around)]
    table = pd.DataFrame(rows, columns=list(Promise._fields))
    return table.sort_values(["document_id", "start"], ignore_index=True)


def find_promises(around: Surroundings) -> list[Promise]:
    """Return the promises of one document; one that stands inside another is left out."""
    cues = prepare_cues()
    found: list[Promise] = []
    matches = keep_longest(cues.patterns.find_all(around.folded))
    at = 0
    for sentence in around.sentences:
        while at < len(matches) and matches[at].start < sentence.start:
            at += 1
        own: list[Promise] = []
        while at < len(matches) and matches[at].end <= sentence.end:
            start, end, pattern = matches[at]
            at += 1
            if not any(p.start <= start < p.end for p in own):
                own += _read_cue(around, sentence, (start, end), cues.rows[pattern])
        found += own
    return found


def _read_cue(
    around: Surroundings, sentence: Place, cue: tuple[int, int], row: CueRow
) -> Iterator[Promise]:
    """Yield what one cue promises: nothing where its conditions fail, several where "and to"."""
    if not _is_used(around, sentence, cue, row):
        return
    if row.role == "passive":
        yield from _read_passive(around, sentence, cue, row)
        return
    start = _find_complement(around, cue[1], sentence.end, row)
    who = _find_promiser(around, sentence, cue[0], row) if start is not None else None
    if start is None or who is None:
        return
    end = find_clause_end(around, start, sentence.end)
    if end <= start or not _fits(around, start, end, row):
        return
    said = _Said(who, row.status, " ".join(around.text[cue[0] : cue[1]].split()))
    for i, (first, last) in enumerate(_split(around.folded, start, end, row)):
        place = (cue[0] if i == 0 else first, last)
        yield _make(around, sentence, place, (first, last), said)


def _is_used(around: Surroundings, sentence: Place, cue: tuple[int, int], row: CueRow) -> bool:
    """Return whether the words of a cue promise at all: not in a name, nor as another noun."""
    if any(m.start < cue[1] and cue[0] < m.end for m in around.instruments):
        return False
    if row.role != "verb":
        return True
    if _NOUN.search(around.folded, max(sentence.start, cue[0] - _REACH), cue[0]):
        return row.complement == "paper"
    said = around.folded[cue[0] : cue[1]].split()[0]
    ongoing = said.endswith("ing") and row.complement != "paper"
    return not ongoing or bool(_IS.search(around.folded, sentence.start, cue[0]))


def _make(
    around: Surroundings,
    sentence: Place,
    place: tuple[int, int],
    what: tuple[int, int],
    said: _Said,
) -> Promise:
    words = " ".join(around.text[what[0] : what[1]].split())
    whom = find_whom(around, *what)
    voice = around.voice_at(what[0], what[0] + 1)
    head = (around.document_id, sentence.sentence_id, *place, what[0])
    return Promise(*head, said.who, words, whom, said.status, said.cue, voice)


def _find_complement(around: Surroundings, at: int, limit: int, row: CueRow) -> int | None:
    """Return where what is promised begins, None if the words after the cue promise nothing."""
    folded, words = around.folded, prepare_cues().words
    if row.role == "noun" and not row.pattern.endswith(" to"):
        to = _TO.match(around.marked, at, limit)
        if to is None:
            return None
        at = to.end()
    elif row.role == "will":
        at = _skip(_ADVERBS, folded, at, limit)
        barred = (words[w].match(folded, at, limit) for w in ("not a promise", "not a verb"))
        return None if any(barred) or folded[at:limit].startswith("to ") else at
    start = _skip(_BLANKS, folded, at, limit)
    if row.complement == "to":
        word = re.compile(r"[a-z-]+").match(folded, start, limit)
        if not word or word.group().endswith("ing") or words["not a verb"].match(folded, start):
            return None
    if row.complement == "gerund" and not re.compile(r"[a-z-]+ing\b").match(folded, start, limit):
        return None
    return start if start < limit else None


def _skip(pattern: re.Pattern[str], folded: str, at: int, limit: int) -> int:
    found = pattern.match(folded, at, limit)
    return found.end() if found else at


def _fits(around: Surroundings, start: int, end: int, row: CueRow) -> bool:
    """Return whether what is promised is of the kind that the cue asks for, and no money."""
    if any(start <= a.start < min(end, start + _AMOUNT_REACH) for a in around.amounts):
        return False
    if row.complement not in ("thing", "paper"):
        return True
    if around.folded.startswith("that ", start):
        return False
    end = min(end, start + _REACH)
    named = any(m.start < end and start < m.end for m in around.instruments)
    return named or bool(prepare_cues().words[row.complement].search(around.folded, start, end))


def _find_promiser(around: Surroundings, sentence: Place, at: int, row: CueRow) -> str | None:
    """Return who promises; None where the words name nobody and nothing that can."""
    subject = find_subject(around, sentence.start, at)
    if row.role == "noun":
        owner = _find_owner(around, sentence.start, at)
        if owner is None:
            have = _HAVE.search(around.folded, sentence.start, at)
            if have is None:
                return None
            owner = find_subject(around, sentence.start, have.start())
        return name_subject(around, sentence, owner, at)[0]
    if "'" in row.pattern:
        subject = (at, at + row.pattern.index("'"))
    who, acts = name_subject(around, sentence, subject, at)
    if acts or prepare_cues().words["agent"].search(around.folded, *subject):
        return who
    if who.lower() == "you" and row.role == "verb":
        return who
    return NOT_SAID if row.complement == "paper" else None


def _find_owner(around: Surroundings, floor: int, at: int) -> tuple[int, int] | None:
    """Return whose a noun is: "their commitment", "the U.S. commitment", "America's pledge"."""
    owner = _OWNER.search(around.folded, floor, at)
    for actor in reversed(inside(around.actors, floor, at)):
        if _OWNED.fullmatch(around.folded, actor.end, at):
            return actor.start, actor.end
    return owner.span(1) if owner else None


def _split(folded: str, start: int, end: int, row: CueRow) -> Iterator[tuple[int, int]]:
    """Yield the parts of what is promised: "to share data, and to set up a group" is two.

    A first part with a "to" of its own ("to work with them to promote, to protect") stays whole:
    what follows is as likely its purpose.
    """
    borders = []
    if row.complement in ("to", "verb", "any") and row.status != "discussed":
        borders = list(_NEXT.finditer(folded, start, end))
        first = folded[start : borders[0].start()] if borders else ""
        if " to " in first and not re.match(r"[a-z]+ing ", first):
            borders = []
    for border in borders:
        yield start, border.start()
        start = border.end()
    yield start, end


def _read_passive(
    around: Surroundings, sentence: Place, cue: tuple[int, int], row: CueRow
) -> Iterator[Promise]:
    """Yield "the areas will be pursued by them": what stands before, who after "by" if at all."""
    start, stop = find_subject(around, sentence.start, cue[0])
    if start >= stop or (row.complement == "thing" and not _fits(around, start, stop, row)):
        return
    end = find_clause_end(around, cue[1], sentence.end)
    if row.complement == "thing" and not re.compile(r"\s*\w+(?:ed|en|ne|t)\b").match(
        around.folded, cue[1], end
    ):
        return
    who = NOT_SAID
    for actor in inside(around.actors, cue[1], end):
        if _BY.search(around.folded, cue[1], actor.start):
            who = join_words(actor.names)
    last = stop if row.complement == "subject" else end
    said = _Said(who, row.status, " ".join(around.text[cue[0] : cue[1]].split()))
    yield _make(around, sentence, (start, max(cue[1], last)), (start, last), said)
