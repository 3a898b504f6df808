"""The frames layer."""

from collections.abc import Sequence

from helpers.codebook import Codebook
from helpers.model import Name, Span, Text


def code_frames(text: Text, names: Sequence[Name], codebook: Codebook) -> list[Span]:
    """Return the frames of the text."""
    return []
