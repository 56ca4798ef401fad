"""What a page shows: letters, lines, areas and pictures, alike ones together with the box round them all.

Boxes are in points of the page's own coordinates, y upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bookbuild.preflight.fonts import Font
from bookbuild.preflight.ink import Paint
from bookbuild.preflight.limits import MOST_KINDS
from bookbuild.preflight.matrices import around
from bookbuild.preflight.spaces import Space
from bookbuild.preflight.values import Box


class Lettering(NamedTuple):
    """How letters are set: the height of an em in points as it is printed; `mode` as Tr has it (PDF 1.7, 9.3.6)."""

    font: Font
    size: float
    paint: Paint
    mode: int

    @property
    def is_invisible(self) -> bool:
        """Neither filled nor stroked."""
        return self.mode in (3, 7)


class Line(NamedTuple):
    """A line as thin as it comes out, in points: stroked, or a filled rectangle as narrow."""

    width: float
    paint: Paint


class Area(NamedTuple):
    """What is painted with a colour: `role` is text, line, area or mask."""

    paint: Paint
    role: str


class PictureUse(NamedTuple):
    """A picture as it is placed: the dots an inch it comes out with where they are fewest."""

    picture: Any
    dots: float
    paint: Paint


@dataclass(slots=True)
class Marks:
    """All that is drawn on a page, or by a form on it. `gaps` say why something may be missing."""

    texts: dict[Lettering, Box] = field(default_factory=dict)
    doubtful: dict[Lettering, Box] = field(default_factory=dict)
    """Letters of which only the beginning is known to stand in the box."""
    lines: dict[Line, Box] = field(default_factory=dict)
    areas: dict[Area, Box] = field(default_factory=dict)
    pictures: dict[PictureUse, Box] = field(default_factory=dict)
    chosen: set[Space] = field(default_factory=set)
    """Colour spaces that are set, whether or not anything is painted in them."""
    overprints: bool = False
    gaps: set[str] = field(default_factory=set)

    def add(self, kinds: dict[Any, Box], kind: Any, box: Box) -> None:
        """One more of a kind."""
        known = kinds.get(kind)
        if known is not None:
            kinds[kind] = around(known, box)
        elif len(kinds) < MOST_KINDS:
            kinds[kind] = box
        else:
            self.gaps.add("it has too many different colours, lines or pictures")

    def take_in(self, other: Marks, within: Box | None = None) -> None:
        """What a form on the page draws; what a tile or a drawn letter does is `within` the box it is used in."""
        for mine, theirs in self._tables(other):
            for kind, box in theirs.items():
                self.add(mine, kind, within or box)
        self.chosen |= other.chosen
        self.overprints |= other.overprints
        self.gaps |= other.gaps

    def _tables(self, other: Marks) -> list[tuple[dict[Any, Box], dict[Any, Box]]]:
        return [
            (self.texts, other.texts), (self.doubtful, other.doubtful), (self.lines, other.lines),
            (self.areas, other.areas), (self.pictures, other.pictures),
        ]  # fmt: skip

    @property
    def is_blank(self) -> bool:
        """Whether nothing is to be seen, and nothing can have been missed."""
        letters = any(not one.is_invisible for one in (*self.texts, *self.doubtful))
        inked = any(not one.paint.leaves_paper for one in self.areas)
        return not (letters or inked or self.pictures or self.gaps)
