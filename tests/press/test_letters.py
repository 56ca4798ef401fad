"""Letters in the PDF: every face embedded as it should be, every glyph read back as the text it stands for."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pikepdf
import pypdfium2
import pytest
from conftest import TEXT_FACES, a_book, printed, room, typed
from fontTools.ttLib import TTFont

from bookbuild.makeup.frame import frames_of
from bookbuild.makeup.galley import FurnishedPage, Page, Placed
from bookbuild.making import build
from bookbuild.manuscript.blocks import Paragraph
from bookbuild.press.draw import Sheet
from bookbuild.press.embedding import NOTHING_CHARACTER, STUB_FONT, FontShelf, register_stub, subset, to_unicode
from bookbuild.press.pressfile import PRESS_FILE, PressFile
from bookbuild.setting.faces import Face, face_at, open_face
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.paragraph import Manner
from bookbuild.style.drawing import Drawing, Outline
from bookbuild.style.style import FaceFile
from bookbuild.style.typefaces import shipped_typefaces

SAMPLES: Final = (
    "Aa Zz office fi ffl AFFAIR", "Ça naïve Œuvre Łódź façade Ångström", "“Quoted,” ‘inner’ — dash – range… ½ & 1234",
    "waffle fjord Thé Qu st ct",
)  # fmt: skip
"""What every face has itself, or nearly."""
FOREIGN: Final = ("x\u0304 q\u0303 and m\u0323", "Ἀθῆναι λόγος", "Москва Ёлка", "שלום עולם", "★ ❦ →")
"""What comes from another face in some."""


def sheet_of(face: str, texts: tuple[str, ...], press_file: PressFile = PRESS_FILE) -> bytes:
    """A page with every text in roman, italic, bold, small capitals and tracked small capitals, one a line."""
    here = room(face)
    sheet = Sheet(frames_of(here.style.trim), press_file)
    placed: list[Placed] = []
    y = 40.0
    from dataclasses import replace

    for text in texts:
        for spec in (
            here.spec, replace(here.spec, italic=True), replace(here.spec, bold=True), replace(here.spec, small_caps=True),
            replace(here.spec, small_caps=True, tracking=0.08),
        ):  # fmt: skip
            for line in here.compositor.set_lines(typed(text), Measure(0, 340), Manner(spec, "left", divide=False)):
                placed.append(Placed(30, y, line))
                y += 16
    sheet.draw(FurnishedPage(Page(1), tuple(placed), ()))
    return sheet.finish()


def wanted_lines(texts: tuple[str, ...]) -> list[str]:
    return [text for text in texts for _ in range(5)]


def squeezed(text: str) -> list[str]:
    """Lines without white at their ends, empty ones left out."""
    return [line for line in (" ".join(one.replace("\u200b", "").split()) for one in text.splitlines()) if line]


SHEETS: dict[str, bytes] = {}


def sheet(face: str) -> bytes:
    """The sheet of a face, made once."""
    if face not in SHEETS:
        SHEETS[face] = sheet_of(face, SAMPLES)
    return SHEETS[face]


every_face = pytest.mark.parametrize("face", TEXT_FACES)


@every_face
def test_pdfium_reads_what_was_set(face: str) -> None:
    text = pypdfium2.PdfDocument(sheet(face))[0].get_textpage().get_text_range()
    assert squeezed(text) == wanted_lines(SAMPLES)


def read_by(command: list[str], pdf: bytes, folder: Path) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not here")
    file = folder / "sheet.pdf"
    file.write_bytes(pdf)
    done = subprocess.run([*command, str(file), "-"] if command[0] == "pdftotext" else [*command, str(file)],
                          capture_output=True, check=True)  # fmt: skip
    return done.stdout.decode("utf-8").replace("\f", "\n")


@every_face
def test_poppler_reads_what_was_set(face: str, tmp_path: Path) -> None:
    assert squeezed(read_by(["pdftotext", "-raw"], sheet(face), tmp_path)) == wanted_lines(SAMPLES)


@every_face
def test_mutool_reads_what_was_set(face: str, tmp_path: Path) -> None:
    assert squeezed(read_by(["mutool", "draw", "-q", "-F", "txt"], sheet(face), tmp_path)) == wanted_lines(SAMPLES)


@every_face
def test_letters_from_other_faces_are_read_back(face: str) -> None:
    pdf = sheet_of(face, FOREIGN)
    text = "".join(squeezed(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()))
    wanted = "".join(wanted_lines(FOREIGN))
    assert sorted(text.replace(" ", "")) == sorted(wanted.replace(" ", "")), "every character once"
    for word in ("x\u0304", "Ἀθῆναι", "Москва", "★"):
        assert word in text


@every_face
@pytest.mark.parametrize("reader", [["pdftotext", "-raw"], ["mutool", "draw", "-q", "-F", "txt"]], ids=lambda c: c[0])
def test_other_readers_read_letters_from_other_faces(face: str, reader: list[str], tmp_path: Path) -> None:
    texts = ("x\u0304 q\u0303", "Ἀθῆναι λόγος", "Москва Ёлка")
    text = "".join(squeezed(read_by(reader, sheet_of(face, texts), tmp_path)))
    assert unicodedata.normalize("NFC", text).replace(" ", "") == "".join(wanted_lines(texts)).replace(" ", "")


MARKED: Final = (
    "сло\u0301во то\u0301.",
    "Ṣọ\u0301lá Ẹ\u0301ké came",
    "Kr\u0325ṣṇa x\u0304y q\u0304z M\u0308x",
    "Pola\u0301ska ch\u0301x",
    "e\u0323\u0304b g\u0303w",
)
"""Letters with marks, other letters after them; composed where there is a letter for both."""


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@every_face
@pytest.mark.parametrize(
    "reader", [[], ["pdftotext", "-raw"], ["mutool", "draw", "-q", "-F", "txt"]], ids=["pdfium", "poppler", "mutool"]
)
def test_words_with_marks_stay_whole(face: str, reader: list[str], tmp_path: Path) -> None:
    """In roman, italic, bold, small capitals, tracked ones: the mark's way back and forth is no space."""
    pdf = sheet_of(face, tuple(map(composed, MARKED)))
    text = read_by(reader, pdf, tmp_path) if reader else pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert [composed(line) for line in squeezed(text)] == [composed(line) for line in wanted_lines(MARKED)]


def test_marks_are_painted_where_their_letters_are() -> None:
    """Ink over a letter in a rendered page: an x alone has none there."""
    here = room()
    inked: list[int] = []
    for text in ("x", "x\u0304"):
        (line,) = here.lines(f"{text}x", 300.0, align="left")
        made = Sheet(frames_of(here.style.trim))
        made.draw(FurnishedPage(Page(1), (Placed(50.0, 100.0, line),), ()))
        picture = pypdfium2.PdfDocument(made.finish())[0].render(scale=8).to_pil().convert("L")
        high = here.fount.face.x_height * here.fount.scale + 0.5
        wide = here.fount.word("x").width
        over = picture.crop((400, round((100 - high - 3) * 8), round((50 + wide) * 8), round((100 - high) * 8)))
        beside = picture.crop((round((50 + wide) * 8), round((100 - high - 3) * 8), 700, round((100 - high) * 8)))
        inked.append(sum(value < 128 for value in over.tobytes()))
        assert min(beside.tobytes()) > 128
    assert inked[0] == 0
    assert inked[1] > 100


def test_a_box_is_read_as_what_it_stands_for() -> None:
    pdf = sheet_of("EB Garamond", ("a 漢字 b", "ಕ್ c"))
    assert squeezed(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()) == wanted_lines(("a 漢字 b", "ಕ್ c"))


def test_a_book_with_marks_boxes_and_emoji_is_built_and_its_words_are_found(tmp_path: Path) -> None:
    """The proof compares every word of it (W002)."""
    words = "сло\u0301во Ṣọ\u0301lá Kr\u0325ṣṇa x\u0304 电 ✅ 👩\u200d🚀 ❤\ufe0f שָׁלוֹם"
    report = build(a_book(Paragraph(typed(words)), Paragraph(typed("word " * 99))), output=tmp_path / "book.pdf")
    assert [one.code for one in report.warnings if one.draft] == ["T010"]


def test_hebrew_words_in_an_english_line_build(tmp_path: Path) -> None:
    # pdfium gives them in visual order, so that the proof compares their letters, not their places
    pdf = printed(a_book(Paragraph(typed("He said שלום עולם to me.")), language="en-US"), tmp_path)
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert {"שלום", "עולם"} <= set(text.split())


# The font objects


def fonts_of(pdf: bytes) -> Iterator[tuple[str, Any]]:
    """Every font of every page, by its resource name."""
    document = pikepdf.open(io.BytesIO(pdf))
    for page in document.pages:
        yield from page.Resources.get("/Font", {}).items()


def glyph_numbers(inner: Any) -> list[int]:
    """The glyph that each code of a TrueType CID font draws."""
    if inner.CIDToGIDMap == "/Identity":
        return list(range(65536))
    data = inner.CIDToGIDMap.read_bytes()
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


@every_face
def test_fonts_are_type_0_with_their_files(face: str) -> None:
    seen = 0
    for _, font in fonts_of(sheet(face)):
        seen += 1
        assert font.Subtype == "/Type0"
        assert font.Encoding == "/Identity-H"
        (inner,) = font.DescendantFonts
        descriptor = inner.FontDescriptor
        assert font.BaseFont == inner.BaseFont == descriptor.FontName
        name = str(font.BaseFont)
        assert name[7] == "+" and name[1:7].isupper() and name[1:7].isalpha()
        if inner.Subtype == "/CIDFontType0":
            assert descriptor.FontFile3.Subtype == "/CIDFontType0C"
        else:
            assert inner.Subtype == "/CIDFontType2"
            assert len(glyph_numbers(inner)) > 10
            assert int(descriptor.FontFile2.Length1) == len(descriptor.FontFile2.read_bytes())
    assert seen >= 3
    assert b"Helvetica" not in sheet(face)


@every_face
def test_widths_are_the_faces_own_advances(face: str) -> None:
    """The W array against the advances in the font file that lies in the PDF."""
    for _, font in fonts_of(sheet(face)):
        inner = font.DescendantFonts[0]
        if "/FontFile2" not in inner.FontDescriptor:
            continue
        file = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        upem = file["head"].unitsPerEm
        metrics, order = file["hmtx"], file.getGlyphOrder()
        array, glyphs = list(inner.W), glyph_numbers(inner)
        assert array
        for first, widths in zip(array[::2], array[1::2], strict=True):
            for code, width in enumerate(widths, int(first)):
                assert float(width) == pytest.approx(metrics[order[glyphs[code]]][0] * 1000 / upem, abs=0.6)


def test_widths_of_a_cff_face_are_what_harfbuzz_measures() -> None:
    here = room("Linux Libertine")
    pdf = sheet("Linux Libertine")
    face = here.fount.face
    found = 0
    for _, font in fonts_of(pdf):
        if str(font.BaseFont)[8:] != face.name:
            continue
        array = list(font.DescendantFonts[0].W)
        for first, widths in zip(array[::2], array[1::2], strict=True):
            for glyph, width in enumerate(widths, int(first)):
                found += 1
                assert float(width) == pytest.approx(face.advance(glyph) * 1000 / face.upem, abs=0.01)
    assert found > 30


@pytest.mark.parametrize("face", ["EB Garamond", "Source Serif 4", "Literata", "Source Sans 3", "Source Code Pro"])
@pytest.mark.parametrize("kind", ["roman", "italic", "bold"])
def test_the_embedded_outlines_are_pinned_where_they_were_measured(face: str, kind: str) -> None:
    file = getattr(shipped_typefaces()[face], kind)
    opened = face_at(file, 10.0)
    glyphs = [opened.font.get_nominal_glyph(ord(character)) for character in "Hagn7"]
    made = TTFont(io.BytesIO(subset(opened, glyphs)))
    assert "fvar" not in made and "gvar" not in made
    order = made.getGlyphOrder()
    for glyph in glyphs:
        box = opened.font.get_glyph_extents(glyph)
        outline = made["glyf"][order[glyph]]
        assert outline.xMin == pytest.approx(box.x_bearing, abs=1.5)
        assert outline.xMax == pytest.approx(box.x_bearing + box.width, abs=1.5)
        assert outline.yMax == pytest.approx(box.y_bearing, abs=1.5)


@pytest.mark.parametrize("face", ["EB Garamond", "Linux Libertine"])
def test_a_whole_face_has_every_glyph_and_the_same_codes(face: str) -> None:
    """With TrueType outlines and with PostScript ones: `pdffonts` says sub no, and words can be read."""
    pdf = sheet_of(face, SAMPLES, PressFile(embed="full"))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert squeezed(text) == squeezed(pypdfium2.PdfDocument(sheet(face))[0].get_textpage().get_text_range())
    for _, font in fonts_of(pdf):
        assert "+" not in str(font.BaseFont)
        descriptor = font.DescendantFonts[0].FontDescriptor
        data = (descriptor.get("/FontFile2") or descriptor.get("/FontFile3")).read_bytes()
        assert len(data) > 100_000


def embedded_name(face: Face) -> str:
    """What a face is called in a PDF that uses one letter of it."""
    from reportlab.pdfgen.canvas import Canvas

    register_stub()
    shelf, target = FontShelf(), io.BytesIO()
    shelf.embedded(face).code(face.font.get_nominal_glyph(ord("H")), "H")
    canvas = Canvas(target, initialFontName=STUB_FONT)
    shelf.put_into(canvas)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(target) as pdf:
        (name,) = {
            str(one.BaseFont) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
    return name


def test_a_face_that_forbids_subsets_is_embedded_whole(tmp_path: Path) -> None:
    font = TTFont(shipped_typefaces()["Linux Libertine"].roman.path)
    for rights, whole in ((0x0000, False), (0x0008, False), (0x0100, True)):
        font["OS/2"].fsType = rights
        font.save(tmp_path / f"{rights}.otf")
        assert ("+" not in embedded_name(open_face(FaceFile(tmp_path / f"{rights}.otf")))) == whole


@every_face
def test_one_glyph_for_two_texts_has_two_codes(face: str) -> None:
    """A hyphen stands for - and for the no-break one: no code may have two texts, and both texts must be there."""
    texts: set[str] = set()
    pdf = sheet_of(face, (*SAMPLES, "non\u2011stop lime-tree"))
    assert pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range().count("non\u2011stop") == 5
    for _, font in fonts_of(pdf):
        table = font.ToUnicode.read_bytes().decode("ascii")
        pairs = [line.split("> <") for line in table.splitlines() if line.startswith("<") and "> <" in line][1:]
        codes = [code for code, _ in pairs]
        assert len(codes) == len(set(codes))
        texts |= {bytes.fromhex(text.rstrip(">")).decode("utf-16-be") for _, text in pairs}
    assert {"A", "a", "Z", "z", "-", "\u2011"} <= texts


def test_a_cmap_says_what_codes_stand_for() -> None:
    made = to_unicode({3: "a", 17: "ffi", 500: "𝔄", 501: NOTHING_CHARACTER}).decode("ascii")
    assert "4 beginbfchar" in made
    assert "<0003> <0061>" in made
    assert "<0011> <006600660069>" in made
    assert "<01F4> <D835DD04>" in made
    many = to_unicode(dict.fromkeys(range(250), "a")).decode("ascii")
    assert [f"{count} beginbfchar" in many for count in (100, 50)] == [True, True], "a hundred at a time at most"


def test_italics_are_described_as_slanted() -> None:
    for _, font in fonts_of(sheet("Linux Libertine")):
        if "LinLibertineOI" in str(font.BaseFont):
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert float(descriptor.ItalicAngle) < 0
            assert int(descriptor.Flags) & 64


# reportlab's private hooks


def test_the_private_hooks_of_reportlab_are_still_there() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfgen.canvas import Canvas

    from bookbuild.press.embedding import register_stub

    register_stub()
    assert STUB_FONT in pdfmetrics._fonts
    canvas = Canvas(io.BytesIO(), initialFontName=STUB_FONT)
    assert isinstance(canvas._code, list)
    assert isinstance(canvas._doc.fontMapping, dict)
    assert isinstance(canvas._doc.delayedFonts, list)
    assert "BasicFonts" in canvas._doc.idToObject
    assert isinstance(canvas._doc.idToObject["BasicFonts"].dict, dict)


def test_an_empty_page_asks_for_no_font() -> None:
    here = room()
    made = Sheet(frames_of(here.style.trim))
    made.draw(FurnishedPage(Page(1), (), ()))
    assert list(fonts_of(made.finish())) == []


def test_a_number_that_is_all_but_nought_is_written_as_nought() -> None:
    """With an exponent a reader would take it for something else, and the line would be gone."""
    here = room()
    tiny = 2.8e-14
    (line,) = here.lines("Three short words", 300.0, align="left")
    drawing = Drawing((Outline((("m", (tiny, -tiny)), ("l", (10.0, tiny))), 0, None),), 10, 10)
    made = Sheet(frames_of(here.style.trim))
    made.draw(FurnishedPage(Page(1), (Placed(tiny, 300.0, line), Placed(-tiny, 400.0, drawing)), ()))
    pdf = made.finish()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        code = opened.pages[0].Contents.read_bytes()
    assert not re.search(rb"\de-", re.sub(rb"<[^>]*>", b"", code))
    assert "Three short words" in pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()


def test_letters_stand_where_they_were_placed() -> None:
    """A character's origin in pdfium against the placed line."""
    here = room()
    made = Sheet(frames_of(here.style.trim))
    (line,) = here.lines("_Of_ office ffl fi", 300.0, align="left")
    made.draw(FurnishedPage(Page(1), (Placed(50.0, 100.0, line),), ()))
    page = pypdfium2.PdfDocument(made.finish())[0].get_textpage()
    import ctypes

    import pypdfium2.raw as raw

    x, y = ctypes.c_double(), ctypes.c_double()
    text = page.get_text_range()
    for index, word in ((0, 0), (text.index("office"), 1)):
        raw.FPDFText_GetCharOrigin(page.raw, index, x, y)
        assert y.value == pytest.approx(here.style.trim.height - 100.0, abs=0.01)
        from conftest import parts_of

        assert x.value == pytest.approx(50.0 + parts_of(line)[word][1], abs=0.05)
