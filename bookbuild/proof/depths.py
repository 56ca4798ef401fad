"""How pages begin and end: widows and orphans, depths, spreads, chapter ends, the grid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.lines import Box
from bookbuild.proof.pages import BookPages, Leaf, SetLine

ON_GRID: Final = 0.2
"""How far off the grid a baseline may be, in points."""
LEVEL: Final = 1.0
"""Facing pages whose last baselines differ by more, in points, are uneven."""
LEAST_AT_END: Final = 5
"""A chapter's last page has at least so many lines (W3C latinreq 23.2)."""


def widows(book: BookPages) -> Iterator[Finding]:
    """A paragraph's last line alone at the head of a page (W3C latinreq 5.1)."""
    for leaf in book.leaves:
        if leaf.lines and not leaf.opens:
            one = leaf.lines[0]
            if one.ends and not one.begins:
                yield Finding("widow", leaf.number, (one.line.box,), one.line.text, 1)


def orphans(book: BookPages) -> Iterator[Finding]:
    """A paragraph's first line alone at the foot of a page (W3C latinreq 5.2)."""
    for leaf in book.leaves:
        if leaf.lines:
            one = leaf.lines[-1]
            if one.begins and not one.ends:
                yield Finding("orphan", leaf.number, (one.line.box,), one.line.text, 1)


def full_depth(book: BookPages) -> float:
    """The last baseline of a full page, in points: where most pages end on which no chapter does."""
    feet = Counter(round(leaf.foot) for leaf in book.leaves if not leaf.closes and leaf.all_lines)
    return float(feet.most_common(1)[0][0]) if feet else 0.0


def short_pages(book: BookPages) -> Iterator[Finding]:
    """Pages that end a line or more above the full depth where no chapter ends."""
    full, leading = full_depth(book), book.layout.leading
    for leaf in book.leaves:
        missing = (full - leaf.foot) / leading
        if not leaf.closes and missing > 0.95:
            yield _end_of("short-page", leaf, full, missing, f"{_lines(missing)} short", book)


def spreads(book: BookPages) -> list[tuple[Leaf, Leaf]]:
    """Facing pages of a chapter: 2k and 2k + 1, where no chapter ends on either."""
    known = {leaf.number: leaf for leaf in book.leaves}
    pairs = [(leaf, known[leaf.number + 1]) for leaf in book.leaves if not leaf.recto and leaf.number + 1 in known]
    return [(left, right) for left, right in pairs if not (left.closes or right.closes or right.opens)]


def uneven_spreads(book: BookPages) -> Iterator[Finding]:
    """Facing pages that don't end on one level (W3C latinreq 5.4); the shorter one is named."""
    for pair in spreads(book):
        shorter, longer = sorted(pair, key=lambda leaf: leaf.foot)
        missing = longer.foot - shorter.foot
        if missing > LEVEL:
            lines = missing / book.layout.leading
            note = f"{_lines(lines)} shorter than page {longer.number}"
            yield _end_of("uneven-spread", shorter, longer.foot, lines, note, book)


def chapter_ends(book: BookPages) -> Iterator[Finding]:
    """Chapters whose last page has fewer than five lines."""
    for leaf in book.leaves:
        if leaf.closes and not leaf.opens and len(leaf.all_lines) < LEAST_AT_END:
            boxes = tuple(line.box for line in leaf.all_lines)
            count = len(boxes)
            yield Finding("chapter-end", leaf.number, boxes, _last_words(leaf), -count, _lines(count))


def off_grid(book: BookPages) -> Iterator[Finding]:
    """Lines off the book's grid, one finding for those in a row on a page."""
    for leaf in book.leaves:
        for off, run in groupby(leaf.lines, key=lambda one: not on_grid(one, book)):
            if off:
                lines = [one.line for one in run]
                away = max(book.layout.off_grid(line.y) for line in lines)
                note = f"{_lines(len(lines))}, {away:.1f} pt off"
                yield Finding("off-grid", leaf.number, tuple(line.box for line in lines), lines[0].text, away, note)


def on_grid(one: SetLine, book: BookPages) -> bool:
    """Whether a line stands on the grid."""
    return book.layout.off_grid(one.line.y) <= ON_GRID


def _end_of(kind: str, leaf: Leaf, depth: float, amount: float, note: str, book: BookPages) -> Finding:
    """A page that ends too early: the empty room below its last line is framed."""
    layout = book.layout
    box = Box(layout.left(leaf.number), leaf.foot + 0.25 * layout.size, layout.right(leaf.number), depth)
    return Finding(kind, leaf.number, (box,), _last_words(leaf), amount, note)


def _last_words(leaf: Leaf) -> str:
    return leaf.all_lines[-1].text


def _lines(count: float) -> str:
    shown = f"{count:.1f}".removesuffix(".0")
    return f"{shown} line" if shown == "1" else f"{shown} lines"
