"""The codebook as data: what it holds, its pure edits, and what a wrong row says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from helpers.codebook import CONDITIONS, CodebookError, parse_needs, read_codebook
from helpers.layers.conditions import REGISTRY

SHIPPED = Path(__file__).parent.parent / "helpers" / "codebook"
FILES = ("codes.csv", "groups.csv", "tied.csv", "frames.csv", "word_sets.csv")
SMALL = {
    "codes.csv": (
        "code,family,label,definition,not,source,policy_frames_codebook,pillar,palette\n"
        "D-A,diagnosis,a,what a is,,x,Economic,I,causes\n"
        "R-B,response,b,what b is,,x,Economic,none,development\n"
    ),
    "groups.csv": "group,code\nall,R-B\nall,D-A\n",
    "tied.csv": "code_a,code_b,how,ruling\nD-A,R-B,join,because\n",
    "frames.csv": (
        "code,pattern,needs,example,near_miss,source,aim_or_means\n"
        "D-A,word*,after(verb),Say words.,No words.,x,\n"
    ),
    "word_sets.csv": "set,pattern\nverb,(say|said)\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a small codebook of two codes and one row."""
    for name, text in SMALL.items():
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def message(folder: Path, file: str, old: str, new: str) -> str:
    """Return what reading says after `old` became `new` in one file."""
    text = SMALL[file]
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CodebookError) as caught:
        read_codebook(folder)
    return str(caught.value)


def test_the_shipped_codebook_has_eight_diagnoses_and_seven_responses() -> None:
    families = [code.family for code in read_codebook().codes]
    assert (families.count("diagnosis"), families.count("response")) == (8, 7)


def test_every_code_has_a_pattern() -> None:
    codebook = read_codebook()
    assert {p.code for p in codebook.patterns} == {c.code for c in codebook.codes}


def test_the_codes_take_five_colour_groups() -> None:
    assert len({code.palette for code in read_codebook().codes}) == 5


def test_every_response_is_in_the_group_of_responses() -> None:
    codebook = read_codebook()
    responses = tuple(c.code for c in codebook.codes if c.family == "response")
    assert codebook.codes_of("response") == responses


def test_enforcement_and_development_are_the_two_poles() -> None:
    codebook = read_codebook()
    assert codebook.codes_of("enforcement") == ("R-BORDER", "R-CRIME")
    assert codebook.codes_of("development") == ("R-ECON", "R-GOV")


def test_the_five_pillars_of_the_root_causes_strategy_are_all_met() -> None:
    met = {pillar for code in read_codebook().codes for pillar in code.pillar.split("; ")}
    assert met == {"I", "II", "III", "IV", "V", "none"}


def test_every_word_set_is_used() -> None:
    codebook = read_codebook()
    named = {word_set for p in codebook.patterns for _, word_set in parse_needs(p.needs)}
    code = (SHIPPED.parent / "layers").glob("*.py")
    source = "".join(p.read_text("utf-8") for p in code)
    unused = [s for s in codebook.sets if s not in named and f'"{s}"' not in source]
    assert [s for s in unused if not s.startswith("verb_")] == []


def test_every_condition_has_a_function_and_every_function_is_known() -> None:
    assert set(CONDITIONS) == set(REGISTRY)


def test_labels_and_definitions_are_looked_up_by_code(folder: Path) -> None:
    codebook = read_codebook(folder)
    assert (codebook.label("R-B"), codebook.definition("D-A")) == ("b", "what a is")


def test_a_group_lists_its_codes_in_the_order_of_the_codebook(folder: Path) -> None:
    assert read_codebook(folder).codes_of("all") == ("D-A", "R-B")


def test_an_unknown_code_is_answered_with_the_codes_there_are(folder: Path) -> None:
    with pytest.raises(KeyError, match="codes: D-A, R-B"):
        read_codebook(folder).label("D-X")


def test_an_unknown_group_is_answered_with_the_groups_there_are(folder: Path) -> None:
    with pytest.raises(KeyError, match="groups: all"):
        read_codebook(folder).codes_of("some")


def test_edits_return_another_codebook_and_leave_the_first(folder: Path) -> None:
    first = read_codebook(folder)
    second = first.with_pattern("R-B", "thing")
    assert (len(first.patterns), len(second.patterns)) == (1, 2)
    assert first.sha256 != second.sha256


def test_taking_out_what_was_put_in_gives_back_an_equal_codebook(folder: Path) -> None:
    first = read_codebook(folder)
    again = first.with_pattern("R-B", "thing").without_pattern("R-B", "thing")
    assert again == first
    assert hash(again) == hash(first)


def test_taking_out_a_pattern_that_is_not_there_is_refused(folder: Path) -> None:
    with pytest.raises(KeyError, match="has no pattern 'thing'"):
        read_codebook(folder).without_pattern("R-B", "thing")


def test_a_code_without_patterns_is_still_known(folder: Path) -> None:
    codebook = read_codebook(folder).without_code("D-A")
    assert codebook.patterns == ()
    assert codebook.label("D-A") == "a"


def test_a_word_set_may_grow(folder: Path) -> None:
    codebook = read_codebook(folder).with_words("verb", "tell")
    assert codebook.sets["verb"] == ("(say|said)", "tell")


def test_a_pattern_put_in_is_checked_like_a_row(folder: Path) -> None:
    with pytest.raises(CodebookError, match="no condition 'befor'"):
        read_codebook(folder).with_pattern("R-B", "thing", needs="befor(verb)")


def test_the_hash_is_the_same_wherever_the_files_lie(tmp_path: Path) -> None:
    for name in FILES:
        shutil.copy(SHIPPED / name, tmp_path / name)
    assert read_codebook(tmp_path).sha256 == read_codebook().sha256


def test_an_empty_line_changes_line_numbers_but_not_the_hash(folder: Path) -> None:
    before = read_codebook(folder)
    text = SMALL["frames.csv"].replace("\nD-A", "\n\nD-A")
    (folder / "frames.csv").write_text(text, "utf-8")
    read_codebook.cache_clear()
    after = read_codebook(folder)
    assert (before.patterns[0].line, after.patterns[0].line) == (2, 3)
    assert before.sha256 == after.sha256


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "tied.csv").unlink()
    with pytest.raises(CodebookError, match=r"tied\.csv: the file is missing"):
        read_codebook(folder)


WRONG = [
    ("codes.csv", "family,", "kind,", "codes.csv, line 1: the columns are code, kind"),
    ("codes.csv", "what a is", "", "codes.csv, line 2: D-A has no definition"),
    ("codes.csv", "D-A,diagnosis", "D-A,cause", "line 2: family 'cause'. Use diagnosis or"),
    ("codes.csv", "R-B,response", "D-A,response", "line 3: code 'D-A' stands twice"),
    ("codes.csv", ",I,", ",VI,", "codes.csv, line 2: pillar 'VI'. Use one of I, II"),
    ("groups.csv", "all,D-A", "all,D-X", "groups.csv, line 3: code 'D-X' is not in codes.csv"),
    ("groups.csv", "all,D-A", "all,R-B", "line 3: R-B stands twice in group 'all'"),
    ("tied.csv", "join", "bind", "tied.csv, line 2: how is 'bind'. Write join or part"),
    ("word_sets.csv", "(say|said)", "(say|said", "word_sets.csv, line 2: pattern '(say|said'"),
    ("word_sets.csv", "verb,", "two words,", "word_sets.csv, line 2: set 'two words'"),
    ("frames.csv", "D-A,word*", "D-X,word*", "frames.csv, line 2: code 'D-X' is not in"),
    ("frames.csv", "word*", "(|word)", "line 2: pattern '(|word)' stands for ''"),
    ("frames.csv", "after(", "behind(", "frames.csv, line 2: no condition 'behind'. Use one of"),
    ("frames.csv", "(verb)", "(noun)", "line 2: no word set 'noun'. Correct it or add it"),
    ("frames.csv", "after(verb)", "after", "condition 'after' is written wrong. Write after("),
    ("frames.csv", "after(verb)", "after(", "'after(' is not of the form name"),
    ("frames.csv", "Say words.", "", "frames.csv, line 2: D-A 'word*' has no example"),
    ("frames.csv", ",x,\n", ",x,end\n", "line 2: aim_or_means is 'end'. Write aim, means"),
    ("frames.csv", "Say words.", "Say, words.", "line 2: 8 cells where 7 are expected"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG)
def test_a_wrong_row_is_named_with_file_line_and_remedy(
    folder: Path, file: str, old: str, new: str, said: str
) -> None:
    assert said in message(folder, file, old, new)


def test_a_file_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "frames.csv").write_bytes(SMALL["frames.csv"].encode() + b"\xff")
    with pytest.raises(CodebookError, match=r"frames\.csv: byte \d+ is not UTF-8"):
        read_codebook(folder)
