"""How an author parts paragraphs: what the lines of a whole text show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bookbuild.manuscript.importing.record import Line

WRAPPED: Final = (45, 90)
"""Lines of a text wrapped by hand mostly end between these columns."""
_ENDS: Final = ".!?:;\"”'’»…*_)"
_DEEPEST_INDENT: Final = 12
"""A line moved in further does not begin a paragraph: it is centred."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a text's paragraphs are told."""

    name: str
    wrapped: bool
    by_indent: bool = False
    by_short_lines: bool = False
    one_a_line: bool = False
    width: int = 72
    """Where wrapped lines end at the latest."""
    margin: int = 0
    """Where lines begin that begin no paragraph."""
    edge: int = 0
    """Where the outermost lines begin, a tenth of all at least."""

    def begins(self, line: Line) -> bool:
        """Whether a line is moved in as the first of a paragraph is."""
        return 0 < line.indent - self.margin <= _DEEPEST_INDENT


def manner_of(lines: Sequence[Line]) -> Manner:
    """Look at all lines of a text."""
    filled = [line for line in lines if line.words]
    pairs = [(a, b) for a, b in pairwise(lines) if a.words and b.words]
    blanks = len(lines) - len(filled)
    width = _width(pairs)
    margin = Counter(b.indent for _, b in pairs).most_common(1)[0][0] if pairs else 0
    indents = Counter(line.indent for line in filled)
    edge = min((one for one, count in indents.items() if count >= 0.1 * len(filled)), default=0)
    shape = Manner("", True, width=width, margin=margin, edge=edge)
    long_lines = sum(len(line.text) > max(width, WRAPPED[1]) for line in filled)
    wrapped = long_lines <= max(1, 0.02 * len(filled)) and _looks_wrapped(pairs, width)
    indented = sum(map(shape.begins, filled))
    if wrapped and blanks < indented and 0.05 * len(filled) < indented < 0.7 * len(filled):
        return replace(shape, name="by first-line indents", by_indent=True)
    if wrapped and blanks < 0.02 * len(filled) and len(filled) > 20:
        return replace(shape, name="by nothing but short last lines", by_short_lines=True)
    if wrapped:
        return replace(shape, name="by blank lines, lines wrapped")
    if blanks < 0.2 * len(filled):
        return replace(shape, name="one a line", wrapped=False, one_a_line=True)
    return replace(shape, name="by blank lines", wrapped=False)


def ends_sentence(line: Line) -> bool:
    """Whether a line could be a paragraph's last."""
    return line.text[-1:] in _ENDS or line.text.endswith("--") or line.text[-1:] == "—"


def begins_large(line: Line) -> bool:
    """Whether a line could be a paragraph's first: it does not begin with a small letter."""
    return not line.words.lstrip("\"'“‘«„_*([—–- ")[:1].islower()


def is_forced(line: Line, following: Line, width: int) -> bool:
    """Whether the next line's first word had no room in this one."""
    word = following.words.split(maxsplit=1)[0]
    return len(line.text) + 1 + len(word) > width


def _width(pairs: Sequence[tuple[Line, Line]]) -> int:
    """The column that nearly all lines keep within which another one follows directly."""
    lengths = sorted(len(a.text) for a, _ in pairs)
    return lengths[int(0.97 * (len(lengths) - 1))] if lengths else 72


def _looks_wrapped(pairs: Sequence[tuple[Line, Line]], width: int) -> bool:
    """Whether lines end at a column, not at a paragraph."""
    if len(pairs) < 3 or width > 160:
        return False
    sentences = sum(ends_sentence(a) and begins_large(b) for a, b in pairs)
    if sentences > 0.7 * len(pairs):
        return False
    within = sum(WRAPPED[0] <= len(a.text) <= WRAPPED[1] for a, _ in pairs)
    forced = sum(is_forced(a, b, width - 6) for a, b in pairs)
    small = sum(not begins_large(b) for _, b in pairs)
    return max(within, forced) > 0.6 * len(pairs) and small > 0.25 * len(pairs)
