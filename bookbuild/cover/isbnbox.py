"""The barcode's white box on the back: the ISBN in words, the bars, their digits, all in black ink alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.cover.barcode import LEFT_QUIET, MODULE, Symbol, symbol_of
from bookbuild.cover.geometry import Zone, barcode_place, press_box
from bookbuild.cover.lettering import SetType
from bookbuild.cover.studio import Studio
from bookbuild.manuscript.blocks import plain
from bookbuild.manuscript.inks import BLACK, WHITE
from bookbuild.manuscript.isbn import ean13, printed_isbn
from bookbuild.press.paint import Field, InkedLine, Painted
from bookbuild.style.style import Lettering
from bookbuild.style.typefaces import shipped_typefaces

PADDING: Final = 4.0
"""Points of white round the symbol and the words over it, where the press's box has room for so many."""
ISBN_GAP: Final = 3.0
"""Points between the ISBN in words and the bars."""
ISBN_SIZE: Final = 8.0
"""The largest ISBN in words; it is no wider than the bars with their quiet zones."""
DIGIT_SIZE: Final = 1.5
"""How large a barcode's digits are, in their cells' widths."""


def isbn_box(studio: Studio) -> tuple[list[Painted], Zone | None]:
    """The barcode with its box, and the box's place; nothing but the place where the press prints it by itself; neither
    where there is no ISBN.

    Warns J031 of a book without an ISBN. Raises BookError J030 for a barcode larger than the press's box.
    """
    book, press = studio.book, studio.press
    if not book.isbn:
        box = press_box(press, studio.wrap) if press.barcode and press.barcode.by_press else None
        fate = "its place is left free for the press's own" if box else "the back has none"
        hint = "Write `isbn:` into book.yaml, or let the press give the book one."
        studio.findings.warn("J031", f"There is no ISBN to make a barcode of; {fate}.", hint)
        return [], box
    digits = ean13(book.isbn)
    symbol = symbol_of(digits, studio.copy.price.add_on, studio.copy.barcode)
    words = _isbn_words(studio, f"ISBN {printed_isbn(digits)}")
    depth = words.cap + ISBN_GAP
    across, down = _padding(studio, symbol.width, symbol.height + depth)
    size = (symbol.width + 2 * across, symbol.height + depth + 2 * down)
    box = barcode_place(press, studio.wrap, *size, studio.margin)
    x, y = box.x + across, box.y + down
    left = x + (_main_width(studio.copy.barcode) - words.width) / 2
    things: list[Painted] = [Field(box.x, box.y, box.width, box.height, WHITE), *words.placed(left, y, BLACK)]
    return [*things, *_symbol(studio, symbol, x, y + depth)], box


def _padding(studio: Studio, width: float, height: float) -> tuple[float, float]:
    """White at the sides and over and under what is in the box; less where the press's box is tight."""
    rules = studio.press.barcode
    if rules is None:
        return PADDING, PADDING
    return min(PADDING, max((rules.width - width) / 2, 0)), min(PADDING, max((rules.height - height) / 2, 0))


def _main_width(size: float) -> float:
    """The main symbol's width with its quiet zones."""
    return (LEFT_QUIET + 95 + 7) * MODULE * size


def _sans(size: float) -> Lettering:
    """Upright lining figures of the shipped sans: nothing but bars is read by machines."""
    typeface = next(face for face in shipped_typefaces().values() if face.use == "heads")
    return Lettering(typeface, size, size, align="left", lining=True)


def _isbn_words(studio: Studio, text: str) -> SetType:
    """The ISBN's words, no wider than the main symbol."""
    widest = _main_width(studio.copy.barcode)
    made = studio.type.set(plain(text), _sans(ISBN_SIZE), 2 * widest)
    return studio.type.set(plain(text), _sans(ISBN_SIZE * min(1.0, widest / made.width)), 2 * widest)


def _symbol(studio: Studio, symbol: Symbol, x: float, y: float) -> Iterator[Painted]:
    """Bars and digits from a top left corner on."""
    for bar in symbol.bars:
        yield Field(x + bar.x, y + bar.y, bar.width, bar.height, BLACK)
    lettering = _sans(DIGIT_SIZE * symbol.cell)
    for digit in symbol.digits:
        (line,) = studio.type.set(plain(digit.text), lettering, 2 * symbol.cell).lines
        yield InkedLine(line, x + digit.centre - line.width / 2, y + digit.baseline, BLACK)
