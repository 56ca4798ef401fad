"""The white beside an initial: how far each line keeps from its outline, whatever letters the line begins with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final

from bookbuild.setting.founts import Fount, Shaped
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment

ROW: Final = 0.25
"""Points: the steps of height in which ink is compared."""
CLEARANCE: Final = 0.6
"""Points of white over and under an initial's arms and tail."""
TOUCH: Final = 0.5
"""Points that ink so close above or below keeps sideways at a slope; at a step, such as an L's arm, the whole gap."""
SOLID: Final = 0.09
"""Ems: letters that lean away from the initial (a w beside an A) are taken for no hollower than this between
baseline and x-height; the eye sees the line's grey there, not the letter's corner."""
DEEP: Final = 0.15
"""Initials' ems: a hollow between two arms that is deeper than this is closed to the lines (a C's, a K's); a
shallower one, such as the one over a foot serif, is followed."""
LETTING_OUT: Final = 0.06
"""Ems that a word space gives, at most, to bring a line closer whose break would change if it were set anew."""

Rows = dict[int, float]
"""An edge of ink: points from the left by steps of height, counted upwards from a baseline."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The lines beside an initial, from line `first` (0 is the one it begins on) down to the last it reaches.

    `edge` is the right edge of its ink by rows over line 0's baseline, `near` the same with the clearance
    above and below; `gaps` and `floors` belong to the lines, `insets` is how far each is set in now.
    Lengths in points.
    """

    edge: Rows
    near: Rows
    leading: float
    x_height: float
    em: float
    gaps: tuple[float, ...]
    floors: tuple[float, ...]
    insets: tuple[float, ...]
    first: int = 0

    def __len__(self) -> int:
        """How many lines are still beside it."""
        return len(self.insets)

    @property
    def top(self) -> float:
        """How far the initial's ink, accents included, rises over line 0's baseline."""
        return (max(self.edge, default=0) + 1) * ROW

    def measure(self, whole: Measure) -> Measure:
        """The measure with these lines set in."""
        return Measure(
            whole.left, whole.width, tuple((whole.left + inset, whole.width - inset) for inset in self.insets)
        )

    def after(self, lines: int) -> Beside | None:
        """What is left of it below so many lines, handed on to the next paragraph."""
        if lines >= len(self.insets):
            return None
        rest = slice(lines, None)
        return replace(
            self,
            gaps=self.gaps[rest],
            floors=self.floors[rest],
            insets=self.insets[rest],
            first=self.first + lines,
        )

    def fitted(self, lines: Sequence[Line], outwards: bool) -> Beside:
        """The same with every inset fitted to the ink of these lines, which were set with the insets of now.

        With `outwards` no line moves closer: so that lines which change with their insets come to rest.
        """
        insets = list(self.insets)
        for at, line in enumerate(lines[: len(insets)]):
            inset = self._inset(at, line)
            insets[at] = max(inset, insets[at]) if outwards else inset
        return replace(self, insets=tuple(insets))

    def drawn_in(self, lines: Sequence[Line]) -> tuple[Line, ...]:
        """Lines that stand further off than they need, their breaks kept: begun closer, their spaces let out for it."""
        closer = self.fitted(lines, outwards=False).insets
        spare = [now - wanted for now, wanted in zip(self.insets, closer, strict=True)]
        return tuple(
            _let_out(line, spare[at], at + 1 == len(lines), LETTING_OUT * self.em) if at < len(spare) else line
            for at, line in enumerate(lines)
        )

    def agrees(self, other: Beside) -> bool:
        """Whether no inset differs by what an eye could see."""
        return all(abs(one - two) < 0.05 for one, two in zip(self.insets, other.insets, strict=True))

    def _inset(self, at: int, line: Line) -> float:
        """Where a line must begin so that its ink keeps its gap at every height that it shares with the initial's."""
        gap = self.gaps[at]
        down = round((self.first + at) * self.leading / ROW)
        ink = line_ink(line, max(self.edge.values(), default=0.0) + self.em)
        body = range(int(self.x_height / ROW))
        begin = min((ink[row] for row in body if row in ink), default=0.0)
        for row in body:
            ink[row] = min(ink.get(row, begin + self.em), begin + SOLID * self.em)
        inset = self.floors[at] + gap - begin if self.floors[at] else 0.0
        inset = max([inset, *(self.edge[row - down] + gap - x for row, x in ink.items() if row - down in self.edge)])
        close = max((self.near[row - down] - x for row, x in ink.items() if row - down in self.near), default=0.0)
        return max(inset, close + (gap if close > inset + self.em else TOUCH))


def beside(
    mark: Shaped, x: float, foot: float, lines: int, leading: float, text: Fount, gap: float, gap_below: float
) -> Beside:
    """The lines beside an initial whose origin is x points from the left and `foot` points under line 0's baseline.

    `gap` is wanted on its first line, `gap_below` on those below. The first insets keep clear of it whatever
    letters the lines begin with; a tail sets in the lines it reaches, too.
    """
    edge: Rows = {}
    for left, rows in glyph_rows(mark, x, -foot, leftmost=False):
        for row, at in rows.items():
            edge[row] = max(edge.get(row, left + at), left + at)
    reach = round(CLEARANCE / ROW)
    near: Rows = {}
    for row, at in edge.items():
        for close in range(row - reach, row + reach + 1):
            near[close] = max(near.get(close, at), at)
    x_height = text.face.x_height * text.scale
    ascent, descent = _reach(text)
    bodies = [_widest(edge, -line * leading, -line * leading + x_height) or 0.0 for line in range(lines)]
    floors = _floors(bodies, DEEP * mark.fount.size)
    gaps: list[float] = []
    insets: list[float] = []
    for line in range(2 * lines):
        widest = _widest(edge, -line * leading - descent, -line * leading + ascent)
        if widest is None and line >= lines:
            break
        floor = floors[line] if line < lines else 0.0
        gaps.append(gap_below if line else gap)
        insets.append(max(0.0, widest or 0.0, floor) + gaps[-1])
    floors += [0.0] * (len(insets) - lines)
    return Beside(edge, near, leading, x_height, text.size, tuple(gaps), tuple(floors), tuple(insets))


def line_ink(line: Line, until: float) -> Rows:
    """The left edge of a line's ink by rows, from where its first word begins, as far as `until` points on."""
    ink: Rows = {}
    begin = line.segments[0].x if line.segments else 0.0
    for segment in line.segments:
        at = segment.x - begin
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            if at > until:
                return ink
            for left, rows in glyph_rows(part, at, 0.0, leftmost=True):
                for row, edge in rows.items():
                    if left + edge < ink.get(row, inf):
                        ink[row] = left + edge
            at += part.width + (gap or 0.0)
    return ink


def _let_out(line: Line, by: float, ends: bool, most: float) -> Line:
    """A line begun so much further left; its end stays where it is unless it is the paragraph's. Unchanged where a
    word space would have to give more than `most`."""
    gaps = sum(gap is not None for segment in line.segments for gap in segment.gaps)
    if by <= 0 or (not ends and by > most * gaps):
        return line
    if ends:
        return line.moved(-by)
    more, x = by / gaps, -by
    segments: list[Segment] = []
    for segment in line.segments:
        wider = tuple(None if gap is None else gap + more for gap in segment.gaps)
        segments.append(segment._replace(x=segment.x + x, gaps=wider))
        x += more * sum(gap is not None for gap in wider)
    return replace(line, segments=tuple(segments), width=line.width + by)


def glyph_rows(word: Shaped, x: float, rise: float, leftmost: bool) -> Iterator[tuple[float, Rows]]:
    """Every glyph's origin and one edge of its ink, by rows over a baseline `rise` points below its word's."""
    for face, glyph, scale, left, up in word.inked():
        profile = face.profile(glyph, ROW / scale)
        rows = round((rise + up) / ROW)
        seen = profile.left if leftmost else profile.right
        yield x + left, {row + rows: edge * scale for row, edge in seen.items()}


def _floors(bodies: Sequence[float], deep: float) -> list[float]:
    """The least edge that each line may follow, 0 where any will do: a letter that is open to the right is closed
    between its arms, so that no line runs into it."""
    walls = [0.0] * len(bodies)
    for at in range(1, len(bodies) - 1):
        walls[at] = min(max(bodies[:at]), max(bodies[at + 1 :]))
    if any(wall - body > deep for wall, body in zip(walls, bodies, strict=True)):
        return walls
    return [0.0] * len(bodies)


def _widest(edge: Rows, low: float, high: float) -> float | None:
    """The rightmost ink between two heights (points over line 0's baseline), None when there is none."""
    return max((x for row, x in edge.items() if low <= row * ROW <= high), default=None)


def _reach(text: Fount) -> tuple[float, float]:
    """How far the letters of a line reach over and under its baseline, in points."""
    boxes = [text.face.font.get_glyph_extents(text.word(letter).glyphs[0]) for letter in "dfghjpqy"]
    top = max((box.y_bearing for box in boxes if box), default=0)
    bottom = min((box.y_bearing + box.height for box in boxes if box), default=0)
    return top * text.scale, -bottom * text.scale
