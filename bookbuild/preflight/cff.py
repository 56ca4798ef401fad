"""A CFF font as far as a check needs it: glyph names or CIDs, advances (Adobe Technical Notes 5176 and 5177)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise
from typing import Final

from bookbuild.preflight.cffboxes import glyph_boxes
from bookbuild.preflight.encodings import STANDARD_CODES, STANDARD_STRINGS
from bookbuild.preflight.truetype import Bounds, FontError

_FONT_BOX, _CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS = 5, 15, 16, 17, 18, 19
_DEFAULT_WIDTH, _NOMINAL_WIDTH = 20, 21
_MATRIX, _REGISTRY, _FONT_ARRAY, _FONT_SELECT = (12 << 8) + 7, (12 << 8) + 30, (12 << 8) + 36, (12 << 8) + 37
_NESTING: Final = 10
_REAL: Final = "0123456789.E??-"
"""The nibbles of a real number; 12 is E-, 15 ends it."""


class Cff:
    """A bare CFF table with one font. Raises FontError for what is none."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError, ValueError, RecursionError):
            raise FontError from None

    def _open(self) -> None:
        data = self._data
        if len(data) < 4 or data[0] != 1:
            raise FontError
        _, at = _index(data, data[2])
        tops, at = _index(data, at)
        self._strings, at = _index(data, at)
        self._global_subrs, _ = _index(data, at)
        top = _dictionary(tops[0])
        self.has_cids = _REGISTRY in top
        self._charstrings, _ = _index(data, int(top[_CHARSTRINGS][-1]))
        self.count = len(self._charstrings)
        em = top.get(_MATRIX, [0.001])[0]
        self._scale = (em or 0.001) * 1000
        box = top.get(_FONT_BOX, [0, 0, 0, 0])
        left, bottom, right, top_edge = (one * self._scale for one in (*box, 0, 0, 0, 0)[:4])
        self.bounds: Bounds = (left, bottom, right, top_edge)
        self.charset = self._charset(int(top.get(_CHARSET, [0])[-1]))
        self._encoding_at = int(top.get(_ENCODING, [0])[-1])
        if self.has_cids:
            fonts, _ = _index(data, int(top[_FONT_ARRAY][-1]))
            self._privates = [self._private(_dictionary(one)) for one in fonts]
            self._selection = self._select(int(top[_FONT_SELECT][-1]))
        else:
            self._privates = [self._private(top)]
            self._selection = bytes(self.count)

    def _private(self, font: dict[int, list[float]]) -> tuple[float, float, list[bytes]]:
        """Default and nominal width and the subroutines of a font's private part."""
        size, begin = (int(one) for one in font.get(_PRIVATE, [0, 0])[:2])
        private = _dictionary(self._data[begin : begin + size])
        subrs = _index(self._data, begin + int(private[_SUBRS][-1]))[0] if _SUBRS in private else []
        return private.get(_DEFAULT_WIDTH, [0.0])[-1], private.get(_NOMINAL_WIDTH, [0.0])[-1], subrs

    def _select(self, at: int) -> bytes:
        """The private part of every glyph."""
        data = self._data
        if data[at] == 0:
            return data[at + 1 : at + 1 + self.count]
        chosen = bytearray(self.count)
        count = struct.unpack_from(">H", data, at + 1)[0]
        for one in range(count):
            first, font, after = struct.unpack_from(">HBH", data, at + 3 + 3 * one)
            chosen[first : min(after, self.count)] = bytes([font]) * max(min(after, self.count) - first, 0)
        return bytes(chosen)

    def _charset(self, at: int) -> list[int]:
        """The name's number, or the CID, of every glyph."""
        if at <= 2:
            return list(range(self.count))  # ISOAdobe; the two expert sets are not for text
        data, found, form = self._data, [0], self._data[at]
        at += 1
        while len(found) < self.count:
            if form == 0:
                found.append(struct.unpack_from(">H", data, at)[0])
                at += 2
            else:
                first, left = struct.unpack_from(">HB" if form == 1 else ">HH", data, at)
                found += range(first, min(first + left + 1, first + self.count))
                at += 3 if form == 1 else 4
        return found[: self.count]

    def name(self, number: int) -> str:
        """The glyph name of a string's number."""
        if number < len(STANDARD_STRINGS):
            return STANDARD_STRINGS[number]
        own = number - len(STANDARD_STRINGS)
        return self._strings[own].decode("latin-1") if own < len(self._strings) else ""

    @cached_property
    def names(self) -> dict[str, int]:
        """Glyphs by name; none in a font of CIDs."""
        return {} if self.has_cids else {self.name(number): at for at, number in enumerate(self.charset)}

    @cached_property
    def cids(self) -> dict[int, int]:
        """Glyphs by CID; in a font of names a CID is the glyph itself."""
        return {number: at for at, number in enumerate(self.charset)} if self.has_cids else {}

    @cached_property
    def codes(self) -> dict[int, int]:
        """Glyphs by character code, as the font itself has them."""
        if self._encoding_at <= 1:
            return {code: self.names[one] for code, one in STANDARD_CODES.items() if one in self.names}
        try:
            return self._own_codes(self._encoding_at)
        except (struct.error, IndexError):
            return {}

    def _own_codes(self, at: int) -> dict[int, int]:
        data = self._data
        form, count = data[at] & 127, data[at + 1]
        if form == 0:
            return {code: glyph for glyph, code in enumerate(data[at + 2 : at + 2 + count], 1)}
        found: list[int] = []
        for one in range(count):
            first, left = data[at + 2 + 2 * one], data[at + 3 + 2 * one]
            found += range(first, first + left + 1)
        return {code: glyph for glyph, code in enumerate(found, 1)}

    def box(self, glyph: int) -> Bounds | None:
        """The box round a glyph's ink in thousandths of an em; None when it leaves none."""
        found = self._boxes(glyph)
        if found is None:
            return None
        left, bottom, right, top = (edge * self._scale for edge in found)
        return left, bottom, right, top

    @cached_property
    def _boxes(self) -> Callable[[int], Bounds | None]:
        return glyph_boxes(self._data, self.count)

    def width(self, glyph: int) -> float | None:
        """A glyph's advance in thousandths of an em."""
        if not 0 <= glyph < self.count:
            return None
        chosen = self._selection[glyph] if glyph < len(self._selection) else 0
        if chosen >= len(self._privates):
            return None
        default, nominal, subrs = self._privates[chosen]
        try:
            found = _first_width(self._charstrings[glyph], subrs, self._global_subrs)
        except (struct.error, IndexError):
            return None
        return (default if found is None else nominal + found) * self._scale


_STEMS: Final = frozenset((1, 3, 18, 19, 20, 23))
_MOVES: Final = {21: 2, 22: 1, 4: 1, 14: 0}
"""Operators that begin a drawing, and how many numbers they take without a width."""


def _first_width(code: bytes, subrs: list[bytes], global_subrs: list[bytes]) -> float | None:
    """The number that stands before a charstring's first operator for the width: its difference from the nominal
    width. None when there is none (Technical Note 5177, 3.1)."""
    stack: list[float] = []
    calls: list[tuple[bytes, int]] = [(code, 0)]
    while calls:
        code, at = calls.pop()
        while at < len(code):
            first = code[at]
            if first == 28 or first >= 32:
                value, at = _charstring_number(code, at)
                stack.append(value)
            elif first in (10, 29):
                called = subrs if first == 10 else global_subrs
                calls.append((code, at + 1))
                if len(calls) > _NESTING:
                    return None
                code, at = called[int(stack.pop()) + _bias(called)], 0
            elif first == 11:
                break
            elif first in _STEMS:
                return stack[0] if len(stack) % 2 else None
            else:
                takes = _MOVES.get(first, len(stack))
                return stack[0] if len(stack) in (takes + 1, takes + 5 if first == 14 else -1) else None
    return None


def _bias(subrs: list[bytes]) -> int:
    return 107 if len(subrs) < 1240 else 1131 if len(subrs) < 33900 else 32768


def _charstring_number(code: bytes, at: int) -> tuple[float, int]:
    first = code[at]
    if first == 28:
        return float(struct.unpack_from(">h", code, at + 1)[0]), at + 3
    if first == 255:
        return struct.unpack_from(">l", code, at + 1)[0] / 65536, at + 5
    if first >= 247:
        low = code[at + 1]
        return float((first - 247) * 256 + low + 108 if first < 251 else -(first - 251) * 256 - low - 108), at + 2
    return float(first - 139), at + 1


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The objects of an INDEX, and where it ends."""
    count = struct.unpack_from(">H", data, at)[0]
    if not count:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise ValueError
    places = at + 3
    base = places + size * (count + 1) - 1
    if base > len(data):
        raise ValueError
    ends = [int.from_bytes(data[place : place + size], "big") for place in range(places, base + 1, size)]
    return [data[base + begin : base + end] for begin, end in pairwise(ends)], base + ends[-1]


def _dictionary(data: bytes) -> dict[int, list[float]]:
    """A DICT: operands by operator; two-byte operators are 12 * 256 and the second byte."""
    found: dict[int, list[float]] = {}
    operands: list[float] = []
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            operator = (12 << 8) + data[at + 1] if first == 12 else first
            at += 2 if first == 12 else 1
            found[operator], operands = operands or [0.0], []
        elif first == 29:
            operands.append(float(struct.unpack_from(">l", data, at + 1)[0]))
            at += 5
        elif first == 30:
            value, at = _real(data, at + 1)
            operands.append(value)
        elif first == 255 or first in (22, 23, 24, 25, 26, 27, 31):
            at += 1
        else:
            value, at = _charstring_number(data, at)
            operands.append(value)
    return found


def _real(data: bytes, at: int) -> tuple[float, int]:
    """A real number in nibbles."""
    written = ""
    while True:
        for nibble in (data[at] >> 4, data[at] & 15):
            if nibble == 15:
                return float(written or 0), at + 1
            written += "E-" if nibble == 12 else _REAL[nibble]
        at += 1
