"""Display lines: titles, heads, captions: undivided, aligned, smaller when they are too many."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bookbuild.diagnostics import Findings
from bookbuild.makeup.galley import LINE, Piece, Placed, Tie
from bookbuild.manuscript.blocks import Runs
from bookbuild.setting.founts import FountSpec
from bookbuild.setting.linebreak import Measure
from bookbuild.setting.lines import Line
from bookbuild.setting.paragraph import Compositor, Manner
from bookbuild.style.style import BASELINE_IN_LINE, Lettering, Style

DISPLAY_SHARE: Final = 0.8
"""The longest display line, in measures (design-spec.md section 4)."""
SIZE_STEPS: Final = (1.0, 0.85, 0.72)
"""How a title that takes more than three lines is made smaller (design-spec.md section 4)."""


@dataclass(slots=True)
class DisplaySetter:
    """Sets display lines in one style."""

    style: Style
    compositor: Compositor
    findings: Findings

    def display(
        self, runs: Runs, lettering: Lettering, width: float | None = None, most_lines: int = 3
    ) -> tuple[tuple[Line, ...], Lettering]:
        """Display lines, undivided, and the lettering they ended up in: smaller when there were too many.

        `width` is the measure they stand in (default the page's); centred lines keep within 80 % of it.
        """
        measure = self.style.grid.measure if width is None else width
        inset = (1 - DISPLAY_SHARE) / 2 * measure if lettering.align == "center" else 0.0
        lines: tuple[Line, ...] = ()
        for step in SIZE_STEPS:
            stepped = replace(lettering, size=lettering.size * step, leading=lettering.leading * step)
            manner = Manner(FountSpec.of(stepped), lettering.align, divide=False, fill=lettering.align != "center")
            lines = self.compositor.set_lines(runs, Measure(inset, measure - 2 * inset), manner)
            if len(lines) <= most_lines:
                return lines, stepped
        return lines, stepped

    def display_piece(
        self, runs: Runs, lettering: Lettering, tie: Tie | None = None, width: float | None = None
    ) -> Piece:
        """Display lines as one piece of whole lines, the first on the grid."""
        lines, stepped = self.display(runs, lettering, width)
        content = [
            Placed(0, BASELINE_IN_LINE * self.style.leading + at * stepped.leading, line)
            for at, line in enumerate(lines)
        ]
        height = self.whole_lines((len(lines) - 1) * stepped.leading) + 1 if lines else 0
        return Piece(height * LINE, tuple(content), tie)

    def whole_lines(self, height: float) -> int:
        """The lines of the grid that a height in points takes."""
        return math.ceil(height / self.style.leading - 1e-6)

    def stacked(self, lines: Sequence[Line], lettering: Lettering, top: float = 0.0) -> tuple[Placed, ...]:
        """Display lines one below the other, the first on the grid and so many points further down."""
        first = top + BASELINE_IN_LINE * self.style.leading
        return tuple(Placed(0, first + at * lettering.leading, line) for at, line in enumerate(lines))
