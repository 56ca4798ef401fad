"""A careful first fit: every passage as it is naturally set, each page ended at the last place that no rule forbids.

For pages that need not be full: contents, front matter, several columns; and for chapters that have no better way.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from bookbuild.makeup.galley import (
    LINE,
    NOTHING,
    Galley,
    Page,
    PageShape,
    Pagination,
    Piece,
    SetPiece,
    Yielding,
)


def first_fit(galley: Galley, shape: PageShape, first_page: int) -> Pagination:
    """Cut a galley into pages, the first of them numbered `first_page`; plates take pages between them.

    No page is deeper than the shape's lines. A page ends only where no tie forbids it; when nothing else is
    possible the tie that gives way is reported with its page.
    """
    pieces = [piece for passage in galley.passages for piece in passage.variants[0]]
    result = Pagination([])
    begins = list(accumulate((len(passage.variants[0]) for passage in galley.passages), initial=0))
    waiting = list(galley.plates)
    first = start = first_visible(pieces, 0)
    while start < len(pieces) or waiting:
        number = first_page + len(result.pages)
        due = bool(waiting) and begins[waiting[0].after] <= start
        if due and (waiting[0].suits(number) or start == len(pieces)):
            plate = waiting.pop(0) if waiting[0].suits(number) else None
            result.pages.append(Page(number, plate=plate))
            continue
        columns: list[SetPiece] = []
        opens = start == first
        for left in shape.columns:
            end = _column_end(pieces, start, shape.lines * LINE, result, number)
            columns += placed(pieces[start:end], left, shape.lines * LINE)
            start = first_visible(pieces, end)
        result.pages.append(Page(number, tuple(columns), opens=opens))
    return result


def _column_end(pieces: Sequence[Piece], start: int, room: int, result: Pagination, number: int) -> int:
    """The index after the last piece of the column that begins at `start`."""
    last_allowed = last_possible = start
    height = 0
    for at in range(start, len(pieces)):
        piece = pieces[at]
        notes = sum(attachment.height for attachment in piece.attachments)
        as_last = (edge(piece) if at > start else piece).height
        if height + as_last + notes <= room:
            last_possible = at + 1
            if piece.tie is None or at + 1 == len(pieces):
                last_allowed = at + 1
        height += (edge(piece) if at == start else piece).height + notes
        if height > room:
            break
    if last_allowed > start:
        return last_allowed
    end = max(last_possible, start + 1)
    if end < len(pieces) and (tie := pieces[end - 1].tie) is not None:
        result.yieldings.append(Yielding(number, tie, pieces[end - 1].place))
    return min(end, len(pieces))


def first_visible(pieces: Sequence[Piece], start: int) -> int:
    """Skip white at a column's head."""
    while start < len(pieces) and pieces[start].at_edge is NOTHING:
        start += 1
    return start


def edge(piece: Piece) -> Piece:
    """What a piece becomes at the head or foot of a page."""
    return piece if piece.at_edge is None else piece.at_edge


def placed(pieces: Sequence[Piece], left: float, room: int) -> list[SetPiece]:
    """The pieces of a column at their heights, attachments at its foot."""
    shown = list(pieces)
    while shown and shown[-1].at_edge is NOTHING:
        shown.pop()
    if shown:
        shown[0] = edge(shown[0])
        shown[-1] = edge(shown[-1])
    found: list[SetPiece] = []
    top = 0
    for piece in shown:
        found.append(SetPiece(piece, top, left))
        top += piece.height
    notes = [note for piece in shown for attachment in piece.attachments for note in attachment.pieces]
    top = room - sum(note.height for note in notes)
    for note in notes:
        found.append(SetPiece(note, top, left))
        top += note.height
    return found
