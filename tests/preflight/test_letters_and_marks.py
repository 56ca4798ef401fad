"""What the quick look at a page says beside what pdfium draws, and content that is written in unusual ways."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import printfiles as pf
import pytest
from conftest import chapters, printed
from effort import within
from pikepdf import Array, Dictionary, Name, Pdf

from bookbuild.preflight.document import opened
from bookbuild.preflight.geometry import inside
from bookbuild.preflight.letterink import InkReader
from bookbuild.preflight.limits import Budget
from bookbuild.preflight.marks import Marks
from bookbuild.preflight.matrices import around
from bookbuild.preflight.tokens import instructions


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(chapters(3, 700), tmp_path_factory.mktemp("book"), trim="5x8")


def test_the_quick_look_misses_no_ink(book: bytes) -> None:
    reader = InkReader(book)
    with opened(book, "book", Budget()) as document:
        for page in document.pages:
            letters = reader.letters(page.number)
            assert letters is not None
            seen = None
            for box in page.marks.texts.values():
                seen = around(seen, box)
            ink = None
            for letter in letters:
                ink = around(ink, letter.box)
            assert (seen is None) == (ink is None)
            if seen and ink:
                assert inside(ink, seen, 0.35), "pdfium rounds boxes outwards"
                assert inside(seen, ink, 3.0), "and it is not much wider"
        assert all(page.marks.gaps == set() for page in document.pages)
    reader.close()


def marks(content: bytes, change: Callable[[Pdf], object] = lambda _pdf: None) -> Marks:
    """What a page of this content shows."""
    pdf = pf.a_pdf(1)
    pdf.pages[0].obj.Contents = Array([])
    change(pdf)
    pf.add(pdf, 1, content)
    with opened(pf.saved(pdf), "page", Budget()) as document:
        return document.pages[0].marks


@pytest.mark.parametrize(
    ("content", "left", "right"),
    [
        (b"BT /F1 10 Tf 100 200 Td (AB) Tj ET", 100.5, 109.5 + 1),
        (b"BT /F1 10 Tf 100 200 Td <4142> Tj ET", 100.5, 110.5),
        (b"BT /F1 10 Tf 100 200 Td [(A) -1000 (B)] TJ ET", 100.5, 120.5),
        (b"BT /F1 10 Tf 100 200 Td [(A)-1000(B)]TJ ET % a comment (", 100.5, 120.5),
        (b"BT /F1 10 Tf 100 200 Td (\\101\\\nB) Tj ET", 100.5, 110.5),
        (b"BT /F1 10 Tf 50 Tz 100 200 Td (AB) Tj ET", 100.25, 105.25),
        (b"BT /F1 10 Tf 2 Tc 100 200 Td (AB) Tj ET", 100.5, 115),
        (b"BT /F1 10 Tf 5 Tw 100 200 Td (A B) Tj ET", 100.5, 118),
        (b"BT /F1 10 Tf 100 200 Td (A) Tj (B) Tj ET", 100.5, 110.5),
        (b"BT /F1 1 Tf 10 0 0 10 100 200 Tm (AB) Tj ET", 100.5, 110.5),
        (b"q 2 0 0 2 0 0 cm BT /F1 5 Tf 50 100 Td (AB) Tj ET Q", 100.5, 110.5),
        (b"BT 12 TL /F1 10 Tf 100 212 Td (A) ' (B) Tj ET", 100.5, 110.5),
        (b'BT 12 TL /F1 10 Tf 100 212 Td 5 2 (A B) " ET', 100.5, 124),
        (b"BT /F1 10 Tf 100 200 TD (AB) Tj T* ET", 100.5, 110.5),
        (b"q BT /F1 10 Tf 100 200 Td (AB) Tj ET\nQ\n", 100.5, 110.5),
    ],
)
def test_where_letters_stand(content: bytes, left: float, right: float) -> None:
    ((lettering, box),) = marks(content).texts.items()
    assert lettering.size == 10
    assert box[0] <= left + 0.01 and box[0] == pytest.approx(left, abs=0.6)
    assert box[2] >= right - 0.6 and box[2] == pytest.approx(right, abs=1.1)
    assert box[1] == pytest.approx(200, abs=0.01)
    assert box[3] == pytest.approx(207, abs=0.01)


def test_turned_text() -> None:
    ((lettering, box),) = marks(b"BT /F1 10 Tf 0 1 -1 0 100 200 Tm (A) Tj ET").texts.items()
    assert lettering.size == 10
    assert box == pytest.approx((93, 200, 100, 206), abs=1)


def test_moves_back_widen_the_box() -> None:
    ((_, box),) = marks(b"BT /F1 10 Tf 100 200 Td [(AAAA) 5000 (B)] TJ ET").texts.items()
    assert box[0] <= 74
    assert box[2] >= 124


def test_what_is_saved_comes_back() -> None:
    shown = marks(b"q 1 0 0 rg 0.5 w q 3 w Q 10 10 50 50 re S Q 100 100 50 50 re S")
    assert sorted(line.width for line in shown.lines) == [0.5, 1.0]
    assert {area.paint.values for area in shown.areas} == {(0.0,)}


def test_inline_pictures_are_passed_over_and_counted() -> None:
    shown = marks(
        b"q 100 0 0 50 0 0 cm BI /W 10 /H 10 /BPC 8 /CS /G ID " + bytes(range(100)) + b" EI Q 0 g 9 9 99 99 re f"
    )
    ((use, box),) = shown.pictures.items()
    assert (use.picture.width, use.dots, box) == (10, 7.2, (0, 0, 100, 50))
    assert not shown.gaps and len(shown.areas) == 1


def test_a_form_is_placed_where_it_is_drawn() -> None:
    def change(pdf: Pdf) -> None:
        inner = pf.form(pdf, b"0 0 10 .5 re f 0 5 20 .5 re f", Matrix=[1, 0, 0, 1, 5, 5], Resources=Dictionary())
        pf.name_it(pdf, "XObject", "Fm2", inner)

    shown = marks(b"q 2 0 0 2 100 100 cm /Fm2 Do Q q 1 0 0 1 300 300 cm /Fm2 Do Q", change)
    assert {line.width: box for line, box in shown.lines.items()} == {
        1.0: (110, 110, 150, 121),
        0.5: (305, 310, 325, 310.5),
    }


def test_a_form_takes_the_pages_resources_when_it_has_none() -> None:
    shown = marks(
        b"/Fm2 Do", lambda pdf: pf.name_it(pdf, "XObject", "Fm2", pf.form(pdf, b"BT /F1 9 Tf 50 50 Td (A) Tj ET"))
    )
    assert [lettering.size for lettering in shown.texts] == [9]


def test_an_uncoloured_tile_has_the_colour_it_is_used_in() -> None:
    def change(pdf: Pdf) -> None:
        tile = pf.form(pdf, b"0 0 5 5 re f", PatternType=1, PaintType=2, Resources=Dictionary())
        pf.name_it(pdf, "Pattern", "P1", tile)
        pf.name_it(pdf, "ColorSpace", "Cs1", Array([Name.Pattern, Name.DeviceCMYK]))

    shown = marks(b"/Cs1 cs .1 .2 .3 .4 /P1 scn 100 100 50 50 re f", change)
    assert {(area.paint.values, box) for area, box in shown.areas.items()} == {
        ((0.1, 0.2, 0.3, 0.4), (100, 100, 150, 150))
    }


@pytest.mark.parametrize(
    "blank", [b"", b"q Q", b"1 g 0 0 432 648 re f", b"BT /F1 9 Tf (  ) Tj ET", b"BT 3 Tr /F1 9 Tf (A) Tj ET"]
)
def test_blank_pages(blank: bytes) -> None:
    assert marks(blank).is_blank


@pytest.mark.parametrize(
    "inked", [b"0 0 1 1 re f", b"BT /F1 9 Tf (A) Tj ET", b"0 0 m 9 9 l S", b"q 9 0 0 9 0 0 cm /Im1 Do Q"]
)
def test_pages_that_are_not_blank(inked: bytes) -> None:
    assert not marks(inked).is_blank


def test_instructions_are_parted_however_they_are_written() -> None:
    written = b"[(a\\)b(c))-5<41>]TJ/F1 9.5 Tf%x\n1 0 0 1 0 0 cm(A)' true BDC"
    assert [operator for _, operator in instructions(written)] == [b"TJ", b"Tf", b"cm", b"'", b"BDC", b""]


@pytest.mark.parametrize(
    "hostile",
    [b"(" * 300_000, b"(a" * 300_000, b"<0" * 300_000, b"1 " * 600_000, b")" * 600_000, b"(\\)" * 200_000,
     b"BI ID " * 200_000, b"[(a" * 200_000, b"(((((((a)" * 60_000, b"<<" * 300_000, b"% " * 300_000],
)  # fmt: skip
def test_no_content_is_slow_to_part(hostile: bytes) -> None:
    assert within(4, lambda: sum(1 for _ in instructions(hostile))) <= len(hostile) + 1


def test_files_with_bytes_or_paths(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pf.good_file())
    reader = InkReader(path)
    letters = reader.letters(1)
    assert letters and "".join(letter.text for letter in letters) == "ABBA"
    reader.close()
