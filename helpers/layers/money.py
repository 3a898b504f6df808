"""Money: each amount, with value, currency, period, purpose, status and payer.

Comes in: a `Text`. Goes out: spans of the layer "money". Must never know: the codes of the
frames, other documents. Amounts are read in `money_amounts`, their clause in `money_context`.
"""

from __future__ import annotations

from helpers.layers.money_amounts import Amount, find_amounts, write_value
from helpers.layers.money_context import (
    Clues,
    find_sentence_clues,
    read_payer,
    read_period,
    read_purpose,
    read_status,
)
from helpers.model import Span, Text


def code_money(text: Text) -> list[Span]:
    """Return the amounts of money of the text: spans of the layer "money", code "amount".

    Attributes, each only where the text gives it: `amount` (a plain number in units of the
    currency; for a range the lower end, `amount_to` the upper), `bound` (more than, at least, up
    to, less than, nearly, about, between), `currency` (ISO 4217), `period`, `fiscal_from` and
    `fiscal_to` (days of a fiscal year), `purpose`, `status` (discussed, promoted, requested,
    appropriated, delivered), `cue` (the word that gave the status), `payer`. An amount without a
    number ("billions of dollars") is kept without `amount`.
    """
    amounts = find_amounts(text.folded)
    spans: list[Span] = []
    clues: dict[int, Clues] = {}
    for i, amount in enumerate(amounts):
        sentence = text.sentence_at(amount.start)
        if sentence is None:
            continue
        if sentence.start not in clues:
            clues[sentence.start] = find_sentence_clues(text, sentence)
        following = amounts[i + 1].start if i + 1 < len(amounts) else sentence.end
        limit = min(following, sentence.end)
        spans.append(_make_span(text, amount, (sentence.start, limit), clues[sentence.start]))
    return spans


def _make_span(text: Text, amount: Amount, bounds: tuple[int, int], clues: Clues) -> Span:
    start, end = amount.start, amount.end
    limit = bounds[1]
    period = read_period(text, start, end, bounds)
    status, cue = read_status(text, start, end, limit, clues)
    facts = {
        "amount": "" if amount.value is None else write_value(amount.value),
        "amount_to": "" if amount.upper is None else write_value(amount.upper),
        "bound": amount.bound,
        "currency": amount.currency,
        "period": period.label,
        "fiscal_from": period.first,
        "fiscal_to": period.last,
        "purpose": read_purpose(text, end, limit),
        "status": status,
        "cue": cue,
        "payer": read_payer(text, end, limit, status, clues),
    }
    attributes = tuple((name, value) for name, value in facts.items() if value)
    return Span(start, end, "money", "amount", amount.rule, "", attributes)
