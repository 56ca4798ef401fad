"""A TrueType or OpenType font file as far as a check needs it: advances, characters, rights (ISO/IEC 14496-22)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from typing import Final

Bounds = tuple[float, float, float, float]
"""Left, bottom, right, top, in thousandths of an em."""

_SIGNATURES: Final = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"typ1")
_MOST_CHARACTERS: Final = 70_000
_MOST_TABLES: Final = 200


class FontError(Exception):
    """The data are not what they should be."""


class TrueType:
    """A font file. Raises FontError for what is none."""

    def __init__(self, data: bytes) -> None:
        if data[:4] not in _SIGNATURES:
            raise FontError
        self._data = data
        self._tables = dict(self._directory())
        head, maxp, hhea = self.table("head"), self.table("maxp"), self.table("hhea")
        if len(head) < 54 or len(maxp) < 6:
            raise FontError
        self.em = struct.unpack_from(">H", head, 18)[0] or 1000
        self._long_places = struct.unpack_from(">h", head, 50)[0] == 1
        self.count: int = struct.unpack_from(">H", maxp, 4)[0]
        self._metrics = struct.unpack_from(">H", hhea, 34)[0] if len(hhea) >= 36 else 0
        self._hmtx = self.table("hmtx")
        self._loca, self._glyf = self.table("loca"), self.table("glyf")

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        if len(self._data) < 12:
            raise FontError
        for at in range(12, 12 + 16 * min(struct.unpack_from(">H", self._data, 4)[0], _MOST_TABLES), 16):
            if at + 16 > len(self._data):
                raise FontError
            tag, _, begin, length = struct.unpack_from(">4sLLL", self._data, at)
            yield tag.decode("latin-1"), (begin, length)

    def table(self, tag: str) -> bytes:
        """A table's bytes; nothing when it is not there."""
        begin, length = self._tables.get(tag, (0, 0))
        return self._data[begin : begin + length]

    @property
    def has_outlines(self) -> bool:
        """Whether there is anything to draw."""
        return bool(self._glyf and self._loca) or bool(self.table("CFF ")) or bool(self.table("CFF2"))

    @cached_property
    def bounds(self) -> Bounds:
        """The box round all glyphs, as the file says it."""
        scale = 1000 / self.em
        left, bottom, right, top = struct.unpack_from(">4h", self.table("head"), 36)
        return left * scale, bottom * scale, right * scale, top * scale

    @cached_property
    def rights(self) -> int | None:
        """The embedding rights (OS/2 fsType); None when the file says nothing of them."""
        table = self.table("OS/2")
        return int(struct.unpack_from(">H", table, 8)[0]) if len(table) >= 10 else None

    def width(self, glyph: int) -> float | None:
        """A glyph's advance in thousandths of an em."""
        if not self._metrics or not 0 <= glyph < self.count:
            return None
        at = 4 * min(glyph, self._metrics - 1)
        return struct.unpack_from(">H", self._hmtx, at)[0] * 1000 / self.em if at + 2 <= len(self._hmtx) else None

    def box(self, glyph: int) -> Bounds | None:
        """The box round a glyph's outline; None when it has none, or none that can be told."""
        size, form = (4, ">LL") if self._long_places else (2, ">HH")
        if not self._glyf or not 0 <= glyph < self.count or size * (glyph + 2) > len(self._loca):
            return None
        begin, end = struct.unpack_from(form, self._loca, size * glyph)
        begin, end = (begin, end) if self._long_places else (2 * begin, 2 * end)
        if end <= begin or begin + 10 > len(self._glyf):
            return None
        left, bottom, right, top = struct.unpack_from(">4h", self._glyf, begin + 2)
        scale = 1000 / self.em
        return left * scale, bottom * scale, right * scale, top * scale

    @cached_property
    def characters(self) -> dict[tuple[int, int], dict[int, int]]:
        """Glyphs by character code, one table for each platform and encoding."""
        table = self.table("cmap")
        found: dict[tuple[int, int], dict[int, int]] = {}
        count = struct.unpack_from(">H", table, 2)[0] if len(table) >= 4 else 0
        for at in range(4, 4 + 8 * min(count, 30), 8):
            if at + 8 <= len(table):
                platform, encoding, begin = struct.unpack_from(">HHL", table, at)
                try:
                    found[platform, encoding] = dict(_codes(table[begin:]))
                except struct.error:
                    continue
        return found


def _codes(table: bytes) -> Iterator[tuple[int, int]]:
    """Character codes and glyphs of a cmap's subtable, formats 0, 4, 6 and 12."""
    form = struct.unpack_from(">H", table, 0)[0]
    if form == 0:
        yield from enumerate(table[6:262])
    elif form == 4:
        yield from _segments(table)
    elif form == 6:
        first, count = struct.unpack_from(">HH", table, 6)
        yield from ((first + at, struct.unpack_from(">H", table, 10 + 2 * at)[0]) for at in range(count))
    elif form == 12:
        left = _MOST_CHARACTERS
        for group in range(min(struct.unpack_from(">L", table, 12)[0], _MOST_CHARACTERS)):
            first, last, glyph = struct.unpack_from(">LLL", table, 16 + 12 * group)
            for code in range(first, min(last + 1, first + left)):
                yield code, glyph + code - first
            left -= max(min(last + 1 - first, left), 0)


def _segments(table: bytes) -> Iterator[tuple[int, int]]:
    """Format 4: runs of codes."""
    count = struct.unpack_from(">H", table, 6)[0] // 2
    ends, starts, deltas, ranges = (14 + 2 * count * at + 2 * (at > 0) for at in range(4))
    left = _MOST_CHARACTERS
    for segment in range(count):
        last, first, delta, offset = (
            struct.unpack_from(">H", table, begin + 2 * segment)[0] for begin in (ends, starts, deltas, ranges)
        )
        for code in range(first, min(last + 1, first + left)):
            glyph = code
            if offset:
                place = ranges + 2 * segment + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", table, place)[0] if place + 2 <= len(table) else 0
            if glyph or not offset:
                yield code, (glyph + delta) & 0xFFFF
        left -= max(min(last + 1 - first, left), 0)
