"""Founts: figures, ligatures, small capitals, spaces, ink that stays apart, characters from other faces."""

from __future__ import annotations

from dataclasses import replace

import pytest
from conftest import TEXT_FACES, Edges, examples, parts_of, room, typed
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.diagnostics import Place
from bookbuild.setting.faces import face_at
from bookbuild.setting.founts import LEAST_INK_GAP, Fount, Shaped
from bookbuild.setting.wording import FIXED_SPACES

ROOMS = {name: room(name) for name in TEXT_FACES}
every_face = pytest.mark.parametrize("name", TEXT_FACES)


@every_face
def test_text_figures_are_old_style_and_proportional(name: str) -> None:
    fount = ROOMS[name].fount
    assert fount.word("1").width < fount.word("0").width
    three = fount.face.font.get_glyph_extents(fount.word("3").glyphs[0])
    assert three.y_bearing + three.height < -0.05 * fount.face.upem, "an old-style three goes below the line"


@every_face
def test_lining_figures_stand_on_the_line(name: str) -> None:
    here = ROOMS[name]
    fount = here.case.fount(replace(here.spec, lining=True))
    for figure in "0123456789":
        box = fount.face.font.get_glyph_extents(fount.word(figure).glyphs[0])
        assert box.y_bearing + box.height > -0.05 * fount.face.upem
        assert box.y_bearing > 0.55 * fount.face.upem


@every_face
def test_ligatures_are_off_when_tracked(name: str) -> None:
    here = ROOMS[name]
    tracked = here.case.fount(replace(here.spec, tracking=0.1))
    assert len(here.fount.word("fi").glyphs) == 1, "every text face has fi"
    assert len(tracked.word("fi").glyphs) == 2


@every_face
def test_tracking_adds_itself_after_every_letter_and_twice_to_a_space(name: str) -> None:
    here = ROOMS[name]
    plain, tracked = here.fount, here.case.fount(replace(here.spec, tracking=0.1))
    track = 0.1 * here.spec.size
    assert tracked.word("nun").width == pytest.approx(plain.word("nun").width + 3 * track)
    assert tracked.space == pytest.approx(plain.space + 2 * track), "design-spec.md section 5: word space + 2 tracks"


@every_face
@pytest.mark.parametrize("letter", "aemx")
def test_small_capitals_are_drawn_and_not_shrunken(name: str, letter: str) -> None:
    here = ROOMS[name]
    small = here.case.fount(replace(here.spec, small_caps=True)).word(letter)
    capital = here.fount.word(letter.upper())
    assert small.glyphs != here.fount.word(letter).glyphs
    assert small.glyphs != capital.glyphs
    assert small.texts == (letter,)
    face = small.fount.face
    height = face.font.get_glyph_extents(small.glyphs[0]).y_bearing
    assert face.x_height * 0.95 < height < face.cap_height
    assert "T013" not in here.codes


@every_face
def test_italic_small_capitals_are_real_or_upright_with_a_note(name: str) -> None:
    here = room(name)
    italic = replace(here.spec, italic=True, small_caps=True)
    fount = here.case.fount(italic)
    assert fount.word("a").glyphs != here.case.fount(replace(here.spec, italic=True)).word("a").glyphs
    upright = here.case.fount(replace(here.spec, small_caps=True))
    assert here.codes == (["T012"] if fount is upright else [])
    assert (fount.face is here.fount.face) == (fount is upright)


def test_some_italic_has_no_small_capitals() -> None:
    """Or the branch above is never walked."""
    upright: list[str] = []
    for name in TEXT_FACES:
        here = room(name)
        if here.case.fount(replace(here.spec, italic=True, small_caps=True)).face is here.fount.face:
            upright.append(name)
    assert upright


def test_a_face_without_small_capitals_is_left_in_small_letters_with_a_warning() -> None:
    here = room()
    mono = replace(here.spec, typeface=here.style.mono, small_caps=True)
    assert here.case.fount(mono).word("a").glyphs == here.case.fount(replace(mono, small_caps=False)).word("a").glyphs
    assert here.codes == ["T013"]


def test_a_face_without_bold_is_set_in_its_roman_with_a_warning() -> None:
    here = room()
    typeface = replace(here.style.typeface, bold=None, italic=None, bold_italic=None)
    place = Place("one.md", 3, 4)
    bold = here.case.fount(replace(here.spec, typeface=typeface, bold=True), place)
    assert bold.face is here.fount.face
    assert [(one.code, one.place) for one in here.findings] == [("T014", place)]


PAIRS = ["f”", "f’", "l)", "d!", "f?", "T”", "k]", "ff”", "f…", "d”", "f—"]


def outline(shaped: Shaped, at: int) -> Edges:
    pen = Edges()
    shaped.fount.face.font.draw_glyph_with_pen(shaped.glyphs[at], pen)
    return pen


def measured_gap(left: Shaped, right: Shaped, kern: float) -> float:
    """White between the ink of two pieces in ems, at the height where they come closest."""
    one, two = outline(left, -1), outline(right, 0)
    edge, upem = left.advances[-1], left.fount.face.upem
    gaps: list[float] = []
    for step in range(-40, 125):
        y = step / 125 * upem + 0.37
        ours, theirs = one.crossings(y), two.crossings(y)
        if ours and theirs:
            gaps.append(edge - max(ours) + min(theirs))
    return min(gaps, default=upem) / upem + kern / left.fount.size


@every_face
@pytest.mark.parametrize("pair", PAIRS)
def test_ink_stays_apart_where_the_face_changes(name: str, pair: str) -> None:
    here = ROOMS[name]
    (line,) = here.lines(f"of_{pair[:-1]}_{pair[-1]} and")
    parts = parts_of(line)
    at = next(i for i, (part, _) in enumerate(parts) if part.text == pair[:-1])
    (left, x), (right, next_x) = parts[at], parts[at + 1]
    assert right.text == pair[-1]
    kern = next_x - x - left.width
    assert kern >= -1e-9
    assert measured_gap(left, right, kern) >= LEAST_INK_GAP - 0.0025


@every_face
def test_the_italic_f_really_needs_it(name: str) -> None:
    here = ROOMS[name]
    italic, quote = here.case.fount(replace(here.spec, italic=True)).word("f"), here.fount.word("”")
    assert measured_gap(italic, quote, 0.0) < LEAST_INK_GAP, "unkerned they come too close: the test above can fail"


def test_a_missing_character_comes_from_another_face_with_its_place() -> None:
    here = room()
    here.lines(typed("a ★ in the sky", Place("sky.md", 7, 3)))
    (finding,) = here.findings
    assert finding.code == "T011"
    assert finding.message == "EB Garamond lacks symbols; they are set in Linux Libertine."
    assert finding.place == Place("sky.md", 7, 5)


def test_a_missing_character_is_at_the_same_x_height() -> None:
    here = room("EB Garamond")
    (line,) = here.lines("x אב y")
    other = next(part for part, _ in parts_of(line) if part.rtl)
    ours, theirs = here.fount, other.fount
    assert theirs.face is not ours.face
    assert theirs.face.x_height * theirs.scale == pytest.approx(ours.face.x_height * ours.scale)


def test_a_plain_box_stands_for_what_no_face_has_and_is_read_as_it() -> None:
    here = room()
    (line,) = here.lines(typed("one 漢 word", Place("far.md", 2, 1)))
    box = parts_of(line)[1][0]
    assert (box.text, "".join(box.texts)) == ("漢", "漢")
    ink = box.fount.face.font.get_glyph_extents(box.glyphs[0])
    assert 0.25 < ink.width * box.fount.scale / here.fount.size < 1.0
    assert abs(ink.y_bearing + ink.height) * box.fount.scale < 0.3 * here.fount.size, "it stands near the line"
    assert here.case.boxed == {"漢": None}
    assert here.codes == [], "told before anything is set: see repertoire"


@every_face
def test_nothing_is_ever_drawn_with_the_empty_glyph(name: str) -> None:
    here = room(name)
    text = "Ça naïve “Œuvre” Łódź ﬁn ½ № → Ἀθῆναι Москва שלום ☙ ❦ … x̄ q̃"
    for line in here.lines(text, 120.0):
        for part, _ in parts_of(line):
            assert 0 not in part.glyphs, part.text


@every_face
@pytest.mark.parametrize("space", FIXED_SPACES, ids=lambda c: f"U+{ord(c):04X}")
def test_fixed_spaces_have_their_width(name: str, space: str) -> None:
    fount = ROOMS[name].fount
    width = fount.word(f"n{space}n").width - fount.word("n").width * 2
    if ord(space) in fount.face.unicodes:
        own = fount.face.advance(fount.face.font.get_nominal_glyph(ord(space))) * fount.scale
        assert width == pytest.approx(own, abs=0.02 * fount.size)
    else:
        assert width == pytest.approx(FIXED_SPACES[space] * fount.size, abs=0.02 * fount.size)
    assert "".join(fount.word(f"n{space}n").texts) == f"n{space}n"


@every_face
@pytest.mark.parametrize("space", ["\u202f", "\u2009", "\u200a"], ids=["narrow no-break", "thin", "hair"])
def test_narrow_spaces_are_narrower_than_a_word_space(name: str, space: str) -> None:
    fount = ROOMS[name].fount
    width = fount.word(f"n{space}n").width - fount.word("n").width * 2
    assert 0.0 < width < fount.space * 1.05


def test_spaces_kern_with_their_neighbours_where_the_face_says_so() -> None:
    kerning = [name for name in TEXT_FACES if ROOMS[name].fount.kerns_spaces]
    assert kerning, "Source Serif 4 does"
    for name in TEXT_FACES:
        here = ROOMS[name]
        for words in ("To you", "Aw yA", "“T. Young"):
            (line,) = here.lines(words, 300.0, align="left")
            together = here.fount.word(words).width
            assert line.width == pytest.approx(together, abs=1e-6), name


@examples(60)
@given(st.text(alphabet="abcdefiflTAVWYo“”‘’—-.,!é\u0301\u0304ßÆœfi0123", min_size=1, max_size=14))
def test_glyphs_account_for_every_character_once(text: str) -> None:
    shaped = ROOMS["EB Garamond"].fount.word(text)
    assert "".join(shaped.texts) == text
    assert len(shaped.texts) == len(shaped.glyphs) == len(shaped.advances)
    assert shaped.width == pytest.approx(sum(shaped.advances) * shaped.fount.scale)


def test_the_glyphs_of_a_word_right_to_left_account_for_it_backwards() -> None:
    here = room("Linux Libertine", language="he")
    shaped = here.fount.word("שלום")
    assert shaped.rtl
    assert "".join(reversed(shaped.texts)) == "שלום"


def test_the_same_word_is_shaped_once() -> None:
    fount = room().fount
    assert fount.word("once") is fount.word("once")


def test_code_is_set_in_the_mono_face_at_the_texts_x_height() -> None:
    here = room()
    from bookbuild.manuscript.blocks import Mark

    spec = here.case.marked(here.spec, Mark.CODE)
    mono: Fount = here.case.fount(spec)
    assert mono.face is face_at(here.style.mono.roman, spec.size)
    assert mono.face.x_height * mono.scale == pytest.approx(here.fount.face.x_height * here.fount.scale)


def test_emphasis_within_italic_is_roman() -> None:
    from bookbuild.manuscript.blocks import Mark

    here = room()
    italic = replace(here.spec, italic=True)
    assert here.case.marked(italic, Mark.EMPHASIS) == here.spec
    assert here.case.marked(here.spec, Mark.EMPHASIS) == italic
    assert here.case.marked(here.spec, Mark.STRONG) == replace(here.spec, bold=True)
