"""Scene breaks: an ornament of characters, a rule, a picture, or a blank line, each in whole lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bookbuild.makeup.column import WHITE_GIVES, Column
from bookbuild.makeup.galley import LINE, PictureBox, Piece, Placed, Rule
from bookbuild.manuscript.blocks import SceneBreak, plain
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.drawing import Device, Drawing
from bookbuild.style.resolve import CHARACTERS
from bookbuild.style.style import BASELINE_IN_LINE, Bar, Characters, Ornament

LEAST_ROWS: Final = 2
"""An ornament's lines: it stands three lines from text to text (design-spec.md section 4)."""


def scene_break(column: Column, block: SceneBreak) -> None:
    """An ornament, its ink midway between the texts; or a blank line that a page's edge turns into an ornament."""
    ornament = column.style.scene_break
    shown = ornament or Characters(CHARACTERS["asterisks"], column.style.size)
    leading = column.style.leading
    fount = column.setter.compositor.case.fount(column.spec)
    x_height = fount.face.x_height * fount.scale
    placed, depth = _placed(column, shown)
    rows = column.setter.whole_lines(depth)
    alone = (rows - 1) * leading / 2 + BASELINE_IN_LINE * leading - x_height / 2
    at_edge = Piece(max(rows, 1) * LINE, (_middled(placed, depth, alone),), place=block.place)
    if ornament is None:
        column.add([Piece(LINE, at_edge=at_edge, place=block.place)])
    else:
        heights = []
        for between in (max(LEAST_ROWS, rows + 1), max(LEAST_ROWS, rows + 1) + 1):
            above, below = -(1 - BASELINE_IN_LINE) * leading, (between + BASELINE_IN_LINE) * leading - x_height
            content = (_middled(placed, depth, (above + below) / 2),)
            heights.append([Piece(between * LINE, content, at_edge=at_edge, place=block.place)])
        column.add_choice((heights[0], 0.0), (heights[1], WHITE_GIVES))
    column.flush = True


def _placed(column: Column, ornament: Ornament) -> tuple[Placed, float]:
    """The ornament centred in the measure, the top of its ink at 0, and how deep its ink is (points)."""
    left, width = column.measure.at(0)
    match ornament:
        case Characters():
            spec = replace(column.spec, size=ornament.size)
            runs = plain(ornament.text, ornament.place)
            line = column.set(runs, column.measure, Manner(spec, "center", divide=False))[0]
            top, bottom = ink_of(line)
            return Placed(0, top, line, ornament=True), top - bottom
        case Bar():
            bar = Rule(ornament.width, ornament.thickness)
            return Placed(left + (width - ornament.width) / 2, 0, bar, ornament=True), ornament.thickness
        case Drawing():
            return Placed(left + (width - ornament.width) / 2, 0, ornament, ornament=True), ornament.height
        case Device():
            ink_left, ink_top, ink_right, ink_bottom = ornament.ink
            box = PictureBox(ornament.file, ornament.width, ornament.height, ornament.place)
            x = left + (width - ink_left - ink_right) / 2
            return Placed(x, -ink_top, box, ornament=True), ink_bottom - ink_top


def _middled(placed: Placed, depth: float, middle: float) -> Placed:
    """The ornament with the middle of its ink so many points below the piece's top."""
    return placed._replace(y=placed.y + middle - depth / 2)


def ink_of(line: Line) -> tuple[float, float]:
    """Top and bottom of a line's ink over its baseline, in points."""
    tops: list[float] = []
    bottoms: list[float] = []
    for segment in line.segments:
        for part in segment.parts:
            for glyph in part.glyphs:
                box = part.fount.face.font.get_glyph_extents(glyph)
                if box and box.height:
                    tops.append(box.y_bearing * part.fount.scale)
                    bottoms.append((box.y_bearing + box.height) * part.fount.scale)
    return max(tops, default=0.0), min(bottoms, default=0.0)
