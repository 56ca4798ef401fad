"""The finished PDF read back: its boxes, its fonts, its number of pages."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from conftest import chapters, printed

from bookbuild.makeup.frame import frames_of
from bookbuild.press.readback import check_structure, printed_pages
from bookbuild.style.style import Trim

TRIM = Trim("5.5x8.5", 396.0, 612.0)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(chapters(2), tmp_path_factory.mktemp("sound"))


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def structure(pdf: bytes, pages: int) -> list[str]:
    return [one.code for one in check_structure(pdf, printed_pages(pdf), frames_of(TRIM), pages)]


def count(pdf: bytes) -> int:
    return len(printed_pages(pdf))


def test_a_sound_book_has_no_fault(sound: bytes) -> None:
    assert structure(sound, count(sound)) == []


def test_an_unembedded_font_is_found(sound: bytes) -> None:
    def strip(document: pikepdf.Pdf) -> None:
        font = next(iter(document.pages[-1].Resources.Font.values()))
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]

    def add(document: pikepdf.Pdf) -> None:
        fonts = document.pages[-1].Resources.Font
        fonts["/Helv"] = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )

    for change in (strip, add):
        assert set(structure(changed(sound, change), count(sound))) == {"W003"}


@pytest.mark.parametrize("box", ["/MediaBox", "/TrimBox", "/BleedBox"])
def test_a_wrong_box_is_found(sound: bytes, box: str) -> None:
    def widen(document: pikepdf.Pdf) -> None:
        document.pages[1].obj[box] = pikepdf.Array([0, 0, 397, 612])

    assert structure(changed(sound, widen), count(sound)) == ["W004"]


def test_a_box_in_another_place_is_found(sound: bytes) -> None:
    def shift(document: pikepdf.Pdf) -> None:
        document.pages[1].obj["/TrimBox"] = pikepdf.Array([9, 9, 405, 621])

    assert structure(changed(sound, shift), count(sound)) == ["W004"]


def test_a_lost_page_is_found(sound: bytes) -> None:
    def lose(document: pikepdf.Pdf) -> None:
        del document.pages[-1]

    assert structure(changed(sound, lose), count(sound)) == ["W004"]
