"""Pictures: whether their data are what their dictionaries say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.pictures import Picture
from bookbuild.preflight.pixels import MOST_DOTS, jpeg_head
from bookbuild.preflight.rule import Fault, Rule, always
from bookbuild.preflight.values import packed, unpacked

_PLAIN: Final = frozenset(("FlateDecode", "LZWDecode", "RunLengthDecode", "ASCII85Decode", "ASCIIHexDecode"))


def _true(document: Document, _demands: Demands) -> Iterator[Fault]:
    placed = {use.picture: page.number for page in document.pages for use in page.marks.pictures}
    for said, page in document.sightings.pictures:
        placed.setdefault(document.shelf.picture(said, None), page)
    for picture, page in placed.items():
        if picture.is_inline:
            continue
        if document.budget.spent:
            yield Fault("Not all pictures were looked into.", severity="unchecked")
            return
        yield from _as_said(picture, page)


def _as_said(picture: Picture, page: int) -> Iterator[Fault]:
    filters = picture.filters
    if filters == ("DCTDecode",):
        yield from _jpeg(picture, page)
    elif not set(filters) <= _PLAIN or picture.width * picture.height > MOST_DOTS or not picture.space.components:
        kind = " and ".join(filters) or "so many dots"
        yield Fault(f"A picture ({picture.shown}) packed by {kind} can't be looked into.", page, severity="unchecked")
    else:
        data = unpacked(picture.said)
        row = (picture.width * picture.space.components * picture.bits + 7) // 8
        if data is None or len(data) < row * picture.height:
            yield Fault(f"A picture ({picture.shown}) is damaged: some of its data are missing.", page)


def _jpeg(picture: Picture, page: int) -> Iterator[Fault]:
    """The size and the colours in a JPEG's own head."""
    head = jpeg_head(packed(picture.said))
    if head is None:
        yield Fault(f"A picture ({picture.shown}) is no JPEG that can be read.", page)
        return
    width, height, components = head
    if (width, height) != (picture.width, picture.height):
        yield Fault(f"A picture says it is {picture.shown}; its JPEG has {width} x {height}.", page)
    if picture.space.components and components != picture.space.components:
        what = f"A picture ({picture.shown}) says it is {picture.space.shown}; its JPEG has {components} colours."
        yield Fault(what, page)


RULES: Final = (Rule("K037", "Pictures are what they say they are.", always(f"{PDF}, 8.9.5"), _true),)
