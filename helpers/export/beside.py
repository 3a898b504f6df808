"""What lies beside a page in a site: where findings and texts are, what may be shown, the frame.

Comes in: addresses, a page. Goes out: the page in the frame of its site. Must never know: what is
on the page.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from helpers.export.pages import Link, Page


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

    def frame(self, page: Page) -> Page:
        """Return a page with the assets, the links in its head and the footer of this place."""
        return replace(page, assets=self.assets, home=self.home, ways=self.ways, notes=self.notes)

    def below(self) -> Beside:
        """Return the same for a page that lies one folder down, as to its frame."""

        def climb(link: Link) -> Link:
            return link._replace(href=f"../{link.href}")

        return replace(
            self,
            assets=f"../{self.assets}" if self.assets else "",
            home=climb(self.home) if self.home else None,
            ways=[climb(way) for way in self.ways],
        )
