"""Which speakers say what, and which pairs of them say the same: the matrix behind a network.

Comes in: a `Corpus`. Goes out: DataFrames of statements and of what speakers share, and whether
there are enough of them for a network. Must never know: how a network is drawn.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import pandas as pd

from helpers.actors_table import list_quotations
from helpers.corpus import Corpus
from helpers.tables import list_frames

# With n voices each stands in a share 2/n of all pairs: under ten, one voice more or less would
# change over a fifth of the matrix.
LEAST_VOICES = 10
# With fewer texts than voices, two voices would agree because one writer chose to quote both.
LEAST_TEXTS = 10


@lru_cache(maxsize=8)
def list_statements(corpus: Corpus) -> pd.DataFrame:
    """Return what quoted voices say: the frames that stand in quotations with a known speaker.

    Those who sign words together are one voice. A rejection is another statement than a mention.

    Returns
    -------
    DataFrame
        One row per frame span; columns voice (names with "; " between), statement (code, with
        " (rejected)" where it is), code, document_id, sentence_id, start, end.
    """
    quotations = list_quotations(corpus)
    quotations = quotations[quotations["voice"].eq("speaker") & quotations["speakers"].ne("")]
    voices = quotations.set_index("span_id")["speakers"]
    frames = list_frames(corpus)
    frames = frames[frames["quote_id"].isin(voices.index)]
    rejected = frames["polarity"].eq("rejection")
    table = frames.assign(
        voice=frames["quote_id"].map(voices),
        statement=frames["code"].where(~rejected, frames["code"] + " (rejected)"),
    )
    columns = ["voice", "statement", "code", "document_id", "sentence_id", "start", "end"]
    return table.sort_values(columns, ignore_index=True)[columns]


@lru_cache(maxsize=8)
def count_voices(corpus: Corpus) -> pd.DataFrame:
    """Return the quoted voices: in how many texts each is, and how many statements it has.

    Returns
    -------
    DataFrame
        One row per voice with a known name, those without a statement too; columns voice,
        n_documents, n_sentences (quoted sentences with a statement), n_statements (different
        ones); most statements first.
    """
    quotations = list_quotations(corpus)
    quotations = quotations[quotations["voice"].eq("speaker") & quotations["speakers"].ne("")]
    statements = list_statements(corpus)
    places = statements.drop_duplicates(["voice", "document_id", "sentence_id"])
    table = quotations.groupby("speakers")["document_id"].nunique().rename("n_documents")
    table = table.rename_axis("voice").reset_index()
    for column, counts in (
        ("n_sentences", places.groupby("voice").size()),
        ("n_statements", statements.groupby("voice")["statement"].nunique()),
    ):
        table[column] = table["voice"].map(counts).fillna(0).astype(int)
    order = ["n_statements", "n_sentences", "voice"]
    return table.sort_values(order, ascending=[False, False, True], ignore_index=True)


def has_enough_voices(corpus: Corpus) -> bool:
    """Return whether the voices that make a statement are enough, and from enough texts."""
    statements = list_statements(corpus)
    voices, texts = statements["voice"].nunique(), statements["document_id"].nunique()
    return voices >= LEAST_VOICES and texts >= LEAST_TEXTS


def compare_voices(corpus: Corpus, *, most: int = 40) -> pd.DataFrame:
    """Return, for each pair of voices, the statements that both make.

    A congruence matrix (Leifeld 2017): two actors are the closer the more concepts they share
    with the same stance. Only the `most` voices with most statements are compared.

    Returns
    -------
    DataFrame
        One row per pair, pairs that share nothing too; columns first, second, shared (the
        statements, in order), n_shared, of (statements that either makes), congruence (n_shared
        / of, the Jaccard index, 0 where neither makes any).
    """
    statements = list_statements(corpus)
    made = statements.groupby("voice")["statement"].agg(set).to_dict()
    rows = []
    for first, second in combinations(count_voices(corpus)["voice"][:most], 2):
        a, b = made.get(first, set()), made.get(second, set())
        shared, of = sorted(a & b), len(a | b)
        rows.append((first, second, tuple(shared), len(shared), of, len(shared) / max(of, 1)))
    columns = ["first", "second", "shared", "n_shared", "of", "congruence"]
    return pd.DataFrame(rows, columns=columns)
