"""Spaces at which no line may end: after titles, initials, abbreviations and words of one letter, before signs.

These are customs of the languages' typesetters, written down from general knowledge; no rule book was at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bookbuild.manuscript.language import canonical

_TITLES: Final = {
    "": "Mr Mrs Ms Mx Dr St Ste Prof Messrs Hr Capt Col Gen Lt Sgt Rev Hon Fr Sr Sra Srta Mme Mlle Mgr",
    "en": "Miss Dame Sir Lady Lord Dr Drs Sgt Cpl Maj Cmdr Adm Gov Sen Rep Pres Supt Insp Mlles Mmes MM M",
    "fr": "M MM Mmes Mlles Me Dr Pr St Ste Vve Cie",
    "de": "Hr Hrn Fr Frl Dr Prof Dipl Ing St Nr",
    "nl": "dhr mevr mw mej dr prof ir ing drs mr ds St",
    "it": "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa avv ing on don mons S SS",
    "es": "Sr Sra Sres Srta D Dª Dña Dr Dra Ud Uds Vd Vds Sto Sta S",
    "pt": "Sr Sra Srta Dr Dra D Prof Profa Eng Sto Sta S Exmo Exma",
    "ca": "Sr Sra Srta Dr Dra St Sta En Na",
    "pl": "p pan dr mgr inż prof św ks hr",
    "cs": "p pí dr prof sv MUDr JUDr Ing",
    "sk": "p pí dr prof sv MUDr JUDr Ing",
    "ru": "г гг г-н г-жа др проф св им ул д",
    "uk": "п пп д-р проф св ім вул",
    "sv": "hr fr dr prof S:t S:ta",
    "da": "hr fr dr prof Sct",
    "nb": "hr fr dr prof St",
    "fi": "hra rva nti tri prof",
    "hu": "dr id ifj özv Szt",
}
"""Titles before names, with a full point or without; the first row in every language."""

_NUMBERED: Final = frozenset(
    [
        "No.",
        "Nos.",
        "Nr.",
        "Núm.",
        "núm.",
        "č.",
        "čís.",
        "p.",
        "pp.",
        "S.",
        "s.",
        "str.",
        "стр.",
        "с.",
        "vol.",
        "Vol.",
        "Bd.",
        "t.",
        "T.",
        "ch.",
        "chap.",
        "Kap.",
        "kap.",
        "cap.",
        "Art.",
        "art.",
        "Fig.",
        "fig.",
        "Abb.",
        "Tab.",
        "tab.",
        "nº",
        "n°",
        "Nº",
        "N°",
        "nº.",
        "n.º",
        "§",
        "§§",
        "№",
        "#",
    ]
)
"""What stands before a number and its space."""

_ONE_LETTER: Final = {
    "pl": "aiouwzAIOUWZ",
    "cs": "kosuvzaiKOSUVZAI",
    "sk": "kosuvzaiKOSUVZAI",
    "ru": "вкосуяиаВКОСУЯИА",
    "uk": "взійуаоіВЗІЙУАОЯя",
    "be": "увзсікаяУВЗСІКАЯ",
    "bg": "всиоаВСИОА",
    "sr": "сукаоиsukaoiСУКАОИSUKAOI",
    "hr": "sukaoiSUKAOI",
    "bs": "sukaoiSUKAOI",
    "sl": "vzkshoaVZKSHOA",
}
"""Words of one letter that must not end a line."""

_CAPITAL: Final = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x530) if chr(code).isupper())
_SIGNS: Final = "%‰€£$°"
_CANDIDATE = re.compile(rf" (?=[{_CAPITAL}\d{_SIGNS}])")
_INITIALS = re.compile(rf"[{_CAPITAL}](?<![\w.].)\. (?=[{_CAPITAL}])(?:(?=.\.)|(?<!I\. )(?=.[\w’]))")
_ABBREVIATED = re.compile(r"\. (?:(?<=[^\w.’'][^\W\d_A-Z]\. )|(?<=^[^\W\d_A-Z]\. ))(?=[^\W\d_]{1,3}\.)")
"""A letter and its point before a short word and its own: z. B., d. h., p. ej."""
_BEFORE_DASH = re.compile(r" (?<=\S )(?=(?:[–—…]|\.[\u00a0 ]?\.[\u00a0 ]?\.|--)(?:[\s\w,;.:!?»”“’\")]|$))")
"""A space before a dash or an ellipsis that would begin a line without its word."""
_OPENING: Final = "([{\"'“‘„‚«‹»›—–-¿¡"
_LONGEST: Final = 12
"""Letters of the longest word that holds, and of the marks before it."""


def held(text: str, language: str) -> Iterator[int]:
    """Where the spaces of a paragraph stand at which no line may end."""
    tag = canonical(language).partition("-")[0]
    titles, one_letter = _titles(tag), _one_letter(tag)
    for found in _CANDIDATE.finditer(text):
        if _holds(text, found.start(), titles):
            yield found.start()
    for pattern in (_INITIALS, _ABBREVIATED, *([one_letter] if one_letter else ())):
        yield from (found.end() - 1 for found in pattern.finditer(text))
    yield from (found.start() for found in _BEFORE_DASH.finditer(text))


def _holds(text: str, at: int, titles: frozenset[str]) -> bool:
    """Whether the space at `at`, before a capital, a figure or a sign, belongs to the word before it."""
    follows = text[at + 1]
    if follows in _SIGNS:
        return text[at - 1 : at].isdigit()
    words = text[max(at - _LONGEST, 0) : at].split(" ")
    word = words[-1].rpartition("\u00a0")[2].lstrip(_OPENING)
    return word in _NUMBERED if follows.isdigit() else word.removesuffix(".") in titles


@cache
def _titles(tag: str) -> frozenset[str]:
    return frozenset([*_TITLES[""].split(), *_TITLES.get(tag, "").split()])


@cache
def _one_letter(tag: str) -> re.Pattern[str] | None:
    letters = _ONE_LETTER.get(tag)
    return re.compile(rf"[{letters}] (?<![\w’'.-]. )(?=[\w„«\"'])") if letters else None
