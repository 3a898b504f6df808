"""The teacher's page: plans by the minute, and what the coding rules had to rule on.

Comes in: a corpus, the pages of its notebooks. Goes out: the body of the page. Must never know:
any class; nobody has measured what students get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from helpers.agreement import list_disagreements
from helpers.codebook import Codebook
from helpers.corpus import Corpus
from helpers.csvfiles import read_rows
from helpers.errors import Problem, ProblemsError
from helpers.evidence import ShownText, draw_sample, show_texts
from helpers.export.cells import Body
from helpers.export.pages import read_templates
from helpers.reference import covers_all, reference_corpus
from helpers.tables import tabulate_codes

TEACHERS_PAGE = "teachers.html"
MOST_DIFFERING = 12
COLUMNS = ("plan", "minutes", "title", "does", "page", "needs")
NEEDS = ("", "coding")
_TAKES = re.compile(
    r"<td[^>]*>(?:<strong>)?Takes(?:</strong>)?</td>\s*<td[^>]*>(\d+) minutes?</td>"
)


class PlanError(ProblemsError):
    """The lesson plans cannot be read as they are."""

    what = "lesson plans"


class Step(NamedTuple):
    """One step of a lesson: its minutes, title, what the class does, on which page ("" for none).

    `needs` is "coding" where there must be sentences to code.
    """

    minutes: int
    title: str
    does: str
    page: str
    needs: str


def read_plans(path: Path | None = None) -> Mapping[int, tuple[Step, ...]]:
    """Return the lesson plans by their length in minutes (the project's own by default).

    Raises
    ------
    PlanError
        With every row that cannot be read, and every plan whose steps do not add up to it.
    """
    return _read_plans() if path is None else check_plans(path)


@lru_cache
def _read_plans() -> Mapping[int, tuple[Step, ...]]:
    return check_plans(Path(str(files("helpers").joinpath("facts/lesson_plans.csv"))))


def check_plans(path: Path) -> Mapping[int, tuple[Step, ...]]:
    """Return the plans of a file, or raise `PlanError` with all that is wrong."""
    rows, problems = read_rows(path, COLUMNS, ())
    plans: dict[int, tuple[Step, ...]] = {}
    for line, row in rows if not problems else ():
        if not (row["plan"].isdecimal() and row["minutes"].isdecimal()):
            found = f"plan {row['plan']!r} of {row['minutes']!r} minutes"
            problems.append(Problem(path.name, line, found, "Write whole minutes in both."))
            continue
        if row["needs"] not in NEEDS:
            found, remedy = f"needs {row['needs']!r}", "Write coding, or nothing."
            problems.append(Problem(path.name, line, found, remedy))
        step = Step(int(row["minutes"]), row["title"], row["does"], row["page"], row["needs"])
        plans[int(row["plan"])] = (*plans.get(int(row["plan"]), ()), step)
    for plan, steps in plans.items():
        total = sum(step.minutes for step in steps)
        if total != plan:
            found = f"the steps of the plan of {plan} minutes take {total}"
            problems.append(Problem(path.name, 0, found, "Make the minutes of its steps add up."))
    if problems:
        raise PlanError(problems)
    return plans


def read_minutes(body: Body) -> int | None:
    """Return how many minutes a notebook says that it takes, None where it does not say."""
    found = (_TAKES.search(cell.html) for cell in body.cells if cell.kind == "markdown")
    return next((int(match[1]) for match in found if match), None)


class Shown(NamedTuple):
    """One sentence of a text: where it stands, the address of that place, its words."""

    place: str
    address: str
    words: str


class Trouble(NamedTuple):
    """Something the rules had to rule on: the rule, the sentence that shows it, and notes."""

    rule: str
    sentence: Shown | None
    notes: tuple[str, ...] = ()


class Confusion(NamedTuple):
    """A code that is easily given too often: what it leaves out, with a made-up pair."""

    code: str
    label: str
    excludes: str
    yes: str
    no: str


def list_differences(
    corpus: Corpus, addresses: Sequence[str], *, hidden: Collection[int] = ()
) -> list[Trouble]:
    """Return the sentences on which two careful codings differed, and how each was settled.

    At most twelve, drawn at random; of texts in `hidden` without their words.
    """
    rows = list_disagreements(corpus)
    by_place: dict[tuple[str, int], list[str]] = {}
    for row in rows.to_dict("records"):
        gave = "first" if row["first"] else "second"
        kept = "kept" if row["agreed"] else "dropped again"
        note = (
            f"{corpus.codebook.label(row['code'])}: by the {gave} pass alone, {kept} when settled"
        )
        by_place.setdefault((row["document_id"], int(row["sentence_id"])), []).append(note)
    refs = draw_sample(sorted(by_place), "teachers", most=MOST_DIFFERING)
    texts = show_texts(corpus, {d for d, _ in refs})
    return [
        Trouble("", _show(texts[d], i, addresses, hidden), tuple(by_place[d, i])) for d, i in refs
    ]


def list_rulings(
    corpus: Corpus, addresses: Sequence[str], *, hidden: Collection[int] = ()
) -> list[Trouble]:
    """Return the codebook's rulings on codes that meet or part, each with the shortest sentence.

    A ruling that joins codes is shown by a sentence that carries both, one that parts them by a
    sentence that carries the second alone; the notes name the codes.
    """
    matrix = tabulate_codes(reference_corpus(corpus) if covers_all(corpus) else corpus)
    sizes = corpus.sentences.set_index(["document_id", "sentence_id"])["n_words"]
    troubles: dict[str, Trouble] = {}
    for pair in corpus.codebook.tied:
        first, second = matrix[pair.code_a], matrix[pair.code_b]
        held = matrix.index[(first & second if pair.how == "join" else ~first & second).to_numpy()]
        codes = [corpus.codebook.label(c) for c in (pair.code_a, pair.code_b)]
        known = troubles.get(pair.ruling, Trouble(pair.ruling, None))
        notes = tuple(dict.fromkeys((*known.notes, *codes)))
        sentence = known.sentence
        if sentence is None and len(held):
            document_id, number = sizes.loc[held].idxmin()
            text = show_texts(corpus, [document_id])[document_id]
            sentence = _show(text, int(number), addresses, hidden)
        troubles[pair.ruling] = Trouble(pair.ruling, sentence, notes)
    return list(troubles.values())


def _show(
    text: ShownText, sentence_id: int, addresses: Sequence[str], hidden: Collection[int]
) -> Shown:
    start, end = text.sentences[sentence_id]
    words = "" if text.number in hidden else text.text[start:end]
    page = addresses[text.number]
    return Shown(text.place(sentence_id), f"{page}#s-{sentence_id}" if page else "", words)


def list_confusions(codebook: Codebook) -> list[Confusion]:
    """Return for each code what it leaves out, and the first example with its near miss."""
    pairs: dict[str, tuple[str, str]] = {}
    for pattern in codebook.patterns:
        if pattern.example and pattern.near_miss:
            pairs.setdefault(pattern.code, (pattern.example, pattern.near_miss))
    return [
        Confusion(c.code, c.label, c.excludes, *pairs.get(c.code, ("", ""))) for c in codebook.codes
    ]


def teachers_html(
    corpus: Corpus,
    pages: Sequence[tuple[str, str, int | None]],
    anchors: Collection[str] = (),
    **parts: Any,
) -> Markup:
    """Return the body of the teacher's page.

    Parameters
    ----------
    pages : address, title and minutes of each notebook page
    anchors : "address#id" of the headings of those pages; a step that leads to another place
        on one of them leads to its top
    parts : differences, rulings, confusions (as the functions here give them), n_items (how many
        sentences there are to code), n_lines (how many the sheet has)
    """
    template = read_templates().get_template("teachers.html.j2")
    known = {address for address, _, _ in pages}

    def lead(page: str) -> str:
        address = page.partition("#")[0]
        return address if address in known and page not in anchors else page

    return Markup(
        template.render(
            plans=read_plans(), pages=pages, lead_page=lead, gold=corpus.gold is not None, **parts
        )
    )
