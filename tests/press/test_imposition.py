"""Imposition as counting: sheets are folded in code and the pages read in order; marks and sizes by arithmetic."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import examples
from folding import FOLDS, Printed, fold, nested, pages, sheet, upright
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import BookError, UsageError
from bookbuild.press.imposition import Imposition, Manner, Scheme, Side, impose
from bookbuild.press.impositionmarks import BAR_HEIGHT, collation_mark, strokes
from bookbuild.press.impositionsheet import SHEETS, Box, PageSize, SheetGrid, grid_for, sheet_size

PAGE = PageSize(300.0, 400.0)


def printed(side: Side) -> list[Printed]:
    """A side's pages as one thing each in the middle of a cell one wide and one high."""
    return [
        Printed(one.page, one.column + 0.5, one.row + 0.5, (-1.0 if one.turned else 1.0, 0.0), True)
        for one in side.cells
    ]


def read(imposition: Imposition, right_bound: bool = False) -> list[Printed | None]:
    """The pages of all signatures, folded and laid one after the other."""
    up = imposition.columns * imposition.rows
    whole: list[Printed | None] = []
    sides = iter(imposition.sides)
    for signature in imposition.signatures:
        piles = []
        for _ in range(signature // (2 * up)):
            flat = sheet(printed(next(sides)), printed(next(sides)), imposition.columns)
            piles.append(fold(flat, FOLDS[up], imposition.columns, imposition.rows, right_bound))
        whole += pages(nested(piles))
    assert next(sides, None) is None
    return whole


@examples(150)
@given(count=st.integers(1, 120), up=st.sampled_from((2, 4, 8)), sheets=st.integers(1, 8), right=st.booleans())
def test_folded_signatures_read_on(count: int, up: int, sheets: int, right: bool) -> None:
    found = impose(Scheme(Manner.SIGNATURES, 2 * up * sheets, up), count, right)
    order = read(found, right)
    assert [one.what if one else None for one in order] == [*range(count), *[None] * found.blanks]
    assert all(upright(one) for one in order if one)
    assert set(found.signatures[:-1]) <= {2 * up * sheets}
    assert found.blanks < 2 * up, "the last signature is no longer than it must be"


@examples(60)
@given(count=st.integers(1, 90), up=st.sampled_from((2, 4, 8)), right=st.booleans())
def test_a_folded_booklet_reads_on(count: int, up: int, right: bool) -> None:
    found = impose(Scheme(Manner.BOOKLET, up=up), count, right)
    assert len(found.signatures) == 1
    assert [one.what for one in read(found, right) if one] == list(range(count))


@pytest.mark.parametrize(
    ("up", "rows"),
    [(4, ["8 1", "5 4"]), (8, ["4 13 16 1", "5 12 9 8"])],
)
def test_the_outer_formes_are_those_of_the_trade(up: int, rows: list[str]) -> None:
    """Quarto and octavo as printers' manuals show them, the second row on its head."""
    front = impose(Scheme(Manner.SIGNATURES, 2 * up, up), 2 * up).sides[0]
    shown = {(one.row, one.column): str(one.page + 1) for one in front.cells}
    for row, wanted in enumerate(rows):
        assert " ".join(shown[row, column] for column in range(up // 2)) == wanted
        assert all(one.turned == bool(row) for one in front.cells if one.row == row)


def test_a_booklet_of_eight() -> None:
    sides = impose(Scheme(Manner.BOOKLET), 8).sides
    assert [[cell.page + 1 for cell in sorted(side.cells, key=lambda cell: cell.column)] for side in sides] == [
        [8, 1], [2, 7], [6, 3], [4, 5],
    ]  # fmt: skip


def test_a_booklet_of_eight_bound_at_the_right() -> None:
    sides = impose(Scheme(Manner.BOOKLET), 8, right_bound=True).sides
    assert [[cell.page + 1 for cell in sorted(side.cells, key=lambda cell: cell.column)] for side in sides] == [
        [1, 8], [7, 2], [3, 6], [5, 4],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "right", "wanted"),
    [
        (4, False, [[None, 1], [2, 3], [4, None]]),
        (5, False, [[None, 1], [2, 3], [4, 5]]),
        (4, True, [[1, None], [3, 2], [None, 4]]),
        (1, False, [[None, 1]]),
    ],
)
def test_spreads_are_what_a_reader_sees(count: int, right: bool, wanted: list[list[int | None]]) -> None:
    found = impose(Scheme(Manner.SPREADS), count, right)
    assert [[{c.column: c.page + 1 for c in side.cells}.get(at) for at in (0, 1)] for side in found.sides] == wanted
    assert not found.two_sided


@pytest.mark.parametrize(
    ("pages", "up", "said"),
    [
        (10, 2, "a folded sheet has 4 pages. Say 8 or 12."),
        (2, 2, "Say 4."),
        (0, 2, "Say 4."),
        (-8, 2, "Say 4."),
        (12, 4, "a sheet with 4 pages a side has 8. Say 8 or 16."),
        (24, 8, "a sheet with 8 pages a side has 16. Say 16 or 32."),
    ],
)
def test_a_signature_of_no_whole_sheets_is_refused(pages: int, up: int, said: str) -> None:
    with pytest.raises(UsageError, match="A signature can't have") as caught:
        impose(Scheme(Manner.SIGNATURES, pages, up), 40)
    assert str(caught.value).endswith(said)


def test_spreads_are_never_folded() -> None:
    with pytest.raises(UsageError, match="leave --up out"):
        impose(Scheme(Manner.SPREADS, up=4), 8)


# Sheets


def test_depths_grow_inwards_by_sheet() -> None:
    found = impose(Scheme(Manner.SIGNATURES, 16), 16)
    depths = [{cell.depth for side in found.sides[at : at + 2] for cell in side.cells} for at in range(0, 8, 2)]
    assert depths == [{0}, {1}, {2}, {3}]


def test_depths_inside_one_big_sheet() -> None:
    """Its leaves lie in each other as nested sheets do."""
    found = impose(Scheme(Manner.SIGNATURES, 16, 8), 16)
    depths = {cell.page + 1: cell.depth for side in found.sides for cell in side.cells}
    assert [depths[page] for page in range(1, 17)] == [0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 2, 2, 1, 1, 0, 0]


def test_every_fold_halves_the_sheet_and_spines_meet() -> None:
    grid = grid_for("SRA1", 4, 2, PAGE, marks=True)
    assert (grid.width, grid.height) == (SHEETS["SRA1"][1], SHEETS["SRA1"][0])
    side = impose(Scheme(Manner.SIGNATURES, 16, 8), 16).sides[0]
    spots = {cell.page + 1: grid.spot(cell) for cell in side.cells}
    assert spots[16].trim.right == pytest.approx(spots[1].trim.left) == pytest.approx(0.75 * grid.width)
    assert spots[4].trim.right == pytest.approx(spots[13].trim.left) == pytest.approx(0.25 * grid.width)
    assert spots[1].trim.bottom == pytest.approx((grid.height / 2 - 400) / 2)


def test_a_sheet_of_no_size_asked_for_is_just_large_enough() -> None:
    plain = grid_for(None, 2, 1, PAGE, marks=True)
    bleeding = grid_for(None, 2, 1, PageSize(300, 400, 9), marks=True)
    assert (plain.width, plain.height) == (600 + 2 * 24, 400 + 2 * 24)
    assert (bleeding.width, bleeding.height) == (600 + 2 * 27, 400 + 2 * 27)
    unmarked = grid_for(None, 2, 1, PAGE, marks=False)
    assert (unmarked.width, unmarked.height) == (600, 400)


@pytest.mark.parametrize("asked", ["Letter", "letter", "8.5x11", "11x8.5", "279.4mm x 215.9mm"])
def test_a_sheet_is_turned_if_pages_fit_so(asked: str) -> None:
    grid = grid_for(asked, 2, 1, PageSize(396, 612), marks=True)
    assert (round(grid.width), round(grid.height)) == (792, 612)
    assert grid.needs_no_knife


def test_two_a5_pages_fill_an_a4_sheet() -> None:
    """Half a millimetre remains; sizes that others rounded to whole points fit, too."""
    for page in (PageSize(*SHEETS["A5"]), PageSize(420, 595), PageSize(420.5, 595.7)):
        assert grid_for("A4", 2, 1, page, marks=True).needs_no_knife
    assert not grid_for("A4", 2, 1, PageSize(400, 595), marks=True).needs_no_knife
    with pytest.raises(BookError):
        grid_for("A4", 2, 1, PageSize(423, 595), marks=True)


def test_a_small_sheet_is_refused_with_those_that_would_do() -> None:
    with pytest.raises(BookError) as caught:
        grid_for("A4", 2, 1, PageSize(432, 648), marks=True)
    (told,) = caught.value.diagnostics
    assert told.code == "C040"
    assert "2 pages of 6 x 9 in on a side need a sheet of at least 12 x 9 in; A4 is 8.268 x 11.693 in" in told.message
    assert told.hint == "Tabloid, A3 or SRA3 would do."


def test_when_no_named_sheet_would_do() -> None:
    with pytest.raises(BookError) as caught:
        grid_for("A1", 4, 2, PageSize(800, 800), marks=True)
    assert caught.value.diagnostics[0].hint == ("Use a sheet of 44.444 x 22.222 in or more, or fewer pages a side.")


@pytest.mark.parametrize("asked", ["A9", "", "0x0", "0x5", "900x900", "nonsense", "12"])
def test_what_is_no_sheet(asked: str) -> None:
    with pytest.raises(UsageError):
        sheet_size(asked)


# Marks


@pytest.mark.parametrize("bleed", [0.0, 9.0, 20.0])
@pytest.mark.parametrize(("up", "asked"), [(2, None), (2, "A3"), (4, "A2"), (8, "SRA1"), (8, None), (4, "24x30")])
def test_marks_lie_outside_all_pages(up: int, asked: str | None, bleed: float) -> None:
    page = PageSize(300, 400, bleed)
    found = impose(Scheme(Manner.SIGNATURES, 2 * up, up), 2 * up)
    grid = grid_for(asked, found.columns, found.rows, page, marks=True)
    for side in found.sides:
        spots = [grid.spot(cell, 0.5 * cell.depth) for cell in side.cells]
        drawn = list(strokes(grid, spots))
        assert len(drawn) > 4 * up
        for stroke in drawn:
            for x, y in (stroke.start, stroke.end):
                assert 0 <= x <= grid.width and 0 <= y <= grid.height
            for spot in spots:
                assert not crosses(stroke.start, stroke.end, spot.trim, bleed, spot.cell)


def crosses(start: tuple[float, float], end: tuple[float, float], trim: Box, bleed: float, cell: Box) -> bool:
    """Whether a level or upright stroke touches what shows of a page."""
    grown = Box(trim.left - bleed, trim.bottom - bleed, trim.right + bleed, trim.top + bleed).within(cell)
    (x0, x1), (y0, y1) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    tiny = 1e-6
    apart = x1 < grown.left + tiny or x0 > grown.right - tiny or y1 < grown.bottom + tiny or y0 > grown.top - tiny
    return not apart


def test_cut_marks_show_the_fore_edge_after_creep() -> None:
    found = impose(Scheme(Manner.SIGNATURES, 8), 8)
    grid = grid_for(None, 2, 1, PAGE, marks=True)
    for side, wanted in zip(found.sides, (300, 300, 299.5, 299.5), strict=True):
        spots = [grid.spot(cell, 0.5 * cell.depth) for cell in side.cells]
        edges = {
            round(abs(one.start[0] - grid.width / 2), 3)
            for one in strokes(grid, spots)
            if one.start[0] == one.end[0] and not one.dashed
        }
        assert edges == {wanted}


def test_folds_are_marked_where_they_are() -> None:
    grid = SheetGrid(1600.0, 1000.0, 4, 2, PAGE)
    dashed = [one for one in strokes(grid, ()) if one.dashed]
    assert {one.start[0] for one in dashed if one.start[0] == one.end[0]} == {400, 800, 1200}
    assert {one.start[1] for one in dashed if one.start[1] == one.end[1]} == {500}


def test_collation_marks_step_down_the_spine() -> None:
    found = impose(Scheme(Manner.SIGNATURES, 8), 40)
    grid = grid_for(None, 2, 1, PAGE, marks=True)
    bars = [collation_mark(grid, side, len(found.signatures)) for side in found.sides]
    seen = [bar for bar in bars if bar]
    assert [at for at, bar in enumerate(bars) if bar] == [0, 4, 8, 12, 16], "on the outermost sheet's outside only"
    for above, below in pairwise(seen):
        assert below.top == pytest.approx(above.top - BAR_HEIGHT)
    assert all((bar.left + bar.right) / 2 == grid.width / 2 for bar in seen)


def test_collation_marks_begin_anew_at_the_foot() -> None:
    found = impose(Scheme(Manner.SIGNATURES, 4), 4 * 60)
    grid = grid_for(None, 2, 1, PAGE, marks=True)
    tops = [bar.top for side in found.sides if (bar := collation_mark(grid, side, 60))]
    foot = (grid.height - 400) / 2
    assert len(tops) == 60 and len(set(tops)) == (400 - 72) // 12
    assert min(tops) - BAR_HEIGHT >= foot + 36


def test_one_signature_needs_no_collation_mark() -> None:
    found = impose(Scheme(Manner.BOOKLET), 8)
    grid = grid_for(None, 2, 1, PAGE, marks=True)
    assert not any(collation_mark(grid, side, 1) for side in found.sides)


@pytest.mark.parametrize("right", [False, True])
@pytest.mark.parametrize("up", [2, 4, 8])
def test_collation_marks_lie_at_the_first_pages_spine(up: int, right: bool) -> None:
    """Even when the last page beside it is blank."""
    found = impose(Scheme(Manner.SIGNATURES, 2 * up, up), 2 * up + 1, right)
    grid = grid_for(None, found.columns, found.rows, PAGE, marks=True)
    for side in (side for side in found.sides if side.outside):
        bar = collation_mark(grid, side, 2)
        first = grid.spot(min(side.cells, key=lambda cell: cell.page))
        assert bar and (bar.left + bar.right) / 2 == pytest.approx(first.trim.right if right else first.trim.left)
        assert first.trim.bottom < bar.bottom < bar.top < first.trim.top
