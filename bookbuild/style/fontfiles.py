"""Font files opened and checked: shipped ones, and those a style names in the book's own folder."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import BookError, Place, error
from bookbuild.folders import read_plain
from bookbuild.style.style import FaceFile, Typeface

_RESTRICTED: Final = 0x0002
_BITMAP_ONLY: Final = 0x0200
_FILES: Final = (".ttf", ".otf", ".woff", ".woff2", ".ttc", ".otc")
_PLAIN: Final = "xnoHO."
"""Letters that have ink and width in every face that has them."""


def is_font_file(name: str) -> bool:
    """Whether a name is that of a font file, by its end."""
    return name.lower().endswith(_FILES)


def family_of(path: Path, place: Place | None = None) -> str:
    """The family's name as the font file says it, else the file's. Raises BookError as `open_font` does."""
    import uharfbuzz as hb

    _, face = open_font(path, place)
    return (face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or "").strip() or path.stem


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
        data = read_plain(path)
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
    try:
        tables = face.table_tags
    except UnicodeDecodeError:
        tables = []
    if not tables:
        message = f"The font {path.name!r} is damaged: the list of its tables can't be read."
        raise error("F001", message, "Get the .ttf or .otf file again.", place)
    if not face.glyph_count or face.upem < 16 or not face.unicodes:
        message = f"The font {path.name!r} is damaged: it has no usable glyphs."
        raise error("F001", message, "Get the .ttf or .otf file again.", place)
    _require_outlines(hb.Font(face), path.name, place)
    _require_embeddable(face, path.name, place)
    return blob, face


def _require_outlines(font: Any, name: str, place: Place) -> None:
    """Refuse a font whose plainest letters have no ink or no width: its outlines or its measures are lost."""
    if not font.face.reference_table("hmtx").data:
        message = f"The font {name!r} is damaged: it does not say how wide its letters are."
        raise error("F001", message, "Get the .ttf or .otf file again.", place)
    for letter in _PLAIN:
        glyph = font.get_nominal_glyph(ord(letter))
        box = font.get_glyph_extents(glyph) if glyph else None
        if glyph and (box is None or not box.height or font.get_glyph_h_advance(glyph) <= 0):
            message = f"The font {name!r} is damaged: its “{letter}” has no outline or no width."
            raise error("F001", message, "Get the .ttf or .otf file again.", place)


@contextmanager
def damaged_fonts_told(faces: Iterable[Typeface]) -> Iterator[None]:
    """Where what is printed is not what was set (W codes), a damaged font may be why: that is told instead (F001).

    Damage is known by the sums that a font file holds of its tables (OpenType, `checksum` in the table directory). Many sound
    fonts have wrong ones, so that by themselves they prove nothing.
    """
    try:
        yield
    except BookError as fault:
        if any(one.code.startswith("W") for one in fault.diagnostics):
            for file in {file.path: file for face in faces for file in face.files}.values():
                _require_whole(file.path)
        raise


def _require_whole(path: Path) -> None:
    """Refuse a font of which a table is not as it was when the file was made. Raises BookError F001."""
    data = bytes(_opened(path)[0].data)
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        tag, said, begin, length = struct.unpack_from(">4sLLL", data, at)
        table = data[begin : begin + length]
        if tag == b"head":
            table = table[:8] + bytes(4) + table[12:]  # the sum over the whole file stands here and is left out
        table += bytes(-len(table) % 4)
        if sum(struct.unpack(f">{len(table) // 4}L", table)) & 0xFFFFFFFF != said:
            message = f"The font {path.name!r} is damaged: its letters don't print as they are set."
            raise error("F001", message, "Get the .ttf or .otf file again.", Place(path.name)) from None


def require_glyphs(path: Path, place: Place | None) -> None:
    """Refuse a font whose characters lead to glyphs that it has not. Raises BookError F001."""
    import uharfbuzz as hb

    _, face = open_font(path, place)
    font, count = hb.Font(face), face.glyph_count
    if any((font.get_nominal_glyph(character) or 0) >= count for character in face.unicodes):
        message = f"The font {path.name!r} is damaged: some of its characters have no glyphs."
        raise error("F001", message, "Get the .ttf or .otf file again.", place)


def require_axes(path: Path, axes: Mapping[str, float], place: Place | None) -> None:
    """Refuse a pin of an axis that a face has not, or beyond its ends. Raises BookError F004."""
    _, face = open_font(path, place)
    known = {one.tag: (one.min_value, one.max_value) for one in face.axis_infos}
    there = ", ".join(f"{tag} from {least:g} to {most:g}" for tag, (least, most) in known.items())
    hint = f"Its axes: {there}." if known else "It is not a variable face: leave `axes` out."
    for tag, value in axes.items():
        if tag not in known:
            raise error("F004", f"The font {path.name!r} has no axis {tag!r}.", hint, place)
        least, most = known[tag]
        if not least <= value <= most:
            raise error("F004", f"The axis {tag!r} of {path.name!r} does not reach {value:g}.", hint, place)


def _require_embeddable(face: Any, name: str, place: Place) -> None:
    """Refuse a face whose licence bits forbid embedding or subsetting to outlines (OS/2 fsType)."""
    table = bytes(face.reference_table("OS/2").data or b"")
    rights = int.from_bytes(table[8:10], "big") if len(table) >= 10 else 0
    if rights & 0x000F == _RESTRICTED or rights & _BITMAP_ONLY:
        message = f"The licence bits of the font {name!r} forbid embedding it in a PDF."
        raise error("F002", message, "Choose another face (see `bookbuild faces`).", place)
