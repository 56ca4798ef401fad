"""Page numbers and running heads that a copy out of a PDF left among the lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Final

from bookbuild.manuscript.importing.headings import heading_of, is_break
from bookbuild.manuscript.importing.record import Imported, Line

_PAGE = re.compile(r"[-–—|\[\s]*(?:page\s+)?(\d{1,4})(?:\s+of\s+\d{1,4})?[-–—|\]\s]*", re.IGNORECASE)
_SAYS_PAGE = re.compile(r"\bpage\s+\d", re.IGNORECASE)
_FEWEST: Final = 3
"""Fewer numbers that count up are no pages."""
_LONG: Final = 100
"""A longer line is a paragraph by itself, and no line of a page."""
_BARE_NAMES: Final = frozenset({"chapter", "chapitre", "kapitel", "capítulo", "capitolo", "part", "book"})
_SENTENCE_ENDS: Final = frozenset(".!?:\"”'’»…*")


def without_leftovers(lines: Sequence[Line], book: Imported) -> list[Line]:
    """The lines without page numbers and the running heads beside them; each is noted. Bare numbers are pages when
    they count up and stand within sentences, or run on through the chapters: chapters' numbers never do."""
    pages = _counting_up(
        [(at, int(found[1])) for at, line in enumerate(lines) if (found := _PAGE.fullmatch(line.words))]
    )
    if len(pages) < _FEWEST:
        return [*lines]
    heads = _running_heads(lines, pages)
    if not _are_pages(lines, pages) and len(heads) < 0.5 * len(pages):
        return [*lines]
    gone = dict.fromkeys(pages, "a page number") | dict.fromkeys(heads, "a running head")
    for at in sorted(gone):
        book.decide(lines[at].number, f"{gone[at]}, left out: {lines[at].words}")
    return _closed_up(lines, gone.keys())


def _counting_up(numbers: Sequence[tuple[int, int]]) -> list[int]:
    """Where the numbers stand that continue the count, a page or two without one allowed."""
    found: list[int] = []
    last = None
    for at, number in numbers:
        if last is None or 0 < number - last <= 3:
            found.append(at)
            last = number
    return found


def _are_pages(lines: Sequence[Line], pages: Sequence[int]) -> bool:
    """Whether enough of the numbers say `page`, or interrupt a sentence."""
    saying = sum(bool(_SAYS_PAGE.search(lines[at].text)) for at in pages)
    within = sum(_interrupts(lines, at) for at in pages)
    return saying > len(pages) // 2 or within >= max(2, len(pages) // 4) or _run_through(lines, pages)


def _run_through(lines: Sequence[Line], pages: Sequence[int]) -> bool:
    """Whether the count goes on through several chapters, and about as much text stands between any two numbers."""
    between = [lines[a + 1 : b] for a, b in pairwise(pages)]
    chapters = sum(any(_heads_chapter(line.words) for line in stretch) for stretch in between)
    lengths = sorted(sum(len(line.text) for line in stretch) for stretch in between)
    usual = lengths[len(lengths) // 2]
    regular = sum(0.4 * usual <= length <= 1.8 * usual for length in lengths)
    return len(pages) >= 5 and chapters >= 2 and regular >= 0.8 * len(lengths)


def _heads_chapter(words: str) -> bool:
    found = heading_of(words) if len(words) <= _LONG else None
    return found is not None and found.sort in ("chapter", "act")


def _interrupts(lines: Sequence[Line], at: int) -> bool:
    """Whether the text before ends in no sentence's end and the text after begins small."""
    before, after = _beside(lines, at, -1), _beside(lines, at, 1)
    return bool(before and after) and before[-1] not in _SENTENCE_ENDS and any(map(str.islower, after[:1]))


def _beside(lines: Sequence[Line], at: int, step: int) -> str:
    """The words of the next line that has some and is no running head (all capitals)."""
    for other in range(at + step, at + 6 * step, step):
        if not 0 <= other < len(lines):
            break
        words = lines[other].words
        if words and not words.isupper():
            return words
    return ""


def _running_heads(lines: Sequence[Line], pages: Sequence[int]) -> set[int]:
    """Where the lines beside page numbers stand that come again and again."""
    near = [_near(lines, at, step) for at in pages for step in (-1, 1)]
    beside = {at for at in near if at is not None}
    counts = Counter(lines[at].words for at in beside)
    return {at for at in beside if counts[lines[at].words] >= _FEWEST and _could_be_running(lines[at].words)}


def _could_be_running(words: str) -> bool:
    """Whether a line could be a running head: short, and no break or bare `CHAPTER`."""
    return len(words) <= 70 and not is_break(words) and words.casefold() not in _BARE_NAMES


def _near(lines: Sequence[Line], at: int, step: int) -> int | None:
    """Where the next line with words stands, three lines away at most."""
    for other in range(at + step, at + 4 * step, step):
        if 0 <= other < len(lines) and lines[other].words:
            return other
    return None


def _closed_up(lines: Sequence[Line], gone: Collection[int]) -> list[Line]:
    """The lines left; at a page's end one blank line stays, none within a sentence."""
    kept: list[Line] = []
    blank: list[Line] = []
    parted = False
    for at, line in enumerate(lines):
        if at in gone:
            parted = True
        elif not line.words:
            blank.append(line)
        else:
            within = kept and kept[-1].words[-1] not in _SENTENCE_ENDS and line.words[0].islower()
            if parted and within and len(kept[-1].text) > _LONG:
                kept[-1] = Line(kept[-1].number, f"{kept[-1].text} {line.words}")
            else:
                kept += [*([] if parted and within else blank[:1] if parted else blank), line]
            blank, parted = [], False
    return kept + blank
