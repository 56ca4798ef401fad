"""Text instructions: where letters stand, how large they come out (PDF 1.7, 9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bookbuild.preflight.marks import Lettering, Line
from bookbuild.preflight.matrices import IDENTITY, Matrix, carried, height_of, matrix, thinnest, times
from bookbuild.preflight.tokens import STRING, floats, last_name
from bookbuild.preflight.values import Box

if TYPE_CHECKING:
    from bookbuild.preflight.fonts import Font
    from bookbuild.preflight.painting import Painter

_ELEMENT: Final = re.compile(rb"<[^>]*>|" + STRING + rb"|[-+.\d]+")
_HEXADECIMAL: Final = re.compile(rb"<[^>]*>")
_BACKWARDS: Final = 250.0
"""A number in a line that moves back by more thousandths of an em is no kerning."""
_DEPTH: Final = 0.3
"""Ems that letters reach below the line."""
_FILLED, _STROKED = frozenset((0, 2, 4, 6)), frozenset((1, 2, 5, 6))


class Letters:
    """The text instructions of a painter."""

    def __init__(self, painter: Painter) -> None:
        self.painter = painter
        self._line: Matrix = IDENTITY
        self._at: Matrix = IDENTITY

    def handlers(self) -> dict[bytes, Callable[[bytes], None]]:
        """What is done for each operator."""

        def setting(name: str, factor: float = 1.0) -> Callable[[bytes], None]:
            return lambda operands: setattr(self.painter.state, name, floats(operands)[-1] * factor)

        return {
            b"BT": self._begin, b"ET": lambda _operands: None, b"Tf": self._font, b"Tr": self._mode,
            b"Tc": setting("track"), b"Tw": setting("word"), b"Tz": setting("scale", 0.01), b"TL": setting("leading"),
            b"Ts": setting("rise"), b"Td": self._move, b"TD": self._move_and_lead, b"Tm": self._place,
            b"T*": lambda _operands: self._next_line(), b"Tj": self._show, b"TJ": self._show, b"'": self._next_and_show,
            b'"': self._space_and_show,
        }  # fmt: skip

    def _begin(self, _operands: bytes) -> None:
        self._line = self._at = IDENTITY

    def _font(self, operands: bytes) -> None:
        state = self.painter.state
        state.font = self.painter.resources.font(last_name(operands))
        state.size = floats(operands.rpartition(b"/")[2].partition(b" ")[2] or operands)[-1]

    def _mode(self, operands: bytes) -> None:
        self.painter.state.mode = int(floats(operands)[-1])

    def _place(self, operands: bytes) -> None:
        at = matrix(floats(operands))
        if at is None:
            raise ValueError
        self._line = self._at = at

    def _move(self, operands: bytes) -> None:
        x, y = floats(operands)[-2:]
        self._line = self._at = times((1.0, 0.0, 0.0, 1.0, x, y), self._line)

    def _move_and_lead(self, operands: bytes) -> None:
        self.painter.state.leading = -floats(operands)[-1]
        self._move(operands)

    def _next_line(self) -> None:
        self._line = self._at = times((1.0, 0.0, 0.0, 1.0, 0.0, -self.painter.state.leading), self._line)

    def _next_and_show(self, operands: bytes) -> None:
        self._next_line()
        self._show(operands)

    def _space_and_show(self, operands: bytes) -> None:
        state = self.painter.state
        state.word, state.track = floats(
            _ELEMENT.sub(lambda found: b" " if found[0][:1] in b"(<" else found[0], operands)
        )[:2]
        self._next_and_show(operands)

    def _show(self, operands: bytes) -> None:
        """Set a string, or an array of strings and moves."""
        painter = self.painter
        state = painter.state
        font = state.font
        if font is None:
            raise ValueError
        font.page = painter.page
        advance, box, codes, inked = self._measured(font, operands)
        if codes:
            to_page = times(self._at, state.to_page)
            font.pages.add(painter.page)
            em = abs(state.size)
            near = carried((0.0, max(box[1], -_DEPTH * em), advance, min(box[3], em)), to_page)
            if font.kind == "Type3":
                painter.draw_glyphs(font, times((state.size, 0.0, 0.0, state.size, 0.0, 0.0), to_page), near)
            if inked:
                self._record(font, carried(box, to_page), to_page, near)
        self._at = times((1.0, 0.0, 0.0, 1.0, advance, 0.0), self._at)

    def _measured(self, font: Font, operands: bytes) -> tuple[float, Box, int, bool]:
        """How far a string moves on, the box round its ink (wider rather than narrower), its codes, whether they ink."""
        state = self.painter.state
        if b"(" in operands:
            found = _ELEMENT.findall(operands)
            strings = [one for one in found if one[:1] in (b"(", b"<")]
            moves = floats(b" ".join(one for one in found if one[:1] not in (b"(", b"<")))
        else:
            strings = _HEXADECIMAL.findall(operands)
            moves = floats(_HEXADECIMAL.sub(b" ", operands).translate(None, b"[]"))
        measures = font.measures
        ems = left = bottom = right = top = 0.0
        codes = spaces = 0
        for string in strings:
            advance, x0, y0, x1, y1, length, wide = measures[string]
            ems += advance
            codes += length
            spaces += wide
            left = x0 if x0 < left else left
            bottom = y0 if y0 < bottom else bottom
            right = x1 if x1 > right else right
            top = y1 if y1 > top else top
        if moves and max(moves) > _BACKWARDS:
            left -= sum(move for move in moves if move > 0)
            right += sum(move for move in moves if move > 0)
        unit = state.size / 1000
        advance = ((ems - sum(moves)) * unit + state.track * codes + state.word * spaces) * state.scale
        box = (
            left * unit * state.scale, bottom * unit + state.rise,
            advance + right * unit * state.scale, top * unit + state.rise,
        )  # fmt: skip
        return advance, box, codes, spaces < codes and (top > bottom or not font.is_plain)

    def _record(self, font: Font, box: Box, to_page: Matrix, near: Box) -> None:
        """Letters were set; `box` is round all their ink, `near` is where most of it is."""
        painter = self.painter
        state, marks = painter.state, painter.marks
        filled = state.mode in _FILLED
        size = round(abs(state.size) * height_of(to_page), 2)
        paint = state.fill.paint if filled or state.mode not in _STROKED else state.stroke.paint
        marks.add(marks.texts if font.is_plain else marks.doubtful, Lettering(font, size, paint, state.mode), box)
        if filled and font.kind != "Type3":
            painter.use(state.fill, "text", near)
        if state.mode in _STROKED:
            painter.use(state.stroke, "text", near)
            marks.add(marks.lines, Line(round(state.line * thinnest(state.to_page), 3), state.stroke.paint), box)
