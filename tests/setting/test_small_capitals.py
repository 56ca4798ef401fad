"""Small capitals: every letter of every language in every face, or those of another face."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from conftest import TEXT_FACES, Room, room

from bookbuild.setting.founts import Shaped

LATIN = "abcdefghijklmnopqrstuvwxyz"
LETTERS = {
    "en": "éïœæ", "de": "äöüß", "fr": "àâæçéèêëîïôœùûüÿ", "es": "áéíñóúü", "pt": "ãáàâçéêíóôõúü", "it": "àèéìòù", "nl": "ĳëïéèüö",
    "sv": "åäö", "da": "æøåé", "fi": "äöåšž", "is": "áðéíóúýþæö", "pl": "ąćęłńóśźż", "cs": "áčďéěíňóřšťúůýž",
    "sk": "áäčďéíĺľňóôŕšťúýž", "hu": "áéíóöőúüű", "ro": "ăâîșțşţ", "hr": "čćđšž", "lt": "ąčęėįšųūž", "lv": "āčēģīķļņšūž",
    "et": "äõöüšž", "tr": "çğıöşü", "az": "əğıöşüç", "mt": "ċġħż", "cy": "âêîôûŵŷ", "eo": "ĉĝĥĵŝŭ",
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "yo": "ẹọṣ", "mi": "āēīōū",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", "uk": "ґєії", "be": "ў", "bg": "ъьщ", "sr": "ђјљњћџ", "mk": "ѓѕќ",
    "el": "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",
}  # fmt: skip
"""The letters of each language besides a to z."""


ROOMS = {name: room(name) for name in TEXT_FACES}


def small(here: Room, text: str) -> list[Shaped]:
    return here.case.pieces(here.case.fount(replace(here.spec, small_caps=True)), text, None)


def height(shaped: Shaped, at: int) -> float:
    """How high a glyph's ink rises, in points."""
    return shaped.fount.scale * float(shaped.fount.face.font.get_glyph_extents(shaped.glyphs[at]).y_bearing)


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.parametrize("name", TEXT_FACES)
def test_every_letter_is_a_small_capital(name: str, language: str) -> None:
    here = Room(ROOMS[name].style, language)
    letters = LETTERS[language] + ("" if language in ("ru", "uk", "be", "bg", "sr", "mk", "el") else LATIN)
    for letter in letters:
        pieces = small(here, letter)
        assert all(one.fount.spec.small_caps and not one.lacks for one in pieces), letter
        (piece,) = pieces
        plain = here.case.fount(replace(piece.fount.spec, small_caps=False)).word(letter)
        assert piece.glyphs != plain.glyphs, letter
        assert piece.texts[-1].endswith(letter[-1]) and "".join(piece.texts) == letter
    assert not here.case.boxed


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("de", "auf"),
        ("de", "schiff"),
        ("de", "giftig"),
        ("de", "hoffnung"),
        ("tr", "fındık"),
        ("nl", "fjord"),
        ("en", "office"),
    ],
)
@pytest.mark.parametrize("name", TEXT_FACES)
def test_letters_are_small_capitals_beside_others_too(name: str, language: str, word: str) -> None:
    """German forms of f, ligatures: every letter of a word is the glyph that it is alone."""
    here = room(name, language=language)
    (whole,) = small(here, word)
    assert whole.glyphs == tuple(glyph for letter in word for glyph in small(here, letter)[0].glyphs)


def test_the_german_f_is_the_small_capital_that_others_have() -> None:
    """Through its capital it would come out as another glyph."""
    german, english = (room("EB Garamond", language=language) for language in ("de", "en-US"))
    assert small(german, "f")[0].glyphs == small(english, "f")[0].glyphs


@pytest.mark.parametrize("name", TEXT_FACES)
def test_a_turkish_i_keeps_its_dot_and_the_other_has_none(name: str) -> None:
    here = room(name, language="tr")
    (dotted,), (bare,) = small(here, "i"), small(here, "ı")
    assert height(dotted, 0) > height(bare, 0) + 0.05 * here.fount.size


@pytest.mark.parametrize("name", TEXT_FACES)
def test_letters_joined_in_one_character_are_small_capitals(name: str) -> None:
    here = room(name)
    (joined,), (apart,) = small(here, "oﬃce"), small(here, "office")
    assert joined.glyphs == apart.glyphs
    assert "".join(joined.texts) == "oﬃce"


@pytest.mark.parametrize("name", TEXT_FACES)
def test_letters_typed_with_their_marks_apart_are_the_same(name: str) -> None:
    here = room(name)
    for letter in "éñüřŵ":
        (apart,), (whole,) = small(here, unicodedata.normalize("NFD", letter)), small(here, letter)
        assert apart.glyphs == whole.glyphs
        assert len(apart.marks) == len(whole.marks)


def test_a_word_for_which_a_face_has_none_has_another_faces_whole() -> None:
    here = room("EB Garamond", language="ru")
    (word,) = small(here, "слово")
    assert word.fount.spec.typeface.name == "Source Serif 4"
    assert [(one.code, one.message) for one in here.findings] == [
        ("T013", "EB Garamond lacks small capitals of Cyrillic letters; those of Source Serif 4 are set.")
    ]


def test_words_for_which_nobody_has_any_are_in_small_letters_not_set_apart() -> None:
    here = room("Literata")
    fount = here.case.fount(replace(here.spec, small_caps=True, tracking=0.1))
    (word,) = here.case.pieces(fount, "ѧзыкъ", None)
    assert (word.fount.spec.small_caps, word.fount.spec.tracking) == (False, 0.0)
    assert here.codes.count("T013") == 1


def test_a_script_without_capitals_is_told_of_only_as_lent() -> None:
    here = room("Literata")
    small(here, "שלום")
    assert here.codes == ["T011"]
