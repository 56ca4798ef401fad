"""Lines in which some words run from right to left: what the page shows, from left to right, held against the order in
which the book's text should be seen there."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bookbuild.setting.bidi import levels_of, runs_right, visual
from bookbuild.wordcheck.carefully import Glyph
from bookbuild.wordcheck.letters import letters_of
from bookbuild.wordcheck.stream import Stream

_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Categories of what has no place of its own in a line: marks on letters, what nobody sees."""


def logical_text(lines: Sequence[Sequence[Glyph]], read: Stream, at: int) -> str:
    """The text of a page's lines in the order in which it is read; `at` counts the book's letters before the page.

    A line in which something runs to the left is the book's own text where its glyphs stand in the order in which that
    text is seen (UAX 9, L2); else what is seen, from left to right, so that it differs.
    """
    out: list[str] = []
    end: Spot = (0, 0)
    for line in lines:
        painted = "".join(glyph.text for glyph in line)
        count = len(letters_of(painted))
        if runs_right(painted) and count:
            begin, end, levels = _stretch(read, at, at + count, end)
            said = _text_of(read, begin, end)
            seen = _seen(line)
            painted = said if _bare("".join(visual(said, levels))) == _bare(seen) else seen
        out.append(painted)
        at += count
    return "\n".join(out)


def _seen(line: Sequence[Glyph]) -> str:
    """A line's characters from left to right; those of one glyph that runs to the left turned round."""
    ordered = sorted(line, key=lambda glyph: glyph.x)
    parts = (
        "".join(glyph.text for glyph in group) for _, group in groupby(ordered, key=lambda glyph: round(glyph.x, 2))
    )
    return "".join(part[::-1] if runs_right(part) else part for part in parts)


def _bare(text: str) -> str:
    """What has a place of its own in a line: no spaces, no marks over letters, no hyphen that a line's end adds."""
    kept = [one for one in text if not one.isspace() and unicodedata.category(one) not in _UNSEEN]
    return "".join(kept).rstrip("-\u2010\ufffe").translate(_MIRRORED)


_MIRRORED: Final = str.maketrans(")]}>»›”’", "([{<«‹“‘")
"""Brackets that look to the other side where they run to the left: a reader may give either of a pair."""

Spot = tuple[int, int]
"""A piece's number and an offset in its text."""


def _stretch(read: Stream, begin: int, end: int, taken: Spot) -> tuple[Spot, Spot, list[int]]:
    """Where a line's text begins and ends in the book, marks on either side included up to a space, as far as the line
    before has not taken them; and the levels of its characters, resolved on the whole paragraphs that it belongs to."""
    pieces = read.pieces
    first, start = read.spot(begin)
    last, stop = read.spot(min(end, len(read.letters)) - 1)
    while (
        start
        and (first, start) > taken
        and not pieces[first].text[start - 1].isspace()
        and not letters_of(pieces[first].text[start - 1])
    ):
        start -= 1
    stop += 1
    while stop < len(pieces[last].text) and not (
        pieces[last].text[stop].isspace() or letters_of(pieces[last].text[stop])
    ):
        stop += 1
    opening, closing = first, last
    while opening and pieces[opening].joined:
        opening -= 1
    while closing + 1 < len(pieces) and pieces[closing + 1].joined:
        closing += 1
    levels: list[int] = []
    spans: list[tuple[int, int]] = []
    paragraph = ""
    for number in range(opening, closing + 1):
        if paragraph and not pieces[number].joined:
            levels += levels_of(paragraph)
            paragraph = ""
        spans.append((number, len(levels) + len(paragraph)))
        paragraph += pieces[number].text
    levels += levels_of(paragraph)
    offsets = dict(spans)
    return (first, start), (last, stop), levels[offsets[first] + start : offsets[last] + stop]


def _text_of(read: Stream, begin: Spot, end: Spot) -> str:
    """The text from one spot to another."""
    (first, start), (last, stop) = begin, end
    texts = [
        read.pieces[number].text[start if number == first else 0 : stop if number == last else None]
        for number in range(first, last + 1)
    ]
    return "".join(texts)
