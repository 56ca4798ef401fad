"""Words struck out or underlined: thin rules along their line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from bookbuild.makeup.galley import Placed, Rule
from bookbuild.setting.lines import Line, Segment, visual_order

THICKNESS: Final = 0.05
"""Ems: about the hairlines of a text face."""
LEAST_THICKNESS: Final = 0.4
"""Points: what every press holds."""
BELOW: Final = 0.14
"""Ems from the baseline to the middle of an underline, clear of the letters' feet."""


def scores_of(line: Line) -> Iterator[Placed]:
    """The rules of a line, placed from its left end and its baseline; they go on over the spaces between marked words."""
    segments = [*visual_order(line), None]
    for here, following in pairwise(segments):
        assert here is not None
        x, segment = here
        spec = segment.fount.spec
        for marked, of in ((spec.struck, "struck"), (spec.underlined, "underlined")):
            if not marked:
                continue
            goes_on = following is not None and getattr(following[1].fount.spec, of)
            end = following[0] if following is not None and goes_on else x + segment.width
            yield _score(segment, x, end - x, of == "struck")


def _score(segment: Segment, x: float, width: float, is_struck: bool) -> Placed:
    """One rule: through the middle of the small letters, or below the baseline."""
    fount = segment.fount
    thickness = max(LEAST_THICKNESS, THICKNESS * fount.size)
    middle = -fount.face.x_height * fount.scale / 2 if is_struck else BELOW * fount.size
    return Placed(x, middle - thickness / 2, Rule(width, thickness), ornament=True)
