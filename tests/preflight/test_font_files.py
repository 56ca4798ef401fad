"""Font files read by the preflight, beside what fontTools and their makers' own tables say of them."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import reportlab
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.ttLib import TTFont

from bookbuild.preflight.cff import Cff
from bookbuild.preflight.truetype import FontError, TrueType
from bookbuild.preflight.type1 import Type1
from bookbuild.resources import shipped

FONTS = shipped("fonts")
TRUETYPE = (FONTS / "literata" / "Literata-VF.ttf", FONTS / "noto-sans-symbols-2" / "NotoSansSymbols2-Regular.ttf")
LIBERTINE = FONTS / "linux-libertine" / "LinuxLibertine-Regular.otf"
TYPE1 = Path(reportlab.__file__).parent / "fonts"


@pytest.mark.parametrize("path", TRUETYPE, ids=lambda path: path.stem)
def test_truetype(path: Path) -> None:
    read, other = TrueType(path.read_bytes()), TTFont(path)
    order, glyf, scale = other.getGlyphOrder(), other["glyf"], 1000 / other["head"].unitsPerEm
    assert read.count == len(order)
    assert read.rights == other["OS/2"].fsType
    for glyph in range(0, read.count, 7):
        name = order[glyph]
        assert read.width(glyph) == pytest.approx(other["hmtx"][name][0] * scale)
        outline = glyf[name]
        box = read.box(glyph)
        if outline.numberOfContours:
            edges = (outline.xMin, outline.yMin, outline.xMax, outline.yMax)
            assert box == pytest.approx(tuple(edge * scale for edge in edges))
        else:
            assert box is None
    best = {code: order.index(name) for code, name in other.getBestCmap().items()}
    table = read.characters[3, 1] | read.characters.get((3, 10), {})
    assert {code: glyph for code, glyph in table.items() if glyph} == best


def test_cff() -> None:
    other = TTFont(LIBERTINE)
    read = Cff(TrueType(LIBERTINE.read_bytes()).table("CFF "))
    order, charstrings = other.getGlyphOrder(), other["CFF "].cff[0].CharStrings
    assert [read.name(number) for number in read.charset] == order
    for glyph in range(0, read.count, 23):
        assert read.width(glyph) == pytest.approx(other["hmtx"][order[glyph]][0]), order[glyph]
        pen = ControlBoundsPen(None)
        charstrings[order[glyph]].draw(pen)
        box = read.box(glyph)
        assert (box is None) == (pen.bounds is None)
        if box and pen.bounds:
            assert box == pytest.approx(pen.bounds, abs=1)


@pytest.mark.parametrize("name", ["callig15", "_er_____", "DarkGardenMK", "_a______"])
def test_type1(name: str) -> None:
    read = Type1((TYPE1 / f"{name}.pfb").read_bytes())
    metrics = [line.split() for line in (TYPE1 / f"{name}.afm").read_text("latin-1").splitlines() if line[:2] == "C "]
    assert len(metrics) > 50
    for fields in metrics:
        assert read.width(fields[7]) == pytest.approx(float(fields[4]), abs=1), fields[7]
        if fields[1] != "-1" and len(read.codes) < 256:
            assert read.codes.get(int(fields[1]), fields[7]) == fields[7]


def test_damaged_font_files_are_refused_or_read_never_a_crash() -> None:
    chance = random.Random(5)
    whole = [TRUETYPE[1].read_bytes(), (TYPE1 / "_er_____.pfb").read_bytes()]
    whole.append(TrueType(LIBERTINE.read_bytes()).table("CFF "))
    for data in whole:
        for _ in range(25):
            spoilt = bytearray(data[: chance.randrange(len(data))] if chance.random() < 0.4 else data)
            for _ in range(chance.randrange(30)):
                spoilt[chance.randrange(min(len(spoilt), 4000))] = chance.randrange(256)
            look_through(bytes(spoilt))


def look_through(data: bytes) -> None:
    """Ask a font file for all that a check asks for."""
    for kind in (TrueType, Cff, Type1):
        try:
            read = kind(data)
        except FontError:
            continue
        if isinstance(read, Type1):
            widths = [read.width(name) for name in list(read.names)[:50]]
            assert read.codes is not None
        else:
            widths = [read.width(glyph) for glyph in range(-1, 60)]
            assert isinstance(read.characters if isinstance(read, TrueType) else read.codes, dict)
            assert len([read.box(glyph) for glyph in range(60)]) == 60
        assert all(width is None or isinstance(width, int | float) for width in widths)
        assert len(read.bounds) == 4
