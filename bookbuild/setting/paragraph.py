"""A paragraph becomes lines: words shaped, breaks offered, the best ones chosen, spaces shared out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from bookbuild.diagnostics import Findings, Place
from bookbuild.manuscript.blocks import Runs
from bookbuild.setting.addresses import address_breaks, is_address
from bookbuild.setting.atoms import (
    CHOP,
    FULL_LINE_END,
    HARD_SPACE,
    JOINED,
    LINE_END,
    NO_LEAD_IN,
    Atom,
    LeadIn,
    chopped,
    make_atoms,
    without_hold,
)
from bookbuild.setting.breakpoints import BreakPoints, Divide
from bookbuild.setting.explicit import Kind
from bookbuild.setting.founts import FountSpec, Typecase
from bookbuild.setting.hyphenation import Hyphenator
from bookbuild.setting.justify import (
    Draft,
    division_of,
    drafted,
    ends_by_hand,
    finished,
    shapes_between,
    share,
    turned_over,
)
from bookbuild.setting.linebreak import INFINITE, Breaks, BreakTable, Costs, Measure, break_lines
from bookbuild.setting.lines import Line
from bookbuild.setting.table import BEGINNING, Stop, Table, table_of
from bookbuild.style.style import Give

PRETOLERANCE: Final = 100.0
"""The worst badness of a line for which no word need be divided (plain TeX)."""
TOLERANCE: Final = 200.0
"""The worst badness of an ordinary line (plain TeX)."""
RUNT_TOLERANCE: Final = 400.0
"""The worst badness of a line that does away with a runt: a ratio of 1.6."""
LAST_TOLERANCE: Final = 1_000.0
"""The worst badness before spaces are let out beyond measure: a ratio of 2.15."""
ANY_BADNESS: Final = 1e12
OVERFULL: Final = 1.001
"""A line whose spaces had to shrink by more than this share of what they can is reported."""
LOOSEST: Final = 3.0
"""A line whose spaces gave more than this is reported."""
RAG_EMS: Final = 4.0
"""How far ragged lines may fall short at a badness of 100."""
NO_LADDER: Final = 1_000_000
"""Divided lines in a row that may always be had."""
EMERGENCY_EMS: Final = 3.0
"""Stretch that every line gets when a paragraph can't be set otherwise."""


_ATTEMPTS: Final = (
    (Divide.WORDS, TOLERANCE),
    (Divide.CAPITALS, TOLERANCE),
    (Divide.CAPITALS, RUNT_TOLERANCE),
    (Divide.CAPITALS, LAST_TOLERANCE),
)
"""What may be divided, and how bad lines may be: one attempt after the other."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a paragraph is to be set.

    `align` is `justify`, `left`, `center` or `right`; `divide` allows hyphens; `fill` lets the last line be
    short at no cost, which display lines that should balance do without; `as_typed` keeps every space, and marks the
    lines that go on.
    """

    spec: FountSpec
    align: str = "justify"
    divide: bool = True
    fill: bool = True
    runt_width: float = 0.0
    lead_in: LeadIn = NO_LEAD_IN
    as_typed: bool = False


@dataclass(frozen=True, slots=True)
class SetParagraph:
    """A paragraph's lines, and what they were made from: its words, and of several lines the breaks chosen."""

    lines: tuple[Line, ...]
    atoms: list[Atom]
    measure: Measure
    manner: Manner
    broken: tuple[Table, Breaks] | None = None

    @property
    def numbers(self) -> BreakTable:
        """The numbers its breaks were chosen from."""
        return self._broken[0].numbers

    @property
    def demerits(self) -> float:
        """What the breaks cost."""
        return self._broken[1].demerits

    def break_before(self, line: int) -> int:
        """The number of the break before a line, the paragraph's beginning for line 0."""
        return self._broken[1].ends[line - 1] if line else 0

    def place_before(self, line: int) -> Stop:
        """Where that break is."""
        return self._broken[0].places[self.break_before(line)]

    def ends_with_word(self, line: int) -> bool:
        """Whether a line ends where a word does."""
        return self.place_before(line + 1)[1] is None

    @property
    def _broken(self) -> tuple[Table, Breaks]:
        assert self.broken is not None
        return self.broken


@dataclass(slots=True)
class Compositor:
    """Sets paragraphs with one book's founts, patterns and space."""

    case: Typecase
    hyphenator: Hyphenator
    findings: Findings
    points: BreakPoints

    @classmethod
    def of(cls, case: Typecase, hyphenator: Hyphenator, findings: Findings) -> Compositor:
        """A compositor that knows no word yet."""
        return cls(case, hyphenator, findings, BreakPoints(hyphenator, case.style.costs))

    def silent(self) -> Compositor:
        """The same compositor, whose warnings nobody hears."""
        return replace(self, findings=Findings())

    def set_lines(self, runs: Runs, measure: Measure, manner: Manner) -> tuple[Line, ...]:
        """The lines of a paragraph in a measure (points).

        Always gives lines: where nothing decent fits, spaces are stretched beyond measure (T001) or a word is
        broken without a hyphen (T002), with a warning that names the place.
        """
        return self.set_paragraph(runs, measure, manner).lines

    def set_paragraph(self, runs: Runs, measure: Measure, manner: Manner) -> SetParagraph:
        """A paragraph's lines, with all that is needed to set it in other ways."""
        atoms = make_atoms(runs, manner.spec, manner.lead_in, self.case, manner.as_typed)
        if not atoms:
            return SetParagraph((), atoms, measure, manner)
        natural, widest = _widths(atoms)
        if natural <= measure.at(0)[1]:
            shapes = [atom.shaped for atom in atoms]
            draft = drafted(atoms, shapes, False, measure.at(0), (False, False), Give())
            return SetParagraph((finished(draft, manner.align),), atoms, measure, manner)
        narrowest = min([room for _, room in measure.first] + [measure.width])
        if manner.as_typed:
            atoms = [replace(atom, turnover=self.case.turnover(atom.shaped.fount)) for atom in atoms]
            narrowest -= max([atom.turn for atom in atoms])
        if widest > narrowest:
            atoms = self._chopped(without_hold(atoms, narrowest), narrowest, manner)
        table, breaks = self._broken(atoms, measure, manner)
        lines = self.lines(atoms, table, breaks, measure, manner)
        return SetParagraph(lines, atoms, measure, manner, (table, breaks))

    def divides(self, manner: Manner) -> bool:
        """Whether words may be divided."""
        return manner.divide and self.hyphenator.rules.on

    def rag(self, manner: Manner) -> float:
        """How far, in points, ragged lines may fall short at a badness of 100."""
        return 0.0 if manner.align == "justify" else RAG_EMS * manner.spec.size

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
        divide = Divide.WORDS if self.divides(manner) else Divide.NOTHING
        pieces = [[atom] if self._widest_part(atom, divide) <= width else self._cut(atom, width) for atom in word]
        for piece in pieces[:-1]:
            piece[-1].follows = CHOP
        cut = [atom for piece in pieces for atom in piece]
        if len(cut) > len(word) or not any(self.points.of(atom.shaped, divide, atom.kind) for atom in word):
            message = "A word is wider than the line and is broken where it must be."
            self.findings.warn("T002", message, "Add a space, or a hyphenation exception.", word[0].place)
        return cut

    def _cut(self, atom: Atom, width: float) -> list[Atom]:
        """A word in pieces, an address and code after their marks where they can be; code shows where it was cut."""
        text = atom.shaped.text
        if atom.kind is not Kind.CODE:
            return chopped(atom, width, ends=address_breaks(text) if is_address(text) else ())
        turnover = self.case.turnover(atom.shaped.fount)
        room = width if atom.turnover else width - atom.shaped.fount.space - turnover.width
        return chopped(atom, room, turnover, address_breaks(text, code=True))

    def _widest_part(self, atom: Atom, divide: Divide) -> float:
        """The width of the widest part that the atom's own break points leave."""
        options = self.points.of(atom.shaped, divide, atom.kind)
        if not options:
            return atom.shaped.width
        whole = atom.shaped.width
        inner = [begin.after_width + end.before_width - whole for begin, end in pairwise(options)]
        return max(options[0].before_width, *inner, options[-1].after_width)

    # From atoms to breaks

    def _broken(self, atoms: list[Atom], measure: Measure, manner: Manner) -> tuple[Table, Breaks]:
        """The best breaks: first without dividing words, then with, then with words that have a capital, at last with emergency stretch.

        Breaks that leave a runt are not the last word: dividing a word or a looser line may do away with it.
        """
        costs, ragged, divides = self.costs(manner), self.rag(manner), self.divides(manner)
        table = self.table(atoms, measure, manner, Divide.NOTHING)
        tolerance = PRETOLERANCE if manner.align == "justify" else ANY_BADNESS
        breaks = break_lines(table.numbers, measure, costs, tolerance, ragged)
        with_runt: tuple[Table, Breaks] | None = None
        if breaks is not None:
            if not _ends_in_runt(table.numbers, breaks, manner.runt_width):
                return table, breaks
            with_runt = table, breaks
        for divide, tolerance in _ATTEMPTS:
            if with_runt and tolerance > RUNT_TOLERANCE:
                return with_runt
            if divides:
                table = self.table(atoms, measure, manner, divide)
            breaks = break_lines(table.numbers, measure, costs, tolerance, ragged)
            if breaks is not None:
                if not _ends_in_runt(table.numbers, breaks, manner.runt_width):
                    return table, breaks
                if divide is Divide.WORDS:
                    with_runt = table, breaks
                with_runt = with_runt or (table, breaks)
        if with_runt:
            return with_runt
        emergency = EMERGENCY_EMS * manner.spec.size
        breaks = break_lines(table.numbers, measure, costs, TOLERANCE, emergency)
        if breaks is None:
            breaks = break_lines(table.numbers, measure, costs, ANY_BADNESS, emergency)
        if breaks is None:  # rather more divisions in a row than a line that leaves the page
            costs = replace(costs, ladder=NO_LADDER)
            breaks = break_lines(table.numbers, measure, costs, ANY_BADNESS, emergency, last_resort=True)
        assert breaks is not None
        return table, breaks

    def table(self, atoms: Sequence[Atom], measure: Measure, manner: Manner, divide: Divide) -> Table:
        """The breaker's numbers for a paragraph set in some manner."""
        return table_of(atoms, self.points, divide, self._gives(manner), manner.fill, _hangs(measure, manner)[0])

    def _gives(self, manner: Manner) -> Give:
        """How far glyphs may give: only in lines that fill the measure."""
        return self.case.style.microtype.give if manner.align == "justify" else Give()

    def costs(self, manner: Manner) -> Costs:
        """The style's taste, as the breaker wants it."""
        taste = self.case.style.costs
        return Costs(
            taste.line,
            taste.double_hyphen,
            taste.final_hyphen,
            taste.contrast,
            taste.unevenness,
            taste.echo,
            taste.runt,
            manner.runt_width,
            self.hyphenator.rules.ladder,
        )

    # From breaks to lines

    def lines(
        self, atoms: list[Atom], table: Table, breaks: Breaks, measure: Measure, manner: Manner
    ) -> tuple[Line, ...]:
        """The lines between chosen breaks, their room shared out; the table may be a stretch of the paragraph's."""
        drafts: list[Draft] = []
        start = table.places[0]
        opens = start == BEGINNING
        left, right = _hangs(measure, manner)
        gives = self._gives(manner)
        for number, end in enumerate(breaks.ends):
            stop = table.places[end]
            words = atoms[start[0] + (start[1] is None) : stop[0] + 1]
            fills = manner.align == "justify" and not ends_by_hand(stop, words)
            hangs = (left and (number > 0 or not opens), right and (fills or manner.align == "left"))
            shapes = shapes_between(words, start, stop)
            divided = division_of(stop, atoms)
            turned = turned_over(stop, words, shapes, atoms[stop[0] + 1 :][:1])
            drafts.append(drafted(words, shapes, fills, measure.at(number), hangs, gives, divided, turned))
            start = stop
        if gives.most:
            share(drafts, gives.most, manner.spec.size)
        for draft in drafts:
            self._judge(draft.ratio, draft.words[0].place)
        return tuple([finished(draft, manner.align) for draft in drafts])

    def _judge(self, ratio: float, place: Place | None) -> None:
        """Warn of a line that can't be made decent."""
        if -OVERFULL <= ratio <= LOOSEST:
            return
        cure = "Rephrase, or add a hyphenation exception."
        if ratio < 0:
            self.findings.warn("T004", "A line is too full: its spaces can't shrink that far.", cure, place)
        else:
            message = "A line is very loose: its spaces are far wider than they should be."
            self.findings.warn("T001", message, cure, place)


def _hangs(measure: Measure, manner: Manner) -> tuple[bool, bool]:
    """Whether ink hangs out of the measure on the left (not beside an initial) and on the right."""
    at_edge = manner.align in ("justify", "left")
    return at_edge and len(measure.first) <= 1, at_edge


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
    """The width of all words in one line (infinite when the author broke it by hand), and of the widest word or words
    that hard spaces hold together."""
    total = word = held = widest = 0.0
    last = len(atoms) - 1
    for at, atom in enumerate(atoms):
        word += atom.shaped.width
        if atom.follows == JOINED:
            word += atom.kern
            continue
        held += word
        if held > widest:
            widest = held
        held = held + atom.space if atom.follows == HARD_SPACE else 0.0
        total += word
        word = 0.0
        if at < last:
            total += INFINITE if atom.follows in (LINE_END, FULL_LINE_END) else atom.space
    return total, widest


def _ends_in_runt(numbers: BreakTable, breaks: Breaks, least: float) -> bool:
    """Whether the last of several lines is shorter than it should be, or nothing but the tail of a word."""
    if len(breaks.ends) < 2:
        return False
    before, last = breaks.ends[-2:]
    if numbers.divides[before] and all(numbers.divides[before:last]):
        return True
    return numbers.end_width[breaks.ends[-1]] - numbers.start_width[breaks.ends[-2]] < least
