"""A picture's colours become ink: gray by its own profile, or CMYK by the press's; flat, upright, never resampled.

What a picture says of its colours (an embedded profile) is honoured by little-cms. Where it says nothing, RGB is sRGB,
gray is taken as it is, and CMYK becomes gray as the PDF Reference has it (1.7, 10.3.4). Grays in the file follow sRGB's
curve, so that a gray picture without a profile keeps its values.
"""

from __future__ import annotations

import struct
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.press.profile import Profile

_SPACES: Final = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "LAB"}
"""The colour space that a profile must have to speak of a picture of some mode."""
_SIXTEEN: Final = 65535
_LUMINANCE: Final = (0.3, 0.59, 0.11, 0.0)
"""How dark cyan, magenta and yellow ink look (PDF 1.7, 10.3.4)."""


def inked(path: Path, profile: Profile | None, findings: Findings, place: Place | None) -> Any:
    """A picture in ink (a Pillow image): mode `1` for line art, `L` for gray, `CMYK` where a profile for it is given.

    `place` is where the manuscript names it. Warns P036 of an embedded profile that can't be used. Raises BookError
    P035 when its samples are no colours.
    """
    from PIL import Image, ImageChops, ImageOps

    with Image.open(path) as opened:
        inverted = opened.format == "JPEG" and opened.mode == "CMYK" and "adobe" not in opened.info
        picture = ImageOps.exif_transpose(opened)
    if inverted:  # Pillow turns every CMYK JPEG round; only Adobe's are the wrong way round
        picture = ImageChops.invert(picture)
    if picture.mode == "1" and "transparency" not in picture.info:
        return picture
    flat = _flat(picture, path.name, place)
    told = _told(picture.info.get("icc_profile"), flat.mode, path.name, findings, place)
    if profile is not None and profile.space == "CMYK" and flat.mode != "L":
        return _separated(flat, told, profile)
    return _line_art(_gray(flat, told))


def _flat(picture: Any, name: str, place: Place | None) -> Any:
    """A picture in 8 bits without transparency, in mode L, RGB, CMYK or LAB; what was transparent is white."""
    from PIL import Image

    if picture.mode == "F" or picture.mode.startswith("I"):
        return _eight_bits(picture, name, place)
    if picture.mode in ("CMYK", "LAB"):
        return picture
    is_gray = picture.mode in ("1", "L", "LA")
    if picture.mode not in ("RGBA", "LA", "PA", "RGBa") and "transparency" not in picture.info:
        return picture.convert("L" if is_gray else "RGB")
    clear = picture.convert("RGBA")
    seen = clear.getchannel("R") if is_gray else clear.convert("RGB")
    return Image.composite(seen, Image.new(seen.mode, seen.size, "white"), clear.getchannel("A"))


def _eight_bits(picture: Any, name: str, place: Place | None) -> Any:
    """A gray picture of 16 bits a sample in 8; its transparent value, if it names one, white.

    Raises BookError P035 for samples that are no such numbers.
    """
    deep = None if picture.mode == "F" else picture.convert("I")
    if deep is None or deep.getextrema()[0] < 0 or deep.getextrema()[1] > _SIXTEEN:
        message = f"The samples of the picture {name!r} are fractions, or of more than 16 bits."
        raise error("P035", message, "Export it with 8 or 16 bits a channel.", place)
    table = [round(value * 255 / _SIXTEEN) for value in range(_SIXTEEN + 1)]
    clear = picture.info.get("transparency")
    if isinstance(clear, int) and 0 <= clear <= _SIXTEEN:
        table[clear] = 255
    return deep.point(table, "L")


def _told(data: Any, mode: str, name: str, findings: Findings, place: Place | None) -> Any:
    """The profile that a picture carries, opened; None when it has none that speaks of its mode."""
    from PIL import ImageCms

    if mode == "LAB":
        return ImageCms.createProfile("LAB")
    if not data:
        return None
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(data))
        space = opened.profile.xcolor_space.strip().upper()
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        space = ""
    if space == _SPACES[mode]:
        return opened
    if (space, mode) != ("RGB", "L"):  # cameras and programs leave it in grays that they made of colours
        findings.warn(
            "P036",
            f"The colour profile in the picture {name!r} is damaged or speaks of other colours; it is ignored.",
            "Export the picture again as sRGB or gray.",
            place,
        )
    return None


def _gray(flat: Any, told: Any) -> Any:
    """A flat picture in mode L. Full black ink is the press's black, though four inks were darker still: type and lines
    in a picture would be broken into dots otherwise."""
    from PIL import Image, ImageChops, ImageCms

    if flat.mode == "CMYK" and told is None:
        cyan, magenta, yellow, black = flat.split()
        coloured = Image.merge("RGB", (cyan, magenta, yellow)).convert("L", _LUMINANCE)
        return ImageChops.invert(ImageChops.add(coloured, black))
    if flat.mode == "L" and told is None:
        return flat
    source = told or ImageCms.createProfile("sRGB")
    target = ImageCms.ImageCmsProfile(BytesIO(gray_profile()))
    gray = _transformed(flat, source, target, "L")
    if flat.mode != "CMYK":
        return gray
    key = _transformed(Image.new("CMYK", (1, 1), (0, 0, 0, 255)), source, target, "L").getpixel((0, 0))
    return gray.point([max(0, round((value - key) * 255 / (255 - key))) for value in range(256)])


def _separated(flat: Any, told: Any, profile: Profile) -> Any:
    """A flat picture in the press's inks."""
    from PIL import ImageCms

    if flat.mode == "CMYK" and told is None:
        return flat
    source = told or ImageCms.createProfile("sRGB")
    return _transformed(flat, source, ImageCms.ImageCmsProfile(BytesIO(profile.data)), "CMYK")


def _transformed(flat: Any, source: Any, target: Any, mode: str) -> Any:
    """A picture's values by little-cms: black stays black, white stays paper."""
    from PIL import ImageCms

    transform = ImageCms.buildTransform(
        source,
        target,
        flat.mode,
        mode,
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.HIGHRESPRECALC,
    )
    return ImageCms.applyTransform(flat, transform)


def _line_art(gray: Any) -> Any:
    """The same picture, in one bit where it has nothing but black and white."""
    from PIL import Image

    return gray if any(gray.histogram()[1:255]) else gray.convert("1", dither=Image.Dither.NONE)


@cache
def gray_profile() -> bytes:
    """A gray profile with sRGB's curve (IEC 61966-2-1), made here: Pillow brings none. ICC.1:2001, 6.3.4.1."""
    white = struct.pack(">4s4x3i", b"XYZ ", 0xF6D6, 0x10000, 0xD32D)
    values = (round(_SIXTEEN * _linear(step / 1023)) for step in range(1024))
    curve = struct.pack(">4s4xI1024H", b"curv", 1024, *values)
    words = b"Gray with sRGB's curve"
    described = struct.pack(">4s4xI", b"desc", len(words) + 1) + words + bytes(1 + 4 + 4 + 2 + 1 + 67)
    said = b"text" + bytes(4) + b"No copyright\0"
    tags = {b"desc": described, b"cprt": said, b"wtpt": white, b"kTRC": curve}
    head, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        head += struct.pack(">4sII", tag, start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = 128 + len(head) + len(body)
    header = struct.pack(">I4sI4s4s4s12s4s", size, b"none", 0x02400000, b"mntr", b"GRAY", b"XYZ ", bytes(12), b"acsp")
    illuminant = bytes(28) + struct.pack(">3i", 0xF6D6, 0x10000, 0xD32D)
    return (header + illuminant).ljust(128, b"\0") + head + body


def _linear(value: float) -> float:
    """The light of an sRGB value, both from 0 to 1."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
