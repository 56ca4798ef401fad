"""Finished pages that an author brings: taken where they fit the book and the kind of file, refused in words."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from conftest import chapters, printed

from bookbuild.diagnostics import BookError, Place
from bookbuild.manuscript.blocks import Book, Insert
from bookbuild.press.inserts import inspect_insert
from bookbuild.press.standards import find_standard
from bookbuild.style.style import Trim

TRIM = Trim("5.5x8.5", 396.0, 612.0)
X1A = find_standard("PDF/X-1a:2001")


def a_page(path: Path, width: float = 396.0, height: float = 612.0, font: str = "") -> Path:
    """A PDF of one page with a black square, and perhaps a font that is not embedded."""
    made = pikepdf.new()
    made.add_blank_page(page_size=(width, height))
    page = made.pages[0]
    page.Contents = made.make_stream(b"0 g 100 100 50 50 re f")
    if font:
        page.Resources = pikepdf.Dictionary(
            Font=pikepdf.Dictionary(
                F1=pikepdf.Dictionary(
                    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/" + font)
                )
            )
        )
    made.save(path)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(BookError) as caught:
        inspect_insert(path, TRIM, X1A, Place("book.yaml", 3))
    (fault,) = caught.value.diagnostics
    assert fault.place == Place("book.yaml", 3)
    assert fault.hint
    return fault.code


def test_a_page_of_the_right_size_is_taken(tmp_path: Path) -> None:
    assert inspect_insert(a_page(tmp_path / "page.pdf"), TRIM, X1A, None) == 1
    assert inspect_insert(a_page(tmp_path / "page.pdf", 396.3, 611.7), TRIM, X1A, None) == 1


def test_pages_that_can_not_be_taken(tmp_path: Path) -> None:
    assert code_of(a_page(tmp_path / "a4.pdf", 595, 842)) == "P011"
    assert code_of(a_page(tmp_path / "font.pdf", font="Helvetica")) == "P012"
    text = tmp_path / "text.pdf"
    text.write_text("not a PDF", "utf-8")
    assert code_of(text) == "P010"
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    assert code_of(empty) == "P010"
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(a_page(tmp_path / "whole.pdf").read_bytes()[:200])
    assert code_of(cut) == "P010"


@pytest.mark.parametrize("password", ["secret", ""], ids=["to read", "to change"])
def test_an_encrypted_page_is_refused(tmp_path: Path, password: str) -> None:
    path = a_page(tmp_path / "locked.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        made.save(path, encryption=pikepdf.Encryption(owner="o", user=password))
    assert code_of(path) == "P010"


@pytest.mark.parametrize("cut", range(0, 600, 37))
def test_a_damaged_insert_is_a_diagnostic_or_still_a_page(tmp_path: Path, cut: int) -> None:
    data = bytearray(a_page(tmp_path / "whole.pdf").read_bytes())
    data[cut : cut + 8] = b"\xff\x00<<[(9 "
    path = tmp_path / "damaged.pdf"
    path.write_bytes(bytes(data))
    try:
        assert inspect_insert(path, TRIM, X1A, None) == 1
    except BookError as refused:
        assert refused.diagnostics[0].code in ("P010", "P011", "P012", "P013")


SPACES = "/ColorSpace << /S [/Indexed /DeviceRGB 1 <000000ffffff>] /L [/Lab << /WhitePoint [.9 1 .8] >>] {} >>"
SPOT = "/T [/Separation /Gold /DeviceCMYK << /FunctionType 2 /N 1 /Domain [0 1] >>]"
FORBIDDEN = {
    "RGB text": ("1 0 0 rg 0 0 9 9 re f", "", "", "RGB"),
    "RGB lines": ("1 0 0 RG 0 0 9 9 re S", "", "", "RGB"),
    "a space of that name": ("/DeviceRGB cs 0 0 0 sc 0 0 9 9 re f", "", "", "RGB"),
    "a palette of RGB": ("/S cs 0 sc 0 0 9 9 re f", SPACES.format(""), "", "RGB"),
    "Lab": ("/L cs 0 0 0 sc 0 0 9 9 re f", SPACES.format(""), "", "Lab"),
    "a default in the gray's place": ("0 g", SPACES.format("/DefaultGray [/CalGray << >>]"), "", "CalGray"),
    "an RGB picture": ("/X Do", "", "/ColorSpace /DeviceRGB", "RGB"),
    "a deep picture": ("/X Do", "", "/ColorSpace /DeviceGray /BitsPerComponent 16", "16 bits"),
    "LZW": ("", "", "/ColorSpace /DeviceGray /Filter [/LZWDecode]", "LZW"),
    "JPEG 2000": ("", "", "/ColorSpace /DeviceGray /Filter /JPXDecode", "JPX"),
    "a soft mask": ("", "", "/ColorSpace /DeviceGray /SMaskInData 1", "transparency"),
    "a picture in the text": ("BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI", "", "", "RGB"),
    "half clear": ("/G gs", "/ExtGState << /G << /ca .5 >> >>", "", "transparency"),
    "multiplied": ("/G gs", "/ExtGState << /G << /BM /Multiply >> >>", "", "transparency"),
    "one of several manners": ("/G gs", "/ExtGState << /G << /BM [/Odd /Screen] >> >>", "", "transparency"),
    "masked": ("/G gs", "/ExtGState << /G << /SMask << /S /Alpha >> >> >>", "", "transparency"),
    "a shading": ("/H sh", "/Shading << /H << /ShadingType 2 /ColorSpace /DeviceRGB >> >>", "", "RGB"),
    "a shaded pattern": (
        "/Pattern cs /P scn",
        "/Pattern << /P << /PatternType 2 /Shading << /ShadingType 2 /ColorSpace /DeviceRGB >> >> >>",
        "",
        "RGB",
    ),
    "layers": ("/OC /L BDC EMC", "/Properties << /L << /Type /OCG >> >>", "", "layers"),
}
"""What a page does, its resources, a picture among them; and what must be named."""


def with_resources(path: Path, content: str, resources: str, picture: str = "") -> Path:
    """A page with this content and these resources."""
    with pikepdf.open(a_page(path), allow_overwriting_input=True) as made:
        page = made.pages[0]
        page.Contents = made.make_stream(content.encode())
        page.Resources = pikepdf.Object.parse(f"<< {resources} >>".encode())
        if picture:
            keys = f"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 {picture} >>"
            stream = made.make_stream(bytes(24))
            for key, value in pikepdf.Object.parse(keys.encode()).items():
                stream[key] = value
            page.Resources.XObject = pikepdf.Dictionary(X=stream)
        made.save(path, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return path


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_a_page_that_the_kind_of_file_forbids(kind: str, tmp_path: Path) -> None:
    content, resources, picture, named = FORBIDDEN[kind]
    path = with_resources(tmp_path / "page.pdf", content, resources, picture)
    with pytest.raises(BookError) as caught:
        inspect_insert(path, TRIM, X1A, Place("book.yaml", 3))
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("P013", Place("book.yaml", 3))
    assert named in fault.message
    assert inspect_insert(path, TRIM, find_standard("screen"), None) == 1


def test_a_page_in_the_press_s_own_colours_is_taken(tmp_path: Path) -> None:
    content = "0 0 0 1 k 0.5 g /T cs 1 scn 0 0 9 9 re f /G gs /X Do"
    resources = SPACES.format(SPOT) + "/ExtGState << /G << /ca 1 /BM /Normal /SMask /None >> >>"
    path = with_resources(tmp_path / "page.pdf", content, resources, "/ColorSpace /DeviceCMYK")
    assert inspect_insert(path, TRIM, X1A, None) == 1


def test_what_a_younger_standard_allows(tmp_path: Path) -> None:
    x4 = find_standard("PDF/X-4")
    for kind in ("Lab", "a deep picture", "a soft mask", "half clear"):
        content, resources, picture, _ = FORBIDDEN[kind]
        assert inspect_insert(with_resources(tmp_path / "page.pdf", content, resources, picture), TRIM, x4, None) == 1


@pytest.mark.parametrize(("content", "code"), [("1 0 0 rg", "P013"), ("0 g", "")], ids=["RGB", "gray"])
def test_colours_inside_a_form_are_found_and_a_form_in_itself_ends(content: str, code: str, tmp_path: Path) -> None:
    path = a_page(tmp_path / "page.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        form = made.make_stream(f"/F Do {content}".encode())
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 9, 9])
        made.pages[0].Resources = made.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form)))
        form.Resources = made.pages[0].Resources
        made.save(path)
    if code:
        assert code_of(path) == code
    else:
        assert inspect_insert(path, TRIM, X1A, None) == 1


def test_the_file_s_identity_follows_from_what_is_inserted(tmp_path: Path) -> None:
    """Not from where it lies."""
    seen = []
    first = with_resources(tmp_path / "first.pdf", "0 g 9 9 50 50 re f", "")
    second = with_resources(tmp_path / "second.pdf", "0 g 9 9 60 50 re f", "")
    for folder, file in (("one", first), ("two", second), ("three", first)):
        (tmp_path / folder).mkdir()
        path = Path(shutil.copy(file, tmp_path / folder / "page.pdf"))
        with pikepdf.open(io.BytesIO(printed(with_insert(path), tmp_path / folder))) as pdf:
            seen.append(bytes(pdf.trailer.ID[0]))
    assert seen[0] != seen[1]
    assert seen[0] == seen[2]


def test_links_of_an_inserted_page_stay_behind(tmp_path: Path) -> None:
    path = a_page(tmp_path / "page.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[0, 0, 9, 9],
            A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("http://example.com")),
        )
        made.pages[0].Annots = pikepdf.Array([link])
        made.save(path)
    pdf = printed(with_insert(path), tmp_path)
    assert b"example.com" not in pdf
    assert not any("/Annots" in page for page in pikepdf.open(io.BytesIO(pdf)).pages)


def with_insert(file: Path) -> Book:
    book = chapters(3)
    first, *others = book.divisions
    return replace(book, divisions=(first, Insert(str(file)), *others))


def darkest(page: Any, box: tuple[int, int, int, int]) -> int:
    """The darkest gray in a box (left, top, right, bottom in points) of a rendered page."""
    image = page.render(scale=1).to_pil().convert("L").crop(box)
    low, _ = image.getextrema()
    return int(low)


def test_an_inserted_page_stands_in_the_book_and_its_words_are_not_compared(tmp_path: Path) -> None:
    pdf = printed(with_insert(a_page(tmp_path / "page.pdf")), tmp_path)
    document = pypdfium2.PdfDocument(pdf)
    assert any(darkest(page, (105, 470, 140, 500)) == 0 for page in document)
    document = pypdfium2.PdfDocument(pdf)
    assert {page.get_size() for page in document} == {(396.0, 612.0)}


def test_an_inserted_page_whose_origin_is_elsewhere_is_moved_to_the_trim(tmp_path: Path) -> None:
    path = a_page(tmp_path / "page.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as shifted:
        shifted.pages[0].MediaBox = pikepdf.Array([50, 60, 446, 672])
        shifted.pages[0].Contents = shifted.make_stream(b"0 g 150 160 50 50 re f")
        shifted.save(path)
    document = pypdfium2.PdfDocument(printed(with_insert(path), tmp_path))
    dark = [darkest(page, (105, 470, 140, 500)) for page in document]
    assert 0 in dark


def test_an_unembedded_font_inside_a_form_is_found(tmp_path: Path) -> None:
    path = a_page(tmp_path / "inner.pdf", font="Helvetica")
    with pikepdf.open(path, allow_overwriting_input=True) as made:
        page = made.pages[0]
        form = made.make_stream(b"BT /F1 12 Tf 10 10 Td (x) Tj ET")
        form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        form.BBox = pikepdf.Array([0, 0, 100, 100])
        form.Resources = page.Resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X1=form))
        page.Contents = made.make_stream(b"/X1 Do")
        made.save(path)
    assert code_of(path) == "P012"
