"""The search page: a concordance of the texts that works without network or kernel.

Comes in: a corpus, where its texts' pages lie, which words may not leave. Goes out: the page, and
for a large corpus the words in a script beside it. Must never know: a finding.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from markupsafe import Markup

from helpers.concordance import WordedSentence, list_worded
from helpers.corpus import Corpus
from helpers.documents import label_documents
from helpers.evidence import SAMPLE_SEED, draw_texts
from helpers.export.beside import Beside
from helpers.export.examples import list_examples
from helpers.export.pages import Page, read_templates, render_page
from helpers.model import COUNTED_KINDS, VOICES
from helpers.tables import list_documents_by_date

SEARCH_PAGE = "search.html"
WORDS_FILE = "words.js"
TITLE = "Search"
MOST_CHARACTERS = 4_000_000
MOST_ALONE = 1_000_000
MOST_INLINE = 150_000  # characters of data; more lie beside the page
VOICE_NAMES = {
    "author": "the author’s own",
    "speaker": "quoted",
    "uncertain": "quoted or not: uncertain",
}


def choose_texts(corpus: Corpus, withheld: Collection[str], most: int) -> list[str]:
    """Return the texts that can be searched, by date: all, or some drawn at random.

    `most` is how many characters of text they may have together; `withheld` are never among them.
    """
    sizes = corpus.documents.set_index("document_id")["n_chars"].to_dict()
    every = [d for d in list_documents_by_date(corpus) if d not in withheld]
    return draw_texts({d: int(sizes[d]) for d in every}, most)


def pack_words(sentence: WordedSentence) -> str:
    r"""Return a sentence as words and what stands between them, in a form that is quick to part.

    Tabs part it: what is between words, words with one blank between them, and so on in turn.

    >>> from helpers.concordance import WordedSentence
    >>> words, between = ("Causes", "he", "said"), ("“", ",” ", " ", ".")
    >>> pack_words(WordedSentence("a", 1, "prose", words, between, (), (), (), ()))
    '“\tCauses\t,” \the said\t.'
    """
    parts = [sentence.between[0]]
    for i, word in enumerate(sentence.words):
        if i and sentence.between[i] == " ":
            parts[-1] += f" {word}"
        else:
            parts += [sentence.between[i], word] if i else [word]
    return "\t".join([*parts, sentence.between[-1]] if sentence.words else parts)


def collect_words(
    corpus: Corpus, document_ids: Sequence[str], addresses: Mapping[str, str]
) -> dict[str, Any]:
    """Return what the page's script searches: texts, their sentences as words, codes, speakers.

    Sentences are [sentence_id, counted or not, words, [[first, last, voice, speaker] …],
    [[first, last, code, voice] …]]; voices, speakers and codes are numbers of the lists beside.
    """
    labels = label_documents(corpus.documents)
    codes = [code.code for code in corpus.codebook.codes]
    speakers: dict[str, int] = {"": 0}
    held: dict[str, list[Any]] = {d: [] for d in document_ids}
    for s in list_worded(corpus, document_ids):
        voices = [
            [v.first, v.last, VOICES.index(v.voice), speakers.setdefault(v.speaker, len(speakers))]
            for v in s.voices
        ]
        hits = [[c.first, c.last, codes.index(c.code), VOICES.index(c.voice)] for c in s.codes]
        counted = int(s.kind in COUNTED_KINDS)
        held[s.document_id].append([s.sentence_id, counted, pack_words(s), voices, hits])
    return {
        "codes": codes,
        "voices": list(VOICES),
        "voiceNames": [VOICE_NAMES[v] for v in VOICES],
        "speakers": list(speakers),
        "texts": [[d, labels[d], addresses.get(d, ""), held[d]] for d in document_ids],
    }


def write_search(corpus: Corpus, beside: Beside) -> tuple[str, dict[str, str]]:
    """Return the search page, and the files that must lie in its folder of assets, by name.

    Texts that are withheld cannot be searched, since none of their words may be on the page.
    """
    most = MOST_CHARACTERS if beside.assets else MOST_ALONE
    chosen = choose_texts(corpus, beside.withheld, most)
    words = collect_words(corpus, chosen, beside.texts)
    data = json.dumps(words, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    safe = data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    in_file = bool(beside.assets) and len(safe) > MOST_INLINE
    labels = label_documents(corpus.documents)
    scope = say_scope(corpus, chosen, beside.withheld, most) + _say_pages(chosen, beside.texts)
    html = (
        read_templates()
        .get_template("search.html.j2")
        .render(
            data="" if in_file else Markup(safe),
            texts=[(d, labels[d]) for d in chosen],
            codes=_list_codes(corpus, chosen),
            voices=[(v, VOICE_NAMES[v]) for v in VOICES],
            examples=list_examples(corpus, chosen),
            scope=scope,
        )
    )
    files = {WORDS_FILE: f"window.rrcWords = {safe};\n"} if in_file else {}
    loads = tuple(f"{beside.assets}/{name}" for name in files)
    page = Page(TITLE, Markup(html), kind="search", loads=loads)
    return render_page(beside.frame(page)), files


def _say_pages(chosen: Sequence[str], addresses: Mapping[str, str]) -> list[str]:
    """Return how many of the texts that are searched have a page, if not all do."""
    opened = sum(bool(addresses.get(d)) for d in chosen)
    return [] if opened == len(chosen) else [f"{opened:,} of them have a page that a line opens."]


def _list_codes(corpus: Corpus, document_ids: Sequence[str]) -> list[tuple[str, str, int]]:
    """Return each code, its label, and how many places of these texts carry it."""
    wanted = set(document_ids)
    found = corpus.spans[(corpus.spans["layer"] == "frame")]
    found = found[found["document_id"].isin(wanted)]
    times = found.groupby("code").size()
    return [(c.code, c.label, int(times.get(c.code, 0))) for c in corpus.codebook.codes]


def say_scope(
    corpus: Corpus, chosen: Sequence[str], withheld: Collection[str], most: int
) -> list[str]:
    """Return in sentences which texts can be searched here, and which cannot."""
    n = len(corpus.documents)
    sentences = int(corpus.sentences["document_id"].isin(list(chosen)).sum())
    if len(chosen) == n:
        return [f"All {n:,} texts are searched, {sentences:,} sentences with titles and bylines."]
    said = [f"{len(chosen):,} of the {n:,} texts are searched, {sentences:,} sentences."]
    if withheld:
        said.append(
            f"The words of {len(withheld):,} belong to third parties and are not on this page."
        )
    if n - len(withheld) > len(chosen):
        said.append(
            f"They were drawn at random (seed {SAMPLE_SEED}), up to {most:,} characters; in a "
            "notebook helpers.concordance searches all."
        )
    return said
