"""Texts of two voices: which causes and which names stand in whose words.

Comes in: a corpus. Goes out: findings that lay the voices of a text side by side.
Must never know: which texts are read.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import pandas as pd

from helpers.actors_table import list_speakers
from helpers.charts.lanes import chart_lanes
from helpers.choices import Choices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.model import VOICES
from helpers.readings.marked import count_sentences, count_settings, keep_counted, mark_rows
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.places import list_places
from helpers.reference import list_codings
from helpers.tables import count_words_by_voice, group_rows, list_documents_by_date, list_frames
from helpers.writers import name_writers

LEGAL = "legal-status"
MOST_ROWS = 100
MOST_WORDINGS = 4
MOST_DRAWN = 40
COLUMNS = ["document_id", "sentence_id", "start", "end", "code", "voice", "kind", "quote_id"]


def find_two_voices(corpus: Corpus) -> Finding:
    """Return the finding on causes and names by voice, for every text with two voices."""
    codes = tuple(corpus.codebook.codes_of("cause"))
    question = Question(
        "two-voices",
        "One text, two voices: who names which causes, and in which words?",
        codes,
        "The reference coding gives a cause to a whole sentence: it goes to the voice that has "
        "most of the sentence’s words.",
        choices=compare_voices_of(corpus),
        layers=(("label", ""),),
    )
    lanes = _keep_lanes(corpus)
    return build_finding(corpus, question, _measure_two, lambda marks: chart_lanes(marks, lanes))


@lru_cache(maxsize=8)
def list_sayings(corpus: Corpus) -> pd.DataFrame:
    """Return the causes named and the names used, in counted sentences, each with its voice.

    Returns
    -------
    DataFrame
        One row per span; columns `COLUMNS`; kind is "dot" for a cause (code: the cause) and "tick"
        for a name of the people or the phenomenon (code: its stance).
    """
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(corpus.codebook.codes_of("cause")))]
    labels = keep_counted(corpus, corpus.spans[corpus.spans["layer"].eq("label")])
    parts = [frames.assign(kind="dot")[COLUMNS], labels.assign(kind="tick")[COLUMNS]]
    both = pd.concat(parts, ignore_index=True)
    return both.sort_values(["document_id", "start", "end", "code"], ignore_index=True)


@lru_cache(maxsize=8)
def _list_lanes(corpus: Corpus) -> pd.DataFrame:
    """Return a lane for each voice of each text that has words in two voices or more."""
    words = count_words_by_voice(corpus)
    words = words[words["n_words"].gt(0)]
    several = words.groupby("document_id")["voice"].nunique()
    labels = label_documents(corpus.documents)
    writers = name_writers(corpus.documents).set_index("document_id")["writer"].to_dict()
    heard = group_rows(list_speakers(corpus), "speaker")
    by_text = group_rows(words, "voice", "n_words")
    places = list_places(corpus).groupby("document_id")["position"].max()
    rows = []
    for d in list_documents_by_date(corpus):
        if several.get(d, 0) < 2:
            continue
        own = dict(by_text[d])
        for voice in (v for v in VOICES if v in own):
            name = _name_voice(voice, writers[d], [who for (who,) in heard.get(d, ())])
            note = f"{own[voice]:,} words"
            rows.append((d, voice, labels[d], name, int(places[d]), note))
    columns = ["document_id", "voice_code", "document", "voice", "of", "note"]
    return pd.DataFrame(rows, columns=columns)


def _keep_lanes(corpus: Corpus) -> pd.DataFrame:
    """Return the lanes that are shown: of many texts those in which most is said, 40 of them."""
    lanes = _list_lanes(corpus)
    if lanes["document_id"].nunique() <= MOST_DRAWN:
        return lanes
    said = list_sayings(corpus).groupby("document_id").size()
    here = said[said.index.isin(lanes["document_id"])]
    most = set(here.sort_values(ascending=False, kind="stable").index[:MOST_DRAWN])
    return lanes[lanes["document_id"].isin(most)].reset_index(drop=True)


def _name_voice(voice: str, writer: str, speakers: Sequence[str]) -> str:
    if voice == "uncertain":
        return "quoted or not: uncertain"
    if voice == "author":
        return "the writer’s own words" + ("" if writer == "not known" else f" ({writer})")
    surnames = [name.split()[-1] for name in dict.fromkeys(speakers)]
    if not surnames or len(surnames) > 4:
        return "quoted words"
    return f"quoted: {', '.join(surnames)}"


def _measure_two(corpus: Corpus) -> Measured:
    lanes, sayings = _list_lanes(corpus), list_sayings(corpus)
    sayings = sayings[sayings["document_id"].isin(list(lanes["document_id"]))]
    every, said = lanes, sayings
    lanes = _keep_lanes(corpus)
    sayings = sayings[sayings["document_id"].isin(list(lanes["document_id"]))]
    number = number_documents(corpus)
    by_voice = dict(list(sayings.groupby(["document_id", "voice", "kind"])))
    empty = sayings.iloc[:0]
    keyed: dict[str, pd.DataFrame] = {}
    rows = []
    for lane in lanes.itertuples():
        place = (lane.document_id, lane.voice_code)
        causes = by_voice.get((*place, "dot"), empty)
        names = by_voice.get((*place, "tick"), empty)
        legal = names[names["code"].eq(LEGAL)]
        cells: list[object] = [lane.document, lane.voice]
        counts = causes["code"].value_counts()
        order = [c for c in corpus.codebook.codes_of("cause") if c in counts.index]
        cells.append(", ".join(corpus.codebook.label(c) for c in order) or "none")
        for kind, own in (("causes", causes), ("legal", legal), ("names", names)):
            n = count_sentences(own)
            key = f"{kind}/{number[lane.document_id]}/{lane.voice_code}" if n else ""
            if key:
                keyed[key] = own
            cells += [n, key]
        rows.append((*cells, lane.note))
    columns = ["text", "voice", "causes", "sentences with a cause", "sentences with a cause_key"]
    columns += ["names by legal status", "names by legal status_key", "all names", "all names_key"]
    table = pd.DataFrame(rows, columns=[*columns, "length"])[:MOST_ROWS]
    marks = _list_marks(corpus, lanes, sayings)
    keyed |= {key: sayings.loc[group] for key, group in marks.groupby("key").groups.items()}
    claim, verdict = _claim_two(corpus, every, said, keyed)
    alt = (
        f"Lanes, one a voice, over the place in the text: dots where a cause is named, ticks "
        f"where the people or the phenomenon are; {len(lanes)} lanes."
    )
    return Measured(claim, verdict, table, marks, mark_rows(keyed), alt)


def _list_marks(corpus: Corpus, lanes: pd.DataFrame, sayings: pd.DataFrame) -> pd.DataFrame:
    places = list_places(corpus).set_index(["document_id", "sentence_id"])["position"]
    names = lanes.set_index(["document_id", "voice_code"])[["document", "voice"]]
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    number = number_documents(corpus)
    rows = [
        (
            *names.loc[(s.document_id, s.voice)],
            int(places[s.document_id, s.sentence_id]),
            s.kind,
            corpus.codebook.label(s.code)
            if s.kind == "dot"
            else " ".join(texts[s.document_id][s.start : s.end].split()),
            s.kind == "tick" and s.code == LEGAL,
            f"s/{number[s.document_id]}-{s.sentence_id}/{s.voice}/{s.kind}",
        )
        for s in sayings.itertuples()
    ]
    columns = ["document", "voice", "position", "kind", "label", "strong", "key"]
    return pd.DataFrame(rows, columns=columns, index=sayings.index)


@lru_cache(maxsize=8)
def pick_text(corpus: Corpus) -> str:
    """Return the text where both voices name causes, and most that one alone names; or ""."""
    sayings = list_sayings(corpus)
    causes = sayings[sayings["kind"].eq("dot") & sayings["voice"].ne("uncertain")]
    two = set(_list_lanes(corpus)["document_id"])
    best: list[tuple[int, str]] = []
    for d, own in causes[causes["document_id"].isin(two)].groupby("document_id"):
        sets = {voice: set(rows["code"]) for voice, rows in own.groupby("voice")}
        if len(sets) == 2:
            best.append((-len(sets["author"] ^ sets["speaker"]), str(d)))
    return min(best)[1] if best else ""


def _quote_wordings(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Return the wordings of some spans: " (“illegal immigration”)", "" for none."""
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    words = [" ".join(texts[r.document_id][r.start : r.end].split()) for r in rows.itertuples()]
    said = list(dict.fromkeys(w.lower() for w in words))[:MOST_WORDINGS]
    return f" ({', '.join(f'“{w}”' for w in said)})" if said else ""


def _claim_two(
    corpus: Corpus, lanes: pd.DataFrame, sayings: pd.DataFrame, keyed: dict[str, pd.DataFrame]
) -> tuple[Claim, str]:
    text = pick_text(corpus)
    of = lanes["document_id"].nunique()
    if not text:
        return Claim("no-two-voices", {"texts": Number(of)}), "no cause in two voices"
    own = sayings[sayings["document_id"].eq(text)]
    causes = own[own["kind"].eq("dot")]
    sets = {voice: set(causes.loc[causes["voice"].eq(voice), "code"]) for voice in VOICES}
    legal = own[own["kind"].eq("tick") & own["code"].eq(LEGAL)]
    parts: dict[str, Part] = {"text": label_documents(corpus.documents)[text], "of": Number(of)}
    for name, voice, other in (("quoted", "speaker", "author"), ("own", "author", "speaker")):
        rows = causes[causes["voice"].eq(voice) & causes["code"].isin(sets[voice] - sets[other])]
        codes = [c for c in corpus.codebook.codes_of("cause") if c in set(rows["code"])]
        listed = [Number(f"“{corpus.codebook.label(c)}”", f"claim/{voice}-{c}") for c in codes]
        parts[f"{name}_causes"] = listed or "none"
        keyed |= {f"claim/{voice}-{c}": rows[rows["code"].eq(c)] for c in codes}
    shared = [c for c in corpus.codebook.codes_of("cause") if c in sets["author"] & sets["speaker"]]
    parts["shared"] = ", ".join(corpus.codebook.label(c) for c in shared) or "none"
    parts["legal_words"] = _quote_wordings(corpus, legal)
    sure = legal[legal["voice"].ne("uncertain")]
    for name, rows in (
        ("legal", legal),
        ("legal_own", legal[legal["voice"].eq("author")]),
        ("legal_quoted", sure[sure["voice"].eq("speaker")]),
        ("legal_uncertain", legal[legal["voice"].eq("uncertain")]),
    ):
        n = count_sentences(rows)
        keyed |= {f"claim/{name}": rows} if n else {}
        parts[name] = Number(n, f"claim/{name}" if n else "")
    apart = "apart" if sets["author"] and sets["speaker"] and not shared else "not apart"
    return Claim("two-voices", parts), f"{text}: causes {apart}"


def compare_voices_of(corpus: Corpus) -> Choices | None:
    """Return in how many settings the two voices of one text name no cause in common."""
    text = pick_text(corpus)
    if not text:
        return None
    codings = list_codings(corpus)
    axes = {
        "coding": tuple(codings),
        "quotations settled by hand": ("as settled", "the writer’s own words"),
        "uncertain words": ("left out", "the writer’s own words", "quoted words"),
    }
    by_hand = set(corpus.spans.loc[corpus.spans["rule"].eq("by hand"), "span_id"])
    places = corpus.spans[corpus.spans["span_id"].isin(by_hand)]
    stretches = list(places[["document_id", "start", "end"]].itertuples(index=False, name=None))

    def count(
        chosen: Mapping[str, str],
    ) -> tuple[dict[Hashable, int], dict[Hashable, int]]:
        own = list_sayings(codings[chosen["coding"]])
        own = own[own["document_id"].eq(text) & own["kind"].eq("dot")]
        voice = own["voice"].copy()
        if chosen["quotations settled by hand"] != "as settled":
            held = [
                any(d == r.document_id and a <= r.start and r.end <= b for d, a, b in stretches)
                for r in own.itertuples()
            ]
            voice[held] = "author"
        moved = {"quoted words": "speaker", "the writer’s own words": "author"}
        doubtful = voice.eq("uncertain")
        voice[doubtful] = moved.get(chosen["uncertain words"], "uncertain")
        sets = [set(own.loc[voice.eq(v), "code"]) for v in ("author", "speaker")]
        apart = (sets[0] ^ sets[1]) if all(sets) else set()
        return dict.fromkeys(apart, 1), dict.fromkeys(sets[0] & sets[1], 1)

    label = label_documents(corpus.documents)[text]
    statement = f"The writer of {label} and those quoted name causes, and none in common"
    choices = count_settings(axes, count, statement)
    settings = choices.settings if choices else ()
    apart = [replace(s, holds=bool(s.first) and not s.second) for s in settings]
    return Choices(statement, tuple(apart))
