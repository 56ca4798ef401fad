"""Every word division of a book, for the proofreader; those that may mislead a reader flagged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.lines import HYPHENS, Box, Line
from bookbuild.proof.pages import BookPages

_TWO_WAYS: Final = """
    ally attribute august collect console content contest convert convict defect desert digest entrance evening incense
    invalid minute number object perfect permit polish predicate present process produce progress project protest
    reading rebel recall recollect record recount recover recreation reform refuse reject resign resolve resort second
    separate subject supply tower unionised unionized
"""
_OTHER_WORDS: Final = """
    anal-ysis anal-yst anal-ogy heat-hen leg-end leg-ends leg-endary mans-laughter mass-age of-ten pen-is pig-eon
    re-ally re-aped re-aper re-apers re-aping re-ading read-just the-rapist the-rapists to-wed wee-knights women-swear
"""
_STARTLING: Final = "anal arse ass cock cum dick piss rapist sex shit slut tit tits turd"

HETERONYMS: Final = frozenset(_TWO_WAYS.split())
"""English words that are two by their meaning and divide, or may be thought to divide, in two ways: pres-ent and
pre-sent. Our own list."""

MISLEADING: Final = frozenset(_OTHER_WORDS.split())
"""Divisions one of whose parts reads as another word. Our own list."""

STARTLING: Final = frozenset(_STARTLING.split())
"""Parts that make a reader stop."""

_EDGES: Final = "“”‘’\"'([{«»)]}.,;:!?…—–"
_OPENING: Final = ("“", "‘", '"', "'", "«", "„")
_CLOSING: Final = "”’\"'»)"
_STOPS: Final = (".", "!", "?", "…", ":", "—")


@dataclass(frozen=True, slots=True)
class Division:
    """A word divided at a line's end: its two parts as they are printed, where it is, and why it is to be looked at."""

    page: int
    before: str
    after: str
    box: Box
    flags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The same for a machine."""
        return {"page": self.page, "before": self.before, "after": self.after, "flags": list(self.flags)}


def divisions_of(book: BookPages) -> list[Division]:
    """All divisions in the order of the book.

    A hyphen of the word's own (well-known) is told from the setter's only where the book has the word undivided.
    """
    compounds = _compounds(book)
    found: list[Division] = []
    for (_, one), (_, two) in pairwise(book.lines):
        if one.line.divided and not one.ends:
            found.append(_division(one.line, two.line, compounds))
    return found


def _division(line: Line, below: Line, compounds: frozenset[str]) -> Division:
    word = line.words[-1]
    before = word.text.rpartition("—")[2].strip(_EDGES).rstrip("".join(HYPHENS))
    after = below.words[0].text.partition("—")[0].strip(_EDGES)
    last, first = before.rpartition("-")[2], after.partition("-")[0].removesuffix("’s")
    own = f"{last}-{first}".casefold() in compounds
    flags = ("own hyphen",) if own else tuple(_flags(last, first, _begins_sentence(line)))
    return Division(line.page, before, after, line.box._replace(left=word.left), flags)


def _begins_sentence(line: Line) -> bool:
    """Whether a line's last word begins a sentence or speech, as far as the line tells."""
    stops = len(line.words) == 1 or line.words[-2].text.rstrip(_CLOSING).endswith(_STOPS)
    return stops or line.words[-1].text.startswith(_OPENING)


def _flags(before: str, after: str, begins_sentence: bool) -> Iterator[str]:
    """Why a division is to be looked at."""
    parts = (before.casefold(), after.casefold())
    whole = "".join(parts)
    if whole in HETERONYMS or whole.removesuffix("s") in HETERONYMS:
        yield "heteronym"
    if "-".join(parts) in MISLEADING or STARTLING.intersection(parts):
        yield "misleading"
    if before[:1].isupper() and not begins_sentence:
        yield "capital"


def _compounds(book: BookPages) -> frozenset[str]:
    """The words with a hyphen of their own that stand inside lines, each pair of their parts."""
    found: set[str] = set()
    for _, one in book.lines:
        for word in one.line.words:
            parts = word.text.strip(_EDGES).casefold().split("-")
            found.update(f"{first}-{second}" for first, second in pairwise(parts) if first and second)
    return frozenset(found)


_KINDS: Final = {"heteronym": "heteronym", "misleading": "misleading", "capital": "capital-divided"}
"""The findings that flags are."""


def doubtful_divisions(divisions: list[Division]) -> Iterator[Finding]:
    """Misleading parts, heteronyms and capitalised words."""
    for one in divisions:
        for flag in one.flags:
            if flag in _KINDS:
                yield Finding(_KINDS[flag], one.page, (one.box,), f"{one.before}-{one.after}", 1)
