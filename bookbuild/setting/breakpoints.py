"""Break points inside words: where, at what price, and how wide the halves are."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from bookbuild.setting.founts import Fount, Shaped
from bookbuild.setting.hyphenation import DASHES, Hyphenator, Point, explicit_points
from bookbuild.style.style import LineCosts

LONG_WORD: Final = 10
"""Words of so many letters are divided at no extra cost."""


NAME: Final = 200.0
"""Added for a divided name."""


class Divide(IntEnum):
    """What may be divided by a hyphen that is not there: nothing, words, or (where there is no other way) names, too."""

    NOTHING = 0
    WORDS = 1
    NAMES = 2


class Option(NamedTuple):
    """A break point inside a word: the widths of its halves in points, their glyphs when they are asked for."""

    point: Point
    fount: Fount
    before_width: float
    after_width: float
    right_hang: float
    left_hang: float
    """Points that the halves' ends hang into the margins."""
    penalty: float
    divides: bool
    """Whether the line ends in a hyphen, the word's own or an added one: both make ladders and bad last lines."""

    @property
    def before(self) -> Shaped:
        """What ends the line, its hyphen included."""
        return self.fount.word(self.point.before)

    @property
    def after(self) -> Shaped:
        """What begins the next one."""
        return self.fount.word(self.point.after)


@dataclass(slots=True)
class BreakPoints:
    """The break points of a book's words, each word looked at once."""

    hyphenator: Hyphenator
    costs: LineCosts
    _known: dict[Divide, dict[Shaped, tuple[Option, ...]]] = field(default_factory=lambda: {one: {} for one in Divide})

    def known(self, divide: Divide) -> dict[Shaped, tuple[Option, ...]]:
        """What `of` has found so far."""
        return self._known[divide]

    def of(self, shaped: Shaped, divide: Divide) -> tuple[Option, ...]:
        """The break points inside a word, in order."""
        known = self._known[divide]
        found = known.get(shaped)
        if found is None:
            points = explicit_points(shaped.text)
            if divide is not Divide.NOTHING:
                points += self.hyphenator.points(shaped.text, names=divide is Divide.NAMES)
            points = tuple(sorted(points)) if len(points) > 1 else points
            found = known[shaped] = tuple([_option(point, shaped, self.costs) for point in points]) if points else ()
        return found


def _option(point: Point, shaped: Shaped, costs: LineCosts) -> Option:
    """A break point with the widths of its halves and its penalty."""
    before, after = _half_widths(point, shaped)
    fount, text = shaped.fount, shaped.text
    right = left = 0.0
    if fount.hangs:
        right, left = fount.word(point.before[-1]).right_hang, fount.word(point.after[0]).left_hang
    if point.hyphen:
        penalty = costs.hyphen + costs.short_word * max(0, LONG_WORD - len(text))
        if text.lstrip("“‘(")[:1].isupper():
            penalty += NAME
        if text[-1] in DASHES:
            penalty += costs.before_dash
        return Option(point, fount, before, after, right, left, penalty, True)
    if text[point.at - 1] in "-‐/":
        return Option(point, fount, before, after, right, left, costs.explicit_hyphen, True)
    return Option(point, fount, before, after, right, left, costs.dash, False)


def _half_widths(point: Point, shaped: Shaped) -> tuple[float, float]:
    """The widths of what stands before and after a division.

    Reckoned from the unbroken word where every character has its own glyph: the last letter meets the hyphen
    instead of the next letter, the rest stays. Else (a ligature, a changed spelling) both halves are shaped.
    """
    fount, text, at = shaped.fount, shaped.text, point.at
    plain = point.hyphen and point.after == text[at:] and point.before == text[:at] + "-"
    if plain and len(shaped.texts) == len(text) and shaped.texts[at - 1] == text[at - 1]:
        after = sum(shaped.advances[at:]) * fount.scale
        return sum(shaped.advances[: at - 1]) * fount.scale + fount.word(text[at - 1] + "-").width, after
    return fount.word(point.before).width, fount.word(point.after).width
