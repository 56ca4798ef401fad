"""Pictures that fill a page, told by what stands in braces after them: which they are, and which chapters hold nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from bookbuild.manuscript.blocks import Block, Book, Chapter, ItemList, Picture, Quotation

FULL_PAGE: Final = "full-page"
RECTO: Final = "recto"
VERSO: Final = "verso"
SPREAD: Final = "spread"
PLATES: Final = frozenset({FULL_PAGE, RECTO, VERSO, SPREAD})
"""The words in braces that let a picture fill a page: whichever page comes, a right one, a left one, two facing ones."""


def is_plate(block: Block) -> bool:
    """Whether a block is a picture that fills a page; the frame of a missing one fills none."""
    return isinstance(block, Picture) and not block.missing and not PLATES.isdisjoint(block.attributes.classes)


def has_plates(book: Book) -> bool:
    """Whether any picture of a book fills a page, so that its ink reaches over the trim."""
    matter = book.matter
    pieces = (matter.acknowledgements, matter.about_the_author, matter.colophon)
    blocks = (*(one.blocks for one in book.chapters), *pieces)
    return any(is_plate(picture) for some in blocks for picture in _pictures(some))


def chapters_of_text(book: Book) -> list[Chapter]:
    """A book's chapters, less those that are nothing but pictures filling pages: a map before the first, say."""
    return [one for one in book.chapters if not holds_only_plates(one)]


def holds_only_plates(chapter: Chapter) -> bool:
    """Whether a chapter has no word and is made of pictures that fill pages."""
    return bool(chapter.blocks) and not has_opening(chapter) and all(map(is_plate, chapter.blocks))


def has_opening(chapter: Chapter) -> bool:
    """Whether anything is printed above a chapter's text."""
    return bool(chapter.title or chapter.number or chapter.subtitle or chapter.epigraph)


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    """All pictures among some blocks, those inside other blocks too."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Quotation):
            yield from _pictures(block.blocks)
        elif isinstance(block, ItemList):
            for item in block.items:
                yield from _pictures(item)
