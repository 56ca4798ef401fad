"""Lines of a cover: set by the composing room, as large as their place allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.display import display_manner, display_words
from bookbuild.makeup.sense import Breaking, breaking_into, with_breaks
from bookbuild.manuscript.blocks import Runs, lines_of
from bookbuild.manuscript.inks import Ink
from bookbuild.press.paint import InkedLine
from bookbuild.setting.atoms import NO_LEAD_IN, make_atoms
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Compositor
from bookbuild.style.style import Lettering

MOST_LINES: Final = 5
"""A title's lines on a cover."""
MOST_WORDS: Final = 30
"""More words are no title that could be read on a cover."""
LEANING_COSTS, UNEVEN_COSTS = 0.7, 0.85
"""How much smaller a title is rather set than broken ill: a line that ends with an article, one much shorter than others."""
FEWER_LINES: Final = 0.9
"""How much smaller a title is rather set than in a line more."""


@dataclass(frozen=True, slots=True)
class SetType:
    """Lines in one lettering; `cap` is how high its capitals are. Places count from the top of the first line's capitals."""

    lines: tuple[Line, ...]
    lettering: Lettering
    cap: float

    @property
    def height(self) -> float:
        """From the top of the first line's capitals to the last baseline."""
        return self.cap + (len(self.lines) - 1) * self.lettering.leading

    @property
    def width(self) -> float:
        """The widest line's."""
        return max(line.width for line in self.lines)

    @property
    def reach(self) -> tuple[float, float]:
        """How far ink reaches over the top of the capitals, and below the last baseline."""
        return max(ink_of(self.lines[0])[0] - self.cap, 0.0), max(-ink_of(self.lines[-1])[1], 0.0)

    def placed(self, x: float, top: float, ink: Ink) -> Iterator[InkedLine]:
        """The lines with their measure's left at x, the top of the first one's capitals at `top`.

        Of lines flush left the ink begins at x: the white before a large letter would look like an indent.
        """
        flush = self.lettering.align == "left"
        for at, line in enumerate(self.lines):
            left = x - _ink_left(line) if flush else x
            yield InkedLine(line, left, top + self.cap + at * self.lettering.leading, ink)


def _ink_left(line: Line) -> float:
    """Where a line's ink begins, from its measure's left; 0 for a line that runs from right to left."""
    segment = line.segments[0]
    part = segment.parts[0]
    box = part.fount.face.font.get_glyph_extents(part.glyphs[0]) if part.glyphs else None
    if box is None or segment.rtl:
        return 0.0
    return segment.x + float(box.x_bearing) * part.fount.scale * segment.stretch


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets a cover's display lines with the book's compositor."""

    compositor: Compositor

    def set(self, runs: Runs, lettering: Lettering, width: float) -> SetType:
        """Lines in a measure, as many as it takes."""
        lines = [
            line
            for piece in lines_of(runs)
            for line in self.compositor.set_lines(piece, Measure(0, width), display_manner(lettering))
        ]
        return SetType(tuple(lines), lettering, self.cap_height(lettering))

    def cap_height(self, lettering: Lettering) -> float:
        """How high a lettering's capitals are, in points."""
        fount = self.compositor.case.fount(FountSpec.of(lettering))
        return fount.face.cap_height * fount.scale

    def fitted(
        self, runs: Runs, lettering: Lettering, room: tuple[float, float], sizes: tuple[float, float]
    ) -> SetType | None:
        """A title as large as a room (width and height) and the largest of two sizes allow, broken by sense.

        None when it would be smaller than the smallest.
        """
        most, least = sizes
        broken = self._best_size(runs, sized(lettering, most), room)
        if broken is None or broken[1] < least:
            return None
        breaks, size = broken
        while size >= least:
            made = self.set(with_breaks(runs, breaks), sized(lettering, size), room[0])
            too_wide = made.width / room[0]
            if len(made.lines) == len(breaks) + 1 and too_wide <= 1 + 1e-6:
                return made
            size *= min(1 / too_wide, 0.99)
        return None

    def _best_size(
        self, runs: Runs, lettering: Lettering, room: tuple[float, float]
    ) -> tuple[tuple[int, ...], float] | None:
        """The breaks that let a title be largest, and that size; ill breaks and more lines count for less."""
        manner = display_manner(lettering)
        words = list(display_words(make_atoms(runs, manner.spec, NO_LEAD_IN, self.compositor.case)))
        if not 0 < len(words) <= MOST_WORDS:
            return None
        given = sum(word.ends_line for word in words[:-1])
        best: tuple[float, tuple[int, ...], float] | None = None
        for count in [given + 1] if given else range(1, MOST_LINES + 1):
            broken = breaking_into(words, count, self.compositor.case.language)
            if broken is None:
                continue
            size = self._size_of(lettering, broken, room)
            worth = size * (LEANING_COSTS if broken.leans else 1) * (UNEVEN_COSTS if broken.uneven else 1)
            if best is None or worth * FEWER_LINES > best[0]:
                best = worth, broken.breaks, size
        return best and (best[1], best[2])

    def _size_of(self, lettering: Lettering, broken: Breaking, room: tuple[float, float]) -> float:
        """How large a title in these lines may be: no larger than the lettering is."""
        width, height = room
        deep = len(broken.breaks) * lettering.leading + self.cap_height(lettering)
        return lettering.size * min(1.0, width / broken.widest, height / deep)


def sized(lettering: Lettering, size: float) -> Lettering:
    """A lettering at another size, its leading in proportion."""
    return replace(lettering, size=size, leading=lettering.leading * size / lettering.size)
