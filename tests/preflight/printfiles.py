"""A small file that a press takes as it is, made object by object, so that one thing at a time can be spoilt in it."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from typing import Any, Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

PAGES: Final = 32
"""The fewest pages that every press binds."""
WIDTH, HEIGHT = 432, 648
"""6 x 9 in."""
ADVANCES: Final = {"space": 250, "A": 600, "B": 500}
TEXT: Final = b"BT /F1 11 Tf 0 g 1 0 0 1 90 500 Tm (AB BA) Tj ET 90 480 200 1 re f\n"
PICTURE: Final = b"q 60 0 0 60 100 200 cm /Im1 Do Q /Fm1 Do\n"
"""On page 3."""
DOTS: Final = 250
"""The picture's, on each side: 300 an inch."""


def a_font(rights: int | None = 0, advances: dict[str, int] = ADVANCES) -> bytes:
    """A TrueType font of boxes; `rights` is its fsType, None for a font that is silent about them."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *advances])
    builder.setupCharacterMap({32: "space", 65: "A", 66: "B"})
    builder.setupGlyf({name: _box(name) for name in (".notdef", *advances)})
    builder.setupHorizontalMetrics({".notdef": (500, 50), **{name: (width, 50) for name, width in advances.items()}})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular"})
    if rights is not None:
        builder.setupOS2(fsType=rights)
    builder.setupPost()
    made = BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(made)
    return made.getvalue()


def _box(name: str) -> Any:
    pen = TTGlyphPen(None)
    if name != "space":
        pen.moveTo((50, 0))
        for point in ((50, 700), (450, 700), (450, 0)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def font_of(pdf: Pdf, program: bytes, name: str = "Boxes") -> Any:
    """A font's objects round a TrueType file."""
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=Name(f"/{name}"), Flags=32, FontBBox=[0, -200, 1000, 800], ItalicAngle=0,
        Ascent=800, Descent=-200, CapHeight=700, StemV=80, FontFile2=Stream(pdf, program),
    )  # fmt: skip
    widths = [0] * 95
    widths[0], widths[33], widths[34] = 250, 600, 500
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name(f"/{name}"), Encoding=Name.WinAnsiEncoding,
            FirstChar=32, LastChar=126, Widths=Array(widths), FontDescriptor=pdf.make_indirect(descriptor),
        )
    )  # fmt: skip


def picture(pdf: Pdf, space: Any, data: bytes, dots: int = DOTS, **more: Any) -> Any:
    """A picture of 8 bits a sample."""
    said = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=dots, Height=dots, ColorSpace=space, BitsPerComponent=8, **more
    )
    return pdf.make_indirect(packed(pdf, data, said))


def packed(pdf: Pdf, data: bytes, said: Any = None) -> Any:
    """A stream, deflated."""
    stream = Stream(pdf, b"", said if said is not None else Dictionary())
    stream.write(zlib.compress(data), filter=Name.FlateDecode)
    return stream


def form(pdf: Pdf, content: bytes, **more: Any) -> Any:
    """A form XObject."""
    said = Dictionary(Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, WIDTH, HEIGHT], **more)
    return pdf.make_indirect(Stream(pdf, content, said))


def a_pdf(pages: int = PAGES) -> Pdf:
    """The file: text on every page but the last, a picture and a form on the third, all that PDF/X-1a:2001 asks for."""
    pdf = Pdf.new()
    font = font_of(pdf, a_font())
    image = picture(pdf, Name.DeviceGray, bytes(range(250)) * DOTS)
    inner = form(pdf, b"0 0 0 1 k 100 150 100 20 re f", Resources=Dictionary())
    resources = pdf.make_indirect(
        Dictionary(Font=Dictionary(F1=font), XObject=Dictionary(Im1=image, Fm1=inner), ProcSet=[Name.PDF, Name.Text])
    )
    text = pdf.make_indirect(Stream(pdf, TEXT))
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT)).obj
        page.Resources = resources
        page.TrimBox = Array([0, 0, WIDTH, HEIGHT])
        page.Contents = Array([text] if number < pages else [])
    if pages > 2:
        add(pdf, 3, PICTURE)
    _say(pdf)
    return pdf


def _say(pdf: Pdf) -> None:
    """What PDF/X-1a:2001 has to say of itself."""
    said = {
        "Title": "A Book", "CreationDate": "D:20260101000000Z", "ModDate": "D:20260101000000Z",
        "GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001",
    }  # fmt: skip
    pdf.trailer.Info = pdf.make_indirect(Dictionary({f"/{key}": String(value) for key, value in said.items()}))
    pdf.trailer.Info.Trapped = Name("/False")
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("CGATS TR 001"),
        RegistryName=String("http://www.color.org"), Info=String("SWOP"),
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def add(pdf: Pdf, page: int, content: bytes) -> None:
    """More content on a page (from 1)."""
    pdf.pages[page - 1].obj.Contents.append(pdf.make_indirect(Stream(pdf, b"\n" + content)))


def resources(pdf: Pdf) -> Any:
    """The resources of all pages."""
    return pdf.pages[0].obj.Resources


def name_it(pdf: Pdf, kind: str, name: str, thing: Any) -> None:
    """Give a thing a name among the resources."""
    known = resources(pdf)
    if f"/{kind}" not in known:
        known[f"/{kind}"] = Dictionary()
    known[f"/{kind}"][f"/{name}"] = thing


def saved(pdf: Pdf, version: str = "1.3", **how: Any) -> bytes:
    """The file's bytes, as PDF 1.3 has them unless told otherwise."""
    made = BytesIO()
    settings = {
        "object_stream_mode": ObjectStreamMode.disable,
        "compress_streams": False,
        "deterministic_id": True,
        "fix_metadata_version": False,
    }
    pdf.save(made, force_version=version, **(settings | how))
    return made.getvalue()


@cache
def good_file() -> bytes:
    """The file with nothing spoilt."""
    return saved(a_pdf())


def spoilt(spoil: Callable[[Pdf], Any], pages: int = PAGES) -> bytes:
    """The file with something spoilt; `spoil` may return keyword arguments for saving, or finished bytes."""
    pdf = a_pdf(pages)
    how = spoil(pdf)
    return how if isinstance(how, bytes) else saved(pdf, **(how if isinstance(how, dict) else {}))


def cmyk(*values: int, dots: int = DOTS) -> bytes:
    """The samples of a picture of one colour."""
    return bytes(values) * (dots * dots)


def jpeg(mode: str, colour: Sequence[int], dots: int = DOTS) -> bytes:
    """A JPEG of one colour."""
    from PIL import Image

    made = BytesIO()
    Image.new(mode, (dots, dots), tuple(colour)).save(made, "JPEG", quality=95)
    return made.getvalue()
