"""Break the rule: prepared edits as small questions, answered when the page was built.

Comes in: a corpus, perhaps a pattern that a reader wrote. Goes out: a panel that works without
script: predict, open, compare. Must never know: how an edit is computed.
"""

from __future__ import annotations

from functools import partial

from helpers.caveats import name_rate
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import escape_text, number_documents
from helpers.grids import Grid
from helpers.panels import display_panel, panel_table
from helpers.readings.edits import Edit, Edited, add_pattern, try_edit, try_edits
from helpers.tables import list_documents_by_date, list_sentences
from helpers.trust import wilson_interval

MOST_DRAWN = 300  # sentences up to which each is drawn as a square
ANSWERS = {"changes": "at least one finding changes its verdict", "stays": "no finding does"}


def show_edits(corpus: Corpus) -> None:
    """Display the prepared edits: predict, then see precision, recall, verdicts and the strip."""
    body = "".join(edit_html(corpus, edited) for edited in try_edits(corpus))
    display_panel(body, "edits")


def show_pattern(corpus: Corpus, code: str, pattern: str, *, needs: str = "") -> None:
    """Display what one more pattern does, as `show_edits` does for the prepared edits.

    Parameters
    ----------
    needs : conditions as in frames.csv, for example "after(verb_curb)"
    """
    adds = partial(_apply, code=code, pattern=pattern, needs=needs)
    does = f"“{pattern}” counts as {code}" + (f" where {needs}." if needs else ".")
    edited = try_edit(corpus, Edit("your-own", does, adds))
    display_panel(edit_html(corpus, edited, asked=False), "edits")


def _apply(corpus: Corpus, grid: Grid, *, code: str, pattern: str, needs: str) -> Grid:
    return add_pattern(corpus, grid, code, pattern, needs)


def edit_html(corpus: Corpus, edited: Edited, *, asked: bool = True) -> str:
    """Return one edit as HTML: the question, and folded under it what happens."""
    name = escape_text(edited.edit.name)
    answer = "changes" if edited.changes else "stays"
    result = _result_html(corpus, edited)
    does = f"<p>{escape_text(edited.edit.does)}</p>"
    if not asked:
        return f'<div class="rrc-edit">{does}{result}</div>'
    choices = "".join(
        f'<label><input type="radio" name="edit-{name}" value="{value}"> {escape_text(words)}'
        "</label>"
        for value, words in ANSWERS.items()
    )
    return (
        f'<fieldset class="rrc-edit" data-answer="{answer}"><legend>{escape_text(_ask(edited))}'
        f'</legend>{does}<div class="rrc-predict">{choices}</div>'
        '<p class="rrc-predicted" role="status"></p>'
        f"<details><summary>What happens</summary>{result}</details></fieldset>"
    )


def _ask(edited: Edited) -> str:
    return f"Break the rule: {edited.edit.name.replace('-', ' ')}. Does a finding fall?"


def _result_html(corpus: Corpus, edited: Edited) -> str:
    fell = [v for v in edited.verdicts if v[1] != v[2]]
    n = len(fell)
    said = f"{n} of {len(edited.verdicts)} findings change their verdict."
    moved = f"Sentences that get a code: {len(edited.gained)}; that lose one: {len(edited.lost)}."
    rows = [[escape_text(words), before, after] for words, before, after in edited.verdicts]
    verdicts = panel_table(["finding", "before", "after"], rows)
    return f"<p><b>{said}</b> {moved}</p>{_scores_html(corpus, edited)}{verdicts}" + _strip_html(
        corpus, edited
    )


def _scores_html(corpus: Corpus, edited: Edited) -> str:
    if edited.scores is None:
        return (
            "<p>No reference coding covers these texts: what the edit gets wrong is unmeasured.</p>"
        )
    names = ", ".join(corpus.codebook.label(code) for code in edited.codes) or "no code changed"
    rows = [
        [when, _rate(score.hits, score.n_found), _rate(score.hits, score.n_reference)]
        for when, score in zip(("before", "after"), edited.scores, strict=True)
    ]
    head = ["rules", *(name_rate(name, corpus) for name in ("precision", "recall"))]
    return panel_table(head, rows, f"Codes touched: {names}")


def _rate(k: int, n: int) -> str:
    if not n:
        return "not defined (0 of 0)"
    low, high = wilson_interval(k, n)
    return f"{k} of {n}: {k / n:.2f} ({low:.2f} to {high:.2f})"


def _strip_html(corpus: Corpus, edited: Edited) -> str:
    """Return the texts as rows of squares: got a code, lost one, or neither."""
    sentences = list_sentences(corpus)
    if len(sentences) > MOST_DRAWN:
        return ""
    labels = label_documents(corpus.documents)
    number = number_documents(corpus)
    rows = []
    for document_id in list_documents_by_date(corpus):
        squares = []
        for i in sentences.loc[sentences["document_id"] == document_id, "sentence_id"].tolist():
            place = (document_id, int(i))
            kind = "gained" if place in edited.gained else "lost" if place in edited.lost else ""
            if kind:
                label = f"{labels[document_id]}, sentence {i}: {kind} a code"
                squares.append(
                    f'<a class="{kind}" href="#s-{number[document_id]}-{i}" '
                    f'title="{escape_text(label)}" aria-label="{escape_text(label)}"></a>'
                )
            else:
                squares.append("<i></i>")
        row = f'<span class="rrc-squares">{"".join(squares)}</span>'
        rows.append(f"<div><span>{escape_text(labels[document_id])}</span>{row}</div>")
    return (
        f'<div class="rrc-moved">{"".join(rows)}</div><p class="rrc-moved-key"><i class="gained">'
        '</i> gets a code <i class="lost"></i> loses one <i></i> stays</p>'
    )
