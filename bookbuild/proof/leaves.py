"""Pages watched while they are printed: which lines stand where, and where each comes from in the author's files."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bookbuild.diagnostics import Place
from bookbuild.makeup.furniture import spine_is_left
from bookbuild.makeup.galley import FurnishedPage
from bookbuild.makeup.wording import roman
from bookbuild.setting.lines import Line
from bookbuild.style.style import Grid

_WORD: Final = re.compile(r"[^\s\-—–…]+[\-—–…]*|[\-—–…]+")
"""A word with what ties it to the next: after a hyphen or a dash a line may end, and no space shows it."""


class PlacedLine(NamedTuple):
    """A line of a page: its left edge and baseline from the trim's top left, its length and size, in points."""

    left: float
    baseline: float
    length: float
    size: float
    text: str
    divided: bool
    """Whether it ends in a hyphen that the setter put there."""
    place: Place | None

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The room its letters take: left, top, right, foot."""
        right = self.left + self.length
        return self.left, self.baseline - 0.75 * self.size, right, self.baseline + 0.25 * self.size


@dataclass(frozen=True, slots=True)
class ProofPage:
    """A page as it is printed: the number it is known by, the edges of its text in points, its lines in order."""

    label: str
    left: float
    right: float
    lines: tuple[PlacedLine, ...]

    @property
    def digest(self) -> str:
        """What stands on it and where, in short."""
        shown = "\n".join(f"{line.baseline:.2f} {line.text}" for line in self.lines)
        return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()


@dataclass(slots=True)
class Watcher:
    """Is shown every page of a book that is printed, and keeps what a proof needs of it."""

    grid: Grid
    binding: str
    """The side the book is bound on."""
    front: list[ProofPage] = field(default_factory=list)
    body: list[ProofPage] = field(default_factory=list)

    def watch(self, furnished: FurnishedPage, front: bool) -> None:
        """Take note of a page."""
        page = furnished.page
        left = self.grid.spine if spine_is_left(page, self.binding) else self.grid.fore_edge
        lines = tuple(
            _placed(one.thing, one.x, one.y)
            for one in furnished.text
            if isinstance(one.thing, Line) and one.thing.segments
        )
        label = roman(page.number) if front else str(page.number)
        (self.front if front else self.body).append(ProofPage(label, left, left + self.grid.measure, lines))

    @property
    def pages(self) -> list[ProofPage]:
        """All pages in the order of the file."""
        return self.front + self.body


def _placed(line: Line, x: float, y: float) -> PlacedLine:
    size = max(segment.fount.size for segment in line.segments)
    left = x + line.segments[0].x
    return PlacedLine(left, y, line.width, size, line.text, line.divided is not None, line.place)


class Spot(NamedTuple):
    """A line by the number of its page, from 0, and its own on that page."""

    page: int
    line: int


def all_lines(pages: Sequence[ProofPage]) -> Iterator[tuple[Spot, PlacedLine]]:
    """Every line of a book with its spot."""
    for at, page in enumerate(pages):
        for number, line in enumerate(page.lines):
            yield Spot(at, number), line


def words_of(pages: Sequence[ProofPage]) -> tuple[list[str], list[Spot]]:
    """All words of a book, divided ones made whole, and the spot of the line on which each ends."""
    words: list[str] = []
    spots: list[Spot] = []
    rest = ""
    for spot, line in all_lines(pages):
        found = _WORD.findall(rest + line.text)
        rest = found.pop()[:-1] if line.divided and found else ""
        words += found
        spots += [spot] * len(found)
    return words, spots


def lines_at(places: Iterable[Place], pages: Sequence[ProofPage]) -> dict[Place, Spot]:
    """For each place in the author's files the line on which it is printed: the last that does not begin after it."""
    begun = _begun(pages)
    found: dict[Place, Spot] = {}
    for place in places:
        lines = begun.get(place.file, [])
        at = bisect_right(lines, (place.line, place.column), key=lambda one: one[:2])
        if at:
            found[place] = lines[at - 1][2]
    return found


def lines_from(places: Iterable[Place], pages: Sequence[ProofPage]) -> dict[Place, Spot]:
    """For each place where a paragraph begins its first line: the first that begins there, or after an initial."""
    begun = _begun(pages)
    found: dict[Place, Spot] = {}
    for place in places:
        lines = begun.get(place.file, [])
        at = bisect_left(lines, (place.line, place.column), key=lambda one: one[:2])
        if at < len(lines):
            found[place] = lines[at][2]
    return found


def _begun(pages: Sequence[ProofPage]) -> dict[str, list[tuple[int, int, Spot]]]:
    """By file, where lines begin in the source, in order, and where they stand."""
    begun: dict[str, list[tuple[int, int, Spot]]] = {}
    for spot, line in all_lines(pages):
        if line.place and line.place.line:
            begun.setdefault(line.place.file, []).append((line.place.line, line.place.column, spot))
    for lines in begun.values():
        lines.sort()
    return begun
