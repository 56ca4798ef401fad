"""PDF functions as far as a shading's ink needs them: between which values each output lies (PDF 1.7, 7.10)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, Final

from bookbuild.preflight.values import elements, entry, identity, is_dictionary, number, numbers, whole

Range = tuple[float, float]

_MOST_PARTS: Final = 256
_WHOLE: Final = (0.0, 1.0)


class Outputs:
    """Looks through functions; one that several are made of is looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, int], list[Range] | None] = {}

    def most_of(self, function: Any, outputs: int) -> list[Range] | None:
        """The least and the greatest value of each output; None when that can't be told."""
        if function is None:
            return None
        key = identity(function), outputs
        if key not in self._known:
            self._known[key] = None  # what a function that is its own part finds of itself
            self._known[key] = self._read(function, outputs)
        return self._known[key]

    def _read(self, function: Any, outputs: int) -> list[Range] | None:
        if not is_dictionary(function):
            parts = self._parts(function, 1)
            return [part[0] for part in parts] if parts and len(parts) == outputs else None
        kind = whole(entry(function, "FunctionType"), -1)
        if kind == 2:
            return _exponential(function, outputs)
        if kind == 3:
            stitched = self._parts(entry(function, "Functions"), outputs)
            return _widest(stitched, outputs) if stitched else None
        return _ranges(function, outputs)

    def _parts(self, functions: Any, outputs: int) -> list[list[Range]] | None:
        """What some functions lie between; None when one can't be told."""
        found = [self.most_of(one, outputs) for one in islice(elements(functions), _MOST_PARTS)]
        return [one for one in found if one] if found and all(found) else None


def _exponential(function: Any, outputs: int) -> list[Range] | None:
    """From C0 to C1: each output lies between the two, since x runs from 0 to 1 in a shading."""
    first, last = numbers(entry(function, "C0")) or (0.0,), numbers(entry(function, "C1")) or (1.0,)
    domain = numbers(entry(function, "Domain"))
    if len(first) != outputs or len(last) != outputs or domain[:2] != _WHOLE or number(entry(function, "N")) < 0:
        return None
    return [(min(one, two), max(one, two)) for one, two in zip(first, last, strict=True)]


def _ranges(function: Any, outputs: int) -> list[Range] | None:
    """Sampled and calculated functions: no more is known than the ranges they are cut to."""
    edges = numbers(entry(function, "Range"))
    if len(edges) != 2 * outputs:
        return None
    pairs = list(zip(edges[::2], edges[1::2], strict=True))
    return None if all(pair == _WHOLE for pair in pairs) else pairs


def _widest(parts: Sequence[Sequence[Range]], outputs: int) -> list[Range]:
    return [(min(part[at][0] for part in parts), max(part[at][1] for part in parts)) for at in range(outputs)]
