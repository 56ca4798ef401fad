"""The bound book: labels, outline, links, boxes, inserted pages, pictures, and the same bytes every time."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pypdfium2
import pytest
from conftest import SCREEN, a_book, chapters, paragraphs, printed
from PIL import Image

from bookbuild.diagnostics import BookError
from bookbuild.making import build
from bookbuild.manuscript.blocks import Block, Chapter, Contributor, PartTitle, Picture, plain
from bookbuild.style.style import Trim

TRIM = Trim("5.5x8.5", 396.0, 612.0)


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    book = replace(chapters(4, words=200), contributors=(Contributor("Ann Author"),), subtitle="Four of Them")
    first, *others = book.divisions
    book = replace(book, divisions=(first, PartTitle(plain("Part Two")), *others))
    return printed(book, tmp_path_factory.mktemp("bound"), press_file=SCREEN)


def opened(pdf: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(pdf))


def test_pages_are_labelled_roman_then_from_one(bound: bytes) -> None:
    labels = opened(bound).page_labels
    front = labels.index("1")
    assert labels[:4] == ["i", "ii", "iii", "iv"]
    assert labels[front:] == [str(number) for number in range(1, len(labels) - front + 1)]
    assert front % 2 == 0, "the body begins on a recto"


def outline(reader: pypdf.PdfReader) -> list[tuple[int, str, int]]:
    found: list[tuple[int, str, int]] = []

    def walk(items: list[Any], level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                found.append((level, str(item.title), int(reader.get_destination_page_number(item) or 0)))

    walk(list(reader.outline), 0)
    return found


def test_the_outline_leads_to_the_chapters_inside_their_parts(bound: bytes) -> None:
    reader = opened(bound)
    marks = outline(reader)
    assert [(level, title) for level, title, _ in marks] == [
        (0, "1 The 1 Tale"), (0, "Part Two"), (1, "2 The 2 Tale"), (1, "3 The 3 Tale"), (1, "4 The 4 Tale")
    ]  # fmt: skip
    for _, title, page in marks:
        assert title.split()[-2] in reader.pages[page].extract_text()
        words = " ".join(pypdfium2.PdfDocument(bound)[page].get_textpage().get_text_range().split())
        assert title.lower().split(" ", 1)[-1][-9:] in words[:60].lower()


def test_every_line_of_the_contents_leads_to_its_page(bound: bytes) -> None:
    reader = opened(bound)
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(reader.pages) if page.indirect_reference}
    targets = {page for _, _, page in outline(reader)}
    found: set[int] = set()
    for page in reader.pages:
        for reference in page.get("/Annots", []):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            left, bottom, right, top = (float(value) for value in link["/Rect"])
            assert 0 < left < right < TRIM.width
            assert 0 < bottom < top < TRIM.height
            found.add(numbers[link["/Dest"][0].idnum])
    assert found == targets


def test_links_lie_on_the_words_that_name_their_goals(bound: bytes) -> None:
    reader = opened(bound)
    document = pypdfium2.PdfDocument(bound)
    lines = 0
    for at, page in enumerate(reader.pages):
        for reference in page.get("/Annots", []):
            left, bottom, right, top = (float(value) for value in reference.get_object()["/Rect"])
            words = document[at].get_textpage().get_text_bounded(left, bottom, right, top)
            assert "Tale" in words or "Part Two" in words
            lines += 1
    assert lines == 5


def test_every_page_has_its_boxes(bound: bytes) -> None:
    for page in pikepdf.open(io.BytesIO(bound)).pages:
        for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
            assert [float(value) for value in page.obj[box]] == [0, 0, 396, 612]
        for key in ("/ArtBox", "/CropBox", "/Rotate", "/Trans"):
            assert key not in page.obj


def test_bookmarks_and_links_are_places_not_actions(bound: bytes) -> None:
    document = pikepdf.open(io.BytesIO(bound))
    pages = {page.objgen for page in document.pages}
    entries = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/Dest" in one]
    assert len(entries) == 10, "five bookmarks, five lines of the contents"
    for one in entries:
        assert "/A" not in one
        assert one.Dest[0].objgen in pages


def test_the_outline_hangs_together(bound: bytes) -> None:
    """First, last, next, previous, parent and count agree (PDF 1.7, tables 152 and 153)."""
    document = pikepdf.open(io.BytesIO(bound))

    def walked(above: Any) -> int:
        count, last = 0, None
        item = above.First
        while item is not None:
            assert item.Parent.objgen == above.objgen
            assert (last is None) == ("/Prev" not in item)
            assert last is None or item.Prev.objgen == last.objgen
            count += 1 + (walked(item) if "/First" in item else 0)
            last, item = item, item.get("/Next")
        assert last is not None and above.Last.objgen == last.objgen
        assert int(above.Count) == count
        return count

    assert walked(document.Root.Outlines) == 5


def test_metadata_language_and_identity(bound: bytes) -> None:
    document = pikepdf.open(io.BytesIO(bound))
    info = document.docinfo
    assert str(info["/Title"]) == "Tales: Four of Them"
    assert str(info["/Author"]) == "Ann Author"
    assert str(info["/CreationDate"]) == "D:20000101000000Z"
    assert str(document.Root.Lang) == "en-US"
    assert document.Root.PageLayout == "/TwoPageRight"
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
    first, second = document.trailer.ID
    assert len(bytes(first)) == 16 and bytes(first) == bytes(second)


def test_the_date_is_the_source_date_epochs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    document = pikepdf.open(io.BytesIO(printed(a_book(*paragraphs("Word.")), tmp_path)))
    assert str(document.docinfo["/CreationDate"]) == "D:19700102000000Z"


def test_a_hebrew_book_is_bound_on_the_right(tmp_path: Path) -> None:
    book = a_book(*paragraphs("שלום"), language="he")
    document = pikepdf.open(io.BytesIO(printed(book, tmp_path, press_file=SCREEN)))
    assert document.Root.ViewerPreferences.Direction == "/R2L"
    english = pikepdf.open(io.BytesIO(printed(a_book(*paragraphs("Word.")), tmp_path, press_file=SCREEN)))
    assert "/Direction" not in english.Root.ViewerPreferences


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    picture = tmp_path / "gray.png"
    Image.new("L", (30, 20), 90).save(picture)
    blocks: tuple[Block, ...] = (*paragraphs("One “two” _three_ *four* ★."), Picture(str(picture), 30, 20))
    book = replace(chapters(3), divisions=(*chapters(3).divisions, Chapter(blocks, plain("Last"))))
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    one, two = printed(book, first), printed(book, second)
    assert one == two
    changed = replace(book, title="Tails")
    assert bytes(pikepdf.open(io.BytesIO(printed(changed, first))).trailer.ID[0]) != bytes(
        pikepdf.open(io.BytesIO(one)).trailer.ID[0]
    )


def test_all_is_black_and_nothing_is_transparent(bound: bytes) -> None:
    for page in pikepdf.open(io.BytesIO(bound)).pages:
        page.contents_coalesce()
        contents = page.Contents.read_bytes() if "/Contents" in page.obj else b""
        operators = (
            {bytes(str(one.operator), "ascii") for one in pikepdf.parse_content_stream(page)} if contents else set()
        )
        assert not operators & {b"rg", b"RG", b"k", b"K", b"gs", b"sh"}


# Pictures


PICTURES = {
    "alpha": lambda path: Image.new("RGBA", (60, 40), (200, 30, 30, 128)).save(path.with_suffix(".png")),
    "rgb": lambda path: Image.new("RGB", (60, 40), (200, 30, 30)).save(path.with_suffix(".png")),
    "cmyk": lambda path: Image.new("CMYK", (60, 40), (0, 200, 200, 20)).save(path.with_suffix(".jpg")),
    "16-bit": lambda path: Image.new("I;16", (60, 40), 30000).save(path.with_suffix(".png")),
    "1-bit": lambda path: Image.new("1", (60, 40), 0).save(path.with_suffix(".png")),
    "palette": lambda path: Image.new("RGB", (60, 40), (200, 30, 30)).quantize(4).save(path.with_suffix(".png")),
    "gray and alpha": lambda path: Image.new("LA", (60, 40), (90, 128)).save(path.with_suffix(".png")),
}


@pytest.mark.parametrize("kind", PICTURES)
def test_pictures_come_out_gray(kind: str, tmp_path: Path) -> None:
    PICTURES[kind](tmp_path / "one")
    (file,) = tmp_path.glob("one.*")
    book = a_book(*paragraphs("Before."), Picture(str(file), 60, 40, plain("A caption")), *paragraphs("After."))
    pdf = printed(book, tmp_path)
    seen = 0
    for page in pikepdf.open(io.BytesIO(pdf)).pages:
        for image in page.images.values():
            seen += 1
            assert image.ColorSpace == "/DeviceGray"
            assert int(image.BitsPerComponent) in (1, 8)
            assert "/SMask" not in image
            assert (int(image.Width), int(image.Height)) == (60, 40)
            gray = pikepdf.PdfImage(image).as_pil_image().convert("L").getpixel((30, 20))
            assert isinstance(gray, int)
            assert gray == 0 if kind == "1-bit" else 40 < gray < 200
    assert seen == 1


def test_the_same_picture_twice_is_stored_once_a_different_one_again(tmp_path: Path) -> None:
    for shade in (50, 150):
        Image.new("L", (60, 40), shade).save(tmp_path / f"{shade}.png")
    pictures = [Picture(str(tmp_path / f"{shade}.png"), 60, 40) for shade in (50, 150, 50)]
    pdf = printed(a_book(*paragraphs("Before."), *pictures), tmp_path)
    shades = {
        pikepdf.PdfImage(image).as_pil_image().getpixel((5, 5))
        for page in pikepdf.open(io.BytesIO(pdf)).pages
        for image in page.images.values()
    }
    assert shades == {50, 150}


def test_a_picture_stands_in_its_place(tmp_path: Path) -> None:
    Image.new("L", (600, 400), 0).save(tmp_path / "black.png")
    pdf = printed(a_book(*paragraphs("Before."), Picture(str(tmp_path / "black.png"), 600, 400)), tmp_path)
    (placed,) = [one for one in pypdfium2.PdfDocument(pdf)[0].get_objects() if one.type == 3]
    left, bottom, right, top = placed.get_bounds()
    assert right - left == pytest.approx(144.0, abs=0.1), "600 dots at 300 to the inch"
    assert top - bottom == pytest.approx(96.0, abs=0.1)
    assert (left + right) / 2 == pytest.approx(60 + 288 / 2, abs=0.1)


# A failed build


def test_a_failed_build_leaves_the_earlier_file_whole(tmp_path: Path) -> None:
    before = printed(a_book(*paragraphs("Word.")), tmp_path)
    with pytest.raises(BookError):
        build(a_book(*paragraphs("漢" * 20)), output=tmp_path / "book.pdf")
    assert (tmp_path / "book.pdf").read_bytes() == before
    assert [path.name for path in tmp_path.glob("[!.]*")] == ["book.pdf"]
