"""Pages chosen over a whole chapter: against every other choice on small chapters, and rule by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest
from conftest import OLDEN, examples, paragraphs, room
from effort import grows
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.makeup.breaks import ink_of
from bookbuild.makeup.frame import frames_of
from bookbuild.makeup.furniture import Furnisher
from bookbuild.makeup.galley import LINE, Galley, Page, PageRule, PageShape, Passage, Piece, Placed, Rule, Tie, white
from bookbuild.makeup.pagination import LONG_SPREAD, OPENING_DEPTH, SHORT_SPREAD, VERSO_HYPHEN, paginate
from bookbuild.manuscript.blocks import Block, Chapter, Heading, SceneBreak, plain
from bookbuild.style.style import SAFE

LINES = 10


def line(name: int, tie: Tie | None = None, divided: bool = False) -> Piece:
    """A line that can be told from others by its width."""
    return Piece(LINE, (Placed(0, 0, Rule(name, 1)),), tie, divided=divided)


def variant(lines: int, begin: int, divided: frozenset[int]) -> tuple[Piece, ...]:
    """A paragraph's lines; the first two and the last two keep together."""
    ties = {0: Tie.ORPHAN, lines - 2: Tie.WIDOW} if lines > 1 else {}
    return tuple(line(begin + at, ties.get(at), at in divided) for at in range(lines))


def paragraph(lines: int, begin: int, divided: frozenset[int], *others: tuple[int, float]) -> Passage:
    """A paragraph that may be set in other numbers of lines at a cost."""
    variants = [variant(lines, begin, divided), *(variant(other, begin, divided) for other, _ in others)]
    return Passage(tuple(variants), costs=(0.0, *(cost for _, cost in others)))


def depth(page: Page) -> int:
    """Lines on a page."""
    return max(one.top + one.piece.height for one in page.pieces) // LINE


def texts(page: Page) -> list[Piece]:
    return [one.piece for one in page.pieces]


@st.composite
def chapters(draw: st.DrawFn) -> Galley:
    """Small chapters: a few paragraphs, some of which give a line, some with divided lines."""
    passages: list[Passage] = []
    begin = 1
    for _ in range(draw(st.integers(3, 8))):
        lines = draw(st.integers(1, 7))
        divided = frozenset(draw(st.lists(st.integers(0, 6), max_size=2)))
        others = []
        if lines > 2 and draw(st.booleans()):
            others.append((lines + draw(st.sampled_from((-1, 1))), float(draw(st.integers(1, 90)) * 1000)))
        passages.append(paragraph(lines, begin, divided, *others))
        begin += 10
    return Galley(tuple(passages))


def breakings(pieces: list[Piece], gives: bool) -> Iterator[list[list[Piece]]]:
    """Every way to cut lines into pages of full depth, or one line off."""
    if not pieces:
        yield []
        return
    if len(pieces) <= LINES + gives:
        yield [pieces]
    for count in range(LINES - 1, LINES + gives + 1):
        if count < len(pieces) and pieces[count - 1].tie is None:
            for rest in breakings(pieces[count:], gives):
                yield [pieces[:count], *rest]


def price(pages: list[list[Piece]], first_page: int) -> float | None:
    """What a way to cut costs by the rules as they are documented, None when it breaks one."""
    cost, last = 0.0, 0
    count = len(pages)
    for number, page in enumerate(pages, first_page):
        recto, opens, is_last = number % 2 == 1, number == first_page, number == first_page + count - 1
        off = len(page) - LINES
        verso = None if opens or not recto else len(pages[number - first_page - 1])
        if is_last:
            if len(page) > (LINES if verso is None else verso) or (len(page) < LINES // 5 and not opens):
                return None
            continue
        if verso is not None:
            if len(page) != verso:
                return None
        elif off:
            if last * off < 0 and not opens:
                return None
            cost += OPENING_DEPTH if opens and recto else LONG_SPREAD if off > 0 else SHORT_SPREAD
        if page[-1].divided:
            if recto:
                return None
            cost += VERSO_HYPHEN
        if verso is None:
            last = off
    return cost


def cheapest(galley: Galley, gives: bool, first_page: int) -> float | None:
    """The cheapest of all ways, found by trying every one."""
    best: float | None = None
    for choice in product(*(range(len(one.variants)) for one in galley.passages)):
        chosen = [(one.variants[at], one.costs[at]) for one, at in zip(galley.passages, choice, strict=True)]
        pieces = [piece for variant_, _ in chosen for piece in variant_]
        extra = sum(cost for _, cost in chosen)
        for pages in breakings(pieces, gives):
            cost = price(pages, first_page)
            if cost is not None and (best is None or cost + extra < best):
                best = cost + extra
    return best


def cost_of(galley: Galley, pages: list[Page], first_page: int) -> float | None:
    """What the pages that were made cost."""
    cut = [texts(page) for page in pages]
    cost = price(cut, first_page)
    lines = {
        int(piece.content[0].thing.width) for page in cut for piece in page if isinstance(piece.content[0].thing, Rule)
    }
    extra = 0.0
    for at, passage in enumerate(galley.passages):
        count = sum(10 * at < name <= 10 * at + 10 for name in lines)
        extra += next(c for v, c in zip(passage.variants, passage.costs, strict=True) if len(v) == count)
    return None if cost is None else cost + extra


@examples(400)
@given(chapters(), st.booleans(), st.sampled_from((1, 2)))
def test_no_other_choice_of_pages_costs_less(galley: Galley, gives: bool, first_page: int) -> None:
    result = paginate(galley, PageShape(LINES, gives=gives), first_page)
    best = cheapest(galley, gives, first_page)
    if best is None:
        assert result.yieldings
    else:
        assert not result.yieldings
        assert cost_of(galley, result.pages, first_page) == pytest.approx(best)


def plain_lines(count: int) -> Passage:
    """Lines that may be parted anywhere."""
    return Passage((tuple(line(at + 1) for at in range(count)),))


def whole(count: int) -> tuple[Piece, ...]:
    """Lines that can't be parted."""
    return tuple(line(at + 1, Tie.WHOLE if at < count - 1 else None) for at in range(count))


def test_every_page_but_the_last_is_full() -> None:
    result = paginate(Galley((plain_lines(37),)), PageShape(LINES), 1)
    assert [depth(page) for page in result.pages] == [10, 10, 10, 7]


def test_a_paragraph_gives_a_line_rather_than_leave_a_widow() -> None:
    # Ten lines a page; nine and a paragraph of three would leave its last line alone on the next page.
    galley = Galley((plain_lines(8), paragraph(3, 11, frozenset(), (4, 500.0)), plain_lines(20)))
    result = paginate(galley, PageShape(LINES), 2)
    assert (result.loosened, result.tightened, result.yieldings) == (1, 0, [])
    assert [depth(page) for page in result.pages][:2] == [10, 10]


def test_a_spread_runs_long_where_the_foot_has_room_and_short_where_not() -> None:
    galley = Galley(
        (plain_lines(9), paragraph(2, 11, frozenset()), plain_lines(9), paragraph(2, 31, frozenset()), plain_lines(9))
    )
    assert [depth(page) for page in paginate(galley, PageShape(LINES, gives=True), 2).pages][:2] == [11, 11]
    assert [depth(page) for page in paginate(galley, PageShape(LINES), 2).pages][:2] == [9, 9]


def test_no_word_is_divided_at_a_rectos_foot() -> None:
    divided = Passage((tuple(line(at + 1, divided=at == 9) for at in range(30)),))
    result = paginate(Galley((divided,)), PageShape(LINES, gives=True), 1)
    assert not result.yieldings
    assert not result.pages[0].pieces[-1].piece.divided
    assert depth(result.pages[0]) in (9, 11)
    assert depth(paginate(Galley((divided,)), PageShape(LINES, gives=True), 2).pages[0]) == 10, "a verso's may"


@pytest.mark.parametrize(
    ("galley", "first", "rule"),
    [
        (Galley((Passage((whole(7),)),) * 3), 1, PageRule.DEPTH),
        (Galley((Passage((tuple(line(at, divided=8 <= at <= 10) for at in range(30)),)),)), 1, PageRule.RECTO_HYPHEN),
        (Galley((Passage((whole(10),)), plain_lines(1))), 1, PageRule.ENDING),
    ],
)
def test_rules_give_way_one_at_a_time_and_are_named(galley: Galley, first: int, rule: PageRule) -> None:
    result = paginate(galley, PageShape(LINES, gives=rule is PageRule.RECTO_HYPHEN), first)
    assert {one.rule for one in result.yieldings} == {rule}
    assert [one.piece for page in result.pages for one in page.pieces] == [
        piece for passage in galley.passages for piece in passage.variants[0]
    ]


def test_white_is_gone_at_a_pages_head_and_foot() -> None:
    galley = Galley(
        (plain_lines(10), Passage(((white(LINE),),)), plain_lines(10), Passage(((white(LINE),),)), plain_lines(3))
    )
    result = paginate(galley, PageShape(LINES), 2)
    assert [depth(page) for page in result.pages] == [10, 10, 3]


@pytest.mark.parametrize("trim", ["5x8", "5.5x8.5", "6x9"])
def test_a_chapter_keeps_every_rule(trim: str) -> None:
    here = room(trim=trim)
    blocks: list[Block] = []
    words = OLDEN.split()
    for number in range(70):
        blocks += paragraphs("S" + " ".join(words[number % 50 : number % 50 + 4 + 13 * number % 90]) + ".")
        if number % 17 == 11:
            blocks.append(SceneBreak())
        if number % 31 == 23:
            blocks.append(Heading(2, plain("A Head")))
    result = paginate(
        here.composer.chapter(Chapter(tuple(blocks), plain("T"))), PageShape(here.style.grid.lines, gives=True), 1
    )
    assert not result.yieldings
    depths = [depth(page) for page in result.pages]
    for page, deep in list(zip(result.pages, depths, strict=True))[:-1]:
        assert abs(deep - here.style.grid.lines) <= 1
        assert page.pieces[-1].piece.tie is None
    for verso, recto in zip(depths[1:-1:2], depths[2:-1:2], strict=False):
        assert verso == recto
    assert depths[-1] >= 5


def test_time_grows_with_the_chapter() -> None:
    galleys = {lines: Galley((plain_lines(lines),)) for lines in (4_000, 16_000)}
    grows(lambda lines: paginate(galleys[lines], PageShape(35, gives=True), 1), 4_000, 16_000, most=12)


def test_accents_on_the_capitals_of_heads_keep_off_the_trim() -> None:
    here = room(language="cs")
    plain_head = Furnisher(here.composer, "left", here.findings, frames_of(here.style.trim))
    accented = replace(plain_head, letters="Č")
    line = accented._one_line("Čaj", "running-head", right_is_outer=True)[0]
    assert plain_head.head_baseline is not None and accented.head_baseline is not None
    assert plain_head.head_baseline - ink_of(line)[0] < SAFE <= accented.head_baseline - ink_of(line)[0] + 1e-6
