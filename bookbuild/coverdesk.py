"""`bookbuild cover` at the front desk: its arguments, and what they ask for."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bookbuild.diagnostics import UsageError
from bookbuild.units import points

if TYPE_CHECKING:
    from bookbuild.covering import CoverReport


MOST_PAGES: Final = 5000
WIDEST: Final = 288.0
"""Points of a spine: no press binds more."""


def cover_arguments(cover: argparse.ArgumentParser) -> None:
    """Everything that the command takes."""
    book = "a folder with book.yaml; default: this folder, else ./manuscript"
    cover.add_argument("book", metavar="BOOK", nargs="?", type=Path, help=book)
    cover.add_argument("--press", metavar="NAME|FILE", default="", help="who prints it (see `bookbuild presses`)")
    cover.add_argument("--paper", metavar="NAME", default="", help="one of the press's papers; default: its first")
    cover.add_argument("--pages", metavar="N", help="the final page count; default: the built book's")
    cover.add_argument("--spine", metavar="LENGTH", help="the spine's width, where the press told you: 0.53in, 13.5mm")
    cover.add_argument("--edition", metavar="NAME", help="one of the editions of book.yaml")
    cover.add_argument("--template", action="store_true", help="draw the zones as a PNG instead, for a designer")
    output = "the file's name; default: build/, the title and -cover.pdf"
    cover.add_argument("-o", "--output", metavar="FILE", type=Path, help=output)


def cover_asked_for(folder: Path, asked: argparse.Namespace) -> CoverReport:
    """Make what is asked for. Raises UsageError for a page count or a length that is none, and what `make_cover` raises."""
    from bookbuild.covering import Wanted, make_cover

    wanted = Wanted(
        press=asked.press.strip(),
        paper=asked.paper.strip(),
        pages=_pages(asked.pages),
        spine=_spine(asked.spine),
        edition=asked.edition,
        template=asked.template,
        output=asked.output,
    )
    return make_cover(folder, wanted)


def _pages(typed: str | None) -> int | None:
    if typed is None:
        return None
    count = int(typed) if typed.isascii() and typed.isdigit() else 0
    if not 1 <= count <= MOST_PAGES:
        raise UsageError(f"--pages needs a number of pages such as 240, not {typed!r}.")
    return count


def _spine(typed: str | None) -> float | None:
    if typed is None:
        return None
    try:
        width = points(typed)
    except ValueError:
        width = 0.0
    if not 0 < width <= WIDEST:
        raise UsageError(f"--spine needs a width such as 0.53in or 13.5mm, not {typed!r}.")
    return width
