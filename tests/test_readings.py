"""The findings that are true of the five texts, by the reference coding and by the patterns.

The numbers were counted by hand from the reference coding; the patterns must not be far off.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.claims import Number
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings import causes, lists, naming, poles, responses, voices
from helpers.reference import reference_corpus
from helpers.tables import list_documents_by_date

Once = Callable[..., Finding]
FINDERS = (
    naming.find_phrase_without_content,
    naming.find_nearby,
    causes.find_many_answers,
    lists.find_introduced_list,
    responses.find_commonest_response,
    responses.find_pairs,
    poles.find_two_enforcements,
    poles.find_unsaid_word,
    poles.find_settings,
    voices.find_poles_by_voice,
)


@pytest.fixture(scope="module")
def reference(seeds: Corpus) -> Corpus:
    return reference_corpus(seeds)


def numbers(finding: Finding) -> dict[str, object]:
    assert finding.reference_claim is not None
    parts = finding.reference_claim.parts
    return {name: part.value for name, part in parts.items() if isinstance(part, Number)}


def test_twelve_of_thirteen_name_no_cause_in_the_sentence(seeds: Corpus, once: Once) -> None:
    found = numbers(once(naming.find_phrase_without_content, seeds))
    assert (found["n"], found["of"], found["texts"]) == (13, 73, 5)
    assert (found["unnamed"], found["linked"], found["never"]) == (12, 4, 8)


def test_the_eight_that_never_get_a_cause_are_those(reference: Corpus) -> None:
    links = naming.link_causes(reference)
    never = links[links["fill"] == naming.FILLS[2]]
    units = [
        f"{d[:3]}.{i:02d}" for d, i in zip(never["document_id"], never["sentence_id"], strict=True)
    ]
    assert units == [
        *("000.02", "000.03", "000.04", "000.10", "001.12", "002.06", "003.03", "004.17")
    ]


def test_the_answer_hangs_on_what_nearby_means(reference: Corpus) -> None:
    table = naming._measure_nearby(reference).table
    assert list(table["without a cause"]) == [12, 10, 5, 4, 0]


def test_many_answers_and_few_causes(seeds: Corpus, once: Once) -> None:
    finding = once(causes.find_many_answers, seeds)
    found = numbers(finding)
    assert [found[k] for k in ("response", "of", "beyond", "cause", "most")] == [57, 73, 43, 8, 3]
    assert finding.reference_claim is not None
    assert finding.reference_claim.text().endswith("Never named: abuse of rights.")


def test_the_list_after_root_causes_is_enforcement(seeds: Corpus, once: Once) -> None:
    found = numbers(once(lists.find_introduced_list, seeds))
    assert [found[k] for k in ("items", "enforcement", "development", "soft")] == [4, 4, 0, 1]


def test_crime_control_meets_development_and_border_hardly(seeds: Corpus, once: Once) -> None:
    found = numbers(once(poles.find_two_enforcements, seeds))
    assert (found["crime_both"], found["crime"], found["crime_median"]) == (11, 16, 5)
    assert (found["border_both"], found["border"], found["border_median"]) == (4, 16, 4)
    assert (found["border_low"], found["border_high"]) == (1, 7)


def test_the_text_that_leads_with_enforcement_never_says_it(seeds: Corpus, once: Once) -> None:
    found = numbers(once(poles.find_unsaid_word, seeds))
    assert [found[k] for k in ("enforcement", "of", "development", "here", "elsewhere")] == [
        *(10, 17, 1, 0, 3)
    ]


def test_each_text_has_its_four_kinds_of_sentence(reference: Corpus) -> None:
    table = poles.count_poles(reference)
    counts = {d: list(rows["n"]) for d, rows in table.groupby("document_id")}
    assert list(counts.values()) == [
        *([1, 4, 1, 4], [1, 1, 4, 9], [3, 5, 3, 9], [2, 1, 4, 4], [9, 1, 0, 7])
    ]


def test_cooperation_is_the_commonest_response(seeds: Corpus, once: Once) -> None:
    finding = once(responses.find_commonest_response, seeds)
    found = numbers(finding)
    assert [found[k] for k in ("cooperation", "alone", "idea", "only")] == [31, 9, 13, 4]
    assert finding.table["sentences"].iloc[0] >= 5
    assert found["verbs"] == 8
    assert finding.reference_claim is not None
    assert "“address”" in finding.reference_claim.text()


def test_enforcement_leads_in_every_setting_of_one_text_and_in_none_of_two(seeds: Corpus) -> None:
    led = {d[:3]: poles.compare_poles(seeds, d) for d in list_documents_by_date(seeds)}
    assert led["004"].k == led["004"].of
    assert led["003"].k == 0
    masked = [s for s in led["002"].settings if ("names", "masked") in s.choices]
    assert len(masked) > 20
    assert not any(s.holds for s in masked)


@pytest.mark.parametrize("find", FINDERS)
def test_every_key_opens_as_many_passages_as_its_count_says(
    find: Callable[[Corpus], Finding], seeds: Corpus, once: Once
) -> None:
    finding = once(find, seeds)
    claims = [finding.claim, finding.reference_claim]
    for claim in [c for c in claims if c is not None]:
        for piece in claim.pieces():
            if piece.key and isinstance(piece.value, int):
                assert len(finding.passages(piece.key)) == piece.value, piece
    for column in [c for c in finding.table.columns if c.endswith("_key")]:
        shown = finding.table[column.removesuffix("_key")]
        for value, key in zip(shown, finding.table[column], strict=True):
            if key and isinstance(value, int):
                assert len(finding.passages(key)) == value, key


@pytest.mark.parametrize("find", FINDERS)
def test_the_verdict_is_the_same_under_both_codings(
    find: Callable[[Corpus], Finding], seeds: Corpus, once: Once
) -> None:
    assert once(find, seeds).verdict in (
        "same under both codings",
        "both codings are among the settings",
    )


@pytest.mark.parametrize("find", FINDERS)
def test_a_finding_is_made_of_a_corpus_without_gold_or_dates(
    find: Callable[[Corpus], Finding], tiny: Corpus, once: Once
) -> None:
    finding = once(find, tiny)
    assert finding.reference_claim is None
    assert not finding.badge.measured
    assert finding.claim.text()


@pytest.mark.parametrize("find", FINDERS)
def test_a_finding_is_made_where_nothing_is_found(
    find: Callable[[Corpus], Finding], toy: Callable[..., Corpus]
) -> None:
    corpus = toy(a=[("The museum opens at nine each day.", "")], b=[("It closes at five.", "")])
    assert find(corpus).claim.text()


@pytest.mark.parametrize("find", FINDERS)
def test_a_changed_coding_changes_the_sentence(
    find: Callable[[Corpus], Finding], seeds: Corpus, toy: Callable[..., Corpus], once: Once
) -> None:
    other = toy(
        a=[
            ("We address the root causes of it.", "D-ROOT D-ECON R-ECON"),
            ("We guard the border and enforcement.", "R-BORDER"),
            ("We fight the gangs here.", "R-CRIME R-ECON"),
        ]
    )
    assert find(other).claim.text() != once(find, seeds).claim.text()
