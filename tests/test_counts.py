"""Every number that is a link opens as many passages as it says, in claims, tables and charts."""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from numbers import Integral
from typing import Any

import pandas as pd
import pytest

import helpers.readings
from helpers.claims import Claim, Number
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.export.twins import index_findings
from helpers.findings import Finding
from helpers.readings.naming import find_phrase_without_content
from helpers.twin import finding_html, list_wholes

# What holds a digit and counts nothing: words quoted, amounts of money, fiscal years, a place.
_UNCOUNTED = re.compile(
    r"“[^”]*”|[$€£][\d.,]+(?: (?:m|b|tr)illion)?|FY ?\d{4}|[−-]?\d+(?:\.\d+)? ?%|^sentence \d+$"
)


def list_finders() -> Iterator[Callable[[Corpus], Finding | list[Finding]]]:
    """Yield every function of the readings that makes findings of a corpus alone."""
    for module in pkgutil.iter_modules(helpers.readings.__path__):
        loaded = import_module(f"helpers.readings.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            asked = inspect.signature(function)
            needed = [p for p in asked.parameters.values() if p.default is p.empty]
            own = function.__module__ == loaded.__name__
            gives = asked.return_annotation in ("Finding", "list[Finding]")
            if name.startswith("find_") and own and gives and len(needed) == 1:
                yield function


FINDERS = list(list_finders())
Once = Callable[..., Any]


@pytest.fixture(params=FINDERS, ids=lambda f: f"{f.__module__.split('.')[-1]}-{f.__name__}")
def finder(request: pytest.FixtureRequest) -> Callable[[Corpus], Any]:
    """Return one of the functions that make findings."""
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(params=("seeds", "tiny"))
def findings(
    request: pytest.FixtureRequest, finder: Callable[[Corpus], Any], once: Once
) -> list[Finding]:
    """Return the findings that one function makes of a corpus."""
    found = once(finder, request.getfixturevalue(request.param))
    return found if isinstance(found, list) else [found]


@pytest.fixture
def phrase(once: Once, seeds: Corpus) -> Finding:
    """Return the finding on sentences that invoke the idea and name no cause."""
    return once(find_phrase_without_content, seeds)  # type: ignore[no-any-return]


def find_miscounts(finding: Finding) -> list[str]:
    """Return the links of a finding whose words say another number than they open."""
    names = [*label_documents(finding.corpus.documents).values(), *list_names(finding.corpus)]
    names.sort(key=len, reverse=True)
    sizes = count_passages(finding)
    wrong = []
    for said, key in list_links(finding):
        n = sizes.get(key, 0)
        whole = isinstance(said, Integral)
        if whole and said == n:
            continue
        bare = str(said)
        for name in names:
            bare = bare.replace(name, "")
        bare = _UNCOUNTED.sub("", bare)
        counted = rf"\b{n:,}( of [\d,]+)? (quoted )?(sentences?|passages?)\b"
        numbers = [int(m.replace(",", "")) for m in re.findall(r"\d[\d,]*", bare)]
        if whole or (numbers and numbers != [n] and not re.search(counted, bare)):
            wrong.append(f"{finding.finding_id}: {said!r} opens {n}")
    return wrong


def count_passages(finding: Finding) -> dict[str, int]:
    """Return the number of passages of each key of a finding."""
    columns = ["key", "document_id", "sentence_id"]
    return finding.evidence[columns].drop_duplicates().groupby("key").size().to_dict()


def list_names(corpus: Corpus) -> set[str]:
    """Return the canonical names of a corpus that hold a digit ("Executive Order 13841")."""
    facts = corpus.attributes[corpus.attributes["name"].eq("canonical")]
    return {name for name in facts["value"] if re.search(r"\d", name)}


def list_links(finding: Finding) -> Iterator[tuple[object, str]]:
    """Yield what a reader sees of each link, and the key that it opens."""
    for claim in (finding.claim, finding.reference_claim):
        for piece in claim.pieces() if claim is not None else ():
            if piece.key:
                yield piece.value, piece.key
    for column in finding.table.columns:
        keys = finding.table.get(f"{column}_key", pd.Series("", finding.table.index))
        for value, key in zip(finding.table[column], keys, strict=True):
            if isinstance(key, str) and key:
                yield value, key
            if isinstance(value, tuple):
                yield from ((n.value, n.key) for n in value if n.key)
    for trace in finding.chart.data if finding.chart is not None else ():
        for mark in getattr(trace, "customdata", None) or ():
            if mark is not None and mark[0] and not is_one_sentence(mark[0]):
                yield mark[1], mark[0]


def is_one_sentence(key: str) -> bool:
    """Return whether a key is that of a single sentence, whose label is its place."""
    return re.search(r"/s/\d+-\d+", key) is not None


def test_every_number_that_is_a_link_is_the_number_of_its_passages(
    findings: list[Finding],
) -> None:
    assert [wrong for finding in findings for wrong in find_miscounts(finding)] == []


def test_what_counts_something_opens_it(findings: list[Finding]) -> None:
    dead = [
        f"{finding.finding_id}: {said!r} opens nothing"
        for finding in findings
        for said, key in list_links(finding)
        if said != 0 and key not in set(finding.evidence["key"])
    ]
    assert dead == []


def test_another_number_than_that_of_the_passages_is_seen(phrase: Finding) -> None:
    finding = phrase
    key = f"{finding.finding_id}/idea"
    n = len(finding.passages(key))
    for said in (n + 1, f"{n + 1} sentences", f"Blinken {n + 1}", f"{n} words in 99 sentences"):
        claim = Claim("list-none", {"idea": Number(said, key)})
        planted = replace(finding, claim=claim, reference_claim=None, chart=None)
        wrong = find_miscounts(replace(planted, table=finding.table.iloc[:0]))
        assert wrong == [f"{finding.finding_id}: {said!r} opens {n}"]


def test_what_is_only_counted_out_of_is_no_passage_of_a_finding(phrase: Finding) -> None:
    finding = phrase
    assert f"{finding.finding_id}/all" in list_wholes(finding)
    [indexed] = index_findings(finding_html(finding))
    assert len(indexed.passages) == len(finding.passages(f"{finding.finding_id}/idea"))


def test_what_a_cell_counts_is_no_mere_denominator(findings: list[Finding]) -> None:
    for finding in findings:
        told = {key for said, key in list_links(finding) if isinstance(said, str)}
        assert not told & list_wholes(finding)
