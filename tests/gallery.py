"""Makes the manual's gallery: each design on two trims, and a cover, from the sample book. Run by `make gallery`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

import pypdfium2
from PIL import Image

from bookbuild.covering import Wanted, make_cover
from bookbuild.making import build
from bookbuild.proof.portraits import portrait
from bookbuild.proof.views import facing

ROOT: Final = Path(__file__).resolve().parents[1]
FOLDER: Final = ROOT / "bookbuild" / "manual" / "gallery"
SHOWN: Final = (
    ("classic", "5.5x8.5"),
    ("classic", "A5"),
    ("modern", "5x8"),
    ("modern", "6x9"),
    ("large-print", "6x9"),
    ("large-print", "7x10"),
)
"""Designs and trims, in the order of gallery.md."""
TITLE: Final = "By the Book"
"""The chapter whose opening is shown, with the page that faces it."""
WIDTH: Final = 1100
"""Dots."""
GRAYS: Final = 32
COLOURS: Final = 32
COVER_SCALE: Final = 1.0
"""Dots for a point."""
COVER_PAGES: Final = 160
"""More than the sample has: enough for letters on the spine."""


def spread_of(pdf: Path) -> Image.Image:
    """The two pages on which the shown chapter opens, as a reader sees them."""
    document = pypdfium2.PdfDocument(pdf)
    opens = next(
        at
        for at in range(10, len(document))
        if TITLE.lower() in document[at].get_textpage().get_text_range().lower()[:40]
    )
    shown: Image.Image = portrait(document, facing(opens, len(document), right=False), WIDTH)
    return shown.quantize(GRAYS)


def cover_of(scratch: Path) -> Image.Image:
    """A cover for the sample book."""
    wanted = Wanted(press="kdp-paperback", paper="cream", pages=COVER_PAGES, output=scratch / "cover.pdf")
    document = pypdfium2.PdfDocument(make_cover(ROOT / "manuscript", wanted).file)
    picture: Image.Image = document[0].render(scale=COVER_SCALE).to_pil().convert("RGB")
    return picture.quantize(COLOURS)


def main() -> None:
    """Build the sample book in every shown way, and keep the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        cover_of(Path(scratch)).save(FOLDER / "cover.png", optimize=True)
        for design, trim in SHOWN:
            report = build(ROOT / "manuscript", style=design, trim=trim, output=Path(scratch) / "book.pdf")
            spread_of(report.file).save(FOLDER / f"{design}-{trim}.png", optimize=True)


if __name__ == "__main__":
    main()
