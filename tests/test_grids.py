"""A grid is one way to count: who carries what, after the choices are made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from helpers.corpus import Corpus
from helpers.grids import DEFAULT, FILTERS, list_filters, read_codings, read_spans
from helpers.tables import tabulate_codes


def test_the_usual_grid_is_the_table_of_codes(seeds: Corpus) -> None:
    grid = read_spans(seeds).grid(DEFAULT)
    table = tabulate_codes(seeds)
    assert grid.carried.tolist() == table.to_numpy().tolist()
    assert grid.sentence_id.tolist() == table.index.get_level_values("sentence_id").tolist()


def test_names_put_back_are_the_table_with_names(seeds: Corpus) -> None:
    grid = read_spans(seeds).grid(DEFAULT | {"names": "put back"})
    assert grid.carried.tolist() == tabulate_codes(seeds, names=True).to_numpy().tolist()


def test_a_title_left_out_is_one_sentence_less(seeds: Corpus) -> None:
    spans = read_spans(seeds)
    whole, less = spans.grid(DEFAULT), spans.grid(DEFAULT | {"title": "left out"})
    assert len(less.sentence_id) == len(whole.sentence_id) - 1


def test_boilerplate_counted_adds_sentences(seeds: Corpus) -> None:
    spans = read_spans(seeds)
    n_boilerplate = int((spans.kind == "boilerplate").sum())
    more = spans.grid(DEFAULT | {"boilerplate": "counted"})
    assert n_boilerplate > 0
    assert len(more.sentence_id) == len(spans.grid(DEFAULT).sentence_id) + n_boilerplate


def test_a_block_quotation_may_be_taken_as_the_authors_words(hand_coded: Corpus) -> None:
    table = hand_coded.spans
    [block] = table.loc[table["code"] == "block", "span_id"]
    inside = table["quote_id"].where(table["code"] != "D-GOV", block)
    spans = read_spans(replace(hand_coded, spans=table.assign(quote_id=inside)))
    alone = DEFAULT | {"words of": "the author alone"}
    theirs = spans.grid(alone)
    own = spans.grid(alone | {"block quotations": FILTERS["block quotations"][1]})
    code = theirs.codes.index("D-GOV")  # stands in the block quotation alone
    assert (theirs.carried[:, code].sum(), own.carried[:, code].sum()) == (0, 1)


def test_doubtful_quotations_can_be_left_out(hand_coded: Corpus) -> None:
    spans = read_spans(hand_coded)
    sure = spans.grid(DEFAULT | {"words of": "everyone but doubtful quotations"})
    assert sure.carried.sum() == spans.grid(DEFAULT).carried.sum() - 1


def test_every_combination_of_choices_is_listed_once() -> None:
    listed = [tuple(chosen.items()) for chosen in list_filters()]
    assert len(listed) == len(set(listed)) == 2 * 3 * 2 * 2 * 2 * 2
    assert dict(listed[0]) == DEFAULT


def test_a_corpus_without_whole_gold_has_one_coding(tiny: Corpus, seeds: Corpus) -> None:
    assert list(read_codings(tiny)) == ["patterns"]
    assert list(read_codings(seeds)) == ["patterns", "reference"]


def test_a_corpus_in_which_nothing_is_found_has_an_empty_grid(toy: Callable[..., Corpus]) -> None:
    corpus = toy(a=[("The museum opens at nine.", "")])
    assert read_spans(corpus).grid(DEFAULT).carried.sum() == 0
