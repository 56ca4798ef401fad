"""The graphics state: what an instruction of a content stream finds set by those before it (PDF 1.7, 8.4)."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass

from bookbuild.preflight.fonts import Font
from bookbuild.preflight.ink import Paint
from bookbuild.preflight.matrices import IDENTITY, Matrix
from bookbuild.preflight.spaces import Space


@dataclass(slots=True)
class Brush:
    """What areas are filled with, or lines drawn: a colour, and a pattern's name if it is one."""

    space: Space
    paint: Paint
    pattern: str = ""


@dataclass(slots=True)
class State:
    """What q saves and Q brings back, as far as it is looked at. Brushes are replaced, never changed."""

    fill: Brush
    stroke: Brush
    to_page: Matrix = IDENTITY
    line: float = 1.0
    font: Font | None = None
    size: float = 0.0
    track: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def saved(self) -> State:
        """A copy."""
        return copy(self)

    @property
    def inherited(self) -> tuple[object, ...]:
        """What a form drawn now would look different by."""
        return (
            self.fill.paint, self.fill.pattern, self.stroke.paint, self.stroke.pattern, self.to_page, self.line,
            self.font, self.size, self.track, self.word, self.scale, self.leading, self.rise, self.mode,
        )  # fmt: skip
