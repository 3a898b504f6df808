"""Split a text into sentences.

Comes in: any text, never altered. Goes out: `Sentence` records that cover every character but
blanks, in order. Must never know: a particular text, what its sentences mean, or any code.

How it is done. Line breaks (`\\r\\n`, `\\n`, `\\r`, nothing else) are hard boundaries, and a line
that is not blank is a paragraph of its own. In a hard-wrapped text (lines of like length, broken
in mid-sentence) only blank lines are, and a paragraph is what stands between them. Inside a line
a sentence ends at `.`, `!`, `?` or `…` with what closes after it, when a blank follows and then
something that may begin a sentence: a capital, a digit, an opening quotation mark, "(a)", or dots
that leave words out. Abbreviations (`facts/abbreviations.csv`) say where a full stop ends nothing.

Each character is first put into one of eight classes, a byte each (`_CLASSES`), so that both the
search for sentence ends and the count of words run over bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

from helpers.csvfiles import read_rows
from helpers.errors import CodebookError, Problem
from helpers.kinds import name_kinds
from helpers.model import Sentence

_FACTS = Path(__file__).parent / "facts"
_RULES = ("name", "number", "middle", "either")

# What may begin a sentence after an abbreviation that may also stand inside one ("U.S.").
_STARTERS = frozenset(
    re.findall(
        r"\w+",
        "The This These Those That It Its He She They We I You There Here In On At For From With "
        "By As When While Since Although Though However But And So If After Before During Our "
        "Their His Her My Your What Who How Why Yet Thus Also Today Some Many Most All Each Both "
        "Not Such Despite Because To Instead Meanwhile According Among Then Now Once Where Nor Or "
        "Let Please",
    )
)


def _class_of(char: str) -> str:
    """Return the class of a character: one of newline, blank and `. ) " ( A a -`."""
    for chars, name in (("\r\n", "\n"), (".!?…", "."), (")]}’”»›", ")"), ("\"'", '"')):
        if char in chars:
            return name
    if char.isspace():
        return " "
    if char in "([{‘“«‹„‚":
        return "("
    if char.isalnum():
        return "a" if char.islower() else "A"
    return "-"


def _classes_of_rare(error: UnicodeError) -> tuple[str, int]:
    """Give the characters that have no byte of their own one of the same class that has."""
    assert isinstance(error, UnicodeEncodeError)
    rare = error.object[error.start : error.end]
    return "".join(map(_class_of, rare)), error.end


codecs.register_error("helpers.sentences", _classes_of_rare)

# The marks that are common beyond Latin-1 are put in the place of control characters first.
_COMMON = tuple((char, chr(i)) for i, char in enumerate("“”‘’–—…•", 1))
_CLASSES = bytes(
    ord(_class_of(_COMMON[i - 1][0] if 0 < i <= len(_COMMON) else chr(i))) for i in range(256)
)
_TO_WORDS = bytes.maketrans(b"A\n", b"a ")
_NOT_IN_WORDS = b'.)"(-'

_END = re.compile(rb'(\.[.)"]*) +(?=["(]*(?:A|\.|a{1,4}\)))')
_DOT = ord(".")
_LONG = 16  # characters that no label ("Section 12") has
_LABEL = re.compile(
    r"(?:(?:section|sec\.|article|art\.|title|part|chapter|§)\s+)?(?:\d{1,3}|[IVX]{1,4}|[A-Za-z])",
    re.IGNORECASE,
)
_OPENED_WORD = re.compile(r"[\"'(\[{‘“«‹„‚]*(\w+)")
_SAYS = re.compile(
    r"[.?!]*[\"'’”»]\s+(?:[^\W\d_a-z][\w.'’-]*\s+){1,4}"
    r"(?:said|says|asked|asks|added|adds|wrote|told|noted|declared|exclaimed|demanded)\b(\s*[.,;])?"
)
_LAST_WORD = re.compile(r"[\w.]+\Z")


@lru_cache
def read_abbreviations() -> dict[str, str]:
    """Return the rule of each abbreviation, written without its last full stop.

    Rules: `name` (a name follows), `number` (a number follows), `middle` (never ends a sentence),
    `either` (ends one if what follows often begins one).

    Raises
    ------
    CodebookError
        With every problem of `facts/abbreviations.csv`.
    """
    path = _FACTS / "abbreviations.csv"
    rows, problems = read_rows(path, ("abbreviation", "rule"), ("meaning",))
    rules: dict[str, str] = {}
    for line, row in rows:
        if row["rule"] not in _RULES:
            remedy = f"Rules: {', '.join(_RULES)}."
            problems.append(Problem(path.name, line, f"rule {row['rule']!r}", remedy))
        if not row["abbreviation"].endswith("."):
            found = f"{row['abbreviation']!r} does not end in a full stop"
            problems.append(Problem(path.name, line, found, "Write it with its full stop."))
        word = row["abbreviation"].split(" ")[-1][:-1]
        rules[word] = row["rule"]
        if row["rule"] == "name" or "." in word:
            rules.setdefault(word.upper(), row["rule"])
    if problems:
        raise CodebookError(problems)
    return rules


_LINE = r"(?:\r\n|\n|\r)"
_JOIN = re.compile(rf"(\S)([^\S\r\n]*{_LINE})(?=[^\S\r\n]*(\S)(\s?))")


def join_wrapped_lines(text: str) -> str:
    """Return `text` with blanks for the line breaks inside paragraphs, if it is hard-wrapped.

    The result has the length of `text`; any other text comes back as it is. A text is hard-wrapped
    if almost every line that another follows is full, that is, the next line's first word would
    not have fitted into the longest such line, and a fifth of those lines go on in lower case.

    >>> join_wrapped_lines("Who leaves home\\nrarely wants to,\\nand says so to\\nany who ask.")
    'Who leaves home rarely wants to, and says so to any who ask.'
    """
    n_breaks = text.count("\n") or text.count("\r")
    if n_breaks < 3 or len(text) > 120 * (n_breaks + 1):
        return text
    lines = re.split(_LINE, text)
    pairs = [(a.rstrip(), b.strip()) for a, b in pairwise(lines)]
    pairs = [(a, b) for a, b in pairs if a and b]
    width = max((len(a) for a, _ in pairs), default=0)
    full = sum(len(a) + 1 + len(b.split(None, 1)[0]) > width - 3 for a, b in pairs)
    lower = sum(b[0].islower() for _, b in pairs)
    if len(pairs) < 3 or width > 120 or full < 0.8 * len(pairs) or lower < 0.2 * len(pairs):
        return text
    return _JOIN.sub(_join_lines, text)


def _join_lines(match: re.Match[str]) -> str:
    """Return the blanks that take the place of a line break, unless a list item follows it."""
    if match[3] in "-•*·" and match[4] and match[1] in ":;.,":
        return match[0]
    return match[1] + " " * len(match[2])


_make_sentence: Callable[[tuple[object, ...]], Sentence] = partial(tuple.__new__, Sentence)


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text`, in order, with paragraph, kind, lead and words.

    Every character that is not blank lies in exactly one sentence; a sentence begins and ends
    with a character that is not blank. See `helpers.kinds` for `kind` and `led_by`.

    >>> [(s.start, s.end, s.kind) for s in split_sentences("Mr. Li left. He came back.")]
    [(0, 12, 'prose'), (13, 26, 'prose')]
    """
    text = join_wrapped_lines(text)
    classes = _classify(text)
    places, lines = _cut(text, classes)
    kinds, leads = name_kinds(text, places, lines)
    paragraphs = [i for i, (first, after) in enumerate(lines, 1) for _ in range(first, after)]
    words = _count_words(classes, places)
    starts, ends = [place[0] for place in places], [place[1] for place in places]
    ids = range(1, len(places) + 1)
    rows = zip(ids, starts, ends, paragraphs, kinds, leads, words, strict=False)
    return list(map(_make_sentence, rows))


def _classify(text: str) -> bytes:
    """Return the class of each character of `text`, a byte each."""
    if not text.isascii():
        for char, stand_in in _COMMON:
            if char in text:
                text = text.replace(char, stand_in)
    return text.encode("latin-1", "helpers.sentences").translate(_CLASSES)


def _cut(text: str, classes: bytes) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the (start, end) of each sentence, and of each line that is not blank the index of
    its first sentence and the index after its last."""
    places: list[tuple[int, int]] = []
    lines: list[tuple[int, int]] = []
    stops = _END.finditer(classes)
    stop = next(stops, None)
    rules = read_abbreviations()
    at = 0
    for line in classes.split(b"\n"):
        after = at + len(line)
        body = line.strip()
        if body:
            begin = at if body is line else at + len(line) - len(line.lstrip())
            end = begin + len(body)
            first = len(places)
            while stop is not None and (place := stop.start()) < after:
                ends, following = stop.end(1), stop.end()
                plain = ends == place + 1 and place - begin >= _LONG and classes[following] != _DOT
                if plain:  # nearly every stop is one after a word
                    word = text[text.rfind(" ", begin, place) + 1 or begin : place]
                    plain = word not in rules and len(word) > 1 and word.isalpha()
                if plain or ends_sentence(text, begin, place, following):
                    places.append((begin, ends))
                    begin = following
                stop = next(stops, None)
            places.append((begin, end))
            lines.append((first, len(places)))
        at = after + 1
    return places, lines


def _count_words(classes: bytes, places: Sequence[tuple[int, int]]) -> list[int]:
    """Return for each sentence the number of runs of non-blanks that hold a letter or digit.

    The sentences are put between bars; then everything but letters, digits, blanks and bars is
    struck out, so that each run that is left is a word.
    """
    joined = b"| ".join([classes[start:end] for start, end in places])
    struck = b" " + joined.translate(_TO_WORDS, _NOT_IN_WORDS)
    return [part.count(b" a") for part in struck.split(b"|")]


def ends_sentence(text: str, start: int, stop: int, following: int) -> bool:
    """Return whether the sentence that begins at `start` ends at the stop at `stop`.

    `following` is where the next one would begin: a capital, a digit, an opening mark or dots.
    """
    if text[following] == "." and text[following + 1 : following + 2] != ".":
        return False
    rules = read_abbreviations()
    word = text[max(start, text.rfind(" ", start, stop) + 1) : stop]
    if not (word.isalpha() and len(word) > 1):
        found = _LAST_WORD.search(text, max(start, stop - 16), stop)
        if found is None:
            return any(map(str.isalnum, text[start:stop]))
        word = found[0]
    says = _SAYS.match(text, stop + 1) if text[stop + 1] != " " else None
    if says and (text[stop] in "?!" or says[1]):
        return False
    if text[stop] != "." or text[stop + 1] == ".":
        return True
    if stop - start < _LONG and _LABEL.fullmatch(text, start, stop):
        return False
    rule = rules.get(word)
    if rule is None:
        if not (word[0].isupper() and (len(word) == 1 or word[1] == ".")):
            return True
        rule = "either"
    if rule == "number":
        return not text[following].isdigit()
    opened = _OPENED_WORD.match(text, following) if rule == "either" else None
    return opened is not None and opened[1] in _STARTERS
