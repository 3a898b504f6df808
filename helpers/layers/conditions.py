"""Stage 3 of matching: the conditions that a sentence must meet for a match to count.

Comes in: a match (start, end) and the `Reading` of its sentence. Goes out: the match, widened to
all its elements, or None. Must never know: codes, patterns, a particular text.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from helpers.layers.reading import Place, Reading

Condition = Callable[[int, int, Reading, str], Place | None]

NEAR = 90
GOVERNED = 150
CLOSE_WORDS = 3
_CLAUSE_END = re.compile(r"[;:?!]|, (?:i|we|you|he|she|it|they|this|while|but|because|although)\b")
_OF = re.compile(r"[\s,)\"']*(?:of|for|behind|to)\s")
_THIS = re.compile(r"(?:this|these|those|that|such|it|why)\b")
_PREPOSITION = re.compile(
    r"\b(?:along|at|on|across|between|near|of|to|in|for|throughout|within)\s(?:[\w'.-]+,?\s){0,4}$"
)
OF_MIGRATION = 110
LISTED = 80
MANY_WORDS = 8
_NO_LIST = re.compile(r"[.;:?!()]|\b(?:the|of|to|in|for|that)\b")

REGISTRY: dict[str, Condition] = {}


def condition(function: Condition) -> Condition:
    """Enter a function in the registry under its own name."""
    REGISTRY[function.__name__] = function
    return function


def _same_clause(reading: Reading, start: int, end: int, reach: int) -> bool:
    return end - start <= reach and not _CLAUSE_END.search(reading.gap(start, end))


def _is_close(reading: Reading, start: int, end: int) -> bool:
    gap = reading.gap(start, end)
    return gap.count(" ") <= CLOSE_WORDS + 1 and not re.search(r"[.,;:?!]", gap)


@condition
def after(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands before the match, in the same clause."""
    place = reading.last_before(word_set, start)
    if place is None or not _same_clause(reading, place[1], start, NEAR):
        return None
    return place[0], end


@condition
def before(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands after the match, in the same clause."""
    place = reading.first_after(word_set, end)
    if place is None or not _same_clause(reading, end, place[0], NEAR):
        return None
    return start, place[1]


@condition
def near(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands before or after the match, in the same clause."""
    return after(start, end, reading, word_set) or before(start, end, reading, word_set)


@condition
def right_after(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands before the match, at most three words away."""
    place = reading.last_before(word_set, start)
    return (place[0], end) if place and _is_close(reading, place[1], start) else None


@condition
def right_before(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands after the match, at most three words away."""
    place = reading.first_after(word_set, end)
    return (start, place[1]) if place and _is_close(reading, end, place[0]) else None


@condition
def later(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands anywhere after the match in the sentence."""
    return None if reading.first_after(word_set, end) is None else (start, end)


@condition
def not_later(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands after the match in the sentence."""
    return (start, end) if reading.first_after(word_set, end) is None else None


@condition
def not_owner(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The match is not a possessor ("migrants' incentives")."""
    return None if reading.document.folded[end : end + 1] == "'" else (start, end)


@condition
def not_after(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands before the match in the same clause."""
    return None if after(start, end, reading, word_set) else (start, end)


@condition
def not_before(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands after the match in the same clause."""
    return None if before(start, end, reading, word_set) else (start, end)


@condition
def not_right_after(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands within three words before the match."""
    return None if right_after(start, end, reading, word_set) else (start, end)


@condition
def not_right_before(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands within three words after the match."""
    return None if right_before(start, end, reading, word_set) else (start, end)


@condition
def governed(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The verb that the match depends on is of the set.

    That is the last verb before it in its clause; in a list item without one, the line that
    introduces the list must announce responses, not problems.
    """
    nearest: Place | None = None
    for first, last, name in reversed(reading.verbs):
        if last > start:
            continue
        if nearest is not None and nearest != (first, last):
            break
        nearest = first, last
        if name == word_set:
            return (first, end) if _same_clause(reading, last, start, GOVERNED) else None
    if nearest is not None:
        return None
    if reading.lead is not None and _announces_responses(reading.lead):
        return start, end
    return None


def _announces_responses(lead: Reading) -> bool:
    responses, problems = lead.places("lead_response"), lead.places("lead_problem")
    if not responses:
        return False
    return not problems or responses[-1][0] > problems[-1][0]


@condition
def not_governed(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The verb that the match depends on in its own sentence is not of the set."""
    own = any(v[1] <= start for v in reading.verbs)
    return None if own and governed(start, end, reading, word_set) else (start, end)


@condition
def at(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands after the match as a place ("along their shared borders")."""
    place = reading.first_after(word_set, end)
    if place is None or not _same_clause(reading, end, place[0], NEAR):
        return None
    if any(end <= verb[0] < place[0] for verb in reading.verbs):
        return None
    return (start, place[1]) if _PREPOSITION.search(reading.gap(end, place[0])) else None


@condition
def not_at(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands after the match as a place."""
    return None if at(start, end, reading, word_set) else (start, end)


@condition
def qualifies(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The match qualifies a noun of the set, alone or in a list ("economic and security ills")."""
    place = reading.first_after(word_set, end)
    if place is None or place[0] - end > LISTED:
        return None
    gap = reading.gap(end, place[0])
    words = len(gap.split())
    if _NO_LIST.search(gap) or words > MANY_WORDS or (words > CLOSE_WORDS and "," not in gap):
        return None
    return start, place[1]


@condition
def not_qualifies(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The match does not qualify a noun of the set, unless that is to be built or improved."""
    if qualifies(start, end, reading, word_set) is None:
        return start, end
    return (start, end) if governed(start, end, reading, "verb_build") else None


@condition
def outside(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The match does not lie inside a phrase of the set."""
    inside = any(a <= start and end <= b for a, b in reading.places(word_set))
    return None if inside else (start, end)


@condition
def with_(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands in the sentence or in the one that introduces it."""
    return (start, end) if reading.has(word_set) else None


@condition
def without(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """No word of the set stands in the sentence."""
    return None if reading.places(word_set) else (start, end)


@condition
def follows(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """A word of the set stands in the sentence before."""
    previous = reading.previous
    return (start, end) if previous is not None and previous.places(word_set) else None


@condition
def two_of(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """Two words of the set stand after the match, in the same clause."""
    places = [p for p in reading.places(word_set) if p[0] >= end]
    if len(places) < 2 or not _same_clause(reading, end, places[0][0], NEAR):
        return None
    return start, places[1][1]


@condition
def of_migration(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """If the match goes on with "of …", what follows is migration or the problem at hand."""
    of = _OF.match(reading.document.folded, end)
    if of is None or _THIS.match(reading.document.folded, of.end()):
        return start, end
    for name in ("migration", "this_problem", "leaving"):
        place = reading.first_after(name, of.end())
        if place is not None and _same_clause(reading, end, place[0], OF_MIGRATION):
            return start, end
    return None


def _has_outside(reading: Reading, word_set: str, around: str) -> bool:
    """Say whether a word of the set stands in the sentence outside the phrases of `around`."""
    phrases = reading.places(around)
    return any(
        not any(a <= start and end <= b for a, b in phrases)
        for start, end in reading.places(word_set)
    )


@condition
def at_home(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The condition is one at home: not the destination's, not on the way, not of an analogy."""
    if reading.places("in_transit") and not reading.places("fled"):
        return None
    leaving = _has_outside(reading, "leaving", "immigration_only")
    if not leaving and _has_outside(reading, "destination", "region"):
        return None
    if reading.places("analogy") and not _has_outside(reading, "region", "analogy"):
        return None
    return start, end


@condition
def abroad(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The sentence does not speak of the destination's own people and economy alone."""
    alone = _has_outside(reading, "own_economy", "region") and not reading.places("region")
    return None if alone else (start, end)


@condition
def short_name(start: int, end: int, reading: Reading, word_set: str) -> Place | None:
    """The match is written as a name ("the Plan") for a joint instrument named before."""
    text = reading.document.text[start:end]
    named = any(place < start for place in reading.document.joint_names)
    return (start, end) if named and text.split()[-1][:1].isupper() else None


REGISTRY["with"] = REGISTRY.pop("with_")
