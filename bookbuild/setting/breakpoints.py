"""Break points inside words: where, at what price, and how wide the halves are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from bookbuild.setting.addresses import is_address
from bookbuild.setting.explicit import DASHES, Kind, explicit_points, repeats_hyphens
from bookbuild.setting.founts import Fount, Shaped
from bookbuild.setting.hyphenation import HYPHEN, Hyphenator, Point
from bookbuild.style.style import LineCosts

LONG_WORD: Final = 10
"""Words of so many letters are divided at no extra cost."""


CAPITAL: Final = 200.0
"""Added for a divided word with a capital."""


class Divide(IntEnum):
    """What may be divided by a hyphen that is not there: nothing, words, or (where there is no other way) also words with a
    capital that are no names."""

    NOTHING = 0
    WORDS = 1
    CAPITALS = 2


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


Options = dict[Shaped, tuple[Option, ...]]


@dataclass(slots=True)
class BreakPoints:
    """The break points of a book's words, each word looked at once."""

    hyphenator: Hyphenator
    costs: LineCosts
    _known: dict[Divide, tuple[Options, ...]] = field(
        default_factory=lambda: {one: tuple(Options() for _ in Kind) for one in Divide}
    )

    def known(self, divide: Divide) -> tuple[Options, ...]:
        """What `of` has found so far, by the kinds of words."""
        return self._known[divide]

    def of(self, shaped: Shaped, divide: Divide, kind: Kind = Kind.WORD) -> tuple[Option, ...]:
        """The break points inside a word, in order."""
        known = self._known[divide][kind]
        found = known.get(shaped)
        if found is None:
            found = known[shaped] = tuple(self._options(shaped, divide, kind))
        return found

    def _options(self, shaped: Shaped, divide: Divide, kind: Kind) -> Iterator[Option]:
        points = explicit_points(shaped.text, kind, repeats_hyphens(self.hyphenator.language))
        if divide is not Divide.NOTHING and kind is not Kind.CODE:
            points += self.hyphenator.points(shaped.text, divide is Divide.CAPITALS)
        plain = bool(points) and kind is not Kind.CODE and not is_address(shaped.text)
        for point in sorted(points) if len(points) > 1 else points:
            yield _option(point, shaped, self.costs, plain)


def _option(point: Point, shaped: Shaped, costs: LineCosts, plain: bool) -> Option:
    """A break point with the widths of its halves and its penalty; `plain` tells words from addresses and code."""
    before, after = _half_widths(point, shaped)
    fount, text = shaped.fount, shaped.text
    right = left = 0.0
    if fount.hangs:
        right, left = fount.word(point.before[-1]).right_hang, fount.word(point.after[0]).left_hang
    if point.hyphen:
        penalty = costs.hyphen + costs.short_word * max(0, LONG_WORD - len(text))
        if text.lstrip("“‘(")[:1].isupper():
            penalty += CAPITAL
        if text[-1] in DASHES:
            penalty += costs.before_dash
        return Option(point, fount, before, after, right, left, penalty, True)
    if text[point.at - 1] in DASHES:
        return Option(point, fount, before, after, right, left, costs.dash, False)
    return Option(point, fount, before, after, right, left, costs.explicit_hyphen, plain)


def _half_widths(point: Point, shaped: Shaped) -> tuple[float, float]:
    """The widths of what stands before and after a division.

    Reckoned from the unbroken word where every character has its own glyph: the last letter meets the hyphen
    instead of the next letter, the rest stays. Else (a ligature, a changed spelling) both halves are shaped.
    """
    fount, text, at = shaped.fount, shaped.text, point.at
    plain = point.hyphen and point.after == text[at:] and point.before == text[:at] + HYPHEN
    if plain and len(shaped.texts) == len(text) and shaped.texts[at - 1] == text[at - 1]:
        after = sum(shaped.advances[at:]) * fount.scale
        return sum(shaped.advances[: at - 1]) * fount.scale + fount.word(text[at - 1] + HYPHEN).width, after
    return fount.word(point.before).width, fount.word(point.after).width
