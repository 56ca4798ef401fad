"""Lines that were meant to stay lines: verse, addresses, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from bookbuild.manuscript.importing.manners import Manner, begins_large, ends_sentence, is_forced
from bookbuild.manuscript.importing.record import Line

_LONGEST: Final = 64
"""A verse line is hardly longer."""
_SPEECH: Final = '"“«„—–'


def are_kept(lines: Sequence[Line], manner: Manner) -> bool | None:
    """Whether lines stay lines: True beyond doubt, False probably, None when they are prose."""
    if len(lines) < 2 or any(len(line.words) > _LONGEST for line in lines):
        return None
    pairs = [*pairwise(lines)]
    if any(a.text[-1:] == "-" and a.text[-2:-1].isalpha() and not begins_large(b) for a, b in pairs):
        return None
    if _is_narrow_prose(lines, pairs) or _is_dialogue(lines):
        return None
    width = manner.width if manner.wrapped else 72
    loose = sum(not is_forced(a, b, width - 8) for a, b in pairs)
    if loose < len(pairs) * 0.8:
        return None
    sentences = sum(ends_sentence(a) and a.text[-1] not in ":;" and begins_large(b) for a, b in pairs)
    if len(lines) == 2:
        return _of_two(lines, manner)
    large = sum(begins_large(line) for line in lines)
    indented = sum(line.indent > manner.margin for line in lines)
    if large == len(lines) and all(line.indent > manner.edge for line in lines) and not manner.by_indent:
        return True
    if sentences > 0.6 * len(pairs):
        return False if manner.wrapped else None
    return large >= 0.8 * len(lines) or indented >= 0.8 * len(lines)


def _of_two(lines: Sequence[Line], manner: Manner) -> bool | None:
    """A couplet or a signature; two lines tell less than three."""
    first, second = lines
    if not begins_large(second):
        return None
    if first.text.endswith(",") and len(first.words) <= 40 and len(second.words) <= 40:
        return True
    return False if manner.wrapped else None


def _is_narrow_prose(lines: Sequence[Line], pairs: Sequence[tuple[Line, Line]]) -> bool:
    """Whether the lines are full by a narrower measure of their own, as a letter's or a quotation's are."""
    width = max(len(line.text) for line in lines)
    small = sum(not begins_large(b) for _, b in pairs)
    forced = sum(is_forced(a, b, width) for a, b in pairs)
    return len(lines) > 2 and width > 35 and forced >= 0.9 * len(pairs) and small >= 0.5 * len(pairs)


def _is_dialogue(lines: Sequence[Line]) -> bool:
    """Whether people speak, each in a line of theirs."""
    speaking = sum(line.words[0] in _SPEECH and ends_sentence(line) for line in lines)
    return speaking > 0.5 * len(lines)
