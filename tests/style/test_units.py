"""Lengths as people write them."""

from __future__ import annotations

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.units import UNITS_PER_LINE, inches, page_size, points

LENGTHS = {
    "11pt": 11.0,
    "5.5in": 396.0,
    "1 in": 72.0,
    ".5in": 36.0,
    "5.in": 360.0,
    "25.4mm": 72.0,
    "2.54 cm": 72.0,
    "1pc": 12.0,
    "6″": 432.0,
    '6"': 432.0,
    "-3pt": -3.0,
    "+3PT": 3.0,
    "  14 mm ": 14 * 72 / 25.4,
}


@pytest.mark.parametrize(("text", "wanted"), LENGTHS.items())
def test_points(text: str, wanted: float) -> None:
    assert points(text) == pytest.approx(wanted)


@pytest.mark.parametrize(
    "text", ["", "11", "pt", "11 px", "1,5in", "1 1pt", "1e3pt", "nanpt", "infpt", "11pt x", "--1pt"]
)
def test_no_length(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length"):
        points(text)


SIZES = {
    "6x9": (432.0, 648.0),
    "5.5in x 8.5in": (396.0, 612.0),
    "5.5 x 8.5 in": (396.0, 612.0),
    "5.5in x 8.5": (396.0, 612.0),
    "148mm×210mm": (148 * 72 / 25.4, 210 * 72 / 25.4),
    "148 x 210 mm": (148 * 72 / 25.4, 210 * 72 / 25.4),
    "120mm x 7in": (120 * 72 / 25.4, 504.0),
    "400pt x 600pt": (400.0, 600.0),
    " 6 X 9 ": (432.0, 648.0),
}


@pytest.mark.parametrize(("text", "wanted"), SIZES.items())
def test_page_sizes(text: str, wanted: tuple[float, float]) -> None:
    assert page_size(text) == pytest.approx(wanted)


@pytest.mark.parametrize("text", ["", "6", "6x", "x9", "6 by 9", "6x9x2", "-6x9", "A5", "6in x 9ft"])
def test_no_page_size(text: str) -> None:
    with pytest.raises(ValueError, match="is not a page size"):
        page_size(text)


@examples(50)
@given(st.floats(0.01, 2000), st.sampled_from(["pt", "in", "mm", "cm", "pc"]))
def test_a_length_is_its_number_of_units(number: float, unit: str) -> None:
    assert points(f"{number:.6f}{unit}") == pytest.approx(float(f"{number:.6f}") * points(f"1{unit}"))


def test_what_people_read() -> None:
    assert [inches(length) for length in (396.0, 648.0, 148 * 72 / 25.4, 0.0)] == ["5.5", "9", "5.827", "0"]


def test_halves_thirds_and_quarters_of_a_line_are_whole() -> None:
    assert all(UNITS_PER_LINE % parts == 0 for parts in (1, 2, 3, 4, 6))
