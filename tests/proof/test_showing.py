"""Pictures of a book's pages: which are chosen, how they lie, what the command says."""

from __future__ import annotations

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from planted import HEIGHT, WIDTH, clean_book
from reportlab.pdfgen.canvas import Canvas

from bookbuild.cli import main
from bookbuild.diagnostics import BookError, UsageError
from bookbuild.making import build
from bookbuild.proof.glyphs import Sheet
from bookbuild.proof.pages import Leaf
from bookbuild.proof.portraits import GROUND, portrait
from bookbuild.proof.views import (
    View,
    asked_views,
    facing,
    full_spread,
    fullest_spread,
    page_labels,
    right_bound,
    telling_views,
)
from bookbuild.showing import show

LABELS = ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5"]
TEXT = "The ferry left at nine, as it had left at nine every morning since the bridge was carried away. " * 12


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small book with front matter and two chapters of several pages."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "book.yaml").write_text("title: The Ferry\nauthor: Ada Marsh\nsubtitle: A Story\n", "utf-8")
    for name in ("01", "02"):
        (folder / f"{name}.md").write_text(f"# Part {name}\n\n" + f"{TEXT}\n\n" * 6, "utf-8")
    return build(folder, output=folder / "ferry.pdf").file


def grounds(colours: list[tuple[float, float, float]], bleed: float = 0.0, turned: bool = False) -> bytes:
    """Pages of plain colours, 200 x 300 points in the trim, black in the bleed."""
    made = BytesIO()
    wide, high = 200 + 2 * bleed, 300 + 2 * bleed
    canvas = Canvas(made, (wide, high), initialFontName="Courier")
    for colour in colours:
        if bleed:
            canvas.setTrimBox((bleed, bleed, bleed + 200, bleed + 300))
            canvas.rect(0, 0, wide, high, stroke=0, fill=1)
        canvas.setFillColorRGB(*colour)
        canvas.rect(bleed, bleed, 200, 300, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.showPage()
    if turned:
        canvas.setViewerPreference("Direction", "R2L")
    canvas.save()
    return made.getvalue()


GRAYS = [(0.8, 0.8, 0.8), (0.6, 0.6, 0.6), (0.4, 0.4, 0.4), (0.2, 0.2, 0.2)]
"""Pages 1 to 4 grow darker: 204, 153, 102, 51."""


# Which pages


@pytest.mark.parametrize(
    ("page", "count", "right", "wanted"),
    [
        (0, 4, False, (None, 0)),
        (1, 4, False, (1, 2)),
        (2, 4, False, (1, 2)),
        (3, 4, False, (3, None)),
        (0, 4, True, (0, None)),
        (1, 4, True, (2, 1)),
        (3, 4, True, (None, 3)),
    ],
)
def test_pages_that_face_each_other(page: int, count: int, right: bool, wanted: tuple[int | None, int | None]) -> None:
    assert facing(page, count, right) == wanted


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("1", [4]),
        ("iii", [2]),
        ("2-4", [5, 6, 7]),
        ("iii-1", [2, 3, 4]),
        (" ii , 5,2-3 ", [1, 8, 5, 6]),
        ("2,2,2-3", [5, 6]),
    ],
)
def test_pages_by_the_numbers_on_them(asked: str, wanted: list[int]) -> None:
    assert [view.pages for view in asked_views(asked, LABELS, False, False, "b.pdf")] == [(at,) for at in wanted]


def test_a_spread_is_shown_once() -> None:
    views = asked_views("1,2,3,i", LABELS, True, False, "b.pdf")
    assert views == [View("pages-iv-1", (3, 4)), View("pages-2-3", (5, 6)), View("page-i", (None, 0))]


def test_labels_with_a_dash() -> None:
    assert asked_views("A-1", ["A-1", "A-2"], False, False, "b.pdf") == [View("page-A-1", (0,))]


@pytest.mark.parametrize("asked", ["", ",", "1,,2", "5-2"])
def test_what_is_no_list_of_pages(asked: str) -> None:
    with pytest.raises(UsageError, match="--pages"):
        asked_views(asked, LABELS, False, False, "b.pdf")


@pytest.mark.parametrize("asked", ["6", "v", "1-9", "x-2", "-3", "2-", "nonsense"])
def test_pages_that_are_not_there(asked: str) -> None:
    with pytest.raises(BookError) as caught:
        asked_views(asked, LABELS, False, False, "b.pdf")
    (told,) = caught.value.diagnostics
    assert told.code == "C050" and told.hint == "Its pages are numbered i to iv and 1 to 5."


def telling(pdf: bytes, spreads: bool = False) -> list[View]:
    document = pypdfium2.PdfDocument(pdf)
    views = telling_views(document, pdf, "b.pdf", spreads)
    document.close()
    return views


def test_three_pages_that_tell(built: Path) -> None:
    pdf = built.read_bytes()
    labels = page_labels(pypdfium2.PdfDocument(pdf))
    views = {view.name: view.pages for view in telling(pdf)}
    assert [labels[at or 0] for at in views["title-page"]] == ["iii"]
    assert [labels[at or 0] for at in views["chapter-opening"]] == ["1"]
    assert [labels[at or 0] for at in views["spread"]] == ["2", "3"]
    spreads = telling(pdf, spreads=True)
    assert all(len(view.pages) == 2 for view in spreads) and len({view.pages for view in spreads}) == len(spreads)


def test_a_book_without_front_matter_has_no_title_page() -> None:
    views = telling(clean_book().pdf())
    assert [(view.name, view.pages) for view in views] == [("chapter-opening", (0,)), ("spread", (1, 2))]


def test_a_book_too_short_to_be_read_as_one(tmp_path: Path) -> None:
    """One line a chapter: bookmarks tell where the first begins; the fullest facing pages are shown."""
    (tmp_path / "book.yaml").write_text("title: The Ferry\n", "utf-8")
    for name, text in (("01", "It was late."), ("02", "It was later, and colder."), ("03", "Nobody came.")):
        (tmp_path / f"{name}.md").write_text(f"# Part\n\n{text}\n", "utf-8")
    pdf = build(tmp_path).file.read_bytes()
    labels = page_labels(pypdfium2.PdfDocument(pdf))
    views = {view.name: [labels[at] for at in view.pages if at is not None] for view in telling(pdf)}
    assert views == {"title-page": ["iii"], "chapter-opening": ["1"], "spread": ["2", "3"]}


def leaf(number: int, lines: int, opens: bool = False, closes: bool = False) -> Leaf:
    """A page with so many lines, of which only the number counts."""
    line: Any = None
    return Leaf(number, 1.0, 1.0, (line,) * lines, (), opens, closes)


def test_the_spread_shown_is_two_full_facing_pages_of_a_chapter() -> None:
    before = [leaf(3, 30), leaf(4, 20), leaf(5, 30), leaf(6, 30, opens=True), leaf(7, 30), leaf(8, 30)]
    within = [leaf(9, 30, closes=True), leaf(10, 29), leaf(12, 30), leaf(13, 29), leaf(14, 30), leaf(15, 30)]
    assert full_spread(before + within) == 11, "the page before page 12 has another page between"
    assert full_spread(before) is None


def test_in_a_short_book_the_fullest_facing_pages() -> None:
    def sheet(glyphs: int) -> Sheet:
        glyph: Any = None
        return Sheet(1, 1.0, 1.0, (glyph,) * glyphs)

    assert fullest_spread([sheet(count) for count in (900, 900, 0, 20, 30, 25, 25, 500)], 8) == 5
    assert fullest_spread([sheet(count) for count in (9, 5, 5, 6, 7)], 5) == 3


def test_pages_that_are_pictures() -> None:
    """A scan: its first page, and the middle."""
    views = telling(grounds(GRAYS * 3))
    assert [(view.name, view.pages) for view in views] == [("title-page", (0,)), ("spread", (5, 6))]
    assert [view.pages for view in telling(grounds(GRAYS[:1]))] == [(0,), (None, 0)]


# How they lie


def drawn(pdf: bytes, pages: tuple[int | None, ...], width: int = 800) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture: Image.Image = portrait(document, pages, width)
    document.close()
    return picture


def test_facing_pages_lie_beside_each_other_with_the_folds_shadow() -> None:
    picture = drawn(grounds(GRAYS), (1, 2))
    assert picture.mode == "L" and picture.width == 800
    around, page = 28, 372
    assert picture.height == 2 * around + round(page * 1.5)
    middle = picture.height // 2
    row = list(picture.crop((0, middle, 800, middle + 1)).tobytes())
    assert row[around + 5] == 153 and row[-around - 6] == 102
    assert row[around + page - 1] == pytest.approx(153 * 0.78, abs=3) and row[around + page] == pytest.approx(
        102 * 0.78, abs=3
    )
    left = row[around : around + page]
    assert left == sorted(left, reverse=True), "darker towards the fold"
    assert row[around + page // 2] == 153, "and only near it"


def test_the_ground_is_light_and_bears_a_shadow() -> None:
    picture = drawn(grounds([(1, 1, 1)]), (0,))
    assert picture.getpixel((2, 2)) == GROUND
    assert picture.getpixel((400, 600)) == 255
    below = picture.getpixel((400, picture.height - 28 + 3))
    assert isinstance(below, int) and below < GROUND - 20


def test_a_page_that_lies_alone_leaves_the_other_half_free() -> None:
    picture = drawn(grounds(GRAYS), (None, 0))
    level = picture.height // 2
    assert picture.getpixel((200, level)) == GROUND and picture.getpixel((600, level)) == 204


def test_pages_are_cut_to_their_trim() -> None:
    picture = drawn(grounds([(1, 1, 1)], bleed=9), (0,))
    dark = picture.point([255] * 100 + [0] * 156)
    assert dark.getbbox() is None, "the bleed's black is not seen"
    assert picture.size == drawn(grounds([(1, 1, 1)]), (0,)).size


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_shown_as_a_viewer_shows_them(turn: int) -> None:
    with pikepdf.open(BytesIO(grounds([(1, 1, 1)], bleed=9))) as book:
        book.pages[0].obj["/Rotate"] = turn
        made = BytesIO()
        book.save(made)
    picture = drawn(made.getvalue(), (0,))
    assert picture.height - 56 == pytest.approx((800 - 56) * (1.5 if turn == 180 else 1 / 1.5), abs=1)
    assert picture.point([255] * 100 + [0] * 156).getbbox() is None


def test_colour_is_kept() -> None:
    picture = drawn(grounds([(1, 0, 0)]), (0,))
    assert picture.mode == "RGB" and picture.getpixel((400, 400)) == (255, 0, 0)


def test_the_binding_is_read_from_the_file() -> None:
    for turned in (False, True):
        document = pypdfium2.PdfDocument(grounds(GRAYS, turned=turned))
        assert right_bound(document) is turned


def test_right_bound_spreads_are_the_other_way_round(tmp_path: Path) -> None:
    (made,) = show(grounds(GRAYS, turned=True), "b.pdf", tmp_path / "s.png", pages="2", spreads=True, width=800)
    with Image.open(made) as picture:
        assert picture.getpixel((200, 300)) == 102 and picture.getpixel((600, 300)) == 153


# The command


def test_pictures_of_a_pdf_by_default(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pictures", str(built), "--width", "300"]) == 0
    folder = built.with_name("ferry-pictures")
    names = ["title-page.png", "chapter-opening.png", "spread.png"]
    assert capsys.readouterr().out.splitlines() == [str(folder / name) for name in names]
    for name in names:
        with Image.open(folder / name) as picture:
            assert picture.width == 300


def test_pictures_of_a_books_folder(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pictures", str(built.parent), "--pages", "2-3", "--spreads", "--width", "300"]) == 0
    made = built.parent / "build" / "the-ferry-pictures" / "pages-2-3.png"
    assert capsys.readouterr().out == f"{made}\n" and made.is_file()
    assert not list((built.parent / "build").glob("*.pdf"))
    assert (
        main(
            ["pictures", str(built), "--pages", "2-3", "--spreads", "--width", "300", "-o", str(built.parent / "a.PNG")]
        )
        == 0
    )
    assert (built.parent / "a.PNG").read_bytes() == made.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--pages", "900"], 1, "C050"),
        (["--pages", "3-2"], 2, "runs backwards"),
        (["--pages", "1-3", "-o", "one.png"], 2, "-o names one picture, but 3 are to be drawn; name a folder."),
        (["-o", "one.png"], 2, "3 are to be drawn"),
        (["--width", "5"], 2, "--width"),
        (["--width", "100000"], 2, "--width"),
        (["--pages", "1", "-o", "notes.png"], 1, "C002"),
        (["-o", "notes.txt"], 1, "C002"),
    ],
)
def test_nothing_is_drawn_for_what_can_t_be_done(
    built: Path,
    tmp_path: Path,
    arguments: list[str],
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("notes.png", "notes.txt"):
        Path(name).write_text("Buy milk.", "utf-8")
    assert main(["pictures", str(built), *arguments]) == code
    told = capsys.readouterr()
    assert said in told.err and not told.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.png", "notes.txt"]
    assert Path("notes.png").read_text("utf-8") == "Buy milk."


def test_files_that_can_t_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.pdf").write_text("This is no PDF.", "utf-8")
    with pikepdf.open(BytesIO(grounds(GRAYS))) as book:
        book.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="owner", user="secret"))
    pikepdf.new().save(tmp_path / "empty.pdf")
    for name, code in (("text.pdf", "C020"), ("none.pdf", "C020"), ("empty.pdf", "C020"), ("locked.pdf", "C021")):
        assert main(["pictures", str(tmp_path / name)]) == 1
        assert code in capsys.readouterr().err
    assert not list(tmp_path.glob("*-pictures"))


def test_damaged_files_are_drawn_or_refused_in_words(tmp_path: Path) -> None:
    whole = grounds(GRAYS * 2)
    chance = random.Random(5)
    refused = 0
    for step in range(60):
        damaged = bytearray(whole[: len(whole) * step // 60] if step % 3 == 1 else whole)
        for _ in range(step):
            if damaged:
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            show(bytes(damaged), "b.pdf", tmp_path / "out", width=100, pages="1-8" if step % 2 else None)
        except BookError as fault:
            refused += 1
            assert fault.diagnostics[0].code in ("C020", "C021", "C050")
    assert refused > 10


@pytest.mark.parametrize("box", [[0, 0, 1, 300], [0, 0, 200, 0.5]])
def test_a_page_without_a_size(box: list[float], tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(grounds(GRAYS))) as book:
        book.pages[1].obj.MediaBox = book.pages[1].obj.TrimBox = box
        made = BytesIO()
        book.save(made)
    with pytest.raises(BookError, match="Page 2 of the file can't be drawn"):
        show(made.getvalue(), "b.pdf", tmp_path, pages="1-2", width=100)
    assert not list(tmp_path.iterdir())


def test_the_planted_book_has_its_size() -> None:
    """The pages of tests/proof/planted.py, seen at their own proportions."""
    picture = drawn(clean_book().pdf(), (0,))
    assert (picture.height - 56) / (picture.width - 56) == pytest.approx(HEIGHT / WIDTH, abs=0.005)
