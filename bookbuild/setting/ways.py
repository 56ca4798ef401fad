"""A paragraph in fewer and in more lines than it would be set in by itself, so that pages come out full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from bookbuild.manuscript.blocks import Runs
from bookbuild.setting.breakpoints import Divide
from bookbuild.setting.linebreak import Measure, break_lines
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Compositor, Manner, SetParagraph
from bookbuild.setting.table import Stop, Table
from bookbuild.setting.texture import smoothed

DECENT_RATIO: Final = 1.6
"""How far the spaces of a paragraph set in a line more or fewer may give: .33 em where the natural space is .2."""
DECENT: Final = 100.0 * DECENT_RATIO**3
"""The badness of that ratio."""
MOST_MORE: Final = 2
"""Lines that a stretch may have more or fewer than it would have by itself."""
LONGEST_STRETCH: Final = 40
"""A longer paragraph is parted into stretches, each set in its own ways: the cost stays in proportion to the lines."""
SHORTEST_STRETCH: Final = 4
"""Lines at a paragraph's end that are no stretch of their own: a widow must be kept together with the line before it."""


class Way(NamedTuple):
    """A way to set a stretch: its lines, and what it costs more than the best one, in demerits."""

    lines: tuple[Line, ...]
    cost: float


Stretch = tuple[Way, ...]
"""Lines of a paragraph that begin and end in the same place in whatever way they are set, the best way first."""


def set_ways(
    compositor: Compositor, runs: Runs, measure: Measure, manner: Manner, fixed: int = 0
) -> tuple[Stretch, ...]:
    """A paragraph in one stretch, or in several: a long one, one whose first lines are `fixed`. None without words."""
    done = smoothed(compositor, compositor.set_paragraph(runs, measure, manner))
    if len(done.lines) < 2 or done.broken is None:
        return ((Way(done.lines, 0.0),),) if done.lines else ()
    offer = _Offer(compositor, done)
    borders = [0, *_borders(done, fixed), len(done.lines)]
    return tuple(
        (Way(done.lines[begin:end], 0.0), *(offer.others(begin, end) if end > fixed else ()))
        for begin, end in pairwise(borders)
    )


def whole(stretches: Sequence[Stretch]) -> Stretch:
    """A paragraph's stretches as one that is only set in the best way."""
    return (Way(tuple(line for stretch in stretches for line in stretch[0].lines), 0.0),)


def _borders(done: SetParagraph, fixed: int) -> Iterator[int]:
    """The numbers of the lines that begin a stretch; no word is divided before them."""
    count = len(done.lines)
    if not fixed and count <= LONGEST_STRETCH:
        return
    whole = [at for at in range(1, count - SHORTEST_STRETCH + 1) if done.ends_with_word(at - 1)]
    begin = 0
    if fixed and fixed in whole:
        yield fixed
        begin = fixed
    elif fixed:
        return
    while count - begin > LONGEST_STRETCH:
        parts = -(-(count - begin) // LONGEST_STRETCH)
        wanted = begin + (count - begin) // parts
        near = [at for at in whole if begin + SHORTEST_STRETCH <= at <= begin + LONGEST_STRETCH]
        if not near:
            return
        begin = min(near, key=lambda at: abs(at - wanted))
        yield begin


@dataclass
class _Offer:
    """The other ways in which stretches of a paragraph can be had."""

    compositor: Compositor
    done: SetParagraph

    @cached_property
    def table(self) -> Table:
        """The paragraph's numbers, words divided."""
        divide = Divide.WORDS if self.compositor.divides(self.done.manner) else Divide.NOTHING
        return self.compositor.table(self.done.atoms, self.done.measure, self.done.manner, divide)

    @cached_property
    def numbers(self) -> dict[Stop, int]:
        """The number of each of the table's breaks."""
        return {place: at for at, place in enumerate(self.table.places)}

    def others(self, begin: int, end: int) -> Iterator[Way]:
        """The lines from `begin` to before `end` in fewer and in more lines, no line of them worse than DECENT."""
        count, whole = end - begin, begin == 0 and end == len(self.done.lines)
        least, most = self._thinkable(begin, end)
        if count > LONGEST_STRETCH or not (least < count or most > count):
            return
        part = self.table if whole else self._part(begin, end)
        if part is None:
            return
        price = self.done.demerits if whole else self._price(part, begin, count)
        for numbers in (range(count - 1, least - 1, -1), range(count + 1, most + 1)):
            for lines in numbers:
                way = self._way(part, begin, lines)
                if way is None:
                    break
                yield Way(way.lines, max(0.0, way.cost - price))

    def _way(self, part: Table, begin: int, lines: int) -> Way | None:
        """A stretch in exactly so many lines, with all that it costs."""
        manner, measure = self.done.manner, self.done.measure.after(begin)
        costs, ragged = self.compositor.costs(manner), self.compositor.rag(manner)
        breaks = break_lines(part.numbers, measure, costs, DECENT, ragged, lines=lines)
        if breaks is None:
            return None
        return Way(self.compositor.lines(self.done.atoms, part, breaks, measure, manner), breaks.demerits)

    def _price(self, part: Table, begin: int, lines: int) -> float:
        """What the stretch costs in as many lines as it has."""
        manner, measure = self.done.manner, self.done.measure.after(begin)
        costs, ragged = self.compositor.costs(manner), self.compositor.rag(manner)
        breaks = break_lines(part.numbers, measure, costs, DECENT, ragged, lines=lines)
        return breaks.demerits if breaks else 0.0

    def _part(self, begin: int, end: int) -> Table | None:
        """The numbers of a stretch; None where its border is no break of the table."""
        first, last = (self.numbers.get(self.done.place_before(line)) for line in (begin, end))
        return None if first is None or last is None else self.table.part(first, last)

    def _thinkable(self, begin: int, end: int) -> tuple[int, int]:
        """The least and the most lines that the stretch's whole width could fill at all, MOST_MORE more or fewer at most."""
        numbers, manner = self.done.numbers, self.done.manner
        first, last = self.done.break_before(begin), self.done.break_before(end)
        begins_at = numbers.start_width[first]
        narrowest = numbers.end_width[last] - numbers.end_shrink[last] - begins_at + numbers.start_shrink[first]
        stretch = numbers.start_stretch[last] - numbers.start_stretch[first]
        widest = numbers.end_width[last] - begins_at + DECENT_RATIO * stretch
        rag, closes = DECENT_RATIO * self.compositor.rag(manner), end == len(self.done.lines)
        measure = self.done.measure.after(begin)
        rooms = list(accumulate(measure.at(line)[1] for line in range(end - begin + MOST_MORE)))

        def fits(lines: int) -> bool:
            spare = measure.at(lines - 1)[1] - manner.runt_width if closes else 0.0
            return narrowest <= rooms[lines - 1] and widest + rag * (lines - 1) >= rooms[lines - 1] - spare

        least = most = count = end - begin
        while least > max(1 + (begin > 0 or not closes), count - MOST_MORE) and fits(least - 1):
            least -= 1
        while most < count + MOST_MORE and fits(most + 1):
            most += 1
        return least, most
