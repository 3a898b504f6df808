"""Actors as tables: where each is named, what it does there, and how much it is quoted.

Comes in: a `Corpus`. Goes out: DataFrames, one row per mention, quotation, speaker or actor.
Must never know: what a finding will say of them, nor how a name was found.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import pandas as pd

from helpers.corpus import Corpus
from helpers.layers.lexicon import read_actors
from helpers.tables import list_frames, list_sentences

DOINGS = ("is quoted", "acts", "is addressed", "is mentioned")
INTERNATIONAL, UNKNOWN = "International bodies", "Country not known"
_WORD = re.compile(r"\S*[^\W_]\S*")


@lru_cache(maxsize=8)
def list_mentions(corpus: Corpus) -> pd.DataFrame:
    """Return where actors are named in counted sentences.

    Returns
    -------
    DataFrame
        One row per mention and actor that it names (a plural title may name several), in order of
        place; columns span_id, document_id, sentence_id, start, end, kind (person, organisation,
        country, bloc), canonical ("" where the text leaves it open), country, voice, quote_id,
        does (one of `DOINGS`).
    """
    spans = corpus.spans[corpus.spans["layer"] == "actor"]
    counted = list_sentences(corpus)[["document_id", "sentence_id"]]
    spans = spans.merge(counted, on=["document_id", "sentence_id"])
    names = _facts(corpus, "canonical", spans)
    table = spans.merge(names, on="span_id", how="left")
    said, countries = _first_facts(corpus, "does", spans), find_countries(corpus)
    canonical = table["canonical"].fillna("")
    table = table.assign(
        canonical=canonical,
        kind=table["code"],
        does=[said.get(span_id, DOINGS[3]) for span_id in table["span_id"].tolist()],
        country=[countries.get(name, UNKNOWN) for name in canonical.tolist()],
    )
    heard = list_speakers(corpus)
    table.loc[_stand_beside_own_words(table, heard), "does"] = DOINGS[0]
    columns = ["span_id", "document_id", "sentence_id", "start", "end", "kind", "canonical"]
    columns += ["country", "voice", "quote_id", "does"]
    return table.sort_values(["document_id", "start", "end"], ignore_index=True)[columns]


def _facts(corpus: Corpus, name: str, spans: pd.DataFrame) -> pd.DataFrame:
    found = _list_facts(corpus, name)
    wanted = set(spans["span_id"].tolist())
    return found.loc[[span_id in wanted for span_id in found["span_id"].tolist()]]


def _first_facts(corpus: Corpus, name: str, spans: pd.DataFrame) -> dict[str, str]:
    """Return the first fact of a name of each of some spans that has one, by span_id."""
    found = _facts(corpus, name, spans)
    pairs = list(zip(found["span_id"].tolist(), found[name].tolist(), strict=True))
    return dict(reversed(pairs))


@lru_cache(maxsize=16)
def _list_facts(corpus: Corpus, name: str) -> pd.DataFrame:
    found = corpus.attributes[corpus.attributes["name"] == name]
    return found.rename(columns={"value": name})[["span_id", name]]


def _stand_beside_own_words(mentions: pd.DataFrame, heard: pd.DataFrame) -> pd.Series:
    """Return which mentions stand outside a quotation in a sentence that quotes that actor."""
    quoted = {
        (r.document_id, sentence, r.speaker)
        for r in heard.itertuples()
        for sentence in range(r.sentence_id, r.last_sentence_id + 1)
    }
    columns = ("document_id", "sentence_id", "canonical")
    places = zip(*(mentions[column].tolist() for column in columns), strict=True)
    beside = [place in quoted for place in places]
    return pd.Series(beside, index=mentions.index, dtype=bool) & mentions["quote_id"].eq("")


@lru_cache(maxsize=8)
def list_quotations(corpus: Corpus) -> pd.DataFrame:
    """Return the quotations that begin in counted sentences, in order of place.

    Returns
    -------
    DataFrame
        One row per quotation; columns span_id, document_id, sentence_id, last_sentence_id, start,
        end, voice (speaker or uncertain), by_hand, speakers (names with "; " between, "" where
        not known), cue, n_words.
    """
    spans = corpus.spans[corpus.spans["layer"] == "quote"]
    counted = list_sentences(corpus)[["document_id", "sentence_id"]]
    spans = spans.merge(counted, on=["document_id", "sentence_id"])
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    ids = spans["span_id"].tolist()
    speakers: dict[str, list[str]] = {}
    for _, span_id, name in _facts(corpus, "speaker", spans).itertuples(name=None):
        speakers.setdefault(span_id, []).append(name)
    cues = _first_facts(corpus, "cue", spans)
    places = (spans[column].tolist() for column in ("document_id", "start", "end"))
    table = spans.assign(
        by_hand=spans["rule"] == "by hand",
        speakers=["; ".join(speakers.get(span_id, ())) for span_id in ids],
        cue=[cues.get(span_id, "") for span_id in ids],
        n_words=[len(_WORD.findall(texts[d], a, b)) for d, a, b in zip(*places, strict=True)],
    )
    columns = ["span_id", "document_id", "sentence_id", "last_sentence_id", "start", "end"]
    columns += ["voice", "by_hand", "speakers", "cue", "n_words"]
    return table.sort_values(["document_id", "start", "end"], ignore_index=True)[columns]


@lru_cache(maxsize=8)
def list_speakers(corpus: Corpus) -> pd.DataFrame:
    """Return who is quoted where: one row per quotation and speaker, without uncertain ones.

    Returns
    -------
    DataFrame
        The columns of `list_quotations` and speaker; words that several sign count for each.
    """
    table = list_quotations(corpus)
    table = table[table["voice"].eq("speaker") & table["speakers"].ne("")]
    names = [speakers.split("; ") for speakers in table["speakers"]]
    return table.assign(speaker=names).explode("speaker", ignore_index=True)


@lru_cache(maxsize=8)
def find_countries(corpus: Corpus) -> dict[str, str]:
    """Return the country of each actor and speaker of a corpus, by canonical name.

    What `helpers/facts/actors.csv` says of an actor comes first; of one it does not know, the
    country that most of the mentions give which name that actor alone. An actor listed there
    without a country belongs to `INTERNATIONAL`; nothing known gives `UNKNOWN`.
    """
    spans = corpus.spans[corpus.spans["layer"].isin(("actor", "quote"))]
    names = _facts(corpus, "canonical", spans)
    speakers = _facts(corpus, "speaker", spans)["speaker"].tolist()
    alone = names[~names["span_id"].duplicated(keep=False)]
    given = alone.merge(_facts(corpus, "country", spans), on="span_id")
    counts = Counter(zip(given["canonical"].tolist(), given["country"].tolist(), strict=True))
    most: dict[str, str] = {}
    for (name, country), _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        most.setdefault(name, country)
    listed = read_actors().by_name
    found = {}
    for name in sorted({*names["canonical"].tolist(), *speakers}):
        if name in listed:
            found[name] = listed[name].country or most.get(name, INTERNATIONAL)
        else:
            found[name] = most.get(name, UNKNOWN)
    return found


def count_people(corpus: Corpus) -> pd.DataFrame:
    """Return each named or quoted person: how often named, how much quoted.

    Returns
    -------
    DataFrame
        One row per person, those never quoted too; columns canonical, country, n_sentences
        (counted sentences that name the person), n_documents (texts that do), n_quotations,
        n_words (quoted), by country and words. A person named in bylines alone is not there.
    """
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["kind"].eq("person") & mentions["canonical"].ne("")]
    sentences = mentions.drop_duplicates(["canonical", "document_id", "sentence_id"])
    heard = list_speakers(corpus)
    organisations = {
        name for name, actor in read_actors().by_name.items() if actor.kind != "person"
    }
    heard = heard[~heard["speaker"].isin(organisations)]
    people = sorted({*mentions["canonical"].tolist(), *heard["speaker"].tolist()})
    countries = find_countries(corpus)
    table = pd.DataFrame({"canonical": people, "country": [countries[p] for p in people]})
    named = sentences.groupby("canonical")
    spoken = heard.groupby("speaker")
    for column, counts in (
        ("n_sentences", named.size()),
        ("n_documents", named["document_id"].nunique()),
        ("n_quotations", spoken.size()),
        ("n_words", spoken["n_words"].sum()),
    ):
        table[column] = table["canonical"].map(counts).fillna(0).astype(int)
    total = table.groupby("country")["n_words"].transform("sum")
    table = table.assign(total=total, last=table["country"].eq(UNKNOWN))
    order = ["last", "total", "country", "n_words", "n_sentences", "canonical"]
    ascending = [True, False, True, False, False, True]
    table = table.sort_values(order, ascending=ascending, ignore_index=True)
    return table.drop(columns=["total", "last"])


def count_doings(corpus: Corpus) -> pd.DataFrame:
    """Return what each actor does, counted in sentences.

    In a sentence that names an actor several times the first of `DOINGS` that holds counts.

    Returns
    -------
    DataFrame
        One row per actor and doing, zero rows too; columns canonical, kind, country, does,
        n_sentences, of_sentences (that name the actor); most named first.
    """
    first = list_first_mentions(corpus)
    facts = first.drop_duplicates("canonical").set_index("canonical")[["kind", "country"]]
    of = first.groupby("canonical").size()
    actors = sorted(of.index, key=lambda name: (-of[name], name))
    index = pd.MultiIndex.from_product([actors, DOINGS], names=["canonical", "does"])
    n = first.groupby(["canonical", "does"]).size().reindex(index, fill_value=0)
    table = n.rename("n_sentences").reset_index().join(facts, on="canonical")
    table["of_sentences"] = table["canonical"].map(of).astype(int)
    return table[["canonical", "kind", "country", "does", "n_sentences", "of_sentences"]]


@lru_cache(maxsize=8)
def list_first_mentions(corpus: Corpus) -> pd.DataFrame:
    """Return the mention that counts in each sentence that names an actor, once an actor.

    Returns
    -------
    DataFrame
        Rows of `list_mentions`: of an actor's mentions in a sentence the one that does the first
        of `DOINGS`, in order of what is done and of place.
    """
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["canonical"].ne("")]
    rank = mentions["does"].map({doing: i for i, doing in enumerate(DOINGS)})
    first = mentions.assign(rank=rank).sort_values(["rank", "document_id", "start"])
    return first.drop_duplicates(["canonical", "document_id", "sentence_id"])


def list_codes_beside(corpus: Corpus) -> pd.DataFrame:
    """Return which codes stand in the sentences that name an actor.

    Returns
    -------
    DataFrame
        One row per actor, code and sentence; columns canonical, kind, code, document_id,
        sentence_id.
    """
    mentions = list_mentions(corpus)
    mentions = mentions.loc[
        mentions["canonical"].ne(""), ["canonical", "kind", "document_id", "sentence_id"]
    ]
    frames = list_frames(corpus)[["document_id", "sentence_id", "code"]]
    table = mentions.merge(frames, on=["document_id", "sentence_id"]).drop_duplicates()
    columns = ["canonical", "kind", "code", "document_id", "sentence_id"]
    return table.sort_values(columns, ignore_index=True)[columns]
