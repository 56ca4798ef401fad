"""Whether an English book's speeches begin with single or with double marks, or now so, now so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.apostrophes import Closers, is_elided, seems_elided
from bookbuild.manuscript.blocks import Book, Paragraph, text_of

MOST_STRAYS: Final = 2
"""So many speeches of the rarer kind are quotations at the beginning of a paragraph, not a habit."""


def tell_mixed(book: Book, findings: Findings) -> None:
    """Warn once (M042) when speeches of an English book begin with marks of both kinds."""
    if not book.language.lower().startswith("en"):
        return
    places: dict[bool, list[Place | None]] = {True: [], False: []}
    for single, place in _beginnings(book):
        places[single].append(place)
    rarer = len(places[True]) <= len(places[False])
    if len(places[rarer]) > MOST_STRAYS:
        counted = f"{len(places[True])} paragraphs begin with a single mark, {len(places[False])} with a double one"
        findings.warn("M042", f"{counted}.", "Take one of the two for all that is said.", places[rarer][0])


def _beginnings(book: Book) -> Iterator[tuple[bool, Place | None]]:
    """For each paragraph that begins with a quotation whether its mark is single, and where it stands."""
    for chapter in book.chapters:
        for block in chapter.blocks:
            text = text_of(block.runs) if isinstance(block, Paragraph) else ""
            single = text[:1] in ("'", "‘")
            elided = single and (is_elided(text, 0, book.language) or seems_elided(text, 0, Closers(text)))
            if (single or text[:1] in ('"', "“")) and not elided:
                yield single, block.runs[0].place if isinstance(block, Paragraph) else None
