"""Atoms: the words of a paragraph as glyphs, each with what follows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from bookbuild.diagnostics import Place
from bookbuild.manuscript.blocks import LINE_SEPARATOR, NO_BREAK_SPACE, Mark, Run, Runs
from bookbuild.setting.bidi import levels_of, runs_right
from bookbuild.setting.explicit import BEGINS, CLOSED_BY_DASH, OPENS, Kind
from bookbuild.setting.founts import Fount, FountSpec, Shaped, Typecase

_TOKEN = re.compile(
    rf"([^ \t\n{NO_BREAK_SPACE}{LINE_SEPARATOR}]+)([ \t\n]+|{NO_BREAK_SPACE}|{LINE_SEPARATOR})?"
    rf"|([ \t\n]+|{NO_BREAK_SPACE}|{LINE_SEPARATOR})"
)

JOINED, SPACE, HARD_SPACE, LINE_END, CHOP, FULL_LINE_END, YIELDING_SPACE, AFTER_DASH = range(8)
"""What follows an atom: nothing, a space, a space at which no line ends, the end of a line; a place where a word is cut that
no line holds; the end of a line that is filled; a hard space that gives way, since no line holds what it holds together; a
dash's end, where the face changes."""
WHITE: Final = frozenset({SPACE, HARD_SPACE, YIELDING_SPACE})


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The first words of a paragraph in a lettering of their own: how many, how many ems more between their letters, and
    whether the line ends with them."""

    words: int = 0
    more: float = 0.0
    fills: bool = False


NO_LEAD_IN: Final = LeadIn()


@dataclass(slots=True)
class Atom:
    """A word, or the part of one that one fount sets, and what follows it."""

    shaped: Shaped
    run: Run
    offset: int
    follows: int = JOINED
    space: float = 0.0
    stretch: float = 0.0
    shrink: float = 0.0
    kern: float = 0.0
    kind: Kind = Kind.WORD
    level: int = 0
    """Its level among stretches that run to the left (odd) and to the right (even)."""
    turnover: Shaped | None = None
    """What is printed, a space behind it, where a line ends with it that its author did not end."""

    @property
    def turn(self) -> float:
        """Points that the turnover takes, its space included."""
        return self.shaped.fount.space + self.turnover.width if self.turnover else 0.0

    @property
    def place(self) -> Place | None:
        return self.run.place.moved(self.offset) if self.run.place else None


def make_atoms(runs: Runs, spec: FountSpec, lead_in: LeadIn, case: Typecase, as_typed: bool = False) -> list[Atom]:
    """The words of some runs as glyphs, those of the lead-in in their lettering, each knowing its space; `as_typed` says
    that every space counts."""
    small = lead_in.words
    atoms: list[Atom] = []
    touching = False
    levels = _levels(runs)
    begins = 0
    for run in runs:
        touching = touching or bool(atoms and atoms[-1].follows == JOINED)
        marked = case.marked(spec, run.mark, run.text)
        fount = case.fount(led_in(marked, lead_in, case) if small > 0 else marked, run.place)
        space, stretch, shrink = case.glue(fount)
        touching = touching or fount.kerns_spaces
        kind = Kind.CODE if run.mark & Mark.CODE else Kind.WORD
        offset = 0
        for word, after, alone in _TOKEN.findall(run.text):
            if word:
                shaped = fount.words.get(word) or fount.word(word)
                if levels:
                    atoms += _directed(fount, run, offset, word, case, kind, levels[begins + offset :])
                    touching = True
                elif shaped.lacks:
                    atoms += _pieces(fount, run, offset, word, case, kind)
                    touching = True
                elif after == " " and not small > 0:
                    atoms.append(Atom(shaped, run, offset, SPACE, space, stretch, shrink, 0.0, kind))
                    offset += len(word) + 1
                    continue
                else:
                    atoms.append(Atom(shaped, run, offset, kind=kind))
                offset += len(word)
            white = after or alone
            offset += len(white)
            if white and atoms:
                small -= 1
                if not small:
                    fount = case.fount(marked, run.place)
                    space, stretch, shrink = case.glue(fount)
                _add_white(atoms[-1], _white(white), space * (len(white) if as_typed else 1), stretch, shrink)
                if lead_in.fills and small == 0:
                    atoms[-1].follows = FULL_LINE_END
        begins += len(run.text)
    if touching:
        _kern(atoms, case)
    if atoms:
        atoms[-1].follows = LINE_END
    return atoms


def _levels(runs: Runs) -> list[int]:
    """The level of each character of a paragraph in which some may run to the left; none at all where nothing does."""
    if not any(runs_right(run.text) for run in runs):
        return []
    return levels_of("".join(run.text for run in runs))


def _directed(
    fount: Fount, run: Run, offset: int, text: str, case: Typecase, kind: Kind, levels: Sequence[int]
) -> Iterator[Atom]:
    """A word of a paragraph in which some run to the left, in pieces of one level."""
    for level, group in groupby(zip(text, levels, strict=False), key=lambda one: one[1]):
        part = "".join(character for character, _ in group)
        place = run.place.moved(offset) if run.place else None
        for piece in case.pieces(fount, part, place, rtl=bool(level % 2)):
            yield Atom(piece, run, offset, kind=kind, level=level)
            offset += len(piece.text)


def _add_white(atom: Atom, kind: int, space: float, stretch: float, shrink: float) -> None:
    """What stands after an atom: a space, a hard space or a line end, whichever binds most."""
    atom.follows = max(atom.follows, kind)
    if kind != LINE_END:
        atom.space, atom.stretch, atom.shrink = space, stretch, shrink


def _pieces(fount: Fount, run: Run, offset: int, text: str, case: Typecase, kind: Kind) -> Iterator[Atom]:
    """A word some of whose characters come from another face."""
    for piece in case.pieces(fount, text, run.place.moved(offset) if run.place else None):
        yield Atom(piece, run, offset, kind=kind)
        offset += len(piece.text)


def led_in(spec: FountSpec, lead_in: LeadIn, case: Typecase) -> FountSpec:
    """The spec of a chapter's first words: their own lettering, emphasis kept."""
    own = FountSpec.of(case.style.lettering["lead-in"])
    return replace(own, italic=spec.italic, bold=spec.bold, tracking=own.tracking + lead_in.more)


def _kern(atoms: list[Atom], case: Typecase) -> None:
    """Open the gap where founts meet, and see what goes on there; let spaces kern with their neighbours where the face
    does."""
    for atom, following in pairwise(atoms):
        left, right = atom.shaped, following.shaped
        if atom.follows == JOINED:
            if left.fount is not right.fount:
                atom.kern = case.kern_between(left, right)
            _join(atom, following)
        elif left.fount.kerns_spaces and left.fount is right.fount and atom.follows != LINE_END:
            atom.space += left.fount.space_kern(left.text[-1], right.text[0])


def _join(atom: Atom, following: Atom) -> None:
    """Parts of one word: the second is no word's beginning; between a dash and what begins a word a line may end."""
    if following.kind is not Kind.CODE and not OPENS.search(atom.shaped.text):
        following.kind = Kind.TAIL
    if CLOSED_BY_DASH.search(atom.shaped.text) and BEGINS.match(following.shaped.text):
        atom.follows = AFTER_DASH


def _white(space: str) -> int:
    """What a space or line end in the text asks for."""
    if space == NO_BREAK_SPACE:
        return HARD_SPACE
    return LINE_END if space == LINE_SEPARATOR else SPACE


def without_hold(atoms: Sequence[Atom], width: float) -> list[Atom]:
    """The same atoms, those hard spaces yielding that hold together more than the width holds."""
    kept: list[Atom] = []
    chain: list[Atom] = []
    for atom in atoms:
        chain.append(atom)
        if atom.follows != JOINED and atom.follows != HARD_SPACE:
            needed = sum([one.shaped.width + one.kern for one in chain]) + sum([one.space for one in chain[:-1]])
            if needed > width:
                chain = [replace(one, follows=YIELDING_SPACE) if one.follows == HARD_SPACE else one for one in chain]
            kept += chain
            chain = []
    return kept + chain


def chopped(atom: Atom, width: float, turnover: Shaped | None = None, ends: Iterable[int] = ()) -> list[Atom]:
    """A word in pieces that each fit the width: parted after so many characters as `ends` says, what is still too wide
    cut between clusters. `turnover` is the mark that shows where it was cut, when a line ends there."""
    fount, text = atom.shaped.fount, atom.shaped.text
    edges = [0, *ends, len(text)]
    pieces = [piece for begin, end in pairwise(edges) for piece in _cut(fount.word(text[begin:end]), width)]
    kind = Kind.CODE if len(edges) > 2 else atom.kind
    atoms: list[Atom] = []
    offset = atom.offset
    for piece in pieces:
        atoms.append(Atom(fount.word(piece), atom.run, offset, CHOP, kind=kind, turnover=turnover))
        offset += len(piece)
    last = atoms[-1]
    last.follows, last.kern, last.turnover = atom.follows, atom.kern, atom.turnover
    last.space, last.stretch, last.shrink = atom.space, atom.stretch, atom.shrink
    return atoms


def _cut(shaped: Shaped, width: float) -> list[str]:
    """The text of some glyphs in pieces of clusters that fit the width; reckoned from one shaping."""
    if shaped.width <= width:
        return [shaped.text]
    fount = shaped.fount
    pieces: list[str] = []
    text, room = "", width * 0.98
    drawn = list(zip(shaped.texts, shaped.advances, strict=True))
    for part, advance in reversed(drawn) if shaped.rtl else drawn:
        room -= advance * fount.scale
        if room < 0 and text and part:
            pieces.append(text)
            text, room = "", width * 0.98 - advance * fount.scale
        text += part
    return [*pieces, text]
