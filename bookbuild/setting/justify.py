"""Chosen breaks become lines: the room of each is shared out between its spaces and its glyphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.setting.atoms import HARD_SPACE, JOINED, LINE_END, WHITE, Atom
from bookbuild.setting.founts import Shaped
from bookbuild.setting.hyphenation import Point
from bookbuild.setting.lines import Divided, Line, Segment
from bookbuild.setting.table import Stop
from bookbuild.style.style import Give

ALIKE: Final = 0.5
"""How much the glyph widths of neighbouring lines should be alike, weighed against even spaces: at 0 the spaces would be
most even and the glyphs change by 1.65 % a line (facts.md), at infinity no glyph would give."""
AT_REST: Final = 0.05
"""How much glyphs should be as they are drawn, weighed the same."""


@dataclass(slots=True)
class Draft:
    """A line before its room is shared out. Widths in points; `natural` holds glyphs, kerns and spaces."""

    words: list[Atom]
    shapes: list[Shaped]
    fills: bool
    """Whether it has to fill the measure."""
    left: float
    width: float
    glyphs: float
    """How much wider it is when its glyphs give 1."""
    natural: float
    spaces: int
    stretch: float
    shrink: float
    gives: Give
    give: float = 0.0
    """How much its glyphs give, from -`gives.most` to `gives.most`."""
    divided: Divided | None = None
    turned: Divided | None = None
    """What is printed at its end that is not in the manuscript."""

    @property
    def scale(self) -> float:
        """How wide its glyphs are drawn, in their own widths."""
        return 1.0 + self.give * self.gives.expansion / self.gives.most if self.give else 1.0

    @property
    def tracking(self) -> float:
        """How far its letters are set apart, in ems."""
        return self.give * self.gives.letterspacing / self.gives.most if self.give else 0.0

    @property
    def room(self) -> float:
        """What the line has to gain or (negative) to lose."""
        return self.width - self.natural

    @property
    def ratio(self) -> float:
        """How far its spaces give once the glyphs have done their part: below -1 it is too full."""
        room = self.room - self.give * self.glyphs
        if room < -1e-6:
            return room / self.shrink if self.shrink else -2.0 if room < -0.01 else 0.0
        return room / self.stretch if self.fills and self.stretch else 0.0


def drafted(
    words: list[Atom],
    shapes: list[Shaped],
    fills: bool,
    room_for: tuple[float, float],
    hangs: tuple[bool, bool],
    gives: Give,
    divided: Divided | None = None,
    turned: Divided | None = None,
) -> Draft:
    """A line's words with what there is to share; `hangs` says whether ink hangs out on the left and on the right,
    `divided` and `turned` what is printed at its end that is not in the manuscript."""
    left, width = room_for
    if hangs[0] and shapes[0].left_hang:
        left -= shapes[0].left_hang
        width += shapes[0].left_hang
    if hangs[1]:
        width += shapes[-1].right_hang
    inner = words[:-1]
    glyphs = elastic = sum([shape.width for shape in shapes])
    if gives.letterspacing:
        joints = sum([shape.fount.size for shape, word in zip(shapes, inner, strict=False) if word.follows == JOINED])
        spaced = sum([shape.spaced for shape in shapes]) + joints
        elastic = (gives.expansion * glyphs + gives.letterspacing * spaced) / gives.most
    return Draft(
        words,
        shapes,
        fills,
        left,
        width,
        elastic,
        glyphs + sum([word.space + word.kern for word in inner]),
        sum([word.follows in WHITE for word in inner]),
        sum([word.stretch for word in inner]),
        sum([word.shrink for word in inner]),
        gives,
        divided=divided,
        turned=turned,
    )


def share(drafts: Sequence[Draft], expansion: float, em: float) -> None:
    """Let glyphs take their part of each line's room: spaces near their own width, neighbouring lines alike.

    The sum of squares of (a) how far the spaces are from their width, in ems, (b) the change of the glyphs'
    width from line to line, times ALIKE, and (c) that width itself, times AT_REST, is made as small as can be:
    a tridiagonal system, solved from both ends (Thomas).
    """
    count = len(drafts)
    diagonal: list[float] = []
    wanted: list[float] = []
    for at, draft in enumerate(drafts):
        neighbours = (at > 0) + (at < count - 1)
        own = pull = 0.0
        if draft.spaces and (draft.fills or draft.room < 0):
            slope = draft.glyphs / (draft.spaces * em)
            reachable = max(-expansion * draft.glyphs, min(draft.room, expansion * draft.glyphs))
            own, pull = slope * slope, slope * reachable / (draft.spaces * em)
        below = diagonal[-1] if at else 0.0
        factor = ALIKE / below if at else 0.0
        diagonal.append(own + AT_REST + ALIKE * neighbours - factor * ALIKE)
        wanted.append(pull + factor * (wanted[-1] if at else 0.0))
    following = 0.0
    for at in range(count - 1, -1, -1):
        following = (wanted[at] + (ALIKE * following if at < count - 1 else 0.0)) / diagonal[at]
        drafts[at].give = _within(drafts[at], following, expansion)


def _within(draft: Draft, give: float, expansion: float) -> float:
    """What a line's glyphs may give at most: never so little that its spaces would have to shrink beyond their floor."""
    most = (draft.room + draft.shrink) / draft.glyphs if draft.glyphs else 0.0
    return max(-expansion, min(give, expansion, most))


def finished(draft: Draft, align: str) -> Line:
    """A line with everything in its place."""
    ratio = max(draft.ratio, -1.0)
    filled = draft.natural + draft.give * draft.glyphs + ratio * (draft.stretch if ratio > 0 else draft.shrink)
    x = draft.left + {"center": (draft.width - filled) / 2, "right": draft.width - filled}.get(align, 0.0)
    segments = _segments(draft.words, draft.shapes, ratio, x, draft.scale, draft.tracking)
    return Line(segments, filled, ratio, draft.scale, draft.divided, draft.turned, draft.words[0].place)


def shapes_between(words: list[Atom], start: Stop, stop: Stop) -> list[Shaped]:
    """The glyphs of a line's words, the first and the last as the breaks left them."""
    shapes = [word.shaped for word in words]
    begin, end = start[1], stop[1]
    if end is not None:
        shapes[-1] = end.before
    if begin is not None:
        shapes[0] = begin.after
        if end is not None and len(words) == 1:
            shapes[0] = begin.fount.word(_between(begin.point, end.point, words[0].shaped.text))
    return shapes


def _between(begin: Point, end: Point, word: str) -> str:
    """What stands between two divisions of one word."""
    same = next((at for at, pair in enumerate(zip(end.before, word, strict=False)) if pair[0] != pair[1]), end.at)
    return begin.after[: len(begin.after) - len(word) + same] + end.before[same:]


def division_of(stop: Stop, atoms: Sequence[Atom]) -> Divided | None:
    """What a line's end and the next one's beginning show that the word between them has not."""
    index, option = stop
    if option is None:
        return None
    before, after, whole = option.point.before, option.point.after, atoms[index].shaped.text
    return Divided(before, after, whole) if option.point.hyphen or before + after != whole else None


def turned_over(stop: Stop, words: list[Atom], shapes: list[Shaped], following: Sequence[Atom]) -> Divided | None:
    """Put the mark behind a line's words that shows that its author did not end it there; None where none is wanted."""
    last, shape, option = words[-1], shapes[-1], stop[1]
    if last.turnover is None or not (option or (following and last.follows != LINE_END)):
        return None
    words[-1] = replace(last, follows=HARD_SPACE, space=last.shaped.fount.space, stretch=0.0, shrink=0.0)
    words.append(Atom(last.turnover, last.run, last.offset, LINE_END))
    shapes.append(last.turnover)
    after = option.point.after if option else following[0].shaped.text
    gap = " " if option is None and last.follows in WHITE else ""
    mark = last.turnover.text
    return Divided(f"{shape.text} {mark}", after, shape.text + gap + after, mark)


def ends_by_hand(stop: Stop, words: list[Atom]) -> bool:
    """Whether a line ends where its paragraph does, or where its author ended it."""
    return stop[1] is None and words[-1].follows == LINE_END


def _segments(
    words: list[Atom], shapes: list[Shaped], ratio: float, x: float, scale: float, tracking: float
) -> tuple[Segment, ...]:
    """Words in their places, neighbours of one fount and level together."""
    segments: list[Segment] = []
    parts: list[Shaped] = []
    gaps: list[float | None] = []
    begin = x
    last = len(words) - 1
    for at, word in enumerate(words):
        shaped = shapes[at]
        parts.append(shaped)
        if at == last:
            gaps.append(None)
            segments.append(Segment(shaped.fount, begin, tuple(parts), tuple(gaps), scale, tracking, word.level))
            break
        x += shaped.width * scale + word.kern
        if tracking:
            x += tracking * (shaped.spaced + (shaped.fount.size if word.follows == JOINED else 0.0))
        gap = None
        if word.follows in WHITE:
            gap = word.space + ratio * (word.stretch if ratio > 0 else word.shrink)
            x += gap
        gaps.append(gap)
        following = shapes[at + 1]
        if following.fount is not shaped.fount or words[at + 1].level != word.level or word.kern:
            segments.append(Segment(shaped.fount, begin, tuple(parts), tuple(gaps), scale, tracking, word.level))
            parts, gaps, begin = [], [], x
    return tuple(segments)
