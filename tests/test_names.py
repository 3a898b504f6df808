"""Proper names: how far they reach, and what is none."""

import pytest

from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.gazetteer import find_listed, read_heads, read_listed_names
from helpers.layers.names import find_names
from helpers.model import Text
from helpers.sentences import split_sentences


def names_of(raw: str) -> list[tuple[str, str]]:
    text = Text("made", raw, fold(raw), split_sentences(raw))
    return [(raw[n.start : n.end], n.kind) for n in find_names(text)]


def words_of(raw: str) -> list[str]:
    return [words for words, _ in names_of(raw)]


def test_an_office_ends_before_the_person_who_holds_it() -> None:
    raw = "We met the Minister of Justice and Public Security Ana Paz in May."
    assert names_of(raw) == [("Minister of Justice and Public Security", "office")]


def test_two_posts_of_one_assistant_are_one_office() -> None:
    raw = "Special Assistant to the President and Coordinator for the Western Hemisphere Ann Lee."
    assert words_of(raw) == [
        "Special Assistant to the President and Coordinator for the Western Hemisphere"
    ]


def test_two_secretaries_are_two_offices() -> None:
    raw = "They wrote to the Secretary of Defense and Secretary of State."
    assert words_of(raw) == ["Secretary of Defense", "Secretary of State"]


def test_an_office_does_not_swallow_the_agency_before_it() -> None:
    raw = "She is the Department of State Special Envoy for Haiti."
    assert words_of(raw) == ["Department of State", "Special Envoy for Haiti"]


def test_an_agency_keeps_its_bracketed_abbreviation() -> None:
    raw = "The Ministry of Rural Development (MRD) spoke."
    assert names_of(raw) == [("Ministry of Rural Development (MRD)", "agency")]


def test_an_introduced_abbreviation_is_a_name_later() -> None:
    raw = "The Ministry of Rural Development (MRD) spoke. Later the MRD left."
    assert words_of(raw)[1:] == ["MRD"]


def test_an_abbreviation_is_no_name_before_it_is_introduced() -> None:
    assert words_of("The MRD left. The Ministry of Rural Development (MRD) spoke.") == [
        "Ministry of Rural Development (MRD)"
    ]


def test_initials_reveal_a_name_without_head_noun() -> None:
    raw = "Aid came from Hearts Beyond Borders (HBB) in June."
    assert words_of(raw) == ["Hearts Beyond Borders (HBB)"]


def test_lower_case_words_with_an_abbreviation_are_no_name() -> None:
    assert (
        words_of("Many non-governmental organizations (NGOs) and artificial intelligence (AI).")
        == []
    )


def test_the_lower_case_complement_stays_outside() -> None:
    raw = "Both signed a Memorandum of Intent (MOI) on border security today."
    assert words_of(raw) == ["Memorandum of Intent (MOI)"]


def test_a_conference_keeps_its_capitalised_subject_and_region_but_not_its_town() -> None:
    raw = "He opened the Conference on Growth and Security in Central America in Panama City."
    assert words_of(raw) == ["Conference on Growth and Security in Central America"]


def test_a_possessive_owner_stays_outside() -> None:
    assert words_of("Guatemala’s Ministry of Labor agreed.") == ["Ministry of Labor"]


def test_a_chamber_that_owns_its_committee_stays_inside() -> None:
    assert words_of("He sat on the Senate’s Rural Affairs Committee.") == [
        "Senate’s Rural Affairs Committee"
    ]


def test_two_departments_joined_by_and_are_two_names() -> None:
    raw = "The Department of Justice and the Commerce Department agreed."
    assert words_of(raw) == ["Department of Justice", "Commerce Department"]


def test_an_earlier_head_noun_belongs_to_the_name() -> None:
    assert names_of("They joined the Alliance for Hope Plan.") == [
        ("Alliance for Hope Plan", "plan")
    ]


def test_plan_before_a_name_takes_it() -> None:
    assert words_of("Under Plan Aurora crime fell.") == ["Plan Aurora"]


def test_a_bare_head_noun_is_no_name() -> None:
    assert words_of("The Plan, the Department and the Strategy are not named here.") == []


def test_the_first_word_of_a_sentence_is_no_name_by_its_capital() -> None:
    assert words_of("Security matters. Expanding programs and borders takes time.") == []


def test_a_determiner_stays_outside_the_name() -> None:
    assert words_of("This Rural Jobs Initiative works.") == ["Rural Jobs Initiative"]


def test_a_headline_gives_only_the_name_in_it() -> None:
    raw = "Mexico Backs Rural Jobs Initiative to Reduce Border Crossings"
    assert words_of(raw) == ["Rural Jobs Initiative"]


def test_capitals_throughout_are_no_name_by_rule() -> None:
    assert words_of("NEW PLAN FOR BORDER SECURITY\n") == []


def test_rule_of_law_in_capitals_is_no_rule() -> None:
    assert words_of("We fund Rule of Law and Law Enforcement.") == []


def test_an_order_keeps_number_date_and_title() -> None:
    raw = "Executive Order 10101 of May 2, 2020 (Securing Our Borders and Ports), is void."
    assert names_of(raw) == [
        ("Executive Order 10101 of May 2, 2020 (Securing Our Borders and Ports)", "law")
    ]


def test_an_act_keeps_its_year() -> None:
    assert words_of("under section 2 of the Rural Trade Act of 1962, as amended") == [
        "Rural Trade Act of 1962"
    ]


def test_what_is_entitled_so_is_a_name_with_its_short_form() -> None:
    raw = "They issued a final rule, entitled Closing of Open Gates (Open Gates rule). "
    raw += "The Open Gates rule holds."
    assert names_of(raw) == [
        ("Closing of Open Gates (Open Gates rule)", "law"),
        ("Open Gates rule", "law"),
    ]


def test_a_listed_name_needs_no_head_noun() -> None:
    assert names_of("It is called Central America Forward.") == [
        ("Central America Forward", "plan")
    ]


def test_a_listed_name_needs_its_capitals() -> None:
    assert words_of("He made a call to action, and will remain in Mexico.") == []


def test_a_listed_name_reaches_on_to_a_head_noun() -> None:
    assert words_of("the Plan Colombia Fund") == ["Plan Colombia Fund"]


def test_an_organisation_may_own_an_agreement() -> None:
    raw = "It joined the World Reef Organization (WRO) Agreement on Reef Subsidies."
    assert names_of(raw) == [
        ("World Reef Organization (WRO) Agreement on Reef Subsidies", "conference")
    ]


def test_the_gazetteer_gives_the_canonical_name_whatever_the_case() -> None:
    listed = find_listed("ALLIANCE FOR PROSPERITY")
    assert listed is not None
    assert listed.canonical == "Alliance for Prosperity Plan"


def test_every_listed_name_is_found_where_it_stands_alone() -> None:
    missed = [a for a in read_listed_names() if words_of(f"we saw {a} there") != [a]]
    assert missed == []


def test_a_listed_name_of_an_unknown_kind_is_told_with_its_line(tmp_path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,alias,kind,instrument,canonical,source\nA,A,planet,,A,x\n")
    with pytest.raises(CodebookError, match=r"names.csv, line 2: kind 'planet' is not known"):
        read_listed_names(path)


def test_a_head_noun_that_comes_twice_is_told(tmp_path) -> None:
    path = tmp_path / "heads.csv"
    path.write_text("head,kind,instrument,links,rules\nPlan,plan,,,\nPlan,plan,,,\n")
    with pytest.raises(CodebookError, match="'Plan' comes twice"):
        read_heads(path)
