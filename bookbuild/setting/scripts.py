"""Scripts: which one a letter is of, what it is called, and which open face has it."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Final, NamedTuple

import uharfbuzz as hb


class Script(NamedTuple):
    """What a message calls the letters of a script, and an open face that has it: its name and the file to put into the book's folder."""

    name: str
    face: str = ""
    file: str = ""


_SCRIPTS: Final = {
    "Latn": Script("Latin letters", "Noto Serif", "NotoSerif-Regular.ttf"),
    "Grek": Script("Greek letters", "Noto Serif", "NotoSerif-Regular.ttf"),
    "Cyrl": Script("Cyrillic letters", "Noto Serif", "NotoSerif-Regular.ttf"),
    "Hebr": Script("Hebrew letters", "Noto Serif Hebrew", "NotoSerifHebrew-Regular.ttf"),
    "Arab": Script("Arabic letters", "Noto Naskh Arabic", "NotoNaskhArabic-Regular.ttf"),
    "Hani": Script("Chinese characters", "Noto Serif SC", "NotoSerifSC-Regular.otf"),
    "Hira": Script("Hiragana letters", "Noto Serif JP", "NotoSerifJP-Regular.otf"),
    "Kana": Script("Katakana letters", "Noto Serif JP", "NotoSerifJP-Regular.otf"),
    "Bopo": Script("Bopomofo letters", "Noto Serif TC", "NotoSerifTC-Regular.otf"),
    "Hang": Script("Hangul letters", "Noto Serif KR", "NotoSerifKR-Regular.otf"),
    "Cans": Script("Canadian syllabics", "Noto Sans Canadian Aboriginal", "NotoSansCanadianAboriginal-Regular.ttf"),
    "Egyp": Script("Egyptian hieroglyphs", "Noto Sans Egyptian Hieroglyphs", "NotoSansEgyptianHieroglyphs-Regular.ttf"),
    "Nkoo": Script("N’Ko letters", "Noto Sans NKo", "NotoSansNKo-Regular.ttf"),
    "Xsux": Script("Cuneiform signs", "Noto Sans Cuneiform", "NotoSansCuneiform-Regular.ttf"),
}
_SERIFS: Final = frozenset(
    [
        "Armenian",
        "Bengali",
        "Devanagari",
        "Ethiopic",
        "Georgian",
        "Gujarati",
        "Gurmukhi",
        "Kannada",
        "Khmer",
        "Lao",
        "Malayalam",
        "Myanmar",
        "Sinhala",
        "Tamil",
        "Telugu",
        "Thai",
        "Tibetan",
        "Tangut",
    ]
)
"""Scripts for which the Noto family has a face with serifs; it has one without for nearly all others."""
_HAN_BY_LANGUAGE: Final = {"ja": "JP", "ko": "KR", "zh-tw": "TC", "zh-hk": "TC", "zh-hant": "TC"}
_SYMBOLS: Final = Script("symbols", "Noto Sans Symbols", "NotoSansSymbols-Regular.ttf")
_EMOJI: Final = Script("emoji", "Noto Emoji", "NotoEmoji-Regular.ttf")
_PRIVATE: Final = Script("private characters")
_LOST: Final = Script("signs for something that was lost")
_UNASSIGNED: Final = Script("characters that Unicode does not know")
_FIRST_EMOJI: Final = 0x1F300


@cache
def script_of(character: str) -> str:
    """The script of a letter by its four-letter code (ISO 15924); empty for what many scripts share, marks included."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""


@cache
def script_named(character: str, language: str = "") -> Script:
    """What a message calls the letters of a character's script, and a face that has them in this language."""
    category = unicodedata.category(character)
    if character in "\ufffc\ufffd":
        return _LOST
    if category == "Co":
        return _PRIVATE
    if category == "Cn":
        return _UNASSIGNED
    tag = script_of(character)
    if tag == "Hani" and language:
        region = _HAN_BY_LANGUAGE.get(language.lower()) or _HAN_BY_LANGUAGE.get(language.partition("-")[0].lower())
        if region:
            return Script(_SCRIPTS["Hani"].name, f"Noto Serif {region}", f"NotoSerif{region}-Regular.otf")
    if tag in _SCRIPTS:
        return _SCRIPTS[tag]
    if tag:
        return _of_noto(unicodedata.name(character, "").partition(" ")[0].capitalize())
    return _EMOJI if ord(character) >= _FIRST_EMOJI else _SYMBOLS


def _of_noto(name: str) -> Script:
    family = "Noto Serif" if name in _SERIFS else "Noto Sans"
    return Script(f"{name} letters", f"{family} {name}", f"{family.replace(' ', '')}{name}-Regular.ttf")
