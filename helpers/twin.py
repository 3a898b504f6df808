"""The HTML twin of a finding: claim, error, choices and a table that opens its sentences.

Comes in: a `Finding`. Goes out: one `<section>` without script or style, for every reader.
Must never know: which finding it is, or how a chart is drawn.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from numbers import Integral, Real

import pandas as pd

from helpers.caveats import badge_html, choices_html
from helpers.claims import Claim, Number
from helpers.evidence import (
    MOST_PASSAGES,
    NO_MATH,
    Ref,
    ShownText,
    draw_sample,
    escape_text,
    is_small,
    label_codes,
    number_stretches,
    passage_html,
    show_texts,
)
from helpers.findings import EVIDENCE_COLUMNS, VERDICTS, Finding

MOST_SHOWN = 240  # passages that one finding on a large corpus shows, shared among its numbers
FEWEST_SHOWN = 2
_SAME = "the same words and numbers."
_OF = re.compile(r"\d of(?: the| these)? $")
_CLAUSE_END = re.compile(r"(?<![A-Z])[;:.](?=\s|$)")


@dataclass(frozen=True)
class Opening:
    """What one evidence key opens: how many passages there are, which are shown, their marks."""

    anchor: str
    total: int
    shown: Sequence[Ref]
    stretches: Mapping[Ref, list[tuple[int, int, str]]]


def list_keys(finding: Finding) -> dict[str, str]:
    """Return the evidence keys that a reader can reach: key and, for the chart's marks, label."""
    claims = [c for c in (finding.claim, finding.reference_claim) if c is not None]
    keys = {piece.key: "" for claim in claims for piece in claim.pieces() if piece.key}
    for column in finding.table.columns:
        if str(column).endswith("_key"):
            keys |= {key: "" for key in finding.table[column] if isinstance(key, str) and key}
        for cell in finding.table[column]:
            if isinstance(cell, tuple):
                keys |= {number.key: "" for number in cell if number.key}
    for trace in finding.chart.data if finding.chart is not None else ():
        for mark in getattr(trace, "customdata", None) or ():
            if mark is not None and mark[0]:
                keys.setdefault(mark[0], "")
                keys[mark[0]] = keys[mark[0]] or mark[1]
    return keys


def list_wholes(finding: Finding) -> set[str]:
    """Return the keys that a finding only counts out of: the 73 in "13 of 73 sentences".

    The sentences of such a key are behind a denominator alone; no number, cell or mark of the
    finding is about them.
    """
    wholes: set[object] = set()
    own: set[object] = set()
    for claim in (finding.claim, finding.reference_claim):
        before = ""
        for piece in claim.pieces() if claim is not None else ():
            (wholes if _OF.search(before) else own).add(piece.key)
            before += piece.said
    for column in map(str, finding.table.columns):
        if column.endswith("_key"):
            (wholes if column == "of_key" else own).update(finding.table[column])
        for cell in finding.table[column]:
            own |= {number.key for number in cell} if isinstance(cell, tuple) else set()
    for trace in finding.chart.data if finding.chart is not None else ():
        own |= {m[0] for m in getattr(trace, "customdata", None) or () if m is not None}
    return {key for key in wholes - own if isinstance(key, str) and key}


def collect_openings(finding: Finding, keys: Collection[str] | None = None) -> dict[str, Opening]:
    """Return what some evidence keys of a finding open (all by default), in order of place.

    Of a large corpus each opens a draw: the more numbers a finding has, the fewer for each.
    """
    evidence = finding.evidence
    if keys is not None:
        evidence = evidence[evidence["key"].isin(list(keys))]
    found: dict[str, set[Ref]] = {}
    places = [evidence[c].tolist() for c in ("key", "document_id", "sentence_id")]
    for key, *ref in zip(*places, strict=True):
        found.setdefault(key, set()).add((ref[0], ref[1]))
    most = max(FEWEST_SHOWN, min(MOST_PASSAGES, MOST_SHOWN // max(1, len(found))))
    openings = {}
    for i, (key, refs) in enumerate(sorted(found.items())):
        listed = sorted(refs)
        shown = listed if is_small(finding.corpus) else draw_sample(listed, key, most=most)
        stretches: dict[Ref, list[tuple[int, int, str]]] = {ref: [] for ref in shown}
        openings[key] = Opening(f"{finding.finding_id}--{i}", len(refs), shown, stretches)
    _add_stretches(evidence, openings)
    return openings


def _add_stretches(evidence: pd.DataFrame, openings: Mapping[str, Opening]) -> None:
    """Put into the openings which stretches of the passages shown are marked."""
    shown = {document_id for opening in openings.values() for document_id, _ in opening.shown}
    evidence = evidence[evidence["document_id"].isin(list(shown)) & evidence["start"].notna()]
    columns = [evidence[c].tolist() for c in EVIDENCE_COLUMNS]
    for key, document_id, sentence_id, start, end, code in zip(*columns, strict=True):
        marks = openings[key].stretches.get((document_id, sentence_id))
        if marks is not None:
            marks.append((start, end, code))


def evidence_attribute(openings: Mapping[str, Opening], texts: Mapping[str, ShownText]) -> str:
    """Return what keys open as the value of `data-evidence`: JSON, escaped for HTML."""
    refs = {
        key: [
            [texts[d].ref(i), number_stretches(texts[d], opening.stretches[d, i])]
            for d, i in opening.shown
        ]
        for key, opening in openings.items()
    }
    return escape_text(json.dumps(refs, ensure_ascii=False, separators=(",", ":")))


def finding_html(finding: Finding) -> str:
    """Return the twin of a finding.

    Returns
    -------
    str
        `<section class="rrc-finding" id=… data-evidence=…>`; `data-evidence` is JSON: key →
        [["D-N", [numbers of the spans to mark]] …], what a click on a mark or number opens.

    Raises
    ------
    ValueError
        Where a whole number in the table is not the number of passages that it opens.
    """
    keys = list_keys(finding)
    openings = collect_openings(finding, keys)
    needed = {ref[0] for opening in openings.values() for ref in opening.shown}
    needed |= set(finding.differing.get("document_id", ()))
    page = _Page(finding, openings, show_texts(finding.corpus, needed))
    data = evidence_attribute(openings, page.texts)
    said = " rrc-said" if finding.chart is not None else ""
    parts = [
        f'<h3 class="rrc-question{said}">{escape_text(finding.question)}</h3>',
        f'<p class="rrc-claim">{page.claim(finding.claim)}</p>',
        _reference_html(page),
        badge_html(finding.badge),
        choices_html(finding.choices, rests=finding.rests) if finding.choices else "",
        f'<p class="rrc-reading">{escape_text(finding.reading)}</p>' if finding.reading else "",
        page.table(finding.table),
        page.behind({} if page.linked else keys),
    ]
    return (
        f'<section class="rrc-finding {NO_MATH}" id="{escape_text(finding.finding_id)}" '
        f'data-evidence="{data}">{"".join(parts)}</section>'
    )


class _Page:
    """A finding while it is written: which keys have been opened so far, each only once."""

    def __init__(
        self, finding: Finding, openings: Mapping[str, Opening], texts: Mapping[str, ShownText]
    ) -> None:
        self.finding = finding
        self.openings = openings
        self.texts = texts
        self.labels = label_codes(finding.corpus)
        self.linked = is_small(finding.corpus)
        self._claimed: dict[str, str] = {}
        self._opened: set[str] = set()
        self._wholes = list_wholes(finding)

    def claim(self, claim: Claim, who: str = "") -> str:
        """Return a claim in which each number with evidence leads to it; `who` coded it."""
        pieces = claim.pieces()
        written = []
        for i, piece in enumerate(pieces):
            text = escape_text(piece.said)
            if piece.key not in self.openings:
                written.append(text)
                continue
            before = "".join(p.said for p in pieces[:i])
            after = "".join(p.said for p in pieces[i + 1 :])
            start, end = _CLAUSE_END.split(before)[-1], _CLAUSE_END.split(after)[0]
            clause = f"{escape_text(start.lstrip())}<b>{text}</b>{escape_text(end)}"
            self._claimed.setdefault(piece.key, f"{who}{clause}")
            anchor = self.openings[piece.key].anchor
            written.append(
                f'<a class="ev" href="#{anchor}" data-key="{escape_text(piece.key)}">{text}</a>'
            )
        return "".join(written)

    def behind(self, marks: Mapping[str, str]) -> str:
        """Return what the claim's numbers and some marks open and the table does not.

        Where the page holds every sentence, they are listed by place; else each stands here.
        """
        named = {key: escape_text(label) for key, label in marks.items() if key in self.openings}
        left = {k: v for k, v in (named | self._claimed).items() if k not in self._opened}
        if not left:
            return ""
        items = "".join(self.opened(key, summary, listed=True) for key, summary in left.items())
        summary = "<summary>The sentences behind the other numbers</summary>"
        return f'<details class="rrc-behind">{summary}{items}</details>'

    def opened(self, key: str, summary: str, *, listed: bool = False) -> str:
        """Return the passages behind a key, folded under `summary` (HTML); `listed` by place."""
        opening = self.openings[key]
        n = len(opening.shown)
        more = "" if n == opening.total else f" <small>({n} shown, drawn at random)</small>"
        anchor = "" if key in self._opened else f' id="{opening.anchor}"'
        self._opened.add(key)
        if listed and self.linked:
            kind, body = " rrc-listed", "".join(self._place(ref) for ref in opening.shown)
        else:
            kind, body = "", "".join(self.passage(r, opening.stretches[r]) for r in opening.shown)
        attributes = f'data-key="{escape_text(key)}" data-total="{opening.total}"'
        attributes += ' data-whole=""' if key in self._wholes else ""
        return (
            f'<details class="rrc-opens{kind}" {attributes}><summary>{summary}{more}</summary>'
            f'<ol class="rrc-passages"{anchor}>{body}</ol></details>'
        )

    def _place(self, ref: Ref) -> str:
        text = self.texts[ref[0]]
        name, place = text.ref(ref[1]), escape_text(text.place(ref[1]))
        return f'<li data-ref="{name}"><a href="#s-{name}">{place}</a></li>'

    def passage(self, ref: Ref, stretches: Sequence[tuple[int, int, str]], note: str = "") -> str:
        """Return one passage, with what it is coded or another note."""
        codes = dict.fromkeys(self.labels.get(code, code) for _, _, code in stretches if code)
        return passage_html(
            self.texts[ref[0]],
            ref[1],
            [(start, end) for start, end, _ in stretches],
            note or "; ".join(codes),
            linked=self.linked,
        )

    def table(self, table: pd.DataFrame) -> str:
        """Return the table; each cell with evidence opens its passages."""
        if not len(table.columns) or not len(table):
            return ""
        columns = [c for c in table.columns if not str(c).endswith("_key")]
        head = "".join(
            f'<th scope="col">{escape_text(str(c).replace("_", " "))}</th>' for c in columns
        )
        body = []
        for row in table.to_dict("records"):
            cells = [self._cell(row, str(c), first=i == 0) for i, c in enumerate(columns)]
            body.append(f"<tr>{''.join(cells)}</tr>")
        caption = escape_text(self.finding.question)
        return (
            f'<div class="rrc-table"><table><caption class="rrc-said">{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
        )

    def _cell(self, row: Mapping[str, object], column: str, *, first: bool) -> str:
        value, key = row[column], row.get(f"{column}_key", "")
        label = escape_text(column.replace("_", " "))
        if isinstance(value, tuple):
            numbers = "".join(map(self._number, value))
            return f'<td class="rrc-several" data-label="{label}">{numbers}</td>'
        text = _say_value(value)
        opens = isinstance(key, str) and key in self.openings
        if isinstance(key, str) and f"{column}_key" in row and _is_count(value):
            found = self.openings[key].total if opens else 0
            if value != found:
                raise ValueError(
                    f"finding {self.finding.finding_id!r}: the table says {value} in {column!r} "
                    f"but {found} passages stand behind {key!r}. Count and collect from the same "
                    "sentences; give as text a number that does not count sentences."
                )
        inner = self.opened(str(key), escape_text(text)) if opens else escape_text(text)
        if first:
            return f'<th scope="row">{inner}</th>'
        kind = ' class="rrc-n"' if _is_number(value) else ""
        return f'<td{kind} data-label="{label}">{inner}</td>'

    def _number(self, number: Number) -> str:
        """Return one of several numbers of a cell, each of which opens its own passages."""
        said = escape_text(f"{number.before}{number.said}{number.after}")
        if number.key not in self.openings:
            return f"<span>{said}</span>"
        found = self.openings[number.key].total
        if _is_count(number.value) and number.value != found:
            raise ValueError(
                f"finding {self.finding.finding_id!r}: a cell says {said!r} but {found} passages "
                f"stand behind {number.key!r}. Count and collect from the same sentences."
            )
        return self.opened(number.key, said)


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool)


def _say_value(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, Real) and value != value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if _is_count(value):
        return f"{value:,}"
    if isinstance(value, Real):
        return f"{float(value):,.2f}"
    return str(value)


def _reference_html(page: _Page) -> str:
    finding = page.finding
    if finding.reference_claim is None:
        none = f'<p class="rrc-reference rrc-grey">{escape_text(finding.verdict.capitalize())}.</p>'
        return none + _differing_html(page)
    same = finding.reference_claim.text() == finding.claim.text()
    depends = finding.verdict == VERDICTS[1]
    kind = "rrc-depends" if depends else "rrc-same"
    claim = page.claim(finding.reference_claim, "reference coding: ") if not same else _SAME
    said = (
        f'<p class="rrc-reference"><b>By the reference coding:</b> {claim} '
        f'<span class="rrc-verdict {kind}">{escape_text(finding.said_verdict)}</span></p>'
    )
    return said + _differing_html(page)


def _differing_html(page: _Page) -> str:
    rows = page.finding.differing
    if not len(rows):
        return ""
    notes: dict[Ref, list[str]] = {}
    for row in rows.itertuples():
        who = "patterns only" if row.patterns else "reference only"
        label = page.labels.get(str(row.code), str(row.code))
        notes.setdefault((row.document_id, int(row.sentence_id)), []).append(f"{label}: {who}")
    items = "".join(page.passage(ref, [], "; ".join(said)) for ref, said in notes.items())
    n = len(notes)
    return (
        f'<details class="rrc-differing"><summary>The two codings differ on {n} '
        f"sentence{'' if n == 1 else 's'}</summary>"
        f'<ol class="rrc-passages">{items}</ol></details>'
    )
