"""The frames layer: which diagnoses and responses each sentence carries.

Comes in: a `Text`, its names, a `Codebook`. Goes out: spans of layer "frame", and of layer "name"
for frame words inside proper names. Must never know: voices, other layers, other documents.

Stage 1 finds patterns and word sets in one pass (`helpers.matching`); each match must meet its
conditions on the sentence (stage 3, `helpers.layers.conditions`), which may widen it; of those
that do, the longest inside a code is kept (stage 2, `keep_longest`), so that a longer phrase whose
conditions fail hides nothing. Before all, a sentence must be tied to migration
(`Document.is_tied`).

Inside a proper name a frame word carries nothing, with two exceptions. An instrument's name still
says what kind of thing it is, so R-COOP stays in the name of a plan, a conference or a body; and
D-ROOT is the idea put in words, which a strategy's name can do ("Root Causes Strategy"). A pattern
that is the whole name ("Migrant Protection Protocols") looks for that very thing and counts, and
so does a heading that is nothing but a name: it says what follows.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from helpers.codebook import Codebook, FramePattern, parse_needs
from helpers.layers.conditions import REGISTRY, Condition
from helpers.layers.polarity import find_polarity
from helpers.layers.reading import Document, Reading
from helpers.matching import PatternList, keep_longest
from helpers.model import Name, Span, Text

INSTRUMENT_KINDS = frozenset({"plan", "conference", "body"})
MAX_END = sys.maxsize  # sorts after any name that begins at the same place
_TITLED = ("Order", "Memorandum", "Proclamation")
_TITLE = re.compile(rf"(?:{'|'.join(_TITLED)})\b[^()\n]{{0,60}}\(([A-Z][^()]{{9,300}}[a-z])\)")
HEADING = 0.9  # a name that fills this much of a sentence is a heading
TOPICS = ("topic", "topic_hint", "topic_border", "topic_place")
_REMEMBERED = 10_000  # how many places' patterns are kept ready, so that memory stays flat
NAMES_WITHOUT_TOPIC = frozenset({"law", "agency", "organisation", "office", "person"})


class Rule(NamedTuple):
    """A row of frames.csv made ready: its conditions as functions."""

    code: str
    text: str
    attributes: tuple[tuple[str, str], ...]
    needs: tuple[tuple[Condition, str], ...]


class Owner(NamedTuple):
    """What a pattern stands for: a rule by number or a word set, and what the set is for."""

    rule: int | None
    word_set: str = ""
    is_verb: bool = False
    is_joint_name: bool = False


class Dealt(NamedTuple):
    """What patterns that match at one place stand for: rules, sets, and names of joint things.

    `sets` holds the word sets with whether they are of verbs.
    """

    rules: tuple[int, ...]
    sets: tuple[tuple[str, bool], ...]
    n_joint_names: int


class Lexicon(NamedTuple):
    """A codebook made ready: its patterns, what each stands for, and the words of migration.

    `topic` holds the words of the sets TOPICS; `topic_sets` says for each which set it is of;
    `dealt` remembers what patterns that were found together stand for.
    """

    patterns: PatternList
    owners: tuple[Owner, ...]
    rules: tuple[Rule, ...]
    topic: PatternList
    topic_sets: tuple[str, ...]
    dealt: dict[tuple[int, ...], Dealt]

    def deal(self, numbers: tuple[int, ...]) -> Dealt:
        """Return what the patterns of these numbers stand for."""
        found = self.dealt.get(numbers)
        if found is None:
            owners = [self.owners[number] for number in numbers]
            sets = dict.fromkeys((o.word_set, o.is_verb) for o in owners if o.rule is None)
            rules = tuple(o.rule for o in owners if o.rule is not None)
            found = Dealt(rules, tuple(sets), sum(o.is_joint_name for o in owners))
            if len(self.dealt) >= _REMEMBERED:
                self.dealt.clear()
            self.dealt[numbers] = found
        return found


@lru_cache(maxsize=16)
def compile_codebook(codebook: Codebook) -> Lexicon:
    """Return the patterns and word sets of `codebook` as one list to be looked for in one pass."""
    entries = [(row.pattern, Owner(number)) for number, row in enumerate(codebook.patterns)]
    entries += [
        (pattern, Owner(None, name, name.startswith("verb_"), name == "joint_name"))
        for name, patterns in codebook.sets.items()
        if name == "topic" or name not in TOPICS
        for pattern in patterns
    ]
    topics = [(pattern, name) for name in TOPICS for pattern in codebook.sets.get(name, ())]
    return Lexicon(
        PatternList([pattern for pattern, _ in entries], alternatives=True),
        tuple(owner for _, owner in entries),
        tuple(_make_rule(row) for row in codebook.patterns),
        PatternList([pattern for pattern, _ in topics], alternatives=True),
        tuple(name for _, name in topics),
        {},
    )


def _make_rule(row: FramePattern) -> Rule:
    attributes = (("aim_or_means", row.aim_or_means),) if row.aim_or_means else ()
    needs = tuple((REGISTRY[name], word_set) for name, word_set in parse_needs(row.needs))
    return Rule(row.code, row.rule, attributes, needs)


def code_frames(text: Text, names: Sequence[Name], codebook: Codebook) -> list[Span]:
    """Return the frames of the text, and the frame words inside its names, in order of place.

    A frame span has the code of its row, the row as its rule, a polarity (mention, rejection or
    contrast) and, for R-BORDER, the attribute `aim_or_means`. A span of layer "name" has the code
    that the words would have been and the attribute `inside`, the name they stand in.
    """
    lexicon = compile_codebook(codebook)
    names = add_titles(text, names)
    document = find_topic(text, names, lexicon)
    spans: list[Span] = []
    for reading in read_sentences(text, document, lexicon) if document.topic else ():
        if reading.hits and document.is_tied(reading.sentence):
            spans += _code_sentence(reading, names, lexicon)
    return spans


def add_titles(text: Text, names: Sequence[Name]) -> Sequence[Name]:
    """Return the names with the titles of orders that stand in brackets after them, in order.

    >>> raw = "Executive Order 13767 (Border Security) is revoked."
    >>> [raw[n.start : n.end] for n in add_titles(Text("a", raw, raw.lower(), []), [])]
    ['Border Security']
    """
    if not any(word in text.text for word in _TITLED):
        return names
    places = [match.span(1) for match in _TITLE.finditer(text.text)]
    if not places:
        return names
    others = [n for n in names if not any(a < n.end and n.start < b for a, b in places)]
    return sorted([*others, *(Name(start, end, "law") for start, end in places)])


def find_topic(text: Text, names: Sequence[Name], lexicon: Lexicon) -> Document:
    """Return the document with the places where it speaks of migration; most texts have none.

    A word of the set `topic` is enough by itself. One of `topic_hint` ("fled", "smugglers",
    "remittances") is a hint, and hints count together: with a word of `topic`, or two different
    ones in a text that names a place of `topic_place`; but only if the text is then on migration.
    "The border" (`topic_border`) is a hint beside a word of `topic`, else no more than a place.
    A text that is not on migration and names no such place speaks of something else.
    """
    document = Document(text.text, text.folded)
    hints: list[tuple[int, int, str]] = []
    borders: list[tuple[int, int, str]] = []
    has_place = False
    for start, end, number in lexicon.topic.find_all(text.folded):
        topic_set = lexicon.topic_sets[number]
        if topic_set == "topic_place":
            has_place = True
            continue
        sentence = text.sentence_at(start)
        if sentence is None or end > sentence.end:
            continue
        if _is_inside(names, start, end, NAMES_WITHOUT_TOPIC):
            continue
        if topic_set == "topic":
            document.add_topic(start, sentence.paragraph)
        else:
            found = hints if topic_set == "topic_hint" else borders
            found.append((start, sentence.paragraph, text.folded[start:end]))
    if document.topic:
        hints += borders
    has_place = has_place or bool(borders)
    if document.topic or (has_place and len({words for _, _, words in hints}) > 1):
        document.add_hints([(start, paragraph) for start, paragraph, _ in hints])
    if not has_place and not document.is_on_migration():
        document.topic.clear()
    return document


def read_sentences(text: Text, document: Document, lexicon: Lexicon) -> list[Reading]:
    """Return one `Reading` a sentence, with the matches of patterns and word sets (stage 1)."""
    readings = [Reading(document, s) for s in text.sentences]
    by_id = {s.sentence_id: r for s, r in zip(text.sentences, readings, strict=True)}
    for before, reading in zip([None, *readings], readings, strict=False):
        reading.previous = before
        reading.lead = by_id.get(reading.sentence.led_by or 0)
    starts = [s.start for s in text.sentences] + [len(text.folded)]
    last = 0
    here: Reading | None = None
    for start, end, numbers in lexicon.patterns.find_places(text.folded):
        if start >= last:
            i = bisect_right(starts, start) - 1
            last = starts[i + 1]
            here = readings[i] if i >= 0 else None
        if here is None or end > here.sentence.end:
            continue
        rules, sets, n_joint_names = lexicon.deal(numbers)
        for rule in rules:
            here.hits.append((start, end, rule))
        for word_set, is_verb in sets:
            here.words.setdefault(word_set, []).append((start, end))
            if is_verb:
                here.verbs.append((start, end, word_set))
        document.joint_names += [start] * n_joint_names
    return readings


def _name_around(names: Sequence[Name], start: int, end: int) -> Name | None:
    i = bisect_right(names, (start, MAX_END)) - 1
    return names[i] if i >= 0 and end <= names[i].end else None


def _is_inside(names: Sequence[Name], start: int, end: int, kinds: frozenset[str]) -> bool:
    name = _name_around(names, start, end)
    return name is not None and name.kind in kinds


def _code_sentence(reading: Reading, names: Sequence[Name], lexicon: Lexicon) -> list[Span]:
    frames: dict[str, list[tuple[int, int, int]]] = {}
    named: dict[str, list[tuple[int, int, int, Name]]] = {}
    for start, end, number in reading.hits:
        place = _meet(lexicon.rules[number], start, end, reading)
        if place is None:
            continue
        code = lexicon.rules[number].code
        name = _name_around(names, start, end)
        if name is None or _stays_a_frame(code, name, (start, end), reading):
            frames.setdefault(code, []).append((*place, number))
        else:
            named.setdefault(code, []).append((start, end, number, name))
    spans = [
        _frame_span(reading, lexicon.rules[number], start, end)
        for met in frames.values()
        for start, end, number in keep_longest(met)
    ]
    spans += [
        _name_span(reading, lexicon.rules[number], start, end, name)
        for found in named.values()
        for start, end, number, name in keep_longest(found)
    ]
    return sorted(spans)


def _stays_a_frame(code: str, name: Name, place: tuple[int, int], reading: Reading) -> bool:
    if code == "D-ROOT" or (code == "R-COOP" and name.kind in INSTRUMENT_KINDS):
        return True
    abbreviation = reading.document.text.find(" (", name.start, name.end)
    name_end = name.end if abbreviation < 0 else abbreviation
    is_the_name = place[0] <= name.start and place[1] >= name_end
    sentence = reading.sentence
    is_a_heading = name.end - name.start >= HEADING * (sentence.end - sentence.start)
    return is_the_name or is_a_heading


def _meet(rule: Rule, start: int, end: int, reading: Reading) -> tuple[int, int] | None:
    first, last = start, end
    for function, word_set in rule.needs:
        place = function(start, end, reading, word_set)
        if place is None:
            return None
        if place[0] < first:
            first = place[0]
        if place[1] > last:
            last = place[1]
    return first, last


def _frame_span(reading: Reading, rule: Rule, start: int, end: int) -> Span:
    polarity = find_polarity(reading, start)
    return Span(start, end, "frame", rule.code, rule.text, polarity, rule.attributes)


def _name_span(reading: Reading, rule: Rule, start: int, end: int, name: Name) -> Span:
    inside = reading.document.text[name.start : name.end]
    return Span(start, end, "name", rule.code, rule.text, "", (("inside", inside),))
