"""Advances as a PDF says them, by character code (PDF 1.7, 9.2.4 and 9.7.4.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from bookbuild.preflight.values import elements, entry, number, numbers, whole

_MOST: Final = 70_000


@dataclass(frozen=True, slots=True)
class Widths:
    """Advances in thousandths of an em, and that of all other codes."""

    known: dict[int, float]
    otherwise: float

    def of(self, code: int) -> float:
        """A code's advance."""
        return self.known.get(code, self.otherwise)


def simple_widths(font: Any) -> Widths:
    """Those of a font with one byte a code."""
    widths = numbers(entry(font, "Widths"), 256)
    otherwise = number(entry(font, "FontDescriptor", "MissingWidth"))
    return Widths(dict(enumerate(widths, whole(entry(font, "FirstChar")))), otherwise)


def cid_widths(font: Any) -> Widths:
    """Those of a CIDFont."""
    return Widths(dict(_said(list(elements(entry(font, "W"))))), number(entry(font, "DW"), 1000.0))


def _said(array: list[Any]) -> Iterator[tuple[int, float]]:
    """The W array: a first CID with a list of widths, or first, last and one width."""
    at, left = 0, _MOST
    while at + 1 < len(array) and left > 0:
        first, second = whole(array[at]), array[at + 1]
        if isinstance(second, pikepdf.Array):
            widths = numbers(second, left)
            yield from enumerate(widths, first)
            left -= len(widths)
            at += 2
        elif at + 2 < len(array):
            last = min(whole(second), first + left - 1)
            width = number(array[at + 2])
            yield from ((cid, width) for cid in range(first, last + 1))
            left -= max(last + 1 - first, 0)
            at += 3
        else:
            return
