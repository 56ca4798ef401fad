"""Any producer's PDF as glyphs with their places: all that a report counts is taken from these."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import read_plain

HYPHEN_MARKS: Final = "\x02\u00ad\ufffe"
"""What pdfium says instead of a hyphen where it takes a word for divided."""
INVISIBLE: Final = frozenset((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
"""Characters that only say where words may be broken or joined."""

_WRONG_PASSWORD: Final = 4
_LEVEL: Final = 0.001
"""How far from level a baseline may be (the sine of its angle)."""


class Face(NamedTuple):
    """How glyphs are set: the font's name without its subset's tag, the size in points as it is seen, and how far
    they are widened or narrowed (1 is neither)."""

    font: str
    size: float
    scale: float


class Glyph(NamedTuple):
    """One character on a page. Points from the trim's top left; `right` is where its advance ends."""

    text: str
    x: float
    right: float
    y: float
    face: Face


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its number in the file (from 1), its trim's size in points, its glyphs as they come."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    inset: tuple[float, float] = (0.0, 0.0)
    """Where its trim begins on what pdfium draws of the page: from the left and from the top."""


def read_sheets(pdf: bytes, name: str) -> list[Sheet]:
    """Every page of a PDF; `name` is the file's, for messages. Raises BookError C020, C021 or C022."""
    document = open_document(pdf, name)
    try:
        reader = _Reader()
        sheets = [reader.sheet(document.raw, number) for number in range(len(document))]
    finally:
        document.close()
    if not any(sheet.glyphs for sheet in sheets):
        hint = "A scan is a picture; a report needs the PDF that the typesetter wrote."
        raise error("C022", f"{name} has no text to measure.", hint, Place(name))
    return sheets


def open_document(pdf: bytes, name: str) -> Any:
    """A PDF as pdfium opens it. Raises BookError C020 or C021."""
    import pypdfium2 as pdfium

    try:
        return pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError as failure:
        raise _unreadable(getattr(failure, "err_code", None), name) from None


def read_bytes(file: Path) -> bytes:
    """A PDF's bytes. Raises BookError C020 when there are none to be had."""
    try:
        return read_plain(file)
    except OSError as failure:
        hint = "Name a PDF, or a book's folder."
        raise error("C020", f"{file} can't be read: {failure.strerror}.", hint, Place(str(file))) from None


def _unreadable(code: int | None, name: str) -> BookError:
    if code == _WRONG_PASSWORD:
        return error("C021", f"{name} is encrypted.", "Save it again without a password.", Place(name))
    return error("C020", f"{name} is no PDF, or it is damaged.", "Name a PDF, or a book's folder.", Place(name))


class _Reader:
    """Reads pages glyph by glyph through pdfium's plain functions; what text objects share is asked for once each."""

    def __init__(self) -> None:
        import pypdfium2.raw as raw

        self.raw: Any = raw
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.box, self.matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self.name = ctypes.create_string_buffer(256)
        self.flags = ctypes.c_int()
        self.faces: dict[Face, Face] = {}

    def sheet(self, document: Any, number: int) -> Sheet:
        raw = self.raw
        page = raw.FPDF_LoadPage(document, number)
        if not page:
            return Sheet(number + 1, 0.0, 0.0, ())
        left, bottom, right, top = self._trim(page)
        shown = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page, ctypes.byref(shown))
        text = raw.FPDFText_LoadPage(page)
        glyphs = tuple(self._glyphs(text, left, top)) if text else ()
        raw.FPDFText_ClosePage(text)
        raw.FPDF_ClosePage(page)
        return Sheet(number + 1, right - left, top - bottom, glyphs, (left - shown.left, shown.top - top))

    def _trim(self, page: Any) -> tuple[float, float, float, float]:
        """The page's trim box, else its crop or media box: left, bottom, right, top."""
        raw = self.raw
        edges = [ctypes.c_float() for _ in range(4)]
        for box in (raw.FPDFPage_GetTrimBox, raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
            if box(page, *map(ctypes.byref, edges)):
                left, bottom, right, top = (edge.value for edge in edges)
                return left, bottom, right, top
        return 0.0, 0.0, float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))

    def _glyphs(self, text: Any, left: float, top: float) -> list[Glyph]:
        """A page's glyphs; those that stand at an angle are left out. A space that pdfium puts in of its own has no width."""
        raw, x, y, box = self.raw, self.x, self.y, self.box
        at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        found: list[Glyph] = []
        last, face = 0, None
        for at in range(raw.FPDFText_CountChars(text)):
            owner = raw.FPDFText_GetTextObject(text, at)
            if not owner:
                continue
            address = ctypes.addressof(owner.contents)
            if address != last:
                last, face = address, self._face(text, at)
            code = raw.FPDFText_GetUnicode(text, at)
            if face is None or not code or code in INVISIBLE or 0xD800 <= code < 0xE000:
                continue
            raw.FPDFText_GetCharOrigin(text, at, at_x, at_y)
            raw.FPDFText_GetLooseCharBox(text, at, at_box)
            shown = "-" if chr(code) in HYPHEN_MARKS else chr(code)
            found.append(Glyph(shown, x.value - left, box.right - left, top - y.value, face))
        return found

    def _face(self, text: Any, at: int) -> Face | None:
        """How the glyphs of a text object are set; None when they don't stand upright on a level line."""
        raw, matrix = self.raw, self.matrix
        raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix))
        size = round(raw.FPDFText_GetFontSize(text, at) * matrix.d, 3)
        if size <= 0 or matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > _LEVEL * matrix.d:
            return None
        raw.FPDFText_GetFontInfo(text, at, self.name, len(self.name), ctypes.byref(self.flags))
        font = self.name.value.decode("utf-8", "replace")
        font = font[7:] if font[6:7] == "+" else font
        face = Face(font, size, round(matrix.a / matrix.d, 4))
        return self.faces.setdefault(face, face)
