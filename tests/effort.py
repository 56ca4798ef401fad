"""Effort in processor time, judged so that neither a slow machine nor a busy one decides."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Final, TypeVar

T = TypeVar("T")

_YARD: Final = 0.03
"""Seconds that `_yard` takes on the machine for which limits in seconds were chosen."""

_ROUNDS: Final = 6


def _yard() -> None:
    """A fixed piece of work of the kind that bookbuild does: words found, counted and kept."""
    text = "It was a bright cold day in April, and the clocks were striking thirteen. " * 60
    for _ in range(120):
        counts: dict[str, int] = {}
        for word in re.findall(r"\w+", text):
            counts[word] = counts.get(word, 0) + len(word)


def seconds(work: Callable[[], object]) -> float:
    """Processor time that some work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def within(most: float, work: Callable[[], T]) -> T:
    """What `work` returns, if it took no longer than so many seconds of a usual machine's processor."""
    begin = time.process_time()
    result = work()
    spent = time.process_time() - begin
    if spent > most:
        slowness = max(seconds(_yard) for _ in range(3)) / _YARD
        assert spent <= most * slowness, f"{spent:.1f} s on a machine {slowness:.1f} times as slow as usual"
    return result


def grows(work: Callable[[int], object], small: int, large: int, most: float) -> None:
    """`work` of the large size takes less than `most` times as long as of the small one.

    The shortest of some rounds is taken of each, by turns, until that is so: chance only makes work longer.
    """
    little = much = float("inf")
    for _ in range(_ROUNDS):
        little = min(little, seconds(lambda: work(small)))
        much = min(much, seconds(lambda: work(large)))
        if much < most * little:
            return
    raise AssertionError(f"{much:.2f} s, {much / little:.1f} times the {little:.2f} s of the small size")
