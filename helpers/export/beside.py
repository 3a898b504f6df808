"""What lies beside a page in a site: where findings and texts are, what may be shown, the frame.

Comes in: addresses. Goes out: one record. Must never know: which page asks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from helpers.export.pages import Link


@dataclass(frozen=True)
class Beside:
    """What lies beside a page in a site; as it stands, nothing: a page alone.

    `findings` gives the address of each finding's page, `texts` that of each text's by document_id
    ("" for a text without one); `withheld` are the texts of which no running words may be shown;
    `assets`, `home`, `ways` and `notes` as in `helpers.export.pages.Page`.
    """

    findings: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    withheld: Collection[str] = ()
    assets: str = ""
    home: Link | None = None
    ways: Sequence[Link] = ()
    notes: Sequence[str] = ()
