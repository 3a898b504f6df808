"""Who acts in a clause, where it ends, and to whom it is done: rules of thumb on plain words.

Comes in: a document's sentences and spans. Goes out: `Surroundings`, and places in it.
Must never know: what is promised or paid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from helpers.corpus import Corpus
from helpers.folding import fold
from helpers.label_objects import PERSON, list_objects
from helpers.tables import group_rows, list_sentences

NOT_SAID = "not said"
_AUTHORS = frozenset(("i", "we", "my", "our", "us", "me"))
_OTHERS = frozenset(("he", "she", "they", "his", "her", "their", "him", "them"))
_TAIL = re.compile(
    r"(?:[\s\"]|'(?:ve|re|d|ll)(?!\w)|\b(?:also|further|has|have|had|is|are|was|were|be|been|being"
    r"|am|jointly|both|all|together|then|now|again|not only|not|will|would|to|in order to|by|for"
    r"|\w+ly)(?!\w))*$"
)
NEAR = 200  # characters: the last borders and articles rarely lie further back
TAIL = 80  # characters: helping verbs and adverbs rarely reach back further
_ASIDE = re.compile(r" - (?:(?! - ).){2,200} - $")
_BOUNDARY = re.compile(
    r"[,;:(\"\[\]] ?| - "
    r"|(?<!\w)(?:that|said|says|whether|if|because|while|when|where|as|but|so|than)(?!\w) ?"
    r"|(?<!\w)and (?=(?:we|i|you|he|she|they|it|both)\b)"
    r"|^\W*(?:and|yet|thus|today|then|also)\b "
)
_BRACKETS = re.compile(r"\([^()]*\)")
_WHO = re.compile(r",? (?:who|which)$")
_ASIDE_OPENS = re.compile(
    r"(?:who|which|led|following|after|before|during|speaking|with|particularly|especially)\b"
)
_JOINED = re.compile(r"(?:,|,? and|,? &) (?:the )?")
_PHRASE_ENDS = re.compile(r" (?:with|of|from|in|at|for|on|to|who|which|that|under)(?: |$)")
_FINITE = r"(?:will|has|have|had|is|are|was|were)\b"
_SAYS = re.compile(r"(?:said|says|added|stated|noted)(?!\w)")
_END_UNSAID = re.compile(
    r"[;\"…]|\.\.\."
    r"|,? (?:and|but|while) (?=(?:i|we|you|he|she|they|it|our|there)\b)"
    r"|, (?=(?:i|we|you|he|she|they)\b)"
    rf"|,? and (?=(?:the|these|this|both|all) (?:[\w.'-]+ ){{1,4}}{_FINITE})"
    rf"|, (?=(?:the|these|this|both|all) (?:[\w.'-]+ ){{1,4}}{_FINITE})"
    r"|, (?:which|who|where|with|while|because|as(?! well))\b|,? in addition to "
)
# Words that say who speaks end a clause too; they are only looked for where there are any.
_END = re.compile(rf",?\"? (?:\w+ ){{0,3}}?{_SAYS.pattern}|{_END_UNSAID.pattern}")
_TO_WHOM = re.compile(
    r"(?:^|\s)(with|to|for|between|among)$|^\W*(?:to )?(help|helping|support|supporting|assist)$"
)
_PARTNERS = re.compile(
    r"(?<!\w)with (?:my|our|his|her|their|its|the|all) (?:[\w.-]+ ){0,3}"
    r"(?:counterparts?|partners?|allies|neighbou?rs)(?!\w)"
)
_ARTICLES = re.compile(r"(?: (?:the|a|an|our|their|its|other|all|both))*\s*$")


class Place(NamedTuple):
    """One counted sentence: where it stands and in which paragraph."""

    sentence_id: int
    start: int
    end: int
    paragraph: int


class Mention(NamedTuple):
    """A span that names something: an actor, people, an instrument, or who speaks there."""

    start: int
    end: int
    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Surroundings:
    """One document with the spans that say who is meant, each list in order of place.

    `folded` has its double quotes blanked, so that a phrase is found across an opening quote;
    `marked` still has them. The kind of a quote is its voice.
    """

    document_id: str
    text: str
    marked: str
    folded: str
    author: str
    sentences: Sequence[Place]
    actors: Sequence[Mention]
    people: Sequence[Mention]
    instruments: Sequence[Mention]
    quotes: Sequence[Mention]
    amounts: Sequence[Mention]
    dates: Sequence[Mention]

    def quote_at(self, start: int, end: int) -> Mention | None:
        """Return the innermost quotation that holds these characters."""
        holding = [q for q in self.quotes if q.start <= start and end <= q.end]
        return min(holding, key=lambda q: q.end - q.start, default=None)

    def voice_at(self, start: int, end: int) -> str:
        """Return whose words these characters are: author, speaker or uncertain."""
        quote = self.quote_at(start, end)
        return quote.kind if quote else "author"


def list_surroundings(corpus: Corpus) -> Iterator[Surroundings]:
    """Yield each document of a corpus with the spans that say who is meant."""
    wanted = ("actor", "label", "instrument", "quote", "money", "date")
    spans = corpus.spans[corpus.spans["layer"].isin(wanted)].sort_values(["start", "end"])
    names: dict[str, list[str]] = defaultdict(list)
    facts = corpus.attributes[corpus.attributes["name"].isin(["canonical", "speaker"])]
    for span_id, value in zip(facts["span_id"].tolist(), facts["value"].tolist(), strict=True):
        names[span_id].append(value)
    objects = list_objects(corpus)
    own = group_rows(spans, "span_id", "start", "end", "layer", "code", "voice")
    columns = ("sentence_id", "start", "end", "paragraph")
    sentences = group_rows(list_sentences(corpus), *columns)
    documents = corpus.documents[["document_id", "text", "author"]].fillna("")
    for row in documents.to_dict("records"):
        found: dict[str, list[Mention]] = {layer: [] for layer in wanted}
        for span_id, start, end, layer, code, voice in own.get(row["document_id"], ()):
            if layer == "label" and objects[span_id] != PERSON:
                continue
            own_words = [] if layer == "quote" else [row["text"][start:end]]
            named = tuple(names.get(span_id, own_words))
            found[layer].append(Mention(start, end, named, voice if layer == "quote" else code))
        places = sentences.get(row["document_id"], ())
        marked = fold(row["text"])
        yield Surroundings(
            row["document_id"],
            row["text"],
            marked,
            marked.replace('"', " "),
            row["author"] or "the author",
            [Place(*p) for p in places],
            found["actor"],
            found["label"],
            found["instrument"],
            found["quote"],
            found["money"],
            found["date"],
        )


def join_words(words: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def inside(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Return the mentions that lie between two characters."""
    return [m for m in mentions if start <= m.start and m.end <= end]


def _find_tail(left: str) -> int:
    """Return where the helping verbs and adverbs at the end of some words begin."""
    for start in (max(len(left) - TAIL, 0), 0):
        found = _TAIL.search(left, start)
        if found and (found.start() > start or not start):
            return found.start()
    return len(left)


def _find_borders(left: str) -> list[int]:
    """Return where the last two borders of clauses in some words end, or fewer."""
    for floor in (max(len(left) - NEAR, 0), 0):
        ends = [b.end() for b in _BOUNDARY.finditer(left, floor)]
        if len(ends) > 2 or not floor:
            break
    return ends[-2:]


def find_subject(around: Surroundings, floor: int, at: int) -> tuple[int, int]:
    """Return the words before `at` that say who acts: (start, end), empty where nothing does.

    They reach back from `at`, without helping verbs and adverbs, to the last comma, dash, quote
    or joining word, and over it where a list of actors goes on.
    """
    left = _BRACKETS.sub(lambda m: " " * len(m.group()), around.marked[floor:at])
    left = left[: _find_tail(left)]
    if left.endswith(","):  # "The ministry, with help from abroad, will": what stands between
        left = left[: max(left.rfind(",", 0, len(left) - 1), 0)] or left[:-1]
    who = _WHO.search(left, max(len(left) - len(", which"), 0))
    left = left[: who.start()] if who else left
    aside = None
    if left.endswith((" -", " - ")):
        aside = _ASIDE.search(left + " ") or _ASIDE.search(left)
    if aside:
        left = left[: aside.start()]
    end = floor + len(left)
    borders = _find_borders(left)
    start = floor + (borders[-1] if borders else 0)
    if _ASIDE_OPENS.match(around.marked, start, end):
        end = start - 1
        start = floor + (borders[-2] if len(borders) > 1 else 0)
    for named in (*around.actors, *around.instruments) if who else ():
        if named.end == end and start <= named.start:
            start = named.start
    for actor in reversed(around.actors):
        if floor <= actor.start and actor.end <= start:
            if not _JOINED.fullmatch(around.marked, actor.end, start):
                break
            start = actor.start
    while start < end and not around.text[start].isalnum():
        start += 1
    return start, max(start, end)


def name_subject(
    around: Surroundings, sentence: Place, subject: tuple[int, int], at: int
) -> tuple[str, bool]:
    """Return who the subject is, and whether it names someone or something that can act.

    "I" and "we" are the speaker of the quotation around `at`, else the author; "she" is the first
    person of the sentence, else of the one before. Otherwise the actors or instruments inside it,
    else its own words.
    """
    start, end = subject
    first = re.match(r"[a-z]+", around.folded[start:end])
    word = first.group() if first else ""
    if word in _AUTHORS:
        quote = around.quote_at(at, at + 1)
        names = (join_words(quote.names) or "speaker not known") if quote else around.author
        return (names if word in ("i", "my", "me") else f"we ({names})"), True
    if word in _OTHERS:
        earlier = [p for p in around.sentences if p.end <= sentence.start][-1:]
        for place, limit in ((sentence, at), *((p, p.end) for p in earlier)):
            for actor in inside(around.actors, place.start, limit):
                if actor.kind == "person" or word.startswith("the"):
                    return join_words(actor.names), True
        return {"his": "he", "her": "she"}.get(word, "they" if word[0] == "t" else word), False
    for mentions in (around.actors, around.instruments):
        named = [n for m in inside(mentions, start, end) for n in m.names]
        if named:
            return join_words(tuple(dict.fromkeys(named))), True
    words = " ".join(around.text[start:end].split())
    cut = _PHRASE_ENDS.search(words)
    return (words[: cut.start()] if cut and cut.start() else words) or NOT_SAID, False


def find_clause_end(around: Surroundings, start: int, limit: int) -> int:
    """Return where what begins at `start` ends: at the clause's end, `limit` at the latest."""
    quote = around.quote_at(start, start + 1)
    if quote:
        limit = min(limit, quote.end)
    says = _SAYS.search(around.marked, start, limit)
    border = (_END if says else _END_UNSAID).search(around.marked, start, limit)
    end = border.start() if border else limit
    while end > start and around.text[end - 1] in ' .,;:!?-–—”"\r\n':
        end -= 1
    return end


def _cut_articles(left: str) -> str:
    """Return some words without the articles and blanks at their end."""
    for floor in (max(len(left) - NEAR, 0), 0):
        found = _ARTICLES.search(left, floor)
        if found and (found.start() > floor or not floor):
            return left[: found.start()]
    return left


def find_whom(around: Surroundings, start: int, end: int) -> str:
    """Return to whom or with whom: the first actor or people after such a word ("with Mexico").

    Whoever is helped counts only where helping is what the words begin with; where nobody is
    named so, partners count too ("with our partners").
    """
    for mention in sorted(inside([*around.actors, *around.people], start, end)):
        left = _cut_articles(around.folded[start : mention.start])
        found = _TO_WHOM.search(left)
        if found:
            helped = bool(found.group(2))
            word = "to" if helped else {"to": "to", "for": "for"}.get(found.group(1), "with")
            last = mention.end
            for actor in around.actors:
                if last < actor.start < end and _JOINED.fullmatch(around.marked, last, actor.start):
                    last = actor.end
            return f"{word} {' '.join(around.text[mention.start : last].split())}"
    partners = _PARTNERS.search(around.folded, start, end)
    return " ".join(around.text[partners.start() : partners.end()].split()) if partners else ""
