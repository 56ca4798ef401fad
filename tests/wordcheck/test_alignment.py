"""Two rows laid side by side: what is left between the differences is the same, and they are short."""

from __future__ import annotations

from hashlib import blake2b

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookbuild.wordcheck.alignment import differences

LONG = "".join(blake2b(bytes([number % 256, number // 256]), digest_size=4).hexdigest() for number in range(600))


@given(st.text("abc", max_size=60), st.text("abc", max_size=60))
def test_between_differences_both_are_the_same(one: str, other: str) -> None:
    at = seen = 0
    for found in differences(one, other):
        assert one[at : found.begin] == other[seen : found.other_begin]
        assert found.end > found.begin or found.other_end > found.other_begin
        at, seen = found.end, found.other_end
    assert one[at:] == other[seen:]


@pytest.mark.parametrize(
    ("begin", "end", "instead"),
    [(500, 507, ""), (500, 500, "lost"), (10, 14, "WORD"), (0, 9, ""), (len(LONG) - 7, len(LONG), "")],
)
def test_one_change_is_one_difference(begin: int, end: int, instead: str) -> None:
    (found,) = differences(LONG, LONG[:begin] + instead + LONG[end:])
    assert found.end - found.begin <= end - begin
    assert found.other_end - found.other_begin <= len(instead)
    assert abs(found.begin - begin) < 20


def test_a_long_run_lost_in_the_middle_is_one_difference() -> None:
    (found,) = differences(LONG, LONG[:1000] + LONG[3000:])
    assert found.end - found.begin == 2000


def test_two_texts_that_share_nothing_are_one_difference() -> None:
    assert [one[:4] for one in differences("a" * 50, "b" * 70)] == [(0, 50, 0, 70)]
