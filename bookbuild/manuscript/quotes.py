"""A paragraph's quotation marks, read from left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bookbuild.manuscript.apostrophes import Closers, is_elided, is_often_elided, seems_elided
from bookbuild.manuscript.blocks import LINE_SEPARATOR
from bookbuild.manuscript.edit import Doubt, Edit
from bookbuild.manuscript.marks import Marks

HAIR: Final = "\u200a"
APOSTROPHE: Final = "’"

_OPENS_AFTER: Final = frozenset(" \t\n([{—–-/¿¡\u00a0\u202f\u200a“‘„‚«‹" + LINE_SEPARATOR)
_QUOTE = re.compile("[\"'“”‘’«»„‚‹›]")
_FEET = re.compile(r"(?<![\w.,])\d{1,2}['’](?!\d{3}) ?\d{1,2}[½¼¾]?\"?(?!\w)")
"""Feet and inches: 5'10", not the thousands of 2'000."""
_PAIRS = re.compile(r"""['"‘’“”](?:(?<=['’])(?=["”])|(?<=["“])(?=['‘])|(?<=["”])(?=['’](?!\w))|(?<=['‘])(?=["“]))""")
"""The first of two marks that meet; that a match begins with one of six characters makes the search ten times quicker."""
_CLOSED_BY: Final = {"“": "”", "‘": "’", "‹": "›", "›": "‹", "»": "«", "«": "»"}
_DOUBLES: Final = "“”„«»"

_MOST_TOGETHER: Final = 4
"""Marks that may stand together before a word; more of them are no quotations."""
DOUBLE: Final = '"'
SINGLE: Final = "'"

_GUESSED: Final = "A mark before a small letter is printed as an apostrophe, since nothing closes it."


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that is not closed yet: how it was typed, where, and the mark that closes it."""

    kind: str
    at: int
    closing: str


class Quotes:
    """Reads a paragraph's quotation marks, keeping which are open."""

    def __init__(self, text: str, marks: Marks, language: str, runs_on: bool) -> None:
        self.text = text
        self.marks = marks
        self.language = language
        self.runs_on = runs_on
        self.nests = marks.opening != "“" and text.count(DOUBLE) % 2 == 0
        self.closers = Closers(text)
        self.both_ways = (
            DOUBLE
            + SINGLE
            + marks.opening * (marks.opening in "”»")
            + marks.inner_opening * (marks.inner_opening in "’›")
        )
        """Marks that open and close alike, as Swedish ones do, or that open as others close, as Danish ones do."""
        self.open: list[_Open] = []
        self.depth = {DOUBLE: 0, SINGLE: 0}
        self.edits: list[Edit] = []
        self.doubts: list[Doubt] = []

    def read(self) -> tuple[list[Edit], list[Doubt]]:
        """What is to be replaced, and what is doubtful."""
        measured = self._measures()
        for found in _QUOTE.finditer(self.text):
            at, character = found.start(), found[0]
            if at in measured:
                continue
            if character == DOUBLE:
                self._double(at)
            elif character == SINGLE:
                self._single(at)
            elif character == "’" and self._in_word(at):
                continue
            else:
                self._curly(at, character)
        for one in self.open:
            if one.kind == DOUBLE and not self.runs_on:
                self.doubts.append(Doubt(one.at, "This quotation is never closed."))
        return self.edits + hairs(self.text), self.doubts

    def _measures(self) -> set[int]:
        """The marks of feet and inches; they stay as they were typed."""
        if SINGLE not in self.text:
            return set()
        return {at for found in _FEET.finditer(self.text) for at in range(*found.span())}

    # Where a mark stands

    def _before(self, at: int) -> str:
        return self.text[at - 1 : at] if at else ""

    def _after(self, at: int) -> str:
        return self.text[at + 1 : at + 2]

    def _in_word(self, at: int) -> bool:
        """Whether letters stand on both sides."""
        return self._before(at).isalnum() and self._after(at).isalnum()

    def _may_open(self, at: int) -> bool:
        """Whether a mark here stands where quotations begin: at a paragraph's or a word's beginning, other marks between."""
        first = at
        while first > max(at - _MOST_TOGETHER, 0) and self.text[first - 1] in self.both_ways:
            first -= 1
        before, after = self._before(first), self._after(at)
        return (not before or before in _OPENS_AFTER) and bool(after) and not after.isspace()

    def _is_open(self, kind: str) -> bool:
        return self.depth[kind] > 0

    def _push(self, one: _Open) -> None:
        self.open.append(one)
        self.depth[one.kind] += 1

    # Marks typed straight

    def _outer(self, kind: str) -> bool:
        """Whether a quotation that begins here, typed with this kind of mark, takes the language's outer marks."""
        if self.marks.singles_first:
            return not self.open
        return kind == DOUBLE and not (self.nests and self._is_open(DOUBLE))

    def _begin(self, kind: str, at: int) -> None:
        marks, outer = self.marks, self._outer(kind)
        opening = marks.opening + marks.padding if outer else marks.inner_opening
        closing = marks.padding + marks.closing if outer else marks.inner_closing
        self._push(_Open(kind, at, closing))
        self.edits.append(Edit(at, at + 1, opening))

    def _double(self, at: int) -> None:
        if self._before(at).isdigit() and not self._is_open(DOUBLE):
            return
        if self._may_open(at):
            self._begin(DOUBLE, at)
        else:
            closing = self._close(DOUBLE, at) or self.marks.padding + self.marks.closing
            self.edits.append(Edit(at, at + 1, closing))

    def _single(self, at: int) -> None:
        if self._in_word(at):
            self._apostrophe(at)
        elif self._may_open(at):
            self._single_opening(at)
        elif self._before(at).isdigit() and not self.open:
            return
        elif self._is_open(SINGLE):
            self.edits.append(Edit(at, at + 1, self._close(SINGLE, at) or APOSTROPHE))
        else:
            self._apostrophe(at)

    def _single_opening(self, at: int) -> None:
        """A single mark where a quotation may begin: one begins, or letters are left out.

        The first mark of a paragraph that the next one goes on from need not be closed.
        """
        text, language = self.text, self.language
        goes_on = at == 0 and self.runs_on
        if is_elided(text, at, language) or (not goes_on and is_often_elided(text, at, language, self.closers)):
            self._apostrophe(at)
        elif seems_elided(text, at, self.closers) and not goes_on:
            self._apostrophe(at)
            self.doubts.append(Doubt(at, _GUESSED, guessed=True))
        else:
            self._begin(SINGLE, at)

    def _apostrophe(self, at: int) -> None:
        self.edits.append(Edit(at, at + 1, APOSTROPHE))

    # Marks typed curly

    def _curly(self, at: int, character: str) -> None:
        """A mark that is printed as it was typed; what it opens or closes is the language's to say."""
        kind = DOUBLE if character in _DOUBLES else SINGLE
        if self._turned(at, character):
            self._apostrophe(at)
        elif self._opens(at, character, kind):
            self._push(_Open(kind, at, self._counterpart(character)))
        elif character != "’" or self._is_open(SINGLE):
            self._close(kind, at, character)

    def _turned(self, at: int, character: str) -> bool:
        """Whether a ‘ is an apostrophe that a word processor turned the wrong way."""
        if character != "‘" or not self._may_open(at):
            return False
        known = is_elided(self.text, at, self.language) or is_often_elided(self.text, at, self.language, self.closers)
        return known and at > self.closers.last

    def _opens(self, at: int, character: str, kind: str) -> bool:
        marks = self.marks
        opening, closing = (marks.opening, marks.inner_opening), (marks.closing, marks.inner_closing)
        if character in closing or character in opening:
            if character not in closing:
                return True
            elsewhere = character in opening or character in "“‘«‹»›"
            return elsewhere and self._may_open(at) and (character in opening or not self._is_open(kind))
        return character in "“‘„‚" or (character in "«‹»›" and self._may_open(at))

    def _counterpart(self, character: str) -> str:
        """The mark that closes what this one has opened."""
        marks = self.marks
        if character == marks.opening:
            return marks.padding + marks.closing
        if character == marks.inner_opening:
            return marks.inner_closing
        low = {"„": "”" if marks.opening != "„" else marks.closing, "‚": "’"}
        return low.get(character) or _CLOSED_BY.get(character, character)

    def _close(self, kind: str, at: int, typed: str = "") -> str:
        """Close the nearest quotation of this kind, and with it whatever was left open inside; the mark that closes it.

        The empty string when there is none: doubtful, unless `typed` is a foreign mark.
        """
        closing = ""
        while self.depth[kind] and not closing:
            last = self.open.pop()
            self.depth[last.kind] -= 1
            closing = last.closing if last.kind == kind else ""
        if closing:
            return closing
        if kind == DOUBLE and typed in ("", "”", self.marks.closing):
            self.doubts.append(Doubt(at, "This quotation was never opened."))
        return ""


def hairs(text: str) -> list[Edit]:
    """A hair between two marks that meet: ’ ” and “ ‘ stand a tenth of an em apart and never part."""
    return [Edit(found.end(), found.end(), HAIR) for found in _PAIRS.finditer(text)]
