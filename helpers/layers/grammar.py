"""What stands round a mention: a verb it governs, a preposition, a noun of action.

Comes in: a text and two offsets. Goes out: words and yes or no. Must never know: who is named.
"""

from __future__ import annotations

import re

from helpers.layers.lexicon import read_words

AUXILIARIES = read_words("auxiliary")
_STEMS = read_words("verb")
_PAST = read_words("past")
_THIRD = frozenset(
    stem[:-1] + "ies"
    if stem.endswith("y") and stem[-2] not in "aeo"
    else stem + ("es" if stem.endswith(("s", "sh", "ch", "x", "o")) else "s")
    for stem in _STEMS
)
_BASE = frozenset(_STEMS)
# Verb forms that a headline would capitalise, in lower case.
TITLE_WORDS = _THIRD | _PAST | AUXILIARIES
# Forms in -s that are nouns as often as verbs: after "U.S." they say nothing.
_NOUNS = read_words("noun in s")
_AFTER = re.compile(
    r"(?:\s*\([^()]{1,60}\))?"
    r"(?:\s+and\s+(?:its|our|their|his|her|other|partner|the)\s[a-z]+(?:\s[a-z]+){0,2}?)??"
    r"(?:,[^,.;:()\n“”\"]{2,80},|\s+[–—-]+|,?\s+(?:which|who|that))?"
    r"\s+(?:(?:also|both|all|each|jointly|together|today|then|now|still|never|not|once|further|"
    r"first|alone|themselves|itself|[a-z]+ly|just|soon)\s+)*([a-z][a-z'’-]+)"
)
_NEXT = re.compile(r" ([a-z][a-z'’-]+)")
# After a blank, only these words and signs (and adverbs in -ly) may stand before the verb.
_ASIDES = frozenset(
    (
        *("and", "which", "who", "that", "also", "both", "all", "each", "jointly", "together"),
        *("today", "then", "now", "still", "never", "not", "once", "further", "first", "alone"),
        *("themselves", "itself", "just", "soon"),
    )
)
_KNOWN = _ASIDES | TITLE_WORDS | _BASE
_BEFORE_VERB = frozenset("(–—- \t\n\r\x0b\x0c\xa0")
_STOPS = frozenset(".;!?”")
NOT_PAST = read_words("not past")


def words_before(raw: str, start: int, count: int = 4) -> list[str]:
    """Return up to `count` words before `start`, nearest last, folded, marks kept.

    Words beyond a full stop, semicolon or line break are left out.
    """
    piece = raw[max(0, start - 64) : start].lower()
    line = max(piece.rfind("\n"), piece.rfind("\r"))
    words = piece[line + 1 :].split()[-count:]
    if _STOPS.isdisjoint(piece):
        return words
    for i in range(len(words) - 1, -1, -1):
        if words[i][-1] in _STOPS and words[i] not in ("u.s.", "u.n."):
            return words[i + 1 :]
    return words


def word_before(raw: str, start: int) -> str:
    """Return the word right before `start`, folded, marks kept; "" at the head of a line."""
    if start < 2 or raw[start - 1] != " ":
        return ""
    words = raw[max(0, start - 24) : start - 1].rpartition(" ")[2].lower().split()
    return words[-1] if words else ""


def verb_after(raw: str, end: int, *, plural: bool = False, strict: bool = False) -> str:
    """Return the finite verb that follows `end` directly or after an aside, else "".

    `plural` allows the bare form ("recognize"); `strict` refuses forms that are as often nouns.

    >>> verb_after("Mexico, a close partner, agreed", 6)
    'agreed'
    """
    match = _NEXT.match(raw, end)
    if match is None:
        following = raw[end : end + 1]
        if following == " ":
            if raw[end + 1 : end + 2] not in _BEFORE_VERB:
                return ""
        elif not (following in (",", "(") or following.isspace()):
            return ""
        word = ""
    else:
        word = match[1]
        if word not in _KNOWN and word[-2:] not in ("ed", "ly"):
            return ""
    if not word or word in _ASIDES or word[-2:] == "ly":
        match = _AFTER.match(raw, end, end + 160)
        word = match[1] if match else ""
    if strict and match and raw.startswith((" to ", " that "), match.end()):
        strict = False
    return word if is_finite(word, plural=plural, strict=strict) else ""


def is_finite(word: str, *, plural: bool = False, strict: bool = False) -> bool:
    """Return whether `word` is a finite verb: an auxiliary, a past or third-person form."""
    if word in AUXILIARIES or word in _PAST:
        return True
    if word.endswith("ed"):
        return word not in NOT_PAST and ("-" not in word or word.startswith(("co-", "re-")))
    if word in _THIRD:
        return not (strict and word in _NOUNS)
    return plural and word in _BASE


def is_base(word: str) -> bool:
    """Return whether `word` is the bare form of a verb that actors govern."""
    return word in _BASE or word == "be"


def next_words(raw: str, end: int, count: int = 3) -> list[str]:
    """Return up to `count` words after `end` on its line, folded, marks kept."""
    piece = raw[end : end + 60].lower()
    line = min((p for p in (piece.find("\n"), piece.find("\r")) if p >= 0), default=len(piece))
    return piece[:line].split()[:count]
