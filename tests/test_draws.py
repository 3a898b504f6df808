"""A coded folder too large to be read whole: what is drawn, what is kept, and exact totals."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from helpers import draws, panels
from helpers.bulk import code_corpus
from helpers.caveats import describe_gold
from helpers.corpus import Corpus, read_corpus, say_size
from helpers.errors import CorpusError
from helpers.export.versions import describe_versions
from helpers.readings.naming import find_phrase_without_content
from helpers.tables import count_codes, count_codes_by_voice, list_code_names
from helpers.totals import count_codes_of, count_voices_of

GOLD = "file,start,end,agreed\n0{n}.txt,0,{end},D-VIOL\n"
SAYINGS = (
    "Poverty and gang violence are root causes of migration from Honduras.",
    "“Corruption is a root cause of migration,” said President Joe Biden of Guatemala.",
    "Migrants left. The Alliance for Prosperity addresses violence as a cause of migration.",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return forty texts, coded in parts of seven."""
    home = tmp_path_factory.mktemp("many")
    texts = home / "texts"
    texts.mkdir()
    for n in range(40):
        (texts / f"{n:02d}.txt").write_text(f"Title {n}\n\n{SAYINGS[n % 3]}\n", "utf-8")
    code_corpus(texts, home / "coded", batch=7)
    return home / "coded"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nine texts, not ten thousand."""
    monkeypatch.setattr(draws, "MOST_DRAWN", 9)


def documents(corpus: Corpus) -> list[str]:
    return corpus.documents["document_id"].tolist()


def test_a_folder_that_is_small_enough_is_read_whole(folder: Path) -> None:
    corpus = read_corpus(folder)
    assert (len(corpus.documents), corpus.of_texts, say_size(corpus)) == (40, 0, "40 texts")
    assert not (folder / "draw").exists()


@pytest.mark.usefixtures("few")
def test_of_more_texts_some_are_drawn_whole_and_always_the_same(folder: Path) -> None:
    drawn, again = (read_corpus(folder, most=30) for _ in range(2))
    assert documents(drawn) == documents(again) == sorted(documents(drawn))
    assert say_size(drawn) == "9 texts, drawn at random (seed 2021) from 40"
    whole = read_corpus(folder, most=None)
    for table in ("documents", "sentences", "spans"):
        every = getattr(whole, table)
        own = every[every["document_id"].isin(documents(drawn))].reset_index(drop=True)
        assert_frame_equal(getattr(drawn, table), own)
    facts = whole.attributes[whole.attributes["span_id"].isin(drawn.spans["span_id"])]
    assert_frame_equal(drawn.attributes, facts.reset_index(drop=True))


@pytest.mark.usefixtures("few")
def test_a_draw_is_made_once_and_again_when_another_is_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_corpus(folder, most=30)
    part = folder / "draw" / "spans.parquet" / "0.parquet"
    before = part.stat().st_mtime_ns
    read_corpus(folder, most=30)
    assert part.stat().st_mtime_ns == before
    monkeypatch.setattr(draws, "MOST_DRAWN", 8)
    assert len(read_corpus(folder, most=30).documents) == 8


@pytest.mark.usefixtures("few")
def test_the_texts_of_a_gold_are_drawn_in_any_case(folder: Path) -> None:
    left = sorted({f"{n:02d}" for n in range(40)} - set(documents(read_corpus(folder, most=30))))
    gold = folder / "gold"
    gold.mkdir()
    end = len("Title 00\n\n" + SAYINGS[0])
    row = GOLD.replace("0{n}", left[0]).format(end=end)
    (gold / "sentences.csv").write_text(row, "utf-8")
    (gold / "spans.csv").write_text("file,start,end,layer\n", "utf-8")
    corpus = read_corpus(folder, most=30)
    assert left[0] in documents(corpus)
    assert len(documents(corpus)) == 9
    for file in gold.iterdir():
        file.unlink()
    gold.rmdir()


@pytest.mark.usefixtures("few")
def test_where_nothing_may_be_written_the_draw_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = documents(read_corpus(folder, most=30))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(draws, "read_notes", lambda _: {})
    monkeypatch.setattr(draws.pq, "write_table", refuse)
    assert documents(read_corpus(folder, most=30)) == kept


@pytest.mark.parametrize("names", [False, True])
def test_sql_over_the_parts_counts_what_the_tables_in_memory_count(
    folder: Path, names: bool
) -> None:
    corpus = read_corpus(folder)
    codes = list_code_names(corpus)
    ours = count_codes_of(folder, codes, names=names)
    theirs = count_codes(corpus, names=names)[list(ours.columns)]
    assert_frame_equal(ours, theirs, check_dtype=False)
    assert (ours["n_sentences"].gt(0)).sum() >= 4
    voices = count_voices_of(folder, codes)
    own = count_codes_by_voice(corpus)[list(voices.columns)]
    assert_frame_equal(voices, own, check_dtype=False)


@pytest.mark.usefixtures("few")
def test_the_whole_of_a_draw_is_counted_over_all_texts(folder: Path) -> None:
    drawn, whole = read_corpus(folder, most=30), read_corpus(folder, most=None)
    assert_frame_equal(count_codes(drawn, whole=True), count_codes(whole), check_dtype=False)
    here = count_codes(drawn).set_index("code")["n_sentences"]
    assert here["D-VIOL"] < count_codes(whole).set_index("code")["n_sentences"]["D-VIOL"]
    pairs = (count_codes_by_voice(c, whole=w) for c, w in ((drawn, True), (whole, False)))
    first, second = (t[["code", "voice", "n_sentences", "n_spans"]] for t in pairs)
    assert_frame_equal(first, second, check_dtype=False)


@pytest.mark.usefixtures("few")
def test_a_notebook_says_that_texts_are_drawn_and_counts_them_all(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(panels, "display_panel", lambda body, kind: shown.append(body))
    drawn = read_corpus(folder, most=30)
    panels.show_documents(drawn)
    panels.show_lead(find_phrase_without_content(drawn))
    whole, listed, lead = shown
    n = count_codes(drawn, whole=True).set_index("code")["n_sentences"]["D-VIOL"]
    assert f'data-total="{n}"><summary>{n} <small>(3 shown, drawn at random)' in whole
    assert "All 40 texts, counted without drawing" in whole
    assert describe_gold(drawn) in unescape(whole)
    assert all("9 texts, drawn at random (seed 2021) from 40" in html for html in (listed, lead))
    assert any("drawn at random" in line for line in describe_versions(drawn))


def test_fewer_texts_than_are_usually_drawn_may_be_asked_for(folder: Path) -> None:
    assert say_size(read_corpus(folder, most=6)) == "6 texts, drawn at random (seed 2021) from 40"


def test_a_coding_that_was_stopped_is_not_counted(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="missing"):
        count_codes_of(tmp_path, ["D-VIOL"])


def test_a_code_that_no_text_has_is_a_row_with_nought(folder: Path) -> None:
    row = count_codes_of(folder, ["D-VIOL", "NONE"]).iloc[1]
    assert (row["code"], row["n_sentences"], row["of_documents"]) == ("NONE", 0, 40)
    assert isinstance(count_codes_of(folder, []), pd.DataFrame)
