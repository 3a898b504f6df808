"""One complete, kind report on a folder: by file and line, with the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.__main__ import main
from helpers.checking import Report, check_corpus
from helpers.errors import Problem
from helpers.languages import name_language
from helpers.likeness import Likeness, sign_text

LETTER = " ".join(f"Sentence {n} says that town {n * 7} sent {n * 3} families." for n in range(30))
SPANISH = "Las familias dejaron sus casas porque no había trabajo para ellos en el país que aman."
WRAPPED = "Who leaves home\nrarely wants to,\nand says so to\nany who will ask\nabout it in town."


def check(folder: Path, **files: str | bytes) -> Report:
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name.replace("__", ".")).write_bytes(data)
    return check_corpus(folder)


def told(problems: list[Problem]) -> list[str]:
    return [str(p) for p in problems]


def test_texts_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=b"caf\xe9", b__txt=" ", c__txt="They left.")
    assert told(report.problems) == [
        "a.txt, line 1: byte 3 (0xe9) is not UTF-8. Save the file as UTF-8.",
        "b.txt: the text is empty. Fill it or remove it.",
    ]
    assert report.n_texts == 1


def test_the_same_text_twice_is_doubtful(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=LETTER, b__txt=LETTER)
    assert told(report.doubts) == [
        "b.txt: the same text as a.txt. Keep one of the two, unless both are meant to count."
    ]


def test_almost_the_same_text_is_doubtful(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=LETTER, b__txt=LETTER + " One sentence more.")
    assert [p.file for p in report.doubts] == ["b.txt"]
    assert "of its phrases are in a.txt" in report.doubts[0].found


def test_two_texts_on_one_matter_are_not_alike() -> None:
    likeness = Likeness()
    likeness.note("a", LETTER)
    likeness.note(
        "b", " ".join(f"Report {n} holds that {n} towns had {2 * n} buses." for n in range(30))
    )
    assert likeness.find_twins() == []


def test_of_three_texts_that_are_alike_the_two_later_ones_are_told_with_the_first() -> None:
    likeness = Likeness()
    for name, text in (("a", LETTER), ("b", LETTER + " One more."), ("c", LETTER), ("d", "Few.")):
        likeness.note(name, text)
    near, same = likeness.find_twins()
    assert (near.name, near.twin, same) == ("b", "a", ("c", "a", None))
    assert near.share is not None
    assert 0.8 <= near.share <= 1.0


def test_a_line_of_one_text_in_ten_is_found_among_thousands_and_rare_lines_are_forgotten() -> None:
    likeness = Likeness()
    common, rare = "This is the official page of the senator.", "Nobody else writes this line, {}."
    for n in range(3500):
        likeness.note(f"{n}", f"{common if n % 10 == 4 else 'Hello.'}\n{rare.format(n)}")
    [line] = likeness.repeated_lines(350)
    assert (line.file, line.line, line.words, line.n_texts, line.n_missed) == (
        "4",
        1,
        common,
        350,
        0,
    )
    assert len(likeness._lines) == 501


def test_a_line_that_was_forgotten_and_came_again_is_counted_from_below() -> None:
    likeness = Likeness()
    line = "This line stands in the first text and in the last."
    for n in range(1002):
        likeness.note(f"{n}", line if n in (0, 1001) else "Hello.")
    [again] = likeness.repeated_lines(2)
    assert (again.file, again.n_texts, again.n_missed) == ("1001", 1, 1)


def test_a_text_of_few_words_has_no_signature() -> None:
    assert sign_text("They left home.") is None


def test_a_line_in_every_text_is_told_with_its_share(tmp_path: Path) -> None:
    line = "This is the official page of the office of the senator."
    others = ("One.", "Two.", "Six.", "Ten.")
    report = check(tmp_path, **{f"{n}__txt": f"{line}\n{n}" for n in others})
    [doubt] = [d for d in report.doubts if "the line" in d.found]
    assert (doubt.file, doubt.line) == ("One..txt", 1)
    share = len(line) / (len(line) + 5)
    assert f"stands in 4 of 4 texts, {share:.1%} of all characters" in doubt.found


def test_another_language_is_doubtful(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=SPANISH)
    assert "this text seems to be Spanish" in report.doubts[0].found


def test_lines_in_another_language_are_told_with_the_first_line(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=f"{LETTER}\n\n{SPANISH}")
    [doubt] = report.doubts
    assert (doubt.line, doubt.found + ".") == (3, "1 line seems to be Spanish (6%).")


def test_a_text_of_names_and_numbers_is_in_no_language() -> None:
    assert name_language(" ".join(f"Tegucigalpa {n}" for n in range(40))) == ""


def test_a_control_character_is_told_with_its_line(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt="They left.\n\nIn\x00 May.")
    assert told(report.doubts) == [
        "a.txt, line 3: a control character (U+0000) stands in the text. "
        "Remove it; no page can show it."
    ]


def test_the_command_ends_with_1_where_there_are_problems(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", "utf-8")
    assert main(["check", str(tmp_path)]) == 1


def test_hard_wrapped_lines_are_told(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt=WRAPPED)
    assert "lines are broken at a fixed width" in told(report.doubts)[0]


def test_catalogue_and_texts_are_held_against_each_other(tmp_path: Path) -> None:
    catalogue = (
        "file,title,colour,date_from,date_to\na.txt,A,red,2019-02-30,2019-03-01\nz.txt,Z,,,\n"
    )
    report = check(tmp_path, a__txt="They left.", b__txt="They stayed.", catalogue__csv=catalogue)
    assert [(p.file, p.line, p.found) for p in report.problems] == [
        ("b.txt", 0, "a text without a row in catalogue.csv"),
        ("catalogue.csv", 1, "unknown column 'colour'"),
        ("catalogue.csv", 2, "date_from '2019-02-30' is not a day"),
        ("catalogue.csv", 3, "no text 'z.txt' in the folder"),
    ]


def test_the_days_of_a_row_are_checked(tmp_path: Path) -> None:
    rows = "text,date_from,date_to\nOne.,2019-05-03,2019-05-01\n"
    report = check(tmp_path, t__csv=rows)
    assert report.problems[0].found == "date_from 2019-05-03 is later than date_to 2019-05-01"


def test_columns_that_are_not_read_are_told(tmp_path: Path) -> None:
    report = check(tmp_path, t__csv="text,writer,x_mine\nOne.,Ann,1\n")
    assert [p.found for p in report.doubts] == ["column 'writer' is not read"]


def test_a_table_without_texts_does_not_hide_what_else_is_wrong(tmp_path: Path) -> None:
    report = check(tmp_path, a__csv="body\nOne.\n", b__jsonl="{")
    assert [p.file for p in report.problems] == ["a.csv", "b.jsonl"]


def test_files_of_another_kind_are_told(tmp_path: Path) -> None:
    report = check(tmp_path, a__txt="They left.", b__pdf=b"%PDF", README__md="notes")
    assert [(p.file, p.found) for p in report.doubts] == [("b.pdf", "this file is not read")]


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    assert [p.found for p in check_corpus(tmp_path).problems] == ["no texts in this folder"]


def test_the_command_prints_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("They left.", "utf-8")
    assert main(["check", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 text in 1 file: 0 problems, 0 doubts\n"


def test_other_scripts_and_a_gold_that_does_not_fit_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Люди покидают свои дома, потому что нет работы.", "utf-8")
    (tmp_path / "gold").mkdir()
    rows = "file,start,end,agreed\nb.txt,0,5,D-ECON\n"
    (tmp_path / "gold" / "sentences.csv").write_text(rows, "utf-8")
    report = check_corpus(tmp_path)
    assert [p.found for p in report.problems] == ["no text 'b.txt' in the folder"]
    assert "written in Cyrillic letters" in report.doubts[0].found
