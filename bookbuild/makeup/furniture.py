"""Pages get their running heads and folios, and everything on them its absolute place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.galley import LINE, FurnishedPage, Page, Placed
from bookbuild.manuscript.blocks import plain
from bookbuild.setting.lines import Line
from bookbuild.style.style import SAFE, Style

HEAD_ABOVE: Final = 1.75
"""Leadings from the running head's baseline to the first line's (design-spec.md section 3)."""
FOLIO_BELOW: Final = 2.0
"""Leadings from the last line's baseline to the folio's."""
LEAST_DISTANCE: Final = 1.2
"""Leadings below which a head or folio would run into the text: it is left out then."""
HEAD_SHARE: Final = 0.7
"""The longest running head, in measures (design-spec.md section 4)."""


def spine_is_left(page: Page, binding: str) -> bool:
    """Whether the spine is at the page's left: on rectos of books bound on the left, on versos of others."""
    return page.recto == (binding == "left")


def binding_of(language: str) -> str:
    """The side a language's books are bound on."""
    return "right" if language.split("-")[0].lower() in ("he", "ar", "fa", "ur", "yi") else "left"


@dataclass(slots=True)
class Furnisher:
    """Furnishes the pages of one book."""

    composer: Composer
    binding: str
    findings: Findings
    _lines: dict[tuple[str, str], tuple[Line, ...]] = field(default_factory=dict)

    @property
    def style(self) -> Style:
        return self.composer.style

    def furnish(self, page: Page, head: str = "", folio: str = "") -> FurnishedPage:
        """A page with its head and folio (empty for none), all places in points from the trim's top left."""
        grid = self.style.grid
        left = self.block_left(page)
        unit = grid.leading / LINE
        text: list[Placed] = []
        furniture: list[Placed] = []
        for one in page.pieces:
            x, y = left + one.left, grid.head + one.top * unit
            for placed in one.piece.content:
                where = furniture if placed.ornament else text
                where.append(Placed(x + placed.x, y + placed.y, placed.thing))
        head_y, folio_y = self.head_baseline, self.folio_baseline
        if head and head_y is not None:
            furniture += [Placed(left, head_y, line) for line in self._one_line(head, "running-head")]
        if folio and folio_y is not None:
            furniture += [Placed(left, folio_y, line) for line in self._one_line(folio, "folio")]
        return FurnishedPage(page, tuple(text), tuple(furniture))

    def block_left(self, page: Page) -> float:
        """The text block's left edge: the spine margin or the fore-edge, as the page's side has it."""
        grid = self.style.grid
        return grid.spine if spine_is_left(page, self.binding) else grid.fore_edge

    @property
    def head_baseline(self) -> float | None:
        """Where running heads stand, never outside the safe box; None where there is no room above the text."""
        grid = self.style.grid
        face = self.style.lettering["running-head"]
        y = max(grid.baseline(0) - HEAD_ABOVE * grid.leading, SAFE + 0.75 * face.size)
        return y if grid.baseline(0) - y >= LEAST_DISTANCE * grid.leading else None

    @property
    def folio_baseline(self) -> float | None:
        """Where folios stand, never outside the safe box; None where there is no room below the text."""
        grid = self.style.grid
        last = grid.baseline(grid.lines - 1)
        y = min(
            last + FOLIO_BELOW * grid.leading, self.style.trim.height - SAFE - 0.3 * self.style.lettering["folio"].size
        )
        return y if y - last >= LEAST_DISTANCE * grid.leading else None

    def head_text(self, wanted: str, instead: str, place: Place | None) -> str:
        """A running head that fits on 70 % of the measure: the text wanted, else the other one, with a warning."""
        lettering = self.style.lettering["running-head"]
        lines, _ = self.composer.display(plain(wanted), lettering, most_lines=99)
        if len(lines) <= 1 and sum(line.width for line in lines) <= HEAD_SHARE * self.style.grid.measure:
            return wanted
        stands = f"“{instead}” stands there instead" if instead else "the pages have none there"
        message = f"“{wanted}” is too long for a running head; {stands}."
        self.findings.warn("P003", message, "Give the chapter a short `running_head:`.", place)
        return instead

    def _one_line(self, text: str, role: str) -> tuple[Line, ...]:
        """A head or folio as one line; the same text is set once."""
        known = self._lines.get((text, role))
        if known is None:
            lines, _ = self.composer.display(plain(text), self.style.lettering[role], most_lines=99)
            known = self._lines[text, role] = lines[:1]
        return known
