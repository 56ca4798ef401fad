"""What no line holds: lines of code are turned over, hard spaces give way, long words are divided as often as it takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import end_of, room

from bookbuild.manuscript.blocks import Mark, Run
from bookbuild.setting.founts import LAST_TURNOVER
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Divided, Line
from bookbuild.setting.paragraph import Manner

NO_BREAK_SPACE = "\u00a0"


def typed_lines(text: str, width: float, **changes: object) -> tuple[Line, ...]:
    here = room(**changes)  # type: ignore[arg-type]
    manner = Manner(here.spec, "left", divide=False, as_typed=True)
    return here.compositor.set_lines((Run(text, Mark.CODE),), Measure(0.0, width), manner)


def test_a_line_of_code_is_turned_over_at_a_space_with_a_mark_that_is_reported() -> None:
    lines = typed_lines("        ".join(["internationalization"] * 4), 200.0)
    assert [line.text for line in lines] == ["internationalization ⮐"] * 3 + ["internationalization"]
    assert all(end_of(line) <= 200.01 for line in lines)
    word = "internationalization"
    assert [line.turned for line in lines] == [Divided(f"{word} ⮐", word, f"{word} {word}", "⮐")] * 3 + [None]
    assert not any(line.divided for line in lines)


def test_a_line_of_code_that_fits_has_no_mark_and_all_its_spaces() -> None:
    (line,) = typed_lines("a     b", 200.0)
    (close,) = typed_lines("a b", 200.0)
    assert line.turned is None
    assert line.width - close.width == pytest.approx(4 * (close.width / 3), abs=0.05)


def test_a_word_of_code_is_cut_with_room_for_the_mark() -> None:
    for width in range(60, 120, 7):
        lines = typed_lines("x" * 60 + " and=more", float(width))
        assert all(end_of(line) <= width + 0.01 for line in lines)
        assert all(line.turned for line in lines[:-1])
        words = "".join(line.text.replace(" ⮐", "") for line in lines)
        assert words.replace(" ", "") == "x" * 60 + "and=more"


def test_without_an_arrow_in_any_face_the_mark_is_a_backslash() -> None:
    style = room().style
    shown = typed_lines("internationalization and so on, and on", 150.0, fallbacks=style.fallbacks[:2])
    assert shown[0].text.endswith(f" {LAST_TURNOVER}")


def test_hard_spaces_give_way_when_no_line_holds_what_they_hold() -> None:
    here = room()
    letters = NO_BREAK_SPACE.join("INTERNATIONALIZATIONSOFALL")
    for align in ("justify", "center"):
        lines = here.lines(f"a {letters} and", 120.0, align)
        assert max(end_of(line) for line in lines) <= 121.0
        assert " ".join(line.text for line in lines).split() == f"a {letters} and".split()
    assert "T004" not in here.codes


def test_hard_spaces_hold_what_a_line_holds() -> None:
    here = room()
    letters = NO_BREAK_SPACE.join("INTERN")
    for width in range(80, 140, 6):
        assert any(NO_BREAK_SPACE.join("INTERN").replace(NO_BREAK_SPACE, " ") in line.text
                   for line in here.lines(f"one two three four {letters} five", float(width)))  # fmt: skip


@pytest.mark.parametrize(
    "word", ["internationalization" * 9, "abcdefghij" * 17, "lime-tree-" * 20, "a" * 176, "W" * 176]
)
@pytest.mark.parametrize("width", [60.0, 100.0, 150.0])
def test_a_long_word_stays_in_its_measure_even_with_more_divisions_in_a_row(word: str, width: float) -> None:
    here = room()
    lines = here.lines(f"see {word} there", width)
    assert max(end_of(line) for line in lines) <= width + 3.0
    assert "T004" not in here.codes


def test_the_ladder_holds_where_a_looser_line_will_do() -> None:
    here = room(division=replace(room().style.division, ladder=0))
    lines = here.lines("some understanding and beautiful international words and understanding " * 3, 110.0)
    assert not any(line.divided for line in lines)
