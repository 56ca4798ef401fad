"""In how many pages a book or a chapter should come out, if its author has a wish."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bookbuild.diagnostics import Place

LARGEST: Final = 5000
"""More pages are no book's."""

_WISH = re.compile(r"(at most |exactly |multiple of )?\s*(\d{1,4})(?: pages)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Fit:
    """A wish for a number of pages: from `least` to `most` of them, in whole `step`s. `wish` is what was written, and where."""

    wish: str
    least: int
    most: int
    step: int = 1
    place: Place | None = None

    def allows(self, pages: int) -> bool:
        """Whether so many pages are as wished."""
        return self.least <= pages <= self.most and pages % self.step == 0

    def misses_by(self, pages: int) -> int:
        """How many pages more or fewer there would have to be."""
        if self.step > 1:
            return min(pages % self.step, -pages % self.step)
        return max(self.least - pages, pages - self.most, 0)


def read_fit(text: str) -> Fit:
    """A wish as it is written: ``192``, ``exactly 192``, ``at most 192``, ``multiple of 16``. Raises ValueError."""
    found = _WISH.fullmatch(" ".join(text.split()))
    number = int(found[2]) if found else 0
    if found is None or not 1 <= number <= LARGEST:
        raise ValueError(text)
    wish = " ".join(text.split())
    match (found[1] or "exactly ").strip():
        case "at most":
            return Fit(wish, 1, number)
        case "multiple of":
            return Fit(wish, 1, LARGEST * number, number)
        case _:
            return Fit(wish, number, number)


FIT_EXPECTED: Final = "a number of pages: `192`, `at most 192` or `multiple of 16`"
