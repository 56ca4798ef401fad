"""How lines begin and end: hyphens and ladders, runts, stacks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.lines import Box, Line
from bookbuild.proof.pages import BookPages, SetLine

LADDER: Final = 3
"""So many lines in a row that end in a hyphen are a ladder (W3C latinreq: two or three is typical)."""
STACK: Final = 3
"""So many lines with the same word at one end are a stack (Bringhurst: no more than two)."""


def ladders(book: BookPages) -> Iterator[Finding]:
    """Three or more lines in a row that end in a hyphen."""
    for run in _runs([one for _, one in book.lines], lambda one, two: one.line.divided and two.line.divided):
        if len(run) >= LADDER:
            ends = tuple(one.line.words[-1] for one in run)
            yield _run_found("ladder", run, " ".join(word.text for word in ends), len(run))


def stacks(book: BookPages) -> Iterator[Finding]:
    """The same word at the beginning, or at the end, of three or more lines of a paragraph."""
    lines = [one for _, one in book.lines]
    for at in (0, -1):
        for run in _runs(lines, lambda one, two, at=at: _same_word(one, two, at)):  # type: ignore[misc]
            if len(run) >= STACK:
                yield _run_found("stack", run, run[0].line.words[at].text, len(run))


def _same_word(one: SetLine, two: SetLine, at: int) -> bool:
    word = one.line.words[at].letters
    return bool(word) and not two.begins and word == two.line.words[at].letters


def _runs(lines: Sequence[SetLine], joined: Callable[[SetLine, SetLine], bool]) -> Iterator[list[SetLine]]:
    """Lines in runs: each is joined to the one before it."""
    run: list[SetLine] = []
    for one in lines:
        if run and not joined(run[-1], one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _run_found(kind: str, run: Sequence[SetLine], words: str, amount: int) -> Finding:
    """Lines in a row; of a run over a page's end, those on its first page are framed."""
    page = run[0].line.page
    marks = tuple(one.line.box for one in run if one.line.page == page)
    return Finding(kind, page, marks, words, amount, f"{amount} lines")


def hyphens_at_feet(book: BookPages) -> Iterator[Finding]:
    """Pages whose last line ends in a hyphen, rectos and versos apart (W3C latinreq 5.5: rectos first)."""
    for leaf in book.leaves:
        if leaf.lines and leaf.lines[-1].line.divided:
            line = leaf.lines[-1].line
            kind = "hyphen-recto-foot" if leaf.recto else "hyphen-foot"
            yield Finding(kind, leaf.number, (_last_word(line),), line.words[-1].text, 1)


def _last_word(line: Line) -> Box:
    return line.box._replace(left=line.words[-1].left)


def runts(book: BookPages) -> Iterator[Finding]:
    """Last lines narrower than the first-line indent (an em where there is none), or only the rest of a divided word."""
    least = book.layout.indent or book.layout.size
    for (_, before), (_, one) in pairwise(book.lines):
        line = one.line
        if one.ends and not one.begins:
            width = line.right - line.left
            if width < least or (before.line.divided and len(line.words) == 1):
                yield Finding("runt", line.page, (line.box,), line.text, -width, f"{width:.1f} pt wide")


def hyphen_share(book: BookPages) -> float:
    """The share of lines ending in a hyphen, of those that could: all but paragraphs' last ones."""
    able = [one.line.divided for _, one in book.lines if not one.ends]
    return sum(able) / len(able) if able else 0.0


def paragraphs(book: BookPages) -> tuple[int, int]:
    """How many paragraphs there are, and how many of two or more lines."""
    ends = [one for _, one in book.lines if one.ends]
    return len(ends), sum(not one.begins for one in ends)
