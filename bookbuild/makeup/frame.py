"""What lies round a page's trim: the bleed that is cut away, and beyond it the marks by which the cutter is set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from bookbuild.makeup.galley import Placed, Rule
from bookbuild.style.style import Trim

if TYPE_CHECKING:
    from bookbuild.style.press import Bleed

MARK_CLEAR: Final = 6.0
"""Points from the bleed's edge to a crop mark: a mark in the bleed would be in the book when the cut strays."""
MARK_LENGTH: Final = 18.0
MARK_WEIGHT: Final = 0.25
MARKS: Final = 36.0
"""Points round the bleed in which marks and slug stand."""
SLUG_BASELINE: Final = 20.0
"""Points from the bleed's lower edge down to the slug's baseline."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, y upwards."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The room round one page's trim, in points: the bleed on each side of it, and that for marks on all sides."""

    trim: Trim
    left: float = 0.0
    right: float = 0.0
    head: float = 0.0
    foot: float = 0.0
    marks: float = 0.0

    @property
    def origin(self) -> tuple[float, float]:
        """Where the trim's lower left corner lies on the sheet."""
        return self.left + self.marks, self.foot + self.marks

    @property
    def media_box(self) -> Box:
        """The whole sheet."""
        bleed = self.bleed_box
        return 0.0, 0.0, bleed[2] + self.marks, bleed[3] + self.marks

    @property
    def bleed_box(self) -> Box:
        """The trim with the bleed round it."""
        left, bottom, right, top = self.trim_box
        return left - self.left, bottom - self.foot, right + self.right, top + self.head

    @property
    def trim_box(self) -> Box:
        """The page as it is cut."""
        x, y = self.origin
        return x, y, x + self.trim.width, y + self.trim.height


class Frames(NamedTuple):
    """The frames of a book's right and left pages."""

    recto: Frame
    verso: Frame

    def of(self, number: int) -> Frame:
        """The frame of a page by its number; odd ones are rectos."""
        return self.recto if number % 2 else self.verso


def frames_of(trim: Trim, bleed: Bleed | None = None, marks: bool = False, binding: str = "left") -> Frames:
    """The frames of a book that is bound on a side, with the bleed on the sides that the press asks for (None for none)."""

    def framed(spine_is_left: bool) -> Frame:
        room = MARKS if marks else 0.0
        if bleed is None:
            return Frame(trim, marks=room)
        inside, outside = bleed.on("inside"), bleed.on("outside")
        left, right = (inside, outside) if spine_is_left else (outside, inside)
        return Frame(trim, left, right, bleed.on("head"), bleed.on("foot"), room)

    return Frames(framed(binding == "left"), framed(binding != "left"))


def crop_marks(frame: Frame) -> Iterator[Placed]:
    """Two hairlines at each corner of the trim, outside the bleed; places from the trim's top left."""
    width, height = frame.trim.width, frame.trim.height
    half = MARK_WEIGHT / 2
    above, below = -frame.head - MARK_CLEAR - MARK_LENGTH, height + frame.foot + MARK_CLEAR
    before, after = -frame.left - MARK_CLEAR - MARK_LENGTH, width + frame.right + MARK_CLEAR
    for x in (0.0, width):
        for y in (above, below):
            yield Placed(x - half, y, Rule(MARK_WEIGHT, MARK_LENGTH))
    for y in (0.0, height):
        for x in (before, after):
            yield Placed(x, y - half, Rule(MARK_LENGTH, MARK_WEIGHT))
