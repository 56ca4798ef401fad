"""Rivers and stacks: seen where they are, avoided where that costs less than they do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import OLDEN, Room, rejoined, room, typed

from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment
from bookbuild.setting.paragraph import Manner, SetParagraph
from bookbuild.setting.texture import faults_of, rivers, smoothed, spaces_of, stacks

HERE = room()
WORDS = ("S" + OLDEN[1:]).split()


def line(words: str, *gaps: float) -> Line:
    """Words with these spaces between them, in points."""
    parts = tuple(HERE.fount.word(word) for word in words.split())
    segment = Segment(HERE.fount, 0.0, parts, (*gaps, None))
    return Line((segment,), segment.width)


def lines_with_white_at(*lefts: float, width: float = 3.0) -> list[Line]:
    """Lines of two words, the space between them beginning at these places."""
    first = HERE.fount.word("mm").width
    made = [line("mm mm", width) for _ in lefts]
    return [one.moved(left - first) for one, left in zip(made, lefts, strict=True)]


@pytest.mark.parametrize(
    ("lefts", "found"),
    [
        ((50, 50, 50, 50), []),
        ((50, 50, 50, 50, 50), [(0, 4)]),
        ((50, 51, 52, 53, 54, 55, 56), [(0, 6)]),  # it winds
        ((50, 50, 60, 50, 50, 50), []),  # it is dammed
        ((90, 50, 51.4, 50, 51.4, 50, 90), [(1, 5)]),
        ((50, 51.6, 50, 51.6, 50), []),  # less than half of a space in common
    ],
)
def test_a_river_is_white_that_runs_down_five_lines(lefts: tuple[float, ...], found: list[tuple[int, int]]) -> None:
    assert list(rivers(lines_with_white_at(*lefts))) == found


def test_spaces_are_where_they_are_drawn() -> None:
    plain = line("one two three", 3.0, 4.0)
    (_, one), (two, three) = spaces_of(plain)
    assert one == pytest.approx(HERE.fount.word("one").width + 3.0)
    assert three == pytest.approx(two + 4.0)
    wider = replace(plain, segments=(plain.segments[0]._replace(stretch=1.02, tracking=0.01),))
    (_, _), (_, end) = spaces_of(wider)
    last = HERE.fount.word("three")
    width = wider.segments[0].width
    assert end + last.width * 1.02 + last.spaced * 0.01 == pytest.approx(width)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the the a", []),
        ("the The “the a", [(0, 2)]),
        ("a the the the the b", [(1, 4)]),
        ("a the the a the the", []),
        ("a b b b", [(1, 3)]),
    ],
)
def test_a_stack_is_three_lines_that_begin_alike(words: str, found: list[tuple[int, int]]) -> None:
    assert list(stacks([line(f"{word} x", 3.0) for word in words.split()])) == found


def natural(here: Room, words: str, width: float) -> SetParagraph:
    return here.compositor.set_paragraph(typed(words), Measure(0.0, width), Manner(here.spec))


def test_faults_are_avoided_where_that_costs_less() -> None:
    here = room()
    faulty = mended = 0
    for number in range(160):
        words = " ".join(WORDS[(number + at * at) % 37] for at in range(70 + number % 40)) + "."
        done = natural(here, words, 150.0 + number % 50)
        better = smoothed(here.compositor, done)
        before = done.demerits + sum(fault.cost for fault in faults_of(here.compositor, done.lines))
        after = better.demerits + sum(fault.cost for fault in faults_of(here.compositor, better.lines))
        assert after <= before
        if not list(faults_of(here.compositor, done.lines)):
            assert better is done
            continue
        faulty += 1
        mended += after < before
        assert rejoined(better.lines) == rejoined(done.lines)
        assert after < before or better is done
    assert faulty >= 5
    assert mended >= faulty / 4


def test_what_costs_nothing_is_left() -> None:
    here = room(costs=replace(HERE.style.costs, river=0.0, stack=0.0))
    for number in range(60):
        done = natural(here, " ".join(WORDS[number:] + WORDS[:number]), 150.0 + number)
        assert smoothed(here.compositor, done) is done
