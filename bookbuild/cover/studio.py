"""What all panels of a cover are designed with: the book, its design, the press, the sheet, the inks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.cover.geometry import Wrap, Zone
from bookbuild.cover.lettering import Typesetter
from bookbuild.diagnostics import Findings, Place, error
from bookbuild.makeup.compose import Composer
from bookbuild.manuscript.blocks import Book
from bookbuild.manuscript.cover import CoverCopy
from bookbuild.manuscript.inks import BLACK, WHITE, Ink
from bookbuild.style.press import Press
from bookbuild.style.style import Lettering, Style

CREAM: Final = Ink(yellow=0.1, magenta=0.02)
RED: Final = Ink(magenta=0.95, yellow=0.85, black=0.15)
DARK: Final = 0.55
"""A ground darker than this has white lettering."""
MARGIN_SHARE: Final = 0.105
"""A panel's margins, in its widths."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The three colours of a cover: of its ground, its lettering, its title and ornament."""

    ground: Ink
    ink: Ink
    accent: Ink


def palette_of(copy: CoverCopy, press: Press) -> Palette:
    """The author's colours, or the house's: black and red on cream; white where the ground is dark.

    Raises BookError J041 for one of more ink than the press allows.
    """
    ground = copy.ground or CREAM
    is_dark = ground.lightness < DARK
    ink = copy.ink or (WHITE if is_dark else BLACK)
    accent = copy.accent or (RED if not is_dark and copy.ink is None else ink)
    most = press.file.most_ink
    for name, one in (("ground", ground), ("ink", ink), ("accent", accent)):
        if most is not None and one.total > most + 1e-6:
            message = f"The cover's {name} has {one.total:.0f} % of ink; {press.title} prints at most {most:.0f} %."
            raise error("J041", message, "Take less of each ink.", copy.place or Place("book.yaml"))
    return Palette(ground, ink, accent)


@dataclass(frozen=True, slots=True)
class Studio:
    """Everything that the panels of one cover share."""

    book: Book
    copy: CoverCopy
    style: Style
    press: Press
    pages: int
    wrap: Wrap
    palette: Palette
    composer: Composer
    findings: Findings

    @property
    def type(self) -> Typesetter:
        return Typesetter(self.composer.compositor)

    @property
    def is_centred(self) -> bool:
        """Whether the design's title page is centred; else it stands flush left."""
        return self.lettering("book-title").align == "center"

    def lettering(self, role: str) -> Lettering:
        """How the design sets a kind of line."""
        return self.style.lettering[role]

    def live(self, panel: Zone, text: Zone) -> Zone:
        """Where a panel's words stand: margins alike on what is seen of it, its hinge aside, and never outside `text`."""
        hinge = self.wrap.hinge
        at_left = panel.x > self.wrap.seen.x + 1e-6
        flat = panel.inset(hinge if at_left else 0, 0, 0 if at_left else hinge, 0)
        margin = self.margin
        return Zone(
            x := max(flat.x + margin, text.x),
            y := max(flat.y + margin, text.y),
            min(flat.right - margin, text.right) - x,
            min(flat.bottom - margin, text.bottom) - y,
        )

    @property
    def margin(self) -> float:
        """From the edges of what is seen of a panel to its words."""
        return MARGIN_SHARE * (self.wrap.front.width - self.wrap.hinge)

    @property
    def front(self) -> Zone:
        return self.live(self.wrap.front, self.wrap.front_text)

    @property
    def back(self) -> Zone:
        return self.live(self.wrap.back, self.wrap.back_text)
