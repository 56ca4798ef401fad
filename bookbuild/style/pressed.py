"""A design on a press's page: the press's exact size, and no less room at the bind edge than it asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bookbuild.diagnostics import Place, error
from bookbuild.style.press import Press
from bookbuild.style.pressfit import inside_margin, outer_margin, press_trim
from bookbuild.style.style import Grid, Style
from bookbuild.units import inches

LEAST_FORE_EDGE: Final = 40.0
"""The block moves outward with its measure until the fore-edge is so narrow; then the measure gives (design-spec.md, section 1)."""
THICK: Final = ((600, 6.0), (400, 3.0))
"""Points more inside in books of more than so many pages (design-spec.md, section 1)."""
HANGING: Final = 0.25
"""Ems that a line's ink hangs out of the measure at most (the tables of `setting.hanging`): it keeps off the edges, too."""
LEAST_MEASURE: Final = 100.0


def pressed(style: Style, press: Press, pages: int, bleed: bool = False, place: Place | None = None) -> Style:
    """A style on a press's own trim, with margins for a book of so many pages.

    The measure, the lines and the head's place stay, so that breaks stay: fore-edge and foot take the difference of size, the
    fore-edge what is wanted inside; only when nothing is left there the measure becomes narrower. The first trim's name stays.
    Raises BookError S033 when the press does not print the trim, S038 when its margins leave no room for the lines.
    """
    trim = replace(press_trim(press, style.trim, place), name=style.trim.name)
    grid = style.grid
    outer = outer_margin(press, bleed)
    least = inside_margin(press, pages) + HANGING * style.size
    thick = next((points for count, points in THICK if pages > count), 0.0)
    room = trim.width - max(LEAST_FORE_EDGE, outer)
    inside = max(grid.spine, least, min(max(grid.spine + thick, least), room - grid.measure))
    measure = min(grid.measure, room - inside)
    foot = trim.height - grid.head - grid.lines * grid.leading
    if measure < LEAST_MEASURE or foot < outer or grid.head < outer:
        message = f"{press.title} wants margins of {inches(inside)} in inside and {inches(outer)} in outside; {style.name} has no room for its lines then."
        raise error("S038", message, "Choose a larger trim, or a style with fewer lines.", place)
    fore_edge = trim.width - inside - measure
    clear = (max(grid.clear[0], inside_margin(press, pages)), max(grid.clear[1], outer))
    return replace(
        style, trim=trim, grid=replace(grid, spine=inside, measure=measure, fore_edge=fore_edge, clear=clear)
    )


def same_block(one: Grid, other: Grid) -> bool:
    """Whether two grids place their text alike, to a hundredth of a point."""
    return abs(one.spine - other.spine) < 0.01 and abs(one.measure - other.measure) < 0.01
