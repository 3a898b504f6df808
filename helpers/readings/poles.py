"""Enforcement and development: which stands with which, and which text leads with what.

Comes in: a corpus. Goes out: findings on the two poles, their null bands and their choices.
Must never know: which texts are read.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial

import pandas as pd

from helpers.charts.band import chart_band
from helpers.charts.choices import chart_choices
from helpers.charts.unit_bars import chart_unit_bars
from helpers.choices import RESULTS, Choices, compare_groups
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.nulls import shuffled_band
from helpers.readings.measured import (
    Measured,
    Question,
    build_finding,
    collect_evidence,
    join_evidence,
)
from helpers.readings.passages import name_with_sentences
from helpers.readings.said_words import find_word, say_even
from helpers.tables import count_word, list_documents_by_date, list_frames, tabulate_codes

MOST_TEXTS = 40
CATEGORIES = ("enforcement only", "both", "development only", "neither")


def poles_of(corpus: Corpus) -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return what each pole may mean, by name, from the groups of the codebook."""
    groups = corpus.codebook.codes_of
    first = {
        "border and crime": groups("enforcement"),
        "border": groups("border"),
        "crime": groups("crime"),
    }
    development = groups("development")
    return first, {"economy and government": development, "economy": development[:1]}


def find_two_enforcements(corpus: Corpus) -> Finding:
    """Return the finding on how often border control and crime control meet development."""
    codebook = corpus.codebook
    question = Question(
        "two-enforcements",
        "Does enforcement stand in one sentence with development?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        "Reducing migration codes border control whatever the means, so a goal and its means can "
        "share a sentence by that ruling. Which of them a sentence speaks of is read from the "
        "patterns.",
        focus="crime-both",
    )
    measure = partial(_measure_two, means=list_means(corpus))
    return build_finding(corpus, question, measure, chart_band)


def list_means(corpus: Corpus) -> pd.DataFrame:
    """Return the counted sentences in which border control is a means, not only an aim.

    A span's attribute aim_or_means says so; only the patterns have it.
    """
    facts = corpus.attributes[corpus.attributes["name"].eq("aim_or_means")]
    spans = list_frames(corpus).merge(facts[facts["value"].eq("means")][["span_id"]], on="span_id")
    return spans[["document_id", "sentence_id"]].drop_duplicates(ignore_index=True)


def _measure_two(corpus: Corpus, *, means: pd.DataFrame) -> Measured:
    codebook = corpus.codebook
    matrix = tabulate_codes(corpus)
    pairs = matrix.index.to_frame(index=False)
    development = matrix[list(codebook.codes_of("development"))].any(axis=1)
    keyed = {"development": pairs[development.to_numpy()]}
    parts: dict[str, Part] = {}
    rows, verdicts = [], []
    for group in ("crime", "border"):
        carried = matrix[list(codebook.codes_of(group))].any(axis=1)
        band = shuffled_band(carried, development)
        keyed[group] = pairs[carried.to_numpy()]
        keyed[f"{group}-both"] = pairs[(carried & development).to_numpy()]
        parts |= {
            group: Number(band.of, group),
            f"{group}_both": Number(band.together, f"{group}-both"),
            f"{group}_median": Number(band.median),
            f"{group}_low": Number(band.low),
            f"{group}_high": Number(band.high),
        }
        label = codebook.label(codebook.codes_of(group)[0])
        rows.append((group, label, *band, f"{group}-both" if band.together else "", group))
        side = (band.together > band.high) - (band.together < band.low)
        verdicts.append(f"{group} {('inside', 'above', 'below')[side]} its band")
    keyed["means"] = keyed["border-both"].merge(means, on=["document_id", "sentence_id"])
    n = len(keyed["means"])
    rest = len(keyed["border-both"]) - n
    parts["means"] = (
        Number(
            n, "means" if n else "", "; of these, as a means in ", f", as an aim alone in {rest}"
        )
        if n + rest
        else ""
    )
    columns = [
        "group",
        "label",
        "together",
        "of",
        "median",
        "low",
        "high",
        "together_key",
        "of_key",
    ]
    table = pd.DataFrame(rows, columns=columns)
    codes = (*codebook.codes_of("enforcement"), *codebook.codes_of("development"))
    evidence = collect_evidence(corpus, keyed, codes)
    places = [f"{v.split()[0]} control lies {v.split(' ', 1)[1]}" for v in verdicts]
    parts_all = {**parts, "places": " and ".join(places)}
    alt = "Two rows, a dot each with the shuffled band behind: " + "; ".join(
        f"{r.label} with development in {r.together} of {r.of}" for r in table.itertuples()
    )
    marks = table.rename(columns={"together": "n", "together_key": "key"}).drop(columns="of_key")
    return Measured(
        Claim("two-enforcements", parts_all),
        "; ".join(verdicts),
        table.drop(columns="group"),
        marks,
        evidence,
        alt + ".",
    )


def count_poles(corpus: Corpus) -> pd.DataFrame:
    """Return, for each text, its counted sentences by pole.

    Returns
    -------
    DataFrame
        One row per text and category (`CATEGORIES`), zero rows too; columns document_id,
        document (label), category, n, of, key.
    """
    matrix = tabulate_codes(corpus)
    codebook = corpus.codebook
    sides = [matrix[list(codebook.codes_of(g))].any(axis=1) for g in ("enforcement", "development")]
    category = pd.Series(CATEGORIES[3], index=matrix.index)
    category[sides[0] & ~sides[1]] = CATEGORIES[0]
    category[sides[0] & sides[1]] = CATEGORIES[1]
    category[~sides[0] & sides[1]] = CATEGORIES[2]
    labels = label_documents(corpus.documents)
    number = number_documents(corpus)
    counted = Counter(zip(category.index.get_level_values(0), category, strict=True))
    sizes = Counter(category.index.get_level_values(0))
    rows = []
    for document_id in list_documents_by_date(corpus):
        for i, name in enumerate(CATEGORIES):
            n = counted[document_id, name]
            key = f"pole-{i}/{number[document_id]}" if n else ""
            rows.append((document_id, labels[document_id], name, n, sizes[document_id], key))
    return pd.DataFrame(rows, columns=["document_id", "document", "category", "n", "of", "key"])


@lru_cache(maxsize=8)
def choose_texts(corpus: Corpus) -> list[str]:
    """Return the texts that are compared one by one, by date: all of them, if 40 or fewer.

    Of more, the 40 with the most sentences on enforcement or development.
    """
    documents = list_documents_by_date(corpus)
    if len(documents) <= MOST_TEXTS:
        return documents
    codes = [c for g in ("enforcement", "development") for c in corpus.codebook.codes_of(g)]
    counts = tabulate_codes(corpus)[codes].any(axis=1).groupby(level="document_id").sum()
    most = sorted(documents, key=lambda d: -int(counts.get(d, 0)))[:MOST_TEXTS]
    return [d for d in documents if d in set(most)]


def say_choice(corpus: Corpus) -> str:
    """Return which of the texts are compared one by one, "" if all of them are."""
    shown, n = len(choose_texts(corpus)), len(corpus.documents)
    return (
        ""
        if shown == n
        else (
            f"Of {n:,} texts the {shown} with the most sentences on either are compared one by one."
        )
    )


def find_unsaid_word(corpus: Corpus, word: str = "enforcement") -> Finding:
    """Return the finding on the text that leads with enforcement, and whether it says the word."""
    codebook = corpus.codebook
    choices = {d: compare_poles(corpus, d) for d in choose_texts(corpus)}
    carries = tabulate_codes(corpus)[list(codebook.codes_of("enforcement"))].any(axis=1)
    sizes = carries.groupby(level="document_id").sum()
    leader = max(choices, key=lambda d: (choices[d].k / max(1, choices[d].of), sizes.get(d, 0), d))
    question = Question(
        "unsaid-word",
        "How many sentences carry enforcement, development, both or neither?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        say_choice(corpus),
        choices=choices[leader],
        focus="enforcement",
    )
    measure = partial(_measure_unsaid, leader=leader, word=word)
    return build_finding(corpus, question, measure, chart_unit_bars)


def _measure_unsaid(corpus: Corpus, *, leader: str, word: str) -> Measured:
    codebook = corpus.codebook
    matrix = tabulate_codes(corpus)
    marks = count_poles(corpus)
    marks = marks[marks["document_id"].isin(choose_texts(corpus))].reset_index(drop=True)
    pairs = matrix.index.to_frame(index=False)
    groups = {
        g: matrix[list(codebook.codes_of(g))].any(axis=1).to_numpy()
        for g in ("enforcement", "development")
    }
    own = (pairs["document_id"] == leader).to_numpy()
    keyed = {g: pairs[own & carried] for g, carried in groups.items()} | {"own": pairs[own]}
    both = groups["enforcement"].astype(int) + 2 * groups["development"].astype(int)
    place = {CATEGORIES[0]: 1, CATEGORIES[1]: 3, CATEGORIES[2]: 2, CATEGORIES[3]: 0}
    for row in marks[marks["n"] > 0].itertuples():
        here = (pairs["document_id"] == row.document_id).to_numpy()
        keyed[row.key] = pairs[here & (both == place[row.category])]
    said = count_word(corpus, word)
    word_parts, word_rows = find_word(corpus, said, leader)
    here = (said["document_id"] == leader).any()
    parts: dict[str, Part] = {
        "text": label_documents(corpus.documents)[leader],
        "enforcement": Number(len(keyed["enforcement"]), "enforcement"),
        "of": Number(int(own.sum()), "own"),
        "development": Number(
            len(keyed["development"]), "development" if len(keyed["development"]) else ""
        ),
        "word": f"“{word}”",
        "even": say_even(marks, keyed, CATEGORIES),
        **word_parts,
    }
    gap = len(keyed["enforcement"]) - len(keyed["development"])
    verdict = f"{RESULTS[1 - (gap > 0) + (gap < 0)]}; the word is {'' if here else 'not '}there"
    table = marks.pivot(index="document", columns="category", values="n")
    table = table.reindex(index=marks["document"].unique(), columns=list(CATEGORIES))
    keys = marks.pivot(index="document", columns="category", values="key")
    for name in CATEGORIES:
        table[f"{name}_key"] = keys[name]
    table = table.rename_axis(None, axis=1).reset_index(names="text")
    of = marks.drop_duplicates("document").set_index("document")["of"]
    table["of"] = table["text"].map(of)
    codes = (*codebook.codes_of("enforcement"), *codebook.codes_of("development"))
    evidence = join_evidence(collect_evidence(corpus, keyed, codes), word_rows)
    alt = "Each text a row of squares, one a sentence, by enforcement and development."
    return Measured(Claim("unsaid-word", parts), verdict, table, marks, evidence, alt)


def compare_poles(corpus: Corpus, document_id: str) -> Choices:
    """Return in how many settings enforcement outnumbers development in one text."""
    first, second = poles_of(corpus)
    label = label_documents(corpus.documents)[document_id]
    return compare_groups(
        corpus,
        document_id,
        first,
        second,
        statement=f"In {label} more sentences carry enforcement than development",
    )


def find_settings(corpus: Corpus) -> Finding:
    """Return the finding on which texts keep their order of the two poles in every setting."""
    codebook = corpus.codebook
    question = Question(
        "who-leads-in-how-many-settings",
        "In how many defensible settings does enforcement outnumber development?",
        (*codebook.codes_of("enforcement"), *codebook.codes_of("development")),
        say_choice(corpus),
        codings_inside=True,
    )
    return build_finding(corpus, question, _measure_settings, chart_choices)


def _measure_settings(corpus: Corpus) -> Measured:
    labels = label_documents(corpus.documents)
    keyed, rows = {}, []
    matrix = tabulate_codes(corpus)
    pairs = matrix.index.to_frame(index=False)
    codes = [c for g in ("enforcement", "development") for c in corpus.codebook.codes_of(g)]
    either = matrix[codes].any(axis=1).to_numpy()
    for i, document_id in enumerate(choose_texts(corpus)):
        choices = compare_poles(corpus, document_id)
        results = [s.result for s in choices.settings]
        counts = [results.count(r) for r in RESULTS]
        keyed[f"text-{i}"] = pairs[either & (pairs["document_id"] == document_id).to_numpy()]
        compared = len(keyed[f"text-{i}"])
        key = f"text-{i}" if compared else ""
        rows.append((labels[document_id], *counts, len(results), choices.swaps, compared, key))
    columns = ["text", "enforcement leads", "tie", "development leads", "settings", "swaps"]
    columns += ["sentences compared", "key"]
    table = pd.DataFrame(rows, columns=columns)
    stable = table[table["enforcement leads"] == table["settings"]]
    reverse = table[table["development leads"] == table["settings"]]
    parts: dict[str, Part] = {
        "always": _name_texts(stable) or "no text",
        "never": _name_texts(reverse) or "no text",
        "swapping": Number(int(table["swaps"].sum())),
        "of": Number(len(table)),
    }
    verdict = f"{list(stable['text'])} against {list(reverse['text'])}"
    alt = "Each text a bar of settings: enforcement leads, tie, development leads."
    evidence = collect_evidence(corpus, keyed, codes)
    shown = table.drop(columns="swaps").rename(columns={"key": "sentences compared_key"})
    return Measured(
        Claim("who-leads-in-how-many-settings", parts), verdict, shown, table, evidence, alt
    )


def _name_texts(rows: pd.DataFrame) -> list[Number]:
    return [
        name_with_sentences(str(r["text"]), int(r["sentences compared"]), str(r["key"]))
        for r in rows.to_dict("records")
    ]
