"""What stands in the list that the idea of root causes introduces.

Comes in: a corpus. Goes out: a finding without a chart: the sentences are the picture.
Must never know: which texts are read.
"""

from __future__ import annotations

import re
from functools import partial

import pandas as pd

from helpers.actors_table import list_speakers
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.tables import (
    list_code_names,
    list_frames,
    list_sentences,
    sentences_with,
    tabulate_codes,
)

SOFT = ("development", "protection", "pathways")
_SERIES = re.compile(r",[^.;:]*,[^.;:]*\b(?:and|or)\b")


def find_introduced_list(corpus: Corpus) -> Finding:
    """Return the finding on the longest list that a sentence with the idea introduces."""
    codebook = corpus.codebook
    groups = ("idea", "enforcement", "development", "protection", "pathways")
    question = Question(
        "list-after-root-causes",
        "What stands in the list that “root causes” introduces?",
        tuple(code for group in groups for code in codebook.codes_of(group)),
        "Where in its sentence the idea stands, which words of an item name a cause, and whose "
        "words a sentence is, is read from the patterns: the reference coding marks whole "
        "sentences.",
        focus="items",
    )
    return build_finding(corpus, question, partial(_measure_list, places=corpus))


def list_introduced(corpus: Corpus) -> pd.DataFrame:
    """Return the list items that a sentence with the idea introduces.

    Returns
    -------
    DataFrame
        One row per item; columns document_id, sentence_id, led_by.
    """
    sentences = list_sentences(corpus)
    items = sentences[sentences["kind"].eq("list item") & sentences["led_by"].notna()]
    leaders = sentences_with(corpus, corpus.codebook.codes_of("idea"))
    leaders = leaders.rename(columns={"sentence_id": "led_by"}).astype({"led_by": "Int64"})
    return items.merge(leaders, on=["document_id", "led_by"])[
        ["document_id", "sentence_id", "led_by"]
    ]


def _measure_list(corpus: Corpus, *, places: Corpus) -> Measured:
    codebook = corpus.codebook
    items = list_introduced(corpus)
    if items.empty:
        leaders = sentences_with(corpus, codebook.codes_of("idea"))
        claim = Claim("list-none", {"idea": Number(len(leaders), "idea")})
        evidence = collect_evidence(corpus, {"idea": leaders}, codebook.codes_of("idea"))
        empty = pd.DataFrame(columns=["item", "codes", "item_key"])
        return Measured(claim, "no list", empty, empty, evidence)
    sizes = items.groupby(["document_id", "led_by"], sort=True).size()
    document_id, leader = sizes.idxmax()
    chosen = items[(items["document_id"] == document_id) & (items["led_by"] == leader)]
    matrix = tabulate_codes(corpus)
    index = pd.MultiIndex.from_frame(chosen[["document_id", "sentence_id"]])
    groups = {g: list(codebook.codes_of(g)) for g in ("enforcement", "development", "cause")}
    inside = {
        g: chosen[matrix.loc[index, codes].any(axis=1).to_numpy()] for g, codes in groups.items()
    }
    soft = [c for g in SOFT for c in codebook.codes_of(g)]
    elsewhere = sentences_with(corpus, soft)
    elsewhere = elsewhere[elsewhere["document_id"] == document_id]
    idea = sentences_with(corpus, codebook.codes_of("idea"))
    idea = idea[idea["document_id"] == document_id]
    keyed = {
        "items": chosen[["document_id", "sentence_id"]],
        "lead": pd.DataFrame({"document_id": [document_id], "sentence_id": [int(leader)]}),
        "soft": elsewhere,
        "idea": idea,
        "last": find_last(places, idea),
        **inside,
    }
    keyed |= {f"item-{i}": chosen.iloc[[i]] for i in range(len(chosen))}
    parts: dict[str, Part] = {
        "text": label_documents(corpus.documents)[document_id],
        "lead": Number(1, "lead"),
        "items": Number(len(chosen), "items"),
        "enforcement": Number(len(inside["enforcement"]), "enforcement"),
        "development": Number(len(inside["development"]), "development"),
        "cause": Number(len(inside["cause"]), "cause" if len(inside["cause"]) else ""),
        "cause_words": _quote_causes(places, inside["cause"]),
        "last": Number(len(keyed["last"]), "last" if len(keyed["last"]) else ""),
        "idea": Number(len(idea), "idea"),
        "soft": Number(len(elsewhere), "soft" if len(elsewhere) else ""),
        "soft_whose": _say_whose(places, elsewhere),
    }
    gap = len(inside["enforcement"]) - len(inside["development"])
    verdict = (
        "more enforcement" if gap > 0 else "more development" if gap < 0 else "as much of each"
    )
    codes = tuple(list_code_names(corpus))
    evidence = collect_evidence(corpus, keyed, codes)
    return Measured(
        Claim("list-after-root-causes", parts),
        verdict,
        _tabulate_items(corpus, chosen, matrix),
        pd.DataFrame(),
        evidence,
    )


def find_last(corpus: Corpus, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return which of some sentences put the idea last: after a response, and none after it.

    Mere cooperation is not looked at: it is how, not what.
    """
    codebook = corpus.codebook
    mere = codebook.codes_of("cooperation")
    responses = [c for c in codebook.codes_of("response") if c not in mere]
    frames = list_frames(corpus).merge(sentences[["document_id", "sentence_id"]])
    rows = []
    for pair, own in frames.groupby(["document_id", "sentence_id"]):
        idea = own.loc[own["code"].isin(list(codebook.codes_of("idea"))), "start"]
        others = own.loc[own["code"].isin(responses), "start"]
        if len(idea) and len(others) and others.max() < idea.min():
            rows.append(pair)
    return pd.DataFrame(rows, columns=["document_id", "sentence_id"])


def _quote_causes(corpus: Corpus, items: pd.DataFrame) -> str:
    """Return the words that name a cause in some items: " (“gangs”)", "" for none."""
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    frames = list_frames(corpus).merge(items[["document_id", "sentence_id"]])
    own = frames[frames["code"].isin(list(corpus.codebook.codes_of("cause")))]
    places: list[tuple[str, int, int]] = []
    for r in own.sort_values(["document_id", "start"]).itertuples():
        last = places[-1] if places else None
        if last is not None and last[0] == r.document_id and r.start < last[2]:
            places[-1] = (last[0], last[1], max(last[2], r.end))
        else:
            places.append((r.document_id, r.start, r.end))
    words = [" ".join(texts[d][start:end].split()) for d, start, end in places]
    return f" ({', '.join(f'“{w}”' for w in dict.fromkeys(words))})" if words else ""


def _say_whose(corpus: Corpus, sentences: pd.DataFrame) -> str:
    """Return in whose words some sentences stand, and whether a single one is a series."""
    if sentences.empty:
        return ""
    heard = list_speakers(corpus)
    speakers: list[str] = []
    quoted = 0
    for s in sentences.itertuples():
        own = heard[heard["document_id"].eq(s.document_id)]
        held = own[own["sentence_id"].le(s.sentence_id) & own["last_sentence_id"].ge(s.sentence_id)]
        quoted += len(held) > 0
        speakers += held["speaker"].tolist()
    n, named = len(sentences), ", ".join(dict.fromkeys(speakers))
    if not quoted:
        return ", not quoted" if n == 1 else ", none of them quoted"
    if n > 1:
        return f", {'all' if quoted == n else quoted} of them quoted from {named}"
    first = sentences.iloc[0]
    table = corpus.sentences.set_index(["document_id", "sentence_id"])
    row = table.loc[(first["document_id"], first["sentence_id"])]
    text = corpus.documents.set_index("document_id").loc[first["document_id"], "text"]
    series = _SERIES.search(text[row["start"] : row["end"]]) is not None
    return f", {'a series ' if series else ''}quoted from {named}"


def _tabulate_items(corpus: Corpus, items: pd.DataFrame, matrix: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for i, item in enumerate(items.itertuples()):
        carried = matrix.loc[(item.document_id, item.sentence_id)]
        labels = [corpus.codebook.label(code) for code in carried.index[carried]]
        rows.append((f"item {i + 1}", ", ".join(labels) or "no code", 1, f"item-{i}"))
    return pd.DataFrame(rows, columns=["item", "codes", "sentence", "sentence_key"])
