"""Marks over letters, painted as outlines: they are no letters of the text, so that no reader parts a word at them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from bookbuild.setting.faces import Face
from bookbuild.setting.founts import Shaped
from bookbuild.setting.lines import Segment


def marks_of(shaped: Shaped, x: float, y: float, stretch: float = 1.0, spaced: float = 0.0) -> Iterator[str]:
    """Operators that paint a word's marks in the colour that is set, outside of any text object; the word begins at (x, y),
    y upwards, its glyphs drawn `stretch` wide and `spaced` points further apart."""
    if not shaped.marks:
        return
    scale = shaped.fount.scale
    origins = [x]
    for advance in shaped.advances:
        origins.append(origins[-1] + advance * scale * stretch + spaced)
    for one in shaped.marks:
        wide = one.scale * stretch
        left, up = origins[one.at] + one.x * stretch, y + one.y
        yield f"q {wide:.6g} 0 0 {one.scale:.6g} {_near(left):.6g} {_near(up):.7g} cm {_outline(one.face, one.glyph)} f Q"


def marks_along(segment: Segment, x: float, y: float) -> Iterator[str]:
    """The same for all words of a line's segment that begins at (x, y)."""
    if not any(part.marks for part in segment.parts):
        return
    spaced = segment.tracking * segment.fount.size
    for part, gap in zip(segment.parts, segment.gaps, strict=True):
        yield from marks_of(part, x, y, segment.stretch, spaced)
        x += part.width * segment.stretch + part.spaced * segment.tracking + (spaced if gap is None else gap)


def _near(value: float) -> float:
    """A number, or nought where it is all but that: PDF knows no exponents."""
    return 0.0 if -1e-4 < value < 1e-4 else value


@cache
def _outline(face: Face, glyph: int) -> str:
    """A glyph's outline in the face's units."""
    pen = _Pen()
    face.font.draw_glyph_with_pen(glyph, pen)
    return " ".join(pen.code)


class _Pen:
    """Writes an outline as path operators; quadratic curves become cubic ones."""

    def __init__(self) -> None:
        self.code: list[str] = []
        self.at = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 (fontTools' pen protocol)
        self._write("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._write("c", *points)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        control, end = points
        near, far = (((one[0] + 2 * control[0]) / 3, (one[1] + 2 * control[1]) / 3) for one in (self.at, end))
        self._write("c", near, far, end)

    def closePath(self) -> None:  # noqa: N802
        self.code.append("h")

    def endPath(self) -> None:  # noqa: N802
        self.code.append("h")

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        self.code += [f"{_near(number):.6g}" for point in points for number in point]
        self.code.append(operator)
        self.at = points[-1]
