"""Dots, dashes and nested quotes: the white between their ink, measured on the outlines, in every text face."""

from __future__ import annotations

from itertools import pairwise

import pytest
from conftest import Room, room

from bookbuild.setting.founts import Shaped
from bookbuild.setting.metal import BEFORE_DOTS, BETWEEN_QUOTES, DASH_HAIR, DOT_PITCH
from bookbuild.style.typefaces import shipped_typefaces

TEXT_FACES = [name for name, face in shipped_typefaces().items() if face.use == "text"]
ROOMS = {name: room(name) for name in TEXT_FACES}
every_face = pytest.mark.parametrize("name", TEXT_FACES)


def inks(shaped: Shaped) -> list[tuple[str, float, float]]:
    """Each glyph's text and the left and right of its ink from the word's left, in ems."""
    face, x = shaped.fount.face, 0.0
    found: list[tuple[str, float, float]] = []
    for glyph, advance, text in zip(shaped.glyphs, shaped.advances, shaped.texts, strict=True):
        box = face.font.get_glyph_extents(glyph)
        found.append((text, (x + box.x_bearing) / face.upem, (x + box.x_bearing + box.width) / face.upem))
        x += advance
    return found


@every_face
@pytest.mark.parametrize("word", ["wait…", "…and", "up…and", "“…", "WAIT…"])
def test_the_dots_of_an_ellipsis_are_three_tenths_of_an_em_apart(name: str, word: str) -> None:
    shaped = ROOMS[name].fount.word(word)
    assert "".join(shaped.texts) == word
    dots = [left for text, left, _ in inks(shaped) if text == "…"]
    at = shaped.texts.index("…")
    three = [left for _, left, _ in inks(shaped)[at : at + 3]]
    assert len(dots) == 1
    assert [b - a for a, b in pairwise(three)] == pytest.approx([DOT_PITCH] * 2, abs=1e-3)


@every_face
@pytest.mark.parametrize("letter", "aelndmhu")
def test_a_letter_keeps_its_distance_from_the_dots(name: str, letter: str) -> None:
    *_, before, first, _, _ = inks(ROOMS[name].fount.word(f"o{letter}…"))
    assert BEFORE_DOTS - 0.01 <= first[1] - before[2] <= BEFORE_DOTS + 0.06


@every_face
def test_dots_go_under_an_overhang_and_not_far_from_it(name: str) -> None:
    *_, before, first, _, _ = inks(ROOMS[name].fount.word("of…"))
    assert -0.1 < first[1] - before[2] < BEFORE_DOTS


@every_face
def test_single_and_double_marks_stand_a_tenth_of_an_em_apart(name: str) -> None:
    face = ROOMS[name].fount.face
    for word in ("it’\u200a”", "“\u200a‘No"):
        shaped = ROOMS[name].fount.word(word)
        at = shaped.texts.index("\u200a")
        left, right = face.profile(shaped.glyphs[at - 1]), face.profile(shaped.glyphs[at + 1])
        apart = sum(shaped.advances[at - 1 : at + 1])
        bands = left.right.keys() & right.left.keys()
        gap = min(apart - left.right[band] + right.left[band] for band in bands) / face.upem
        assert gap == pytest.approx(BETWEEN_QUOTES, abs=0.02)


def gaps_of_dash(here: Room) -> tuple[float, float]:
    """White between stems (l) and an em dash, less the stems' own bearings, in ems."""
    (_, _, left), (_, dash_left, dash_right), (_, right, _) = inks(here.fount.word("l—l"))
    (_, stem_left, stem_right) = inks(here.fount.word("l"))[0]
    own = here.fount.word("l").advances[0] / here.fount.face.upem
    return dash_left - left - (own - stem_right), right - dash_right - stem_left


@every_face
def test_no_dash_touches(name: str) -> None:
    before, after = gaps_of_dash(ROOMS[name])
    assert 0.03 <= before <= 0.085
    assert 0.03 <= after <= 0.085


def test_only_a_dash_without_bearings_gets_a_hair() -> None:
    garamond, literata = ROOMS["EB Garamond"].fount, ROOMS["Literata"].fount
    for fount, hair in ((garamond, 0.0), (literata, DASH_HAIR)):
        alone = fount.word("l").width * 2 + fount.word("—").width
        assert fount.word("l—l").width - alone == pytest.approx(2 * hair * fount.size, abs=0.02 * fount.size)
    end = literata.word("end—").width - literata.word("end").width - literata.word("—").width
    assert end == pytest.approx(DASH_HAIR * literata.size, abs=0.02 * literata.size), "no hair at a line's end"


def test_verbatim_text_keeps_its_own_dots() -> None:
    here = ROOMS["EB Garamond"]
    mono = here.case.fount(here.case.exchanged(here.fount.spec, here.style.mono))
    assert len(mono.word("…").glyphs) == 1
