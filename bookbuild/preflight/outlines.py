"""Path instructions: lines and areas, where they are and how thin (PDF 1.7, 8.5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from bookbuild.preflight.marks import Line
from bookbuild.preflight.matrices import around, carried, thinnest
from bookbuild.preflight.tokens import floats
from bookbuild.preflight.values import Box

if TYPE_CHECKING:
    from bookbuild.preflight.painting import Painter

RULE_WIDTH: Final = 2.0
"""A filled rectangle thinner than this, in points, is a rule ..."""
RULE_LENGTH: Final = 12.0
"""... if it is as long as this."""
_MOST_RECTANGLES: Final = 10_000


class Outlines:
    """The path instructions of a painter."""

    def __init__(self, painter: Painter) -> None:
        self.painter = painter
        self._box: Box | None = None
        self._rectangles: list[Box] = []

    def handlers(self) -> dict[bytes, Callable[[bytes], None]]:
        """What is done for each operator."""
        painting = {
            b"S": (False, True), b"s": (False, True), b"f": (True, False), b"F": (True, False), b"f*": (True, False),
            b"B": (True, True), b"B*": (True, True), b"b": (True, True), b"b*": (True, True), b"n": (False, False),
        }  # fmt: skip
        found: dict[bytes, Callable[[bytes], None]] = dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), self._points)
        found |= dict.fromkeys((b"h", b"W", b"W*"), lambda _operands: None)
        found[b"re"] = self._rectangle
        for operator, (fills, strokes) in painting.items():
            found[operator] = self._paint(fills, strokes)
        return found

    def _points(self, operands: bytes) -> None:
        """A segment: its points, those that only guide a curve among them."""
        found = floats(operands)
        xs, ys = found[::2], found[1::2]
        box = carried((min(xs), min(ys), max(xs), max(ys)), self.painter.state.to_page)
        self._box = around(self._box, box)

    def _rectangle(self, operands: bytes) -> None:
        x, y, width, height = floats(operands)[-4:]
        box = carried((x, y, x + width, y + height), self.painter.state.to_page)
        self._box = around(self._box, box)
        if len(self._rectangles) < _MOST_RECTANGLES:
            self._rectangles.append(box)

    def _paint(self, fills: bool, strokes: bool) -> Callable[[bytes], None]:
        def paint(_operands: bytes) -> None:
            if self._box and fills:
                self._fill(self._box)
            if self._box and strokes:
                self._stroke(self._box)
            self._box, self._rectangles = None, []

        return paint

    def _fill(self, box: Box) -> None:
        painter = self.painter
        brush, marks = painter.state.fill, painter.marks
        painter.use(brush, "area", box)
        for left, bottom, right, top in self._rectangles:
            thin, long = sorted((right - left, top - bottom))
            if thin < RULE_WIDTH and long >= RULE_LENGTH and not brush.paint.leaves_paper:
                marks.add(marks.lines, Line(round(thin, 3), brush.paint), (left, bottom, right, top))

    def _stroke(self, box: Box) -> None:
        painter = self.painter
        brush, marks = painter.state.stroke, painter.marks
        painter.use(brush, "line", box)
        if not brush.paint.leaves_paper:
            width = painter.state.line * thinnest(painter.state.to_page)
            marks.add(marks.lines, Line(round(width, 3), brush.paint), box)
