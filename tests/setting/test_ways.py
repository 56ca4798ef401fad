"""Paragraphs in fewer and in more lines: nothing lost, nothing indecent, long ones stretch by stretch."""

from __future__ import annotations

import pytest
from conftest import OLDEN, Room, gaps_of, room, typed
from effort import grows

from bookbuild.makeup.column import Column
from bookbuild.makeup.galley import Tie, letters_of
from bookbuild.manuscript.blocks import Identity
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.paragraph import Manner
from bookbuild.setting.texture import smoothed
from bookbuild.setting.ways import LONGEST_STRETCH, MOST_MORE, Stretch, set_ways, whole

WIDEST = 0.38
"""Ems of a word space in the loosest line of another way."""
WORDS = ("S" + OLDEN[1:]).split()


def text(words: int, begin: int = 0) -> str:
    return " ".join(WORDS[(begin + at * at // 7 + at) % len(WORDS)] for at in range(words)) + "."


def ways(here: Room, words: str, fixed: int = 0) -> tuple[Stretch, ...]:
    manner = Manner(here.spec, runt_width=2 * here.style.indent)
    return set_ways(here.compositor, typed(words), Measure(0.0, 288.0), manner, fixed)


def said(stretches: tuple[Stretch, ...], choice: tuple[int, ...] = ()) -> str:
    """The words of some ways, divisions undone."""
    taken = choice or (0,) * len(stretches)
    shown = ""
    for stretch, way in zip(stretches, taken, strict=True):
        for line in stretch[way].lines:
            shown += line.text.removesuffix("-") if line.divided else line.text + " " * (line.text[-1] != "-")
    return shown.strip()


@pytest.mark.parametrize("words", [30, 90, 170, 260, 400])
def test_every_way_says_the_same(words: int) -> None:
    here = room()
    for begin in range(12):
        stretches = ways(here, text(words, begin))
        for at, stretch in enumerate(stretches):
            for way in range(len(stretch)):
                choice = tuple(way if number == at else 0 for number in range(len(stretches)))
                assert said(stretches, choice) == text(words, begin)


def test_other_ways_are_decent_and_cost_something() -> None:
    here, found = room(), 0
    for begin in range(40):
        (stretch,) = ways(here, text(110, begin))
        count = len(stretch[0].lines)
        for way in stretch[1:]:
            found += 1
            assert 0 < abs(len(way.lines) - count) <= MOST_MORE
            assert way.cost > 0
            assert all(gap <= WIDEST * here.style.size for line in way.lines[:-1] for gap in gaps_of(line))
    assert found >= 8


def test_a_long_paragraph_comes_in_stretches() -> None:
    here = room()
    stretches = ways(here, text(2500))
    counts = [len(stretch[0].lines) for stretch in stretches]
    assert sum(counts) > 3 * LONGEST_STRETCH
    assert all(10 < count <= LONGEST_STRETCH for count in counts)
    assert sum(len(stretch) > 1 for stretch in stretches) > len(stretches) / 2
    assert said(stretches) == text(2500)
    manner = Manner(here.spec, runt_width=2 * here.style.indent)
    done = here.compositor.set_paragraph(typed(text(2500)), Measure(0.0, 288.0), manner)
    natural = smoothed(here.compositor, done)
    assert natural.lines == whole(stretches)[0].lines, "by itself it is set as it ever was"
    for stretch in stretches[:-1]:
        assert all(way.lines[-1].divided is None for way in stretch), "no word is divided between stretches"
        assert all(way.lines[-1].width == pytest.approx(stretch[0].lines[-1].width, abs=1.0) for way in stretch)


def test_fixed_lines_stay_as_they_are() -> None:
    here = room()
    for begin in range(20):
        first, *rest = ways(here, text(150, begin), fixed=3)
        if not rest:
            continue
        assert len(first) == 1
        assert len(first[0].lines) == 3
        assert len(rest) == 1


def test_stretches_become_passages_that_part_like_one_paragraph() -> None:
    here = room()
    column = Column(here.composer)
    stretches = ways(here, text(1500))
    column.add_stretches(stretches, Identity("own"))
    passages = column.galley().passages
    assert len(passages) == len(stretches) > 1
    pieces = [piece for passage in passages for piece in passage.variants[0]]
    assert [at for at, piece in enumerate(pieces) if piece.tie] == [0, len(pieces) - 2]
    assert (pieces[0].tie, pieces[-2].tie) == (Tie.ORPHAN, Tie.WIDOW)
    before = 0
    for passage in passages:
        assert passage.letters_before == before
        letters = {sum(map(letters_of, variant)) for variant in passage.variants}
        assert len(letters) == 1, "whatever the way, the same letters"
        before += letters.pop()


def test_time_grows_with_the_paragraph() -> None:
    here = room()
    texts = {words: text(words) for words in (2000, 8000)}
    grows(lambda words: ways(here, texts[words]), 2000, 8000, most=12)
