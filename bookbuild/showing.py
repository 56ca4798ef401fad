"""Pictures of a finished book's pages: chosen, drawn, written."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bookbuild.diagnostics import UsageError
from bookbuild.output import PNG, require_writable, write_all
from bookbuild.proof.glyphs import open_document
from bookbuild.proof.portraits import as_png, portrait
from bookbuild.proof.views import asked_views, page_labels, right_bound, telling_views

WIDTH: Final = 1600
"""How many dots wide a picture is when nobody says."""
NARROWEST, WIDEST = 100, 10_000


def show(
    pdf: bytes, name: str, output: Path, *, pages: str | None = None, spreads: bool = False, width: int = WIDTH
) -> list[Path]:
    """Draw pages of a PDF into PNG files; return their names.

    `name` is the PDF's, for messages; `output` a folder, or a file's name ending in .png; `pages` a list such as
    `iv,16-17` by the numbers on the pages, or None for title page, chapter opening and spread; `width` in dots. Raises
    UsageError, BookError C002, C020, C021 or C050; all are drawn before the first is written.
    """
    if not NARROWEST <= width <= WIDEST:
        raise UsageError(f"--width is a number of dots from {NARROWEST} to {WIDEST}.")
    document = open_document(pdf, name)
    try:
        if pages is None:
            views = telling_views(document, pdf, name, spreads)
        else:
            views = asked_views(pages, page_labels(document), spreads, right_bound(document), name)
        one_file = output.suffix.lower() == ".png"
        if one_file and len(views) > 1:
            raise UsageError(f"-o names one picture, but {len(views)} are to be drawn; name a folder.")
        targets = [output] if one_file else [output / f"{view.name}.png" for view in views]
        for target in targets:
            require_writable(target, PNG)
        drawn = [as_png(portrait(document, view.pages, width)) for view in views]
    finally:
        document.close()
    return write_all(zip(targets, drawn, strict=True), output)
