"""What all texts of a folder add up to, beside what was found in those drawn from it.

Comes in: a corpus that is a draw. Goes out: the head, rows and caption of a table, as HTML. Must
never know: how a table is shown, nor what a finding says.
"""

from __future__ import annotations

from helpers.caveats import describe_gold
from helpers.corpus import Corpus
from helpers.evidence import draw_sample, escape_text, label_codes, passage_html, show_texts
from helpers.tables import count_codes, list_frames

MOST_SHOWN = 3
HEAD = ("code", "sentences in all texts", "of", "share", "texts", "share in the texts drawn")


def tabulate_whole(corpus: Corpus) -> tuple[list[str], list[list[str]], str]:
    """Return the head, the rows and the caption of a table of the codes in all texts of a folder.

    A count opens three sentences, drawn at random from the texts that are read here.
    """
    every, here = (count_codes(corpus, whole=whole) for whole in (True, False))
    shares = dict(zip(here["code"], here["share"], strict=True))
    labels = label_codes(corpus)
    rows = []
    for row in every.sort_values("n_sentences", ascending=False, kind="stable").itertuples():
        name = (
            f"{escape_text(labels.get(row.code, row.code))}<small>{escape_text(row.code)}</small>"
        )
        counts = [f"{row.of_sentences:,}", f"{row.share:.2%}", f"{row.n_documents:,}"]
        opened = _open(corpus, row.code, int(row.n_sentences))
        rows.append([name, opened, *counts, f"{shares[row.code]:.2%}"])
    caption = (
        f"All {corpus.of_texts:,} texts, counted without drawing; below and on the other pages "
        f"{len(corpus.documents):,} of them are read. All words count, whosever they are. "
        f"{describe_gold(corpus)}"
    )
    return list(HEAD), rows, caption


def _open(corpus: Corpus, code: str, n: int) -> str:
    """Return a count that opens some sentences behind it; the bare count where none is read."""
    frames = list_frames(corpus)
    frames = frames[frames["code"].eq(code)]
    places: dict[tuple[str, int], list[tuple[int, int]]] = {}
    columns = (frames[c] for c in ("document_id", "sentence_id", "start", "end"))
    for document_id, sentence_id, start, end in zip(*columns, strict=True):
        places.setdefault((document_id, sentence_id), []).append((start, end))
    refs = draw_sample(sorted(places), f"whole/{code}", most=MOST_SHOWN)
    if not refs:
        return f"{n:,}"
    texts = show_texts(corpus, [document_id for document_id, _ in refs])
    items = "".join(passage_html(texts[d], i, places[d, i], "", linked=False) for d, i in refs)
    more = f" <small>({len(refs)} shown, drawn at random)</small>" if len(refs) < n else ""
    return (
        f'<details class="rrc-opens" data-total="{n}"><summary>{n:,}{more}</summary>'
        f'<ol class="rrc-passages">{items}</ol></details>'
    )
