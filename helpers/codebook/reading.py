"""Read the codebook's CSV files and check every row.

Comes in: a folder with codes.csv, groups.csv, tied.csv, frames.csv and word_sets.csv.
Goes out: a `Codebook`. Must never know: a text, or how conditions are worked out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from helpers.alternatives import list_first_words
from helpers.codebook.records import FAMILIES, Code, Codebook, CodebookError, FramePattern, TiedPair

COLUMNS = {
    "codes.csv": (
        "code",
        "family",
        "label",
        "definition",
        "not",
        "source",
        "policy_frames_codebook",
        "pillar",
        "palette",
    ),
    "groups.csv": ("group", "code"),
    "tied.csv": ("code_a", "code_b", "how", "ruling"),
    "frames.csv": (
        "code",
        "pattern",
        "needs",
        "example",
        "near_miss",
        "source",
        "aim_or_means",
    ),
    "word_sets.csv": ("set", "pattern"),
}
PILLARS = ("I", "II", "III", "IV", "V", "none")

# What `needs` may name, and whether a word set follows in brackets. What each does is in
# helpers/layers/conditions.py, which must know exactly these.
CONDITIONS = {
    "governed": True,
    "not_governed": True,
    "at": True,
    "not_at": True,
    "later": True,
    "not_later": True,
    "not_owner": False,
    "after": True,
    "before": True,
    "near": True,
    "right_after": True,
    "right_before": True,
    "not_right_after": True,
    "not_right_before": True,
    "not_after": True,
    "not_before": True,
    "qualifies": True,
    "not_qualifies": True,
    "outside": True,
    "with": True,
    "without": True,
    "follows": True,
    "two_of": True,
    "of_migration": False,
    "at_home": False,
    "abroad": False,
    "short_name": False,
}
_NEED = re.compile(r"(\w+)(?:\((\w+)\))?$")


def parse_needs(needs: str) -> list[tuple[str, str]]:
    """Return (condition, word set) for each condition; the word set is "" where none is named.

    >>> parse_needs("after(verb_curb) at_home")
    [('after', 'verb_curb'), ('at_home', '')]
    """
    found = []
    for part in needs.split():
        match = _NEED.match(part)
        if match is None:
            raise ValueError(f"{part!r} is not of the form name or name(word_set)")
        found.append((match[1], match[2] or ""))
    return found


@lru_cache
def read_codebook(folder: str | Path | None = None) -> Codebook:
    """Return the codebook in `folder`; without one, the codebook that ships with the project.

    Raises `CodebookError`, with file, line and remedy, if a file is missing or a row is wrong.
    """
    home = Path(folder) if folder is not None else Path(__file__).parent
    codes = _read_codes(home)
    known = {c.code for c in codes}
    sets = _read_sets(home)
    return Codebook(
        codes,
        _read_groups(home, [c.code for c in codes]),
        _read_tied(home, known),
        _read_patterns(home, known, sets),
        sets,
    )


def _fail(file: str, line: int, found: str, remedy: str) -> NoReturn:
    where = f"{file}, line {line}" if line else file
    raise CodebookError(f"{where}: {found}. {remedy[0].upper()}{remedy[1:]}.")


def _read_rows(home: Path, file: str) -> list[tuple[int, dict[str, str]]]:
    path = home / file
    if not path.is_file():
        _fail(file, 0, "the file is missing", f"put it in the codebook folder ({home.name}/)")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _fail(file, 0, f"byte {error.start} is not UTF-8", "save the file as UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    columns = COLUMNS[file]
    header = tuple(next(reader, ()))
    if header != columns:
        _fail(file, 1, f"the columns are {', '.join(header)}", f"expected {', '.join(columns)}")
    rows = []
    for cells in reader:
        if not any(cells):
            continue
        if len(cells) != len(columns):
            _fail(
                file,
                reader.line_num,
                f"{len(cells)} cells where {len(columns)} are expected",
                "put cells that hold a comma in double quotes",
            )
        cells = [cell.strip() for cell in cells]
        rows.append((reader.line_num, dict(zip(columns, cells, strict=True))))
    return rows


def _read_codes(home: Path) -> tuple[Code, ...]:
    codes: dict[str, Code] = {}
    for line, row in _read_rows(home, "codes.csv"):
        code = Code(*row.values())
        if code.code in codes:
            _fail("codes.csv", line, f"code {code.code!r} stands twice", "delete one of the rows")
        for name, value in (("code", code.code), ("label", code.label)):
            if not value:
                _fail("codes.csv", line, f"no {name}", f"write the {name} of the code")
        if not code.definition:
            _fail("codes.csv", line, f"{code.code} has no definition", "write what the code means")
        if code.family not in FAMILIES:
            _fail("codes.csv", line, f"family {code.family!r}", f"use {' or '.join(FAMILIES)}")
        for pillar in code.pillar.split("; "):
            if pillar not in PILLARS:
                _fail("codes.csv", line, f"pillar {pillar!r}", f"use one of {', '.join(PILLARS)}")
        codes[code.code] = code
    return tuple(codes.values())


def _check_code(file: str, line: int, code: str, known: Collection[str]) -> None:
    if code not in known:
        _fail(file, line, f"code {code!r} is not in codes.csv", "correct it or add it there")


def _read_groups(home: Path, order: list[str]) -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for line, row in _read_rows(home, "groups.csv"):
        _check_code("groups.csv", line, row["code"], order)
        members = groups.setdefault(row["group"], [])
        if row["code"] in members:
            found = f"{row['code']} stands twice in group {row['group']!r}"
            _fail("groups.csv", line, found, "delete one of the rows")
        members.append(row["code"])
    return {name: tuple(sorted(found, key=order.index)) for name, found in groups.items()}


def _read_tied(home: Path, known: Collection[str]) -> tuple[TiedPair, ...]:
    tied = []
    for line, row in _read_rows(home, "tied.csv"):
        pair = TiedPair(*row.values())
        _check_code("tied.csv", line, pair.code_a, known)
        _check_code("tied.csv", line, pair.code_b, known)
        if pair.how not in ("join", "part"):
            _fail("tied.csv", line, f"how is {pair.how!r}", "write join or part")
        tied.append(pair)
    return tuple(tied)


def _read_sets(home: Path) -> dict[str, tuple[str, ...]]:
    sets: dict[str, list[str]] = {}
    for line, row in _read_rows(home, "word_sets.csv"):
        if not re.fullmatch(r"\w+", row["set"]):
            _fail("word_sets.csv", line, f"set {row['set']!r}", "name a set in one word")
        _check_words("word_sets.csv", line, row["pattern"])
        sets.setdefault(row["set"], []).append(row["pattern"])
    return {name: tuple(patterns) for name, patterns in sets.items()}


def _check_words(file: str, line: int, pattern: str) -> None:
    if not pattern or pattern.count("(") != pattern.count(")"):
        _fail(file, line, f"pattern {pattern!r}", "write words, with every bracket closed")
    for first in list_first_words(pattern):
        if not first or first.startswith("*"):
            found = f"pattern {pattern!r} stands for {first!r}"
            _fail(file, line, found, "let every alternative begin with letters")


def _read_patterns(
    home: Path, known: Collection[str], sets: Mapping[str, tuple[str, ...]]
) -> tuple[FramePattern, ...]:
    patterns: dict[tuple[str, str], FramePattern] = {}
    for line, row in _read_rows(home, "frames.csv"):
        pattern = FramePattern(**row, line=line)
        check_pattern(pattern, known, sets, "frames.csv", line)
        if (pattern.code, pattern.rule) in patterns:
            found = f"{pattern.code} has the row {pattern.rule!r} twice"
            _fail("frames.csv", line, found, "delete one of the rows")
        for name in ("example", "near_miss"):
            if not row[name]:
                found = f"{pattern.code} {pattern.pattern!r} has no {name}"
                _fail("frames.csv", line, found, "write a sentence that shows it")
        patterns[pattern.code, pattern.rule] = pattern
    return tuple(patterns.values())


def check_pattern(
    pattern: FramePattern,
    known: Collection[str],
    sets: Mapping[str, tuple[str, ...]],
    file: str,
    line: int,
) -> None:
    """Raise `CodebookError` if the row cannot be used: its code, words, conditions or sets."""
    _check_code(file, line, pattern.code, known)
    _check_words(file, line, pattern.pattern)
    if pattern.aim_or_means not in ("", "aim", "means"):
        _fail(
            file, line, f"aim_or_means is {pattern.aim_or_means!r}", "write aim, means or nothing"
        )
    try:
        needs = parse_needs(pattern.needs)
    except ValueError as error:
        _fail(file, line, str(error), "write conditions with a blank between them")
    for name, word_set in needs:
        if name not in CONDITIONS:
            _fail(file, line, f"no condition {name!r}", f"use one of {', '.join(CONDITIONS)}")
        if bool(word_set) != CONDITIONS[name]:
            form = f"{name}(word_set)" if CONDITIONS[name] else name
            _fail(file, line, f"condition {name!r} is written wrong", f"write {form}")
        if word_set and word_set not in sets:
            _fail(file, line, f"no word set {word_set!r}", "correct it or add it to word_sets.csv")
