"""Markdown set in a measure of the cover, in the text's face: ragged, undivided, as large as its room allows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bookbuild.cover.art import whole
from bookbuild.cover.studio import Studio
from bookbuild.diagnostics import Findings
from bookbuild.makeup.column import Column
from bookbuild.makeup.compose import Composer, set_block
from bookbuild.makeup.galley import LINE, NOTHING, PictureBox, Piece, Placed, Rule, Tie
from bookbuild.manuscript.blocks import Block, Illustration
from bookbuild.manuscript.inks import Ink
from bookbuild.press.paint import Field, InkedDrawing, InkedLine, Painted
from bookbuild.setting.lines import Line
from bookbuild.style.style import BASELINE_IN_LINE, Style

SMALLER: Final = 0.97
"""How much smaller text that is too long is made at once, at least."""
LEAST_SIZE: Final = 9.0
"""The smallest text on a cover, in points, unless the press wants larger."""
LEAST_LARGE_PRINT: Final = 0.8
"""The same of a book in large print, in the sizes of its text."""


NARROWER: Final = (1.0, 0.98, 0.96, 0.94, 0.92, 0.9)
"""Measures tried for ragged text, so that fewer paragraphs end with a word alone."""
RUNT: Final = 0.2
"""A last line shorter than this share of the measure is one."""


@dataclass(frozen=True, slots=True)
class SetCopy:
    """Text in its measure, from the top of its first line's room: the pieces, each with its height in points."""

    pieces: tuple[tuple[float, Piece], ...]
    style: Style
    cap: float
    """How high the text's capitals are."""

    @property
    def above(self) -> float:
        """The white over the first line's capitals."""
        return BASELINE_IN_LINE * self.style.leading - self.cap

    @property
    def _below(self) -> float:
        return (1 - BASELINE_IN_LINE) * self.style.leading

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last baseline."""
        return sum(height for height, _ in self.pieces) - self._below - self.above if self.pieces else 0.0

    @property
    def runts(self) -> int:
        """How many paragraphs end with hardly a word on their last line."""
        measure = self.style.grid.measure
        last = [
            piece.content[0].thing
            for (_, before), (_, piece) in pairwise(self.pieces)
            if before.tie is Tie.WIDOW and piece.content
        ]
        return sum(isinstance(line, Line) and line.width < RUNT * measure for line in last)

    def words_below(self, room: float) -> int:
        """How many words stand below a depth."""
        depth, count = -self._below - self.above, 0
        for height, piece in self.pieces:
            depth += height
            if depth > room + 1e-6:
                lines = (one.thing for one in piece.content if isinstance(one.thing, Line))
                count += sum(len(line.text.split()) for line in lines)
        return count

    def placed(self, x: float, top: float, ink: Ink, paper: Ink) -> Iterator[Painted]:
        """Everything in its place."""
        for height, piece in self.pieces:
            for one in piece.content:
                yield _painted(one, x, top, ink, paper)
            top += height


def _painted(one: Placed, x: float, y: float, ink: Ink, paper: Ink) -> Painted:
    thing = one.thing
    x, y = x + one.x, y + one.y
    if isinstance(thing, Line):
        return InkedLine(thing, x, y, ink)
    if isinstance(thing, PictureBox):
        return whole(Illustration(thing.file, round(1000 * thing.width), round(1000 * thing.height)), x, y, thing.width)
    if isinstance(thing, Rule):
        return Field(x, y, thing.width, thing.height, ink)
    return InkedDrawing(thing, x, y, ink, paper)


def set_copy(studio: Studio, blocks: Sequence[Block], width: float, size: float, silent: bool = False) -> SetCopy:
    """Blocks in a measure at a size; `silent` keeps to itself what is found meanwhile."""
    style = _at_size(studio.style, width, size)
    compositor = studio.composer.compositor
    composer = Composer(style, compositor.silent() if silent else compositor, Findings() if silent else studio.findings)
    column = Column(composer)
    for block in blocks:
        set_block(column, block)
    pieces = [piece for passage in column.passages for piece in passage.variants[0]]
    while pieces and pieces[-1].at_edge is NOTHING:
        pieces.pop()
    while pieces and pieces[0].at_edge is NOTHING:
        pieces.pop(0)
    fount = compositor.case.fount(column.spec)
    cap = fount.face.cap_height * fount.scale
    return SetCopy(tuple((piece.height / LINE * style.leading, piece) for piece in pieces), style, cap)


def fitted_copy(studio: Studio, blocks: Sequence[Block], width: float, room: float, size: float) -> tuple[SetCopy, int]:
    """Blocks as large as a room's height allows, at most at a size; and how many words have no room even so."""
    least = min(max(LEAST_SIZE, studio.press.file.least_type or 0.0), size)
    if studio.style.large_print:
        least = max(least, LEAST_LARGE_PRINT * studio.style.size)
    at = size
    while True:
        made = set_copy(studio, blocks, width, at, silent=True)
        if made.height <= room + 1e-6:
            return _without_runts(studio, blocks, width, room, at), 0
        if at <= least:
            return made, made.words_below(room)
        share = math.sqrt(max(room, 1.0) / made.height)
        at = max(least, at * min(SMALLER, share))


def _without_runts(studio: Studio, blocks: Sequence[Block], width: float, room: float, size: float) -> SetCopy:
    """Blocks that fit, in the widest of a few measures in which fewest paragraphs end with a word alone."""
    ways = [(share, set_copy(studio, blocks, share * width, size, silent=True)) for share in NARROWER]
    fitting = [(one.runts, -share) for share, one in ways if one.height <= room + 1e-6]
    return set_copy(studio, blocks, -min(fitting)[1] * width, size)


def _at_size(style: Style, width: float, size: float) -> Style:
    """The design with its text at a size in a measure, and everything in the text in proportion."""
    scale = size / style.size
    lettering = {
        role: replace(one, size=one.size * scale, leading=one.leading * scale) for role, one in style.lettering.items()
    }
    extract = replace(style.extract, size=style.extract.size * scale, left=style.extract.left * scale, right=0.0)
    return replace(
        style,
        size=size,
        indent=style.indent * scale,
        justified=False,
        grid=replace(style.grid, measure=width, leading=style.leading * scale, lines=1000),
        extract=extract,
        lettering=lettering,
    )
