"""The small records that coding one document passes along.

Comes in: nothing. Goes out: `Sentence`, `Name`, `Span`, `Text`, `ByHand`.
Must never know: files, tables, codes, or any particular text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SENTENCE_KINDS = ("title", "byline", "prose", "list item", "boilerplate")
COUNTED_KINDS = ("title", "prose", "list item")
VOICES = ("author", "speaker", "uncertain")
LAYERS = ("name", "frame", "quote", "actor", "date", "money", "instrument", "label")


class Sentence(NamedTuple):
    """One sentence (or title, byline, list item, scrap of boilerplate) of a document.

    `start` and `end` are Python characters into the text, end exclusive, blanks trimmed.
    `sentence_id` counts from 1 in the document; `led_by` is the `sentence_id` of the sentence
    that introduces a list item or what follows a colon, else None.
    """

    sentence_id: int
    start: int
    end: int
    paragraph: int
    kind: str
    led_by: int | None
    n_words: int


class Name(NamedTuple):
    """A proper name in the text: `kind` is office, agency, plan, law, conference, person …"""

    start: int
    end: int
    kind: str


class Span(NamedTuple):
    """One annotation that stands off from the text.

    `layer` is one of `LAYERS`, `code` one of the layer's closed vocabulary, `rule` what fired
    (or "by hand"), `polarity` for frames: mention, rejection or contrast. `attributes` holds
    (name, value) pairs; a name may come twice (one mention of three people).
    """

    start: int
    end: int
    layer: str
    code: str
    rule: str
    polarity: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of attribute `name`."""
        for key, value in self.attributes:
            if key == name:
                return value
        return default

    def get_all(self, name: str) -> tuple[str, ...]:
        """Return every value of attribute `name`, in order."""
        return tuple([value for key, value in self.attributes if key == name])


class ByHand(NamedTuple):
    """What a reader settled: attribute `name` of the span of `layer` at these characters."""

    start: int
    end: int
    layer: str
    name: str
    value: str


@dataclass(frozen=True)
class Text:
    """A document made ready for coding: its text, the folded text, its sentences.

    `folded` has the same length as `text` (see `helpers.folding.fold`), so that an offset into
    one is an offset into the other.
    """

    document_id: str
    text: str
    folded: str
    sentences: Sequence[Sentence]
    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [s.start for s in self.sentences])

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds character `offset`, or None between sentences."""
        i = bisect_right(self._starts, offset) - 1
        if i >= 0 and offset < self.sentences[i].end:
            return self.sentences[i]
        return None
