"""The codebook: what is looked for, as data.

Comes in: the CSV files beside this one, or those of another folder. Goes out: a `Codebook`.
Must never know: a text, or how a pattern is looked for.
"""

from helpers.codebook.reading import CONDITIONS, parse_needs, read_codebook
from helpers.codebook.records import Code, Codebook, CodebookError, FramePattern, TiedPair

__all__ = [
    "CONDITIONS",
    "Code",
    "Codebook",
    "CodebookError",
    "FramePattern",
    "TiedPair",
    "parse_needs",
    "read_codebook",
]
