"""A text as it is compared: pieces with their places, and what is compared of all of them in one row."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from bookbuild.diagnostics import Place
from bookbuild.wordcheck.letters import letters_of

REACH: Final = 24
"""Letters of the text shown on either side of a difference."""
MOST_SHOWN: Final = 120
"""Characters of a text that a message shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text from one place. `joined`: it goes on where the piece before it ends, in the same word maybe."""

    text: str
    place: Place | None = None
    joined: bool = False


@dataclass(slots=True)
class Stream:
    """Pieces of text, one after the other; `letters` is what `keep` leaves of them, in one row."""

    pieces: list[Piece]
    keep: Callable[[str], str] = letters_of
    letters: str = field(init=False)
    ends: list[int] = field(init=False)
    """How many letters there are up to the end of each piece."""

    def __post_init__(self) -> None:
        rows = [self.keep(one.text) for one in self.pieces]
        self.letters = "".join(rows)
        self.ends = list(accumulate(map(len, rows)))

    def spot(self, at: int) -> tuple[int, int]:
        """The piece that has the letter of this number, and the offset in its text of what bears the letter."""
        number = min(bisect_right(self.ends, at), len(self.pieces) - 1)
        left = at - (self.ends[number - 1] if number else 0)
        for offset, character in enumerate(self.pieces[number].text):
            left -= len(self.keep(character))
            if left < 0:
                return number, offset
        return number, len(self.pieces[number].text)

    def place(self, at: int) -> Place | None:
        """Where the letter of this number stands in the author's files."""
        if not self.pieces:
            return None
        number, offset = self.spot(at)
        place = self.pieces[number].place
        return moved(place, self.pieces[number].text, offset) if place else None

    def text(self, begin: int, end: int) -> str:
        """The text from one letter to another, marks between them included."""
        return "".join(self._cut(begin, end)).strip()

    def around(self, begin: int, end: int) -> str:
        """The words from one letter to another, with a few before and after them, for a message."""
        text = self.text(max(begin - REACH, 0), min(max(end, begin + 1) + REACH, len(self.letters)))
        text = " ".join(text.replace("\0", "").split())
        return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN // 2]} … {text[-MOST_SHOWN // 2 :]}"

    def gaps(self, begin: int, end: int) -> list[str]:
        """What stands before each letter from `begin` to `end`: the marks and spaces between it and the one before it."""
        found: list[str] = []
        gap = ""
        for character in self._from_behind(begin):
            count = len(self.keep(character))
            if count:
                found += [gap, *[""] * (count - 1)]
                gap = ""
                if len(found) >= end - begin:
                    break
            else:
                gap += character
        return found[: end - begin]

    def _from_behind(self, at: int) -> Iterator[str]:
        """The characters behind the letter before this one, a line end between pieces that are not joined."""
        number, offset = self.spot(at - 1) if at else (0, -1)
        taken = self._letters_up_to(number, offset)
        yield from "".join(self.keep(self.pieces[number].text[offset])[at - taken :]) if at and taken > at else ""
        yield from self.pieces[number].text[offset + 1 :] if self.pieces else ""
        for piece in self.pieces[number + 1 :]:
            yield from piece.text if piece.joined else f"\n{piece.text}"

    def _letters_up_to(self, number: int, offset: int) -> int:
        """How many letters there are up to the end of a piece's character."""
        before = self.ends[number - 1] if number else 0
        return before + len(self.keep(self.pieces[number].text[: offset + 1])) if self.pieces else 0

    def _cut(self, begin: int, end: int) -> Iterator[str]:
        """The pieces' texts from one letter to another, a line end between those that are not joined."""
        if end <= begin or not self.pieces:
            return
        first, start = self.spot(begin)
        last, stop = self.spot(end - 1)
        for number in range(first, last + 1):
            piece = self.pieces[number]
            text = piece.text[start if number == first else 0 : stop + 1 if number == last else None]
            yield text if piece.joined or number == first else f"\n{text}"


def moved(place: Place, text: str, offset: int) -> Place:
    """The place of an offset in a text that begins at `place`; the text's own line ends are counted."""
    lines = text.count("\n", 0, offset)
    if not lines:
        return place.moved(offset)
    return Place(place.file, place.line + lines, offset - text.rfind("\n", 0, offset))
