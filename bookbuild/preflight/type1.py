"""A Type 1 font program as far as a check needs it: glyph names and advances (Adobe Type 1 Font Format, 1990)."""

from __future__ import annotations

import re
import struct
from functools import cached_property
from typing import Final

from bookbuild.preflight.encodings import STANDARD_CODES
from bookbuild.preflight.truetype import Bounds, FontError

_EEXEC_KEY, _CHARSTRING_KEY = 55665, 4330
_MOST_BYTES: Final = 4 << 20
_CALL: Final = 10
_NESTING: Final = 10
_BEGINNING: Final = 64
"""Bytes of a charstring among which its width stands."""

_PRIVATE: Final = re.compile(rb"\beexec[ \t\r\n]")
_CODE: Final = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put")
_GLYPH: Final = re.compile(rb"/(\S+)\s+(\d+)\s+(?:RD|-\|)\s")
_SUBROUTINE: Final = re.compile(rb"dup\s+(\d+)\s+(\d+)\s+(?:RD|-\|)\s")
_RANDOM: Final = re.compile(rb"/lenIV\s+(\d+)")
_BOX: Final = re.compile(rb"/FontBBox\s*[{\[]([^}\]]*)")
_MATRIX: Final = re.compile(rb"/FontMatrix\s*[{\[]\s*([-+.\dEe]+)")


class Type1:
    """A Type 1 font program. Raises FontError for what is none."""

    def __init__(self, data: bytes) -> None:
        data = _without_segments(data)
        found = _PRIVATE.search(data)
        if found is None or data[:2] != b"%!" or len(data) > _MOST_BYTES:
            raise FontError
        self._clear = data[: found.start()]
        private = _decrypted(_binary(data[found.end() :]), _EEXEC_KEY)[4:]
        random = _RANDOM.search(private)
        self._random = int(random[1]) if random else 4
        begin = max(private.find(b"/CharStrings"), 0)
        self._subroutines = {int(name[:6]): code for name, code in _programs(_SUBROUTINE, private[:begin])}
        self._charstrings = {name.decode("latin-1"): code for name, code in _programs(_GLYPH, private[begin:])}
        if not self._charstrings:
            raise FontError
        matrix = _MATRIX.search(self._clear)
        self._scale = 1000 * (_number(matrix[1]) if matrix else 0.001)

    @property
    def names(self) -> set[str]:
        """All glyphs."""
        return set(self._charstrings)

    @cached_property
    def codes(self) -> dict[int, str]:
        """Glyph names by character code, as the font itself has them."""
        begin = self._clear.find(b"/Encoding")
        if self._clear[begin : begin + 40].split()[1:2] == [b"StandardEncoding"]:
            return dict(STANDARD_CODES)
        return {int(code): name.decode("latin-1") for code, name in _CODE.findall(self._clear) if len(code) < 4}

    @cached_property
    def bounds(self) -> Bounds:
        """The box round all glyphs, as the font says it."""
        found = _BOX.search(self._clear)
        edges = [_number(one) * self._scale for one in found[1].split()[:4]] if found else []
        return (edges[0], edges[1], edges[2], edges[3]) if len(edges) == 4 else (0.0, 0.0, 0.0, 0.0)

    def width(self, name: str) -> float | None:
        """A glyph's advance in thousandths of an em."""
        code = self._charstrings.get(name)
        if code is None:
            return None
        try:
            found = self._first_width(code)
        except (IndexError, KeyError, struct.error, ZeroDivisionError):
            return None
        return None if found is None else found * self._scale

    def _first_width(self, code: bytes) -> float | None:
        """The width that hsbw or sbw sets, with which every charstring begins (6.4)."""
        stack: list[float] = []
        for _ in range(_NESTING):
            code = _decrypted(code[:_BEGINNING], _CHARSTRING_KEY)[self._random :]
            operator = _operator(code, stack)
            if operator != _CALL:
                return stack[1] if operator == 13 else stack[2] if operator == (12, 7) else None
            code = self._subroutines[int(stack.pop())]
        return None


def _number(written: bytes) -> float:
    try:
        return float(written)
    except ValueError:
        return 0.0


def _without_segments(data: bytes) -> bytes:
    """A PFB file's data without the headers of its segments."""
    out, at = b"", 0
    while data[at : at + 1] == b"\x80" and data[at + 1 : at + 2] in (b"\x01", b"\x02") and at + 6 <= len(data):
        length = struct.unpack_from("<L", data, at + 2)[0]
        out += data[at + 6 : at + 6 + length]
        at += 6 + length
    return out or data


def _binary(data: bytes) -> bytes:
    """The encrypted part, which may be written in hexadecimal."""
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", data[:8]):
        digits = re.match(rb"[0-9A-Fa-f\s]*", data)
        written = re.sub(rb"\s", b"", digits[0] if digits else b"")
        return bytes.fromhex(written[: len(written) // 2 * 2].decode("ascii"))
    return data


def _decrypted(data: bytes, key: int) -> bytes:
    """Type 1's own cipher (7.1)."""
    out = bytearray(len(data))
    for at, cipher in enumerate(data):
        out[at] = cipher ^ (key >> 8)
        key = ((cipher + key) * 52845 + 22719) & 0xFFFF
    return bytes(out)


def _programs(pattern: re.Pattern[bytes], private: bytes) -> list[tuple[bytes, bytes]]:
    """The encrypted programs of glyphs or subroutines, by what stands before each."""
    found: list[tuple[bytes, bytes]] = []
    at = 0
    while (one := pattern.search(private, at)) is not None:
        at = one.end() + int(one[2][:6])
        found.append((one[1], private[one.end() : at]))
    return found


def _operator(code: bytes, stack: list[float]) -> int | tuple[int, int]:
    """The first operator of a charstring but for div; the numbers before it go onto the stack."""
    at = 0
    while True:
        first = code[at]
        at += 1
        if first == 12:
            second = code[at]
            at += 1
            if second != 12:
                return first, second
            stack[-2:] = [stack[-2] / stack[-1]]
        elif first < 32:
            return first
        elif first <= 246:
            stack.append(first - 139)
        elif first <= 254:
            near = (first - 247) * 256 + code[at] + 108
            stack.append(near if first <= 250 else -((first - 251) * 256) - code[at] - 108)
            at += 1
        else:
            stack.append(struct.unpack_from(">l", code, at)[0])
            at += 4
