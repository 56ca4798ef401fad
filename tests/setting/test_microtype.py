"""Ink hung into the margins and glyphs that give: per face, per line, within their bounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from conftest import OLDEN, STRAIGHT, TEXT_FACES, Room, end_of, gaps_of, inked, parts_of, room, typed

from bookbuild.setting.atoms import NO_LEAD_IN, make_atoms
from bookbuild.setting.breakpoints import Divide
from bookbuild.setting.hanging import LEFT, MOST_OF_LETTER, RIGHT, hang_of
from bookbuild.setting.justify import Draft, share
from bookbuild.setting.lines import Line
from bookbuild.setting.table import table_of
from bookbuild.style.style import Give, Microtype

TEXT = OLDEN + " “Well,” she said, “it is late.” “So it is,” he said—and went. " + OLDEN
STIFF = Microtype(protrusion=False, expansion=0.0, space_kerning=True)
every_face = pytest.mark.parametrize("name", TEXT_FACES)


def lines_of(here: Room, width: float = 288.0) -> tuple[Line, ...]:
    lines = here.lines(TEXT, width)
    assert len(lines) > 8
    return lines


@every_face
def test_marks_hang_out_by_their_share_and_letters_a_little(name: str) -> None:
    fount = room(name).fount
    for character, shares in ((".", RIGHT), ("”", RIGHT), ("“", LEFT)):
        glyph = fount.word(character).glyphs[0]
        left, right = hang_of(fount.face, glyph, character)
        found = right if shares is RIGHT else left
        assert found == pytest.approx(shares[character] * fount.face.advance(glyph))
    for letter in "AHTVowy":
        glyph = fount.word(letter).glyphs[0]
        left, right = hang_of(fount.face, glyph, letter)
        assert 0 <= left <= MOST_OF_LETTER * fount.face.advance(glyph) + 1e-9
        assert 0 <= right <= MOST_OF_LETTER * fount.face.advance(glyph) + 1e-9
    straight, pointed = (hang_of(fount.face, fount.word(one).glyphs[0], one)[0] for one in "HV")
    assert straight < 0.03 * fount.face.advance(fount.word("H").glyphs[0])
    assert pointed > straight


def test_a_face_that_has_optical_bounds_is_taken_at_its_word() -> None:
    face = room("Linux Libertine").fount.face
    hyphen, stop = (face.font.get_nominal_glyph(ord(one)) for one in "-.")
    assert {"lfbd", "rtbd"} <= face.adjustments
    assert hang_of(face, hyphen, "-")[0] == 43, "as its table has it"
    assert hang_of(face, stop, ".")[1] == RIGHT["."] * face.advance(stop), "which says nothing of full stops"


@every_face
def test_lines_end_where_their_ink_says(name: str) -> None:
    here = room(name)
    for number, line in enumerate(lines_of(here)[:-1]):
        first, last = parts_of(line)[0], parts_of(line)[-1]
        left = first[0].left_hang if number else 0.0
        assert first[1] == pytest.approx(-left)
        assert end_of(line) == pytest.approx(288.0 + last[0].right_hang, abs=0.05)


def test_a_paragraphs_first_line_and_lines_beside_an_initial_do_not_hang_on_the_left() -> None:
    lines = room().lines("“Well, this is a paragraph that opens with a quotation mark and goes on " + OLDEN, 288.0)
    assert parts_of(lines[0])[0][1] == pytest.approx(0.0)
    assert parts_of(lines[0])[0][0].left_hang > 1


def test_each_can_be_switched_off() -> None:
    straight, stiff = room(microtype=STRAIGHT), room(microtype=STIFF)
    assert all(part.right_hang == 0 for line in lines_of(straight) for part, _ in parts_of(line))
    assert {line.stretch for line in lines_of(stiff)} == {1.0}
    assert len({line.stretch for line in lines_of(straight)}) > 5


@every_face
@pytest.mark.parametrize("width", [200.0, 288.0])
def test_glyphs_give_within_their_bounds_and_spaces_keep_their_floor(name: str, width: float) -> None:
    here = room(name)
    for line in lines_of(here, width):
        assert 0.98 - 1e-9 <= line.stretch <= 1.02 + 1e-9
        assert min(gaps_of(line), default=1e9) >= min(0.15 * here.style.size, here.fount.space) - 1e-6


def test_expansion_makes_spaces_more_even() -> None:
    def spread(here: Room) -> float:
        found = [sum(gaps_of(line)) / len(gaps_of(line)) for line in lines_of(here)[:-1]]
        mean = sum(found) / len(found)
        return sum((one - mean) ** 2 for one in found)

    assert spread(room(microtype=STRAIGHT)) < 0.7 * spread(room(microtype=STIFF))


def draft(room_left: float, fills: bool = True) -> Draft:
    """A line of 250 points of glyphs and nine spaces of 2.5, with so much room left."""
    return Draft([], [], fills, 0.0, 272.5 + room_left, 250.0, 272.5, 9, 9.0, 5.0, Give(0.02))


def test_slack_goes_to_the_glyphs_until_they_are_at_their_bounds() -> None:
    lines = [draft(2.0), draft(2.0), draft(2.0)]
    share(lines, 0.02, 11.0)
    assert all(0.006 < one.give < 0.0081 for one in lines), "two points of 250 are .8 %"
    far = [draft(30.0)]
    share(far, 0.02, 11.0)
    assert far[0].give == pytest.approx(0.02, abs=0.002)


def test_neighbours_are_made_alike() -> None:
    lines = [draft(4.0), draft(-4.0), draft(4.0)]
    share(lines, 0.02, 11.0)
    alone = [draft(4.0)], [draft(-4.0)]
    for one in alone:
        share(one, 0.02, 11.0)
    apart = alone[0][0].give - alone[1][0].give
    assert all(abs(a.give - b.give) < 0.9 * apart for a, b in pairwise(lines))


def test_no_line_is_too_full_for_its_spaces() -> None:
    tight = [draft(9.0), draft(-9.0), draft(9.0)]
    share(tight, 0.02, 11.0)
    assert tight[1].ratio >= -1.0 - 1e-9
    last = [draft(1.0, fills=False)]
    share(last, 0.02, 11.0)
    assert last[0].natural + last[0].give * 250.0 <= last[0].width + 1e-9


def test_letters_are_set_apart_and_together_within_their_bounds() -> None:
    seen: set[float] = set()
    spaced = Microtype(protrusion=False, expansion=0.0, space_kerning=True, letterspacing=0.01)
    here = room(microtype=spaced)
    for line in lines_of(here)[:-1]:
        (tracking,) = {segment.tracking for segment in line.segments}
        assert abs(tracking) <= 0.01 + 1e-9
        assert line.stretch == 1.0
        assert end_of(line) == pytest.approx(288.0, abs=0.01)
        assert min(gaps_of(line)) >= 0.15 * here.style.size - 1e-6
        assert line.segments[-1].x + line.segments[-1].width == pytest.approx(288.0, abs=0.01)
        seen.add(tracking)
    assert min(seen) < 0 < max(seen)


def test_widths_and_letterspaces_give_in_proportion() -> None:
    both = Microtype(protrusion=False, expansion=0.02, space_kerning=True, letterspacing=0.005)
    for line in lines_of(room(microtype=both))[:-1]:
        assert line.segments[0].tracking == pytest.approx((line.stretch - 1.0) / 4, abs=1e-9)


def test_letterspacing_makes_spaces_more_even() -> None:
    def uneven(letterspacing: float) -> float:
        here = room(microtype=Microtype(True, 0.02, True, letterspacing))
        return max(max(gaps_of(line)) for line in here.lines(TEXT * 3, 200.0)[:-1])

    assert uneven(0.01) < uneven(0.0)


def test_what_letters_give_is_in_the_breakers_numbers() -> None:
    here = room()
    atoms = make_atoms(typed("one two, *three*four"), here.spec, NO_LEAD_IN, here.case)
    numbers = table_of(atoms, here.compositor.points, Divide.NOTHING, Give(0.0, 0.01), False, False).numbers
    size = here.style.size
    assert numbers.end_shrink[1] == pytest.approx(2 * 0.01 * size), "two gaps between three letters"
    inside = numbers.end_shrink[2] - numbers.start_shrink[1]
    assert inside == pytest.approx(3 * 0.01 * size), "a comma is set apart as letters are"
    whole = numbers.end_stretch[-1] - numbers.start_stretch[2]
    assert whole == pytest.approx(8 * 0.01 * size), "where founts meet within a word, too"


def test_a_wider_line_has_wider_ink() -> None:
    here = room()
    line = max(lines_of(here), key=lambda one: one.stretch)
    plain = replace(line, stretch=1.0, segments=tuple(one._replace(stretch=1.0) for one in line.segments))
    assert inked(line)[1] > inked(plain)[1]


def test_what_hangs_out_is_in_the_breakers_numbers() -> None:
    here = room()
    atoms = make_atoms(typed("“one, “two,"), here.spec, NO_LEAD_IN, here.case)
    first, second = (atom.shaped for atom in atoms)
    numbers = table_of(atoms, here.compositor.points, Divide.NOTHING, Give(), True, True).numbers
    assert numbers.end_width[1] == pytest.approx(first.width - first.right_hang)
    assert numbers.start_width[1] == pytest.approx(first.width + atoms[0].space + second.left_hang)
    assert min(first.right_hang, second.left_hang) > 1
    beside = table_of(atoms, here.compositor.points, Divide.NOTHING, Give(), True, False).numbers
    assert beside.start_width[1] == pytest.approx(first.width + atoms[0].space)
