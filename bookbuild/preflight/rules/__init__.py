"""The rules of the preflight, one idea a file."""

from __future__ import annotations

from typing import Final

from bookbuild.preflight.rule import Rule
from bookbuild.preflight.rules import (
    black,
    bleed,
    boxes,
    claims,
    colours,
    content,
    coverage,
    fonts,
    measures,
    pagecount,
    pictures,
    safe,
    wholefile,
)  # fmt: skip

_ROOMS: Final = (
    boxes,
    bleed,
    fonts,
    colours,
    black,
    coverage,
    content,
    measures,
    pictures,
    safe,
    pagecount,
    wholefile,
    claims,
)

RULES: Final[tuple[Rule, ...]] = tuple(
    sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)
)
"""Every rule, by code."""
