"""The arithmetic of a report, on pages whose every space is known."""

from __future__ import annotations

import json
from itertools import pairwise
from statistics import fmean, pstdev, quantiles

import pytest
from planted import INDENT, LEADING, LEFT, MEASURE, NATURAL, SIZE, Planted, Row, Writer, clean_book, planted

from bookbuild.diagnostics import Diagnostic
from bookbuild.proof.compare import comparison, side_by_side
from bookbuild.proof.furniture import part_furniture
from bookbuild.proof.glyphs import read_sheets
from bookbuild.proof.lines import lines_of
from bookbuild.proof.report import BuildNotes, Report, report_on


@pytest.fixture(scope="module")
def clean() -> Report:
    return report_on(clean_book().pdf(), "clean.pdf")


def figure(report: Report, name: str) -> float | None:
    return next(one.value for one in report.figures if one.name == name)


def rows(book: Planted) -> list[Row]:
    return [row for number in sorted(book.pages) for row in book.pages[number]]


def test_the_layout(clean: Report) -> None:
    layout = clean.book.layout
    assert (layout.size, layout.natural_space, layout.natural_from) == (SIZE, NATURAL, "space glyph")
    assert layout.leading == pytest.approx(LEADING, abs=0.001)
    assert layout.indent == pytest.approx(INDENT, abs=0.01)
    for edges in layout.edges:
        assert edges == pytest.approx((LEFT, LEFT + MEASURE), abs=0.01)
    assert layout.justified


def test_word_spaces(clean: Report) -> None:
    spaces = [row.space for row in rows(clean_book()) if row.width is not None]
    cuts = quantiles(spaces, n=100, method="inclusive")
    assert figure(clean, "word_space_mean") == pytest.approx(fmean(spaces), abs=0.0002)
    assert figure(clean, "word_space_sd") == pytest.approx(pstdev(spaces), abs=0.0002)
    for percent in (5, 50, 95):
        assert figure(clean, f"word_space_p{percent}") == pytest.approx(cuts[percent - 1], abs=0.0015)


def test_neighbouring_lines(clean: Report) -> None:
    pairs = [
        abs(one.space - two.space)
        for one, two in pairwise(rows(clean_book()))
        if one.width is not None and two.width is not None
    ]
    assert figure(clean, "neighbours_differ") == pytest.approx(fmean(pairs), abs=0.0002)


def test_counts_of_lines_and_paragraphs(clean: Report) -> None:
    book = clean_book()
    assert figure(clean, "pages") == 9
    assert figure(clean, "blank_pages") == 1
    assert figure(clean, "lines") == len(rows(book))
    assert figure(clean, "spreads") == 1, "pages 2 and 3; chapters end on 5 and 9"
    assert figure(clean, "on_grid") == 100
    assert figure(clean, "hyphen_share") == 0
    begun = sum(row.x > LEFT for row in rows(book))
    assert figure(clean, "paragraphs") == begun + 2, "each chapter's first paragraph is not indented"


def test_shares() -> None:
    def plant(book: Planted, writer: Writer) -> None:
        book.pages[2][5].text = writer.line(MEASURE, space=(0.5, 0.65))
        book.pages[2][6].text = writer.line(MEASURE, last="gar-", space=(0.11, 0.13))

    report = report_on(planted(plant), "planted.pdf")
    lines = len(rows(clean_book()))
    assert figure(report, "loose_per_100") == pytest.approx(100 / lines)
    assert figure(report, "tight_per_100") == pytest.approx(100 / lines)
    able = sum(row.width is not None for row in rows(clean_book()))
    assert figure(report, "hyphen_share") == pytest.approx(100 / able)


def test_letters_made_wider() -> None:
    book = clean_book()
    row = book.pages[3][5]
    row.scale = 102.0
    report = report_on(book.pdf(), "wide.pdf")
    neighbours = sum(len(page) - 1 for page in book.pages.values())
    assert figure(report, "width_change") == pytest.approx(100 * 2 * 0.02 / neighbours, rel=0.02)
    assert figure(report_on(clean_book().pdf(), "clean.pdf"), "width_change") == pytest.approx(0, abs=1e-4)


def test_ragged_text_has_no_loose_lines() -> None:
    book = clean_book()
    for row in rows(book):
        row.width = None
    for at, row in enumerate(rows(book)):
        row.text = row.text.rsplit(" ", at % 3)[0]
    report = report_on(book.pdf(), "ragged.pdf")
    assert not report.book.layout.justified
    assert figure(report, "word_space_sd") is None
    assert not {"loose", "tight", "overfull"} & {one.kind for one in report.findings}


def test_a_page_as_json(clean: Report) -> None:
    told = json.loads(json.dumps(clean.as_json()))
    assert set(told) == {"file", "layout", "figures", "pages", "findings", "divisions"}
    assert told["layout"]["natural_space_from"] == "space glyph"
    first = told["pages"][0]
    assert first["page"] == 1
    assert first["lines"] == len(clean_book().pages[1])
    assert first["on_grid"] == 1


def test_what_the_build_knows() -> None:
    notes = BuildNotes((Diagnostic("P001", "On page 3 a rule had to give way: a widow."),))
    report = report_on(clean_book().pdf(), "clean.pdf", notes)
    assert figure(report, "rules_gave_way") == 1
    assert report.as_json()["rules_that_gave_way"][0]["code"] == "P001"


def test_divisions_are_listed() -> None:
    def plant(book: Planted, writer: Writer) -> None:
        book.pages[2][5].text = writer.line(MEASURE, last="Lon-")
        book.pages[2][6].text = writer.line(MEASURE, first="don,”")
        book.pages[2][10].text = writer.line(MEASURE, last="lamp. Lamp-")
        book.pages[2][11].text = writer.line(MEASURE, first="light")
        book.pages[3][5].text = writer.line(MEASURE, first="well-known")
        book.pages[4][5].text = writer.line(MEASURE, last="well-")
        book.pages[4][6].text = writer.line(MEASURE, first="known")

    divisions = report_on(planted(plant), "planted.pdf").divisions
    assert [(one.page, one.before, one.after, one.flags) for one in divisions] == [
        (2, "Lon", "don", ("capital",)),
        (2, "Lamp", "light", ()),
        (4, "well", "known", ("own hyphen",)),
    ]


def test_two_files_side_by_side(clean: Report) -> None:
    def plant(book: Planted, _: Writer) -> None:
        book.pages[3][8].text = "so."

    other = report_on(planted(plant), "other.pdf")
    pairs = {one.name: (one.value, two.value if two else None) for one, two in side_by_side(clean, other)}
    assert pairs["runts"] == (0, 1)
    assert pairs["pages"] == (9, 9)
    told = json.loads(json.dumps(comparison(clean, other)))
    assert told["files"] == ["clean.pdf", "other.pdf"]
    assert told["figures"]["runts"] == [0, 1]
    assert [report["file"] for report in told["reports"]] == told["files"]


def test_spaces_that_are_no_glyphs() -> None:
    """Producers such as TeX move on instead of printing a space: words are told by gaps, spaces by last lines."""
    book = clean_book()
    for number, page in book.pages.items():
        for row in page:
            x = row.x
            for word in row.text.split():
                book.extra.append((number, word, x, row.y, SIZE))
                x += Row(word, 0, 0, None).right + row.space * SIZE
        page.clear()
    report = report_on(book.pdf(), "tex.pdf")
    assert report.book.layout.natural_from == "last lines"
    assert report.book.layout.natural_space == pytest.approx(NATURAL, abs=0.001)
    assert [one.kind for one in report.findings] == []
    assert figure(report, "lines") == len(rows(clean_book()))


def test_titles_that_come_again_are_no_running_heads() -> None:
    sheets = read_sheets(clean_book().pdf(), "clean.pdf")
    parted = part_furniture({sheet.number: lines_of(sheet) for sheet in sheets}, SIZE)
    assert parted.text[7][0].text == "Chapter 7"
    assert [line.text for line in parted.furniture[3]] == ["The Running Head", "3"]


def test_an_initial_stands_beside_its_lines() -> None:
    book = clean_book()
    writer = Writer(5)
    for row in book.pages[1][:3]:
        row.x, row.width = LEFT + 40, MEASURE - 40
        row.text = writer.line(MEASURE - 40)
    book.extra.append((1, "T", LEFT, book.pages[1][2].y, 52.0))
    report = report_on(book.pdf(), "initial.pdf")
    assert [one.kind for one in report.findings] == []
    assert figure(report, "paragraphs") == figure(report_on(clean_book().pdf(), ""), "paragraphs")
