"""Marks over and under letters, placed: by the face's anchors where it has them, else by the outlines of both.

They are drawn as outlines, not as letters of the text: the letter below stands for itself and its marks, so that every
reader of the PDF takes the word for one. Set as glyphs of their own, which go back and forth, they part words.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import radians, tan
from typing import Final, NamedTuple

from bookbuild.setting.clusters import is_mark, is_unseen
from bookbuild.setting.faces import Face

GAP: Final = 0.04
"""Ems of white between a letter's ink and a mark that is placed by outlines."""
ABOVE, BELOW, ATTACHED, THROUGH = 230, 220, 202, 1
"""Combining classes of marks that stand over a letter, under it, on its foot without white between, through it."""
LOOSE: Final = frozenset({ABOVE, BELOW, ATTACHED, THROUGH})
"""The classes (Unicode Character Database, UnicodeData) of marks that may be placed by outlines; horns, Hebrew points,
Arabic vowels and vowel signs have places that only a face knows."""
BESIDE: Final = 0.08
"""Ems by which the middle of a mark that no anchor holds may lie beside its letter's."""


class Box(NamedTuple):
    """The ink of a glyph, in points from its letter's origin, up positive."""

    left: float
    bottom: float
    right: float
    top: float

    def moved(self, x: float, y: float) -> Box:
        return Box(self.left + x, self.bottom + y, self.right + x, self.top + y)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Over:
    """A mark drawn as an outline. `at` is the index of its letter's glyph, x and y are points from that one's origin;
    `scale` are points to one of the face's units."""

    at: int
    face: Face
    glyph: int
    scale: float
    x: float
    y: float

    @property
    def box(self) -> Box | None:
        """Its ink, from its letter's origin."""
        box = ink_box(self.face, self.glyph, self.scale)
        return box and box.moved(self.x, self.y)


class Glyph(NamedTuple):
    """A glyph as HarfBuzz places it: its number, the characters it stands for, its advance, and how far it is moved, in
    the face's units."""

    number: int
    text: str
    advance: float
    dx: int
    dy: int


def ink_box(face: Face, glyph: int, scale: float) -> Box | None:
    """The box round a glyph's ink in points, None for one without ink."""
    box = face.font.get_glyph_extents(glyph)
    if not box or not box.width:
        return None
    left, top = box.x_bearing, box.y_bearing
    return Box(left * scale, (top + box.height) * scale, (left + box.width) * scale, top * scale)


def bases(glyphs: Sequence[Glyph], rtl: bool) -> dict[int, int]:
    """Which glyphs are marks that move nothing, each with the index of the letter it belongs to."""
    found: dict[int, int] = {}
    base: int | None = None
    for at in reversed(range(len(glyphs))) if rtl else range(len(glyphs)):
        glyph = glyphs[at]
        if glyph.advance or not all(is_mark(one) or is_unseen(one) for one in glyph.text):
            base = at
        elif base is not None:
            found[at] = base
    return found


def lifted(
    face: Face, scale: float, glyphs: Sequence[Glyph], marks: dict[int, int]
) -> tuple[list[Glyph], tuple[Over, ...]]:
    """The glyphs without their marks, every letter standing for its own, too; and the marks where HarfBuzz has placed
    them."""
    left: list[float] = []
    x = 0.0
    for glyph in glyphs:
        left.append(x)
        x += glyph.advance
    texts = {at: glyph.text for at, glyph in enumerate(glyphs)}
    kept = [at for at in range(len(glyphs)) if at not in marks]
    places = {at: place for place, at in enumerate(kept)}
    over: list[Over] = []
    for at in sorted(marks, key=lambda one: abs(one - marks[one])):
        base, glyph = marks[at], glyphs[at]
        texts[base] += glyph.text
        if ink_box(face, glyph.number, scale):
            x = left[at] + glyph.dx - left[base]
            over.append(Over(places[base], face, glyph.number, scale, x * scale, glyph.dy * scale))
    return [glyphs[at]._replace(text=texts[at]) for at in kept], tuple(over)


def stands_beside(face: Face, glyphs: Sequence[Glyph], at: int, base: int) -> bool:
    """Whether a mark that HarfBuzz has left where it was does not stand over or under the middle of its letter; or, moved
    or not, stands on the dot of an i or another mark."""
    mark, letter = glyphs[at], glyphs[base]
    is_moved = bool(mark.dx or mark.dy)
    if is_moved and not _has_something_above(letter.text):
        return False
    ink, below = ink_box(face, mark.number, 1.0), ink_box(face, letter.number, 1.0)
    if ink is None or below is None:
        return False
    begin, end = sorted((at, base))
    way = sum(glyph.advance for glyph in glyphs[begin:end]) * (1 if base < at else -1)
    ink = ink.moved(way + mark.dx, mark.dy)
    kind = unicodedata.combining(mark.text[:1] or "\u0301")
    if not is_moved and abs(ink.middle - below.middle) > BESIDE * face.upem:
        return True
    return (kind == ABOVE and ink.bottom < below.top) or (not is_moved and kind == BELOW and ink.top > below.bottom)


def _has_something_above(letter: str) -> bool:
    """Whether a letter has a dot or a mark above itself."""
    return letter in ("i", "j") or any(
        unicodedata.combining(one) == ABOVE for one in unicodedata.normalize("NFD", letter)
    )


def placed(
    at: int, letter: Box, marks: Iterable[tuple[str, Face, int, float]], em: float, slant: float
) -> Iterable[Over]:
    """Marks over, under and through a letter's ink, one after the other away from it, at least their white apart.

    Each mark is given as its character, face, glyph and scale; `slant` is the letter's italic angle in degrees.
    """
    over, under = letter.top, letter.bottom
    for mark, face, glyph, scale in marks:
        ink = ink_box(face, glyph, scale)
        if ink is None:
            continue
        kind = unicodedata.combining(mark)
        y = 0.0
        if kind in (BELOW, ATTACHED):
            y = min(0.0, under - (GAP * em if kind == BELOW else 0.0) - ink.top)
            under = ink.bottom + y
        elif kind != THROUGH:
            y = max(0.0, over + GAP * em - ink.bottom)
            over = ink.top + y
        height = (ink.top + ink.bottom) / 2 + y - (letter.top + letter.bottom) / 2
        x = letter.middle - ink.middle + tan(radians(-slant)) * height
        yield Over(at, face, glyph, scale, x, y)
