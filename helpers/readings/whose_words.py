"""Whose words the texts carry: words by voice, every quotation, and a borrowed "our".

Comes in: a corpus. Goes out: findings on voices. Must never know: which texts are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice, product

import pandas as pd

from helpers.actors_table import list_quotations
from helpers.charts.voice_bars import MOST_TEXTS, chart_voices
from helpers.claims import Claim, Number, Part
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import number_documents
from helpers.findings import Finding
from helpers.first_person import READINGS, list_first_person
from helpers.model import VOICES
from helpers.readings.marked import count_sentences, keep_most, mark_rows, say_kept
from helpers.readings.measured import Measured, Question, build_finding
from helpers.readings.passages import (
    MOST_NAMED,
    name_some,
    name_with_sentences,
    quote_phrases,
    say_writer,
    shorten,
    spread_quotations,
)
from helpers.tables import count_words_by_voice, list_documents_by_date
from helpers.writers import WRITERS, name_writers

MOST_QUOTATIONS = 100
MOST_ROWS = 100
SAID = {
    "author": "the writer’s own words",
    "speaker": "quoted words",
    "uncertain": "quoted or not: uncertain",
}


def find_words_by_voice(corpus: Corpus) -> Finding:
    """Return the finding on how many words of each text are its writer's own.

    Of many texts those with most quoted words are drawn and listed, and it says so.
    """
    question = Question(
        "words-by-voice",
        "Whose words do the texts carry?",
        (),
        "Who writes is read from the catalogue (publisher, genre, author) by a short list of "
        "rules, not from the text."
        + say_kept(len(_list_texts(corpus)), MOST_TEXTS, MOST_ROWS, "most quoted words"),
        layers=(("quote", ""),),
    )
    return build_finding(corpus, question, _measure_words, chart_voices)


def _list_texts(corpus: Corpus) -> list[str]:
    """Return the texts that have a counted sentence, by date."""
    counted = set(count_words_by_voice(corpus)["document_id"])
    return [d for d in list_documents_by_date(corpus) if d in counted]


def _measure_words(corpus: Corpus) -> Measured:
    words = count_words_by_voice(corpus)
    columns = ("document_id", "voice", "n_words", "of_words")
    n_of = {(d, v): (n, of) for d, v, n, of in zip(*(words[c] for c in columns), strict=True)}
    labels = label_documents(corpus.documents)
    documents = _list_texts(corpus)
    quoted = {d: n_of[d, "speaker"][0] for d in documents}
    listed = keep_most(documents, quoted, MOST_ROWS)
    spread = spread_quotations(corpus, list_quotations(corpus))
    shown = spread[spread["document_id"].isin(listed)]
    number = number_documents(corpus)
    keyed = {
        f"{voice}/{number[d]}": rows for (d, voice), rows in shown.groupby(["document_id", "voice"])
    }
    sums = words.groupby("voice")["n_words"].sum()
    marks = _list_bars(corpus, listed, n_of, keyed)
    table = _tabulate_words(marks)
    keyed |= {f"in-{voice}": own for voice, own in spread.groupby("voice")}
    by_text = marks[marks["voice"].eq("speaker") & marks["n"].gt(0)]
    by_text = by_text.sort_values("n", ascending=False, kind="stable")
    writers = name_writers(corpus.documents).set_index("document_id")["writer"]
    kinds = writers[writers.index.isin(documents)].value_counts().to_dict()
    parts: dict[str, Part] = {
        "quoted": Number(int(sums.get("speaker", 0))),
        "of": Number(int(words["n_words"].sum())),
        "uncertain": Number(int(sums.get("uncertain", 0))),
        "quoted_in": _count_opened(keyed, "in-speaker"),
        "uncertain_in": _count_opened(keyed, "in-uncertain"),
        "texts": name_some(
            [
                name_with_sentences(
                    r.document, r.n_sentences, r.key, f"{r.n:,} of {r.of:,} words, in "
                )
                for r in by_text[:MOST_NAMED].itertuples()
            ],
            sum(map(bool, quoted.values())),
        ),
        "writers": [Number(f"{w} {kinds[w]}") for w in WRITERS if w in kinds] or "none",
    }
    alt = "Bars in words, one a text: the writer’s own, quoted, and uncertain."
    verdict = ", ".join(labels[d] for d, n in quoted.items() if n)
    drawn = {labels[d] for d in keep_most(listed, quoted, MOST_TEXTS)}
    marks = marks[marks["document"].isin(drawn)]
    return Measured(Claim("words-by-voice", parts), verdict, table, marks, mark_rows(keyed), alt)


def _list_bars(
    corpus: Corpus,
    documents: Sequence[str],
    n_of: Mapping[tuple[str, str], tuple[int, int]],
    keyed: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    """Return one row per text and voice: whose words, how many, in which sentences."""
    writers = name_writers(corpus.documents).set_index("document_id")["writer"].to_dict()
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    rows = []
    for d, voice in product(documents, VOICES):
        key = f"{voice}/{number[d]}" if f"{voice}/{number[d]}" in keyed else ""
        n_sentences = count_sentences(keyed[key]) if key else 0
        n, of = n_of[d, voice]
        rows.append((labels[d], writers[d], voice, SAID[voice], int(n), int(of), n_sentences, key))
    columns = ["document", "writer", "voice", "said", "n", "of", "n_sentences", "key"]
    return pd.DataFrame(rows, columns=columns)


def _tabulate_words(marks: pd.DataFrame) -> pd.DataFrame:
    """Return one row per text: who writes it, its words by voice, its sentences with quotations."""
    table = marks.pivot(index="document", columns="voice", values="n")
    table = table.reindex(index=marks["document"].unique(), columns=list(VOICES))
    table.columns = pd.Index([SAID[v] for v in VOICES])
    quoted = marks[marks["voice"].eq("speaker")].set_index("document").loc[table.index]
    table.insert(0, "written by", quoted["writer"].tolist())
    table["sentences with quoted words"] = quoted["n_sentences"].tolist()
    table["sentences with quoted words_key"] = quoted["key"].tolist()
    return table.reset_index(names="text")


def find_every_quotation(corpus: Corpus) -> Finding:
    """Return the finding that lists every quotation with speaker, cue and place."""
    question = Question(
        "every-quotation",
        "Every quotation: who says it, and where?",
        (),
        "The cue is the verb beside the quotation, as it stands. Quotation marks round a title or "
        "a single word are no quotation.",
        layers=(("quote", "speaker"),),
    )
    return build_finding(corpus, question, _measure_quotations)


def _measure_quotations(corpus: Corpus) -> Measured:
    quotations = list_quotations(corpus)
    texts = dict(zip(corpus.documents["document_id"], corpus.documents["text"], strict=True))
    labels = label_documents(corpus.documents)
    order = {d: i for i, d in enumerate(list_documents_by_date(corpus))}
    quotations = quotations.assign(order=quotations["document_id"].map(order))
    quotations = quotations.sort_values(["order", "start"], ignore_index=True)
    keyed, rows = {}, []
    listed = quotations[:MOST_QUOTATIONS]
    spread = dict(list(spread_quotations(corpus, listed).groupby("span_id")))
    for i, q in enumerate(listed.itertuples()):
        own = spread[q.span_id]
        keyed[f"q-{i}"] = own
        said = f"“{shorten(texts[q.document_id][q.start : q.end])}”"
        speaker = q.speakers.replace("; ", ", ") or "not known"
        how = "uncertain" if q.voice == "uncertain" else "by hand" if q.by_hand else "marked"
        place = f"{labels[q.document_id]}, sentence {q.sentence_id}"
        rows.append((said, speaker, q.cue, place, how, q.n_words, count_sentences(own), f"q-{i}"))
    columns = ["quotation", "speaker", "cue", "place", "settled", "words", "sentences"]
    table = pd.DataFrame(rows, columns=[*columns, "sentences_key"])
    table = table[[*columns[:5], "words", "sentences", "sentences_key"]]
    sure = quotations["voice"].eq("speaker")
    known = quotations[sure & quotations["speakers"].ne("")]
    cues = known.loc[known["cue"].ne(""), "cue"].value_counts()
    cues = cues.sort_index().sort_values(ascending=False, kind="stable")[:4]
    more = len(quotations) - MOST_QUOTATIONS
    sets = {"sure": quotations[sure], "uncertain": quotations[~sure]}
    sets["by_hand"] = quotations[quotations["by_hand"]]
    sets |= {f"cue/{cue}": known[known["cue"].eq(cue)] for cue in cues.index}
    opens = {name: spread_quotations(corpus, own) for name, own in sets.items() if len(own)}
    keyed |= opens
    parts: dict[str, Part] = {
        "n": Number(int(sure.sum())),
        "in": _count_opened(opens, "sure"),
        "known": Number(len(known)),
        "voices": Number(int(known["speakers"].nunique())),
        "cues": [_count_quotations(opens, f"cue/{c}", int(n), f"“{c}”") for c, n in cues.items()]
        or "none",
        "uncertain": _count_quotations(opens, "uncertain", int((~sure).sum())),
        "by_hand": _count_quotations(opens, "by_hand", int(quotations["by_hand"].sum())),
        "more": f" The first {MOST_QUOTATIONS} are listed." if more > 0 else "",
    }
    verdict = f"{int(known['speakers'].nunique())} voices"
    return Measured(Claim("every-quotation", parts), verdict, table, table, mark_rows(keyed))


def _count_opened(opens: Mapping[str, pd.DataFrame], key: str) -> Number:
    return Number(count_sentences(opens[key]), key) if key in opens else Number(0)


def _count_quotations(
    opens: Mapping[str, pd.DataFrame], key: str, n: int, name: str = ""
) -> Number:
    """Return "“said” 11 (in 12 sentences)", of which the 12 opens its sentences."""
    found = _count_opened(opens, key)
    if not n:
        return Number(0)
    plural = "" if found.value == 1 else "s"
    return found._replace(before=f"{name} {n} (in ".lstrip(), after=f" sentence{plural})")


def find_borrowed_first_person(corpus: Corpus) -> Finding:
    """Return the finding on where a text says "our" though its writer speaks for nobody."""
    question = Question(
        "whose-our",
        "Whose “our” is it?",
        (),
        "A writer who holds office, a government, an editorial, and a text that says “I” or “we” "
        "of itself speak for themselves. Elsewhere “our” outside quotation marks is marked "
        "uncertain: the text does not say whose it is. Nothing in the coding is changed."
        + say_kept(len(corpus.documents), 0, MOST_ROWS, "most such words"),
        layers=(("quote", ""),),
    )
    return build_finding(corpus, question, _measure_first_person)


def _measure_first_person(corpus: Corpus) -> Measured:
    found = list_first_person(corpus)
    writers = name_writers(corpus.documents).set_index("document_id")
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    documents = list_documents_by_date(corpus)
    flagged = found[found["reading"].eq(READINGS[1])]
    table, keyed = _tabulate_first_person(corpus, documents, found)
    keyed |= {"flagged": flagged} if len(flagged) else {}
    unjudged = int(writers["first_person"].eq("").sum())
    rest = f" {unjudged:,} of {len(documents):,} texts were not judged: the catalogue does not say "
    rest += "who writes."
    held = flagged.groupby("document_id", sort=False)
    named = []
    for d, own in islice(held, MOST_NAMED):
        keyed.setdefault(f"text-{number[d]}", own)
        named.append(_name_borrower(corpus, labels[d], own, f"text-{number[d]}"))
    parts: dict[str, Part] = {
        "n": Number(count_sentences(flagged), "flagged" if len(flagged) else ""),
        "texts": name_some(named, held.ngroups),
        "rest": rest if unjudged else "",
    }
    name = "whose-our" if len(flagged) else "no-borrowed-our"
    if unjudged == len(documents) and len(found):
        name, keyed["found"] = "our-not-judged", found
        parts = {"n": Number(count_sentences(found), "found"), "rest": parts["rest"]}
    places = zip(flagged["document_id"].tolist(), flagged["start"].tolist(), strict=True)
    verdict = "; ".join(f"{d} {start}" for d, start in places)
    return Measured(Claim(name, parts), verdict, table, table, mark_rows(keyed))


def _tabulate_first_person(
    corpus: Corpus, documents: Sequence[str], found: pd.DataFrame
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return one row per text that is listed, and the sentences behind each."""
    writers = name_writers(corpus.documents).set_index("document_id")["writer"].to_dict()
    labels, number = label_documents(corpus.documents), number_documents(corpus)
    listed = keep_most(documents, Counter(found["document_id"].tolist()), MOST_ROWS)
    held = dict(list(found[found["document_id"].isin(listed)].groupby("document_id")))
    keyed = {f"text-{number[d]}": own for d, own in held.items()}
    rows = []
    for d in listed:
        own = held.get(d, found.iloc[:0])
        n = count_sentences(own)
        words = ", ".join(f"“{w}” {k}" for w, k in sorted(Counter(own["word"].tolist()).items()))
        reading = own["reading"].iloc[0] if n else "says none"
        rows.append((labels[d], writers[d], reading, words, n, f"text-{number[d]}" if n else ""))
    columns = ["text", "written by", "whose", "words", "sentences", "sentences_key"]
    return pd.DataFrame(rows, columns=columns), keyed


def _name_borrower(corpus: Corpus, label: str, own: pd.DataFrame, key: str) -> Number:
    """Return "Cruz 2021, by a reporter (2 sentences: “our borders”)"."""
    name = f"{label}, by {say_writer(own['writer'].iloc[0])}"
    found = name_with_sentences(name, count_sentences(own), key)
    return found._replace(after=f"{found.after[:-1]}: {quote_phrases(corpus, own)})")
