"""When a country or a group of countries is an actor: it acts, commits or is party to something.

Comes in: a text and the places of country names. Goes out: the role of each, "" for a mere place.
Must never know: persons, organisations, offices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.grammar import is_base, next_words, verb_after, word_before, words_before
from helpers.layers.lexicon import read_words
from helpers.layers.page import Hit

# A country stands as a place after these words, whatever follows.
_PLACE = read_words("place after")
# "Officials from Mexico", "the governments of Mexico and Guatemala": they act for it.
_AGENTS = read_words("agent")
# What a country gives or does: "the partnership of Mexico", "resources from Guatemala".
_DEEDS = read_words("deed")
# What a country has that makes it an actor when it stands before it: "Mexico's commitment".
_COMMITMENTS = read_words("commitment")
_ADJECTIVE_COMMITMENTS = read_words("commitment of an adjective")
_BETWEEN_PLACES = read_words("between places")
_WITH_PLACES = read_words("with places")
_ASKED = read_words("asked")
_HELPED = read_words("helped")
_JOINED = read_words("joined")
_FUNCTION = read_words("function")
_COUNTS = read_words("count")
_ALLIES = read_words("ally")
# Of these the words before decide too.
_NOT_ALONE = _COUNTS | {
    *("with", "between", "among", "from", "of", "for", "to", "on", "and", "or"),
}
# After these nothing else makes it an actor, unless it is a possessive.
_MERE_PLACE = (
    _PLACE
    - _NOT_ALONE
    - {"by", "like", "including", "particularly", "especially"}
    - (_ASKED | _HELPED | _JOINED)
)
_LINKS = re.compile(
    r"(?:\s*\([^()]{1,40}\))?(?:,?\s+(?:and|or|as well as)\s+|,\s+|\s*[/&]\s*)"
    r"(?:the\s+)?"
)
_PARTNERS = re.compile(
    r"[ ]and[ ](?:its|our|their)[ ](?:[a-z]+[ ])?[a-z]+s(?:[ ]in(?:[ ]the)?(?:[ ][A-Z]\w+){1,2})?"
)
_TO = re.compile(r"\s+to\s+(?:once again |again |also |not |fully |further |[a-z]+ly )?([a-z-]+)")
_APOSTROPHES = ("’", "'")
_NO_NOUN = _PLACE | _FUNCTION
_POSSESSIVE = re.compile(r"[’'](?:s\b)?\s+")


def group_hits(raw: str, hits: Sequence[Hit]) -> list[list[Hit]]:
    """Return the hits grouped where commas or "and" alone part them ("Mexico and Guatemala")."""
    groups: list[list[Hit]] = []
    for hit in hits:
        if groups:
            between = raw[groups[-1][-1].end : hit.start]
            if len(between) < 50 and _LINKS.fullmatch(between):
                groups[-1].append(hit)
                continue
        groups.append([hit])
    return groups


def find_role(raw: str, group: Sequence[Hit], *, adjective: bool = False) -> str:
    """Return what a group of countries does: "acts", "is addressed", "is mentioned" or "".

    "" means that it is no actor here but a place: origin, destination, where something is.
    `adjective` is true where the form may stand before a noun ("U.S. commitment").
    """
    start, end = group[0].start, group[-1].end
    place = start - 4 if raw.startswith("the ", start - 4) else start
    last = word_before(raw, place) if raw[place - 2 : place - 1].isalpha() else ""
    words = [last]
    if last in _MERE_PLACE:
        return _role_by_possession(raw, end, adjective=adjective)
    if last in _NOT_ALONE or not last.isalpha():
        words = [w.strip(",“”\"'()") for w in words_before(raw, start, 7)]
        while words and words[-1] in _COUNTS:
            words.pop()
        last = words[-1] if words else ""
    verb = verb_after(raw, end, plural=len(group) > 1, strict=adjective)
    role = ""
    if not (adjective and _is_adjective(raw, end, verb)):
        role = _role_by_word(words, last, raw, end, verb)
    return role or _role_by_possession(raw, end, adjective=adjective)


def _is_adjective(raw: str, end: int, verb: str) -> bool:
    """Return whether a noun that the name qualifies follows ("U.S. prosecutors")."""
    following = next_words(raw, end, 1)
    if not raw[end + 1 : end + 2].islower() or raw[end] != " " or following[0] == verb:
        return False
    word = following[0].strip(',.;:)”"')
    return word.isalpha() and word not in _NO_NOUN and not is_base(word)


def _role_by_word(words: list[str], last: str, raw: str, end: int, verb: str) -> str:
    before = set(words[-5:-1])
    if last == "by":
        return "acts"
    if last in ("with", "between", "among"):
        barred = _WITH_PLACES if last == "with" else _BETWEEN_PLACES
        near = set(words[-3:-1]) if last == "with" else before
        return "" if near & barred else "is mentioned"
    if last in ("from", "of"):
        if _is_agent(words) or before & (_DEEDS if last == "from" else set()):
            return "acts" if verb else "is mentioned"
        return "is mentioned" if last == "of" and set(words[-3:-1]) & _DEEDS else ""
    if last == "for":
        return "acts" if _to_verb(raw, end) or "force" in before else ""
    if last == "to" and set(words[-3:-1]) & _ALLIES:
        return "is mentioned"
    if last == "on" and set(words[-2:-1]) & {"call", "calls", "called", "calling"}:
        return "is addressed"
    if last in _ASKED:
        return "is addressed"
    if last in _HELPED and _base_follows(raw, end):
        return "acts"
    if last in _JOINED:
        return "is mentioned"
    if last in ("like", "including", "particularly", "especially"):
        return "acts" if verb and verb not in ("is", "are", "was", "were") else ""
    if last in _PLACE and not (last in ("and", "or") and len(words) > 2):
        return ""
    return "acts" if verb else ""


def _is_agent(words: list[str]) -> bool:
    """Return whether what stands before "of" or "from" acts for the countries named."""
    near = words[-2:-1]
    if not near or near[0] not in _AGENTS:
        return False
    if near[0] in ("countries", "nations"):
        return len(words) > 3 and words[-4] in (*_JOINED, "by", "with", "between")
    return near[0] != "foreign"


def _to_verb(raw: str, end: int) -> bool:
    following = _TO.match(raw, end)
    return bool(following) and is_base(following[1] if following else "")


def _base_follows(raw: str, end: int) -> bool:
    partners = _PARTNERS.match(raw, end)
    end = partners.end() if partners else end
    following = [w.strip(",.") for w in next_words(raw, end, 2)]
    return _to_verb(raw, end) or bool(following and is_base(following[0]))


def _role_by_possession(raw: str, end: int, *, adjective: bool) -> str:
    mark = _POSSESSIVE.match(raw, end) if raw[end : end + 1] in _APOSTROPHES else None
    if not mark and not (adjective and raw[end : end + 1] == " "):
        return ""
    nouns = _COMMITMENTS if mark else _ADJECTIVE_COMMITMENTS
    for word in next_words(raw, mark.end() if mark else end, 3):
        if word.strip(',.;:)”"') in nouns:
            return "is mentioned"
        if word in _PLACE or not word.replace("-", "").isalpha():
            return ""
    return ""
