"""Fonts in the PDF: a Type0 / Identity-H font object of our own on reportlab's canvas, subset by HarfBuzz.

reportlab's own fonts refuse PostScript outlines, take no axis of a variable face and give a wrong text layer;
so glyphs are written by codes of our own, and this object tells the reader which characters they stand for. The hooks
(`fontMapping`, `delayedFonts`, `idToObject`) are private to reportlab: its version is pinned below the next
major one, and a test watches them.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc, pdfmetrics

from bookbuild.diagnostics import error
from bookbuild.setting.faces import Face

_DROPPED: Final = (
    "GSUB",
    "GPOS",
    "GDEF",
    "name",
    "post",
    "kern",
    "cmap",
    "OS/2",
    "STAT",
    "gasp",
    "DSIG",
    "BASE",
    "JSTF",
    "MATH",
    "meta",
    "avar",
    "HVAR",
    "MVAR",
)
NOTHING_CHARACTER: Final = "\u200b"
"""What a glyph stands for that has no character of its own (part of a ligature drawn in two): a zero-width space,
since readers print junk for a glyph they can't map."""


@dataclass(slots=True)
class Layer:
    """One PDF font over a face's subset: what each code stands for, and the glyph it draws."""

    name: str
    texts: dict[int, str] = field(default_factory=dict)
    glyphs: dict[int, int] = field(default_factory=dict)


Code = tuple[int, str, int]
"""How a glyph is written: its layer, its code in hexadecimal, and its own advance in font units."""


@dataclass(slots=True)
class EmbeddedFace:
    """A face as one PDF uses it: which glyphs, standing for what.

    Where a glyph stands for two texts (a small capital for A and a), each text needs a code of its own. In a
    TrueType face codes are numbered from 1 as they come (readers are quickest with small ones) and a map leads
    from them to glyphs. A bare CFF table takes no such map: there the code is the glyph, and a second text goes
    into a second layer over the same font file.
    """

    face: Face
    number: int
    layers: list[Layer] = field(default_factory=list)
    _codes: dict[tuple[int, str], Code] = field(default_factory=dict)

    def code(self, glyph: int, text: str) -> Code:
        """The code under which this glyph stands for this text."""
        known = self._codes.get((glyph, text))
        if known is None:
            known = self._codes[glyph, text] = self._new_code(glyph, text)
        return known

    def _new_code(self, glyph: int, text: str) -> Code:
        at = 0
        if self.face.is_cff:
            code = glyph
            while at < len(self.layers) and code in self.layers[at].texts:
                at += 1
        else:
            code = len(self._codes) + 1
        if at == len(self.layers):
            self.layers.append(Layer(f"F{self.number}" + (f"L{at}" if at else "")))
        self.layers[at].texts[code] = text or NOTHING_CHARACTER
        self.layers[at].glyphs[code] = glyph
        return at, f"{code:04x}", self.face.advance(glyph)

    @property
    def glyphs(self) -> set[int]:
        """Every glyph used."""
        return {glyph for glyph, _ in self._codes}


class FontShelf:
    """All faces of one PDF under construction, each with the glyphs it uses or (`whole`) with all it has."""

    def __init__(self, whole: bool = False) -> None:
        self._whole = whole
        self._faces: dict[int, EmbeddedFace] = {}

    def embedded(self, face: Face) -> EmbeddedFace:
        """The face's entry, made when first asked for."""
        known = self._faces.get(id(face))
        if known is None:
            known = self._faces[id(face)] = EmbeddedFace(face, len(self._faces) + 1)
        return known

    def put_into(self, canvas: Any) -> None:
        """Hand every layer of every face to the canvas, before it is saved."""
        document = canvas._doc
        for entry in self._faces.values():
            writer = _FaceWriter(entry, self._whole)
            for layer in entry.layers:
                document.fontMapping[layer.name] = f"/{layer.name}"
                document.delayedFonts.append(_DelayedFont(writer, layer))


class _DelayedFont:
    """What reportlab calls when it saves: adds one layer's objects to the document."""

    def __init__(self, writer: _FaceWriter, layer: Layer) -> None:
        self.writer = writer
        self.layer = layer

    def addObjects(self, document: Any) -> None:  # noqa: N802 (reportlab's hook)
        """Write the font and register it under its name."""
        reference = document.Reference(self.writer.font(document, self.layer), f"bookbuild:{self.layer.name}")
        document.idToObject["BasicFonts"].dict[self.layer.name] = reference


class _FaceWriter:
    """Writes one face's PDF objects; font file and descriptor are shared by its layers."""

    def __init__(self, entry: EmbeddedFace, whole: bool) -> None:
        self.entry = entry
        self.face = entry.face
        self.whole = whole or _forbids_subsets(self.face)
        self.glyphs = range(self.face.hb_face.glyph_count) if self.whole else sorted(entry.glyphs)
        self._descriptor: Any = None

    @property
    def name(self) -> str:
        """The face's name; before that of a subset six letters that follow from its glyphs (PDF 1.7, 9.6.4)."""
        if self.whole:
            return self.face.name
        digest = hashlib.blake2b(repr(self.glyphs).encode() + self.face.name.encode(), digest_size=6).digest()
        return "".join(chr(65 + byte % 26) for byte in digest) + "+" + self.face.name

    def font(self, document: Any, layer: Layer) -> Any:
        """The Type0 font of a layer."""
        scale = 1000 / self.face.upem
        widths = {code: self.face.advance(glyph) * scale for code, glyph in layer.glyphs.items()}
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType0" if self.face.is_cff else "CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(self.name),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": self.descriptor(document),
                "DW": 1000,
                "W": _widths(widths),
            }
        )
        if not self.face.is_cff:
            descendant["CIDToGIDMap"] = document.Reference(_stream(glyph_map(layer.glyphs)))
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(self.name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(to_unicode(layer.texts))),
            }
        )

    def descriptor(self, document: Any) -> Any:
        """The font descriptor with its file, made once."""
        if self._descriptor is None:
            face = self.face
            scale = 1000 / face.upem
            ascent, descent = face.extents
            data = subset(face, self.glyphs)
            key, extra = (
                ("FontFile3", {"Subtype": pdfdoc.PDFName("CIDFontType0C")})
                if face.is_cff
                else ("FontFile2", {"Length1": len(data)})
            )
            self._descriptor = document.Reference(
                pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("FontDescriptor"),
                        "FontName": pdfdoc.PDFName(self.name),
                        "Flags": 4 | (64 if face.slant else 0),
                        "FontBBox": pdfdoc.PDFArray(
                            [round(value * scale) for value in _bounding_box(face, self.glyphs)]
                        ),
                        "ItalicAngle": round(face.slant, 2),
                        "Ascent": round(ascent * scale),
                        "Descent": round(descent * scale),
                        "CapHeight": round(face.cap_height * scale),
                        "XHeight": round(face.x_height * scale),
                        "StemV": 80,
                        key: document.Reference(_stream(data, extra)),
                    }
                )
            )
        return self._descriptor


def subset(face: Face, glyphs: Iterable[int]) -> bytes:
    """The face's outlines for these glyphs alone, glyph numbers kept, every axis pinned: a TrueType file, or the
    bare CFF table of an OpenType one. Raises BookError F001 for a face so damaged that they can't be taken out."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(set(glyphs) | {0})
    wanted.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NOTDEF_OUTLINE
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.DESUBROUTINIZE
    )
    for tag in _DROPPED:
        wanted.drop_table_tag_set.add(int.from_bytes(tag.ljust(4).encode(), "big"))
    for tag, value in face.axes.items():
        wanted.pin_axis_location(face.hb_face, tag, value)
    try:
        made = wanted.subset(face.hb_face)
    except RuntimeError:
        message = f"The font {face.name} is damaged: its letters can't be taken out of it."
        raise error("F001", message, "Get the .ttf or .otf file again.") from None
    return bytes(made.reference_table("CFF ").data if face.is_cff else made.blob.data)


def _forbids_subsets(face: Face) -> bool:
    """Whether a face's licence bits ask for all of it or nothing (OS/2 fsType, bit 8)."""
    table = bytes(face.hb_face.reference_table("OS/2").data or b"")
    return bool(int.from_bytes(table[8:10], "big") & 0x0100)


def _bounding_box(face: Face, glyphs: Iterable[int]) -> tuple[float, float, float, float]:
    """The box round all ink of some glyphs, in font units."""
    boxes = [box for glyph in glyphs if (box := face.font.get_glyph_extents(glyph)) is not None]
    return (
        min((box.x_bearing for box in boxes), default=0),
        min((box.y_bearing + box.height for box in boxes), default=0),
        max((box.x_bearing + box.width for box in boxes), default=0),
        max((box.y_bearing for box in boxes), default=0),
    )


def _widths(widths: dict[int, float]) -> Any:
    """A CID font's W array: runs of neighbouring codes with their widths."""
    array: list[Any] = []
    run: list[float] = []
    last = -2
    for glyph in sorted(widths):
        if glyph != last + 1:
            run = []
            array += [glyph, run]
        run.append(round(widths[glyph], 3))
        last = glyph
    return pdfdoc.PDFArray([pdfdoc.PDFArray(item) if isinstance(item, list) else item for item in array])


def glyph_map(glyphs: dict[int, int]) -> bytes:
    """A CIDToGIDMap: two bytes for every code, the glyph's number (PDF 1.7, 9.7.4.3)."""
    return b"".join(glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(glyphs) + 1))


def to_unicode(texts: dict[int, str]) -> bytes:
    """The CMap that says which characters each code stands for (PDF 1.7, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())]
    for at in range(0, len(entries), 100):
        part = entries[at : at + 100]
        lines += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _stream(data: bytes, extra: dict[str, Any] | None = None) -> Any:
    """A compressed stream object."""
    stream = pdfdoc.PDFStream(content=zlib.compress(data, 6), filters=[])
    stream.dictionary["Filter"] = pdfdoc.PDFName("FlateDecode")
    for key, value in (extra or {}).items():
        stream.dictionary[key] = value
    return stream


STUB_FONT: Final = "BookbuildNoFont"


def register_stub() -> None:
    """Register a name that embeds nothing, for the canvas to begin pages with: by default it would reference an
    unembedded Helvetica on every page."""
    if STUB_FONT not in pdfmetrics._fonts:
        pdfmetrics._fonts[STUB_FONT] = _StubFont()


class _StubFont:
    """The least that reportlab asks of a font."""

    fontName = STUB_FONT  # noqa: N815 (reportlab's name)
    _dynamicFont = 1  # noqa: N815 (reportlab's name)

    def getSubsetInternalName(self, _subset: int, _document: Any) -> str:  # noqa: N802
        return f"/{STUB_FONT}"

    def addObjects(self, _document: Any) -> None:  # noqa: N802
        return None
