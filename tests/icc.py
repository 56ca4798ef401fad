"""Colour profiles made by hand: small, and true enough to see which way a colour goes."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from itertools import product
from pathlib import Path

WHITE = struct.pack(">4s4x3i", b"XYZ ", 0xF6D6, 0x10000, 0xD32D)


def profile(
    space: str, tags: dict[bytes, bytes], kind: bytes = b"prtr", version: int = 2, pcs: bytes = b"Lab "
) -> bytes:
    """An ICC profile with these tags beside those that every profile has (ICC.1:2001, 6.1)."""
    words = b"Made by hand"
    every = {
        b"desc": struct.pack(">4s4xI", b"desc", len(words) + 1) + words + bytes(1 + 78),
        b"cprt": b"text" + bytes(4) + b"nobody\0",
        b"wtpt": WHITE,
    }
    table, data = b"", b""
    start = 132 + 12 * (len(tags) + len(every))
    for name, tag in {**every, **tags}.items():
        table += struct.pack(">4sII", name, start + len(data), len(tag))
        data += tag + bytes(-len(tag) % 4)
    head = struct.pack(
        ">I4xB3x4s4s4s12x4s", start + len(data), version, kind, space.ljust(4).encode(), pcs, b"acsp"
    ) + bytes(28)
    head += struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags) + len(every)) + table + data


def table8(inputs: int, corners: Iterable[tuple[float, ...]]) -> bytes:
    """A lut8 tag whose corners have these values, from 0 to 1 (ICC.1:2001, 6.5.8)."""
    values = [tuple(corner) for corner in corners]
    outputs = len(values[0])
    even = bytes(range(256))
    matrix = struct.pack(">9i", *(0x10000 if at % 4 == 0 else 0 for at in range(9)))
    cells = bytes(round(255 * value) for corner in values for value in corner)
    return b"mft1" + bytes(4) + bytes((inputs, outputs, 2, 0)) + matrix + even * inputs + cells + even * outputs


def cmyk(kind: bytes = b"prtr", version: int = 2) -> bytes:
    """A press with four inks: cyan and magenta pull a apart, yellow pulls b, and all of them darken."""
    to_lab = [
        (
            (1 - 0.4 * c) * (1 - 0.4 * m) * (1 - 0.1 * y) * (1 - 0.9 * k),
            0.5 + 0.2 * (m - c) * (1 - k),
            0.5 + 0.3 * (y - 0.5 * c) * (1 - k),
        )
        for c, m, y, k in product((0, 1), repeat=4)
    ]
    to_ink = [
        (0.6 * (1 - light) * (1 - a), 0.6 * (1 - light) * a, 0.6 * (1 - light) * b, 1.0 * (1 - light))
        for light, a, b in product((0, 1), repeat=3)
    ]
    tags = {b"A2B0": table8(4, to_lab), b"B2A0": table8(3, to_ink)}
    return profile("CMYK", tags, kind, version)


def gray(gamma: float = 2.2, kind: bytes = b"prtr") -> bytes:
    """Black alone, on a curve of one number."""
    return profile("GRAY", {b"kTRC": struct.pack(">4s4xIH2x", b"curv", 1, round(256 * gamma))}, kind, pcs=b"XYZ ")


def beside_its_licence(path: Path, data: bytes) -> Path:
    """A profile written to a file, with a licence there."""
    path.write_bytes(data)
    path.with_suffix(".LICENSE").write_text("Do what you like.", "utf-8")
    return path
