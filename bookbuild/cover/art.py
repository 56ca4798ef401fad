"""Pictures for a cover: large enough for the size they are printed at, and of a shape that fits their place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from bookbuild.cover.geometry import Zone
from bookbuild.diagnostics import Findings, error
from bookbuild.makeup.galley import PictureBox
from bookbuild.manuscript.blocks import Illustration
from bookbuild.manuscript.inks import WHITE
from bookbuild.press.paint import CutPicture, Field, InkedLine, Painted
from bookbuild.style.press import Press

GOOD_DPI: Final = 300
"""The dots an inch that messages ask for."""
ROUNDING: Final = 0.5
"""Dots an inch that a picture made for just this size may miss them by."""

SEEN_DOTS: Final = 1200
"""The art is looked at so small when its lightness is compared with the lettering's."""
ALIKE: Final = 0.3
"""Lightnesses that differ by less, from 0 to 1, can't be told apart from afar."""
MOST_LOST: Final = 0.1
"""The most of a line that may stand on such dots."""
X_HEIGHT: Final = 0.5
"""How high the room of a line's small letters is looked at, in ems."""


def filling(picture: Illustration, zone: Zone, most_cut: float) -> CutPicture:
    """A picture that fills a zone, cut evenly on two sides where its shape is another.

    Raises BookError J012 when more than a share of it would be cut away.
    """
    scale = max(zone.width / picture.width, zone.height / picture.height)
    width, height = picture.width * scale, picture.height * scale
    lost = 1 - (zone.width * zone.height) / (width * height)
    if lost > most_cut + 1e-6:
        wanted = f"{zone.width / 72 * GOOD_DPI:.0f} x {zone.height / 72 * GOOD_DPI:.0f}"
        message = f"The art has {picture.width} x {picture.height} pixels, another shape than the front: {lost:.0%} of it would be cut off."
        hint = f"Make it {wanted} pixels, bleed included, or choose another `layout`."
        raise error("J012", message, hint, picture.place)
    box = PictureBox(picture.file, width, height, picture.place)
    x, y = zone.x - (width - zone.width) / 2, zone.y - (height - zone.height) / 2
    return CutPicture(box, x, y, Field(zone.x, zone.y, zone.width, zone.height, WHITE))


def whole(picture: Illustration, x: float, y: float, width: float) -> CutPicture:
    """A picture so wide, with its top left corner at a place, nothing of it cut."""
    height = width * picture.height / picture.width
    return CutPicture(PictureBox(picture.file, width, height, picture.place), x, y, Field(x, y, width, height, WHITE))


def require_dots(picture: Illustration, placed: CutPicture, what: str, press: Press, findings: Findings) -> None:
    """See that a picture has dots enough for its printed size: few are warned of (J011), too few refused (J010)."""
    rules, box = press.file.resolution, placed.picture
    dpi = 72 * picture.width / box.width + ROUNDING
    if dpi >= rules.gray_warn:
        return
    size = f"{box.width / 72 * GOOD_DPI:.0f} x {box.height / 72 * GOOD_DPI:.0f}"
    message = f"The {what} is printed at {int(dpi)} dots an inch; "
    hint = f"For {GOOD_DPI} dots an inch it needs {size} pixels; enlarging it in a program adds none."
    if dpi < rules.gray_refuse:
        raise error("J010", f"{message}{press.title} wants {rules.gray_warn}.", hint, picture.place)
    findings.warn("J011", f"{message}{press.title} wants {rules.gray_warn}.", hint, picture.place)


def require_contrast(picture: Illustration, placed: CutPicture, words: Iterable[Painted], findings: Findings) -> None:
    """Warn of lines over a picture that is as light or dark as their ink (J014)."""
    from PIL import Image, ImageOps

    lines = [one for one in words if isinstance(one, InkedLine)]
    with Image.open(picture.file) as opened:
        gray = ImageOps.exif_transpose(opened).convert("L")
    gray.thumbnail((SEEN_DOTS, SEEN_DOTS))
    scale = gray.width / placed.picture.width
    for one in lines:
        left = one.x + min(segment.x for segment in one.line.segments)
        size = max(segment.fount.size for segment in one.line.segments)
        x, y = left - placed.x, one.y - placed.y
        edges = (x * scale, (y - X_HEIGHT * size) * scale, (x + one.line.width) * scale, y * scale)
        under = gray.crop(edges)
        lost = sum(
            count for value, count in enumerate(under.histogram()) if abs(value / 255 - one.ink.lightness) < ALIKE
        )
        if lost > MOST_LOST * under.width * under.height:
            message = f"“{one.line.text}” stands on art that is as light or as dark as its ink."
            hint = "Choose another `ink` or `accent`, or `layout: label`."
            findings.warn("J014", message, hint, picture.place)
