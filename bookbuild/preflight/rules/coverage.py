"""Ink coverage: the most ink that any colour or any picture's dot asks for, all plates together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.limits import Budget
from bookbuild.preflight.pictures import Picture
from bookbuild.preflight.pixels import most_ink
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.preflight.values import Box

_ROUNDING: Final = 0.5


def _coverage(document: Document, demands: Demands) -> Iterator[Fault]:
    limit = (demands.press.file.most_ink if demands.press else None) or 0.0
    untold: dict[str, tuple[int, Box]] = {}
    known: dict[Picture, float | None] = {}
    for page in document.pages:
        most = 0.0
        where: Box | None = None
        for ink, what, box in _inks(page, known, document.budget):
            if ink is None:
                untold.setdefault(what, (page.number, box))
            elif ink > most:
                most, where = ink, box
        if most > limit + _ROUNDING:
            yield Fault(f"There is {most:.0f} % of ink; the press takes {limit:g} %.", page.number, where)
        if page.marks.overprints:
            untold.setdefault("colours printed over one another", (page.number, page.trim))
    if any(document.sightings.of("transparency")):
        first = next(document.sightings.of("transparency"))
        untold.setdefault("what shines through", (first.page, (0.0, 0.0, 0.0, 0.0)))
    for what, (number, box) in untold.items():
        yield Fault(f"The ink of {what} can't be told.", number, box, "unchecked")


def _inks(page: Page, known: dict[Picture, float | None], budget: Budget) -> Iterator[tuple[float | None, str, Box]]:
    """Ink, what asks for it, where; each picture is added up once."""
    for area, box in page.marks.areas.items():
        yield area.paint.ink, f"colours in {area.paint.space.shown}", box
    for use, box in page.marks.pictures.items():
        picture = use.picture
        if not picture.is_stencil:
            if picture not in known:
                known[picture] = None if budget.spent else most_ink(picture)
            yield known[picture], f"pictures in {picture.space.shown}", box


def _asked(demands: Demands) -> str:
    return demands.of_press("ink") if demands.press and demands.press.file.most_ink else ""


RULES: Final = (Rule("K024", "No place has more ink than the press takes.", _asked, _coverage, reads=True),)
