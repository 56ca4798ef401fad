"""Pictures on whole lines, with their captions."""

from __future__ import annotations

from typing import Final

from bookbuild.diagnostics import error
from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import LINE, PictureBox, Piece, Placed, Tie, white
from bookbuild.manuscript.blocks import Picture
from bookbuild.units import points

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
    rows = max(1, column.setter.whole_lines(height))
    x = column.measure.left + (column.measure.width - width) / 2
    box = Placed(x, (rows * style.leading - height) / 2, PictureBox(block.file, width, height))
    column.white_before()
    pieces = [Piece(rows * LINE, (box,), Tie.LEAD if captions else None, place=block.place)]
    if captions:
        caption_rows = column.setter.whole_lines(len(captions) * lettering.leading)
        pieces.append(Piece(caption_rows * LINE, column.setter.stacked(captions, lettering, 0), place=block.place))
    column.add([*pieces, white(LINE)])
    column.flush = False


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
