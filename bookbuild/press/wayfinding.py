"""What helps a reader on a screen: bookmarks, links, page labels, how the book opens. A press wants none but the labels.

Bookmarks and links name their places themselves (`Dest`): the actions that pypdf would write are forbidden in most files
for print, and nobody needs them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pypdf import PdfWriter
from pypdf.constants import PageLabelStyle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    NumberObject,
    TextStringObject,
)

from bookbuild.makeup.frame import Frames


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


def label_pages(writer: PdfWriter, front_pages: int) -> None:
    """Pages are labelled as they are numbered in print: i, ii ... in the front matter, then 1, 2 ..."""
    if front_pages:
        writer.set_page_label(0, front_pages - 1, PageLabelStyle.LOWERCASE_ROMAN)
    writer.set_page_label(front_pages, len(writer.pages) - 1, PageLabelStyle.DECIMAL)


def add_outline(writer: PdfWriter, marks: Sequence[Mark]) -> None:
    """Bookmarks, chapters inside their parts (PDF 1.7, 12.3.3)."""
    if not marks:
        return
    root = DictionaryObject({NameObject("/Type"): NameObject("/Outlines")})
    writer.root_object[NameObject("/Outlines")] = writer._add_object(root)
    inside: dict[int, list[DictionaryObject]] = {id(root): []}
    parent = root
    for mark in marks:
        item = DictionaryObject(
            {
                NameObject("/Title"): TextStringObject(one_line(mark.title)),
                NameObject("/Dest"): _destination(writer, mark.page, "/Fit"),
            }
        )
        writer._add_object(item)
        above = parent if mark.level else root
        item[NameObject("/Parent")] = above.indirect_reference
        inside[id(above)].append(item)
        inside[id(item)] = []
        if not mark.level:
            parent = item
    _chain(root, inside)


def _chain(above: DictionaryObject, inside: dict[int, list[DictionaryObject]]) -> int:
    """Join an entry's own entries into a chain; return how many there are, those inside them too."""
    items = inside[id(above)]
    if not items:
        return 0
    for one, two in pairwise(items):
        one[NameObject("/Next")] = two.indirect_reference
        two[NameObject("/Prev")] = one.indirect_reference
    above[NameObject("/First")] = items[0].indirect_reference
    above[NameObject("/Last")] = items[-1].indirect_reference
    count = len(items) + sum(_chain(item, inside) for item in items)
    above[NameObject("/Count")] = NumberObject(count)
    return count


def one_line(title: str) -> str:
    """A title as bookmarks show it: what ends its line on the page is a space."""
    return " ".join(title.replace("\\", " ").split())


def add_links(writer: PdfWriter, links: Sequence[ContentsLink], frames: Frames) -> None:
    """Links, without a frame, on the lines of the contents."""
    for link in links:
        edges = zip(link.box, frames.of(link.page + 1).origin * 2, strict=True)
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject([FloatObject(round(edge + shift, 3)) for edge, shift in edges]),
                NameObject("/Border"): ArrayObject([NumberObject(0)] * 3),
                NameObject("/Dest"): _destination(writer, link.target, "/XYZ"),
            }
        )
        page = writer.pages[link.page]
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(writer._add_object(annotation))


def _destination(writer: PdfWriter, page: int, fit: str) -> Any:
    """A page as a place to go to: the whole of it, or its top at the magnification there is."""
    where = [NullObject()] * 3 if fit == "/XYZ" else []
    return ArrayObject([writer.pages[page].indirect_reference, NameObject(fit), *where])


def add_manners(writer: PdfWriter, language: str, right_bound: bool) -> None:
    """In which language the book is, and how a reader opens it: as spreads, under its title."""
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language)
    root[NameObject("/PageLayout")] = NameObject("/TwoPageRight")
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    if right_bound:
        preferences[NameObject("/Direction")] = NameObject("/R2L")
    root[NameObject("/ViewerPreferences")] = preferences
