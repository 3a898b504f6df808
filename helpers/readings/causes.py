"""How many sentences answer, how many name a cause, and in how many texts each cause stands.

Comes in: a corpus. Goes out: findings on causes and responses. Must never know: which texts.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from helpers.charts.dots import MOST_COLUMNS, chart_dots
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.passages import name_with_sentences, say_n
from helpers.tables import list_documents_by_date, list_frames, list_sentences, sentences_with


def find_many_answers(corpus: Corpus) -> Finding:
    """Return the finding on how many sentences carry a response and how many name a cause."""
    codebook = corpus.codebook
    question = Question(
        "many-answers-few-causes",
        "Which causes are named, in which texts?",
        (*codebook.codes_of("cause"), *codebook.codes_of("response")),
        focus="cause",
    )
    draw = partial(chart_dots, of_texts=len(corpus.documents))
    return build_finding(corpus, question, _measure_answers, draw)


def _measure_answers(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    causes, responses = codebook.codes_of("cause"), codebook.codes_of("response")
    mere = [c for c in responses if c not in codebook.codes_of("cooperation")]
    keyed = {
        "all": list_sentences(corpus),
        "response": sentences_with(corpus, responses),
        "beyond": sentences_with(corpus, mere),
        "cause": sentences_with(corpus, causes),
    }
    marks = _tabulate_causes(corpus, causes)
    frames = list_frames(corpus)
    groups = dict(list(frames.groupby(["document_id", "code"]))) if _has_columns(corpus) else {}
    for row in marks[marks["key"].ne("")].itertuples():
        own = groups[row.document_id, row.code]
        keyed[row.key] = own.drop_duplicates("sentence_id")
    keyed |= {f"cause-{code}": sentences_with(corpus, [code]) for code in causes}
    table = _summarise(marks).assign(of_texts=len(corpus.documents))
    never = [codebook.label(code) for code in table.loc[table["texts"] == 0, "code"]]
    found = table[table["texts"] > 0]
    parts: dict[str, Part] = {
        "response": Number(len(keyed["response"]), "response"),
        "of": Number(len(keyed["all"]), "all"),
        "beyond": Number(len(keyed["beyond"]), "beyond"),
        "cause": Number(len(keyed["cause"]), "cause"),
        "most": Number(int(table["texts"].max())),
        "causes": [
            name_with_sentences(
                f"{codebook.label(r.code)} in {say_n(r.texts, 'text')}",
                r.sentences,
                f"cause-{r.code}",
            )
            for r in found.itertuples()
        ],
        "never": [Number(label) for label in never] or "none",
    }
    name = "many-answers-few-causes" if len(found) else "no-cause-named"
    many = len(keyed["response"]) > len(keyed["cause"])
    alt = (
        f"Dots, one row a cause and one column a text, counted in sentences: "
        f"{len(keyed['cause'])} of {len(keyed['all'])} sentences name a cause."
    )
    evidence = collect_evidence(corpus, keyed, (*causes, *responses))
    verdict = "more answers than causes" if many else "no more answers than causes"
    return Measured(Claim(name, parts), verdict, table, marks, evidence, alt)


def _has_columns(corpus: Corpus) -> bool:
    """Return whether each text has a column of its own in the chart."""
    return len(corpus.documents) <= MOST_COLUMNS


def _tabulate_causes(corpus: Corpus, causes: tuple[str, ...]) -> pd.DataFrame:
    """Return one row per cause and text; without columns only texts that name it, one at least."""
    labels = label_documents(corpus.documents)
    number = number_documents(corpus)
    frames = list_frames(corpus)
    counts = frames.groupby(["document_id", "code"])["sentence_id"].nunique().to_dict()
    own = frames[frames["voice"] == "author"]
    by_author = set(zip(own["document_id"], own["code"], strict=True))
    rows = []
    documents, few = list_documents_by_date(corpus), _has_columns(corpus)
    for code in causes:
        here = documents if few else [d for d in documents if (d, code) in counts]
        for document_id in here or documents[:1]:
            n = counts.get((document_id, code), 0)
            quoted = bool(n) and (document_id, code) not in by_author
            key = f"{code}/{number[document_id]}" if n and few else ""
            whole = f"cause-{code}" if n else ""
            rows.append((code, document_id, labels[document_id], n, quoted, key, whole))
    columns = ["code", "document_id", "document", "n", "quoted", "key", "whole_key"]
    marks = pd.DataFrame(rows, columns=columns)
    texts = marks.assign(hit=marks["n"] > 0).groupby("code")["hit"].sum()
    order = sorted(causes, key=lambda c: (-texts[c], causes.index(c)))
    marks["label"] = marks["code"].map({c: corpus.codebook.label(c) for c in causes})
    rank = marks["code"].map({c: i for i, c in enumerate(order)})
    return marks.assign(rank=rank).sort_values("rank", kind="stable", ignore_index=True)


def _summarise(marks: pd.DataFrame) -> pd.DataFrame:
    grouped = marks.groupby(["rank", "code", "label"], sort=True)
    table = grouped.agg(
        texts=("n", lambda n: int((n > 0).sum())), sentences=("n", "sum")
    ).reset_index()
    table["sentences_key"] = [
        f"cause-{c}" if n else "" for c, n in zip(table["code"], table["sentences"], strict=True)
    ]
    return table.drop(columns="rank")
