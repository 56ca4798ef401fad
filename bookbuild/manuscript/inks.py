"""Colours as a press mixes them: shares of its four inks, never light."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bookbuild.units import decimal

_TINT = re.compile(r"(?:(?:gr[ae]y|black|k)\s+)?([\d.]+)\s*%")


@dataclass(frozen=True, slots=True)
class Ink:
    """Shares of cyan, magenta, yellow and black, each from 0 to 1."""

    cyan: float = 0.0
    magenta: float = 0.0
    yellow: float = 0.0
    black: float = 0.0

    @property
    def is_gray(self) -> bool:
        """Whether it is black ink alone, or none."""
        return not (self.cyan or self.magenta or self.yellow)

    @property
    def total(self) -> float:
        """All inks together, in per cent."""
        return 100 * (self.cyan + self.magenta + self.yellow + self.black)

    @property
    def lightness(self) -> float:
        """How light it looks on white paper, from 0 to 1 (PDF 1.7, 10.3.4: inks as grays)."""
        return max(0.0, 1 - (0.3 * self.cyan + 0.59 * self.magenta + 0.11 * self.yellow + self.black))


BLACK: Final = Ink(black=1.0)
WHITE: Final = Ink()
_NAMED: Final = {"black": BLACK, "white": WHITE}

INK_EXPECTED: Final = "`black`, `white`, a gray such as `gray 30%`, or four inks such as `0/95/80/10` in per cent"


def read_ink(text: str) -> Ink:
    """A colour as it is written: ``black``, ``white``, ``gray 30%`` (of black ink), ``0/95/80/10`` (cyan, magenta, yellow and
    black in per cent). Raises ValueError."""
    typed = text.strip().lower()
    tint = _TINT.fullmatch(typed)
    if typed in _NAMED:
        return _NAMED[typed]
    if tint:
        return Ink(black=_share(tint[1]))
    cyan, magenta, yellow, black = (_share(part.strip().removesuffix("%")) for part in typed.split("/"))
    return Ink(cyan, magenta, yellow, black)


def _share(text: str) -> float:
    """Per cent as a share. Raises ValueError."""
    value = decimal(text)
    if not 0 <= value <= 100:
        raise ValueError(text)
    return value / 100
