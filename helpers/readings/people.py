"""Who is named, who is quoted, what each does, and which names more than one text has.

Comes in: a corpus. Goes out: findings on actors. Must never know: which texts are read.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

import pandas as pd

from helpers.actors_table import (
    DOINGS,
    INTERNATIONAL,
    UNKNOWN,
    count_doings,
    count_people,
    find_countries,
    list_codes_beside,
    list_mentions,
    list_quotations,
    list_speakers,
)
from helpers.charts.doings import chart_doings
from helpers.charts.people import chart_people
from helpers.choices import Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings.marked import count_sentences, count_settings, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import (
    say_country,
    spread_quotations,
)
from helpers.reference import covers_all, reference_corpus
from helpers.span_trust import has_gold

MOST_ACTORS = 15
MOST_ROWS = 60
MOST_PEOPLE = 100
MOST_CODES = 4
MOST_NAMED = 8
_SIGNED = ("on the side of any signer", "for the country of each signer")


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
    )
    return build_finding(corpus, question, _measure_quoted, chart_people)


def _measure_quoted(corpus: Corpus) -> Measured:
    everybody = count_people(corpus)
    people = everybody.head(MOST_PEOPLE)
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["kind"].eq("person")]
    heard = spread_quotations(corpus, list_speakers(corpus))
    named = dict(list(mentions.groupby("canonical")))
    spoken = dict(list(heard.groupby("speaker")))
    keyed = {f"named/{p}": named[p] for p in people["canonical"] if p in named}
    keyed |= {f"quoted/{p}": spoken[p] for p in people["canonical"] if p in spoken}
    marks = people.rename(columns={"canonical": "person"}).assign(
        key=[f"named/{p}" if p in named else "" for p in people["canonical"]],
        words_key=[f"quoted/{p}" if p in spoken else "" for p in people["canonical"]],
    )
    table = pd.DataFrame(
        {
            "person": marks["person"],
            "country": marks["country"],
            "words quoted": marks["n_words"],
            "sentences quoted": [
                count_sentences(spoken[p]) if p in spoken else 0 for p in marks["person"]
            ],
            "sentences quoted_key": marks["words_key"],
            "sentences that name": marks["n_sentences"],
            "sentences that name_key": marks["key"],
            "texts": marks["n_documents"],
        }
    )
    claim, verdict, more = _claim_quoted(corpus, everybody)
    of = int(everybody["n_words"].gt(0).sum())
    alt = (
        f"{len(everybody)} people in groups by country, a bar for words quoted and a dot for the "
        f"sentences that name each; {of} of them are quoted."
    )
    return Measured(claim, verdict, table, marks, mark_rows(keyed | more), alt)


def _claim_quoted(
    corpus: Corpus, people: pd.DataFrame
) -> tuple[Claim, str, dict[str, pd.DataFrame]]:
    quotations = list_quotations(corpus)
    quotations = quotations[quotations["voice"].eq("speaker")]
    country = leading_country(corpus, quotations)
    if not country:
        unsaid = len(quotations)
        parts: dict[str, Part] = {"named": Number(len(people)), "of": Number(unsaid)}
        return Claim("nobody-quoted", parts), "nobody is quoted", {}
    countries = find_countries(corpus)
    known = quotations[quotations["speakers"].ne("")]
    of_country = _signed_from(known, countries, country)
    groups = spread_quotations(corpus, known[of_country]).groupby("speakers", sort=False)
    sizes = known[of_country].groupby("speakers", sort=False).size()
    order = sorted(sizes.index, key=lambda who: (-sizes[who], who))
    keyed = {f"words/{who}": rows for who, rows in groups if who in order[:MOST_NAMED]}
    elsewhere = people[~people["country"].isin((country, INTERNATIONAL, UNKNOWN))]
    silent = elsewhere[elsewhere["n_words"].eq(0)]
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["canonical"].isin(silent["canonical"][:MOST_NAMED])]
    keyed |= {f"named/{name}": rows for name, rows in mentions.groupby("canonical")}
    documents = list(corpus.documents["document_id"])
    quoting = set(quotations["document_id"])
    unknown = len(quotations) - len(known)
    rest = f" Of {unknown} more the speaker is not known." if unknown else ""
    if len(people) > MOST_PEOPLE:
        rest += f" The first {MOST_PEOPLE} of {len(people):,} people are listed."
    speakers = [Number(f"{_join(who)} {sizes[who]}", f"words/{who}") for who in order[:MOST_NAMED]]
    if len(order) > MOST_NAMED:
        speakers.append(Number(f"{len(order) - MOST_NAMED} more"))
    parts = {
        "k": Number(int(of_country.sum())),
        "of": Number(len(known)),
        "country": say_country(country),
        "speakers": speakers,
        "elsewhere": Number(len(elsewhere)),
        "silent": Number(len(silent)),
        "names": _list_names(silent),
        "texts": Number(sum(d not in quoting for d in documents)),
        "of_texts": Number(len(documents)),
        "rest": rest,
    }
    every = int(of_country.sum()) == len(known)
    return Claim("who-is-quoted", parts), f"{'only' if every else 'mostly'} {country}", keyed


def _join(speakers: str) -> str:
    names = speakers.split("; ")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} together"


def _list_names(people: pd.DataFrame) -> Part:
    listed = [Number(name, f"named/{name}") for name in people["canonical"][:MOST_NAMED]]
    if len(people) > MOST_NAMED:
        listed.append(Number(f"{len(people) - MOST_NAMED} more"))
    return listed or "nobody"


def leading_country(corpus: Corpus, quotations: pd.DataFrame) -> str:
    """Return the country whose people sign most quotations; "" where no speaker is known.

    International bodies, and speakers whose country is not known, come only where no country is.
    """
    countries = find_countries(corpus)
    signed = [
        country
        for speakers in quotations.loc[quotations["speakers"].ne(""), "speakers"]
        for country in sorted({countries[s] for s in speakers.split("; ")})
    ]
    vague = (INTERNATIONAL, UNKNOWN)
    return min(set(signed), key=lambda c: (c in vague, -signed.count(c), c)) if signed else ""


def _signed_from(quotations: pd.DataFrame, countries: dict[str, str], country: str) -> pd.Series:
    return quotations["speakers"].map(
        lambda speakers: any(countries[s] == country for s in speakers.split("; "))
    )


def compare_speakers(corpus: Corpus) -> Choices | None:
    """Return in how many settings only people of one country are quoted; None without speakers."""
    codings = {"patterns": corpus}
    if covers_all(corpus) and has_gold(corpus, "quote"):
        codings["reference"] = reference_corpus(corpus, quotes="gold")
    country = leading_country(corpus, list_quotations(corpus))
    if not country:
        return None
    axes = {
        "coding": tuple(codings),
        "settled by hand": ("counted", "left out"),
        "uncertain quotations": ("left out", "counted"),
        "unit": ("quotations", "words"),
        "signed by several": _SIGNED,
    }
    choices = count_settings(
        axes,
        lambda chosen: _divide(codings[chosen["coding"]], chosen, country),
        f"Only people of {say_country(country)} are quoted",
    )
    if choices is None:
        return None
    only = [replace(s, holds=bool(s.first) and not s.second) for s in choices.settings]
    return Choices(choices.statement, tuple(only))


def _divide(
    corpus: Corpus, chosen: Mapping[str, str], country: str
) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
    """Return the quotations of a country and of others, each with its weight in one setting."""
    table = list_quotations(corpus)
    table = table[table["speakers"].ne("")]
    if chosen["settled by hand"] == "left out":
        table = table[~table["by_hand"]]
    if chosen["uncertain quotations"] == "left out":
        table = table[table["voice"].eq("speaker")]
    countries = find_countries(corpus)
    sides: tuple[dict[Hashable, int], dict[Hashable, int]] = ({}, {})
    for row in table.itertuples():
        place = (row.document_id, row.start, row.end, chosen["unit"])
        weight = 1 if chosen["unit"] == "quotations" else int(row.n_words)
        signers = [countries[s] for s in row.speakers.split("; ")]
        if country in signers:
            sides[0][place] = weight
        if set(signers) != {country} and (
            chosen["signed by several"] == _SIGNED[1] or country not in signers
        ):
            sides[1][place] = weight
    return sides


def find_what_actors_do(corpus: Corpus) -> Finding:
    """Return the finding on who is quoted, acts, is addressed, or is only mentioned."""
    question = Question(
        "what-actors-do",
        "What do the actors named do?",
        (),
        "What an actor does is read from the words round its name; the reference coding does not "
        "say it, so it is silent here. In a sentence that names an actor twice the first of these "
        "counts: is quoted, acts, is addressed, is mentioned.",
        layers=(("actor", "canonical"),),
        referenced=False,
    )
    return build_finding(corpus, question, _measure_doings, chart_doings)


def _measure_doings(corpus: Corpus) -> Measured:
    counts = count_doings(corpus)
    mentions = list_mentions(corpus)
    rank = mentions["does"].map({doing: i for i, doing in enumerate(DOINGS)})
    first = mentions.assign(rank=rank).sort_values(["rank", "document_id", "start"])
    first = first.drop_duplicates(["canonical", "document_id", "sentence_id"])
    keyed = {
        f"{doing}/{who}": rows
        for (who, doing), rows in first[first["canonical"].ne("")].groupby(["canonical", "does"])
    }
    counts["key"] = [
        f"{r.does}/{r.canonical}" if r.n_sentences else "" for r in counts.itertuples()
    ]
    top = list(dict.fromkeys(counts["canonical"]))[:MOST_ACTORS]
    shown = counts[counts["canonical"].isin(top)]
    marks = shown.rename(
        columns={
            "canonical": "document",
            "does": "category",
            "n_sentences": "n",
            "of_sentences": "of",
        }
    )
    table, beside = _tabulate_doings(corpus, counts)
    acting = counts[counts["does"].eq("acts") & counts["n_sentences"].gt(0)]
    acting = acting.sort_values(["n_sentences", "canonical"], ascending=[False, True])
    wide = counts.pivot(index="canonical", columns="does", values="n_sentences")
    passive = wide[["is quoted", "acts"]].sum(axis=1).eq(0) if len(wide) else pd.Series(dtype=bool)
    parts: dict[str, Part] = {
        "of": Number(len(wide)),
        "acting": Number(len(acting)),
        "quoted": Number(int(wide["is quoted"].gt(0).sum()) if len(wide) else 0),
        "passive": Number(int(passive.sum())),
        "leaders": [
            Number(f"{r.canonical} {r.n_sentences}", r.key) for r in acting.head(3).itertuples()
        ]
        or "nobody",
    }
    alt = f"The {len(top)} actors named most, a square for each sentence that names them."
    evidence = mark_rows(keyed | beside)
    return Measured(Claim("what-actors-do", parts), "", table, marks, evidence, alt)


def _tabulate_doings(
    corpus: Corpus, counts: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return one row per actor: a column for each doing, and the codes in the same sentences."""
    order = list(dict.fromkeys(counts["canonical"]))[:MOST_ROWS]
    facts = counts.drop_duplicates("canonical").set_index("canonical")
    table = pd.DataFrame({"actor": order, "kind": [facts["kind"][a] for a in order]})
    for doing in DOINGS:
        own = counts[counts["does"].eq(doing)].set_index("canonical")
        table[doing] = [int(own["n_sentences"][a]) for a in order]
        table[f"{doing}_key"] = [own["key"][a] for a in order]
    codes = list_codes_beside(corpus)
    sizes = codes.groupby(["canonical", "code"]).size()
    said, keys, keyed = [], [], {}
    for actor in order:
        if actor not in sizes.index.get_level_values(0):
            said.append("none")
            keys.append("")
            continue
        own = sizes[actor].sort_values(ascending=False, kind="stable")
        listed = [f"{corpus.codebook.label(c)} {n}" for c, n in own[:MOST_CODES].items()]
        listed += [f"{len(own) - MOST_CODES} more"] if len(own) > MOST_CODES else []
        said.append("; ".join(listed))
        keys.append(f"beside/{actor}")
        rows = codes[codes["canonical"].eq(actor)].drop_duplicates(["document_id", "sentence_id"])
        keyed[f"beside/{actor}"] = rows.assign(start=pd.NA, end=pd.NA)
    return table.assign(**{"codes in the same sentences": said}), keyed
