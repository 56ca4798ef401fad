"""A book made for a press: its page, its margins by page count, its blank pages, its form."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import OLDEN

from bookbuild.diagnostics import BookError, UsageError
from bookbuild.making import BuildReport, build
from bookbuild.manuscript.blocks import Book
from bookbuild.pressrun import PressRun, produced
from bookbuild.style.load import load_style
from bookbuild.style.press import Step
from bookbuild.style.pressed import pressed
from bookbuild.style.pressfit import find_paper
from bookbuild.style.pressload import find_press
from bookbuild.style.style import Style


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A book of some forty pages."""
    (tmp_path / "book.yaml").write_text(
        "title: The Well\nsubtitle: A Tale\nauthor: A. N. Author\npublisher: The Press\nisbn: 978-0-306-40615-7\n"
        "trim: 5x8\neditions:\n  pod: {press: kdp-paperback, paper: cream, trim: 5.5x8.5}\n  odd: {press: no-such}\n",
        "utf-8",
    )
    words = ("S" + OLDEN[1:]).split()
    for chapter in range(6):
        paragraphs = [" ".join(words[(chapter + at) % 40 :]) + "." for at in range(20)]
        (tmp_path / f"{chapter}.md").write_text("# Chapter\n\n" + "\n\n".join(paragraphs), "utf-8")
    return tmp_path


def boxes(report: BuildReport) -> set[tuple[float, float]]:
    from pypdf import PdfReader

    pages = PdfReader(report.file).pages
    assert len(pages) == report.pages
    return {(round(float(page.trimbox.width), 1), round(float(page.trimbox.height), 1)) for page in pages}


def test_a_press_file(book: Path) -> None:
    report = build(book, press="kdp-paperback", paper="cream")
    assert report.file.name == "the-well-kdp-paperback.pdf"
    assert report.pages % 2 == 0
    assert report.sheet is not None
    form = dict(report.sheet.lines)
    assert form["trim"] == "5 x 8 in (127 x 203.2 mm)"
    assert (form["paper"], form["ink"], form["pages"]) == ("cream", "black", str(report.pages))
    assert form["spine width"].startswith(f"{report.pages * 0.0025:.3f}".rstrip("0"))
    assert (form["ISBN"], form["title"]) == ("978-0-306-40615-7", "The Well: A Tale")
    assert (form["author"], form["imprint"]) == ("A. N. Author", "The Press")
    assert (form["file"], form["bleed"]) == (report.file.name, "no")
    assert report.as_json()["upload"]["form"] == form


def test_signatures_are_filled_with_blank_pages(book: Path) -> None:
    plain, offset = build(book), build(book, press="offset")
    assert plain.pages % 16
    assert offset.pages == -(-plain.pages // 16) * 16
    assert offset.blanks - plain.blanks == offset.pages - plain.pages


def test_ingrams_last_page_is_blank(book: Path) -> None:
    from pypdf import PdfReader

    report = build(book, press="ingramspark")
    assert report.pages % 2 == 0
    assert not PdfReader(report.file).pages[-1].extract_text().strip()


def test_a_named_trim_is_the_presss_own(book: Path) -> None:
    plain, kdp = build(book, trim="B-format"), build(book, trim="B-format", press="kdp-paperback")
    assert boxes(plain) == {(365.7, 561.3)}
    assert boxes(kdp) == {(364.3, 562.3)}
    assert kdp.characters_a_line == plain.characters_a_line, "breaks stay"


def test_an_edition_names_press_and_paper(book: Path) -> None:
    report = build(book, edition="pod")
    assert report.sheet is not None
    assert dict(report.sheet.lines)["paper"] == "cream"
    with pytest.raises(BookError) as caught:
        build(book, edition="odd")
    (fault,) = caught.value.diagnostics
    assert (fault.code, str(fault.place)) == ("S030", "book.yaml:9:16")


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"press": "kdp"}, "S030"),
        ({"press": "kdp-paperback", "paper": "gold"}, "S034"),
        ({"press": "kdp-paperback", "trim": "3in x 5in"}, "S013|S033"),
        ({"press": "kdp-hardcover", "trim": "6x9"}, "S036"),
    ],
)
def test_what_the_press_does_not_do(book: Path, asked: dict[str, Any], code: str) -> None:
    before = sorted(book.rglob("*"))
    with pytest.raises(BookError) as caught:
        build(book, **asked)
    assert caught.value.diagnostics[0].code in code.split("|")
    assert caught.value.diagnostics[0].hint
    assert sorted(book.rglob("*")) == before, "nothing is written"


@pytest.mark.parametrize(
    ("style", "trim", "press"),
    [
        ("classic", "5x8", "kdp-paperback"),
        ("classic", "B-format", "ingramspark"),
        ("modern", "6x9", "lulu"),
        ("modern", "A5", "generic-pod"),
        ("large-print", "7x10", "bn-press"),
        ("large-print", "6x9", "offset"),
        ("classic", "5.5x8.5", "screen"),
    ],
)
def test_the_preflight_finds_nothing(book: Path, style: str, trim: str, press: str) -> None:
    report = build(book, style=style, trim=trim, press=press)
    assert [str(one) for one in report.warnings if one.code.startswith("K")] == []


# Margins


def test_the_presss_margin_is_a_floor() -> None:
    style, press = load_style("classic", "5x8"), find_press("kdp-paperback")
    assert pressed(style, press, 100).grid == style.grid, "the design's own is wider"
    wide = pressed(style, press, 760)
    assert wide.grid.spine == pytest.approx(63.0 + 11.0 / 4), ".875 in, and what hangs out"
    assert wide.grid.fore_edge == pytest.approx(40.0)
    assert wide.grid.spine + wide.grid.measure + wide.grid.fore_edge == pytest.approx(360.0)
    assert wide.grid.measure == pytest.approx(257.0 - 11.0 / 4), "nothing was left at the fore-edge"
    assert wide.grid.hang_room == pytest.approx(11.0 / 4)


def test_thick_books_have_a_little_more_inside_while_there_is_room() -> None:
    style, press = load_style("classic", "6x9"), find_press("kdp-paperback")
    spines = [pressed(style, press, pages).grid.spine - style.grid.spine for pages in (400, 401, 601)]
    assert spines == pytest.approx([0.0, 3.0, 6.0])
    assert {pressed(style, press, pages).grid.measure for pages in (400, 401, 601)} == {style.grid.measure}


def test_a_press_that_leaves_no_room() -> None:
    style, press = load_style("classic", "5x8"), find_press("kdp-paperback")
    greedy = replace(press, margins=replace(press.margins, outer=90.0))
    with pytest.raises(BookError, match="S038"):
        pressed(style, greedy, 100)


def run_of(*steps: tuple[int, float]) -> PressRun:
    """A press that asks for these inside margins from these page counts on."""
    press = find_press("kdp-paperback")
    last = [first - 1 for first, _ in steps[1:]]
    inside = tuple(Step(first, end, length) for (first, length), end in zip(steps, [*last, None], strict=True))
    return PressRun(replace(press, margins=replace(press.margins, inside=inside)), find_paper(press))


def settled(run: PressRun, pages: Any) -> tuple[list[float], float]:
    """The inside margins that were tried, and the last, for a book whose page count depends on its style."""
    tried: list[float] = []

    def produce(style: Style, _run: PressRun) -> tuple[Any, bytes]:
        tried.append(style.grid.spine)
        return SimpleNamespace(page_count=pages(style.grid), grid=style.grid), b""

    production, _ = produced(load_style("classic", "5x8"), run, Book("T", ()), 60_000, produce)
    return tried, production.grid.spine  # type: ignore[attr-defined]


def test_the_margin_follows_the_page_count() -> None:
    run = run_of((1, 40.0), (301, 60.0), (501, 80.0))
    assert settled(run, lambda _grid: 250)[1] == 54.0, "the design's own"
    assert settled(run, lambda _grid: 420)[1] == 60.0 + 11.0 / 4
    assert settled(run, lambda _grid: 520)[1] == 80.0 + 11.0 / 4
    assert len(settled(run, lambda _grid: 420)[0]) <= 2


def test_a_book_that_flips_between_two_margins_takes_the_wider() -> None:
    # Set wide it has 299 pages and may be narrow; set narrow it has 301 and must be wide.
    run = run_of((1, 40.0), (300, 90.0))
    tried, spine = settled(run, lambda grid: 301 if grid.spine < 90.0 else 299)
    assert spine == 90.0 + 11.0 / 4
    assert len(tried) <= 4


def test_crop_marks_only_where_they_are_wanted(book: Path) -> None:
    from pypdf import PdfReader

    report = build(book, press="offset", marks=True)
    page = PdfReader(report.file).pages[0]
    assert page.mediabox.width > page.trimbox.width + 20
    assert "the-well-offset.pdf" in page.extract_text(), "the slug, which the preflight takes for no text of the page"
    with pytest.raises(UsageError, match="no crop marks"):
        build(book, press="kdp-paperback", marks=True)
    with pytest.raises(UsageError, match="--press"):
        build(book, marks=True)


def test_lulus_pages_always_bleed(book: Path) -> None:
    from pypdf import PdfReader

    report = build(book, press="lulu")
    page = PdfReader(report.file).pages[0]
    assert float(page.mediabox.width) == pytest.approx(float(page.trimbox.width) + 18.0)
    assert report.sheet is not None
    assert dict(report.sheet.lines)["bleed"] == "yes"
