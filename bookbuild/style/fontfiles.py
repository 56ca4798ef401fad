"""Font files opened and checked: shipped ones, and those a style names in the book's own folder."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.style.style import FaceFile

_RESTRICTED: Final = 0x0002
_BITMAP_ONLY: Final = 0x0200


def open_font(path: Path, place: Place | None = None) -> tuple[Any, Any]:
    """A font file's bytes and HarfBuzz's view of them; `place` is where a style names it.

    Raises BookError: F001 the file can't be read or is no font, F002 it may not be embedded, F003 it is a
    collection or a web font.
    """
    try:
        return _opened(path)
    except BookError as failure:
        raise BookError(*(replace(one, place=place or one.place) for one in failure.diagnostics)) from None


def x_height(file: FaceFile, size: float) -> float:
    """The height of a small x in ems, axes pinned as the file's use says; an optical size not pinned follows `size`."""
    import uharfbuzz as hb

    _, face = open_font(file.path)
    font = hb.Font(face)
    font.scale = (face.upem, face.upem)
    if face.axis_infos:
        font.set_variations({"opsz": size} | dict(file.axes))
    glyph = font.get_nominal_glyph(ord("x"))
    box = font.get_glyph_extents(glyph) if glyph else None
    return float(box.y_bearing) / float(face.upem) if box and box.y_bearing > 0 else 0.45


@cache
def _opened(path: Path) -> tuple[Any, Any]:
    place = Place(path.name)
    try:
        data = path.read_bytes()
    except OSError as failure:
        message, cure = f"The font {path.name!r} can't be read: {failure.strerror}.", "Check the name and the folder."
        raise error("F001", message, cure, place) from None
    if data[:4] in (b"wOFF", b"wOF2", b"ttcf"):
        kind = "a collection" if data[:4] == b"ttcf" else "a web font"
        message, cure = f"{path.name!r} is {kind}.", "Use the plain .ttf or .otf file of the face."
        raise error("F003", message, cure, place)
    if data[:4] not in (b"\0\1\0\0", b"OTTO", b"true"):
        message, cure = f"{path.name!r} is not a font, or it is damaged.", "Get the .ttf or .otf file again."
        raise error("F001", message, cure, place)
    import uharfbuzz as hb

    blob = hb.Blob(data)
    face = hb.Face(blob)
    if not face.glyph_count or face.upem < 16 or not face.unicodes:
        message = f"The font {path.name!r} is damaged: it has no usable glyphs."
        raise error("F001", message, "Get the .ttf or .otf file again.", place)
    _require_embeddable(face, path.name, place)
    return blob, face


def _require_embeddable(face: Any, name: str, place: Place) -> None:
    """Refuse a face whose licence bits forbid embedding or subsetting to outlines (OS/2 fsType)."""
    table = bytes(face.reference_table("OS/2").data or b"")
    rights = int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0
    if rights & 0x000F == _RESTRICTED or rights & _BITMAP_ONLY:
        message = f"The licence bits of the font {name!r} forbid embedding it in a PDF."
        raise error("F002", message, "Choose another face (see `bookbuild faces`).", place)
