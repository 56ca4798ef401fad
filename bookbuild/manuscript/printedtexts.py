"""Every text of a book that is printed, wherever it stands, with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bookbuild.diagnostics import Place
from bookbuild.manuscript.blocks import (
    Block,
    Book,
    Chapter,
    Division,
    Heading,
    ItemList,
    Matter,
    Paragraph,
    PartTitle,
    Picture,
    Preformatted,
    Quotation,
    Runs,
)

PlacedText = tuple[str, Place | None]
"""A text, and where its first character stands as far as that is known."""


def printed_texts(book: Book) -> Iterator[PlacedText]:
    """All texts in the order in which they were written: title page and matter, then the divisions."""
    about = Place("book.yaml")
    for text in (
        book.title, book.subtitle, book.series, book.publisher, book.place_of_publication, book.year, book.edition,
        *(person.name for person in book.contributors),
    ):  # fmt: skip
        yield text, about
    yield from _matter(book.matter, about)
    for division in book.divisions:
        yield from _division(division)


def _matter(matter: Matter, about: Place) -> Iterator[PlacedText]:
    for text in (
        matter.rights, matter.copyright_page, matter.dedication, matter.epigraph, matter.epigraph_source, *matter.also_by,
    ):  # fmt: skip
        yield text, about
    for blocks in (matter.acknowledgements, matter.about_the_author, matter.colophon):
        yield from _blocks(blocks)


def _division(division: Division) -> Iterator[PlacedText]:
    if isinstance(division, PartTitle):
        yield from _runs(division.title)
    elif isinstance(division, Chapter):
        for runs in (division.title, division.subtitle, division.epigraph):
            yield from _runs(runs)
        for text in (division.number, division.running_head, division.epigraph_source):
            yield text, division.place
        yield from _blocks(division.blocks)


def _blocks(blocks: Iterable[Block]) -> Iterator[PlacedText]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _runs(block.runs)
            case Picture():
                yield from _runs(block.caption)
            case Quotation():
                yield from _blocks(block.blocks)
            case ItemList():
                yield from ((label, block.place) for label in block.labels)
                for item in block.items:
                    yield from _blocks(item)
            case Preformatted():
                yield from ((line, block.place) for line in block.lines)
            case _:
                pass


def _runs(runs: Runs) -> Iterator[PlacedText]:
    return ((run.text, run.place) for run in runs)
