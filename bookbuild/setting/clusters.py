"""What a reader takes for one letter: a base with its marks, an emoji made of several (Unicode Standard Annex 29, the
part of it that books need)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from bookbuild.setting.scripts import script_of

JOINER: Final = "\u200d"
"""The zero-width joiner, which makes one emoji of two."""
_UNSEEN: Final = frozenset(f"\u00ad\u034f\u061c{JOINER}\u200b\u200c\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff")


def is_unseen(character: str) -> bool:
    """Whether a character is never drawn: joiners, marks of direction, variation selectors, tags."""
    code = ord(character)
    return (
        character in _UNSEEN
        or 0x202A <= code <= 0x202E
        or 0x2066 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )


def is_mark(character: str) -> bool:
    """Whether a character belongs to the one before it: an accent, a vowel sign, a variation selector."""
    return not character.isascii() and unicodedata.category(character) in ("Mn", "Me", "Mc")


def clusters(text: str) -> list[str]:
    """A text cut into what readers take for letters."""
    found: list[str] = []
    for character in text:
        if found and _goes_on(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _goes_on(cluster: str, character: str) -> bool:
    """Whether a cluster takes this character, too."""
    if character.isascii():
        return False
    if is_mark(character) or character == JOINER or _is_modifier(character):
        return True
    if cluster[-1] == JOINER:
        return unicodedata.category(character) == "So"
    return _is_flag_half(character) and len(cluster) == 1 and _is_flag_half(cluster)


def _is_modifier(character: str) -> bool:
    """Whether it is an emoji's colour of skin, or one of the tags of a flag."""
    return 0x1F3FB <= ord(character) <= 0x1F3FF or 0xE0020 <= ord(character) <= 0xE007F


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF


def stretches(text: str) -> Iterator[list[str]]:
    """A word's clusters, those of letters of one script together, any other alone."""
    stretch: list[str] = []
    script = ""
    for cluster in clusters(text):
        own = script_of(cluster[0])
        is_letter = unicodedata.category(cluster[0])[0] in "LM"
        if stretch and is_letter and script and own in (script, ""):
            stretch.append(cluster)
            continue
        if stretch:
            yield stretch
        stretch, script = [cluster], own if is_letter else ""
    if stretch:
        yield stretch
