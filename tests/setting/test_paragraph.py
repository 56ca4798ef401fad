"""Paragraphs in lines: nothing lost, measures filled, spaces within bounds, what may not end a line."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from conftest import OLDEN, STRAIGHT, TEXT_FACES, Room, end_of, examples, gaps_of, parts_of, rejoined, room, typed
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Place
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Mark, Run, Runs, text_of
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, visual_order
from bookbuild.setting.paragraph import Manner

HERE = room()
STRAIGHT_ROOM = room(microtype=STRAIGHT)
NO_BREAK_SPACE = "\u00a0"

FLOOR = 0.15
"""Ems: the least word space in an ordinary line (design-spec.md section 5)."""


@pytest.mark.parametrize("name", TEXT_FACES)
@pytest.mark.parametrize("width", [220.0, 288.0])
def test_justified_lines_fill_their_measure(name: str, width: float) -> None:
    here = room(name, microtype=STRAIGHT)
    lines = here.lines(OLDEN.replace("castle", "_castle_").replace("golden", "*golden*"), width)
    assert len(lines) > 4
    for line in lines[:-1]:
        assert parts_of(line)[0][1] == pytest.approx(0.0, abs=0.01)
        assert end_of(line) == pytest.approx(width, abs=0.01)
        assert line.width == pytest.approx(width, abs=0.01)
    assert end_of(lines[-1]) <= width


@pytest.mark.parametrize("name", TEXT_FACES)
def test_no_space_is_narrower_than_the_floor(name: str) -> None:
    here = room(name)
    for width in (180.0, 230.0, 288.0):
        for line in here.lines(OLDEN, width):
            assert min(gaps_of(line), default=99.0) >= FLOOR * here.style.size - 1e-6


def test_spaces_in_a_line_are_equal() -> None:
    for line in HERE.lines(OLDEN, 260.0):
        assert max(gaps_of(line)) - min(gaps_of(line)) < 1e-6


def test_words_follow_one_another_without_overlap() -> None:
    for line in HERE.lines(OLDEN.replace("well", "_well_"), 200.0):
        placed = parts_of(line)
        for (one, x), (_, after) in pairwise(placed):
            assert after >= x + one.width - 1e-6


# No word is lost

WORD = st.one_of(
    st.sampled_from(OLDEN.split()),
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzéßœñ’-—“”.,;!?0123456789ABC", min_size=1, max_size=30),
    st.sampled_from(["Ἀθῆναι", "Москва", "naïve", "x\u0304", "שלום", "…", "“", "W" * 60, "a" * 200, "lime-tree—and"]),
)
PIECE = st.tuples(WORD, st.sampled_from([Mark.PLAIN, Mark.PLAIN, Mark.EMPHASIS, Mark.STRONG]), st.booleans())
TEXTS = st.lists(PIECE, min_size=1, max_size=40)


def mixed(pieces: list[tuple[str, Mark, bool]]) -> Runs:
    """Runs whose marks change between words and inside them; a space follows where the flag says so."""
    return tuple(
        Run(unicodedata.normalize("NFC", word) + (" " if spaced else ""), mark) for word, mark, spaced in pieces
    )


@examples(120)
@given(TEXTS, st.floats(60.0, 300.0), st.sampled_from(["justify", "left", "center", "right"]), st.booleans())
def test_no_word_is_lost(pieces: list[tuple[str, Mark, bool]], width: float, align: str, divide: bool) -> None:
    runs = mixed(pieces)
    lines = HERE.lines(runs, width, align, divide)
    printed = "".join(rejoined(lines))
    assert printed == "".join(text_of(runs).split())


@examples(60)
@given(TEXTS, st.floats(60.0, 300.0))
def test_no_space_appears_inside_a_word_or_gets_lost(pieces: list[tuple[str, Mark, bool]], width: float) -> None:
    here = room(language="tlh")
    runs = mixed([piece for piece in pieces if not set("-—.") & set(piece[0])])
    lines = here.lines(runs, width, divide=False)
    if "T002" not in here.codes:
        assert " ".join(line.text for line in lines).split() == text_of(runs).split()


@examples(80)
@given(st.lists(st.sampled_from(OLDEN.split()), min_size=1, max_size=60), st.floats(120.0, 300.0))
def test_no_line_is_wider_than_its_measure(words: list[str], width: float) -> None:
    for line in STRAIGHT_ROOM.lines(" ".join(words), width):
        assert end_of(line) <= width + 0.01
        assert line.ratio >= -1.0


# Words too wide for any line


def test_an_over_wide_word_is_broken_with_a_warning_that_names_its_place() -> None:
    here = room()
    lines = here.lines(typed("see X" + "Q" * 80 + " there", Place("wide.md", 4, 9)), 150.0)
    assert "".join(rejoined(lines)) == "seeX" + "Q" * 80 + "there"
    assert all(end_of(line) <= 150.01 + parts_of(line)[-1][0].right_hang for line in lines)
    assert [(one.code, one.place) for one in here.findings if one.code == "T002"] == [("T002", Place("wide.md", 4, 13))]
    assert not any(line.divided for line in lines), "no hyphen is added to what is no syllable"


def test_a_long_word_that_can_be_divided_needs_no_warning() -> None:
    here = room()
    lines = here.lines("a counterrevolutionary incomprehensibility", 70.0)
    assert len(lines) > 2
    assert "T002" not in here.codes


def test_an_over_wide_word_that_may_not_be_divided_stays_inside_its_measure() -> None:
    here = room()
    for line in here.lines("incomprehensibilitiesinternationalization", 120.0, divide=False):
        assert end_of(line) <= 120.01


def test_an_over_wide_word_in_two_founts_stays_inside_its_measure() -> None:
    here = room()
    lines = here.lines(f"{'X' * 15}_{'Q' * 15}_ and on", 150.0)
    assert "".join(rejoined(lines)) == "X" * 15 + "Q" * 15 + "andon"
    assert max(end_of(line) for line in lines) <= 150.01 or {"T002", "T004"} & set(here.codes)


def test_an_over_wide_word_from_right_to_left_keeps_its_order() -> None:
    word = "אבגדהוזחטיכלמנסעפצקרשת" * 3
    lines = room("Linux Libertine", language="he").lines(word, 150.0)
    assert "".join(rejoined(lines)) == word


def test_an_over_wide_word_with_marks_and_ligatures_is_cut_between_clusters() -> None:
    here = room()
    lines = here.lines("x\u0304" * 60, 100.0)
    assert all(not line.text.startswith("\u0304") for line in lines)
    assert "".join(rejoined(lines)) == "x\u0304" * 60


# What may not end a line


@examples(60)
@given(st.lists(st.sampled_from(OLDEN.split()), min_size=4, max_size=40), st.data(), st.floats(150.0, 300.0))
def test_a_no_break_space_never_ends_a_line(words: list[str], data: st.DataObject, width: float) -> None:
    at = data.draw(st.integers(0, len(words) - 2))
    words = [*words[:at], f"Mr{NO_BREAK_SPACE}Brown", *words[at:]]
    lines = HERE.lines(" ".join(words), width)
    assert any(re.search(r"Mr\sBrown", line.text) for line in lines)


@pytest.mark.parametrize("joiner", ["\u2011", "\u202f", "\u2060"], ids=["hyphen", "narrow space", "word joiner"])
def test_other_characters_that_forbid_a_break(joiner: str) -> None:
    here = room(language="tlh")
    for width in range(60, 140, 3):
        lines = here.lines(f"one two three{joiner}four five six", float(width))
        assert any(f"three{joiner}four" in line.text for line in lines)


def test_hard_breaks_keep_lines() -> None:
    text = f"Roses are red{LINE_SEPARATOR}Violets are blue{LINE_SEPARATOR}_Sugar_ is sweet"
    for align in ("justify", "left", "center"):
        lines = HERE.lines(text, 288.0, align)
        assert [line.text for line in lines] == ["Roses are red", "Violets are blue", "Sugar is sweet"]
        assert all(line.ratio == 0.0 for line in lines), "a line that ends by hand is not let out"


def test_a_hard_break_after_a_space_is_still_a_hard_break() -> None:
    lines = HERE.lines(f"one {LINE_SEPARATOR} two", 288.0)
    assert [line.text for line in lines] == ["one", "two"]


def test_no_text_no_lines() -> None:
    for nothing in ("", "  ", "\n\t", f"{NO_BREAK_SPACE}", f"{LINE_SEPARATOR}"):
        assert HERE.lines(nothing) == ()


# Lines that are not justified


def test_centred_and_right_aligned_lines_stand_where_they_should() -> None:
    for align, left_share in (("center", 0.5), ("right", 1.0), ("left", 0.0)):
        lines = STRAIGHT_ROOM.lines(OLDEN, 200.0, align, divide=False)
        for line in lines:
            room_left = 200.0 - line.width
            assert parts_of(line)[0][1] == pytest.approx(left_share * room_left, abs=1e-6)
            assert end_of(line) <= 200.01
            assert gaps_of(line) == pytest.approx([HERE.fount.space] * len(gaps_of(line)))


def test_display_lines_are_never_divided() -> None:
    for width in (90.0, 120.0, 150.0):
        lines = room().lines(
            "incomprehensible understanding notwithstanding extraordinary", width, "center", divide=False
        )
        assert not any(line.divided for line in lines)
        assert not any(line.text.endswith("-") for line in lines)


def test_lines_follow_a_measure_that_changes() -> None:
    measure = Measure(0.0, 288.0, ((40.0, 248.0), (30.0, 258.0), (30.0, 258.0)))
    lines = room(microtype=STRAIGHT).lines(OLDEN, measure)
    for number, line in enumerate(lines[:-1]):
        left, width = measure.at(number)
        assert parts_of(line)[0][1] == pytest.approx(left, abs=0.01)
        assert end_of(line) == pytest.approx(left + width, abs=0.01)


def runts(runt_width: float) -> int:
    """How many beginnings of the Frog King end in a line shorter than two indents."""
    short = 0
    for cut in range(20, len(OLDEN.split())):
        runs = typed(" ".join(OLDEN.split()[:cut]))
        manner = Manner(HERE.spec, runt_width=runt_width)
        lines = HERE.compositor.set_lines(runs, Measure(0.0, 288.0), manner)
        short += len(lines) > 1 and lines[-1].width < 2 * HERE.style.indent
    return short


def test_runts_are_avoided_where_the_lines_allow_it() -> None:
    assert runts(2 * HERE.style.indent) < runts(0.0)


def test_a_very_loose_line_is_reported_with_its_place() -> None:
    here = room()
    chain = NO_BREAK_SPACE.join(["word"] * 6)
    here.lines(typed(f"a b c {chain} and so on", Place("loose.md", 2, 1)), 160.0)
    assert [(one.code, str(one.place)) for one in here.findings] == [("T001", "loose.md:2:1")]


def test_a_line_too_full_is_reported() -> None:
    here = room()
    here.lines(typed("a W and", Place("full.md", 2, 1)), 6.0)
    assert ("T004", "full.md:2:3") in [(one.code, str(one.place)) for one in here.findings]


def test_every_line_knows_where_it_comes_from() -> None:
    runs = typed(OLDEN, Place("king.md", 3, 2))
    for line in HERE.lines(runs, 200.0):
        assert line.place is not None
        word = line.text.split()[0]
        begin = OLDEN[line.place.column - 2 :]
        assert begin.startswith(word) or line.place.column == 2 or word in begin[:30]


# Right to left inside left to right


def bidi() -> tuple[Room, Line]:
    here = room("Linux Libertine")
    (line,) = here.lines("He said אבג דהו זחט to me", 288.0)
    return here, line


def test_lines_keep_logical_order() -> None:
    assert bidi()[1].text == "He said אבג דהו זחט to me"


def test_visual_order_turns_hebrew_words_round() -> None:
    _, line = bidi()
    drawn: list[tuple[float, str]] = []
    for x, segment in visual_order(line):
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            drawn.append((x, part.text))
            x += part.width + (gap or 0.0)
    assert [text for _, text in sorted(drawn)] == ["He", "said", "זחט", "דהו", "אבג", "to", "me"]


def test_visual_order_keeps_the_ink_in_its_room() -> None:
    _, line = bidi()
    edges: list[tuple[float, float]] = []
    for x, segment in visual_order(line):
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            edges.append((x, x + part.width))
            x += part.width + (gap or 0.0)
    edges.sort()
    assert edges[0][0] == pytest.approx(0.0)
    assert edges[-1][1] == pytest.approx(line.width)
    for (_, end), (begin, _) in pairwise(edges):
        assert begin - end == pytest.approx(HERE.fount.space, rel=0.3), "a word space between all words"


def test_two_founts_from_right_to_left_are_turned_round_together() -> None:
    here = room("Linux Libertine")
    (line,) = here.lines("x אבג *דהו* y", 288.0)
    at = {part.text: x for x, segment in visual_order(line) for part in segment.parts[:1]}
    assert at["x"] < at["דהו"] < at["אבג"] < at["y"]
