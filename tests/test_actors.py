"""Actors: what is a mention, whom it means, and where a country is no actor."""

import csv
from pathlib import Path

import pytest

from helpers.errors import CodebookError
from helpers.folding import fold
from helpers.layers import lexicon
from helpers.layers.actors import code_actors
from helpers.layers.names import find_names
from helpers.layers.page import find_hits
from helpers.model import Span, Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def actors_of(raw: str) -> list[Span]:
    text = Text("made", raw, fold(raw), split_sentences(raw))
    return code_actors(text, find_names(text))


def words_of(raw: str) -> list[str]:
    return [raw[s.start : s.end] for s in actors_of(raw)]


def canonical_of(raw: str) -> dict[str, str]:
    return {raw[s.start : s.end]: "; ".join(s.get_all("canonical")) for s in actors_of(raw)}


def does_of(raw: str) -> dict[str, str]:
    return {raw[s.start : s.end]: s.get("does") for s in actors_of(raw)}


def test_a_title_and_the_name_beside_it_are_one_mention() -> None:
    assert words_of("He met Secretary of Labor Marty Walsh there.") == [
        "Secretary of Labor Marty Walsh"
    ]


def test_a_name_and_the_office_after_its_comma_are_one_mention() -> None:
    raw = "We heard Ann Stone, Senior Director for the Western Hemisphere, on Monday."
    assert words_of(raw) == ["Ann Stone, Senior Director for the Western Hemisphere"]


def test_offices_in_a_row_before_one_name_are_one_mention() -> None:
    raw = "Special Assistant to the President and Coordinator for Trade, Ambassador Ann Lee spoke."
    assert canonical_of(raw) == {
        "Special Assistant to the President and Coordinator for Trade, Ambassador Ann Lee": (
            "Ann Lee"
        )
    }


def test_an_agency_inside_an_office_is_no_mention_of_its_own() -> None:
    raw = "They called USAID Administrator Samantha Power on Tuesday."
    assert words_of(raw) == ["USAID Administrator Samantha Power"]


def test_a_surname_with_a_title_means_the_person_named_in_full() -> None:
    raw = "Minister Rosa Quintero came. Minister Quintero spoke."
    assert canonical_of(raw) == {
        "Minister Rosa Quintero": "Rosa Quintero",
        "Minister Quintero": "Rosa Quintero",
    }


def test_a_surname_alone_means_the_person_named_in_full() -> None:
    raw = "Minister Rosa Quintero came. Quintero spoke."
    assert canonical_of(raw)["Quintero"] == "Rosa Quintero"


def test_accents_do_not_matter() -> None:
    assert canonical_of("President Bernardo Arevalo agreed.") == {
        "President Bernardo Arevalo": "Bernardo Arévalo"
    }


def test_a_middle_initial_does_not_matter() -> None:
    assert canonical_of("Acting Secretary Chad F. Wolf agreed.") == {
        "Acting Secretary Chad F. Wolf": "Chad Wolf"
    }


def test_a_label_in_capitals_is_the_speaker() -> None:
    assert canonical_of("PRESIDENT BUKELE:  Thank you.") == {"PRESIDENT BUKELE": "Nayib Bukele"}


def test_a_known_surname_is_told_apart_by_its_title() -> None:
    raw = "Secretary Johnson met Senator Johnson."
    assert canonical_of(raw) == {
        "Secretary Johnson": "Jeh Johnson",
        "Senator Johnson": "Ron Johnson",
    }


def test_a_plural_title_carries_the_persons_named_before() -> None:
    raw = "Minister Rosa Quintero and Minister Juan Paz came. The ministers left."
    assert canonical_of(raw)["The ministers"] == "Rosa Quintero; Juan Paz"


def test_surnames_under_one_plural_title_are_one_mention() -> None:
    assert canonical_of("Presidents Biden and López Obrador met.") == {
        "Presidents Biden and López Obrador": "Joe Biden; Andrés Manuel López Obrador"
    }


def test_a_plural_that_names_nobody_is_no_mention() -> None:
    assert words_of("The three delegations and both leaders agreed.") == []


def test_an_office_without_a_name_keeps_its_article() -> None:
    raw = "Vice President Kamala Harris spoke. The vice president left."
    assert canonical_of(raw)["The vice president"] == "Kamala Harris"


def test_an_office_is_resolved_by_the_text_s_interval() -> None:
    raw = "Secretary Kirstjen Nielsen spoke. The Attorney General left."
    assert canonical_of(raw)["The Attorney General"] == ""  # Sessions, Whitaker or Barr


def test_an_office_with_one_holder_in_the_interval_has_a_name() -> None:
    raw = "Secretary Kirstjen Nielsen spoke. The U.S. vice president left."
    assert canonical_of(raw)["The U.S. vice president"] == "Mike Pence"


def test_two_possible_holders_give_no_name_and_it_says_so() -> None:
    raw = "President Bernardo Arévalo met President Xiomara Castro. The president spoke."
    span = actors_of(raw)[-1]
    assert (span.get("canonical"), span.get("status")) == ("", "two holders")


def test_a_country_in_the_office_settles_who_is_meant() -> None:
    raw = "President Bernardo Arévalo met President Xiomara Castro. The Honduran president spoke."
    assert canonical_of(raw)["The Honduran president"] == "Xiomara Castro"


def test_the_office_of_a_body_is_resolved_by_tenure() -> None:
    raw = (
        "Secretary Rex Tillerson came. So did the president of the Inter-American Development Bank."
    )
    assert canonical_of(raw)["the president of the Inter-American Development Bank"] == (
        "Luis Alberto Moreno"
    )


def test_mr_president_is_addressed() -> None:
    raw = "President Nayib Bukele came. Thank you, Mr. President, for your visit."
    span = actors_of(raw)[-1]
    assert (span.get("canonical"), span.get("does")) == ("Nayib Bukele", "is addressed")


def test_a_role_said_of_somebody_is_no_mention() -> None:
    assert words_of("She spoke as President of the club.") == []


@pytest.mark.parametrize(
    "raw",
    [
        "Guatemala agreed to help.",
        "It was signed by Guatemala.",
        "We work with Guatemala.",
        "Officials from Guatemala met us.",
        "Guatemala’s commitment is firm.",
        "They urged Guatemala to help.",
        "It will help Guatemala achieve more.",
        "The agreement between Guatemala and Honduras holds.",
    ],
)
def test_a_country_that_acts_or_is_party_is_an_actor(raw: str) -> None:
    assert "Guatemala" in words_of(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "She will visit Guatemala.",
        "People from Guatemala came.",
        "Life in Guatemala has changed.",
        "Leaders in Guatemala agreed.",
        "Trade with Guatemala grew.",
        "The border between Guatemala and Mexico is long.",
        "Guatemala’s coffee is good.",
        "Countries like Guatemala are poor.",
    ],
)
def test_a_country_that_is_a_place_is_no_actor(raw: str) -> None:
    assert "Guatemala" not in words_of(raw)


def test_an_adjective_before_a_noun_is_no_actor() -> None:
    assert words_of("They work with U.S. prosecutors.") == []


def test_a_commitment_makes_the_adjective_an_actor() -> None:
    assert canonical_of("The U.S. commitment is firm.") == {"U.S.": "United States"}


def test_countries_in_a_row_share_their_role() -> None:
    assert words_of("Mexico, Guatemala and Honduras have agreed.") == [
        *("Mexico", "Guatemala", "Honduras")
    ]


def test_a_short_form_in_brackets_belongs_to_the_name() -> None:
    raw = "The Republic of El Salvador (El Salvador) agreed."
    assert canonical_of(raw) == {"Republic of El Salvador (El Salvador)": "El Salvador"}


def test_an_abbreviation_introduced_is_an_actor_later() -> None:
    raw = "The Regional Water Foundation (RWF) began. In May the RWF closed."
    assert words_of(raw) == ["Regional Water Foundation (RWF)", "RWF"]


def test_a_government_takes_its_country_s_name() -> None:
    assert canonical_of("The Honduran government agreed.") == {
        "Honduran government": "Government of Honduras"
    }


def test_government_officials_are_not_the_government() -> None:
    assert words_of("She met Honduran government officials.") == []


def test_the_names_of_a_list_of_companies_are_organisations() -> None:
    raw = "Five companies joined, including: Zorbo, Quandix, and the Mellor Trust."
    assert words_of(raw) == ["Zorbo", "Quandix", "Mellor Trust"]


def test_the_administration_is_that_of_the_president_named() -> None:
    raw = "President Joe Biden spoke. The Administration will act."
    assert canonical_of(raw)["Administration"] == "Biden-Harris Administration"


def test_the_white_house_is_an_actor_only_where_it_does_something() -> None:
    assert words_of("They went to the White House. The White House said no.") == ["White House"]


def test_a_plan_is_no_actor() -> None:
    assert words_of("Plan Colombia worked.") == []


def test_the_subject_acts_and_the_object_is_mentioned() -> None:
    assert does_of("Senator Tim Kaine met Secretary Antony Blinken there.") == {
        "Senator Tim Kaine": "acts",
        "Secretary Antony Blinken": "is mentioned",
    }


def test_the_agent_of_a_passive_acts() -> None:
    assert does_of("It was signed by Senator Tim Kaine.") == {"Senator Tim Kaine": "acts"}


def test_the_gazetteer_refuses_a_form_that_two_rows_claim(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "actors.csv").write_text(
        "canonical,alias,short,kind,country,source\n"
        "Ann Lee,A. Lee,,person,,a page\n"
        "Amy Lee,A. Lee,,person,,a page\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(lexicon, "FACTS", tmp_path)
    with pytest.raises(CodebookError, match=r"actors.csv, line 3: 'A. Lee' already means"):
        lexicon.read_actors.__wrapped__()


def test_the_gazetteer_refuses_an_unknown_kind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "actors.csv").write_text(
        "canonical,alias,short,kind,country,source\nAnn Lee,,,people,,a page\n", encoding="utf-8"
    )
    monkeypatch.setattr(lexicon, "FACTS", tmp_path)
    with pytest.raises(CodebookError, match="Write one of person, organisation, country, bloc"):
        lexicon.read_actors.__wrapped__()


def _score() -> tuple[int, int, int, int]:
    """Return found, wrong, missed and rightly named actors of the five texts."""
    rows = list(csv.DictReader((SEEDS / "gold" / "spans.csv").open(encoding="utf-8")))
    found = wrong = missed = named = 0
    for path in sorted(SEEDS.glob("*.txt")):
        raw = path.read_bytes().decode("utf-8-sig")
        gold = [r for r in rows if r["file"] == path.name and r["layer"] == "actor"]
        left = {(int(r["start"]), int(r["end"])): r["canonical"] for r in gold}
        for span in actors_of(raw):
            match = next((g for g in left if _overlap(g, (span.start, span.end))), None)
            if match is None:
                wrong += 1
                continue
            found += 1
            named += "; ".join(span.get_all("canonical")) == left.pop(match)
        missed += len(left)
    return found, wrong, missed, named


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared > 0 and 2 * shared >= max(one[1], other[1]) - min(one[0], other[0])


def test_the_actors_of_the_five_texts_are_those_of_the_reference() -> None:
    assert _score() == (72, 0, 0, 72)


def test_an_abbreviation_in_square_brackets_makes_a_name() -> None:
    assert words_of("Ann Lee. Radio 24 Sur [R24S].") == ["Ann Lee", "Radio 24 Sur [R24S]"]


def test_an_abbreviation_of_an_office_stands_for_it_later() -> None:
    raw = "She wrote to the Special Envoy for Trade and Migration (SETM). The SETM agreed."
    assert words_of(raw)[-1] == "The SETM"


def test_a_body_is_named_again_by_its_head() -> None:
    raw = "The World Bank came. In May the Bank agreed."
    assert canonical_of(raw) == {"World Bank": "World Bank", "Bank": "World Bank"}


def test_the_presidents_of_two_countries_are_both_resolved() -> None:
    raw = "Secretary Kirstjen Nielsen met the presidents of Mexico and Honduras."
    found = canonical_of(raw)["the presidents of Mexico and Honduras"]
    assert found == ""  # Peña Nieto or López Obrador, so it names neither


def test_runs_of_blanks_do_no_harm() -> None:
    assert words_of("Senator John M  Paz  and  Ann   Lee  .")[0].startswith("Senator John")


@pytest.mark.parametrize(
    ("raw", "words", "canonical"),
    [
        ("Maria, 34, waited.", "Maria", "Maria"),
        ("José, a farmer, came.", "José", "José"),
        ("Pastor Luis Ruiz spoke.", "Pastor Luis Ruiz", "Luis Ruiz"),
        ("The Peruvian congress voted.", "Peruvian congress", "congress of Peru"),
        ("Chile’s water agency paid.", "Chile’s water agency", "water agency of Chile"),
        ("The Peruvian army came.", "Peruvian army", "army of Peru"),
        ("The city of Elmwood opened a hall.", "city of Elmwood", "City of Elmwood"),
        ("The charity Open Door gave soup.", "Open Door", "Open Door"),
    ],
)
def test_persons_by_first_name_and_bodies_without_a_name(
    raw: str, words: str, canonical: str
) -> None:
    assert canonical_of(raw) == {words: canonical}


@pytest.mark.parametrize(
    "raw",
    [
        "They fund the Peruvian army.",
        "They live in the city of Elmwood.",
        "The shelter has many beds.",
        "Maria, mother of storms, is a tale.",
    ],
)
def test_forces_and_cities_that_do_nothing_are_no_actors(raw: str) -> None:
    assert words_of(raw) == []


def test_a_body_and_its_name_beside_it_are_one_mention() -> None:
    raw = "Mexico’s refugee commission, COMAR, paid."
    assert words_of(raw) == ["Mexico’s refugee commission, COMAR"]


def test_the_heading_of_a_section_is_no_general() -> None:
    assert words_of("Sec. 6. General Provisions. Nothing changes.") == []


def test_a_phrase_is_found_as_a_whole_word_and_only_as_it_is_spelled() -> None:
    # The letters of "U S" are those of "U.S."; ő lies beyond Latin-1 and is a letter all the same.
    hits, cues = find_hits("Mexico, Mexicoő and a nonprofit in the U.S. or U S")
    assert [(h.start, h.end, h.value) for h in hits] == [
        (0, 6, "Mexico"),
        (39, 43, "United States"),
    ]
    assert cues == {"group": [(22, 31)]}
