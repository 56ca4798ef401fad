"""Castoff: in how many pages each chapter can be had, at what price, and which chapters of a book take how many.

Chapters follow one another: where one ends decides on which side the next one opens. The book's choice is the cheapest
succession (A. J. Viterbi, "Error bounds for convolutional codes", 1967); what no later chapter can change is settled at
once, and no more than a few chapters wait.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final, Generic, NamedTuple, TypeVar

from bookbuild.makeup.corrections import needs_blank, sections_of
from bookbuild.makeup.galley import Galley
from bookbuild.makeup.pagination import Solution
from bookbuild.manuscript.fit import Fit

UNSETTLED: Final = 200
"""Pages of chapters that may wait for the next ones, some ten megabytes; then the cheapest succession so far decides."""

T = TypeVar("T")
Lengths = Callable[[int], Mapping[int, float]]
"""Gives, for the number of a thing's first page, what each number of pages costs. Only the side matters."""
Solve = Callable[[Galley, int], Mapping[int, Solution]]
"""Gives the ways to cut a galley whose first page has this number."""


class Layout(NamedTuple):
    """A way to cut a chapter: its pages (blank ones before rectos included), its price, and the way for each section."""

    pages: int
    cost: float
    sections: tuple[Solution, ...]


@dataclass(slots=True)
class Castoff:
    """A chapter in every number of pages it can be had in."""

    galley: Galley
    solve: Solve
    _sides: dict[int, dict[int, Layout]] = field(default_factory=dict)

    def layouts(self, first_page: int) -> dict[int, Layout]:
        """For each number of pages the cheapest layout that begins on this page's side."""
        side = first_page % 2
        if side not in self._sides:
            self._sides[side] = self._found(first_page)
        return self._sides[side]

    def lengths(self, first_page: int) -> dict[int, float]:
        """What each number of pages costs."""
        return {pages: layout.cost for pages, layout in self.layouts(first_page).items()}

    def _found(self, first_page: int) -> dict[int, Layout]:
        """Section after section, each on pages of its own."""
        galley = self.galley
        reached = {0: Layout(0, 0.0, ())}
        for at, (begin, end) in enumerate(sections_of(galley)):
            section = galley.section(begin, end)
            beyond: dict[int, Layout] = {}
            for before in reached.values():
                number = first_page + before.pages
                blank = needs_blank(galley, at, begin, number)
                for solution in self.solve(section, number + blank).values():
                    pages, cost = before.pages + blank + solution.pages, before.cost + solution.cost
                    if pages not in beyond or cost < beyond[pages].cost:
                        beyond[pages] = Layout(pages, cost, (*before.sections, solution))
            reached = beyond
        return reached


# The book's choice, chapter by chapter


class Settled(NamedTuple, Generic[T]):
    """A thing whose place in the book is settled: its first page, and how many pages it takes."""

    thing: T
    first: int
    pages: int


class _Path(NamedTuple, Generic[T]):
    """A succession so far: its price, the pages it takes, and its members that are not settled yet."""

    cost: float
    pages: int
    waiting: tuple[Settled[T], ...]


@dataclass(slots=True)
class Succession(Generic[T]):
    """Chapters one after the other, each on the side and in the length that cost the book least."""

    _paths: list[_Path[T]] = field(default_factory=lambda: [_Path(0.0, 0, ())])
    """The cheapest path to a recto, the cheapest to a verso."""

    def follow(self, thing: T, recto: bool, lengths: Lengths) -> Iterator[Settled[T]]:
        """Let a thing follow; `recto` says that it opens on a right page, after a blank one if need be. Yields what is
        settled now."""
        found: dict[int, _Path[T]] = {}
        for path in self._paths:
            first = opening_page(path.pages, recto)
            for pages, price in lengths(first).items():
                after, cost = first - 1 + pages, path.cost + price
                if after % 2 not in found or cost < found[after % 2].cost:
                    found[after % 2] = _Path(cost, after, (*path.waiting, Settled(thing, first, pages)))
        self._paths = list(found.values())
        yield from self._settled(UNSETTLED)

    def rest(self) -> Iterator[Settled[T]]:
        """What is still waiting, as the cheapest succession has it."""
        yield from self._settled(0)

    def _settled(self, most: int) -> Iterator[Settled[T]]:
        """What all paths begin with; when things of more than `most` pages wait then, what the cheapest path begins with."""
        cheapest = min(self._paths, key=lambda path: path.cost).waiting
        pages = list(accumulate((one.pages for one in reversed(cheapest)), initial=0))
        least = len(cheapest) + 1 - bisect_right(pages, most)
        shared = 0
        while shared < len(cheapest) and all(path.waiting[shared] == cheapest[shared] for path in self._paths):
            shared += 1
        shared = max(shared, least)
        self._paths = [
            path._replace(waiting=path.waiting[shared:])
            for path in self._paths
            if path.waiting[:shared] == cheapest[:shared]
        ]
        yield from cheapest[:shared]


def opening_page(before: int, recto: bool) -> int:
    """The number of the page on which a thing opens after so many pages."""
    return before + 1 + (recto and before % 2 == 1)


# The book's length


def by_side(lengths: Lengths) -> Lengths:
    """The same lengths, found now for both sides; what they came from is not held."""
    sides = {first % 2: dict(lengths(first)) for first in (1, 2)}
    return lambda first: sides[first % 2]


def as_wished(lengths: Mapping[int, float], fit: Fit) -> dict[int, float]:
    """The lengths that are as wished, or the nearest that there are, with their prices."""
    nearest = min(map(fit.misses_by, lengths))
    return {pages: cost for pages, cost in lengths.items() if fit.misses_by(pages) == nearest}


def totals(members: Sequence[tuple[bool, Lengths]]) -> dict[int, tuple[float, tuple[int, ...]]]:
    """For every number of pages that a book can have the least price, and how many pages each member takes then.

    A member is whether it opens on a right page, and what its lengths cost.
    """
    stages: list[dict[int, tuple[float, int, int]]] = [{0: (0.0, 0, 0)}]
    for recto, lengths in members:
        reached: dict[int, tuple[float, int, int]] = {}
        for before, (cost, _, _) in stages[-1].items():
            first = opening_page(before, recto)
            for pages, price in lengths(first).items():
                after = first - 1 + pages
                if after not in reached or cost + price < reached[after][0]:
                    reached[after] = cost + price, before, pages
        stages.append(reached)
    return {total: (stage[0], _taken(stages, total)) for total, stage in stages[-1].items()}


def _taken(stages: list[dict[int, tuple[float, int, int]]], total: int) -> tuple[int, ...]:
    """How many pages each member takes on the way to a total."""
    taken: list[int] = []
    for stage in reversed(stages[1:]):
        _, total, pages = stage[total]
        taken.append(pages)
    return tuple(reversed(taken))
