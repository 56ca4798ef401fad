"""The sheet that pages are imposed on: its size, the cells it is divided into, where each page lies and what of it shows.

Every fold halves the sheet, edge to edge: columns and rows are equally wide and high. A page lies against its spine and in
the middle of its cell's height. Points from the sheet's bottom left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from bookbuild.diagnostics import BookError, UsageError, error
from bookbuild.press.imposition import Cell
from bookbuild.schema import did_you_mean
from bookbuild.units import POINTS_PER, inches, page_size

_MM: Final = POINTS_PER["mm"]

SHEETS: Final[dict[str, tuple[float, float]]] = {
    "A5": (148 * _MM, 210 * _MM),
    "A4": (210 * _MM, 297 * _MM),
    "A3": (297 * _MM, 420 * _MM),
    "A2": (420 * _MM, 594 * _MM),
    "A1": (594 * _MM, 841 * _MM),
    "SRA4": (225 * _MM, 320 * _MM),
    "SRA3": (320 * _MM, 450 * _MM),
    "SRA2": (450 * _MM, 640 * _MM),
    "SRA1": (640 * _MM, 900 * _MM),
    "Letter": (612.0, 792.0),
    "Legal": (612.0, 1008.0),
    "Tabloid": (792.0, 1224.0),
}
"""Sheets that have names (ISO 216 and 217, ANSI), in points."""

MARK_OFF: Final = 6.0
"""How far marks stay away from the trim where the file has no bleed; else they stay outside the bleed."""
MARK: Final = 12.0
"""A mark's length."""
EDGE: Final = 6.0
"""What a sheet of no size asked for has beyond the marks."""
LARGEST: Final = 14_400.0
"""No side of a PDF's page is longer (ISO 32000-1, annex C)."""
_SAME: Final = 0.5
"""Sizes are rounded: 842 points are as good as 297 mm."""
SLIVER: Final = 2.0
"""So little white need not be cut off: A4 folded once is half a millimetre wider than A5."""
_OFFERED: Final = 3
"""How many sheets that would do a message names."""


class Box(NamedTuple):
    """Left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Box) -> Box:
        """What lies in both."""
        return Box(*map(max, self[:2], other[:2]), *map(min, self[2:], other[2:]))


@dataclass(frozen=True, slots=True)
class PageSize:
    """A file's page: its trim, and the most bleed that any page has on any side."""

    width: float
    height: float
    bleed: float = 0.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page lies: its trim on the sheet, and the cell beyond which nothing of it shows."""

    trim: Box
    cell: Box
    turned: bool
    spine_right: bool
    """Whether the fold at its spine is at the right of the cell."""


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A sheet divided into cells for pages of one size."""

    width: float
    height: float
    columns: int
    rows: int
    page: PageSize

    @property
    def cell_width(self) -> float:
        return self.width / self.columns

    @property
    def cell_height(self) -> float:
        return self.height / self.rows

    @property
    def margin(self) -> float:
        """The least white between a page's trim and its cell's edge, the spine's aside."""
        return min(self.cell_width - self.page.width, (self.cell_height - self.page.height) / 2)

    @property
    def needs_no_knife(self) -> bool:
        """Whether a sheet folded once is the page: nothing is cut off or slit."""
        beyond = max(self.cell_width - self.page.width, self.cell_height - self.page.height)
        return (self.columns, self.rows) == (2, 1) and beyond < SLIVER and not self.page.bleed

    def spot(self, cell: Cell, creep: float = 0.0) -> Spot:
        """Where a page lies, moved so far towards its spine."""
        wide, high = self.cell_width, self.cell_height
        left, bottom = cell.column * wide, cell.row * high
        spine_right = cell.column % 2 == 0
        at = left + wide - self.page.width + creep if spine_right else left - creep
        foot = bottom + (high - self.page.height) / 2
        trim = Box(at, foot, at + self.page.width, foot + self.page.height)
        return Spot(trim, Box(left, bottom, left + wide, bottom + high), cell.turned, spine_right)


def grid_for(asked: str | None, columns: int, rows: int, page: PageSize, marks: bool) -> SheetGrid:
    """The sheet asked for, turned if pages fit better so; with none asked for, one that is just large enough.

    `marks` says whether such a sheet has room for marks. Raises UsageError for what is no sheet, BookError C040 for one that
    is too small.
    """
    if asked is None:
        room = max(page.bleed, MARK_OFF) + MARK + EDGE if marks else 0.0
        return SheetGrid(columns * (page.width + room), rows * (page.height + 2 * room), columns, rows, page)
    width, height = sheet_size(asked)
    grids = [SheetGrid(*size, columns, rows, page) for size in ((width, height), (height, width))]
    best = max(grids, key=lambda grid: grid.margin)
    if best.margin < -_SAME:
        raise _too_small(asked, (width, height), best)
    return best


def sheet_size(text: str) -> tuple[float, float]:
    """A sheet's width and height by its name or as typed. Raises UsageError."""
    named = {name.lower(): size for name, size in SHEETS.items()}
    if text.strip().lower() in named:
        return named[text.strip().lower()]
    try:
        width, height = page_size(text)
    except ValueError:
        hint = did_you_mean(text, SHEETS) or f"Say {', '.join(SHEETS)}, or a size such as 12x18 or 320mm x 450mm."
        raise UsageError(f"There is no sheet {text!r}. {hint}") from None
    if not (min(width, height) > 0 and max(width, height) <= LARGEST):
        raise UsageError(f"A sheet of {text} can't be made: a PDF's page has at most 200 x 200 in.")
    return width, height


def _too_small(asked: str, size: tuple[float, float], grid: SheetGrid) -> BookError:
    """What is needed, what is had, and which sheets would do."""
    page = grid.page
    wide, high = grid.columns * page.width, grid.rows * page.height
    needed = f"{inches(wide)} x {inches(high)} in"
    pages = f"{grid.columns * grid.rows} pages of {inches(page.width)} x {inches(page.height)} in"
    message = (
        f"{pages} on a side need a sheet of at least {needed}; {asked} is {inches(size[0])} x {inches(size[1])} in."
    )
    enough = list(_sheets_for(wide, high))[:_OFFERED]
    hint = f"{_either(enough)} would do." if enough else f"Use a sheet of {needed} or more, or fewer pages a side."
    return error("C040", message, hint)


def _sheets_for(width: float, height: float) -> Iterator[str]:
    """The named sheets that are large enough, the smallest first."""
    least, most = sorted((width, height))
    for name, size in sorted(SHEETS.items(), key=lambda named: named[1][0] * named[1][1]):
        if min(size) >= least - _SAME and max(size) >= most - _SAME:
            yield name


def _either(names: Sequence[str]) -> str:
    """Names as a choice: `A4, A3 or Tabloid`."""
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))
