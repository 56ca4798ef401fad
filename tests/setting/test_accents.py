"""Marks over letters: one face, in the middle, clear of the ink; the letter stands for both."""

from __future__ import annotations

import unicodedata

import pytest
from conftest import TEXT_FACES, room, typed

from bookbuild.setting.clusters import clusters, stretches
from bookbuild.setting.founts import Shaped
from bookbuild.setting.initials import Space, set_initial
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.marks import ABOVE, BELOW, Box, ink_box

ROOMS = {name: room(name) for name in TEXT_FACES}
every_face = pytest.mark.parametrize("name", TEXT_FACES)
MARKED = (
    "x\u0304", "q\u0304", "M\u0308", "n\u0308", "m\u0301", "p\u0302", "z\u0303", "e\u0323\u0301", "\u1e62\u0301", "o\u0323\u0301",
    "r\u0325", "\u0438\u0301", "\u044b\u0301", "\u043e\u0301", "i\u030a", "\u012b\u0302", "j\u0304", "g\u0303",
)  # fmt: skip


def boxes(shaped: Shaped, at: int = 0) -> tuple[Box, list[Box]]:
    """A letter's ink and that of its marks, from its origin."""
    letter = ink_box(shaped.fount.face, shaped.glyphs[at], shaped.fount.scale)
    assert letter
    return letter, [box for one in shaped.marks if one.at == at and (box := one.box)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cafe\u0301s", ["c", "a", "f", "e\u0301", "s"]),
        ("\u1ecd\u0301l", ["\u1ecd\u0301", "l"]),
        ("👩\u200d🚀!", ["👩\u200d🚀", "!"]),
        ("👍🏽x", ["👍🏽", "x"]),
        ("❤\ufe0f.", ["❤\ufe0f", "."]),
        ("🇫🇷🇩🇪", ["🇫🇷", "🇩🇪"]),
        ("\u0301a", ["\u0301", "a"]),
        ("ab", ["a", "b"]),
    ],
)
def test_clusters_are_what_a_reader_takes_for_letters(text: str, wanted: list[str]) -> None:
    assert clusters(text) == wanted


def test_letters_of_a_script_stand_together_others_alone() -> None:
    found = ["".join(one) for one in stretches("“Ἀθῆναι”—слово1★שָׁל")]
    assert found == ["“", "Ἀθῆναι", "”", "—", "слово", "1", "★", "שָׁל"]


@every_face
@pytest.mark.parametrize("text", MARKED)
def test_a_mark_stands_over_or_under_the_middle_of_its_letter(name: str, text: str) -> None:
    here = ROOMS[name]
    text = unicodedata.normalize("NFC", text)
    (shaped,) = here.case.pieces(here.fount, text, None)
    assert shaped.texts == (text,), "one letter for the reader"
    if len(shaped.glyphs) == 1 and not shaped.marks:
        return  # the face has it as one glyph
    letter, marks = boxes(shaped)
    kinds = [unicodedata.combining(one) for one in text if unicodedata.combining(one)]
    assert len(marks) >= len(kinds)
    slack = 0.13 * shaped.fount.size
    for box in marks:
        assert letter.left - slack <= box.middle <= letter.right + slack
    if kinds == [ABOVE]:
        assert abs(marks[-1].middle - letter.middle) <= 0.1 * shaped.fount.size
        assert marks[-1].bottom >= letter.top - 0.05 * shaped.fount.size
    if kinds == [BELOW]:
        assert marks[-1].top <= letter.bottom + 0.02 * shaped.fount.size


@every_face
def test_base_and_mark_come_from_one_face(name: str) -> None:
    here = ROOMS[name]
    for text in MARKED:
        for shaped in here.case.pieces(here.fount, unicodedata.normalize("NFC", text), None):
            assert all(one.face is shaped.fount.face for one in shaped.marks), text


def test_a_mark_that_no_face_has_with_its_letter_is_lent_alone() -> None:
    """No face with the ornament has the macron."""
    here = room()
    (shaped,) = here.case.pieces(here.fount, "❦\u0304", None)
    assert shaped.texts == ("❦\u0304",)
    letter, (mark,) = boxes(shaped)
    assert mark.bottom >= letter.top
    assert letter.left < mark.middle < letter.right
    assert not here.case.boxed


def test_marks_pile_up_and_never_cover_each_other() -> None:
    here = room("Literata")
    shaped = here.fount.word("q\u0304\u0308")
    letter, (first, second) = boxes(shaped)
    assert letter.top < first.bottom < first.top < second.bottom


def test_an_i_loses_its_dot_under_a_mark() -> None:
    here = room()
    assert here.fount.word("i\u030a").glyphs == here.fount.word("ı").glyphs
    assert here.fount.word("j\u0304").glyphs == here.fount.word("ȷ").glyphs


@every_face
def test_a_marked_word_is_as_wide_as_a_bare_one(name: str) -> None:
    fount = ROOMS[name].fount
    assert fount.word("q\u0304q\u0304").width == pytest.approx(fount.word("qq").width, abs=0.03 * fount.size)


@every_face
def test_a_variation_selector_is_neither_drawn_nor_lost(name: str) -> None:
    here = ROOMS[name]
    (shaped,) = here.case.pieces(here.fount, "❤\ufe0f", None)
    assert shaped.texts == ("❤\ufe0f",)
    assert shaped.marks == ()


def test_an_emoji_of_several_is_one() -> None:
    here = room()
    (shaped,) = here.case.pieces(here.fount, "👩\u200d🚀", None)
    assert (shaped.texts, len(shaped.glyphs)) == (("👩\u200d🚀",), 1)


@every_face
@pytest.mark.parametrize("letter", ["Ẹ\u0301", "M\u0308"])
def test_an_initial_takes_its_marks_with_it(name: str, letter: str) -> None:
    here = ROOMS[name]
    initial = set_initial(typed(f"{letter}ko came home."), here.case, here.spec, Space(Measure(0, 288), 30, 40.0))
    assert initial
    (shaped,) = initial.mark.segments[0].parts
    assert shaped.text == letter
    plain = set_initial(typed(f"{letter[0]}ko came home."), here.case, here.spec, Space(Measure(0, 288), 30, 40.0))
    assert plain
    assert initial.beside.top > plain.beside.top + 1.0, "its accent counts where its outline does"
