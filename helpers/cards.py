"""Findings as cards: the computed sentence, a stamp of a chart, one quotation, a stable link.

Comes in: findings and the notebooks they are shown whole in. Goes out: HTML without script,
displayed. Must never know: how a finding was computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.charts.mini import draw_mini_strip
from helpers.evidence import escape_text, show_texts
from helpers.findings import Finding
from helpers.panels import display_panel, lie_in_names, panel_passage
from helpers.readings.places import list_places
from helpers.twin import collect_openings, evidence_attribute


def show_cards(findings: Mapping[str, Sequence[Finding]]) -> None:
    """Display findings as cards that lead to their notebooks.

    Parameters
    ----------
    findings : by the notebook's file name without its ending
    """
    cards = [
        _card(finding, f"{notebook}.ipynb#{finding.finding_id}")
        for notebook, listed in findings.items()
        for finding in listed
    ]
    display_panel("".join(cards), "cards")


def _card(finding: Finding, link: str) -> str:
    named = {piece.key for piece in finding.claim.pieces() if piece.key}
    openings = {k: o for k, o in collect_openings(finding).items() if k in named}
    texts = show_texts(finding.corpus, {d for o in openings.values() for d, _ in o.shown})
    claim = "".join(
        f'<a class="ev" href="{escape_text(link)}" data-key="{escape_text(piece.key)}">'
        f"{escape_text(piece.said)}</a>"
        if piece.key in openings
        else escape_text(piece.said)
        for piece in finding.claim.pieces()
    )
    return (
        f'<article class="rrc-card" data-evidence="{evidence_attribute(openings, texts)}">'
        f'<h3><a href="{escape_text(link)}">{escape_text(finding.question)}</a></h3>'
        f"<p>{claim}</p>{_stamp(finding, link)}{_quotation(finding)}"
        f'<p class="rrc-card-verdict">{escape_text(_say_verdict(finding))}</p></article>'
    )


def pick_main_key(finding: Finding) -> str:
    """Return the key of the sentences that a claim is about: its focus, else the fewest.

    Only keys of the claim's own numbers are looked at; "" if none of them opens a sentence.
    """
    if finding.focus and len(finding.passages(finding.focus)):
        return finding.focus
    sizes = {p.key: len(finding.passages(p.key)) for p in finding.claim.pieces() if p.key}
    found = {key: n for key, n in sizes.items() if n}
    return min(found, key=lambda key: (found[key] < 2, found[key]), default="")


def _stamp(finding: Finding, link: str) -> str:
    key = pick_main_key(finding)
    if not key:
        return ""
    passages = finding.passages(key)
    filled = list(passages.itertuples(index=False, name=None))
    label = f"{len(filled)} sentences of this finding at their places in the texts"
    picture = draw_mini_strip(list_places(finding.corpus), filled, label=label)
    return (
        f'<p class="rrc-stamp"><a href="{escape_text(link)}">{picture}</a></p>' if picture else ""
    )


def _quotation(finding: Finding) -> str:
    rows = finding.evidence[finding.evidence["key"] == pick_main_key(finding)]
    rows = rows[rows["start"].notna()]
    if rows.empty:
        return ""
    sentences = finding.corpus.sentences.set_index(["document_id", "sentence_id"])
    words, kinds = sentences["n_words"], sentences["kind"]
    pairs = list(zip(rows["document_id"], rows["sentence_id"], strict=True))
    inside = lie_in_names(finding.corpus, rows)
    named = {p for p, is_inside in zip(pairs, inside, strict=True) if is_inside}
    pair = min(
        dict.fromkeys(pairs),
        key=lambda p: (p in named, kinds[p] != "prose", words[p] < 8, words[p], p),
    )
    own = rows[[p == pair for p in pairs]]
    passage = panel_passage(finding.corpus, pair[0], int(pair[1]), own)
    return f'<ul class="rrc-passages">{passage}</ul>'


def _say_verdict(finding: Finding) -> str:
    parts = [finding.said_verdict]
    if finding.choices is not None:
        parts.append(f"holds in {finding.choices.k} of {finding.choices.of} settings")
    return "; ".join(parts)
