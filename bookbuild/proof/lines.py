"""Glyphs -> lines of words and the spaces between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from bookbuild.proof.glyphs import Glyph, Sheet

SAME_BASELINE: Final = 0.5
"""Baselines so near to each other are one, in points."""
SPACE_WITHOUT_GLYPH: Final = 0.05
"""A gap wider than the letterspacing by so much parts words where a line has no glyphs for spaces, in ems."""
TABULAR: Final = 2.5
"""A gap so wide is no word space, in ems."""
INITIAL: Final = 1.6
"""A glyph so much larger than the line it stands in is an initial."""
RAISED: Final = 0.5
"""A small line so near to a larger one, in its ems, stands in it: a note's mark."""
LEADERS: Final = "......"
"""So many points in a row lead the eye to a number."""

DASHES: Final = "—–―…"
"""Marks whose spaces are no word spaces."""
HYPHENS: Final = ("-", "\u2010")


class Box(NamedTuple):
    """A place on a page, in points from the trim's top left."""

    left: float
    top: float
    right: float
    foot: float

    def around(self, *others: Box) -> Box:
        """The box that holds this one and others."""
        boxes = (self, *others)
        return Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.foot for box in boxes),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What stands between two spaces, with its left and right edge in points."""

    text: str
    left: float
    right: float
    glyphs: tuple[Glyph, ...]

    @property
    def letters(self) -> str:
        """Its letters and figures, capitals made small."""
        return "".join(character for character in self.text if character.isalnum()).casefold()


@dataclass(frozen=True, eq=False)
class Line:
    """A line of a page: words from left to right on a baseline, in points from the trim's top left."""

    page: int
    y: float
    size: float
    """The size most of its glyphs have."""
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @cached_property
    def text(self) -> str:
        """Its words with single spaces."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        """The room its letters take."""
        return Box(self.left, self.y - 0.75 * self.size, self.right, self.y + 0.25 * self.size)

    @property
    def divided(self) -> bool:
        """Whether it ends in a hyphen after a letter."""
        return self.text.endswith(HYPHENS) and self.text[-2:-1].isalpha()

    @cached_property
    def gaps(self) -> tuple[tuple[float, float], ...]:
        """All gaps between its words: where each begins and ends."""
        return tuple((before.right, after.left) for before, after in pairwise(self.words))

    @cached_property
    def spaces(self) -> tuple[tuple[float, float], ...]:
        """Its word spaces: the gaps beside no dash or ellipsis."""
        return tuple(
            (before.right, after.left)
            for before, after in pairwise(self.words)
            if not _is_dash(before.text[-1]) and not _is_dash(after.text[0])
        )

    @cached_property
    def tabular(self) -> bool:
        """Whether it is parted like a contents line."""
        return LEADERS in self.text.replace(" ", "") or any(
            right - left > TABULAR * self.size for left, right in self.gaps
        )

    @cached_property
    def word_space(self) -> float | None:
        """Its word space in ems, None without any: the median of its spaces, so that a kern between a letter and the
        space beside it (an f's hook) moves nothing."""
        return median(right - left for left, right in self.spaces) / self.size if self.spaces else None

    @cached_property
    def letter_space(self) -> float:
        """What is added between its letters, in ems: the median of the gaps inside words, which kerns don't move."""
        gaps = [two.x - one.right for word in self.words for one, two in pairwise(word.glyphs) if two.x > one.x]
        return median(gaps) / self.size if gaps else 0.0


def _is_dash(character: str) -> bool:
    return character in DASHES


def lines_of(sheet: Sheet) -> list[Line]:
    """A page's lines from head to foot; an initial is a line of its own."""
    found: list[Line] = []
    for level in _levels(sheet.glyphs):
        found += (_line(sheet.number, glyphs) for glyphs in _without_initials(level))
    return sorted((line for line in found if line.words), key=lambda line: (line.y, line.left))


def _levels(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs by their baselines, from the head down; raised marks with the line they belong to."""
    levels: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.y):
        if levels and glyph.y - levels[-1][0].y <= SAME_BASELINE:
            levels[-1].append(glyph)
        else:
            levels.append([glyph])
    kept: list[list[Glyph]] = []
    sizes = [_size(level) for level in levels]
    for at, level in enumerate(levels):
        below = at + 1 < len(levels) and sizes[at] < 0.8 * sizes[at + 1]
        if below and levels[at + 1][0].y - level[0].y < RAISED * sizes[at + 1]:
            levels[at + 1] += level
        else:
            kept.append(level)
    return kept


def _size(glyphs: Sequence[Glyph]) -> float:
    return Counter(glyph.face.size for glyph in glyphs).most_common(1)[0][0]


def _without_initials(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """A level as it is, or an initial and the line beside it."""
    ordered = sorted(glyphs, key=lambda one: one.x)
    size = _size([glyph for glyph in ordered if not glyph.text.isspace()] or ordered)
    large = [glyph for glyph in ordered if glyph.face.size > INITIAL * size]
    if large:
        yield large
        yield [glyph for glyph in ordered if glyph.face.size <= INITIAL * size]
    else:
        yield ordered


def _line(page: int, glyphs: Sequence[Glyph]) -> Line:
    """Glyphs from left to right as a line."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not inked:
        return Line(page, 0.0, 0.0, ())
    size = _size(inked)
    y = max((glyph for glyph in inked if glyph.face.size == size), key=lambda one: one.y).y
    return Line(page, y, size, tuple(_words(glyphs, _widest_inside(glyphs, inked, size))))


def _widest_inside(glyphs: Sequence[Glyph], inked: Sequence[Glyph], size: float) -> float:
    """The widest gap inside a word, in points: where spaces are glyphs only they part words; else letterspacing and a
    little more."""
    if any(glyph.text.isspace() and glyph.right > glyph.x for glyph in glyphs):
        return TABULAR * size
    gaps = [two.x - one.right for one, two in pairwise(inked) if two.x > one.x]
    return (median(gaps) if gaps else 0.0) + SPACE_WITHOUT_GLYPH * size


def _words(glyphs: Sequence[Glyph], widest: float) -> Iterator[Word]:
    """The words of a line: parted by spaces and by gaps wider than this."""
    word: list[Glyph] = []
    for glyph in glyphs:
        blank = glyph.text.isspace()
        if word and (blank or glyph.x - word[-1].right > widest):
            yield _word(word)
            word = []
        if not blank:
            word.append(glyph)
    if word:
        yield _word(word)


def _word(glyphs: Sequence[Glyph]) -> Word:
    return Word("".join(glyph.text for glyph in glyphs), glyphs[0].x, glyphs[-1].right, tuple(glyphs))
