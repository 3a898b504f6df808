"""The sheet for a class: the sentences that invoke root causes, uncoded, and its key apart.

Comes in: a corpus. Goes out: `Sheet`, and two bodies of pages made for paper. Must never know: who
fills it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from helpers.corpus import Corpus
from helpers.evidence import ShownText, draw_sample, number_documents, say_voice, show_texts
from helpers.export.code_yourself import PATTERNS, list_codings
from helpers.export.pages import read_templates
from helpers.reference import covers_all, reference_corpus
from helpers.tables import list_documents_by_date, sentences_with

SHEET_PAGE = "sheet.html"
KEY_PAGE = "key.html"
MOST_LINES = 30


class Line(NamedTuple):
    """One sentence of the sheet, and for the key its codes by coding and whose words it is in."""

    place: str
    words: str
    voice: str
    codings: tuple[tuple[str, tuple[str, ...]], ...]


class Sheet(NamedTuple):
    """The sentences that invoke the idea, in order of their texts.

    `total` is how many there are, `withheld` how many of them belong to third parties; of the
    rest at most 30, drawn at random, are `lines`. `basis` says what the key rests on.
    """

    lines: tuple[Line, ...]
    total: int
    withheld: int
    basis: str


def make_sheet(corpus: Corpus, *, hidden: Collection[int] = ()) -> Sheet:
    """Return the sheet of a corpus: which sentences invoke the idea, settled by the reference.

    Parameters
    ----------
    hidden : numbers of texts whose words may not be shown
    """
    source = reference_corpus(corpus) if covers_all(corpus) else corpus
    found = sentences_with(source, corpus.codebook.codes_of("idea"))
    numbers = number_documents(corpus)
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    open_ = found[[numbers[d] not in hidden for d in found["document_id"]]]
    refs = [(str(d), int(i)) for d, i in open_.itertuples(index=False, name=None)]
    refs = draw_sample(refs, "sheet", most=MOST_LINES)
    refs = sorted(refs, key=lambda ref: (order[ref[0]], ref[1]))
    texts = show_texts(corpus, {d for d, _ in refs})
    basis, table = list_codings(corpus)
    table = table.set_index(["document_id", "sentence_id"])
    lines = tuple(_read_line(texts[d], i, table, corpus) for d, i in refs)
    return Sheet(lines, len(found), len(found) - len(open_), basis)


def _read_line(text: ShownText, sentence_id: int, table: pd.DataFrame, corpus: Corpus) -> Line:
    start, end = text.sentences[sentence_id]
    document_id = str(corpus.documents["document_id"].iloc[text.number])
    place = (document_id, sentence_id)
    given = [(str(n), table.at[place, n]) for n in table if place in table.index]
    codings = merge_codings(given)
    voice = say_voice(text, [(start, end)]) or "the writer’s own words"
    return Line(text.place(sentence_id), text.text[start:end], voice, codings)


def merge_codings(
    codings: Sequence[tuple[str, tuple[str, ...]]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return codings with those that gave the same codes named together.

    >>> merge_codings([("first pass", ("A",)), ("second pass", ()), ("settled", ("A",))])
    (('first pass, settled', ('A',)), ('second pass', ()))
    """
    names: dict[tuple[str, ...], list[str]] = {}
    for name, codes in codings:
        names.setdefault(codes, []).append(name)
    merged = tuple((", ".join(held), codes) for codes, held in names.items())
    return (("both passes", merged[0][1]),) if len(merged) == 1 < len(codings) else merged


def sheet_html(sheet: Sheet, corpus: Corpus) -> Markup:
    """Return the body of the sheet: sentences with room to write, no code and no voice."""
    codebook = corpus.codebook
    groups = {"Causes": codebook.codes_of("cause"), "Responses": codebook.codes_of("response")}
    named = {name: [codebook.label(c) for c in codes] for name, codes in groups.items()}
    template = read_templates().get_template("sheet.html.j2")
    return Markup(template.render(sheet=sheet, groups=named, key=False, labels={}))


def key_html(sheet: Sheet, corpus: Corpus) -> Markup:
    """Return the body of the key: the same sentences with each coding and whose words they are."""
    labels = {code.code: code.label for code in corpus.codebook.codes}
    template = read_templates().get_template("sheet.html.j2")
    unmeasured = sheet.basis == PATTERNS
    return Markup(
        template.render(sheet=sheet, groups={}, key=True, labels=labels, unmeasured=unmeasured)
    )
