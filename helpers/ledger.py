"""The ledger: every commitment that the texts speak of, money and promises, each on its own scale.

Comes in: a coded corpus. Goes out: one row per amount or promise; series of amounts; changes
between them. Must never know: whether anything was paid or done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from helpers.clauses import (
    NOT_SAID,
    Mention,
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
from helpers.invoked import list_mentions
from helpers.promise_cues import STATUSES as PROMISE_STATUSES
from helpers.promise_cues import prepare_cues
from helpers.promises import Promise, find_promises
from helpers.tables import group_rows

MONEY_STATUSES = ("discussed", "promoted", "requested", "appropriated", "delivered")
SCALES = {"money": MONEY_STATUSES, "promise": PROMISE_STATUSES}
_FISCAL = re.compile(r"FY ?((?:19|20)\d\d)$")
_YEAR = re.compile(r"((?:19|20)\d\d)$")
_BY = re.compile(r"(?<!\w)by (?:the )?$")
_NEW_CLAUSE = re.compile(r",? (?:and|but|while|which) |[.;:]")
_OWNED = re.compile(r"^(?:['’]s?\s+|\s+)")
_DONORS = re.compile(r"(?<!\w)(?:donors?|community|taxpayers?|investors?|business(?:es)?)(?!\w)")


class Entry(NamedTuple):
    """One row of the ledger.

    `scale` is "money" or "promise" and says on which scale `status` is. `value` is in units of
    `currency` (missing where the text gives no number; for a range the lower end, `value_to` the
    upper); `period_from` and `period_to` are days, a fiscal year as its interval;
    `instrument_in` is the sentence that names the instrument, for money at times an earlier one.
    """

    scale: str
    document_id: str
    sentence_id: int
    start: int
    end: int
    words: str
    who: str
    what: str
    to_whom: str
    status: str
    voice: str
    speaker: str = ""
    value: float | None = None
    value_to: float | None = None
    bound: str = ""
    currency: str = ""
    period: str = ""
    period_from: str = ""
    period_to: str = ""
    payer: str = ""
    instrument: str = ""
    instrument_in: int | None = None


class _Named(NamedTuple):
    """An instrument as the ledger needs it: where it is invoked, and its name."""

    start: int
    sentence_id: int
    instrument: str


def build_ledger(corpus: Corpus) -> pd.DataFrame:
    """Return the ledger of a corpus, in order of text and place.

    Unlike statuses stand side by side and are never added.

    Returns
    -------
    DataFrame
        One row per amount of money or promise in a counted sentence; columns as in `Entry`, and
        `row`, a stable number of the row in its text ("2-5": third text, sixth row).
    """
    facts = _read_facts(corpus)
    mentions = group_rows(list_mentions(corpus), "start", "sentence_id", "instrument")
    invoked = {document_id: [_Named(*m) for m in own] for document_id, own in mentions.items()}
    rows: list[tuple[object, ...]] = []
    for number, around in enumerate(list_surroundings(corpus)):
        named = invoked.get(around.document_id, [])
        own = [*_enter_money(around, named, facts), *_enter_promises(around, named, facts)]
        own.sort(key=lambda e: (e.start, e.scale, e.end))
        rows += [(f"{number}-{i}", *entry) for i, entry in enumerate(own)]
    table = pd.DataFrame(rows, columns=["row", *Entry._fields])
    numbers = {"value": "float64", "value_to": "float64", "instrument_in": "Int64"}
    return table.astype({**numbers, "sentence_id": "int64"})


Facts = Mapping[tuple[str, int, int], Mapping[str, str]]


def _read_facts(corpus: Corpus) -> Facts:
    """Return what the layers say of each amount and date, by its place."""
    spans = corpus.spans[corpus.spans["layer"].isin(["money", "date"])]
    columns = (spans[c].tolist() for c in ("span_id", "document_id", "start", "end"))
    place = {i: (document_id, a, b) for i, document_id, a, b in zip(*columns, strict=True)}
    facts: dict[tuple[str, int, int], dict[str, str]] = {p: {} for p in place.values()}
    listed = corpus.attributes[corpus.attributes["span_id"].isin(list(place))]
    listed_columns = (listed[c].tolist() for c in ("span_id", "name", "value"))
    for span_id, name, value in zip(*listed_columns, strict=True):
        facts[place[span_id]].setdefault(name, value)
    return facts


def _enter_money(around: Surroundings, named: list[_Named], facts: Facts) -> Iterator[Entry]:
    for sentence in around.sentences:
        for amount in inside(around.amounts, sentence.start, sentence.end):
            fact = facts[around.document_id, amount.start, amount.end]
            first, last = read_period(fact)
            voice, speaker = _whose(around, amount.start)
            instrument, named_in = _find_instrument(around, sentence, amount.start, named)
            yield Entry(
                scale="money",
                document_id=around.document_id,
                sentence_id=sentence.sentence_id,
                start=amount.start,
                end=amount.end,
                words=_words(around, amount.start, amount.end),
                who=_find_giver(around, sentence, amount, fact.get("cue", "")),
                what=fact.get("purpose") or _say_what(around, sentence, amount, fact),
                to_whom=find_whom(around, amount.end, _end_of(around, sentence, amount)),
                status=fact.get("status") or MONEY_STATUSES[0],
                voice=voice,
                speaker=speaker,
                value=_read_number(fact.get("amount")),
                value_to=_read_number(fact.get("amount_to")),
                bound=fact.get("bound", ""),
                currency=fact.get("currency", ""),
                period="" if fact.get("period") == "none stated" else fact.get("period", ""),
                period_from=first,
                period_to=last,
                payer=fact.get("payer", ""),
                instrument=instrument,
                instrument_in=named_in,
            )


def _enter_promises(around: Surroundings, named: list[_Named], facts: Facts) -> Iterator[Entry]:
    for p in find_promises(around):
        own = _list_named(named, p)
        dates = inside(around.dates, p.what_start, p.end)
        fact = facts.get((around.document_id, *dates[0][:2]), {}) if dates else {}
        voice, speaker = _whose(around, p.end - 1)
        yield Entry(
            scale="promise",
            document_id=p.document_id,
            sentence_id=p.sentence_id,
            start=p.start,
            end=p.end,
            words=p.cue,
            who=p.who,
            what=p.what,
            to_whom=p.to_whom,
            status=p.status,
            voice=voice,
            speaker=speaker,
            period=_words(around, *dates[0][:2]) if dates else "",
            period_from=fact.get("date_from", ""),
            period_to=fact.get("date_to", ""),
            instrument="; ".join(dict.fromkeys(own)),
            instrument_in=p.sentence_id if own else None,
        )


def _list_named(named: list[_Named], promise: Promise) -> list[str]:
    """Return the instruments that a promise names, else those of its sentence."""
    own = [n for n in named if n.sentence_id == promise.sentence_id]
    inside_it = [
        n.instrument
        for n in own
        if promise.start <= n.start < promise.end or n.instrument in promise.who
    ]
    return inside_it or [n.instrument for n in own]


def _end_of(around: Surroundings, sentence: Place, amount: Mention) -> int:
    if _NEW_CLAUSE.match(around.folded, amount.end, sentence.end):
        return amount.end
    return max(amount.end, find_clause_end(around, amount.end, sentence.end))


def _say_what(
    around: Surroundings, sentence: Place, amount: Mention, fact: Mapping[str, str]
) -> str:
    """Return what an amount is for: the words after it, else those from its verb up to it.

    Whoever gives or asks is said elsewhere, so the words begin behind an actor that the verb has
    before it.
    """
    after = _words(around, amount.end, _end_of(around, sentence, amount)).strip(" ,()")
    cue = fact.get("cue", "")
    at = around.folded.rfind(cue, sentence.start, amount.start) if cue and not after else -1
    if at < 0:
        return after
    for giver in inside(around.actors, sentence.start, amount.start):
        near = around.folded[giver.end : at] if giver.start <= at else ";"
        if giver.end > at or not _NEW_CLAUSE.search(near):
            at = max(giver.end, at) if giver.start == at else giver.end
    return _OWNED.sub("", _words(around, at, amount.end))


def _words(around: Surroundings, start: int, end: int) -> str:
    return " ".join(around.text[start:end].split())


def _whose(around: Surroundings, at: int) -> tuple[str, str]:
    quote = around.quote_at(at, at + 1)
    return (quote.kind, join_words(quote.names)) if quote else ("author", "")


def _find_instrument(
    around: Surroundings, sentence: Place, at: int, named: list[_Named]
) -> tuple[str, int | None]:
    """Return the instrument that an amount belongs to, and the sentence that names it.

    The nearest one in its sentence, else the last one in the sentence before, if that is of the
    same paragraph.
    """
    own = [n for n in named if n.sentence_id == sentence.sentence_id]
    if own:
        best = min(own, key=lambda n: abs(n.start - at))
        return best.instrument, best.sentence_id
    earlier = [p for p in around.sentences if p.end <= sentence.start][-1:]
    near = {p.sentence_id for p in earlier if p.paragraph == sentence.paragraph}
    before = [n for n in named if n.sentence_id in near]
    return (before[-1].instrument, before[-1].sentence_id) if before else ("", None)


def _find_giver(around: Surroundings, sentence: Place, amount: Mention, cue: str) -> str:
    """Return who gives or asks for an amount, as the words around it say.

    The subject of the word that gave the status, else the actor or instrument nearest before the
    amount, else an actor after "by".
    """
    at = around.folded.rfind(cue, sentence.start, amount.start) if cue else -1
    if at >= 0:
        subject = find_subject(around, sentence.start, at)
        who, acts = name_subject(around, sentence, subject, at)
        agents = (prepare_cues().words["agent"], _DONORS)
        if acts or any(words.search(around.folded, *subject) for words in agents):
            return who
    givers = sorted([*around.actors, *around.instruments])
    before = inside(givers, sentence.start, amount.start)
    if before:
        return join_words(before[-1].names)
    for actor in inside(around.actors, amount.end, sentence.end):
        if _BY.search(around.folded, amount.end, actor.start):
            return join_words(actor.names)
    return NOT_SAID


def _read_number(value: str | None) -> float | None:
    return float(value) if value else None


def read_period(fact: Mapping[str, str]) -> tuple[str, str]:
    """Return the first and last day of an amount's period, ("", "") where it has none.

    A U.S. fiscal year runs from 1 October of the year before to 30 September.

    >>> read_period({"period": "FY2016"})
    ('2015-10-01', '2016-09-30')
    """
    if fact.get("fiscal_from") and fact.get("fiscal_to"):
        return fact["fiscal_from"], fact["fiscal_to"]
    label = fact.get("period", "")
    fiscal, year = _FISCAL.match(label), _YEAR.match(label)
    if fiscal:
        n = int(fiscal.group(1))
        return f"{n - 1}-10-01", f"{n}-09-30"
    return (f"{label}-01-01", f"{label}-12-31") if year else ("", "")
