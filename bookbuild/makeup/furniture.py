"""Pages get their running heads and folios, and everything on them its absolute place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.compose import Composer
from bookbuild.makeup.frame import SLUG_BASELINE, Frame, Frames, crop_marks
from bookbuild.makeup.galley import LINE, FurnishedPage, Page, Placed
from bookbuild.makeup.plates import laid_out
from bookbuild.makeup.scoring import scores_of
from bookbuild.makeup.wording import unbroken
from bookbuild.manuscript.blocks import plain
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE, SAFE, Style

EM_SPACE: Final = "\u2003"
"""Between a folio and the running head beside it (design-spec.md section 4)."""
LEAST_DISTANCE: Final = 1.2
"""Leadings below which a head or folio would run into the text: it is left out then."""
FOLIO_CLEAR: Final = 0.9
"""Leadings from the last line of a page that is a line deeper to its folio, at least."""
HEAD_SHARE: Final = 0.7
"""The longest running head, in measures (design-spec.md section 4)."""
SLUG_SIZE: Final = 7.0
"""Points: small, and read by the printer alone."""
SLUG_JOINT: Final = " · "
"""Between what the slug says."""


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
    frames: Frames
    slug: str | None = None
    """What stands outside the bleed before a page's number; None for pages without crop marks."""
    letters: str = ""
    """The letters of the book's heads that may be taller than a capital: accents on capitals keep off the trim, too."""
    _lines: dict[tuple[str, str, bool], tuple[Line, ...]] = field(default_factory=dict)
    _inks: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    @property
    def style(self) -> Style:
        return self.composer.style

    def furnish(self, page: Page, head: str = "", folio: str = "", label: str = "") -> FurnishedPage:
        """A page with its head and folio (empty for none), all places in points from the trim's top left. `label` is how
        the slug calls it, if not by its number."""
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
                if isinstance(placed.thing, Line):
                    scores = scores_of(placed.thing)
                    furniture += [one._replace(x=x + placed.x + one.x, y=y + placed.y + one.y) for one in scores]
        right_is_outer = spine_is_left(page, self.binding)
        frame = self.frames.of(page.number)
        if page.plate:
            text.append(laid_out(page.plate, frame, right_is_outer, self.findings))
        for y, lines in self._furniture(head, folio, right_is_outer):
            furniture += [Placed(left, y, line) for line in lines]
        outside = () if self.slug is None else (*crop_marks(frame), *self._slug(frame, label or str(page.number)))
        return FurnishedPage(page, tuple(text), tuple(furniture), outside)

    def _slug(self, frame: Frame, label: str) -> Iterator[Placed]:
        """The slug, below the bleed and between the marks: what does not fit on one line is left out."""
        room = Measure(0, frame.trim.width - 2 * SLUG_SIZE)
        text = SLUG_JOINT.join(filter(None, [self.slug, label]))
        manner = Manner(FountSpec(self.style.typeface, SLUG_SIZE, lining=True), "left", divide=False)
        for line in self.composer.compositor.silent().set_lines(plain(text), room, manner)[:1]:
            yield Placed(SLUG_SIZE, frame.trim.height + frame.foot + SLUG_BASELINE, line)

    def _furniture(self, head: str, folio: str, right_is_outer: bool) -> Iterator[tuple[float, tuple[Line, ...]]]:
        """Baselines and lines of the head and the folio; one line of both where the folio stands in the head."""
        in_head = self.style.furniture.folio == "head"
        if in_head and folio:
            order = [head, folio] if right_is_outer else [folio, head]
            head, folio = EM_SPACE.join(filter(None, order)), ""
        if head and self.head_baseline is not None:
            yield self.head_baseline, self._one_line(head, "running-head", right_is_outer)
        if folio and self.folio_baseline is not None:
            yield self.folio_baseline, self._one_line(folio, "folio", right_is_outer)

    def block_left(self, page: Page) -> float:
        """The text block's left edge: the spine margin or the fore-edge, as the page's side has it."""
        grid = self.style.grid
        return grid.spine if spine_is_left(page, self.binding) else grid.fore_edge

    @property
    def has_room_for_another_line(self) -> bool:
        """Whether a page may be a line deeper: inside the safe box, and clear of a folio at the foot."""
        grid, style = self.style.grid, self.style
        below = grid.baseline(grid.lines) + (1 - BASELINE_IN_LINE) * grid.leading
        clear = style.furniture.folio != "foot" or style.furniture.below >= 1 + FOLIO_CLEAR
        return clear and below <= style.trim.height - SAFE

    @property
    def head_baseline(self) -> float | None:
        """Where running heads stand, never outside the safe box; None where there is no room above the text."""
        grid = self.style.grid
        top, _ = self._ink(f"Hl1{self.letters}", "running-head")
        y = max(grid.baseline(0) - self.style.furniture.above * grid.leading, SAFE + top)
        return y if grid.baseline(0) - y >= LEAST_DISTANCE * grid.leading else None

    @property
    def folio_baseline(self) -> float | None:
        """Where folios stand, never outside the safe box; None where there is no room below the text."""
        grid = self.style.grid
        last = grid.baseline(grid.lines - 1)
        _, bottom = self._ink("0123456789", "folio")
        y = min(last + self.style.furniture.below * grid.leading, self.style.trim.height - SAFE + bottom)
        return y if y - last >= LEAST_DISTANCE * grid.leading else None

    def _ink(self, sample: str, role: str) -> tuple[float, float]:
        """How far a role's letters reach over their baseline and (negative) below it."""
        known = self._inks.get((sample, role))
        if known is None:
            known = self._inks[sample, role] = ink_of(self._one_line(sample, role, right_is_outer=True)[0])
        return known

    @property
    def _head_room(self) -> float:
        """How long a running head may be; beside a folio and the em before it, so much less."""
        share = HEAD_SHARE * self.style.grid.measure
        beside = self.style.furniture.folio == "head"
        return share - 3 * self.style.lettering["running-head"].size if beside else share

    def head_text(self, wanted: str, instead: str, place: Place | None) -> str:
        """A running head that fits on 70 % of the measure: the text wanted, else the other one, with a warning, if that
        fits. Both are one line each: a backslash in a title is a space there."""
        wanted, instead = unbroken(wanted), unbroken(instead)
        if self._fits(wanted):
            return wanted
        instead = instead if self._fits(instead) else ""
        stands = f"“{instead}” stands there instead" if instead else "the pages have none there"
        message = f"“{wanted}” is too long for a running head; {stands}."
        self.findings.warn("P003", message, "Give the chapter a short `running_head:`.", place)
        return instead

    def _fits(self, head: str) -> bool:
        """Whether a running head has room."""
        lines = self.composer.lines(plain(head), self.style.lettering["running-head"])
        return len(lines) <= 1 and sum(line.width for line in lines) <= self._head_room

    def _one_line(self, text: str, role: str, right_is_outer: bool) -> tuple[Line, ...]:
        """A head or folio as one line; the same text on the same side is set once."""
        known = self._lines.get((text, role, right_is_outer))
        if known is None:
            lettering = self.style.lettering[role]
            if lettering.align == "outer":
                lettering = replace(lettering, align="right" if right_is_outer else "left")
            known = self._lines[text, role, right_is_outer] = self.composer.lines(plain(text), lettering)
        return known
