"""Initials, measured on the outlines: where they stand, how high they reach, what white is beside them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import OLDEN, TEXT_FACES, Edges, Room, parts_of, placed_glyphs, room, typed

from bookbuild.makeup.galley import Piece
from bookbuild.manuscript.blocks import Block, Chapter, Paragraph, SceneBreak, plain
from bookbuild.setting.initials import Initial, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.style.style import BASELINE_IN_LINE

BOUND = 0.2
"""Points: how far foot and top may be off (design-spec.md section 4)."""
OPENINGS = ["A", "L", "V", "W", "J", "Q", "T", "“T", "C", "É"]
FLAT = "ALVWTJ"

every_face = pytest.mark.parametrize("name", TEXT_FACES)
every_depth = pytest.mark.parametrize("lines", [2, 3, 4, 5])
every_opening = pytest.mark.parametrize("opening", OPENINGS)


def composed(here: Room, text: str, more: tuple[Block, ...] = ()) -> list[Piece]:
    """The pieces of a chapter's text, its opening left out."""
    galley = here.composer.chapter(Chapter((Paragraph(typed(text)), *more)))
    return [piece for passage in galley.passages[1:] for piece in passage.variants[0]]


def initial_of(here: Room, text: str) -> Initial:
    made = set_initial(typed(text), here.case, here.spec, Measure(0.0, here.style.grid.measure))
    assert made is not None
    return made


def glyph_boxes(line: Line) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every glyph's ink, the baseline at 0, up positive, in points."""
    boxes: list[tuple[float, float, float, float]] = []
    for part, x in parts_of(line):
        scale = part.fount.scale
        for glyph, at in placed_glyphs(part, x):
            box = part.fount.face.font.get_glyph_extents(glyph)
            if box and box.width:
                left, top = at + box.x_bearing * scale, box.y_bearing * scale
                boxes.append((left, top + box.height * scale, left + box.width * scale, top))
    return boxes


STEP = 0.4
"""Points between the heights at which ink is measured."""


def ink_rows(line: Line, baseline: float, leftmost: bool, glyphs: int) -> dict[int, float]:
    """The ink of a line's first glyphs by steps of height down the page: its outermost point on one side."""
    rows: dict[int, float] = {}
    seen = 0
    for part, x in parts_of(line):
        scale = part.fount.scale
        for glyph, at in placed_glyphs(part, x):
            seen += 1
            if seen > glyphs:
                return rows
            pen = Edges()
            part.fount.face.font.draw_glyph_with_pen(glyph, pen)
            heights = [y for edge in pen.edges for _, y in edge]
            if not heights:
                continue
            for row in range(
                int((baseline - max(heights) * scale) / STEP), int((baseline - min(heights) * scale) / STEP) + 2
            ):
                found = pen.crossings((baseline - row * STEP) / scale)
                if found:
                    place = at + (min(found) if leftmost else max(found)) * scale
                    known = rows.get(row, place)
                    rows[row] = min(known, place) if leftmost else max(known, place)
    return rows


def closest_to_initial(here: Room, opening: str, lines: int) -> tuple[float, int]:
    """The least white between an initial and the lines beside and below it, and the line (from 0) where it is."""
    pieces = composed(here, opening + OLDEN)
    ink: dict[int, float] = {}
    for placed in pieces[0].content[:-1]:
        assert isinstance(placed.thing, Line)
        for row, edge in ink_rows(placed.thing, placed.y, False, 9).items():
            ink[row] = max(ink.get(row, edge), edge)
    closest = (99.0, -1)
    for number, piece in enumerate(pieces[: lines + 2]):
        line = piece.content[-1].thing
        assert isinstance(line, Line)
        baseline = (number + BASELINE_IN_LINE) * here.style.leading
        for row, edge in ink_rows(line, baseline, True, 3).items():
            if row in ink:
                closest = min(closest, (edge - ink[row], number))
    return closest


@every_face
@every_depth
@pytest.mark.parametrize("letter", FLAT)
def test_the_foot_stands_on_a_baseline_and_the_top_is_level_with_the_first_line(
    name: str, lines: int, letter: str
) -> None:
    here = room(name, initial_lines=lines)
    pieces = composed(here, letter + OLDEN)
    mark, first = pieces[0].content[0], pieces[0].content[-1]
    leading = here.style.leading
    assert mark.y == pytest.approx(BASELINE_IN_LINE * leading + (lines - 1) * leading, abs=1e-6)
    assert isinstance(mark.thing, Line)
    assert isinstance(first.thing, Line)
    (left, bottom, _, top) = glyph_boxes(mark.thing)[0]
    size = mark.thing.segments[0].fount.size
    if letter in "ALT":
        assert abs(bottom) <= 0.012 * size, "serifs of some faces are a little cupped"
    height = next(box[3] for part, x in parts_of(first.thing)[:1] for box in glyph_boxes(first.thing))
    face = here.fount.face
    small = here.case.fount(replace(here.spec, small_caps=True, tracking=0.05))
    wanted = small.face.font.get_glyph_extents(small.word("x").glyphs[0]).y_bearing * small.scale
    assert (lines - 1) * leading + wanted == pytest.approx(face.cap_height / face.upem * size, abs=BOUND), (
        "flat capital on small capitals"
    )
    assert height > 0.0
    assert left > -0.12 * size
    assert top > 0.9 * ((lines - 1) * leading)


@every_face
@every_depth
@every_opening
def test_the_lines_beside_do_not_touch_the_ink(name: str, lines: int, opening: str) -> None:
    here = room(name, initial_lines=lines)
    assert closest_to_initial(here, opening, lines)[0] >= 0.5


@every_face
@pytest.mark.parametrize("letter", "TLVAWJ")
def test_the_word_begins_close_to_its_initial(name: str, letter: str) -> None:
    here = room(name)
    (pieces, initial) = composed(here, letter + OLDEN), initial_of(here, letter + OLDEN)
    line = pieces[0].content[-1].thing
    assert isinstance(line, Line)
    profile_right = max(box[2] for box in glyph_boxes(initial.mark))
    first_ink = glyph_boxes(line)[0][0]
    assert first_ink - profile_right < 3.0


@every_face
def test_insets_follow_the_contour(name: str) -> None:
    here = room(name)
    widths = {letter: initial_of(here, letter + OLDEN).measure.first for letter in "ALVT"}
    left = {letter: [x for x, _ in first] for letter, first in widths.items()}
    assert left["A"][0] < left["A"][2], "an A widens downwards"
    assert left["L"][0] < left["L"][2], "an L has its arm at the foot"
    assert left["V"][0] > left["V"][2], "a V narrows"
    assert left["T"][0] > left["T"][2], "a T has its bar at the top"
    for first in widths.values():
        for x, width in first:
            assert x + width == pytest.approx(here.style.grid.measure)


def test_no_line_goes_into_the_bowl_of_a_c() -> None:
    insets = [x for x, _ in initial_of(room(initial_lines=4), "C" + OLDEN).measure.first]
    assert min(insets[1:-1]) >= 0.8 * min(insets[0], insets[-1])


def test_the_tail_of_a_q_shortens_the_next_line() -> None:
    here = room("EB Garamond")
    assert len(initial_of(here, "Quite" + OLDEN).measure.first) == 4
    assert len(initial_of(here, "Once" + OLDEN).measure.first) == 3


@every_face
def test_the_stem_is_flush_and_rounds_hang_out(name: str) -> None:
    here = room(name)
    for letter in "LHNCOTAVW":
        mark = initial_of(here, letter + OLDEN).mark
        (left, _, right, _) = glyph_boxes(mark)[0]
        if letter in "LHN":
            assert abs(left) <= BOUND
        else:
            assert -0.06 * (right - left) <= left <= -0.02 * (right - left), letter


def test_an_opening_quote_hangs_before_the_initial_at_text_size() -> None:
    here = room()
    initial = initial_of(here, "“The king" + OLDEN)
    assert initial.quote is not None
    assert initial.quote.text == "“"
    assert initial.quote.segments[0].fount is here.fount
    assert max(box[2] for box in glyph_boxes(initial.quote)) <= min(box[0] for box in glyph_boxes(initial.mark)) + 0.01
    pieces = composed(here, "“The king" + OLDEN)
    assert [placed.thing.text for placed in pieces[0].content[:2] if isinstance(placed.thing, Line)] == ["“", "T"]


def test_an_apostrophe_stays_with_the_text() -> None:
    here = room()
    initial = initial_of(here, "I’m " + OLDEN)
    assert initial.mark.text == "I"
    assert initial.rest[0].text.startswith("’m")


def test_a_letter_that_is_a_word_has_a_word_space_after_it() -> None:
    here = room()
    word, part = initial_of(here, "A king " + OLDEN), initial_of(here, "Aking " + OLDEN)
    assert word.measure.first[0][0] - part.measure.first[0][0] == pytest.approx(here.fount.space - 1.25)
    assert word.rest[0].text.startswith("king")


def test_no_initial_without_a_capital_letter() -> None:
    here = room()
    for text in ("1914 was hot", "…and then", "the king", "“‘", "", "—", "«»"):
        assert set_initial(typed(text), here.case, here.spec, Measure(0.0, 288.0)) is None, text


def test_no_initial_when_the_style_has_none() -> None:
    for lines in (0, 1):
        here = room(initial_lines=lines)
        assert set_initial(typed("The king"), here.case, here.spec, Measure(0.0, 288.0)) is None


def test_no_word_is_lost_beside_an_initial() -> None:
    here = room()
    for opening in OPENINGS:
        pieces = composed(here, opening + OLDEN)
        text = "".join(one.thing.text for piece in pieces for one in piece.content if isinstance(one.thing, Line))
        assert text.replace(" ", "").replace("-", "") == (opening + OLDEN).replace(" ", "").replace("-", "")


@pytest.mark.parametrize(("text", "words"), [("Once, at home, it rained and rained", 2), ("I am", 2), ("O", 0)])
def test_the_lead_in_is_a_phrase(text: str, words: int) -> None:
    initial = initial_of(room(), text)
    assert initial.lead_in <= max(words, 4)
    if text.startswith("Once"):
        assert initial.lead_in in (2, 3)


def test_the_lead_in_is_in_tracked_small_capitals_and_short() -> None:
    here = room()
    pieces = composed(here, "T" + OLDEN)
    line = pieces[0].content[-1].thing
    assert isinstance(line, Line)
    small = [part for part, _ in parts_of(line) if part.fount.spec.small_caps]
    assert 2 <= len(small) <= 6
    assert small[0].fount.spec.tracking == 0.05
    last, x = next((part, x) for part, x in reversed(parts_of(line)) if part.fount.spec.small_caps)
    assert x + last.width <= 0.66 * here.style.grid.measure
    for piece in pieces[1:]:
        second = piece.content[-1].thing
        assert isinstance(second, Line)
        assert not any(part.fount.spec.small_caps for part, _ in parts_of(second))


def test_a_short_first_paragraph_hands_its_measure_to_the_next() -> None:
    here = room()
    insets = [x for x, _ in initial_of(here, "Twas he.").measure.first]
    pieces = composed(here, "Twas he.", (Paragraph(plain("O" + OLDEN)),))
    lefts = [parts_of(piece.content[-1].thing)[0][1] for piece in pieces if isinstance(piece.content[-1].thing, Line)]
    assert lefts[0] == pytest.approx(insets[0])
    assert lefts[1] == pytest.approx(insets[1] + here.style.indent), "the second paragraph is indented beside it"
    assert lefts[2] == pytest.approx(insets[2])
    assert lefts[3] == pytest.approx(0.0)


def test_nothing_but_a_paragraph_goes_beside_an_initial() -> None:
    here = room()
    pieces = composed(here, "Twas he.", (SceneBreak(), Paragraph(plain("Again."))))
    assert [bool(piece.content) for piece in pieces[:3]] == [True, False, False], "two lines are left white"
    assert len(pieces) >= 5


def test_a_first_paragraph_of_one_letter() -> None:
    here = room()
    pieces = composed(here, "I", (Paragraph(plain("O" + OLDEN)),))
    assert isinstance(pieces[0].content[0].thing, Line)
    assert pieces[0].content[0].thing.text == "I"
    assert len(pieces) > 5
