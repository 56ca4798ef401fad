"""Pictures that fill pages, read back: each is there, and its ink reaches as far as the bleed does."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any, Final

from bookbuild.diagnostics import Diagnostic
from bookbuild.makeup.frame import Box, Frames

OUR_FAULT: Final = "This is a fault of bookbuild: please report it."
SLACK: Final = 0.05
"""Points that an edge may miss the bleed's by: readers reckon in single precision."""


def pictures_on(page: Any) -> tuple[Box, ...]:
    """The edges of all pictures on a page that pdfium has loaded, in points from the sheet's lower left."""
    import pypdfium2.raw as raw

    edges = [ctypes.c_float() for _ in range(4)]
    found: list[Box] = []
    for at in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, at)
        is_picture = raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_IMAGE
        if is_picture and raw.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
            left, bottom, right, top = (edge.value for edge in edges)
            found.append((left, bottom, right, top))
    return tuple(found)


def check_plates(pictures: Sequence[Iterable[Box]], frames: Frames, plates: Iterable[int]) -> list[Diagnostic]:
    """Whether each page named (from 1) has a picture that covers it and its bleed, given every page's pictures: W008."""

    def covers(box: Box, bleed: Box) -> bool:
        reaches = (box[0] <= bleed[0] + SLACK, box[1] <= bleed[1] + SLACK)
        return all(reaches) and box[2] >= bleed[2] - SLACK and box[3] >= bleed[3] - SLACK

    missed = [one for one in plates if not any(covers(box, frames.of(one).bleed_box) for box in pictures[one - 1])]
    return [Diagnostic("W008", f"On page {one} the picture does not fill the page.", OUR_FAULT) for one in missed]
