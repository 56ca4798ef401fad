"""Bleed and marks in the finished file: the boxes presses ask for, ink up to their edges, nothing else moved."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
import pytest
from conftest import OLDEN, SCREEN, chapters, paragraphs, printed
from PIL import Image
from pypdf import PdfWriter

from bookbuild.diagnostics import BookError
from bookbuild.making import build
from bookbuild.manuscript.blocks import Attributes, Book, Chapter, Contributor, Insert, Picture, plain
from bookbuild.press.coverage import check_plates
from bookbuild.press.pictures import PictureRules
from bookbuild.press.pressfile import PRESS_FILE, PressFile, for_book
from bookbuild.press.readback import check_structure, printed_pages
from bookbuild.style.load import load_style
from bookbuild.style.press import Bleed
from bookbuild.style.pressload import find_press

NAMES: Final = ("kdp-paperback", "ingramspark", "lulu", "offset")
MM: Final = 72 / 25.4


def press_file(name: str, marks: bool = False) -> PressFile:
    return PressFile(bleed=find_press(name).bleed, marks=marks)


def art(folder: Path, name: str, size: tuple[int, int], *classes: str) -> Picture:
    """A picture that fills a page: its left half black, the other gray."""
    image = Image.new("L", size, 128)
    image.paste(0, (0, 0, size[0] // 2, size[1]))
    image.save(folder / name)
    return Picture(str(folder / name), *size, attributes=Attributes("", classes))


def the_book(folder: Path, **more: object) -> Book:
    """Three chapters with a plate of each kind: on pages 2 and 5 (a right one), and over 10 and 11."""
    single = (1200, 1830)
    plates = [
        art(folder, "any.png", single, "full-page"),
        art(folder, "right.png", (1202, 1830), "recto"),
        art(folder, "both.png", (2300, 1790), "spread"),
    ]
    book = chapters(3, words=900, **more)
    made = [
        replace(one, blocks=(*one.blocks[:4], picture, *one.blocks[4:]))
        for one, picture in zip(book.chapters, plates, strict=True)
    ]
    return replace(book, divisions=tuple(made))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same book for several presses; `plain` without any bleed."""
    folder = tmp_path_factory.mktemp("bleed")
    book = the_book(folder)
    files = {name: press_file(name, marks=name == "offset") for name in NAMES} | {"plain": PRESS_FILE}
    return {name: printed(book, folder, press_file=file) for name, file in files.items()}


@cache
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def code_of(page: pikepdf.Page) -> bytes:
    """A page's operators, of an inserted one in several streams."""
    page.contents_coalesce()
    code: bytes = page.Contents.read_bytes()
    return code


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    return {key: [round(float(edge), 2) for edge in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")}


def plates_of(pdf: bytes) -> list[int]:
    """The numbers of the pages with pictures, in the bound book."""
    return [at for at, page in enumerate(opened(pdf).pages, 1) if b" Do" in code_of(page)]


@pytest.mark.parametrize(
    ("name", "media", "recto", "verso"),
    [
        ("plain", (396, 612), (0, 0), (0, 0)),
        ("kdp-paperback", (396 + 9, 612 + 18), (0, 9), (9, 9)),
        ("ingramspark", (396 + 9, 612 + 18), (0, 9), (9, 9)),
        ("lulu", (396 + 18, 612 + 18), (9, 9), (9, 9)),
    ],
)
def test_boxes(
    made: dict[str, bytes],
    name: str,
    media: tuple[float, float],
    recto: tuple[float, float],
    verso: tuple[float, float],
) -> None:
    """KDP's page is 0.125 in wider and 0.25 in higher, none of it at the spine; Lulu's 0.25 in both ways."""
    for number, page in enumerate(opened(made[name]).pages, 1):
        x, y = recto if number % 2 else verso
        whole = [0, 0, *media]
        assert boxes(page) == {"/MediaBox": whole, "/BleedBox": whole, "/TrimBox": [x, y, x + 396, y + 612]}


def test_boxes_with_marks(made: dict[str, bytes]) -> None:
    """Three millimetres of bleed all round, half an inch for the marks."""
    bleed, room = 3 * MM, 36
    for page in opened(made["offset"]).pages:
        found = boxes(page)
        size = (396 + 2 * bleed + 2 * room, 612 + 2 * bleed + 2 * room)
        assert found["/MediaBox"] == pytest.approx([0, 0, *size], abs=0.01)
        assert found["/BleedBox"] == pytest.approx([room, room, size[0] - room, size[1] - room], abs=0.01)
        corner = room + bleed
        assert found["/TrimBox"] == pytest.approx([corner, corner, corner + 396, corner + 612], abs=0.01)


@pytest.mark.parametrize("name", ["kdp-paperback", "offset", "ingramspark"])
def test_only_a_book_that_bleeds_has_bleed(tmp_path: Path, name: str) -> None:
    book = chapters(1)
    assert for_book(press_file(name), book).bleed is None
    page = opened(printed(book, tmp_path, press_file=press_file(name))).pages[0]
    assert boxes(page)["/MediaBox"] == [0, 0, 396, 612]


def test_lulu_always_has_bleed(tmp_path: Path) -> None:
    page = opened(printed(chapters(1), tmp_path, press_file=press_file("lulu"))).pages[0]
    assert boxes(page)["/MediaBox"] == [0, 0, 414, 630]


def test_which_pages_the_plates_are_on(made: dict[str, bytes]) -> None:
    numbers = {name: plates_of(pdf) for name, pdf in made.items()}
    assert len({tuple(one) for one in numbers.values()}) == 1
    _, right, left_half, right_half = numbers["plain"]
    assert right % 2 == 1
    assert left_half % 2 == 0 and right_half == left_half + 1


def characters(pdf: bytes) -> list[list[tuple[str, float, float]]]:
    """Where each character stands, from its page's trim, as pdfium sees it; marks' slugs left out."""
    import ctypes

    import pypdfium2.raw as raw

    document = pypdfium2.PdfDocument(pdf)
    found = []
    x, y = ctypes.c_double(), ctypes.c_double()
    for page in document:
        left, bottom, _, _ = page.get_trimbox()
        text = page.get_textpage()
        letters = []
        for at in range(text.count_chars()):
            if raw.FPDFText_GetCharOrigin(text, at, ctypes.byref(x), ctypes.byref(y)) and y.value > bottom:
                character = chr(raw.FPDFText_GetUnicode(text, at))
                if not character.isspace():
                    letters.append((character, x.value - left, y.value - bottom))
        found.append(letters)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_moves(made: dict[str, bytes], name: str) -> None:
    """Every letter stands where it stands without bleed, from the trim."""
    for number, (with_, without) in enumerate(zip(characters(made[name]), characters(made["plain"]), strict=True), 1):
        assert [one[0] for one in with_] == [one[0] for one in without], number
        for (_, *here), (_, *there) in zip(with_, without, strict=True):
            assert here == pytest.approx(there, abs=0.01)


def rendered(pdf: bytes, number: int) -> Image.Image:
    """A page at one dot a point, gray."""
    picture: Image.Image = pypdfium2.PdfDocument(pdf)[number - 1].render(scale=1, grayscale=True).to_pil().convert("L")
    return picture


@pytest.mark.parametrize("name", ["plain", "kdp-paperback", "lulu", "ingramspark"])
def test_ink_up_to_every_edge(made: dict[str, bytes], name: str) -> None:
    """Black at the left, gray at the right, and no white anywhere on a page with a plate."""
    first, right, left_half, right_half = plates_of(made[name])
    for number, left, other in ((first, 0, 128), (right, 0, 128), (left_half, 0, 0), (right_half, 128, 128)):
        page = rendered(made[name], number)
        inside = 12 if number == right_half else 0  # at the spine lies a little of the other half
        assert page.getpixel((inside + 2, 2)) == page.getpixel((inside + 2, page.height - 3)) == left
        assert page.getpixel((page.width - 12, 2)) == page.getpixel((page.width - 12, page.height - 3)) == other
        assert not page.crop((2, 2, page.width - 2, page.height - 2)).point(lambda value: 255 * (value > 130)).getbbox()


@pytest.mark.parametrize(("name", "over"), [("kdp-paperback", 0), ("lulu", 9)])
def test_a_spread_goes_over_the_spine_where_there_is_bleed(made: dict[str, bytes], name: str, over: int) -> None:
    """The black half ends at the fold; on the right page so much of it is in the bleed, on the left one as much of the gray."""
    *_, left_half, right_half = plates_of(made[name])
    page = rendered(made[name], right_half)
    black = [page.getpixel((x, 300)) == 0 for x in range(page.width)]
    assert sum(black) == pytest.approx(over, abs=1) and not any(black[over + 1 :])
    page = rendered(made[name], left_half)
    gray = [page.getpixel((x, 300)) == 128 for x in range(page.width)]
    assert sum(gray) == pytest.approx(over, abs=1) and not any(gray[: page.width - over - 1])


def test_marks_and_slug_stay_outside_the_bleed(made: dict[str, bytes]) -> None:
    """Inside the bleed box the page is what it is without marks; outside it eight marks, and the slug at the foot."""
    pdf = made["offset"]
    bleed = 3 * MM
    for number in (1, plates_of(pdf)[0]):
        page = pypdfium2.PdfDocument(pdf)[number - 1]
        image = page.render(scale=4, grayscale=True).to_pil().convert("L").point(lambda value: 255 * (value < 200))
        left, bottom, right, top = page.get_bleedbox()
        inner = [round(4 * edge) for edge in (left, page.get_height() - top, right, page.get_height() - bottom)]
        image.paste(0, (inner[0] - 2, inner[1] - 2, inner[2] + 2, inner[3] + 2))
        box = image.getbbox()
        assert box is not None and min(box[:2]) > 4 and box[2] < image.width - 4 and box[3] < image.height - 4
        for x in (36 + bleed, 36 + bleed + 396):
            for y in (20, page.get_height() - 20):
                assert image.crop((round(4 * x) - 4, round(4 * y), round(4 * x) + 4, round(4 * y) + 1)).getbbox()
        for y in (36 + bleed, 36 + bleed + 612):
            for x in (20, page.get_width() - 20):
                assert image.crop((round(4 * x), round(4 * y) - 4, round(4 * x) + 1, round(4 * y) + 4)).getbbox()
        ring = image.crop((0, inner[3] + 4 * 6, image.width, image.height))
        assert ring.crop((4 * 60, 0, 4 * 100, ring.height)).getbbox(), "the slug"


def slugs(pdf: bytes) -> list[str]:
    """What stands below each page's bleed."""
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        text = page.get_textpage().get_text_bounded(0, 0, page.get_width(), page.get_bleedbox()[1])
        found.append(" ".join(text.split()))
    return found


def test_the_slug_names_file_day_and_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On blank pages and inserted ones, too; the read-back sees that no word of it is the book's."""
    insert = PdfWriter()
    insert.add_blank_page(396, 612)
    insert.write(tmp_path / "finished.pdf")
    book = chapters(2)
    book = replace(book, divisions=(*book.divisions, Insert(str(tmp_path / "finished.pdf"))))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    target = tmp_path / "My Book_2 (final) Ωß.pdf"
    build(book, output=target, press_file=PressFile(marks=True))
    found = slugs(target.read_bytes())
    assert found[:3] == [f"My Book_2 (final) Ωß.pdf · 2026-09-21 · {label}" for label in ("i", "ii", "iii")]
    assert [one.rpartition(" ")[2] for one in found[4:]] == [str(at) for at in range(1, len(found) - 3)]
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    build(book, output=target, press_file=PressFile(marks=True))
    assert slugs(target.read_bytes())[0] == "My Book_2 (final) Ωß.pdf · i"


def test_a_name_too_long_for_the_slug_is_cut(tmp_path: Path) -> None:
    target = tmp_path / f"{'a very long name ' * 12}.pdf"
    build(chapters(1), output=target, press_file=PressFile(marks=True))
    page = pypdfium2.PdfDocument(target)[0]
    assert slugs(target.read_bytes())[0].startswith("a very long name")
    assert page.get_width() == 396 + 72


def test_no_marks_unless_they_are_asked_for(made: dict[str, bytes]) -> None:
    for name in ("plain", "kdp-paperback", "lulu"):
        for page in opened(made[name]).pages:
            assert b" re f" not in code_of(page)


@pytest.mark.parametrize("name", ["kdp-paperback", "offset"])
def test_inserted_pages_lie_on_the_trim(tmp_path: Path, name: str) -> None:
    """Black all over and beyond its own edges: black on the trim, white in the bleed."""
    finished = pikepdf.new()
    page = finished.add_blank_page(page_size=(396, 612))
    page.contents_add(b"-50 -50 600 800 re f")
    finished.save(tmp_path / "black.pdf")
    map_ = art(tmp_path, "map.png", (1200, 1800), "full-page")
    book = replace(chapters(1), divisions=(Insert(str(tmp_path / "black.pdf")), Chapter((*paragraphs("Words."), map_))))
    pdf = printed(book, tmp_path, press_file=press_file(name))
    number = next(at for at, page in enumerate(opened(pdf).pages, 1) if b"800 re" in code_of(page))
    left, bottom, right, top = pypdfium2.PdfDocument(pdf)[number - 1].get_trimbox()
    image = rendered(pdf, number)
    assert image.point(lambda value: 255 - value).getbbox() == pytest.approx(
        (left, image.height - top, right, image.height - bottom), abs=2
    )


def test_links_lie_on_their_words(tmp_path: Path) -> None:
    screen = replace(SCREEN, bleed=Bleed(9.0, ("head", "foot", "outside"), False), marks=True)
    book = the_book(tmp_path)
    pdf = printed(book, tmp_path, press_file=screen)
    document = pypdfium2.PdfDocument(pdf)
    seen = 0
    for at, page in enumerate(opened(pdf).pages):
        for link in page.obj.get("/Annots", []):
            words = document[at].get_textpage().get_text_bounded(*(float(edge) for edge in link.Rect))
            assert "Tale" in words
            seen += 1
    assert seen == 3


def modes() -> list[tuple[str, Image.Image]]:
    """A black picture with a lighter right half in ways that PDF 1.3 has not."""
    size = (1200, 1850)
    deep = Image.new("I;16", size, 0)
    deep.paste(32896, (600, 0, 1200, 1850))
    clear = Image.new("RGBA", size, (0, 0, 0, 255))
    clear.paste((0, 0, 0, 127), (600, 0, 1200, 1850))
    inks = Image.new("CMYK", size, (0, 0, 0, 255))
    inks.paste((0, 0, 0, 127), (600, 0, 1200, 1850))
    return [("deep.png", deep), ("clear.png", clear), ("inks.tif", inks)]


@pytest.mark.parametrize("which", [0, 1, 2], ids=["16 bits", "alpha", "CMYK"])
def test_pictures_of_every_kind_bleed(tmp_path: Path, which: int) -> None:
    name, image = modes()[which]
    image.save(tmp_path / name)
    picture = Picture(str(tmp_path / name), 1200, 1850, attributes=Attributes("", ("full-page",)))
    book = Book("T", (Chapter((*paragraphs("Words."), picture), plain("One")),))
    pdf = printed(book, tmp_path, press_file=press_file("kdp-paperback"))
    (stored,) = [
        one for one in opened(pdf).objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    ]
    assert (stored.ColorSpace, stored.BitsPerComponent) == ("/DeviceGray", 8)
    assert not {"/SMask", "/Mask"} & set(stored.keys())
    page = rendered(pdf, plates_of(pdf)[0])
    assert page.getpixel((1, 1)) == 0
    assert page.getpixel((page.width - 2, page.height - 2)) == pytest.approx(128, abs=2)


@pytest.mark.parametrize(("dots", "codes"), [(1700, []), (1600, ["P033"])])
def test_dots_an_inch_are_those_of_the_page_with_its_bleed(tmp_path: Path, dots: int, codes: list[str]) -> None:
    """On 5.5 by 8.5 in with KDP's bleed the picture is 5.625 in wide: 1,700 dots are 302 an inch, 1,600 are 284."""
    size = (dots, round(dots * 630 / 405))
    book = Book("T", (Chapter((*paragraphs("Words."), art(tmp_path, "a.png", size, "verso")), plain("One")),))
    report = build(book, output=tmp_path / "a.pdf", press_file=press_file("kdp-paperback"))
    assert [one.code for one in report.warnings] == codes
    assert all("284 dots" in one.message for one in report.warnings)


def test_no_number_has_an_exponent(made: dict[str, bytes]) -> None:
    """A nought that is not quite one would be written as 2.8e-14, which no PDF may hold."""
    for pdf in made.values():
        for page in opened(pdf).pages:
            code = re.sub(rb"<[0-9a-f]*>", b"", code_of(page))
            assert not re.search(rb"\d[eE][-+]?\d", code)


@pytest.mark.parametrize("name", ["kdp-paperback", "lulu", "offset"])
def test_the_read_back_sees_wrong_boxes(made: dict[str, bytes], name: str) -> None:
    """A trim moved on one page, a bleed box that is the trim, the versos' boxes on rectos."""
    frames = replace(press_file(name, marks=name == "offset")).frames(load_style("classic", "5.5x8.5").trim, "left")
    pdf = made[name]
    count = len(opened(pdf).pages)

    def codes(pdf: bytes) -> list[str]:
        return [one.code for one in check_structure(pdf, printed_pages(pdf), frames, count)]

    assert codes(pdf) == []
    for at, key, how in ((2, "/TrimBox", "/BleedBox"), (3, "/BleedBox", "/TrimBox"), (4, "/MediaBox", "/TrimBox")):
        document = pikepdf.open(io.BytesIO(pdf))
        document.pages[at].obj[key] = document.pages[at].obj[how]
        out = io.BytesIO()
        document.save(out)
        assert codes(out.getvalue()) == ["W004"]


def test_the_read_back_sees_a_plate_that_is_not_there_or_too_small(made: dict[str, bytes]) -> None:
    """Its number spoilt, so that readers drop it; its bleed left out."""
    pdf, (number, *_) = made["lulu"], plates_of(made["lulu"])
    frames = press_file("lulu").frames(load_style("classic", "5.5x8.5").trim, "left")
    code = code_of(opened(pdf).pages[number - 1])
    drawn = re.search(rb"n (\S+) 0.0000 0.0000 (\S+) (\S+) (\S+) cm", code)
    assert drawn
    for spoilt in (code.replace(drawn[3], b"2.8e-14"), code.replace(drawn[1], b"405"), b"q Q", code):
        document = pikepdf.open(io.BytesIO(pdf))
        document.pages[number - 1].obj.Contents = document.make_stream(spoilt)
        out = io.BytesIO()
        document.save(out)
        pictures = [page.pictures for page in printed_pages(out.getvalue())]
        wrong = [one.code for one in check_plates(pictures, frames, plates_of(pdf))]
        assert wrong == (["W008"] if spoilt is not code else [])


def pages_told(pdf: bytes) -> list[str]:
    """What each page of a bound book begins with; plates and blank pages by name."""
    plates = plates_of(pdf)
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        words = page.get_textpage().get_text_range().split()
        found.append("plate" if number in plates else " ".join(words[:2]).lower() or "blank")
    return found


def a_folder(folder: Path, **files: str) -> Path:
    """A book's folder with a map in it; `one="text"` is the chapter one.md."""
    chapters = ", ".join(f"{name}.md" for name in files)
    (folder / "book.yaml").write_text(f"title: The Test\nauthor: Ann\nchapters: [{chapters}]\n")
    for name, text in files.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    Image.new("L", (1200, 1830), 90).save(folder / "map.png")
    Image.new("L", (2400, 1830), 90).save(folder / "wide.png")
    return folder


@pytest.mark.parametrize(
    ("map_", "pages"),
    [
        ("map.png){.full-page}", ["plate", "blank", "w ords."]),
        ("map.png){.verso}", ["blank", "plate", "w ords."]),
        ("wide.png){.spread}", ["blank", "plate", "plate", "blank", "w ords."]),
        ("map.png){.recto .full-page}", ["plate", "blank", "w ords."]),
    ],
)
def test_a_map_before_the_only_chapter(tmp_path: Path, map_: str, pages: list[str]) -> None:
    """In a file of its own; chapters open on right pages. It is no chapter: the other is still the only one, whose title
    is dropped where it is the book's, and whose pages are headed by the author and the book."""
    folder = a_folder(tmp_path, map=f"![A map]({map_}\n", one="# The Test\n\n" + "Words. " * 900)
    (folder / "design.yaml").write_text("base: classic\nchapter:\n  opens: recto\n")
    file = replace(press_file("kdp-paperback"), bleed=None)
    build(folder, style=str(folder / "design.yaml"), output=folder / "a.pdf", press_file=file)
    pdf = (folder / "a.pdf").read_bytes()
    told = pages_told(pdf)
    assert told[:4] == ["the test", "blank", "the test", "the test"]
    assert told[4 : 4 + len(pages)] == pages
    heads = [pypdfium2.PdfDocument(pdf)[at].get_textpage().get_text_range() for at in range(len(told))]
    assert [one for one in heads[4 + len(pages) :] if "Ann" in one or "The Test" in one], "author and book at the heads"
    assert not [one for one in heads[4 : 4 + len(pages)] if "Ann" in one or "Test" in one]


def test_plates_from_markdown_to_the_page(tmp_path: Path) -> None:
    """Two in one paragraph's lines, one among words, one in a letter: each once, and every word beside them."""
    text = (
        "# One\n\nFirst words. ![A](map.png){.full-page} Then more.\n\n![](map.png){.verso}\n![](map.png){.recto}\n\n"
        "::: letter\nDear Ann,\n\n![](map.png){ .full-page }\n\nTom\n:::\n\nLast.\n"
    )
    report = build(a_folder(tmp_path, one=text), output=tmp_path / "a.pdf", press_file=press_file("lulu"))
    assert [one.code for one in report.warnings if one.code != "P033"] == []
    told = pages_told((tmp_path / "a.pdf").read_bytes())
    assert told[-6:] == ["one f", "plate", "blank", "plate", "plate", "plate"]


def test_a_stable_build_stays_as_it_is(tmp_path: Path) -> None:
    words = "\n\n".join(f"Paragraph {at} " + "of many a word " * 30 for at in range(30))
    folder = a_folder(tmp_path, one=f"# One\n\n{words}\n\n![](map.png){{.recto}}\n\n{words}\n")
    target = tmp_path / "a.pdf"
    build(folder, output=target)
    first = target.read_bytes()
    assert build(folder, output=target, stable=True).changed == ()
    assert target.read_bytes() == first


def test_a_spread_too_coarse_is_told_once(tmp_path: Path) -> None:
    book = Book("T", (Chapter((*paragraphs("Words."), art(tmp_path, "a.png", (900, 700), "spread")), plain("One")),))
    refusing = PressFile(pictures=PictureRules(dpi_refuse=200.0, line_dpi_refuse=200.0))
    with pytest.raises(BookError) as caught:
        build(book, output=tmp_path / "a.pdf", press_file=refusing)
    assert [one.code for one in caught.value.diagnostics] == ["P034"]


@pytest.mark.parametrize("name", NAMES)
def test_presses_find_nothing_in_a_book_that_bleeds(tmp_path: Path, name: str) -> None:
    """Built for the press: its bleed by itself, marks where they are asked for, and not a word but of few dots."""
    map_ = art(tmp_path, "map.png", (1350, 2000), "full-page")
    text = paragraphs(*[f"I{OLDEN} Number {at}." for at in range(104)])
    book = Book("T", (Chapter((*text[:20], map_, *text[20:]), plain("One")),), contributors=(Contributor("Ann"),))
    report = build(book, trim="6x9", output=tmp_path / "a.pdf", press=name, marks=name == "offset")
    assert {one.code for one in report.warnings} <= {"P033", "K040"}
    assert report.sheet is not None
    assert dict(report.sheet.lines)["bleed"] == "yes"
    assert bool(slugs((tmp_path / "a.pdf").read_bytes())[0]) == (name == "offset")
