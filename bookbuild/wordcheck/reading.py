"""The book as it was read against the raw files, by a second reader that shares nothing with the parser.

Letters that must be in the book are compared with those that are. Where the two part, the letters of what may be
markup are let in, too: only what can't be explained by either is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from bookbuild.diagnostics import Place
from bookbuild.wordcheck.alignment import Difference, differences
from bookbuild.wordcheck.letters import letters_and_signs, letters_of
from bookbuild.wordcheck.rawtext import RawLine
from bookbuild.wordcheck.stream import Piece, Stream

MOST_DIFFERENCES: Final = 400
"""How many differences are looked at."""
NEIGHBOURS: Final = 12
"""Differences with no more letters between them are one."""
TOGETHER: Final = (1, 2, 3, 4, 8, 16, 32, 64)
"""How many groups of differences are looked at as one, the fewest first."""
FARTHEST: Final = 2_000
"""Letters between two of them at most."""
WIDENED: Final = (0, 8, 40, 200)
"""Letters on either side that are looked at again with a difference, since letters may have been paired by chance."""
MOST_STEPS: Final = 2_000_000
"""How many ways of pairing letters are followed until a difference counts as not explained."""


Keep = Callable[[str], str]
"""What is compared of a text."""


_NUMBER = re.compile(r"\d+\.?")


@dataclass(frozen=True, slots=True)
class Misreading:
    """A place where the file and the book part. `at` counts the book's letters before it; `words` how many words one of
    them has there that the other has not."""

    place: Place | None
    at: int
    words: int
    typed: str
    read: str


@dataclass(slots=True)
class Files:
    """The raw files line by line, and what must be in the book in one row."""

    lines: list[RawLine]
    keep: Keep = letters_of
    required: Stream = field(init=False)

    def __post_init__(self) -> None:
        self.required = Stream([one.piece for one in self.lines], self.keep)

    def region(self, begin: int, end: int) -> Iterator[tuple[str, str]]:
        """What was typed, and what of it must be in the book, from behind the letter before `begin` up to the letter
        `end`: line by line."""
        if not self.lines:
            return
        first, start = self.required.spot(begin - 1) if begin else (0, -1)
        last, stop = self.required.spot(end) if end < len(self.required.letters) else (len(self.lines) - 1, None)
        for number in range(first, last + 1):
            line = self.lines[number]
            cut = slice(start + 1 if number == first else 0, stop if number == last else None)
            yield line.typed[cut], line.required[cut]


def misreadings(lines: Sequence[RawLine], pieces: Sequence[Piece]) -> list[Misreading]:
    """Where letters of the files are not in the book, or the other way round, markup aside."""
    return list(_misread(Files(list(lines)), Stream(list(pieces))))


def misread_signs(lines: Sequence[RawLine], pieces: Sequence[Piece]) -> list[Misreading]:
    """Where letters agree and the marks between them do not: commas, full stops, brackets and the like."""
    read = Stream(list(pieces), letters_and_signs)
    found = _misread(Files(list(lines), letters_and_signs), read, signs=True)
    return [replace(one, at=len(letters_of(read.letters[: one.at])), words=0) for one in found]


def _misread(files: Files, read: Stream, signs: bool = False) -> Iterator[Misreading]:
    parted = list(islice(differences(files.required.letters, read.letters), MOST_DIFFERENCES))
    groups = list(_neighbours(parted))
    at = 0
    while at < len(groups):
        taken = _explained_groups(files, read, groups[at : at + TOGETHER[-1]], parted)
        group = groups[at]
        at += max(taken, 1)
        if not taken and not (signs and any(_has_letters(files, read, one) for one in group)):
            yield _misreading(files, read, group)


def _explained_groups(
    files: Files, read: Stream, groups: Sequence[list[Difference]], parted: Sequence[Difference]
) -> int:
    """How many of some groups of differences are explained together: what stands twice, as markup and as text, may be paired
    the wrong way round, and one difference makes another. 0 where the first one can't be explained."""
    together: list[Difference] = []
    for count, group in enumerate(groups, 1):
        if together and group[0].begin - together[-1].end > FARTHEST:
            break
        together += group
        if count in TOGETHER and _explained(files, read, together, parted):
            return count
    return 0


def _has_letters(files: Files, read: Stream, one: Difference) -> bool:
    shown = files.required.letters[one.begin : one.end] + read.letters[one.other_begin : one.other_end]
    return bool(letters_of(shown))


def _neighbours(parted: Iterable[Difference]) -> Iterator[list[Difference]]:
    """Differences that stand close together."""
    group: list[Difference] = []
    for one in parted:
        if group and one.begin - group[-1].end > NEIGHBOURS:
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _explained(files: Files, read: Stream, group: Sequence[Difference], parted: Sequence[Difference]) -> bool:
    """Whether the book's letters here are those that must be there, with some of what may be markup."""
    first, last = group[0], group[-1]
    at = parted.index(first)
    before = first.begin - (parted[at - 1].end if at else 0)
    follows = at + len(group)
    after = (parted[follows].begin if follows < len(parted) else len(files.required.letters)) - last.end
    for wide in WIDENED:
        left, right = min(wide, before), min(wide, after)
        letters = read.letters[first.other_begin - left : last.other_end + right]
        region = list(files.region(first.begin - left, last.end + right))
        if _can_be(region, letters, files.keep) or _can_be(region, _unnumbered(region, letters), files.keep):
            return True
    return False


def _unnumbered(region: Sequence[tuple[str, str]], letters: str) -> str:
    """The book's letters without the numbers that a list in HTML gets when it is read."""
    return _NUMBER.sub("", letters) if any("<li" in typed.lower() for typed, _ in region) else letters


def _can_be(region: Sequence[tuple[str, str]], letters: str, keep: Keep) -> bool:
    """Whether the letters are all that are required of a region, in order, and between them any that are not."""
    if letters == keep("".join(typed for typed, _ in region)):
        return True
    reached = {0}
    steps = 0
    for typed, required in region:
        steps += len(reached) * len(typed)
        if steps > MOST_STEPS:
            return False
        for as_typed, as_required in zip(typed, required, strict=True):
            for letter in keep(as_required):
                reached = {at + 1 for at in reached if letters.startswith(letter, at)}
            if as_required != as_typed and not keep(as_required):
                for letter in keep(as_typed):
                    either = (letter, letter.swapcase())
                    reached |= {at + 1 for at in reached if letters.startswith(either, at)}
            if not reached:
                return False
    return len(letters) in reached


def _misreading(files: Files, read: Stream, group: Sequence[Difference]) -> Misreading:
    first, last = group[0], group[-1]
    required = files.required
    words = max(
        sum(_words(required, one.begin, one.end) for one in group),
        sum(_words(read, one.other_begin, one.other_end) for one in group),
    )
    return Misreading(
        required.place(min(first.begin, max(len(required.letters) - 1, 0))),
        first.other_begin,
        words,
        required.around(first.begin, last.end),
        read.around(first.other_begin, last.other_end),
    )


def _words(stream: Stream, begin: int, end: int) -> int:
    """How many words some letters belong to."""
    return len(stream.text(begin, end).split()) if end > begin else 0
