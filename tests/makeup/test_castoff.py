"""Chapters in every number of pages they can be had in, and the choice among them for the whole book."""

from __future__ import annotations

import re
from itertools import product

import pytest
from conftest import examples
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.makeup.castoff import UNSETTLED, Castoff, Succession, as_wished, opening_page, totals
from bookbuild.makeup.galley import LINE, Galley, PageShape, Passage, Piece
from bookbuild.makeup.pagination import FAR, Solution, solutions
from bookbuild.manuscript.fit import Fit, read_fit

Sides = dict[int, dict[int, float]]
"""For rectos (1) and versos (0), what each number of pages costs."""


def members(most: int, times: int = 1) -> st.SearchStrategy[list[tuple[bool, Sides]]]:
    """Some chapters: whether they open on a recto, and prices by side."""
    prices = st.dictionaries(
        st.integers(1, 4).map(lambda pages: pages * times), st.integers(0, 50).map(float), min_size=1, max_size=3
    )
    sides = st.fixed_dictionaries({0: prices, 1: prices})
    return st.lists(st.tuples(st.booleans(), sides), min_size=1, max_size=most)


def every_way(chapters: list[tuple[bool, Sides]]) -> list[tuple[float, int]]:
    """The price and the pages of every succession, found by trying all."""
    found = []
    for choice in product(range(1, 5), repeat=len(chapters)):
        price, before = 0.0, 0
        for (recto, sides), pages in zip(chapters, choice, strict=True):
            first = opening_page(before, recto)
            if pages not in sides[first % 2]:
                break
            price += sides[first % 2][pages]
            before = first - 1 + pages
        else:
            found.append((price, before))
    return found


def followed(chapters: list[tuple[bool, Sides]]) -> tuple[float, list[int]]:
    """What the succession costs that is settled chapter by chapter, and how many pages at least wait each time."""
    succession: Succession[int] = Succession()
    settled, waiting = [], []
    for at, (recto, sides) in enumerate(chapters):
        settled += list(succession.follow(at, recto, lambda first, sides=sides: sides[first % 2]))  # type: ignore[misc]
        waiting.append(sum(min(*one[0], *one[1]) for _, one in chapters[len(settled) : at + 1]))
    settled += list(succession.rest())
    assert [one.thing for one in settled] == list(range(len(chapters)))
    price, before = 0.0, 0
    for (recto, sides), one in zip(chapters, settled, strict=True):
        assert one.first == opening_page(before, recto)
        price += sides[one.first % 2][one.pages]
        before = one.first - 1 + one.pages
    return price, waiting


@examples(200)
@given(members(6))
def test_no_other_succession_of_chapters_costs_less(chapters: list[tuple[bool, Sides]]) -> None:
    assert followed(chapters)[0] == min(price for price, _ in every_way(chapters))


@examples(100)
@given(members(40, times=31))
def test_few_pages_wait(chapters: list[tuple[bool, Sides]]) -> None:
    assert max(followed(chapters)[1]) <= UNSETTLED


def test_a_chapter_is_had_longer_so_that_the_next_one_opens_well() -> None:
    # On a verso the second chapter costs 100; a page more in the first costs 10.
    first = (False, {1: {3: 0.0, 4: 10.0}, 0: {3: 0.0}})
    cheap_on_recto = (False, {1: {2: 0.0}, 0: {2: 100.0}})
    assert followed([first, cheap_on_recto])[0] == 10.0


@examples(150)
@given(members(5))
def test_every_total_of_pages_has_its_least_price(chapters: list[tuple[bool, Sides]]) -> None:
    found = totals([(recto, lambda first, sides=sides: sides[first % 2]) for recto, sides in chapters])  # type: ignore[misc]
    ways = every_way(chapters)
    assert set(found) == {pages for _, pages in ways}
    for pages, (price, taken) in found.items():
        assert price == min(cost for cost, total in ways if total == pages)
        before = 0
        for (recto, _), count in zip(chapters, taken, strict=True):
            before = opening_page(before, recto) - 1 + count
        assert before == pages


def lines(count: int, *other: int) -> Passage:
    """Lines that may be parted anywhere, to be had in other numbers, too, for 100 a line."""
    variants = tuple(tuple(Piece(LINE) for _ in range(number)) for number in (count, *other))
    return Passage(variants, costs=tuple(100.0 * abs(number - count) for number in (count, *other)))


def test_a_chapter_can_be_had_longer_and_shorter() -> None:
    galley = Galley((lines(22, 19), lines(10), lines(10, 14)))  # 42 lines on pages of ten: 39 to 46
    found = solutions(galley, PageShape(10), 1, reach=FAR)
    assert {pages: one.cost for pages, one in found.items() if one.cost < 1000} == {4: 300.0, 5: 0.0}
    assert [len(found[pages].make(1).pages) for pages in (4, 5)] == [4, 5]


def test_lengths_are_found_for_either_side() -> None:
    asked: list[int] = []

    def solve(_galley: Galley, first: int) -> dict[int, Solution]:
        asked.append(first % 2)
        return {3: Solution(3, 5.0, NotImplemented)}

    castoff = Castoff(Galley((lines(3),)), solve)
    assert castoff.lengths(1) == castoff.lengths(3) == castoff.lengths(2) == {3: 5.0}
    assert asked == [1, 0]


@pytest.mark.parametrize(
    ("text", "allowed", "missed"),
    [
        ("192", [192], {190: 2, 193: 1}),
        ("exactly 12 pages", [12], {13: 1}),
        ("at most  192", [1, 191, 192], {194: 2}),
        ("multiple of 16", [16, 192], {190: 2, 194: 2, 200: 8}),
    ],
)
def test_a_wish_is_read(text: str, allowed: list[int], missed: dict[int, int]) -> None:
    fit = read_fit(text)
    assert all(fit.allows(pages) and not fit.misses_by(pages) for pages in allowed)
    assert {pages: fit.misses_by(pages) for pages in missed} == missed
    assert not any(map(fit.allows, missed))


@pytest.mark.parametrize("text", ["no", "0", "-3", "99999", "about 12", "12.5", "multiple of", "at least 3"])
def test_what_is_no_wish_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        read_fit(text)


def test_what_comes_nearest_is_taken() -> None:
    prices = {10: 5.0, 12: 1.0, 15: 0.0}
    assert as_wished(prices, Fit("", 12, 12)) == {12: 1.0}
    assert as_wished(prices, Fit("", 11, 11)) == {10: 5.0, 12: 1.0}
    assert as_wished(prices, Fit("", 1, 13)) == {10: 5.0, 12: 1.0}
