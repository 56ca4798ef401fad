"""Where lines end: the printed tables of Knuth and Plass, an exhaustive search, and sums done in the head."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.setting.linebreak import (
    FILL,
    INFINITE,
    BreakRow,
    Breaks,
    BreakTable,
    Costs,
    Measure,
    break_lines,
    largest_ratio,
)

FREE: Final = Costs(line=10.0, double_hyphen=0.0, final_hyphen=0.0, contrast=0.0, runt=0.0, ladder=99)
"""Only badness, penalties and the ten demerits a line cost anything."""


class Copy:
    """A paragraph put down piece by piece: what makes a break table out of words and spaces."""

    def __init__(self) -> None:
        self._rows: list[BreakRow] = []
        self._at = (0.0, 0.0, 0.0)

    def word(self, width: float) -> Copy:
        """Ink that neither stretches nor breaks."""
        self._at = self._plus((width, 0.0, 0.0))
        return self

    def space(self, width: float = 10.0, stretch: float = 5.0, shrink: float = 4.0, penalty: float = 0.0) -> Copy:
        """A space, gone from both lines where one ends at it."""
        before, self._at = self._at, self._plus((width, stretch, shrink))
        self._break(before, penalty, False)
        return self

    def division(self, hyphen: float = 5.0, penalty: float = 50.0) -> Copy:
        """A place where a word may be divided: the hyphen is there only when it is."""
        self._break(self._plus((hyphen, 0.0, 0.0)), penalty, True)
        return self

    def hard_end(self, fill: float = FILL) -> Copy:
        """The end of a line, come what may, filled with white."""
        self._at = self._plus((0.0, fill, 0.0))
        self._break(self._at, -INFINITE, False)
        return self

    @property
    def table(self) -> BreakTable:
        """The break table."""
        return BreakTable.of(self._rows)

    def _break(self, end: tuple[float, float, float], penalty: float, divides: bool) -> None:
        start = self._at
        self._rows.append((end[0], start[0], end[1], start[1], end[2], start[2], penalty, divides, 0))

    def _plus(self, more: tuple[float, float, float]) -> tuple[float, float, float]:
        return self._at[0] + more[0], self._at[1] + more[1], self._at[2] + more[2]


def words(*widths: float, stretch: float = 5.0) -> BreakTable:
    """A paragraph of words of these widths, 10 apart, its last line filled."""
    copy = Copy()
    for width in widths[:-1]:
        copy.word(width).space(stretch=stretch)
    return copy.word(widths[-1]).hard_end().table


def found(
    table: BreakTable, measure: Measure, costs: Costs = FREE, tolerance: float = 200.0, emergency: float = 0.0
) -> Breaks:
    """The breaks of a paragraph that has some."""
    breaks = break_lines(table, measure, costs, tolerance, emergency)
    assert breaks is not None
    return breaks


# ---- The tables of Knuth and Plass ------------------------------------------------------------------------
#
# "Breaking Paragraphs into Lines" (1981) as reprinted in D. E. Knuth, Digital Typography (CSLI 1999), ch. 3,
# whose pages are given: the scan of the article that is passed around lacks the widths of the letters. All
# widths are in eighteenths of an em.

LETTERS: Final = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzCI-,;.'",
        # p. 75: a to m, n to z, then C, I and the hyphen, then comma, semicolon, period and apostrophe.
        (
            *(9, 10, 8, 10, 8, 6, 9, 10, 5, 6, 10, 5, 15),
            *(10, 9, 10, 10, 7, 7, 7, 10, 9, 13, 10, 10, 8),
            *(13, 6, 6),
            *(5, 5, 5, 5),
        ),
        strict=True,
    )
)
SPACES: Final = {",": (6, 4, 2), ";": (6, 4, 1), ".": (8, 6, 1)}
"""p. 75: width, stretch and shrink of the space after each of these."""
SPACE: Final = (6, 3, 2)
"""p. 75: those of every other space."""
HYPHEN_PENALTY: Final = 50
"""p. 75."""
INDENT: Final = 18
"""One em."""

FROG_KING: Final = (
    "In olden times when wish_ing still helped one, there lived a king whose daugh_ters were all "
    "beau_ti_ful; and the young_est was so beau_ti_ful that the sun it_self, which has seen so much, was "
    "aston_ished when_ever it shone in her face. Close by the king's castle lay a great dark for_est, and "
    "un_der an old lime-tree in the for_est was a well, and when the day was very warm, the king's child "
    "went out into the for_est and sat down by the side of the cool foun_tain; and when she was bored she "
    "took a golden ball, and threw it up on high and caught it; and this ball was her favor_ite play_thing."
)
"""The beginning of the brothers Grimm's first tale, an underscore where a word may be divided."""

PAPER: Final = Costs(line=1.0, double_hyphen=0.0, final_hyphen=0.0, contrast=0.0, runt=0.0, ladder=99)
"""The paper's own demerits: the square of 1 + badness + penalty."""


@dataclasses.dataclass(frozen=True)
class Printed:
    """A setting of the Frog King as the book prints it."""

    measure: int
    lines: tuple[str, ...]
    ratios: tuple[float, ...]
    """Of every line but the last, whose ratio hangs on how much the paragraph's end may stretch."""


NARROW: Final = Printed(
    390,  # p. 78
    (  # p. 81, as are the ratios
        "In olden times when wishing still helped one,",
        "there lived a king whose daughters were all beau-",
        "tiful; and the youngest was so beautiful that the",
        "sun itself, which has seen so much, was aston-",
        "ished whenever it shone in her face. Close by the",
        "king's castle lay a great dark forest, and under an",
        "old lime-tree in the forest was a well, and when",
        "the day was very warm, the king's child went out",
        "into the forest and sat down by the side of the",
        "cool fountain; and when she was bored she took a",
        "golden ball, and threw it up on high and caught",
        "it; and this ball was her favorite plaything.",
    ),
    (0.857, 0.0, 0.28, 1.0, 0.067, -0.278, 0.536, -0.167, 0.7, -0.176, 0.357),
)
WIDE: Final = Printed(
    500,  # p. 81
    (  # p. 82, as are the ratios
        "In olden times when wishing still helped one, there lived a",
        "king whose daughters were all beautiful; and the youngest was",
        "so beautiful that the sun itself, which has seen so much, was",
        "astonished whenever it shone in her face. Close by the king's",
        "castle lay a great dark forest, and under an old lime-tree in the",
        "forest was a well, and when the day was very warm, the king's",
        "child went out into the forest and sat down by the side of the",
        "cool fountain; and when she was bored she took a golden ball,",
        "and threw it up on high and caught it; and this ball was her",
        "favorite plaything.",
    ),
    (0.774, 0.179, 0.629, 0.545, 0.0, 0.079, 0.282, 0.294, 0.575),
)


def frog_king(indent: float = 0.0) -> tuple[BreakTable, list[tuple[str, str]]]:
    """The paragraph's breaks and, for each, the text before it if it is taken and the text that always is."""
    copy = Copy().word(indent)
    pieces: list[tuple[str, str]] = [("", "")]
    text = ""
    for before, letter in pairwise(" " + FROG_KING):
        if letter == " ":
            copy.space(*SPACES.get(before, SPACE))
            pieces.append((text, text + " "))
            text = ""
        elif letter == "_":
            copy.division(LETTERS["-"], HYPHEN_PENALTY)
            pieces.append((text + "-", text))
            text = ""
        else:
            copy.word(LETTERS[letter])
            text += letter
            if letter == "-":
                copy.division(0.0, HYPHEN_PENALTY)
                pieces.append((text, text))
                text = ""
    pieces.append((text, text))
    return copy.hard_end().table, pieces


def read_lines(pieces: list[tuple[str, str]], ends: tuple[int, ...]) -> tuple[str, ...]:
    """What stands on each line."""
    return tuple(
        "".join(always for _, always in pieces[start + 1 : end]) + pieces[end][0] for start, end in pairwise((0, *ends))
    )


@pytest.mark.parametrize("printed", [NARROW, WIDE], ids=["390 units", "500 units"])
@pytest.mark.parametrize("costs", [PAPER, Costs()], ids=["the paper's costs", "plain TeX's costs"])
def test_the_frog_king_breaks_as_knuth_and_plass_print_it(printed: Printed, costs: Costs) -> None:
    table, pieces = frog_king()
    measure = Measure(0.0, printed.measure, ((INDENT, printed.measure - INDENT),))
    breaks = found(table, measure, costs, tolerance=100.0)
    assert read_lines(pieces, breaks.ends) == printed.lines
    assert tuple(round(ratio, 3) for ratio in breaks.ratios[:-1]) == printed.ratios
    assert breaks.ratios[-1] == pytest.approx(0.0, abs=1e-3)


@pytest.mark.parametrize("printed", [NARROW, WIDE], ids=["390 units", "500 units"])
def test_an_indent_of_white_breaks_as_a_shorter_first_line_does(printed: Printed) -> None:
    table, pieces = frog_king(INDENT)
    breaks = found(table, Measure(0.0, printed.measure), PAPER, tolerance=100.0)
    assert read_lines(pieces, breaks.ends) == printed.lines
    assert tuple(round(ratio, 3) for ratio in breaks.ratios[:-1]) == printed.ratios


def test_a_paragraphs_demerits_are_the_sum_of_its_lines() -> None:
    breaks = found(frog_king(INDENT)[0], Measure(0.0, WIDE.measure), PAPER)
    each = [1.0 + 100.0 * abs(ratio) ** 3 for ratio in breaks.ratios]  # no line of it is divided
    assert breaks.demerits == pytest.approx(sum(line * line for line in each))
    # With every badness rounded to a whole number this is the sum groff's own tests expect of the paragraph
    # (src/libs/knuthplass of its branch of that name: not a figure of the paper).
    assert sum((1 + round(100 * abs(ratio) ** 3)) ** 2 for ratio in breaks.ratios) == 3606


# ---- Every way of breaking, tried -------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Case:
    """All that break_lines is given."""

    table: BreakTable
    measure: Measure
    costs: Costs
    tolerance: float
    emergency: float


def ways(table: BreakTable) -> Iterator[tuple[int, ...]]:
    """Every choice of breaks that takes the forced ones and the last."""
    inner = range(1, len(table.penalty) - 1)
    forced = [at for at in inner if table.penalty[at] <= -INFINITE]
    free = [at for at in inner if table.penalty[at] > -INFINITE]
    for count in range(len(free) + 1):
        for chosen in combinations(free, count):
            yield (*sorted((*forced, *chosen)), len(table.penalty) - 1)


def ratio_of(case: Case, start: int, end: int, line: int) -> float | None:
    """How far the glue of a line gives, or None when it cannot be set within the tolerance."""
    table = case.table
    room = case.measure.at(line)[1] - (table.end_width[end] - table.start_width[start])
    stretch = table.end_stretch[end] - table.start_stretch[start] + case.emergency
    shrink = table.end_shrink[end] - table.start_shrink[start]
    if room == 0:
        return 0.0
    give = stretch if room > 0 else shrink
    if give <= 0:
        return None
    ratio = room / give
    return ratio if ratio >= -1.0 and 100.0 * abs(ratio) ** 3 <= case.tolerance else None


def class_of(ratio: float) -> int:
    """Knuth and Plass p. 1155: tight, decent, loose, very loose."""
    return sum(ratio >= -0.5 if bound == -0.5 else ratio > bound for bound in (-0.5, 0.5, 1.0))


def cost_of(case: Case, ends: tuple[int, ...]) -> tuple[float, list[float]] | None:
    """The demerits of a choice of breaks and its lines' ratios, or None when it may not be made."""
    table, costs = case.table, case.costs
    total, ratios = 0.0, list[float]()
    start, neighbour, divided = 0, 1, 0  # a paragraph begins as though below a decent line
    for line, end in enumerate(ends):
        ratio = ratio_of(case, start, end, line)
        if ratio is None:
            return None
        last = end == ends[-1]
        penalty = table.penalty[end]
        ugliness = costs.line + 100.0 * abs(ratio) ** 3
        if penalty >= 0:
            total += (ugliness + penalty) ** 2
        elif penalty > -INFINITE:
            total += ugliness**2 - penalty**2
        else:
            total += ugliness**2
        if abs(class_of(ratio) - neighbour) > 1:
            total += costs.contrast
        if divided and table.divides[end]:
            total += costs.double_hyphen
        if divided and last:
            total += costs.final_hyphen
        width = table.end_width[end] - table.start_width[start]
        if last and line > 0 and all(table.divides[one] for one in range(start, end)):
            total += costs.runt
        elif last and line > 0 and width < costs.runt_width:
            total += costs.runt * min(1.0, 2 - 2 * width / costs.runt_width)
        divided = divided + 1 if table.divides[end] else 0
        if divided > costs.ladder:
            return None
        start, neighbour = end, class_of(ratio)
        ratios.append(ratio)
    return total, ratios


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Small paragraphs of whole numbers, so that no sum is rounded."""
    whole = st.integers
    copy = Copy()
    for _ in range(draw(whole(0, 11))):
        copy.word(draw(whole(1, 8)))
        kind = draw(st.sampled_from((*["space"] * 6, *["division"] * 4, "hard end")))
        penalty = draw(st.sampled_from((0, 0, 50, 300, -40, -200)))
        if kind == "space":
            copy.space(draw(whole(1, 4)), draw(whole(0, 8)), draw(whole(0, 3)), penalty)
        elif kind == "division":
            copy.division(draw(whole(-2, 6)), penalty)
        else:
            copy.hard_end(draw(st.sampled_from((1000, 1000, 1000, 0))))
    copy.word(draw(whole(1, 8))).hard_end(1000)
    costs = Costs(
        line=draw(st.sampled_from((1, 10, 100))),
        double_hyphen=draw(st.sampled_from((0, 500, 10_000))),
        final_hyphen=draw(st.sampled_from((0, 400, 5_000))),
        contrast=draw(st.sampled_from((0, 600, 10_000))),
        runt=draw(st.sampled_from((0, 800, 40_000))),
        runt_width=draw(whole(0, 15)),
        ladder=draw(whole(0, 3)),
    )
    first = tuple((0.0, float(width)) for width in draw(st.lists(whole(6, 18), max_size=3)))
    measure = Measure(0.0, draw(whole(8, 20)), first)
    tolerance = draw(st.sampled_from((100.0, 200.0, 800.0, 10_000.0, 1_000_000.0)))
    return Case(copy.table, measure, costs, tolerance, draw(st.sampled_from((0, 0, 3, 12))))


@examples(400)
@given(cases())
def test_no_other_choice_of_breaks_costs_less(case: Case) -> None:
    breaks = break_lines(case.table, case.measure, case.costs, case.tolerance, case.emergency)
    possible = [cost[0] for ends in ways(case.table) if (cost := cost_of(case, ends)) is not None]
    if breaks is None:
        assert not possible
        return
    assert possible
    assert breaks.demerits == pytest.approx(min(possible), rel=1e-9, abs=1e-6)
    claimed = cost_of(case, breaks.ends)
    assert claimed is not None
    assert breaks.demerits == pytest.approx(claimed[0], rel=1e-9, abs=1e-6)
    assert breaks.ratios == pytest.approx(claimed[1])


@examples(250)
@given(cases(), st.integers(1, 6))
def test_no_other_choice_of_so_many_lines_costs_less(case: Case, lines: int) -> None:
    breaks = break_lines(case.table, case.measure, case.costs, case.tolerance, case.emergency, lines=lines)
    possible = [
        cost[0] for ends in ways(case.table) if len(ends) == lines and (cost := cost_of(case, ends)) is not None
    ]
    assert (breaks is None) == (not possible)
    if breaks is not None:
        assert len(breaks.ends) == lines
        assert breaks.demerits == pytest.approx(min(possible), rel=1e-9, abs=1e-6)


# ---- A start closed too soon ------------------------------------------------------------------------------


def test_a_line_overfull_only_by_its_hyphen_does_not_close_its_start() -> None:
    # 99 of a word and a hyphen of 6 are 105, too much for 100; with the word's last letter it is just 100.
    table = Copy().word(99).division(6).word(1).space().word(50).hard_end().table
    assert found(table, Measure(0.0, 100.0)).ends == (2, 3)


def test_a_start_stays_open_through_several_breaks_that_do_not_fit() -> None:
    copy = Copy().word(97).division(6).word(1).division(6).word(1).division(6).word(1)
    table = copy.space().word(50).hard_end().table
    assert found(table, Measure(0.0, 100.0)).ends == (4, 5)


def test_a_start_stays_open_for_a_later_line_that_shrinks_enough() -> None:
    # 104 before a space that adds 5 of shrink and no width: with a word of 1 after it 105 come down to 100.
    table = Copy().word(104).space(0, 0, 5).word(1).space().word(50).hard_end().table
    breaks = found(table, Measure(0.0, 100.0))
    assert breaks.ends == (2, 3)
    assert breaks.ratios[0] == -1.0


def test_one_start_closing_leaves_the_others_open() -> None:
    # When the fourth word of 30 comes, the paragraph's beginning is closed and a line from the second is not.
    table = words(30, 30, 30, 30)
    breaks = found(table, Measure(0.0, 110.0))
    assert breaks.ends == (3, 4)
    assert found(table, Measure(0.0, 70.0)).ends == (2, 4)


# ---- Sums done in the head --------------------------------------------------------------------------------


def test_the_largest_ratio_is_that_whose_badness_is_the_tolerance() -> None:
    assert [largest_ratio(tolerance) for tolerance in (12.5, 100.0, 800.0)] == pytest.approx([0.5, 1.0, 2.0])


def test_a_loose_line_stretches_by_what_is_missing() -> None:
    # 40 + 10 + 40 leaves 5 of 95, all that the space gives: (10 + 100)^2, and the last line's 10^2.
    breaks = found(words(40, 40, 40, 40), Measure(0.0, 95.0))
    assert breaks.ends == (2, 4)
    assert breaks.ratios == pytest.approx((1.0, 0.0), abs=1e-5)
    assert breaks.demerits == pytest.approx(12_200.0)


def test_a_tight_line_shrinks_by_what_is_over() -> None:
    # 90 in 88 takes half of the space's 4: (10 + 12.5)^2 twice, the last line having no white to spare.
    breaks = found(words(40, 40, 40, 40), Measure(0.0, 88.0))
    assert breaks.ends == (2, 4)
    assert breaks.ratios == (-0.5, -0.5)
    assert breaks.demerits == pytest.approx(2 * 22.5**2)


def test_a_line_may_shrink_by_all_its_shrink_and_no_more() -> None:
    table = words(40, 40, 40, 40)
    assert found(table, Measure(0.0, 86.0)).ratios == (-1.0, -1.0)
    assert break_lines(table, Measure(0.0, 85.9), FREE, 200.0) is None


def test_a_line_may_be_as_bad_as_the_tolerance_and_no_worse() -> None:
    table = words(40, 40, 40, 40)
    assert found(table, Measure(0.0, 95.0), tolerance=100.0).ends == (2, 4)
    assert break_lines(table, Measure(0.0, 95.0), FREE, 99.9) is None


def test_a_line_without_white_fits_only_its_own_width() -> None:
    table = words(80, 40)
    assert found(table, Measure(0.0, 80.0)).ratios == pytest.approx((0.0, 0.0), abs=1e-5)
    assert break_lines(table, Measure(0.0, 81.0), FREE, 1e6) is None
    assert break_lines(table, Measure(0.0, 79.0), FREE, 1e6) is None


def test_a_penalty_adds_to_a_line_before_squaring_and_a_bonus_is_squared_and_taken_off() -> None:
    dear = Copy().word(40).space(penalty=20).word(40).hard_end().table
    cheap = Copy().word(40).space(penalty=-20).word(40).hard_end().table
    assert found(dear, Measure(0.0, 40.0)).demerits == pytest.approx((10 + 20) ** 2 + 10**2)
    assert found(cheap, Measure(0.0, 40.0)).demerits == pytest.approx(10**2 - 20**2 + 10**2)


def test_a_bonus_draws_a_break_to_itself() -> None:
    # Four words of 30 in 110: three and one without, two and two (stretching by all of 40) with.
    def broken(penalty: float) -> Breaks:
        copy = Copy().word(30).space(stretch=40).word(30).space(stretch=40, penalty=penalty)
        return found(copy.word(30).space(stretch=40).word(30).hard_end().table, Measure(0.0, 110.0))

    assert broken(0.0).ends == (3, 4)
    assert broken(-200.0).ends == (2, 4)


def test_a_forced_break_ends_a_line_that_had_room_for_more() -> None:
    table = Copy().word(20).space().word(20).hard_end().word(20).space().word(20).hard_end().table
    breaks = found(table, Measure(0.0, 200.0))
    assert breaks.ends == (2, 4)
    assert breaks.ratios == pytest.approx((0.0, 0.0), abs=1e-4)
    assert breaks.demerits == pytest.approx(200.0)


def test_a_forced_break_with_nothing_to_fill_its_line_cannot_be_set() -> None:
    table = Copy().word(20).space().word(20).hard_end(0.0).word(20).hard_end().table
    assert break_lines(table, Measure(0.0, 200.0), FREE, 200.0) is None


def test_the_lines_beside_an_initial_are_narrower() -> None:
    # Words of 30, 10 apart: two to a line of 70, three to one of 110, all without stretching.
    measure = Measure(0.0, 110.0, ((40.0, 70.0), (40.0, 70.0)))
    breaks = found(words(*[30.0] * 10), measure)
    assert breaks.ends == (2, 4, 7, 10)
    assert breaks.ratios == pytest.approx((0.0, 0.0, 0.0, 0.0))


def test_what_an_initial_has_left_over_goes_to_the_next_paragraph() -> None:
    measure = Measure(0.0, 110.0, ((40.0, 70.0), (40.0, 70.0), (40.0, 70.0)))
    short = found(words(30, 30), measure)
    assert len(short.ends) == 1
    left = measure.after(len(short.ends))
    assert left == Measure(0.0, 110.0, ((40.0, 70.0), (40.0, 70.0)))
    assert found(words(*[30.0] * 10), left).ends == (2, 4, 7, 10)
    assert measure.after(5) == Measure(0.0, 110.0)
    assert found(words(*[30.0] * 9), measure.after(5)).ends == (3, 6, 9)


def test_a_measure_tells_each_line_its_place_and_an_inset_narrows_them_all() -> None:
    measure = Measure(0.0, 110.0, ((40.0, 70.0),))
    assert [measure.at(line) for line in range(3)] == [(40.0, 70.0), (0.0, 110.0), (0.0, 110.0)]
    assert measure.inset(10.0, 20.0) == Measure(10.0, 80.0, ((50.0, 40.0),))


def divided_lines(count: int) -> Copy:
    """Lines of exactly 100 that all end in a hyphen: nothing else is possible."""
    copy = Copy()
    for _ in range(count):
        copy.word(95).division(5, 50)
    return copy


def test_divided_lines_in_a_row_are_dear_and_so_is_one_above_the_last() -> None:
    costs = dataclasses.replace(FREE, double_hyphen=10_000.0, final_hyphen=5_000.0)
    table = divided_lines(2).word(50).hard_end().table
    # (10 + 50)^2; the same and 10,000; 10^2 and 5,000.
    assert found(table, Measure(0.0, 100.0), costs).demerits == pytest.approx(3_600 + 13_600 + 5_100)


def test_no_more_lines_in_a_row_are_divided_than_the_ladder_has_rungs() -> None:
    table = divided_lines(3).word(50).hard_end().table
    assert break_lines(table, Measure(0.0, 100.0), dataclasses.replace(FREE, ladder=2), 200.0) is None
    assert found(table, Measure(0.0, 100.0), dataclasses.replace(FREE, ladder=3)).ends == (1, 2, 3, 4)


def test_an_undivided_line_begins_the_ladder_anew() -> None:
    copy = divided_lines(2).word(100).space()
    for _ in range(2):
        copy.word(95).division(5, 50)
    breaks = found(copy.word(50).hard_end().table, Measure(0.0, 100.0), dataclasses.replace(FREE, ladder=2))
    assert breaks.ends == (1, 2, 3, 4, 5, 6)


def test_neighbours_two_classes_apart_are_dear_the_beginning_counting_as_decent() -> None:
    # 90 in 100 is a ratio of 2, very loose, between decent neighbours: (10 + 800)^2, 10^2 and twice 10,000.
    costs = dataclasses.replace(FREE, contrast=10_000.0)
    breaks = found(words(40, 40, 40, 40), Measure(0.0, 100.0), costs, tolerance=800.0)
    assert breaks.ratios == pytest.approx((2.0, 0.0), abs=1e-5)
    assert breaks.demerits == pytest.approx(656_100 + 100 + 20_000)


@pytest.mark.parametrize(
    ("ratios", "contrasts"),
    [
        ((-1.0, 0.5), 0),  # tight, decent
        ((-1.0, 0.51), 1),  # tight, loose
        ((1.0, -0.5), 0),  # loose, decent
        ((1.0, -0.51), 1),  # loose, tight
        ((0.51, 1.01), 0),  # loose, very loose
        ((1.01,), 1),  # very loose, below a decent beginning
    ],
)
def test_a_half_is_still_decent_and_one_only_loose(ratios: tuple[float, ...], contrasts: int) -> None:
    # Lines of 90, each ended by force, the measure giving each its ratio.
    copy = Copy()
    for _ in ratios:
        copy.word(40).space().word(40).hard_end(0.0)
    widths = [(0.0, 90.0 + (5.0 if ratio > 0 else 4.0) * ratio) for ratio in ratios]
    breaks = found(copy.table, Measure(0.0, 0.0, tuple(widths)), dataclasses.replace(FREE, contrast=1e6))
    assert breaks.ratios == pytest.approx(ratios)
    assert breaks.demerits // 1e6 == contrasts


def test_a_runt_is_avoided_where_that_costs_less() -> None:
    # Seven words of 30 in 110 fall three, three, one. Two and two instead stretch one line by all it has.
    table = words(*[30.0] * 7, stretch=40.0)
    measure = Measure(0.0, 110.0)
    assert found(table, measure).ends == (3, 6, 7)
    breaks = found(table, measure, dataclasses.replace(FREE, runt=40_000.0, runt_width=60.0))
    assert breaks.ends[-2:] == (5, 7)
    assert breaks.demerits == pytest.approx(110**2 + 100 + 100)
    cheap = found(table, measure, dataclasses.replace(FREE, runt=10_000.0, runt_width=60.0))
    assert cheap.ends == (3, 6, 7)
    assert cheap.demerits == pytest.approx(300 + 10_000)


def test_a_last_line_with_nothing_but_the_tail_of_a_word_is_a_runt() -> None:
    copy = Copy().word(40).space(shrink=4).word(30).division(hyphen=5).word(45).hard_end()
    measure = Measure(0.0, 85.0)
    dear = dataclasses.replace(FREE, runt=10_000_000.0)
    assert found(copy.table, measure, tolerance=1e9, emergency=40).ends == (2, 3)
    assert found(copy.table, measure, dear, tolerance=1e9, emergency=40).ends == (1, 3)


def test_a_last_line_as_wide_as_asked_is_no_runt_nor_is_a_lone_line() -> None:
    costs = dataclasses.replace(FREE, runt=40_000.0, runt_width=30.0)
    assert found(words(*[30.0] * 4), Measure(0.0, 110.0), costs).demerits == pytest.approx(200)
    assert found(words(20), Measure(0.0, 110.0), costs).demerits == pytest.approx(100)


def test_emergency_stretch_sets_what_could_not_be_set() -> None:
    # 90 in 100 with 5 of stretch is a ratio of 2; with 10 more of it, of two thirds.
    table = words(40, 40, 40, 40)
    assert break_lines(table, Measure(0.0, 100.0), FREE, 200.0) is None
    breaks = found(table, Measure(0.0, 100.0), emergency=10.0)
    assert breaks.ends == (2, 4)
    assert breaks.ratios == pytest.approx((2 / 3, 0.0), abs=1e-5)


def test_emergency_stretch_lets_no_line_shrink_more() -> None:
    assert break_lines(words(40, 40, 40, 40), Measure(0.0, 85.9), FREE, 200.0, emergency=10.0) is None


def test_a_word_wider_than_the_measure_is_set_too_full_only_as_the_last_resort() -> None:
    table = words(50, 120, 50)
    measure = Measure(0.0, 100.0, ((50.0, 50.0),))
    assert break_lines(table, measure, FREE, 200.0) is None
    breaks = break_lines(table, measure, FREE, 200.0, last_resort=True)
    assert breaks is not None
    assert breaks.ends == (1, 2, 3)
    assert breaks.ratios[1] < -1.0
    assert (breaks.ratios[0], breaks.ratios[2]) == pytest.approx((0.0, 0.0), abs=1e-4)
    assert breaks.demerits >= INFINITE


def test_the_last_resort_changes_nothing_where_there_is_another_way() -> None:
    table, _ = frog_king(INDENT)
    measure = Measure(0.0, NARROW.measure)
    assert break_lines(table, measure, PAPER, 200.0, last_resort=True) == found(table, measure, PAPER)


def test_a_paragraph_of_nothing_has_no_lines() -> None:
    assert found(BreakTable.of([]), Measure(0.0, 100.0)) == Breaks((), (), 0.0)


# ---- Time -------------------------------------------------------------------------------------------------


class Tally:
    """How often a line's start has been reckoned with, and how often it may be."""

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self.count = 0

    def tick(self) -> None:
        self.count += 1
        assert self.count <= self.limit, f"more than {self.limit} lines tried"


class Counted(float):
    """The number where a line starts, telling a tally when it is added or taken off."""

    tally: Tally

    def __add__(self, other: float) -> float:
        self.tally.tick()
        return float(self) + other

    def __radd__(self, other: float) -> float:
        self.tally.tick()
        return other + float(self)

    def __sub__(self, other: float) -> float:
        self.tally.tick()
        return float(self) - other

    def __rsub__(self, other: float) -> float:
        self.tally.tick()
        return other - float(self)


def lines_tried(breaks: int, limit: float) -> int:
    """How many times break_lines reckons with a line's start in a paragraph of so many breaks."""
    copy = Copy()
    for at in range(breaks - 1):
        copy.word(20 + at * 7 % 13).space()
    table = copy.word(20).hard_end().table
    tally = Tally(limit)
    for at, width in enumerate(table.start_width):
        counted = Counted(width)
        counted.tally = tally
        table.start_width[at] = counted
    assert break_lines(table, Measure(0.0, 330.0), Costs(), 200.0) is not None
    return tally.count


def test_four_times_the_breaks_take_four_times_the_work() -> None:
    # Some ten breaks a line: every break is tried with the starts of about a line's worth, a few times each.
    few = lines_tried(5_000, limit=5_000 * 100)
    assert few >= 5_000
    assert lines_tried(20_000, limit=few * 4.4) >= few * 3.6


# ---- Faults once made -----------------------------------------------------------------------------------


def test_no_line_that_fits_has_a_ratio_below_minus_one() -> None:
    measure = Measure(0.0, 20.1 + 20.2 + 3.1 - 1.1)
    table = Copy().word(20.1).space(3.1, 1.2, 1.1).word(20.2).space(3.1, 1.2, 1.1).word(9).hard_end().table
    breaks = found(table, measure)
    assert breaks.ratios[0] == pytest.approx(-1.0)
    assert min(breaks.ratios) >= -1.0


def test_an_infinite_penalty_forbids_a_break_even_where_there_is_no_other() -> None:
    table = Copy().word(40).space(penalty=INFINITE).word(40).hard_end().table
    assert break_lines(table, Measure(0.0, 40.0), FREE, 200.0) is None


def test_the_last_break_is_taken_whatever_its_penalty() -> None:
    table = words(40, 40)
    table.penalty[-1] = 0.0
    assert found(table, Measure(0.0, 200.0)).ends == (2,)


def test_a_tight_line_too_may_be_no_worse_than_the_tolerance() -> None:
    assert break_lines(words(40, 40, 40, 40), Measure(0.0, 86.0), FREE, 99.9) is None


def test_a_line_too_loose_is_not_marked_as_too_full_by_the_last_resort() -> None:
    table = Copy().word(20).space().word(20).hard_end(0.0).word(20).hard_end().table
    breaks = break_lines(table, Measure(0.0, 200.0), FREE, 200.0, last_resort=True)
    assert breaks is not None
    assert breaks.ends == (2, 3)
    assert breaks.ratios[0] > 0.0


def test_the_last_resort_goes_on_from_the_cheapest_way_to_its_break() -> None:
    # To the break before the giant: three words just filling a line, or one and then two, both loose.
    table = words(30, 30, 30, 200)
    breaks = break_lines(table, Measure(0.0, 110.0), FREE, 800.0, emergency=40.0, last_resort=True)
    assert breaks is not None
    assert breaks.ends == (3, 4)
