"""A template for a designer: the cover's zones drawn to measure, each with its name and its size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.cover.geometry import Wrap, Zone, press_box, spine_letters
from bookbuild.cover.lettering import Typesetter
from bookbuild.manuscript.blocks import plain
from bookbuild.manuscript.inks import BLACK, WHITE, Ink
from bookbuild.press.paint import Field, InkedLine, Painted
from bookbuild.style.press import Press
from bookbuild.style.style import Lettering
from bookbuild.style.typefaces import shipped_typefaces
from bookbuild.units import inches

BLEED_INK: Final = Ink(magenta=0.3)
HINGE_INK: Final = Ink(cyan=0.25)
BARCODE_INK: Final = Ink(yellow=0.4)
EDGE_INK: Final = BLACK
TEXT_INK: Final = Ink(cyan=0.8, magenta=0.3)
EDGE, HAIR = 0.75, 0.5
"""Points that the lines round panels and round the room for text are thick."""
LABEL_SIZE: Final = 10.0
SMALL_SIZE: Final = 7.5


def template_things(press: Press, wrap: Wrap, pages: int, typesetter: Typesetter) -> list[Painted]:
    """Everything on the template: bleed or turn-in, panels, hinges, room for text, the barcode's box, and their names."""
    sheet, seen = wrap.sheet, wrap.seen
    things: list[Painted] = [_filled(sheet, BLEED_INK), _filled(seen, WHITE)]
    things += [_filled(band, HINGE_INK) for band in _hinges(wrap)]
    box = press_box(press, wrap)
    if box:
        things += [_filled(box, BARCODE_INK), *_label(typesetter, box, ["barcode", _size(box)])]
    for panel in (wrap.back, wrap.spine, wrap.front):
        things += _outline(panel, EDGE_INK, EDGE)
    letters = spine_letters(press, wrap, pages)
    for room in (wrap.back_text, wrap.front_text, letters):
        things += _outline(room, TEXT_INK, HAIR) if room else []
    over = "turned in" if wrap.hinge else "bleed"
    about = [
        f"{press.title}: {pages} pages",
        f"whole sheet {_size(sheet)}",
        f"{over} {inches(wrap.over)} in all round",
        f"spine {inches(wrap.spine.width)} in" + ("" if letters else ", no letters on it"),
        *([f"hinge {inches(wrap.hinge)} in"] if wrap.hinge else []),
        "blue: words stay inside",
    ]
    return [
        *things,
        *_label(typesetter, wrap.front, ["FRONT", _size(wrap.front), "", *about]),
        *_label(typesetter, wrap.back, ["BACK", _size(wrap.back)]),
    ]


def _size(zone: Zone) -> str:
    return f"{inches(zone.width)} x {inches(zone.height)} in"


def _hinges(wrap: Wrap) -> Iterator[Zone]:
    """The bands beside a hardcover's spine."""
    spine = wrap.spine
    if wrap.hinge:
        yield Zone(spine.x - wrap.hinge, spine.y, wrap.hinge, spine.height)
        yield Zone(spine.right, spine.y, wrap.hinge, spine.height)


def _filled(zone: Zone, ink: Ink) -> Field:
    return Field(zone.x, zone.y, zone.width, zone.height, ink)


def _outline(zone: Zone, ink: Ink, thick: float) -> Iterator[Field]:
    """A zone's four edges, drawn on its inside."""
    yield Field(zone.x, zone.y, zone.width, thick, ink)
    yield Field(zone.x, zone.bottom - thick, zone.width, thick, ink)
    yield Field(zone.x, zone.y, thick, zone.height, ink)
    yield Field(zone.right - thick, zone.y, thick, zone.height, ink)


def _label(typesetter: Typesetter, zone: Zone, lines: list[str]) -> Iterator[InkedLine]:
    """A few words in the middle of a zone."""
    typeface = next(face for face in shipped_typefaces().values() if face.use == "heads")
    leading = 1.4 * LABEL_SIZE
    y = zone.y + zone.height / 2 - leading * (len(lines) - 1) / 2
    for at, text in enumerate(lines):
        lettering = Lettering(typeface, SMALL_SIZE if at else LABEL_SIZE, leading, lining=True)
        if text:
            made = typesetter.set(plain(text), lettering, zone.width)
            yield from made.placed(zone.x, y + at * leading, BLACK)
