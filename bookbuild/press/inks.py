"""A picture's colours become ink: gray by its own profile, or CMYK by the press's; flat, upright, never resampled.

What a picture says of its colours (an embedded profile) is honoured by little-cms. Where it says nothing, RGB is sRGB,
gray is taken as it is, and CMYK becomes gray as the PDF Reference has it (1.7, 10.3.4). Grays in the file follow sRGB's
curve, so that a gray picture without a profile keeps its values.
"""

from __future__ import annotations

import struct
import warnings
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from bookbuild.diagnostics import Findings, Place, error
from bookbuild.manuscript.pictures import KINDS
from bookbuild.press.profile import Profile

_SPACES: Final = {"L": "GRAY", "RGB": "RGB", "CMYK": "CMYK", "LAB": "LAB"}
"""The colour space that a profile must have to speak of a picture of some mode."""
_SIXTEEN: Final = 65535
_LUMINANCE: Final = (0.3, 0.59, 0.11, 0.0)
"""How dark cyan, magenta and yellow ink look (PDF 1.7, 10.3.4)."""


def inked(path: Path, profile: Profile | None, findings: Findings, place: Place | None) -> Any:
    """A picture in ink (a Pillow image): mode `1` for line art, `L` for gray, `CMYK` for colours where a
    press's profile is given, which is one of CMYK.

    `place` is where the manuscript names it. Warns P036 of an embedded profile that can't be used. Raises BookError:
    M022 it can't be read, P035 its samples are no colours.
    """
    picture = _upright(path, place)
    if picture.mode == "1" and "transparency" not in picture.info:
        return picture
    flat = _flat(picture, path.name, place)
    told = _told(picture.info.get("icc_profile"), flat.mode, path.name, findings, place)
    if profile is not None and not _is_neutral(flat):
        return _separated(flat, told, profile)
    return _line_art(_gray(flat, told))


def _upright(path: Path, place: Place | None) -> Any:
    """A picture as it is to be seen, turned as its camera says."""
    from PIL import Image, ImageChops, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=KINDS) as opened:
                inverted = opened.format == "JPEG" and opened.mode == "CMYK" and "adobe" not in opened.info
                picture = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as broken:
        message = f"The picture {path.name!r} can't be read: {broken}."
        raise error("M022", message, "Export it again as PNG or JPEG.", place) from None
    return ImageChops.invert(picture) if inverted else picture  # Pillow takes every CMYK JPEG for one of Adobe's


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
        if space == _SPACES[mode]:
            _transform(opened, mode, ImageCms.ImageCmsProfile(BytesIO(gray_profile())), "L")
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
        cyan, magenta, yellow, key = flat.split()
        coloured = Image.merge("RGB", (cyan, magenta, yellow)).convert("L", _LUMINANCE)
        return ImageChops.invert(ImageChops.add(coloured, key))
    if flat.mode == "L" and told is None:
        return flat
    transform = _transform(told, flat.mode, ImageCms.ImageCmsProfile(BytesIO(gray_profile())), "L")
    gray: Any = ImageCms.applyTransform(flat, transform)
    if flat.mode != "CMYK":
        return gray
    black: Any = ImageCms.applyTransform(Image.new("CMYK", (1, 1), (0, 0, 0, 255)), transform)
    key = black.getpixel((0, 0))
    return gray.point([max(0, round((value - key) * 255 / max(255 - key, 1))) for value in range(256)])


def _is_neutral(flat: Any) -> bool:
    """Whether a picture has no colour in it, as a scanned drawing saved in RGB."""
    from PIL import ImageChops

    if flat.mode != "RGB":
        return bool(flat.mode == "L")
    red, green, blue = flat.split()
    return ImageChops.difference(red, green).getbbox() is None and ImageChops.difference(green, blue).getbbox() is None


def _separated(flat: Any, told: Any, profile: Profile) -> Any:
    """A flat picture in the press's inks."""
    from PIL import ImageCms

    if flat.mode == "CMYK" and told is None:
        return flat
    target = ImageCms.ImageCmsProfile(BytesIO(profile.data))
    return ImageCms.applyTransform(flat, _transform(told, flat.mode, target, "CMYK"))


def _transform(told: Any, mode: str, target: Any, inks: str) -> Any:
    """little-cms's way from a picture's colours to inks: white stays paper, the darkest becomes the darkest there is."""
    from PIL import ImageCms

    source = told or ImageCms.createProfile("sRGB")
    intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(source, target, mode, inks, intent, flags)


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
