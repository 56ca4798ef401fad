"""A page read glyph by glyph, in the order in which it was painted, without the spaces and the order a reader makes up."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

SAME_LINE: Final = 4.0
"""Points that baselines of one line's characters may differ by, raised ones included."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of a page with the origin it is painted from: points from the sheet's lower left."""

    text: str
    x: float
    y: float


def painted_lines(pdf: bytes, pages: Sequence[int]) -> dict[int, list[list[Glyph]]]:
    """The lines of some pages (from 0): the glyphs of each in the order in which they were painted."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    try:
        return {number: list(_lines(_glyphs(document.raw, number))) for number in pages}
    finally:
        document.close()


def _glyphs(document: Any, number: int) -> list[Glyph]:
    """A page's characters in the order of its content stream, those a reader makes up left out."""
    import pypdfium2.raw as raw

    page = raw.FPDF_LoadPage(document, number)
    text_page = raw.FPDFText_LoadPage(page)
    order = {_address(raw.FPDFPage_GetObject(page, at)): at for at in range(raw.FPDFPage_CountObjects(page))}
    x, y = ctypes.c_double(), ctypes.c_double()
    found: list[tuple[int, int, Glyph]] = []
    high = 0
    for at in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00, 0
        if raw.FPDFText_IsGenerated(text_page, at) == 1 or not code:
            continue
        raw.FPDFText_GetCharOrigin(text_page, at, ctypes.byref(x), ctypes.byref(y))
        painted = order.get(_address(raw.FPDFText_GetTextObject(text_page, at)), -1)
        found.append((painted, at, Glyph(chr(code), x.value, y.value)))
    raw.FPDFText_ClosePage(text_page)
    raw.FPDF_ClosePage(page)
    return [glyph for _, _, glyph in sorted(found, key=lambda one: one[:2])]


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs cut wherever the baseline changes."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if line and abs(glyph.y - line[-1].y) > SAME_LINE:
            yield line
            line = []
        line.append(glyph)
    if line:
        yield line
