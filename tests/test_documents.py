"""Short labels of texts: surname or publisher, year, each different."""

import pandas as pd
import pytest

from helpers.corpus import Corpus
from helpers.documents import LONGEST_LABEL, label_documents, name_surname


def documents(*rows: dict[str, str]) -> pd.DataFrame:
    known = ("title", "author", "publisher", "date_from", "date_to")
    return pd.DataFrame(
        [{"document_id": f"d{i}"} | dict.fromkeys(known, "") | row for i, row in enumerate(rows)]
    )


def labels(*rows: dict[str, str]) -> list[str]:
    return list(label_documents(documents(*rows)).values())


def test_a_text_is_called_by_surname_else_publisher_and_by_year(tiny: Corpus) -> None:
    assert label_documents(tiny.documents) == {
        "letter": "de la Cruz 2022",
        "news/report": "Ode 2021",
        "release": "Department of Migration",
    }


def test_without_author_and_publisher_the_title_serves() -> None:
    assert labels({"title": "A plan"}) == ["A plan"]


def test_two_authors_are_both_named_and_three_are_the_first_and_others() -> None:
    assert labels({"author": "Ana Ruiz and Bo Li"}, {"author": "Ana Ruiz; Bo Li; Cy Wu"}) == [
        "Ruiz and Li",
        "Ruiz et al.",
    ]


@pytest.mark.parametrize(
    "author",
    ["The White House", "Office of the Press Secretary", "Reuters", "World Bank", "U.S. Embassy"],
)
def test_a_body_that_writes_keeps_its_whole_name(author: str) -> None:
    assert name_surname(author) == author


def test_a_suffix_is_no_surname() -> None:
    assert name_surname("John Carter, Jr.") == "Carter"


def test_equal_labels_get_letters_in_the_order_of_the_table() -> None:
    day = {"author": "Ana Ruiz", "date_from": "2020-01-01", "date_to": "2020-01-02"}
    assert labels(day, day) == ["Ruiz 2020a", "Ruiz 2020b"]


def test_equal_labels_without_a_year_get_numbers() -> None:
    assert labels({"title": "A plan"}, {"title": "A plan"}) == ["A plan (1)", "A plan (2)"]


def test_labels_differ_even_when_a_title_looks_like_a_numbered_one() -> None:
    found = labels({"title": "A (1)"}, {"title": "A"}, {"title": "A"})
    assert len(set(found)) == 3


def test_a_text_written_over_two_years_names_both() -> None:
    row = {"title": "T", "date_from": "2019-12-01", "date_to": "2020-02-01"}
    assert labels(row) == ["T 2019–2020"]


def test_a_long_title_is_cut_between_words() -> None:
    label = labels({"title": "word " * 40})[0]
    assert len(label) <= LONGEST_LABEL
    assert label.endswith("word…")
