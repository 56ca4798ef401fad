"""A paragraph as the breaker's numbers: what every possible break adds to the lines on its two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bookbuild.setting.atoms import (
    AFTER_DASH,
    CHOP,
    FULL_LINE_END,
    HARD_SPACE,
    JOINED,
    LINE_END,
    SPACE,
    YIELDING_SPACE,
    Atom,
)
from bookbuild.setting.breakpoints import BreakPoints, Divide, Option
from bookbuild.setting.linebreak import FILL, INFINITE, BreakRow, BreakTable
from bookbuild.style.style import Give

CHOP_PENALTY = 5_000.0
"""A break inside a word too wide for any line, or at a hard space that holds together more than a line does."""

Stop = tuple[int, Option | None]
"""Where a line ends: the index of its last atom, and the option inside that atom, None at its end."""
BEGINNING: Stop = (-1, None)
"""Where a paragraph begins."""


@dataclass(frozen=True, slots=True)
class Table:
    """The breaker's numbers, and for each of its breaks the atom and the option it stands for."""

    numbers: BreakTable
    places: list[Stop]

    def part(self, begin: int, end: int) -> Table:
        """The table of what stands between two breaks."""
        return Table(self.numbers.part(begin, end), self.places[begin : end + 1])


def table_of(
    atoms: Sequence[Atom], points: BreakPoints, divide: Divide, gives: Give, fill: bool, hangs_left: bool
) -> Table:
    """Every place where a paragraph may be broken, and the numbers the breaker needs.

    `divide` is what may be divided; `gives` is how far glyphs give, in both directions;
    `fill` lets the last line be short at no cost; `hangs_left` lets ink hang out on the left, too. Words that end
    lines are told apart by their letters.
    """
    rows: list[BreakRow] = []
    places: list[Stop] = [BEGINNING]
    known = points.known(divide)
    filling = FILL if fill else 0.0
    x = glyphs = spaced = stretch = shrink = 0.0
    words: dict[str, int] = {}
    expansion, letters = gives
    last = len(atoms) - 1
    for index, atom in enumerate(atoms):
        shaped = atom.shaped
        options = known[atom.kind].get(shaped)
        if options is None:
            options = points.of(shaped, divide, atom.kind)
        width = shaped.width
        turn = atom.turn if atom.turnover else 0.0
        for option in options:
            before, after = option.before_width, width - option.after_width
            give, given = expansion * (glyphs + before), expansion * (glyphs + after)
            if letters:
                at = letters * option.point.at * shaped.fount.size
                give, given = give + spaced + at, given + spaced + at
            rows.append((
                x + before + turn - option.right_hang, x + after + (option.left_hang if hangs_left else 0.0),
                stretch + give, stretch + given, shrink + give, shrink + given, option.penalty, option.divides, 0,
            ))  # fmt: skip
            places.append((index, option))
        x += width + atom.kern
        glyphs += width
        follows = atom.follows
        give = expansion * glyphs
        if letters:
            spaced += letters * (shaped.spaced + (shaped.fount.size if follows == JOINED else 0.0))
            give += spaced
        if follows in (SPACE, YIELDING_SPACE):
            gap, more, less = atom.space, atom.stretch, atom.shrink
            hang = atoms[index + 1].shaped.left_hang if hangs_left and index < last else 0.0
            word = words.setdefault(shaped.text, len(words) + 1)
            rows.append((
                x + turn - shaped.right_hang, x + gap + hang, stretch + give, stretch + more + give,
                shrink + give, shrink + less + give, 0.0 if follows == SPACE else CHOP_PENALTY, False, word,
            ))  # fmt: skip
            x += gap
            stretch += more
            shrink += less
            places.append((index, None))
        elif follows == HARD_SPACE:
            x += atom.space
            stretch += atom.stretch
            shrink += atom.shrink
        elif follows == LINE_END:
            rows.append(
                (x, x, stretch + filling + give, stretch + give, shrink + give, shrink + give, -INFINITE, False, 0)
            )
            places.append((index, None))
        elif follows == FULL_LINE_END:
            rows.append((x, x, stretch + give, stretch + give, shrink + give, shrink + give, -INFINITE, False, 0))
            places.append((index, None))
        elif follows in (CHOP, AFTER_DASH):
            penalty = CHOP_PENALTY if follows == CHOP else points.costs.dash
            rows.append((x + turn, x, stretch + give, stretch + give, shrink + give, shrink + give, penalty, False, 0))
            places.append((index, None))
    return Table(BreakTable.of(rows), places)
