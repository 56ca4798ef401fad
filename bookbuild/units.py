"""Lengths: what people write ("5.5in", "11pt", "3 lines") and the points everything is reckoned in."""

from __future__ import annotations

import re
from typing import Final

POINTS_PER: Final = {"pt": 1.0, "in": 72.0, "mm": 72.0 / 25.4, "cm": 72.0 / 2.54, "pc": 12.0}
"""Points in one of each unit. A point is the desktop point, 1/72 inch; a pica is twelve of them."""

UNITS_PER_LINE: Final = 12
"""Heights in a galley are whole numbers of 1/12 of the leading, so that halves, thirds and quarters of a
line add up exactly and a page can never drift off its grid."""

_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+))\s*(pt|in|mm|cm|pc|″|\")\s*", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*", re.ASCII)
_SIZE = re.compile(
    r"\s*(\d+\.?\d*|\.\d+)\s*(pt|in|mm|cm|pc)?\s*[x×]\s*(\d+\.?\d*|\.\d+)\s*(pt|in|mm|cm|pc)?\s*", re.IGNORECASE
)


def decimal(text: str) -> float:
    """Read a number such as ``1.5``, ``12`` or ``-.1``. Raises ValueError for anything else, such as ``1_0`` or ``nan``."""
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{text!r} is not a number")
    return float(text)


def points(text: str) -> float:
    """Read a length such as ``5.5in``, ``14 mm`` or ``11pt``; return points.

    Raises ValueError when the text is no length with a unit.
    """
    found = _LENGTH.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a length with a unit (pt, in, mm, cm or pc)")
    unit = found[2].lower()
    return float(found[1]) * POINTS_PER["in" if unit in '″"' else unit]


def page_size(text: str) -> tuple[float, float]:
    """Read a page size such as ``5.5in x 8.5in``, ``129 x 198 mm`` or ``6x9`` (inches when no unit is named).

    Returns width and height in points. Raises ValueError when the text is no size.
    """
    found = _SIZE.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a page size such as 5.5in x 8.5in")
    width_unit = (found[2] or found[4] or "in").lower()
    height_unit = (found[4] or found[2] or "in").lower()
    return float(found[1]) * POINTS_PER[width_unit], float(found[3]) * POINTS_PER[height_unit]


def inches(length: float) -> str:
    """A length in points as a person reads it: ``5.5``, ``8.27``."""
    return f"{length / 72:.3f}".rstrip("0").rstrip(".")
