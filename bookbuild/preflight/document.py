"""A PDF opened for looking at: its pages with their boxes, what they show, what its objects say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pikepdf

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import require_plain
from bookbuild.preflight.limits import MOST_BYTES, MOST_PAGES, Budget, bounded
from bookbuild.preflight.marks import Marks
from bookbuild.preflight.painting import TOO_MUCH, Painter
from bookbuild.preflight.resources import Shelf
from bookbuild.preflight.values import Box, box, elements, entry, number, whole
from bookbuild.preflight.walk import Sightings, walk
from bookbuild.preflight.xmp import properties

_HEADER: Final = re.compile(rb"%PDF-(\d\.\d)")
_STREAM_NAME: Final = re.compile(r"^stream <[^>]*>[:,]?")
"""What qpdf calls a file that it was given as bytes."""
_NO_BOX: Final[Box] = (0.0, 0.0, 0.0, 0.0)
_PAGE_KEYS: Final = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")


@dataclass(eq=False)
class Page:
    """A page. Boxes are in points of its own coordinates, y upwards; those it does not have are None."""

    number: int
    said: Any
    boxes: dict[str, Box | None]
    marks: Marks = field(default_factory=Marks)

    @property
    def media(self) -> Box:
        return self.boxes["MediaBox"] or _NO_BOX

    @property
    def trim(self) -> Box:
        """Where it is cut: its trim box, else its art box, else its crop box, else all of it (PDF 1.7, 14.11.2)."""
        return next((one for key in ("TrimBox", "ArtBox", "CropBox") if (one := self.boxes[key])), self.media)

    @property
    def bleed(self) -> Box:
        """How far ink may go: its bleed box, else its crop box, else all of it."""
        return self.boxes["BleedBox"] or self.boxes["CropBox"] or self.media

    @property
    def turned(self) -> int:
        """How it is turned when it is shown, in degrees."""
        return whole(entry(self.said, "Rotate")) % 360

    @property
    def unit(self) -> float:
        """The size of its unit in points."""
        return number(entry(self.said, "UserUnit"), 1.0)

    @property
    def is_recto(self) -> bool:
        return self.number % 2 == 1


@dataclass
class Document:
    """An open PDF. `source` is its bytes or its file, `size` its bytes."""

    pdf: Any
    source: bytes | Path
    name: str
    size: int
    header: str
    begins_well: bool
    budget: Budget
    shelf: Shelf = field(default_factory=Shelf)

    @cached_property
    def page_count(self) -> int:
        return len(self.pdf.pages)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Its pages with what they show, the first `MOST_PAGES` of them."""
        painter = Painter(self.shelf, self.budget)
        return tuple(self._page(number, painter) for number in range(1, min(self.page_count, MOST_PAGES) + 1))

    def _page(self, number_of: int, painter: Painter) -> Page:
        said = self.pdf.pages[number_of - 1].obj
        page = Page(number_of, said, {key: box(entry(said, key)) for key in _PAGE_KEYS})
        if self.budget.spent:
            page.marks.gaps.add(TOO_MUCH)
        else:
            streams = list(elements(entry(said, "Contents")))
            page.marks = painter.paint_page(number_of, streams, entry(said, "Resources"))
        return page

    @property
    def has_gaps(self) -> bool:
        """Whether there is anything on the pages that was not seen."""
        return len(self.pages) < self.page_count or any(page.marks.gaps for page in self.pages)

    @cached_property
    def sightings(self) -> Sightings:
        """What its objects hold."""
        pages = [(page.number, page.said) for page in self.pages]
        roots = [one for one in (self.root, self.info) if isinstance(one, pikepdf.Object)]
        return walk(pages, roots, self.budget)

    @property
    def root(self) -> Any:
        """Its catalog."""
        return entry(self.pdf.trailer, "Root")

    @property
    def info(self) -> Any:
        """Its Info dictionary."""
        return entry(self.pdf.trailer, "Info")

    @cached_property
    def xmp(self) -> dict[str, str] | None:
        """What its XMP packet says, by `prefix:Name`; None when the packet is damaged."""
        return properties(entry(self.root, "Metadata"))

    @property
    def opens_right(self) -> bool:
        """Whether the book is bound at the right."""
        return str(entry(self.root, "ViewerPreferences", "Direction")) == "/R2L"

    @property
    def repairs(self) -> list[str]:
        """What had to be mended or passed over to read it."""
        before = [] if self.begins_well else ["something stands before its first line"]
        told = (_STREAM_NAME.sub("", str(one)).strip().rstrip(".") for one in self.pdf.get_warnings())
        return [*before, *dict.fromkeys(told)]


@contextmanager
def opened(source: bytes | Path, name: str, budget: Budget) -> Iterator[Document]:
    """Open a PDF's bytes or file. Raises BookError: C020 no PDF or damaged beyond reading, C021 encrypted, C024 too large."""
    size, beginning = _beginning(source, name)
    header = _HEADER.search(beginning)
    if size > MOST_BYTES:
        hint = "No press takes such a file: reduce its pictures."
        raise error("C024", f"{name} is too large: {size >> 20} MB.", hint, Place(name))
    with bounded():
        try:
            pdf = pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source)
        except (pikepdf.PdfError, pikepdf.PasswordError, OSError, ValueError, RuntimeError, MemoryError) as failure:
            raise _refused(name, failure) from None
        try:
            document = Document(
                pdf, source, name, size, header[1].decode() if header else "", beginning[:5] == b"%PDF-", budget
            )
            if not _has_pages(document):
                raise _refused(name)
            yield document
        finally:
            pdf.close()


def _beginning(source: bytes | Path, name: str) -> tuple[int, bytes]:
    """How large a PDF is, and its first bytes."""
    if isinstance(source, bytes):
        return len(source), source[:1024]
    try:
        require_plain(source)
        with source.open("rb") as file:
            return source.stat().st_size, file.read(1024)
    except OSError as failure:
        raise error("C020", f"{name} can't be read: {failure.strerror}.", "Name a PDF.", Place(name)) from None


def _has_pages(document: Document) -> bool:
    try:
        return document.page_count > 0
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        return False


def _refused(name: str, failure: Exception | None = None) -> BookError:
    """Why a file can't be opened: it is locked, in a way that is known or not, or it is no PDF."""
    if isinstance(failure, pikepdf.PasswordError) or "encrypt" in str(failure).lower():
        return error("C021", f"{name} is encrypted.", "Save it again without a password.", Place(name))
    return error("C020", f"{name} is no PDF, or it is damaged.", "Name a PDF.", Place(name))
