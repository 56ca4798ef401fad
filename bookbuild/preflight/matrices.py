"""Transformations (a b c d e f) and the boxes they carry (PDF 1.7, 8.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, sqrt
from typing import Final

from bookbuild.preflight.values import Box

Matrix = tuple[float, float, float, float, float, float]

IDENTITY: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FAR: Final = 1e9


def matrix(numbers: Sequence[float]) -> Matrix | None:
    """Six numbers as a matrix; None when they aren't six."""
    if len(numbers) != 6:
        return None
    a, b, c, d, e, f = (min(max(one, -_FAR), _FAR) for one in numbers)
    return a, b, c, d, e, f


def times(first: Matrix, then: Matrix) -> Matrix:
    """The first transformation followed by the second."""
    a, b, c, d, e, f = first
    m, n, o, p, q, r = then
    return _tamed((a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r))


def _tamed(made: Matrix) -> Matrix:
    if max(made) < _FAR and min(made) > -_FAR:
        return made
    a, b, c, d, e, f = (min(max(one, -_FAR), _FAR) for one in made)
    return a, b, c, d, e, f


def carried(box: Box, by: Matrix) -> Box:
    """The upright box round a box that is transformed."""
    a, b, c, d, e, f = by
    left, bottom, right, top = box
    if not b and not c:
        x0, x1, y0, y1 = a * left + e, a * right + e, d * bottom + f, d * top + f
        return (x0 if x0 < x1 else x1, y0 if y0 < y1 else y1, x1 if x1 > x0 else x0, y1 if y1 > y0 else y0)
    xs = [a * x + c * y + e for x in (left, right) for y in (bottom, top)]
    ys = [b * x + d * y + f for x in (left, right) for y in (bottom, top)]
    return min(xs), min(ys), max(xs), max(ys)


def thinnest(by: Matrix) -> float:
    """How wide a line of width 1 comes out where it comes out thinnest: the smaller singular value."""
    a, b, c, d = by[:4]
    if not b and not c:
        return min(abs(a), abs(d))
    squares = (a * a + b * b + c * c + d * d) / 2
    root = sqrt(max(squares * squares - (a * d - b * c) ** 2, 0.0))
    return sqrt(max(squares - root, 0.0))


def height_of(by: Matrix) -> float:
    """How high something of height 1 comes out."""
    return hypot(by[2], by[3])


def width_of(by: Matrix) -> float:
    """How wide something of width 1 comes out."""
    return hypot(by[0], by[1])


def around(first: Box | None, second: Box) -> Box:
    """The box round two boxes."""
    if first is None:
        return second
    return (
        first[0] if first[0] < second[0] else second[0],
        first[1] if first[1] < second[1] else second[1],
        first[2] if first[2] > second[2] else second[2],
        first[3] if first[3] > second[3] else second[3],
    )
