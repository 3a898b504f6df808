"""Join a name with the office beside it: "Juan Gonzalez, Senior Director", "the minister, X".

Comes in: mentions with names and offices without. Goes out: mentions. Must never know: who held
which office.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.layers.grammar import is_finite
from helpers.layers.persons import Mention
from helpers.layers.taken import Taken

_AFTER_NAME = (",", ".", ";", "\n", "\r", "", " ")
_GAP = re.compile(r"(?:[ ]\([^()]{1,16}\))?,[ ]")
_TAIL = re.compile(r"[ ](?:of|for|to|on|at|in)[ ][^,.;:()\n\r“”]{3,80}(?=[,.;:)\n\r])")


def join_appositions(
    raw: str, named: Sequence[Mention], titled: Sequence[Mention]
) -> list[Mention]:
    """Return all mentions, each name made one with the office after or before its comma."""
    offices = {m.start: m for m in titled if not m.name and not m.plural}
    leading = {m.end + 2: m for m in offices.values() if m.complement and raw[m.end] == ","}
    joined: list[Mention] = []
    used: set[int] = set()
    for mention in sorted([*named, *(m for m in titled if m.name)]):
        if joined and mention.start < joined[-1].end:
            continue
        gap = _GAP.match(raw, mention.end) if offices else None
        after = offices.get(gap.end()) if gap else None
        before = leading.get(mention.start)
        if after is not None and (office := _as_apposition(raw, mention, after)) is not None:
            used.add(after.start)
            joined.append(office)
        elif before and not mention.title and raw[mention.end : mention.end + 1] in _AFTER_NAME:
            used.add(before.start)
            start = before.start + 4 * before.article
            joined.append(before._replace(start=start, end=mention.end, name=mention.name))
        else:
            joined.append(mention)
    alone = [m for m in titled if not m.name and m.start not in used]
    taken = Taken(len(raw), ((m.start, m.end) for m in joined))
    return sorted([*joined, *(m for m in alone if not taken.touches(m.start, m.start + 1))])


def _as_apposition(raw: str, mention: Mention, office: Mention) -> Mention | None:
    """Return the name with the office after it as one mention, or None if the two are apart."""
    end = office.end
    tail = _TAIL.match(raw, end)
    if tail and not any(is_finite(w) for w in tail[0].split()):
        end = tail.end()
    after = raw[end : end + 1]
    told = bool(office.complement or office.country or office.organisation or end > office.end)
    if after not in (",", ".", ";", ":", "\n", "\r", "", ")", "–", "—") and not (
        told and after == " " and not mention.title
    ):
        return None
    if mention.title and (office.article or not told):
        return None
    complement = office.complement + raw[office.end : end]
    if mention.title:
        return mention._replace(end=end)
    return office._replace(
        start=mention.start, end=end, name=mention.name, article=False, complement=complement
    )
