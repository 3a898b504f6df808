"""Every number that is a link opens as many passages as it says, in claims, tables and charts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from helpers.claims import Claim, Number
from helpers.corpus import Corpus
from helpers.export.twins import index_findings
from helpers.findings import Finding
from helpers.miscounts import find_miscounts, list_links
from helpers.readings import list_finders
from helpers.readings.naming import find_phrase_without_content
from helpers.twin import finding_html, list_wholes

FINDERS = list(list_finders())
Once = Callable[..., Any]


@pytest.fixture(params=FINDERS, ids=lambda f: f"{f.__module__.split('.')[-1]}-{f.__name__}")
def finder(request: pytest.FixtureRequest) -> Callable[[Corpus], Any]:
    """Return one of the functions that make findings."""
    return request.param


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
    return once(find_phrase_without_content, seeds)


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
