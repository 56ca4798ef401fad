"""How much ink colours and pictures ask for, to the per cent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import printfiles as pf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from bookbuild.preflight.functions import Outputs
from bookbuild.preflight.ink import Paints, ink_of
from bookbuild.preflight.pictures import picture_of
from bookbuild.preflight.pixels import jpeg_head, most_ink
from bookbuild.preflight.spaces import CMYK, GRAY, RGB, Space, Spaces

SPOT = Space("Separation", 1, CMYK, ("Gold",))
TWO = Space("DeviceN", 2, CMYK, ("Black", "Gold"))


@pytest.mark.parametrize(
    ("space", "values", "ink"),
    [
        (GRAY, (0.0,), 100), (GRAY, (0.4,), 60), (GRAY, (1.0,), 0), (CMYK, (0.1, 0.2, 0.3, 0.4), 100), (CMYK, (1, 1, 1, 1), 400),
        (CMYK, (2, -1, 0, 0), 100), (SPOT, (0.5,), 50), (TWO, (1, 0.5), 150), (Space("Separation", 1, CMYK, ("All",)), (0.5,), 200),
        (Space("Separation", 1, CMYK, ("None",)), (1.0,), 0), (Space("ICCBased", 1), (0.25,), 75), (Space("ICCBased", 4), (1, 0, 0, 1), 200),
        (RGB, (0, 0, 0), None), (Space("ICCBased", 3), (0, 0, 0), None), (Space("Lab", 3), (0, 0, 0), None), (CMYK, (1, 1), None),
        (Space("Indexed", 1, CMYK, palette=bytes((0, 0, 0, 255, 255, 255, 0, 0))), (1.0,), 200),
    ],
)  # fmt: skip
def test_ink_of_colours(space: Space, values: Sequence[float], ink: float | None) -> None:
    assert ink_of(space, values) == (pytest.approx(ink) if ink is not None else None)


def picture(space: Any, data: bytes, **more: Any) -> float | None:
    """The most ink of a picture of 3 x 2 dots."""
    pdf = Pdf.new()
    said = pf.picture(pdf, space, data, dots=3, **more)
    said.Height = 2
    return most_ink(picture_of(said, Spaces(), None))


def test_the_dot_with_the_most_ink_counts() -> None:
    dots = bytearray(24)
    assert picture(Name.DeviceCMYK, bytes(dots)) == 0
    dots[20:24] = (51, 102, 0, 255)
    assert picture(Name.DeviceCMYK, bytes(dots)) == pytest.approx(160)
    assert picture(Name.DeviceCMYK, bytes(dots), Decode=[1, 0] * 4) == pytest.approx(400)
    assert picture(Name.DeviceCMYK, bytes(255 - one for one in dots), Decode=[1, 0] * 4) == pytest.approx(160)


def test_what_of_pictures_cant_be_told() -> None:
    assert picture(Name.DeviceRGB, bytes(18)) is None
    assert picture(Name.DeviceCMYK, bytes(24), Decode=[0, 0.5] * 4) is None
    assert picture(Name.DeviceCMYK, bytes(23)) is None, "a byte is missing"


def test_pictures_of_spot_colours_and_palettes() -> None:
    function = Dictionary(FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4)
    space = Array([Name.DeviceN, Array([Name.Black, Name.Gold]), Name.DeviceCMYK, function])
    assert picture(space, bytes((0, 0, 255, 51, 0, 0, 0, 0, 0, 0, 0, 0))) == pytest.approx(120)
    indexed = Array([Name.Indexed, Name.DeviceCMYK, 1, String(bytes((0, 0, 0, 255, 255, 255, 51, 0)))])
    assert picture(indexed, bytes(6)) == pytest.approx(220)
    assert picture(Name.DeviceGray, bytes(6)) == 100


@pytest.mark.parametrize("space", ["CMYK", "L", "RGB"])
def test_the_head_of_a_jpeg(space: str) -> None:
    colour = {"CMYK": (1, 2, 3, 4), "L": (9,), "RGB": (1, 2, 3)}[space]
    assert jpeg_head(pf.jpeg(space, colour, 37)) == (37, 37, len(colour))
    assert jpeg_head(b"no JPEG") is None
    assert jpeg_head(pf.jpeg(space, colour, 37)[:20]) is None


def test_a_jpegs_samples_are_taken_as_they_lie_there() -> None:
    pdf = Pdf.new()
    said = Dictionary(
        Subtype=Name.Image, Width=40, Height=40, BitsPerComponent=8, ColorSpace=Name.DeviceCMYK, Filter=Name.DCTDecode
    )
    data = pf.jpeg("CMYK", (204, 204, 255, 255), 40)  # Pillow writes them inverted: 51, 51, 0 and 0 of 255
    lying = picture_of(pdf.make_indirect(Stream(pdf, data, said)), Spaces(), None)
    assert most_ink(lying) == pytest.approx(40, abs=3)
    said.Decode = Array([1, 0] * 4)
    turned = picture_of(pdf.make_indirect(Stream(pdf, data, said)), Spaces(), None)
    assert most_ink(turned) == pytest.approx(360, abs=3)


def linear(first: list[float], last: list[float], **more: Any) -> Any:
    return Dictionary(FunctionType=2, Domain=[0, 1], C0=first, C1=last, N=1, **more)


@pytest.mark.parametrize(
    ("function", "outputs", "most"),
    [
        (linear([0, 0.2], [1, 0.1]), 2, [(0, 1), (0.1, 0.2)]),
        (Array([linear([0], [1]), linear([0.5], [0.5])]), 2, [(0, 1), (0.5, 0.5)]),
        (Dictionary(FunctionType=3, Domain=[0, 1], Functions=Array([linear([0], [0.3]), linear([0.2], [0.9])])), 1, [(0, 0.9)]),
        (Dictionary(FunctionType=4, Domain=[0, 1], Range=[0, 0.5, 0, 1]), 2, [(0, 0.5), (0, 1)]),
        (Dictionary(FunctionType=4, Domain=[0, 1], Range=[0, 1]), 1, None),
        (Dictionary(FunctionType=4, Domain=[0, 1]), 1, None),
        (linear([0], [1]), 4, None), (None, 1, None), (Dictionary(), 1, None),
    ],
)  # fmt: skip
def test_between_which_values_a_function_lies(function: Any, outputs: int, most: Any) -> None:
    found = Outputs().most_of(function, outputs)
    assert found == (None if most is None else [pytest.approx(pair) for pair in most])


def test_a_shading_asks_for_the_ink_of_its_ends() -> None:
    paints = Paints(Spaces())
    said = Dictionary(ShadingType=2, ColorSpace=Name.DeviceCMYK, Function=linear([0, 0, 0, 0.2], [0.5, 0.5, 0, 0.1]))
    assert paints.shading(said, None).ink == pytest.approx(120)
    gray = Dictionary(ShadingType=2, ColorSpace=Name.DeviceGray, Function=linear([0.3], [0.8]))
    assert paints.shading(gray, None).ink == pytest.approx(70)
