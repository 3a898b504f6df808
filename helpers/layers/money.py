"""The money layer."""

from helpers.model import Span, Text


def code_money(text: Text) -> list[Span]:
    """Return the amounts of money of the text."""
    return []
