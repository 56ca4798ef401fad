"""The finished PDF is read back by pdfium: its pages' texts for the word check; its fonts and boxes, which must be right."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from bookbuild.diagnostics import Diagnostic
from bookbuild.makeup.frame import Box, Frames
from bookbuild.press.coverage import OUR_FAULT, pictures_on

FEW_CHARACTERS: Final = 400
"""Pages with fewer characters may have pictures worth looking for."""


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as pdfium sees it: its text in reading order, and its media, trim and bleed boxes (left, bottom, right, top) in points."""

    text: str
    boxes: tuple[tuple[float, float, float, float], ...]
    pictures: tuple[Box, ...] = ()
    """Where pictures are, on a page with hardly any text."""


def printed_pages(pdf: bytes) -> list[PrintedPage]:
    """Every page of a PDF, read by pdfium."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    document = pdfium.PdfDocument(pdf)
    edges = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = edges
    pages: list[PrintedPage] = []
    for number in range(len(document)):
        page = raw.FPDF_LoadPage(document.raw, number)
        boxes: list[tuple[float, float, float, float]] = []
        for box in (raw.FPDFPage_GetMediaBox, raw.FPDFPage_GetTrimBox, raw.FPDFPage_GetBleedBox):
            found = box(page, *map(ctypes.byref, edges))
            boxes.append((left.value, bottom.value, right.value, top.value) if found else (0.0, 0.0, 0.0, 0.0))
        text_page = raw.FPDFText_LoadPage(page)
        count = raw.FPDFText_CountChars(text_page)
        buffer = (ctypes.c_ushort * (count + 1))()
        written = raw.FPDFText_GetText(text_page, 0, count, buffer)
        text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
        pictures = pictures_on(page) if count < FEW_CHARACTERS else ()
        raw.FPDFText_ClosePage(text_page)
        raw.FPDF_ClosePage(page)
        pages.append(PrintedPage(text, tuple(boxes), pictures))
    document.close()
    return pages


def check_structure(pdf: bytes, printed: Sequence[PrintedPage], frames: Frames, pages: int) -> list[Diagnostic]:
    """Fonts embedded, boxes right, as many pages as were made: W003 and W004."""
    faults: list[tuple[str, str]] = []
    if len(printed) != pages:
        faults.append(("W004", f"The PDF has {len(printed)} pages, not {pages}."))
    for number, page in enumerate(printed, 1):
        frame = frames.of(number)
        wanted = (frame.media_box, frame.trim_box, frame.bleed_box)
        if any(abs(edge - due) > 0.01 for edge, due in zip(chain(*page.boxes), chain(*wanted), strict=True)):
            faults.append(("W004", f"Page {number} has not the size or the bleed that the book should have."))
    faults += [("W003", f"A font is not embedded: {name}.") for name in sorted(set(unembedded_fonts(pdf)))]
    return [Diagnostic(code, message, OUR_FAULT) for code, message in faults]


def unembedded_fonts(pdf: bytes) -> Iterator[str]:
    """The fonts of any page whose file is not in the PDF; pages that share their resources are looked at once."""
    from io import BytesIO

    from pypdf import PdfReader

    from bookbuild.press.inserts import unembedded

    seen: set[int] = set()
    for page in PdfReader(BytesIO(pdf)).pages:
        yield from unembedded(page.get("/Resources"), seen)
