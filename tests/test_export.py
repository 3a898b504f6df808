"""Pages from executed notebooks, without a browser: what they carry, hold back and refuse."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.corpus import Corpus
from helpers.evidence import store_html
from helpers.export.assets import PLOTLY, read_asset, read_plotly
from helpers.export.beside import Beside
from helpers.export.cells import PLOTLY_JSON, read_body
from helpers.export.exporter import Place, render_body
from helpers.export.notebooks import (
    NotebookError,
    clean_notebook,
    name_corpus,
    run_notebook,
    run_notebooks,
)
from helpers.export.pages import Link
from helpers.export.policy import write_policy
from helpers.export.site import SiteError, build_site, read_books, write_site
from helpers.export.takeaway import CODEBOOK_FILE, TABLES_FILE
from helpers.export.text_pages import list_texts, name_page, render_text
from helpers.export.twins import index_findings, shorten_passage, thin_twins, withhold_words
from helpers.readings.naming import find_phrase_without_content
from helpers.show import chart_json
from helpers.twin import finding_html

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> `x` $x$ {{x}}"
FIGURE = {
    "data": [{"type": "bar", "x": [1], "y": [2], "hovertext": [HOSTILE]}],
    "layout": {"height": 300, "meta": {"alt": HOSTILE, "finding": "f"}},
}


def make_notebook(*cells: Any) -> nbformat.NotebookNode:
    return new_notebook(cells=[new_markdown_cell("# One & two"), *cells])


def make_output(data: dict[str, Any], **metadata: str) -> nbformat.NotebookNode:
    output = new_output("display_data", data=data, metadata=metadata)
    return new_code_cell("show()", outputs=[output])


def export(*cells: Any, place: Place | None = None) -> str:
    body = read_body(make_notebook(*cells), pages={})
    return render_body(body, place or Place())


class Elements(HTMLParser):
    """Lists the elements of a page and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {k: v or "" for k, v in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def named(self, tag: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.tags if name == tag]


# The policy and what a page asks for


def test_a_policy_allows_only_the_scripts_given() -> None:
    policy = write_policy(["let a"], ["p {}"], loads_beside=False)
    scripts = re.search("script-src ([^;]*)", policy)
    assert policy.startswith("default-src 'none'; ")
    assert scripts is not None
    assert re.fullmatch(r"'sha256-[\w+/=]+'", scripts[1])


def test_a_page_without_script_may_run_none() -> None:
    assert "script-src 'none'" in write_policy([], [], loads_beside=False)


def test_only_a_page_beside_the_library_may_load_it() -> None:
    chart = make_output({PLOTLY_JSON: FIGURE})
    beside = export(chart, place=Place(Beside(assets="assets")))
    alone = export(chart)
    assert "strict-dynamic" in beside
    assert "strict-dynamic" not in alone
    assert len(beside) < 100_000 < len(read_plotly()) < len(alone) < 2_000_000


def test_each_script_and_style_of_a_page_has_its_hash_in_the_policy() -> None:
    html = export(make_output({PLOTLY_JSON: FIGURE}))
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert len(scripts) == 2
    assert unescape(Elements(html).named("meta")[1]["content"]) == write_policy(
        scripts, styles, loads_beside=False
    )


def test_a_page_asks_for_nothing() -> None:
    elements = Elements(export(make_output({PLOTLY_JSON: FIGURE})))
    asked = [a for _, a in elements.tags if "src" in a or "srcset" in a or "action" in a]
    linked = elements.named("link") + elements.named("iframe") + elements.named("object")
    assert asked == []
    assert linked == []


def test_the_library_is_the_one_inside_the_python_package() -> None:
    import plotly

    whole = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    version = re.search(r"plotly\.js v([\d.]+)", whole.read_text("utf-8")[:300])
    assert version is not None
    assert f"v{version[1]}\n" in read_plotly()[:300]
    assert version[1] in PLOTLY


def test_a_script_that_would_end_its_element_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "bad.js").write_text("'</script>'")
    monkeypatch.setattr("helpers.export.assets.files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"helpers/assets/bad\.js holds '</script'"):
        read_asset("bad.js")


# The cells


def test_title_and_contents_come_from_the_headings() -> None:
    html = export(new_markdown_cell("## A *b*\n\n### C\n\n## A b"))
    elements = Elements(html)
    links = [a["href"] for a in elements.named("a") if a["href"].startswith("#")]
    assert "<title>One &amp; two ·" in html
    assert links == ["#main", "#a-b", "#c", "#a-b-2"]


def test_a_notebook_without_a_title_is_named_by_its_file() -> None:
    body = read_body(new_notebook(cells=[new_markdown_cell("text")]), pages={}, name="03_names")
    assert body.title == "03_names"


def test_links_between_notebooks_lead_to_their_pages() -> None:
    cells = [
        new_markdown_cell("[start](00_start.ipynb#phrase) [on](02_poles.ipynb)"),
        make_output({"text/html": '<a href="00_start.ipynb">x</a>'}),
    ]
    body = read_body(make_notebook(*cells), pages={"00_start.ipynb": "index.html"})
    found = re.findall(r'href="([^"]*)"', "".join(c.html for c in body.cells))
    assert found == ["index.html#phrase", "02_poles.html", "index.html"]


def test_a_chart_is_kept_as_data_and_not_as_a_picture() -> None:
    html = export(make_output({PLOTLY_JSON: FIGURE, "image/png": "iVBOR", "text/plain": "chart"}))
    [data] = re.findall(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert json.loads(data)["data"] == FIGURE["data"]
    assert 'id="chart-f" style="height:300px"' in html
    assert "iVBOR" not in html


def test_what_is_for_jupyterlab_only_is_left_out() -> None:
    html = export(make_output({"text/html": "<style>LIVE</style>"}, rrc="live"))
    assert "LIVE" not in html


@pytest.mark.parametrize(
    "cell",
    [
        new_code_cell("f()", outputs=[new_output("stream", text=HOSTILE)]),
        new_code_cell(
            "f()",
            outputs=[new_output("error", ename="E", evalue="", traceback=[HOSTILE])],
        ),
        make_output({"text/plain": HOSTILE}),
        make_output({"text/markdown": HOSTILE}),
        make_output({PLOTLY_JSON: FIGURE}),
        new_code_cell(HOSTILE),
    ],
    ids=["stream", "error", "plain", "markdown", "chart", "code"],
)
def test_hostile_text_makes_no_element(cell: nbformat.NotebookNode) -> None:
    elements = Elements(export(cell, place=Place(Beside(assets="assets"))))
    kinds = Counter(a.get("type", "ours") for a in elements.named("script"))
    assert kinds["ours"] == 1
    assert elements.named("img") == []


def test_hostile_text_is_shown_as_it_is() -> None:
    elements = Elements(export(new_code_cell("f()", outputs=[new_output("stream", text=HOSTILE)])))
    assert HOSTILE in elements.text


def test_the_code_is_there_folded_behind_one_switch() -> None:
    html = export(new_code_cell("corpus = read_corpus(CORPUS)"))
    assert html.count('id="show-code"') == 1
    assert "read_corpus" in Elements(html).text


def test_jupyterlab_and_nbconvert_know_the_exporter() -> None:
    exporter = get_exporter("reading_page")()
    html, resources = exporter.from_notebook_node(make_notebook())
    assert exporter.export_from_notebook == "Reading page (HTML, offline)"
    assert resources["output_extension"] == ".html"
    assert html.startswith("<!doctype html>")


# Notebooks


def test_cleaning_removes_times_pictures_and_versions_of_the_machine() -> None:
    cell = make_output({PLOTLY_JSON: FIGURE, "image/png": "x"})
    cell.metadata = {"tags": ["a"], "execution": {"iopub.status.busy": "now"}, "trusted": True}
    notebook = make_notebook(cell)
    notebook.metadata = {"papermill": {}, "language_info": {"version": "3.11.7"}}
    clean = clean_notebook(notebook)
    assert clean.cells[1].metadata == {"tags": ["a"]}
    assert list(clean.cells[1].outputs[0].data) == [PLOTLY_JSON]
    assert "3.11.7" not in json.dumps(clean)
    assert "papermill" not in json.dumps(clean)


def test_naming_another_corpus_leaves_the_rest_of_the_cell() -> None:
    source = 'CORPUS = "seeds"  # the folder\nN = 3'
    cell = new_code_cell(source, metadata={"tags": ["parameters"]})
    named = name_corpus(make_notebook(cell), 'a "b"', file="x.ipynb")
    assert named.cells[1].source == 'CORPUS = "a \\"b\\""  # the folder\nN = 3'
    assert cell.source == source


def test_a_notebook_without_parameters_names_the_remedy() -> None:
    with pytest.raises(NotebookError, match=r"x\.ipynb: no cell tagged `parameters` sets CORPUS"):
        name_corpus(make_notebook(), "seeds", file="x.ipynb")


def test_a_run_gives_the_same_bytes_and_says_no_path(tmp_path: Path) -> None:
    corpus = tmp_path / "texts"
    corpus.mkdir()
    first = new_code_cell('CORPUS = "seeds"', id="a", metadata={"tags": ["parameters"]})
    second = new_code_cell("print(len(CORPUS) > 0, sorted({'b', 'a'}))", id="b")
    path = tmp_path / "00_x.ipynb"
    nbformat.write(new_notebook(cells=[first, second]), path)
    once, twice = (nbformat.writes(run_notebook(path, corpus=corpus)) for _ in range(2))
    assert once == twice
    assert "True ['a', 'b']" in once
    assert str(tmp_path) not in once


# Twins


def test_what_stands_several_times_is_written_once(tiny: Corpus) -> None:
    html = finding_html(find_phrase_without_content(tiny))
    both = thin_twins([html, html])
    refs = [
        Counter(re.findall(r'class="rrc-passage" data-ref="([^"]*)"', h)) for h in (html, *both)
    ]
    assert len(both[1]) < len(both[0]) < len(html)
    assert refs[0] == refs[1]
    assert json.loads(read_evidence(both[0])) == json.loads(read_evidence(html))


def read_evidence(html: str) -> str:
    [section] = [a for a in Elements(html).named("section") if "data-evidence" in a]
    return section["data-evidence"]


def test_a_cell_leaves_the_name_of_its_column_to_the_head() -> None:
    row = '<tr><th scope="row">a</th><td class="rrc-n" data-label="of">3</td></tr>'
    assert thin_twins([row]) == ['<tr><th scope="row">a</th><td class="rrc-n">3</td></tr>']


def test_the_findings_of_a_page_are_read_with_their_passages(tiny: Corpus) -> None:
    finding = find_phrase_without_content(tiny)
    [found] = index_findings(f"<section>other</section>{finding_html(finding)}")
    assert found.finding_id == finding.finding_id
    assert found.question == finding.question
    assert len(found.passages) > 0


def test_a_passage_is_shortened_to_what_is_marked() -> None:
    html = "a b c <mark>d</mark> e f g h i <mark>j k</mark> l m"
    assert shorten_passage(html, words=2) == ("… b c <mark>d</mark> e f … h i <mark>j k</mark> l m")


def test_the_store_keeps_no_words_of_a_text_held_back(tiny: Corpus) -> None:
    html = store_html(tiny)
    held = withhold_words(html, {0})
    text = tiny.documents["text"][0]
    words = [w for w in Elements(held).text.split() if len(w) > 9]
    sentences = tiny.sentences[tiny.sentences["document_id"] == tiny.documents["document_id"][0]]
    for row in sentences.itertuples():
        assert text[row.start : row.end] in Elements(html).text
        assert text[row.start : row.end] not in Elements(held).text
    assert len(words) > 0
    assert held.count('id="s-') == html.count('id="s-')


# Text pages


def show_text(corpus: Corpus, number: int = 0, *, hidden: bool = False) -> str:
    beside = Beside(withheld={corpus.documents["document_id"][number]} if hidden else ())
    return render_text(list_texts(corpus)[number], corpus, findings={}, beside=beside)


def test_a_text_page_holds_the_whole_text_in_order(tiny: Corpus) -> None:
    for number, text in enumerate(tiny.documents["text"]):
        html = show_text(tiny, number)
        shown = "".join(re.findall(r'<p class="sentence">(.*?)</p>', html, re.DOTALL))
        assert "".join(Elements(shown).text.split()) == "".join(text.split())


def test_each_sentence_of_a_text_has_its_place_and_its_codes(tiny: Corpus) -> None:
    html = show_text(tiny)
    own = tiny.documents["document_id"][0]
    spans = tiny.spans[(tiny.spans["document_id"] == own) & (tiny.spans["layer"] == "frame")]
    ids = [a["id"] for a in Elements(html).named("div") if a.get("id", "").startswith("s-")]
    expected = tiny.sentences.loc[tiny.sentences["document_id"] == own, "sentence_id"]
    assert ids == [f"s-{i}" for i in expected]
    assert html.count('<li class="chip ') == len(spans[["sentence_id", "code"]].drop_duplicates())


def test_a_text_held_back_shows_its_coding_and_none_of_its_words(tiny: Corpus) -> None:
    shown, held = show_text(tiny), show_text(tiny, hidden=True)
    text = tiny.documents["text"][0]
    body = Elements(held.split("</header>", 2)[2]).text
    runs = [" ".join(text.split()[i : i + 4]) for i in range(len(text.split()) - 3)]
    assert [run for run in runs if run in " ".join(body.split())] == []
    assert held.count('<li class="chip ') == shown.count('<li class="chip ')


def test_a_sentence_leads_to_the_findings_that_it_feeds(tiny: Corpus) -> None:
    coded = list_texts(tiny)[0]
    link = Link("../index.html#f", "Is it named?")
    html = render_text(coded, tiny, findings={1: [link]})
    first = html.split('id="s-2"')[0]
    assert '<a href="../index.html#f">Is it named?</a>' in first


def test_hostile_names_and_codes_are_text_on_a_text_page(tiny: Corpus) -> None:
    documents = tiny.documents.assign(title=HOSTILE, author=HOSTILE, url="javascript:alert(1)")
    codes = tuple(code._replace(label=HOSTILE) for code in tiny.codebook.codes)
    attributes = tiny.attributes.assign(value=HOSTILE)
    hostile = replace(
        tiny,
        documents=documents,
        attributes=attributes,
        codebook=replace(tiny.codebook, codes=codes),
    )
    elements = Elements(show_text(hostile))
    assert len(elements.named("script")) == 1
    assert elements.named("img") == []
    assert not [a for a in elements.named("a") if a["href"].startswith("javascript:")]
    assert HOSTILE in elements.text


def test_page_names_differ_where_ids_differ_by_case_only() -> None:
    assert name_page("Letter") != name_page("letter")
    assert name_page("../../x") == name_page("../../x")
    assert "/" not in name_page("../../x")


# The site


def make_site(corpus: Corpus, **options: bool) -> dict[str, str]:
    finding = find_phrase_without_content(corpus)
    cells = [
        make_output({"text/html": store_html(corpus)}),
        make_output({PLOTLY_JSON: chart_json(finding)}),
        make_output({"text/html": finding_html(finding)}),
    ]
    books = read_books(
        [Path("00_start.ipynb"), Path("01_more.ipynb")], [make_notebook(*cells), make_notebook()]
    )
    given = {"alone": False, "quotations_only": False} | options
    return write_site(books, corpus, **given)


def test_a_site_has_a_page_for_each_notebook_and_text(tiny: Corpus) -> None:
    pages = make_site(tiny)
    texts = [f"texts/{name_page(d)}" for d in tiny.documents["document_id"]]
    taught = ["lessons.html", "sheet.html", "key.html", "glossary.html", "teachers.html"]
    others = ["search.html", "brief.html"]
    assert list(pages) == ["index.html", "01_more.html", *texts, *taught, *others]


def test_a_notebook_whose_page_is_taken_is_refused() -> None:
    body = make_notebook()
    with pytest.raises(SiteError, match=r"glossary\.ipynb: its page would take the place") as error:
        read_books([Path("00_one.ipynb"), Path("glossary.ipynb")], [body, body])
    assert "Give the notebook another name" in str(error.value)


def test_terms_of_a_notebook_lead_to_the_glossary(tiny: Corpus) -> None:
    book = make_notebook(new_markdown_cell("A voice and a voice, ` a span `."))
    pages = write_site(
        read_books([Path("n.ipynb")], [book]), tiny, alone=True, quotations_only=False
    )
    assert pages["index.html"].split("<main")[1].count('href="glossary.html#term-') == 1
    assert 'id="term-voice"' in pages["glossary.html"]


def test_every_link_of_a_site_leads_somewhere(tiny: Corpus) -> None:
    pages = make_site(tiny)
    ids = {p: {a["id"] for _, a in Elements(h).tags if "id" in a} for p, h in pages.items()}
    for page, html in pages.items():
        for link in Elements(html).named("a"):
            href = link["href"]
            if href.startswith("https://") or "data-key" in link:
                continue
            name, _, place = href.partition("#")
            target = page if not name else name.removeprefix("../")
            target = f"texts/{name}" if page.startswith("texts/") and "/" not in href else target
            target = page if not name else target
            if target in (TABLES_FILE, CODEBOOK_FILE):
                continue
            assert target in pages, (page, href)
            assert not place or place in ids[target], (page, href)


def test_the_same_inputs_give_the_same_pages(tiny: Corpus) -> None:
    assert make_site(tiny) == make_site(tiny)


def test_no_page_says_a_path_or_a_python_version(tiny: Corpus) -> None:
    whole = "".join(make_site(tiny).values())
    assert str(Path.home()) not in whole
    assert not re.search(r"3\.1\d\.\d+", re.sub(r"pandas [\d.]+|nltk [\d.]+", "", whole))
    assert "sha256" in whole


def test_every_page_says_whose_the_texts_are(tiny: Corpus) -> None:
    for html in make_site(tiny).values():
        assert "Rights of the texts: " in html


def test_quotations_only_holds_back_third_parties_alone(tiny: Corpus) -> None:
    documents = tiny.documents.assign(rights=["third party: quotation only", "", "public domain"])
    pages = make_site(replace(tiny, documents=documents), quotations_only=True)
    texts = [html for page, html in pages.items() if page.startswith("texts/")]
    assert ["not shown here" in html for html in texts] == [True, False, False]


def test_under_each_finding_of_a_site_stands_what_cites_it(tiny: Corpus) -> None:
    html = make_site(tiny)["index.html"]
    finding = find_phrase_without_content(tiny)
    [cited] = re.findall(r"<textarea readonly[^>]*>(.*?)</textarea>", html, re.DOTALL)
    assert html.count('<details class="rrc-take"') == html.count('<section class="rrc-finding') == 1
    assert unescape(cited).startswith(f"“{finding.question}” {finding.claim.text()}")
    assert f"index.html#{finding.finding_id}." in cited


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    nbformat.write(make_notebook(), notebooks / "00_x.ipynb")
    with pytest.raises(SiteError, match="it holds something else than these pages"):
        build_site("seeds", tmp_path, notebooks=notebooks)
    assert (tmp_path / "mine.txt").read_text() == "keep"


def test_a_folder_without_notebooks_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"no \.ipynb file in the folder"):
        build_site("seeds", tmp_path / "site", notebooks=tmp_path)


def test_notebooks_with_most_findings_are_begun_first_and_come_back_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = []
    for name, n in (("0", 1), ("1", 3), ("2", 2)):
        cell = nbformat.v4.new_code_cell("find_it()\n" * n)
        paths.append(tmp_path / f"{name}.ipynb")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), paths[-1])
    begun: list[str] = []

    def run(path: Path, corpus: Path | None) -> str:
        begun.append(path.stem)
        return path.stem

    monkeypatch.setattr("helpers.export.notebooks.run_notebook", run)
    monkeypatch.setattr("helpers.export.notebooks.WORKERS", 1)
    assert run_notebooks(paths) == ["0", "1", "2"]
    assert begun == ["1", "2", "0"]
