"""Initials, measured on the outlines: where they stand, how high they reach, what white is beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pytest
from conftest import OLDEN, TEXT_FACES, Edges, Room, parts_of, placed_glyphs, room, typed

from bookbuild.makeup.galley import Piece
from bookbuild.manuscript.blocks import Block, Chapter, Paragraph, SceneBreak, plain
from bookbuild.setting.initials import GAP_BELOW, GAP_IN_WORD, Initial, Space, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.style.style import BASELINE_IN_LINE

BOUND = 0.2
"""Points: how far foot and top may be off (design-spec.md section 4)."""
OPENINGS = ["A", "L", "V", "W", "J", "Q", "T", "“T", "C", "É"]
AT_AN_ARM = ("Source Serif 4", 4, "L", 2)
"""A line that would sit on the tip of an L's arm with half a point of white: it begins beyond the arm."""

every_face = pytest.mark.parametrize("name", TEXT_FACES)
every_depth = pytest.mark.parametrize("lines", [2, 3, 4, 5])
every_opening = pytest.mark.parametrize("opening", OPENINGS)


def composed(here: Room, text: str, more: tuple[Block, ...] = ()) -> list[Piece]:
    """The pieces of a chapter's text, its opening left out."""
    galley = here.composer.chapter(Chapter((Paragraph(typed(text)), *more)))
    return [piece for passage in galley.passages[1:] for piece in passage.variants[0]]


def tried(here: Room, text: str, lines: int = 20, above: float = 99.0, measure: float = 0.0) -> Initial | None:
    """What becomes of a paragraph's initial in so much room."""
    width = measure or here.style.grid.measure
    return set_initial(typed(text), here.case, here.spec, Space(Measure(0.0, width), lines, above))


def initial_of(here: Room, text: str) -> Initial:
    made = tried(here, text)
    assert made is not None
    return made


def lines_of(pieces: list[Piece]) -> list[Line]:
    """The text lines of some pieces, initials left out."""
    return [piece.content[-1].thing for piece in pieces if piece.content and isinstance(piece.content[-1].thing, Line)]


def beginnings(here: Room, text: str) -> list[float]:
    """Where the lines of a chapter's text begin."""
    return [line.segments[0].x for line in lines_of(composed(here, text))]


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


STEP = 0.2
"""Points between the heights at which ink is measured."""


def ink_rows(line: Line, baseline: float, leftmost: bool, until: float = 1e6) -> dict[int, float]:
    """One edge of a line's ink by steps of height down the page, of the glyphs that begin before `until`."""
    rows: dict[int, float] = {}
    for part, x in parts_of(line):
        scale = part.fount.scale
        for glyph, at in placed_glyphs(part, x):
            if at > until:
                return rows
            pen = Edges()
            part.fount.face.font.draw_glyph_with_pen(glyph, pen)
            for (x0, y0), (x1, y1) in pen.edges:
                low, high = sorted((baseline - y0 * scale, baseline - y1 * scale))
                for row in range(math.ceil(low / STEP), math.floor(high / STEP) + 1):
                    share = ((baseline - row * STEP) / scale - y0) / (y1 - y0) if y1 != y0 else 0.0
                    place = at + (x0 + (x1 - x0) * share) * scale
                    known = rows.get(row, place)
                    rows[row] = min(known, place) if leftmost else max(known, place)
    return rows


@dataclass(frozen=True)
class White:
    """The white between an initial and one line: at the heights where both have ink, the least of it; and between
    the initial's rightmost ink in the line's x-height and the line's first."""

    at_heights: float | None
    of_the_band: float | None

    def off(self, wanted: float) -> float:
        """How far it is from what it should be, as the kinder of the two readings has it."""
        return min((abs(one - wanted) for one in (self.at_heights, self.of_the_band) if one is not None), default=0.0)


def white_beside(here: Room, text: str, lines: int) -> list[White]:
    """The white of every line that an initial could reach, measured on the outlines."""
    pieces = composed(here, text)
    mark = pieces[0].content[-2]
    assert isinstance(mark.thing, Line)
    edge = ink_rows(mark.thing, mark.y, leftmost=False)
    x_height = here.fount.face.x_height * here.fount.scale
    found: list[White] = []
    for number, line in enumerate(lines_of(pieces[: lines + 2])):
        baseline = (number + BASELINE_IN_LINE) * here.style.leading
        ink = ink_rows(line, baseline, leftmost=True, until=max(edge.values()) + here.style.size)
        band = range(math.ceil((baseline - x_height) / STEP), math.floor(baseline / STEP))
        widest = max((edge[row] for row in band if row in edge), default=None)
        first = min(ink[row] for row in band if row in ink)
        shared = min((ink[row] - edge[row] for row in ink.keys() & edge.keys()), default=None)
        found.append(White(shared, None if widest is None else first - widest))
    return found


@pytest.mark.parametrize("trim", ["5x8", "6x9"])
@every_face
@every_depth
def test_flat_capitals_reach_exactly_from_the_first_line_to_the_last(name: str, lines: int, trim: str) -> None:
    here = room(name, trim, initial_lines=lines)
    small = here.case.fount(replace(here.spec, small_caps=True, tracking=0.05))
    leading = here.style.leading
    for opening, first in (("H" + OLDEN, small.word("n")), ("H. G. Wells" + OLDEN, here.fount.word("H"))):
        mark = composed(here, opening)[0].content[0]
        box = first.fount.face.font.get_glyph_extents(first.glyphs[0])
        assert isinstance(mark.thing, Line)
        ((_, bottom, _, top),) = glyph_boxes(mark.thing)
        foot = (BASELINE_IN_LINE + lines - 1) * leading
        assert mark.y - bottom == pytest.approx(foot, abs=BOUND)
        assert mark.y - top == pytest.approx(BASELINE_IN_LINE * leading - box.y_bearing * first.fount.scale, abs=BOUND)


@every_face
@every_depth
def test_round_and_pointed_letters_overshoot_as_they_are_drawn(name: str, lines: int) -> None:
    here = room(name, initial_lines=lines)
    sizes: set[float] = set()
    for letter in "HOCSGAVWMNUJQT":
        mark = initial_of(here, letter + OLDEN).mark
        sizes.add(round(mark.segments[0].fount.size, 6))
        ((_, bottom, _, top),) = glyph_boxes(mark)
        if letter in "OCSG":
            ((_, flat_foot, _, flat_top),) = glyph_boxes(initial_of(here, "H" + OLDEN).mark)
            size = mark.segments[0].fount.size
            assert 0.005 * size < top - flat_top < 0.02 * size
            assert 0.005 * size < flat_foot - bottom < 0.02 * size
    assert len(sizes) == 1, "the flat cap height decides for every letter"


def test_the_optical_size_follows_and_the_height_stays() -> None:
    here = room("Literata", initial_lines=5)
    mark = initial_of(here, "H" + OLDEN).mark
    assert mark.segments[0].fount.face.axes["opsz"] == 72, "the largest it has"
    assert here.fount.face.axes["opsz"] == 11.5


@every_face
@every_depth
@every_opening
def test_every_line_keeps_its_gap_to_the_outline(name: str, lines: int, opening: str) -> None:
    here = room(name, initial_lines=lines)
    for number, white in enumerate(white_beside(here, opening + OLDEN, lines)):
        wanted = GAP_BELOW if number else GAP_IN_WORD
        if white.at_heights is not None:
            assert white.at_heights >= wanted - 0.25, (number, white)
        if number < lines and (name, lines, opening, number) != AT_AN_ARM and opening not in "CÉ":
            assert white.off(wanted) <= 0.1 * here.style.size, (number, white)


def test_no_line_goes_into_the_bowl_of_a_c() -> None:
    for name in TEXT_FACES:
        lefts = beginnings(room(name, initial_lines=4), "C" + OLDEN)[:4]
        assert min(lefts[1:-1]) >= min(lefts[0], lefts[-1]) - 1


def test_the_tail_of_a_q_shortens_the_next_line() -> None:
    here = room("EB Garamond")
    assert len(initial_of(here, "Quite" + OLDEN).beside) == 4
    assert beginnings(here, "Q" + OLDEN)[3] > 30
    assert beginnings(here, "J" + OLDEN)[3] > 1
    assert len(initial_of(here, "Once" + OLDEN).beside) == 3
    assert beginnings(here, "O" + OLDEN)[3] == 0


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


@every_face
@pytest.mark.parametrize("letter", "AIO")
def test_a_letter_that_is_a_word_has_a_word_space_after_it(name: str, letter: str) -> None:
    here = room(name)
    assert initial_of(here, f"{letter} king ").rest[0].text.startswith("king")
    (white, *_) = white_beside(here, f"{letter} king i{OLDEN}", 3)
    assert white.off(here.fount.space) <= 0.1 * here.style.size
    assert white.at_heights is not None
    assert white.at_heights > here.fount.space


def test_no_initial_without_a_capital_letter() -> None:
    here = room()
    for text in ("1914 was hot", "…and then", "the king", "“‘", "", "—", "«»"):
        assert tried(here, text) is None, text


def test_no_initial_when_the_style_has_none() -> None:
    for lines in (0, 1):
        here = room(initial_lines=lines)
        assert beginnings(here, "The king" + OLDEN)[0] == 0
        assert not here.findings


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
    pieces = composed(here, "Lo, he.", (Paragraph(plain("O" + OLDEN)),))
    lefts = [line.segments[0].x for line in lines_of(pieces)]
    mark = pieces[0].content[0].thing
    assert isinstance(mark, Line)
    edge = ink_rows(mark, 2 * here.style.leading, leftmost=False)
    stem = edge[round(here.style.leading * 0.8 / STEP)]
    assert lefts[1] == pytest.approx(stem + GAP_BELOW + here.style.indent, abs=1), "it is indented beside it"
    assert lefts[2] == pytest.approx(max(edge.values()) + GAP_BELOW, abs=1)
    assert lefts[3] == 0


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
