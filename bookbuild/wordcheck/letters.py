"""What of a text is compared: its letters and digits strictly, its marks and spaces loosely."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LIGATURES: Final = dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_PASTED: Final = re.compile("[\ufb00-\ufb06]")
_SELECTORS: Final = frozenset({0x034F, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)})
"""Marks that print nothing: they choose between forms of the sign before them."""

HYPHENS: Final = "-\u2010\u2011\u00ad\x02\ufffe"
"""Hyphens as they are typed, and as pdfium gives those at lines' ends."""
_UNSEEN: Final = re.compile(
    f"[{HYPHENS}\u034f\u061c\u115f\u180e\u200a-\u200f\u202a-\u202f\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
"""Left out of the loose comparison: hyphens (they are counted), thin and hair spaces, what nobody sees."""

_SIGNS: Final = {
    **dict.fromkeys(map(ord, "\"'“”„‟‘’‚‛«»‹›′″"), "'"),
    **{ord(one): one for one in ".,;:!?()%&§@°©®™×¿¡€$£¥"},
    ord("…"): "...",
}
"""Marks that are compared between a file and the book, quotes alike however they are written. All others may be markup
or are changed by editing."""


class _Letters(dict[int, str | None]):
    """Keeps letters, digits and the marks on them; takes apart what was pasted as one ligature."""

    def __missing__(self, code: int) -> str | None:
        kept: str | None = None
        if code not in _SELECTORS and unicodedata.category(chr(code))[0] in "LNM":
            kept = _LIGATURES.get(code, chr(code))
        self[code] = kept
        return kept


_KEPT: Final = _Letters()


def letters_of(text: str) -> str:
    """The letters and digits of a text with their marks, each taken apart (NFD), nothing else."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
    return text.translate(_KEPT)


def loose(text: str) -> str:
    """A text as it is compared line by line: taken apart, without hyphens and what nobody sees, one space for many."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
        if _PASTED.search(text):
            text = text.translate(_LIGATURES)
    return " ".join(_UNSEEN.sub("", text).split())


def hyphens_in(text: str) -> int:
    """How many hyphens a text has, those at lines' ends as a reader gives them counted."""
    return sum(text.count(one) for one in HYPHENS if one != "\u00ad")


class _LettersAndSigns(_Letters):
    """Keeps the marks of a text that are no markup, too."""

    def __missing__(self, code: int) -> str | None:
        kept = _SIGNS.get(code) or super().__missing__(code)
        self[code] = kept
        return kept


_KEPT_WITH_SIGNS: Final = _LettersAndSigns()


def letters_and_signs(text: str) -> str:
    """The letters of a text and those of its marks that are compared between a file and the book."""
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
    return text.translate(_KEPT_WITH_SIGNS)
