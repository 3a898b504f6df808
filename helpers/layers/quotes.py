"""The quotations of a text and whose words they are.

Comes in: a text with sentences and its actor mentions. Goes out: spans of layer `quote`. Must
never know: a particular text, what a quotation says, other layers' codes.

Three codes. `marked`: direct speech between quotation marks, marks excluded; one broken by
"said X" is two spans, one over several sentences or paragraphs is one. `speech`: what follows a
speaker's label in a transcript, up to the next label. `block`: a quotation without marks, proposed
by general signs with voice `uncertain` (see `helpers.layers.blocks`).

Marks alone make no quotation. Up to three words count only right beside a verb of speech; words
after a naming word ("known as", "titled") and words all in capitals like a title do not count.

A speaker is looked for, in this order: after the quotation in its sentence, before it in its
sentence, in the sentence that leads it by a colon, and then carried over from the quotation
before it in the same paragraph, or in the paragraph right before, if that has a quotation too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.attribution import Attribution, attribute_after, attribute_before
from helpers.layers.blocks import Block, propose_blocks
from helpers.layers.cues import read_cues
from helpers.layers.marks import Marked, find_marked
from helpers.layers.speakers import Speakers
from helpers.layers.transcripts import find_speeches
from helpers.model import Sentence, Span, Text

_SHORT, _MOST_OF_TITLE = 3, 15
_NOBODY = Attribution((), "", "none")
# What an amount of money is for is a name or an aim, not speech: "$2 million to “…”".
_FOR_MONEY = re.compile(r"[$€£][\d.,]+(?:\s(?:million|billion|thousand))?\s+(?:to|for|on)\s*$")


def code_quotes(text: Text, actors: Sequence[Span]) -> list[Span]:
    """Return the quotations of `text`, in order of start.

    Attributes: `speaker` (canonical, a row for each), `cue` (the verb, as it stands, if any) and
    `voice` (`speaker`, or `uncertain` for a proposed block quotation).

    >>> from helpers.folding import fold
    >>> from helpers.sentences import split_sentences
    >>> raw = 'Mayor Ana Diaz came. "We will all go home soon," Diaz said.'
    >>> for span in code_quotes(Text("a", raw, fold(raw), split_sentences(raw)), []):
    ...     print(raw[span.start : span.end], span.get_all("speaker"), span.get("cue"))
    We will all go home soon, ('Ana Diaz',) said
    """
    who = Speakers(text, actors)
    speeches = find_speeches(text, who)
    marked = find_marked(text)
    spans = [_span(s.start, s.end, "speech", "label", s.speakers, "") for s in speeches]
    spans += _code_marked(text, who, marked)
    covered = [(s.start, s.end) for s in spans]
    for block in propose_blocks(text, marked, covered):
        named = _name_block(text, who, block)
        spans.append(_span(block.start, block.end, "block", block.rule, named, ""))
    return sorted(spans, key=lambda s: (s.start, -s.end))


def _span(start: int, end: int, code: str, rule: str, speakers: Sequence[str], cue: str) -> Span:
    attributes = [("speaker", name) for name in speakers]
    attributes += [("cue", cue)] if cue else []
    attributes.append(("voice", "uncertain" if code == "block" else "speaker"))
    return Span(start, end, "quote", code, rule, "", tuple(attributes))


def _name_block(text: Text, who: Speakers, block: Block) -> tuple[str, ...]:
    """Return the speakers of a proposed block: of its lead ("Diaz said:"), else the authors.

    Nobody is named for the doubtful paragraph after a block.
    """
    if block.rule == "after a block":
        return ()
    first = text.sentence_at(block.start)
    lead = text.sentences[first.sentence_id - 2] if first and first.sentence_id > 1 else None
    if lead is not None and text.text[lead.end - 1] == ":":
        found = attribute_before(who, lead.start, lead.end, ())
        if found is not None and found.cue and found.speakers:
            return found.speakers
    return who.authors_of(block.document, block.start) if block.document else ()


def _code_marked(text: Text, who: Speakers, marked: Sequence[Marked]) -> list[Span]:
    """Return the marked stretches that are quotations, with speakers."""
    spans: list[Span] = []
    last: tuple[str, ...] = ()
    before: tuple[Sentence, Attribution] | None = None
    floor = 0
    for number, stretch in enumerate(marked):
        first, final = text.sentence_at(stretch.start), text.sentence_at(stretch.end - 1)
        if first is None or final is None or first.kind == "boilerplate":
            continue
        if _is_name(text.text, stretch):
            continue
        ceiling = final.end
        if number + 1 < len(marked):
            ceiling = min(ceiling, marked[number + 1].start)
        found = _attribute(who, stretch, (max(floor, first.start), ceiling), last)
        if found is None and first.led_by is not None:
            lead = text.sentences[first.led_by - 1]
            found = attribute_before(who, lead.start, lead.end, last)
            found = found._replace(where="lead") if found else None
        beside = found is not None and _is_beside(text.text, stretch, found)
        if _is_quotation(text.text, stretch, max(floor, first.start), beside):
            if (found is None or not found.speakers) and before is not None:
                found = _carry(text, before, (stretch, first), found) or found
            found = found or _NOBODY
            last = found.speakers or last
            before = (final, found)
            rule = "marks" if found.where == "none" else f"marks, cue {found.where}"
            spans.append(
                _span(stretch.start, stretch.end, "marked", rule, found.speakers, found.cue)
            )
            floor = stretch.end + 1
    return spans


def _attribute(
    who: Speakers, stretch: Marked, around: tuple[int, int], last: tuple[str, ...]
) -> Attribution | None:
    """Look for a cue after, then before the stretch, inside `around`."""
    start, end = around
    if stretch.closed:
        found = attribute_after(who, stretch.end + 1, end, last)
        if found is not None:
            return found
    return attribute_before(who, start, stretch.start - 1, last)


def _carry(
    text: Text,
    before: tuple[Sentence, Attribution],
    here: tuple[Marked, Sentence],
    found: Attribution | None,
) -> Attribution | None:
    """Return the attribution of the quotation before, if it is near enough to hold here too.

    It is in the same sentence, or where the marks open a sentence of the same paragraph, or open
    the next paragraph.
    """
    sentence, attribution = before
    stretch, first = here
    if found is not None or not attribution.speakers:
        return None
    same = first.sentence_id == sentence.sentence_id
    opens = not text.text[first.start : stretch.start - 1].strip()
    heads = opens and text.sentences[first.sentence_id - 2].paragraph != first.paragraph
    near = first.paragraph == sentence.paragraph or (
        heads and first.paragraph == sentence.paragraph + 1
    )
    return attribution._replace(where="carried") if same or (opens and near) else None


def _is_beside(string: str, stretch: Marked, found: Attribution) -> bool:
    """Return whether the cue stands right beside the marks."""
    if not found.cue:
        return False
    if found.where == "after":
        return True
    before = string[: stretch.start - 1][-40:].rstrip(" ,:").lower()
    return before.endswith(found.cue)


def _is_name(string: str, stretch: Marked) -> bool:
    """Return whether a stretch is so short, and so ends, that nobody can be said to say it."""
    if stretch.end - stretch.start > 60 or string[stretch.end - 1] in ",.!?…":
        return False
    before = string[max(0, stretch.start - 30) : stretch.start - 1].lower().split()
    said = bool(before) and before[-1].strip(",:") in read_cues().speech
    return not said and len(string[stretch.start : stretch.end].split()) <= _SHORT


def _is_quotation(string: str, stretch: Marked, start: int, beside: bool) -> bool:
    """Return whether a marked stretch is direct speech, not a title, a name or a scare quote."""
    if not stretch.closed and not beside:
        return False
    words = string[stretch.start : stretch.end].split(None, _MOST_OF_TITLE)
    if not beside and _FOR_MONEY.search(string, max(start, stretch.start - 40), stretch.start - 1):
        return False
    if beside or len(words) > _MOST_OF_TITLE:
        return True
    words = [word for word in words if any(map(str.isalnum, word))]
    if len(words) <= _SHORT:
        return False
    before = string[max(start, stretch.start - 30) : stretch.start - 1].lower().split()[-2:]
    if any(word.strip(",:(") in read_cues().naming for word in before):
        return False
    long_words = [word for word in words if len(word) > 3]
    return 4 * sum(word[0].isupper() for word in long_words) < 3 * len(long_words)
