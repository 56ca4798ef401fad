"""Paper for the tests of imposition: sheets with printed things on both sides that are really folded, laid into each other,
cut and read leaf by leaf. It knows nothing of the program's tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

FOLDS = {2: "x", 4: "yx", 8: "xyx"}
"""Which way a sheet is folded, one letter a fold, by pages a side: x halves its width, y its height."""


@dataclass(frozen=True)
class Printed:
    """Something printed: where it begins, which way it reads (right is 1, 0), seen from the front of the flat sheet."""

    what: int
    x: float
    y: float
    reads: tuple[float, float]
    up: bool
    """Whether it is on the side that faces us."""


Layer = tuple[Printed, ...]


def sheet(front: Sequence[Printed], back: Sequence[Printed], width: float) -> list[Layer]:
    """One sheet lying flat, its front up. The back is given as it looks once the sheet is turned like a page."""
    turned = [replace(one, x=width - one.x, reads=(-one.reads[0], one.reads[1]), up=False) for one in back]
    return [(*front, *turned)]


def _halved(layers: list[Layer], stays: Callable[[Printed], bool], folded: Callable[[Printed], Printed]) -> list[Layer]:
    """Fold a pile backwards: what does not stay comes to lie under the rest, in reversed order."""
    above = [tuple(one for one in layer if stays(one)) for layer in layers]
    below = [tuple(folded(one) for one in layer if not stays(one)) for layer in reversed(layers)]
    return above + below


def fold(layers: list[Layer], ways: str, width: float, height: float, right_bound: bool = False) -> list[Layer]:
    """Fold a sheet until one page's size is left: the left half (the right one, for books bound at the right) behind the
    other, or the upper half behind the lower."""
    left, right, top = 0.0, width, height
    for way in ways:
        if way == "x":
            middle = (left + right) / 2

            def over(one: Printed, at: float = middle) -> Printed:
                return replace(one, x=2 * at - one.x, reads=(-one.reads[0], one.reads[1]), up=not one.up)

            if right_bound:
                right = middle
                layers = _halved(layers, lambda one, at=middle: one.x < at, over)  # type: ignore[misc]
            else:
                left = middle
                layers = _halved(layers, lambda one, at=middle: one.x > at, over)  # type: ignore[misc]
        else:
            top /= 2

            def under(one: Printed, at: float = top) -> Printed:
                return replace(one, y=2 * at - one.y, reads=(one.reads[0], -one.reads[1]), up=not one.up)

            layers = _halved(layers, lambda one, at=top: one.y < at, under)  # type: ignore[misc]
    return layers


def nested(piles: Sequence[list[Layer]]) -> list[Layer]:
    """Folded sheets laid into each other, the first outermost."""
    whole: list[Layer] = []
    for pile in reversed(piles):
        half = len(pile) // 2
        whole = pile[:half] + whole + pile[half:]
    return whole


def pages(leaves: Sequence[Layer]) -> list[Printed | None]:
    """What stands on each page, read from the front; nothing on blank ones. More than one thing on a page is a fault."""
    read: list[Printed | None] = []
    for leaf in leaves:
        for up in (True, False):
            found = [one for one in leaf if one.up == up]
            assert len(found) <= 1, f"pages lie on each other: {found}"
            read.append(found[0] if found else None)
    return read


def upright(one: Printed) -> bool:
    """Whether it reads from left to right when its side is looked at."""
    across, along = one.reads
    return abs(along) < 0.01 and (across > 0) == one.up
