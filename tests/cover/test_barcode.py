"""The barcode: its codes against a table of our own making, its sizes against GS1's, and read back by another program."""

from __future__ import annotations

from itertools import pairwise

import pytest
import zxingcpp
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from studios import a_book, a_studio, holds

import bookbuild.cover.barcode as barcode
from bookbuild.cover.barcode import MODULE, Symbol, add_on_modules, modules_of, symbol_of
from bookbuild.cover.geometry import Zone, press_box
from bookbuild.cover.isbnbox import isbn_box
from bookbuild.diagnostics import BookError
from bookbuild.manuscript.cover import CoverCopy
from bookbuild.manuscript.inks import BLACK, WHITE
from bookbuild.manuscript.isbn import check_digit
from bookbuild.manuscript.price import Price, read_price
from bookbuild.press.paint import Field, InkedLine

MM = 72 / 25.4
PER_MODULE = 4
"""Dots of a module where a symbol is drawn for the reader."""


def test_a_symbol_worked_out_by_hand() -> None:
    """4003994155486 begins with a 4: sets A B A A B B on the left, C on the right (GS1 General Specifications, 5.2.1)."""
    left = "0001101 0100111 0111101 0001011 0010111 0011101"
    right = "1100110 1001110 1001110 1011100 1001000 1010000"
    assert modules_of("4003994155486") == f"101{left}01010{right}101".replace(" ", "")


def test_an_add_on_worked_out_by_hand() -> None:
    """54495: 3 x (5 + 4 + 5) + 9 x (4 + 9) = 159, so sets A A B A B."""
    digits = ("0110001", "0100011", "0011101", "0001011", "0111001")
    assert add_on_modules("54495") == "1011" + "01".join(digits)


def drawn(symbol: Symbol, module: float) -> Image.Image:
    """A symbol in its quiet zones and not a dot more, in black on white."""
    scale = PER_MODULE / module
    picture = Image.new("L", (round(symbol.width * scale), round(symbol.height * scale)), 255)
    pen = ImageDraw.Draw(picture)
    for bar in symbol.bars:
        pen.rectangle(
            (round(bar.x * scale), round(bar.y * scale), round(bar.right * scale) - 1, round(bar.bottom * scale) - 1), 0
        )
    return picture


def read(picture: Image.Image) -> set[str]:
    """What a barcode reader sees, with and without add-ons."""
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormat.EAN13, ean_add_on_symbol=zxingcpp.EanAddOnSymbol.Read
    )
    return {one.text for one in found}


isbns = st.tuples(st.sampled_from(["978", "979"]), st.text("0123456789", min_size=9, max_size=9)).map("".join)


@examples(60)
@given(isbns, st.text("0123456789", min_size=5, max_size=5), st.floats(0.8, 2.0))
def test_any_isbn_and_price_are_read_back(twelve: str, add_on: str, size: float) -> None:
    digits = twelve + check_digit(twelve)
    assert digits + add_on in read(drawn(symbol_of(digits, add_on, size), MODULE * size))
    assert read(drawn(symbol_of(digits, "", size), MODULE * size)) == {digits}


def test_the_reader_is_no_yes_man(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parities, a set or the check of the add-on spoilt: nothing is read, or something else."""
    good = symbol_of("9780306406157", "51495", 1.0)
    assert "978030640615751495" in read(drawn(good, MODULE))
    for name, value in (("_PARITIES", ("AAAAAA",) * 10), ("_ADD_ON_PARITIES", ("ABBAA",) * 10), ("_CENTRE", "01110")):
        with monkeypatch.context() as spoilt:
            spoilt.setattr(barcode, name, value)
            assert "978030640615751495" not in read(drawn(symbol_of("9780306406157", "51495", 1.0), MODULE))


def test_sizes_are_gs1s() -> None:
    full = symbol_of("9780306406157", "", 1.0)
    assert full.width / MM == pytest.approx(37.29, abs=0.01)
    assert full.bars[2].height / MM == pytest.approx(22.85)
    assert full.bars[0].height / MM == pytest.approx(22.85 + 5 * 0.33), "the guards"
    small = symbol_of("9780306406157", "51495", 0.8)
    assert min(bar.width for bar in small.bars) / MM == pytest.approx(0.264)
    add_on = [bar for bar in small.bars if bar.y > 0]
    assert add_on[0].height / MM == pytest.approx(21.9 * 0.8)
    assert add_on[0].bottom == pytest.approx(small.bars[0].bottom)


def test_quiet_zones_are_white() -> None:
    """11 modules before, 7 to 12 between, 5 after the add-on; 7 after a symbol without one."""
    with_add_on, alone = symbol_of("9780306406157", "51495", 0.8), symbol_of("9780306406157", "", 0.8)
    module = MODULE * 0.8
    assert with_add_on.bars[0].x == pytest.approx(11 * module)
    gaps = [two.x - one.right for one, two in pairwise(with_add_on.bars)]
    assert 7 * module <= max(gaps) <= 12 * module
    assert with_add_on.width - with_add_on.bars[-1].right == pytest.approx(5 * module)
    assert alone.width - alone.bars[-1].right == pytest.approx(7 * module)


def boxed(press: str, price: str = "", size: float = 0.8) -> tuple[list[Field], list[InkedLine], Zone, Zone | None]:
    """A cover's barcode: its fields, its lines, its box, and the press's."""
    copy = CoverCopy(price=read_price(price) if price else Price(), barcode=size)
    studio = a_studio(copy=copy, press=press)
    things, box = isbn_box(studio)
    assert box
    fields = [one for one in things if isinstance(one, Field)]
    return fields, [one for one in things if isinstance(one, InkedLine)], box, press_box(studio.press, studio.wrap)


@pytest.mark.parametrize("press", ["kdp-paperback", "ingramspark", "lulu", "offset", "kdp-hardcover"])
@pytest.mark.parametrize("price", ["", "$14.95"])
def test_at_80_per_cent_it_fits_every_presss_box(press: str, price: str) -> None:
    (white, *bars), lines, box, of_press = boxed(press, price)
    if of_press:
        assert box.width <= of_press.width + 1e-6 and box.height <= of_press.height + 1e-6
        assert press == "ingramspark" or holds(of_press, box), "which lets it stand anywhere"
    assert white == Field(box.x, box.y, box.width, box.height, WHITE)
    module = MODULE * 0.8
    quiet = (11 * module, (5 if price else 7) * module)
    assert min(bar.x for bar in bars) - box.x >= quiet[0] - 1e-6
    assert box.right - max(bar.x + bar.width for bar in bars) >= quiet[1] - 1e-6
    assert {bar.ink for bar in bars} | {line.ink for line in lines} == {BLACK}
    assert all(box.y < line.y < box.bottom for line in lines)


def test_the_words_over_the_bars_are_the_isbn_of_thirteen_digits() -> None:
    studio = a_studio(a_book(isbn="0-306-40615-2"))
    things, _ = isbn_box(studio)
    texts = [one.line.text for one in things if isinstance(one, InkedLine)]
    assert texts == ["ISBN 978-0-306-40615-7", *"9780306406157"]


def test_too_large_for_the_press() -> None:
    with pytest.raises(BookError, match="J030"):
        boxed("kdp-paperback", "$14.95", 1.2)
    assert boxed("lulu", "$14.95", 1.2), "which names no box"


def test_without_an_isbn_the_presss_place_is_left_free() -> None:
    studio = a_studio(a_book(isbn=""))
    assert isbn_box(studio) == ([], press_box(studio.press, studio.wrap))
    assert [one.code for one in studio.findings] == ["J031"]
    assert isbn_box(a_studio(a_book(isbn=""), press="lulu")) == ([], None)
