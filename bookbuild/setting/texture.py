"""What the eye sees in lines taken together: rivers of white, stacks of the same word; and the breaks that avoid them.

The line breaker sees no more than two neighbouring lines. A paragraph with such a fault is broken again, each of the line ends
in it forbidden by turns, and the cheapest of these ways is taken, faults priced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from bookbuild.setting.linebreak import INFINITE, BreakTable, break_lines
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import TOLERANCE, Compositor, SetParagraph

RIVER: Final = 5
"""Lines whose word spaces run together that make a river."""
OVERLAP: Final = 0.5
"""Two spaces run together when they overlap by this share of the narrower one."""
STACK: Final = 3
"""Lines that begin with the same word that make a stack."""
LONGEST: Final = 80
"""Paragraphs of more lines are left as they are: each trial breaks the whole paragraph."""
MOST_TRIALS: Final = 12
"""Line ends that are forbidden by turns, at most."""


class Fault(NamedTuple):
    """A river or a stack: from which line to which, and what it costs in demerits."""

    first: int
    last: int
    cost: float


def smoothed(compositor: Compositor, done: SetParagraph) -> SetParagraph:
    """A paragraph without its rivers and stacks where that costs less than they do."""
    if done.broken is None or not STACK <= len(done.lines) <= LONGEST or done.manner.align != "justify":
        return done
    faults = list(faults_of(compositor, done.lines))
    if not faults:
        return done
    table, _ = done.broken
    costs, rag = compositor.costs(done.manner), compositor.rag(done.manner)
    best, price = done, done.demerits + sum(fault.cost for fault in faults)
    for end in _ends_in(done, faults):
        numbers = _without(table.numbers, end)
        breaks = break_lines(numbers, done.measure, costs, TOLERANCE, rag)
        if breaks is None or breaks.demerits >= price:
            continue
        lines = compositor.lines(done.atoms, table, breaks, done.measure, done.manner)
        cost = breaks.demerits + sum(fault.cost for fault in faults_of(compositor, lines))
        if cost < price:
            best, price = replace(done, lines=lines, broken=(table, breaks)), cost
    return best


def faults_of(compositor: Compositor, lines: Sequence[Line]) -> Iterator[Fault]:
    """The rivers and stacks in a paragraph's lines."""
    taste = compositor.case.style.costs
    if len(lines) >= RIVER:
        yield from (Fault(first, last, taste.river) for first, last in rivers(lines))
    yield from (Fault(first, last, taste.stack) for first, last in stacks(lines))


def rivers(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and the last line of every stretch of white that runs down RIVER lines and more; of those that flow
    together the longest."""
    longest: dict[int, int] = {}
    above: list[tuple[float, float, int]] = []
    for number, line in enumerate(lines):
        here: list[tuple[float, float, int]] = []
        for left, right in spaces_of(line):
            first = number
            for other_left, other_right, begun in above:
                common = min(right, other_right) - max(left, other_left)
                if common > 0 and common >= OVERLAP * min(right - left, other_right - other_left):
                    first = min(first, begun)
            here.append((left, right, first))
            if number - first + 1 >= RIVER:
                longest[first] = number
        above = here
    yield from longest.items()


def stacks(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """The first and the last line of every run of STACK lines and more that begin with the same word."""
    words = [line.text.partition(" ")[0].strip("“”‘’'\"(,.;:!?").casefold() for line in lines]
    first = 0
    for number, (word, following) in enumerate(pairwise([*words, ""])):
        if following != word or not word:
            if number - first + 1 >= STACK:
                yield first, number
            first = number + 1


def spaces_of(line: Line) -> Iterator[tuple[float, float]]:
    """Where a line's word spaces begin and end, in points from the measure's left."""
    for segment in line.segments:
        x, scale, tracking = segment.x, segment.stretch, segment.tracking
        for part, gap in zip(segment.parts, segment.gaps, strict=True):
            x += part.width * scale + tracking * part.spaced
            if gap is None:
                x += tracking * part.fount.size
            else:
                yield x, x + gap
                x += gap


def _ends_in(done: SetParagraph, faults: Sequence[Fault]) -> list[int]:
    """The breaks at the ends of the lines in which something is at fault, and of the line before, that need not be there."""
    lines = {line for fault in faults for line in range(fault.first, fault.last + 1)}
    ends = (done.break_before(line) for line in sorted(lines) if line)
    return [end for end in ends if done.numbers.penalty[end] > -INFINITE][:MOST_TRIALS]


def _without(numbers: BreakTable, end: int) -> BreakTable:
    """The numbers with one break forbidden."""
    penalty = list(numbers.penalty)
    penalty[end] = INFINITE
    return replace(numbers, penalty=penalty)
