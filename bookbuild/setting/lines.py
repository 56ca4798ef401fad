"""Lines as the composing room hands them on: glyphs in logical order, each at its place in the measure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import NamedTuple

from bookbuild.diagnostics import Place
from bookbuild.setting.bidi import visual
from bookbuild.setting.founts import Fount, Shaped


class Segment(NamedTuple):
    """Neighbouring words of one fount and direction. `x` is where they begin, in points from the measure's left.

    `gaps[i]` is the word space after part i, or None where the next part follows without one; the last gap
    is what follows the segment (a space, so that it can be read back, or None).
    """

    fount: Fount
    x: float
    parts: tuple[Shaped, ...]
    gaps: tuple[float | None, ...]
    stretch: float = 1.0
    """How wide the glyphs are drawn, in their own widths: the same in a whole line."""
    tracking: float = 0.0
    """How far the letters are set apart besides, in ems: the same in a whole line."""
    level: int = 0
    """Its level among stretches that run to the left (odd) and to the right (even)."""

    @property
    def width(self) -> float:
        """Points from the first part's left to the last part's right."""
        width = sum(part.width for part in self.parts) * self.stretch + sum(gap or 0.0 for gap in self.gaps[:-1])
        if self.tracking:
            joints = sum(gap is None for gap in self.gaps[:-1]) * self.fount.size
            width += self.tracking * (sum(part.spaced for part in self.parts) + joints)
        return width

    @property
    def rtl(self) -> bool:
        """Whether it runs from right to left."""
        return self.level % 2 == 1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text, baseline at 0. `ratio` is how far its spaces gave; `width` what it fills, in points;
    `stretch` how wide its glyphs are drawn, in their own widths.

    `divided` is set when the line's end or the next one's beginning is printed otherwise than the word between them is
    typed: with a hyphen, or in another spelling. `turned` is set when a mark shows that a line of code goes on in the next one.
    """

    segments: tuple[Segment, ...]
    width: float
    ratio: float = 0.0
    stretch: float = 1.0
    divided: Divided | None = None
    turned: Divided | None = None
    place: Place | None = None

    def moved(self, dx: float) -> Line:
        """The same line further to the right."""
        return replace(self, segments=tuple(one._replace(x=one.x + dx) for one in self.segments))

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join([_text(one) for one in self.segments]).rstrip()


def _text(segment: Segment) -> str:
    parts = zip(segment.parts, segment.gaps, strict=True)
    return "".join([part.text if gap is None else part.text + " " for part, gap in parts])


@dataclass(frozen=True, slots=True)
class Divided:
    """What the setter printed at a line's end and at the next one's beginning, and what the manuscript has in its place:
    ``ex-`` and ``traordinary`` for ``extraordinary``, ``biało-`` and ``-czerwony`` for ``biało-czerwony``, ``one ⮐`` and
    ``two`` for ``one two``.

    Of a word divided twice, `before` and `after` are those of this division alone.
    """

    before: str
    after: str
    whole: str
    mark: str = ""
    """The mark of a line turned over, the last word of `before`."""


def visual_order(line: Line) -> Iterator[tuple[float, Segment]]:
    """Segments with the x at which they are drawn, those of other directions in the order in which they are seen (Unicode
    Bidirectional Algorithm, rule L2)."""
    segments = line.segments
    if not any(one.level for one in segments):
        yield from ((one.x, one) for one in segments)
        return
    things: list[tuple[Segment | None, float]] = []
    levels: list[int] = []
    for one, following in zip_longest(segments, segments[1:]):
        things.append((one, one.width))
        levels.append(one.level)
        if following is not None:
            things.append((None, following.x - one.x - one.width))
            levels.append(min(one.level, following.level))
    x = segments[0].x
    for segment, width in visual(things, levels):
        if segment is not None:
            yield x, _turned(segment) if segment.rtl else segment
        x += width


def _turned(segment: Segment) -> Segment:
    """A right-to-left segment with its words in the order in which they are drawn."""
    gaps = (*reversed(segment.gaps[:-1]), segment.gaps[-1])
    return segment._replace(parts=tuple(reversed(segment.parts)), gaps=gaps)
