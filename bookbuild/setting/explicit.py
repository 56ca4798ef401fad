"""Where a word may be broken at what it has already: a hyphen, a slash, a dash, a mark of an address or of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from bookbuild.setting.addresses import address_breaks, is_address
from bookbuild.setting.hyphenation import HYPHEN, LONGEST_WORD, Point

DASHES: Final = "—–⸺⸻"
_HYPHENS: Final = "-‐"
_SLASH: Final = "/"
_MARKS: Final = frozenset(f"{_HYPHENS}{_SLASH}{DASHES}._\\@~:")

_QUOTES: Final = "“”„‟‘’‚‛«»‹›\"'"
_OPENING: Final = f"{_QUOTES}([{{¿¡\u202f\u2009\u200a\u2060"
_SIGNS: Final = "£$€¥¢₤₽₹#§¶†‡&@+−√*"
_HYPHEN = re.compile(rf"(?<=\w\w)[{_HYPHENS}{_SLASH}](?=\w\w)")
"""A hyphen or slash between words of two letters and more."""
_DASH = re.compile(rf"(?<![([{{¿¡])[{DASHES}]+(?=[{re.escape(_OPENING)}…]*[\w{re.escape(_SIGNS)}])")
"""A dash before whatever begins with a letter, a figure or a sign, marks that open it included."""
OPENS = re.compile(rf"[([{{¿¡“‘„‚«‹\u202f][{DASHES}]*$")
"""The end of a text that opens what follows it."""
CLOSED_BY_DASH = re.compile(rf"[^\s([{{¿¡“‘„‚«‹{DASHES}][{DASHES}]+$")
"""The end of a text that a dash closes."""
BEGINS = re.compile(rf"[{re.escape(_OPENING)}…]*[\w{re.escape(_SIGNS)}]")
"""The beginning of a text that may begin a line."""
_OPENING_DASH = re.compile(rf"[{re.escape(_OPENING)}]*[{DASHES}]+")
"""A dash at a word's beginning, or behind what opens it: it belongs to the word."""

_REPEATING: Final = frozenset({"bs", "cs", "hr", "pl", "pt", "sk", "sl", "sr"})
"""Languages that repeat a word's own hyphen at the head of the next line, so that it is not taken for a division's (UAX 14,
section 5.5, for Polish, Portuguese and Croatian; the others by custom, from general knowledge)."""


class Kind(IntEnum):
    """What a word, or a part of one that one fount sets, is to the line breaker."""

    WORD = 0
    TAIL = 1
    """It goes on where other letters stop, without a space."""
    CODE = 2


def repeats_hyphens(language: str) -> bool:
    """Whether a language repeats a word's own hyphen at the head of the next line."""
    return language.lower().replace("_", "-").split("-")[0] in _REPEATING


def explicit_points(text: str, kind: Kind = Kind.WORD, repeats: bool = False) -> tuple[Point, ...]:
    """Where a word may be broken without a hyphen that it has not; `repeats` says that its own are printed twice."""
    if len(text) > LONGEST_WORD and kind is not Kind.CODE:
        return ()
    if kind is Kind.CODE:
        return tuple([Point(at, text[:at], text[at:], False) for at in address_breaks(text, code=True)])
    if _MARKS.isdisjoint(text):
        return ()
    if is_address(text):
        return tuple([Point(at, text[:at], text[at:], False) for at in address_breaks(text)])
    again = HYPHEN if repeats else ""
    points = [_point(text, at, again if text[at - 1] in _HYPHENS else "") for at in _ends(text, kind)]
    return tuple(sorted(points))


def _point(text: str, at: int, again: str) -> Point:
    return Point(at, text[:at], again + text[at:], False)


def _ends(text: str, kind: Kind) -> Iterator[int]:
    """Where the hyphens, slashes and dashes end behind which a line may end."""
    for found in _HYPHEN.finditer(text):
        yield found.end()
    opening = None if kind is Kind.TAIL else _OPENING_DASH.match(text)
    for found in _DASH.finditer(text, opening.end() if opening else 0):
        yield found.end()
