"""Divisions that somebody wrote down: words with hyphens where they may be divided, and how their spelling changes there.

``Me-phi-sto`` is divided there and nowhere else, ``Averill`` never. ``Schiffahrt = Schiff-fahrt`` says before the equals
sign how the word is spelt and behind it how it is divided.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final, NamedTuple

APOSTROPHES: Final = "'’ʼ"
HYPHEN: Final = "-"
_STRAIGHT = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
_POSSESSIVE = re.compile("'s?$|(?<!s)s$")
"""What is put behind a word without moving its syllables: possessive and plural, the genitive of other languages."""
_ELIDED = re.compile("^[^\\W\\d_]{1,6}'(?=[^\\W\\d_]{3})")
"""A small word that has lost its vowel before the next one: l', qu', dell'."""
_MOST_RESPELT: Final = 3
"""Letters that a division may change or add."""


class Cut(NamedTuple):
    """One division of a word: after `at` letters, `dropped` letters before it and `taken` ones behind it give way to
    `before` and `after`."""

    at: int
    dropped: int = 0
    taken: int = 0
    before: str = ""
    after: str = ""

    def of(self, word: str) -> tuple[str, str]:
        """The halves of a word so divided, without a hyphen."""
        before, after = (self.before.upper(), self.after.upper()) if word.isupper() else (self.before, self.after)
        return word[: self.at - self.dropped] + before, after + word[self.at + self.taken :]

    def moved(self, by: int) -> Cut:
        """The same division of a word with so many letters before it."""
        return self._replace(at=self.at + by)


Cuts = tuple[Cut, ...]


def straight(word: str) -> str:
    """A word as exceptions and patterns know it: small letters, straight apostrophes, as many characters as before."""
    small = word.lower()
    return (small if len(small) == len(word) else word).translate(_STRAIGHT)


@dataclass(frozen=True, slots=True)
class Exceptions:
    """Words whose divisions are written down."""

    cuts: dict[str, Cuts] = field(default_factory=dict)
    """By the word in small letters, its apostrophes straight."""
    odd: tuple[str, ...] = ()
    """What was written with an equals sign, but does not spell one word on both sides of it."""

    def of(self, word: str) -> Cuts | None:
        """The divisions of a word, in small letters with straight apostrophes, or of the word that it is a form of; None
        when nothing is written down."""
        if not self.cuts:
            return None
        found = self.cuts.get(word)
        if found is None:
            found = self._of_stem(word)
        if found is None and "'" in word:
            elided = _ELIDED.match(word)
            if elided:
                rest = word[elided.end() :]
                of_rest = self.cuts.get(rest)
                of_rest = self._of_stem(rest) if of_rest is None else of_rest
                found = None if of_rest is None else tuple([cut.moved(elided.end()) for cut in of_rest])
        return found

    def _of_stem(self, word: str) -> Cuts | None:
        """The divisions of a word without its ending."""
        ending = _POSSESSIVE.search(word)
        return self.cuts.get(word[: ending.start()]) if ending else None


def exceptions_of(written: Iterable[str]) -> Exceptions:
    """Exceptions as they are written in a list."""
    cuts: dict[str, Cuts] = {}
    odd: list[str] = []
    for entry in written:
        whole, equals, divided = (part.strip() for part in unicodedata.normalize("NFC", entry).partition("="))
        divided = divided if equals else whole
        whole = whole.replace(HYPHEN, "")
        found = _cuts(straight(whole), straight(divided))
        if found is None:
            odd.append(entry)
        else:
            cuts[straight(whole)] = found
    return Exceptions(cuts, tuple(odd))


def _cuts(whole: str, divided: str) -> Cuts | None:
    """The divisions of a word, None when it is another word."""
    plain = divided.replace(HYPHEN, "")
    places = _places(divided)
    if plain == whole:
        return tuple([Cut(at) for at in places])
    matcher = SequenceMatcher(None, whole, plain, autojunk=False)
    changes = [(begin, end, there, ends) for tag, begin, end, there, ends in matcher.get_opcodes() if tag != "equal"]
    cuts: list[Cut] = []
    for place in places:
        beside = [one for one in changes if one[2] - 1 <= place <= one[3] + 1]
        changes = [one for one in changes if one not in beside]
        at = None if beside else _back(matcher, place)
        if len(beside) > 1 or (not beside and at is None):
            return None
        cuts.append(_cut(plain, place, beside[0]) if at is None else Cut(at))
    sizes = [max(cut.dropped + cut.taken, len(cut.before) + len(cut.after)) for cut in cuts]
    return None if changes or max(sizes, default=0) > _MOST_RESPELT + 1 else tuple(cuts)


def _cut(plain: str, place: int, change: tuple[int, int, int, int]) -> Cut:
    """A division whose spelling changes: the letters `change` names in the whole word and in the divided one give way."""
    begin, end, there, ends = change
    first, last = min(there, place), max(ends, place)
    start, stop = begin - (there - first), end + (last - ends)
    at = max(start, min(stop, start + place - first))
    return Cut(at, at - start, stop - at, plain[first:place], plain[place:last])


def _back(matcher: SequenceMatcher[str], place: int) -> int | None:
    """Where in the whole word a place of the divided one is, None when letters change there."""
    blocks = matcher.get_matching_blocks()
    return next((one.a + place - one.b for one in blocks if one.b <= place <= one.b + one.size), None)


def _places(word: str) -> tuple[int, ...]:
    """Where the hyphens of ``Me-phi-sto`` stand in the word without them."""
    places: list[int] = []
    for part in word.split(HYPHEN)[:-1]:
        places.append(len(part) + (places[-1] if places else 0))
    return tuple(places)
