"""A font of a PDF: what its dictionary says, what its font file says, which of its codes the pages use."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from bookbuild.preflight.cff import Cff
from bookbuild.preflight.fontcodes import Glyph, Program, glyphs_by_code
from bookbuild.preflight.fontwidths import Widths, cid_widths, simple_widths
from bookbuild.preflight.tokens import string_bytes
from bookbuild.preflight.truetype import Bounds, FontError, TrueType
from bookbuild.preflight.type1 import Type1
from bookbuild.preflight.values import box, elements, entry, name, unpacked, whole

_TAG: Final = re.compile(r"[A-Z]{6}\+")
_FILES: Final = ("FontFile", "FontFile2", "FontFile3")
_NO_BOUNDS: Final[Bounds] = (0.0, 0.0, 0.0, 0.0)


class Set(NamedTuple):
    """A string as it is set, in thousandths of an em: how far it moves on, how far ink may stand out before it, below,
    after its end and above; how many codes it has and how many of them are spaces that Tw widens."""

    advance: float
    left: float
    bottom: float
    right: float
    top: float
    codes: int
    spaces: int


class Measures(dict[bytes, Set]):
    """The strings set in a font, as they are written, each measured once."""

    def __init__(self, font: Font) -> None:
        super().__init__()
        self._font = font
        self.pages: dict[bytes, int] = {}
        """Where each was first set."""

    def __missing__(self, token: bytes) -> Set:
        made = self[token] = self._font.measure(token)
        self.pages[token] = self._font.page
        return made


@dataclass(eq=False)
class Font:
    """A font as a page's resources name it; `pages` are those on which something is set in it, `page` the one being read."""

    said: Any
    pages: set[int] = field(default_factory=set)
    page: int = 0
    _metrics: dict[int, tuple[float, float, float, float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.measures = Measures(self)

    @property
    def name(self) -> str:
        """Its name without a subset's tag."""
        return _TAG.sub("", name(entry(self.said, "BaseFont"))) or name(entry(self.said, "Name")) or "without a name"

    @property
    def is_subset(self) -> bool:
        return bool(_TAG.match(name(entry(self.said, "BaseFont"))))

    @cached_property
    def kind(self) -> str:
        """Type1, MMType1, TrueType, Type3 or Type0."""
        return name(entry(self.said, "Subtype"))

    @cached_property
    def descendant(self) -> Any:
        """The CIDFont of a Type0 font; of others the font itself."""
        return next(elements(entry(self.said, "DescendantFonts")), None) if self.kind == "Type0" else self.said

    @cached_property
    def descriptor(self) -> Any:
        return entry(self.descendant, "FontDescriptor")

    @cached_property
    def file(self) -> Any:
        """The stream of its font file; None when it is not embedded."""
        return next((one for key in _FILES if (one := entry(self.descriptor, key)) is not None), None)

    @property
    def is_embedded(self) -> bool:
        return self.kind == "Type3" or self.file is not None

    @cached_property
    def program(self) -> Program | None:
        """Its font file, read; None when there is none or it is damaged."""
        data = unpacked(self.file)
        if not data:
            return None
        try:
            return _program(data)
        except (FontError, IndexError, ValueError, KeyError):
            return None

    @cached_property
    def outlines(self) -> Program | None:
        """The program that knows glyphs by name or CID: of an OpenType file with PostScript outlines the CFF table."""
        program = self.program
        if isinstance(program, TrueType) and (table := program.table("CFF ")) and self.file_kind != "FontFile2":
            try:
                return Cff(table)
            except FontError:
                return None
        return program

    @property
    def file_kind(self) -> str:
        """The key under which the font file stands."""
        return next((key for key in _FILES if entry(self.descriptor, key) is not None), "")

    # Codes

    @cached_property
    def is_identity(self) -> bool:
        """Whether two bytes are a CID."""
        return name(entry(self.said, "Encoding")) in ("Identity-H", "Identity-V")

    @cached_property
    def is_plain(self) -> bool:
        """Whether codes, widths and direction are known well enough to tell where its glyphs stand."""
        if self.kind == "Type0":
            return name(entry(self.said, "Encoding")) == "Identity-H"
        return self.kind in ("Type1", "MMType1", "TrueType") and entry(self.said, "Widths") is not None

    @cached_property
    def _widths(self) -> Widths:
        return cid_widths(self.descendant) if self.kind == "Type0" else simple_widths(self.said)

    def codes_of(self, token: bytes) -> list[int]:
        """The character codes of a string as it is written."""
        read = string_bytes(token)
        if self.kind == "Type0":
            return [read[at] << 8 | read[at + 1] for at in range(0, len(read) - 1, 2)]
        return list(read)

    @property
    def codes(self) -> set[int]:
        """All codes that are used."""
        return {code for token in self.measures for code in self.codes_of(token)}

    def first_page(self, code: int) -> int:
        """The page on which a code is first used."""
        return min((page for token, page in self.measures.pages.items() if code in self.codes_of(token)), default=0)

    def width(self, code: int) -> float:
        """What the PDF says a code's width is, in thousandths of an em."""
        return self._widths.of(code)

    def measure(self, token: bytes) -> Set:
        """A string's measures; `measures` has them after the first time."""
        codes = self.codes_of(token)
        metrics = self._metrics
        advance = left = bottom = right = top = 0.0
        for code in codes:
            known = metrics.get(code)
            if known is None:
                known = metrics[code] = self._metrics_of(code)
            width, x0, y0, x1, y1 = known
            advance += width
            left = x0 if x0 < left else left
            bottom = y0 if y0 < bottom else bottom
            right = x1 if x1 > right else right
            top = y1 if y1 > top else top
        spaces = codes.count(32) if self.kind != "Type0" else 0
        return Set(advance, left, bottom, right, top, len(codes), spaces)

    def _metrics_of(self, code: int) -> tuple[float, float, float, float, float]:
        """A code's width, and how far its ink stands out before, below, after and above."""
        width = self._widths.of(code)
        left, bottom, right, top = self._box(code)
        return width, left, bottom, right - width, top

    @cached_property
    def bounds(self) -> Bounds:
        """The box round all glyphs, by the descriptor and by the font file, whichever is larger."""
        said = box(entry(self.descriptor, "FontBBox")) or _NO_BOUNDS
        program = self.outlines.bounds if self.outlines else _NO_BOUNDS
        return min(said[0], program[0]), min(said[1], program[1]), max(said[2], program[2]), max(said[3], program[3])

    def _box(self, code: int) -> Bounds:
        """The box round a code's ink; of a font that tells no glyph's box, the box of all its glyphs."""
        glyph, program = self.glyph(code), self.outlines
        if isinstance(program, TrueType | Cff) and isinstance(glyph, int):
            return program.box(glyph) or _NO_BOUNDS
        return self.bounds

    # Glyphs

    def glyph(self, code: int) -> Glyph | None:
        """The glyph a code draws, 0 or nothing for .notdef; None when it can't be told."""
        program = self.outlines
        if program is None or (self.kind == "Type0" and not self.is_identity):
            return None
        if self.kind == "Type0":
            return self._glyph_of_cid(program, code)
        return self._simple_glyphs.get(code, 0) if self._simple_glyphs is not None else None

    def _glyph_of_cid(self, program: Program, cid: int) -> Glyph | None:
        if isinstance(program, Cff):
            glyph = program.cids.get(cid, 0) if program.has_cids else self._mapped(cid)
        elif isinstance(program, TrueType):
            glyph = self._mapped(cid)
        else:
            return None
        return glyph if 0 < glyph < program.count else 0

    def _mapped(self, cid: int) -> int:
        table = self._glyph_map
        return cid if table is None else int.from_bytes(table[2 * cid : 2 * cid + 2], "big")

    @cached_property
    def _glyph_map(self) -> bytes | None:
        return unpacked(entry(self.descendant, "CIDToGIDMap"))

    @cached_property
    def _simple_glyphs(self) -> dict[int, Glyph | None] | None:
        program = self.outlines
        return glyphs_by_code(self.said, whole(entry(self.descriptor, "Flags")), program) if program else None

    def drawn_width(self, code: int) -> float | None:
        """What the font file says a code's width is, in thousandths of an em; None when that can't be told."""
        glyph, program = self.glyph(code), self.outlines
        if isinstance(program, Type1):
            return program.width(glyph) if isinstance(glyph, str) else None
        return program.width(glyph) if program and isinstance(glyph, int) else None


def _program(data: bytes) -> Program:
    if data[:2] in (b"%!", b"\x80\x01"):
        return Type1(data)
    program = Cff(data) if data[0] == 1 else TrueType(data)
    if isinstance(program, TrueType) and not program.has_outlines:
        raise FontError
    return program
