"""A galley while it grows: where the text block stands, how large the type is, what is above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bookbuild.makeup.display import DisplaySetter
from bookbuild.makeup.galley import LINE, NOTHING, Galley, Passage, Piece, Placed, Plate, Tie, letters_of, white
from bookbuild.manuscript.blocks import Identity, Runs
from bookbuild.setting.contour import Beside
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Manner
from bookbuild.setting.ways import Stretch
from bookbuild.style.style import BASELINE_IN_LINE, Style

WHITE_GIVES: Final = 15_000.0
"""A line of white more round a head or a scene break, in demerits: cheaper than a spread of another depth."""


@dataclass(slots=True)
class Column:
    """One galley while it grows."""

    setter: DisplaySetter
    passages: list[Passage] = field(default_factory=list)
    plates: list[Plate] = field(default_factory=list)
    measure: Measure = Measure(0, 0)
    size: float = 0.0
    beside: Beside | None = None
    """The lines that are left beside an initial for the next paragraph."""
    flush: bool = True
    """Whether the next paragraph begins without an indent."""

    def __post_init__(self) -> None:
        self.measure = Measure(0, self.style.grid.measure)
        self.size = self.style.size

    @property
    def style(self) -> Style:
        """The design it is composed in."""
        return self.setter.style

    @property
    def spec(self) -> FountSpec:
        """The text's fount at this point."""
        return FountSpec(self.style.typeface, self.size, lining=self.style.lining)

    def galley(self) -> Galley:
        """What has been composed, with the ties that reach over passages."""
        return Galley(tuple(_tied(self.passages)), tuple(self.plates))

    def add(self, pieces: Sequence[Piece], identity: Identity | None = None) -> None:
        """One more passage."""
        if pieces:
            self.passages.append(Passage((tuple(pieces),), identity))

    def add_choice(self, *choices: tuple[Sequence[Piece], float]) -> None:
        """One more passage that may be had in several heights, each with its cost in demerits, the natural one first."""
        self.passages.append(Passage(tuple(tuple(one) for one, _ in choices), None, tuple(cost for _, cost in choices)))

    def add_stretches(self, stretches: Sequence[Stretch], identity: Identity | None = None) -> None:
        """One more paragraph: a passage for each stretch of it."""
        letters = 0
        for at, ways in enumerate(stretches):
            opens, closes = at == 0, at + 1 == len(stretches)
            variants = tuple(tuple(self.text(way.lines, opens, closes)) for way in ways)
            self.passages.append(Passage(variants, identity, tuple(way.cost for way in ways), letters_before=letters))
            letters += sum(map(letters_of, variants[0]))

    def change(self, at: int, how: Callable[[list[Piece]], list[Piece]]) -> None:
        """Change the pieces of every variant of a passage; one of nothing is begun where there is none yet."""
        if at == len(self.passages):
            self.passages.append(Passage(((),)))
        passage = self.passages[at]
        variants = tuple(tuple(how(list(variant))) for variant in passage.variants)
        self.passages[at] = replace(passage, variants=variants)

    def set(self, runs: Runs, measure: Measure, manner: Manner) -> tuple[Line, ...]:
        """A paragraph's lines."""
        return self.setter.compositor.set_lines(runs, measure, manner)

    def tie_last(self, count: int, tie: Tie) -> None:
        """Keep the last pieces of the last passage together, and with what comes next."""
        if self.passages:
            last = self.passages[-1]
            variants = tuple(
                tuple(
                    replace(piece, tie=piece.tie or tie) if at >= len(pieces) - count else piece
                    for at, piece in enumerate(pieces)
                )
                for pieces in last.variants
            )
            self.passages[-1] = replace(last, variants=variants)

    def pad_beside(self) -> None:
        """White for the lines that an initial still reaches down and no paragraph has filled."""
        if self.beside:
            self.add([Piece(LINE, tie=Tie.WHOLE) for _ in self.beside.insets])
            self.beside = None

    def white_before(self) -> None:
        """A line of white, unless white stands there already."""
        if self.passages and self.passages[-1].variants[0][-1] != white(LINE):
            self.add([white(LINE)])

    def text(self, lines: Sequence[Line], opens: bool = True, closes: bool = True) -> list[Piece]:
        """A paragraph's lines as pieces, or those of a stretch that `opens` or `closes` it; the first two and the last
        two of a paragraph keep together."""
        count = len(lines)
        pieces: list[Piece] = []
        for at, line in enumerate(lines):
            first, last_but_one = opens and at == 0 and (count > 1 or not closes), closes and at == count - 2
            tie = Tie.ORPHAN if first else Tie.WIDOW if last_but_one else None
            pieces.append(self.row(line, tie))
        return pieces

    def row(self, line: Line, tie: Tie | None = None) -> Piece:
        """One line of text on the grid."""
        return Piece(
            LINE,
            (Placed(0, BASELINE_IN_LINE * self.style.leading, line),),
            tie,
            place=line.place,
            divided=line.divided is not None,
        )


def _tied(passages: Sequence[Passage]) -> list[Passage]:
    """Passages with the ties that reach from one into the next: a head keeps two lines after it, and on
    either side of a scene break two lines stay together. The last piece of a galley is tied to nothing."""
    flat = [(at, index) for at, passage in enumerate(passages) for index in range(len(passage.variants[0]))]
    pieces = [passages[at].variants[0][index] for at, index in flat]
    ties: dict[int, Tie] = {}
    for at, piece in enumerate(pieces):
        following = next((n for n in range(at + 1, len(pieces)) if pieces[n].at_edge is not NOTHING), None)
        if piece.tie is Tie.HEAD and following is not None:
            ties |= {n: Tie.HEAD for n in range(at + 1, following + 1) if n not in ties}
        if piece.at_edge is not None and piece.at_edge.content and piece.tie is None:
            if at >= 2:
                ties.setdefault(at - 2, Tie.SCENE_BREAK)
            ties.setdefault(at + 1, Tie.SCENE_BREAK)
    changed = {at for number, (at, _) in enumerate(flat) if number in ties}
    numbers = {pair: number for number, pair in enumerate(flat)}
    tied: list[Passage] = []
    for at, passage in enumerate(passages):
        if at not in changed:
            tied.append(passage)
            continue
        found = {
            index: ties[number] for index in range(len(passage.variants[0])) if (number := numbers[at, index]) in ties
        }
        variants = tuple(_with_ties(variant, found, len(passage.variants[0])) for variant in passage.variants)
        tied.append(replace(passage, variants=variants))
    return tied


def _with_ties(variant: tuple[Piece, ...], ties: dict[int, Tie], count: int) -> tuple[Piece, ...]:
    """A variant with the ties that the natural one of `count` pieces has: near its beginning counted from there, near
    its end from the end."""
    own = {index if index < count / 2 else len(variant) - count + index: tie for index, tie in ties.items()}
    return tuple(replace(piece, tie=piece.tie or own.get(index)) for index, piece in enumerate(variant))
