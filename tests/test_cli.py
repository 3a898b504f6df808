"""The command line: what it writes, says and refuses."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest

from helpers.__main__ import main
from helpers.corpus import TABLES, Corpus, read_corpus


def hash_files(folder: Path) -> dict[str, str]:
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def test_code_writes_the_four_tables_what_was_left_out_and_notes(
    tiny_folder: Path, tmp_path: Path
) -> None:
    assert main(["code", str(tiny_folder), "--out", str(tmp_path)]) == 0
    written = {Path(file).parts[0] for file in hash_files(tmp_path)}
    assert written == {f"{t}.parquet" for t in (*TABLES, "left_out")} | {"coding.json"}


def test_code_says_how_many_texts_sentences_and_spans(
    tiny: Corpus, tiny_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["code", str(tiny_folder), "--out", str(tmp_path)])
    said = capsys.readouterr().out
    n_frames = (tiny.spans["layer"] == "frame").sum()
    assert f"3 texts, {len(tiny.sentences)} sentences, {len(tiny.spans)} spans (" in said
    assert f"frame {n_frames}" in said


def test_code_gives_the_same_bytes_each_time(tiny_folder: Path, tmp_path: Path) -> None:
    for run in ("a", "b"):
        main(["code", str(tiny_folder), "--out", str(tmp_path / run)])
    assert hash_files(tmp_path / "a") == hash_files(tmp_path / "b")


def test_a_coded_folder_opens_as_the_same_corpus(
    tiny: Corpus, tiny_folder: Path, tmp_path: Path
) -> None:
    main(["code", str(tiny_folder), "--out", str(tmp_path)])
    opened = read_corpus(tmp_path)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(opened, table), getattr(tiny, table))


def test_without_a_catalogue_the_file_name_is_the_title(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "2019").mkdir(parents=True)
    (texts / "2019" / "letter.txt").write_text("They flee poverty.", "utf-8")
    assert main(["code", str(texts), "--out", str(tmp_path / "out")]) == 0
    [row] = pd.read_parquet(tmp_path / "out" / "documents.parquet").to_dict("records")
    assert (row["document_id"], row["title"], row["date_from"]) == (
        "2019/letter",
        "2019/letter",
        "",
    )


def test_texts_that_cannot_be_read_are_left_out_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_bytes(b"caf\xe9")
    (texts / "b.txt").write_bytes(b"")
    (texts / "c.txt").write_bytes(b"They left.")
    assert main(["code", str(texts), "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 text, ")
    assert "2 left out:" in said
    assert "a.txt, line 1: byte 3 (0xe9) is not UTF-8. Save the file as UTF-8." in said


def test_a_catalogue_that_does_not_fit_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_bytes(b"They left.")
    (texts / "catalogue.csv").write_text("file,title\nb.txt,B\n", "utf-8")
    assert main(["code", str(texts), "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert "python -m helpers code: 2 problems in the corpus:" in said
    assert not (tmp_path / "out" / "documents.parquet").exists()


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["code", str(tmp_path / "none"), "--out", str(tmp_path)]) == 2
    assert "there is no such folder" in capsys.readouterr().err


def test_site_tells_what_is_wrong_with_a_notebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["site", "--out", str(tmp_path / "site"), "--notebooks", str(tmp_path)]
    assert main(given) == 2
    assert "no .ipynb file in the folder" in capsys.readouterr().err
