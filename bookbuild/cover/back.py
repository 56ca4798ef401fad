"""The back: its text, the author, the publisher; the barcode has a box of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from bookbuild.cover.art import require_dots, whole
from bookbuild.cover.copyfitting import fitted_copy, set_copy
from bookbuild.cover.geometry import Zone
from bookbuild.cover.isbnbox import isbn_box
from bookbuild.cover.lettering import SetType, sized
from bookbuild.cover.studio import Studio
from bookbuild.diagnostics import error
from bookbuild.manuscript.blocks import Illustration, plain
from bookbuild.press.paint import Painted

TEXT_SIZE: Final = 0.034
"""The largest text of the back, in the panel's widths, unless the book's own is larger still: large print."""
ABOUT_SIZE: Final = 0.88
"""How large the lines about the author are, in the back text's sizes."""
PHOTO_SHARE, PHOTO_ALONE = 0.24, 0.34
"""How wide the author's picture is, in the text's measures: beside lines about the author, and by itself."""
HIGHEST_PHOTO: Final = 0.22
"""The highest picture of the author, in the panel's heights."""
GAP: Final = 1.75
"""White between text, author and foot, in leadings of the text."""
IMPRINT_SIZE: Final = 0.026
"""The publisher's name, in the panel's widths."""


def back(studio: Studio) -> list[Painted]:
    """All that stands on the back. Raises BookError: J010 for the photo, J020 for text that has no room, J030 for a barcode
    larger than the press's box."""
    zone = studio.back
    barcode, box = isbn_box(studio)
    foot = box.bottom if box and barcode else zone.bottom
    imprint, height = _imprint(studio, zone, box, foot)
    top = min(box.y if box else zone.bottom, foot - height)
    return [*barcode, *imprint, *_words(studio, zone, top)]


def _imprint(studio: Studio, zone: Zone, box: Zone | None, foot: float) -> tuple[list[Painted], float]:
    """The publisher and the price beside the barcode, the last baseline on its box's foot; and how high they are."""
    size = IMPRINT_SIZE * studio.wrap.back.width
    lettering = sized(studio.lettering("publisher"), size)
    lettering = replace(lettering, align="right" if studio.wrap.right_bound else "left")
    x, end = zone.x, zone.right
    if box and studio.wrap.right_bound:
        x = box.right + size
    elif box:
        end = box.x - size
    lines = [text for text in (studio.book.publisher, studio.copy.price.words) if text]
    if not lines:
        return [], 0.0
    made = [studio.type.set(plain(text), lettering, end - x) for text in lines]
    stacked = SetType(tuple(line for one in made for line in one.lines), lettering, made[0].cap)
    return [*stacked.placed(x, foot - stacked.height, studio.palette.ink)], stacked.height


def _words(studio: Studio, zone: Zone, floor: float) -> Iterator[Painted]:
    """The text from the top down, the author from the floor up."""
    copy, palette = studio.copy, studio.palette
    size = max(TEXT_SIZE * studio.wrap.back.width, studio.style.size if studio.style.large_print else 0.0)
    gap = GAP * studio.style.leading * size / studio.style.size
    floor -= gap if floor < zone.bottom else 0.0
    author, height = _author(studio, zone, ABOUT_SIZE * size, floor)
    yield from author
    floor -= height + gap if height else 0.0
    if floor < zone.y:
        message = "The lines about the author have no room on the back."
        raise error("J020", message, "Shorten them, or leave the photo out.", copy.place)
    if not copy.text:
        return
    text, too_many = fitted_copy(studio, copy.text, zone.width, floor - zone.y, size)
    if too_many:
        message = f"The text for the back is {too_many} word{'s' * (too_many > 1)} too long."
        hint = "Shorten it" + ("; the photo and the lines about the author take room, too." if height else ".")
        raise error("J020", message, hint, copy.place)
    yield from text.placed(zone.x, zone.y - text.above, palette.ink, palette.ground)


def _author(studio: Studio, zone: Zone, size: float, floor: float) -> tuple[list[Painted], float]:
    """The author's picture and the lines beside it, their foot on the floor; and how high they are."""
    copy, palette = studio.copy, studio.palette
    things: list[Painted] = []
    left, height = 0.0, 0.0
    if copy.photo:
        width = _photo_width(studio, copy.photo, zone, bool(copy.about))
        left, height = width + 1.5 * size, width * copy.photo.height / copy.photo.width
        picture = whole(copy.photo, zone.x, floor - height, width)
        require_dots(copy.photo, picture, "author's photo", studio.press, studio.findings)
        things.append(picture)
    if copy.about:
        about = set_copy(studio, copy.about, zone.width - left, size)
        top = floor - (about.height if about.height > height else (about.height + height) / 2)
        things += about.placed(zone.x + left, top - about.above, palette.ink, palette.ground)
        height = max(height, about.height)
    return things, height


def _photo_width(studio: Studio, photo: Illustration, zone: Zone, beside: bool) -> float:
    """How wide the author's picture is."""
    width = (PHOTO_SHARE if beside else PHOTO_ALONE) * zone.width
    return min(width, HIGHEST_PHOTO * studio.wrap.back.height * photo.width / photo.height)
