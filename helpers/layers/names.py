"""Proper names: offices, agencies, plans, laws, conferences, people.

Comes in: a `Text`. Goes out: a list of `Name`. Must never know: codes of the codebook.
"""

from helpers.model import Name, Text


def find_names(text: Text) -> list[Name]:
    """Return the proper names of the text, in order, none overlapping."""
    return []
