"""How a chapter opens: number, title and subtitle in the white above, an epigraph, the initial."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import LINE, Piece, Placed, Tie
from bookbuild.makeup.wording import is_number_only, printed_number
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Chapter, Runs, plain, text_of
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.initials import Initial, Space
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE, SAFE

CLEAR_OF_TITLE: Final = 3.0
"""Points of white between a title and an initial's accent."""
DESCENT: Final = 0.28
"""Ems that descenders reach under the baseline, at most, in the shipped faces."""


def opening(column: Column, chapter: Chapter) -> None:
    """Number, title and subtitle in the white above the first line: one piece, so that the sink never varies.

    A number standing alone is set in lining figures: an old-style 1 looks like a small capital I in many faces. Where
    the sink is too shallow for them (a page of few lines) they stand on lines of their own all the same.
    """
    style, opening = column.style, column.style.opening
    sink = min(opening.sink, max(style.grid.lines - 6, 0))
    content: list[Placed] = []
    extra = free = 0
    language = column.setter.compositor.case.language
    stack = [
        (
            "number",
            plain(printed_number(chapter.number, language, opening.numbers_in_words), chapter.place),
            opening.number,
        ),
        ("title", chapter.title, opening.title),
        ("subtitle", chapter.subtitle, opening.subtitle),
    ]
    for role, runs, above in stack:
        if runs:
            lettering = (
                replace(style.lettering[role], lining=True) if is_number_only(text_of(runs)) else style.lettering[role]
            )
            lines, lettering = column.setter.display(runs, lettering)
            row = max(sink - above + extra, free)
            content += column.setter.stacked(lines, lettering, style.leading * row)
            more = column.setter.whole_lines((len(lines) - 1) * lettering.leading)
            extra, free = extra + more, row + more + 1
    column.add([Piece(max(sink + extra, free) * LINE, tuple(content), Tie.OPENING, place=chapter.place)])
    if chapter.epigraph:
        epigraph(column, chapter)


def epigraph(column: Column, chapter: Chapter) -> None:
    """A quotation between the title and the text, its source on a line of its own."""
    style = column.style
    lettering = style.lettering["epigraph"]
    inner = column.measure.inset(2 * style.leading, 2 * style.leading)
    manner = Manner(FountSpec.of(lettering), "left", divide=False)
    pieces = [column.row(line, Tie.OPENING) for line in column.set(_kept_lines(chapter.epigraph), inner, manner)]
    if chapter.epigraph_source:
        source = style.lettering["epigraph-source"]
        lines = column.setter.lines(plain(f"—{chapter.epigraph_source}", chapter.place), source, inner.width)
        pieces += [column.row(line.moved(inner.left), Tie.OPENING) for line in lines]
    column.add([*pieces, Piece(LINE, tie=Tie.OPENING)])


def space_for_initial(column: Column) -> Space:
    """The room that the page has for an initial at this point of a chapter that begins on it: as high as its first
    line at least, higher where no title is in the way."""
    style = column.style
    pieces = [piece for passage in column.passages for piece in passage.variants[0]]
    used = sum(piece.height for piece in pieces)
    first = used / LINE * style.leading + BASELINE_IN_LINE * style.leading
    lowest = SAFE - style.grid.head
    top = 0.0
    for piece in pieces:
        lowest = max([lowest, *(top + _foot_of(placed) + CLEAR_OF_TITLE for placed in piece.content)])
        top += piece.height / LINE * style.leading
    above = max(first - lowest, BASELINE_IN_LINE * style.leading)
    return Space(column.measure, max(style.grid.lines - used // LINE, 0), above)


def _foot_of(placed: Placed) -> float:
    """How far down something reaches, in points; a line's descenders are reckoned."""
    if isinstance(placed.thing, Line):
        size = max((segment.fount.size for segment in placed.thing.segments), default=0.0)
        return placed.y + DESCENT * size
    return placed.y + placed.thing.height


def with_initial(column: Column, pieces: list[Piece], initial: Initial) -> list[Piece]:
    """The first lines with the initial drawn beside them, kept together as far as it reaches."""
    if not pieces:
        pieces = [Piece(LINE)]
    leading = column.style.leading
    drop = BASELINE_IN_LINE * leading + (initial.lines - 1) * leading - initial.rise
    marks = [Placed(0, drop, initial.mark)]
    if initial.quote:
        marks.insert(0, Placed(0, BASELINE_IN_LINE * leading + initial.quote_drop, initial.quote))
    pieces[0] = replace(pieces[0], content=(*marks, *pieces[0].content))
    return tied_beside(pieces, len(initial.beside))


def tied_beside(pieces: list[Piece], beside: int) -> list[Piece]:
    """Lines beside an initial, the last of them free to end a page."""
    return [replace(piece, tie=piece.tie or Tie.WHOLE) if at < beside - 1 else piece for at, piece in enumerate(pieces)]


def _kept_lines(runs: Runs) -> Runs:
    """Text of book.yaml with its line ends kept."""
    return tuple(replace(run, text=run.text.replace("\n", LINE_SEPARATOR)) for run in runs)
