"""What a referee asks of a coding: how it was made, what holds, what is forced, what is locked.

Comes in: a corpus. Goes out: panels, displayed. Must never know: how a finding was computed.
"""

from __future__ import annotations

from functools import lru_cache

from helpers.agreement import measure_agreement
from helpers.badges import has_layer_gold
from helpers.caveats import GOLD_NOTE, OTHER_GOLD_NOTE
from helpers.claims import Claim
from helpers.compared import TEN
from helpers.corpus import Corpus
from helpers.evidence import escape_text
from helpers.findings import Finding
from helpers.grids import CODING
from helpers.locks import list_locks
from helpers.panels import display_panel, panel_table
from helpers.readings.statements import HOLDS, MOST_TRIED, NOT, Tried, try_statements
from helpers.reference import covers_all
from helpers.tables import list_sentences
from helpers.trust import read_developed_on


@lru_cache(maxsize=2 * len(TEN))
def find_one(corpus: Corpus, number: int) -> Finding:
    """Return one of the ten findings of a corpus, by its number from 0."""
    return TEN[number].find(corpus)


def find_ten(corpus: Corpus) -> tuple[tuple[str, Finding], ...]:
    """Return the ten findings of a corpus, each with the notebook that shows it."""
    return tuple((one.notebook, find_one(corpus, i)) for i, one in enumerate(TEN))


def show_making(corpus: Corpus) -> None:
    """Display how the coding was made: rules, whose gold, on which texts, how far it covers."""
    book = corpus.codebook
    known = int(corpus.documents["sha256"].isin(read_developed_on()).sum())
    n = len(corpus.documents)
    lines = [
        f"{len(book.patterns)} patterns for {len(book.codes)} codes, each with an example that "
        "must match and a near-miss that must not.",
        f"The rules were developed on {known} of the {n} texts read here.",
    ]
    if corpus.gold is None:
        lines.append("No reference coding stands beside these texts: every badge is grey.")
    else:
        lines.append(GOLD_NOTE if known else OTHER_GOLD_NOTE)
        whole = "every counted sentence" if covers_all(corpus) else "a part of the sentences"
        lines.append(f"The reference coding covers {whole}.")
        passes = "two passes are kept" if measure_agreement(corpus) else "one pass is kept"
        others = "are one adjudicated coding" if has_layer_gold(corpus) else "have none"
        lines.append(f"Of the frames {passes}; the other layers {others}.")
    items = "".join(f"<li>{escape_text(line)}</li>" for line in lines)
    display_panel(f"<ul>{items}</ul>", "limits")


def show_ten(corpus: Corpus) -> None:
    """Display the ten findings: verdict by either coding, in how many settings, resting on what."""
    tried = {t.statement.finding_id: t for t in try_statements(corpus)}
    rows = []
    for notebook, finding in find_ten(corpus):
        link = f"{notebook}.ipynb#{finding.finding_id}"
        head = f'<a href="{escape_text(link)}">{escape_text(finding.question)}</a>'
        own = tried.get(finding.finding_id)
        said = _say_verdicts(finding, own, link)
        rows.append([head, *said, *_say_settings(corpus, finding, own)])
    columns = ["question", "by the patterns", "by the reference coding", "holds in", "rests"]
    display_panel(
        panel_table(columns, rows, "Ten findings, and how far each can be trusted"), "ten"
    )


def _write_claim(claim: Claim, link: str) -> str:
    """Return a claim whose numbers lead to the finding where they open their sentences."""
    return "".join(
        f'<a href="{escape_text(link)}">{escape_text(piece.said)}</a>'
        if piece.key
        else escape_text(piece.said)
        for piece in claim.pieces()
    )


def _say_verdicts(finding: Finding, own: Tried | None, link: str) -> list[str]:
    """Return what either coding says: the claim, then the statement in it that can fail."""
    sides = [_write_claim(finding.claim, link)]
    theirs = finding.reference_claim
    if theirs is None:
        sides.append(escape_text(finding.verdict))
    elif theirs.text() == finding.claim.text():
        sides.append(f"the same words and numbers: {escape_text(finding.verdict)}")
    else:
        sides.append(f"{_write_claim(theirs, link)} <b>{escape_text(finding.said_verdict)}</b>")
    for i, coding in enumerate(CODING):
        verdict = _judge(finding, own, coding)
        if verdict:
            words = f"{'the statement' if i else _state(finding, own)}: {verdict}"
            sides[i] += f"<div><small>{escape_text(words)}</small></div>"
    return sides


def _state(finding: Finding, own: Tried | None) -> str:
    if own is not None:
        return own.statement.words
    return finding.choices.statement if finding.choices else ""


def _judge(finding: Finding, own: Tried | None, coding: str) -> str:
    """Return whether the statement of a finding holds by a coding in the usual setting.

    A setting of the reference that selects the same as one of the patterns is merged into it.
    """
    if own is not None:
        return own.verdicts.get(coding, "")
    if finding.choices is None or (coding == CODING[1] and finding.reference_claim is None):
        return ""
    usual = finding.choices.settings[0]
    wanted = dict(usual.choices) | {"coding": coding}
    found = [s for s in finding.choices.settings if dict(s.choices) == wanted]
    theirs = finding.reference_claim
    if not found and coding == CODING[1] and theirs and theirs.text() != finding.claim.text():
        return ""
    return HOLDS if (found or [usual])[0].holds else NOT


def _say_settings(corpus: Corpus, finding: Finding, own: Tried | None) -> list[str]:
    choices = finding.choices
    if choices is None:
        many = len(list_sentences(corpus)) > MOST_TRIED
        settings = "not tried on so many sentences" if many else "nothing to compare"
    else:
        settings = f"<b>{choices.k} of {choices.of}</b> settings"
    if own is not None:
        return [settings, escape_text(finding.rests)]
    return [settings, escape_text(_say_passages(finding))]


def _say_passages(finding: Finding) -> str:
    """Return on how many sentences a claim rests that has no codes to leave out."""
    keys = {piece.key for piece in finding.claim.pieces() if piece.key}
    rows = finding.evidence[finding.evidence["key"].isin(keys)]
    places = rows[["document_id", "sentence_id"]].drop_duplicates()
    n, texts = len(places), places["document_id"].nunique()
    if not n:
        return "on nothing that can be opened"
    one = "on one sentence" if n == 1 else f"on the {n:,} sentences that it opens"
    return f"{one}, in {texts:,} text{'s' if texts != 1 else ''}"


def show_tied(corpus: Corpus) -> None:
    """Display the pairs of codes that a ruling of the codebook joins or parts."""
    book = corpus.codebook
    rows = [
        [
            f"{escape_text(book.label(pair.code_a))} <small>{escape_text(pair.code_a)}</small>",
            f"{escape_text(book.label(pair.code_b))} <small>{escape_text(pair.code_b)}</small>",
            "joins them" if pair.how == "join" else "parts them",
            escape_text(pair.ruling),
        ]
        for pair in book.tied
    ]
    caption = "Pairs that the rulings settle: no claim rests on their meeting"
    display_panel(
        panel_table(["code", "code", "the ruling", "as it stands"], rows, caption), "tied"
    )


def show_locks(corpus: Corpus) -> None:
    """Display the questions that a corpus of this size cannot answer, with the size they need."""
    rows = [
        [
            escape_text(lock.question),
            escape_text(lock.needs),
            escape_text(lock.there),
            "open: sampling, genre and period must still be accounted for"
            if lock.is_open
            else "<b>locked</b>",
        ]
        for lock in list_locks(corpus)
    ]
    columns = ["question", "needs at least", "here", "so it is"]
    display_panel(panel_table(columns, rows, "What these texts cannot show"), "locks")
