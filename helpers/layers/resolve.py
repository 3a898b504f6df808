"""Which person a mention means: by full name, by the names of the text, by office and tenure.

Comes in: mentions as written. Goes out: `Person`s with canonical names, or without and why.
Must never know: sentences, organisations, what anyone does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from helpers.layers.lexicon import (
    Actor,
    read_actors,
    read_first_names,
    simplify,
    strip_accents,
)
from helpers.layers.persons import Mention
from helpers.layers.tenure import ALWAYS, Periods, find_offices, held_office, holders

_AND = re.compile(r",? and (?:the )?|, (?:the )?")
_INITIAL = re.compile(r"(?:[A-Z]\.)+|[A-Z]|[“\"].*[”\"]|Jr\.?|Sr\.?|II|III")
# Offices that, unless the text says otherwise, are of the country that writes them in capitals.
_NATIONAL = ("president", "vice president", "attorney general", "secretary", "speaker")
_HOME = "United States"


class When:
    """When a text was written: `rough` by its titles in force, `exact` by all its words.

    The exact period is found only if it is asked for.
    """

    def __init__(self, rough: Periods, find: Callable[[], Periods]) -> None:
        self.rough = rough
        self._find = find
        self._found: Periods | None = None

    def exact(self) -> Periods:
        """Return the day that the text states, or the period that all its words bound."""
        if self._found is None:
            self._found = self._find()
        return self._found


@dataclass
class Known:
    """The persons that a text names: canonical name to titles and countries met with it.

    `surnames` holds who may be meant by a short form; `written` the last word of each name of a
    person as written; `offices` who an office was found to mean, once all names are known.
    """

    titles: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    surnames: dict[str, list[str]] = field(default_factory=dict)
    written: dict[str, dict[str, str]] = field(default_factory=dict)
    doubtful: bool = False
    offices: dict[tuple[str, ...], tuple[list[str], str]] = field(default_factory=dict)

    def forms(self, canonical: str) -> list[str]:
        """Return the short forms to look for, with and without accents, in no order."""
        own = {*short_forms(canonical), *self.written.get(canonical, {}).values()}
        return list(own | {strip_accents(form) for form in own if not form.isascii()})

    def add(self, canonical: str, mention: Mention, forms: Iterable[str]) -> None:
        """Note that the text names `canonical`, in these short forms."""
        titles = self.titles.setdefault(canonical, set())
        if mention.title and not mention.former:
            titles.add((simplify(mention.title), mention.complement))
        country = mention.country or country_of(canonical)
        if country:
            self.countries.setdefault(canonical, country)
        written = self.written.setdefault(canonical, {})
        if mention.name in written:
            return
        written[mention.name] = last = plain_name(mention.name).rpartition(" ")[2]
        for form in {*forms, last}:
            owners = self.surnames.setdefault(simplify(form), [])
            if canonical not in owners:
                owners.append(canonical)


def country_of(canonical: str) -> str:
    """Return the country of a known person, else ""."""
    actor = read_actors().by_name.get(canonical)
    return actor.country if actor else ""


def is_first_name(word: str) -> bool:
    """Return whether `word` is a known first name."""
    return simplify(word) in read_first_names()


@lru_cache(maxsize=1 << 13)
def short_forms(canonical: str) -> tuple[str, ...]:
    """Return the forms by which a person named in full is named again."""
    actor = read_actors().by_name.get(canonical)
    if actor is not None:
        return actor.short
    words = [w for w in canonical.split() if not _INITIAL.fullmatch(w)]
    if len(words) < 2:
        return ()
    return (words[-1],) if len(words) == 2 else (words[-1], " ".join(words[-2:]), words[-2])


@lru_cache(maxsize=1 << 13)
def plain_name(name: str) -> str:
    """Return a name without initials, nicknames and suffixes, in ordinary capitals.

    >>> plain_name("KIRSTJEN M. NIELSEN")
    'Kirstjen Nielsen'
    """
    words = [w for w in name.split() if not _INITIAL.fullmatch(w)] or name.split()
    plain = " ".join(words)
    return plain.title() if plain.isupper() and len(plain) > 3 else plain


@lru_cache(maxsize=1 << 13)
def find_known(name: str) -> Actor | None:
    """Return the known person whose full name this is, with or without initials."""
    by_alias = read_actors().by_alias
    actor = by_alias.get(simplify(name)) or by_alias.get(simplify(plain_name(name)))
    return actor if actor is not None and actor.kind == "person" else None


def name_persons(mentions: Sequence[Mention], when: Periods) -> tuple[list[str], Known]:
    """Return the canonical name of each mention ("" for an office alone), and who is named.

    Full names come first, wherever they stand; then surnames, by the names of the text, by
    the office, by the only known bearer, and else as written.
    """
    known = Known()
    names = [""] * len(mentions)
    unknown = []
    for i, mention in enumerate(mentions):
        if not mention.name:
            continue
        actor = find_known(mention.name)
        if actor is None:
            unknown.append((-plain_name(mention.name).count(" "), i, mention))
        else:
            names[i] = actor.canonical
            known.add(actor.canonical, mention, actor.short)
    for _, i, mention in sorted(unknown):
        names[i] = _name_by_surname(mention, known, when)
        known.add(names[i], mention, short_forms(names[i]))
    for i, mention in enumerate(mentions):
        for other in mention.others:
            name = _name_by_surname(mention._replace(name=other), known, when)
            known.add(name, mention._replace(name=other), short_forms(name))
            names[i] += f"; {name}"
    return names, known


def _name_by_surname(mention: Mention, known: Known, when: Periods) -> str:
    plain = plain_name(mention.name)
    owners = known.surnames.get(simplify(plain), [])
    if len(owners) > 1:
        owners = [o for o in owners if _may_be(o, mention, known)] or owners
    if len(owners) == 1:
        return owners[0] if _may_be(owners[0], mention, known) else _other(owners[0], mention, when)
    bearers = [a.canonical for a in read_actors().by_short.get(simplify(plain), ())]
    fitting = [b for b in bearers if not mention.country or country_of(b) in ("", mention.country)]
    known.doubtful = known.doubtful or len(fitting) > 1
    if len(fitting) > 1 and mention.title:
        in_office = [
            b
            for b in fitting
            if holders(find_offices(mention.title, mention.complement, person=b), when)
        ]
        fitting = in_office or fitting
    return fitting[0] if len(fitting) == 1 else plain


def _other(owner: str, mention: Mention, when: Periods) -> str:
    """Return the one other bearer of the surname whose office this title is, else `owner`."""
    bearers = read_actors().by_short.get(simplify(plain_name(mention.name)), ())
    fitting = [
        b.canonical
        for b in bearers
        if holders(find_offices(mention.title, mention.complement, person=b.canonical), when)
    ]
    return fitting[0] if len(fitting) == 1 else owner


def _may_be(canonical: str, mention: Mention, known: Known) -> bool:
    """Return whether the text or the facts give `canonical` the title of this mention."""
    titles = known.titles.get(canonical)
    if titles:
        title = simplify(mention.title)
        for other, _ in titles:
            if other == title:
                return True
    return bool(find_offices(mention.title, mention.complement, person=canonical))


def resolve_office(
    mention: Mention, known: Known, when: When, *, home: bool
) -> tuple[list[str], str]:
    """Return who an office without a name means and, if that is not one, the status.

    The persons that the text names come first, then whoever held it then.
    `home` says that an office of no stated country is one of the United States.
    """
    asked = (mention.title, mention.complement, mention.country, mention.organisation, str(home))
    if asked not in known.offices:
        known.offices[asked] = _find_holders(mention, known, when, home=home)
    return known.offices[asked]


def _find_holders(
    mention: Mention, known: Known, when: When, *, home: bool
) -> tuple[list[str], str]:
    named = [
        c
        for c, titles in known.titles.items()
        if (titles or held_office(c)) and _holds(c, mention, known, when)
    ]
    if len(named) == 1:
        return named, ""
    if len(named) > 1:
        return [], "two holders"
    country = mention.country
    if not country and home and not mention.organisation:
        country = _HOME if simplify(mention.title) in _NATIONAL else ""
    offices = find_offices(
        mention.title, mention.complement, country=country, organisation=mention.organisation
    )
    found = holders(offices, when.exact()) if offices else []
    if len(found) == 1:
        return found, ""
    return [], "two holders" if found else "undecided"


def _holds(canonical: str, mention: Mention, known: Known, when: When) -> bool:
    country = known.countries.get(canonical, "")
    if mention.country and country and country != mention.country:
        return False
    title = simplify(mention.title)
    for other, complement in known.titles[canonical]:
        if other == title and (
            not mention.complement
            or complement == mention.complement
            or (mention.country and country == mention.country)
        ):
            return not mention.organisation or bool(
                find_offices(title, "", person=canonical, organisation=mention.organisation)
            )
    offices = find_offices(
        mention.title,
        mention.complement,
        person=canonical,
        country=mention.country,
        organisation=mention.organisation,
    )
    rough = when.rough
    return bool(holders(offices, rough)) and (rough != ALWAYS or len(offices) == 1)


def resolve_each(mention: Mention, known: Known, when: When) -> list[str] | None:
    """Return who holds the office in each country of "the presidents of X and Y", "" if unsure.

    None if the complement names no two countries.
    """
    by_alias = read_actors().by_alias
    parts = _AND.split(mention.complement.strip().removeprefix("of ").removeprefix("the "))
    countries = [by_alias[simplify(p)] for p in parts if simplify(p) in by_alias]
    if len(countries) < 2 or any(c.kind != "country" for c in countries):
        return None
    found = []
    for country in countries:
        one = mention._replace(country=country.canonical, complement="", organisation="")
        persons, _ = resolve_office(one, known, when, home=False)
        found.append(persons[0] if persons else "")
    return found


def resolve_plural(mention: Mention, before: Sequence[tuple[Mention, str]]) -> list[str]:
    """Return the persons named before a plural title that it carries, if two or more."""
    title = simplify(mention.title)
    found = []
    for other, canonical in before:
        if simplify(other.title) != title or other.plural or not canonical:
            continue
        country = other.country or country_of(canonical)
        if mention.country and country and country != mention.country:
            continue
        found.append(canonical)
    distinct = list(dict.fromkeys(found))
    return distinct if len(distinct) > 1 else []
