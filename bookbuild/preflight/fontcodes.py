"""Which glyph a code draws, in fonts with one byte a code (PDF 1.7, 9.6.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from bookbuild.preflight.cff import Cff
from bookbuild.preflight.encodings import ENCODINGS, character
from bookbuild.preflight.truetype import TrueType
from bookbuild.preflight.type1 import Type1
from bookbuild.preflight.values import elements, entry, name, whole

Program = TrueType | Cff | Type1
Glyph = int | str
"""A glyph's number, in a Type 1 font its name; 0 or nothing is .notdef."""

_SYMBOLIC: Final = 4
_TEXT_TABLES: Final = ((3, 1), (0, 3), (3, 10), (0, 4))
_SYMBOL_TABLES: Final = (((1, 0), 0), ((3, 0), 0), ((3, 0), 0xF000), ((3, 0), 0xF100))
"""A font's own tables of codes, and what is added to a byte in them."""


def glyphs_by_code(font: Any, flags: int, program: Program) -> dict[int, Glyph | None] | None:
    """Glyphs of a simple font by code; one that can't be told is None. None when no code can be told."""
    names = _names(entry(font, "Encoding"))
    if isinstance(program, TrueType):
        return _of_truetype(program, names, bool(flags & _SYMBOLIC))
    if isinstance(program, Cff):
        return {**program.codes, **{code: program.names.get(one, 0) for code, one in names.items()}}
    named = {**program.codes, **names}
    return {code: one if one in program.names and one != ".notdef" else "" for code, one in named.items()}


def _names(said: Any) -> dict[int, str]:
    """Glyph names by code, as the PDF gives them; nothing when it leaves that to the font."""
    found = dict(ENCODINGS.get(name(said) or name(entry(said, "BaseEncoding")), {}))
    code = 0
    for one in elements(entry(said, "Differences")):
        if name(one):
            found[code] = name(one)
            code += 1
        else:
            code = whole(one)
    return found


def _of_truetype(program: TrueType, names: Mapping[int, str], symbolic: bool) -> dict[int, Glyph | None] | None:
    """By the encoding's names in fonts for text, by the font's own codes in symbols (9.6.6.4)."""
    tables = program.characters
    found: dict[int, Glyph | None] = {}
    for table, shift in _SYMBOL_TABLES:
        codes = tables.get(table, {})
        found |= {code: codes[code + shift] for code in range(256) if codes.get(code + shift)}
    text = next((tables[table] for table in _TEXT_TABLES if table in tables), None)
    if text is None or (symbolic and not names):
        return found or None
    for code, one in (names or ENCODINGS["StandardEncoding"]).items():
        point = character(one)
        glyph = found.get(code) if point is None else text.get(point, found.get(code, 0))
        found[code] = 0 if one == ".notdef" else glyph
    return found
