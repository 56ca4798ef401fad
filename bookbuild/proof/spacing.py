"""Lines whose spaces, letters or width are not as they should be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import fmean, median
from typing import Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.layout import Layout
from bookbuild.proof.lines import Line
from bookbuild.proof.pages import BookPages

LOOSE: Final = 1.5
"""A line is loose beyond so many natural word spaces."""
TIGHT: Final = 0.15
"""A line is tight below so many ems."""
OVERFULL: Final = 0.2
"""So far, in ems, may a line's last letter stand out: more than optical edges need."""
LETTERSPACED: Final = 0.01
"""Letters further apart or nearer by so many ems than the face has them are letterspaced."""

HUNG: Final = "”’\"'.,;:!?)-\u2010—–*"
"""Points that may hang in the margin."""
OTHER_SHAPE: Final = 0.06
"""A character wider or narrower by this share is another shape: nobody stretches letters so far (Adobe: 3 %)."""


def loose_lines(book: BookPages) -> Iterator[Finding]:
    """Justified lines whose word space is more than 1.5 times the natural one."""
    natural = book.layout.natural_space
    for line in _justified(book):
        space = line.word_space
        if space is not None and space > LOOSE * natural:
            yield Finding("loose", line.page, (line.box,), line.text, space, f"{space / natural:.1f} natural spaces")


def tight_lines(book: BookPages) -> Iterator[Finding]:
    """Justified lines whose word space is less than .15 em."""
    for line in _justified(book):
        space = line.word_space
        if space is not None and space < TIGHT:
            yield Finding("tight", line.page, (line.box,), line.text, -space, f"{space:.3f} em")


def overfull_lines(book: BookPages) -> Iterator[Finding]:
    """Lines whose last letter stands beyond the right edge; hung points don't count. Ragged text shows no edge."""
    for _, one in book.lines if book.layout.justified else ():
        over = overrun(one.line, book.layout)
        if over > OVERFULL * book.layout.size:
            yield Finding("overfull", one.line.page, (one.line.box,), one.line.text, over, f"{over:.1f} pt too long")


def overrun(line: Line, layout: Layout) -> float:
    """By how much a line's last letter, hung points aside, stands out beyond the right edge, in points."""
    glyphs = line.words[-1].glyphs
    letters = [glyph for glyph in glyphs if glyph.text not in HUNG] or glyphs
    return letters[-1].right - layout.right(line.page)


def word_spaces(book: BookPages) -> list[float]:
    """The word spaces of all justified lines, in ems."""
    return [line.word_space for line in _justified(book) if line.word_space is not None]


def neighbours_differ(book: BookPages) -> list[float]:
    """By how much the word spaces of neighbouring justified lines differ, in ems."""
    found: list[float] = []
    for (_, one), (_, two) in pairwise(book.lines):
        if one.justified and two.justified:
            before, after = one.line.word_space, two.line.word_space
            if before is not None and after is not None:
                found.append(abs(before - after))
    return found


def letterspaced(book: BookPages) -> int:
    """How many justified lines have their letters set apart or together by more than LETTERSPACED."""
    return sum(space > LETTERSPACED for space in letter_spaces(book))


def letter_spaces(book: BookPages) -> list[float]:
    """By how many ems the letters of each justified line are set apart or together."""
    return [abs(line.letter_space) for line in _justified(book)]


def width_changes(book: BookPages) -> list[float]:
    """By what share the width of letters changes between neighbouring lines of a page.

    A line's width is the median, over its glyphs, of a glyph's advance to the median advance of the same character
    of the same font in the book, without other shapes of a character (small capitals).
    """
    usual = _usual_advances(book)
    widths = [(line.page, _width(line, usual)) for line in (one.line for _, one in book.lines)]
    return [abs(two - one) for (page, one), (other, two) in pairwise(widths) if page == other]


def _usual_advances(book: BookPages) -> dict[tuple[str, str], float]:
    """The median advance of each font's characters, in ems."""
    advances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for _, one in book.lines:
        for word in one.line.words:
            for glyph in word.glyphs:
                advances[glyph.face.font, glyph.text].append((glyph.right - glyph.x) / glyph.face.size)
    return {character: median(found) for character, found in advances.items()}


def _width(line: Line, usual: dict[tuple[str, str], float]) -> float:
    ratios = [
        (glyph.right - glyph.x) / glyph.face.size / usual[glyph.face.font, glyph.text]
        for word in line.words
        for glyph in word.glyphs
        if usual[glyph.face.font, glyph.text] > 0
    ]
    same_shape = [ratio for ratio in ratios if abs(ratio - 1) < OTHER_SHAPE]
    return median(same_shape) if same_shape else 1.0


def _justified(book: BookPages) -> Iterator[Line]:
    return (one.line for _, one in book.lines if one.justified)


def mean(values: Sequence[float]) -> float:
    """The mean, 0 of nothing."""
    return fmean(values) if values else 0.0
