"""Shared words side by side: the two passages of a run, the run marked in both.

Comes in: a corpus. Goes out: HTML without script, displayed. Must never know: what is claimed.
"""

from __future__ import annotations

from helpers.charts.triangle import MOST_TEXTS
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import escape_text, is_small, passage_html, show_texts
from helpers.panels import display_panel, panel_table
from helpers.readings.shared_words import list_pairs

LEAST_WORDS = 6
MOST_PAIRS = 12


def show_side_by_side(corpus: Corpus, *, least: int = LEAST_WORDS) -> None:
    """Display the longest runs that two texts share, both passages beside one another.

    Meant for few texts: with more than 14 the panel says where repeated runs are listed.

    Parameters
    ----------
    least : the fewest words of a run that is shown
    """
    if len(corpus.documents) > MOST_TEXTS:
        said = "Too many texts to lay pair beside pair: the runs that many repeat are listed above."
        display_panel(f"<p>{said}</p>", "beside")
        return
    pairs = list_pairs(corpus)
    pairs = pairs[pairs["n_words"].ge(least)] if len(pairs) else pairs
    if pairs.empty:
        display_panel(f"<p>No two texts share {least} words or more in a row.</p>", "beside")
        return
    pairs = pairs.sort_values("n_words", ascending=False, kind="stable")[:MOST_PAIRS]
    labels = label_documents(corpus.documents)
    rows = []
    for pair in pairs.itertuples():
        head = f"{labels[pair.first]} and {labels[pair.second]}"
        for _, sides in pair.rows.groupby("run"):
            cells = [
                _passage(corpus, side.document_id, side.sentence_id, (side.start, side.end))
                for side in sides.itertuples()
            ]
            rows.append([f"{pair.n_words} words", *cells])
        rows[-1][0] += f"<br><small>{escape_text(head)}</small>"
    table = panel_table(["shared", "the older text", "the newer text"], rows)
    display_panel(table, "beside")


def _passage(corpus: Corpus, document_id: str, sentence_id: int, place: tuple[int, int]) -> str:
    text = show_texts(corpus, [document_id])[document_id]
    shown = passage_html(text, sentence_id, [place], "", linked=is_small(corpus))
    return f'<ul class="rrc-passages">{shown}</ul>'
