"""Texts from any kind of file, one after another."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from helpers.corpus import read_corpus
from helpers.errors import CorpusError, Problem
from helpers.inputs import Item, find_texts, iter_items, list_inputs, read_item

PAGE = """<html><head><title>Plan</title></head><body>
<nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>A plan for the region</h1>
<p>The government presented a plan that addresses the root causes of migration from the region.</p>
<p>It will invest in jobs and in the rule of law, the minister told reporters on Monday.</p>
</article><footer>Copyright notice, all rights reserved</footer></body></html>"""


def read_all(path: Path) -> list[tuple[str, str]]:
    home = path if path.is_dir() else path.parent
    found = []
    for item in iter_items(path):
        assert isinstance(item, Item)
        source, _ = read_item(home, item)
        assert source is not None
        found.append((source.document_id, source.text))
    return found


def problems_of(path: Path) -> list[tuple[int, str]]:
    return [(p.line, p.found) for p in iter_items(path) if isinstance(p, Problem)]


def test_nested_texts_come_in_order_of_name(tmp_path: Path) -> None:
    for file in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden/x.txt", "gold/g.txt"):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(file, "utf-8")
    assert read_all(tmp_path) == [("a/b/c", "a/b/c.txt"), ("a/z", "a/z.txt"), ("b", "b.txt")]


def test_each_row_of_a_csv_file_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('id,text,author\nx,"One,\ntwo.",Ann\ny,Three.,Bo\n', "utf-8")
    assert read_all(tmp_path / "t.csv") == [("t/x", "One,\ntwo."), ("t/y", "Three.")]


def test_without_an_id_rows_are_numbered(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\nOne.\nTwo.\n", "utf-8")
    assert [i for i, _ in read_all(tmp_path / "t.csv")] == ["t/0000001", "t/0000002"]


def test_each_line_of_a_jsonl_file_is_a_text(tmp_path: Path) -> None:
    rows = [{"text": "One.", "title": "T", "year": 2019}, {"text": "Two."}]
    (tmp_path / "t.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert [text for _, text in read_all(tmp_path)] == ["One.", "Two."]


def test_each_row_of_a_parquet_file_is_a_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": ["One.", "Two."], "id": [7, 8]}), tmp_path / "t.parquet")
    assert read_all(tmp_path) == [("t/7", "One."), ("t/8", "Two.")]


def test_of_a_web_page_only_the_main_text_is_taken(tmp_path: Path) -> None:
    (tmp_path / "p.html").write_text(PAGE, "utf-8")
    [(document_id, text)] = read_all(tmp_path)
    assert document_id == "p.html"
    assert "root causes of migration" in text
    assert "About us" not in text


def test_a_table_without_a_column_of_texts_is_told_with_the_columns_it_has(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,body\n1,One.\n", "utf-8")
    with pytest.raises(CorpusError, match=r"t\.csv, line 1: no column 'text', but 'id', 'body'"):
        list(iter_items(tmp_path))


def test_rows_that_hold_no_text_are_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(b"id,text\n1,One.\n1,Two.\n2\n3,caf\xe9\n")
    assert problems_of(tmp_path / "t.csv") == [
        (3, "the id '1' comes twice"),
        (4, "1 cells where the header has 2"),
        (5, "bytes that are not UTF-8"),
    ]


def test_lines_that_are_no_json_are_told_by_line(tmp_path: Path) -> None:
    (tmp_path / "t.jsonl").write_text('{"text": "One."}\n{"text"\n{"title": "x"}\n', "utf-8")
    assert [line for line, _ in problems_of(tmp_path)] == [2, 3]


def test_the_catalogue_of_a_row_is_the_row(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text,title,date_from\nOne.,A letter,2019-05-03\n", "utf-8")
    [row] = read_corpus(tmp_path).documents.to_dict("records")
    assert (row["title"], row["date_from"]) == ("A letter", "2019-05-03")


def test_the_catalogue_of_a_folder_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.", "utf-8")
    (tmp_path / "catalogue.csv").write_text("file,title\na.txt,A\n", "utf-8")
    assert list_inputs(tmp_path) == ["a.txt"]


def test_one_file_can_be_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("text\nOne.\n", "utf-8")
    assert find_texts(str(tmp_path / "t.csv")) == (tmp_path / "t.csv").resolve()
