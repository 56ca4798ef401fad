"""Marks on imposed sheets: where to fold, where to cut, and the steps on the spines that show a signature out of place.

Points from the sheet's bottom left. Marks lie outside every page's trim and bleed; only collation marks lie on the fold
between a signature's last and first page, which is the back of the spine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bookbuild.press.imposition import Side
from bookbuild.press.impositionsheet import MARK, MARK_OFF, Box, SheetGrid, Spot

SHORTEST: Final = 3.0
"""A shorter mark is left out: there is no room."""
BAR_WIDTH: Final = 4.0
"""A collation mark: half of it on either side of the fold."""
BAR_HEIGHT: Final = 12.0
BAR_INSET: Final = 36.0
"""How far collation marks stay away from the spine's head and foot."""


class Stroke(NamedTuple):
    """A thin line from one point to another; dashed for a fold."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False


def fold_marks(grid: SheetGrid) -> Iterator[Stroke]:
    """Dashes at the ends of every fold, outside the pages."""
    upright = [grid.cell_width * at for at in range(1, grid.columns)]
    level = [grid.cell_height * at for at in range(1, grid.rows)]
    off = away(grid)
    over = (grid.cell_height - grid.page.height) / 2
    for x in upright:
        for near, far in _ends(over - off, grid.height):
            yield Stroke((x, near), (x, far), dashed=True)
    beside = grid.cell_width - grid.page.width
    for y in level:
        for near, far in _ends(beside - off, grid.width):
            yield Stroke((near, y), (far, y), dashed=True)


def _ends(room: float, length: float) -> Iterator[tuple[float, float]]:
    """Where a fold's two marks begin and end, when there is so much room at either end of it."""
    if room >= SHORTEST:
        long = min(room, MARK)
        yield room - long, room
        yield length - room + long, length - room


def away(grid: SheetGrid) -> float:
    """How far from the trim a mark begins."""
    return max(grid.page.bleed, MARK_OFF)


def cut_marks(grid: SheetGrid, spot: Spot) -> Iterator[Stroke]:
    """Two strokes at each corner of a page's fore-edge; they show where it ends after folding, creep and all."""
    off, trim, cell = away(grid), spot.trim, spot.cell
    edge = trim.left if spot.spine_right else trim.right
    outwards = -1.0 if spot.spine_right else 1.0
    beside = (edge - cell.left if spot.spine_right else cell.right - edge) - off
    over = trim.bottom - cell.bottom - off
    for y, up in ((trim.bottom, -1.0), (trim.top, 1.0)):
        if beside >= SHORTEST:
            start = edge + outwards * off
            yield Stroke((start, y), (start + outwards * min(beside, MARK), y))
        if over >= SHORTEST:
            start = y + up * off
            yield Stroke((edge, start), (edge, start + up * min(over, MARK)))


def collation_mark(grid: SheetGrid, side: Side, signatures: int) -> Box | None:
    """The bar on the spine of a signature's outermost sheet, a step lower for each; None on other sides, and when there is
    but one signature. At the spine's foot the steps begin anew."""
    if not side.outside or signatures < 2:
        return None
    first = grid.spot(min(side.cells, key=lambda cell: cell.page))
    steps = max(1, int((grid.page.height - 2 * BAR_INSET) // BAR_HEIGHT))
    top = first.trim.top - BAR_INSET - BAR_HEIGHT * (side.signature % steps)
    fold = first.cell.right if first.spine_right else first.cell.left
    return Box(fold - BAR_WIDTH / 2, top - BAR_HEIGHT, fold + BAR_WIDTH / 2, top)


def strokes(grid: SheetGrid, spots: Sequence[Spot]) -> Iterator[Stroke]:
    """All thin marks of a side."""
    yield from fold_marks(grid)
    for spot in spots:
        yield from cut_marks(grid, spot)
