"""A cover's PDF made ready for the press: its kind, its boxes, and what it says of itself."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from pypdf import PdfReader, PdfWriter

from bookbuild.diagnostics import error
from bookbuild.makeup.frame import Frame
from bookbuild.manuscript.blocks import Book
from bookbuild.press.bind import clean, drop
from bookbuild.press.claims import Credentials, declare
from bookbuild.press.dates import file_date
from bookbuild.press.pictures import PictureRules
from bookbuild.press.pressfile import PressFile, for_book
from bookbuild.press.standards import find_standard
from bookbuild.style.press import Press

NO_RULES: Final = PictureRules(None, 0, 0, 0, 0)
"""The panels count a cover's dots (J010, J011) and say which size is wanted; the paper is coated and needs no curve."""


@dataclass(frozen=True, slots=True)
class CoverFile:
    """What a cover's file says. The trim of its frame is what is seen of the cover once it is on the book: the page after
    cutting, or the boards and the spine; the rest is bleed, or is turned in."""

    title: str
    author: str
    frame: Frame
    press_file: PressFile


def cover_file_for(press: Press, book: Book) -> PressFile:
    """The kind of file that the press takes, with the book's profile if it is one of four inks, as a cover's are.

    Raises what `for_book` raises, and P031 when the kind of file needs a profile and the book's is another.
    """
    standard = find_standard(press.standard)
    file = for_book(PressFile(standard, NO_RULES, "full" if press.file.embed == "full" else "subset"), book)
    if file.profile is None or file.profile.space == "CMYK":
        return file
    if standard.needs_profile:
        message = f"The profile {file.profile.name!r} can't be used for a cover: it is {file.profile.space}."
        raise error("P031", message, "Take a CMYK profile.", book.profile_place)
    return replace(file, profile=None)


def finished_cover(pdf: bytes, file: CoverFile) -> bytes:
    """The drawn page with its boxes, what its kind of file says of itself, and an ID that follows from its content."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf)), import_outline=False)
    drop(writer, "/Outlines")
    (page,) = writer.pages
    clean(page, file.frame)
    standard, profile, date = file.press_file.standard, file.press_file.profile, file_date()
    digest = hashlib.md5(pdf, usedforsecurity=False)
    digest.update(repr((file.title, file.author, file.frame, date, standard.name)).encode())
    digest.update(profile.data if profile else b"")
    declare(writer, standard, Credentials(file.title, file.author, date, digest.digest()), profile)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
