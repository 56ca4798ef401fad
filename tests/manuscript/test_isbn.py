"""ISBNs, prices and colours: what is read, what is refused, what is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, Findings, Place
from bookbuild.making import build
from bookbuild.manuscript.blocks import Book, Chapter, Paragraph, plain
from bookbuild.manuscript.inks import BLACK, WHITE, Ink, read_ink
from bookbuild.manuscript.isbn import check_digit, ean13, isbns_in, printed_isbn
from bookbuild.manuscript.price import Price, read_price
from bookbuild.manuscript.read import read_book

PRINTED = {
    "9780306406157": "978-0-306-40615-7",
    "978-0-30640-615-7": "978-0-306-40615-7",  # hyphens in the wrong places
    "ISBN 978 3 16 148410 0": "978-3-16-148410-0",
    "ISBN-13: 979-10-323-0000-8": "979-10-323-0000-8",
    "0306406152": "0-306-40615-2",
    "0-8044-2957-x": "0-8044-2957-X",
    "978\u20110\u2011306\u201140615\u20117": "978-0-306-40615-7",  # no-break hyphens
    "": "",
}


@pytest.mark.parametrize(("typed", "printed"), PRINTED.items())
def test_an_isbn_is_printed_by_the_ranges(typed: str, printed: str) -> None:
    assert printed_isbn(typed) == printed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("978-0-306-40615-6", "would be 7"),
        ("978-0-306-46015-7", "two are exchanged"),
        ("0306406153", "would be 2"),
        ("080442957X1", "thirteen digits"),
        ("1", "thirteen digits"),
        ("977-0-306-40615-8", "978 or 979"),
        ("978-0-306-4061x-7", "thirteen digits"),
        ("979-0-2600-0043-8", "printed music"),
        ("ISMN 979-0-060-11561-5", "printed music"),
    ],
)
def test_a_wrong_isbn_is_refused(typed: str, said: str) -> None:
    with pytest.raises(BookError) as caught:
        printed_isbn(typed, Place("book.yaml", 3))
    (one,) = caught.value.diagnostics
    assert (one.code, one.place) == ("M060", Place("book.yaml", 3))
    assert said in f"{one.message} {one.hint}"


@given(st.text("0123456789", min_size=9, max_size=9), st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_seen(nine: str, at: int, more: int) -> None:
    digits = f"978{nine}" + check_digit(f"978{nine}")
    assert printed_isbn(digits).replace("-", "") == digits
    spoilt = digits[: at + 3] + str((int(digits[at + 3]) + more) % 10) + digits[at + 4 :]
    with pytest.raises(BookError):
        printed_isbn(spoilt)


def test_an_older_isbn_as_a_barcode() -> None:
    assert ean13("0-306-40615-2") == ean13("978-0-306-40615-7") == "9780306406157"
    assert ean13("0-8044-2957-X") == "9780804429573"


def test_isbns_are_found_in_a_text() -> None:
    text = "First, 2026.\nISBN 978-0-306-40615-7 (paperback)\nISBN-10: 0-306-40615-2\nOrders: 978 555 0100"
    assert list(isbns_in(text)) == ["978-0-306-40615-7", "0-306-40615-2"]


PLACES = {
    "isbn: 978-0-306-40615-6": 2,
    "isbn: {paper: 978-0-306-40615-7, cloth: 978-0-306-40615-6}": 2,
    "editions:\n  cloth: {isbn: 978-0-306-40615-6}": 3,
    "copyright_page: |\n  Printed here.\n  ISBN 978-0-306-40615-6": 2,
}


@pytest.mark.parametrize(("text", "line"), PLACES.items())
def test_wherever_an_isbn_stands_it_is_checked(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "book.yaml").write_text(f"title: T\n{text}\n", "utf-8")
    (tmp_path / "01.md").write_text("# One\n\nA.\n", "utf-8")
    with pytest.raises(BookError) as caught:
        read_book(tmp_path, Findings())
    (one,) = caught.value.diagnostics
    assert one.code == "M060" and one.place and one.place.line == line


def test_a_book_made_in_code_is_checked_too(tmp_path: Path) -> None:
    chapter = Chapter((Paragraph(plain("Words.")),))
    with pytest.raises(BookError, match="M060"):
        build(Book("T", (chapter,), isbn="978-0-306-40615-6"), output=tmp_path / "t.pdf")
    assert not list(tmp_path.iterdir())


PRICES = {
    "$14.95": Price("$14.95", "51495"),
    "US $7": Price("US $7", "50700"),
    "CAD 18.95": Price("CAD 18.95", "61895"),
    "£9.99": Price("£9.99", "00999"),
    "NZ$ 30": Price("NZ$ 30", "43000"),
    "24.50 AUD": Price("24.50 AUD", "32450"),
    "$140.00": Price("$140.00", "59999"),
    "€ 12,90": Price("€ 12,90", ""),
    "$9 US / $12 CAN": Price("$9 US / $12 CAN", ""),
    "90000": Price("", "90000"),
}


@pytest.mark.parametrize(("typed", "price"), PRICES.items())
def test_prices(typed: str, price: Price) -> None:
    assert read_price(typed) == price


INKS = {
    "black": BLACK,
    "White": WHITE,
    "gray 30%": Ink(black=0.3),
    "30 %": Ink(black=0.3),
    "0/95/80/10": Ink(0, 0.95, 0.8, 0.1),
    "10 / 20 / 30 / 0": Ink(0.1, 0.2, 0.3, 0),
}


@pytest.mark.parametrize(("typed", "ink"), INKS.items())
def test_inks(typed: str, ink: Ink) -> None:
    assert read_ink(typed) == ink


@pytest.mark.parametrize("typed", ["#ff0000", "red", "0/0/0", "0/0/0/101", "gray 120%", "1/2/3/4/5", "", "nan/0/0/0"])
def test_colours_that_are_no_ink(typed: str) -> None:
    with pytest.raises(ValueError):
        read_ink(typed)


@pytest.mark.parametrize("typed", ["free", "", "$"])
def test_prices_that_are_none(typed: str) -> None:
    with pytest.raises(ValueError):
        read_price(typed)


def test_how_light_inks_are() -> None:
    assert (WHITE.lightness, BLACK.lightness) == (1, 0)
    assert Ink(yellow=1).lightness > Ink(cyan=1).lightness > Ink(magenta=1).lightness
    assert BLACK.is_gray and not Ink(yellow=0.1).is_gray
    assert Ink(0.6, 0.4, 0.4, 1).total == pytest.approx(240)
