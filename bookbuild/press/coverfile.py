"""A cover's PDF made ready for the press: its boxes, and what it says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject, RectangleObject, TextStringObject

from bookbuild.press.dates import file_date

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, y up."""


@dataclass(frozen=True, slots=True)
class CoverFile:
    """What a cover's file says. `trim` is what is seen of the cover once it is on the book: the page after cutting, or
    the boards and the spine; the rest is bleed, or is turned in."""

    title: str
    author: str
    language: str
    trim: Box
    anonymous: bool = False
    """Whether the press wants no metadata."""


def finished_cover(pdf: bytes, file: CoverFile) -> bytes:
    """The drawn page with its boxes, metadata and an ID that follows from its content."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
    (page,) = writer.pages
    for key in ("/MediaBox", "/BleedBox"):
        page[NameObject(key)] = page.mediabox
    page[NameObject("/TrimBox")] = RectangleObject(file.trim)
    for key in ("/Trans", "/Rotate", "/ArtBox", "/CropBox"):
        page.pop(NameObject(key), None)
    date = file_date()
    said = {"/Creator": "bookbuild", "/Producer": "bookbuild", "/CreationDate": date, "/ModDate": date}
    if not file.anonymous:
        said |= {"/Title": file.title} | ({"/Author": file.author} if file.author else {})
    writer.metadata = None
    writer.add_metadata(said)
    writer.root_object[NameObject("/Lang")] = TextStringObject(file.language)
    writer.root_object.pop(NameObject("/PageMode"), None)
    digest = ByteStringObject(hashlib.md5(pdf + repr((file, date)).encode(), usedforsecurity=False).digest())
    writer._ID = ArrayObject([digest, digest])
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
