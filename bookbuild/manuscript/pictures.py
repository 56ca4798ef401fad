"""A picture file looked at before anything depends on it: there, whole, of a known kind, not a bomb."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from bookbuild.diagnostics import Place, error
from bookbuild.folders import Folder, is_file, located
from bookbuild.manuscript.blocks import Illustration

MOST_PIXELS: Final = 200_000_000
"""A full page at 1,200 dpi and 8.5 x 11 in has 135 million."""

ORIENTATION: Final = 0x0112
"""The EXIF tag by which a camera says that it was held sideways: 5 to 8."""

KINDS: Final = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")

SHELVES: Final = ("resources", "images")
"""Folders in which other programs look for a book's pictures."""


def inspect_picture(name: str, folder: Path, place: Place | None, beside: Path | None = None) -> Illustration:
    """Find a picture named in the manuscript and read its size.

    It is looked for beside the chapter's file (in the folder `beside`), in the book's folder, and in that folder's
    `resources` and `images`. Raises BookError: M020 absent, M021 outside the folder, M022 no picture or damaged, M023 too
    many pixels.
    """
    spelt = (name, unquote(name))  # Markdown writes spaces and accents as %20 and the like
    written = list(dict.fromkeys((*spelt, *(one.lstrip("/") for one in spelt))))  # a site's root is the book's folder
    book = Folder(folder)
    near = [*filter(None, [beside]), folder]
    paths = [(located(where, one), where) for one in written for where in (*near, *(folder / one for one in SHELVES))]
    for path, _ in paths:
        if is_file(path) and book.holds(path):
            width, height = _size_of(path, name, place)
            return Illustration(str(path), width, height, place)
    if not any(book.holds(located(where, one)) for one in spelt for where in near):
        raise error("M021", f"The picture {name!r} lies outside {book.called}.", "Copy it into the folder.", place)
    raise error(
        "M020",
        f"There is no picture {name!r}.",
        "It is looked for beside the chapter, in the folder of book.yaml, in `resources` and `images`; capitals count.",
        place,
    )


def _size_of(path: Path, name: str, place: Place | None) -> tuple[int, int]:
    """Width and height in pixels, after the whole file has been decoded once."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=KINDS) as picture:
                width, height = picture.size
                if width * height > MOST_PIXELS:
                    raise error(
                        "M023",
                        f"The picture {name!r} has {width} x {height} pixels.",
                        "Reduce it to at most 600 dots an inch.",
                        place,
                    )
                picture.load()
                if picture.getexif().get(ORIENTATION, 1) >= 5:
                    width, height = height, width
    except UnidentifiedImageError:
        raise error(
            "M022",
            f"{name!r} is not a picture that can be read.",
            f"Use PNG or JPEG (known: {', '.join(KINDS)}).",
            place,
        ) from None
    except Image.DecompressionBombError:
        raise error(
            "M023", f"The picture {name!r} has far too many pixels.", "Reduce it to at most 600 dots an inch.", place
        ) from None
    except (OSError, SyntaxError, ValueError, EOFError) as broken:
        raise error("M022", f"The picture {name!r} is damaged: {broken}.", "Export it again.", place) from None
    return width, height
