"""A planted fault of each kind is found, once, with its page, box and words; a clean book has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from planted import FIRST, INDENT, LEADING, LEFT, MEASURE, Planted, Row, Writer, clean_book, planted

from bookbuild.proof.findings import KINDS, Finding
from bookbuild.proof.report import Report, report_on

Plant = Callable[[Planted, Writer], None]


def short(row: Row, text: str) -> None:
    """Make a row a paragraph's last line."""
    row.text, row.width = text, None


def indented(row: Row, text: str) -> None:
    """Make a row a paragraph's first line."""
    row.text, row.x, row.width = text, LEFT + INDENT, MEASURE - INDENT


def divide(book: Planted, writer: Writer, page: int, at: int, before: str, after: str) -> None:
    """Let a row end in a divided word, and the next one begin with the rest."""
    book.pages[page][at].text = writer.line(MEASURE, last=f"{before}-")
    below = book.pages[page][at + 1] if at + 1 < len(book.pages[page]) else book.pages[page + 1][0]
    ending = f"{below.text.split()[-1]}" if below.text.endswith("-") else ""
    if below.width is not None:
        below.text = writer.line(MEASURE, first=after, last=ending)
    else:
        below.text = f"{after} {below.text}"


def a_widow(book: Planted, writer: Writer) -> None:
    short(book.pages[3][0], "walked behind the yellow lamp.")
    indented(book.pages[3][1], writer.line(MEASURE - INDENT))


def an_orphan(book: Planted, writer: Writer) -> None:
    short(book.pages[2][12], "looked over the narrow bridge.")
    indented(book.pages[2][13], writer.line(MEASURE - INDENT, first="Winter"))


def a_runt(book: Planted, _: Writer) -> None:
    book.pages[3][8].text = "so."


def the_rest_of_a_word(book: Planted, writer: Writer) -> None:
    divide(book, writer, 3, 7, "remem", "bered.")
    book.pages[3][8].text = "bered."


def a_ladder(book: Planted, writer: Writer) -> None:
    for at, (before, after) in enumerate((("sil", "ver"), ("gar", "den"), ("win", "dow")), 4):
        divide(book, writer, 2, at, before, after)


def a_river(book: Planted, writer: Writer) -> None:
    for row, first in zip(book.pages[3][4:9], ("stone", "notes", "onset", "tones", "seton"), strict=True):
        row.text, row.width = writer.line(MEASURE, first=first), MEASURE


def a_stack(book: Planted, writer: Writer) -> None:
    for row in book.pages[4][4:7]:
        row.text = writer.line(MEASURE, first="under")


def a_loose_line(book: Planted, writer: Writer) -> None:
    book.pages[2][5].text = writer.line(MEASURE, first="Loose", space=(0.55, 0.65))


def a_tight_line(book: Planted, writer: Writer) -> None:
    book.pages[2][5].text = writer.line(MEASURE, first="Tight", space=(0.11, 0.13))


def an_uneven_spread(book: Planted, writer: Writer) -> None:
    book.pages[2].append(Row(writer.line(MEASURE), LEFT, book.pages[2][-1].y + LEADING))


def a_short_page(book: Planted, _: Writer) -> None:
    del book.pages[1][-2:]


def a_hyphen_at_a_rectos_foot(book: Planted, writer: Writer) -> None:
    divide(book, writer, 3, 13, "moun", "tain")


def a_hyphen_at_a_versos_foot(book: Planted, writer: Writer) -> None:
    divide(book, writer, 2, 13, "moun", "tain")


def a_line_off_the_grid(book: Planted, _: Writer) -> None:
    book.pages[4][6].y += 3.0


def an_overfull_line(book: Planted, _: Writer) -> None:
    book.pages[4][6].width = MEASURE + 6.0


def a_short_chapter_end(book: Planted, _: Writer) -> None:
    del book.pages[5][3:]


def a_name_divided(book: Planted, writer: Writer) -> None:
    divide(book, writer, 4, 5, "Lon", "don")


def a_heteronym(book: Planted, writer: Writer) -> None:
    divide(book, writer, 4, 5, "pres", "ent")


def a_misleading_part(book: Planted, writer: Writer) -> None:
    divide(book, writer, 4, 5, "leg", "ends")


def at_line(at: int) -> float:
    return FIRST + at * LEADING


PLANTS: list[tuple[Plant, str, int, float, str]] = [
    (a_widow, "widow", 3, at_line(0), "walked behind the yellow lamp."),
    (an_orphan, "orphan", 2, at_line(13), "Winter "),
    (a_runt, "runt", 3, at_line(8), "so."),
    (the_rest_of_a_word, "runt", 3, at_line(8), "bered."),
    (a_ladder, "ladder", 2, at_line(4), "sil- gar- win-"),
    (a_river, "river", 3, at_line(4), "stone "),
    (a_stack, "stack", 4, at_line(4), "under"),
    (a_loose_line, "loose", 2, at_line(5), "Loose "),
    (a_tight_line, "tight", 2, at_line(5), "Tight "),
    (an_uneven_spread, "uneven-spread", 3, at_line(14), ""),
    (a_short_page, "short-page", 1, at_line(12), ""),
    (a_hyphen_at_a_rectos_foot, "hyphen-recto-foot", 3, at_line(13), "moun-"),
    (a_hyphen_at_a_versos_foot, "hyphen-foot", 2, at_line(13), "moun-"),
    (a_line_off_the_grid, "off-grid", 4, at_line(6) + 3, ""),
    (an_overfull_line, "overfull", 4, at_line(6), ""),
    (a_short_chapter_end, "chapter-end", 5, at_line(2), ""),
    (a_name_divided, "capital-divided", 4, at_line(5), "Lon-don"),
    (a_heteronym, "heteronym", 4, at_line(5), "pres-ent"),
    (a_misleading_part, "misleading", 4, at_line(5), "leg-ends"),
]
"""What is planted, the kind it is found as, its page, a height inside its box, how its words begin."""


def found(report: Report) -> list[tuple[str, int, str]]:
    return [(one.kind, one.page, one.words) for one in report.findings]


def test_a_clean_book_has_no_fault() -> None:
    report = report_on(clean_book().pdf(), "clean.pdf")
    assert found(report) == []
    assert [page.page for page in report.pages] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert all(not page.faults for page in report.pages)


@pytest.mark.parametrize(("plant", "kind", "page", "height", "words"), PLANTS, ids=[one[0].__name__ for one in PLANTS])
def test_a_planted_fault_is_found(plant: Plant, kind: str, page: int, height: float, words: str) -> None:
    report = report_on(planted(plant), "planted.pdf")
    assert len(report.findings) == 1, found(report)
    one = report.findings[0]
    assert (one.kind, one.page) == (kind, page)
    assert one.words.startswith(words)
    assert_framed(one, height)
    of_page = next(figures for figures in report.pages if figures.page == page)
    assert of_page.faults == {kind: 1}


def assert_framed(finding: Finding, height: float) -> None:
    """The box holds a height of the page, lies on the text block, and is as large as its words need."""
    left, top, right, foot = finding.box
    assert top <= height <= foot
    assert LEFT - 1 <= left < right <= LEFT + MEASURE + 7
    assert finding.marks and all(mark.left < mark.right and mark.top < mark.foot for mark in finding.marks)


def test_every_kind_is_planted() -> None:
    assert {kind for _, kind, *_ in PLANTS} == set(KINDS)


@pytest.mark.parametrize("lines", [1, 2, 3], ids=str)
def test_how_short_a_page_is(lines: int) -> None:
    book = clean_book()
    del book.pages[1][-lines:]
    (one,) = report_on(book.pdf(), "short.pdf").findings
    assert one.amount == pytest.approx(lines, abs=0.05)


def test_the_worst_come_first() -> None:
    def several(book: Planted, writer: Writer) -> None:
        a_runt(book, writer)
        a_loose_line(book, writer)
        book.pages[4][5].text = writer.line(MEASURE, space=(0.75, 0.9))

    report = report_on(planted(several), "several.pdf")
    assert [(one.kind, one.page) for one in report.findings] == [("loose", 4), ("loose", 2), ("runt", 3)]
