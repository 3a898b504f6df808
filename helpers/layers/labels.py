"""Labels: the noun phrases that name the people who move, or the movement itself.

Comes in: a `Text` and its names. Goes out: spans of the layer "label" with stance, object and
metaphor. Must never know: the codes of the frames, other documents.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from helpers.layers.label_patterns import (
    TOPIC_ENOUGH,
    LabelWord,
    LabelWords,
    prepare_label_words,
)
from helpers.matching import Match, keep_longest
from helpers.model import Name, Span, Text

_NEXT = re.compile(r" ([a-z][\w'-]*)")
_LIST = re.compile(r"(?:,? (?:and|or)|,) (?:(?:other|the|their|all|many|more) )?")
_NO_NOUN = frozenset(
    ("who", "is", "was", "are", "were", "has", "have", "had", "to", "from", "in", "at", "and")
    + ("or", "with", "may", "can", "must", "will", "would", "could", "that", "which", "as", "by")
    + (
        "on",
        "for",
        "of",
        "into",
        "through",
        "across",
        "while",
        "when",
        "after",
        "before",
        "because",
    )
    + ("if", "than", "but", "since", "until", "whose", "whom", "without", "under", "during", "not")
    + ("seeking", "fleeing", "waiting", "crossing", "arriving", "coming", "entering", "leaving")
    + ("living", "working", "should", "would", "cannot", "do", "did", "also", "still", "already")
    + ("remain", "need", "deserve", "face", "often", "now", "there", "here", "alone", "being")
    + (
        "come",
        "came",
        "crowd",
        "go",
        "went",
        "return",
        "live",
        "say",
        "said",
        "get",
        "want",
        "lose",
    )
    + ("between", "among", "along", "against", "whether", "where", "about", "over", "so", "then")
)
_BEFORE_VERB = frozenset(("has", "have", "had", "having", "we", "they", "he", "she", "it", "i"))
_POINTING = ("these ", "those ", "such ")
_ALONE = ("adjective", "single", "nominal")
_ORDER = ("threat-metaphor", "legal-status", "vulnerability", "neutral")


class _Phrase(NamedTuple):
    """A noun with what belongs to it: `words` are the rows of the codebook that it holds."""

    start: int
    end: int
    noun: LabelWord
    words: tuple[LabelWord, ...]
    sentence: tuple[int, int]


def code_labels(text: Text, names: Sequence[Name]) -> list[Span]:
    """Return the labels of the text: spans of the layer "label", none inside another.

    `code` is the stance (legal-status, neutral, vulnerability, threat-metaphor); attributes are
    `object` (person, movement, crisis) and, for a threat, `metaphor` where it is one (after
    Card et al. 2022). Nouns such as "people" count only where the text says that they move, are
    moved or stand beside those who do.
    """
    lists = prepare_label_words()
    certain: list[Span] = []
    general: list[tuple[_Phrase, str]] = []
    found = lists.patterns.find_all(text.folded)
    nouns = [match for match in found if match.pattern < len(lists.rows)]
    tells = _tells_of_migration(found, lists)
    if not (tells or _may_hold_label(text, nouns, found, names)):
        return []
    for match in nouns:
        phrase = _grow_phrase(text, match, lists, names)
        if phrase is None:
            continue
        role = phrase.noun.role
        if role in ("general", "single"):
            general.append((phrase, _find_licence(text, phrase, lists)))
        elif role != "crisis" or _is_of_migration(text, phrase, lists):
            certain.append(_make_span(phrase, role, ""))
    general = _license_again(text, general)
    spans = keep_longest([*certain, *_license_lists(text, certain, general)])
    if not (tells or any(span.rule in ("head", "adjective", "container") for span in spans)):
        spans = [s for s in spans if s.rule == "crisis" and s.code == "threat-metaphor"]
    return spans


def _tells_of_migration(found: Sequence[Match], lists: LabelWords) -> bool:
    """Return whether the text speaks of migration by what it talks about, not by its labels."""
    first, after = len(lists.rows), len(lists.rows) + len(lists.weights)
    topics = {match.pattern for match in found if first <= match.pattern < after}
    return sum(lists.weights[topic - first] for topic in topics) >= TOPIC_ENOUGH


def _may_hold_label(
    text: Text, nouns: Sequence[Match], found: Sequence[Match], names: Sequence[Name]
) -> bool:
    """Return whether a text may hold labels though it does not otherwise speak of migration.

    A label that speaks of it is enough, or a crisis of migration.
    """
    lists = prepare_label_words()
    if nouns and any(match.pattern >= len(lists.rows) + len(lists.weights) for match in found):
        return True
    roles = [lists.rows[match.pattern].role for match in nouns]
    if "head" in roles or "adjective" in roles:
        return True
    crises = [match for match, role in zip(nouns, roles, strict=True) if role == "crisis"]
    phrases = (_grow_phrase(text, match, lists, names) for match in crises)
    return any(phrase and _is_of_migration(text, phrase, lists) for phrase in phrases)


def _grow_phrase(
    text: Text, match: Match, lists: LabelWords, names: Sequence[Name]
) -> _Phrase | None:
    """Return the phrase around a noun, None where the noun is part of something else."""
    folded = text.folded
    start, end, noun = match.start, match.end, lists.rows[match.pattern]
    sentence = text.sentence_at(start)
    if sentence is None or folded[start - 1 : start] == "-" or folded[end : end + 1] == "-":
        return None
    if _lies_in_name(start, end, names):
        return None
    if noun.role == "nominal" and not folded.startswith("the ", start - 4):
        return None
    held = [noun]
    following = _NEXT.match(folded, end, sentence.end)
    tail = lists.words["tail"].get(following[1]) if following else None
    if following and tail and noun.role in ("head", "adjective"):
        end = following.end()
        held.append(tail)
        following = _NEXT.match(folded, end, sentence.end)
    elif noun.role in _ALONE and following and not _begins_anew(following[1], noun):
        return None
    if following and following[1] in lists.words["blocker"]:
        return None
    begin, before = _extend_left(text, start, sentence.start, lists, noun)
    held += before
    begin, container = _find_container(text, begin, sentence.start, lists)
    held += container
    if noun.role == "general":
        owner = next((n for n in names if n.end + 1 == begin and n.kind in ("plan", "law")), None)
        begin = owner.start if owner else begin
    return _Phrase(begin, end, noun, tuple(held), (sentence.start, sentence.end))


def _begins_anew(word: str, noun: LabelWord) -> bool:
    """Return whether a word that follows a noun belongs to it no more, as a verb does."""
    return word in _NO_NOUN or (noun.role == "single" and word.endswith("ed"))


def _lies_in_name(start: int, end: int, names: Sequence[Name]) -> bool:
    i = bisect_left(names, (end,)) - 1
    return i >= 0 and names[i].end > start


def _extend_left(
    text: Text, start: int, floor: int, lists: LabelWords, noun: LabelWord
) -> tuple[int, list[LabelWord]]:
    """Return where the words that characterise the noun begin, and their rows.

    They may be joined by commas and "and": "safe, orderly, and humane migration".
    """
    words = lists.words
    at, joined, held = start, start, []
    while joined > floor:
        begin = max(text.folded.rfind(" ", floor, joined - 1) + 1, floor)
        word = text.folded[begin : joined - 1]
        plain = word.rstrip(",")
        if plain != word and at == joined == start:
            break
        row = words["modifier"].get(plain) or words["licence"].get(plain)
        if noun.role == "crisis":
            row = words["quality"].get(plain) or words["quality beside"].get(plain) or row
        if row is not None and noun.role == "general" and _is_verb(text, begin, floor, row):
            row = None
        if row is not None and text.folded[joined - 1] == " ":
            held.append(row)
            at = joined = begin
        elif word in ("and", "or") and at == joined and (at < start or noun.role == "adjective"):
            joined = begin
        else:
            break
    return at, held


def _is_verb(text: Text, at: int, floor: int, row: LabelWord) -> bool:
    """Return whether a word at `at` is the verb of what follows: "we deported", "returning"."""
    if row.role == "modifier" and row.pattern.endswith("ing"):
        return True
    before = text.folded[max(floor, at - 20) : at].split()
    return row.pattern.endswith("ed") and bool(before) and before[-1] in _BEFORE_VERB


def _find_container(
    text: Text, at: int, floor: int, lists: LabelWords
) -> tuple[int, list[LabelWord]]:
    """Return where "flood of" before the phrase begins, and its row."""
    before = text.folded[max(floor, at - 40) : at].split(" ")
    if len(before) < 3 or before[-1] or before[-2] not in ("of", "in", "the", "these"):
        return at, []
    back = 3 if before[-2] in ("of", "in") else 4
    noun = before[-back] if len(before) >= back else ""
    row = lists.words["container"].get(noun)
    if row is None or (before[-back + 1] not in ("of", "in")):
        return at, []
    return at - len(" ".join(before[-back:])), [row]


def _is_of_migration(text: Text, phrase: _Phrase, lists: LabelWords) -> bool:
    """Return whether a crisis is one of migration: by its quality, or at the border."""
    if any(word.role == "quality" for word in phrase.words):
        return True
    if text.folded[: phrase.start].endswith(tuple(f"{w} " for w in lists.words["no quality"])):
        return False
    return bool(lists.place.match(text.folded, phrase.end, phrase.sentence[1]))


def _find_licence(text: Text, phrase: _Phrase, lists: LabelWords) -> str:
    """Return the stance that a general noun gets from its surroundings, "" if it is no label."""
    for word in phrase.words:
        if word.role in ("licence", "container"):
            return word.stance
    if phrase.noun.object == "movement" or phrase.noun.role == "single":
        return ""
    floor, limit = phrase.sentence
    if lists.inside.match(text.folded, phrase.end, limit):
        return "vulnerability"
    for stance, after in lists.after:
        if after.match(text.folded, phrase.end, min(limit, phrase.end + 90)):
            return stance
    before = text.folded[max(floor, phrase.start - 70) : phrase.start]
    for stance, pattern in lists.before:
        if pattern.search(before):
            return stance
    return ""


def _license_again(text: Text, general: Sequence[tuple[_Phrase, str]]) -> list[tuple[_Phrase, str]]:
    """Return the general nouns; "these families" are a label once families have been one."""
    before: set[str] = set()
    found = []
    for phrase, stance in general:
        pointer = text.folded[: phrase.start].endswith(_POINTING)
        if not stance and pointer and phrase.noun.pattern in before:
            stance = "neutral"
        if stance:
            before.add(phrase.noun.pattern)
        found.append((phrase, stance))
    return found


def _license_lists(
    text: Text, certain: Sequence[Span], general: Sequence[tuple[_Phrase, str]]
) -> list[Span]:
    """Return the general nouns that are labels; one in a list with a label is one too.

    A condition that stands around the list holds for the whole list; a word that characterises
    one noun ("unaccompanied") holds for what follows it in the list, not for what precedes.
    """
    if not general:
        return []
    stances = [stance for _, stance in general]
    persons = [(s.start, s.end, "neutral", False) for s in certain if s.get("object") == "person"]
    for _ in range(3):
        pairs = zip(general, stances, strict=True)
        known = [*persons, *((p.start, p.end, s, _has_own(p)) for (p, _), s in pairs if s)]
        for i, (phrase, _) in enumerate(general):
            if stances[i] or phrase.noun.object != "person":
                continue
            for start, end, stance, own in known:
                first, second = min(phrase.end, end), max(phrase.start, start)
                if 0 < second - first < 16 and _LIST.fullmatch(text.folded, first, second):
                    stances[i] = "neutral" if own and start > phrase.start else stance
    spans = []
    for (phrase, _), stance in zip(general, stances, strict=True):
        if stance:
            inside = prepare_label_words().inside.match(text.folded, phrase.end)
            end = inside.end() if inside else phrase.end
            spans.append(_make_span(phrase._replace(end=end), "general", stance))
    return spans


def _has_own(phrase: _Phrase) -> bool:
    """Return whether a word of the phrase itself makes it a label: "unaccompanied children"."""
    return any(word.role == "licence" for word in phrase.words)


def _make_span(phrase: _Phrase, rule: str, stance: str) -> Span:
    """Return the span of a phrase: the strongest stance that one of its words gives it."""
    stances = {word.stance for word in phrase.words if word.stance} | {stance} - {""}
    crisis = any(word.object == "crisis" for word in phrase.words)
    if crisis and "vulnerability" in stances:
        danger = any(w.stance == "threat-metaphor" and w.object != "crisis" for w in phrase.words)
        stances -= {"vulnerability"} if danger else {"threat-metaphor"}
    code = next(s for s in _ORDER if s in stances)
    objects = [word.object for word in phrase.words if word.object]
    attributes = [("object", "crisis" if crisis else objects[-1])]
    metaphor = next((w.metaphor for w in phrase.words if w.metaphor), "")
    if metaphor and code == "threat-metaphor":
        attributes.append(("metaphor", metaphor))
    held = {word.role for word in phrase.words}
    rule = "container" if "container" in held else rule
    return Span(phrase.start, phrase.end, "label", code, rule, "", tuple(attributes))
