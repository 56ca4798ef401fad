"""What may stand on a cover, painted in the order given: fields of ink, pictures cut to a field, drawings, turned lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from bookbuild.makeup.galley import PictureBox, Placed
from bookbuild.manuscript.inks import Ink
from bookbuild.press.draw import Sheet, outlines_of
from bookbuild.press.overlay import marks_along
from bookbuild.setting.lines import Line, visual_order
from bookbuild.style.drawing import Drawing

Turn = Literal["", "down", "up"]
"""Which way a line runs: across, from head to foot, from foot to head."""

_TURNS: Final = {"": "1 0 0 1", "down": "0 -1 1 0", "up": "0 1 -1 0"}


@dataclass(frozen=True, slots=True)
class Field:
    """A rectangle of one ink. Places are points from the sheet's top left corner, y down, here and below."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


@dataclass(frozen=True, slots=True)
class CutPicture:
    """A picture of which only what lies inside a field is seen."""

    picture: PictureBox
    x: float
    y: float
    field: Field


@dataclass(frozen=True, slots=True)
class InkedDrawing:
    """A drawing with its top left corner at a place; its black is printed in `ink`, its white in `paper`."""

    drawing: Drawing
    x: float
    y: float
    ink: Ink
    paper: Ink


@dataclass(frozen=True, slots=True)
class InkedLine:
    """A line of type with its measure's left at (x, y) on the baseline."""

    line: Line
    x: float
    y: float
    ink: Ink
    turn: Turn = ""


Painted = Field | CutPicture | InkedDrawing | InkedLine


class CoverSheet(Sheet):
    """A sheet on which things are painted in their own inks. The trim of its frame is all of it."""

    __slots__ = ()

    def paint(self, things: Iterable[Painted]) -> None:
        """Paint one page."""
        self._canvas.setPageSize(self.frames.recto.media_box[2:])
        code: list[str] = self._canvas._code
        for thing in things:
            match thing:
                case Field():
                    code.append(f"{inking(thing.ink)} {self._rectangle(thing)} f")
                case CutPicture():
                    code.append(f"q {self._rectangle(thing.field)} W n")
                    self._picture(Placed(thing.x, thing.y, thing.picture))
                    code.append("Q")
                case InkedDrawing():
                    drawn = outlines_of(thing.drawing, thing.x, self._height - thing.y)
                    code += [_recoloured(step, thing.ink, thing.paper) for step in drawn]
                case InkedLine():
                    code += self._line(thing)
        self._canvas.showPage()

    @property
    def _height(self) -> float:
        return self.frames.recto.trim.height

    def _rectangle(self, field: Field) -> str:
        y = self._height - field.y - field.height
        return f"{field.x:.4f} {y:.4f} {field.width:.4f} {field.height:.4f} re"

    def _line(self, thing: InkedLine) -> list[str]:
        """A line's operators, in a space of its own that is moved and turned to its place."""
        inside: list[str] = []
        over: list[str] = []
        font = ""
        for x, segment in visual_order(thing.line):
            font = self._segment(inside, segment, x, 0.0, font)
            over += marks_along(segment, x, 0.0)
        place = f"{_TURNS[thing.turn]} {thing.x:.4f} {self._height - thing.y:.4f} cm"
        return [f"q {place} {inking(thing.ink)}", "BT", *inside, "ET", *over, "Q"]


def inking(ink: Ink) -> str:
    """The operators that fill with an ink: black alone in DeviceGray, so that it is on one plate, else all four."""
    if ink.is_gray:
        return f"{1 - ink.black:.3f} g"
    return f"{ink.cyan:.3f} {ink.magenta:.3f} {ink.yellow:.3f} {ink.black:.3f} k"


def _recoloured(step: str, ink: Ink, paper: Ink) -> str:
    """An operator of a drawing with its black and white in other inks."""
    for gray, mixed in (("0", ink), ("1", paper)):
        if step == f"{gray} g":
            return inking(mixed)
        if step.startswith(f"{gray} G "):
            stroked = inking(mixed)
            return f"{stroked[:-1]}{stroked[-1].upper()} {step[4:]}"
    return step
