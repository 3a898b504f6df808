"""The search page: the same lines as `helpers.concordance` gives, as fast as typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.concordance import find_lines
from helpers.corpus import Corpus, read_corpus
from helpers.export.beside import Beside
from helpers.export.pages import list_assets
from helpers.export.search_page import write_search

PROJECT = Path(__file__).resolve().parents[2]
COLUMNS = ["document_id", "sentence_id", "left", "hit", "right", "voice", "speaker"]
ASKED = [
    {"query": "migration"},
    {"query": "root causes", "sort": "right"},
    {"query": "ROOT, causes"},
    {"query": "secur*", "sort": "left"},
    {"query": "*tion*", "sort": "right"},
    {"query": "the * of", "sort": "left"},
    {"query": "U.S."},
    {"query": "’s"},
    {"query": "2017*"},
    {"query": "*", "sort": "left"},
    {"query": ""},
    {"query": "zebra"},
    {"query": "d-viol"},
    {"code": "R-COOP", "sort": "right"},
    {"code": "R-BORDER", "voice": "speaker"},
    {"query": "the", "code": "R-ECON"},
    {"query": "security", "voice": "uncertain"},
    {"query": "we", "voice": "speaker", "sort": "left"},
    {"query": "a*", "sort": "right"},
]
FAST = 100  # milliseconds from a key to the lines, on a machine shared by others
HOSTILE = (
    "</script><script>window.ran = 1</script><img src=x onerror='window.ran=2'> \u2028 `x` $y$"
)


@pytest.fixture(scope="module")
def seeds() -> Corpus:
    return read_corpus(PROJECT / "seeds")


@pytest.fixture
def search(quick_site: Any, open_page: Callable[..., Any]) -> Any:
    """Return the search page, open."""
    opened = open_page(quick_site.url("search.html"))
    opened.page.wait_for_function("() => window.rrcSearch")
    return opened


def shown_lines(page: Any) -> list[str]:
    return page.locator(".kwic tbody tr").all_inner_texts()


def test_the_page_gives_the_lines_that_the_helper_gives(search: Any, seeds: Corpus) -> None:
    for asked in ASKED:
        found = search.page.evaluate("(asked) => rrcSearch.find(asked)", asked)
        expected = find_lines(seeds, **asked)[COLUMNS].to_numpy().tolist()
        assert found == expected, asked


def test_the_queries_find_something_in_each_way(seeds: Corpus) -> None:
    found = [len(find_lines(seeds, **asked)) for asked in ASKED]
    assert found.count(0) == 3
    assert max(found) > 200


def test_one_text_alone_can_be_searched(search: Any, seeds: Corpus) -> None:
    text = seeds.documents["document_id"][2]
    found = search.page.evaluate("(asked) => rrcSearch.find(asked)", {"query": "the", "text": text})
    assert found == find_lines(seeds, "the", texts=[text])[COLUMNS].to_numpy().tolist()


def test_lines_come_as_one_types_and_are_counted(search: Any, seeds: Corpus) -> None:
    search.page.get_by_label("Find").press_sequentially("root cause*")
    n = len(find_lines(seeds, "root cause*"))
    assert len(shown_lines(search.page)) == n == 8
    assert search.page.get_by_role("status").inner_text() == "8 lines in 4 of 5 texts"


def test_an_example_is_asked_with_a_click_and_then_gives_way(search: Any, seeds: Corpus) -> None:
    examples = search.page.locator("#examples")
    first = examples.locator("button").first
    words = first.inner_text()
    first.click()
    search.page.wait_for_selector(".kwic")
    assert search.page.get_by_label("Find").input_value() == words
    assert len(shown_lines(search.page)) == len(find_lines(seeds, words))
    assert not examples.is_visible()
    search.page.get_by_label("Find").fill("")
    assert examples.is_visible()


def test_a_key_is_answered_as_fast_as_it_is_typed(search: Any) -> None:
    took = """(query) => {
      const field = document.getElementById('q');
      const times = [1, 2, 3].map(() => {
        field.value = query;
        const begun = performance.now();
        field.dispatchEvent(new Event('input', {bubbles: true}));
        document.body.getBoundingClientRect();
        return performance.now() - begun;
      });
      return Math.min(...times);
    }"""
    times = {q: search.page.evaluate(took, q) for q in ("m", "mig", "migrat*", "the * of", "a*")}
    assert {q: t for q, t in times.items() if t > FAST} == {}


def test_a_line_leads_to_its_sentence_in_its_text(search: Any, seeds: Corpus) -> None:
    search.page.get_by_label("Find").fill("pillar")
    line = find_lines(seeds, "pillar").iloc[0]
    search.page.locator(".kwic a").first.click()
    search.page.wait_for_load_state()
    sentence = search.page.locator(f"#s-{line.sentence_id} .sentence")
    assert search.page.url.endswith(f".html#s-{line.sentence_id}")
    assert line.hit in sentence.inner_text()


def test_what_was_asked_is_in_the_address(
    search: Any, quick_site: Any, open_page: Callable[..., Any]
) -> None:
    search.page.get_by_label("Find").fill("security")
    search.page.get_by_label("Voice", exact=True).select_option("speaker")
    search.page.get_by_label("Sort").select_option("left")
    again = open_page(search.page.url).page
    assert "#query=security&voice=speaker&sort=left" in search.page.url
    assert shown_lines(again) == shown_lines(search.page) != []


def test_every_code_can_be_chosen_with_how_often_it_was_coded(search: Any, seeds: Corpus) -> None:
    search.page.get_by_label("Code").select_option("D-ROOT")
    spans = seeds.spans[(seeds.spans["layer"] == "frame") & (seeds.spans["code"] == "D-ROOT")]
    label = search.page.locator("#code option:checked").inner_text()
    assert len(shown_lines(search.page)) == len(spans)
    assert label.endswith(f"({len(spans)})")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_has_no_barrier_asks_for_nothing_and_fits(
    quick_site: Any, open_page: Callable[..., Any], find_barriers: Any, width: int, dark: bool
) -> None:
    url = quick_site.url("search.html")
    opened = open_page(f"{url}#query=secur*&sort=left", dark=dark, width=width)
    opened.page.locator(".kwic").wait_for()
    home = quick_site.folder.as_uri()
    assert find_barriers(opened.page) == []
    assert [r for r in opened.requests if not r.startswith(home)] + opened.complaints == []
    assert opened.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert (quick_site.folder / "search.html").stat().st_size < 300_000


def test_every_page_leads_to_the_search(quick_site: Any) -> None:
    for page in quick_site.folder.rglob("*.html"):
        up = "../" if page.parent.name == "texts" else ""
        assert f'<a href="{up}search.html"' in page.read_text("utf-8"), page.name


@pytest.mark.parametrize("beside", [False, True], ids=["in the page", "beside it"])
def test_hostile_words_labels_and_speakers_stay_text(
    tmp_path: Path,
    open_page: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    seeds: Corpus,
    beside: bool,
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text(f"They must address the root causes of migration {HOSTILE}.")
    corpus = read_corpus(folder)
    corpus = replace(corpus, documents=corpus.documents.assign(author=HOSTILE, title=HOSTILE))
    if beside:
        monkeypatch.setattr("helpers.export.search_page.MOST_INLINE", 10)
    html, files = write_search(corpus, Beside(texts={"a": "texts/a.html"}, assets="assets"))
    (tmp_path / "assets").mkdir()
    for name, text in {**list_assets(), **files}.items():
        (tmp_path / "assets" / name).write_text(text, "utf-8")
    (tmp_path / "search.html").write_text(html, "utf-8")
    opened = open_page((tmp_path / "search.html").as_uri())
    opened.page.wait_for_function("() => window.rrcSearch")
    opened.page.get_by_label("Find").fill("root causes")
    assert "<img src=x onerror" in opened.page.locator(".kwic").inner_text()
    assert opened.page.locator("img").count() == 0
    assert opened.page.evaluate("() => window.ran") is None
    assert opened.complaints == []


def test_a_page_alone_carries_its_words(tmp_path: Path, open_page: Callable[..., Any]) -> None:
    corpus = read_corpus(PROJECT / "tests" / "data" / "tiny")
    ids = corpus.documents["document_id"]
    html, files = write_search(
        corpus, Beside(texts={d: f"texts/{i}.html" for i, d in enumerate(ids)})
    )
    (tmp_path / "search.html").write_text(html, "utf-8")
    opened = open_page((tmp_path / "search.html").as_uri())
    found = opened.page.evaluate("() => rrcSearch.find({query: 'the'})")
    assert files == {}
    assert len(found) == len(find_lines(corpus, "the")) > 3
    assert len(opened.requests) == 1
