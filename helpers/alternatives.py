"""Patterns with alternatives: `(curb|stem*) (the |)flow`.

Comes in: a pattern. Goes out: the plain patterns it stands for, or its parts one after another.
Must never know: what a pattern means, or how it is looked for.
"""

from __future__ import annotations


def expand_alternatives(pattern: str) -> list[str]:
    """Return the plain patterns that `pattern` stands for: `(a|b) c` is `a c` and `b c`.

    An empty alternative leaves the words out: `(illegal |)immigration`. Brackets may stand inside
    words and inside one another: `(stem(|s|med)|curb*)`.

    >>> expand_alternatives("(curb|stem*) (the |)flow")
    ['curb the flow', 'curb flow', 'stem* the flow', 'stem* flow']
    >>> expand_alternatives("stem(|s|med)")
    ['stem', 'stems', 'stemmed']
    """
    found, _ = _expand_from(pattern, 0, inside=False)
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


def _expand_from(pattern: str, at: int, *, inside: bool) -> tuple[list[str], int]:
    done: list[str] = []
    heads = [""]
    while at < len(pattern):
        sign = pattern[at]
        at += 1
        if sign == "(":
            parts, at = _expand_from(pattern, at, inside=True)
            heads = [head + part for head in heads for part in parts]
        elif sign == ")" and inside:
            return done + heads, at
        elif sign == "|" and inside:
            done += heads
            heads = [""]
        else:
            heads = [head + sign for head in heads]
    return done + heads, at
