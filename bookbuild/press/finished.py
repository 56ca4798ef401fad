"""A finished book looked at from outside: how many pages it has, how large they are, how many at its end are blank."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bookbuild.diagnostics import error
from bookbuild.folders import read_plain


@dataclass(frozen=True, slots=True)
class Finished:
    """A book's PDF. The size is its pages' after cutting, in points."""

    pages: int
    width: float
    height: float
    blank_at_end: int


def look_at(path: Path) -> Finished:
    """What a book's PDF is like. Raises BookError J001 when it can't be read."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(read_plain(path))
    except (OSError, pdfium.PdfiumError) as failure:
        message = f"{path} can't be read: {getattr(failure, 'strerror', None) or 'it is no whole PDF'}."
        raise error("J001", message, "Build the book again, or give its page count: `--pages 240`.") from None
    count = len(document)
    left, bottom, right, top = document[0].get_trimbox()
    blank = 0
    while blank < count and not any(True for _ in document[count - 1 - blank].get_objects(max_depth=1)):
        blank += 1
    document.close()
    return Finished(count, right - left, top - bottom, blank)


def as_png(pdf: bytes, dpi: int) -> bytes:
    """The first page of a PDF as a picture of so many dots an inch, opaque."""
    from io import BytesIO

    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(pdf)
    picture = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    made = BytesIO()
    picture.save(made, "PNG", dpi=(dpi, dpi))
    return made.getvalue()
