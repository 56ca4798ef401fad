"""How a chapter opens: number, title and subtitle in the white above, an epigraph, the initial."""

from __future__ import annotations

from dataclasses import replace

from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import LINE, Piece, Placed, Tie
from bookbuild.makeup.wording import is_number_only, printed_number
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Chapter, Runs, plain, text_of
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.initials import Initial
from bookbuild.setting.paragraph import Manner
from bookbuild.style.style import BASELINE_IN_LINE


def opening(column: Column, chapter: Chapter) -> None:
    """Number, title and subtitle in the white above the first line: one piece, so that the sink never varies.

    A number standing alone is set in lining figures: an old-style 1 looks like a small capital I in many faces.
    """
    style, opening = column.style, column.style.opening
    sink = min(opening.sink, max(style.grid.lines - 6, 0))
    content: list[Placed] = []
    extra = 0
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
            content += column.setter.stacked(lines, lettering, style.leading * (max(sink - above, 0) + extra))
            extra += column.setter.whole_lines((len(lines) - 1) * lettering.leading)
    column.add([Piece((sink + extra) * LINE, tuple(content), Tie.OPENING, place=chapter.place)])
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


def with_initial(column: Column, pieces: list[Piece], initial: Initial) -> list[Piece]:
    """The first lines with the initial drawn beside them, kept together as far as it reaches."""
    if not pieces:
        pieces = [Piece(LINE)]
    leading = column.style.leading
    drop = BASELINE_IN_LINE * leading + (initial.lines - 1) * leading
    marks = [Placed(0, drop, initial.mark)]
    if initial.quote:
        marks.insert(0, Placed(0, BASELINE_IN_LINE * leading, initial.quote))
    pieces[0] = replace(pieces[0], content=(*marks, *pieces[0].content))
    return tied_beside(pieces, len(initial.measure.first))


def tied_beside(pieces: list[Piece], beside: int) -> list[Piece]:
    """Lines beside an initial, the last of them free to end a page."""
    return [replace(piece, tie=piece.tie or Tie.WHOLE) if at < beside - 1 else piece for at, piece in enumerate(pieces)]


def _kept_lines(runs: Runs) -> Runs:
    """Text of book.yaml with its line ends kept."""
    return tuple(replace(run, text=run.text.replace("\n", LINE_SEPARATOR)) for run in runs)
