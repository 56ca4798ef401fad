"""Lines in which some words run from right to left: what the page shows, from left to right, held against the order in
which the book's text should be seen there."""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from bookbuild.setting.bidi import levels_of, runs_right, visual
from bookbuild.wordcheck.carefully import Glyph
from bookbuild.wordcheck.letters import HYPHENS, letters_of
from bookbuild.wordcheck.stream import Stream

_UNSEEN: Final = frozenset({"Mn", "Me", "Cf", "Cc"})
"""Categories of what has no place of its own in a line: marks on letters, what nobody sees."""


def logical_text(lines: Sequence[Sequence[Glyph]], read: Stream, at: int, turnovers: Container[str] = ()) -> str:
    """The text of a page's lines in the order in which it is read; `at` counts the book's letters before the page,
    `turnovers` are the marks of lines turned over.

    A line in which something runs to the left is the book's own text where its glyphs stand in the order in which that
    text is seen (UAX 9, L2); else what somebody reads who reads what is seen, which differs.
    """
    out: list[str] = []
    for line in lines:
        painted = "".join(glyph.text for glyph in line)
        count = len(letters_of(painted))
        if runs_right(painted) and count:
            seen = _seen(line)
            painted = _read_as(seen, _stretch(read, at, at + count), turnovers) or "".join(
                visual(seen, levels_of(seen))
            )
        out.append(painted)
        at += count
    return "\n".join(out)


def _read_as(seen: str, stretch: Stretch, turnovers: Container[str]) -> str:
    """The book's text that is seen so, with as many of the marks round it as stand on the line, and the hyphen or the
    turnover that ends it; nothing where it would be seen otherwise."""
    mark = seen.rstrip()[-1:]
    turned = f" {mark}" if mark in turnovers else ""
    seen = seen.rstrip()[:-1] if turned else seen
    wanted = _bare(seen)
    for begin in range(stretch.begin, -1, -1):
        for end in range(stretch.end, len(stretch.text) + 1):
            said = stretch.text[begin:end]
            if _bare("".join(visual(said, stretch.levels[begin:end]))) == wanted:
                added = seen.rstrip()[-1:]
                has_more = added in HYPHENS and not said.rstrip().endswith(added)
                return said + (added if has_more else "") + turned
    return ""


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


class Stretch(NamedTuple):
    """Some of the book's text with the marks on either side of it up to the next letters, the levels of its characters, and
    where its first letter begins and its last one ends."""

    text: str
    levels: list[int]
    begin: int
    end: int


def _stretch(read: Stream, begin: int, end: int) -> Stretch:
    """The text from one letter to another, its levels resolved on the whole paragraphs that it belongs to."""
    pieces = read.pieces
    first, start = read.spot(begin)
    last, stop = read.spot(min(end, len(read.letters)) - 1)
    opening, closing = first, last
    while opening and pieces[opening].joined:
        opening -= 1
    while closing + 1 < len(pieces) and pieces[closing + 1].joined:
        closing += 1
    text = ""
    levels: list[int] = []
    offsets: dict[int, int] = {}
    for number in range(opening, closing + 1):
        if not pieces[number].joined:
            levels += levels_of(text[len(levels) :])
        offsets[number] = len(text)
        text += pieces[number].text
    levels += levels_of(text[len(levels) :])
    at, behind = offsets[first] + start, offsets[last] + stop + 1
    left, right = at, behind
    while left and not letters_of(text[left - 1]):
        left -= 1
    while right < len(text) and not (letters_of(text[right]) and unicodedata.category(text[right]) not in _UNSEEN):
        right += 1
    return Stretch(text[left:right], levels[left:right], at - left, behind - left)
