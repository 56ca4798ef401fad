"""The designer's corrections: each does what it says, and tells when it does nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import OLDEN, Room, room

from bookbuild.cli import main
from bookbuild.diagnostics import Place
from bookbuild.makeup.castoff import Castoff
from bookbuild.makeup.corrections import Corrected, corrections_of, pages_of_sections
from bookbuild.makeup.galley import LINE, Correction, Galley, Page, PageShape, Pagination
from bookbuild.makeup.pagination import paginate, solutions
from bookbuild.making import build
from bookbuild.manuscript.blocks import Attributes, Block, Chapter, Heading, ItemList, Paragraph, Quotation, plain
from bookbuild.setting.lines import Line

WORDS = ("S" + OLDEN[1:]).split()
HERE = Place("01.md", 7, 1)


def text(number: int, words: int) -> str:
    """So many words, those of one paragraph unlike another's."""
    return f"S{number} " + " ".join(WORDS[(number + at) % len(WORDS)] for at in range(words)) + "."


def asked(words: str, *classes: str, lines: str = "") -> Paragraph:
    """A paragraph with corrections."""
    values = (("lines", lines),) if lines else ()
    return Paragraph(plain(words), HERE, Attributes("", classes, values))


def fillers(count: int, words: int = 61) -> list[Block]:
    return [Paragraph(plain(text(number, words + number % 7))) for number in range(count)]


def made(here: Room, blocks: list[Block], first: int = 1, title: str = "T") -> tuple[Corrected, list[Correction]]:
    """A chapter's pages, and what became of its corrections."""
    galley = here.composer.chapter(Chapter(tuple(blocks), plain(title)))
    shape = PageShape(here.style.grid.lines, gives=True)

    def cut(section: Galley, number: int) -> Pagination:
        return paginate(section, shape, number)

    castoff = Castoff(galley, lambda section, number: solutions(section, shape, number))
    layout = min(castoff.layouts(first).values(), key=lambda one: one.cost)
    corrected = pages_of_sections(galley, first, layout.sections, cut)
    return corrected, corrections_of(galley, corrected, here.findings)


def words_on(page: Page) -> str:
    things = (placed.thing for one in page.pieces for placed in one.piece.content)
    return " ".join(thing.text for thing in things if isinstance(thing, Line))


def pages_with(pages: list[Page], begin: str) -> list[int]:
    """The pages on which lines of a paragraph made of one repeated word stand."""
    return [page.number for page in pages if begin in words_on(page)]


def test_a_kept_paragraph_is_never_parted() -> None:
    parted = 0
    for count in range(4, 12):
        bare = Paragraph(plain("Zebra zebra zebra " * 25))
        here = room()
        before, _ = made(here, [*fillers(count), bare, *fillers(9)])
        parted += len(pages_with(before.pagination.pages, "zebra")) > 1
        after, told = made(here, [*fillers(count), asked("Zebra zebra zebra " * 25, "keep"), *fillers(9)])
        assert len(pages_with(after.pagination.pages, "zebra")) == 1
        page = pages_with(after.pagination.pages, "zebra")[0]
        assert told == [Correction(".keep", HERE, f"whole on page {page}")]
        assert "P022" not in here.codes
    assert parted, "some of them would have been"


def test_a_paragraph_longer_than_a_page_is_not_kept() -> None:
    here = room()
    result, told = made(here, [*fillers(3), asked("Zebra zebra zebra " * 300, "keep"), *fillers(3)])
    assert here.codes == ["P022"]
    assert told[0].done == "nothing"
    assert result.pagination.yieldings == []


def test_a_paragraph_stays_with_the_next() -> None:
    parted = 0
    for count in range(4, 16):
        here = room()
        bare = Paragraph(plain("Zebra zebra zebra."))
        before, _ = made(here, [*fillers(count), bare, *fillers(9)])
        pages = before.pagination.pages
        parted += any(words_on(page).endswith("Zebra zebra zebra.") for page in pages)
        after, told = made(here, [*fillers(count), asked("Zebra zebra zebra.", "keep-with-next"), *fillers(9)])
        assert not any(words_on(page).endswith("Zebra zebra zebra.") for page in after.pagination.pages)
        assert told[0].done.startswith("with the next on page ")
        assert here.codes == []
    assert parted, "some of them would have been"


@pytest.mark.parametrize("following", [[], [asked("Next.", "page-break")]])
def test_nothing_to_stay_with(following: list[Block]) -> None:
    here = room()
    _, told = made(here, [*fillers(3), asked("Last.", "keep-with-next"), *following])
    assert here.codes == ["P023"]
    assert told[0].done == "nothing"


def lines_of(blocks: list[Block], here: Room) -> tuple[list[int], list[Correction]]:
    """In how many lines the passage of the last block may be set."""
    passage = here.composer.chapter(Chapter(tuple(blocks), plain("T"))).passages[-1]
    return [len(variant) for variant in passage.variants], list(passage.corrections)


@pytest.mark.parametrize(("lines", "more"), [("+1", 1), ("-1", -1)])
def test_a_line_more_or_fewer(lines: str, more: int) -> None:
    done, refused = 0, 0
    for number in range(24):
        here = room()
        words = text(number, 70 + 7 * number)
        free, _ = lines_of([*fillers(1), Paragraph(plain(words))], here)
        bound, told = lines_of([*fillers(1), asked(words, lines=lines)], here)
        if free[0] + more in free:
            assert bound == [free[0] + more]
            assert here.codes == []
            assert told == [Correction(f"lines={lines}", HERE, f"{free[0] + more} lines instead of {free[0]}")]
            done += 1
        else:
            assert bound == free
            assert (here.codes, told) == (["P020"], [Correction(f"lines={lines}", HERE, "nothing")])
            assert next(iter(here.findings)).place == HERE
            refused += 1
    assert done
    assert refused


def test_a_page_break() -> None:
    here = room()
    result, told = made(here, [*fillers(5), asked("Zebra begins.", "page-break"), *fillers(8)])
    pages = result.pagination.pages
    page = pages_with(pages, "Zebra")[0]
    assert words_on(pages[page - 1]).startswith("Zebra")
    before = pages[page - 2].pieces[-1]
    assert before.top + before.piece.height < (here.style.grid.lines - 1) * LINE, "the page before is short"
    assert result.pagination.yieldings == []
    assert [one.number for one in pages if one.opens] == [1]
    assert [one.number for one in pages] == list(range(1, len(pages) + 1))
    assert told == [Correction(".page-break", HERE, f"begins page {page}")]
    assert here.codes == []


def test_a_head_on_a_new_page() -> None:
    head = Heading(2, plain("Zebra"), HERE, Attributes("", ("page-break",)))
    result, told = made(room(), [*fillers(2), head, *fillers(2)])
    assert words_on(result.pagination.pages[1]).startswith("Zebra")
    assert told[0].done == "begins page 2"


def test_two_lines_before_a_break_are_no_short_ending() -> None:
    blocks = [*fillers(1), asked("Zebra.", "page-break"), asked("Yak.", "page-break"), *fillers(8)]
    result, told = made(room(), blocks)
    assert result.pagination.yieldings == []
    assert [one.done for one in told] == ["begins page 2", "begins page 3"]


@pytest.mark.parametrize("first", [1, 2])
def test_a_recto(first: int) -> None:
    result, told = made(room(), [*fillers(1), asked("Zebra begins.", "recto"), *fillers(1)], first)
    assert [one.blank for one in result.pagination.pages] == ([False, True, False] if first == 1 else [False, False])
    assert pages_with(result.pagination.pages, "Zebra") == [3]
    assert told == [Correction(".recto", HERE, "begins page 3")]


def test_a_page_break_where_a_page_begins_anyway() -> None:
    idle = 0
    for count in range(20, 28):
        here = room()
        plainly, _ = made(here, [*fillers(count), asked("Zebra begins. " + text(3, 60)), *fillers(8)])
        begins = any(words_on(page).startswith("Zebra") for page in plainly.pagination.pages)
        _, told = made(here, [*fillers(count), asked("Zebra begins. " + text(3, 60), "page-break"), *fillers(8)])
        assert ("P021" in here.codes) == begins == (told[0].done == "nothing")
        idle += begins
    assert 0 < idle < 8, "some of them do nothing"


def test_a_page_break_before_everything() -> None:
    here = room(initial_lines=0)
    result, told = made(here, [asked("Zebra begins.", "page-break"), *fillers(1)], title="")
    assert len(result.pagination.pages) == 1
    assert (here.codes, told[0].done) == (["P021"], "nothing")


def test_corrections_inside_other_things() -> None:
    here = room()
    verse = Quotation((asked("Zebra one.", "page-break"), asked("Yak two.", "keep")), None, Attributes("", ("verse",)))
    items = ItemList(("1.", "2."), ((asked("Lion.", "keep-with-next"),), (asked("Emu.", "page-break"),)))
    result, told = made(here, [*fillers(1), verse, items, *fillers(1)])
    assert [one.asked for one in told] == [".page-break", ".keep", ".keep-with-next", ".page-break"]
    assert words_on(result.pagination.pages[1]).startswith("Zebra")
    assert words_on(result.pagination.pages[2]).startswith("2. Emu")
    assert here.codes == ["P023"], "the item is tied to one that begins a page"


def test_a_book_tells_of_its_corrections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.yaml").write_text("title: T\nstyle: classic\n")
    chapter = f"# One\n\n{text(1, 60)}\n\n{text(2, 50)} {{.recto}}\n\nShort. {{lines=+1}}\n\n{text(3, 50)}\n"
    (tmp_path / "01.md").write_text(chapter)
    report = build(tmp_path, output=tmp_path / "a.pdf")
    place = Place("01.md", 5, 1)
    assert report.corrections == (
        Correction(".recto", place, "begins page 3"),
        Correction("lines=+1", Place("01.md", 7, 1), "nothing"),
    )
    assert [one.code for one in report.warnings if one.code.startswith("P")] == ["P020"]
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "a.pdf")]) == 0
    assert "2 corrections" in capsys.readouterr().out
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "a.pdf"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["corrections"]
    assert told[0] == {"asked": ".recto", "place": "01.md:5:1", "done": "begins page 3"}


def test_a_blank_page_before_a_recto_has_no_head_and_no_folio(tmp_path: Path) -> None:
    from pypdf import PdfReader

    (tmp_path / "book.yaml").write_text(
        "title: T\nstyle: classic\nmatter: {half-title: no, title-page: no, copyright: no}\n"
    )
    (tmp_path / "01.md").write_text(f"# One\n\n{text(1, 60)}\n\n{text(2, 50)} {{.recto}}\n")
    report = build(tmp_path, output=tmp_path / "a.pdf")
    pages = PdfReader(tmp_path / "a.pdf").pages
    assert report.blanks == 1
    assert [bool(page.extract_text().strip()) for page in pages] == [True, False, True]


def test_a_book_without_corrections_says_nothing_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book.yaml").write_text("title: T\n")
    (tmp_path / "01.md").write_text("# One\n\nShort.\n")
    assert main(["build", str(tmp_path), "-o", str(tmp_path / "a.pdf")]) == 0
    assert not capsys.readouterr().out.rstrip().endswith("corrections")
