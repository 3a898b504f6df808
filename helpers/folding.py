"""Fold a text for matching, character by character, so that no offset moves.

Comes in: any string. Goes out: a string of the same length in lower case, with straight quotes,
hyphens for dashes and a plain blank for every blank. Must never know: what is looked for.
"""

_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
_BLANKS += "\u2007\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"
_SINGLE, _DOUBLE = "‘’‚‛ʼ`´′", "“”„‟«»″"
_DASHES = "‐‑‒–—―−﹘﹣－"

# What str.lower would lengthen (İ) or choose by its neighbours (Σ) is mapped here first.
_PLAIN = str.maketrans(
    _BLANKS + _SINGLE + _DOUBLE + _DASHES + "ſİıΣς",
    " " * len(_BLANKS) + "'" * len(_SINGLE) + '"' * len(_DOUBLE) + "-" * len(_DASHES) + "siiσσ",
)
_PLAIN_ASCII = bytes(ord(chr(i).translate(_PLAIN).lower()) for i in range(128)).ljust(256)


def fold(text: str) -> str:
    """Return `text` in lower case with plain quotes, hyphens and blanks, of the same length.

    Letters whose lower case would be two characters keep their length (`İ` becomes `i`), so an
    offset into the result is an offset into `text`.

    >>> fold("Latin America’s\\n“root causes”")
    'latin america\\'s "root causes"'
    """
    if text.isascii():  # most texts are, and bytes are folded five times as fast
        return text.encode().translate(_PLAIN_ASCII).decode()
    return text.translate(_PLAIN).lower()
