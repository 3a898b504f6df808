"""All that is wrong with a corpus, told at once: by file and line, with the remedy.

Comes in: a corpus. Goes out: a `Report`. Must never know: sentences' codes, tables.

What stops or loses a text is a problem; what may mislead (the same text twice, a line in every
text, another language) is a doubt. Nothing is mended here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq

from helpers.errors import CorpusError, Problem
from helpers.gold import read_gold
from helpers.inputs import (
    SUFFIXES,
    Item,
    iter_file,
    list_inputs,
    list_singles,
    list_unused_columns,
    read_item,
)
from helpers.languages import CODED, FEWEST_WORDS, name_language, name_script
from helpers.likeness import Likeness
from helpers.parts import LEFT_OUT, is_coded, list_parts
from helpers.sentences import join_wrapped_lines
from helpers.sources import (
    Source,
    check_days,
    read_annotations,
    read_catalogue,
)

MOST_LINES = 20
_SHARE_OF_A_LINE = 0.25
_FEWEST_TEXTS, _SHARE_OF_TEXTS = 3, 0.1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_OWN_NAMES = ("readme", "license", "licence", "catalogue.csv", "annotations.csv")


class Report(NamedTuple):
    """How many texts and files there are, what is wrong, and what is doubtful."""

    n_texts: int
    n_files: int
    problems: list[Problem]
    doubts: list[Problem]

    def __str__(self) -> str:
        """Return the report in words."""
        n, d = len(self.problems), len(self.doubts)
        lines = [
            f"{self.n_texts:,} text{'s' * (self.n_texts != 1)} in {self.n_files:,} "
            f"file{'s' * (self.n_files != 1)}: "
            f"{n:,} problem{'s' * (n != 1)}, {d:,} doubt{'s' * (d != 1)}"
        ]
        if n:
            lines += ["", "To be mended; until then these texts or columns are left out:"]
            lines += [f"  {p}" for p in self.problems]
        if d:
            lines += ["", "To be looked at; these texts are coded as they are:"]
            lines += [f"  {p}" for p in self.doubts]
        return "\n".join(lines)


def check_corpus(path: Path) -> Report:
    """Return all that is wrong or doubtful in a folder of texts, or in one table of texts.

    Of a folder that is coded already the texts are looked at as they were coded; what was left
    out then is a problem.
    """
    if path.is_dir() and is_coded(path):
        return _check_coded(path)
    home = path if path.is_dir() else path.parent
    files = list_inputs(path)
    problems: list[Problem] = []
    doubts = _find_other_files(path, files) if path.is_dir() else []
    if not files:
        remedy = f"Put your texts there as {', '.join(SUFFIXES)} files."
        problems.append(Problem(path.name, 0, "no texts in this folder", remedy))
    likeness = Likeness()
    n_texts = 0
    digests: dict[str, str] = {}
    for file in files:
        for found in _read_file(home, file):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            item, source = found
            n_texts += 1
            digests[item.file] = source.sha256
            problems += check_days(item.file, item.line, item.row) if item.line else []
            doubts += _doubt_text(item, source.text, likeness)
        doubts += list_unused_columns(home, file)
    doubts += _doubt_twins(likeness) + _doubt_lines(likeness)
    problems += _check_beside(path, files, digests) if path.is_dir() else []
    return Report(n_texts, len(files), sorted(problems), sorted(doubts))


def _check_coded(folder: Path) -> Report:
    problems = [
        Problem(row["file"], row["line"], row["found"], row["remedy"])
        for part in list_parts(folder, LEFT_OUT)
        for row in pq.read_table(part).to_pylist()
    ]
    doubts: list[Problem] = []
    likeness = Likeness()
    for part in list_parts(folder, "documents"):
        table = pq.read_table(part, columns=["document_id", "text"])
        for name, text in zip(*(column.to_pylist() for column in table.columns), strict=True):
            doubts += _doubt_text(Item(name, name, 0, None, {}), text, likeness)
    doubts += _doubt_twins(likeness) + _doubt_lines(likeness)
    n = likeness.n_texts
    return Report(n, n + len({p.file for p in problems}), sorted(problems), sorted(doubts))


def _read_file(home: Path, file: str) -> Iterator[tuple[Item, Source] | Problem]:
    """Yield the texts of a file as they are read, or what is wrong in their place."""
    try:
        for item in iter_file(home, file, None):
            if isinstance(item, Problem):
                yield item
                continue
            source, wrong = read_item(home, item)
            yield from wrong
            if source is not None:
                yield item, source
    except CorpusError as error:
        yield from error.problems


def _find_other_files(path: Path, files: list[str]) -> list[Problem]:
    """Return the files of a folder that no text is read from, but for notes on the folder."""
    known = set(files)
    remedy = "If it holds texts, save them as .txt files; tables and web pages count without those."
    doubts = []
    for file in sorted(path.rglob("*")):
        parts = file.relative_to(path).parts
        own = parts[0] == "gold" or file.name.lower().startswith(_OWN_NAMES)
        if not file.is_file() or own or any(part.startswith(".") for part in parts):
            continue
        if "/".join(parts) not in known:
            doubts.append(Problem("/".join(parts), 0, "this file is not read", remedy))
    return doubts


def _doubt_text(item: Item, text: str, likeness: Likeness) -> list[Problem]:
    """Return what is doubtful in one text alone: odd characters, broken lines, its language."""
    doubts = []
    odd = _CONTROL.search(text)
    if odd:
        found = f"a control character (U+{ord(odd.group()):04X}) stands in the text"
        line = item.line or text.count("\n", 0, odd.start()) + 1
        doubts.append(Problem(item.file, line, found, "Remove it; no page can show it."))
    likeness.note(item.file if not item.line else f"{item.file}, line {item.line}", text)
    if join_wrapped_lines(text) is not text:
        found = "lines are broken at a fixed width"
        remedy = "Only empty lines end a paragraph here; join the lines if that is wrong."
        doubts.append(Problem(item.file, item.line, found, remedy))
    return doubts + _doubt_language(item, text)


def _doubt_language(item: Item, text: str) -> list[Problem]:
    script = name_script(text)
    if script:
        found = f"this text is written in {script} letters, in a language that is not known here"
        remedy = f"Only {CODED} is coded; leave it out, or add a translation."
        return [Problem(item.file, item.line, found, remedy)]
    language = name_language(text)
    if language and language != CODED:
        remedy = f"Only {CODED} is coded; leave it out, or add a translation."
        return [Problem(item.file, item.line, f"this text seems to be {language}", remedy)]
    foreign: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.count(" ") < FEWEST_WORDS:
            continue
        name = name_language(line, least=_SHARE_OF_A_LINE)
        if name and name != CODED:
            foreign.setdefault(name, []).append((number, len(line)))
    doubts = []
    for name, lines in foreign.items():
        share = sum(size for _, size in lines) / max(1, len(text))
        n = len(lines)
        found = f"{n} line{'s' * (n != 1)} seem{'s' * (n == 1)} to be {name} ({share:.0%})"
        remedy = f"Only {CODED} is coded; nothing will be found there."
        doubts.append(Problem(item.file, item.line or lines[0][0], found, remedy))
    return doubts


def _split_name(name: str) -> tuple[str, int]:
    """Return the file and the line (0 for none) of a text that a `Likeness` knows by name."""
    file, _, line = name.partition(", line ")
    return file, int(line or 0)


def _doubt_twins(likeness: Likeness) -> list[Problem]:
    """Return the texts that are the same as an earlier one, or almost."""
    remedy = "Keep one of the two, unless both are meant to count."
    doubts = []
    for name, twin, share in likeness.find_twins():
        how = "the same text as" if share is None else f"about {share:.0%} of its phrases are in"
        doubts.append(Problem(*_split_name(name), f"{how} {twin}", remedy))
    return doubts


def _doubt_lines(likeness: Likeness) -> list[Problem]:
    """Return the lines that many texts share, with their share of all characters."""
    least = max(_FEWEST_TEXTS, round(_SHARE_OF_TEXTS * likeness.n_texts))
    lines = likeness.repeated_lines(least)
    doubts = []
    for one in lines[:MOST_LINES]:
        share = one.n_texts * len(one.words) / max(1, likeness.n_chars)
        words = one.words if len(one.words) < 60 else one.words[:59].rstrip() + "…"
        n = f"{'at least ' if one.n_missed else ''}{one.n_texts:,}"
        found = (
            f"the line {words!r} stands in {n} of {likeness.n_texts:,} texts, "
            f"{share:.1%} of all characters"
        )
        file, line = _split_name(one.file)
        remedy = "If it is no part of the texts, take it out, or add it to boilerplate.csv."
        doubts.append(Problem(file, line or one.line, found, remedy))
    if len(lines) > MOST_LINES:
        found = f"{len(lines) - MOST_LINES:,} more lines stand in {least:,} texts or more"
        doubts.append(Problem("all texts", 0, found, "Mend the more common ones first."))
    return doubts


def _check_beside(path: Path, files: list[str], digests: dict[str, str]) -> list[Problem]:
    """Return what is wrong with catalogue, annotations and gold."""
    problems: list[Problem] = []
    singles = list_singles(files)
    if (path / "catalogue.csv").exists():
        known = {file: digests.get(file, "") for file in singles}
        problems += read_catalogue(path, singles, known)[1]
    if (path / "annotations.csv").exists():
        named = (path / "annotations.csv").read_text("utf-8-sig", "replace")
        sources = [
            found[1]
            for file in singles
            if file in named
            for found in _read_file(path, file)
            if not isinstance(found, Problem)
        ]
        try:
            read_annotations(path, sources)
        except CorpusError as error:
            problems += error.problems
    try:
        read_gold(path, {file: file for file in files})
    except CorpusError as error:
        problems += error.problems
    return problems
