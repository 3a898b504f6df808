"""Readings: each asks one question of a corpus and answers with a `Finding`.

Comes in: nothing. Goes out: the functions that ask, so that no test has to list them.
Must never know: what any of them says.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module

from helpers.corpus import Corpus
from helpers.findings import Finding


def list_finders() -> Iterator[Callable[[Corpus], Finding | list[Finding]]]:
    """Yield every function of the readings that makes findings of a corpus alone."""
    for module in pkgutil.iter_modules(__path__):
        loaded = import_module(f"{__name__}.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            asked = inspect.signature(function)
            needed = [p for p in asked.parameters.values() if p.default is p.empty]
            own = function.__module__ == loaded.__name__
            gives = asked.return_annotation in ("Finding", "list[Finding]")
            if name.startswith("find_") and own and gives and len(needed) == 1:
                yield function
