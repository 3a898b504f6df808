"""The twins of findings on a page: what they quote, and each passage written only once.

Comes in: the HTML of a notebook's cells. Goes out: its findings with the passages they rest on,
or the same HTML, thinner. Must never know: how a finding was computed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from html.parser import HTMLParser
from typing import NamedTuple

Ref = tuple[int, int]

_STORED = re.compile(
    r'(<p class="rrc-s" id="s-(\d+)-(\d+)" data-place="[^"]*")[^>]*>.*?</p>', re.DOTALL
)
_QUOTED = re.compile(
    r'(<li class="rrc-passage" data-ref="(\d+)-\d+">.*?<blockquote class="rrc-quoted">)'
    r"(.*?)(</blockquote>)",
    re.DOTALL,
)
_EVIDENCE = re.compile(r'data-evidence="([^"]*)"')
_LIST = re.compile(r'<ol class="rrc-passages" id="([^"]+)">(.*?)</ol>', re.DOTALL)
_SHORT_LIST = 4
_PASSAGE = re.compile(
    r'<li class="rrc-passage" data-ref="([^"]*)">'
    r'(?=.*?<span class="rrc-place">(.*?)</span>).*?</li>',
    re.DOTALL,
)
_PLACE = re.compile(
    r'<span class="rrc-place">([^<]*)</span>((?:(?!</p>).)*?)'
    r' <a class="rrc-in-text" (href="[^"]*")[^>]*>[^<]*</a>',
    re.DOTALL,
)
_NUMBER = re.compile(r'(<a class="ev" href=")#([^"/]+)/[^"]*"')
_IN_TEXT = re.compile(r'(href=")#s-(\d+)-(\d+)"')
_LED = re.compile(r'<a [^<>]*href="#s-(\d+)-\d+"[^<>]*>([^<]*)</a>')
_UNLED = re.compile(
    r'(<li class="rrc-passage" data-ref="(\d+)-(\d+)"><p class="rrc-head">'
    r'<span class="rrc-place">([^<]*)</span>(?:(?! class="rrc-in-text")(?!</p>).)*)(</p>)',
    re.DOTALL,
)
_LABEL = re.compile(r'(<td(?: class="[^"]*")?) data-label="[^"]*"')
WITHHELD = "The words of this sentence belong to a third party and are not shown here."


class IndexedFinding(NamedTuple):
    """A finding on a page: its id, its question, and the passages that its twin quotes.

    A passage is (document number in the corpus from 0, sentence_id).
    """

    finding_id: str
    question: str
    passages: frozenset[Ref]


class _Twins(HTMLParser):
    """Collects the findings of a page; nothing outside a finding's section counts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, list[str], set[Ref]]] = []
        self._depth = 0
        self._in_question = False
        self._folded: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        if tag == "section" and (self._depth or "rrc-finding" in classes):
            if not self._depth:
                self.found.append((given.get("id", ""), [], set()))
            self._depth += 1
        elif self._depth and "rrc-question" in classes:
            self._in_question = True
        elif tag == "details":
            self._folded.append("data-whole" in given)
        elif self._depth and "data-ref" in given and not any(self._folded):
            number, _, sentence = given["data-ref"].partition("-")
            self.found[-1][2].add((int(number), int(sentence)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self._depth:
            self._depth -= 1
        elif tag == "h3":
            self._in_question = False
        elif tag == "details" and self._folded:
            self._folded.pop()

    def handle_data(self, data: str) -> None:
        if self._in_question:
            self.found[-1][1].append(data)


def index_findings(html: str) -> list[IndexedFinding]:
    """Return the findings of a page in order, each with the passages its twin quotes.

    What only a denominator counts ("of 73 sentences") is not among them.

    >>> index_findings(
    ...     '<section class="rrc-finding" id="f"><h3 class="rrc-question">Why?</h3>'
    ...     '<li data-ref="0-6"></li></section>'
    ... )
    [IndexedFinding(finding_id='f', question='Why?', passages=frozenset({(0, 6)}))]
    """
    twins = _Twins()
    twins.feed(html)
    twins.close()
    return [IndexedFinding(i, "".join(q).strip(), frozenset(refs)) for i, q, refs in twins.found]


def withhold_words(html: str, numbers: Collection[int]) -> str:
    """Return a page that keeps of some documents only what findings mark, with a few words around.

    Parameters
    ----------
    html : cells of a notebook, as `helpers.evidence` writes the store and the passages
    numbers : the documents, by their number in the corpus
    """

    def hold(match: re.Match[str]) -> str:
        return f"{match[1]}>{WITHHELD}</p>" if int(match[2]) in numbers else match[0]

    def shorten(match: re.Match[str]) -> str:
        if int(match[2]) not in numbers:
            return match[0]
        return f"{match[1]}{shorten_passage(match[3])}{match[4]}"

    return _QUOTED.sub(shorten, _STORED.sub(hold, html))


def shorten_passage(html: str, *, words: int = 5) -> str:
    """Return what stands in marks, with at most a few words on either side, the rest as dots.

    >>> shorten_passage("one two three <mark>four</mark> five six", words=1)
    '… three <mark>four</mark> five …'
    """
    runs = re.split(r"(<mark>.*?</mark>)", html, flags=re.DOTALL)
    if len(runs) == 1:
        return WITHHELD
    last = len(runs) - 1
    kept = []
    for i, run in enumerate(runs):
        if i % 2:
            kept.append(run)
            continue
        found = re.findall(r"\s*\S+", run)
        tail = run[len(run.rstrip()) :]
        head = "".join(found[:words]) if i else ""
        end = "".join(found[-words:]) + tail if i < last else ""
        whole = len(found) <= (words if i in (0, last) else 2 * words)
        kept.append(run if whole else f"{head} … {end.lstrip()}")
    return "".join(kept).strip()


def lead_to_texts(html: str, pages: Iterable[str]) -> str:
    """Return a page whose links to sentences lead to them on their texts' own pages.

    `pages` are the addresses of the text pages, in the order of the corpus's documents, "" where
    a text has no page: what would lead there is no link. Where only some texts have a page, the
    passages of those lead there too.
    """
    addresses = list(pages)
    if "" in addresses:
        html = _lead_some(html, addresses)

    def lead(match: re.Match[str]) -> str:
        number, sentence = int(match[2]), match[3]
        if number >= len(addresses):
            return match[0]
        return f'{match[1]}{addresses[number]}#s-{sentence}"'

    return _IN_TEXT.sub(lead, html)


def _lead_some(html: str, addresses: Sequence[str]) -> str:
    def drop(match: re.Match[str]) -> str:
        number = int(match[1])
        return match[0] if number < len(addresses) and addresses[number] else match[2]

    def add(match: re.Match[str]) -> str:
        number = int(match[2])
        if number >= len(addresses) or not addresses[number]:
            return match[0]
        label = f"in its text: {match[4]}"
        link = f'<a class="rrc-in-text" href="#s-{match[2]}-{match[3]}" aria-label="{label}">'
        return f"{match[1]} {link}in its text</a>{match[5]}"

    return _UNLED.sub(add, _LED.sub(drop, html))


def lead_to_findings(html: str, pages: Mapping[str, str]) -> str:
    """Return a page whose computed numbers lead, without script, to the finding they belong to.

    `pages` gives the address of the page of each finding, "" for the page itself; the key of a
    number begins with its finding.
    """

    def lead(match: re.Match[str]) -> str:
        finding = match[2]
        return f'{match[1]}{pages[finding]}#{finding}"' if finding in pages else match[0]

    return _NUMBER.sub(lead, html)


def thin_twins(cells: Sequence[str]) -> list[str]:
    """Return the cells of a page in which what stands several times is written once.

    A list of sentences that is the same as an earlier one, and a passage that stands several
    times, lead to their first place, and cells do not say again what column they stand in; the
    page's script puts all this back. The place of a passage is itself the link into its text. A
    page of five findings is about half as long that way.
    """
    first_lists: dict[str, str] = {}

    def thin_list(match: re.Match[str]) -> str:
        whole, name, items = match[0], match[1], match[2]
        first = first_lists.setdefault(items, name)
        if first == name or items.count("<li") < _SHORT_LIST:
            return whole
        link = f'<a class="rrc-same" href="#{first}">the same sentences as above</a>'
        return f'<ol class="rrc-passages" id="{name}"><li>{link}</li></ol>'

    cells = [_LIST.sub(thin_list, _EVIDENCE.sub(_quote_singly, html)) for html in cells]
    times = Counter(match[0] for html in cells for match in _PASSAGE.finditer(html))
    names: dict[str, str] = {}

    def thin_passage(match: re.Match[str]) -> str:
        whole, ref, place = match[0], match[1], match[2]
        if times[whole] == 1:
            return whole
        if whole not in names:
            names[whole] = f"p-{len(names)}"
            return whole.replace("<li ", f'<li id="{names[whole]}" ', 1)
        link = f'<a class="rrc-again" href="#{names[whole]}">{place}</a>'
        return f'<li class="rrc-passage" data-ref="{ref}">{link}</li>'

    cells = [_PASSAGE.sub(thin_passage, html) for html in cells]
    cells = [_LABEL.sub(r"\1", html) for html in cells]
    return [_PLACE.sub(r'<a class="rrc-in-text rrc-place" \3>\1</a>\2', html) for html in cells]


def _quote_singly(match: re.Match[str]) -> str:
    value = match[1].replace("'", "&#39;").replace("&quot;", '"')
    return f"data-evidence='{value}'"
