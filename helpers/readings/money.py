"""Money: in how many of the sentences on development an amount stands.

Comes in: a corpus. Goes out: a finding on coverage. Must never know: which texts are read.
"""

from __future__ import annotations

from functools import lru_cache, partial

import pandas as pd

from helpers.charts.strip import MOST_SQUARES, chart_strip
from helpers.charts.style import GREY, PALETTE
from helpers.choices import CHOICES, Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.kept import keep_beside
from helpers.ledger import build_ledger
from helpers.readings.marked import Chosen, Sides, count_settings, list_open_choices, mark_rows
from helpers.readings.measured import (
    Measured,
    Question,
    build_finding,
    collect_evidence,
    join_evidence,
)
from helpers.readings.passages import MOST_NAMED, name_some
from helpers.readings.places import list_places
from helpers.reference import list_codings
from helpers.tables import list_documents_by_date, list_frames, list_sentences

WITH, WITHOUT, ELSEWHERE = "development, with an amount", "development, no amount", "amount alone"
FILLS = {WITH: PALETTE["development"], WITHOUT: GREY, ELSEWHERE: PALETTE["protection and pathways"]}
MOST_ROWS = 60  # of more texts, those with most sentences on development


@lru_cache(maxsize=8)
def ledger_of(corpus: Corpus) -> pd.DataFrame:
    """Return the ledger of a corpus; that of a coded folder is kept beside it."""
    return keep_beside(corpus, "ledger", build_ledger)


def economy_of(corpus: Corpus) -> tuple[str, ...]:
    """Return the code of development as jobs, investment and aid: the first of its group."""
    return corpus.codebook.codes_of("development")[:1]


def find_money_coverage(corpus: Corpus) -> Finding:
    """Return the finding on how many sentences on development carry an amount of money."""
    question = Question(
        "money-coverage",
        "Where development is spoken of, is an amount of money named?",
        economy_of(corpus),
        choices=_count_coverage(corpus),
        layers=(("money", ""),),
    )
    return build_finding(
        corpus,
        question,
        _measure_coverage,
        partial(chart_strip, fills=FILLS, counted=(WITH, WITHOUT)),
    )


def _measure_coverage(corpus: Corpus) -> Measured:
    code = economy_of(corpus)[0]
    places = list_places(corpus)
    frames = list_frames(corpus)
    spoken = frames[frames["code"] == code]
    money = list_amounts(corpus)
    pair = ["document_id", "sentence_id"]
    on = pd.MultiIndex.from_frame(places[pair])
    development = on.isin(pd.MultiIndex.from_frame(spoken[pair]))
    paid = on.isin(pd.MultiIndex.from_frame(money[pair]))
    marks = places.assign(category="")
    marks.loc[development & paid, "category"] = WITH
    marks.loc[development & ~paid, "category"] = WITHOUT
    marks.loc[~development & paid, "category"] = ELSEWHERE
    table, keyed = _tabulate_coverage(corpus, marks, money)
    silent = table[table["amounts"] == "none"]
    k, n = int((development & paid).sum()), int(development.sum())
    parts: dict[str, Part] = {
        "k": Number(k, "with" if k else ""),
        "of": Number(n, "development"),
        "code": f"“{corpus.codebook.label(code)}”",
        "silent": _list_texts(silent),
        "amounts": Number(len(money)),
    }
    name = "money-coverage" if development.any() else "money-no-development"
    evidence = join_evidence(
        collect_evidence(corpus, keyed, [code]),
        mark_rows({"with": money.merge(keyed["with"][pair], on=pair)}, "status"),
        mark_rows(
            {f"s/{k}": own for k, own in money.groupby(_sentence_keys(corpus, money))}
            if len(marks) <= MOST_SQUARES
            else {}
        ),
    )
    few = "fewer than half" if 2 * k < n else "half or more"
    verdict = f"{few} with an amount; texts without any: {list(silent['text'])}"
    alt = f"Sentences as squares, texts by date: {n} on development, {k} of them with an amount."
    return Measured(Claim(name, parts), verdict, _keep_texts(table), marks, evidence, alt)


def _list_texts(silent: pd.DataFrame) -> Part:
    """Return the texts of some rows by name, of many the first and how many more."""
    first = silent[:MOST_NAMED].itertuples(index=False)
    return name_some([Number(r.text, r.development_key) for r in first], len(silent))


def _keep_texts(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of up to 60 texts: of many those with most on development."""
    if len(table) <= MOST_ROWS:
        return table
    return table.sort_values("development", ascending=False, kind="stable")[:MOST_ROWS]


def _sentence_keys(corpus: Corpus, rows: pd.DataFrame) -> list[str]:
    number = number_documents(corpus)
    return [
        f"{number[d]}-{i}" for d, i in zip(rows["document_id"], rows["sentence_id"], strict=True)
    ]


def list_amounts(corpus: Corpus) -> pd.DataFrame:
    """Return the money rows of the ledger."""
    ledger = ledger_of(corpus)
    return ledger[ledger["scale"] == "money"].reset_index(drop=True)


def _tabulate_coverage(
    corpus: Corpus, marks: pd.DataFrame, money: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return one row per text, those without any too, and the sentences behind each number."""
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    keyed = {
        "development": marks[marks["category"].isin([WITH, WITHOUT])],
        "with": marks[marks["category"] == WITH],
    }
    by_text = {name: dict(list(found.groupby("document_id"))) for name, found in keyed.items()}
    said: dict[str, list[str]] = {}
    for m in money.itertuples():
        said.setdefault(m.document_id, []).append(f"{m.words} ({m.status})")
    rows = []
    for document_id in list_documents_by_date(corpus):
        cells: list[object] = [labels[document_id]]
        for name in ("development", "with"):
            found = by_text[name].get(document_id)
            key = f"{name}/{number[document_id]}" if found is not None else ""
            cells += [0 if found is None else len(found), key]
            if found is not None:
                keyed[key] = found
        rows.append((*cells, "; ".join(said.get(document_id, [])) or "none"))
    columns = ["text", "development", "development_key", "with an amount", "with an amount_key"]
    table = pd.DataFrame(rows, columns=[*columns, "amounts"])
    if len(marks) <= MOST_SQUARES:
        keyed |= {f"s/{k}": own for k, own in marks.groupby(_sentence_keys(corpus, marks))}
    return table, keyed


def _count_coverage(corpus: Corpus) -> Choices | None:
    codings = list_codings(corpus)
    groups = {"jobs and aid": economy_of(corpus)}
    groups["jobs, aid and government"] = corpus.codebook.codes_of("development")
    axes = {
        "coding": tuple(codings),
        "development": tuple(groups),
        "amounts without a number": ("counted", "left out"),
        **list_open_choices(corpus),
    }

    def count(chosen: Chosen) -> Sides:
        return _split_sentences(codings[chosen["coding"]], groups[chosen["development"]], chosen)

    statement = "More sentences on development name no amount of money than name one"
    return count_settings(axes, count, statement)


def _split_sentences(corpus: Corpus, codes: tuple[str, ...], chosen: Chosen) -> Sides:
    """Return the development sentences without and with an amount, as one setting has them."""
    on = _list_sentences_on(corpus, codes, chosen["title"], chosen["words of"])
    paid = _list_paid(corpus, chosen["amounts without a number"])
    return dict.fromkeys(on - paid, 1), dict.fromkeys(on & paid, 1)


@lru_cache(maxsize=64)
def _list_sentences_on(
    corpus: Corpus, codes: tuple[str, ...], title: str, words_of: str
) -> frozenset[tuple[str, int]]:
    pair = ["document_id", "sentence_id"]
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(codes))]
    if words_of != CHOICES["words of"][0]:
        own = words_of == CHOICES["words of"][1]
        kept = frames["voice"].eq("author") if own else frames["voice"].ne("uncertain")
        frames = frames[kept]
    sentences = list_sentences(corpus)
    if title == "left out":
        sentences = sentences[sentences["kind"] != "title"]
    return frozenset(frames.merge(sentences[pair])[pair].itertuples(index=False, name=None))


@lru_cache(maxsize=16)
def _list_paid(corpus: Corpus, without_number: str) -> frozenset[tuple[str, int]]:
    money = list_amounts(corpus)
    if without_number == "left out":
        money = money[money["value"].notna()]
    pair = money[["document_id", "sentence_id"]]
    return frozenset(pair.itertuples(index=False, name=None))
