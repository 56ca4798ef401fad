"""What a cover is made of, read from book.yaml: only when a cover is made, so that no build waits for large pictures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Block, Illustration
from bookbuild.manuscript.coversettings import LEAST_BARCODE
from bookbuild.manuscript.inks import Ink
from bookbuild.manuscript.price import Price
from bookbuild.manuscript.punctuation import punctuate_blocks, punctuated
from bookbuild.manuscript.read import read_settings_of
from bookbuild.manuscript.readmatter import blocks_of, illustration
from bookbuild.yamltext import Scalar


@dataclass(frozen=True, slots=True)
class CoverCopy:
    """Everything for a cover that is the author's; see `CoverSettings`. Colours that are None are chosen by the design."""

    art: Illustration | None = None
    layout: str = "window"
    ground: Ink | None = None
    ink: Ink | None = None
    accent: Ink | None = None
    text: tuple[Block, ...] = ()
    photo: Illustration | None = None
    about: tuple[Block, ...] = ()
    price: Price = Price()
    barcode: float = LEAST_BARCODE
    """The barcode's size, 1 being the nominal one."""
    spine_title: str = ""
    spine_runs: str | None = None
    """`down` or `up`; None as the language has it."""
    place: Place | None = None
    """Where the text for the back was written."""


def read_cover(folder: Path, findings: Findings) -> CoverCopy:
    """The `cover:` group of a book's folder, its pictures looked at, its texts with the marks of their language.

    Raises BookError as `read_settings_of` and `inspect_picture` do; doubtful quotes are warned of (M040).
    """
    settings = read_settings_of(folder, findings)
    cover, language = settings.cover, settings.language

    def blocks(value: Scalar | None) -> tuple[Block, ...]:
        return punctuate_blocks(blocks_of(value, folder, findings), language, findings)

    return CoverCopy(
        art=illustration(cover.art, folder),
        layout=cover.layout,
        ground=cover.ground,
        ink=cover.ink,
        accent=cover.accent,
        text=blocks(cover.text),
        photo=illustration(cover.photo, folder),
        about=blocks(cover.about),
        price=cover.price,
        barcode=cover.barcode,
        spine_title=punctuated(cover.spine_title, language),
        spine_runs=cover.spine_runs,
        place=cover.text.place if cover.text else None,
    )
