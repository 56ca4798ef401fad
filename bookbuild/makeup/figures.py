"""Pictures on whole lines, with their captions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from bookbuild.diagnostics import error
from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import LINE, PictureBox, Piece, Placed, Rule, Tie, white
from bookbuild.manuscript.blocks import Picture, plain
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.units import points

SMALLEST_SCALE: Final = 0.75
"""How much smaller a picture may be set so that its page comes out full."""
SMALLER_PICTURE: Final = 10_000.0
"""A picture a line lower than it was asked for, in demerits."""
FRAME_RULE: Final = 0.5
"""Points: the rule of the frame in a missing picture's place."""
NAME_SIZE: Final = 0.85
"""The size of the name in it, in that of captions."""
LONGEST_NAME: Final = 120
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
        y = (rows * style.leading - box.height) / 2
        content = _frame(column, block.missing, box, x, y) if block.missing else (Placed(x, y, box),)
        pieces = [Piece(rows * LINE, content, Tie.LEAD if captions else None, place=block.place)]
        if captions:
            pieces.append(Piece(caption_rows * LINE, setter.stacked(captions, lettering, 0), place=block.place))
        yield pieces, fewer * SMALLER_PICTURE


def _frame(column: Column, name: str, box: PictureBox, x: float, y: float) -> tuple[Placed, ...]:
    """A frame in the place of a missing picture, with its name in small type; nothing of it is text of the book."""
    across, down = Rule(box.width, FRAME_RULE), Rule(FRAME_RULE, box.height)
    rules = [
        (x, y, across),
        (x, y + box.height - FRAME_RULE, across),
        (x, y, down),
        (x + box.width - FRAME_RULE, y, down),
    ]
    size = column.style.lettering["caption"].size * NAME_SIZE
    manner = Manner(FountSpec(column.style.typeface, size), "center", divide=False)
    room = box.width - 2 * size
    silent = column.setter.compositor.silent()
    fitting = min(3, int((box.height - size) / (1.2 * size)))
    lines = silent.set_lines(plain(_shown(name)), Measure(x + size, room), manner)[:fitting] if room > 4 * size else ()
    top = y + (box.height - (len(lines) - 1) * 1.2 * size) / 2 + size / 3
    words = (Placed(0, top + at * 1.2 * size, line, ornament=True) for at, line in enumerate(lines))
    return (*(Placed(*one, ornament=True) for one in rules), *words)


def _shown(name: str) -> str:
    """A picture's name in characters that every face has."""
    return "".join(one if one.isascii() and one.isprintable() else "?" for one in name)[-LONGEST_NAME:]


def _picture_width(column: Column, block: Picture) -> float:
    """How wide a picture is set: as its attribute says (a length or a share of the measure), else by its dots."""
    asked = block.attributes.get("width")
    if asked is None and block.missing:
        return column.measure.width
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
