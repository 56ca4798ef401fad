"""Covers for tests: a book's words, a press and a page count; the panels composed without files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image

from bookbuild.cover.compose import studio_for
from bookbuild.cover.geometry import Zone, wrap_of
from bookbuild.cover.studio import Studio
from bookbuild.diagnostics import Findings, Place
from bookbuild.makeup.furniture import binding_of
from bookbuild.manuscript.blocks import Book, Contributor, Illustration, Paragraph, plain
from bookbuild.manuscript.cover import CoverCopy
from bookbuild.press.paint import InkedLine, Painted
from bookbuild.style.load import load_style
from bookbuild.style.press import Press
from bookbuild.style.pressfit import find_paper, press_trim, spine_width
from bookbuild.style.pressload import find_press
from bookbuild.style.style import Style

INCH = 72.0
ISBN = "978-0-306-40615-7"
SENTENCE = "The ferry left at nine, as it had left at nine every morning since the bridge was carried away. "

cached_style = cache(load_style)


def a_book(title: str = "The Nine O’Clock Ferry", author: str = "Ada Marsh", **more: object) -> Book:
    """A book without chapters: covers need none."""
    made = Book(title, (), (Contributor(author),) if author else (), isbn=ISBN, publisher="The Quay Press")
    return replace(made, **more)  # type: ignore[arg-type]


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(plain(text, Place("book.yaml", 5))) for text in texts)


def a_studio(
    book: Book | None = None,
    copy: CoverCopy | None = None,
    press: str | Press = "kdp-paperback",
    paper: str = "",
    style: str | Style = "classic",
    trim: str = "6x9",
    pages: int = 240,
    spine: float | None = None,
) -> Studio:
    """A studio; the spine in inches, the press's own where it publishes one, else half an inch."""
    book = book or a_book()
    found = find_press(press) if isinstance(press, str) else press
    design = cached_style(style, trim) if isinstance(style, str) else style
    on = find_paper(found, paper)
    assert on
    width = (spine_width(on, pages) or 0.5 * INCH) if spine is None else spine * INCH
    wrap = wrap_of(found, on, press_trim(found, design.trim), width, binding_of(book.language) == "right")
    return studio_for(book, copy or CoverCopy(), design, found, pages, wrap, Findings())


def a_picture(folder: Path, width: int, height: int, gray: int = 128, name: str = "art.png") -> Illustration:
    """A picture file of one gray."""
    Image.new("L", (width, height), gray).save(folder / name)
    return Illustration(str(folder / name), width, height, Place("book.yaml", 7))


def holds(outer: Zone, inner: Zone) -> bool:
    """Whether a zone lies inside another, to a thousandth of a point."""
    inside = 1e-3
    across = outer.x - inside <= inner.x and inner.right <= outer.right + inside
    return across and outer.y - inside <= inner.y and inner.bottom <= outer.bottom + inside


def lines_in(things: list[Painted]) -> list[InkedLine]:
    return [one for one in things if isinstance(one, InkedLine)]


def ink_zone(one: InkedLine) -> Zone:
    """The box round a line's ink on the sheet, measured glyph by glyph."""
    edges = [edge for at, segment in _segments(one) for edge in _glyph_edges(at, segment)]
    left, right = min(edge[0] for edge in edges), max(edge[1] for edge in edges)
    low, high = min(edge[2] for edge in edges), max(edge[3] for edge in edges)
    if one.turn == "down":
        return Zone(one.x + low, one.y + left, high - low, right - left)
    if one.turn == "up":
        return Zone(one.x - high, one.y - right, high - low, right - left)
    return Zone(one.x + left, one.y - high, right - left, high - low)


def _segments(one: InkedLine) -> Iterator[tuple[float, tuple[object, object]]]:
    for segment in one.line.segments:
        x = segment.x
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            yield x, (part, segment.stretch)
            x += part.width * segment.stretch + (gap or 0.0)


def _glyph_edges(x: float, drawn: tuple[object, object]) -> Iterator[tuple[float, float, float, float]]:
    part, stretch = drawn
    scale = part.fount.scale  # type: ignore[attr-defined]
    for glyph, advance in zip(part.glyphs, part.advances, strict=True):  # type: ignore[attr-defined]
        box = part.fount.face.font.get_glyph_extents(glyph)  # type: ignore[attr-defined]
        if box and box.width:
            left = x + box.x_bearing * scale * stretch
            top = box.y_bearing * scale
            yield left, left + box.width * scale * stretch, top + box.height * scale, top
        x += advance * scale * stretch
