"""Initials, measured on the outlines: where they stand, how high they reach, what white is beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from conftest import OLDEN, TEXT_FACES, Edges, Room, gaps_of, inked, parts_of, placed_glyphs, room, typed

from bookbuild.makeup.galley import LINE, PageShape, Piece
from bookbuild.makeup.pagination import paginate
from bookbuild.manuscript.blocks import (
    Block,
    Chapter,
    Heading,
    ItemList,
    Mark,
    Paragraph,
    Preformatted,
    Quotation,
    Run,
    Runs,
    SceneBreak,
    plain,
)
from bookbuild.setting.initials import GAP_BELOW, GAP_IN_WORD, Initial, Space, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line, Segment
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
    assert initial.lead_in.words <= max(words, 4)
    if text.startswith("Once"):
        assert initial.lead_in.words in (2, 3)


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


# Openings of every kind


def placed_initial(pieces: list[Piece]) -> tuple[Line, Line | None]:
    """The initial and what hangs before it."""
    *marks, mark = [one.thing for one in pieces[0].content[:-1] if isinstance(one.thing, Line)]
    return mark, marks[0] if marks else None


@pytest.mark.parametrize(
    ("text", "language", "hung", "letter", "rest"),
    [
        ("’Tis so", "en", "’", "T", "is so"),
        ("‘“The king", "en", "‘“", "T", "he king"),
        ("«\u00a0Il était", "fr", "«", "I", "l était"),
        ("« Il était", "fr", "«", "I", "l était"),
        ("„Wer da?", "de", "„", "W", "er da?"),
        ("»Wer da?", "de", "»", "W", "er da?"),
        ("¿Quién?", "es", "¿", "Q", "uién?"),
        ("(The king", "en", "(", "T", "he king"),
        ("“_The_ king", "en", "“", "T", "he king"),
        ("I’m here", "en", "", "I", "’m here"),
        ("L’homme", "fr", "", "L", "’homme"),
        ("J\u0301nomme", "fr", "", "J\u0301", "nomme"),
        ("IJsland is", "nl", "", "IJ", "sland is"),
        ("IJsland is", "en", "", "I", "Jsland is"),
        ("Ægir was", "da", "", "Æ", "gir was"),
        ("O king", "en", "", "O", "king"),
    ],
)
def test_what_hangs_what_is_cut_and_what_remains(text: str, language: str, hung: str, letter: str, rest: str) -> None:
    here = room(language=language)
    initial = initial_of(here, text)
    assert (initial.quote.text if initial.quote else "", initial.mark.text) == (hung, letter)
    assert "".join(run.text for run in initial.rest) == rest
    assert here.codes == []


@every_face
@pytest.mark.parametrize("opening", ["“T", "“A", "“J", "’W", "«\u00a0I", "‘“O", "¿É"])
def test_marks_hang_clear_of_the_initial_and_no_higher(name: str, opening: str) -> None:
    here = room(name)
    pieces = composed(here, opening + OLDEN)
    mark, marks = placed_initial(pieces)
    assert marks is not None
    assert marks.segments[0].fount is here.fount
    right = max(box[2] for box in glyph_boxes(marks))
    assert 1 <= min(box[0] for box in glyph_boxes(mark)) - right <= 6 or opening == "“J"
    quote = pieces[0].content[0]
    small = here.case.fount(replace(here.spec, small_caps=True, tracking=0.05))
    height = glyph_boxes(Line((Segment(small, 0.0, (small.word("x"),), (None,)),), 0.0))[0][3]
    if opening[0] in "“‘’":
        top = quote.y - max(box[3] for box in glyph_boxes(marks))
        assert top == pytest.approx(BASELINE_IN_LINE * here.style.leading - height, abs=BOUND)


@pytest.mark.parametrize(
    "text",
    ["1914 was hot", "…and then", "the king", "—No, he said", "שלום לך", "“‘", "First line\u2028second line"],
)
def test_a_beginning_that_makes_no_initial_is_noted_and_set_flush(text: str) -> None:
    here = room()
    pieces = composed(here, text)
    (line, *_) = lines_of(pieces)
    assert len(pieces[0].content) == 1
    assert line.segments[0].x == 0
    assert here.codes.count("T020") == 1


def test_code_makes_no_initial_and_no_lead_in() -> None:
    here = room()
    galley = here.composer.chapter(Chapter((Paragraph((Run("CODE", Mark.CODE), Run(" is law.", Mark.PLAIN))),)))
    (line,) = lines_of([piece for passage in galley.passages[1:] for piece in passage.variants[0]])
    assert not any(part.fount.spec.small_caps for part, _ in parts_of(line))
    assert here.codes == ["T020"]


@pytest.mark.parametrize(
    "block",
    [
        SceneBreak(),
        Heading(2, plain("Head")),
        Quotation((Paragraph(plain("Verse")),)),
        ItemList(("1.",), ((Paragraph(plain("Item")),),)),
        Preformatted(("code",)),
    ],
)
def test_a_chapter_that_opens_with_no_paragraph_has_no_initial_and_one_note(block: Block) -> None:
    here = room()
    galley = here.composer.chapter(Chapter((block, Paragraph(typed("T" + OLDEN)))))
    for line in lines_of([piece for passage in galley.passages for piece in passage.variants[0]]):
        assert all(part.fount.size <= here.style.size * 1.01 for part, _ in parts_of(line))
    assert here.codes == ["T020"]


def test_nothing_is_noted_where_the_design_has_no_initials() -> None:
    here = room(initial_lines=0)
    here.composer.chapter(Chapter((SceneBreak(), Paragraph(typed("the king")))))
    composed(here, "1914 was hot")
    assert here.codes == []


@pytest.mark.parametrize("letter", "ЖОФΔΘΨ")
def test_cyrillic_and_greek_where_the_face_has_them(letter: str) -> None:
    for name in TEXT_FACES:
        here = room(name, language="ru")
        assert initial_of(here, letter + "ил" + OLDEN).mark.text == letter
        for number, white in enumerate(white_beside(here, letter + OLDEN, 3)[:3]):
            assert white.at_heights is None or white.at_heights >= (2.75 if number else 1)


def test_a_letter_the_face_lacks_makes_no_initial() -> None:
    here = room("Source Serif 4")
    assert tried(here, "Ⴀა") is None
    assert here.codes == ["T020"]


def test_small_letters_are_never_tracked_for_want_of_small_capitals() -> None:
    here = room("EB Garamond", language="ru")
    text = "Однажды весною, в час небывало жаркого заката, в Москве появились два гражданина. " * 3
    (line, *_) = lines_of(composed(here, text))
    assert not any(part.fount.track for part, _ in parts_of(line))
    assert "T013" in here.codes
    mark = initial_of(here, text).mark
    ((_, bottom, _, top),) = glyph_boxes(initial_of(here, "Н" + text[1:]).mark)
    capital = here.fount.face.cap_height * here.fount.scale
    assert top - bottom == pytest.approx(2 * here.style.leading + capital, abs=BOUND)
    assert mark.text == "О"


# Lead-ins


def led_in(here: Room, text: str) -> tuple[str, list[Line]]:
    """The words in small capitals, and all lines."""
    lines = lines_of(composed(here, text))
    return " ".join(part.text for line in lines for part, _ in parts_of(line) if part.fount.spec.small_caps), lines


@pytest.mark.parametrize(
    ("manner", "words"),
    [("words", "n olden times"), ("phrase", "n olden times when"), ("none", "")],
)
def test_how_far_the_lead_in_goes(manner: str, words: str) -> None:
    assert led_in(room(lead_in=manner), "I" + OLDEN)[0] == words


@every_face
@every_depth
@pytest.mark.parametrize("opening", ["T", "“A", "W", "A "])
def test_a_line_of_small_capitals_is_the_whole_first_line(name: str, lines: int, opening: str) -> None:
    here = room(name, initial_lines=lines, lead_in="line")
    words, (first, second, *_) = led_in(here, opening + OLDEN)
    assert words == first.text
    assert not first.divided
    assert inked(first)[1] == pytest.approx(here.style.grid.measure, abs=2), "it fills the measure"
    assert not any(part.fount.spec.small_caps for part, _ in parts_of(second))
    gaps = gaps_of(first)
    assert 0.15 * here.style.size <= min(gaps)
    assert max(gaps) <= 0.75 * here.style.size
    assert "T004" not in here.codes


def test_a_paragraph_shorter_than_its_line_is_all_lead_in() -> None:
    here = room(lead_in="line")
    words, lines = led_in(here, "I was there.")
    assert words == "was there."
    assert len(lines) == 1


def test_the_height_is_that_of_the_lead_ins_capitals() -> None:
    here = room()
    sizes = {
        text: initial_of(here, text).mark.segments[0].fount.size
        for text in ("Mr. Holmes was", "It was long ago, said Mr. Holmes", "I" + OLDEN)
    }
    low, high = sizes["I" + OLDEN], sizes["Mr. Holmes was"]
    assert high > low
    assert sizes["It was long ago, said Mr. Holmes"] == low, "a capital beyond the lead-in does not count"


# Room on the page


@pytest.mark.parametrize(("lines", "set_in"), [(20, 9), (9, 9), (5, 5), (2, 2)])
def test_an_initial_is_no_deeper_than_the_page(lines: int, set_in: int) -> None:
    here = room(initial_lines=9)
    initial = tried(here, "I" + OLDEN, lines)
    assert initial is not None
    assert initial.lines == set_in
    assert here.codes == ([] if set_in == 9 else ["T021"])


def test_a_tail_needs_its_line_too() -> None:
    here = room(initial_lines=9)
    initial = tried(here, "Q" + OLDEN, lines=5)
    assert initial is not None
    assert len(initial.beside) <= 5
    assert initial.lines < 5


@pytest.mark.parametrize(("lines", "measure"), [(1, 288.0), (20, 120.0)])
def test_where_nothing_fits_there_is_none_and_a_message(lines: int, measure: float) -> None:
    here = room(initial_lines=3)
    assert tried(here, "W" + OLDEN, lines, measure=measure) is None
    assert here.codes == ["T021"]


def test_an_accent_keeps_off_the_title_above() -> None:
    here = room(initial_lines=3)
    assert tried(here, "Å" + OLDEN, above=30.0) is not None
    assert tried(here, "E" + OLDEN, above=11.0) is not None
    assert tried(here, "Å" + OLDEN, above=11.0) is None


@pytest.mark.parametrize("lines", [5, 6, 7, 8, 12])
@pytest.mark.parametrize("letter", "IQÅ")
@pytest.mark.parametrize("titles", [{}, {"title": plain("One")}, {"title": plain("One"), "number": "7"}])
def test_nine_lines_on_a_page_of_five_lose_no_word(lines: int, letter: str, titles: dict[str, Runs]) -> None:
    here = room(initial_lines=9)
    here = room(initial_lines=9, grid=replace(here.style.grid, lines=lines))
    made = Chapter((Paragraph(typed(letter + OLDEN)),), **titles)  # type: ignore[arg-type]
    result = paginate(here.composer.chapter(made), PageShape(lines), 1)
    assert not result.yieldings
    text, rows = "", []
    for page in result.pages:
        shown = [one for piece in page.pieces for one in piece.piece.content if isinstance(one.thing, Line)]
        text += "".join(one.thing.text for one in shown if isinstance(one.thing, Line))
        rows += [
            round(one.top / 12 + placed.y / here.style.leading, 2)
            for one in page.pieces
            for placed in one.piece.content
        ]
        assert all(one.top + one.piece.height <= lines * 12 for one in page.pieces)
    assert max(rows) <= lines
    squeezed = text.replace(" ", "").replace("-", "")
    assert squeezed.endswith((letter + OLDEN).replace(" ", "").replace("-", ""))
    assert "T021" in here.codes


# What no gap alone shows


@every_face
def test_letters_that_lean_away_do_not_creep_under_the_initial(name: str) -> None:
    here = room(name)
    for white in white_beside(here, "Aw" + " we will wait while we were well" * 20, 3)[1:3]:
        assert white.of_the_band is not None
        assert white.of_the_band >= GAP_BELOW - 0.1 * here.style.size


def test_no_line_sits_on_the_tip_of_an_arm() -> None:
    name, lines, letter, number = AT_AN_ARM
    lefts = beginnings(room(name, initial_lines=lines), letter + OLDEN)
    assert lefts[number] == pytest.approx(lefts[number + 1], abs=1.5)


@pytest.mark.parametrize(
    ("name", "lines", "letter", "measure"),
    [("EB Garamond", 4, "Q", 180.0), ("Source Serif 4", 4, "V", 220.0), ("Literata", 4, "Q", 300.0)],
)
def test_lines_set_only_for_trial_are_not_complained_of(name: str, lines: int, letter: str, measure: float) -> None:
    grid = room(name).style.grid
    here = room(name, initial_lines=lines, grid=replace(grid, measure=measure))
    composed(here, letter + OLDEN)
    assert here.codes == []


def test_lines_beside_an_initial_keep_together() -> None:
    here = room()
    pieces = composed(here, "Q" + OLDEN)
    assert all(piece.tie for piece in pieces[:3])


@pytest.mark.parametrize("lines", [5, 6, 9])
def test_titles_on_a_page_of_few_lines_stand_on_lines_of_their_own(lines: int) -> None:
    here = room()
    here = room(grid=replace(here.style.grid, lines=lines))
    made = Chapter((Paragraph(typed("É" + OLDEN)),), plain("One"), plain("Or Two"), "7")
    (head, first, *_) = [piece for passage in here.composer.chapter(made).passages for piece in passage.variants[0]]
    rows = [placed.y / here.style.leading for placed in head.content]
    assert all(below - above >= 1 - 1e-6 for above, below in pairwise(rows))
    assert head.height / LINE >= max(rows)
    assert len(first.content) == 1, "its accent would reach into the title"
    assert "T021" in here.codes
