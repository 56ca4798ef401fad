"""Front matter and body are bound into one book: boxes, inserted pages, and what its kind of file asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import DictionaryObject, NameObject, RectangleObject

from bookbuild.folders import read_plain
from bookbuild.makeup.frame import Frame, Frames
from bookbuild.press.claims import Credentials, declare
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.press.wayfinding import ContentsLink, Mark, add_links, add_manners, add_outline, label_pages

DATE = "D:20000101000000Z"
"""Every build of the same book gives the same bytes, so that the file bears no date of its own unless
SOURCE_DATE_EPOCH gives one."""


@dataclass(frozen=True, slots=True)
class Inserted:
    """A finished page that takes the place of a blank one."""

    page: int
    file: str
    file_page: int


@dataclass(frozen=True, slots=True)
class Binding:
    """All that binding adds to the pages. Of marks and links it takes what the kind of file has."""

    title: str
    author: str
    language: str
    frames: Frames
    marks: Sequence[Mark] = ()
    links: Sequence[ContentsLink] = ()
    inserts: Sequence[Inserted] = ()
    right_bound: bool = False
    date: str = DATE
    press_file: PressFile = PRESS_FILE


def bind(front: bytes, body: bytes, binding: Binding) -> bytes:
    """Join the front matter (which may be empty) and the body into one PDF of the kind asked for.

    The PDF's cross references are a table and its objects plain, as the older standards demand and the younger allow.
    """
    standard = binding.press_file.standard
    writer = PdfWriter()
    front_pages = _append(writer, front) if front else 0
    _append(writer, body)
    drop(writer, "/Outlines")
    frames = binding.frames
    for insert in binding.inserts:
        _insert(writer, insert, frames.of(insert.page + 1))
    for number, page in enumerate(writer.pages, 1):
        clean(page, frames.of(number))
    if binding.press_file.embed == "full":
        _share_fonts(writer)
    if standard.page_labels:
        label_pages(writer, front_pages)
    if standard.outline:
        add_outline(writer, binding.marks)
        add_manners(writer, binding.language, binding.right_bound)
    if standard.links:
        add_links(writer, binding.links, frames)
    credentials = Credentials(binding.title, binding.author, binding.date, _digest(front, body, binding))
    declare(writer, standard, credentials, binding.press_file.profile)
    bound = BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _append(writer: PdfWriter, data: bytes) -> int:
    """Add all pages of a PDF; return how many."""
    reader = PdfReader(BytesIO(data))
    writer.append(reader, import_outline=False)
    return len(reader.pages)


def drop(writer: PdfWriter, key: str) -> None:
    """Take an entry that pypdf makes by itself out of the catalog, and out of the file."""
    reference = writer.root_object.raw_get(key) if key in writer.root_object else None
    if reference is not None:
        del writer.root_object[key]
        writer._objects[reference.idnum - 1] = None


def _insert(writer: PdfWriter, insert: Inserted, frame: Frame) -> None:
    """Lay a finished page on the trim of the blank one that waits for it; its links and notes stay behind."""
    source = PdfWriter().add_page(PdfReader(insert.file).pages[insert.file_page])
    source.pop(NameObject("/Annots"), None)
    source.transfer_rotation_to_content()
    x, y = frame.origin
    to_trim = Transformation().translate(x - float(source.mediabox.left), y - float(source.mediabox.bottom))
    writer.pages[insert.page].merge_transformed_page(source, to_trim)


def clean(page: Any, frame: Frame) -> None:
    """Set the page's boxes; take out what reportlab adds to every page and no press wants."""
    boxes = {"/MediaBox": frame.media_box, "/BleedBox": frame.bleed_box, "/TrimBox": frame.trim_box}
    for key, box in boxes.items():
        page[NameObject(key)] = RectangleObject(box)
    for key in ("/Trans", "/Rotate", "/ArtBox"):
        page.pop(NameObject(key), None)


def _share_fonts(writer: PdfWriter) -> None:
    """Keep one font file where front matter and body both brought the same whole face."""
    kept: dict[bytes, Any] = {}
    descriptors = [one for one in writer._objects if isinstance(one, DictionaryObject)]
    for descriptor in descriptors:
        for key in {"/FontFile2", "/FontFile3"} & set(descriptor):
            reference = descriptor.raw_get(key)
            first = kept.setdefault(reference.get_object()._data, reference)
            if first is not reference:
                descriptor[NameObject(key)] = first
                writer._objects[reference.idnum - 1] = None


def _digest(front: bytes, body: bytes, binding: Binding) -> bytes:
    """Sixteen bytes that follow from all that goes into the file, wherever it lay."""
    digest = hashlib.md5(usedforsecurity=False)
    profile = binding.press_file.profile
    said = (
        binding.title,
        binding.author,
        binding.language,
        binding.frames,
        binding.date,
        binding.press_file.standard.name,
    )
    inserts = [read_plain(Path(file)) for file in dict.fromkeys(insert.file for insert in binding.inserts)]
    for part in (front, body, repr((said, binding.marks)).encode(), profile.data if profile else b"", *inserts):
        digest.update(part)
    return digest.digest()
