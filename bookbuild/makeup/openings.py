"""How a chapter opens: number, title and subtitle in the white above, an epigraph, the initial."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bookbuild.makeup.column import Column
from bookbuild.makeup.display import ASCENT, DESCENT, FITTING_STEPS, broken_runs, smaller
from bookbuild.makeup.galley import LINE, Piece, Placed, Tie
from bookbuild.makeup.wording import is_number_only, printed_number
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Chapter, Runs, lines_of, plain, text_of
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.initials import Initial, Space
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE, SAFE

CLEAR_OF_TITLE: Final = 3.0
"""Points of white between a title and an initial's accent."""
LEAST_TEXT: Final = 2
"""Lines of text that a page keeps under a chapter's opening."""


def opening(column: Column, chapter: Chapter) -> None:
    """Number, title and subtitle in the white above the first line: one piece, so that the sink never varies.

    Where the sink is too shallow for them (a page of few lines, large type) they stand clear of one another all the
    same. A title too long for its page is set smaller; what is too long even so goes on over further pages.
    """
    most = column.style.grid.lines - LEAST_TEXT
    for step in FITTING_STEPS:
        content, rows = _display_lines(column, chapter, step)
        if rows <= most:
            break
    if rows <= most:
        column.add([Piece(rows * LINE, content, Tie.OPENING, place=chapter.place)])
    else:
        column.add(_running_on(column, content, chapter))
    if chapter.epigraph:
        epigraph(column, chapter)


def _display_lines(column: Column, chapter: Chapter, step: float) -> tuple[tuple[Placed, ...], int]:
    """Number, title and subtitle, so much smaller than their lettering, and the lines of the grid they take.

    A number standing alone is set in lining figures: an old-style 1 looks like a small capital I in many faces.
    """
    style, opening, setter = column.style, column.style.opening, column.setter
    sink = min(opening.sink, max(style.grid.lines - 6, 0))
    number = printed_number(chapter.number, setter.compositor.case.language, opening.numbers_in_words)
    stack = [
        ("number", plain(number, chapter.place), opening.number),
        ("title", broken_runs(chapter.title), opening.title),
        ("subtitle", chapter.subtitle, opening.subtitle),
    ]
    content: list[Placed] = []
    extra, lowest = 0, SAFE - style.grid.head
    for role, runs, above in stack:
        if runs:
            lettering = smaller(style.lettering[role], step, style.size)
            lettering = replace(lettering, lining=True) if is_number_only(text_of(runs)) else lettering
            lines, lettering = setter.display(runs, lettering)
            row = max(sink - above + extra, _clear_row(column, lowest, lettering.size))
            content += setter.stacked(lines, lettering, style.leading * row)
            extra += setter.whole_lines((len(lines) - 1) * lettering.leading)
            lowest = content[-1].y + DESCENT * lettering.size
    return tuple(content), max(sink + extra, _clear_row(column, lowest, style.size) if content else 0)


def _clear_row(column: Column, lowest: float, size: float) -> int:
    """The first line of the grid on which type of this size stands clear of what reaches down to `lowest` (points)."""
    leading = column.style.leading
    return max(math.ceil((lowest + ASCENT * size - BASELINE_IN_LINE * leading) / leading - 1e-6), 0)


def _running_on(column: Column, content: Sequence[Placed], chapter: Chapter) -> list[Piece]:
    """An opening too long for a page: its lines on the grid, each free to end a page; the last keeps to the text."""
    leading = column.style.leading
    pieces: list[Piece] = []
    for at, one in enumerate(content):
        below = content[at + 1].y if at + 1 < len(content) else one.y + leading
        height = max(math.ceil((below - one.y) / leading - 1e-6), 1) * LINE
        placed = one._replace(y=BASELINE_IN_LINE * leading)
        pieces.append(Piece(height, (placed,), place=chapter.place))
    return [*pieces, Piece(LINE, tie=Tie.OPENING)]


def epigraph(column: Column, chapter: Chapter) -> None:
    """A quotation between the title and the text, its source on a line of its own."""
    style = column.style
    lettering = style.lettering["epigraph"]
    inner = column.measure.inset(2 * style.leading, 2 * style.leading)
    manner = Manner(FountSpec.of(lettering), "left", divide=False)
    kept = lines_of(_kept_lines(chapter.epigraph))
    hang = lettering.size if len(kept) > 1 else 0.0
    turned = Measure(inner.left + hang, inner.width - hang, ((inner.left, inner.width),))
    pieces = [column.row(line, Tie.OPENING) for text in kept for line in column.set(text, turned, manner)]
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
