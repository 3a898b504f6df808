"""Sentences that texts share: the longest run of each pair, or the runs that many texts repeat.

Comes in: a corpus. Goes out: findings, and passages side by side. Must never know: which texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from functools import partial
from itertools import combinations

import pandas as pd

from helpers.actors_table import list_speakers
from helpers.charts.triangle import MOST_TEXTS, chart_triangle
from helpers.choices import Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.findings import Finding
from helpers.kept import keep_beside
from helpers.readings.marked import count_sentences, count_settings, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.networks import list_names
from helpers.readings.passages import name_with_sentences, say_n, say_person, shorten
from helpers.readings.places import list_places
from helpers.shared_runs import LEAST_REPEATED, Likeness, find_longest_runs, list_repeated_runs
from helpers.tables import list_documents_by_date
from helpers.writers import NOT_KNOWN, name_writers

MOST_RUNS = 30
LONGEST_CELL = 120


def find_shared_words(corpus: Corpus) -> Finding:
    """Return the finding on the words that texts share in a row, for few texts or for many."""
    reading = (
        "Case, punctuation and possessives are ignored, and a run stays in one sentence. The words "
        "are compared as they stand; only whose they are rests on a coding."
    )
    layers = (("quote", "speaker"),)
    if len(corpus.documents) > MOST_TEXTS:
        asked = "Which words do many texts repeat?"
        question = Question("repeated-words", asked, (), reading, layers=layers)
        return build_finding(corpus, question, _measure_repeated)
    asked = "Which words do two texts share?"
    choices = compare_likeness(corpus)
    question = Question("shared-words", asked, (), reading, choices=choices, layers=layers)
    draw = partial(chart_triangle, head="words in the longest run that both texts have")
    return build_finding(corpus, question, _measure_shared, draw)


def list_pairs(corpus: Corpus) -> pd.DataFrame:
    """Return the longest run of each pair of texts, one row per pair, those without one too.

    Returns
    -------
    DataFrame
        Columns first, second (document_ids, the older first), n_words, run (as the older text has
        it, "" where none), rows (the places on both sides, as from `find_longest_runs`).
    """
    runs = find_longest_runs(corpus)
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    held = dict(list(runs.groupby(["first", "second"])))
    rows = []
    for pair in combinations(list_documents_by_date(corpus), 2):
        own = held.get(pair, runs.iloc[:0])
        place = next(own.itertuples(), None)
        n, run = 0, ""
        if place is not None:
            n = int(place.n_words)
            run = _cut(texts[place.document_id], place.start, place.end)
        rows.append((*pair, n, run, own))
    return pd.DataFrame(rows, columns=["first", "second", "n_words", "run", "rows"])


def _cut(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _measure_shared(corpus: Corpus) -> Measured:
    pairs = list_pairs(corpus)
    if pairs.empty:
        empty = pd.DataFrame()
        return Measured(Claim("nothing-to-share", {}), "", empty, empty, mark_rows({}))
    labels = label_documents(corpus.documents)
    most = int(pairs["n_words"].max())
    keyed = {f"pair-{i}": p.rows for i, p in enumerate(pairs.itertuples()) if p.n_words}
    keys = [f"pair-{i}" if f"pair-{i}" in keyed else "" for i in range(len(pairs))]
    names = [f"{labels[p.first]} and {labels[p.second]}" for p in pairs.itertuples()]
    sizes = [count_sentences(keyed[k]) if k else 0 for k in keys]
    marks = pd.DataFrame(
        {
            "first": pairs["first"].map(labels),
            "second": pairs["second"].map(labels),
            "sign": pairs["n_words"].astype(str),
            "said": [
                f"{a}: {say_n(n, 'word')}, “{r}”, in {say_n(size, 'sentence')}"
                if n
                else f"{a}: no word"
                for a, n, r, size in zip(names, pairs["n_words"], pairs["run"], sizes, strict=True)
            ],
            "strong": pairs["n_words"].eq(most) & pairs["n_words"].gt(0),
            "key": keys,
        }
    )
    table = pd.DataFrame(
        {
            "texts": names,
            "longest run": [f"“{shorten(r, LONGEST_CELL)}”" if r else "none" for r in pairs["run"]],
            "words": pairs["n_words"],
            "sentences": sizes,
            "sentences_key": keys,
        }
    )
    order = pairs["n_words"].sort_values(ascending=False, kind="stable").index
    claim, more = _claim_shared(corpus, pairs, labels)
    alt = f"A triangle of {len(pairs)} squares, one a pair of texts, with the longest run in words."
    return Measured(claim, claim.name, table.loc[order], marks, mark_rows(keyed | more), alt)


def _claim_shared(
    corpus: Corpus, pairs: pd.DataFrame, labels: Mapping[str, str]
) -> tuple[Claim, dict[str, pd.DataFrame]]:
    most = pairs["n_words"].max()
    lead = int(pairs["n_words"].idxmax())
    best = pairs.loc[lead]
    if not most:
        return Claim("no-word-shared", {"pairs": Number(len(pairs))}), {}
    others = pairs["n_words"].drop(lead)
    rows = best["rows"]
    sides = rows[rows["run"].eq(0)]
    named, places = _names_before(corpus, sides)
    ties = int(others.eq(most).sum())
    parts: dict[str, Part] = {
        "first": labels[best["first"]],
        "second": labels[best["second"]],
        "pairs": Number(len(pairs)),
        "n": name_with_sentences(say_n(int(most), "word"), count_sentences(rows), f"pair-{lead}"),
        "kept": _say_kept(corpus, best),
        "run": shorten(best["run"], LONGEST_CELL),
        "whose": " and ".join(
            _say_voice(corpus, side.document_id, side.start, side.end)
            for side in sides.itertuples()
        ),
        "next": (
            f"{ties} other pairs share as many"
            if ties
            else f"no other pair shares more than {others.max()}"
            if len(others)
            else "there is no other pair"
        ),
        "before": _say_before(named, places),
    }
    keyed = {"before": places} if named else {}
    return Claim("shared-words", parts), keyed


def _say_before(named: str, places: pd.DataFrame) -> Part:
    if not named:
        return ""
    lead = f" Just before, or in the same sentence, both name {named} (in "
    n = count_sentences(places)
    return Number(n, "before", lead, f" sentence{'' if n == 1 else 's'}).")


def _say_kept(corpus: Corpus, best: pd.Series) -> str:
    """Return what is left of the longest run, and whether it still leads, if punctuation counts."""
    runs = find_longest_runs(corpus, likeness=Likeness(ignore_punctuation=False))
    here = runs["first"].eq(best["first"]) & runs["second"].eq(best["second"])
    own, other = (
        int(part["n_words"].max()) if len(part) else 0 for part in (runs[here], runs[~here])
    )
    if own == best["n_words"]:
        return "whether punctuation counts or not"
    tail = f", and another pair shares {other}" if other >= own else ", still the most of any pair"
    return f"only if punctuation is ignored: where it counts these two share {own}{tail}"


def _say_voice(corpus: Corpus, document_id: str, start: int, end: int) -> str:
    """Return whose words a passage is, in words."""
    label = label_documents(corpus.documents)[document_id]
    quotes = corpus.spans[corpus.spans["layer"].eq("quote")]
    quotes = quotes[quotes["document_id"].eq(document_id)]
    holding = quotes[(quotes["start"] <= start) & (quotes["end"] >= end)]
    if holding.empty:
        writer = name_writers(corpus.documents).set_index("document_id")["writer"][document_id]
        row = corpus.documents.set_index("document_id").loc[document_id]
        told = [
            say_person(row["author"], row["date_from"]),
            "" if writer == NOT_KNOWN else writer,
            _say_publisher(row),
        ]
        kind = "; ".join(part for part in told if part)
        return f"the writer’s own in {label}" + (f" ({kind})" if kind else "")
    if holding["voice"].iloc[-1] == "uncertain":
        return f"quoted or not in {label}, which is uncertain"
    heard = list_speakers(corpus)
    who = heard.loc[heard["span_id"].isin(holding["span_id"]), "speaker"]
    row = corpus.documents.set_index("document_id").loc[document_id]
    signers = [say_person(name, row["date_from"]) for name in dict.fromkeys(who)]
    published = _say_publisher(row)
    said = f" from {'; '.join(signers)}" if signers else ""
    said += ", who sign together," if len(signers) > 1 else ""
    return f"quoted{said} in {label}" + (f" ({published})" if published else "")


def _say_publisher(row: pd.Series) -> str:
    return f"published by {row['publisher']}" if row["publisher"] else ""


def _names_before(corpus: Corpus, sides: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Return the names that stand, on every side, in the sentence of the run or just before it."""
    names = list_names(corpus)
    sets, places = [], []
    for side in sides.itertuples():
        near = names["sentence_id"].between(side.sentence_id - 1, side.sentence_id)
        own = names[names["document_id"].eq(side.document_id) & near]
        sets.append(set(own["name"]))
        places.append(own)
    shared = set.intersection(*sets) if sets else set()
    held = pd.concat(places) if places else names.iloc[:0]
    return " and ".join(sorted(shared)), held[held["name"].isin(shared)]


def compare_likeness(corpus: Corpus) -> Choices | None:
    """Return in how many settings the pair with the longest run keeps it; None without a run."""
    pairs = list_pairs(corpus)
    if len(pairs) < 2 or not pairs["n_words"].max():
        return None
    lead = pairs.loc[pairs["n_words"].idxmax()]
    places = list_places(corpus)
    own = places.loc[places["voice"].eq("author"), ["document_id", "sentence_id"]]
    narrowed = {
        "all": corpus,
        "the writers’ own": replace(corpus, sentences=corpus.sentences.merge(own)),
    }
    axes = {
        "case": ("ignored", "kept"),
        "punctuation": ("ignored", "kept"),
        "possessives": ("ignored", "kept"),
        "sentences": tuple(narrowed),
    }

    def count(chosen: Mapping[str, str]) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
        ignored = [chosen[axis] == "ignored" for axis in ("case", "punctuation", "possessives")]
        some = narrowed[chosen["sentences"]]
        runs = find_longest_runs(some, likeness=Likeness(*ignored))
        here = runs["first"].eq(lead["first"]) & runs["second"].eq(lead["second"])
        return _longest_place(runs[here]), _longest_place(runs[~here])

    labels = label_documents(corpus.documents)
    first, second = labels[lead["first"]], labels[lead["second"]]
    statement = f"{first} and {second} share a longer run of words than any other pair"
    return count_settings(axes, count, statement)


def _longest_place(runs: pd.DataFrame) -> dict[Hashable, int]:
    if runs.empty:
        return {}
    best = runs.loc[runs["n_words"].idxmax()]
    return {(best["document_id"], int(best["start"]), int(best["end"])): int(best["n_words"])}


def _measure_repeated(corpus: Corpus) -> Measured:
    runs = keep_beside(corpus, "repeated-runs", partial(list_repeated_runs, most=MOST_RUNS))
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    keyed, rows = {}, []
    for run, own in runs.groupby("run"):
        keyed[f"run-{run}"] = own
        first = next(own.itertuples())
        said = f"“{shorten(_cut(texts[first.document_id], first.start, first.end), LONGEST_CELL)}”"
        share = f"{first.n_documents} of {first.of_documents} ({first.share:.0%})"
        rows.append((said, first.n_words, share, count_sentences(own), f"run-{run}"))
    columns = ["words in a row", "words", "texts", "sentences", "sentences_key"]
    table = pd.DataFrame(rows, columns=columns)
    parts: dict[str, Part] = {
        "n": Number(int(runs["of_runs"].max()) if rows else 0),
        "least": Number(LEAST_REPEATED),
        "of": Number(len(corpus.documents)),
    }
    if rows:
        top = next(runs.itertuples())
        parts |= {
            "run": shorten(_cut(texts[top.document_id], top.start, top.end), LONGEST_CELL),
            "where": Number(
                count_sentences(keyed["run-0"]),
                "run-0",
                f"{say_n(int(top.n_documents), 'text')} and ",
                " sentences",
            ),
        }
    claim = Claim("repeated-words" if rows else "no-repeated-words", parts)
    return Measured(claim, claim.name, table, table, mark_rows(keyed))
