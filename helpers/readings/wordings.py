"""The words of labels: who uses which, which are near alike, which are metaphors.

Comes in: a corpus. Goes out: findings on wordings. Must never know: which texts, or which words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import pandas as pd

from helpers.charts.dots import MOST_COLUMNS, chart_dots
from helpers.charts.label_units import BLOCKS
from helpers.claims import Claim, Number, Part, count_in
from helpers.clauses import join_words
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.label_objects import WORN
from helpers.label_table import THREAT, list_near_pairs
from helpers.readings.labels import LAYER, labels_of
from helpers.readings.marked import count_sentences, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.tables import list_documents_by_date

MOST_ROWS = 60
MOST_DRAWN = 20
MOST_PAIRS = 40
OFTEN = 3


def say_whose(labels: pd.DataFrame, names: dict[str, str]) -> str:
    """Return in whose words labels stand, with the number of labels each.

    "Luna 2017, own words: 4; Luna 2017, quoted or not: 1", speakers by name.
    """
    said: dict[str, int] = {}
    for row in labels.itertuples():
        place = names[row.document_id]
        who = {
            "author": f"{place}, own words",
            "speaker": f"{_join(row.speaker) or 'speaker not known'}, quoted in {place}",
            "uncertain": f"{place}, quoted or not: uncertain",
        }[row.voice]
        said[who] = said.get(who, 0) + 1
    return "; ".join(f"{who}: {n}" for who, n in said.items())


def _join(speakers: str) -> str:
    return join_words(speakers.split(" and "))


def find_wordings(corpus: Corpus) -> Finding:
    """Return the finding on who uses which wording, in whose words."""
    question = Question(
        "labels-words",
        "Who uses which name for migration, and in whose words?",
        (),
        "The wordings are those of the texts; none is ours.",
        layers=LAYER,
    )
    draw = partial(chart_dots, of_texts=len(corpus.documents))
    return build_finding(corpus, question, _measure_wordings, draw)


def _measure_wordings(corpus: Corpus) -> Measured:
    labels = labels_of(corpus)
    names = label_documents(corpus.documents)
    groups = {str(form): own for form, own in labels.groupby("form")}
    order = sorted(groups, key=lambda f: (-len(groups[f]), f))
    key = {form: f"wording/{i}" for i, form in enumerate(order)}
    alone = [f for f in order if len(groups[f]) >= OFTEN and _texts(groups[f]) == 1]
    keyed = {key[form]: groups[form] for form in dict.fromkeys((*order[:MOST_ROWS], *alone))}
    user = {f: names[groups[f]["document_id"].iloc[0]] for f in alone}
    parts: dict[str, Part] = {
        "n": Number(len(labels)),
        "forms": Number(len(order)),
        "most": [_count(groups[f], key[f]) for f in order[:3]],
        "alone": [_count(groups[f], key[f], f", {user[f]}") for f in alone] or "none",
        "texts": Number(len(names)),
    }
    rows = []
    for form in order[:MOST_ROWS]:
        own = groups[form]
        stances = dict.fromkeys(s.replace("-", " ") for s in own["stance"])
        row = {
            "wording": _say(own),
            "stance": "; ".join(stances),
            "names": "; ".join(dict.fromkeys(own["object"].map(BLOCKS))),
            "labels": f"{len(own)}",
            "sentences": count_sentences(own),
            "sentences_key": key[form],
            "texts": f"{_texts(own)}",
            "in whose words": say_whose(own, names),
        }
        rows.append(row)
    marks = _list_marks(corpus, order[:MOST_DRAWN], groups, keyed)
    claim = Claim("labels-words" if order else "labels-none", parts)
    verdict = f"most: {order[:3]}; alone: {alone}"
    alt = "Dots, wordings by text, counted in sentences; hollow where only quoted."
    evidence = mark_rows(keyed, "stance")
    return Measured(claim, verdict, pd.DataFrame(rows), marks, evidence, alt)


def _say(own: pd.DataFrame) -> str:
    """Return a wording as the texts most often have it."""
    return f"“{own['words'].mode().iloc[0]}”"


def _count(own: pd.DataFrame, key: str, whose: str = "") -> Number:
    """Return "“migrants” (4 labels in 3 sentences)", of which the 3 opens its sentences."""
    noun = "label" if len(own) == 1 else "labels"
    counted = count_in(len(own), noun, count_sentences(own), key)
    before = f"{_say(own)} ({counted.before}"
    return counted._replace(before=before, after=f"{counted.after}{whose})")


def _texts(own: pd.DataFrame) -> int:
    return int(own["document_id"].nunique())


def _list_marks(
    corpus: Corpus,
    order: Iterable[str],
    groups: dict[str, pd.DataFrame],
    keyed: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    names, number = label_documents(corpus.documents), number_documents(corpus)
    rows = []
    documents = list_documents_by_date(corpus)
    few = len(documents) <= MOST_COLUMNS
    for i, form in enumerate(order):
        own, said = dict(list(groups[form].groupby("document_id"))), _say(groups[form])
        for document_id in documents if few else [d for d in documents if d in own]:
            here = own.get(document_id)
            key = "" if here is None or not few else f"wording/{i}/{number[document_id]}"
            keyed |= {key: here} if here is not None and key else {}
            quoted = here is not None and not (here["voice"] == "author").any()
            n = 0 if here is None else count_sentences(here)
            cells = (document_id, names[document_id], n, quoted, key)
            rows.append((form, said, *cells, f"wording/{i}"))
    columns = ["code", "label", "document_id", "document", "n", "quoted", "key", "whole_key"]
    return pd.DataFrame(rows, columns=columns)


def find_near_pairs(corpus: Corpus) -> Finding:
    """Return the finding on labels that share most of their words and differ in stance."""
    question = Question(
        "labels-near-pairs",
        "Which names are almost the same, and yet take another stance?",
        (),
        "Two names are near alike when more than half of the words of both, two at least, are in "
        "both; singular and plural are one word, small words are left out.",
        layers=LAYER,
    )
    return build_finding(corpus, question, _measure_pairs)


def _measure_pairs(corpus: Corpus) -> Measured:
    labels = labels_of(corpus)
    names = label_documents(corpus.documents)
    pairs = list_near_pairs(labels)
    keyed, rows, listed = {}, [], []
    for i, pair in enumerate(pairs.itertuples()):
        row: dict[str, object] = {}
        for side, form, stance in (
            ("one", pair.first, pair.first_stance),
            ("other", pair.second, pair.second_stance),
        ):
            own = labels[(labels["form"] == form) & (labels["stance"] == stance)]
            keyed[f"pair/{i}/{side}"] = own
            row |= {
                side: f"“{form}” ({stance.replace('-', ' ')})",
                f"{side}_key": f"pair/{i}/{side}",
                f"{side}, in whose words": say_whose(own, names),
            }
        row["shared words"] = pair.shared
        keyed[f"pair/{i}"] = pd.concat([keyed[f"pair/{i}/one"], keyed[f"pair/{i}/other"]])
        rows.append(row)
        listed.append(Number(f"“{pair.first}” / “{pair.second}”", f"pair/{i}"))
    parts: dict[str, Part] = {"n": Number(len(pairs)), "pairs": listed[:MOST_PAIRS] or "none"}
    claim = Claim("labels-near-pairs" if len(pairs) else "labels-near-pairs-none", parts)
    verdict = "; ".join(f"{p.first} / {p.second}" for p in pairs.itertuples()) or "none"
    table = pd.DataFrame(rows[:MOST_PAIRS])
    return Measured(claim, verdict, table, pd.DataFrame(), mark_rows(keyed, "stance"))


def find_metaphors(corpus: Corpus) -> Finding:
    """Return the finding on which labels are metaphors, and of what."""
    question = Question(
        "labels-metaphors",
        "Which names are metaphors?",
        (),
        "Floods and tides are among the metaphors that Card et al. (2022) look for in speeches on "
        "immigration; war and the others stand in the same list of words here. A worn metaphor "
        "is one that has become the plain word: “flow” was water and is now a usual word for "
        "movement, so it is listed apart and its stance stays what it is without it. The stance "
        "“threat metaphor” is wider than the metaphors: by its definition it takes in caravans and "
        "a migration, border or security crisis, in which nothing is named as something else.",
        layers=LAYER,
    )
    return build_finding(corpus, question, _measure_metaphors)


def _measure_metaphors(corpus: Corpus) -> Measured:
    labels = labels_of(corpus)
    names = label_documents(corpus.documents)
    worn = labels[labels["metaphor"].str.endswith(WORN)]
    live = labels[(labels["metaphor"] != "") & ~labels["metaphor"].str.endswith(WORN)]
    rest = labels[labels["stance"].eq(THREAT) & ~labels.index.isin(live.index)]
    groups = {str(m): own for m, own in live.groupby("metaphor")}
    keyed = {f"metaphor/{m}": own for m, own in groups.items()}
    faded = {str(f): own for f, own in worn.groupby("form")}
    keyed |= {f"worn/{i}": own for i, own in enumerate(faded.values())}
    plain = {str(f): own for f, own in rest.groupby("form")}
    keyed |= {f"plain/{i}": own for i, own in enumerate(plain.values())}
    parts: dict[str, Part] = {
        "n": Number(len(labels)),
        "k": Number(len(live)),
        "metaphors": [
            Number(f"{m} (“{'”, “'.join(dict.fromkeys(own['form']))}”)", f"metaphor/{m}")
            for m, own in groups.items()
        ]
        or "none",
        "rest": Number(len(rest)),
        "others": [Number(f"“{f}”", f"plain/{i}") for i, f in enumerate(plain)] or "none",
        "faded": Number(len(worn)),
        "worn": [Number(f"“{f}”", f"worn/{i}") for i, f in enumerate(faded)] or "none",
        "texts": Number(len(names)),
    }
    rows = []
    for key, own in keyed.items():
        kind, _, name = key.partition("/")
        said = {"worn": str(own["metaphor"].iloc[0]), "plain": "none, but a threat"}
        row = {
            "metaphor": said.get(kind, name),
            "words": "; ".join(f"“{w}”" for w in dict.fromkeys(own["words"])),
            "names": "; ".join(dict.fromkeys(own["object"].map(BLOCKS))),
            "sentences": count_sentences(own),
            "sentences_key": key,
            "in whose words": say_whose(own, names),
        }
        rows.append(row)
    name = "labels-metaphors" if keyed else "labels-metaphors-none"
    claim = Claim("labels-none" if labels.empty else name, parts)
    counts = {metaphor: len(own) for metaphor, own in groups.items()}
    verdict = f"{counts}; {len(rest)} without; {len(worn)} worn"
    evidence = mark_rows(keyed, "metaphor")
    return Measured(claim, verdict, pd.DataFrame(rows[:MOST_ROWS]), pd.DataFrame(), evidence)
