"""Spaces that hold, that are thin, that must go; dots and hyphens that stand for one sign.

Sources: Hart's Rules and Chicago (titles and initials), the Académie's and Imprimerie nationale's rules (French),
DIN 5008 (abbreviations), PWN's and the Czech institute's rules (words of one letter at a line's end).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from bookbuild.manuscript.blocks import NO_BREAK_SPACE
from bookbuild.manuscript.edit import Edit
from bookbuild.manuscript.language import canonical
from bookbuild.manuscript.marks import THIN, Marks

_CAPITAL: Final = "A-ZÀ-ÖØ-Þ" + "".join(chr(code) for code in range(0x100, 0x530) if chr(code).isupper())
_ANY_SPACE: Final = " \u00a0\u2009\u200a\u202f"

DOTS = re.compile(rf"\.(?:[{_ANY_SPACE}]?\.){{2}}")
"""Three dots, with a space of any kind between them or none."""
_HYPHENS = re.compile(r"(?<![-\w|])-{2,3}(?![-|])|(?<=\w)-{2,3}(?=[\w\s“‘”’\"'.,;:!?)]|$)")
_BEFORE_DASH = re.compile(r" (?<=\S )(?=(?:[–—…]|\.[\u00a0 ]?\.[\u00a0 ]?\.|--)(?:[\s\w,;.:!?»”“’\")]|$))")
"""A space before a dash or an ellipsis that would begin a line without its word."""

_TITLES: Final = {
    "": "Mr Mrs Ms Mx Dr St Ste Prof Messrs Capt Col Gen Lt Sgt Rev Hon Fr Sr Sra Srta Mme Mlle Mgr",
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

_NUMBERED: Final = (
    "No Nos Nr Núm núm nº n° č čís p pp S s str стр с vol Vol Bd t T ch chap Kap kap cap art Art fig Fig Abb tab Tab"
)
"""What stands before a number, with a full point or a raised o."""

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

_INITIALS = re.compile(rf"[{_CAPITAL}](?<![\w.].)\. (?=[{_CAPITAL}])(?:(?=.\.)|(?<!I\. )(?=.[\w’]))")
_ABBREVIATED = re.compile(r"(?<![\w.’'])[^\W\d_A-Z]\. (?=[^\W\d_]{1,3}\.)")
"""A letter and its point before a short word and its own: z. B., d. h., p. ej."""
_SIGNS = re.compile(r"(?<=\d) (?=[%‰€£$°])|(?<=[§№]) (?=\d)")
_NUMBERS = re.compile(rf"(?<!\w)(?:(?:{_NUMBERED.replace(' ', '|')})\.|[nN][º°o]\.?) (?=\d)")
_LOOSE = re.compile(rf"(?<=[^\s(\[{{“‘„‚«‹¿¡—–-])[{_ANY_SPACE}]+(?=[:;?!]+(?:[\s\"'”’»›“)\]]|$))(?!:\s?\d|:::)")
"""Spaces before a mark that no language but French parts from its word."""


_SIGNED = re.compile(rf"(?<=[^\s;:!?.(\[])([{_ANY_SPACE}]?)([;!?]+|:(?!//|\d))(?=[\s»”\"')\]]|$)")
_GUILLEMETS = re.compile(rf"«([{_ANY_SPACE}]?)(?=\S)|(?<=\S)([{_ANY_SPACE}]?)»")


@cache
def _titles(tag: str) -> re.Pattern[str]:
    names = [*_TITLES[""].split(), *_TITLES.get(tag, "").split()]
    choices = "|".join(sorted({re.escape(name) for name in names}, key=len, reverse=True))
    return re.compile(rf"(?<![\w.’'])(?:{choices})\.? (?=[{_CAPITAL}])")


@cache
def _one_letter(tag: str) -> re.Pattern[str] | None:
    letters = _ONE_LETTER.get(tag)
    return re.compile(rf"(?<![\w’'.-])[{letters}] (?=[\w„«\"'])") if letters else None


def space_edits(text: str, marks: Marks, language: str) -> list[Edit]:
    """Dots, dashes and spaces of a paragraph as they are printed."""
    edits = [Edit(found.start(), found.end(), "…") for found in DOTS.finditer(text)]
    if "--" in text:
        edits += [_dash(text, found, marks) for found in _HYPHENS.finditer(text)]
    edits += [Edit(at, at + 1, NO_BREAK_SPACE) for at in _held(text, canonical(language).partition("-")[0])]
    return edits + (_french(text) if marks.padding else _closed_up(text))


def _held(text: str, tag: str) -> Iterator[int]:
    """The spaces at which no line may end."""
    one_letter = _one_letter(tag)
    for pattern in (_titles(tag), _INITIALS, _ABBREVIATED, _SIGNS, _NUMBERS, *([one_letter] if one_letter else ())):
        yield from (found.end() - 1 for found in pattern.finditer(text))
    yield from (found.start() for found in _BEFORE_DASH.finditer(text))


def _dash(text: str, found: re.Match[str], marks: Marks) -> Edit:
    """Two or three hyphens: a range between figures, the language's dash elsewhere."""
    before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
    if before.isdigit() and after.isdigit():
        return Edit(found.start(), found.end(), "–")
    spaced = before.isspace() and after.isspace()
    longer = len(found[0]) == 3 or not spaced
    return Edit(found.start(), found.end(), marks.dash if longer else marks.spaced_dash)


def _closed_up(text: str) -> list[Edit]:
    """No space before : ; ? !, typed or made by a wrapped line that begins with one."""
    return [Edit(found.start(), found.end(), "") for found in _LOOSE.finditer(text)]


def _french(text: str) -> list[Edit]:
    """A thin space before ; ! ?, a no-break space before a colon, both in place of any space typed."""
    edits = [
        Edit(one.start(1), one.end(1), NO_BREAK_SPACE if one[2] == ":" else THIN) for one in _SIGNED.finditer(text)
    ]
    for found in _GUILLEMETS.finditer(text):
        group = 1 if found[0].startswith("«") else 2
        edits.append(Edit(found.start(group), found.end(group), THIN))
    return edits
