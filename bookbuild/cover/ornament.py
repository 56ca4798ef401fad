"""The design's ornament at a cover's size."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bookbuild.cover.studio import Studio
from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.display import display_manner
from bookbuild.manuscript.blocks import plain
from bookbuild.press.paint import Field, InkedDrawing, InkedLine, Painted
from bookbuild.setting.linebreak import Measure
from bookbuild.style.drawing import Device, Drawing
from bookbuild.style.style import Bar, Characters

ORNAMENT_SHARE: Final = 0.19
"""The ornament's width on the front, in the front's widths; of one made of several characters this is its size."""
SEVERAL_SHARE: Final = 0.1
BAR_SHARE: Final = 0.008
"""How thick a bar is, in the front's widths."""


def ornament(studio: Studio, x: float, middle: float) -> Iterator[Painted]:
    """The ornament with its ink's middle so far down; centred on x, or flush left at it where the design is."""
    wide = studio.wrap.front.width - studio.wrap.hinge
    shown, ink = studio.style.scene_break, studio.palette.accent
    width = ORNAMENT_SHARE * wide
    left = x - width / 2 if studio.is_centred else x
    match shown:
        case Characters():
            yield _characters(studio, shown.text, wide, x, middle)
        case Drawing():
            drawing = enlarged(shown, width)
            yield InkedDrawing(drawing, left, middle - drawing.height / 2, ink, studio.palette.ground)
        case Bar() | Device():  # a picture of dots brings a white field of its own
            thick = BAR_SHARE * wide
            yield Field(left, middle - thick / 2, width, thick, ink)


def _characters(studio: Studio, text: str, wide: float, x: float, middle: float) -> InkedLine:
    size = wide * (ORNAMENT_SHARE if len(text) == 1 else SEVERAL_SHARE)
    lettering = replace(studio.lettering("book-title"), typeface=studio.style.typeface, size=size, align="left")
    manner = display_manner(replace(lettering, italic=False, small_caps=False, tracking=0.0))
    (line,) = studio.composer.compositor.set_lines(plain(text), Measure(0, wide), manner)
    top, bottom = ink_of(line)
    left = x - line.width / 2 if studio.is_centred else x
    return InkedLine(line, left, middle + (top + bottom) / 2, studio.palette.accent)


def enlarged(drawing: Drawing, width: float) -> Drawing:
    """A drawing so wide."""
    scale = width / drawing.width
    outlines = tuple(
        replace(
            one,
            steps=tuple((letter, tuple(number * scale for number in numbers)) for letter, numbers in one.steps),
            thickness=one.thickness * scale,
        )
        for one in drawing.outlines
    )
    return Drawing(outlines, width, drawing.height * scale)
