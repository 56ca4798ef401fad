"""Dots and hyphens that stand for one sign; spaces that must be thin, or must go.

French custom: a no-break space before a colon, thin ones before ; ! ? (W3C, Latin layout requirements, 20.1).
"""

from __future__ import annotations

import re
from typing import Final

from bookbuild.manuscript.blocks import NO_BREAK_SPACE
from bookbuild.manuscript.edit import Edit
from bookbuild.manuscript.held import held
from bookbuild.manuscript.marks import THIN, Marks

_ANY_SPACE: Final = " \u00a0\u2009\u200a\u202f"
_NOT_AFTER: Final = frozenset("([{“‘„‚«‹¿¡—–-")
"""What a mark may follow with a space between them: nothing has ended there."""

_DOTS = re.compile(rf"\.(?:[{_ANY_SPACE}]?\.){{2}}")
"""Three dots, with a space of any kind between them or none."""
_HYPHENS = re.compile(r"(?<![-\w|])-{2,3}(?![-|])|(?<=\w)-{2,3}(?=[\w\s“‘”’\"'.,;:!?)]|$)")
_LOOSE = re.compile(rf"[:;?!](?<=[{_ANY_SPACE}].)(?<!:(?=\s?\d))(?<!:(?=::))[:;?!]*(?=[\s\"'”’»›“)\]]|$)")
"""A mark parted from its word, which no language but French allows; not the colon of 3 : 4."""
_SIGNED = re.compile(rf"(?<=[^\s;:!?.(\[])([{_ANY_SPACE}]?)([;!?]+|:(?!//|\d))(?=[\s»”\"')\]]|$)")
_GUILLEMETS = re.compile(rf"«([{_ANY_SPACE}]?)(?=\S)|(?<=\S)([{_ANY_SPACE}]?)»")


def space_edits(text: str, marks: Marks, language: str) -> list[Edit]:
    """Dots, dashes and spaces of a paragraph as they are printed."""
    edits = [Edit(found.start(), found.end(), "…") for found in _DOTS.finditer(text)]
    if "--" in text:
        edits += [_dash(text, found, marks) for found in _HYPHENS.finditer(text)]
    edits += [Edit(at, at + 1, NO_BREAK_SPACE) for at in held(text, language)]
    return edits + (_french(text) if marks.padding else _closed_up(text))


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
    edits: list[Edit] = []
    for found in _LOOSE.finditer(text):
        begin = len(text[: found.start()].rstrip(_ANY_SPACE))
        if begin and text[begin - 1] not in _NOT_AFTER and not text[begin - 1].isspace():
            edits.append(Edit(begin, found.start(), ""))
    return edits


def _french(text: str) -> list[Edit]:
    """A thin space before ; ! ?, a no-break space before a colon, both in place of any space typed."""
    edits = [
        Edit(one.start(1), one.end(1), NO_BREAK_SPACE if one[2] == ":" else THIN) for one in _SIGNED.finditer(text)
    ]
    for found in _GUILLEMETS.finditer(text):
        group = 1 if found[0].startswith("«") else 2
        edits.append(Edit(found.start(group), found.end(group), THIN))
    return edits
