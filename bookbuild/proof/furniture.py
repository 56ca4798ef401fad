"""Running heads and folios told apart from the text, by what comes again at the same height."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bookbuild.proof.lines import Line

LEVEL: Final = 2.0
"""Heads within so many points of each other stand at one height."""
AGAIN: Final = 0.5
"""At a height of heads at least this share of lines has a text that comes again there."""
TITLE: Final = 1.1
"""No head or folio is larger than so many sizes of the body."""
ROMAN: Final = frozenset("ivxlcdmIVXLCDM")


@dataclass(frozen=True, slots=True)
class Parted:
    """The lines of all pages, and what was taken off their heads and feet."""

    text: dict[int, list[Line]]
    furniture: dict[int, list[Line]]


def part_furniture(pages: Mapping[int, Sequence[Line]], size: float) -> Parted:
    """Take running heads and folios off the pages: twice at either end, for two lines of heads.

    `size` is the body's, in points; what is larger is a title, even if it comes again (“Chapter 1”, “Chapter 2”).
    """
    text = {number: list(lines) for number, lines in pages.items()}
    furniture: dict[int, list[Line]] = {number: [] for number in pages}
    for end in (0, 0, -1, -1):
        edge = [lines[end] for lines in text.values() if lines and lines[end].size < TITLE * size]
        for height in _heights(edge):
            for line in edge:
                if round(line.y / LEVEL) == height and line in text[line.page]:
                    furniture[line.page].append(line)
                    text[line.page].remove(line)
    return Parted(text, furniture)


def _heights(lines: Sequence[Line]) -> list[int]:
    """The heights at which outermost lines are furniture: their text, less its figures, comes again there."""
    found: dict[int, list[str]] = defaultdict(list)
    for line in lines:
        found[round(line.y / LEVEL)].append(_without_figures(line.text))
    return [height for height, texts in found.items() if _comes_again(texts)]


def _comes_again(texts: Sequence[str]) -> bool:
    again = [not text or texts.count(text) > 1 for text in texts]
    return sum(again) >= AGAIN * len(texts)


def _without_figures(text: str) -> str:
    """A head's text without the page's number; nothing of a folio in figures or roman numerals."""
    words = [word for word in text.split() if not word.strip("–—-[]()|·•").isdecimal()]
    rest = " ".join(words)
    return "" if len(words) == 1 and set(rest.strip("–—-[]()")) <= ROMAN else rest
