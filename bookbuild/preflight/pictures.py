"""A picture as the PDF says it is: dots, colour space, how it is packed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

import pikepdf

from bookbuild.preflight.spaces import GRAY, Space, Spaces
from bookbuild.preflight.values import entry, filters, whole

_LONG: Final = {
    "W": "Width",
    "H": "Height",
    "BPC": "BitsPerComponent",
    "CS": "ColorSpace",
    "IM": "ImageMask",
    "D": "Decode",
}
"""The short keys of inline pictures (PDF 1.7, 8.9.7)."""


@dataclass(eq=False)
class Picture:
    """A picture, or a stencil that is printed in the colour that is set."""

    said: Any
    space: Space
    is_inline: bool = False

    @cached_property
    def width(self) -> int:
        """In dots."""
        return max(whole(entry(self.said, "Width")), 0)

    @cached_property
    def height(self) -> int:
        """In dots."""
        return max(whole(entry(self.said, "Height")), 0)

    @cached_property
    def is_stencil(self) -> bool:
        return entry(self.said, "ImageMask") is True

    @cached_property
    def bits(self) -> int:
        """A sample's bits; a JPEG's are eight, whatever is said."""
        return (
            1
            if self.is_stencil
            else 8
            if "DCTDecode" in self.filters
            else whole(entry(self.said, "BitsPerComponent"), 8)
        )

    @cached_property
    def filters(self) -> tuple[str, ...]:
        return filters(self.said)

    @property
    def is_line_art(self) -> bool:
        """Black or white, nothing between."""
        return self.bits == 1 and self.space.components <= 1

    @property
    def shown(self) -> str:
        """Its dots, for a person."""
        return f"{self.width} x {self.height} dots"


def picture_of(said: Any, spaces: Spaces, named: Any) -> Picture:
    """A picture's object; `named` are the colour spaces its own may be looked up in."""
    space = GRAY if entry(said, "ImageMask") is True else spaces.space(entry(said, "ColorSpace"), named)
    return Picture(said, space)


def inline_picture(operands: bytes, spaces: Spaces, named: Any) -> Picture | None:
    """A picture inside a content stream; None when what stands before its data makes no sense."""
    try:
        said = pikepdf.Object.parse(b"<<" + operands + b">>")
    except (pikepdf.PdfError, ValueError):
        return None
    if not isinstance(said, pikepdf.Dictionary):
        return None
    for short, long in _LONG.items():
        if f"/{short}" in said and f"/{long}" not in said:
            said[f"/{long}"] = said[f"/{short}"]
    return replace(picture_of(said, spaces, named), is_inline=True)
