"""The tables as one zip that other programs read: CSV files and a `datapackage.json`.

Comes in: a corpus, and the texts whose words may not leave. Goes out: the bytes of a zip, the same
for the same corpus. Must never know: a finding, a page.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import pandas as pd

from helpers import __version__
from helpers.caveats import describe_gold
from helpers.corpus import Corpus, say_size
from helpers.evidence import SAMPLE_SEED, draw_texts
from helpers.export.text_pages import name_page
from helpers.panels import hash_codebook, hash_corpus

MOST_SENTENCES = 20_000
TITLE = "Reading Root Causes"
_RUNS = re.compile(r"^[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]")
_KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "sentences": ("document_id", "sentence_id"),
    "spans": ("span_id",),
    "codes": ("code",),
}
_LINKS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "sentences": ((("document_id",), "documents"),),
    "spans": ((("document_id", "sentence_id"), "sentences"),),
    "attributes": ((("span_id",), "spans"),),
}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier day


class Field(NamedTuple):
    """One column of a table of the package."""

    table: str
    field: str
    type: str
    description: str


@dataclass(frozen=True)
class Contents:
    """What goes into a package: the tables, the texts by file, and what is left out, in words."""

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str]
    notes: Sequence[str]


@lru_cache
def read_fields() -> tuple[Field, ...]:
    """Return the columns of every table of the package, from `helpers/facts/table_fields.csv`."""
    text = files("helpers").joinpath("facts", "table_fields.csv").read_text("utf-8")
    return tuple(Field(**row) for row in csv.DictReader(text.splitlines()))


def write_package(corpus: Corpus, *, withheld: Collection[str] = ()) -> bytes:
    """Return the tables of a corpus as a zip with a `datapackage.json` (Frictionless, version 1).

    Parameters
    ----------
    corpus : what is coded; of more than 20,000 sentences whole texts are drawn at random
    withheld : document_id of texts of which no word may be in the zip: their rows stay, without
        the words and without the facts about spans, which may quote them

    Returns
    -------
    bytes
        A zip of documents.csv, sentences.csv, spans.csv, attributes.csv, codes.csv, the texts
        byte for byte, README.txt and datapackage.json. Sizes are in rows; offsets in characters.
    """
    contents = collect_contents(corpus, withheld)
    parts = {f"{name}.csv": _write_csv(table) for name, table in contents.tables.items()}
    parts |= {name: text.encode("utf-8", "surrogatepass") for name, text in contents.texts.items()}
    described = _describe_package(corpus, contents, parts)
    listing = json.dumps(described, ensure_ascii=False, indent=1) + "\n"
    readme = "\n\n".join([f"{TITLE}: tables", *contents.notes]) + "\n"
    whole = {"datapackage.json": listing.encode(), "README.txt": readme.encode()} | parts
    return zip_files(whole)


def zip_files(parts: Mapping[str, bytes]) -> bytes:
    """Return files as a zip without times or owners: the same files give the same bytes."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _EARLIEST)
            info.create_system = 3
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return held.getvalue()


def collect_contents(corpus: Corpus, withheld: Collection[str]) -> Contents:
    """Return the tables with the words they may carry, the texts, and what to know about them."""
    drawn = draw_documents(corpus)
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    kept = {d: f"texts/{name_page(d).removesuffix('.html')}.txt" for d in drawn}
    kept = {d: name for d, name in kept.items() if d not in withheld}
    own = {
        name: table[table["document_id"].isin(drawn)]
        for name, table in (
            ("documents", corpus.documents),
            ("sentences", corpus.sentences),
            ("spans", corpus.spans),
        )
    }
    documents = own["documents"].fillna("").drop(columns="text")
    documents = documents.assign(file=[kept.get(d, "") for d in documents["document_id"]])
    words = {d: text for d, text in texts.items() if d in kept}
    spans = _add_words(own["spans"], words)
    told = set(spans.loc[spans["document_id"].isin(list(kept)), "span_id"])
    tables = {
        "documents": documents,
        "sentences": _add_words(own["sentences"], words),
        "spans": spans,
        "attributes": corpus.attributes[corpus.attributes["span_id"].isin(told)],
        "codes": tabulate_codebook(corpus),
    }
    notes = _list_notes(corpus, len(drawn), len(drawn) - len(kept))
    return Contents(tables, {name: words[d] for d, name in kept.items()}, notes)


def draw_documents(corpus: Corpus, *, most: int = MOST_SENTENCES) -> list[str]:
    """Return the texts that go into the zip: all, or some drawn at random, up to `most` sentences.

    The same corpus always gives the same draw, in the order of the table documents.
    """
    sizes = corpus.sentences.groupby("document_id").size().to_dict()
    return draw_texts({d: int(sizes.get(d, 0)) for d in corpus.documents["document_id"]}, most)


def _add_words(table: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    places = zip(table["document_id"], table["start"], table["end"], strict=True)
    return table.assign(words=[texts.get(d, "")[start:end] for d, start, end in places])


def tabulate_codebook(corpus: Corpus) -> pd.DataFrame:
    """Return the codes: code, family, label, definition, not, source, groups."""
    book = corpus.codebook
    rows = [
        (c.code, c.family, c.label, c.definition, c.excludes, c.source)
        + (" ".join(group for group, codes in book.groups.items() if c.code in codes),)
        for c in book.codes
    ]
    return pd.DataFrame(rows, columns=_columns_of("codes"))


def _columns_of(table: str) -> list[str]:
    return [f.field for f in read_fields() if f.table == table]


def defuse_cell(value: object) -> object:
    """Return a cell of a CSV; text that a spreadsheet would run as a formula gets an apostrophe.

    >>> [defuse_cell(v) for v in ("=1+1", " -x", "a-b", -3)]
    ["'=1+1", "' -x", 'a-b', -3]
    """
    return f"'{value}" if isinstance(value, str) and _RUNS.match(value) else value


def _write_csv(table: pd.DataFrame) -> bytes:
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow(table.columns)
    rows: Iterable[Sequence[Any]] = zip(*(table[c].tolist() for c in table.columns), strict=True)
    writer.writerows([["" if v is pd.NA else defuse_cell(v) for v in row] for row in rows])
    return held.getvalue().encode("utf-8", "surrogatepass")


def _list_notes(corpus: Corpus, n_drawn: int, n_withheld: int) -> list[str]:
    n = len(corpus.documents)
    kept = f"All {n:,} texts are here." if n_drawn == n else _say_sample(n_drawn, n)
    notes = [
        f"Corpus “{corpus.name}”, {say_size(corpus)}, sha256 {hash_corpus(corpus)}; codebook "
        f"sha256 {hash_codebook(corpus)}; {TITLE} {__version__}. {kept}",
        "documents.csv, sentences.csv, spans.csv and attributes.csv are the coding, codes.csv the "
        "codebook; datapackage.json says what each column means. Offsets count characters of the "
        "files in texts, from 0, line ends as they stand, the end excluded.",
        "A cell that a spreadsheet would run as a formula begins with an apostrophe. Read the "
        "texts themselves from the files in texts.",
        f"Coded by rules. {describe_gold(corpus)}",
        "The texts keep their own rights; documents.csv says whose they are.",
    ]
    if n_withheld:
        notes.append(
            f"{n_withheld:,} of the texts belong to third parties: their words, and the facts "
            "about their spans, are left out."
        )
    return notes


def _say_sample(n_drawn: int, n: int) -> str:
    return (
        f"{n_drawn:,} of {n:,} texts are here, drawn at random (seed {SAMPLE_SEED}), up to "
        f"{MOST_SENTENCES:,} sentences. The whole as Parquet: python -m helpers code."
    )


def _describe_package(
    corpus: Corpus, contents: Contents, parts: Mapping[str, bytes]
) -> dict[str, Any]:
    resources = [_describe_table(name, parts[f"{name}.csv"]) for name in contents.tables]
    resources += [
        {
            "name": name.replace("/", "-"),
            "path": name,
            "profile": "data-resource",
            "format": "txt",
            "mediatype": "text/plain",
            "encoding": "utf-8",
            **_fingerprint(parts[name]),
        }
        for name in contents.texts
    ]
    return {
        "name": "reading-root-causes-tables",
        "title": f"{TITLE}: tables of the corpus “{corpus.name}”",
        "version": __version__,
        "profile": "data-package",
        "description": "\n\n".join(contents.notes),
        "resources": resources,
    }


def _describe_table(name: str, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            {"name": f.field, "type": f.type, "description": f.description}
            for f in read_fields()
            if f.table == name
        ],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = list(_KEYS[name])
    if name in _LINKS:
        schema["foreignKeys"] = [
            {"fields": list(fields), "reference": {"resource": other, "fields": list(fields)}}
            for fields, other in _LINKS[name]
        ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_fingerprint(content),
        "schema": schema,
    }


def _fingerprint(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
