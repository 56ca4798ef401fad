"""What can be spoilt in a file, each fault with the rule that must see it. A new case is one more function here."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import pikepdf
import printfiles as pf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

Spoil = Callable[[Pdf], Any]


@dataclass(frozen=True)
class Spoilt:
    """A fault: what it does to the file, the rule that must speak, on which page (None is any), how gravely, which
    rules besides."""

    spoil: Spoil
    code: str
    press: str | None
    page: int | None
    severity: str
    also: frozenset[str]

    @property
    def name(self) -> str:
        return f"{self.code}-{self.spoil.__name__}"


SPOILT: Final[list[Spoilt]] = []


def breaks(
    code: str, *also: str, press: str | None = "generic-pod", page: int | None = None, severity: str = "error"
) -> Callable[[Spoil], Spoil]:
    """Register a fault. `also` are the other rules that it breaks; K081 stands for the file's own label."""

    def register(spoil: Spoil) -> Spoil:
        SPOILT.append(Spoilt(spoil, code, press, page, severity, frozenset(also)))
        return spoil

    return register


def page(pdf: Pdf, number: int) -> Any:
    return pdf.pages[number - 1].obj


# Boxes


@breaks("K001", "K081", page=5)
def no_trim_box(pdf: Pdf) -> None:
    del page(pdf, 5).TrimBox


@breaks("K001", "K081", page=5)
def trim_box_and_art_box(pdf: Pdf) -> None:
    page(pdf, 5).ArtBox = Array([10, 10, 400, 600])


@breaks("K001", "K004", "K081", page=5)
def trim_box_out_of_bleed_box(pdf: Pdf) -> None:
    page(pdf, 5).BleedBox = Array([9, 9, 423, 639])


@breaks("K001", "K081", "K002", "K052", "K004", press=None, page=5)
def trim_box_out_of_media_box(pdf: Pdf) -> None:
    page(pdf, 5).TrimBox = Array([0, 0, 500, 648])


@breaks("K001", page=5)
def crop_box_cuts_into_trim_box(pdf: Pdf) -> None:
    page(pdf, 5).CropBox = Array([20, 0, 432, 648])
    page(pdf, 5).BleedBox = page(pdf, 5).MediaBox


@breaks("K001", press=None, page=5)
def media_box_is_nothing(pdf: Pdf) -> None:
    page(pdf, 5).MediaBox = Array([0, 0, 0, 0])


@breaks("K002", "K052", "K004", page=7)
def one_page_smaller(pdf: Pdf) -> None:
    page(pdf, 7).MediaBox = page(pdf, 7).TrimBox = Array([0, 0, 396, 612])


@breaks("K002", press=None, page=7, severity="warning")
def one_page_smaller_for_nobody(pdf: Pdf) -> None:
    page(pdf, 7).MediaBox = page(pdf, 7).TrimBox = Array([0, 0, 396, 612])


@breaks("K003", page=1)
def a_trim_nobody_prints(pdf: Pdf) -> None:
    for one in pdf.pages:
        one.obj.MediaBox = one.obj.TrimBox = Array([0, 0, 700, 648])


@breaks("K004", press="lulu", page=1)
def no_bleed_where_it_is_due(_pdf: Pdf) -> None:
    pass


def with_bleed(pdf: Pdf, by: float = 9, marks: float = 0, spine: float = 0) -> None:
    """Bleed at head, foot and outside of every page, and room for marks."""
    for number, one in enumerate(pdf.pages, 1):
        left, right = (spine, by) if number % 2 else (by, spine)
        bleed = (-left, -by, pf.WIDTH + right, pf.HEIGHT + by)
        one.obj.BleedBox = Array(list(bleed))
        one.obj.MediaBox = Array([bleed[0] - marks, bleed[1] - marks, bleed[2] + marks, bleed[3] + marks])


@breaks("K004", page=2)
def bleed_at_the_spine(pdf: Pdf) -> None:
    with_bleed(pdf, spine=9)


@breaks("K004")
def room_for_marks(pdf: Pdf) -> None:
    with_bleed(pdf, marks=20)


@breaks("K004")
def too_little_bleed(pdf: Pdf) -> None:
    with_bleed(pdf, 5)


@breaks("K005", page=2)
def a_turned_page(pdf: Pdf) -> None:
    page(pdf, 2).Rotate = 180


@breaks("K005", page=2)
def a_scaled_page(pdf: Pdf) -> None:
    page(pdf, 2).UserUnit = 2


@breaks("K006", page=5)
def ink_that_stops_at_the_trim(pdf: Pdf) -> None:
    with_bleed(pdf)
    pf.add(pdf, 5, b"0 g 400 300 32 100 re f")


@breaks("K006", page=5)
def a_picture_that_stops_in_the_bleed(pdf: Pdf) -> None:
    with_bleed(pdf)
    pf.add(pdf, 5, b"q 50 0 0 50 386 300 cm /Im1 Do Q")


# Fonts


@breaks("K010", page=1)
def a_font_not_embedded(pdf: Pdf) -> None:
    del pf.resources(pdf).Font.F1.FontDescriptor.FontFile2


@breaks("K010", page=1)
def an_unused_font_not_embedded(pdf: Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pf.resources(pdf).Font.F2 = pdf.make_indirect(font)


@breaks("K011", "K012", "K013")
def a_damaged_font_file(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.FontDescriptor.FontFile2 = Stream(pdf, b"\x00\x01\x00\x00 this is no font")


@breaks("K012", "K081", page=6)
def a_letter_without_a_glyph(pdf: Pdf) -> None:
    pf.add(pdf, 6, b"BT /F1 11 Tf 90 460 Td (C) Tj ET")


@breaks("K013", "K081", page=1)
def widths_that_lie(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.Widths[33] = 640


@breaks("K014", page=1)
def a_font_that_forbids_embedding(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.FontDescriptor.FontFile2 = Stream(pdf, pf.a_font(rights=2))


@breaks("K014", page=1)
def a_subset_of_a_font_that_forbids_subsets(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.FontDescriptor.FontFile2 = Stream(pdf, pf.a_font(rights=0x100))
    pf.resources(pdf).Font.F1.BaseFont = Name("/ABCDEF+Boxes")


@breaks("K014", severity="unchecked")
def a_font_silent_about_its_rights(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.FontDescriptor.FontFile2 = Stream(pdf, pf.a_font(rights=None))


@breaks("K015", press="kdp-paperback", page=1, severity="warning")
def a_subset_where_whole_fonts_are_wanted(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F1.BaseFont = Name("/ABCDEF+Boxes")


@breaks("K016", severity="warning")
def an_unused_font(pdf: Pdf) -> None:
    pf.resources(pdf).Font.F2 = pf.font_of(pdf, pf.a_font(), "Spare")


@breaks("K017", page=9, severity="warning")
def a_font_of_drawings(pdf: Pdf) -> None:
    drawn_font(pdf, b"500 0 0 0 500 700 d1 0 0 500 700 re f")
    pf.add(pdf, 9, b"BT /T3 11 Tf 90 460 Td (a) Tj ET")


def drawn_font(pdf: Pdf, glyph: bytes) -> None:
    """A Type 3 font with one letter."""
    pf.resources(pdf).Font.T3 = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 700], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=Dictionary(a=pdf.make_indirect(Stream(pdf, glyph))), FirstChar=97, LastChar=97, Widths=[500],
            Encoding=Dictionary(Type=Name.Encoding, Differences=[97, Name.a]), Resources=Dictionary(),
        )
    )  # fmt: skip


# Colours


@breaks("K020", "K022", "K028", "K024", "K081", page=4)
def text_in_rgb(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 0 0 rg BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K020", "K028", "K024", "K081", page=4)
def an_area_in_rgb(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"1 0 0 rg 90 300 40 40 re f")


@breaks("K020", "K028", "K024", "K081", page=4)
def a_picture_in_rgb(pdf: Pdf) -> None:
    pf.name_it(pdf, "XObject", "Im2", pf.picture(pdf, Name.DeviceRGB, bytes(3 * pf.DOTS**2)))
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K020", "K028", "K024", "K081", page=4)
def a_picture_in_rgb_inside_the_content(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q .24 0 0 .24 100 300 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI Q")
    pf.add(pdf, 4, b"0 g 90 400 40 40 re f")


@breaks("K020", "K028", "K024", "K081", page=4)
def an_indexed_picture_in_rgb(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceRGB, 1, String(b"\0\0\0\xff\0\0")])
    pf.name_it(pdf, "XObject", "Im2", pf.picture(pdf, space, bytes(pf.DOTS**2)))
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K020", "K028", "K024", "K081", page=4)
def rgb_in_resources_that_the_page_inherits(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Cs1", Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])]))
    pdf.Root.Pages.Resources = pf.resources(pdf)
    for one in pdf.pages:
        del one.obj.Resources
    pdf.pages[3].obj.Contents.append(pdf.make_indirect(Stream(pdf, b"/Cs1 cs 1 0 0 scn 90 300 40 40 re f")))


@breaks("K020", "K022", "K028", "K024", "K081", page=4)
def rgb_inside_nested_forms(pdf: Pdf) -> None:
    inner = pf.form(pdf, b"0 0 0 RG 4 w 90 300 m 200 300 l S")
    outer = pf.form(pdf, b"/In Do", Resources=Dictionary(XObject=Dictionary(In=inner)))
    pf.name_it(pdf, "XObject", "Fm2", outer)
    pf.add(pdf, 4, b"/Fm2 Do")


@breaks("K020", "K028", "K024", "K081", page=4)
def rgb_in_a_tile(pdf: Pdf) -> None:
    tile = Stream(pdf, b"0 1 0 rg 0 0 5 5 re f", Dictionary(
        Type=Name.Pattern, PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 9, 9], XStep=9, YStep=9,
        Resources=Dictionary(),
    ))  # fmt: skip
    pf.name_it(pdf, "Pattern", "P1", pdf.make_indirect(tile))
    pf.add(pdf, 4, b"/Pattern cs /P1 scn 90 300 40 40 re f")


@breaks("K020", "K028", "K024", "K081", page=4)
def rgb_in_a_shading(pdf: Pdf) -> None:
    pf.name_it(pdf, "Shading", "Sh1", shading(Name.DeviceRGB, [0, 0, 0], [1, 0, 0]))
    pf.add(pdf, 4, b"q 90 300 40 40 re W n /Sh1 sh Q")


def shading(space: Any, first: list[float], last: list[float]) -> Any:
    function = Dictionary(FunctionType=2, Domain=[0, 1], C0=first, C1=last, N=1)
    return Dictionary(ShadingType=2, ColorSpace=space, Coords=[90, 300, 130, 300], Function=function)


@breaks("K020", "K028", "K024", "K081", page=4)
def rgb_in_a_shading_pattern(pdf: Pdf) -> None:
    pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading(Name.DeviceRGB, [0, 0, 0], [1, 0, 0]))
    pf.name_it(pdf, "Pattern", "P2", pattern)
    pf.add(pdf, 4, b"/Pattern cs /P2 scn 90 300 40 40 re f")


@breaks("K020", "K023", "K028", "K024", "K081", page=4)
def a_spot_colour_replaced_by_rgb(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Spot", spot("Gold", Name.DeviceRGB, [1, 0.8, 0]))
    pf.add(pdf, 4, b"/Spot cs 1 scn 90 300 40 40 re f")


def spot(ink: str, base: Any, full: list[float]) -> Any:
    nothing = [1] * len(full) if base == Name.DeviceRGB else [0] * len(full)
    return Array([
        Name.Separation, Name(f"/{ink}"), base, Dictionary(FunctionType=2, Domain=[0, 1], C0=nothing, C1=full, N=1),
    ])  # fmt: skip


def icc(pdf: Pdf, channels: int, space: bytes, kind: bytes = b"mntr", version: int = 2) -> Any:
    """A profile that has a header and nothing else."""
    header = bytearray(132)
    header[0:4] = struct.pack(">L", 132)
    header[8], header[12:16], header[16:20], header[36:40] = version, kind, space, b"acsp"
    return pdf.make_indirect(Stream(pdf, bytes(header), Dictionary(N=channels)))


@breaks("K020", "K022", "K081", page=4)
def text_in_gray_tied_to_a_profile(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Cs1", Array([Name.ICCBased, icc(pdf, 1, b"GRAY")]))
    pf.add(pdf, 4, b"/Cs1 cs 0 scn BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K020", "K022", "K081", page=1)
def a_default_that_takes_the_place_of_gray(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "DefaultGray", Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])]))


@breaks("K020", "K024", "K028", "K081", page=4)
def lab(pdf: Pdf) -> None:
    space = Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09], Range=[-100, 100, -100, 100])])
    pf.name_it(pdf, "ColorSpace", "Cs1", space)
    pf.add(pdf, 4, b"/Cs1 cs 50 40 40 scn 90 300 40 40 re f")


@breaks("K020", "K017", "K028", "K024", "K081", page=4)
def a_drawn_letter_in_rgb(pdf: Pdf) -> None:
    drawn_font(pdf, b"500 0 d0 1 0 0 rg 0 0 500 700 re f")
    pf.resources(pdf).Font.T3.Subtype = Name.Type3
    pf.add(pdf, 4, b"BT /T3 11 Tf 90 460 Td (a) Tj ET")


@breaks("K020", severity="warning", page=1)
def rgb_that_is_only_named(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Cs9", Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])]))


@breaks("K020", severity="warning", page=1)
def a_picture_in_rgb_on_no_page(pdf: Pdf) -> None:
    pf.name_it(pdf, "XObject", "Im9", pf.picture(pdf, Name.DeviceRGB, bytes(3 * pf.DOTS**2)))


@breaks("K021", "K024", page=4)
def a_colour_space_there_is_none_of(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"/NoSuch cs 0 scn 90 300 40 40 re f")


@breaks("K021", "K024", page=4)
def a_profile_of_a_billion_colours(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Cs1", Array([Name.ICCBased, icc(pdf, 2_000_000_000, b"GRAY")]))
    pf.add(pdf, 4, b"/Cs1 cs 0 scn 90 300 40 40 re f")


@breaks("K022", "K028", "K024", page=4)
def black_text_of_four_inks(pdf: Pdf) -> None:
    pf.add(pdf, 4, b".722 .675 .671 .882 k BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K022", page=4, press="kdp-paperback", severity="warning")
def black_text_of_rgb_where_rgb_is_allowed(pdf: Pdf) -> None:
    no_labels(pdf)
    pf.add(pdf, 4, b".1 .1 .1 rg BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K022", "K020", "K024", "K028", "K081", page=4)
def black_lines_of_rgb(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 0 0 RG 90 300 m 200 300 l S")


@breaks("K023", "K028", page=4)
def a_spot_colour(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Spot", spot("Gold", Name.DeviceCMYK, [0, 0.2, 1, 0]))
    pf.add(pdf, 4, b"/Spot cs 1 scn 90 300 40 40 re f")


@breaks("K024", "K028", page=4)
def an_area_of_too_much_ink(pdf: Pdf) -> None:
    pf.add(pdf, 4, b".7 .6 .6 1 k 90 300 40 40 re f")


@breaks("K024", "K028", page=4)
def a_picture_of_too_much_ink(pdf: Pdf) -> None:
    dots = bytearray(pf.cmyk(0, 0, 0, 255))
    dots[4000:4004] = bytes((200, 200, 200, 255))
    pf.name_it(pdf, "XObject", "Im2", pf.picture(pdf, Name.DeviceCMYK, bytes(dots)))
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K024", "K028", page=4)
def a_jpeg_of_too_much_ink(pdf: Pdf) -> None:
    inked_jpeg(pdf, (50, 50, 50, 0))


@breaks("K024", "K028", page=4)
def an_inverted_jpeg_of_too_much_ink(pdf: Pdf) -> None:
    inked_jpeg(pdf, (200, 200, 200, 250), Decode=[1, 0, 1, 0, 1, 0, 1, 0])


def inked_jpeg(pdf: Pdf, samples: tuple[int, ...], **more: Any) -> None:
    """A JPEG whose file holds these samples, turned round (Pillow does so): PDF takes them as they lie there."""
    said = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=pf.DOTS, Height=pf.DOTS, ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8, Filter=Name.DCTDecode, **more,
    )  # fmt: skip
    data = pf.jpeg("CMYK", samples)
    pf.name_it(pdf, "XObject", "Im2", pdf.make_indirect(Stream(pdf, data, said)))
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K024", "K028", page=4)
def an_indexed_picture_of_too_much_ink(pdf: Pdf) -> None:
    space = Array([Name.Indexed, Name.DeviceCMYK, 1, String(b"\0\0\0\xff\xff\xff\xff\0")])
    pf.name_it(pdf, "XObject", "Im2", pf.picture(pdf, space, bytes(pf.DOTS**2)))
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K024", "K028", page=4)
def a_shading_of_too_much_ink(pdf: Pdf) -> None:
    pf.name_it(pdf, "Shading", "Sh1", shading(Name.DeviceCMYK, [0, 0, 0, 0], [1, 1, 1, 0]))
    pf.add(pdf, 4, b"q 90 300 40 40 re W n /Sh1 sh Q")


@breaks("K024", severity="unchecked", page=4)
def ink_over_ink(pdf: Pdf) -> None:
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(OP=True))
    pf.add(pdf, 4, b"/G1 gs 0 g 90 300 40 40 re f")


@breaks("K024", "K028", page=4, severity="unchecked")
def a_picture_whose_ink_cant_be_told(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceCMYK, pf.cmyk(0, 0, 0, 255), Decode=[0, 0.5] * 4)
    pf.name_it(pdf, "XObject", "Im2", image)
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K025", "K024", "K028", page=4)
def the_registration_colour(pdf: Pdf) -> None:
    pf.name_it(pdf, "ColorSpace", "Reg", spot("All", Name.DeviceCMYK, [1, 1, 1, 1]))
    pf.add(pdf, 4, b"/Reg cs 1 scn 90 300 40 40 re f")


@breaks("K026", page=4)
def text_in_a_tint(pdf: Pdf) -> None:
    pf.add(pdf, 4, b".4 g BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K026", page=4)
def text_in_a_tint_of_black_ink(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 0 0 .7 k BT /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K026", page=4)
def a_hairline_in_a_tint(pdf: Pdf) -> None:
    pf.add(pdf, 4, b".5 G .8 w 90 300 m 200 300 l S")


@breaks("K027", page=4, severity="warning")
def a_tint_too_light(pdf: Pdf) -> None:
    pf.add(pdf, 4, b".95 g 90 300 40 40 re f")


@breaks("K028", page=4, severity="warning")
def colours_in_a_black_book(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"1 0 0 0 k 90 300 40 40 re f")


# What can't be printed, or must not be there


@breaks("K030", "K024", "K093", "K081", page=1)
def an_opacity(pdf: Pdf) -> None:
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(ca=0.5))


@breaks("K030", "K024", "K093", "K081", page=1)
def a_blend_mode(pdf: Pdf) -> None:
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(BM=Array([Name.Multiply])))


@breaks("K030", "K024", "K093", "K081", page=1)
def a_soft_mask(pdf: Pdf) -> None:
    group = pf.form(pdf, b"", Resources=Dictionary())
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=group)))


@breaks("K030", "K024", "K093", "K081", page=1)
def a_picture_with_a_soft_mask(pdf: Pdf) -> None:
    pf.resources(pdf).XObject.Im1.SMask = pf.picture(pdf, Name.DeviceGray, bytes(pf.DOTS**2))


@breaks("K030", "K024", "K093", "K081", page=2)
def a_transparency_group(pdf: Pdf) -> None:
    page(pdf, 2).Group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)


@breaks("K031", "K093", "K081")
def layers(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=[group], D=Dictionary(Order=[group]))


@breaks("K032", page=4, severity="warning")
def invisible_text(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"BT 3 Tr /F1 11 Tf 90 460 Td (A) Tj ET")


@breaks("K033", "K081", page=1)
def a_transfer_curve(pdf: Pdf) -> None:
    curve = Dictionary(FunctionType=2, Domain=[0, 1], N=2)
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(TR=curve))


@breaks("K033", "K081", page=1)
def black_generation(pdf: Pdf) -> None:
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(BG=Dictionary(FunctionType=2, Domain=[0, 1], N=2)))


@breaks("K034", "K081", page=1)
def a_postscript_xobject(pdf: Pdf) -> None:
    program = Stream(pdf, b"showpage", Dictionary(Type=Name.XObject, Subtype=Name.PS))
    pf.name_it(pdf, "XObject", "Ps1", pdf.make_indirect(program))


@breaks("K034", "K081", page=1)
def opi(pdf: Pdf) -> None:
    pf.resources(pdf).XObject.Im1.OPI = Dictionary({"/2.0": Dictionary(F=String("big.tif"))})


@breaks("K034", "K081", page=1)
def alternates(pdf: Pdf) -> None:
    other = pf.picture(pdf, Name.DeviceGray, bytes(pf.DOTS**2))
    pf.resources(pdf).XObject.Im1.Alternates = Array([Dictionary(Image=other, DefaultForPrinting=True)])


@breaks("K035", "K081", page=1)
def lzw(pdf: Pdf) -> None:
    clear_a_end = bytes((0x80, 0x10, 0x60, 0x20))  # the codes 256, 65, 257 of nine bits each
    packed = Stream(pdf, clear_a_end, Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1]))
    packed.write(clear_a_end, filter=Name.LZWDecode)
    packed.Resources = Dictionary()
    pf.name_it(pdf, "XObject", "Fm9", pdf.make_indirect(packed))


@breaks("K035", "K037", "K093", "K081", page=1)
def jbig2(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceGray, b"", Filter=Name.JBIG2Decode)
    image.write(b"not looked at", filter=Name.JBIG2Decode)
    image.BitsPerComponent = 1
    pf.name_it(pdf, "XObject", "Im9", image)


@breaks("K036", "K081", page=1)
def sixteen_bits(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceGray, bytes(2 * pf.DOTS**2))
    image.BitsPerComponent = 16
    pf.name_it(pdf, "XObject", "Im9", image)


@breaks("K037", page=1)
def a_picture_cut_short(pdf: Pdf) -> None:
    pf.name_it(pdf, "XObject", "Im9", pf.picture(pdf, Name.DeviceGray, bytes(pf.DOTS)))


@breaks("K037", page=1)
def a_picture_damaged(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceGray, b"")
    image.write(b"this is no JPEG", filter=Name.DCTDecode)
    pf.name_it(pdf, "XObject", "Im9", image)


@breaks("K037", page=4)
def a_picture_in_rgb_that_says_it_is_gray(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceGray, b"")
    image.write(pf.jpeg("RGB", (9, 99, 200)), filter=Name.DCTDecode)
    pf.name_it(pdf, "XObject", "Im2", image)
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


@breaks("K037", page=4)
def a_picture_of_fewer_dots_than_it_says(pdf: Pdf) -> None:
    image = pf.picture(pdf, Name.DeviceGray, b"", dots=500)
    image.write(pf.jpeg("L", (99,)), filter=Name.DCTDecode)
    pf.name_it(pdf, "XObject", "Im2", image)
    pf.add(pdf, 4, b"q 60 0 0 60 100 300 cm /Im2 Do Q")


# Sizes


@breaks("K040", page=4, severity="warning")
def a_picture_of_250_dots(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q 72 0 0 72 100 300 cm /Im1 Do Q")


@breaks("K040", page=4)
def a_picture_of_180_dots_in_one_direction(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q 60 0 0 100 100 300 cm /Im1 Do Q")


@breaks("K040", page=4)
def a_turned_picture_of_100_dots(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q 0 180 -180 0 290 200 cm /Im1 Do Q")


@breaks("K040", page=4)
def a_picture_in_a_form_that_enlarges(pdf: Pdf) -> None:
    resources = Dictionary(XObject=Dictionary(Im1=pf.resources(pdf).XObject.Im1))
    inner = pf.form(pdf, b"60 0 0 60 0 0 cm /Im1 Do", Matrix=[2, 0, 0, 2, 0, 0], Resources=resources)
    pf.name_it(pdf, "XObject", "Fm2", inner)
    pf.add(pdf, 4, b"q 1 0 0 1 100 300 cm /Fm2 Do Q")


@breaks("K040", page=4, severity="warning")
def line_art_of_500_dots(pdf: Pdf) -> None:
    said = Dictionary(Type=Name.XObject, Subtype=Name.Image, Width=400, Height=400, ImageMask=True, BitsPerComponent=1)
    pf.name_it(pdf, "XObject", "Im2", pdf.make_indirect(pf.packed(pdf, bytes(50 * 400), said)))
    pf.add(pdf, 4, b"q 57.6 0 0 57.6 100 300 cm /Im2 Do Q")


@breaks("K050", page=4)
def a_thin_line(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 G .5 w 90 300 m 200 300 l S")


@breaks("K050", page=4)
def a_line_made_thin_by_a_scale(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q .25 0 0 1 0 0 cm 0 G 2 w 400 300 m 400 350 l S Q")


@breaks("K050", page=4)
def a_thin_rectangle(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 g 90 300 200 .3 re f")


@breaks("K050", page=4, press=None, severity="warning")
def a_line_of_no_width(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 G 0 w 90 300 m 200 300 l S")


@breaks("K050", page=4)
def a_line_width_from_a_graphics_state(pdf: Pdf) -> None:
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(LW=0.1))
    pf.add(pdf, 4, b"/G1 gs 0 G 90 300 m 200 300 l S")


@breaks("K050", page=4, press=None, severity="warning")
def thin_lines_of_one_width_in_several_paints(pdf: Pdf) -> None:
    """Paints have no order among themselves."""
    pf.add(pdf, 4, b"0 G 0 w 90 300 m 200 300 l S 0 0 0 1 K 90 310 m 200 310 l S 0 G 90 320 m 200 320 l S")


@breaks("K051", page=4)
def small_type(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"0 g BT /F1 6 Tf 90 460 Td (A) Tj ET")


@breaks("K051", page=4)
def type_made_small_by_matrices(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"q .5 0 0 .5 0 0 cm 0 g BT /F1 1 Tf 12 0 0 12 180 920 Tm (A) Tj ET Q")


# The safe box: 36 pt at head, foot and outside; at the spine 36 pt as well on 32 pages


def text_at(pdf: Pdf, page_number: int, x: float, y: float) -> None:
    pf.add(pdf, page_number, b"0 g BT /F1 11 Tf 1 0 0 1 %.2f %.2f Tm (A) Tj ET" % (x, y))


@breaks("K052", page=4)
def text_too_far_left(pdf: Pdf) -> None:
    text_at(pdf, 4, 30, 300)


@breaks("K052", page=5)
def text_too_far_right(pdf: Pdf) -> None:
    text_at(pdf, 5, 395, 300)


@breaks("K052", page=5)
def text_too_high(pdf: Pdf) -> None:
    text_at(pdf, 5, 200, 608)


@breaks("K052", page=5)
def text_too_low(pdf: Pdf) -> None:
    text_at(pdf, 5, 200, 30)


@breaks("K052", page=5, press="kdp-paperback")
def text_in_the_gutter_of_a_recto(pdf: Pdf) -> None:
    text_at(pdf, 5, 22, 300)


@breaks("K052", page=6, press="kdp-paperback")
def text_in_the_gutter_of_a_verso(pdf: Pdf) -> None:
    text_at(pdf, 6, 432 - 22 - 6, 300)


@breaks("K052", page=5, press="kdp-paperback")
def text_in_the_gutter_of_a_book_bound_at_the_right(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences = Dictionary(Direction=Name.R2L)
    text_at(pdf, 5, 432 - 22 - 6, 300)


@breaks("K052", page=5)
def a_line_that_runs_out(pdf: Pdf) -> None:
    pf.add(
        pdf, 5, b"0 g BT /F1 11 Tf 1 0 0 1 90 300 Tm (ABABABABABABABABABABABABABABABABABABABABABABABABABABABAB) Tj ET"
    )


@breaks("K052", page=5)
def turned_text_too_near(pdf: Pdf) -> None:
    pf.add(pdf, 5, b"0 g BT /F1 11 Tf 0 1 -1 0 40 300 Tm (AAAA) Tj ET")


# Pages


@breaks("K060", page=None)
def an_odd_number_of_pages(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[-1])
    page(pdf, 33).TrimBox = page(pdf, 1).TrimBox


@breaks("K060", press="offset")
def no_whole_signatures(pdf: Pdf) -> None:
    del pdf.pages[0:2]


@breaks("K061")
def too_few_pages(pdf: Pdf) -> None:
    del pdf.pages[8:16]


@breaks("K062", page=10)
def three_blank_pages(pdf: Pdf) -> None:
    for number in (10, 11, 12):
        page(pdf, number).Contents = Array([])


@breaks("K062", page=10, press="kdp-paperback")
def three_pages_of_white_and_spaces(pdf: Pdf) -> None:
    for number in (10, 11, 12):
        page(pdf, number).Contents = Array([])
        pf.add(pdf, number, b"1 g 0 0 432 648 re f BT /F1 11 Tf 90 460 Td (   ) Tj ET")


@breaks("K062", page=20)
def too_many_blank_pages_at_the_end(pdf: Pdf) -> None:
    for number in range(20, 33):
        page(pdf, number).Contents = Array([])


@breaks("K063", page=32)
def a_last_page_with_text(pdf: Pdf) -> None:
    page(pdf, 32).Contents = page(pdf, 1).Contents


# The file as a whole


@breaks("K070", "K088", "K081")
def encrypted(pdf: Pdf) -> bytes:
    made = BytesIO()
    lock = pikepdf.Encryption(owner="secret", user="", R=3, aes=False, metadata=False)
    pdf.save(made, force_version="1.4", object_stream_mode=pikepdf.ObjectStreamMode.disable, encryption=lock)
    return made.getvalue()


@breaks("K071", "K081")
def a_script(pdf: Pdf) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[String("a"), action]))


@breaks("K072", "K081")
def an_action_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Named, N=Name.Print)


@breaks("K072", "K081", page=3)
def an_action_of_a_page(pdf: Pdf) -> None:
    page(pdf, 3).AA = Dictionary(O=Dictionary(S=Name.Launch, F=String("evil.exe")))


@breaks("K073", "K072", "K081", page=3)
def a_link(pdf: Pdf) -> None:
    action = Dictionary(S=Name.URI, URI=String("http://example.com"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[90, 500, 200, 512], A=action)
    page(pdf, 3).Annots = Array([pdf.make_indirect(link)])


@breaks("K073", page=3)
def a_note_outside_the_bleed(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[500, 500, 520, 512])
    page(pdf, 3).Annots = Array([pdf.make_indirect(note)])


@breaks("K073", "K081", page=3, press=None)
def a_note_on_the_page(pdf: Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[100, 500, 120, 512])
    page(pdf, 3).Annots = Array([pdf.make_indirect(note)])


@breaks("K074", "K081")
def a_form_to_fill_in(pdf: Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=[])


@breaks("K075", "K081")
def an_attached_file(pdf: Pdf) -> None:
    file = Dictionary(Type=Name.Filespec, F=String("a"), EF=Dictionary(F=Stream(pdf, b"data")))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("a"), file]))


@breaks("K076", "K073", "K081", page=3)
def a_film(pdf: Pdf) -> None:
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=[90, 500, 200, 512])
    page(pdf, 3).Annots = Array([pdf.make_indirect(film)])


@breaks("K077", press="kdp-paperback")
def bookmarks(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", 0))


@breaks("K078", press="kdp-paperback", severity="warning")
def metadata(pdf: Pdf) -> None:
    pdf.trailer.Info["/Company"] = String("The Press")


# Claims


def no_labels(pdf: Pdf) -> None:
    for key in ("/GTS_PDFXVersion", "/GTS_PDFXConformance"):
        del pdf.trailer.Info[key]


@breaks("K080", "K082")
def no_label(pdf: Pdf) -> None:
    no_labels(pdf)


@breaks("K080", "K082")
def the_label_of_another_standard(pdf: Pdf) -> None:
    no_labels(pdf)
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-3:2003")


@breaks("K082", press=None, severity="unchecked")
def a_label_nobody_knows(pdf: Pdf) -> None:
    no_labels(pdf)
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-9")


@breaks("K082", "K081")
def half_a_label(pdf: Pdf) -> None:
    pdf.trailer.Info.GTS_PDFXVersion = String("PDF/X-1a:2001")


@breaks("K082", "K081")
def an_xmp_packet_that_says_otherwise(pdf: Pdf) -> None:
    xmp(pdf, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>")


def xmp(pdf: Pdf, said: str, before: str = "") -> None:
    packet = (
        f'{before}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/" '
        'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">'
        f"{said}</rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    stream = Stream(pdf, packet.encode(), Dictionary(Type=Name.Metadata, Subtype=Name.XML))
    pdf.Root.Metadata = pdf.make_indirect(stream)


@breaks("K083", "K081")
def no_title(pdf: Pdf) -> None:
    del pdf.trailer.Info["/Title"]


@breaks("K083", "K081")
def a_date_that_is_none(pdf: Pdf) -> None:
    pdf.trailer.Info.ModDate = String("yesterday")


@breaks("K084", "K083", "K081")
def not_trapped_nor_untrapped(pdf: Pdf) -> None:
    del pdf.trailer.Info["/Trapped"]


@breaks("K084", "K081")
def trapped_unknown(pdf: Pdf) -> None:
    pdf.trailer.Info.Trapped = Name.Unknown


@breaks("K084", "K081")
def trapped_otherwise_in_xmp(pdf: Pdf) -> None:
    xmp(pdf, "<pdf:Trapped>True</pdf:Trapped>")


@breaks("K085", "K081")
def no_id(pdf: Pdf) -> bytes:
    return pf.saved(pdf).replace(b"/ID [", b"/XX [")


@breaks("K086", "K081")
def no_output_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


@breaks("K086", "K081")
def two_output_intents(pdf: Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


@breaks("K086", "K081")
def an_output_intent_for_pdf_a(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].S = Name.GTS_PDFA1


@breaks("K086", "K081")
def a_condition_without_a_name(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].OutputConditionIdentifier


@breaks("K086", "K081")
def a_condition_in_no_registry(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0].RegistryName


@breaks("K087", "K081")
def a_profile_of_a_monitor(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = icc(pdf, 4, b"CMYK")


@breaks("K087", "K081")
def a_profile_with_a_wrong_n(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = icc(pdf, 3, b"CMYK", b"prtr")


@breaks("K087", "K081")
def a_profile_too_young(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = icc(pdf, 4, b"CMYK", b"prtr", version=4)


@breaks("K087", "K081")
def a_profile_that_is_none(pdf: Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile = Stream(pdf, b"profile", Dictionary(N=4))


@breaks("K088", "K081")
def a_later_version(_pdf: Pdf) -> dict[str, str]:
    return {"version": "1.4"}


@breaks("K088", "K081")
def a_later_version_in_the_catalog(pdf: Pdf) -> None:
    pdf.Root.Version = Name("/1.7")


@breaks("K093", press=None, severity="warning")
def objects_in_streams_in_pdf_1_4(pdf: Pdf) -> bytes:
    no_labels(pdf)
    whole = pf.saved(pdf, "1.5", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return whole.replace(b"%PDF-1.5", b"%PDF-1.4")


@breaks("K089", "K088", "K081")
def objects_in_streams(_pdf: Pdf) -> dict[str, Any]:
    return {"object_stream_mode": pikepdf.ObjectStreamMode.generate, "version": "1.5"}


@breaks("K090")
def cut_off(pdf: Pdf) -> bytes:
    return pf.saved(pdf).partition(b"startxref")[0]


@breaks("K090")
def something_before_the_first_line(pdf: Pdf) -> bytes:
    return b"X" + pf.saved(pdf)


@breaks("K090", page=4)
def content_that_makes_no_sense(pdf: Pdf) -> None:
    pf.add(pdf, 4, b"90 300 4 re f ) what is this")


@breaks("K090", page=4)
def content_that_cant_be_unpacked(pdf: Pdf) -> None:
    broken = Stream(pdf, b"")
    broken.write(b"this is not deflated", filter=Name.FlateDecode)
    page(pdf, 4).Contents.append(pdf.make_indirect(broken))


@breaks("K093", press=None, severity="warning", page=1)
def transparency_in_pdf_1_3(pdf: Pdf) -> None:
    no_labels(pdf)
    pf.name_it(pdf, "ExtGState", "G1", Dictionary(ca=0.5))
