"""What a book's pages have in common: the size of the text, the leading and its grid, the edges of the block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median, quantiles
from typing import Final, TypeVar

from bookbuild.proof.glyphs import Sheet
from bookbuild.proof.lines import Line

AT_THE_EDGE: Final = 0.6
"""A line that ends so near to the right edge, in ems, is full; hung points stay within it."""
TEXT_SIZES: Final = (0.9, 1.06)
"""How small and how large text may be, in sizes of the body: extracts are a little smaller."""
INDENTS: Final = (0.4, 4.0)
"""The least and the greatest first-line indent, in ems."""
MOSTLY: Final = 0.6
"""The share of lines which must reach the right edge in justified text."""

Item = TypeVar("Item", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lengths in points, from the trim's top left; `edges` of the text block by the page's number modulo 2."""

    size: float
    leading: float
    offset: float
    """Where the grid's lines lie, modulo the leading."""
    edges: tuple[tuple[float, float], tuple[float, float]]
    indent: float
    """The first-line indent, 0 when paragraphs are parted by white."""
    justified: bool
    natural_space: float
    """The unstretched word space in ems."""
    natural_from: str
    """Where that is known from: `space glyph`, `last lines`."""

    def left(self, page: int) -> float:
        return self.edges[page % 2][0]

    def right(self, page: int) -> float:
        return self.edges[page % 2][1]

    def is_text(self, line: Line) -> bool:
        """Whether a line is of the text's size, has words (no ornament), and is not parted like a table's."""
        least, most = TEXT_SIZES
        fits = least * self.size <= line.size <= most * self.size
        return fits and not line.tabular and any(word.letters for word in line.words)

    def is_display(self, line: Line) -> bool:
        """Whether a line is of a title's size."""
        return line.size > TEXT_SIZES[1] * self.size

    def is_full(self, line: Line) -> bool:
        """Whether a line reaches the right edge."""
        return line.right >= self.right(line.page) - AT_THE_EDGE * self.size

    def off_grid(self, y: float) -> float:
        """How far a baseline is from the nearest line of the grid, in points."""
        away = (y - self.offset) % self.leading
        return min(away, self.leading - away)


def layout_of(sheets: Sequence[Sheet], pages: Mapping[int, Sequence[Line]]) -> Layout:
    """The layout of a book, from the lines of its pages without heads and folios."""
    size = body_size(line for lines in pages.values() for line in lines)
    body = {
        number: [line for line in lines if abs(line.size - size) < 0.02 * size and not line.tabular]
        for number, lines in pages.items()
    }
    leading = _leading(body.values(), size)
    edges = _edges(body.values(), size)
    natural, source = _natural_space(sheets, size)
    known = Layout(size, leading, _offset(body.values(), leading), edges, 0.0, False, natural, source)
    indent = _indent(body.values(), known)
    running = [one for lines in body.values() for one in _running(lines, known, indent)]
    justified = bool(running) and fmean(map(known.is_full, running)) >= MOSTLY
    if source:
        return Layout(size, leading, known.offset, edges, indent, justified, natural, source)
    short = [line.word_space for lines in body.values() for line in lines if not known.is_full(line)]
    spaces = [space for space in short if space is not None]
    natural = median(spaces) if spaces else 0.25
    return Layout(size, leading, known.offset, edges, indent, justified, natural, "last lines")


def body_size(lines: Iterable[Line]) -> float:
    """The size that most glyphs are set in, in points."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += sum(len(word.glyphs) for word in line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _leading(pages: Iterable[Sequence[Line]], size: float) -> float:
    """The distance that most baselines have, in points."""
    steps = [two.y - one.y for lines in pages for one, two in pairwise(lines)]
    steps = [step for step in steps if 0.8 * size < step < 3 * size]
    return _mode_of(steps, 0.1) or 1.25 * size


def _offset(pages: Iterable[Sequence[Line]], leading: float) -> float:
    """The grid's first line, modulo the leading: where most baselines lie."""
    return _mode_of([line.y % leading for lines in pages for line in lines], 0.1)


def _edges(pages: Iterable[Sequence[Line]], size: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """The left and right edge of versos and of rectos, in points; one side borrows from the other."""
    lefts: dict[int, list[float]] = defaultdict(list)
    rights: dict[int, list[float]] = defaultdict(list)
    for lines in pages:
        for line in lines:
            lefts[line.page % 2].append(line.left)
            rights[line.page % 2].append(line.right)
    found = [(_mode_of(lefts[side], 0.25), _right_edge(rights[side], size)) for side in (0, 1) if lefts[side]]
    if not found:
        return (0.0, 0.0), (0.0, 0.0)
    return (found[0], found[-1]) if lefts[0] else (found[-1], found[-1])


def _right_edge(rights: Sequence[float], size: float) -> float:
    """Where most lines end; in ragged text, where no two need do so, about where the longest do."""
    if len(rights) < 4:
        return max(rights)
    edge = _mode_of(rights, 0.25)
    longest = quantiles(rights, n=20)[-1]
    return edge if edge > longest - 2 * size else longest


def _indent(pages: Iterable[Sequence[Line]], layout: Layout) -> float:
    """The first-line indent: by how much most lines that are inset are, in points."""
    least, most = (share * layout.size for share in INDENTS)
    insets = [line.left - layout.left(line.page) for lines in pages for line in lines if layout.is_full(line)]
    insets = [inset for inset in insets if least < inset < most]
    return _mode_of(insets, 0.25) if insets else 0.0


def _running(lines: Sequence[Line], layout: Layout, indent: float) -> Iterator[Line]:
    """The lines of a page that another line of the same paragraph follows, as far as indents tell."""
    for one, two in pairwise(lines):
        flush = abs(two.left - layout.left(two.page)) < max(indent / 2, 0.3 * layout.size)
        if flush and abs(two.y - one.y - layout.leading) < 0.1 * layout.leading:
            yield one


def _natural_space(sheets: Iterable[Sheet], size: float) -> tuple[float, str]:
    """The advance of the glyph for a space in the text's face, in ems; nothing when the file has none."""
    widths = Counter(
        (glyph.face.font, round((glyph.right - glyph.x) / (glyph.face.size * glyph.face.scale), 3))
        for sheet in sheets
        for glyph in sheet.glyphs
        if glyph.text == " " and glyph.right > glyph.x and abs(glyph.face.size - size) < 0.02 * size
    )
    return (widths.most_common(1)[0][0][1], "space glyph") if widths else (0.0, "")


def _mode_of(values: Sequence[float], step: float) -> float:
    """The value that most others are near to: the mean of those within a step of the fullest step."""
    if not values:
        return 0.0
    middle = Counter(round(value / step) for value in values).most_common(1)[0][0] * step
    return fmean(value for value in values if abs(value - middle) <= step)
