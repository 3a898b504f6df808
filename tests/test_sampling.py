"""A coding round: a blind sheet, two coders, what differs, and the gold that turns badges."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from helpers.__main__ import main
from helpers.codebook import read_codebook
from helpers.corpus import Corpus, read_corpus
from helpers.readings.causes import find_many_answers
from helpers.readings.trusted import find_agreement, find_layer_badges
from helpers.referee import show_making
from helpers.sampling import (
    NO_CODE,
    SHEET_COLUMNS,
    SheetError,
    compare_sheets,
    draw_sample,
    read_sheet,
    set_of,
)
from helpers.trust import measure_codes

LINES = [f"Poverty drives people {w} to migrate." for w in ("north", "away", "far", "on")]
LINES += [f"People sing {w} in the square." for w in ("loud", "well", "late", "long")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of two texts, eight sentences each, half of them about poverty."""
    home = tmp_path / "texts"
    home.mkdir()
    (home / "a.txt").write_text("\n".join(LINES))
    (home / "b.txt").write_text("\n".join(f"Here {line.lower()}" for line in LINES))
    return home


def fill(path: Path, **by_word: str) -> Path:
    """Fill a sheet: the code of the first word given that stands in the sentence, else none."""
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    for row in rows:
        held = [code for word, code in by_word.items() if word in row["sentence"].lower()]
        row["codes"] = held[0] if held else NO_CODE
    out = path.with_name(f"{path.stem}-{len(list(path.parent.glob('*.csv')))}.csv")
    write(out, rows)
    return out


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def sheet(folder: Path, tmp_path: Path) -> Path:
    out = tmp_path / "sheet.csv"
    assert main(["sample", str(folder), "--n", "8", "--seed", "1", "--out", str(out)]) == 0
    return out


def test_a_sheet_is_blind(sheet: Path) -> None:
    rows = list(csv.DictReader(sheet.read_text("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == SHEET_COLUMNS
    assert {row["codes"] for row in rows} == {""}
    assert not any(code.code in sheet.read_text() for code in read_codebook().codes)


def test_each_stratum_gives_its_share(folder: Path) -> None:
    sample = draw_sample(read_corpus(folder), 8, 1)
    strata = Counter((row["file"], "overty" in row["sentence"]) for row in sample)
    assert set(strata.values()) == {2}  # half of each of the four strata of four


def test_the_same_seed_draws_the_same_and_another_draws_another(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert draw_sample(corpus, 6, 1) == draw_sample(corpus, 6, 1)
    assert any(draw_sample(corpus, 6, 1) != draw_sample(corpus, 6, seed) for seed in range(2, 6))


def test_more_sentences_than_there_are_draws_all(folder: Path) -> None:
    assert len(draw_sample(read_corpus(folder), 999, 1)) == 16


def test_a_sheet_of_nothing_is_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sample", str(folder), "--n", "0", "--out", str(tmp_path / "x.csv")]) == 2
    assert "0 sentences. Draw one or more." in capsys.readouterr().err


def test_a_sheet_is_never_written_over(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sheet.read_bytes()
    assert main(["sample", str(folder), "--out", str(sheet)]) == 2
    assert "already there. Move it away first" in capsys.readouterr().err
    assert sheet.read_bytes() == before


def test_neighbours_stand_beside_the_sentence(folder: Path) -> None:
    whole = draw_sample(read_corpus(folder), 99, 1)
    assert whole[1]["before"] == whole[0]["sentence"]
    assert whole[0]["before"] == ""
    assert whole[8]["before"] == ""  # the first sentence of the second text


def test_two_equal_sheets_write_the_gold_and_the_badge_turns(folder: Path, sheet: Path) -> None:
    first, second = fill(sheet, poverty="D-ECON"), fill(sheet, poverty="D-ECON")
    assert not measure_codes(read_corpus(folder), ["D-ECON"]).measured
    assert main(["agree", str(first), str(second), "--write", str(folder)]) == 0
    badge = measure_codes(read_corpus(folder), ["D-ECON"])
    assert (badge.measured, badge.n_gold, badge.in_sample) == (True, 4, False)


def test_with_a_drawn_gold_findings_say_that_it_covers_a_part(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = str(fill(sheet, poverty="D-ECON"))
    assert main(["agree", filled, filled, "--write", str(folder)]) == 0
    corpus = read_corpus(folder)
    finding = find_many_answers(corpus)
    assert finding.verdict == "the reference coding covers a part of the texts"
    assert finding.badge.measured
    assert not finding.badge.in_sample
    assert "Both filled the same blind sheet" in find_agreement(corpus).reading
    assert "unmeasured" in find_layer_badges(corpus).claim.text()
    show_making(corpus)


def test_disagreements_are_written_out_settled_and_then_in_the_gold(
    folder: Path, sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = fill(sheet, poverty="D-ECON"), fill(sheet, poverty="D-ECON", sing="R-COOP")
    settled = tmp_path / "settled.csv"
    command = ["agree", str(first), str(second), "--settled", str(settled)]
    command += ["--write", str(folder)]
    assert main(command) == 0
    assert "4 of 8 sentences differ" in capsys.readouterr().out
    assert not (folder / "gold").exists()
    assert main(command) == 2
    assert "column 'agreed' is empty" in capsys.readouterr().err
    rows = list(csv.DictReader(settled.read_text("utf-8-sig").splitlines()))
    write(settled, [{**row, "agreed": NO_CODE} for row in rows])
    assert main(command) == 0
    gold = read_corpus(folder).gold
    assert gold is not None
    assert sorted(gold.units["agreed"]) == [""] * 4 + ["D-ECON"] * 4
    assert gold.units["unit"].str.startswith("drawn ").all()


def test_an_unsettled_disagreement_writes_nothing(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = fill(sheet, poverty="D-ECON"), fill(sheet)
    assert main(["agree", str(first), str(second), "--write", str(folder)]) == 2
    assert "4 sentences are not settled" in capsys.readouterr().err
    assert not (folder / "gold").exists()


def test_gold_that_is_there_is_not_written_over(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = fill(sheet, poverty="D-ECON")
    main(["agree", str(first), str(first), "--write", str(folder)])
    before = (folder / "gold/sentences.csv").read_bytes()
    assert main(["agree", str(first), str(first), "--write", str(folder)]) == 2
    assert "already there" in capsys.readouterr().err
    assert (folder / "gold/sentences.csv").read_bytes() == before


def test_a_half_filled_sheet_is_told_by_row_and_column(sheet: Path) -> None:
    with pytest.raises(SheetError, match=r"sheet\.csv, line 2: column 'codes' is empty") as error:
        read_sheet(sheet, read_codebook())
    assert len(error.value.problems) == 8


@pytest.mark.parametrize(
    ("codes", "found"),
    [("D-EKON", "no code 'D-EKON'"), ("none R-COOP", "none beside a code")],
)
def test_a_wrong_cell_is_told_by_row_and_column(sheet: Path, codes: str, found: str) -> None:
    path = fill(sheet)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    rows[2]["codes"] = codes
    write(path, rows)
    with pytest.raises(SheetError, match="line 4: column 'codes'") as error:
        read_sheet(path, read_codebook())
    assert found in str(error.value)


def test_sheets_of_other_sentences_are_told_apart(sheet: Path) -> None:
    one, two = fill(sheet), fill(sheet)
    write(two, list(csv.DictReader(two.read_text().splitlines()))[1:])
    with pytest.raises(SheetError, match="Both sheets need the same sentences"):
        compare_sheets(one, two, read_codebook())


def test_a_sentence_that_stands_twice_is_told(sheet: Path) -> None:
    path = fill(sheet)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    write(path, [*rows, rows[0]])
    with pytest.raises(SheetError, match="line 10: the same sentence as line 2"):
        read_sheet(path, read_codebook())


def test_a_sheet_of_another_corpus_writes_no_gold(
    sheet: Path, tiny_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fill(sheet)
    assert main(["agree", str(path), str(path), "--write", str(tiny_folder)]) == 2
    assert "is not that sentence in the corpus" in capsys.readouterr().err
    assert not (tiny_folder / "gold").exists()


def test_codes_may_be_parted_by_blanks_commas_or_semicolons() -> None:
    assert set_of("D-ECON, r-coop;D-ROOT") == {"D-ECON", "R-COOP", "D-ROOT"}
    assert set_of("none") == frozenset()


def test_agreement_is_said_code_by_code(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = fill(sheet, poverty="D-ECON"), fill(sheet, north="D-ECON")
    assert main(["agree", str(first), str(second)]) == 0
    said = capsys.readouterr().out
    assert "D-ECON" in said
    assert "alpha" in said


def test_nothing_in_the_tiny_corpus_is_touched(tiny: Corpus) -> None:
    assert tiny.gold is None


def test_a_sheet_parted_by_semicolons_is_told_with_the_remedy(sheet: Path) -> None:
    filled = fill(sheet, poverty="D-ECON")
    filled.write_text(filled.read_text("utf-8").replace(",", ";"), "utf-8")
    with pytest.raises(SheetError, match="line 1: semicolons stand between the columns"):
        read_sheet(filled, read_codebook())


def test_an_item_that_a_spreadsheet_would_run_is_guarded_and_still_found(tmp_path: Path) -> None:
    home = tmp_path / "texts"
    home.mkdir()
    (home / "a.txt").write_text("They agree on these:\n\n- Poverty;\n\n- Trade.", "utf-8")
    out = tmp_path / "sheet.csv"
    assert main(["sample", str(home), "--n", "9", "--seed", "1", "--out", str(out)]) == 0
    sentences = [row["sentence"] for row in csv.DictReader(out.open(encoding="utf-8-sig"))]
    assert [s[:2] for s in sentences] == ["Th", "'-", "'-"]
    filled = str(fill(out))
    assert main(["agree", filled, filled, "--write", str(home)]) == 0
    assert len(read_corpus(home).gold.units) == 3


def test_a_sentence_that_a_spreadsheet_mangled_is_told_by_row_and_column(
    folder: Path, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled = fill(sheet)
    rows = list(csv.DictReader(filled.read_text("utf-8").splitlines()))
    rows[2]["sentence"] = "#NAME?"
    write(filled, rows)
    assert main(["agree", str(filled), str(filled), "--write", str(folder)]) != 0
    assert f"{filled.name}, line 4: column 'sentence'" in capsys.readouterr().err
    assert not (folder / "gold").exists()
