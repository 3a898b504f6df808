"""What connects texts and speakers: names in several texts, and statements that speakers share.

Comes in: a corpus. Goes out: findings, one of them locked where there are too few speakers.
Must never know: which texts are read.
"""

from __future__ import annotations

from functools import partial

import pandas as pd

from helpers.actors_table import list_mentions
from helpers.charts.dots import MOST_COLUMNS, chart_dots
from helpers.charts.triangle import MOST_TEXTS, chart_triangle
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.invoked import NAMED
from helpers.invoked import list_mentions as list_invoked
from helpers.networks import (
    LEAST_TEXTS,
    LEAST_VOICES,
    compare_voices,
    count_voices,
    has_enough_voices,
    list_statements,
)
from helpers.readings.marked import count_by_text, count_sentences, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import name_with_sentences, say_n
from helpers.tables import list_documents_by_date, list_sentences

MOST_ROWS = 20
MOST_LISTED = 60
KINDS = {"person": "person", "organisation": "institution"}


def find_connections(corpus: Corpus) -> Finding:
    """Return the finding on which people, institutions and plans more than one text names."""
    question = Question(
        "names-in-several-texts",
        "Which people, institutions and plans do several texts name?",
        (),
        "Counted here by name alone. Where a text says “this plan” or the like of one that it has "
        "named, that is counted apart, and with the names only in the notebook on money and "
        "promises. Countries and blocs are left out: nearly every text names them.",
        layers=(("actor", "canonical"), ("instrument", "canonical")),
    )
    measure = partial(_measure_connections, meant=list_meant(corpus))
    draw = partial(chart_dots, of_texts=len(corpus.documents))
    return build_finding(corpus, question, measure, draw)


def list_meant(corpus: Corpus) -> pd.DataFrame:
    """Return where a plan or the like is meant by "this plan", and its name not said."""
    found = list_invoked(corpus)
    found = found[found["how"].ne(NAMED)]
    return found.rename(columns={"instrument": "name"})


def list_names(corpus: Corpus) -> pd.DataFrame:
    """Return where people, institutions, plans, agreements and the like are named.

    Returns
    -------
    DataFrame
        One row per mention in a counted sentence; columns name, kind, document_id, sentence_id,
        start, end, voice.
    """
    actors = list_mentions(corpus)
    actors = actors[actors["kind"].isin(KINDS) & actors["canonical"].ne("")]
    actors = actors.assign(name=actors["canonical"], kind=actors["kind"].map(KINDS))
    spans = corpus.spans[corpus.spans["layer"].eq("instrument")]
    facts = corpus.attributes[corpus.attributes["name"].eq("canonical")]
    counted = list_sentences(corpus)[["document_id", "sentence_id"]]
    plans = spans.merge(facts[["span_id", "value"]], on="span_id")
    plans = plans.merge(counted, on=["document_id", "sentence_id"])
    plans = plans.assign(name=plans["value"], kind=plans["code"])
    columns = ["name", "kind", "document_id", "sentence_id", "start", "end", "voice"]
    both = pd.concat([actors[columns], plans[columns]], ignore_index=True)
    return both.sort_values(["document_id", "start", "end", "name"], ignore_index=True)


def _measure_connections(corpus: Corpus, *, meant: pd.DataFrame) -> Measured:
    names = list_names(corpus)
    texts = names.groupby("name")["document_id"].nunique()
    shared = texts[texts > 1]
    names = names[names["name"].isin(shared.index)]
    order = sorted(shared.index, key=lambda name: (-shared[name], name))
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    documents = list_documents_by_date(corpus)
    keyed: dict[str, pd.DataFrame] = {}
    rows, table = [], []
    by_name = dict(list(names[names["name"].isin(order[:MOST_LISTED])].groupby("name")))
    top = names[names["name"].isin(order[:MOST_ROWS])]
    few = len(documents) <= MOST_COLUMNS
    drawn = documents if few else []
    by_place = dict(list(top.groupby(["name", "document_id"]))) if few else {}
    for i, name in enumerate(order[:MOST_LISTED]):
        here = set(by_name[name]["document_id"])
        held = [d for d in documents if d in here]
        keyed[f"name-{i}"] = by_name[name]
        for d in drawn if i < MOST_ROWS else ():
            if (name, d) not in by_place:
                rows.append((name, name, labels[d], 0, False, "", ""))
                continue
            own, key = by_place[name, d], f"name-{i}/{number[d]}"
            keyed[key] = own
            quoted = not own["voice"].eq("author").any()
            rows.append((name, name, labels[d], count_sentences(own), quoted, key, ""))
        if not few and i < MOST_ROWS:
            counts = count_by_text(by_name[name])
            rows += [(name, name, labels[d], counts[d], False, "", f"name-{i}") for d in held]
        said = ", ".join(labels[d] for d in held[:MOST_ROWS])
        said += f" and {len(held) - MOST_ROWS} more" if len(held) > MOST_ROWS else ""
        n = count_sentences(keyed[f"name-{i}"])
        kind = keyed[f"name-{i}"]["kind"].iloc[0]
        unsaid = meant[meant["name"].eq(name)]
        m = count_sentences(unsaid)
        keyed |= {f"meant-{i}": unsaid} if m else {}
        places = (n, f"name-{i}", m, f"meant-{i}" if m else "")
        table.append((name, kind, f"{len(held)} of {len(documents)}", said, *places))
    columns = ["code", "label", "document", "n", "quoted", "key", "whole_key"]
    marks = pd.DataFrame(rows, columns=columns)
    columns = ["name", "kind", "texts", "which", "sentences by name", "sentences by name_key"]
    columns += ["sentences that mean it unnamed", "sentences that mean it unnamed_key"]
    listed: Part = [
        name_with_sentences(
            name,
            count_sentences(by_name[name]),
            f"name-{i}",
            f"{say_n(int(shared[name]), 'text')}; ",
        )
        for i, name in enumerate(order[:8])
    ] or "none"
    more = f", and {len(order) - 8} more" if len(order) > 8 else ""
    unnamed = meant[meant["name"].isin(order)]
    keyed |= {"meant": unnamed} if len(unnamed) else {}
    parts: dict[str, Part] = {
        "n": Number(len(order)),
        "names": listed,
        "more": more,
        "meant": Number(count_sentences(unnamed), "meant" if len(unnamed) else ""),
    }
    claim = Claim("names-in-several-texts" if order else "no-name-in-several-texts", parts)
    alt = f"Dots, one row a name and one column a text: {len(order)} names in several texts."
    verdict = "; ".join(order)
    return Measured(
        claim, verdict, pd.DataFrame(table, columns=columns), marks, mark_rows(keyed), alt
    )


def find_networks(corpus: Corpus) -> list[Finding]:
    """Return the findings on who says what and who says the same; locked where it is too few."""
    if not has_enough_voices(corpus):
        return [_find_locked(corpus)]
    codes = tuple(record.code for record in corpus.codebook.codes)
    layers = (("quote", "speaker"),)
    note = "Those who sign words together are one voice. A rejection is a statement of its own."
    said = Question("what-speakers-say", "Which speakers say what?", codes, note, layers=layers)
    same = Question(
        "speakers-who-agree",
        "Which speakers say the same?",
        codes,
        f"{note} Speakers who share statements need not share a view, nor have met.",
        layers=layers,
    )
    draw = partial(chart_triangle, head="statements that both make, of those that either makes")
    return [
        build_finding(corpus, said, _measure_statements, chart_dots),
        build_finding(corpus, same, _measure_congruence, draw),
    ]


def _find_locked(corpus: Corpus) -> Finding:
    question = Question(
        "network-of-speakers",
        "Who says the same as whom?",
        (),
        f"A network needs {LEAST_VOICES} voices, since with fewer one voice stands in over a "
        f"fifth of all pairs; and {LEAST_TEXTS} texts that quote, since with fewer texts than "
        "voices two voices agree because one writer chose to quote both.",
        layers=(("quote", "speaker"),),
    )
    return build_finding(corpus, question, _measure_locked)


def _measure_locked(corpus: Corpus) -> Measured:
    voices = count_voices(corpus)
    statements = list_statements(corpus)
    keyed = {
        f"voice-{i}": statements[statements["voice"].eq(v)] for i, v in voices["voice"].items()
    }
    table = pd.DataFrame(
        {
            "voice": [_say(v) for v in voices["voice"]],
            "texts": [f"{n}" for n in voices["n_documents"]],
            "different statements": [f"{n}" for n in voices["n_statements"]],
            "quoted sentences with one": voices["n_sentences"],
            "quoted sentences with one_key": [
                f"voice-{i}" if n else "" for i, n in voices["n_sentences"].items()
            ],
        }
    )[:MOST_LISTED]
    parts: dict[str, Part] = {
        "least_voices": Number(LEAST_VOICES),
        "least_texts": Number(LEAST_TEXTS),
        "voices": Number(int(voices["n_statements"].gt(0).sum())),
        "texts": Number(statements["document_id"].nunique()),
    }
    evidence = mark_rows({key: rows for key, rows in keyed.items() if len(rows)})
    return Measured(Claim("network-locked", parts), "locked", table, table, evidence)


def _say(voice: str) -> str:
    return voice.replace("; ", ", ")


def _measure_statements(corpus: Corpus) -> Measured:
    statements = list_statements(corpus)
    voices = list(count_voices(corpus)["voice"][:MOST_TEXTS])
    by_place = dict(list(statements.groupby(["code", "voice"])))
    keyed, rows = {}, []
    for code in dict.fromkeys(record.code for record in corpus.codebook.codes):
        for i, voice in enumerate(voices):
            own = by_place.get((code, voice), statements.iloc[:0])
            key = f"{code}/{i}" if len(own) else ""
            if key:
                keyed[key] = own
            rows.append(
                (code, corpus.codebook.label(code), _say(voice), count_sentences(own), False, key)
            )
    columns = ["code", "label", "document", "n", "quoted", "key"]
    marks = pd.DataFrame(rows, columns=columns)
    table = marks.pivot(index="label", columns="document", values="n")
    table = table.reindex(index=marks["label"].unique(), columns=marks["document"].unique())
    keys = marks.pivot(index="label", columns="document", values="key")
    for voice in marks["document"].unique():
        table[f"{voice}_key"] = keys[voice]
    table = table.rename_axis(None, axis=1).reset_index(names="code")
    per_code = statements.groupby("code")["voice"].nunique().sort_values(ascending=False)
    top = str(per_code.index[0]) if len(per_code) else ""
    parts: dict[str, Part] = {
        "voices": Number(statements["voice"].nunique()),
        "statements": Number(len(per_code)),
        "top": corpus.codebook.label(top) if top else "nothing",
        "n": Number(int(per_code.iloc[0]) if top else 0),
        "sentences": Number(count_sentences(statements), "all" if len(statements) else ""),
    }
    keyed |= {"all": statements} if len(statements) else {}
    alt = "Dots, one row a code and one column a speaker, counted in quoted sentences."
    return Measured(Claim("what-speakers-say", parts), top, table, marks, mark_rows(keyed), alt)


def _measure_congruence(corpus: Corpus) -> Measured:
    pairs = compare_voices(corpus)
    pairs = pairs.sort_values("n_shared", ascending=False, kind="stable", ignore_index=True)
    statements = list_statements(corpus)
    keyed = {
        f"pair-{i}": statements[
            statements["voice"].isin((p.first, p.second)) & statements["statement"].isin(p.shared)
        ]
        for i, p in enumerate(pairs.itertuples())
        if p.n_shared
    }
    keys = [f"pair-{i}" if n else "" for i, n in pairs["n_shared"].items()]
    label = corpus.codebook.label
    table = pd.DataFrame(
        {
            "speakers": [f"{_say(p.first)} and {_say(p.second)}" for p in pairs.itertuples()],
            "statements both make": [
                ", ".join(label(s.removesuffix(" (rejected)")) for s in shared) or "none"
                for shared in pairs["shared"]
            ],
            "of": [f"{n} of {of}" for n, of in zip(pairs["n_shared"], pairs["of"], strict=True)],
            "sentences": [count_sentences(keyed[k]) if k else 0 for k in keys],
            "sentences_key": keys,
        }
    )
    drawn = list(count_voices(corpus)["voice"][:MOST_TEXTS])
    kept = pairs["first"].isin(drawn) & pairs["second"].isin(drawn)
    marks = pd.DataFrame(
        {
            "first": pairs["first"].map(_say),
            "second": pairs["second"].map(_say),
            "sign": pairs["n_shared"].astype(str),
            "said": [
                f"{s}: {of} statements, in {say_n(int(n), 'sentence')}"
                for s, of, n in zip(table["speakers"], table["of"], table["sentences"], strict=True)
            ],
            "strong": pairs["n_shared"].eq(pairs["n_shared"].max()) & pairs["n_shared"].gt(0),
            "key": keys,
        }
    )[kept]
    sharing = int(pairs["n_shared"].gt(0).sum())
    top = pairs.iloc[0]
    parts: dict[str, Part] = {
        "sharing": Number(sharing),
        "pairs": Number(len(pairs)),
        "closest": f"{_say(top['first'])} and {_say(top['second'])}",
        "n": Number(int(top["n_shared"])),
        "of": Number(int(top["of"])),
        "sentences": Number(int(table["sentences"].iloc[0]), keys[0]),
    }
    claim = Claim("speakers-who-agree", parts)
    alt = "A triangle of squares, one a pair of speakers, with the number of shared statements."
    verdict = str(parts["closest"])
    return Measured(claim, verdict, table.head(200), marks, mark_rows(keyed), alt)
