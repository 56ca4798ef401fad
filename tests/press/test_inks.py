"""Pictures become ink: every mode and depth, profiles honoured, the dots counted at the printed size."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
from conftest import a_book, chapters, paragraphs, printed
from icc import beside_its_licence, cmyk, gray
from PIL import Image, ImageChops, ImageCms

from bookbuild.diagnostics import BookError, Findings, Place
from bookbuild.making import build
from bookbuild.manuscript.blocks import Attributes, Book, Chapter, Illustration, Picture, plain
from bookbuild.manuscript.pictures import inspect_picture
from bookbuild.press.inks import inked
from bookbuild.press.pictures import GrayCurve, PictureRules
from bookbuild.press.pressfile import PressFile
from bookbuild.press.profile import Profile

RED: Final = (200, 30, 30)


def saved(path: Path, picture: Any, **options: Any) -> Path:
    picture.save(path, **options)
    return path


def ink(path: Path, profile: Profile | None = None) -> Any:
    """A picture's ink, with nothing to be said against it."""
    findings = Findings()
    made = inked(path, profile, findings, None)
    assert not list(findings)
    return made


def value(path: Path) -> int:
    """The gray of a picture's first dot, from 0 black."""
    return int(ink(path).getpixel((0, 0)))


def one_dot(mode: str, colour: Any) -> Any:
    return Image.new(mode, (4, 4), colour)


def test_neutral_colours_keep_their_values(tmp_path: Path) -> None:
    ramp = Image.new("RGB", (256, 1))
    for at in range(256):
        ramp.putpixel((at, 0), (at, at, at))
    made = ink(saved(tmp_path / "ramp.png", ramp))
    assert [made.getpixel((at, 0)) for at in range(256)] == list(range(256))
    assert ink(saved(tmp_path / "gray.png", made)).tobytes() == made.tobytes()


def test_colours_become_the_gray_that_looks_as_light(tmp_path: Path) -> None:
    """sRGB (IEC 61966-2-1) by its curve, and its primaries' luminances under the white of profiles (D50)."""
    for colour in (RED, (30, 200, 30), (30, 30, 200), (250, 240, 10)):
        linear = [(one / 255 + 0.055) ** 2.4 / 1.055**2.4 for one in colour]
        light = 0.2225 * linear[0] + 0.7169 * linear[1] + 0.0606 * linear[2]
        due = 255 * (1.055 * light ** (1 / 2.4) - 0.055)
        assert value(saved(tmp_path / "one.png", one_dot("RGB", colour))) == pytest.approx(due, abs=2)


KINDS: Final[dict[str, tuple[str, Callable[[Path], object], int]]] = {
    "1-bit": ("one.png", lambda path: one_dot("1", 0).save(path), 0),
    "1-bit TIFF": ("one.tif", lambda path: one_dot("1", 1).save(path, compression="group4"), 1),
    "palette": ("one.png", lambda path: one_dot("RGB", RED).quantize(4).save(path), 104),
    "palette with a clear colour": ("one.gif", lambda path: one_dot("P", 3).save(path, transparency=3), 1),
    "RGB": ("one.bmp", lambda path: one_dot("RGB", (90, 90, 90)).save(path), 90),
    "half clear": ("one.png", lambda path: one_dot("RGBA", (0, 0, 0, 128)).save(path), 127),
    "wholly clear black": ("one.png", lambda path: one_dot("RGBA", (0, 0, 0, 0)).save(path), 1),
    "gray with alpha": ("one.png", lambda path: one_dot("LA", (90, 128)).save(path), 172),
    "gray with a clear value": ("one.png", lambda path: one_dot("L", 90).save(path, transparency=90), 1),
    "RGB with a clear colour": ("one.png", lambda path: one_dot("RGB", RED).save(path, transparency=RED), 1),
    "16 bits": ("one.png", lambda path: one_dot("I;16", 30000).save(path), 117),
    "16 bits, a clear value": ("one.png", lambda path: with_clear_value(path, 30000), 1),
    "16 bits TIFF": ("one.tif", lambda path: one_dot("I;16", 65535).save(path), 1),
    "webp": ("one.webp", lambda path: one_dot("RGBA", (90, 90, 90, 255)).save(path, lossless=True), 90),
    "JPEG 2000": ("one.jp2", lambda path: one_dot("RGB", (90, 90, 90)).save(path), 90),
    "Lab": ("one.tif", lambda path: one_dot("LAB", (137, 0, 0)).save(path), 128),
    "YCbCr": ("one.jpg", lambda path: one_dot("RGB", (90, 90, 90)).save(path, quality=100), 90),
}
"""A picture of each kind, and its gray; 0 and 1 where it comes out in one bit."""


def with_clear_value(path: Path, clear: int) -> None:
    """A PNG of 16 bits a dot that names a transparent value, which Pillow does not write."""
    import struct
    import zlib

    one_dot("I;16", clear).save(path)
    data = path.read_bytes()
    chunk = b"tRNS" + struct.pack(">H", clear)
    at = data.index(b"IDAT") - 4
    path.write_bytes(data[:at] + struct.pack(">I", 2) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[at:])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_picture_comes_out_flat_and_gray(kind: str, tmp_path: Path) -> None:
    name, save, due = KINDS[kind]
    save(tmp_path / name)
    assert isinstance(inspect_picture(name, tmp_path, None), Illustration), "the manuscript takes it"
    made = ink(tmp_path / name)
    assert made.mode == ("1" if due in (0, 1) else "L")
    assert made.size == (4, 4)
    assert made.getpixel((0, 0)) == pytest.approx(due * 255 if due == 1 else due, abs=2)


# CMYK


def without_adobe(path: Path) -> Path:
    """The same JPEG without Adobe's marker, by which its inks are not inverted: it says the opposite."""
    data = path.read_bytes()
    at = data.index(b"\xff\xee")
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    path.write_bytes(data[:at] + data[at + 2 + length :])
    return path


def test_a_cmyk_jpeg_is_read_by_its_marker(tmp_path: Path) -> None:
    dark = one_dot("CMYK", (0, 0, 0, 230))
    adobe = saved(tmp_path / "adobe.jpg", dark, quality=100)
    assert b"Adobe" in adobe.read_bytes()
    assert value(adobe) == pytest.approx(25, abs=2)
    plainly = without_adobe(saved(tmp_path / "plain.jpg", ImageChops.invert(dark), quality=100))
    assert value(plainly) == pytest.approx(25, abs=2)


def test_untagged_inks_darken_as_the_pdf_reference_says(tmp_path: Path) -> None:
    inks = {
        (255, 0, 0, 0): 0.7,
        (0, 255, 0, 0): 0.41,
        (0, 0, 255, 0): 0.89,
        (255, 255, 255, 255): 0,
        (0, 0, 0, 51): 0.8,
    }
    for colour, due in inks.items():
        made = ink(saved(tmp_path / "one.tif", one_dot("CMYK", colour))).convert("L")
        assert made.getpixel((0, 0)) == pytest.approx(255 * due, abs=1)


def test_a_tagged_cmyk_picture_goes_by_its_profile_and_its_black_stays_black(tmp_path: Path) -> None:
    tagged = saved(tmp_path / "tagged.tif", one_dot("CMYK", (255, 0, 0, 0)), icc_profile=cmyk())
    bare = saved(tmp_path / "bare.tif", one_dot("CMYK", (255, 0, 0, 0)))
    assert value(tagged) != pytest.approx(value(bare), abs=10)
    black = saved(tmp_path / "black.tif", one_dot("CMYK", (0, 0, 0, 255)), icc_profile=cmyk())
    assert (ink(black).mode, value(black)) == ("1", 0)
    paper = saved(tmp_path / "paper.tif", one_dot("CMYK", (0, 0, 0, 0)), icc_profile=cmyk())
    assert (ink(paper).mode, value(paper)) == ("1", 255)


# Profiles in pictures


def test_an_embedded_profile_is_honoured(tmp_path: Path) -> None:
    """A gray of gamma 1 is light itself: its middle looks much lighter than sRGB's."""
    tagged = saved(tmp_path / "linear.png", one_dot("L", 128), icc_profile=gray(1.0, b"mntr"))
    assert value(tagged) == pytest.approx(188, abs=2)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert value(saved(tmp_path / "s.png", one_dot("RGB", RED), icc_profile=srgb)) == value(
        saved(tmp_path / "bare.png", one_dot("RGB", RED))
    )
    assert value(saved(tmp_path / "camera.png", one_dot("L", 128), icc_profile=srgb)) == 128


@pytest.mark.parametrize("profile", [b"no profile", cmyk(), cmyk()[:300]], ids=["junk", "of other colours", "cut"])
def test_a_profile_that_can_not_be_used_is_ignored_aloud(profile: bytes, tmp_path: Path) -> None:
    findings = Findings()
    path = saved(tmp_path / "one.png", one_dot("RGB", (90, 90, 90)), icc_profile=profile)
    assert inked(path, None, findings, Place("01.md", 3)).getpixel((0, 0)) == 90
    (one,) = findings
    assert (one.code, one.place) == ("P036", Place("01.md", 3))


@pytest.mark.parametrize("mode", ["F", "I"])
def test_samples_that_are_no_colours(mode: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "one.tif", one_dot(mode, 100000))
    with pytest.raises(BookError) as caught:
        inked(path, None, Findings(), Place("01.md", 3))
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.place) == ("P035", Place("01.md", 3))


def test_a_camera_held_sideways(tmp_path: Path) -> None:
    picture = Image.new("L", (4, 2), 90)
    exif = Image.Exif()
    exif[0x0112] = 6
    assert ink(saved(tmp_path / "one.jpg", picture, exif=exif)).size == (2, 4)


# Colour


PRESS: Final = Profile("press.icc", "Made by hand", "CMYK", 2, cmyk())


def test_colours_become_the_press_s_inks(tmp_path: Path) -> None:
    made = ink(saved(tmp_path / "red.png", one_dot("RGB", RED)), PRESS)
    assert made.mode == "CMYK"
    cyan, magenta, yellow, _ = made.getpixel((0, 0))
    assert cyan < magenta and cyan < yellow
    pale = saved(tmp_path / "pale.png", one_dot("RGB", (255, 255, 254)))
    assert ink(pale, PRESS).getpixel((0, 0)) == pytest.approx((0, 0, 0, 0), abs=2)
    assert ink(saved(tmp_path / "scan.png", one_dot("RGB", (90, 90, 90))), PRESS).mode == "L"
    assert ink(saved(tmp_path / "line.png", one_dot("RGB", "black")), PRESS).mode == "1"
    assert ink(saved(tmp_path / "gray.png", one_dot("L", 90)), PRESS).mode == "L"
    untagged = saved(tmp_path / "inks.tif", one_dot("CMYK", (10, 20, 30, 40)))
    assert ink(untagged, PRESS).getpixel((0, 0)) == (10, 20, 30, 40)


def test_a_book_in_colour_and_the_same_in_black(tmp_path: Path) -> None:
    saved(tmp_path / "red.png", Image.new("RGB", (60, 40), RED))
    book = a_book(*paragraphs("Before."), Picture(str(tmp_path / "red.png"), 60, 40))
    book = replace(book, profile=str(beside_its_licence(tmp_path / "press.icc", cmyk())))
    for colour, space in ((False, "/DeviceGray"), (True, "/DeviceCMYK")):
        (image,) = stored_in(printed(replace(book, colour=colour), tmp_path))
        assert image.space == space
        assert not {"/Decode", "/SMask", "/Mask"} & image.keys


@dataclass(frozen=True)
class Stored:
    """A picture as it stands in a PDF."""

    space: str
    bits: int
    dots: bytes
    keys: frozenset[str]


def stored_in(pdf: bytes) -> list[Stored]:
    """Every picture of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [
            Stored(str(one.ColorSpace), int(one.BitsPerComponent), one.read_bytes(), frozenset(one.keys()))
            for one in document.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
        ]


# In the file


def test_line_art_stays_in_one_bit(tmp_path: Path) -> None:
    line = Image.new("1", (21, 13), 1)
    line.putpixel((3, 2), 0)
    for name in ("line.png", "line.bmp"):
        path = saved(tmp_path / name, line if name == "line.png" else line.convert("RGB"))
        (image,) = stored_in(printed(a_book(Picture(str(path), 21, 13)), tmp_path))
        assert (image.bits, image.space, image.dots) == (1, "/DeviceGray", line.tobytes())


def test_a_picture_is_never_given_other_dots(tmp_path: Path) -> None:
    path = saved(tmp_path / "one.png", Image.effect_noise((90, 60), 80))
    book = a_book(Picture(str(path), 90, 60, attributes=Attributes(values=(("width", "0.1in"),))))
    (image,) = stored_in(printed(book, tmp_path))
    assert image.dots == Image.open(path).tobytes()


def test_the_same_dots_are_stored_once(tmp_path: Path) -> None:
    files = [saved(tmp_path / f"{name}.png", Image.new("L", (60, 40), 90)) for name in ("one", "two")]
    book = a_book(*(Picture(str(file), 60, 40) for file in files))
    assert len(stored_in(printed(book, tmp_path))) == 1


# The gray curve


def test_the_curve_keeps_paper_and_bounds_the_tints() -> None:
    table = GrayCurve(0.03, 0.95).table()
    assert len(table) == 256
    assert table[255] == 255, "paper"
    assert table[0] == round(255 * 0.05), "no more ink than 95 %"
    assert table[254] == round(255 * 0.97), "no less than 3 %"
    assert table == sorted(table)
    assert GrayCurve(0.0, 1.0).table() == pytest.approx(list(range(256)), abs=1)


def test_the_curve_is_for_grays_alone(tmp_path: Path) -> None:
    file = PressFile(pictures=PictureRules(GrayCurve()))
    gray_file = saved(tmp_path / "gray.png", Image.effect_noise((60, 40), 80))
    (image,) = stored_in(printed(a_book(Picture(str(gray_file), 60, 40)), tmp_path, press_file=file))
    dots = set(image.dots)
    assert min(dots) >= 13 and max(dots - {255}) <= 247
    line = saved(tmp_path / "line.png", Image.new("1", (60, 40), 0))
    (image,) = stored_in(printed(a_book(Picture(str(line), 60, 40)), tmp_path, press_file=file))
    assert set(image.dots) == {0}


# Dots an inch


REFUSING: Final = PictureRules(dpi_refuse=200.0, line_dpi_refuse=200.0)
"""As a press has it; where there is none, a coarse picture is only warned of."""


def test_without_a_press_a_coarse_picture_is_only_warned_of(tmp_path: Path) -> None:
    file = saved(tmp_path / "coarse.png", Image.new("L", (60, 40), 0))
    made = build(
        a_book(Picture(str(file), 60, 40, attributes=Attributes(values=(("width", "3in"),)))), output=tmp_path / "b.pdf"
    )
    assert [one.code for one in made.warnings if one.code.startswith("P03")] == ["P033"]


def codes_of(book: Book, folder: Path, rules: PictureRules | None = None) -> list[tuple[str, Place | None]]:
    """What is said of a book's pictures."""
    try:
        report = build(
            book, output=folder / "dpi.pdf", press_file=PressFile(pictures=rules or REFUSING), word_check=False
        )
    except BookError as wrong:
        return [(one.code, one.place) for one in wrong.diagnostics]
    return [(one.code, one.place) for one in report.warnings if one.code.startswith("P")]


def at_width(path: Path, inches: float, line: int = 7) -> Picture:
    with Image.open(path) as picture:
        width, height = picture.size
    attributes = Attributes(values=(("width", f"{inches}in"),))
    return Picture(str(path), width, height, place=Place("01.md", line), attributes=attributes)


@pytest.mark.parametrize(("inches", "code"), [(1.0, ""), (1.01, "P033"), (1.49, "P033"), (1.52, "P034")])
def test_dots_are_counted_at_the_printed_size(inches: float, code: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "one.png", Image.effect_noise((300, 30), 80))
    said = codes_of(a_book(at_width(path, inches)), tmp_path)
    assert said == ([(code, Place("01.md", 7))] if code else [])


def test_line_art_wants_more(tmp_path: Path) -> None:
    path = saved(tmp_path / "line.png", Image.new("1", (600, 60), 0))
    assert codes_of(a_book(at_width(path, 1.0)), tmp_path) == []
    assert codes_of(a_book(at_width(path, 1.1)), tmp_path) == [("P033", Place("01.md", 7))]
    assert codes_of(a_book(at_width(path, 3.1)), tmp_path) == [("P034", Place("01.md", 7))]
    patient = PictureRules(line_dpi_warn=1, line_dpi_refuse=1)
    assert codes_of(a_book(at_width(path, 3.1)), tmp_path, patient) == []


def test_every_coarse_picture_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    path = saved(tmp_path / "one.png", Image.effect_noise((90, 30), 80))
    book = a_book(at_width(path, 2.0, 7), *paragraphs("Between."), at_width(path, 1.0, 11))
    assert codes_of(book, tmp_path) == [("P034", Place("01.md", 7)), ("P034", Place("01.md", 11))]
    assert not (tmp_path / "dpi.pdf").exists()


def test_a_publisher_s_mark_is_counted_too(tmp_path: Path) -> None:
    saved(tmp_path / "logo.png", Image.effect_noise((30, 30), 80))
    logo = inspect_picture("logo.png", tmp_path, Place("book.yaml", 4))
    book = replace(chapters(1), logo=logo)
    assert ("P034", Place("book.yaml", 4)) in codes_of(book, tmp_path)


def test_a_picture_without_a_width_is_set_fine_enough(tmp_path: Path) -> None:
    path = saved(tmp_path / "one.png", Image.effect_noise((301, 201), 80))
    book = Book("T", (Chapter((Picture(str(path), 301, 201),), plain("One")),))
    assert codes_of(book, tmp_path) == []
