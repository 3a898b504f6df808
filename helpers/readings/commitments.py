"""The ledger of commitments, and how firm the promises in it are.

Comes in: a corpus. Goes out: findings on the ledger and on promises. Must never know: which texts
are read, or whether a promise was kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pandas as pd

from helpers.charts.dots import MOST_COLUMNS, chart_dots
from helpers.claims import Claim, Number, Part
from helpers.clauses import NOT_SAID
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import SAMPLE_SEED, number_documents
from helpers.findings import Finding
from helpers.ledger import SCALES
from helpers.readings.amounts import WORDS_OF, list_called, said_elsewhere, say_called
from helpers.readings.marked import count_by_text, count_sentences, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.money import ledger_of
from helpers.readings.passages import name_some
from helpers.tables import list_documents_by_date, list_sentences

LEDGER_ID = "ledger"
READ_BY_RULE = (
    "Promises are read by rule from verbs and nouns such as “agreed to”, “aims to”, “will” and "
    "“commitment to”; no reference coding has such a layer, so nothing here measures them."
)
FIRM = ("signed", "delivered")
MOST_ROWS = 400


def find_ledger(corpus: Corpus) -> Finding:
    """Return the finding that lists every commitment: who, what, to whom, on which scale.

    The table of a large corpus shows 400 rows, drawn at random, and says so.
    """
    n = len(ledger_of(corpus))
    drawn = f" The table shows {MOST_ROWS} of {n:,} rows, drawn at random." if n > MOST_ROWS else ""
    question = Question(
        LEDGER_ID,
        "Who commits what to whom, and how firmly?",
        (),
        READ_BY_RULE + " Amounts and promises stand on scales of their own: unlike statuses are "
        f"never added.{drawn}",
        layers=(("money", "status"),),
        referenced=False,
    )
    return build_finding(corpus, question, _measure_ledger)


def _measure_ledger(corpus: Corpus) -> Measured:
    ledger = ledger_of(corpus)
    labels = label_documents(corpus.documents)
    keyed: dict[str, pd.DataFrame] = {}
    parts: dict[str, Part] = {}
    for scale, statuses in SCALES.items():
        own = ledger[ledger["scale"] == scale]
        name = "promises" if scale == "promise" else scale
        keyed |= {scale: own} if len(own) else {}
        parts[name] = Number(count_sentences(own), scale if len(own) else "")
        parts[f"{name}_statuses"] = _list_statuses(own, scale, statuses, keyed) or "none"
    spoken = set(ledger["document_id"])
    silent = [labels[d] for d in list_documents_by_date(corpus) if d not in spoken]
    parts["silent"] = name_some([Number(s) for s in silent])
    parts["texts"] = Number(len(labels))
    shown = _draw_rows(corpus, ledger)
    keyed |= {f"row/{row}": own for row, own in shown.groupby("row")}
    also = {r.row: said_elsewhere(corpus, r) for r in shown.itertuples()}
    elsewhere = {f"also/{row}": own for row, own in also.items() if len(own)}
    elsewhere |= {f"called/{row}": own for row, own in list_called(also).items()}
    evidence = pd.concat([mark_rows(keyed, "status"), mark_rows(elsewhere, "how")])
    table = _tabulate_ledger(shown, labels, also)
    counted = ledger[ledger["scale"] == "money"].groupby("status").size().to_dict()
    claim = Claim("ledger" if len(ledger) else "ledger-none", parts)
    return Measured(claim, f"money: {counted}", table, pd.DataFrame(), evidence)


def _draw_rows(corpus: Corpus, ledger: pd.DataFrame) -> pd.DataFrame:
    """Return the rows to show, texts by date: all of them, or as many as a page can carry."""
    if len(ledger) > MOST_ROWS:
        ledger = ledger.sample(MOST_ROWS, random_state=SAMPLE_SEED)
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    rank = ledger["document_id"].map(order)
    return ledger.assign(rank=rank).sort_values(["rank", "start", "scale"], ignore_index=True)


def _list_statuses(
    own: pd.DataFrame, scale: str, statuses: tuple[str, ...], keyed: dict[str, pd.DataFrame]
) -> list[Number]:
    """Return "requested in 3" for each status found, in the order of its scale, with its key."""
    numbers = []
    for status in statuses:
        found = own[own["status"] == status]
        if len(found):
            keyed[f"{scale}/{status}"] = found
            numbers.append(Number(f"{status} in {count_sentences(found)}", f"{scale}/{status}"))
    return numbers


def _tabulate_ledger(
    ledger: pd.DataFrame, labels: Mapping[str, str], also: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    rows, called = [], list_called(also)
    for r in ledger.itertuples():
        said = f"{r.bound} {r.words}".strip() if r.scale == "money" else ""
        row = {
            "text": labels[r.document_id],
            "place": f"sentence {r.sentence_id}",
            "place_key": f"row/{r.row}",
            "scale": r.scale,
            "status": r.status,
            "who": r.who,
            "what": r.what,
            "amount": said,
            "period": r.period,
            "payer": r.payer,
            "to or with whom": r.to_whom or NOT_SAID,
            "whose words": _say_whose(r.voice, r.speaker),
            "instrument": r.instrument,
            "the text also says of it": count_sentences(also[r.row]),
            "the text also says of it_key": f"also/{r.row}" if len(also[r.row]) else "",
            "and calls it": say_called(called.get(r.row, also[r.row].iloc[:0])),
            "and calls it_key": f"called/{r.row}" if r.row in called else "",
            "value": _write_value(r.value, r.value_to),
            "currency": r.currency,
        }
        rows.append(row)
    return pd.DataFrame(rows)


def _write_value(value: float, upper: float) -> str:
    """Return an amount in full digits for the spreadsheet: "750000000", "5 to 7"."""
    if value != value:
        return ""
    return f"{value:.15g}" + (f" to {upper:.15g}" if upper == upper else "")


def _say_whose(voice: str, speaker: str) -> str:
    said = WORDS_OF[voice]
    return f"{said}: {speaker}" if voice == "speaker" and speaker else said


def find_promises_by_status(corpus: Corpus) -> Finding:
    """Return the finding on how firm the promises are, and how many are dated or name a partner."""
    question = Question(
        "promises",
        "What is promised, and how firmly?",
        (),
        READ_BY_RULE,
        layers=(("promise", ""),),
    )
    draw = partial(chart_dots, ordered=True, of_texts=len(corpus.documents))
    return build_finding(corpus, question, _measure_promises, draw)


def _measure_promises(corpus: Corpus) -> Measured:
    ledger = ledger_of(corpus)
    own = ledger[ledger["scale"] == "promise"]
    keyed = {f"status/{s}": own[own["status"] == s] for s in SCALES["promise"]}
    keyed["all"] = own
    keyed["firm"] = own[own["status"].isin(FIRM)]
    keyed["dated"] = own[own["period"] != ""]
    keyed["whom"] = own[own["to_whom"] != ""]
    keyed["nobody"] = own[own["who"] == NOT_SAID]
    marks, table = _count_by_text(corpus, own, keyed)
    found = {key: rows for key, rows in keyed.items() if len(rows)}

    def number(key: str) -> Number:
        return Number(count_sentences(keyed[key]), key if key in found else "")

    parts: dict[str, Part] = {name: number(name) for name in ("firm", "dated", "whom", "nobody")}
    parts |= {s: number(f"status/{s}") for s in ("committed", "aimed", "discussed")}
    parts |= {"n": number("all"), "of": Number(len(list_sentences(corpus)))}
    parts["texts"] = Number(len(corpus.documents))
    claim = Claim("promises" if len(own) else "promises-none", parts)
    alt = "Dots, one row a status and one column a text, counted in sentences: " + "; ".join(
        f"{s} {len(keyed[f'status/{s}'])}" for s in SCALES["promise"]
    )
    marks = marks if len(own) else marks.iloc[:0]
    return Measured(claim, "", table, marks, mark_rows(found, "status"), alt + ".")


def _count_by_text(
    corpus: Corpus, own: pd.DataFrame, keyed: dict[str, pd.DataFrame]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    documents = list_documents_by_date(corpus)
    few = len(documents) <= MOST_COLUMNS
    rows, table = [], []
    for status in SCALES["promise"]:
        held = own[own["status"] == status]
        whole = f"status/{status}" if len(held) else ""
        texts = count_by_text(held)
        line: dict[str, object] = {"status": status, "texts": str(len(texts))}
        line |= {"sentences": count_sentences(held), "sentences_key": f"status/{status}"}
        found = dict(list(held.groupby("document_id"))) if few else {}
        # Of many texts the chart says in how many a status stands: a row for each that has it.
        listed = documents if few else [d for d in documents if d in texts] or documents[:1]
        for d in listed:
            here = found.get(d)
            n = texts[d]
            key = "" if here is None else f"{status}/{number[d]}"
            keyed |= {} if here is None else {key: here}
            quoted = here is not None and not (here["voice"] == "author").any()
            rows.append((status, status, d, labels[d], n, quoted, key, whole))
            line |= {labels[d]: n, f"{labels[d]}_key": key} if few else {}
        table.append(line)
    columns = ["code", "label", "document_id", "document", "n", "quoted", "key", "whole_key"]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(table)
