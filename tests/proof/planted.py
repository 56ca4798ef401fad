"""Small books written straight to PDF, every word at a known place, so that faults can be planted in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Final

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 396.0, 612.0
LEFT, MEASURE, INDENT = 54.0, 288.0, 14.0
SIZE, LEADING = 11.0, 14.0
FIRST, DEPTH = 64.0, 14
"""The first baseline, in points from the trim's top, and how many lines a page has."""
FONT: Final = "Times-Roman"
NATURAL: Final = 0.25
"""The space of Times, in ems."""
BEGINNINGS: Final = (3, 9)
"""The lines of a page, from 0, that begin a paragraph."""

_VOCABULARY: Final = (
    "river stone garden letter window autumn candle harbour market silver winter summer bridge forest mountain "
    "the a of and but with from under over behind before after never always often ship road house lamp field "
    "walked turned called waited looked answered remembered listened carried followed small quiet narrow yellow"
)
_WORDS: Final = _VOCABULARY.split()


@dataclass
class Row:
    """A line as it is printed: its text, its left edge, its baseline, its width when it is justified."""

    text: str
    x: float
    y: float
    width: float | None = MEASURE
    scale: float = 100.0

    @property
    def space(self) -> float:
        """Its word space, in ems."""
        gaps = self.text.count(" ")
        if self.width is None or not gaps:
            return NATURAL
        return (self.width - natural_width(self.text)) / gaps / SIZE + NATURAL

    @property
    def right(self) -> float:
        return self.x + (self.width or natural_width(self.text))


@dataclass
class Planted:
    """A book of pages of rows; `opening` are the pages with a chapter's title."""

    pages: dict[int, list[Row]]
    opening: tuple[int, ...] = (1, 7)
    count: int = 9
    heads: bool = True
    extra: list[tuple[int, str, float, float, float]] = field(default_factory=list)
    """More texts: page, text, left edge, baseline, size."""

    def pdf(self) -> bytes:
        buffer = BytesIO()
        canvas = Canvas(buffer, (WIDTH, HEIGHT))
        for number in range(1, self.count + 1):
            self._furnish(canvas, number)
            for row in self.pages.get(number, []):
                _draw(canvas, row)
            for page, text, x, y, size in self.extra:
                if page == number:
                    canvas.setFont(FONT, size)
                    canvas.drawString(x, HEIGHT - y, text)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _furnish(self, canvas: Canvas, number: int) -> None:
        if number in self.opening:
            canvas.setFont(FONT, 18)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 92, f"Chapter {number}")
        elif self.heads and number in self.pages:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 40, "The Running Head")
        if number in self.pages:
            canvas.setFont(FONT, 9)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 580, str(number))


def natural_width(text: str) -> float:
    return float(stringWidth(text, FONT, SIZE))


def _draw(canvas: Canvas, row: Row) -> None:
    text = canvas.beginText(row.x, HEIGHT - row.y)
    text.setFont(FONT, SIZE)
    text.setHorizScale(row.scale)
    gaps = row.text.count(" ")
    if row.width is not None and gaps:
        text.setWordSpace((row.width - natural_width(row.text)) / gaps)
    text.textOut(row.text)
    canvas.drawText(text)


class Writer:
    """Makes lines of words that fill a width with good spaces."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.last = ["", ""]

    def line(self, width: float, first: str = "", last: str = "", space: tuple[float, float] = (0.21, 0.3)) -> str:
        """A text that fills a width in points with word spaces of so many ems, at least and at most."""
        while True:
            words = [first] if first else [self.random.choice(_WORDS)]
            text = ""
            while not text or Row(text, 0, 0, width).space > space[1]:
                words.append(self.random.choice(_WORDS))
                text = " ".join([*words, last] if last else words)
            fits = Row(text, 0, 0, width).space >= space[0]
            if fits and (first or words[0] != self.last[0]) and (last or words[-1] != self.last[1]):
                self.last = [text.split()[0], text.split()[-1]]
                return text


def clean_book(seed: int = 7) -> Planted:
    """Two chapters without a fault: pages 1 to 5 and 7 to 9, page 6 blank."""
    writer = Writer(seed)
    depth = {1: (5, DEPTH), 7: (5, DEPTH), 5: (0, 9), 9: (0, 9)}
    return Planted(
        {number: list(_rows(writer, *depth.get(number, (0, DEPTH)))) for number in range(1, 10) if number != 6}
    )


def _rows(writer: Writer, begin: int, end: int) -> Iterator[Row]:
    """The rows of a page from one line to another."""
    for at in range(begin, end):
        inset = INDENT if at in BEGINNINGS else 0.0
        ends = at + 1 in BEGINNINGS
        width = MEASURE - inset
        text = writer.line(width / 2, space=(0.0, 1.0)) if ends else writer.line(width)
        yield Row(text, LEFT + inset, FIRST + at * LEADING, None if ends else width)


def planted(plant: Callable[[Planted, Writer], None]) -> bytes:
    """The clean book with something planted in it."""
    book = clean_book()
    plant(book, Writer(11))
    return book.pdf()
