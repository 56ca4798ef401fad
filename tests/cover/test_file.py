"""The cover's file: boxes, fonts, inks, what it says of itself; and `bookbuild cover` from end to end."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from icc import beside_its_licence, cmyk, gray
from PIL import Image
from test_geometry import INCH

import bookbuild.covering
from bookbuild.cli import main
from bookbuild.covering import Wanted, make_cover
from bookbuild.diagnostics import BookError, UsageError
from bookbuild.manuscript.inks import BLACK, Ink
from bookbuild.preflight import check
from bookbuild.press.paint import inking

BOOK = """\
title: The Nine O'Clock Ferry
author: Ada Marsh
publisher: The Quay Press
isbn: 978-0-306-40615-7
trim: 6x9
cover:
  text: The ferry left *at nine*, as it had left every morning.
  price: $14.95
  photo: ada.png
"""
KDP = Wanted(press="kdp-paperback", paper="cream", pages=240)
INGRAM = Wanted(press="ingramspark", pages=240, spine=36)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book's folder, not built."""
    folder = tmp_path / "ferry"
    folder.mkdir()
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    (folder / "01.md").write_text("# The Quay\n\nThe ferry left at nine.\n", "utf-8")
    Image.new("L", (700, 900), 90).save(folder / "ada.png")
    Image.new("L", (1900, 2800), 160).save(folder / "art.png")
    return folder


def settings(folder: Path, text: str) -> None:
    (folder / "book.yaml").write_text(text, "utf-8")


def content(pdf: pikepdf.Pdf) -> str:
    """A page's operators as text."""
    return b"\n".join(
        pikepdf.unparse_content_stream([one]) for one in pikepdf.parse_content_stream(pdf.pages[0])
    ).decode("latin-1")


# The file


def test_boxes_of_a_paperback_and_a_hardcover(book: Path) -> None:
    for wanted, over in ((KDP, 9.0), (Wanted("kdp-hardcover", "cream", 240, 0.789 * INCH), 15 / 25.4 * INCH)):
        report = make_cover(book, wanted)
        with pikepdf.open(report.file) as pdf:
            (page,) = pdf.pages
            sheet = [0, 0, report.wrap.sheet.width, report.wrap.sheet.height]
            seen = [over, over, sheet[2] - over, sheet[3] - over]
            assert [float(edge) for edge in page.mediabox] == pytest.approx(sheet, abs=0.01)
            assert [float(edge) for edge in page.obj.BleedBox] == pytest.approx(sheet, abs=0.01)
            assert [float(edge) for edge in page.obj.TrimBox] == pytest.approx(seen, abs=0.01)
            assert not {"/Trans", "/Rotate", "/ArtBox", "/Annots"} & set(page.obj.keys())


def test_everything_is_ink(book: Path) -> None:
    """No RGB anywhere, and the bars in black alone."""
    made = make_cover(book, KDP).file
    with pikepdf.open(made) as pdf:
        code = content(pdf)
        operators = set(re.findall(r"(?<= )(rg|RG|g|G|k|K|cs|CS|sc|scn|sh|gs)$", code, re.MULTILINE))
        assert operators <= {"g", "k"}
        bars = re.findall(r"0\.?0* g\n([\d. ]+) re\nf", code)
        assert len(bars) >= 30 + 10, "every bar of symbol and add-on is a rectangle of black ink"
        spaces = {str(image.ColorSpace) for image in pdf.pages[0].images.values()}
        assert spaces == {"/DeviceGray"}
        assert not [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/SMask" in one]


def test_fonts_are_embedded(book: Path) -> None:
    with pikepdf.open(make_cover(book, KDP).file) as pdf:
        fonts = pdf.pages[0].resources.Font
        assert fonts and all(
            {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys()) for font in fonts.values()
        )


def test_inks_are_operators() -> None:
    assert (inking(BLACK), inking(Ink()), inking(Ink(black=0.3))) == ("0.000 g", "1.000 g", "0.700 g")
    assert inking(Ink(0, 0.95, 0.8, 0.1)) == "0.000 0.950 0.800 0.100 k"


def test_numbers_are_written_as_pdf_has_them(book: Path) -> None:
    """No exponent: a reader takes 2.8e-14 for two numbers, and the line is gone."""
    settings(book, BOOK + "style: large-print\n")
    with pikepdf.open(make_cover(book, Wanted("kdp-paperback", pages=240)).file) as pdf:
        drawn = re.sub(rb"<[0-9A-Fa-f]*>|/\S+", b" ", pdf.pages[0].Contents.read_bytes())
        assert not re.search(rb"\d[eE][-+]?\d", drawn)


def test_two_covers_have_the_same_bytes(book: Path) -> None:
    one = make_cover(book, KDP).file.read_bytes()
    assert make_cover(book, KDP).file.read_bytes() == one
    settings(book, BOOK.replace("14.95", "15.95"))
    assert make_cover(book, KDP).file.read_bytes() != one


def test_what_the_file_says(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with pikepdf.open(make_cover(book, INGRAM).file) as pdf:
        assert (str(pdf.docinfo.Title), str(pdf.docinfo.Author)) == ("The Nine O’Clock Ferry", "Ada Marsh")
        assert str(pdf.docinfo.CreationDate) == "D:19700102000000Z"
        assert str(pdf.docinfo.GTS_PDFXConformance) == "PDF/X-1a:2001"
    with pikepdf.open(make_cover(book, KDP).file) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title", "/Author"}, "KDP wants hardly any metadata"


def test_the_file_is_of_the_presss_kind(book: Path) -> None:
    """As the preflight finds it, which shares no code with the press: not one word of the label is false."""
    for wanted in (INGRAM, Wanted("offset", pages=240, spine=40), Wanted("generic-pod", pages=240, spine=40)):
        found = check(make_cover(book, wanted).file)
        assert found.claims == "PDF/X-1a:2001"
        assert not found.errors, [one.what for one in found.errors]
    assert not check(make_cover(book, KDP).file).claims


def test_a_cover_in_colour(book: Path) -> None:
    """With the book's profile, which goes into the file; one of gray ink says nothing of a cover, and stays out."""
    Image.new("RGB", (1900, 2800), (200, 40, 30)).save(book / "art.png")
    beside_its_licence(book / "press.icc", cmyk())
    beside_its_licence(book / "gray.icc", gray())
    art = "  art: art.png\n  layout: label\n"
    settings(book, BOOK + art + "colour: yes\nprofile: press.icc\n")
    made = make_cover(book, INGRAM).file
    assert not check(made).errors
    with pikepdf.open(made) as pdf:
        assert {str(image.ColorSpace) for image in pdf.pages[0].images.values()} == {"/DeviceCMYK", "/DeviceGray"}
        assert "/DestOutputProfile" in pdf.Root.OutputIntents[0]
    settings(book, BOOK + art + "profile: gray.icc\n")
    with pikepdf.open(make_cover(book, INGRAM).file) as pdf:
        assert {str(image.ColorSpace) for image in pdf.pages[0].images.values()} == {"/DeviceGray"}
        assert "/DestOutputProfile" not in pdf.Root.OutputIntents[0]


def test_a_kind_of_file_that_needs_a_profile_of_four_inks(book: Path) -> None:
    (book / "own.yaml").write_text("base: offset\nstandard: {name: pdf/x-4}\n", "utf-8")
    beside_its_licence(book / "gray.icc", gray())
    for more, code in (("", "P030"), ("profile: gray.icc\n", "P031")):
        settings(book, BOOK + more)
        with pytest.raises(BookError, match=code):
            make_cover(book, Wanted("own.yaml", pages=240, spine=40))


def test_the_barcode_is_read_back_from_the_page(book: Path) -> None:
    for press, more in (("kdp-paperback", None), ("ingramspark", 0.505 * INCH), ("kdp-hardcover", 0.6 * INCH)):
        made = make_cover(book, Wanted(press, pages=240, spine=more)).file
        document = pypdfium2.PdfDocument(made)
        width, height = document[0].get_size()
        corner = (0.15 * width, 0, width / 2, 0.7 * height)
        picture = document[0].render(scale=300 / 72, crop=corner).to_pil().convert("L")
        document.close()
        found = zxingcpp.read_barcodes(picture, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read)
        assert "978030640615751495" in {one.text for one in found}, press


@pytest.mark.parametrize(("language", "falls"), [("en-US", True), ("fr", False)])
def test_the_spine_is_printed_in_its_direction(book: Path, language: str, falls: bool) -> None:
    """As pdfium sees the letters of the spine's author: from head to foot, or from foot to head."""
    settings(book, BOOK.replace("Ada Marsh", "Zyxwvut") + f"language: {language}\n")
    report = make_cover(book, KDP)
    spine, document = report.wrap.spine, pypdfium2.PdfDocument(report.file)
    text = document[0].get_textpage()
    boxes = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1) in "Zyxwvut"]
    heights = [box[1] for box in boxes if spine.x < box[0] < spine.right]
    document.close()
    assert len(heights) >= 7
    assert heights == sorted(heights, reverse=falls)


def test_words_are_read_back(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line lost on the way to the file: nothing is written."""
    made = make_cover(book, KDP).file
    before = made.read_bytes()
    painted = bookbuild.covering._painted
    monkeypatch.setattr(
        bookbuild.covering, "_painted", lambda wrap, things, *more: painted(wrap, [*things][:-1], *more)
    )
    with pytest.raises(BookError, match="W009"):
        make_cover(book, KDP)
    assert made.read_bytes() == before


# The page count


def built(folder: Path, blank_at_end: int = 0, pages: int = 100, size: tuple[float, float] = (432, 648)) -> Path:
    """A finished interior where `bookbuild build` puts it."""
    target = folder / "build" / "the-nine-oclock-ferry.pdf"
    target.parent.mkdir(exist_ok=True)
    document = pypdfium2.PdfDocument.new()
    for at in range(pages):
        page = document.new_page(*size)
        if at < pages - blank_at_end:
            mark = pypdfium2.raw.FPDFPageObj_CreateNewRect(10, 10, 20, 20)
            pypdfium2.raw.FPDFPageObj_SetFillColor(mark, 0, 0, 0, 255)
            pypdfium2.raw.FPDFPath_SetDrawMode(mark, 1, 0)
            pypdfium2.raw.FPDFPage_InsertObject(page.raw, mark)
            pypdfium2.raw.FPDFPage_GenerateContent(page.raw)
    document.save(target)
    document.close()
    return target


@pytest.mark.parametrize(
    ("press", "pages", "blank", "bound"),
    [
        ("kdp-paperback", 100, 0, 100),
        ("kdp-paperback", 99, 0, 100),
        ("ingramspark", 100, 0, 102),
        ("ingramspark", 101, 0, 102),
        ("ingramspark", 100, 1, 100),
        ("offset", 100, 0, 112),
    ],
)
def test_the_built_books_pages_are_counted(book: Path, press: str, pages: int, blank: int, bound: int) -> None:
    built(book, blank, pages)
    assert make_cover(book, Wanted(press, spine=20.0)).pages == bound


def test_pages_that_are_asked_for(book: Path) -> None:
    assert make_cover(book, Wanted("ingramspark", pages=240, spine=36)).pages == 240, "the blank one is counted in"
    assert make_cover(book, Wanted("kdp-paperback", pages=239)).pages == 240


def test_a_book_that_is_not_built(book: Path) -> None:
    with pytest.raises(BookError, match="J001"):
        make_cover(book, Wanted("kdp-paperback"))
    (book / "build").mkdir()
    (book / "build" / "the-nine-oclock-ferry.pdf").write_bytes(b"%PDF-1.4 and no more")
    with pytest.raises(BookError, match="J001"):
        make_cover(book, Wanted("kdp-paperback"))
    assert [one.name for one in (book / "build").iterdir()] == ["the-nine-oclock-ferry.pdf"]


def test_the_book_built_for_the_press_comes_first(book: Path) -> None:
    built(book, pages=100)
    assert make_cover(book, Wanted("kdp-paperback")).pages == 100
    for_press = built(book, pages=120)
    for_press.rename(for_press.with_name("the-nine-oclock-ferry-kdp-paperback.pdf"))
    built(book, pages=100)
    assert make_cover(book, Wanted("kdp-paperback")).pages == 120
    assert make_cover(book, Wanted("generic-pod", spine=20.0)).pages == 102, (
        "no press’s own, and the blank leaf it wants"
    )


def test_a_book_with_bleed_and_marks_is_measured_as_it_is_cut(book: Path) -> None:
    made = built(book, size=(432 + 100, 648 + 100))
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.obj.TrimBox = pikepdf.Array([50, 50, 482, 698])
        pdf.save()
    assert make_cover(book, Wanted("kdp-paperback")).pages == 100


def test_a_book_built_on_another_trim(book: Path) -> None:
    built(book, size=(396, 612))
    with pytest.raises(BookError, match="J003"):
        make_cover(book, Wanted("kdp-paperback"))


def test_a_chapter_younger_than_the_built_book(book: Path) -> None:
    made = built(book)
    os.utime(made, (1, 1))
    assert "J002" in [one.code for one in make_cover(book, Wanted("kdp-paperback")).warnings]
    for file in book.glob("*.md"):
        os.utime(file, (0, 0))
    assert [one.code for one in make_cover(book, Wanted("kdp-paperback")).warnings] == [], "book.yaml may be younger"


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (Wanted("kdp-paperback", pages=22), "S036"),
        (Wanted("kdp-paperback", pages=900), "S036"),
        (Wanted("kdp-hardcover", pages=560, spine=100), "S036"),
        (Wanted("kdp-paperback", "groundwood", 240), "J004"),
        (Wanted("kdp-hardcover", pages=240), "J004"),
        (Wanted("ingramspark", pages=240), "J004"),
        (Wanted(pages=240), "J004"),
        (Wanted("bn-press", pages=240, spine=40), "J006"),
        (Wanted("screen", pages=240), "J006"),
        (Wanted("nobody", pages=240), "S030"),
        (Wanted("kdp-paperback", "vellum", 240), "S034"),
    ],
)
def test_what_a_press_can_not_do(book: Path, wanted: Wanted, code: str) -> None:
    with pytest.raises(BookError) as caught:
        make_cover(book, wanted)
    assert [one.code for one in caught.value.diagnostics] == [code]
    assert not (book / "build").exists()


def test_a_spine_that_is_given(book: Path) -> None:
    report = make_cover(book, Wanted("kdp-paperback", "cream", 240, 0.62 * INCH))
    assert report.wrap.spine.width == pytest.approx(0.62 * INCH) and not report.warnings
    report = make_cover(book, Wanted("kdp-paperback", "cream", 240, 0.7 * INCH))
    assert [one.code for one in report.warnings] == ["J005"]


# Editions, templates, the command


def test_an_edition_names_press_paper_and_isbn(book: Path) -> None:
    more = "editions:\n  cloth: {press: kdp-hardcover, paper: cream, isbn: 978-3-16-148410-0}\n  jacket: {cover: dust jacket}\n"
    settings(book, BOOK + more)
    report = make_cover(book, Wanted(pages=240, spine=0.789 * INCH, edition="cloth"))
    assert (report.press.name, report.paper.name) == ("kdp-hardcover", "cream")
    assert report.file.name == "the-nine-oclock-ferry-cloth-cover.pdf"
    document = pypdfium2.PdfDocument(report.file)
    assert "978-3-16-148410-0" in document[0].get_textpage().get_text_range()
    document.close()
    with pytest.raises(BookError, match="J007"):
        make_cover(book, Wanted("kdp-paperback", pages=240, edition="jacket"))
    with pytest.raises(UsageError):
        make_cover(book, Wanted("kdp-paperback", pages=240, edition="none"))


def test_the_template_is_an_opaque_png_of_the_right_size(book: Path) -> None:
    report = make_cover(book, Wanted("kdp-hardcover", "cream", 240, 0.789 * INCH, template=True))
    picture = Image.open(report.file)
    assert (picture.format, picture.mode, report.file.name) == (
        "PNG",
        "RGB",
        "the-nine-oclock-ferry-kdp-hardcover-cover-template.png",
    )
    assert picture.size == pytest.approx((14.364 * 300, 10.417 * 300), abs=1.5)
    assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    dots = 300 / 72
    wrap = report.wrap

    def colour(x: float, y: float) -> tuple[int, ...]:
        return picture.getpixel((round(x * dots), round(y * dots)))  # type: ignore[return-value]

    assert colour(10, 10) == colour(wrap.sheet.right - 10, wrap.sheet.bottom - 10) != (255, 255, 255), "turned in"
    assert colour(wrap.front.right - 3, wrap.front.y + 9) == (255, 255, 255), "the board"
    assert colour(wrap.spine.right + 10, 300) == colour(wrap.spine.x - 10, 300) != (255, 255, 255), "the hinges"


def test_a_template_needs_neither_isbn_nor_art(book: Path) -> None:
    settings(book, "title: T\ncover: {art: nowhere.png}\n")
    report = make_cover(book, Wanted("kdp-paperback", pages=60, template=True))
    assert not report.has_letters and "without letters" in report.summary and not report.warnings


@pytest.mark.parametrize("arguments", [["--pages", "many"], ["--pages", "0"], ["--spine", "0.5"], ["--spine=-1in"]])
def test_usage(book: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover", str(book), "--press", "kdp-paperback", *arguments]) == 2
    assert arguments[0].partition("=")[0] in capsys.readouterr().err


def test_the_command(book: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    target = tmp_path / "out" / "wrap.pdf"
    arguments = ["cover", str(book), "--press", "kdp-paperback", "--pages", "60", "-o", str(target)]
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert (
        said
        == f"{target}: 12.385 x 9.25 in, a spine of 0.135 in without letters for 60 pages; Amazon KDP (paperback), white\n"
    )
    assert target.read_bytes().startswith(b"%PDF")
    assert [one.name for one in target.parent.iterdir()] == ["wrap.pdf"], "nothing left beside it"


@pytest.mark.parametrize(
    "text",
    [
        "text: " + "word " * 1500,
        "art: ada.png\n  layout: finished",
        "art: art.png\n  layout: full",
        "ground: red",
        "photo: no.png",
    ],
)
def test_bad_input_leaves_the_earlier_file(book: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["cover", str(book), "--press", "kdp-paperback", "--pages", "240"]
    assert main(arguments) == 0
    target = book / "build" / "the-nine-oclock-ferry-kdp-paperback-cover.pdf"
    before = target.read_bytes()
    settings(book, BOOK.partition("cover:")[0] + f"cover:\n  {text}\n")
    assert main(arguments) == 1
    assert "Traceback" not in capsys.readouterr().err
    assert target.read_bytes() == before
    assert [*target.parent.iterdir()] == [target]


def test_building_never_opens_the_covers_pictures(book: Path) -> None:
    settings(book, BOOK + "  art: nowhere.png\n")
    assert main(["build", str(book)]) == 0


def test_the_schema_knows_the_group(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "book"]) == 0
    cover = json.loads(capsys.readouterr().out)["properties"]["cover"]["anyOf"][0]["properties"]
    assert set(cover) >= {"art", "layout", "ground", "ink", "accent", "text", "photo", "about", "price", "barcode"}
