"""Two rows of letters laid side by side: where they part, and where they come together again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Final, NamedTuple

_WINDOWS: Final = ((64, 6), (512, 10), (8_192, 16), (262_144, 24))
"""How far ahead the two are searched for what they share, and how many letters must be alike there."""
_FARTHEST: Final = 32
"""How many letters must be alike where all that is left is searched."""


class Difference(NamedTuple):
    """Letters of one row, and the other row's letters in their place; either may be none."""

    begin: int
    end: int
    other_begin: int
    other_end: int


def differences(one: str, other: str) -> Iterator[Difference]:
    """Where two rows differ, in order. Where one has what the other lacks, its place in the other is given."""
    at = seen = 0
    while True:
        alike = _alike(one, at, other, seen)
        at, seen = at + alike, seen + alike
        if at == len(one) and seen == len(other):
            return
        end, other_end = _together_again(one, at, other, seen)
        while end > at and other_end > seen and one[end - 1] == other[other_end - 1]:
            end, other_end = end - 1, other_end - 1
        yield Difference(at, end, seen, other_end)
        at, seen = end, other_end


def _alike(one: str, at: int, other: str, seen: int) -> int:
    """How many letters from here on are the same in both."""
    most = min(len(one) - at, len(other) - seen)
    if one[at : at + most] == other[seen : seen + most]:
        return most
    least, step = 0, 64
    while one[at + least : at + least + step] == other[seen + least : seen + least + step]:
        least += step
        step *= 2
    most = min(least + step, most)
    while most - least > 1:  # alike up to `least`, not up to `most`
        middle = (least + most) // 2
        if one[at + least : at + middle] == other[seen + least : seen + middle]:
            least = middle
        else:
            most = middle
    return least


def _together_again(one: str, at: int, other: str, seen: int) -> tuple[int, int]:
    """The nearest places behind `at` and `seen` from which both go on alike; their ends where there are none."""
    for reach, alike in (*_WINDOWS, (max(len(one) - at, len(other) - seen), _FARTHEST)):
        found = _nearest(one, at, other, seen, reach, alike)
        if found:
            return found
        if len(one) - at <= reach and len(other) - seen <= reach and alike >= _FARTHEST:
            break
    return len(one), len(other)


def _nearest(one: str, at: int, other: str, seen: int, reach: int, alike: int) -> tuple[int, int] | None:
    """The pair of places within reach, fewest letters away in both together, where so many letters are the same: the
    farther away, the more, since short runs are alike by chance."""
    first: dict[str, int] = {}
    for begin in range(seen, min(seen + reach, len(other) - alike + 1)):
        first.setdefault(other[begin : begin + alike], begin)
    best: tuple[int, int] | None = None
    least = 2 * reach
    for far in count():
        begin = at + far
        if far > min(reach, least) or begin + alike > len(one):
            break
        found = first.get(one[begin : begin + alike])
        away = far + found - seen if found is not None else least
        if found is not None and away < least:
            enough = min(max(alike, away), _FARTHEST)
            if one[begin : begin + enough] == other[found : found + enough]:
                least, best = away, (begin, found)
    return best
