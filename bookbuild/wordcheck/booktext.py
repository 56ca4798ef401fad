"""The book as it was read: its texts in the order in which they are printed, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from bookbuild.diagnostics import Place
from bookbuild.makeup.display import broken_runs
from bookbuild.manuscript.blocks import (
    Block,
    Chapter,
    Division,
    Heading,
    ItemList,
    Paragraph,
    PartTitle,
    Picture,
    Preformatted,
    Quotation,
    Runs,
)
from bookbuild.wordcheck.stream import Piece

NumberAs = Callable[[str], str]
"""How a chapter's number is printed: the design may say `chapter one` for 1."""


def division_pieces(division: Division, number_as: NumberAs = str, said: str = "—") -> Iterator[Piece]:
    """The texts of a chapter or a part title; `said` stands before the source of an epigraph."""
    if isinstance(division, PartTitle):
        yield from _pieces(broken_runs(division.title))
    elif isinstance(division, Chapter):
        yield Piece(number_as(division.number), division.place)
        yield from _pieces(broken_runs(division.title))
        yield from _pieces(division.subtitle)
        yield from _pieces(division.epigraph)
        if division.epigraph_source:
            yield Piece(f"{said}{division.epigraph_source}", division.place)
        yield from block_pieces(division.blocks)


def block_pieces(blocks: Iterable[Block]) -> Iterator[Piece]:
    """The texts of some blocks: list labels before their items, a picture's caption, code line by line."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield from _pieces(block.runs)
            case Quotation():
                yield from block_pieces(block.blocks)
            case ItemList():
                for label, item in zip(block.labels, block.items, strict=True):
                    yield Piece(label, block.place)
                    yield from block_pieces(item)
            case Preformatted():
                for number, line in enumerate(block.lines, 1):
                    yield Piece(line, _below(block.place, number))
            case Picture():
                yield from _pieces(block.caption)


def _pieces(runs: Runs) -> Iterator[Piece]:
    """Runs of one line of thought: a word may go on from one to the next."""
    for at, run in enumerate(runs):
        yield Piece(run.text, run.place, joined=at > 0)


def _below(place: Place | None, lines: int) -> Place | None:
    return replace(place, line=place.line + lines, column=0) if place else None
