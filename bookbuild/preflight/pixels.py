"""The most ink that any dot of a picture asks for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from bookbuild.preflight.ink import GRAYS, decode_of, palette_ink, plates_of
from bookbuild.preflight.pictures import Picture
from bookbuild.preflight.values import packed, unpacked

MOST_DOTS: Final = 32_000_000
"""A picture of more dots is not looked at: 8 x 10 inches have 28.8 million at 600 dots an inch."""
_STRIP: Final = 2_000_000
"""Dots that are added up at a time."""


def most_ink(picture: Picture) -> float | None:
    """In per cent, all plates together; None when that can't be told. Stencils have the colour they are printed in."""
    space = picture.space
    if space.kind == "Indexed":
        return palette_ink(space)
    if space.kind in GRAYS or space.colorants == ("Black",) or (space.kind == "ICCBased" and space.components == 1):
        return 100.0
    if space.kind != "DeviceCMYK" and not space.colorants and (space.kind, space.components) != ("ICCBased", 4):
        return None
    weights = [plates_of(ink) for ink in space.colorants] or [1, 1, 1, 1]
    decode = decode_of(picture.said, space.components)
    inverted = decode == (1.0, 0.0) * space.components
    if picture.bits != 8 or (decode and not inverted) or not 0 < picture.width * picture.height <= MOST_DOTS:
        return None
    planes = _planes(picture, space.components)
    if planes is None:
        return None
    return max((_most(strip, weights, inverted) for strip in planes), default=0.0)


def _planes(picture: Picture, components: int) -> Iterator[list[Any]] | None:
    """A picture's samples in strips, each a list of gray images, one for a component; None when it can't be unpacked."""
    from PIL import Image

    filters = picture.filters
    if filters == ("DCTDecode",):
        return _jpeg_planes(picture, components)
    if "DCTDecode" in filters or "JPXDecode" in filters:
        return None
    data = unpacked(picture.said)
    wanted = picture.width * picture.height * components
    if data is None or len(data) < wanted:
        return None
    rows = max(_STRIP // picture.width, 1)

    def strips(data: bytes) -> Iterator[list[Any]]:
        for top in range(0, picture.height, rows):
            size = (picture.width, min(rows, picture.height - top))
            part = data[top * picture.width * components : (top + size[1]) * picture.width * components]
            yield [Image.frombytes("L", size, part[plane::components]) for plane in range(components)]

    return strips(data)


def jpeg_head(data: bytes) -> tuple[int, int, int] | None:
    """Width, height and components that a JPEG's own frame header names; None when there is none."""
    at = 2 if data[:2] == b"\xff\xd8" else len(data)
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xFF:
            at += 1
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at + 5 + 2 * one : at + 7 + 2 * one], "big") for one in (0, 1))
            return width, height, data[at + 9]
        else:
            at += 2 + length
    return None


def _jpeg_planes(picture: Picture, components: int) -> Iterator[list[Any]] | None:
    from PIL import Image, ImageChops

    try:
        opened = Image.open(BytesIO(packed(picture.said)), formats=("JPEG",))
        if opened.width * opened.height > MOST_DOTS or len(opened.getbands()) != components:
            return None
        opened.load()
    except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError):
        return None
    planes = opened.split()
    if opened.mode == "CMYK":  # Pillow turns the samples of every JPEG in CMYK round
        planes = tuple(map(ImageChops.invert, planes))
    rows = max(_STRIP // opened.width, 1)
    return (
        [plane.crop((0, top, opened.width, min(top + rows, opened.height))) for plane in planes]
        for top in range(0, opened.height, rows)
    )


def _most(planes: list[Any], weights: list[int], inverted: bool) -> float:
    """The largest sum over some planes, in per cent."""
    from PIL import ImageChops, ImageMath

    total: Any = None
    for plane, weight in zip(planes, weights, strict=True):
        if weight:
            own = ImageChops.invert(plane) if inverted else plane
            total = _sum(ImageMath, total, own, weight)
    return 0.0 if total is None else total.getextrema()[1] * 100 / 255


def _sum(maths: Any, total: Any, plane: Any, weight: int) -> Any:
    if total is None:
        return maths.lambda_eval(lambda given: given["plane"] * weight, plane=plane.convert("I"))
    return maths.lambda_eval(
        lambda given: given["total"] + given["plane"] * weight, total=total, plane=plane.convert("I")
    )
