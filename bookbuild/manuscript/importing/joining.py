"""Lines that were cut by a typewriter or a program become one text again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bookbuild.manuscript.importing.record import Imported, Line

_CUT = re.compile(r"[^\W\d_]-")
_LAST_PIECE = re.compile(r"([^\W\d_]+)-$")
_FIRST_PIECE = re.compile(r"[^\W\d_]+")


class Joiner:
    """Joins lines; of a hyphen at a line's end the text's other words say whether it belongs to the word."""

    def __init__(self, lines: Sequence[Line], book: Imported, as_typed: bool) -> None:
        self.lines = lines
        self.as_typed = as_typed
        self.book = book
        self.vocabulary: frozenset[str] | None = None

    def joined(self, lines: Sequence[Line]) -> str:
        """The lines as one text with single spaces, or as they were typed."""
        if self.as_typed:
            return "\n".join(line.text for line in lines).strip()
        text = _single_spaced(lines[0].text)
        for line in lines[1:]:
            following = _single_spaced(line.text)
            if following[:1].islower() and _CUT.match(text[-2:]) and not text.endswith("--"):
                text = self._over_hyphen(text, following, line.number - 1)
            elif _meets(text, following):
                text += following
            else:
                text = f"{text} {following}"
        return text

    def _over_hyphen(self, text: str, following: str, number: int) -> str:
        """A word over a line's end: whole if the text has it whole elsewhere, else with its hyphen, as a doubt."""
        last, first = _LAST_PIECE.search(text), _FIRST_PIECE.match(following)
        if not last or not first:
            return text + following
        whole, divided = f"{last[1]}{first[0]}".casefold(), f"{last[1]}-{first[0]}".casefold()
        words = self._words()
        if whole in words and divided not in words:
            self.book.decide(number, f"a word divided at the line's end, made whole: {last[1]}{first[0]}")
            return text[:-1] + following
        if divided not in words:
            self.book.doubt(number, f"a hyphen at the line's end, kept: {last[1]}-{first[0]}")
        return text + following

    def _words(self) -> frozenset[str]:
        """All words of the text, gathered when the first one is needed."""
        if self.vocabulary is None:
            found: set[str] = set()
            for line in self.lines:
                whole = _LAST_PIECE.sub("", line.text)
                found.update(word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", whole))
            self.vocabulary = frozenset(found)
        return self.vocabulary


def _single_spaced(text: str) -> str:
    """A line without the spaces on either side and the doubled ones inside; no-break spaces stay."""
    return re.sub(r"[ \t]+", " ", text.strip(" \t")) if "  " in text or "\t" in text else text.strip(" ")


def _meets(text: str, following: str) -> bool:
    """Whether a dash at a line's end or beginning stands without spaces, as within these texts' lines."""
    if text.endswith(("--", "—")):
        return len(text.rstrip("-—")) == len(text.rstrip("-— "))
    return bool(re.match(r"(?:--|—)[^\s\-—]", following)) and text[-1:].isalnum()
