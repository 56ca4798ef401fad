"""The finished PDF against the book as it was read: every letter and digit once and in order, marks as they were set."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import islice
from typing import Final

from bookbuild.setting.lines import Divided
from bookbuild.wordcheck.alignment import Difference, differences
from bookbuild.wordcheck.letters import hyphens_in, letters_of, loose
from bookbuild.wordcheck.stream import Stream

MOST_DIFFERENCES: Final = 40
"""How many differences are looked for; a book with more is wrong all over."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What is known of a page besides the book's words: its ornaments, head and folio in the order in which they are
    painted; whether it is somebody else's page and not compared; the divisions made on it."""

    furniture: str = ""
    skipped: bool = False
    divisions: tuple[Divided, ...] = ()


class Kind(Enum):
    """What is not as it was read."""

    LETTERS = "letters"
    MARKS = "marks"
    HYPHENS = "hyphens"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place where what is printed is not what was read. `at` counts the book's letters before it; `page` from 1."""

    kind: Kind
    page: int
    at: int
    printed: str
    read: str


def runs_like(read: Stream, texts: Iterable[str]) -> bool:
    """Whether the lines of all pages, one after the other, are the book's text to the last mark: what nearly every book
    is found to be, quickly."""
    book = loose("".join([one.text if one.joined else f"\n{one.text}" for one in read.pieces]))
    at = 0
    for text in texts:
        for line in text.splitlines():
            shown = loose(line)
            if book[at : at + 1] == " ":
                at += 1
            if not book.startswith(shown, at):
                return False
            at += len(shown)
    return at == len(book)


def without_furniture(text: str, furniture: str) -> str | None:
    """A page's text without the head, folio and ornaments that end it; None when it does not end with them."""
    left = "".join(loose(furniture).split())
    at = len(text)
    while left and at:
        at -= 1
        character = loose(text[at])
        if not left.endswith(character):
            return None
        left = left[: len(left) - len(character)]
    return None if left else text[:at]


def without_turnovers(text: str, divisions: Iterable[Divided]) -> str:
    """A page's text without the marks of lines that were turned over."""
    for mark, count in Counter(one.mark for one in divisions if one.mark).items():
        text = re.sub(rf"[ \t]*{re.escape(mark)}[ \t]*(?=[\r\n]|\Z)", "", text, count=count)
    return text


def compared(read: Stream, printed: Stream, divisions: Sequence[Divided]) -> list[Finding]:
    """What differs between the book and its pages (a piece of `printed` each): letters; where they agree, marks and
    spaces. `divisions` are those the setter made."""
    parted = list(islice(differences(read.letters, printed.letters), MOST_DIFFERENCES))
    found = [
        Finding(
            Kind.LETTERS,
            _page(printed, one.other_begin),
            one.begin,
            printed.around(one.other_begin, one.other_end),
            read.around(one.begin, one.end),
        )
        for one in parted
        if not _respelled(read, printed, one, divisions)
    ]
    for stretch in _agreeing(parted, len(read.letters)):
        found += islice(_marks(read, printed, *stretch), MOST_DIFFERENCES)
    return found


def _page(printed: Stream, at: int) -> int:
    """The page (from 1) on which a letter stands; the last one for what is behind them all."""
    return printed.spot(min(at, max(len(printed.letters) - 1, 0)))[0] + 1 if printed.pieces else 0


def _respelled(read: Stream, printed: Stream, one: Difference, divisions: Iterable[Divided]) -> bool:
    """Whether a difference is a word that is spelt otherwise where it is divided (old German Zuk-ker)."""
    for division in divisions:
        whole, halves = letters_of(division.whole), letters_of(division.before + division.after)
        if whole != halves:
            for back in range(min(len(whole), one.begin, one.other_begin) + 1):
                begin, start = one.begin - back, one.other_begin - back
                same = read.letters.startswith(whole, begin) and printed.letters.startswith(halves, start)
                if same and begin + len(whole) >= one.end and start + len(halves) >= one.other_end:
                    return True
    return False


def _agreeing(parted: Iterable[Difference], total: int) -> Iterator[tuple[int, int, int]]:
    """The stretches of letters between differences: from, to, and how much further on they are in the other row."""
    at = shift = 0
    for one in parted:
        yield at, one.begin, shift
        at, shift = one.end, one.other_end - one.end
    yield at, total, shift


def _marks(read: Stream, printed: Stream, begin: int, end: int, shift: int) -> Iterator[Finding]:
    """The marks and spaces that differ in a stretch where letters agree, page by page."""
    at = begin
    while at < end:
        number = _page(printed, at + shift)
        stop = min(end, max(printed.ends[number - 1] - shift, at + 1))
        if loose(read.text(at, stop)) != loose(printed.text(at + shift, stop + shift)):
            pairs = zip(read.gaps(at, stop), printed.gaps(at + shift, stop + shift), strict=False)
            for far, (said, shown) in enumerate(pairs):
                if (far or at > begin or not begin) and _differ(said, shown):
                    letter = at + far
                    around = printed.around(letter + shift, letter + shift)
                    yield Finding(Kind.MARKS, number, letter, around, read.around(letter, letter))
        at = stop


def _differ(said: str, shown: str) -> bool:
    """Whether what stands between two letters is something else on the page; a line may end anywhere, and between two
    pieces there may be a distance without a space."""
    said_marks, shown_marks = ("".join(loose(one).split()) for one in (said, shown))
    if said_marks != shown_marks:
        return True
    spaced, seen = (any(map(str.isspace, one)) for one in (said, shown))
    return spaced != seen and "\n" not in said + shown.replace("\r", "\n")


def hyphens_of(read: Stream, printed: Stream, divisions: Iterable[Divided]) -> list[Finding]:
    """One finding when more or fewer hyphens were added on the pages than the setter says."""
    added = sum(hyphens_in(one.before + one.after) - hyphens_in(one.whole) for one in divisions)
    typed, shown = (sum(hyphens_in(piece.text) for piece in stream.pieces) for stream in (read, printed))
    if shown == typed + added:
        return []
    return [Finding(Kind.HYPHENS, 0, 0, str(shown - typed), str(added))]
