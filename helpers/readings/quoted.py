"""Who is quoted: the claim, from which country the speakers are, and in how many settings.

Comes in: a corpus, its people as a table. Goes out: a `Claim`, `Choices`.
Must never know: which texts are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from helpers.actors_table import (
    INTERNATIONAL,
    UNKNOWN,
    find_countries,
    list_mentions,
    list_quotations,
)
from helpers.choices import Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.first_person import READINGS, list_first_person
from helpers.layers.tenure import read_offices
from helpers.readings.marked import count_sentences, count_settings
from helpers.readings.passages import (
    MOST_NAMED,
    name_some,
    name_with_sentences,
    quote_phrases,
    say_country,
    say_n,
    say_person,
    say_writer,
    spread_quotations,
)
from helpers.reference import covers_all, reference_corpus
from helpers.span_trust import has_gold
from helpers.writers import name_writers

MOST_PEOPLE = 100
_SIGNED = ("on the side of any signer", "for the country of each signer")


def claim_quoted(
    corpus: Corpus, people: pd.DataFrame
) -> tuple[Claim, str, dict[str, pd.DataFrame]]:
    """Return the claim on who is quoted, its verdict, and the sentences behind its numbers.

    Parameters
    ----------
    people : as from `helpers.actors_table.count_people`
    """
    quotations = list_quotations(corpus)
    quotations = quotations[quotations["voice"].eq("speaker")]
    known = quotations[quotations["speakers"].ne("")]
    if known.empty:
        unsaid = len(quotations)
        parts: dict[str, Part] = {"named": Number(len(people)), "of": Number(unsaid)}
        return Claim("nobody-quoted", parts), "nobody is quoted", {}
    country = leading_country(corpus, quotations)
    plain = country in (INTERNATIONAL, UNKNOWN)
    countries = find_countries(corpus)
    of_country = _signed_from(known, countries, country)
    told = known if plain else known[of_country]
    heard = spread_quotations(corpus, told)
    sizes = told.groupby("speakers").size()
    order = sorted(sizes.index, key=lambda who: (-sizes[who], who))
    listed = heard[heard["speakers"].isin(order[:MOST_NAMED])]
    keyed = {"told": heard} | {f"words/{who}": own for who, own in listed.groupby("speakers")}
    elsewhere = people[~people["country"].isin((country, INTERNATIONAL, UNKNOWN))]
    if plain:
        elsewhere = people[people["n_sentences"].gt(0)]
    silent = elsewhere[elsewhere["n_words"].eq(0)]
    mentions = list_mentions(corpus)
    mentions = mentions[mentions["canonical"].isin(silent["canonical"][:MOST_NAMED])]
    keyed |= {f"named/{name}": rows for name, rows in mentions.groupby("canonical")}
    quoting = set(quotations["document_id"])
    first_person, borrowed = _find_borrowed(corpus, quoting)
    keyed |= borrowed
    parts = {
        "k": Number(int(of_country.sum())),
        "of": Number(len(known)),
        "sentences": Number(count_sentences(heard), "told"),
        "country": say_country(country),
        "speakers": _list_speakers(
            sizes.loc[order], keyed, _name_strangers(corpus, told, country, order[:MOST_NAMED])
        ),
        "offices": _say_offices(told),
        "elsewhere": Number(len(elsewhere)),
        "silent": Number(len(silent)),
        "names": _list_names(silent),
        "texts": Number(len(set(corpus.documents["document_id"]) - set(quotations["document_id"]))),
        "of_texts": Number(len(corpus.documents)),
        "borrowed": first_person,
        "rest": _say_rest(people, country, len(quotations) - len(known)),
    }
    every = int(of_country.sum()) == len(known)
    claim = Claim("who-is-quoted-of-no-country" if plain else "who-is-quoted", parts)
    return claim, f"{'only' if every else 'mostly'} {country}", keyed


def _name_strangers(
    corpus: Corpus, quotations: pd.DataFrame, country: str, shown: Sequence[str]
) -> dict[str, str]:
    """Return those of some signers of another country than the leading one, with the office."""
    countries = find_countries(corpus)
    days = dict(zip(corpus.documents["document_id"], corpus.documents["date_from"], strict=True))
    wanted = {name for who in shown for name in who.split("; ")}
    last = {
        name: document_id
        for document_id, who in zip(
            quotations["document_id"].tolist(), quotations["speakers"].tolist(), strict=True
        )
        for name in who.split("; ")
        if name in wanted and countries[name] != country
    }
    return {name: say_person(name, str(days[d])) for name, d in last.items()}


def _list_speakers(
    sizes: pd.Series, keyed: Mapping[str, pd.DataFrame], told: Mapping[str, str]
) -> Part:
    """Return each speaker, or those who sign together, with quotations and their sentences.

    `sizes` are the quotations of each, in order; `told` says more than the name of some of them.
    """
    order = sizes.index.tolist()
    listed = [
        name_with_sentences(
            _join([told.get(name, name) for name in who.split("; ")]),
            count_sentences(keyed[f"words/{who}"]),
            f"words/{who}",
            f"{say_n(int(sizes[who]), 'quotation')} in ",
        )
        for who in order[:MOST_NAMED]
    ]
    return name_some(listed, len(order))


def _say_offices(quotations: pd.DataFrame) -> str:
    """Return how many of the speakers hold or held an office that the list of offices has."""
    speakers = {s for who in quotations["speakers"] for s in who.split("; ")}
    held = speakers & {office.person for office in read_offices()}
    if held == speakers:
        return "all of them holders of an office and no migrant"
    return f"{len(held)} of {len(speakers)} of them known as holders of an office"


def _find_borrowed(corpus: Corpus, quoting: set[str]) -> tuple[Part, dict[str, pd.DataFrame]]:
    """Return where a text that quotes nobody says "our" though its writer speaks for nobody."""
    writers = name_writers(corpus.documents)
    others = set(writers.loc[writers["first_person"].eq("no"), "document_id"]) - quoting
    found = list_first_person(corpus, documents=others)
    found = found[found["reading"].eq(READINGS[1])]
    if found.empty:
        return "", {}
    labels = label_documents(corpus.documents)
    said, keyed = [], {}
    for i, (d, own) in enumerate(list(found.groupby("document_id"))[:MOST_NAMED]):
        keyed[f"our/{i}"] = own
        n = count_sentences(own)
        writer = say_writer(own["writer"].iloc[0])
        before = f"{labels[d]} (by {writer}) says {quote_phrases(corpus, own)} in "
        said.append(Number(n, f"our/{i}", before, f" sentence{'' if n == 1 else 's'}"))
    head = said[0]
    said[0] = head._replace(before=f" Quoting nobody, in its own words, {head.before}")
    said[-1] = said[-1]._replace(after=f"{said[-1].after}.")
    return said, keyed


def _say_rest(people: pd.DataFrame, country: str, unknown: int) -> str:
    """Return what else is to be said: people without a country, speakers without a name."""
    rest = f" Of {say_n(unknown, 'quotation')} more the speaker is not known." if unknown else ""
    nowhere = people[people["country"].eq(UNKNOWN)]
    if len(nowhere) and country != UNKNOWN:
        silent = int(nowhere["n_words"].eq(0).sum())
        rest += f" Of {len(nowhere)} more whose country is not known {silent} are never quoted."
    if len(people) > MOST_PEOPLE:
        rest += f" The first {MOST_PEOPLE} of {len(people):,} people are listed."
    return rest


def _join(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}, signed together"


def _list_names(people: pd.DataFrame) -> Part:
    listed = [Number(name, f"named/{name}") for name in people["canonical"][:MOST_NAMED]]
    return name_some(listed, len(people)) if listed else "nobody"


def leading_country(corpus: Corpus, quotations: pd.DataFrame) -> str:
    """Return the country whose people sign most quotations; "" where no speaker is known.

    International bodies, and speakers whose country is not known, come only where no country is.
    """
    countries = find_countries(corpus)
    signed = [
        country
        for speakers in quotations.loc[quotations["speakers"].ne(""), "speakers"].tolist()
        for country in sorted({countries[s] for s in speakers.split("; ")})
    ]
    vague = (INTERNATIONAL, UNKNOWN)
    counts = Counter(signed)
    return min(counts, key=lambda c: (c in vague, -counts[c], c)) if signed else ""


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
    if country in ("", INTERNATIONAL, UNKNOWN):
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
    columns = ("document_id", "start", "end", "n_words", "speakers")
    for document_id, start, end, n_words, speakers in zip(
        *(table[c].tolist() for c in columns), strict=True
    ):
        place = (document_id, start, end, chosen["unit"])
        weight = 1 if chosen["unit"] == "quotations" else n_words
        signers = [countries[s] for s in speakers.split("; ")]
        if country in signers:
            sides[0][place] = weight
        if set(signers) != {country} and (
            chosen["signed by several"] == _SIGNED[1] or country not in signers
        ):
            sides[1][place] = weight
    return sides
