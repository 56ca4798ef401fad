"""The three designs on every trim they are made for: their tables, and pages measured as a press would."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from conftest import OLDEN, Room, inked, typed

from bookbuild.diagnostics import BookError, UsageError
from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.galley import FurnishedPage, PageShape, Placed
from bookbuild.makeup.pagination import paginate
from bookbuild.making import build
from bookbuild.manuscript.blocks import Block, Book, Chapter, Heading, Paragraph, Quotation, SceneBreak, plain
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.style.load import load_style, shipped_styles
from bookbuild.style.style import SAFE, Characters

# design, trim: size, leading, inner, measure, fore-edge, first baseline, lines, last baseline, characters a line
TABLE = """
classic 5x8 11 14 54 264 42 68.5 32 502.5 64
classic B-format 11 14 56 264 45.7 68.5 31 488.5 64
classic 5.25x8 11 14 56 276 46 68.5 32 502.5 67
classic 5.5x8.5 11.5 14.5 60 288 48 69.5 33 533.5 67
classic A5 12 15 64 300 55.5 70 31 520 67
classic 6x9 12 15.5 66 312 54 71 33 567 69
classic 7x10 13 17 84 348 72 74 34 635 71
modern 5x8 9.5 14 54 264 42 67.5 33 515.5 57
modern B-format 9.5 14 56 264 45.7 67.5 32 501.5 57
modern 5.25x8 9.5 14 56 276 46 67.5 33 515.5 60
modern 5.5x8.5 9.75 14.5 60 288 48 68.5 34 547 61
modern A5 10 14.5 64 300 55.5 68.5 33 532.5 62
modern 6x9 10.25 15 66 312 54 69 35 579 63
modern 7x10 11 16 84 348 72 71 37 647 65
large-print 5.5x8.5 16 21.5 58 288 50 58 23 531 39
large-print A5 16 22 60 306 53.5 58 22 520 41
large-print 6x9 16 22 62 318 52 58 24 564 43
large-print 7x10 17 23.5 78 360 66 64.5 25 628.5 46
"""
ROWS = [
    (name, trim, [float(number) for number in numbers])
    for name, trim, *numbers in map(str.split, TABLE.split("\n")[1:-1])
]
every_design = pytest.mark.parametrize(("name", "trim"), [row[:2] for row in ROWS])

HEAD_LINE = {"classic": 44.0, "modern": 43.0}
"""The running head's baseline on every trim."""
FOLIO_BELOW = {"classic": 2.0, "large-print": 1.75}
"""Leadings from the last line to the folio."""
FIRST_TEXT_LINE = {"classic": 11, "modern": 13, "large-print": 7}
"""The grid line, from 1, on which a chapter's text begins."""
TITLE_LINE = {"classic": 7, "modern": 8, "large-print": 4}
NUMBER_LINE = {"classic": 5, "modern": 6, "large-print": 2}


@cache
def room(name: str, trim: str) -> Room:
    return Room(load_style(name, trim))


@cache
def pages(name: str, trim: str) -> list[FurnishedPage]:
    """A chapter with something of everything on it, long enough for several openings."""
    here = room(name, trim)
    text = Paragraph(typed("“T" + OLDEN + "”"))
    blocks: tuple[Block, ...] = (
        text,
        text,
        SceneBreak(),
        *[text] * 3,
        Heading(2, plain("A Head")),
        text,
        Quotation((text,)),
        *[text] * 8,
    )
    chapter = Chapter(blocks, plain("A Title"), number="12")
    result = paginate(here.composer.chapter(chapter), PageShape(here.style.grid.lines), 1)
    furnisher = here.furnisher()
    return [
        furnisher.furnish(page, "" if page.opens else "The Head", "" if page.opens else str(page.number))
        for page in result.pages
    ]


def lines_of(placed: tuple[Placed, ...]) -> Iterator[tuple[Placed, Line]]:
    return ((one, one.thing) for one in placed if isinstance(one.thing, Line))


@pytest.mark.parametrize(("name", "trim", "numbers"), ROWS)
def test_the_grid_is_as_designed(name: str, trim: str, numbers: list[float]) -> None:
    style = load_style(name, trim)
    grid = style.grid
    last = grid.baseline(grid.lines - 1)
    found = [style.size, grid.leading, grid.spine, grid.measure, grid.fore_edge, grid.baseline(0), grid.lines, last]
    assert found == pytest.approx(numbers[:8], abs=0.06)
    assert style.indent == grid.leading


@pytest.mark.parametrize(("name", "trim", "numbers"), ROWS)
def test_as_many_characters_a_line_as_designed(name: str, trim: str, numbers: list[float]) -> None:
    here = room(name, trim)
    style = here.style
    manner = Manner(here.spec, "left", divide=False)
    (line,) = here.compositor.set_lines(typed("T" + OLDEN), Measure(0, 1e6), manner)
    average = line.width / len("T" + OLDEN)
    assert style.grid.measure / average == pytest.approx(numbers[8], abs=1.6)


@every_design
def test_every_line_is_on_the_grid_and_facing_pages_are_alike(name: str, trim: str) -> None:
    style = load_style(name, trim)
    furniture: dict[str, set[float]] = {}
    lefts: dict[bool, set[float]] = {True: set(), False: set()}
    for page in pages(name, trim):
        block = style.grid.spine if page.page.recto else style.grid.fore_edge
        for placed, line in lines_of(page.text):
            if line.text == "“":  # hung beside the initial, its top aligned
                continue
            if (
                line.segments[0].fount.spec.typeface.roman == style.typeface.roman
                and line.segments[0].fount.size == style.size
            ):
                at = (placed.y - style.grid.baseline(0)) / style.leading
                raised = 0.25 if line.text == "A Head" and at > 0.5 else 0.0
                assert abs(at + raised - round(at + raised)) * style.leading < 0.05, line.text
            lefts[page.page.recto].add(round(placed.x - block, 2))
        for placed, line in lines_of(page.furniture):
            if line.text[-1:].isdigit() or "Head" in line.text:
                kind = "head" if placed.y < style.grid.head else "foot"
                furniture.setdefault(kind, set()).add(round(placed.y, 2))
    assert all(len(heights) == 1 for heights in furniture.values())
    assert lefts[True] == lefts[False] == {0.0}
    if name in HEAD_LINE:
        assert furniture["head"].pop() == pytest.approx(HEAD_LINE[name], abs=0.3)
    if name in FOLIO_BELOW:
        last = style.grid.baseline(style.grid.lines - 1)
        assert furniture["foot"].pop() == pytest.approx(last + FOLIO_BELOW[name] * style.leading, abs=0.05)
    else:
        assert "foot" not in furniture


@every_design
def test_ink_keeps_half_an_inch_from_every_edge(name: str, trim: str) -> None:
    style = load_style(name, trim)
    for page in pages(name, trim):
        for placed, line in lines_of((*page.text, *page.furniture)):
            left, right = inked(line, placed.x)
            assert left >= SAFE - 1e-6, line.text
            assert right <= style.trim.width - SAFE + 1e-6, line.text
            top, bottom = ink_of(line)
            assert placed.y - top >= SAFE - 1e-6, line.text
            assert placed.y - bottom <= style.trim.height - SAFE + 1e-6, line.text


@every_design
def test_a_chapter_opens_on_the_lines_of_its_design(name: str, trim: str) -> None:
    style = load_style(name, trim)
    opener = pages(name, trim)[0]
    heights = {line.text: placed.y for placed, line in lines_of(opener.text)}
    number = "chapter twelve" if name == "classic" else "12"
    assert heights[number] == pytest.approx(style.grid.baseline(NUMBER_LINE[name] - 1))
    assert heights["A Title"] == pytest.approx(style.grid.baseline(TITLE_LINE[name] - 1))
    assert style.opening.sink == FIRST_TEXT_LINE[name] - 1
    assert not [line.text for _, line in lines_of(opener.furniture) if line.text[-1:].isdigit()], "no folio"


def test_classic_has_more_foot_than_head() -> None:
    for name, trim, _ in ROWS:
        style = load_style(name, trim)
        if name == "classic":
            fount = room(name, trim).fount
            head = style.grid.baseline(0) - fount.face.x_height * fount.scale
            assert style.trim.height - style.grid.baseline(style.grid.lines - 1) >= 1.1 * head


def test_the_designs_differ_where_it_shows() -> None:
    classic, modern, large = (load_style(name) for name in ("classic", "modern", "large-print"))
    three = (classic, modern, large)
    assert set(shipped_styles()) == {one.name for one in three}
    assert len({one.typeface.name for one in three}) == 3
    assert (
        len({one.scene_break if not isinstance(one.scene_break, Characters) else one.scene_break.text for one in three})
        == 3
    )
    assert len({one.opening.sink for one in three}) == 3
    assert [one.furniture.folio for one in three] == ["foot", "head", "foot"]
    assert [one.lettering["title"].align for one in three] == ["center", "left", "left"]
    assert [one.initial_lines for one in three] == [3, 0, 0]
    assert [one.justified for one in three] == [True, True, False]
    assert [one.contents.folio_first for one in three] == [False, True, False]


@pytest.mark.parametrize("trim", [trim for name, trim, _ in ROWS if name == "large-print"])
def test_nothing_in_large_print_is_smaller_than_the_text(trim: str) -> None:
    style = load_style("large-print", trim)
    assert style.size >= 16
    assert all(one.size >= style.size for one in style.lettering.values())
    assert style.extract.size >= style.size
    assert style.lettering["book-title"].size >= 26
    assert not style.division.on
    assert not any(one.italic for one in style.lettering.values())


@pytest.mark.parametrize("trim", ["5x8", "5.25x8", "B-format", "5in x 9in"])
def test_large_print_is_refused_on_small_pages(trim: str) -> None:
    with pytest.raises(BookError) as caught:
        load_style("large-print", trim)
    (one,) = caught.value.diagnostics
    assert one.code == "S013"
    assert "7x10" in one.hint


def test_large_print_as_a_trim(tmp_path: Path) -> None:
    book = Book("T", (Chapter((Paragraph(plain("Words.")),)),), folder=str(tmp_path))
    report = build(book, trim="large-print")
    assert (report.trim.name, report.file.name) == ("7x10", "t-large-print.pdf")
    assert load_style("classic", "Large-Print") == load_style("large-print", "7x10")
    with pytest.raises(UsageError, match="modern"):
        build(book, style="modern", trim="large-print")


def test_large_print_says_so_on_its_title_page(tmp_path: Path) -> None:
    from pypdf import PdfReader

    for language, words in (("en-US", "Large Print Edition"), ("de", "Ausgabe in Großdruck")):
        book = Book("T", (Chapter((Paragraph(plain("Words.")),)),), language=language)
        build(book, trim="large-print", output=tmp_path / "t.pdf")
        reader = PdfReader(tmp_path / "t.pdf")
        assert words in reader.pages[2].extract_text()


@pytest.mark.parametrize("name", list(shipped_styles()))
def test_figures_in_the_text_are_proportional(name: str) -> None:
    fount = room(name, load_style(name).trim.name).fount
    if name == "large-print":
        assert fount.word("0").glyphs != fount.word("o").glyphs
    else:
        assert fount.word("1").width < fount.word("0").width


def test_the_gallery_shows_every_design_on_two_trims() -> None:
    from gallery import FOLDER, SHOWN

    page = (FOLDER.parent / "gallery.md").read_text("utf-8")
    for design in shipped_styles():
        assert sum(name == design for name, _ in SHOWN) == 2
    for name, trim in SHOWN:
        assert f"gallery/{name}-{trim}.png" in page
        assert (FOLDER / f"{name}-{trim}.png").stat().st_size > 10_000
