"""Patterns with alternatives: `(curb|stem*) (the |)flow`.

Comes in: a pattern. Goes out: the plain patterns it stands for, or its parts one after another.
Must never know: what a pattern means, or how it is looked for.
"""

from __future__ import annotations

import re

_SIGNS = re.compile(r"([()|])")


def expand_alternatives(pattern: str) -> list[str]:
    """Return the plain patterns that `pattern` stands for: `(a|b) c` is `a c` and `b c`.

    An empty alternative leaves the words out: `(illegal |)immigration`. Brackets may stand inside
    words and inside one another: `(stem(|s|med)|curb*)`.

    >>> expand_alternatives("(curb|stem*) (the |)flow")
    ['curb the flow', 'curb flow', 'stem* the flow', 'stem* flow']
    >>> expand_alternatives("stem(|s|med)")
    ['stem', 'stems', 'stemmed']
    """
    if "(" not in pattern:
        return [" ".join(pattern.split())]
    found, _ = _expand_from(_SIGNS.split(pattern), 0, inside=False)
    return list(dict.fromkeys(" ".join(plain.split()) for plain in found))


def expand_parts(pattern: str) -> list[list[tuple[str, ...]]]:
    """Return the parts of `pattern` between its outer blanks, each as its alternatives' words.

    One alternative of each part, in order, is one plain pattern; so the parts together are as
    long as the alternatives are, and not as their product.

    >>> expand_parts("(curb|stem*) (all |) (the |)flow")
    [[('curb',), ('stem*',)], [('all',), ()], [('the', 'flow'), ('flow',)]]
    """
    parts = [[tuple(plain.split()) for plain in expand_alternatives(p)] for p in _cut(pattern)]
    return [part for part in parts if part != [()]]


def list_first_words(pattern: str) -> set[str]:
    """Return the words that a match of `pattern` may begin with; "" where it may be empty.

    >>> sorted(list_first_words("(the |)(curb|stem*) flow"))
    ['curb', 'stem*', 'the']
    """
    first: set[str] = set()
    for part in expand_parts(pattern):
        first |= {words[0] for words in part if words}
        if () not in part:
            return first
    return first | {""}


def _cut(pattern: str) -> list[str]:
    """Return what stands between the blanks that no bracket holds."""
    if "(" not in pattern:
        return pattern.split()
    parts, begin, depth = [], 0, 0
    for at, sign in enumerate(pattern):
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif sign.isspace() and not depth:
            parts.append(pattern[begin:at])
            begin = at + 1
    return [*parts, pattern[begin:]]


def _expand_from(tokens: list[str], at: int, *, inside: bool) -> tuple[list[str], int]:
    """Return what the tokens from `at` stand for, up to the closing bracket, and where that is."""
    done: list[str] = []
    heads = [""]
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if token == "(":
            parts, at = _expand_from(tokens, at, inside=True)
            heads = [head + part for head in heads for part in parts]
        elif token == ")" and inside:
            return done + heads, at
        elif token == "|" and inside:
            done += heads
            heads = [""]
        elif token:
            heads = [head + token for head in heads]
    return done + heads, at
