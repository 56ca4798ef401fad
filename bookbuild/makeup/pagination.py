"""A chapter is cut into pages, all of them at once: every page full, facing pages level, no widow, no orphan.

Dynamic programming over page breaks (M. F. Plass, "Optimal pagination techniques", 1981; F. Mittelbach, DocEng 2016),
over paragraphs set in a line more or fewer, and over spreads a line longer or shorter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from math import inf
from typing import Final, NamedTuple

from bookbuild.makeup.firstfit import edge, first_fit, first_visible, placed
from bookbuild.makeup.galley import (
    LINE,
    NOTHING,
    Galley,
    Page,
    PageRule,
    PageShape,
    Pagination,
    Piece,
    Plate,
    Tie,
    Yielding,
)
from bookbuild.makeup.stability import Places

LONG_SPREAD: Final = 70_000.0
"""A spread a line longer than the others: about the price of four bad lines (facts.md, section 4, has 30,000 for both)."""
SHORT_SPREAD: Final = 300_000.0
"""A spread a line shorter: white at the foot shows more than a line below it."""
OPENING_DEPTH: Final = 5_000.0
"""The same for an opening page that faces no text of its chapter."""
VERSO_HYPHEN: Final = 2_000.0
"""A word divided at a left page's foot."""
LEAST_ENDING: Final = 5
"""Lines on a chapter's last page (W3C latinreq, section 23.2); on a very short page a fifth of it."""
YIELDING: Final = {
    PageRule.RECTO_HYPHEN: 1e6,
    PageRule.ENDING: 3e6,
    PageRule.LEVEL: 1e7,
    PageRule.DEPTH: 1e8,
    Tie.LEAD: 1e9,
    Tie.SCENE_BREAK: 1e9,
    Tie.ORPHAN: 2e9,
    Tie.WIDOW: 3e9,
    Tie.HEAD: 1e10,
    Tie.OPENING: 1e11,
    Tie.WHOLE: 1e11,
}
"""What it costs to let a rule give way, so that cheaper ones always go first: only asked for where there is no other way."""
MOVED: Final = 150_000.0
"""A page that begins elsewhere than before an edit: more than a spread of another depth."""
STABLE_BEAM: Final = 10 * MOVED
"""How much further ways are followed when pages should begin where they did: the way back may be long."""


class Reach(NamedTuple):
    """How many ways are followed beside the cheapest."""

    beam: float = 1_200_000.0
    """Ways that cost so much more than the cheapest to the same page are not followed; with rules that give way, all are."""
    widest: int = 60
    """Ways that are followed from one page to the next, the cheapest."""


NEAR: Final = Reach()
FAR: Final = Reach(3_000_000.0, 200)
"""For chapters that are to be shorter or longer than they would be, or that no near way keeps every rule in."""


class Start(NamedTuple):
    """Where a page begins: a passage, and (inside one) the variant it is set in and the piece."""

    passage: int
    variant: int = 0
    piece: int = 0


@dataclass(frozen=True, slots=True)
class _Choice:
    """The variants chosen on a page, the last one first."""

    passage: int
    variant: int
    before: _Choice | None


class _End(NamedTuple):
    """A way to end a page: its depth in galley units, where the next one begins, what it costs, what was chosen on it,
    and the rules that gave way."""

    depth: int
    next: Start
    cost: float
    choice: _Choice | None
    divided: bool
    yielded: Tie | None


class _Way(NamedTuple):
    """A way to a page's beginning: cost, the way to the page before, and how that one ended (None for one without text);
    `rules` gave way on it."""

    cost: float
    before: _Way | None
    end: _End | None
    rules: tuple[PageRule, ...] = ()
    plate: Plate | None = None
    """What fills that page instead of text."""


class Solution(NamedTuple):
    """A way to cut a galley into pages: how many, what it costs in demerits, and what makes them, given the number of the
    first."""

    pages: int
    cost: float
    make: Callable[[int], Pagination]


_Spread = tuple[Start, int, int, int]
"""Where a page begins, how deep the verso before it is (0 for none), how the last spread differed (-1, 0, 1), how many
plates have come."""


def paginate(galley: Galley, shape: PageShape, first_page: int) -> Pagination:
    """Cut a chapter into pages, the first of them numbered `first_page` (odd numbers are rectos).

    The cheapest way that keeps every rule; where there is none, rules give way in the order of YIELDING, as few and as
    cheap as can be, and are reported with their pages. No page is deeper than the shape's lines, or one more where it gives.
    """
    return cheapest(solutions(galley, shape, first_page)).make(first_page)


def cheapest(found: dict[int, Solution]) -> Solution:
    """The solution that costs least."""
    return min(found.values(), key=lambda one: one.cost)


def solutions(
    galley: Galley,
    shape: PageShape,
    first_page: int,
    earlier: frozenset[str] = frozenset(),
    reach: Reach = NEAR,
) -> dict[int, Solution]:
    """The cheapest way to cut a chapter into pages for every number of pages that is within reach.

    Only whether `first_page` is odd matters. `earlier` names the places where pages began before an edit: they begin there
    again unless that costs more than MOVED. Never empty; rules give way (see `paginate`) only where every number needs it.
    """
    if len(shape.columns) == 1 and shape.lines >= LEAST_ENDING:
        for yields, far in ((False, reach), (False, FAR), (True, reach)):
            ways = _Paginator(galley, shape, yields, earlier, far).ways(first_page)
            if ways:
                return {
                    pages: Solution(pages, way.cost, partial(_made, galley, shape, way)) for pages, way in ways.items()
                }
    pages = len(first_fit(galley, shape, first_page).pages)
    return {pages: Solution(pages, 0.0, partial(first_fit, galley, shape))}


@dataclass(slots=True)
class _Paginator:
    """Finds the cheapest way through one chapter. Depths in galley units."""

    galley: Galley
    shape: PageShape
    yields: bool
    earlier: frozenset[str] = frozenset()
    reach: Reach = NEAR
    full: int = 0
    deepest: int = 0
    shallowest: int = 0
    before: list[list[list[int]]] = field(default_factory=list)
    """For each variant of each passage, how much of its height is before each piece; at last the whole."""
    places: Places = field(init=False)
    _known: dict[Start, list[_End]] = field(default_factory=dict)
    _stood: dict[Start, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.full = self.shape.lines * LINE
        self.deepest = self.full + (LINE if self.shape.gives else 0)
        self.shallowest = 0 if self.yields else self.full - LINE
        self.before = [
            [list(accumulate(map(_height, variant), initial=0)) for variant in one.variants]
            for one in self.galley.passages
        ]
        self.places = Places(self.galley)

    def ways(self, first_page: int) -> dict[int, _Way]:
        """The cheapest way to the chapter's end for every number of pages."""
        first = self._visible(Start(0))
        ways: dict[_Spread, _Way] = {(first, 0, 0, 0): _Way(0.0, None, None)}
        done: dict[int, _Way] = {}
        most = inf
        number = first_page
        while ways:
            pages = number - first_page + 1
            following: dict[_Spread, _Way] = {}
            for spread, way in self._followed(ways):
                plate = self._plate_page(spread, way, number)
                for key, found in plate or self._page(spread, way, number % 2 == 1, spread[0] == first):
                    if self._is_over(key[0]) and key[3] == len(self.galley.plates):
                        if pages not in done or found.cost < done[pages].cost:
                            done[pages] = found
                            most = min(most, found.cost + self.reach.beam)
                    elif key not in following or found.cost < following[key].cost:
                        following[key] = found
            ways = {key: way for key, way in following.items() if way.cost < most}
            number += 1
        return {pages: way for pages, way in done.items() if way.cost < most}

    def _followed(self, ways: dict[_Spread, _Way]) -> list[tuple[_Spread, _Way]]:
        """The cheapest ways to a page, those worth following."""
        cheapest = min(way.cost for way in ways.values())
        beam = self.reach.beam + (STABLE_BEAM if self.earlier else 0.0)
        near = [item for item in ways.items() if self.yields or item[1].cost <= cheapest + beam]
        return sorted(near, key=lambda item: item[1].cost)[: self.reach.widest]

    def _page(self, spread: _Spread, way: _Way, recto: bool, opens: bool) -> Iterator[tuple[_Spread, _Way]]:
        """Every way to go on from a page's beginning to the next one's."""
        start, verso, last, plates = spread
        for end in self._ends(start):
            is_last = end.next.passage == len(self.galley.passages)
            rules: list[PageRule] = []
            cost = way.cost + end.cost
            kind = 0 if is_last else (end.depth - self.full) // LINE
            if is_last:
                if (verso and end.depth > verso) or (not verso and end.depth > self.full):
                    continue
                if end.depth < min(LEAST_ENDING, self.shape.lines // 5) * LINE and not opens:
                    rules.append(PageRule.ENDING)
            elif recto and verso:
                if end.depth != verso:
                    rules.append(PageRule.LEVEL)
            elif kind:
                if last * kind < 0 and not opens:
                    continue
                cost += OPENING_DEPTH if opens and recto else LONG_SPREAD if kind > 0 else SHORT_SPREAD
            if not is_last and abs(end.depth - self.full) > LINE:
                rules.append(PageRule.DEPTH)
                cost += YIELDING[PageRule.DEPTH] * (self.full - end.depth) / LINE
            if end.divided:
                if recto:
                    rules.append(PageRule.RECTO_HYPHEN)
                cost += VERSO_HYPHEN
            if rules and not self.yields:
                continue
            cost += sum(YIELDING[rule] for rule in rules)
            if self.earlier and not is_last and not self._began_there(end.next):
                cost += MOVED
            facing = 0 if recto or is_last else end.depth
            shown = max(-1, min(1, kind)) if not (recto and verso) else last
            yield (end.next, facing, shown, plates), _Way(cost, way, end, tuple(rules))

    def _plate_page(self, spread: _Spread, way: _Way, number: int) -> tuple[tuple[_Spread, _Way], ...]:
        """The one way to go on where a plate waits for this page, or (a blank page) the text is over and it suits another;
        none where the page is the text's."""
        start, _, last, plates = spread
        if plates == len(self.galley.plates) or self.galley.plates[plates].after > start.passage:
            return ()
        plate = self.galley.plates[plates]
        if plate.suits(number):
            parts = way.end is not None and way.end.divided and number % 2 == 1
            cost = way.cost + (YIELDING[PageRule.RECTO_HYPHEN] if parts else 0.0)
            return (((start, 0, last, plates + 1), _Way(cost, way, None, plate=plate)),)
        if self._is_over(start):
            return (((start, 0, last, plates), _Way(way.cost + SHORT_SPREAD, way, None)),)
        return ()

    def _is_over(self, start: Start) -> bool:
        """Whether all text is on pages."""
        return start.passage == len(self.galley.passages)

    def _began_there(self, start: Start) -> bool:
        """Whether a page began here before the edit."""
        known = self._stood.get(start)
        if known is None:
            known = self._stood[start] = not self.earlier.isdisjoint(self.places.names(*start))
        return known

    # One page

    def _ends(self, start: Start) -> list[_End]:
        """Every way to end a page that begins here, the cheapest for each depth and next beginning."""
        known = self._known.get(start)
        if known is None:
            best: dict[tuple[int, Start], _End] = {}
            for end in self._search(start):
                key = (end.depth, end.next)
                if key not in best or end.cost < best[key].cost:
                    best[key] = end
            known = self._known[start] = list(best.values())
        return known

    def _search(self, start: Start) -> Iterator[_End]:
        """Passage by passage, over every depth that the ones before can have."""
        passages = self.galley.passages
        reached: dict[int, tuple[float, _Choice | None]] = {0: (0.0, None)}
        at = start.passage
        while at < len(passages) and reached:
            beyond: dict[int, tuple[float, _Choice | None]] = {}
            inside = at == start.passage and start.piece > 0
            variants = (start.variant,) if inside else range(len(passages[at].variants))
            for variant in variants:
                pieces = passages[at].variants[variant]
                begin = start.piece if inside else 0
                more = 0.0 if inside else passages[at].costs[variant]
                before = self.before[at][variant]
                whole = before[-1] - before[begin]
                for depth, (cost, choice) in reached.items():
                    chosen = choice if inside else _Choice(at, variant, choice)
                    top = edge(pieces[begin]).height - pieces[begin].height if depth == 0 else 0
                    if depth + whole + top >= self.shallowest or at + 1 == len(passages):
                        yield from self._inside(at, variant, begin, depth, cost + more, chosen)
                    after = depth + whole + top
                    if after <= self.deepest and (after not in beyond or cost + more < beyond[after][0]):
                        beyond[after] = cost + more, chosen
            reached = beyond
            at += 1

    def _inside(
        self, at: int, variant: int, begin: int, depth: int, cost: float, choice: _Choice | None
    ) -> Iterator[_End]:
        """The page ends inside or after this passage, which begins so deep on it."""
        pieces = self.galley.passages[at].variants[variant]
        last = len(pieces) - 1
        at_top = depth == 0
        for index in range(begin, last + 1):
            piece = pieces[index]
            shown = edge(piece) if at_top else piece
            if shown is not NOTHING:
                at_top = False
            ending = depth + (edge(piece).height if index > begin or depth else shown.height) + _notes(piece)
            depth += shown.height + _notes(piece)
            following = Start(at, variant, index + 1) if index < last else Start(at + 1)
            if ending > self.deepest:
                if depth > self.deepest:
                    return
                continue
            if edge(piece) is NOTHING and following.passage < len(self.galley.passages):
                continue
            following = self._visible(following)
            is_last = following.passage == len(self.galley.passages)
            if not is_last and ending < self.shallowest:
                continue
            tie = piece.tie if not is_last else None
            if tie is None:
                yield _End(ending, following, cost, choice, piece.divided and not is_last, None)
            elif self.yields:
                yield _End(ending, following, cost + YIELDING[tie], choice, piece.divided, tie)

    def _visible(self, start: Start) -> Start:
        """Where the first thing stands that is seen at a page's head: white before it is gone."""
        passages = self.galley.passages
        while start.passage < len(passages):
            variants = passages[start.passage].variants
            pieces = variants[start.variant]
            if start.piece < len(pieces) and pieces[start.piece].at_edge is not NOTHING:
                return start
            if start.piece + 1 < len(pieces):
                start = Start(start.passage, start.variant, start.piece + 1)
            else:
                start = Start(start.passage + 1)
        return Start(len(passages))


def _height(piece: Piece) -> int:
    """What a piece takes in the middle of a page, its notes included."""
    return piece.height + _notes(piece)


def _notes(piece: Piece) -> int:
    return sum(attachment.height for attachment in piece.attachments)


def _made(galley: Galley, shape: PageShape, way: _Way, first_page: int) -> Pagination:
    """The pages of the way that was chosen, and the rules that gave way on it."""
    steps: list[_Way] = []
    step: _Way | None = way
    while step is not None and step.before is not None:
        steps.append(step)
        step = step.before
    steps.reverse()
    chosen = _variants_of(steps)
    result = Pagination([])
    for passage, variant in chosen.items():
        difference = len(galley.passages[passage].variants[variant]) - len(galley.passages[passage].variants[0])
        result.loosened += difference > 0
        result.tightened += difference < 0
    start = Start(0)
    places = Places(galley)
    for number, taken in enumerate(steps, first_page):
        if taken.end is None:
            result.pages.append(Page(number, plate=taken.plate))
            result.starts.append(())
            continue
        pieces = list(_between(galley, chosen, start, taken.end.next))
        room = max(shape.lines * LINE, taken.end.depth)
        result.pages.append(
            Page(number, tuple(placed(pieces[first_visible(pieces, 0) :], 0.0, room)), opens=start == Start(0))
        )
        result.starts.append(places.names(*start))
        place = next((one.place for one in reversed(pieces) if one.place), None)
        result.yieldings += [Yielding(number, rule, place) for rule in taken.rules]
        if taken.end.yielded is not None:
            result.yieldings.append(Yielding(number, taken.end.yielded, place))
        start = taken.end.next
    return result


def _variants_of(steps: list[_Way]) -> dict[int, int]:
    """The variant chosen for every passage."""
    chosen: dict[int, int] = {}
    for step in steps:
        choice = step.end.choice if step.end else None
        while choice is not None:
            chosen[choice.passage] = choice.variant
            choice = choice.before
    for step in steps:  # a page's last passage is begun on it and goes on in the variant it was begun in
        if step.end and step.end.next.piece:
            chosen[step.end.next.passage] = step.end.next.variant
    return chosen


def _between(galley: Galley, chosen: dict[int, int], start: Start, end: Start) -> Iterator[Piece]:
    """The pieces from one page's beginning to the next one's."""
    for at in range(start.passage, min(end.passage + 1, len(galley.passages))):
        pieces = galley.passages[at].variants[chosen.get(at, 0)]
        begin = start.piece if at == start.passage else 0
        stop = end.piece if at == end.passage else len(pieces)
        yield from pieces[begin:stop]
