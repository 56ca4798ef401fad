"""Imposed files, read by pdfium: printed sheets are folded by where their glyphs stand, page by page, creep and all."""

from __future__ import annotations

import ctypes
import math
import random
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
from folding import FOLDS, Printed, fold, nested, pages, sheet, upright
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from bookbuild.cli import main
from bookbuild.diagnostics import BookError
from bookbuild.imposing import impose_file
from bookbuild.press.imposition import Manner, Scheme
from bookbuild.press.impositionpdf import Imposed, impose_pdf

WIDTH, HEIGHT = 200.0, 300.0
AT = (40.0, 250.0)
"""Where each page's number begins, from the trim's bottom left; of a verso, which is mirrored, where it ends."""
PAPER = 1.5
"""A paper so thick that creep can't be overlooked, in points."""


def numbered(
    count: int, bleed: float = 0.0, slug: float = 0.0, right_bound: bool = False, ground: bool = False
) -> bytes:
    """A book whose pages say their number; `slug` is what the media box has beyond the bleed."""
    made = BytesIO()
    edge = bleed + slug
    canvas = Canvas(made, (WIDTH + 2 * edge, HEIGHT + 2 * edge), invariant=1)
    for page in range(count):
        canvas.setTrimBox((edge, edge, edge + WIDTH, edge + HEIGHT))
        if bleed:
            canvas.setBleedBox((slug, slug, slug + WIDTH + 2 * bleed, slug + HEIGHT + 2 * bleed))
        if ground:
            canvas.setFillGray(0.3 if page % 2 else 0.7)
            canvas.rect(0, 0, 1000, 1000, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.setFont("Courier", 10)
        canvas.drawString(edge + AT[0], edge + AT[1], f"{page + 1:03}")
        canvas.showPage()
    if right_bound:
        canvas.setViewerPreference("Direction", "R2L")
    canvas.save()
    return made.getvalue()


def numbers_on(page: Any) -> Iterator[Printed]:
    """The numbers on a side: the first digit's origin and which way it reads."""
    text = raw.FPDFText_LoadPage(page.raw)
    x, y = ctypes.c_double(), ctypes.c_double()
    digits = [at for at in range(raw.FPDFText_CountChars(text)) if chr(raw.FPDFText_GetUnicode(text, at)).isdigit()]
    for first, second, third in zip(*[iter(digits)] * 3, strict=True):
        what = int("".join(chr(raw.FPDFText_GetUnicode(text, at)) for at in (first, second, third)))
        raw.FPDFText_GetCharOrigin(text, first, ctypes.byref(x), ctypes.byref(y))
        angle = raw.FPDFText_GetCharAngle(text, first)
        yield Printed(what, x.value, y.value, (round(math.cos(angle), 3), round(math.sin(angle), 3)), True)
    raw.FPDFText_ClosePage(text)


def sides_of(pdf: bytes) -> list[list[Printed]]:
    document = pypdfium2.PdfDocument(pdf)
    sides = [list(numbers_on(page)) for page in document]
    document.close()
    return sides


def folded(made: Imposed, right_bound: bool = False) -> list[list[Printed | None]]:
    """Each signature's pages, read from the sheets that were printed."""
    grid, up = made.grid, made.imposition.columns * made.imposition.rows
    sides = iter(sides_of(made.pdf))
    read = []
    for signature in made.imposition.signatures:
        piles = [
            fold(sheet(next(sides), next(sides), grid.width), FOLDS[up], grid.width, grid.height, right_bound)
            for _ in range(signature // (2 * up))
        ]
        read.append(pages(nested(piles)))
    return read


@pytest.mark.parametrize("right", [False, True], ids=["left", "right"])
@pytest.mark.parametrize(
    ("up", "size", "asked"), [(2, 16, None), (2, 8, "A3"), (4, 16, None), (8, 32, "A1"), (8, 16, None)]
)
def test_printed_sheets_fold_into_a_book(up: int, size: int, asked: str | None, right: bool) -> None:
    """In order, upright, and after the cut each page's number equally far from the fore-edge, and from the foot."""
    made = impose_pdf(numbered(37, right_bound=right), "b.pdf", Scheme(Manner.SIGNATURES, size, up), asked, PAPER)
    grid = made.grid
    spine = grid.width - grid.cell_width if not right else grid.cell_width
    read = folded(made, right)
    assert [one.what for pages in read for one in pages if one] == list(range(1, 38))
    for pages_read in read:
        for at, one in enumerate(pages_read):
            if one is None:
                continue
            assert upright(one)
            depth = min(at, len(pages_read) - 1 - at) // 2  # sheets of paper that push this page outwards
            # seen on its own side: from the left on rectos of books bound at the left
            from_spine = abs(one.x - spine) + depth * PAPER
            begins_at_spine = (at % 2 == 0) != right
            assert from_spine == pytest.approx(AT[0] if begins_at_spine else WIDTH - AT[0], abs=0.01)
            foot = (grid.cell_height - HEIGHT) / 2
            assert one.y == pytest.approx(foot + AT[1], abs=0.01)


def test_without_thickness_nothing_moves() -> None:
    flat = impose_pdf(numbered(16), "b.pdf", Scheme(Manner.SIGNATURES, 16))
    middle = flat.grid.width / 2
    for side in sides_of(flat.pdf):
        assert sorted(round(one.x - middle, 2) for one in side) == [AT[0] - WIDTH, AT[0]]


def test_the_file_says_how_it_is_bound_and_the_call_may_say_more() -> None:
    def first_side(pdf: bytes, right: bool) -> list[int]:
        made = impose_pdf(pdf, "b.pdf", Scheme(Manner.BOOKLET), right=right)
        return [one.what for one in sorted(sides_of(made.pdf)[0], key=lambda one: one.x)]

    assert first_side(numbered(8), False) == [8, 1]
    assert first_side(numbered(8, right_bound=True), False) == [1, 8]
    assert first_side(numbered(8), True) == [1, 8]


def test_spreads_show_facing_pages() -> None:
    made = impose_pdf(numbered(6), "b.pdf", Scheme(Manner.SPREADS), caliper=PAPER)
    seen = [[(one.what, round(one.x, 2)) for one in side] for side in sides_of(made.pdf)]
    assert seen == [[(1, 240.0)], [(2, 40.0), (3, 240.0)], [(4, 40.0), (5, 240.0)], [(6, 40.0)]]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1, 2])
def test_turned_and_scaled_pages_stand_upright(turn: int, unit: int) -> None:
    """A page that a viewer turns lies on its sheet as the viewer shows it."""
    with pikepdf.open(BytesIO(numbered(4, bleed=9, slug=5))) as book:
        for page in book.pages:
            angle = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[turn]
            box = [float(part) for part in page.mediabox]
            cosine = pikepdf.Matrix(*angle, 0, 0)
            for key in ("/MediaBox", "/TrimBox", "/BleedBox", "/CropBox"):
                if key in page:
                    page[key] = pikepdf.Array(_turned([float(part) for part in page[key]], cosine))
            page.contents_add(f"q {' '.join(map(str, angle))} 0 0 cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj["/Rotate"] = turn
            page.obj["/UserUnit"] = unit
            assert box[2] == WIDTH + 28
        turned = BytesIO()
        book.save(turned)
    scheme = Scheme(Manner.BOOKLET)
    made, plain = (impose_pdf(pdf, "b.pdf", scheme) for pdf in (turned.getvalue(), numbered(4, bleed=9, slug=5)))
    assert made.grid.page.width == pytest.approx(unit * WIDTH)
    assert made.grid.page.bleed == pytest.approx(9 * unit)
    wanted = [[(one.what, one.reads) for one in side] for side in sides_of(plain.pdf)]
    assert [[(one.what, one.reads) for one in side] for side in sides_of(made.pdf)] == wanted
    if unit == 1:
        assert alike(pictures(made.pdf, 1), pictures(plain.pdf, 1))


def _turned(box: list[float], matrix: pikepdf.Matrix) -> list[float]:
    corners = [matrix.transform(point) for point in ((box[0], box[1]), (box[2], box[3]))]
    (x0, x1), (y0, y1) = (sorted(one) for one in zip(*corners, strict=True))
    return [x0, y0, x1, y1]


def pictures(pdf: bytes, scale: float) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    drawn = [page.render(scale=scale).to_pil().convert("L") for page in document]
    document.close()
    return drawn


def alike(these: list[Image.Image], those: list[Image.Image]) -> bool:
    """Whether pictures are the same but for how edges are smoothed."""
    if [one.size for one in these] != [one.size for one in those]:
        return False
    pairs = zip(these, those, strict=True)
    worst = [ImageChops.difference(one, other).point([0] * 100 + [255] * 156).getbbox() for one, other in pairs]
    return not any(worst)


def gray(picture: Image.Image, at: tuple[int, int]) -> int:
    value = picture.getpixel(at)
    assert isinstance(value, int)
    return value


def test_bleed_is_kept_outside_and_cut_at_the_fold() -> None:
    """Rectos are light, versos dark; what lies beyond the bleed in the file is never shown."""
    made = impose_pdf(numbered(8, bleed=9, slug=30, ground=True), "b.pdf", Scheme(Manner.BOOKLET), caliper=PAPER)
    assert made.grid.page.bleed == 9
    room = 9 + 12 + 6
    for at, picture in enumerate(pictures(made.pdf, 1)):
        creep = round(PAPER * (at // 2))
        middle, level = picture.width // 2, picture.height // 2
        dark, light = 77, 178
        assert abs(gray(picture, (middle - 2, level)) - dark) < 3
        assert abs(gray(picture, (middle + 1, level)) - light) < 3
        edge = room - 9 + creep
        assert gray(picture, (edge + 1, level)) < 100 and gray(picture, (edge - 2, level)) == 255
        far = picture.width - edge
        assert gray(picture, (far - 2, level)) < 200 and gray(picture, (far + 1, level)) == 255
        assert gray(picture, (middle - 40, room - 9 + 1)) < 100 and gray(picture, (middle - 40, room - 9 - 2)) == 255


def test_a_file_without_a_bleed_is_cut_at_its_trim() -> None:
    made = impose_pdf(numbered(4, slug=30, ground=True), "b.pdf", Scheme(Manner.BOOKLET))
    picture = pictures(made.pdf, 1)[0]
    level = picture.height // 2
    assert made.grid.page.bleed == 0
    assert gray(picture, (24 + 1, level)) < 100 and gray(picture, (24 - 2, level)) == 255


@pytest.mark.parametrize("up", [2, 8])
def test_pages_are_drawn_as_they_were(up: int) -> None:
    """Each side, cell by cell, beside the pages of the file itself."""
    pdf = numbered(16, ground=True)
    made = impose_pdf(pdf, "b.pdf", Scheme(Manner.SIGNATURES, 16, up), f"{4 * up * 1.0}inx20in" if up == 8 else "20x20")
    originals = pictures(pdf, 2)
    for side, drawn in zip(made.imposition.sides, pictures(made.pdf, 2), strict=True):
        for cell in side.cells:
            trim = made.grid.spot(cell).trim
            box = [
                round(2 * part)
                for part in (trim.left, made.grid.height - trim.top, trim.right, made.grid.height - trim.bottom)
            ]
            shown = drawn.crop((box[0], box[1], box[2], box[3]))
            shown = shown.rotate(180) if cell.turned else shown
            inner = (8, 8, shown.width - 8, shown.height - 8)  # collation marks and smoothed edges aside
            assert alike([shown.crop(inner)], [originals[cell.page].crop(inner)])


def test_marks_are_drawn() -> None:
    """Ink on the fold's ends, at the corners and on the spine, and nowhere between."""
    made = impose_pdf(numbered(8), "b.pdf", Scheme(Manner.SIGNATURES, 4))
    first, second, third, _ = (picture.point(lambda value: 255 - value) for picture in pictures(made.pdf, 4))
    middle = first.width // 2

    def ink(picture: Image.Image, left: float, top: float, right: float, bottom: float) -> bool:
        box = (round(4 * left), round(4 * top), round(4 * right), round(4 * bottom))
        return picture.crop(box).getbbox() is not None

    x = middle / 4
    assert ink(first, x - 1, 6, x + 1, 18) and ink(first, x - 1, 330, x + 1, 342)
    assert not ink(first, x - 8, 18.5, x + 8, 24 + 35)
    assert ink(first, x - 2, 60, x + 2, 72) and not ink(second, x - 8, 24, x + 8, 324)
    assert ink(third, x - 2, 72, x + 2, 84) and not ink(third, x - 2, 58, x + 2, 71)
    assert ink(first, 6, 23, 18, 25) and ink(first, 23, 6, 25, 18)
    assert not ink(first, 25, 25, 60, 60)


# The file


def opened(made: Imposed) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(made.pdf))


def test_the_printer_is_told_how_to_turn_the_sheets() -> None:
    wide = opened(impose_pdf(numbered(8), "b.pdf", Scheme(Manner.BOOKLET)))
    high = opened(impose_pdf(numbered(8), "b.pdf", Scheme(Manner.BOOKLET, up=4)))
    flat = opened(impose_pdf(numbered(8), "b.pdf", Scheme(Manner.SPREADS)))
    assert wide.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
    assert high.Root.ViewerPreferences.Duplex == "/DuplexFlipLongEdge"
    assert "/Duplex" not in flat.Root.ViewerPreferences
    assert wide.Root.ViewerPreferences.PrintScaling == "/None"


def test_colours_and_layers_keep_their_meaning_and_claims_are_dropped() -> None:
    with pikepdf.open(BytesIO(numbered(4))) as book:
        group = book.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="notes"))
        book.Root.OCProperties = pikepdf.Dictionary(OCGs=[group], D=pikepdf.Dictionary(OFF=[group]))
        intent = pikepdf.Dictionary(S=pikepdf.Name.GTS_PDFX, OutputConditionIdentifier="CGATS TR 001")
        book.Root.OutputIntents = pikepdf.Array([intent])
        book.pages[0].obj.Group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK)
        properties = book.pages[0].Resources.get("/Properties", pikepdf.Dictionary())
        properties["/L"] = group
        book.pages[0].Resources.Properties = properties
        book.pages[0].contents_add(b"/OC /L BDC 0 0 2000 2000 re f EMC")
        book.docinfo["/GTS_PDFXVersion"] = "PDF/X-1:2001"
        book.docinfo["/Title"] = "The Ferry"
        made = BytesIO()
        book.save(made)
    imposed = impose_pdf(made.getvalue(), "b.pdf", Scheme(Manner.BOOKLET))
    found = opened(imposed)
    assert found.Root.OutputIntents[0].OutputConditionIdentifier == "CGATS TR 001"
    assert "/GTS_PDFXVersion" not in found.docinfo
    assert found.docinfo["/Title"] == "The Ferry"
    forms = [form for page in found.pages for form in page.Resources.XObject.values()]
    assert sum("/Group" in form for form in forms) == 1
    shown = next(form for form in forms if "/Properties" in form.Resources)
    assert shown.Resources.Properties.L.objgen == found.Root.OCProperties.D.OFF[0].objgen
    assert alike(pictures(imposed.pdf, 1), pictures(impose_pdf(numbered(4), "b.pdf", Scheme(Manner.BOOKLET)).pdf, 1))


def test_fonts_are_kept_once_and_bytes_repeat() -> None:
    pdf = numbered(32)
    one, two = (impose_pdf(pdf, "b.pdf", Scheme(Manner.SIGNATURES, 16)).pdf for _ in range(2))
    assert one == two
    with pikepdf.open(BytesIO(one)) as found:
        fonts = [
            thing for thing in found.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        assert len(fonts) <= 2, "Courier, and reportlab's own preamble"


def test_blank_pages_that_share_their_content() -> None:
    """One stream for several pages must not become one form with one page's box."""
    with pikepdf.open(BytesIO(numbered(4))) as book:
        for page in (2, 3):
            book.pages[page].obj.Contents = book.pages[1].obj.Contents
        book.pages[3].obj.MediaBox = book.pages[3].obj.TrimBox = [0, -50, WIDTH, HEIGHT - 50]
        made = BytesIO()
        book.save(made)
    sides = sides_of(impose_pdf(made.getvalue(), "b.pdf", Scheme(Manner.BOOKLET)).pdf)
    assert [[(one.what, round(one.y)) for one in side] for side in sides] == [
        [(2, 324), (1, 274)],
        [(2, 274), (2, 274)],
    ]


def test_pages_whose_resources_are_inherited_and_content_in_parts() -> None:
    with pikepdf.open(BytesIO(numbered(4))) as book:
        tree = book.Root.Pages
        tree.Resources = book.pages[0].Resources
        for page in book.pages:
            del page.obj["/Resources"]
            page.contents_add(b"q")
            page.contents_add(b"Q")
        made = BytesIO()
        book.save(made)
    sides = sides_of(impose_pdf(made.getvalue(), "b.pdf", Scheme(Manner.BOOKLET)).pdf)
    assert [[one.what for one in side] for side in sides] == [[4, 1], [2, 3]]


# What can't be done


def code_of(pdf: bytes) -> str:
    with pytest.raises(BookError) as caught:
        impose_pdf(pdf, "b.pdf", Scheme(Manner.BOOKLET))
    return caught.value.diagnostics[0].code


def test_encrypted_files() -> None:
    """By either cipher, even when they open without a password."""
    for user in ("secret", ""):
        for cipher in ({"R": 6}, {"R": 3, "aes": False, "metadata": False}):
            made = BytesIO()
            with pikepdf.open(BytesIO(numbered(4))) as book:
                book.save(made, encryption=pikepdf.Encryption(owner="owner", user=user, **cipher))
            assert code_of(made.getvalue()) == "C021"


def test_pages_of_several_sizes() -> None:
    with pikepdf.open(BytesIO(numbered(4))) as book:
        book.pages[2].obj.TrimBox = [0, 0, WIDTH - 1, HEIGHT]
        made = BytesIO()
        book.save(made)
    assert code_of(made.getvalue()) == "C041"


def test_a_file_without_pages() -> None:
    made = BytesIO()
    pikepdf.new().save(made)
    assert code_of(made.getvalue()) == "C020"


def test_what_is_no_pdf_or_damaged() -> None:
    """However a file is cut off or scrambled: sheets, or an error in words."""
    whole = numbered(6)
    chance = random.Random(3)
    refused = 0
    for step in range(60):
        damaged = bytearray(whole[: len(whole) * step // 60] if step % 2 else whole)
        for _ in range(step):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            impose_pdf(bytes(damaged), "b.pdf", Scheme(Manner.SIGNATURES, 4))
        except BookError as fault:
            refused += 1
            assert fault.diagnostics[0].code in ("C020", "C021", "C041")
    assert refused > 10
    assert code_of(b"") == code_of(b"plain text") == "C020"


def test_warnings() -> None:
    def codes(pdf: bytes, scheme: Scheme, asked: str | None) -> list[str]:
        return [one.code for one in impose_pdf(pdf, "b.pdf", scheme, asked).warnings]

    booklet = Scheme(Manner.BOOKLET)
    assert codes(numbered(8), booklet, None) == []
    assert codes(numbered(8), booklet, "400pt x 300pt") == [], "nothing is cut off"
    assert codes(numbered(8), Scheme(Manner.BOOKLET, up=4), "400pt x 600pt") == ["C042"], "the heads must be slit"
    assert codes(numbered(8), booklet, "410pt x 310pt") == ["C042"]
    assert codes(numbered(8, bleed=9), booklet, "400pt x 300pt") == ["C042"]
    assert codes(numbered(84), booklet, None) == ["C043"]
    assert codes(numbered(84), Scheme(Manner.SIGNATURES, 16), None) == []
    with pikepdf.open(BytesIO(numbered(4))) as book:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9])
        book.pages[1].obj.Annots = pikepdf.Array([note])
        made = BytesIO()
        book.save(made)
    assert codes(made.getvalue(), booklet, None) == ["C044"]


# The command


@pytest.fixture
def book(tmp_path: Path) -> Path:
    file = tmp_path / "book.pdf"
    file.write_bytes(numbered(36))
    return file


def test_the_command_tells_what_it_made(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", str(book), "--signature", "16", "--sheet", "A4"]) == 0
    made = book.with_name("book-signatures.pdf")
    assert capsys.readouterr().out == (
        f"{made}: 9 sheets, A4 (11.693 x 8.268 in), 2 signatures of 16 pages and one of 4.\n"
        "Print them at their own size on both sides, turned on the short edge.\n"
    )
    assert len(pypdfium2.PdfDocument(made)) == 18
    assert main(["impose", str(book), "--signature", "32", "--up", "8", "-o", str(book.parent / "big.pdf")]) == 0
    told = capsys.readouterr().out
    assert (
        "3 sheets, 12.444 x 9.667 in" in told and "1 signature of 32 pages and one of 16 (12 blank pages added)" in told
    )
    assert main(["impose", str(book), "--spreads"]) == 0
    assert capsys.readouterr().out == f"{book.with_name('book-spreads.pdf')}: 19 spreads, each on 5.556 x 4.167 in.\n"


def test_the_default_paper_is_a_tenth_of_a_millimetre(book: Path) -> None:
    made = impose_file(book, Scheme(Manner.BOOKLET)).file
    inner = sides_of(made.read_bytes())[-1]
    middle = pypdfium2.PdfDocument(made)[0].get_width() / 2
    assert max(one.x for one in inner) - middle == pytest.approx(AT[0] - 8 * 0.1 * 72 / 25.4, abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--signature", "10"], 2, "Say 8 or 12."),
        (["--booklet", "--sheet", "A6"], 2, "There is no sheet 'A6'"),
        (["--booklet", "--sheet", "4x4"], 1, "C040"),
        (["--booklet", "--caliper", "thin"], 2, "--caliper is how thick the paper is"),
        (["--booklet", "--caliper", "2mm"], 2, "at most 1mm"),
        (["--booklet", "--caliper", "1ft"], 2, "--caliper"),
        (["--spreads", "--up", "4"], 2, "leave --up out"),
        (["--booklet", "-o", "book.pdf"], 2, "the file itself"),
        (["--booklet", "-o", "notes.txt"], 1, "C002"),
        (["--booklet", "-o", "."], 1, "C002"),
    ],
)
def test_nothing_is_written_for_what_can_t_be_done(
    book: Path,
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(book.parent)
    Path("notes.txt").write_text("Buy milk.", "utf-8")
    before = {path.name: path.read_bytes() for path in book.parent.iterdir()}
    assert main(["impose", "book.pdf", *arguments]) == code
    told = capsys.readouterr()
    assert said in told.err and not told.out
    assert {path.name: path.read_bytes() for path in book.parent.iterdir()} == before


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impose", str(tmp_path / "none.pdf"), "--booklet"]) == 1
    assert "C020" in capsys.readouterr().err
    assert main(["impose", str(tmp_path), "--booklet"]) == 1


def test_a_failing_write_leaves_the_earlier_sheets(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = impose_file(book, Scheme(Manner.BOOKLET)).file
    earlier = made.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(BookError):
        impose_file(book, Scheme(Manner.BOOKLET), right=True)
    assert made.read_bytes() == earlier
    assert sorted(path.name for path in book.parent.iterdir()) == ["book-booklet.pdf", "book.pdf"]
