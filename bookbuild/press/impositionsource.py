"""Any finished PDF's pages as imposition takes them: trim and bleed as a reader sees them, the painting as a form."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple

from pypdf import PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NameObject,
    StreamObject,
)

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.press.impositionsheet import Box, PageSize

ALIKE: Final = 0.5
"""By how many points pages may differ and be of one size."""

_UNSEEN: Final = ("/Link", "/Popup")
"""Annotations that leave nothing on paper."""

_DAMAGED: Final = (
    PyPdfError, DependencyError, ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError,
    NotImplementedError, AssertionError,
)  # fmt: skip
"""What pypdf raises for files that are not what they should be."""


class Matrix(NamedTuple):
    """Six numbers as PDF writes them: x' = ax + cy + e, y' = bx + dy + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def moved(self, x: float, y: float) -> Matrix:
        """The same, then moved."""
        return self._replace(e=self.e + x, f=self.f + y)

    def half_turned(self) -> Matrix:
        """The same, then turned by 180 degrees about the origin."""
        return Matrix(*(-part for part in self))

    def box(self, box: Box) -> Box:
        """Where a box comes to lie, for matrices that turn by right angles only."""
        xs = sorted(self.a * x + self.c * y + self.e for x, y in ((box.left, box.bottom), (box.right, box.top)))
        ys = sorted(self.b * x + self.d * y + self.f for x, y in ((box.left, box.bottom), (box.right, box.top)))
        return Box(xs[0], ys[0], xs[1], ys[1])


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the file; its boxes in its own coordinates, its size as it is seen, in points."""

    page: Any
    trim: Box
    bleed: Box
    upright: Matrix
    """Turns it as a reader sees it, with its trim's bottom left at the origin."""
    width: float
    height: float

    @property
    def most_bleed(self) -> float:
        """The widest bleed of its four sides, in points."""
        seen = self.upright.box(self.bleed)
        return max(0.0, -seen.left, -seen.bottom, seen.right - self.width, seen.top - self.height)


@dataclass(frozen=True, slots=True)
class Source:
    """A finished PDF that can be imposed."""

    reader: PdfReader
    pages: tuple[SourcePage, ...]
    size: PageSize
    right_bound: bool
    noted: int | None
    """The first page with notes or form fields, from 1."""


def read_source(pdf: bytes, name: str) -> Source:
    """Open a PDF. Raises BookError C020 when it is none or damaged, C021 encrypted, C041 pages of several sizes."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd it would print on the console
    with damage_told(name):
        reader = _reader(pdf, name)
        pages = tuple(_source_page(page) for page in reader.pages)
        if not pages:
            raise error("C020", f"{name} has no pages.", "Name a finished PDF.", Place(name))
        preferences = reader.root_object.get("/ViewerPreferences", DictionaryObject()).get_object()
        right_bound = preferences.get("/Direction") == "/R2L"
        noted = next((at for at, one in enumerate(pages, 1) if _is_noted(one.page)), None)
    first = pages[0]
    for number, one in enumerate(pages, 1):
        if abs(one.width - first.width) > ALIKE or abs(one.height - first.height) > ALIKE:
            message = f"Page {number} is {_size(one)}, page 1 {_size(first)}."
            raise error("C041", message, "All pages of a book have one size: export it again.", Place(name))
    size = PageSize(first.width, first.height, max(one.most_bleed for one in pages))
    return Source(reader, pages, size, right_bound, noted)


def _reader(pdf: bytes, name: str) -> PdfReader:
    """The file opened. Raises BookError C021 for one that is encrypted, even if it opens without a password."""
    try:
        reader = PdfReader(BytesIO(pdf))
    except DependencyError:  # the cipher is one that pypdf can't undo by itself
        reader = None
    if reader is None or reader.is_encrypted:
        raise error("C021", f"{name} is encrypted.", "Save it again without a password.", Place(name))
    return reader


@contextmanager
def damage_told(name: str) -> Iterator[None]:
    """What pypdf raises for a damaged file, as BookError C020."""
    try:
        yield
    except BookError:
        raise
    except _DAMAGED:
        raise error("C020", f"{name} is no PDF, or it is damaged.", "Export it again.", Place(name)) from None


def _size(page: SourcePage) -> str:
    return f"{page.width:.1f} x {page.height:.1f} pt"


def _source_page(page: Any) -> SourcePage:
    """A page with its boxes. The trim is the crop box where the file names none; there is a bleed only where it names one."""
    media = _box(page.mediabox)
    trim = _box(page.trimbox).within(media)
    bleed = _box(page.bleedbox).within(media) if "/BleedBox" in page else trim
    bleed = Box(*map(min, bleed[:2], trim[:2]), *map(max, bleed[2:], trim[2:]))
    unit = float(page.get("/UserUnit", 1.0))
    turn = page.rotation % 360
    upright = _upright(trim, turn, unit)
    seen = upright.box(trim)
    if min(seen.right, seen.top) < 1 or turn % 90:
        raise ValueError("a page without a size")
    return SourcePage(page, trim, bleed, upright, seen.right, seen.top)


def _box(box: Any) -> Box:
    """A box as a file has it, its corners in order."""
    left, right = sorted((float(box.left), float(box.right)))
    bottom, top = sorted((float(box.bottom), float(box.top)))
    return Box(left, bottom, right, top)


def _upright(trim: Box, turn: int, unit: float) -> Matrix:
    """The matrix that turns a page clockwise by its /Rotate and brings its trim's corner to the origin."""
    u = unit
    return {
        0: Matrix(u, 0, 0, u, -trim.left * u, -trim.bottom * u),
        90: Matrix(0, -u, u, 0, -trim.bottom * u, trim.right * u),
        180: Matrix(-u, 0, 0, -u, trim.right * u, trim.top * u),
        270: Matrix(0, u, -u, 0, trim.top * u, -trim.left * u),
    }.get(turn, Matrix(u, 0, 0, u, 0, 0))


def _is_noted(page: Any) -> bool:
    """Whether a page has annotations that show."""
    notes = page.get("/Annots")
    found = notes.get_object() if notes is not None else []
    return any(note.get_object().get("/Subtype") not in _UNSEEN for note in found)


def form_of(source: SourcePage, writer: PdfWriter) -> StreamObject:
    """A page's painting as a form that a sheet can show, in the page's own coordinates, cut at its bleed."""
    form = _painting(source.page, writer)
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/BBox")] = ArrayObject(map(FloatObject, source.bleed))
    for key in ("/Resources", "/Group"):
        if key in source.page:
            form[NameObject(key)] = source.page.raw_get(key).clone(writer)
    return form


def _painting(page: Any, writer: PdfWriter) -> StreamObject:
    """A page's content: one stream as it lies in the file, several joined."""
    contents = page["/Contents"].get_object() if "/Contents" in page else ArrayObject()
    if isinstance(contents, EncodedStreamObject):
        kept = EncodedStreamObject()
        kept._data = contents._data
        for key in ("/Filter", "/DecodeParms"):
            if key in contents:
                kept[NameObject(key)] = contents.raw_get(key).clone(writer)
        return kept
    parts = contents if isinstance(contents, ArrayObject) else [contents]
    joined = DecodedStreamObject()
    joined.set_data(b"\n".join(part.get_object().get_data() for part in parts))
    return joined.flate_encode()
