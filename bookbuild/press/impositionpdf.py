"""A finished PDF's pages laid on sheets: the file that is printed, folded and cut."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from bookbuild.diagnostics import Diagnostic, Place
from bookbuild.press.imposition import Imposition, Scheme, Side, impose
from bookbuild.press.impositionmarks import SHORTEST, Stroke, away, collation_mark, strokes
from bookbuild.press.impositionsheet import Box, SheetGrid, Spot, grid_for
from bookbuild.press.impositionsource import Source, SourcePage, damage_told, form_of, read_source

THIN: Final = 0.25
"""How thick marks are drawn, in points."""
DASHES: Final = "[3 2] 0 d"
MOST_FOLDED: Final = 80
"""A signature of more pages springs open and splits at the fold: the usual limit of a stapled booklet."""


@dataclass(frozen=True, slots=True)
class Imposed:
    """Imposed sheets: the file, how pages stand on them, the sheet, and what is to be told."""

    pdf: bytes
    imposition: Imposition
    grid: SheetGrid
    warnings: tuple[Diagnostic, ...]


def impose_pdf(
    pdf: bytes, name: str, scheme: Scheme, sheet: str | None = None, caliper: float = 0.0, right: bool = False
) -> Imposed:
    """Lay a finished PDF's pages on sheets.

    `name` is the file's, for messages; `sheet` a name or a size, or None for one that is just large enough; `caliper` the
    paper's thickness in points; `right` whether the book is bound at the right, whatever the file says. Raises UsageError for
    what can't be folded, BookError C020, C021, C040 or C041.
    """
    source = read_source(pdf, name)
    imposition = impose(scheme, len(source.pages), right or source.right_bound)
    grid = grid_for(sheet, imposition.columns, imposition.rows, source.size, marks=imposition.two_sided)
    writer = PdfWriter()
    writer.pdf_header = source.reader.pdf_header
    with damage_told(name):
        forms = [writer._add_object(form_of(page, writer)) for page in source.pages]
        for side in imposition.sides:
            _lay(writer, side, imposition, grid, source.pages, forms, caliper)
        _describe(writer, source, imposition, grid)
        digest = hashlib.md5(pdf + repr((imposition, grid, caliper)).encode(), usedforsecurity=False).digest()
        writer._ID = ArrayObject([ByteStringObject(digest)] * 2)
        made = BytesIO()
        writer.write(made)
    warnings = tuple(_warnings(source, imposition, grid, name))
    return Imposed(made.getvalue(), imposition, grid, warnings)


def _lay(
    writer: PdfWriter,
    side: Side,
    imposition: Imposition,
    grid: SheetGrid,
    pages: Sequence[SourcePage],
    forms: Sequence[Any],
    caliper: float,
) -> None:
    """One side of a sheet: its pages, then the marks."""
    spots = [grid.spot(cell, cell.depth * caliper) for cell in side.cells]
    shown = [forms[cell.page] for cell in side.cells]
    parts = [
        _page_shown(f"/P{at}", pages[cell.page], spot)
        for at, (cell, spot) in enumerate(zip(side.cells, spots, strict=True))
    ]
    parts += _marks_drawn(strokes(grid, spots), collation_mark(grid, side, len(imposition.signatures)))
    sheet = writer.add_blank_page(grid.width, grid.height)
    known = DictionaryObject({NameObject(f"/P{at}"): form for at, form in enumerate(shown)})
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): known})
    content = DecodedStreamObject()
    content.set_data("\n".join(parts).encode("ascii"))
    sheet[NameObject("/Contents")] = writer._add_object(content.flate_encode())


def _page_shown(form: str, page: SourcePage, spot: Spot) -> str:
    """A page on its spot: turned as it is read, cut at its bleed and at its cell."""
    upright = page.upright
    if spot.turned:
        placed = upright.half_turned().moved(spot.trim.right, spot.trim.top)
    else:
        placed = upright.moved(spot.trim.left, spot.trim.bottom)
    window = placed.box(page.bleed).within(spot.cell)
    return f"q {_rectangle(window)} W n {_numbers(*placed)} cm {form} Do Q"


def _marks_drawn(thin: Iterator[Stroke], bar: Box | None) -> Iterator[str]:
    """The marks in black: strokes, dashed ones, the bar."""
    yield f"q 0 G 0 g {THIN} w"
    for stroke in thin:
        dash = DASHES if stroke.dashed else "[] 0 d"
        yield f"{dash} {_numbers(*stroke.start)} m {_numbers(*stroke.end)} l S"
    if bar:
        yield f"{_rectangle(bar)} f"
    yield "Q"


def _rectangle(box: Box) -> str:
    return f"{_numbers(box.left, box.bottom, max(box.right - box.left, 0), max(box.top - box.bottom, 0))} re"


def _numbers(*values: float) -> str:
    """Numbers as PDF writes them."""
    return " ".join(f"{value:.4f}".rstrip("0").rstrip(".") for value in values)


def _describe(writer: PdfWriter, source: Source, imposition: Imposition, grid: SheetGrid) -> None:
    """Whose sheets they are, how they are to be printed, and what the pages' colours and layers mean.

    What the file claims to be (PDF/X) is not carried over: sheets are none.
    """
    known: Any = source.reader.metadata or {}
    kept = {key: str(known[key]) for key in ("/Title", "/Author", "/CreationDate") if key in known}
    writer.metadata = None
    writer.add_metadata(kept | {"/Creator": "bookbuild", "/Producer": "bookbuild"})
    root, old = writer.root_object, source.reader.root_object
    for key in ("/OutputIntents", "/OCProperties"):
        if key in old:
            root[NameObject(key)] = old.raw_get(key).clone(writer)
    if "/Lang" in old:
        root[NameObject("/Lang")] = TextStringObject(str(old["/Lang"]))
    preferences = {NameObject("/PrintScaling"): NameObject("/None")}
    if imposition.two_sided:
        edge = "Short" if turns_on_short_edge(grid) else "Long"
        preferences[NameObject("/Duplex")] = NameObject(f"/DuplexFlip{edge}Edge")
    root[NameObject("/ViewerPreferences")] = DictionaryObject(preferences)


def turns_on_short_edge(grid: SheetGrid) -> bool:
    """Backs are made for sheets that are turned like a page, about an upright edge: which one that is."""
    return grid.width > grid.height


def _warnings(source: Source, imposition: Imposition, grid: SheetGrid, name: str) -> Iterator[Diagnostic]:
    place = Place(name)
    bleed = source.size.bleed
    if imposition.two_sided and grid.margin < away(grid) + SHORTEST and not grid.needs_no_knife:
        lost = "marks" if grid.margin >= bleed or not bleed else "marks, and the bleed is cut off"
        yield Diagnostic(
            "C042", f"The sheet has no room for all {lost}.", "Take a larger one, or leave --sheet out.", place
        )
    if max(imposition.signatures, default=0) > MOST_FOLDED:
        message = f"A signature of {max(imposition.signatures)} pages is too thick to fold."
        yield Diagnostic("C043", message, "Use --signature 16, or 32 on thin paper.", place)
    if source.noted:
        message = f"Page {source.noted} has notes or form fields; they are left out."
        yield Diagnostic(
            "C044", message, "Print the file to a new PDF first, which makes them part of the pages.", place
        )
