"""Series of amounts: the money of one instrument and payer, year by year, each with its status.

Comes in: a corpus. Goes out: a finding. Must never know: which instrument, or which texts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

import pandas as pd

from helpers.charts.money_bars import chart_money_bars
from helpers.choices import CHOICES, Choices, Setting
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import SAMPLE_SEED
from helpers.findings import Finding
from helpers.invoked import COLUMNS as MENTION_COLUMNS
from helpers.invoked import list_mentions
from helpers.invoked_as import add_roles
from helpers.readings.marked import count_sentences, list_open_choices, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.money import list_amounts
from helpers.reference import list_codings
from helpers.series import list_series, write_amount, write_change

APART = "promoted"
MOST_ROWS = 400
MOST_NAMED = 12
WAYS = ("are each smaller than the one before", "are each larger than the one before")
CALLED_COLUMNS = (*MENTION_COLUMNS, "roles", "called")
WORDS_OF = {
    "author": "the author",
    "speaker": "quoted",
    "uncertain": "quoted or the author’s own: uncertain",
}


@lru_cache(maxsize=8)
def roles_of(corpus: Corpus) -> pd.DataFrame:
    """Return the mentions of instruments, with what they are invoked as and called there."""
    return add_roles(corpus, list_mentions(corpus))


@lru_cache(maxsize=8)
def mentions_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """Return the mentions of instruments by document_id, with what they are called there.

    Columns as of `list_mentions`, and `roles` and `called` as of `add_roles`.
    """
    return dict(list(roles_of(corpus).groupby("document_id")))


def find_money_series(corpus: Corpus) -> Finding:
    """Return the finding on what becomes of one instrument's money from year to year."""
    question = Question(
        "money-series",
        "What becomes of the money, year by year?",
        (),
        "An amount belongs to the instrument named nearest in its sentence, else to the last one "
        "of the sentence before. “This plan” is read as the plan that the text names most."
        f"{_say_drawn(len(list_amounts(corpus)))}",
        choices=_count_series(corpus),
        layers=(("money", "status"),),
    )
    return build_finding(corpus, question, _measure_series, chart_money_bars)


def _say_drawn(n: int) -> str:
    drawn = f" Of {n:,} amounts the table shows {MOST_ROWS} drawn at random and those named above."
    return drawn if n > MOST_ROWS else ""


def _count_series(corpus: Corpus) -> Choices | None:
    """Return in how many settings the amounts of the longest series go the one way."""
    usual = _say_way(first_series(corpus))
    if usual not in WAYS:
        return None
    codings = list_codings(corpus)
    axes = {
        "coding": tuple(codings),
        "amounts asked for": ("counted", "left out"),
        "plan of an amount": ("also from the sentence before", "named in its own sentence"),
        "words of": list_open_choices(corpus)["words of"],
    }
    money = {name: list_amounts(coded) for name, coded in codings.items()}
    kept: dict[object, dict[str, str]] = {}
    for values in product(*axes.values()):
        chosen = dict(zip(axes, values, strict=True))
        own = _keep_amounts(money[chosen["coding"]], chosen)
        kept.setdefault(_tell(own), chosen)
    seen: dict[object, Setting] = {}
    for chosen in kept.values():
        series = list_series(_keep_amounts(money[chosen["coding"]], chosen))
        own = series[series["series"] == 0]
        said = _say_way(own)
        seen.setdefault(_tell(own), Setting(tuple(chosen.items()), 0, 0, said == usual, said))
    words = f"Year by year the amounts of one plan and payer {usual}"
    return Choices(words, tuple(seen.values()))


def _tell(amounts: pd.DataFrame) -> Hashable:
    """Return what tells some amounts from others: which they are, how much, and their status."""
    return tuple(zip(*(amounts[c].astype(str) for c in ("row", "value", "status")), strict=True))


def _keep_amounts(money: pd.DataFrame, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Return the amounts that a setting counts."""
    if chosen["amounts asked for"] == "left out":
        money = money[money["status"] != "requested"]
    if chosen["plan of an amount"] == "named in its own sentence":
        money = money[money["instrument_in"].eq(money["sentence_id"]).fillna(False)]
    everyone, own, _ = CHOICES["words of"]
    if chosen["words of"] != everyone:
        kept = (
            money["voice"].eq("author")
            if chosen["words of"] == own
            else money["voice"].ne("uncertain")
        )
        money = money[kept]
    return money


def _say_way(series: pd.DataFrame) -> str:
    """Return which way the amounts of a series go: one of `WAYS`, or that there is no such way."""
    steps = series.loc[series["from_status"].ne(""), "change"]
    if steps.empty:
        return "no two amounts to compare"
    if steps.isna().any():
        return "several amounts for one period"
    return WAYS[0] if (steps < 0).all() else WAYS[1] if (steps > 0).all() else "both ways"


def _measure_series(corpus: Corpus) -> Measured:
    money = list_amounts(corpus)
    series = list_series(money)
    first = series[series["series"] == 0]
    apart = money[(money["status"] == APART) & (money["payer"] == "private")]
    money = _choose_rows(money, series, apart)
    keyed = {f"amount/{row}": own for row, own in money.groupby("row")}
    elsewhere = {r.row: said_elsewhere(corpus, r) for r in money.itertuples()}
    keyed |= {f"also/{row}": own for row, own in elsewhere.items() if len(own)}
    keyed |= {f"called/{row}": own for row, own in list_called(elsewhere).items()}
    called = _list_calling(corpus, money[money["row"].isin(list(first["row"]))])
    if len(called):
        keyed["also/called"] = called
    evidence = pd.concat(
        [
            mark_rows({k: v for k, v in keyed.items() if k.startswith("amount/")}, "status"),
            mark_rows({k: v for k, v in keyed.items() if k[:5] in ("also/", "calle")}, "how"),
        ],
        ignore_index=True,
    )
    marks = list_bars(first)
    table = _tabulate(corpus, money, series, elsewhere)
    steps = [f"{s.value:g} {s.period} {s.status}" for s in first.itertuples()]
    alt = "Bars apart, on the years that each amount is for: " + "; ".join(
        f"{m.amount} {m.period} {m.status}" for m in marks.itertuples()
    )
    verdict = "; ".join(steps) or f"{len(money)} amounts"
    claim = _say(corpus, money, first, apart, called)
    verdict += f"; called {list(called['called'])}" if len(called) else ""
    drawn = marks if _stand_apart(marks) else marks.iloc[:0]
    return Measured(claim, verdict, table, drawn, evidence, alt + ".")


def _stand_apart(bars: pd.DataFrame) -> bool:
    """Return whether each period has one amount: bars on one year would cover one another."""
    return bars.empty or not bars["period"].duplicated().any()


def _choose_rows(money: pd.DataFrame, series: pd.DataFrame, apart: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts that are shown: all, or of many those of the series and a drawn rest."""
    if len(money) <= MOST_ROWS:
        return money
    kept = [*series["row"][series["series"] == 0], *apart["row"][:MOST_NAMED]]
    named = money["row"].isin(kept)
    rest = money[~named]
    drawn = rest.sample(min(MOST_ROWS, len(rest)), random_state=SAMPLE_SEED)
    return money[named | money["row"].isin(drawn["row"])]


def _list_calling(corpus: Corpus, money: pd.DataFrame) -> pd.DataFrame:
    """Return the mentions that call the plan of some amounts something that much rests on."""
    blank = pd.DataFrame(columns=list(CALLED_COLUMNS))
    own = [mentions_of(corpus).get(d, blank) for d in dict.fromkeys(money["document_id"])]
    found = pd.concat(own) if own else blank
    return found[found["instrument"].isin(list(money["instrument"])) & (found["called"] != "")]


def list_called(elsewhere: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return of each row's mentions elsewhere those that call its instrument something."""
    found = {row: own[own["called"] != ""] for row, own in elsewhere.items() if len(own)}
    return {row: own for row, own in found.items() if len(own)}


def say_called(mentions: pd.DataFrame) -> str:
    """Return what mentions call their instrument, in the text's words: "“a pillar”"."""
    return ", ".join(f"“{words}”" for words in dict.fromkeys(mentions["called"]))


def _say(
    corpus: Corpus,
    money: pd.DataFrame,
    first: pd.DataFrame,
    apart: pd.DataFrame,
    called: pd.DataFrame,
) -> Claim:
    if money.empty:
        return Claim("money-none", {"texts": Number(len(corpus.documents))})
    if first.empty:
        listed = _name_few(money, lambda m: f"{m.words} ({m.status})")
        return Claim("money-amounts", {"n": Number(len(money)), "amounts": listed})
    parts: dict[str, Part] = {
        "instrument": str(first["instrument"].iloc[0]),
        "payer": str(first["payer"].iloc[0]) or "unnamed",
        "steps": [
            Number(
                f"{write_amount(s.value, s.currency)} ({s.period}, {s.status}"
                f"{_say_change(s.change, s.status, s.from_status)})",
                f"amount/{s.row}",
            )
            for s in first.itertuples()
        ],
        "apart": _name_few(apart, lambda m: f"{m.words} ({m.payer}, {m.status})"),
    }
    voices = [WORDS_OF[voice] for voice in dict.fromkeys(called["voice"])]
    parts["called"] = [
        Number(say_called(called), "also/called", "", f" (whose words: {'; '.join(voices)})")
    ]
    name = "money-series" + ("-called" if len(called) else "") + ("-and-apart" * bool(len(apart)))
    return Claim(name, parts)


def _name_few(money: pd.DataFrame, say: Callable[[Any], str]) -> list[Number]:
    """Return the first few amounts as links, and how many more there are."""
    listed = [Number(say(m), f"amount/{m.row}") for m in money[:MOST_NAMED].itertuples()]
    more = len(money) - len(listed)
    return [*listed, Number(f"{more:,} more")] if more else listed


def _say_change(change: float | None, status: str, before: str) -> str:
    """Return ": −12.7 %", with what became of it where the two amounts are of unlike status."""
    if change is None or change != change:
        return ""
    unlike = f" from {before} to {status}" if status != before else ""
    return f": {write_change(change)}{unlike}"


def first_series(corpus: Corpus) -> pd.DataFrame:
    """Return the longest series of a corpus, as rows of `list_series`."""
    series = list_series(list_amounts(corpus))
    return series[series["series"] == 0]


def list_bars(first: pd.DataFrame) -> pd.DataFrame:
    """Return the amounts of a series as rows for `chart_money_bars`."""
    rows = [
        {
            "value": s.value,
            "amount": write_amount(s.value, s.currency),
            "period": s.period,
            "period_from": s.period_from,
            "period_to": s.period_to,
            "status": s.status,
            "change": _say_change(s.change, s.status, s.from_status).removeprefix(": "),
            "key": f"amount/{s.row}",
            "instrument": s.instrument,
        }
        for s in first.itertuples()
    ]
    return pd.DataFrame(rows)


def said_elsewhere(corpus: Corpus, entry: Any) -> pd.DataFrame:
    """Return the other sentences of a ledger row's text that invoke its instrument.

    Returns
    -------
    DataFrame
        One row per mention outside the row's own sentence; columns as of `mentions_of`.
    """
    own = mentions_of(corpus).get(entry.document_id)
    if own is None or not entry.instrument:
        return pd.DataFrame(columns=list(CALLED_COLUMNS))
    wanted = own["instrument"].isin(entry.instrument.split("; "))
    return own[wanted & (own["sentence_id"] != entry.sentence_id)]


def _tabulate(
    corpus: Corpus,
    money: pd.DataFrame,
    series: pd.DataFrame,
    elsewhere: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return one row per amount, those of a series first, each beside what else is said of it."""
    labels = label_documents(corpus.documents)
    place = {r.row: i for i, r in enumerate(series.itertuples())}
    change = {
        r.row: _say_change(r.change, r.status, r.from_status).removeprefix(": ")
        for r in series.itertuples()
    }
    ordered = sorted(money.itertuples(), key=lambda m: (place.get(m.row, len(place)), m.start))
    rows = []
    for m in ordered:
        also = elsewhere[m.row]
        row = {
            "instrument": m.instrument or "none named",
            "period": m.period or "not said",
            "amount": m.words,
            "amount_key": f"amount/{m.row}",
            "status": m.status,
            "payer": m.payer or "not said",
            "change": change.get(m.row, ""),
            "text": labels[m.document_id],
            "the text also says of it": count_sentences(also),
            "the text also says of it_key": f"also/{m.row}" if len(also) else "",
            "and calls it": say_called(also[also["called"] != ""]),
            "and calls it_key": f"called/{m.row}" if (also["called"] != "").any() else "",
        }
        rows.append(row)
    return pd.DataFrame(rows)
