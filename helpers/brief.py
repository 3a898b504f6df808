"""The findings of a briefing: which five, by which rule, each with one quotation.

Comes in: a corpus. Goes out: `Chosen` findings in order, and the rule in words. Must never know:
which texts are read, or what a page looks like.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from helpers.cards import pick_main_key
from helpers.compared import OTHERS, TEN
from helpers.corpus import Corpus
from helpers.evidence import Ref
from helpers.findings import VERDICTS, Finding
from helpers.readings.statements import try_one

MOST_FINDINGS = 5
FEWEST_WORDS = 8
LEAST_SHARE = 0.5  # of the settings: what holds in fewer is no finding to be briefed with
# By theme: only findings that compare have settings in which they hold or do not.
CANDIDATES: tuple[tuple[str, Callable[[Corpus], Finding]], ...] = tuple(
    (one.theme, one.find) for one in (*TEN, *OTHERS)
)


class Quotation(NamedTuple):
    """One sentence behind a finding, and the stretches of it that are marked."""

    document_id: str
    sentence_id: int
    stretches: tuple[tuple[int, int], ...]


class Chosen(NamedTuple):
    """One finding of a briefing: its theme, its quotation, and the one sentence it rests on."""

    theme: str
    finding: Finding
    quotation: Quotation
    rests_on: Ref | None


@lru_cache(maxsize=4)
def choose_findings(corpus: Corpus) -> tuple[Chosen, ...]:
    """Return the findings of a briefing, at most five, in order of how firmly they hold.

    A finding qualifies if its verdict is the same under both codings (without a reference coding
    that is not asked), if it holds in half of the settings tried, and if a sentence stands behind
    it.
    Those that hold in the greatest share of settings come first, then those tried in more; of a
    theme only the first is taken.
    """
    ranked = []
    for theme, find in CANDIDATES:
        finding = find(corpus)
        choices, quotation = finding.choices, pick_quotation(finding)
        agreed = corpus.gold is None or finding.verdict == VERDICTS[0]
        firm = choices is not None and choices.of and LEAST_SHARE * choices.of <= choices.k
        if choices is not None and firm and quotation is not None and agreed:
            ranked.append((-choices.k / choices.of, -choices.of, theme, finding, quotation))
    ranked.sort(key=lambda row: row[:2])
    taken: dict[str, Chosen] = {}
    for _, _, theme, finding, quotation in ranked:
        if theme not in taken and len(taken) < MOST_FINDINGS:
            taken[theme] = Chosen(theme, finding, quotation, find_only_sentence(finding))
    return tuple(taken.values())


def pick_quotation(finding: Finding) -> Quotation | None:
    """Return the shortest prose sentence of eight words or more that a claim is about.

    Where it marks none as prose or as long, the shortest; None where no sentence stands behind.
    """
    rows = finding.evidence[finding.evidence["key"] == pick_main_key(finding)]
    if rows.empty:
        return None
    sentences = finding.corpus.sentences
    held = sentences[sentences["document_id"].isin(rows["document_id"])]
    columns = (held[c].tolist() for c in ("document_id", "sentence_id", "n_words", "kind"))
    facts = {(d, i): (n, kind) for d, i, n, kind in zip(*columns, strict=True)}
    words, kinds = ({pair: fact[i] for pair, fact in facts.items()} for i in (0, 1))
    pairs = list(zip(rows["document_id"].tolist(), rows["sentence_id"].tolist(), strict=True))
    pair = min(
        dict.fromkeys(pairs),
        key=lambda p: (kinds[p] != "prose", words[p] < FEWEST_WORDS, words[p], p),
    )
    own = rows[[p == pair for p in pairs]].dropna(subset=["start", "end"])
    stretches = tuple(zip(own["start"].astype(int), own["end"].astype(int), strict=True))
    return Quotation(str(pair[0]), int(pair[1]), stretches)


def find_only_sentence(finding: Finding) -> Ref | None:
    """Return the sentence without which a finding would say otherwise, if it is one alone.

    Where leaving out each sentence was tried, what that found; else the only sentence that the
    claim is about.
    """
    tried = try_one(finding.corpus, finding.finding_id)
    if tried is not None and tried.carried is not None:
        found = tried.carried.sentences
        return found[0] if len(found) == 1 else None
    passages = finding.passages(pick_main_key(finding))
    rows = list(passages.itertuples(index=False, name=None))
    return (str(rows[0][0]), int(rows[0][1])) if len(rows) == 1 else None


def say_rule(corpus: Corpus) -> str:
    """Return the rule by which the findings were chosen, and how many met it, in sentences."""
    n = len(choose_findings(corpus))
    tried = len(CANDIDATES)
    asked = (
        "No reference coding stands beside these texts, so none is asked for"
        if corpus.gold is None
        else "Taken are those whose verdict is the same under both codings"
    )
    met = "" if n == MOST_FINDINGS else f" Only {n} meet{'s' if n == 1 else ''} this."
    return (
        f"Of {tried} findings that compare something, {MOST_FINDINGS} are shown. {asked}; those "
        "that hold in the greatest share of settings come first, none that holds in fewer than "
        f"half; then those tried in more; one a theme.{met} A finding that rests on one sentence "
        "says so."
    )
