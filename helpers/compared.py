"""The findings that compare something, in their order: how each is made, its theme, its notebook.

Comes in: nothing. Goes out: `TEN`, and what else compares. Must never know: a corpus, or who asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from helpers.corpus import Corpus
from helpers.findings import Finding
from helpers.readings import (
    amounts,
    causes,
    labels,
    lists,
    money,
    naming,
    people,
    poles,
    responses,
    shared_words,
    two_voices,
)


class Compared(NamedTuple):
    """A finding that compares: its theme, the notebook that shows it whole, what makes it."""

    theme: str
    notebook: str
    find: Callable[[Corpus], Finding]


TEN = (
    Compared("causes", "01_root_cause_framing", naming.find_phrase_without_content),
    Compared("causes", "01_root_cause_framing", causes.find_many_answers),
    Compared("responses", "01_root_cause_framing", lists.find_introduced_list),
    Compared("who speaks", "04_whose_words", two_voices.find_two_voices),
    Compared(
        "enforcement and development", "02_enforcement_and_development", poles.find_two_enforcements
    ),
    Compared(
        "enforcement and development", "02_enforcement_and_development", poles.find_unsaid_word
    ),
    Compared("responses", "01_root_cause_framing", responses.find_commonest_response),
    Compared("who speaks", "03_actors_over_time", people.find_who_is_quoted),
    Compared("who speaks", "04_whose_words", shared_words.find_shared_words),
    Compared("money", "05_money_and_promises", amounts.find_money_series),
)
OTHERS = (
    Compared("money", "05_money_and_promises", money.find_money_coverage),
    Compared("names for migration", "06_names_for_migration", labels.find_labels),
)
