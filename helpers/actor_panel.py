"""One actor by name: what it does in each text, and in which sentences.

Comes in: a corpus and a name. Goes out: a table, displayed; its places lead to their sentences.
Must never know: who the actor is, or how a name was found.
"""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd

from helpers.actors_table import DOINGS, list_mentions
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import escape_text
from helpers.panels import display_panel, link_places, panel_table
from helpers.tables import list_documents_by_date

MOST_DOCUMENTS = 60


def show_actor(corpus: Corpus, name: str) -> None:
    """Display in which sentences of each text an actor is quoted, acts, is addressed, is mentioned.

    A text without the actor is a row of zeros. A name that no text has is answered with the names
    that are most like it.
    """
    mentions = list_mentions(corpus)
    known = sorted(set(mentions["canonical"]) - {""})
    if name not in known:
        near = get_close_matches(name, known, n=5, cutoff=0.4) or known[:5]
        hint = f" Names that stand in them: {', '.join(near)}." if near else ""
        display_panel(f"<p>No text names “{escape_text(name)}”.{escape_text(hint)}</p>", "actor")
        return
    own = mentions[mentions["canonical"].eq(name)].drop_duplicates(
        ["document_id", "sentence_id", "does"]
    )
    labels = label_documents(corpus.documents)
    found = dict(list(own.groupby(["document_id", "does"])))
    rows = [
        [escape_text(labels[d]), *(_cell(corpus, found.get((d, does))) for does in DOINGS)]
        for d in list_documents_by_date(corpus)[:MOST_DOCUMENTS]
    ]
    caption = f"{name}: sentences by what it does there"
    display_panel(panel_table(["text", *DOINGS], rows, caption), "actor")


def _cell(corpus: Corpus, rows: pd.DataFrame | None) -> str:
    return "0" if rows is None else f"{len(rows)} <small>{link_places(corpus, rows)}</small>"
