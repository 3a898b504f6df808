"""Three tiny texts that every test may read, and a finding made of them by hand.

letter (document 0), 7 sentences; news/report (1), 9; release (2), 9: 25 in all, 24 counted (the
byline of news/report is not). Only `tiny` is coded by the rules; `hand_coded` is coded here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from helpers.charts.strip import chart_strip
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus, read_corpus
from helpers.findings import Finding, build_evidence
from helpers.reference import reference_corpus
from helpers.trust import Badge

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def tiny_folder() -> Path:
    """Return the folder of three invented texts with a catalogue and no gold."""
    return DATA / "tiny"


@pytest.fixture(scope="session")
def tiny(tiny_folder: Path) -> Corpus:
    """Return the three invented texts, read and coded."""
    return read_corpus(tiny_folder)


@pytest.fixture(scope="session")
def seeds() -> Corpus:
    """Return the five texts that come with the project, read and coded."""
    return read_corpus("seeds")


@pytest.fixture(scope="session")
def once() -> Callable[[Callable[[Corpus], Any], Corpus], Any]:
    """Return a function that makes a finding of a corpus once in a run, however often asked."""
    made: dict[tuple[object, int], Any] = {}

    def make(find: Callable[[Corpus], Any], corpus: Corpus) -> Any:
        key = (find, id(corpus))
        if key not in made:
            made[key] = find(corpus)
        return made[key]

    return make


# document, sentence_id, words, layer, code, voice, speaker
HAND_SPANS = (
    ("letter", 1, "root causes", "frame", "D-ROOT", "author", ""),
    ("letter", 1, "root causes of migration", "frame", "D-ROOT", "author", ""),
    ("letter", 2, "Poverty", "frame", "D-ECON", "author", ""),
    ("letter", 2, "violence", "frame", "D-VIOL", "author", ""),
    (
        "news/report",
        4,
        "We must address the root causes, and the first is hunger,",
        "quote",
        "marked",
        "speaker",
        "Elena Paz",
    ),
    ("news/report", 4, "root causes", "frame", "D-ROOT", "speaker", ""),
    ("news/report", 4, "hunger", "frame", "D-ECON", "speaker", ""),
    ("release", 7, "Corruption drives people to leave,", "quote", "block", "uncertain", ""),
    ("release", 7, "Corruption", "frame", "D-GOV", "uncertain", ""),
    ("release", 8, "drivers of migration", "frame", "D-ROOT", "author", ""),
)


@pytest.fixture(scope="session")
def hand_coded(tiny: Corpus) -> Corpus:
    """Return the three texts with ten spans put there by hand (`HAND_SPANS`)."""
    texts = tiny.documents.set_index("document_id")["text"]
    starts = tiny.sentences.set_index(["document_id", "sentence_id"])["start"]
    spans, facts = [], []
    for document_id, sentence_id, words, layer, code, voice, speaker in HAND_SPANS:
        start = texts[document_id].index(words, starts[document_id, sentence_id])
        end = start + len(words)
        span_id = f"{document_id}:{layer}:{start}-{end}:{code}"
        place = (span_id, document_id, sentence_id, sentence_id, start, end)
        spans.append((*place, layer, code, "by hand", voice, "", ""))
        if speaker:
            facts.append((span_id, "speaker", speaker))
    table = pd.DataFrame(spans, columns=list(tiny.spans.columns))
    table = table.sort_values(
        ["document_id", "start", "end"], ascending=[True, True, False], ignore_index=True
    )
    attributes = pd.DataFrame(facts, columns=["span_id", "name", "value"])
    return replace(tiny, spans=table, attributes=attributes)


TEMPLATE = "{n} of {of:sentence} invoke the idea; {named} names a cause too. See {one}."


@pytest.fixture
def finding(hand_coded: Corpus, monkeypatch: pytest.MonkeyPatch) -> Finding:
    """Return a finding made by hand: 3 of 24 sentences invoke the idea, 1 names a cause too."""
    monkeypatch.setattr("helpers.claims.read_templates", lambda: {"by-hand": TEMPLATE})
    spans = hand_coded.spans
    rows: list[tuple[object, ...]] = []
    invoked = spans[spans["code"] == "D-ROOT"]
    named = spans[(spans["document_id"] == "news/report") & (spans["layer"] == "frame")]
    for key, part in (("idea", invoked), ("named", named)):
        rows += [
            (key, s.document_id, s.sentence_id, s.start, s.end, s.code) for s in part.itertuples()
        ]
    rows += [("s/0-3", "letter", 3, None, None, "")]
    table = pd.DataFrame(
        {
            "cause": ["named beside it", "never named", "pandemic"],
            "sentences": [1, 3, 0],
            "sentences_key": ["named", "idea", ""],
        }
    )
    parts: dict[str, Part] = {
        "n": Number(3, "idea"),
        "of": Number(24),
        "named": Number(1, "named"),
        "one": Number(1, "s/0-3"),
    }
    marks = pd.DataFrame(
        {
            "document": ["de la Cruz 2022"] * 3 + ["Ode 2021"] * 2,
            "document_id": ["letter"] * 3 + ["news/report"] * 2,
            "sentence_id": [1, 2, 3, 4, 5],
            "position": [1, 2, 3, 3, 4],
            "category": ["idea", None, None, "idea", None],
            "voice": ["author", "author", "author", "speaker", "uncertain"],
            "key": ["idea", "", "s/0-3", "named", ""],
        }
    )
    return Finding(
        finding_id="by-hand",
        question="Where is the idea invoked?",
        corpus=hand_coded,
        claim=Claim("by-hand", parts),
        table=table,
        evidence=build_evidence(rows),
        badge=Badge(("D-ROOT",), measured=False),
        chart=chart_strip(marks),
        chart_alt="Two rows of squares.",
    )


@pytest.fixture
def toy(tmp_path: Path) -> Callable[..., Corpus]:
    """Return a maker of corpora coded by hand: texts as lists of (sentence, codes)."""

    def make(**texts: list[tuple[str, str]]) -> Corpus:
        rows = ["file,start,end,agreed,coder1,coder2"]
        for name, sentences in texts.items():
            lines = [sentence for sentence, _ in sentences]
            (tmp_path / f"{name}.txt").write_text("\n".join(lines), "utf-8")
            start = 0
            for line, codes in sentences:
                rows.append(f"{name}.txt,{start},{start + len(line)},{codes},{codes},{codes}")
                start += len(line) + 1
        (tmp_path / "gold").mkdir(exist_ok=True)
        (tmp_path / "gold" / "sentences.csv").write_text("\n".join(rows), "utf-8")
        return reference_corpus(read_corpus(tmp_path))

    return make
