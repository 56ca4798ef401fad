"""Pages by arithmetic: three lines fit, so that every top is worked out in the head."""

from __future__ import annotations

from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Place
from bookbuild.makeup.firstfit import first_fit
from bookbuild.makeup.galley import (
    LINE,
    Attachment,
    Galley,
    Page,
    PageShape,
    Pagination,
    Passage,
    Piece,
    Placed,
    Rule,
    Tie,
    white,
)
from bookbuild.makeup.pagination import paginate

TINY = PageShape(3)


def ink(name: float = 0.0, tie: Tie | None = None, height: int = LINE, **more: object) -> Piece:
    """A piece that is seen: a rule whose width tells it apart."""
    return Piece(height, (Placed(0, 0, Rule(name, 1)),), tie, **more)  # type: ignore[arg-type]


def paragraph(first: int, lines: int) -> list[Piece]:
    """A paragraph's lines, named from `first`, tied as text is: the first two and the last two."""
    made: list[Piece] = []
    for at in range(lines):
        tie = Tie.ORPHAN if at == 0 and lines > 1 else Tie.WIDOW if at == lines - 2 else None
        made.append(ink(first + at, tie))
    return made


def galley(*pieces: Piece) -> Galley:
    return Galley((Passage((tuple(pieces),)),))


def cut(*pieces: Piece, lines: int = 3, first: int = 1, columns: tuple[float, ...] = (0.0,)) -> Pagination:
    return paginate(galley(*pieces), PageShape(lines, columns), first)


def names(page: Page) -> list[float]:
    """The inked pieces of a page, by name."""
    return [one.piece.content[0].thing.width for one in page.pieces if one.piece.content]


def tops(page: Page) -> list[int]:
    return [one.top for one in page.pieces]


def by_name(result: Pagination) -> list[list[float]]:
    return [names(page) for page in result.pages]


def test_three_lines_fit() -> None:
    result = cut(*(ink(at) for at in range(7)))
    assert by_name(result) == [[0, 1, 2], [3, 4, 5], [6]]
    assert [tops(page) for page in result.pages] == [[0, 12, 24], [0, 12, 24], [0]]
    assert not result.yieldings


def test_pages_are_numbered_from_the_first_and_only_that_opens() -> None:
    result = cut(*(ink(at) for at in range(7)), first=5)
    assert [page.number for page in result.pages] == [5, 6, 7]
    assert [page.recto for page in result.pages] == [True, False, True]
    assert [page.opens for page in result.pages] == [True, False, False]


def test_nothing_gives_no_page() -> None:
    assert paginate(Galley(()), TINY, 1).pages == []
    assert cut(white(LINE)).pages == []


def test_heights_are_added_in_twelfths() -> None:
    result = cut(ink(0, height=6), ink(1, height=18), ink(2, height=12), ink(3))
    assert [tops(page) for page in result.pages] == [[0, 6, 24], [0]]


def test_an_orphan_goes_over_with_the_rest() -> None:
    result = cut(ink(0), ink(1), *paragraph(2, 4))
    assert by_name(result) == [[0, 1], [2, 3], [4, 5]]
    assert not result.yieldings


def test_a_widow_takes_a_line_with_it() -> None:
    result = cut(*paragraph(0, 4), ink(4))
    assert by_name(result) == [[0, 1], [2, 3, 4]]


def test_a_paragraph_of_three_lines_is_not_split() -> None:
    result = cut(ink(0), *paragraph(1, 3), ink(4))
    assert by_name(result) == [[0], [1, 2, 3], [4]]


def test_a_paragraph_of_two_lines_is_not_split() -> None:
    assert by_name(cut(ink(0), ink(1), *paragraph(2, 2))) == [[0, 1], [2, 3]]


def test_a_head_keeps_what_it_is_tied_to() -> None:
    result = cut(ink(0), ink(1, Tie.HEAD), ink(2, Tie.HEAD), ink(3), ink(4))
    assert by_name(result) == [[0], [1, 2, 3], [4]]


def test_white_vanishes_at_a_foot() -> None:
    result = cut(ink(0), ink(1), ink(2), white(LINE), ink(3), ink(4))
    assert by_name(result) == [[0, 1, 2], [3, 4]]
    assert [tops(page) for page in result.pages] == [[0, 12, 24], [0, 12]]


def test_white_vanishes_at_a_head_and_none_of_it_makes_a_page() -> None:
    result = cut(ink(0), ink(1), ink(2), white(LINE), white(LINE), ink(3), white(LINE))
    assert [tops(page) for page in result.pages] == [[0, 12, 24], [0]]
    assert by_name(result) == [[0, 1, 2], [3]]


def test_white_that_does_not_fit_ends_the_page() -> None:
    result = cut(ink(0), ink(1), white(2 * LINE), ink(2))
    assert by_name(result) == [[0, 1], [2]]


def test_white_stays_inside_a_page() -> None:
    (page,) = cut(ink(0), white(LINE), ink(1)).pages
    assert tops(page) == [0, 12, 24]


def ornament(name: float) -> Piece:
    """Two lines high inside a page, one at its edge."""
    return ink(name, height=2 * LINE, at_edge=ink(name + 0.5))


def test_an_ornament_inside_a_page_is_itself() -> None:
    (page,) = cut(ink(0), ornament(1), ink(2), lines=4).pages
    assert names(page) == [0, 1, 2]
    assert tops(page) == [0, 12, 36]


def test_an_ornament_at_a_foot_is_its_lower_self_and_fits_where_it_otherwise_would_not() -> None:
    result = cut(ink(0), ink(1), ornament(2), ink(3))
    assert by_name(result) == [[0, 1, 2.5], [3]]
    assert tops(result.pages[0]) == [0, 12, 24]


def test_an_ornament_at_a_head_is_its_lower_self() -> None:
    result = cut(ink(0), ink(1), ink(2), ornament(3), ink(4), ink(5))
    assert by_name(result) == [[0, 1, 2], [3.5, 4, 5]]
    assert tops(result.pages[1]) == [0, 12, 24]


def note(name: float, lines: int = 1) -> Attachment:
    return Attachment(tuple(ink(name + at) for at in range(lines)))


def test_notes_stand_at_the_foot_of_the_page_that_refers_to_them() -> None:
    result = cut(ink(0, attachments=(note(90),)), ink(1), ink(2))
    assert by_name(result) == [[0, 1, 90], [2]]
    assert tops(result.pages[0]) == [0, 12, 24]


def test_a_short_page_still_has_its_notes_at_the_foot() -> None:
    (page,) = cut(ink(0, attachments=(note(90, 2),)), lines=5).pages
    assert tops(page) == [0, 36, 48]


def test_a_line_goes_over_when_its_note_does_not_fit() -> None:
    result = cut(ink(0), ink(1), ink(2, attachments=(note(90),)))
    assert by_name(result) == [[0, 1], [2, 90]]


def test_columns_are_filled_one_after_the_other() -> None:
    result = cut(*(ink(at) for at in range(7)), columns=(0.0, 150.0))
    assert by_name(result) == [[0, 1, 2, 3, 4, 5], [6]]
    assert tops(result.pages[0]) == [0, 12, 24, 0, 12, 24]
    assert [one.left for one in result.pages[0].pieces] == [0.0] * 3 + [150.0] * 3


def test_ties_hold_between_columns() -> None:
    result = cut(ink(0), ink(1), *paragraph(2, 4), columns=(0.0, 150.0))
    assert [one.left for one in result.pages[0].pieces] == [0.0, 0.0, 150.0, 150.0]


def test_when_no_end_is_allowed_the_rule_that_gives_way_is_named_with_its_page_and_place() -> None:
    place = Place("deep.md", 12)
    pieces = [ink(at, Tie.WHOLE, place=place if at == 2 else None) for at in range(4)]
    result = cut(*pieces, ink(4), first=7)
    assert by_name(result) == [[0, 1, 2], [3, 4]]
    assert [(one.page, one.rule, one.place) for one in result.yieldings] == [(7, Tie.WHOLE, place)]


def test_a_piece_deeper_than_the_page_gets_one_to_itself() -> None:
    result = cut(ink(0), ink(1, height=5 * LINE), ink(2))
    assert by_name(result) == [[0], [1], [2]]


def test_the_last_tie_of_a_galley_ties_it_to_nothing() -> None:
    result = cut(ink(0), ink(1), ink(2, Tie.HEAD))
    assert by_name(result) == [[0, 1, 2]]
    assert not result.yieldings


# Properties


@st.composite
def galleys(draw: st.DrawFn) -> list[Piece]:
    """Paragraphs, heads, white and ornaments as composing makes them."""
    pieces: list[Piece] = []
    name = 0
    for _ in range(draw(st.integers(1, 14))):
        kind = draw(st.sampled_from(["text", "text", "text", "white", "ornament", "head"]))
        if kind == "text":
            lines = draw(st.integers(1, 9))
            pieces += paragraph(name, lines)
            name += lines
        elif kind == "white":
            before = pieces[-1].tie if pieces else None
            pieces.append(white(draw(st.sampled_from([6, 12, 24])), before))
        elif kind == "ornament":
            pieces.append(ornament(name))
            name += 1
        else:
            pieces.append(ink(name, Tie.HEAD, 2 * LINE, at_edge=ink(name + 0.5, Tie.HEAD)))
            name += 1
    return pieces


@examples(250)
@given(galleys(), st.integers(3, 14), st.sampled_from([(0.0,), (0.0, 150.0)]))
def test_every_inked_piece_stands_once_and_in_order(
    pieces: list[Piece], lines: int, columns: tuple[float, ...]
) -> None:
    result = paginate(galley(*pieces), PageShape(lines, columns), 1)
    wanted = [int(one.content[0].thing.width) for one in pieces if one.content]
    assert [int(name) for page in result.pages for name in names(page)] == wanted


@examples(250)
@given(galleys(), st.integers(3, 14), st.sampled_from([(0.0,), (0.0, 150.0)]))
def test_no_page_is_deeper_than_its_shape_and_nothing_overlaps(
    pieces: list[Piece], lines: int, columns: tuple[float, ...]
) -> None:
    for page in paginate(galley(*pieces), PageShape(lines, columns), 1).pages:
        assert page.pieces
        for left in columns:
            bottom = 0
            for one in (one for one in page.pieces if one.left == left):
                assert one.top == bottom
                bottom = one.top + one.piece.height
            assert bottom <= lines * LINE


@examples(250)
@given(galleys(), st.integers(3, 14))
def test_a_page_ends_at_a_tie_only_when_that_is_reported(pieces: list[Piece], lines: int) -> None:
    result = paginate(galley(*pieces), PageShape(lines), 1)
    told = {one.page: one.rule for one in result.yieldings if isinstance(one.rule, Tie)}
    for page in result.pages[:-1]:
        tie = page.pieces[-1].piece.tie
        assert told.get(page.number) == tie


@examples(150)
@given(galleys(), st.integers(3, 14))
def test_no_page_ends_early_when_more_would_have_fitted(pieces: list[Piece], lines: int) -> None:
    """First fit: what follows a page, up to the next allowed end, would not have gone on it."""
    result = first_fit(galley(*pieces), PageShape(lines), 1)
    inked = [index for index, one in enumerate(pieces) if one.content]
    at = 0
    for page in result.pages[:-1]:
        at += len(names(page))
        last, *following = inked[at - 1 :]
        end = next((index for index in following if pieces[index].tie is None), len(pieces) - 1)
        inside = sum(one.height for one in pieces[last:end])
        foot = (pieces[end].at_edge or pieces[end]).height
        assert page.pieces[-1].top + inside + foot > lines * LINE
