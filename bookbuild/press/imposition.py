"""Imposition: which page stands where on which side of which sheet, so that the folded sheets read on.

Only counting happens here; sizes are `impositionsheet`'s affair. A sheet's side is a grid of equal cells, columns from the
left and rows from the foot. A signature is made of nested sheets: each is folded by itself, then laid into the one before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bookbuild.diagnostics import UsageError


class Manner(Enum):
    """How pages are put together."""

    SIGNATURES = "signatures"
    BOOKLET = "booklet"
    SPREADS = "spreads"


@dataclass(frozen=True, slots=True)
class Scheme:
    """What is asked of an imposition."""

    manner: Manner
    pages: int = 0
    """Pages of a signature; a booklet has as many as the file."""
    up: int = 2
    """Pages on one side of a sheet."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A page's place on a side."""

    page: int
    """From 0, as it is in the file."""
    column: int
    row: int
    turned: bool = False
    """Whether it stands on its head."""
    depth: int = 0
    """How many sheets' thicknesses lie between it and the outside of its signature."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet; blank pages have no cell."""

    cells: tuple[Cell, ...]
    signature: int = 0
    """Which signature the sheet belongs to, from 0."""
    outside: bool = False
    """Whether the signature's first and last page are on this side: its spine is seen from outside."""


@dataclass(frozen=True, slots=True)
class Imposition:
    """All sides in the order they are printed: front and back of the outermost sheet first, signature by signature."""

    columns: int
    rows: int
    sides: tuple[Side, ...]
    two_sided: bool
    signatures: tuple[int, ...] = ()
    """How many pages each signature has, blank ones included."""
    blanks: int = 0
    """How many blank pages were added at the end."""


FORMES: Final[dict[int, tuple[tuple[int, ...], ...]]] = {
    2: ((4, 1),),
    4: ((8, 1), (5, 4)),
    8: ((4, 13, 16, 1), (5, 12, 9, 8)),
}
"""The outside of one folded sheet by pages a side, rows from the foot: folio, quarto, octavo. In the second row pages stand
on their heads, so that heads meet at the fold. The back follows: each page has its leaf's other one behind it."""


def impose(scheme: Scheme, count: int, right_bound: bool = False) -> Imposition:
    """Where each of a file's pages stands.

    Raises UsageError for a signature that can't be folded from such sheets, and for spreads of more than two pages.
    """
    if scheme.manner is Manner.SPREADS:
        if scheme.up != 2:
            raise UsageError("A spread has two pages a side; leave --up out.")
        return _spreads(count, right_bound)
    of_sheet = 2 * scheme.up
    whole = _up_to(count, of_sheet) if scheme.manner is Manner.BOOKLET else scheme.pages
    _require_foldable(whole, of_sheet)
    signatures = [whole] * (count // whole)
    if count % whole:
        signatures.append(_up_to(count % whole, of_sheet))
    rows = FORMES[scheme.up]
    sides: list[Side] = []
    for at, pages in enumerate(signatures):
        for sheet in range(pages // of_sheet):
            sides += _folded_sheet(at, whole * at, pages, sheet, scheme.up, count, right_bound)
    return Imposition(len(rows[0]), len(rows), tuple(sides), True, tuple(signatures), sum(signatures) - count)


def _up_to(number: int, step: int) -> int:
    """The next multiple of a step."""
    return -(-number // step) * step


def _require_foldable(pages: int, of_sheet: int) -> None:
    """Refuse a signature that is not made of whole sheets. Raises UsageError."""
    if pages >= of_sheet and pages % of_sheet == 0:
        return
    below, above = pages - pages % of_sheet, _up_to(max(pages, 1), of_sheet)
    choice = f"{below} or {above}" if 0 < below < above else str(above)
    why = "a folded sheet has 4 pages" if of_sheet == 4 else f"a sheet with {of_sheet // 2} pages a side has {of_sheet}"
    raise UsageError(f"A signature can't have {pages} pages: {why}. Say {choice}.")


def _sheet_pages(pages: int, sheet: int, of_sheet: int) -> list[int]:
    """A nested sheet's pages in their order, from 0 in the signature: half from its front, half from its back."""
    half = of_sheet // 2
    first, last = sheet * half, pages - (sheet + 1) * half
    return [*range(first, first + half), *range(last, last + half)]


def _folded_sheet(
    signature: int, start: int, pages: int, sheet: int, up: int, count: int, right_bound: bool
) -> Sequence[Side]:
    """Front and back of one sheet: `start` is its signature's first page, `count` how many pages the file has."""
    own = _sheet_pages(pages, sheet, 2 * up)
    columns = len(FORMES[up][0])
    front: list[Cell] = []
    back: list[Cell] = []
    for row, numbers in enumerate(FORMES[up]):
        for at, number in enumerate(numbers):
            column = columns - 1 - at if right_bound else at
            behind = number + 1 if number % 2 else number - 1
            for cells, one, where in ((front, number, column), (back, behind, columns - 1 - column)):
                page = own[one - 1]
                depth = min(page, pages - 1 - page) // 2
                if start + page < count:
                    cells.append(Cell(start + page, where, row, bool(row), depth))
    return Side(tuple(front), signature, sheet == 0), Side(tuple(back), signature)


def _spreads(count: int, right_bound: bool) -> Imposition:
    """Facing pages beside each other, as a reader sees them: the first alone on its side."""
    sides = [
        Side(tuple(Cell(page, (page % 2 == 0) ^ right_bound, 0) for page in (left, left + 1) if 0 <= page < count))
        for left in range(-1, count, 2)
    ]
    return Imposition(2, 1, tuple(sides), False)
