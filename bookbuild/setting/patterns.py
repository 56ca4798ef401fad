"""Hyphenation patterns: the files that pyphen ships, read and searched.

pyphen itself takes every pattern apart before the first word is asked for, and looks up every part of every word: that
took a twelfth of a novel's build. What comes out is the same, word for word; a test compares the two.

Source: F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", Stanford 1983. The files are Hunspell's `hyph_*.dic`, in which a
pattern may also say how the spelling changes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

_NOT_PATTERNS: Final = ("%", "#", "LEFTHYPHENMIN", "RIGHTHYPHENMIN", "COMPOUND")
_CODED = re.compile(r"\^\^([0-9a-f]{2})")
_PLACES = re.compile(r"(\d?)\D?")

_HEAD: Final = 4
"""Letters by which patterns are looked up at first: most of those that a word may have are no longer."""


class Change(NamedTuple):
    """How the spelling changes at a division: `cut` letters, from `begin` letters behind it on, become `text`, in which
    ``=`` stands for the division."""

    text: str
    begin: int
    cut: int


class Position(NamedTuple):
    """A place where a word may be divided: after `at` letters."""

    at: int
    change: Change | None = None


class _Changing(int):
    """An odd number that comes with a change of spelling."""

    change: Change


Weights = tuple[tuple[int, int], ...]
"""What patterns say of places so many letters from their beginning: odd numbers are for a division, even ones against
it; the highest is right, of equals the last."""


class Patterns:
    """The patterns of one language, each taken apart when a word has it."""

    def __init__(self, path: Path) -> None:
        """Read a file. Raises OSError, UnicodeError."""
        lines = _lines_of(path)
        bare = "\n".join([line.partition("/")[0] if _changes(line) else line for line in lines])
        letters = bare.encode().translate(None, b"0123456789").decode().split("\n")
        self._typed = {one: line for one, line in zip(letters, lines, strict=True) if one != line}
        self._lengths: dict[str, int] = {}
        """How long the patterns are that begin with a head: a bit for each length."""
        lengths = self._lengths
        for one in self._typed:
            head = one[:_HEAD]
            lengths[head] = lengths.get(head, 0) | 1 << len(one)
        self._heads: dict[str, tuple[Weights, tuple[int, ...]]] = {}
        self._weights: dict[str, Weights] = {}
        self._known: dict[str, tuple[Position, ...]] = {}

    def positions(self, word: str) -> tuple[Position, ...]:
        """Where a word, in small letters, may be divided."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._search(f".{word}.")
        return known

    def _search(self, text: str) -> tuple[Position, ...]:
        """Where a word between two dots, which stand for its ends, may be divided: nowhere beside the dots."""
        heads, typed, known = self._heads, self._typed, self._weights
        size = len(text)
        highest = [0] * (2 * size + 2)  # two digits running, a slip of the typist, count as two places
        for begin in range(size - 1):
            head = text[begin : begin + _HEAD]
            weights, lengths = heads.get(head) or self._head(head)
            for length in lengths:
                pattern = text[begin : begin + length]
                if pattern in typed:
                    weights += known.get(pattern) or self._taken_apart(pattern)
            for place, value in weights:
                if value >= highest[begin + place]:
                    highest[begin + place] = value
        odd = [at for at in range(2, size - 1) if highest[at] & 1]
        return tuple([Position(at - 1, getattr(highest[at], "change", None)) for at in odd])

    def _head(self, head: str) -> tuple[Weights, tuple[int, ...]]:
        """What the patterns inside some letters say that begin with them, and the lengths of longer ones that do."""
        shorter = head[:-1]
        weights = (self._heads.get(shorter) or self._head(shorter))[0] if shorter else ()
        if head in self._typed:
            weights += self._taken_apart(head)
        lengths = self._lengths.get(head)
        longer = tuple([one for one in range(_HEAD + 1, lengths.bit_length()) if lengths >> one & 1]) if lengths else ()
        found = self._heads[head] = weights, longer
        return found

    def _taken_apart(self, pattern: str) -> Weights:
        """What one pattern says."""
        line = self._typed[pattern]
        if _changes(line):
            found = _with_changes(line)
        else:
            found = tuple([(place, int(digit)) for place, digit in enumerate(_PLACES.findall(line)) if digit])
        self._weights[pattern] = found
        return found


def _with_changes(line: str) -> Weights:
    """What a pattern says that changes the spelling."""
    pattern, _, change = line.partition("/")
    text, begin, cut = change.split(",")[:3]
    weights: list[tuple[int, int]] = []
    for place, digit in enumerate(_PLACES.findall(pattern)):
        value = _Changing(digit or 0)
        if value & 1:
            value.change = Change(text, int(begin) + pattern.startswith(".") - place - 1, int(cut))
            weights.append((place, value))
        elif value:
            weights.append((place, int(value)))
    return tuple(weights)


def _lines_of(path: Path) -> list[str]:
    """The patterns of a file as they are typed there; its first line names its encoding."""
    with path.open("rb") as file:
        encoding = file.readline().decode("ascii").strip()
        text = file.read().decode("cp1251" if encoding.lower() == "microsoft-cp1251" else encoding)
    lines = [line for line in map(str.strip, text.split("\n")) if line and not line.startswith(_NOT_PATTERNS)]
    return [_CODED.sub(lambda code: chr(int(code[1], 16)), line) for line in lines] if "^^" in text else lines


def _changes(line: str) -> bool:
    """Whether a pattern says how the spelling changes."""
    return "/" in line and "=" in line
