"""The sheet that a proof's page lies on: its size, where the page lies on it, how much white is left for notes.

Points; places on the sheet are reckoned from its top left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import error
from bookbuild.press.impositionsheet import SHEETS, sheet_size
from bookbuild.units import inches

LEAST: Final = 34.0
"""The least white round a page: marks and the slug need it."""
LEFT: Final = 24.0
"""The white at a page's left, at least: crop marks need it. The rest lies at its right, for notes."""
SHARE: Final = 0.35
PLENTY: Final = 40.0
"""Where there is more white beside a page than this, so much of it lies at the left."""
AMERICAN: Final = ("Letter", "Tabloid")
OTHERS: Final = ("A4", "A3", "A2")
"""What printers hold: the sheets that are tried in turn when none is asked for."""


@dataclass(frozen=True, slots=True)
class ProofSheet:
    """A sheet for one page or for a spread."""

    width: float
    height: float
    lefts: tuple[float, ...]
    """Where each of its pages begins."""
    top: float

    @property
    def bare(self) -> bool:
        """Whether there is no white round the page."""
        return not self.top


def bare_sheet(width: float, height: float) -> ProofSheet:
    """The page itself, for sheets that are folded."""
    return ProofSheet(width, height, (0.0,), 0.0)


def proof_sheet(asked: str | None, american: bool, width: float, height: float, pages: int) -> ProofSheet:
    """The sheet for so many pages of this size beside each other; one that is large enough when none is asked for.

    Raises UsageError for what is no sheet, BookError C040 for one that is too small.
    """
    across = width * pages
    if asked is not None:
        size = sheet_size(asked)
        best = _turned(size, across, height)
        if _white(best, across, height) < LEAST:
            needed = f"{inches(across + 2 * LEAST)} x {inches(height + 2 * LEAST)} in"
            message = f"A proof of {_things(pages)} of {inches(width)} x {inches(height)} in needs a sheet of at least {needed}; {asked} is {inches(size[0])} x {inches(size[1])} in."
            raise error("C040", message, "Leave --sheet out for one that is large enough.")
    else:
        sizes = [_turned(SHEETS[name], across, height) for name in (AMERICAN if american else OTHERS)]
        enough = (size for size in sizes if _white(size, across, height) >= LEAST)
        best = next(enough, (across + 4 * LEAST, height + 4 * LEAST))
    beside = best[0] - across
    left = beside / 2 if pages > 1 else max(LEFT, SHARE * (beside - PLENTY))
    return ProofSheet(*best, tuple(left + width * at for at in range(pages)), (best[1] - height) / 2)


def _things(pages: int) -> str:
    return "spreads" if pages > 1 else "pages"


def _turned(size: tuple[float, float], width: float, height: float) -> tuple[float, float]:
    """The sheet upright or lying, as there is more white left."""
    return max((size, size[::-1]), key=lambda one: _white(one, width, height))


def _white(size: tuple[float, float], width: float, height: float) -> float:
    """The least white on any side of what lies in the middle."""
    return min(size[0] - width, size[1] - height) / 2
