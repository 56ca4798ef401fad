"""A paragraph becomes lines: words shaped, breaks offered, the best ones chosen, spaces shared out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple

from bookbuild.diagnostics import Findings
from bookbuild.manuscript.blocks import Runs
from bookbuild.setting.atoms import (
    CHOP,
    FULL_LINE_END,
    HARD_SPACE,
    JOINED,
    LINE_END,
    NO_LEAD_IN,
    SPACE,
    Atom,
    LeadIn,
    chopped,
    make_atoms,
)
from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase
from bookbuild.setting.hyphenation import Hyphenator, Point, explicit_points
from bookbuild.setting.linebreak import FILL, INFINITE, BreakRow, Breaks, BreakTable, Costs, Measure, break_lines
from bookbuild.setting.lines import Divided, Line, Segment

PRETOLERANCE: Final = 100.0
"""The worst badness of a line for which no word need be divided (plain TeX)."""
TOLERANCE: Final = 200.0
"""The worst badness of an ordinary line (plain TeX)."""
LAST_TOLERANCE: Final = 1_000.0
"""The worst badness before spaces are let out beyond measure: a ratio of 2.15."""
ANY_BADNESS: Final = 1e12
SLACK: Final = 0.01
"""Points by which a line may be too wide before anybody sees it."""
OVERFULL: Final = 1.001
"""A line whose spaces had to shrink by more than this share of what they can is reported."""
LOOSEST: Final = 3.0
"""A line whose spaces gave more than this is reported."""
RAG_EMS: Final = 4.0
"""How far ragged lines may fall short at a badness of 100."""
EMERGENCY_EMS: Final = 3.0
"""Stretch that every line gets when a paragraph can't be set otherwise."""

HYPHEN_PENALTY: Final = 60.0
"""A division: plain TeX has 50; facts.md found more to be the better bargain."""
EXPLICIT_PENALTY: Final = 50.0
"""A break after a hyphen or slash that is there already (plain TeX's exhyphenpenalty)."""
DASH_PENALTY: Final = 20.0
"""A break after a dash: less visible than at a hyphen."""
CHOP_PENALTY: Final = 5_000.0
"""A break inside a word too wide for any line."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is to be set.

    `align` is `justify`, `left`, `center` or `right`; `divide` allows hyphens; `fill` lets the last line be
    short at no cost, which display lines that should balance do without.
    """

    spec: FountSpec
    align: str = "justify"
    divide: bool = True
    fill: bool = True
    runt_width: float = 0.0
    lead_in: LeadIn = NO_LEAD_IN


@dataclass(slots=True)
class Compositor:
    """Sets paragraphs with one book's founts, patterns and space."""

    case: Typecase
    hyphenator: Hyphenator
    findings: Findings
    _points: dict[Shaped, tuple[_Option, ...]] = field(default_factory=dict)
    _soft_points: dict[Shaped, tuple[_Option, ...]] = field(default_factory=dict)

    def set_lines(self, runs: Runs, measure: Measure, manner: Manner) -> tuple[Line, ...]:
        """The lines of a paragraph in a measure (points).

        Always gives lines: where nothing decent fits, spaces are stretched beyond measure (T001) or a word is
        broken without a hyphen (T002), with a warning that names the place.
        """
        atoms = make_atoms(runs, manner.spec, manner.lead_in, self.case)
        if not atoms:
            return ()
        left, width = measure.at(0)
        natural, widest = _widths(atoms)
        if natural <= width:
            return (self._line(atoms, [atom.shaped for atom in atoms], None, True, (left, width), manner),)
        narrowest = min([room for _, room in measure.first] + [measure.width])
        if widest > narrowest:
            atoms = self._chopped(atoms, narrowest, manner)
        table, breaks = self._broken(atoms, measure, manner)
        return self._lines(atoms, table, breaks, measure, manner)

    # From runs to atoms: words that no line can hold

    def _chopped(self, atoms: list[Atom], narrowest: float, manner: Manner) -> list[Atom]:
        """Words wider than the narrowest line cut into pieces that fit, with a warning."""
        kept: list[Atom] = []
        for word in _whole_words(atoms):
            if sum(atom.shaped.width + atom.kern for atom in word) <= narrowest:
                kept += word
            else:
                kept += self._chopped_word(word, narrowest, manner)
        return kept

    def _chopped_word(self, word: list[Atom], width: float, manner: Manner) -> list[Atom]:
        """A word too wide for the line: left to its own break points where those are enough, else cut."""
        soft = manner.divide and self.hyphenator.rules.on
        pieces = [[atom] if self._widest_part(atom, soft) <= width else chopped(atom, width) for atom in word]
        for piece in pieces[:-1]:
            piece[-1].follows = CHOP
        cut = [atom for piece in pieces for atom in piece]
        if len(cut) > len(word) or not any(self._options(atom.shaped, soft) for atom in word):
            text = "".join(atom.shaped.text for atom in word)
            shown = text if len(text) <= 40 else text[:37] + "..."
            message = f"“{shown}” is wider than the line and is broken where it must be."
            self.findings.warn("T002", message, "Add a space, or a hyphenation exception.", word[0].place)
        return cut

    def _widest_part(self, atom: Atom, soft: bool) -> float:
        """The width of the widest part that the atom's own break points leave."""
        options = self._options(atom.shaped, soft)
        if not options:
            return atom.shaped.width
        edges = [0.0, *(option.before_width for option in options)]
        parts = [after - before for before, after in pairwise(edges)]
        return max([*parts, options[-1].after_width]) + atom.shaped.fount.word("-").width

    # From atoms to breaks

    def _broken(self, atoms: list[Atom], measure: Measure, manner: Manner) -> tuple[_Table, Breaks]:
        """The best breaks: first without dividing words, then with, at last with emergency stretch.

        A first pass that leaves a runt is not the last word: dividing a word may do away with it.
        """
        rules = self.hyphenator.rules
        costs = Costs(runt_width=manner.runt_width, ladder=rules.ladder)
        ragged = 0.0 if manner.align == "justify" else RAG_EMS * manner.spec.size
        table = self._table(atoms, manner, soft=False)
        tolerance = PRETOLERANCE if manner.align == "justify" else ANY_BADNESS
        breaks = break_lines(table.numbers, measure, costs, tolerance, ragged)
        if breaks is not None and not _ends_in_runt(table.numbers, breaks, manner.runt_width):
            return table, breaks
        if manner.divide and rules.on:
            table = self._table(atoms, manner, soft=True)
        for tolerance in (TOLERANCE, LAST_TOLERANCE):
            breaks = break_lines(table.numbers, measure, costs, tolerance, ragged)
            if breaks is not None:
                return table, breaks
        emergency = EMERGENCY_EMS * manner.spec.size
        breaks = break_lines(table.numbers, measure, costs, TOLERANCE, emergency)
        if breaks is None:
            breaks = break_lines(table.numbers, measure, costs, ANY_BADNESS, emergency, last_resort=True)
        assert breaks is not None
        return table, breaks

    def _table(self, atoms: Sequence[Atom], manner: Manner, soft: bool) -> _Table:
        """Every place where the paragraph may be broken, and the numbers the breaker needs."""
        rows: list[BreakRow] = []
        places: list[_Stop] = [(-1, None)]
        known = (self._soft_points if soft else self._points).get
        fill = FILL if manner.fill else 0.0
        x = stretch = shrink = 0.0
        for index, atom in enumerate(atoms):
            shaped = atom.shaped
            options = known(shaped)
            if options is None:
                options = self._options(shaped, soft)
            width = shaped.width
            for option in options:
                rows.append(
                    (
                        x + option.before_width,
                        x + width - option.after_width,
                        stretch,
                        stretch,
                        shrink,
                        shrink,
                        option.penalty,
                        option.divides,
                    )
                )
                places.append((index, option))
            x += width + atom.kern
            follows = atom.follows
            if follows == SPACE:
                gap, more, less = atom.space, atom.stretch, atom.shrink
                rows.append((x, x + gap, stretch, stretch + more, shrink, shrink + less, 0.0, False))
                x += gap
                stretch += more
                shrink += less
                places.append((index, None))
            elif follows == HARD_SPACE:
                x += atom.space
                stretch += atom.stretch
                shrink += atom.shrink
            elif follows == LINE_END:
                rows.append((x, x, stretch + fill, stretch, shrink, shrink, -INFINITE, False))
                places.append((index, None))
            elif follows == FULL_LINE_END:
                rows.append((x, x, stretch, stretch, shrink, shrink, -INFINITE, False))
                places.append((index, None))
            elif follows == CHOP:
                rows.append((x, x, stretch, stretch, shrink, shrink, CHOP_PENALTY, False))
                places.append((index, None))
        return _Table(BreakTable.of(rows), places)

    def _options(self, shaped: Shaped, soft: bool) -> tuple[_Option, ...]:
        """The break points inside a word, in order, with their halves as glyphs."""
        known = (self._soft_points if soft else self._points).get(shaped)
        if known is None:
            points = list(explicit_points(shaped.text))
            if soft:
                points += self.hyphenator.points(shaped.text)
            options = [_option(point, shaped) for point in sorted(points, key=lambda one: one.at)]
            known = tuple(options)
            (self._soft_points if soft else self._points)[shaped] = known
        return known

    # From breaks to lines

    def _lines(
        self, atoms: list[Atom], table: _Table, breaks: Breaks, measure: Measure, manner: Manner
    ) -> tuple[Line, ...]:
        lines: list[Line] = []
        start: _Stop = (-1, None)
        for number, end in enumerate(breaks.ends):
            stop = table.places[end]
            words = atoms[start[0] + (start[1] is None) : stop[0] + 1]
            ends_hard = stop[1] is None and words[-1].follows == LINE_END
            lines.append(self._line(words, _shapes(words, start, stop), stop[1], ends_hard, measure.at(number), manner))
            start = stop
        return tuple(lines)

    def _line(
        self,
        words: list[Atom],
        shapes: list[Shaped],
        option: _Option | None,
        ends_hard: bool,
        room_for: tuple[float, float],
        manner: Manner,
    ) -> Line:
        """Share out the line's room and put its words in their places."""
        left, width = room_for
        inner = words[:-1]
        natural = sum([shape.width for shape in shapes]) + sum([word.space + word.kern for word in inner])
        room = width - natural
        stretch = sum([word.stretch for word in inner])
        shrink = sum([word.shrink for word in inner])
        ratio = 0.0
        if room < 0:
            ratio = room / shrink if shrink else -2.0 if room < -SLACK else 0.0
        elif manner.align == "justify" and not ends_hard and stretch:
            ratio = room / stretch
        self._judge(ratio, words, shapes)
        ratio = max(ratio, -1.0)
        filled = natural + ratio * (stretch if ratio > 0 else shrink)
        x = left + {"center": (width - filled) / 2, "right": width - filled}.get(manner.align, 0.0)
        divided = None
        if option is not None and option.point.hyphen:
            divided = Divided(option.point.before, option.point.after, words[-1].shaped.text)
        return Line(_segments(words, shapes, ratio, x), filled, ratio, divided, words[0].place)

    def _judge(self, ratio: float, words: list[Atom], shapes: list[Shaped]) -> None:
        """Warn of a line that can't be made decent."""
        if -OVERFULL <= ratio <= LOOSEST:
            return
        cure = "Rephrase, or add a hyphenation exception."
        shown = " ".join(shape.text for shape in shapes[:4])
        if ratio < 0:
            message = f"The line “{shown} ...” is too full: its spaces can't shrink that far."
            self.findings.warn("T004", message, cure, words[0].place)
            return
        spaces = sum(word.space for word in words[:-1])
        times = (spaces + ratio * sum(word.stretch for word in words[:-1])) / spaces
        message = f"The line “{shown} ...” is very loose: its spaces are {times:.1f} times as wide as they should be."
        self.findings.warn("T001", message, cure, words[0].place)


_Stop = tuple[int, "_Option | None"]
"""Where a line ends: the index of its last atom, and the option inside that atom, None at its end."""


class _Option(NamedTuple):
    """A break point inside a word: the widths of its halves in points, their glyphs when they are asked for."""

    point: Point
    fount: Fount
    before_width: float
    after_width: float
    penalty: float
    divides: bool
    """Whether the line ends in a hyphen, the word's own or an added one: both make ladders and bad last lines."""

    @property
    def before(self) -> Shaped:
        """What ends the line, its hyphen included."""
        return self.fount.word(self.point.before)

    @property
    def after(self) -> Shaped:
        """What begins the next one."""
        return self.fount.word(self.point.after)


@dataclass(frozen=True, slots=True)
class _Table:
    """The breaker's numbers, and for each of its breaks the atom and the option it stands for."""

    numbers: BreakTable
    places: list[_Stop]


def _whole_words(atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Atoms that stand together without a space."""
    word: list[Atom] = []
    for atom in atoms:
        word.append(atom)
        if atom.follows != JOINED:
            yield word
            word = []
    if word:
        yield word


def _widths(atoms: list[Atom]) -> tuple[float, float]:
    """The width of all words in one line (infinite when the author broke it by hand), and of the widest word."""
    total = word = widest = 0.0
    last = len(atoms) - 1
    for at, atom in enumerate(atoms):
        word += atom.shaped.width
        if atom.follows == JOINED:
            word += atom.kern
            continue
        if word > widest:
            widest = word
        total += word
        word = 0.0
        if at < last:
            total += INFINITE if atom.follows in (LINE_END, FULL_LINE_END) else atom.space
    return total, widest


def _ends_in_runt(numbers: BreakTable, breaks: Breaks, least: float) -> bool:
    """Whether the last of several lines is shorter than it should be."""
    if len(breaks.ends) < 2:
        return False
    return numbers.end_width[breaks.ends[-1]] - numbers.start_width[breaks.ends[-2]] < least


def _option(point: Point, shaped: Shaped) -> _Option:
    """A break point with the widths of its halves and its penalty."""
    before, after = _half_widths(point, shaped)
    if point.hyphen:
        return _Option(point, shaped.fount, before, after, HYPHEN_PENALTY, True)
    if shaped.text[point.at - 1] in "-‐/":
        return _Option(point, shaped.fount, before, after, EXPLICIT_PENALTY, True)
    return _Option(point, shaped.fount, before, after, DASH_PENALTY, False)


def _half_widths(point: Point, shaped: Shaped) -> tuple[float, float]:
    """The widths of what stands before and after a division.

    Reckoned from the unbroken word where every character has its own glyph: the last letter meets the hyphen
    instead of the next letter, the rest stays. Else (a ligature, a changed spelling) both halves are shaped.
    """
    fount, text, at = shaped.fount, shaped.text, point.at
    plain = point.hyphen and point.after == text[at:] and point.before == text[:at] + "-"
    if plain and len(shaped.texts) == len(text) and shaped.texts[at - 1] == text[at - 1]:
        after = sum(shaped.advances[at:]) * fount.scale
        return sum(shaped.advances[: at - 1]) * fount.scale + fount.word(text[at - 1] + "-").width, after
    return fount.word(point.before).width, fount.word(point.after).width


def _shapes(words: list[Atom], start: _Stop, stop: _Stop) -> list[Shaped]:
    """The glyphs of a line's words, the first and the last as the breaks left them."""
    shapes = [word.shaped for word in words]
    begin, end = start[1], stop[1]
    if end is not None:
        shapes[-1] = end.before
    if begin is not None:
        shapes[0] = begin.after
        if end is not None and len(words) == 1:
            middle = words[0].shaped.text[begin.point.at : end.point.at] + ("-" if end.point.hyphen else "")
            shapes[0] = begin.fount.word(middle)
    return shapes


def _segments(words: list[Atom], shapes: list[Shaped], ratio: float, x: float) -> tuple[Segment, ...]:
    """Words in their places, neighbours of one fount and direction together."""
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
            segments.append(Segment(shaped.fount, begin, tuple(parts), tuple(gaps)))
            break
        x += shaped.width + word.kern
        gap = None
        if word.follows == SPACE or word.follows == HARD_SPACE:
            gap = word.space + ratio * (word.stretch if ratio > 0 else word.shrink)
            x += gap
        gaps.append(gap)
        following = shapes[at + 1]
        if following.fount is not shaped.fount or following.rtl != shaped.rtl or word.kern:
            segments.append(Segment(shaped.fount, begin, tuple(parts), tuple(gaps)))
            parts, gaps, begin = [], [], x
    return tuple(segments)
