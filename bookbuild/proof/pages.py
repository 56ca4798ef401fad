"""Pages read as a book: chapters, paragraphs, the lines that end and begin them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bookbuild.proof.furniture import Parted, part_furniture
from bookbuild.proof.glyphs import Sheet
from bookbuild.proof.layout import AT_THE_EDGE, Layout, body_size, layout_of
from bookbuild.proof.lines import INITIAL, Line, lines_of

SUNK: Final = 2.5
"""A page whose first line stands so many leadings lower than others' opens a chapter."""
WHITE: Final = 1.2
"""Baselines further apart than so many leadings have white between them."""
SAME_END: Final = 0.35
"""Lines that end so near to each other, in ems, share a measure."""
ENOUGH: Final = 3
"""So many justified lines make a page one of text, not of titles."""
HEADED: Final = 0.5
"""When more than this share of pages has a running head, a page that opens a chapter has none."""


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of text, and how it stands in its paragraph."""

    line: Line
    begins: bool
    """Whether it is its paragraph's first."""
    ends: bool
    """Whether it is its paragraph's last."""
    justified: bool
    """Whether its spaces were stretched or shrunk to fill the measure."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the text. Points from the trim's top left."""

    number: int
    width: float
    height: float
    lines: tuple[SetLine, ...]
    all_lines: tuple[Line, ...]
    """Its lines with titles, notes and initials, without running head and folio."""
    opens: bool
    """Whether a chapter begins on it."""
    closes: bool
    """Whether a chapter ends on it."""

    @property
    def foot(self) -> float:
        """Its last baseline."""
        return self.all_lines[-1].y

    @property
    def recto(self) -> bool:
        return self.number % 2 == 1


@dataclass(frozen=True, slots=True)
class BookPages:
    """A book as it is printed: pages of the file, the layout, the pages of its text."""

    pages: int
    blanks: int
    layout: Layout
    leaves: tuple[Leaf, ...]

    @property
    def lines(self) -> Iterator[tuple[Leaf, SetLine]]:
        """Every line of text with its page."""
        return ((leaf, one) for leaf in self.leaves for one in leaf.lines)


def book_pages(sheets: Sequence[Sheet]) -> BookPages:
    """Read a PDF's pages as a book."""
    lines = {sheet.number: lines_of(sheet) for sheet in sheets}
    parted = part_furniture(lines, body_size(line for page in lines.values() for line in page))
    layout = layout_of(sheets, parted.text)
    opening = _openings(parted, layout)
    kept = _text_pages(parted, opening, layout)
    marked = _paragraphs([line for number in kept for line in parted.text[number]], layout, opening)
    rows: dict[int, list[SetLine]] = {number: [] for number in kept}
    for one in marked:
        rows[one.line.page].append(one)
    leaves = [
        Leaf(
            sheet.number, sheet.width, sheet.height, tuple(rows[sheet.number]), tuple(parted.text[sheet.number]),
            sheet.number in opening, False,
        )
        for sheet in sheets
        if sheet.number in rows
    ]  # fmt: skip
    blanks = sum(not sheet.glyphs for sheet in sheets)
    return BookPages(len(sheets), blanks, layout, tuple(_closed(leaves)))


def _closed(leaves: Sequence[Leaf]) -> Iterator[Leaf]:
    """Mark the pages on which a chapter ends: those before an opening or before pages of another kind."""
    for leaf, after in zip(leaves, [*leaves, None][1:], strict=True):
        yield replace(leaf, closes=after is None or after.opens)


def _openings(parted: Parted, layout: Layout) -> set[int]:
    """The pages that open a chapter: sunk, or with a title, and without a running head where others have one."""
    filled = {number: lines for number, lines in parted.text.items() if lines}
    if not filled:
        return set()
    heights = Counter(round(lines[0].y) for lines in filled.values() if layout.is_text(lines[0]))
    top = heights.most_common(1)[0][0] if heights else min(lines[0].y for lines in filled.values())
    headed = {number for number in filled if any(line.y < top - 1 for line in parted.furniture[number])}
    mostly_headed = len(headed) > HEADED * len(filled)
    return {
        number
        for number, lines in filled.items()
        if not (mostly_headed and number in headed) and _opens(lines, top, layout)
    }


def _opens(lines: Sequence[Line], top: float, layout: Layout) -> bool:
    """Whether a page looks like a chapter's first."""
    first = next((line for line in lines if line.size < INITIAL * 2 * layout.size), lines[0])
    short = not layout.is_full(first) or any(layout.is_display(line) for line in lines[:3])
    return layout.is_display(first) or (first.y > top + SUNK * layout.leading and short)


def _text_pages(parted: Parted, opening: set[int], layout: Layout) -> list[int]:
    """The pages of chapters: from an opening to the next, where there is running text."""
    chapters: list[list[int]] = [[]]
    for number, lines in parted.text.items():
        if number in opening:
            chapters.append([])
        if lines:
            chapters[-1].append(number)
    return [number for chapter in chapters if _is_text(chapter, parted, layout) for number in chapter]


def _is_text(chapter: Sequence[int], parted: Parted, layout: Layout) -> bool:
    """Whether some page has enough lines of text, full ones if it is justified; ragged text without a title, a head
    or a folio is a copyright page."""
    lines = [line for number in chapter for line in parted.text[number]]
    if not layout.justified and not (any(map(layout.is_display, lines)) or any(map(parted.furniture.get, chapter))):
        return False
    return any(
        sum(layout.is_text(line) and (layout.is_full(line) or not layout.justified) for line in parted.text[number])
        >= ENOUGH
        for number in chapter
    )


# Paragraphs


def _paragraphs(lines: Sequence[Line], layout: Layout, opening: set[int]) -> Iterator[SetLine]:
    """The lines of text with where paragraphs begin and end."""
    initials = {line.page: line for line in lines if line.size > INITIAL * layout.size and len(line.words) == 1}
    text: list[Line] = []
    begins: list[bool] = []
    last: Line | None = None
    in_extract = _extract_lines(lines, layout)
    for line in lines:
        if layout.is_text(line):
            same_block = last is not None and last in in_extract and line in in_extract
            begins.append(_begins(last, line, layout, opening, initials.get(line.page), same_block))
            text.append(line)
        if line is not initials.get(line.page):
            last = line
    for line, starts, next_starts in zip(text, begins, [*begins, True][1:], strict=True):
        fills = layout.is_full(line) or line in in_extract
        justified = layout.justified and not next_starts and fills
        yield SetLine(line, starts, next_starts, justified)


def _begins(
    last: Line | None, line: Line, layout: Layout, opening: set[int], initial: Line | None, same_block: bool
) -> bool:
    """Whether a line begins a paragraph, after the line before it."""
    if last is None or not layout.is_text(last) or abs(last.size - line.size) > 0.1:
        return True
    if last.page != line.page:
        if line.page in opening:
            return True
    elif line.y - last.y > WHITE * layout.leading:
        return True
    if same_block or (initial and _beside(line, initial)):
        return False
    return line.left - layout.left(line.page) > _least_inset(layout)


def _least_inset(layout: Layout) -> float:
    """A line that stands further in than this is indented, in points: hung quotes and optical edges are within it."""
    return 0.6 * layout.indent if layout.indent else 0.4 * layout.size


def _beside(line: Line, initial: Line) -> bool:
    """Whether a line stands beside an initial, not on its first line."""
    return initial.y - initial.size < line.y < initial.y + 1 and line.left > initial.left + 1


def _extract_lines(lines: Sequence[Line], layout: Layout) -> set[Line]:
    """The lines of extracts: set off by white, all inset alike, ending alike but for the last."""
    found: set[Line] = set()
    group: list[Line] = []
    for last, line in pairwise([None, *lines]):
        if line is None:
            continue
        joined = last is not None and last.page == line.page and line.y - last.y < WHITE * layout.leading
        inset = line.left - layout.left(line.page) > 0.4 * layout.size
        if group and not (joined and inset and abs(line.left - group[0].left) < SAME_END * layout.size):
            found |= _one_extract(group, layout)
            group = []
        if group or (inset and not joined):
            group.append(line)
    return found | _one_extract(group, layout)


def _one_extract(group: Sequence[Line], layout: Layout) -> set[Line]:
    ends = [line.right for line in group[:-1]]
    alike = len(ends) >= 2 and max(ends) - min(ends) < AT_THE_EDGE * layout.size
    return set(group) if alike else set()
