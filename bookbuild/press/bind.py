"""Front matter and body are bound into one book: boxes, page labels, outline, links, inserted pages, metadata."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.annotations import Link
from pypdf.constants import PageLabelStyle
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    Fit,
    NameObject,
    RectangleObject,
    TextStringObject,
)

from bookbuild.diagnostics import Place, error
from bookbuild.style.style import Trim

DATE = "D:20000101000000Z"
"""Every build of the same book gives the same bytes, so that the file bears no date of its own unless
SOURCE_DATE_EPOCH gives one."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An entry of the outline: a title and the page (from 0, in the bound book) it leads to."""

    title: str
    page: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class ContentsLink:
    """A line of the contents that leads somewhere: pages count from 0 in the bound book, the box in points from the
    trim's bottom left."""

    page: int
    box: tuple[float, float, float, float]
    target: int


@dataclass(frozen=True, slots=True)
class Inserted:
    """A finished page that takes the place of a blank one."""

    page: int
    file: str
    file_page: int


@dataclass(frozen=True, slots=True)
class Binding:
    """All that binding adds to the pages."""

    title: str
    author: str
    language: str
    trim: Trim
    marks: Sequence[Mark] = ()
    links: Sequence[ContentsLink] = ()
    inserts: Sequence[Inserted] = ()
    right_bound: bool = False
    date: str = DATE


def bind(front: bytes, body: bytes, binding: Binding) -> bytes:
    """Join the front matter (which may be empty) and the body into one PDF.

    Pages are labelled i, ii ... then 1, 2 ...; every page gets its boxes.
    """
    writer = PdfWriter()
    front_pages = _append(writer, front) if front else 0
    _append(writer, body)
    for insert in binding.inserts:
        _insert(writer, insert)
    box = RectangleObject((0, 0, binding.trim.width, binding.trim.height))
    for page in writer.pages:
        _clean(page, box)
    if front_pages:
        writer.set_page_label(0, front_pages - 1, PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(front_pages, len(writer.pages) - 1, PageLabelStyle.DECIMAL)
    _outline(writer, binding.marks)
    for link in binding.links:
        writer.add_annotation(
            link.page, Link(rect=link.box, target_page_index=link.target, fit=Fit.xyz(), border=[0, 0, 0])
        )
    _describe(writer, binding)
    digest = ByteStringObject(hashlib.md5(front + body + repr(binding).encode(), usedforsecurity=False).digest())
    writer._ID = ArrayObject([digest, digest])
    bound = BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _append(writer: PdfWriter, data: bytes) -> int:
    """Add all pages of a PDF; return how many."""
    reader = PdfReader(BytesIO(data))
    writer.append(reader, import_outline=False)
    return len(reader.pages)


def _insert(writer: PdfWriter, insert: Inserted) -> None:
    """Lay a finished page on the blank one that waits for it."""
    source = PdfWriter().add_page(PdfReader(insert.file).pages[insert.file_page])
    source.transfer_rotation_to_content()
    to_origin = Transformation().translate(-float(source.mediabox.left), -float(source.mediabox.bottom))
    writer.pages[insert.page].merge_transformed_page(source, to_origin)


def _clean(page: Any, box: RectangleObject) -> None:
    """Set the page's boxes; take out what reportlab adds to every page and no press wants."""
    for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"):
        page[NameObject(key)] = box
    for key in ("/Trans", "/Rotate", "/ArtBox"):
        page.pop(NameObject(key), None)


def _outline(writer: PdfWriter, marks: Sequence[Mark]) -> None:
    """Bookmarks, chapters inside their parts."""
    part: Any = None
    for mark in marks:
        made = writer.add_outline_item(
            title=_one_line(mark.title), page_number=mark.page, parent=part if mark.level else None
        )
        if not mark.level:
            part = made


def _one_line(title: str) -> str:
    """A title as bookmarks show it: what ends its line on the page is a space."""
    return " ".join(title.replace("\\", " ").split())


def _describe(writer: PdfWriter, binding: Binding) -> None:
    """Title, author, language, how the book opens, and an ID that follows from the content."""
    information = {
        "/Title": binding.title,
        "/Creator": "bookbuild",
        "/Producer": "bookbuild",
        "/CreationDate": binding.date,
        "/ModDate": binding.date,
    }
    if binding.author:
        information["/Author"] = binding.author
    writer.metadata = None
    writer.add_metadata(information)
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(binding.language)
    root[NameObject("/PageLayout")] = NameObject("/TwoPageRight")
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    if binding.right_bound:
        preferences[NameObject("/Direction")] = NameObject("/R2L")
    root[NameObject("/ViewerPreferences")] = preferences
    root.pop(NameObject("/PageMode"), None)


def inspect_insert(path: Path, trim: Trim, place: Place | None) -> int:
    """How many pages a finished PDF has, after seeing that they fit the book.

    Raises BookError: P010 no PDF or damaged, P011 pages of another size than the trim, P012 fonts not embedded.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd it would print on the console
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise error("P010", f"{path.name} is encrypted.", "Export it again without a password.", place)
        pages = list(reader.pages)
        for number, page in enumerate(pages, 1):
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            if page.rotation % 180:
                width, height = height, width
            if abs(width - trim.width) > 0.5 or abs(height - trim.height) > 0.5:
                message = f"Page {number} of {path.name} is {width:.1f} x {height:.1f} pt, the book's {trim.width:.1f} x {trim.height:.1f}."
                raise error("P011", message, "Export it at the book's trim.", place)
            missing = list(unembedded(page.get("/Resources"), set()))
            if missing:
                raise error(
                    "P012",
                    f"The font {missing[0]} in {path.name} is not embedded.",
                    "Export it with all fonts embedded.",
                    place,
                )
    except (PyPdfError, DependencyError, OSError, ValueError, KeyError, AttributeError, RecursionError):
        raise error("P010", f"{path.name} is no PDF that can be read.", "Export it again.", place) from None
    if not pages:
        raise error("P010", f"{path.name} has no pages.", "Export it again.", place)
    return len(pages)


def unembedded(resources: Any, seen: set[int]) -> Iterator[str]:
    """The names of fonts in some resources whose file is not in the PDF, those of forms inside them too.

    What is in `seen` already (by identity) is passed over, what is looked at is added.
    """
    resources = resources.get_object() if resources is not None else None
    if resources is None or id(resources) in seen:
        return
    seen.add(id(resources))
    fonts = resources.get("/Font")
    if fonts is not None and id(fonts.get_object()) not in seen:
        seen.add(id(fonts.get_object()))
        yield from (name for name, font in fonts.get_object().items() if not is_embedded(font.get_object()))
    forms = resources.get("/XObject")
    for form in (forms.get_object() if forms is not None else {}).values():
        yield from unembedded(form.get_object().get("/Resources"), seen)


def is_embedded(font: Any) -> bool:
    """Whether a font's file lies in the PDF."""
    if font.get("/Subtype") == "/Type3":
        return True
    if font.get("/Subtype") == "/Type0":
        font = font["/DescendantFonts"][0].get_object()
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(
        key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
