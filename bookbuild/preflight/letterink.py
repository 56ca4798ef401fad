"""The ink of letters, letter by letter, as pdfium draws them: asked only where a quick look did not settle the matter."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from bookbuild.preflight.values import Box

MOST_LETTERS: Final = 60_000
"""A page with more is not looked at."""


class Letter(NamedTuple):
    """A character and the box of its ink, in points of the page's own coordinates."""

    text: str
    box: Box


class InkReader:
    """Opens the file when the first page is asked for."""

    def __init__(self, source: bytes | Path) -> None:
        self._source = source
        self._document: Any = None

    def letters(self, number: int) -> list[Letter] | None:
        """The letters of a page (from 1) that leave ink; None when pdfium can't read it."""
        import pypdfium2 as pdfium
        import pypdfium2.raw as raw

        if self._document is None:
            try:
                self._document = pdfium.PdfDocument(self._source)
            except (pdfium.PdfiumError, OSError):
                return None
        page = raw.FPDF_LoadPage(self._document.raw, number - 1)
        text = raw.FPDFText_LoadPage(page) if page else None
        if not text:
            return None
        few = raw.FPDFText_CountChars(text) <= MOST_LETTERS
        found = list(_letters(text)) if few else None
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
        return found

    def close(self) -> None:
        """Let go of the file."""
        if self._document is not None:
            self._document.close()


def _letters(text: Any) -> Iterator[Letter]:
    import pypdfium2.raw as raw

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for at in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0x20, 0xA0, 0x0A, 0x0D) or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        if raw.FPDFText_GetCharBox(text, at, *map(ctypes.byref, (left, right, bottom, top))):
            box = left.value, bottom.value, right.value, top.value
            if box[2] > box[0] and box[3] > box[1]:
                yield Letter(chr(code) if 0x20 < code < 0xD800 else "", box)
