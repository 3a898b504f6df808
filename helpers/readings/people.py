"""Who is named, who is quoted, what each does, and which names more than one text has.

Comes in: a corpus. Goes out: findings on actors. Must never know: which texts are read.
"""

from __future__ import annotations

import pandas as pd

from helpers.actors_table import (
    DOINGS,
    count_doings,
    count_people,
    list_codes_beside,
    list_first_mentions,
    list_mentions,
    list_speakers,
)
from helpers.charts.doings import chart_doings
from helpers.charts.people import chart_people
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings.marked import count_sentences, mark_rows, say_kept, whole_sentences
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import (
    name_with_sentences,
    spread_quotations,
)
from helpers.readings.quoted import MOST_PEOPLE, claim_quoted, compare_speakers

MOST_ACTORS = 15
MOST_ROWS = 60
MOST_CODES = 4
MOST_LEADERS = 3


def find_who_is_quoted(corpus: Corpus) -> Finding:
    """Return the finding on which of the named people are quoted, and from where they are."""
    question = Question(
        "who-is-quoted",
        "Who is named, and who is quoted?",
        (),
        "Words that several people sign count for each of them. A person named in a byline alone "
        "is not counted as named. Countries come from a list of actors, else from the text.",
        choices=compare_speakers(corpus),
        layers=(("quote", "speaker"), ("actor", "canonical")),
        focus="told",
    )
    return build_finding(corpus, question, _measure_quoted, chart_people)


def _measure_quoted(corpus: Corpus) -> Measured:
    everybody = count_people(corpus)
    people = everybody.head(MOST_PEOPLE)
    shown = people["canonical"].tolist()
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["kind"].eq("person") & mentions["canonical"].isin(shown)]
    speakers = list_speakers(corpus)
    heard = spread_quotations(corpus, speakers[speakers["speaker"].isin(shown)])
    named = dict(list(mentions.groupby("canonical")))
    spoken = dict(list(heard.groupby("speaker")))
    keyed = {f"named/{p}": named[p] for p in people["canonical"] if p in named}
    keyed |= {f"quoted/{p}": spoken[p] for p in people["canonical"] if p in spoken}
    marks = people.rename(columns={"canonical": "person"}).assign(
        key=[f"named/{p}" if p in named else "" for p in people["canonical"]],
        words_key=[f"quoted/{p}" if p in spoken else "" for p in people["canonical"]],
        n_quoted=[count_sentences(spoken[p]) if p in spoken else 0 for p in people["canonical"]],
    )
    table = pd.DataFrame(
        {
            "person": marks["person"],
            "country": marks["country"],
            "words quoted": marks["n_words"],
            "sentences quoted": marks["n_quoted"],
            "sentences quoted_key": marks["words_key"],
            "sentences that name": marks["n_sentences"],
            "sentences that name_key": marks["key"],
            "texts": marks["n_documents"],
        }
    )
    claim, verdict, more = claim_quoted(corpus, everybody)
    of = int(everybody["n_words"].gt(0).sum())
    alt = (
        f"{len(everybody)} people in groups by country, a bar for words quoted and a dot for the "
        f"sentences that name each; {of} of them are quoted."
    )
    return Measured(claim, verdict, table, marks, mark_rows(keyed | more), alt)


def find_what_actors_do(corpus: Corpus) -> Finding:
    """Return the finding on who is quoted, acts, is addressed, or is only mentioned."""
    n = len(set(list_mentions(corpus)["canonical"]) - {""})
    bound = say_kept(n, MOST_ACTORS, MOST_ROWS, "most sentences", noun="actors")
    question = Question(
        "what-actors-do",
        "What do the actors named do?",
        (),
        "What an actor does is read from the words round its name; the reference coding does not "
        "say it, so it is silent here. In a sentence that names an actor twice the first of these "
        "counts: is quoted, acts, is addressed, is mentioned." + (bound if n > MOST_ROWS else ""),
        layers=(("actor", "canonical"),),
        referenced=False,
    )
    return build_finding(corpus, question, _measure_doings, chart_doings)


def _measure_doings(corpus: Corpus) -> Measured:
    counts = count_doings(corpus)
    columns = (counts[column].tolist() for column in ("does", "canonical", "n_sentences"))
    counts["key"] = [f"{does}/{who}" if n else "" for does, who, n in zip(*columns, strict=True)]
    acting = counts[counts["does"].eq("acts") & counts["n_sentences"].gt(0)]
    acting = acting.sort_values(["n_sentences", "canonical"], ascending=[False, True])
    order = list(dict.fromkeys(counts["canonical"].tolist()))
    first = list_first_mentions(corpus)
    first = first[
        first["canonical"].isin([*order[:MOST_ROWS], *acting["canonical"][:MOST_LEADERS]])
    ]
    keyed = {f"{does}/{who}": rows for (who, does), rows in first.groupby(["canonical", "does"])}
    top = order[:MOST_ACTORS]
    shown = counts[counts["canonical"].isin(top)]
    marks = shown.rename(
        columns={
            "canonical": "document",
            "does": "category",
            "n_sentences": "n",
            "of_sentences": "of",
        }
    )
    table, beside = _tabulate_doings(corpus, counts[counts["canonical"].isin(order[:MOST_ROWS])])
    wide = counts.pivot(index="canonical", columns="does", values="n_sentences")
    passive = wide[["is quoted", "acts"]].sum(axis=1).eq(0) if len(wide) else pd.Series(dtype=bool)
    parts: dict[str, Part] = {
        "of": Number(len(wide)),
        "acting": Number(len(acting)),
        "quoted": Number(int(wide["is quoted"].gt(0).sum()) if len(wide) else 0),
        "passive": Number(int(passive.sum())),
        "leaders": [
            name_with_sentences(r.canonical, r.n_sentences, r.key)
            for r in acting.head(MOST_LEADERS).itertuples()
        ]
        or "nobody",
    }
    alt = f"The {len(top)} actors named most, a square for each sentence that names them."
    evidence = mark_rows(keyed | beside)
    return Measured(Claim("what-actors-do", parts), "", table, marks, evidence, alt)


def _tabulate_doings(
    corpus: Corpus, doings: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return one row per actor: a column for each doing, and the codes in the same sentences."""
    order = list(dict.fromkeys(doings["canonical"]))
    facts = doings.drop_duplicates("canonical").set_index("canonical")
    table = pd.DataFrame({"actor": order, "kind": [facts["kind"][a] for a in order]})
    for doing in DOINGS:
        own = doings[doings["does"].eq(doing)].set_index("canonical")
        table[doing] = [int(own["n_sentences"][a]) for a in order]
        table[f"{doing}_key"] = [own["key"][a] for a in order]
    codes = list_codes_beside(corpus)
    beside = dict(list(codes[codes["canonical"].isin(order)].groupby("canonical")))
    said: list[tuple[Number, ...]] = []
    keyed: dict[str, pd.DataFrame] = {}
    for actor in order:
        if actor not in beside:
            said.append((Number("none"),))
            continue
        counts = beside[actor]["code"].value_counts().sort_index()
        counts = counts.sort_values(ascending=False, kind="stable")
        listed = []
        for code, n in counts[:MOST_CODES].items():
            key = f"beside/{code}/{actor}"
            keyed[key] = whole_sentences(beside[actor][beside[actor]["code"].eq(code)])
            listed.append(Number(int(n), key, f"{corpus.codebook.label(str(code))} "))
        more = len(counts) - MOST_CODES
        said.append((*listed, Number(f"{more} more")) if more > 0 else tuple(listed))
    return table.assign(**{"codes in the same sentences": said}), keyed
