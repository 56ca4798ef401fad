"""PDF functions as far as a shading's ink needs them: between which values each output lies (PDF 1.7, 7.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from bookbuild.preflight.values import elements, entry, is_dictionary, number, numbers, whole

Range = tuple[float, float]

_NESTING: Final = 5
_MOST_PARTS: Final = 256


def most_of(function: Any, outputs: int, depth: int = 0) -> list[Range] | None:
    """The least and the greatest value of each output; None when that can't be told."""
    if depth > _NESTING or function is None:
        return None
    if not is_dictionary(function):
        parts = [most_of(one, 1, depth + 1) for one in list(elements(function))[:_MOST_PARTS]]
        return [part[0] for part in parts if part] if len(parts) == outputs and all(parts) else None
    kind = whole(entry(function, "FunctionType"), -1)
    if kind == 2:
        return _exponential(function, outputs)
    if kind == 3:
        stitched = [
            most_of(one, outputs, depth + 1) for one in list(elements(entry(function, "Functions")))[:_MOST_PARTS]
        ]
        return _widest([one for one in stitched if one], outputs) if stitched and all(stitched) else None
    return _ranges(function, outputs)


def _exponential(function: Any, outputs: int) -> list[Range] | None:
    """From C0 to C1: each output lies between the two, since x runs from 0 to 1 in a shading."""
    first, last = numbers(entry(function, "C0")) or (0.0,), numbers(entry(function, "C1")) or (1.0,)
    domain = numbers(entry(function, "Domain"))
    if len(first) != outputs or len(last) != outputs or domain[:2] != (0.0, 1.0) or number(entry(function, "N")) < 0:
        return None
    return [(min(one, two), max(one, two)) for one, two in zip(first, last, strict=True)]


def _ranges(function: Any, outputs: int) -> list[Range] | None:
    """Sampled and calculated functions: no more is known than the ranges they are cut to."""
    edges = numbers(entry(function, "Range"))
    if len(edges) != 2 * outputs or all(pair == (0.0, 1.0) for pair in zip(edges[::2], edges[1::2], strict=True)):
        return None
    return list(zip(edges[::2], edges[1::2], strict=True))


def _widest(parts: Sequence[Sequence[Range]], outputs: int) -> list[Range] | None:
    if not all(len(part) == outputs for part in parts):
        return None
    return [(min(part[at][0] for part in parts), max(part[at][1] for part in parts)) for at in range(outputs)]
