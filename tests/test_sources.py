"""A corpus folder is read whole, or says everything that is wrong with it at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from helpers.errors import CorpusError
from helpers.sources import list_texts, read_annotations, read_sources


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_txt", ".txt").replace("_csv", ".csv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(CorpusError) as error:
        read_sources(folder)
    return [str(p) for p in error.value.problems]


def test_without_a_catalogue_the_file_name_is_the_title(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", deep__b_txt="Two.")
    found = [(s.document_id, s.row) for s in read_sources(folder)]
    assert found == [("a", {"title": "a"}), ("deep/b", {"title": "deep/b"})]


def test_texts_in_gold_and_hidden_folders_are_passed_over(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", gold__b_txt="Two.")
    (tmp_path / ".c.txt").write_text("Three.")
    assert list_texts(folder) == ["a.txt"]


def test_line_ends_stay_and_a_byte_order_mark_goes(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt=b"\xef\xbb\xbfOne.\r\nTwo.\rThree.\n")
    assert read_sources(folder)[0].text == "One.\r\nTwo.\rThree.\n"


def test_an_empty_folder_says_what_to_put_there(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [
        f"{tmp_path.name}: no .txt file in this folder. "
        "Put your texts there as .txt files, saved as UTF-8."
    ]


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a_txt="One.",
        b_txt=b"Caf\xe9 one\nCaf\xe9",
        c_txt="  \n",
        d_txt="Four.",
        e_txt="Four.",
        catalogue_csv=(
            "file,title,date_from,date_to,colour\n"
            "a.txt,A,2020-02-30,2020-03-01,x\n"
            "b.txt,B,2020-03-01,2020-02-01,x\n"
            "c.txt,,,,x\n"
            "d.txt,D,2020-01-01,,x\n"
            "gone.txt,G,,,x\n"
            "d.txt,D again,,,x\n"
        ),
    )
    assert problems_of(folder) == [
        "b.txt, line 1: byte 3 (0xe9) is not UTF-8. Save the file as UTF-8.",
        "c.txt: the text is empty. Fill it or remove the file.",
        "catalogue.csv, line 1: unknown column 'colour'. Known columns: file, title, author, "
        "publisher, publisher_type, genre, date_from, date_to, date_basis, language, url, "
        "sha256, rights. Begin a column of your own with 'x_'.",
        "catalogue.csv, line 2: date_from '2020-02-30' is not a day. "
        "Write a day that exists as YYYY-MM-DD.",
        "catalogue.csv, line 3: date_from 2020-03-01 is later than date_to 2020-02-01. "
        "Swap the two, or mend the wrong one.",
        "catalogue.csv, line 4: 'c.txt' has no title. Fill the cell `title`.",
        "catalogue.csv, line 5: only one of date_from and date_to. "
        "Fill both cells; for a single day write it twice.",
        "catalogue.csv, line 6: no text 'gone.txt' in the folder. "
        "Put the file there, mend the name (folders with /), or remove the row.",
        "catalogue.csv, line 7: 'd.txt' has two rows. Keep one row for each text.",
        "e.txt: a text without a row in catalogue.csv. "
        "Add a row for it to catalogue.csv, or remove the text.",
        "e.txt: the same text, byte for byte, as d.txt. Keep one of the two files.",
    ]


def test_a_changed_text_is_noticed_by_its_hash(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", catalogue_csv=f"file,title,sha256\na.txt,A,{'0' * 64}\n")
    digest = hashlib.sha256(b"One.").hexdigest()
    assert problems_of(folder) == [
        f"catalogue.csv, line 2: 'a.txt' is not the text that was catalogued (sha256 {digest}). "
        "Bring the old text back, or put the new hash here if the change is meant."
    ]


def test_a_column_of_ones_own_begins_with_x(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", catalogue_csv="file,title,x_mine\na.txt,A,1\n")
    assert read_sources(folder)[0].row["x_mine"] == "1"


def test_a_row_with_too_many_cells_names_its_line(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", catalogue_csv="file,title\na.txt,A, B\n")
    assert problems_of(folder)[0] == (
        "a.txt: a text without a row in catalogue.csv. "
        "Add a row for it to catalogue.csv, or remove the text."
    )
    assert problems_of(folder)[1] == (
        "catalogue.csv, line 2: 3 cells where the header has 2. "
        'Put cells that hold a comma between "quotes".'
    )


def test_the_line_of_a_row_is_right_after_a_cell_of_two_lines(tmp_path: Path) -> None:
    folder = write(tmp_path, a_txt="One.", catalogue_csv='file,title\na.txt,"A\nB"\ngone.txt,G\n')
    assert problems_of(folder)[0].startswith("catalogue.csv, line 4: no text 'gone.txt'")


def test_annotations_are_read_by_text(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a_txt="One two.",
        annotations_csv=(
            "file,start,end,layer,name,value,starts_with\na.txt,4,7,quote,speaker,Ann,two\n"
        ),
    )
    assert read_annotations(folder, read_sources(folder)) == {
        "a": [(4, 7, "quote", "speaker", "Ann")]
    }


def test_an_annotation_whose_passage_moved_is_refused(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        a_txt="One two.",
        annotations_csv=(
            "file,start,end,layer,name,value,starts_with\n"
            "a.txt,3,7,quote,speaker,Ann,two\n"
            "a.txt,4,70,quote,speaker,Ann,two\n"
            "b.txt,4,7,quote,speaker,Ann,two\n"
        ),
    )
    with pytest.raises(CorpusError) as error:
        read_annotations(folder, read_sources(folder))
    assert [str(p) for p in error.value.problems] == [
        "annotations.csv, line 2: the passage begins ' tw', not 'two'. "
        "Mend start, or starts_with if the text changed.",
        "annotations.csv, line 3: 4 to 70 is no place in a text of 8 characters. "
        "Count characters from 0, end exclusive.",
        "annotations.csv, line 4: no text 'b.txt' in the folder. Mend the name or remove the row.",
    ]
