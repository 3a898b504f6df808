"""What leaves the site: a package that validates, a codebook other programs read, citations."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from lxml import etree

from helpers.codebook import read_codebook
from helpers.corpus import Corpus
from helpers.export.data_package import (
    collect_contents,
    draw_documents,
    read_fields,
    write_package,
)
from helpers.export.qda import write_codebook

DATA = Path(__file__).parent / "data"


def unzip(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_rows(parts: dict[str, bytes], table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(parts[f"{table}.csv"].decode(), newline="")))


def check_profile(profile: str, described: object) -> list[str]:
    schema = json.loads((DATA / "frictionless" / f"{profile}.json").read_text("utf-8"))
    return [error.message for error in Draft4Validator(schema).iter_errors(described)]


@pytest.fixture(scope="module")
def parts(tiny: Corpus) -> dict[str, bytes]:
    return unzip(write_package(tiny))


# The package


def test_the_package_is_what_the_standard_asks(parts: dict[str, bytes]) -> None:
    described = json.loads(parts["datapackage.json"])
    tables = [r for r in described["resources"] if r["profile"] == "tabular-data-resource"]
    assert check_profile("data-package", described) == []
    assert [check_profile("tabular-data-resource", t) for t in tables] == [[]] * 5


def test_a_package_without_resources_would_be_seen(parts: dict[str, bytes]) -> None:
    described = json.loads(parts["datapackage.json"])
    assert check_profile("data-package", described | {"resources": []}) != []


def test_each_resource_is_in_the_zip_with_its_size_and_hash(parts: dict[str, bytes]) -> None:
    described = json.loads(parts["datapackage.json"])
    for resource in described["resources"]:
        content = parts[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    named = {r["path"] for r in described["resources"]}
    assert set(parts) == named | {"datapackage.json", "README.txt"}


def test_each_table_has_the_columns_that_are_described(parts: dict[str, bytes]) -> None:
    for table in ("documents", "sentences", "spans", "attributes", "codes"):
        head = parts[f"{table}.csv"].decode().splitlines()[0].split(",")
        assert head == [f.field for f in read_fields() if f.table == table]


def test_keys_are_unique_and_every_link_leads_to_a_row(parts: dict[str, bytes]) -> None:
    described = json.loads(parts["datapackage.json"])
    rows = {r["name"]: read_rows(parts, r["name"]) for r in described["resources"][:5]}
    for resource in described["resources"][:5]:
        schema, own = resource["schema"], rows[resource["name"]]
        if key := schema.get("primaryKey"):
            assert len({tuple(row[f] for f in key) for row in own}) == len(own) > 0
        for link in schema.get("foreignKeys", []):
            other = link["reference"]
            known = {tuple(row[f] for f in other["fields"]) for row in rows[other["resource"]]}
            assert {tuple(row[f] for f in link["fields"]) for row in own} <= known


def test_offsets_cut_the_words_out_of_the_texts(tiny: Corpus, parts: dict[str, bytes]) -> None:
    files = {row["document_id"]: row["file"] for row in read_rows(parts, "documents")}
    spans = read_rows(parts, "spans")
    assert len(spans) == len(tiny.spans) > 10
    for row in spans:
        text = parts[files[row["document_id"]]].decode()
        assert text[int(row["start"]) : int(row["end"])] == row["words"].removeprefix("'")


def test_texts_are_in_the_zip_byte_for_byte(tiny: Corpus, parts: dict[str, bytes]) -> None:
    for row in read_rows(parts, "documents"):
        assert hashlib.sha256(parts[row["file"]]).hexdigest() == row["sha256"]


def test_the_same_corpus_gives_the_same_bytes(tiny: Corpus) -> None:
    assert write_package(tiny) == write_package(tiny)


def test_no_word_of_a_text_held_back_is_in_the_zip(tiny: Corpus) -> None:
    held = tiny.documents["document_id"][0]
    parts = unzip(write_package(tiny, withheld={held}))
    words = tiny.documents["text"][0].split()
    runs = [" ".join(words[i : i + 4]) for i in range(len(words) - 3)]
    whole = " ".join(b"\n".join(parts.values()).decode().split())
    assert [run for run in runs if run in whole] == []
    assert "1 of the texts belong to third parties" in whole
    kept = [row for row in read_rows(parts, "sentences") if row["document_id"] == held]
    assert len(kept) == (tiny.sentences["document_id"] == held).sum()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"])
def test_a_cell_that_a_spreadsheet_would_run_is_defused(tiny: Corpus, cell: str) -> None:
    hostile = replace(tiny, documents=tiny.documents.assign(title=cell))
    rows = read_rows(unzip(write_package(hostile)), "documents")
    assert {row["title"] for row in rows} == {f"'{cell}"}


def test_of_a_large_corpus_whole_texts_are_drawn_and_it_is_said(
    tiny: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = draw_documents(tiny, most=17)
    sizes = tiny.sentences.groupby("document_id").size()
    assert 0 < sizes[drawn].sum() <= 17 < len(tiny.sentences)
    assert drawn == draw_documents(tiny, most=17)
    monkeypatch.setattr("helpers.export.data_package.draw_documents", lambda _: drawn)
    contents = collect_contents(tiny, ())
    assert contents.notes[0].count(f"{len(drawn)} of 3 texts are here, drawn at random") == 1
    assert set(contents.tables["spans"]["document_id"]) == set(drawn)


# The codebook for other programs


def check_codebook(content: bytes) -> bool:
    grammar = etree.RelaxNG(etree.parse(DATA / "refi_qda_codebook.rng"))
    return grammar.validate(etree.fromstring(content))


def test_the_codebook_is_what_refi_qda_asks() -> None:
    content = write_codebook(read_codebook())
    assert check_codebook(content)
    assert not check_codebook(content.replace(b"isCodable", b"codable"))
    assert not check_codebook(content.replace(b"codebook:1.0", b"codebook:1:0"))


def test_each_code_is_in_the_file_with_what_it_means() -> None:
    book = read_codebook()
    root = etree.fromstring(write_codebook(book))
    found = {
        entry.get("name"): entry.findtext("{*}Description")
        for entry in root.iter("{*}Code")
        if entry.get("isCodable") == "true"
    }
    assert list(found) == [f"{c.code} {c.label}" for c in book.codes]
    assert all(c.definition in found[f"{c.code} {c.label}"] for c in book.codes)


def test_identifiers_are_unique_and_members_are_codes() -> None:
    root = etree.fromstring(write_codebook(read_codebook()))
    codes = [entry.get("guid") for entry in root.iter("{*}Code")]
    sets = [entry.get("guid") for entry in root.iter("{*}Set")]
    assert len(set(codes + sets)) == len(codes + sets)
    assert {entry.get("guid") for entry in root.iter("{*}MemberCode")} <= set(codes)


def test_the_same_codebook_gives_the_same_file() -> None:
    assert write_codebook(read_codebook()) == write_codebook(read_codebook())
