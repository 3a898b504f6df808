"""The first person plural outside quotations."""

from pathlib import Path

from helpers.folding import fold
from helpers.layers.actors import code_actors
from helpers.layers.first_person import find_first_person
from helpers.layers.names import find_names
from helpers.layers.quotes import code_quotes
from helpers.model import Text
from helpers.sentences import split_sentences

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def test_words_in_a_quotation_do_not_count() -> None:
    assert find_first_person("He said “our plan”.", [(8, 18)]) == []


def test_the_name_of_a_country_is_no_first_person() -> None:
    assert find_first_person("The US and hours.", []) == []


def test_the_news_report_says_our_twice_in_its_own_words() -> None:
    (path,) = SEEDS.glob("003*.txt")
    raw = path.read_bytes().decode("utf-8-sig")
    text = Text("003", raw, fold(raw), split_sentences(raw))
    quotes = code_quotes(text, code_actors(text, find_names(text)))
    found = find_first_person(raw, [(q.start, q.end) for q in quotes])
    assert [raw[a : b + 14].split(".")[0] for a, b in found] == [
        "our two countries",
        "our borders and s",
    ]
