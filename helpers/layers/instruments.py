"""Instruments: named plans, agreements, initiatives, conferences, and bodies set up.

Comes in: a `Text` and its names. Goes out: spans of the layer "instrument" with kind and
canonical name. Must never know: the codes of the codebook, other documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.gazetteer import Head, Listed, find_listed, read_heads
from helpers.layers.instrument_patterns import NOUN_RULES, Pattern, read_instrument_patterns
from helpers.layers.measures import find_order, find_programs
from helpers.matching import PatternList, expand_alternatives
from helpers.model import Name, Sentence, Span, Text

_BRACKET = re.compile(r"\s?\((?:the )?[“\"]?([^()]+?)[”\"]?\)$")
_INNER = re.compile(r"\s?\([^()]*\)")
_STOPS = (
    "that|which|who|whose|with|to|by|at|was|is|are|were|has|have|had|will|would|should|signed|"
    "between|from|as|when|while|where|after|before|during|last|this|today|next|since|until|held|"
    "in|and the|because|so|if|but|under|through"
)
_SUBJECT = re.compile(
    rf" (?:on|regarding|concerning)(?: (?!(?:{_STOPS})\b)[\w'-]+){{1,6}}"
    r"(?: in (?:(?:central|latin|north|south) america|the (?:region|americas|hemisphere)))?"
)
_AIM = re.compile(r" (?:to|for) [\w'-]+(?: [\w'-]+){0,4}? (?:migration|emigration|migrants)\b")
_DEFINITE = frozenset(("the", "this", "that", "our", "its", "their", "said", "under", "new"))
_BARRED = frozenset(("the", "this", "that", "these", "those", "such", "each", "any", "no", "every"))
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)) $"
)
_GENERIC = frozenset(
    ("Memorandum", "Memoranda", "Agreement", "Declaration", "Arrangement", "Accord", "Conference")
)


class _Known(NamedTuple):
    """An instrument named earlier in the text."""

    code: str
    canonical: str


def code_instruments(text: Text, names: Sequence[Name]) -> list[Span]:
    """Return the instruments of the text: spans of the layer "instrument".

    `code` is plan, agreement, initiative, conference, body or rule; the attribute `canonical`
    is the listed name, or the full name as first given. A short form ("the Plan") counts once
    an instrument with that head noun has been named.
    """
    known: dict[str, _Known] = {}
    spans = [span for name in names if (span := _code_name(text, name, known))]
    spans += _code_short_forms(text, names, spans)
    taken = [(s.start, s.end) for s in spans]
    for start, end, kind in find_programs(text, names):
        if not any(s < end and start < e for s, e in taken):
            words = " ".join(text.text[start:end].split())
            spans.append(_span(start, end, kind, "program", _INNER.sub("", words)))
            taken.append((start, end))
    taken += [(n.start, n.end) for n in names]
    for span in _code_described(text):
        if not any(start < span.end and span.start < end for start, end in taken):
            spans.append(span)
            taken.append((span.start, span.end))
    return sorted(spans, key=lambda s: (s.start, s.end))


def _span(start: int, end: int, code: str, rule: str, canonical: str) -> Span:
    attributes = (("canonical", canonical), ("kind", code))
    return Span(start, end, "instrument", code, rule, "", attributes)


def _code_name(text: Text, name: Name, known: dict[str, _Known]) -> Span | None:
    """Return the span of a name that is an instrument, and note its short forms in `known`."""
    if name.kind in ("office", "agency", "person", "place"):
        return None
    words = " ".join(text.text[name.start : name.end].split())
    bracket = _BRACKET.search(words) if words.endswith(")") else None
    full, short = (words[: bracket.start()], bracket[1]) if bracket else (words, "")
    earlier = known.get(words) or known.get(full)
    if earlier:
        return _span(name.start, name.end, earlier.code, "named before", earlier.canonical)
    found = _look_up(full, short)
    if (found is None or not found.instrument) and name.kind == "law":
        return _code_law(text, name, known)
    if found is None or not found.instrument or (found.kind == "rule" and _is_heading(text, name)):
        return None
    end, canonical = name.end, found.canonical
    if found.kind == "rule" and any(word in _GENERIC for word in full.split()):
        sentence = text.sentence_at(name.start)
        subject = _SUBJECT.match(text.folded, end, sentence.end if sentence else end)
        if subject:
            canonical += text.text[end : subject.end()]
            end = subject.end()
    ordinal = found.instrument == "conference" and _ORDINAL.search(text.folded[: name.start][-9:])
    start = name.start - len(ordinal[0]) if ordinal else name.start
    rule = "head noun" if found.kind == "rule" else "listed"
    for form in (full, short):
        if form:
            known.setdefault(form, _Known(found.instrument, canonical))
    return _span(start, end, found.instrument, rule, canonical)


def _code_law(text: Text, name: Name, known: dict[str, _Known]) -> Span | None:
    """Return the span of an order, or of an act that is the thing made; note its name."""
    measure = find_order(text, name)
    if measure is None:
        return None
    words = _INNER.sub("", " ".join(text.text[measure.start : measure.end].split()))
    known.setdefault(words, _Known(measure.code, words))
    return _span(measure.start, measure.end, measure.code, "measure", words)


def _is_heading(text: Text, name: Name) -> bool:
    """Return whether a name only heads what follows: "- Rural Agenda – roads"."""
    sentence = text.sentence_at(name.start)
    if sentence is None or text.folded[sentence.start : name.start].strip(" -–—•*"):
        return False
    return text.folded.startswith((" - ", " – ", " — ", ":"), name.end)


@lru_cache(maxsize=1 << 13)
def _look_up(full: str, short: str) -> Listed | None:
    """Return what a name is: listed, else by its head noun (kind "rule")."""
    listed = find_listed(full) or (find_listed(short) if len(short) > 3 else None)
    if listed is not None:
        return listed
    head = read_heads().get(short) or _find_head(full.split())
    return Listed("rule", head.instrument, _INNER.sub("", full)) if head else None


def _find_head(words: Sequence[str]) -> Head | None:
    """Return the head noun of a name: one that a small word follows, else the last one.

    "Committee on Trade Agreements" is a committee, "World Trade Organization Agreement" none.
    """
    heads, found = read_heads(), None
    for i, word in enumerate(words):
        pair = " ".join(words[i : i + 2])
        head = heads.get(pair) or heads.get(word)
        if head is None or head.kind == "office":
            continue
        found = head
        after = words[i + 1 + (pair in heads) :][:1]
        if after and after[0] in head.links:
            break
    return found


def _code_short_forms(text: Text, names: Sequence[Name], spans: Sequence[Span]) -> list[Span]:
    """Return "Plan" in "the Plan", where an instrument with that head noun was named before."""
    heads = read_heads()
    first: dict[str, Span] = {}
    for span in spans:
        own = text.text[span.start : span.end]
        for word in dict.fromkeys((own + " " + span.get("canonical")).replace("(", " ").split()):
            plain = word.rstrip(")")
            if plain in heads and heads[plain].instrument:
                first.setdefault(plain, span)
    found = []
    for word, named in first.items():
        for start, end in _find_word(text.text, word, named.end):
            before = text.folded[max(0, start - 12) : start].rsplit(None, 1)[-1:]
            if before and (before[0] in _DEFINITE or before[0].endswith("'s")):
                found.append(_span(start, end, named.code, "short form", named.get("canonical")))
    return [s for s in found if not any(n.start < s.end and s.start < n.end for n in names)]


def _find_word(raw: str, word: str, after: int) -> Iterator[tuple[int, int]]:
    place = raw.find(word, after)
    while place >= 0:
        end = place + len(word)
        if not raw[place - 1].isalnum() and not raw[end : end + 1].isalnum():
            yield place, end
        place = raw.find(word, end)


@lru_cache
def _described() -> tuple[PatternList, tuple[Pattern, ...], dict[str, frozenset[str]]]:
    """Return the patterns of nouns and phrases, their rows, and the word sets by rule."""
    rows = read_instrument_patterns()
    nouns = [r for r in rows if r.rule in NOUN_RULES]
    plain = [(p, row) for row in nouns for p in _with_plural(row)]
    sets = {
        rule: frozenset(r.pattern for r in rows if r.rule == rule)
        for rule in ("making", "valuing", "relating")
    }
    return PatternList([p for p, _ in plain]), tuple(row for _, row in plain), sets


def _with_plural(row: Pattern) -> list[str]:
    plain = expand_alternatives(row.pattern)
    return plain if row.rule != "standing" else [*plain, *(p + "s" for p in plain)]


def _code_described(text: Text) -> list[Span]:
    """Return the instruments that have no proper name: "a trilateral working group"."""
    patterns, rows, _ = _described()
    spans: list[Span] = []
    for match in patterns.find_all(text.folded):
        sentence = text.sentence_at(match.start)
        if sentence is None or match.end > sentence.end:
            continue
        row = rows[match.pattern]
        start = match.start if row.rule == "described" else _find_start(text, match, sentence, row)
        if start is None:
            continue
        end = match.end
        complement = _SUBJECT if row.rule == "meeting" else _AIM if row.code == "plan" else None
        if complement and row.rule != "described":
            more = complement.match(text.folded, end, sentence.end)
            end = more.end() if more else end
        if row.rule == "made" and (start, end) == (match.start, match.end):
            continue
        words = " ".join(text.text[start:end].split())
        listed = find_listed(words)
        canonical = row.canonical or (listed.canonical if listed else words)
        spans.append(_span(start, end, row.code, row.rule, canonical))
    spans.sort(key=lambda s: (s.start - s.end, s.start))
    return [s for i, s in enumerate(spans) if not any(_meet(s, t) for t in spans[:i])]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _find_start(
    text: Text, match: tuple[int, int, int], sentence: Sentence, row: Pattern
) -> int | None:
    """Return where the phrase around a noun begins, None if nothing shows that it is set up.

    Going left from the noun: words that only praise ("new", "effective") cut the phrase; "a" or
    "an" after a verb of making ends it. A meeting needs a word such as "trilateral"; a working
    group stands on its own unless it is "the" working group.
    """
    sets = _described()[2]
    start, keep, kept = match[0], True, 0
    at = start
    while at > sentence.start:
        begin = max(text.folded.rfind(" ", sentence.start, at - 1) + 1, sentence.start)
        word = text.folded[begin : at - 1]
        if row.rule == "meeting" and word not in sets["relating"]:
            break
        if word in ("a", "an") or _makes(word):
            made = word not in ("a", "an") or _makes_before(text, begin, sentence.start)
            return start if made or (row.rule == "standing" and kept) else None
        if not word[:1].isalpha() or word[-1] in ".;:)!?" or word in _BARRED:
            return None
        if row.rule == "standing" and word not in sets["relating"] and begin > sentence.start:
            if not _has_article(text, begin, sentence.start):
                break
            kept += 1
        keep = keep and word not in sets["valuing"] and word not in ("and", "first")
        start, kept = (begin, kept + 1) if keep else (start, kept)
        at = begin
        if match[0] - at > 70:
            return None
    return start if kept and row.rule in ("standing", "meeting") else None


def _makes(word: str) -> bool:
    verbs, stems = _verbs()
    return word in verbs or word.startswith(stems)


@lru_cache
def _verbs() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the verbs of making: whole words, and beginnings of words."""
    found = _described()[2]["making"]
    stems = tuple(sorted(verb[:-1] for verb in found if verb.endswith("*")))
    return frozenset(verb for verb in found if not verb.endswith("*")), stems


def _makes_before(text: Text, at: int, floor: int) -> bool:
    """Return whether the one or two words before `at` are a verb of making."""
    words = text.folded[max(floor, at - 30) : at].split()[-2:]
    return any(_makes(word) for word in words[-1:]) or " ".join(words) in _verbs()[0]


def _has_article(text: Text, at: int, floor: int) -> bool:
    return text.folded[max(floor, at - 40) : at].split()[-1:] in (["a"], ["an"])
