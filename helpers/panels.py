"""What a notebook shows beside its findings: the lead, the texts, the codes, lines, versions.

Comes in: a corpus, sometimes findings. Goes out: HTML without script, displayed. Must never know:
how a finding was computed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

import pandas as pd
from IPython.display import HTML, display

from helpers import __version__
from helpers.corpus import Corpus, say_size
from helpers.documents import label_documents
from helpers.evidence import (
    NO_MATH,
    draw_sample,
    escape_text,
    is_small,
    label_codes,
    number_documents,
    passage_html,
    show_texts,
)
from helpers.excerpts import cut_side
from helpers.findings import Finding
from helpers.readings.meanings import say_choice, tabulate_meanings
from helpers.tables import count_word, list_documents_by_date, list_frames, list_sentences
from helpers.twin import Opening, evidence_attribute
from helpers.whole import tabulate_whole

MOST_DOCUMENTS = 60
MOST_PLACES = 12
MOST_LINES = 200
LONGEST_SIDE = 160  # characters before or after the phrase, in a large corpus
LIBRARIES = ("pandas", "plotly", "nltk", "ahocorasick-rs")


def display_panel(body: str, kind: str) -> None:
    """Display HTML as a panel; `kind` is its CSS class without "rrc-"."""
    display(HTML(f'<section class="rrc-part rrc-{kind} {NO_MATH}">{body}</section>'))


def panel_table(head: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return a table; the cells of `rows` are HTML, the head and the caption are plain text.

    Raises
    ------
    ValueError
        If a column has no name: a listener would not know what it holds.
    """
    if not all(head):
        raise ValueError(f"a column without a name: {list(head)}")
    top = "".join(f'<th scope="col">{escape_text(h)}</th>' for h in head)
    labels = [escape_text(h) for h in head[1:]]
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>'
        + "".join(
            f'<td data-label="{label}">{cell}</td>'
            for label, cell in zip(labels, row[1:], strict=True)
        )
        + "</tr>"
        for row in rows
    )
    title = f"<caption>{escape_text(caption)}</caption>" if caption else ""
    return (
        f'<div class="rrc-scroll"><table>{title}<thead><tr>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def show_lead(finding: Finding) -> None:
    """Display a finding's claim as the first sentence; its numbers open their sentences."""
    anchor = escape_text(finding.finding_id)
    drawn = f"Read here: {say_size(finding.corpus)}. " if finding.corpus.of_texts else ""
    display_panel(
        f'<p class="rrc-lead-claim">{finding.claim.html()}</p>'
        f'<p class="rrc-lead-more">{drawn}<a href="#{anchor}">The finding whole: chart, sentences, '
        "how far to trust it</a></p>",
        "lead",
    )


def show_documents(corpus: Corpus, *, folded: bool = True) -> None:
    """Display the texts: who, when, what kind, how long, whose rights.

    Of more than 60 texts the first 60 by date are listed, and how many there are in all is said.
    Where the texts are drawn from a larger folder, a second table counts the codes in all of it.
    """
    labels = label_documents(corpus.documents)
    sizes = list_sentences(corpus).groupby("document_id").size()
    documents = corpus.documents.set_index("document_id")
    rows = []
    ordered = list_documents_by_date(corpus)
    for document_id in ordered[:MOST_DOCUMENTS]:
        row = documents.loc[document_id]
        first, last = row["date_from"], row["date_to"]
        when = "unknown" if not first else first if first == last else f"{first} to {last}"
        by = row["author"] or "no author named"
        name = f"{escape_text(labels[document_id])}<small>{escape_text(row['title'])}</small>"
        maker = _lines([x for x in (by, row["publisher"]) if x], "")
        written = f"{_days(when)}<small>{escape_text(row['date_basis'])}</small>"
        cells = [escape_text(row["genre"] or row["publisher_type"] or "not said"), written]
        cells += [f"{sizes.get(document_id, 0)}", f"{row['n_words']:,}"]
        rows.append([name, maker, *cells, escape_text(row["rights"] or "not said")])
    head = ["text", "by", "kind", "written", "sentences counted", "words", "rights"]
    n = len(ordered)
    said = f"{say_size(corpus)}, {len(list_sentences(corpus)):,} sentences counted"
    said += f"; the first {MOST_DOCUMENTS} by date" if n > MOST_DOCUMENTS else ""
    if corpus.of_texts:
        display_panel(panel_table(*tabulate_whole(corpus)), "codes")
    if not folded:
        display_panel(panel_table(head, rows, said), "documents")
        return
    named = " · ".join(labels[d] for d in ordered[:8]) + (" …" if n > 8 else "")
    summary = f"<summary>{escape_text(said)}: {escape_text(named)}</summary>"
    display_panel(f"<details>{summary}{panel_table(head, rows)}</details>", "documents")


def show_passage(corpus: Corpus, code_group: str) -> None:
    """Display the shortest sentence that carries a code of a group, as the text has it."""
    sentence = pick_example(corpus, corpus.codebook.codes_of(code_group))
    if sentence is None:
        display_panel("<p>No sentence of these texts carries one of these codes.</p>", "example")
        return
    display_panel(f'<ul class="rrc-passages">{panel_passage(corpus, *sentence)}</ul>', "example")


def pick_example(corpus: Corpus, codes: Sequence[str]) -> tuple[str, int, pd.DataFrame] | None:
    """Return the shortest prose sentence of eight words or more with one of the codes.

    A sentence that has them only inside proper names ("Alliance for …") comes last.
    """
    frames = list_frames(corpus)
    frames = frames[frames["code"].isin(list(codes))]
    frames = frames.merge(
        corpus.sentences[["document_id", "sentence_id", "n_words", "kind"]],
        on=["document_id", "sentence_id"],
    )
    if frames.empty:
        return None
    frames = frames.assign(brief=frames["n_words"] < 8, aside=frames["kind"] != "prose")
    frames = frames.assign(inside=lie_in_names(corpus, frames))
    order = ["inside", "aside", "brief", "n_words", "document_id", "start"]
    first = frames.sort_values(order).iloc[0]
    place = (first["document_id"], int(first["sentence_id"]))
    own = frames[(frames["document_id"] == place[0]) & (frames["sentence_id"] == place[1])]
    return (*place, own[~own["inside"]] if not first["inside"] else own)


def lie_in_names(corpus: Corpus, rows: pd.DataFrame) -> list[bool]:
    """Return which stretches (document_id, start, end) lie in a name of somebody or of a plan."""
    spans = corpus.spans[corpus.spans["layer"].isin(("actor", "instrument"))]
    spans = spans[spans["document_id"].isin(list(rows["document_id"].unique()))]
    held: dict[str, list[tuple[int, int]]] = {}
    for document_id, start, end in zip(
        spans["document_id"], spans["start"], spans["end"], strict=True
    ):
        held.setdefault(document_id, []).append((start, end))
    return [
        any(start <= first and last <= end for start, end in held.get(document_id, ()))
        for document_id, first, last in zip(
            rows["document_id"], rows["start"], rows["end"], strict=True
        )
    ]


def panel_passage(corpus: Corpus, document_id: str, sentence_id: int, spans: pd.DataFrame) -> str:
    """Return one sentence as a list item, marked where `spans` (start, end, code) lie."""
    text = show_texts(corpus, [document_id])[document_id]
    stretches = list(zip(spans["start"], spans["end"], strict=True))
    labels = label_codes(corpus)
    codes = "; ".join(labels.get(c, c) for c in dict.fromkeys(spans["code"]) if c)
    return passage_html(text, sentence_id, stretches, codes, linked=is_small(corpus))


def show_word(corpus: Corpus, word: str) -> None:
    """Display in how many sentences of each text a word stands, zero too, and in which."""
    found = count_word(corpus, word).drop_duplicates(["document_id", "sentence_id"])
    labels = label_documents(corpus.documents)
    held = dict(list(found.groupby("document_id")))
    rows = [
        [
            escape_text(labels[d]),
            f"{len(held.get(d, ()))}",
            link_places(corpus, held[d]) if d in held else "none",
        ]
        for d in list_documents_by_date(corpus)[:MOST_DOCUMENTS]
    ]
    display_panel(panel_table(["text", f"sentences with “{word}”", "which"], rows), "word")


def link_places(corpus: Corpus, rows: pd.DataFrame) -> str:
    """Return the numbers of some sentences of one text, each a link to its sentence.

    Of more than 12 the first 12 stand there, and how many more there are.
    """
    number = number_documents(corpus)
    places = [(number[d], i) for d, i in zip(rows["document_id"], rows["sentence_id"], strict=True)]
    links = [f'<a href="#s-{d}-{i}">sentence {i}</a>' for d, i in places[:MOST_PLACES]]
    if not is_small(corpus):
        links = [f"sentence {i}" for _, i in places[:MOST_PLACES]]
    more = len(places) - MOST_PLACES
    return ", ".join(links) + (f" and {more:,} more" if more > 0 else "")


def show_codes(corpus: Corpus, *groups: str) -> None:
    """Display the codes of some groups: definition, what it leaves out, and a sentence each."""
    codes = dict.fromkeys(c for group in groups for c in corpus.codebook.codes_of(group))
    rows = []
    for code in codes:
        record = corpus.codebook.code(code)
        example = pick_example(corpus, [code])
        shown = (
            f'<ul class="rrc-passages">{panel_passage(corpus, *example)}</ul>'
            if example
            else "in no sentence here"
        )
        label = f"{escape_text(record.label)} <small>{escape_text(code)}</small>"
        leaves = escape_text(record.excludes) or "—"
        rows.append([label, escape_text(record.definition), leaves, shown])
    display_panel(panel_table(["code", "means", "leaves out", "a sentence"], rows), "codes")


def show_lines(corpus: Corpus, lines: pd.DataFrame, *, first: str = "verb") -> None:
    """Display keyword-in-context lines, aligned on the phrase.

    Parameters
    ----------
    lines : as from `list_kwic`, with a column named `first` that is shown before the line; of
        more than 200 these many are drawn, in their order, and of a large corpus a line is cut
    """
    n = len(lines)
    lines = lines.iloc[draw_sample(range(n), "lines", most=MOST_LINES)]
    longest = None if is_small(corpus) else LONGEST_SIDE
    labels = label_documents(corpus.documents)
    number = number_documents(corpus)
    rows = []
    for line in lines.itertuples():
        place = f"{labels[line.document_id]}, sentence {line.sentence_id}"
        anchor = f"s-{number[line.document_id]}-{line.sentence_id}"
        voice = "" if line.voice == "author" else f" <small>{escape_text(_say(line.voice))}</small>"
        head = escape_text(getattr(line, first) or "none")
        left = escape_text(cut_side(line.left, longest, last=True))
        right = escape_text(cut_side(line.right, longest))
        rows.append(
            f'<tr><th scope="row">{head}</th>'
            f'<td class="rrc-left"><bdi>{left}</bdi></td>'
            f'<td class="rrc-hit"><mark>{escape_text(line.hit)}</mark></td>'
            f'<td class="rrc-right">{right}</td>'
            f'<td class="rrc-where"><a href="#{anchor}">{escape_text(place)}</a>{voice}</td></tr>'
        )
    drawn = "" if len(rows) == n else f"{len(rows)} drawn at random of "
    display_panel(
        f'<div class="rrc-scroll"><table class="rrc-kwic"><caption>{drawn}{n:,} lines, sorted by '
        f"{escape_text(first)}</caption><thead><tr>"
        f'<th scope="col">{escape_text(first)}</th><th scope="col">before</th>'
        '<th scope="col">phrase</th><th scope="col">after</th><th scope="col">place</th>'
        f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>",
        "lines",
    )


def _say(voice: str) -> str:
    return {"speaker": "quoted", "uncertain": "quoted or not: uncertain"}[voice]


def show_meanings(corpus: Corpus) -> None:
    """Display what each text means by root causes, one row a text, printable on a page."""
    table = tabulate_meanings(corpus)
    frames = list_frames(corpus)
    idea = list(corpus.codebook.codes_of("idea"))
    openings: dict[str, Opening] = {}
    rows = []
    for row in table.itertuples():
        own = frames[frames["document_id"] == row.document_id]
        linked = [_link_codes(corpus, own, codes, openings) for codes in (row.causes, row.remedies)]
        name = (
            f"{escape_text(row.text)}<small>{escape_text(row.genre)}<br>{_days(row.date)}</small>"
        )
        quotation = "—"
        if not pd.isna(row.sentence_id):
            said = own[(own["sentence_id"] == row.sentence_id) & own["code"].isin(idea)]
            passage = panel_passage(corpus, row.document_id, int(row.sentence_id), said)
            quotation = f'<ul class="rrc-passages">{passage}</ul>'
        cells = [_lines(row.words, "never in words"), *linked, _lines(row.voices, "—")]
        rows.append([name, *cells, quotation])
    head = ["text", "its words for the idea", "causes it names", "its remedies"]
    caption = f"Numbers count sentences and open them. {say_choice(corpus)}".strip()
    html = panel_table([*head, "in whose words", "one sentence"], rows, caption)
    evidence = evidence_attribute(openings, show_texts(corpus, set(table["document_id"])))
    display_panel(f'<div data-evidence="{evidence}">{html}</div>', "meanings")


def _link_codes(
    corpus: Corpus,
    frames: pd.DataFrame,
    counted: Sequence[tuple[str, int]],
    openings: dict[str, Opening],
) -> str:
    """Return codes of one text with their numbers as links; add what these open to `openings`."""
    lines = []
    for code, n in counted:
        own = frames[frames["code"] == code].sort_values(["sentence_id", "start"])
        columns = (own[c].tolist() for c in ("document_id", "sentence_id", "start", "end"))
        marks: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
        for document_id, sentence_id, start, end in zip(*columns, strict=True):
            marks.setdefault((document_id, sentence_id), []).append((start, end, code))
        text = show_texts(corpus, [own["document_id"].iloc[0]])[own["document_id"].iloc[0]]
        first = f"s-{text.ref(own['sentence_id'].iloc[0])}"
        key = f"meanings/{code}/{first}"
        openings[key] = Opening(first, n, list(marks), marks)
        label = escape_text(corpus.codebook.label(code))
        lines.append(
            f'<p>{label} <a class="ev" href="#{first}" data-key="{escape_text(key)}">{n}</a></p>'
        )
    return "".join(lines) or "none"


def _lines(items: Sequence[str], otherwise: str) -> str:
    """Return items each on a line of its own."""
    return "".join(f"<div>{escape_text(i)}</div>" for i in items) or escape_text(otherwise)


def _days(date: str) -> str:
    """Return a date that breaks at no hyphen."""
    return f'<span class="rrc-days">{escape_text(date)}</span>'


def show_limits(corpus: Corpus) -> None:
    """Display what a corpus of this size and kind cannot tell."""
    n = len(corpus.documents)
    shared = {
        column: corpus.documents[column].replace("", pd.NA).nunique()
        for column in ("author", "publisher", "genre")
    }
    lines = [
        f"{n} text{'s are' if n != 1 else ' is'} read here. They were chosen, not sampled: "
        "nothing here can be carried over to other texts.",
        f"They come from {shared['publisher']} publishers in {shared['genre']} genres: what "
        "differs between two texts may be owed to the writer, the genre or the year, and these "
        "cannot be told apart.",
        "A count says what the texts say, not what happened, nor what anyone wanted.",
    ]
    if corpus.gold is None:
        lines.append("No reference coding stands beside these texts: every badge is grey.")
    items = "".join(f"<li>{escape_text(line)}</li>" for line in lines)
    display_panel(f"<ul>{items}</ul>", "limits")


def hash_corpus(corpus: Corpus) -> str:
    """Return the sha256 over the texts' own, in order of document_id."""
    rows = corpus.documents.sort_values("document_id")
    joined = "\n".join(f"{d} {h}" for d, h in zip(rows["document_id"], rows["sha256"], strict=True))
    return hashlib.sha256(joined.encode()).hexdigest()


@lru_cache
def _hash_words() -> str:
    """Return the sha256 over all that the layers look for, whatever the line ends of its files."""
    total = hashlib.sha256()
    for folder in ("codebook", "facts"):
        found = [f for f in files("helpers").joinpath(folder).iterdir() if f.name.endswith(".csv")]
        for file in sorted(found, key=lambda f: f.name):
            lines = file.read_text("utf-8").splitlines()
            total.update("\n".join((folder, file.name, *lines, "")).encode())
    return total.hexdigest()


def hash_codebook(corpus: Corpus) -> str:
    """Return the sha256 over all that is looked for: the corpus's codes and each layer's words."""
    return hashlib.sha256(f"{corpus.codebook.sha256} {_hash_words()}".encode()).hexdigest()


def show_versions(corpus: Corpus) -> None:
    """Display versions and hashes: the same ones give the same page."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    items = [
        f"Reading Root Causes {__version__}",
        f"corpus {corpus.name} {hash_corpus(corpus)[:16]}",
        f"codebook {hash_codebook(corpus)[:16]}",
        libraries,
    ]
    display_panel("<p>" + " · ".join(escape_text(i) for i in items) + "</p>", "versions")
