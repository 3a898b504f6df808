"""The glossary: its file, its links at first use, and what no link may stand in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helpers.codebook import read_codebook
from helpers.export.cells import Body, Cell
from helpers.export.glossary import (
    GlossaryError,
    Term,
    TermLinker,
    glossary_html,
    link_terms,
    read_glossary,
)

VOICE = Term("voice", ("voices",), "Whose <words>", ())
HEAD = "term,forms,meaning,see\n"


def link(html: str) -> str:
    return TermLinker([VOICE]).link_prose(html)


def write(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "glossary.csv"
    path.write_text(HEAD + rows, "utf-8")
    return path


def test_a_term_is_linked_where_it_is_first_used() -> None:
    linked = link("<p>Two voices. One voice.</p>")
    assert linked.count("<a ") == 1
    assert ">voices</a>. One voice." in linked
    assert 'href="glossary.html#term-voice"' in linked


@pytest.mark.parametrize(
    "html",
    [
        "<h2>voice</h2>",
        "<p><a href='x'>voice</a></p>",
        "<p><code>voice</code></p>",
        "<blockquote><p>a <b>voice</b></p></blockquote>",
        "<p>they say “a voice”</p>",
        "<p>voice-over and invoice</p>",
        '<p title="voice">no</p>',
    ],
)
def test_no_link_stands_in_what_is_no_running_prose_of_ours(html: str) -> None:
    assert link(html) == html


def test_prose_after_a_quotation_is_linked_again() -> None:
    assert "<a " in link("<blockquote>voice</blockquote><p>voice</p>")


def test_of_computed_cells_only_the_lines_on_error_are_linked() -> None:
    claim, badge = '<p class="rrc-claim">precision</p>', '<p class="rrc-badge">precision 1</p>'
    body = Body("t", (), (Cell("code", claim + badge), Cell("markdown", "<p>precision</p>")), False)
    linked, second = (cell.html for cell in link_terms(body).cells)
    assert linked.startswith(claim)
    assert linked.count('class="term"') == 1
    assert second == "<p>precision</p>"


def test_the_words_of_a_text_are_the_same_after_linking() -> None:
    html = "<p>A code &amp; a voice, <em>coded</em> by a pattern.</p>"
    assert re.sub(r'<a class="term"[^>]*>|</a>', "", TermLinker().link_prose(html)) == html


def test_each_word_and_each_code_stands_on_the_page_with_its_meaning() -> None:
    codebook = read_codebook()
    html, _ = glossary_html(codebook)
    assert all(f'id="{term.anchor}"' in html for term in read_glossary())
    assert all(f'id="code-{code.code}"' in html for code in codebook.codes)
    assert len(read_glossary()) > 30


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,,,\n", "line 2: no meaning. Fill the cell."),
        ("a,,x,\nb,A,y,\n", "line 3: 'A' stands in line 2 already. Remove one of the two."),
        ("a,,x,b\n", "line 2: see 'b', which is no term. Name a term of the first column"),
        ("a,,x\n", "line 2: 3 cells where the header has 4"),
    ],
)
def test_what_is_wrong_with_the_file_is_told_by_line(tmp_path: Path, rows: str, said: str) -> None:
    with pytest.raises(GlossaryError, match=r"glossary\.csv") as error:
        read_glossary(write(tmp_path, rows))
    assert said in str(error.value)
