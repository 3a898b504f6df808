"""Does a sentence that invokes the idea also say what the causes are? Here, nearby, or never.

Comes in: a corpus. Goes out: findings on the idea and the causes named with it, and the lines in
which it stands. Must never know: which texts are read.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

import pandas as pd

from helpers.charts.dots import chart_counts
from helpers.charts.strip import chart_strip
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings.measured import Measured, Question, build_finding, collect_evidence
from helpers.readings.places import key_sentences, list_places
from helpers.tables import count_word, group_rows, list_sentences, sentences_with

WINDOWS = (0, 1, 2, 3)
PHRASE = "root causes"
FILLS = ("named in the sentence", "tied to a sentence that names one", "tied to none")


@lru_cache
def read_links() -> tuple[str, ...]:
    """Return the openings that tie a sentence to the one before ("Thus", "This", "It means")."""
    text = files("helpers").joinpath("codebook/links.csv").read_text("utf-8")
    return tuple(row["opening"].lower() for row in csv.DictReader(text.splitlines()))


def link_causes(corpus: Corpus, idea: str = "idea", causes: str = "cause") -> pd.DataFrame:
    """Return each sentence that invokes the idea and where a cause is named for it.

    A cause is linked when a later sentence names it that the idea's sentence introduces (colon,
    list), that the same sentence introduces, or that comes next and opens with a word that ties
    it back (`helpers/codebook/links.csv`). This is a reading, not a coding.

    Returns
    -------
    DataFrame
        One row per sentence with the idea; columns document_id, sentence_id, fill (one of
        `FILLS`), linked (sentence_id of the naming sentence, missing if none), distance (in
        sentences to the nearest that names a cause in the text, missing if none).
    """
    invoking = sentences_with(corpus, corpus.codebook.codes_of(idea))
    sentences = list_sentences(corpus)
    sentences = sentences[sentences["document_id"].isin(invoking["document_id"])]
    held = {d: own.set_index("sentence_id") for d, own in sentences.groupby("document_id")}
    documents = corpus.documents[["document_id", "text"]]
    documents = documents[documents["document_id"].isin(list(held))]
    texts = dict(zip(documents["document_id"], documents["text"], strict=True))
    named = group_rows(sentences_with(corpus, corpus.codebook.codes_of(causes)), "sentence_id")
    rows = []
    for pair in invoking.itertuples():
        own = held[pair.document_id]
        causes_at = [sentence_id for (sentence_id,) in named.get(pair.document_id, ())]
        linked = _find_link(pair.sentence_id, causes_at, own, texts[pair.document_id])
        place = own["position"]
        gaps = [abs(place[c] - place[pair.sentence_id]) for c in causes_at]
        fill = FILLS[0] if 0 in gaps else FILLS[1] if linked is not None else FILLS[2]
        distance = min(gaps, default=None)
        rows.append((pair.document_id, pair.sentence_id, fill, linked, distance))
    table = pd.DataFrame(rows, columns=["document_id", "sentence_id", "fill", "linked", "distance"])
    return table.astype({"linked": "Int64", "distance": "Int64"})


def _find_link(sentence_id: int, causes_at: list[int], own: pd.DataFrame, text: str) -> int | None:
    leader = own["led_by"][sentence_id]
    for cause in causes_at:
        led_by = own["led_by"][cause]
        same_lead = pd.notna(leader) and pd.notna(led_by) and led_by == leader
        if cause > sentence_id and ((pd.notna(led_by) and led_by == sentence_id) or same_lead):
            return int(cause)
        follows = own["position"][cause] == own["position"][sentence_id] + 1
        if follows and _ties_back(text[own["start"][cause] : own["end"][cause]]):
            return int(cause)
    return None


def _ties_back(sentence: str) -> bool:
    """Return whether a sentence opens with a word that ties it to the one before."""
    opening = sentence.lstrip("“\"'‘ ").lower()
    return any(re.match(rf"{re.escape(word)}\b", opening) for word in read_links())


def find_phrase_without_content(corpus: Corpus) -> Finding:
    """Return the finding on how often the idea is invoked without a cause beside it."""
    codes = (*corpus.codebook.codes_of("idea"), *corpus.codebook.codes_of("cause"))
    question = Question(
        "phrase-without-content",
        "Where the idea of root causes is invoked, is a cause named?",
        codes,
        "“Tied” is a reading of colons, list leads and openings such as “Thus” or “This”; "
        "it is not part of either coding.",
        focus="fill-2",
    )
    return build_finding(corpus, question, _measure_phrase, chart_strip)


def _measure_phrase(corpus: Corpus) -> Measured:
    codebook = corpus.codebook
    links = link_causes(corpus)
    sentences = list_sentences(corpus)
    idea, causes = codebook.codes_of("idea"), codebook.codes_of("cause")
    bare = links[links["fill"] != FILLS[0]]
    keyed = {"all": sentences, "idea": links, "unnamed": bare}
    keyed |= {f"fill-{i}": links[links["fill"] == fill] for i, fill in enumerate(FILLS)}
    n_texts = links["document_id"].nunique()
    said = count_word(corpus, PHRASE)[["document_id", "sentence_id"]].drop_duplicates()
    said = said.merge(links[["document_id", "sentence_id"]])
    keyed["words"] = said
    verdict = "mostly unnamed" if 2 * len(bare) > len(links) else "mostly named"
    parts: dict[str, Part] = {
        "n": Number(len(links), "idea"),
        "of": Number(len(sentences), "all"),
        "words": Number(len(said), "words" if len(said) else ""),
        "word_texts": Number(said["document_id"].nunique()),
        "texts": Number(n_texts),
        "of_texts": Number(len(corpus.documents)),
        "unnamed": Number(len(bare), "unnamed"),
        "idea": Number(len(links), "idea"),
        "linked": Number(len(keyed["fill-1"]), "fill-1"),
        "never": Number(len(keyed["fill-2"]), "fill-2"),
    }
    marks = list_places(corpus).merge(
        links[["document_id", "sentence_id", "fill", "linked"]],
        on=["document_id", "sentence_id"],
        how="left",
    )
    marks = marks.rename(columns={"fill": "category", "linked": "arc_to"})
    marks["category"] = pd.Categorical(marks["category"], categories=list(FILLS))
    keyed |= key_sentences(marks)
    table = pd.DataFrame(
        {
            "cause": FILLS,
            "sentences": [len(keyed[f"fill-{i}"]) for i in range(len(FILLS))],
            "of": len(links),
            "sentences_key": [f"fill-{i}" for i in range(len(FILLS))],
        }
    )
    return Measured(
        Claim("phrase-without-content", parts),
        verdict,
        table,
        marks,
        collect_evidence(corpus, keyed, (*idea, *causes)),
        f"Each text a row of squares, one a sentence; {len(links)} of {len(sentences)} invoke "
        f"root causes, and {len(bare)} of these name no cause in the same sentence.",
    )


def find_nearby(corpus: Corpus) -> Finding:
    """Return the finding on how the answer hangs on what "nearby" means."""
    codes = (*corpus.codebook.codes_of("idea"), *corpus.codebook.codes_of("cause"))
    question = Question(
        "what-nearby-means",
        "How near must a cause stand to count as named?",
        codes,
        focus="near-0",
    )
    return build_finding(corpus, question, _measure_nearby, chart_counts)


def _measure_nearby(corpus: Corpus) -> Measured:
    links = link_causes(corpus)
    pairs = links[["document_id", "sentence_id"]]
    names = [
        "the same sentence",
        *(f"{w} sentence{'s' * (w > 1)} before or after" for w in WINDOWS[1:]),
    ]
    missing = {
        name: pairs[(links["distance"].isna() | (links["distance"] > window)).to_numpy()]
        for name, window in zip(names, WINDOWS, strict=True)
    }
    missing["the whole text"] = pairs[links["distance"].isna().to_numpy()]
    keyed = {f"near-{i}": table for i, table in enumerate(missing.values())} | {"idea": links}
    marks = pd.DataFrame(
        {
            "code": list(missing),
            "label": list(missing),
            "n": [len(t) for t in missing.values()],
            "of": len(links),
            "key": [f"near-{i}" if len(t) else "" for i, t in enumerate(missing.values())],
        }
    )
    parts: dict[str, Part] = {
        "idea": Number(len(links), "idea"),
        "same": Number(int(marks["n"].iloc[0]), str(marks["key"].iloc[0])),
        "near": Number(int(marks["n"].iloc[-2]), str(marks["key"].iloc[-2])),
        "window": Number(WINDOWS[-1]),
        "whole": Number(int(marks["n"].iloc[-1]), str(marks["key"].iloc[-1])),
    }
    table = marks.rename(columns={"label": "looked for in", "n": "without a cause"})
    table = table.rename(columns={"key": "without a cause_key"}).drop(columns="code")
    hangs = marks["n"].iloc[0] > marks["n"].iloc[-1]
    verdict = "hangs on what nearby means" if hangs else "does not hang on what nearby means"
    codes = (*corpus.codebook.codes_of("idea"), *corpus.codebook.codes_of("cause"))
    alt = "One row per window; " + ", ".join(
        f"{r.n} of {r.of} without a cause in {r.label}" for r in marks.itertuples()
    )
    evidence = collect_evidence(corpus, keyed, codes)
    return Measured(Claim("what-nearby-means", parts), verdict, table, marks, evidence, alt + ".")
