"""A book's finished pages laid on a proof's sheets, over the marks: the pages as they are, bookmarks and links with them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    RectangleObject,
)

from bookbuild.makeup.frame import frames_of
from bookbuild.press.bind import Binding
from bookbuild.press.impositionsource import SourcePage, form_of, read_source
from bookbuild.press.proofmarks import MarkLook, MarkPainter, PageMarks
from bookbuild.press.proofsheet import ProofSheet
from bookbuild.press.wayfinding import ContentsLink, Mark, add_links, add_manners, add_outline
from bookbuild.style.style import Trim

PROOF: Final = "proof"


@dataclass(frozen=True, slots=True)
class ProofSide:
    """One sheet: the pages on it from left to right, by their numbers in the file from 0 (None for none), what it is called,
    its slug."""

    pages: tuple[int | None, ...]
    label: str
    slug: str


def proof_pdf(
    pdf: bytes,
    binding: Binding,
    sheet: ProofSheet,
    look: MarkLook,
    sides: Sequence[ProofSide],
    marks: Sequence[PageMarks],
    to_look_at: Sequence[Mark] = (),
) -> bytes:
    """The proof of a book.

    `pdf` is the book, bound as `binding` says; `marks` are those of its pages; `to_look_at` are bookmarks besides the
    book's own, their pages counted as the book's are. Raises BookError C020 for a file that can't be read.
    """
    painter = MarkPainter(look, sheet)
    for side in sides:
        painter.paint([None if at is None else marks[at] for at in side.pages], side.slug)
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(painter.finish())), import_outline=False)
    source = read_source(pdf, PROOF)
    forms = [writer._add_object(form_of(page, writer)) for page in source.pages]
    for page, side in zip(writer.pages, sides, strict=True):
        _lay(writer, page, side, sheet, source.pages, forms)
    where = {at: number for number, side in enumerate(sides) for at in side.pages if at is not None}
    outline = [Mark(mark.title, where[mark.page], mark.level) for mark in (*binding.marks, *to_look_at)]
    add_outline(writer, outline)
    add_manners(writer, binding.language, binding.right_bound)
    writer.root_object[NameObject("/PageLayout")] = NameObject("/SinglePage")
    on_the_sheet = frames_of(Trim("", 0.0, 0.0))  # the links' boxes are in the sheet's own points
    add_links(writer, [_moved(link, sides, where, sheet, look.height) for link in binding.links], on_the_sheet)
    for number, side in enumerate(sides):
        writer.set_page_label(number, number, prefix=side.label)
    return _written(writer, binding, pdf)


def _lay(
    writer: PdfWriter, page: Any, side: ProofSide, sheet: ProofSheet, pages: Sequence[SourcePage], forms: Sequence[Any]
) -> None:
    """Show a sheet's pages over its marks."""
    names = DictionaryObject()
    shown = []
    for place, at in enumerate(side.pages):
        if at is not None:
            name = f"/Page{place}"
            names[NameObject(name)] = forms[at]
            left, bottom = sheet.lefts[place], sheet.height - sheet.top - pages[at].height
            placed = pages[at].upright.moved(left, bottom)
            shown.append(f"q {' '.join(f'{number:.4f}' for number in placed)} cm {name} Do Q")
    resources = DictionaryObject(page["/Resources"].get_object())
    resources[NameObject("/XObject")] = names
    page[NameObject("/Resources")] = resources
    content = DecodedStreamObject()
    content.set_data("\n".join(shown).encode("ascii"))
    before = page.raw_get("/Contents")
    page[NameObject("/Contents")] = ArrayObject([before, writer._add_object(content)])
    for key in ("/Trans", "/Rotate", "/ArtBox", "/BleedBox"):
        page.pop(NameObject(key), None)
    box = [sheet.lefts[0], sheet.top, sheet.width, sheet.height - sheet.top]
    if len(side.pages) == 1:
        box[2] = sheet.lefts[0] + pages[0].width
        page[NameObject("/TrimBox")] = RectangleObject(box)


def _moved(
    link: ContentsLink, sides: Sequence[ProofSide], where: dict[int, int], sheet: ProofSheet, height: float
) -> ContentsLink:
    """A link of the book where it lies on the sheet."""
    number = where[link.page]
    dx = sheet.lefts[sides[number].pages.index(link.page)]
    dy = sheet.height - sheet.top - height
    left, bottom, right, top = link.box
    return ContentsLink(number, (left + dx, bottom + dy, right + dx, top + dy), where[link.target])


def _written(writer: PdfWriter, binding: Binding, pdf: bytes) -> bytes:
    """The file's bytes, its title that of the book."""
    writer.metadata = None
    title = f"{binding.title} ({PROOF})"
    told = {"/Title": title, "/Author": binding.author, "/CreationDate": binding.date}
    writer.add_metadata(
        {key: value for key, value in told.items() if value} | dict.fromkeys(("/Creator", "/Producer"), "bookbuild")
    )
    made = BytesIO()
    writer._ID = ArrayObject([ByteStringObject(hashlib.md5(pdf, usedforsecurity=False).digest())] * 2)
    writer.write(made)
    return made.getvalue()
