"""Where a paragraph's lines end: the total fit of Knuth and Plass, over plain numbers.

Source: D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981) 1119-1184. Nothing here knows fonts, YAML or PDF.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import ceil, floor
from typing import Final

INFINITE: Final = 1e9
"""A penalty that forbids a break; its negative forces one."""

FILL: Final = 1e7
"""Stretch, in points, that fills any line: what ends a paragraph or a hard line."""

_SLACK: Final = 1e-7


@dataclass(frozen=True, slots=True)
class Measure:
    """Where each line begins and how wide it is, in points: a function of the line's number, from 0.

    `first` holds (left, width) of the lines that differ, such as those beside an initial; every later line
    has `left` and `width`.
    """

    left: float
    width: float
    first: tuple[tuple[float, float], ...] = ()

    def at(self, line: int) -> tuple[float, float]:
        """Left edge and width of a line."""
        return self.first[line] if line < len(self.first) else (self.left, self.width)

    def after(self, lines: int) -> Measure:
        """What is left of this measure after so many lines: handed on to the next paragraph."""
        return Measure(self.left, self.width, self.first[lines:])

    def inset(self, left: float, right: float) -> Measure:
        """The same measure, narrower by so much on either side."""
        first = tuple((x + left, width - left - right) for x, width in self.first)
        return Measure(self.left + left, self.width - left - right, first)


BreakRow = tuple[float, float, float, float, float, float, float, bool, int]
"""One break in the order of BreakTable's fields: end and start width, stretch, shrink; penalty; whether it divides; the
word that ends the line."""


@dataclass(slots=True)
class BreakTable:
    """Every place where a paragraph may be broken, as flat lists of numbers, index 0 being its beginning.

    A line from break a to break b is ``end_width[b] - start_width[a]`` points wide and may stretch by
    ``end_stretch[b] - start_stretch[a]``, shrink likewise. What a break adds before it (a hyphen, its kern,
    ink hung into the margin) is in the `end` numbers, what it takes from the next line in the `start`
    numbers, so that discretionary material, protrusion and expansion cost the inner loop nothing.
    The last break is the paragraph's end.
    """

    end_width: list[float]
    start_width: list[float]
    end_stretch: list[float]
    start_stretch: list[float]
    end_shrink: list[float]
    start_shrink: list[float]
    penalty: list[float]
    divides: list[bool]
    word: list[int]
    """The word before the break, the same number for the same letters; 0 where that does not matter."""

    @classmethod
    def of(cls, rows: Sequence[BreakRow]) -> BreakTable:
        """The table of some breaks, the paragraph's beginning put before them."""
        beginning: BreakRow = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, False, 0)
        end_width, start_width, end_stretch, start_stretch, end_shrink, start_shrink, penalty, divides, word = zip(
            beginning, *rows, strict=True
        )
        return cls(
            list(end_width),
            list(start_width),
            list(end_stretch),
            list(start_stretch),
            list(end_shrink),
            list(start_shrink),
            list(penalty),
            list(divides),
            list(word),
        )

    def part(self, begin: int, end: int) -> BreakTable:
        """What stands between two breaks, both included: lines from the first to the second."""
        return BreakTable(*(getattr(self, one.name)[begin : end + 1] for one in fields(self)))


@dataclass(frozen=True, slots=True)
class Costs:
    """What each ugliness costs, in demerits (or as a penalty where said).

    The defaults are those of plain TeX (Knuth, The TeXbook, p. 348) but for those with another source.
    """

    line: float = 10.0
    """Every line; more of it prefers fewer lines."""
    double_hyphen: float = 10_000.0
    """Two divided lines in a row."""
    final_hyphen: float = 5_000.0
    """A division at the end of the last line but one."""
    contrast: float = 10_000.0
    """Neighbouring lines more than one fitness class apart, tight beside loose."""
    unevenness: float = 0.0
    """Neighbouring lines of different spacing, for a difference of one in their ratios; it grows with its square. Ours."""
    echo: float = 0.0
    """The same word under itself at the ends of two lines. Ours."""
    runt: float = 40_000.0
    """A last line with nothing on it but the tail of a divided word; or shorter than half of `runt_width`; in proportion up to that width. Above
    two divisions, below a line out of tolerance. Ours."""
    runt_width: float = 0.0
    """The least width in points of a paragraph's last line (Bringhurst 2.4.2: longer than the indent)."""
    ladder: int = 2
    """The most divided lines in a row (Bringhurst 2.4.3 allows three; we stop at two)."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """A paragraph's lines: the table's indices where they end, how far each line's glue gave, the whole cost.

    A ratio below -1 marks a line that could not be made to fit (only when `last_resort` was asked for).
    """

    ends: tuple[int, ...]
    ratios: tuple[float, ...]
    demerits: float


def largest_ratio(tolerance: float) -> float:
    """The ratio whose badness is the tolerance."""
    return float((tolerance / 100.0) ** (1.0 / 3.0))


_Node = tuple[float, float, float, int, int, int, float, int, bool, float, int]
"""An active break: start width, stretch and shrink; line number so far; fitness; divided lines in a row;
demerits so far; index into the trail; whether it divides a word; the ratio of the line it ends, and its last word."""


def break_lines(
    table: BreakTable,
    measure: Measure,
    costs: Costs,
    tolerance: float,
    emergency: float = 0.0,
    last_resort: bool = False,
    lines: int = 0,
) -> Breaks | None:
    """Choose the breaks whose whole cost is least.

    `tolerance` is the greatest badness of a line; `emergency` is stretch in points that every line gets on
    top of its own (TeX's \\emergencystretch). Returns None when no set of breaks stays within the tolerance,
    unless `last_resort` allows a line that is too full where nothing else is possible. `lines` asks for exactly so
    many; None then also when there is no such way.

    A break from which even the narrowest later line would be too wide is closed for good; what the line at
    hand needs (its own hyphen, say) does not count for that, since a later break may do without it.
    """
    count = len(table.end_width)
    settled = max(len(measure.first), lines)
    widths = [measure.at(line)[1] for line in range(settled + 1)]
    most = largest_ratio(tolerance)
    narrowest = _narrowest_from(table)
    end_width, end_stretch, end_shrink = table.end_width, table.end_stretch, table.end_shrink
    line_cost, contrast, ladder, unevenness = costs.line, costs.contrast, costs.ladder, costs.unevenness

    reach = _lines_within_reach(table, measure.width, lines, most, emergency) if lines else []

    in_order = _in_order(table, measure)
    last_space = max((at for at in range(count - 1) if not table.divides[at]), default=0)

    trail: list[tuple[int, int, float]] = [(0, -1, 0.0)]  # break, where it came from, ratio of the line ending here
    first: _Node = (table.start_width[0], table.start_stretch[0], table.start_shrink[0], 0, 1, 0, 0.0, 0, False, 0.0, 0)
    active: list[_Node] = [first]
    for at in range(1, count):
        width_here, stretch_here, shrink_here = end_width[at], end_stretch[at] + emergency, end_shrink[at]
        penalty, divides, word = table.penalty[at], table.divides[at], table.word[at]
        narrow_here = narrowest[at]
        is_end = at == count - 1
        forced = is_end or penalty <= -INFINITE
        if penalty >= INFINITE and not forced:
            continue
        best: dict[tuple[int, int, int], tuple[float, int, float]] = {}
        closed = False
        for node in active:
            width = widths[node[3]]
            room = width - width_here + node[0]
            if room >= -_SLACK:
                stretch = stretch_here - node[1]
                ratio = room / stretch if stretch > 0.0 else (0.0 if room < 1e-4 else INFINITE)
                if ratio > most:
                    if in_order:
                        break
                    continue
            else:
                shrink = shrink_here - node[2]
                if room + shrink < -_SLACK:
                    if narrow_here - node[0] + node[2] > width + _SLACK:
                        closed = True
                    continue
                ratio = max(room / shrink, -1.0)
                if ratio < -most:
                    continue
            size = -ratio if ratio < 0.0 else ratio
            bad = line_cost + 100.0 * size * size * size
            if penalty >= 0.0:
                demerits = bad + penalty
                demerits *= demerits
            else:
                demerits = bad * bad if forced else bad * bad - penalty * penalty
            fit = (
                0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1.0 else 3
            )  # p. 1155: tight, decent, loose, very loose
            if fit - node[4] > 1 or node[4] - fit > 1:
                demerits += contrast
            run = 0
            if divides:
                run = node[5] + 1
                if run > ladder:
                    continue
            if node[8]:
                if divides:
                    demerits += costs.double_hyphen
                elif is_end:
                    demerits += costs.final_hyphen
            if is_end and node[7]:
                if node[8] and trail[node[7]][0] > last_space:
                    demerits += costs.runt
                elif width_here - node[0] < costs.runt_width:
                    demerits += costs.runt * min(1.0, 2.0 - 2.0 * (width_here - node[0]) / costs.runt_width)
            uneven = 0.0 if is_end else ratio - node[9]
            if node[7]:
                demerits += unevenness * uneven * uneven
                if word and word == node[10]:
                    demerits += costs.echo
            demerits += node[6]
            line = node[3] + 1
            if lines and line > lines:
                continue
            key = (line if line < settled else settled, fit, run)
            known = best.get(key)
            if known is None or demerits < known[0]:
                best[key] = (demerits, node[7], ratio)
        if closed or forced:
            survivors = [] if forced else [n for n in active if narrow_here - n[0] + n[2] <= widths[n[3]] + _SLACK]
            if not survivors and not best:
                if not last_resort:
                    return None
                best = _last_resort(active, widths, settled, width_here, stretch_here)
            active = survivors
        for (line, fit, run), (demerits, origin, ratio) in best.items():
            if lines and not is_end and line >= len(measure.first) and not reach[at][0] <= line <= reach[at][1]:
                continue
            trail.append((at, origin, ratio))
            active.append(
                (
                    table.start_width[at],
                    table.start_stretch[at],
                    table.start_shrink[at],
                    line,
                    fit,
                    run,
                    demerits,
                    len(trail) - 1,
                    divides,
                    ratio,
                    word,
                )
            )
    if lines:
        active = [node for node in active if node[3] == lines]
        if not active:
            return None
    last = min(active, key=lambda node: node[6])
    return _followed(trail, last)


def _in_order(table: BreakTable, measure: Measure) -> bool:
    """Whether a later start always makes a looser line: when one start is too near to a break, all after it are."""
    starts, stretches = table.start_width, table.start_stretch
    narrower = len(measure.first) <= 1 and measure.at(0)[1] <= measure.width
    return narrower and starts == sorted(starts) and stretches == sorted(stretches)


def _narrowest_from(table: BreakTable) -> list[float]:
    """For each break the least that a line ending there or later can shrink to, measured from the beginning."""
    narrowest = [width - shrink for width, shrink in zip(table.end_width, table.end_shrink, strict=True)]
    for at in range(len(narrowest) - 2, -1, -1):
        if narrowest[at + 1] < narrowest[at]:
            narrowest[at] = narrowest[at + 1]
    return narrowest


def _lines_within_reach(
    table: BreakTable, width: float, lines: int, most: float, emergency: float
) -> list[tuple[int, int]]:
    """For each break the least and the greatest number of lines before it from which the rest can still be set so that
    there are `lines` in all, if every later line is so wide: bounds, not promises.

    What lines lose or win at their ends (a space, a hyphen) is reckoned at its largest.
    """
    dropped = max(start - end for start, end in zip(table.start_width, table.end_width, strict=True))
    added = max(end - start for start, end in zip(table.start_width, table.end_width, strict=True))
    gives = max(end - start for start, end in zip(table.start_shrink, table.end_shrink, strict=True))
    fills = max(end - start for start, end in zip(table.start_stretch[:-1], table.end_stretch[:-1], strict=True))
    end, shrink = table.end_width[-1], table.end_shrink[-1] + lines * gives
    stretch = table.start_stretch[-1] + lines * (fills + emergency)
    bounds: list[tuple[int, int]] = []
    for start, can_stretch, can_shrink in zip(table.start_width, table.start_stretch, table.start_shrink, strict=True):
        fewest = ceil((end - start - shrink + can_shrink + dropped) / (width + dropped) - _SLACK)
        others = floor((end - start + lines * added + most * (stretch - can_stretch)) / width + _SLACK)
        bounds.append((lines - 1 - others, lines - fewest))
    return bounds


def _last_resort(
    active: list[_Node], widths: list[float], settled: int, width: float, stretch: float
) -> dict[tuple[int, int, int], tuple[float, int, float]]:
    """The way on when nothing fits: the line that is least too full, of such lines the one from the cheapest start;
    or one looser than allowed."""
    node = min(active, key=lambda one: (max(0.0, width - one[0] - widths[one[3]]), one[6]))
    line = node[3] + 1
    room = widths[node[3]] - width + node[0]
    give = stretch - node[1]
    ratio = -2.0 if room < 0 else room / give if give > 0 else INFINITE
    return {(line if line < settled else settled, 0 if room < 0 else 3, 0): (node[6] + INFINITE, node[7], ratio)}


def _followed(trail: list[tuple[int, int, float]], last: _Node) -> Breaks:
    """Read the chosen breaks back from the last one."""
    ends: list[int] = []
    ratios: list[float] = []
    step = last[7]
    while step > 0:
        at, origin, ratio = trail[step]
        ends.append(at)
        ratios.append(ratio)
        step = origin
    return Breaks(tuple(reversed(ends)), tuple(reversed(ratios)), last[6])
