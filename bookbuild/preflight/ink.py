"""Colours as they are set, and how much ink they ask for: all plates together, in per cent of one plate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bookbuild.preflight.functions import Outputs
from bookbuild.preflight.spaces import GRAY, Space, Spaces
from bookbuild.preflight.values import entry, identity, numbers

GRAYS: Final = ("DeviceGray", "CalGray")
_SPOTS: Final = ("Separation", "DeviceN")


@dataclass(frozen=True, slots=True, eq=False)
class Paint:
    """A colour: its space, its values (none for a shading), and the ink it asks for at most; None where only the
    press's own conversion would tell."""

    space: Space
    values: tuple[float, ...]
    ink: float | None

    @property
    def leaves_paper(self) -> bool:
        """Whether it leaves the paper white."""
        return self.ink == 0 or (len(self.values) == 3 and min(self.values) >= 1 and self.space.kind != "Lab")


class Paints:
    """Every colour once."""

    def __init__(self, spaces: Spaces) -> None:
        self.spaces = spaces
        self._known: dict[tuple[int, tuple[float, ...]], Paint] = {}
        self._shadings: dict[Any, Paint] = {}
        self._functions = Outputs()
        self.black = self.paint(GRAY, (0.0,))

    def paint(self, space: Space, values: tuple[float, ...]) -> Paint:
        """A colour of a space, set by its values."""
        known = self._known.get((id(space), values))
        if known is None:
            known = self._known[id(space), values] = Paint(space, values, ink_of(space, values))
        return known

    def initial(self, space: Space) -> Paint:
        """The colour that is set when a space is chosen (PDF 1.7, 8.6.8)."""
        value = 1.0 if space.kind in _SPOTS else 0.0
        values = [value] * space.components
        if space.kind == "DeviceCMYK" or (space.kind == "ICCBased" and space.components == 4):
            values[3] = 1.0
        return self.paint(space, tuple(values))

    def shading(self, said: Any, named: Any) -> Paint:
        """A shading: a colour that changes from place to place."""
        key = identity(said)
        known = self._shadings.get(key)
        if known is None:
            space = self.spaces.space(entry(said, "ColorSpace"), named)
            most = self._functions.most_of(entry(said, "Function"), space.components)
            known = self._shadings[key] = Paint(space, (), _most_ink(space, most) if most else None)
        return known


def ink_of(space: Space, values: Sequence[float]) -> float | None:
    """Ink of a colour; values from 0 to 1, in an indexed space the entry's number."""
    if space.kind == "Indexed" and space.base and values:
        at = int(values[0]) * space.base.components
        chosen = space.palette[at : at + space.base.components]
        return ink_of(space.base, [one / 255 for one in chosen]) if chosen else None
    if not space.components or len(values) < space.components:
        return None
    held = [min(max(value, 0.0), 1.0) for value in values[: space.components]]
    if space.kind in GRAYS or (space.kind == "ICCBased" and space.components == 1):
        return 100 * (1 - held[0])
    if space.kind == "DeviceCMYK" or (space.kind == "ICCBased" and space.components == 4):
        return 100 * sum(held)
    if space.kind in _SPOTS:
        return 100 * sum(value * plates_of(ink) for value, ink in zip(held, space.colorants, strict=False))
    return None


def _most_ink(space: Space, most: Sequence[tuple[float, float]]) -> float | None:
    """The most ink of colours whose components lie between two values each."""
    light = space.kind in GRAYS or (space.kind == "ICCBased" and space.components == 1)
    return ink_of(space, [low if light else high for low, high in most])


def plates_of(colorant: str) -> int:
    """On how many plates an ink prints; All is every one there is."""
    return 4 if colorant == "All" else 0 if colorant == "None" else 1


def palette_ink(space: Space) -> float | None:
    """The most ink of an indexed space's entries."""
    base = space.base
    if base is None or not base.components or not space.palette:
        return None
    entries = range(len(space.palette) // base.components)
    inks = {ink_of(space, (float(at),)) for at in entries}
    return None if None in inks else max((ink for ink in inks if ink is not None), default=None)


def decode_of(said: Any, components: int) -> tuple[float, ...]:
    """A picture's Decode array; nothing when it is the usual one."""
    given = numbers(entry(said, "Decode"), 2 * components + 1)
    return given if len(given) == 2 * components and given != (0.0, 1.0) * components else ()
