"""Colour spaces: what a PDF says a colour is made of (PDF 1.7, 8.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bookbuild.preflight.values import elements, entry, identity, is_stream, name, packed, text, unpacked, whole

_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
"""How inline pictures name them."""
_COMPONENTS: Final = {
    "DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4, "CalGray": 1, "CalRGB": 3, "Lab": 3, "Indexed": 1, "Separation": 1,
}  # fmt: skip
_NESTING: Final = 6
MOST_COLORANTS: Final = 32


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """A colour space. `base` is what an indexed or uncoloured-pattern one rests on, and what a spot colour is replaced
    with; `colorants` are the inks of Separation and DeviceN; `profile` the class and colours of an ICC profile."""

    kind: str
    components: int
    base: Space | None = None
    colorants: tuple[str, ...] = ()
    palette: bytes = b""
    profile: tuple[str, str] = ("", "")

    @property
    def kinds(self) -> Iterator[str]:
        """Its own kind and those beneath it."""
        yield self.kind
        if self.base:
            yield from self.base.kinds

    @property
    def painted(self) -> Space:
        """The space whose colours are painted: an indexed one's base."""
        return self.base if self.kind in ("Indexed", "Pattern") and self.base else self

    @property
    def shown(self) -> str:
        """Its name for a person."""
        if self.kind == "ICCBased":
            return f"ICCBased ({self.profile[1].strip() or f'{self.components} components'})"
        if self.colorants:
            return f"{self.kind} ({', '.join(self.colorants[:4])})"
        return f"{self.kind} of {self.base.shown}" if self.base else self.kind


GRAY: Final = Space("DeviceGray", 1)
RGB: Final = Space("DeviceRGB", 3)
CMYK: Final = Space("DeviceCMYK", 4)
PATTERN: Final = Space("Pattern", 0)
UNKNOWN: Final = Space("unknown", 0)
DEVICE: Final = {space.kind: space for space in (GRAY, RGB, CMYK, PATTERN)}


class Spaces:
    """Reads colour spaces; those that many pages share are read once."""

    def __init__(self) -> None:
        self._known: dict[Any, Space] = {}

    def space(self, thing: Any, named: Any = None, depth: int = 0) -> Space:
        """What an object says of a colour space; `named` are the ColorSpace resources its name is looked up in."""
        said = name(thing)
        if said:
            return self.named(_SHORT.get(said, said), named, depth)
        if thing is None or depth > _NESTING:
            return UNKNOWN
        key = identity(thing)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._read(list(elements(thing)), named, depth)
        return known

    def named(self, said: str, named: Any, depth: int = 0) -> Space:
        """A space by its name: the device's own, unless a default takes its place (PDF 1.7, 8.6.5.6)."""
        default = entry(named, said.replace("Device", "Default")) if said.startswith("Device") else None
        if default is not None and depth == 0 and not name(default):
            return self.space(default, named, depth + 1)
        if said in DEVICE:
            return DEVICE[said]
        given = entry(named, said)
        return UNKNOWN if given is None or depth > _NESTING else self.space(given, named, depth + 1)

    def _read(self, parts: list[Any], named: Any, depth: int) -> Space:
        kind = name(parts[0]) if parts else ""
        kind = _SHORT.get(kind, kind)
        second = parts[1] if len(parts) > 1 else None
        if kind in DEVICE and kind != "Pattern":
            return DEVICE[kind]
        if kind == "Pattern":
            return Space(kind, 0, self.space(second, named, depth + 1)) if second is not None else PATTERN
        if kind == "ICCBased":
            components = whole(entry(second, "N"))
            return Space(kind, components, profile=_profile(second)) if components in (1, 3, 4) else UNKNOWN
        if kind == "Indexed":
            return self._indexed(parts, named, depth)
        if kind in ("Separation", "DeviceN"):
            inks = tuple(name(one) for one in elements(second))[:MOST_COLORANTS]
            base = self.space(parts[2], named, depth + 1) if len(parts) > 2 else None
            return Space(kind, len(inks), base, inks)
        return Space(kind, _COMPONENTS[kind]) if kind in _COMPONENTS else UNKNOWN

    def _indexed(self, parts: list[Any], named: Any, depth: int) -> Space:
        base = self.space(parts[1], named, depth + 1) if len(parts) > 1 else UNKNOWN
        table = parts[3] if len(parts) > 3 else None
        palette = (unpacked(table) or b"") if is_stream(table) else _string(table)
        most = (min(max(whole(parts[2]), 0), 255) + 1 if len(parts) > 2 else 0) * base.components
        return Space("Indexed", 1, base, palette=palette[:most])


def _string(thing: Any) -> bytes:
    try:
        return bytes(thing)
    except (TypeError, ValueError):
        return text(thing).encode("latin-1", "replace")


def _profile(stream: Any) -> tuple[str, str]:
    """Class and colour space of an ICC profile (ICC.1:2010, 7.2)."""
    header = (unpacked(stream) or b"")[:40] if is_stream(stream) and len(packed(stream)) < 16 << 20 else b""
    return header[12:16].decode("latin-1"), header[16:20].decode("latin-1")
