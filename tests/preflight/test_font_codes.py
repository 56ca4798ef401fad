"""Fonts of every kind inside a PDF: which glyph a code draws, how wide it is, and what is said when it draws none."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import printfiles as pf
import pytest
import reportlab
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from bookbuild.preflight import check
from bookbuild.preflight.document import opened
from bookbuild.preflight.fonts import Font
from bookbuild.preflight.limits import Budget
from bookbuild.resources import shipped

TYPE1 = (Path(reportlab.__file__).parent / "fonts" / "_er_____.pfb").read_bytes()
LIBERTINE = TTFont(shipped("fonts") / "linux-libertine" / "LinuxLibertine-Regular.otf")
CFF = LIBERTINE.getTableData("CFF ")
TRUETYPE = pf.a_font()

Make = Callable[[Pdf], Any]


def simple(
    kind: str, key: str, data: bytes, widths: dict[int, float], encoding: Any, flags: int = 32, **more: Any
) -> Make:
    """A font with one byte a code."""

    def make(pdf: Pdf) -> Any:
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Test, Flags=flags, FontBBox=[-100, -300, 1100, 900]
        )
        descriptor[f"/{key}"] = Stream(pdf, data, Dictionary(**more))
        first, last = min(widths), max(widths)
        font = Dictionary(
            Type=Name.Font, Subtype=Name(f"/{kind}"), BaseFont=Name.Test, FirstChar=first, LastChar=last,
            Widths=Array([widths.get(code, 0) for code in range(first, last + 1)]), FontDescriptor=descriptor,
        )  # fmt: skip
        if encoding is not None:
            font.Encoding = encoding
        return pdf.make_indirect(font)

    return make


def composite(
    key: str,
    data: bytes,
    widths: dict[int, float],
    glyphs: bytes | None = None,
    encoding: str = "Identity-H",
    **more: Any,
) -> Make:
    """A Type 0 font; `glyphs` is its CIDToGIDMap."""

    def make(pdf: Pdf) -> Any:
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Test, Flags=4, FontBBox=[-100, -300, 1100, 900])
        descriptor[f"/{key}"] = Stream(pdf, data, Dictionary(**more))
        descendant = Dictionary(
            Type=Name.Font, Subtype=Name.CIDFontType2 if key == "FontFile2" else Name.CIDFontType0, BaseFont=Name.Test,
            FontDescriptor=descriptor, DW=777, W=Array([one for cid, width in widths.items() for one in (cid, Array([width]))]),
        )  # fmt: skip
        if glyphs is not None:
            descendant.CIDToGIDMap = Stream(pdf, glyphs)
        return pdf.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Test, Encoding=Name(f"/{encoding}"),
                DescendantFonts=Array([descendant]),
            )
        )  # fmt: skip

    return make


def with_codes_of_its_own() -> bytes:
    """The boxes as a symbol font: a table of bytes, none of characters."""
    font = TTFont(BytesIO(TRUETYPE))
    table = CmapSubtable.newSubtable(0)
    table.platformID, table.platEncID, table.language, table.cmap = 1, 0, 0, {65: "A", 66: "B"}
    font["cmap"].tables = [table]
    made = BytesIO()
    font.save(made)
    return made.getvalue()


def differences(*said: Any) -> Any:
    return Dictionary(Type=Name.Encoding, Differences=Array(list(said)))


def width_in_libertine(name: str) -> int:
    return int(LIBERTINE["hmtx"][name][0])


A, B = width_in_libertine("A"), width_in_libertine("B")
GLYPH_A, GLYPH_B = LIBERTINE.getGlyphID("A"), LIBERTINE.getGlyphID("B")

KINDS: dict[str, tuple[Make, bytes, bytes]] = {
    # a font, a string that it draws rightly, a string with a code that it has no glyph for
    "Type1, its own encoding": (simple("Type1", "FontFile", TYPE1, {65: 722, 66: 667}, None), b"(AB)", b"(A\\001)"),
    "Type1, differences": (
        simple("Type1", "FontFile", TYPE1, {1: 722, 2: 667, 3: 0}, differences(1, Name.A, Name.B, Name.nothing)), b"<0102>", b"<03>",
    ),
    "Type1C": (
        simple("Type1", "FontFile3", CFF, {65: A, 66: B, 5: A}, differences(5, Name.A, 9, Name.nosuch), Subtype=Name.Type1C), b"(A\\005B)", b"<09>",
    ),
    "Type1C, WinAnsi": (
        simple("Type1", "FontFile3", CFF, {65: A, 66: B}, Name.WinAnsiEncoding, Subtype=Name.Type1C), b"(AB)", b"<01>",
    ),
    "TrueType, WinAnsi": (
        simple("TrueType", "FontFile2", TRUETYPE, {32: 250, 65: 600, 66: 500}, Name.WinAnsiEncoding), b"(A B)", b"(C)",
    ),
    "TrueType, names in differences": (
        simple("TrueType", "FontFile2", TRUETYPE, {1: 600, 2: 500}, differences(1, Name.A, Name.uni0042)), b"<0102>", b"<7a>",
    ),
    "TrueType, a symbol's own codes": (
        simple("TrueType", "FontFile2", with_codes_of_its_own(), {65: 600, 66: 500}, None, flags=4), b"(AB)", b"(C)",
    ),
    "CIDFontType2, map": (
        composite("FontFile2", TRUETYPE, {7: 600, 8: 500}, bytes(14) + b"\0\2\0\3"), b"<00070008>", b"<0006>",
    ),
    "CIDFontType2, identity": (composite("FontFile2", TRUETYPE, {2: 600, 3: 500}), b"<00020003>", b"<00020000>"),
    "CIDFontType0C of names": (
        composite("FontFile3", CFF, {GLYPH_A: A, GLYPH_B: B}, Subtype=Name.CIDFontType0C), b"<%04x%04x>" % (GLYPH_A, GLYPH_B), b"<ffff>",
    ),
}  # fmt: skip


def flight(make: Make, string: bytes) -> dict[str, set[str]]:
    """Codes of what is found, by severity, in a file that sets a string in a font."""

    def spoil(pdf: Pdf) -> None:
        pf.resources(pdf).Font.F2 = make(pdf)
        pf.add(pdf, 2, b"BT /F2 11 Tf 90 400 Td %s Tj ET" % string)

    found = check(pf.spoilt(spoil, pages=4)).findings
    return {
        severity: {one.code for one in found if one.severity == severity}
        for severity in ("error", "warning", "unchecked")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_glyphs_and_widths_are_found(kind: str) -> None:
    make, right, _ = KINDS[kind]
    found = flight(make, right)
    assert found["error"] == found["warning"] == set()
    assert found["unchecked"] <= {"K014"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_without_a_glyph_is_seen(kind: str) -> None:
    make, _, wrong = KINDS[kind]
    assert flight(make, wrong)["error"] == {"K012", "K081"}


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_widths_are_seen(kind: str) -> None:
    make, right, _ = KINDS[kind]

    def wider(pdf: Pdf) -> Any:
        font = make(pdf)
        if font.Subtype == Name.Type0:
            font.DescendantFonts[0].W[1][0] = 123
        else:
            font.Widths[0 if len(font.Widths) < 3 or font.FirstChar == 1 else 65 - int(font.FirstChar)] = 123
        return font

    assert flight(wider, right)["error"] == {"K013", "K081"}


def test_codes_of_other_maps_are_not_guessed() -> None:
    make = composite("FontFile2", TRUETYPE, {2: 600}, encoding="90ms-RKSJ-H")
    found = flight(make, b"<00020003>")
    assert not found["error"]
    assert {"K012", "K013"} <= found["unchecked"]


def test_a_type1_font_of_a_kind_of_its_own_is_read_by_cids() -> None:
    """A CFF font of CIDs: the CID is looked up in its charset."""
    with opened(_typst_file(), "typst", Budget()) as document:
        assert document.pages
        fonts: list[Font] = [font for font in document.shelf.fonts.values() if font.pages]
        assert fonts
        for font in fonts:
            assert all(font.glyph(code) for code in font.codes)
            assert all(font.drawn_width(code) == pytest.approx(font.width(code), abs=1) for code in font.codes)


def _typst_file() -> bytes:
    typst = pytest.importorskip("typst")
    made: bytes = typst.compile(b"#set page(width: 6in, height: 9in)\nBlack text, _slanted_ too.")
    return made
