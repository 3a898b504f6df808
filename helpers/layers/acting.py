"""What an actor does in its sentence, as far as the grammar round the mention says.

Comes in: a text and the place of a mention. Goes out: "acts", "is addressed" or "is mentioned".
Must never know: who is named, nor who is quoted (that is joined later).
"""

from __future__ import annotations

import re

from helpers.layers.grammar import verb_after, word_before

_BY_WORD_BEFORE = {
    "by": "acts",
    **dict.fromkeys(("thank", "thanks", "welcome", "urge", "urged", "thanked"), "is addressed"),
}
_ENDS = frozenset(word[-2:] for word in _BY_WORD_BEFORE)
_CALLS = ("", ",", ".", ":", "“", '"', "—", "–")
_YOU = re.compile(r"\b(?:your?|welcome)\b")


def does(raw: str, start: int, end: int) -> str:
    """Return what the grammar round a mention says: it acts, is addressed, is mentioned."""
    if (
        raw[end : end + 1] in (",", ".")
        and raw[max(0, start - 2) : start].strip() in _CALLS
        and _YOU.search(raw[max(0, start - 30) : end + 160].lower())
        and not verb_after(raw, end)
    ):
        return "is addressed"
    if start > 2 and raw[start - 3 : start - 1].lower() in _ENDS:
        role = _BY_WORD_BEFORE.get(word_before(raw, start), "")
        if role:
            return role
    return "acts" if verb_after(raw, end, plural=True) else "is mentioned"
