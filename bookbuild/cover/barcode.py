"""The ISBN's barcode: an EAN-13 with a price add-on of five digits, as bars and digits with their places.

Source: GS1 General Specifications, section 5.2 (symbology EAN/UPC): the codes of the digits, the parities by which the first
digit and the add-on's check are told, the sizes and the quiet zones. Places are points from the box's top left, y down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from bookbuild.cover.geometry import Zone

MODULE: Final = 0.33 / 25.4 * 72
"""The width of the narrowest bar at 100 %: 0.33 mm."""
BAR_HEIGHT: Final = 22.85 / 25.4 * 72
"""The bars' height at 100 %, guards aside."""
ADD_ON_HEIGHT: Final = 21.9 / 25.4 * 72
"""The same of the add-on's bars, which end where the guards do."""

GUARD_LONGER: Final = 5
"""How much further down the guard bars reach, in modules."""
LEFT_QUIET, RIGHT_QUIET, ADD_ON_QUIET = 11, 7, 5
"""White before the main symbol, after it, and after the add-on, in modules."""
BETWEEN: Final = 9
"""White between the main symbol and the add-on, in modules: 7 to 12 are allowed."""
DIGIT_ROW: Final = 9
"""Height of the row of digits below the bars, in modules."""
ABOVE_BARS: Final = 1
"""White between the add-on's bars and the digits over them, in modules."""

_LEFT: Final = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
"""Number set A: odd parity. C is its complement, B is C read backwards."""
_PARITIES: Final = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
_ADD_ON_PARITIES: Final = ("BBAAA", "BABAA", "BAABA", "BAAAB", "ABBAA", "AABBA", "AAABB", "ABABA", "ABAAB", "AABAB")
_GUARD, _CENTRE, _ADD_ON_GUARD, _DELINEATOR = "101", "01010", "1011", "01"


@dataclass(frozen=True, slots=True)
class Digit:
    """A digit below or over the bars: the middle of its cell, and its baseline."""

    text: str
    centre: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode in its quiet zones: so wide and high, its bars, its digits and how large these are to be set at most."""

    width: float
    height: float
    bars: tuple[Zone, ...]
    digits: tuple[Digit, ...]
    cell: float
    """The width of a digit's cell."""


def modules_of(digits: str) -> str:
    """Thirteen digits as modules, 1 for a bar's: guards, six digits on either side of the centre."""
    first, *rest = map(int, digits)
    left = "".join(_code(digit, number_set) for digit, number_set in zip(rest[:6], _PARITIES[first], strict=True))
    right = "".join(_code(digit, "C") for digit in rest[6:])
    return f"{_GUARD}{left}{_CENTRE}{right}{_GUARD}"


def add_on_modules(digits: str) -> str:
    """Five digits as modules, 1 for a bar's; their parities tell the check (three times the odd places, nine times the
    even ones, modulo 10)."""
    values = [int(digit) for digit in digits]
    check = (3 * sum(values[::2]) + 9 * sum(values[1::2])) % 10
    codes = (_code(digit, number_set) for digit, number_set in zip(values, _ADD_ON_PARITIES[check], strict=True))
    return _ADD_ON_GUARD + _DELINEATOR.join(codes)


def _code(digit: int, number_set: str) -> str:
    odd = _LEFT[digit]
    if number_set == "A":
        return odd
    even = odd.translate(str.maketrans("01", "10"))
    return even if number_set == "C" else even[::-1]


def symbol_of(digits: str, add_on: str, size: float) -> Symbol:
    """The symbol of thirteen digits with an add-on of five (or none), `size` times the nominal one.

    The add-on's digits stand over its bars, the others below theirs, the first in the quiet zone.
    """
    module = MODULE * size
    main = modules_of(digits)
    high = BAR_HEIGHT * size
    bars = [
        Zone(x, 0, wide, high + GUARD_LONGER * module * _is_guard(at, len(main)))
        for at, x, wide in _bars(main, LEFT_QUIET, module)
    ]
    baseline = high + DIGIT_ROW * module - module / 2
    placed = [Digit(digits[0], (LEFT_QUIET - 1 - 7 / 2) * module, baseline)]
    for at, digit in enumerate(digits[1:]):
        start = len(_GUARD) + 7 * at + (len(_CENTRE) if at > 5 else 0)
        placed.append(Digit(digit, (LEFT_QUIET + start + 7 / 2) * module, baseline))
    width = LEFT_QUIET + len(main) + RIGHT_QUIET
    if add_on:
        extra = add_on_modules(add_on)
        begin = LEFT_QUIET + len(main) + BETWEEN
        foot = high + GUARD_LONGER * module
        top = foot - ADD_ON_HEIGHT * size
        bars += [Zone(x, top, wide, foot - top) for _, x, wide in _bars(extra, begin, module)]
        for at, digit in enumerate(add_on):
            centre = begin + len(_ADD_ON_GUARD) + 9 * at + 7 / 2
            placed.append(Digit(digit, centre * module, top - ABOVE_BARS * module))
        width = begin + len(extra) + ADD_ON_QUIET
    return Symbol(width * module, high + DIGIT_ROW * module, tuple(bars), tuple(placed), 7 * module)


def _bars(modules: str, begin: int, module: float) -> Iterator[tuple[int, float, float]]:
    """Every bar: the number of its first module, its place and its width."""
    at = 0
    for bit, run in groupby(modules):
        wide = len(list(run))
        if bit == "1":
            yield at, (begin + at) * module, wide * module
        at += wide


def _is_guard(at: int, count: int) -> bool:
    """Whether a module belongs to the guards or the centre of the main symbol."""
    return at < len(_GUARD) or at >= count - len(_GUARD) or 45 <= at < 50
