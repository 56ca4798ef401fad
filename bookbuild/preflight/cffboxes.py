"""The boxes of a bare CFF table's glyphs, drawn by HarfBuzz from the least font file that holds the table."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Final

from bookbuild.preflight.truetype import Bounds

_EM: Final = 1000


def glyph_boxes(table: bytes, count: int) -> Callable[[int], Bounds | None]:
    """A function that tells the box of a glyph's ink in font units, None for one without ink; `count` are the glyphs."""
    import uharfbuzz as hb

    font = hb.Font(hb.Face(hb.Blob(_wrapped(table, count))))
    font.scale = (_EM, _EM)

    def box(glyph: int) -> Bounds | None:
        extents = font.get_glyph_extents(glyph) if 0 <= glyph < count else None
        if extents is None or not extents.width:
            return None
        left, top = extents.x_bearing, extents.y_bearing
        return left, top + extents.height, left + extents.width, top

    return box


def _wrapped(table: bytes, count: int) -> bytes:
    """An OpenType file of the table and the heads that it needs (ISO/IEC 14496-22)."""
    head = struct.pack(">LLLLHHQQ4hHHhhh", 0x10000, 0, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0)
    tables = {b"CFF ": table, b"head": head, b"maxp": struct.pack(">LH", 0x5000, count)}
    directory = struct.pack(">4sHHHH", b"OTTO", len(tables), 0, 0, 0)
    at = len(directory) + 16 * len(tables)
    for tag, data in tables.items():
        directory += struct.pack(">4sLLL", tag, 0, at, len(data))
        at += len(data)
    return directory + b"".join(tables.values())
