"""Display lines: titles, heads, captions: undivided, broken by sense, smaller when they are too many."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.diagnostics import Findings
from bookbuild.makeup.galley import LINE, Piece, Placed, Tie
from bookbuild.makeup.sense import DisplayWord, best_breaks, with_breaks
from bookbuild.manuscript.blocks import LINE_SEPARATOR, Runs, lines_of
from bookbuild.setting.atoms import HARD_SPACE, JOINED, LINE_END, NO_LEAD_IN, Atom, make_atoms
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Compositor, Manner
from bookbuild.style.style import BASELINE_IN_LINE, Lettering, Style

DISPLAY_SHARE: Final = 0.8
"""The longest display line, in measures (design-spec.md section 4)."""
SIZE_STEPS: Final = (1.0, 0.85, 0.72)
"""How a title that takes more than three lines is made smaller (design-spec.md section 4)."""


ASCENT: Final = 0.72
"""Ems that letters reach over the baseline, accents aside, at most, in the shipped faces."""
DESCENT: Final = 0.28
"""Ems that descenders reach under the baseline, at most, in the shipped faces."""
FITTING_STEPS: Final = (1.0, 0.85, 0.72, 0.6, 0.5, 0.42, 0.35)
"""How display lines are made smaller that are too many for their page."""

_BACKSLASH = re.compile(rf"[ \t\n{LINE_SEPARATOR}]*\\[ \t\n{LINE_SEPARATOR}\\]*")


def broken_runs(runs: Runs) -> Runs:
    """A title's runs with its backslashes as line ends; a title of nothing else is left as it is."""
    text = "".join(run.text for run in runs)
    if "\\" not in text or not text.replace("\\", "").strip():
        return runs
    made = [replace(run, text=_BACKSLASH.sub(LINE_SEPARATOR, run.text)) for run in runs]
    made[0] = replace(made[0], text=made[0].text.lstrip(LINE_SEPARATOR))
    made[-1] = replace(made[-1], text=made[-1].text.rstrip(LINE_SEPARATOR))
    return tuple(run for run in made if run.text)


def smaller(lettering: Lettering, step: float, least: float) -> Lettering:
    """A lettering made smaller, but not under `least` points unless it is under them already."""
    size = max(lettering.size * step, min(lettering.size, least))
    return replace(lettering, size=size, leading=lettering.leading * size / lettering.size)


@dataclass(slots=True)
class DisplaySetter:
    """Sets display lines in one style."""

    style: Style
    compositor: Compositor
    findings: Findings

    def display(
        self, runs: Runs, lettering: Lettering, width: float | None = None
    ) -> tuple[tuple[Line, ...], Lettering]:
        """A title's lines, undivided and broken by sense, and the lettering they ended up in: smaller when three lines
        could not hold it.

        `width` is the measure they stand in (default the page's); they keep within 80 % of it.
        """
        stepped = lettering
        for step in SIZE_STEPS:
            stepped = replace(lettering, size=lettering.size * step, leading=lettering.leading * step)
            lines = self._by_sense(runs, stepped, width)
            if lines is not None:
                return lines, stepped
        return self.lines(runs, stepped, width), stepped

    def lines(self, runs: Runs, lettering: Lettering, width: float | None = None) -> tuple[Line, ...]:
        """Undivided lines of a lettering, as many as it takes."""
        known = self._by_sense(runs, lettering, width)
        if known is not None:
            return known
        return self.compositor.set_lines(runs, self._room(lettering, width), display_manner(lettering))

    def _by_sense(self, runs: Runs, lettering: Lettering, width: float | None) -> tuple[Line, ...] | None:
        """One to three lines broken by sense; None when they can't hold the words."""
        measure, manner = self._room(lettering, width), display_manner(lettering)
        words = list(display_words(make_atoms(runs, manner.spec, NO_LEAD_IN, self.compositor.case)))
        if not words:
            return ()
        breaks = best_breaks(words, measure.width, self.compositor.case.language)
        if breaks is None:
            return None
        pieces = lines_of(with_breaks(runs, breaks))
        return tuple(line for piece in pieces for line in self.compositor.set_lines(piece, measure, manner))

    def _room(self, lettering: Lettering, width: float | None) -> Measure:
        """The measure that display lines keep to."""
        measure = self.style.grid.measure if width is None else width
        spare = (1 - DISPLAY_SHARE) * measure
        return Measure({"center": spare / 2, "right": spare}.get(lettering.align, 0.0), measure - spare)

    def display_piece(
        self, runs: Runs, lettering: Lettering, tie: Tie | None = None, width: float | None = None
    ) -> Piece:
        """Display lines as one piece of whole lines, the first on the grid."""
        lines, stepped = self.display(runs, lettering, width)
        return self.stacked_piece(lines, stepped, tie)

    def stacked_piece(self, lines: Sequence[Line], lettering: Lettering, tie: Tie | None = None) -> Piece:
        """Display lines as one piece of whole lines of the grid."""
        height = self.whole_lines((len(lines) - 1) * lettering.leading) + 1 if lines else 0
        return Piece(height * LINE, self.stacked(lines, lettering), tie)

    def whole_lines(self, height: float) -> int:
        """The lines of the grid that a height in points takes."""
        return math.ceil(height / self.style.leading - 1e-6)

    def stacked(self, lines: Sequence[Line], lettering: Lettering, top: float = 0.0) -> tuple[Placed, ...]:
        """Display lines one below the other, so many points further down: one line on the grid, several in the middle
        of the whole lines they take."""
        depth = (len(lines) - 1) * lettering.leading
        spare = self.whole_lines(depth) * self.style.leading - depth if lines else 0.0
        first = top + BASELINE_IN_LINE * self.style.leading + spare / 2
        return tuple(Placed(0, first + at * lettering.leading, line) for at, line in enumerate(lines))


def display_manner(lettering: Lettering) -> Manner:
    return Manner(FountSpec.of(lettering), lettering.align, divide=False)


def display_words(atoms: Sequence[Atom]) -> Iterator[DisplayWord]:
    """The words of some atoms, as breaking by sense sees them."""
    text, width = "", 0.0
    for atom in atoms:
        text += atom.shaped.text
        width += atom.shaped.width + atom.kern
        if atom.follows == HARD_SPACE:
            width += atom.space
        elif atom.follows != JOINED:
            yield DisplayWord(text, width, atom.space, atom.follows == LINE_END)
            text, width = "", 0.0
