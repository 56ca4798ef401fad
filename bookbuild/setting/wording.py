"""What HarfBuzz is given of a word: stand-ins for what the face has under another name, small capitals for every letter,
marks that are placed by outlines kept back."""

from __future__ import annotations

import unicodedata
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from bookbuild.setting.faces import Face
from bookbuild.setting.marks import ABOVE, LOOSE

FIXED_SPACES: Final = {
    "\u2002": 1 / 2, "\u2003": 1.0, "\u2004": 1 / 3, "\u2005": 1 / 4, "\u2006": 1 / 6, "\u2007": 1 / 2, "\u2008": 1 / 4,
    "\u2009": 1 / 5, "\u200a": 1 / 10, "\u202f": 1 / 5, "\u205f": 4 / 18, "\u3000": 1.0,
}  # fmt: skip
"""Spaces of fixed width in ems, for faces that lack them (Unicode Standard, table 6-2)."""

STAND_INS: Final = dict.fromkeys(FIXED_SPACES, " ") | {"\u2011": "-", "\u2010": "-"}
"""What is drawn for a character that the face has under another name."""

_JOINED_LETTERS: Final = frozenset("ﬀﬁﬂﬃﬄﬅﬆĳĲŉﬓﬔﬕﬖﬗ")
"""Characters that are several letters, drawn as these where the face has no such glyph."""
_DOTLESS: Final = {"i": "ı", "j": "ȷ"}
_DOTTED_I: Final = ("tr", "az", "crh", "tt", "gag")
"""Languages whose capital of i keeps its dot."""

Features = dict[str, Any]
"""OpenType features: on or off for a whole word, or for stretches of it."""


class Spelling(NamedTuple):
    """How a character is drawn: the letters for it, marks placed over the last of them by outlines, a feature that its
    letters alone are set with. `lacks`: it can't be drawn as asked."""

    drawn: str
    over: str = ""
    feature: tuple[str, bool] | None = None
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A word as HarfBuzz is given it. `origins` says of every character drawn which of the word's it stands for, and
    where the word ends; `over` are marks to be placed, each after the index of its base in `drawn`."""

    drawn: str
    origins: tuple[int, ...] | None = None
    over: tuple[tuple[int, str], ...] = ()
    features: Features = field(default_factory=dict)
    lacks: bool = False

    def stretch(self, text: str, begin: int, end: int) -> str:
        """What some of the characters drawn stand for."""
        return text[begin:end] if self.origins is None else text[self.origins[begin] : self.origins[end]]


class Speller:
    """Knows how one face in one language draws each character, with small capitals or without."""

    def __init__(self, face: Face, language: str, small_caps: bool) -> None:
        self.face = face
        self.language = language
        self.small_caps = small_caps
        self._known: dict[str, Spelling] = {}
        self._as_they_are: set[str] = set()

    def spelling(self, character: str) -> Spelling:
        """How a character is drawn."""
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._small(character) if self.small_caps else self._plain(character)
        return known

    def wording(self, text: str, loose: Container[int] = ()) -> Wording:
        """A word as HarfBuzz is given it; `loose` are the indices of marks that HarfBuzz does not place well."""
        if not loose and self._as_they_are.issuperset(text):
            return Wording(text)
        if self.small_caps:
            loose = {at for at in range(1, len(text)) if at in loose or self._would_join(text[at - 1], text[at])}
        spellings = [self.spelling(character) for character in text]
        self._as_they_are.update(
            c
            for c, one in zip(text, spellings, strict=True)
            if one == Spelling(c) and not (self.small_caps and unicodedata.combining(c))
        )
        if not loose and self._as_they_are.issuperset(text):
            return Wording(text)
        drawn, origins = "", list[int]()
        over: list[tuple[int, str]] = []
        features: Features = {}
        for at, spelling in enumerate(spellings):
            if at in loose and drawn:
                over.append((len(drawn) - 1, text[at]))
                continue
            over += [(len(drawn) + len(spelling.drawn) - 1, mark) for mark in spelling.over]
            if spelling.feature:
                feature, value = spelling.feature
                features.setdefault(feature, []).append((len(drawn), len(drawn) + len(spelling.drawn), value))
            drawn += spelling.drawn
            origins += [at] * len(spelling.drawn)
        drawn = self._dotless(drawn, over)
        return Wording(
            drawn, (*origins, len(text)), tuple(over), features, any(spelling.lacks for spelling in spellings)
        )

    def _would_join(self, letter: str, mark: str) -> bool:
        """Whether HarfBuzz would take a letter and its mark for one that has no small capital of its own."""
        joined = unicodedata.normalize("NFC", letter + mark) if unicodedata.combining(mark) in LOOSE else ""
        spelling = self.spelling(letter)
        return bool(joined) and (bool(spelling.over) or (len(joined) == 1 and bool(self.spelling(joined).over)))

    def _plain(self, character: str) -> Spelling:
        unicodes = self.face.unicodes
        if ord(character) in unicodes:
            return Spelling(character)
        if character in _JOINED_LETTERS:
            letters = unicodedata.normalize("NFKC", character)
            return Spelling(letters if all(ord(one) in unicodes for one in letters) else character)
        return Spelling(STAND_INS.get(character, character))

    def _small(self, character: str) -> Spelling:
        """A small letter as a small capital: by the face's own, through its capital, without the language's other form,
        or its base and marks."""
        if character in _JOINED_LETTERS:
            letters = [self._letter(one) for one in unicodedata.normalize("NFKC", character)]
            return Spelling("".join(one.drawn for one in letters), lacks=any(one.lacks for one in letters))
        if not is_small_letter(character):
            return self._plain(character)
        return self._letter(character)

    def _letter(self, letter: str) -> Spelling:
        dotted = letter == "i" and self.language.partition("-")[0] in _DOTTED_I
        if self._changes(letter, {}, {"smcp": True}):
            return Spelling(letter)
        if dotted and self._changes("İ", {}, {"c2sc": True}):
            return Spelling("İ", feature=("c2sc", True))
        without = {"locl": False}
        if not dotted and self._changes(letter, without, {**without, "smcp": True}):
            return Spelling(letter, feature=("locl", False))
        capital = letter.upper()
        if len(capital) == 1 and self._changes(capital, {}, {"c2sc": True}):
            return Spelling(capital, feature=("c2sc", True))
        return self._taken_apart(letter)

    def _taken_apart(self, letter: str) -> Spelling:
        """A letter with a mark as the small capital of its base and the mark over it."""
        base, _, mark = unicodedata.decomposition(letter).partition(" ")
        over = chr(int(mark, 16)) if mark and not base.startswith("<") else ""
        if not over or unicodedata.combining(over) not in LOOSE or not self._has(over):
            return Spelling(letter, lacks=True)
        below = self._letter(chr(int(base, 16)))
        return below._replace(over=below.over + over)

    def _has(self, character: str) -> bool:
        return ord(character) in self.face.unicodes

    def _changes(self, letter: str, plain: Features, asked: Features) -> bool:
        """Whether the face has the letter, and another glyph for it when asked."""
        glyphs = self._glyphs(letter, plain)
        return 0 not in glyphs and glyphs != self._glyphs(letter, asked)

    def _glyphs(self, letter: str, features: Features) -> list[int]:
        buffer = hb.Buffer()
        buffer.add_str(letter)
        buffer.guess_segment_properties()
        buffer.language = self.language
        hb.shape(self.face.font, buffer, features)
        return [info.codepoint for info in buffer.glyph_infos]

    def _dotless(self, drawn: str, over: list[tuple[int, str]]) -> str:
        """The word with i and j without their dots where a mark stands over them."""
        above = {at for at, mark in over if unicodedata.combining(mark) == ABOVE}
        if self.small_caps or not above:
            return drawn
        return "".join(
            _DOTLESS[one] if at in above and one in _DOTLESS and self._has(_DOTLESS[one]) else one
            for at, one in enumerate(drawn)
        )


def is_small_letter(character: str) -> bool:
    """Whether a letter has a capital that may be small: Georgian's capitals are only for headlines."""
    return unicodedata.category(character) == "Ll" and not "\u10d0" <= character <= "\u10ff"


def has_small_capitals(face: Face, language: str) -> bool:
    """Whether a face has small capitals: one that has some letters of a to z but not all has none."""
    speller = Speller(face, language, True)
    return not any(speller.spelling(letter).lacks for letter in "abcdefghijklmnopqrstuvwxyz")
