"""Pictures on whole lines, with their captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bookbuild.diagnostics import error
from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import LINE, PictureBox, Piece, Placed, Tie, white
from bookbuild.manuscript.blocks import Picture
from bookbuild.setting.lines import Line
from bookbuild.units import points

SMALLEST_SCALE: Final = 0.75
"""How much smaller a picture may be set so that its page comes out full."""
SMALLER_PICTURE: Final = 10_000.0
"""A picture a line lower than it was asked for, in demerits."""
PICTURE_DPI: Final = 300.0
"""Dots an inch at which a picture is set unless it says how wide it is."""


def picture(column: Column, block: Picture) -> None:
    """A picture on whole lines, centred, white round it; its caption stays with it."""
    style = column.style
    lettering = style.lettering["caption"]
    captions = column.setter.lines(block.caption, lettering) if block.caption else ()
    room = (style.grid.lines - column.setter.whole_lines(len(captions) * lettering.leading)) * style.leading
    width = _picture_width(column, block)
    height = width * block.height / block.width
    if height > room:
        width, height = width * room / height, room
    column.white_before()
    column.add_choice(*_heights(column, block, width, height, captions))
    column.add([white(LINE)])
    column.flush = False


def _heights(
    column: Column, block: Picture, width: float, height: float, captions: Sequence[Line]
) -> Iterator[tuple[list[Piece], float]]:
    """The picture with its caption as large as it was asked for, then smaller and smaller, each a line lower."""
    style, setter = column.style, column.setter
    lettering = style.lettering["caption"]
    caption_rows = setter.whole_lines(len(captions) * lettering.leading)
    natural = max(1, setter.whole_lines(height))
    for fewer in range(natural):
        rows = natural - fewer
        scale = min(1.0, rows * style.leading / height)
        if scale < SMALLEST_SCALE:
            return
        box = PictureBox(block.file, width * scale, height * scale, block.place)
        x = column.measure.left + (column.measure.width - box.width) / 2
        placed = Placed(x, (rows * style.leading - box.height) / 2, box)
        pieces = [Piece(rows * LINE, (placed,), Tie.LEAD if captions else None, place=block.place)]
        if captions:
            pieces.append(Piece(caption_rows * LINE, setter.stacked(captions, lettering, 0), place=block.place))
        yield pieces, fewer * SMALLER_PICTURE


def _picture_width(column: Column, block: Picture) -> float:
    """How wide a picture is set: as its attribute says (a length or a share of the measure), else by its dots."""
    asked = block.attributes.get("width")
    if asked is None:
        return min(column.measure.width, block.width * 72 / PICTURE_DPI)
    try:
        width = float(asked[:-1]) / 100 * column.measure.width if asked.endswith("%") else points(asked)
    except ValueError:
        raise error(
            "M024",
            f"`width={asked}` is no width.",
            "Write a length or a share of the measure: width=3in, width=50%.",
            block.place,
        ) from None
    if not width > 0:
        raise error(
            "M024",
            f"`width={asked}` is no width.",
            "Write a length or a share of the measure: width=3in, width=50%.",
            block.place,
        )
    return min(width, column.measure.width)
