"""The `cover:` group of book.yaml as types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from bookbuild.manuscript.inks import INK_EXPECTED, Ink, read_ink
from bookbuild.manuscript.price import PRICE_EXPECTED, Price, read_price
from bookbuild.schema import Choice, Parsed, PlacedText, Text, setting
from bookbuild.units import decimal
from bookbuild.yamltext import Scalar

LAYOUTS: Final = ("window", "label", "over", "finished")
"""How art and lettering share the front: the art in a window of the ground, under a label, under the bare lettering, or with
lettering of its own."""
DIRECTIONS: Final = ("down", "up")

LEAST_BARCODE, MOST_BARCODE = 0.8, 2.0
"""The sizes at which an EAN-13 may be printed (GS1 General Specifications, 5.2.6)."""


def _barcode_size(text: str) -> float:
    """A share in per cent. Raises ValueError."""
    share = decimal(text.strip().removesuffix("%")) / 100
    if not LEAST_BARCODE <= share <= MOST_BARCODE:
        raise ValueError(text)
    return share


INK: Final = Parsed(read_ink, INK_EXPECTED)


@dataclass(frozen=True)
class CoverSettings:
    KEY_JOINER: ClassVar = "_"
    art: Scalar | None = setting(PlacedText(), "A picture for the front, relative to the book's folder.")
    layout: str = setting(Choice(LAYOUTS), "How art and lettering share the front.", "window")
    ground: Ink | None = setting(INK, "The colour of the whole cover; by default a light cream.")
    ink: Ink | None = setting(INK, "The colour of the lettering; by default black, white on a dark ground.")
    accent: Ink | None = setting(INK, "The colour of the title and the ornament; by default a red, or the `ink`.")
    text: Scalar | None = setting(PlacedText(), "What stands on the back, in Markdown.")
    photo: Scalar | None = setting(PlacedText(), "The author's picture for the back.")
    about: Scalar | None = setting(PlacedText(), "A sentence or two about the author for the back, in Markdown.")
    price: Price = setting(
        Parsed(read_price, PRICE_EXPECTED), "The price on the back, and in bars beside the barcode.", Price()
    )
    barcode: float = setting(
        Parsed(_barcode_size, "a share from 80% to 200%"), "The barcode's size, 100% being 37.3 mm wide.", LEAST_BARCODE
    )
    spine_title: str = setting(Text(), "A shorter title for the spine.", "")
    spine_runs: str | None = setting(
        Choice(DIRECTIONS), "Which way the spine's letters run; by default as in the language's bookshops."
    )
