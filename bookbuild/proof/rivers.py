"""Rivers: word spaces one below the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from bookbuild.proof.findings import Finding
from bookbuild.proof.lines import Box, Line
from bookbuild.proof.pages import BookPages

RIVER: Final = 5
"""So many lines make a river."""
OVERLAP: Final = 0.5
"""Two spaces run together when they overlap by this share of the narrower one."""

Space = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Stream:
    """Spaces one below the other: the line and the space of each."""

    course: tuple[tuple[Line, Space], ...]

    def takes(self, space: Space) -> bool:
        """Whether it goes on through a space of the next line."""
        left, right = self.course[-1][1]
        common = min(right, space[1]) - max(left, space[0])
        return common >= OVERLAP * min(right - left, space[1] - space[0]) > 0


def rivers(book: BookPages) -> Iterator[Finding]:
    """Word spaces that overlap on five or more lines."""
    for leaf in book.leaves:
        for stream in _streams([one.line for one in leaf.lines], book.layout.leading):
            if len(stream.course) >= RIVER:
                yield _found(stream)


def _streams(lines: list[Line], leading: float) -> Iterator[_Stream]:
    """Every stream of a page where it ends; those that flow together are counted once, by the longest."""
    open_streams: list[_Stream] = []
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        if before is not None and abs(line.y - before.y - leading) > 0.1 * leading:
            yield from open_streams
            open_streams = []
        longest_first = sorted(open_streams, key=lambda stream: -len(stream.course))
        onward: list[_Stream] = []
        for space in line.spaces:
            above = next((stream for stream in longest_first if stream.takes(space)), _Stream(()))
            onward.append(_Stream((*above.course, (line, space))))
        gone_on = set(chain.from_iterable(stream.course[:-1] for stream in onward))
        yield from (stream for stream in open_streams if stream.course[-1] not in gone_on)
        open_streams = onward
    yield from open_streams


def _found(stream: _Stream) -> Finding:
    marks = tuple(Box(left, line.box.top, right, line.box.foot) for line, (left, right) in stream.course)
    first = stream.course[0][0]
    length = len(stream.course)
    return Finding("river", first.page, marks, first.text, length, f"{length} lines")
