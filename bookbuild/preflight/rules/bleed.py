"""Bleed: as much as the press asks, on its sides, and ink that uses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.geometry import CLOSE, cut, inside, spine_left, without_bleed
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.preflight.values import Box
from bookbuild.style.press import Press
from bookbuild.units import inches

_ENOUGH: Final = 0.3
"""Points of bleed that nobody misses."""
_AT_THE_EDGE: Final = 0.75
"""Ink that ends so near to the trim, in points, is meant to reach it."""
_SIDES: Final = ("left", "foot", "right", "head")
_OUTWARDS: Final = (-1, -1, 1, 1)


def _bleed(document: Document, demands: Demands) -> Iterator[Fault]:
    press = demands.press
    if press is None or press.bleed is None:
        return
    due = press.bleed.always or any(_has_bleed(document, page, demands) for page in document.pages)
    for page in document.pages:
        trim = cut(document, page, demands)
        wanted = _with_bleed(trim, press, spine_left(document, page)) if due else trim
        if not inside(wanted, page.bleed, _ENOUGH):
            yield Fault(f"The bleed is too small: by {_missing(wanted, page.bleed)}.", page.number, page.bleed)
        elif demands.forbids("marks") and not inside(page.media, wanted, _ENOUGH):
            source = demands.of_press("forbidden")
            cure = "Make the page as large as the trim with its bleed: no marks, no bleed at the spine if the press has none."
            more = _missing(page.media, wanted)
            yield Fault(
                f"The page is larger than its bleed: by {more}.", page.number, page.media, source=source, cure=cure
            )


def _has_bleed(document: Document, page: Page, demands: Demands) -> bool:
    """Whether the page is larger than what is left of it."""
    outer = page.boxes["BleedBox"] or page.trim if page.boxes["TrimBox"] else page.media
    return not inside(outer, cut(document, page, demands), CLOSE)


def _with_bleed(trim: Box, press: Press, bound_left: bool) -> Box:
    less = without_bleed(trim, press, bound_left)
    left, bottom, right, top = (2 * edge - within for edge, within in zip(trim, less, strict=True))
    return left, bottom, right, top


def _missing(wanted: Box, there: Box) -> str:
    """By how much a box falls short of another, side by side."""
    short = [
        f"{inches((due - has) * outwards)} in at the {side}"
        for side, due, has, outwards in zip(_SIDES, wanted, there, _OUTWARDS, strict=True)
        if (due - has) * outwards > _ENOUGH
    ]
    return ", ".join(short)


def _reaching(document: Document, demands: Demands) -> Iterator[Fault]:
    """Pictures and areas that end at the trim on a side where the press cuts through the bleed."""
    press = demands.press
    if press is None or press.bleed is None:
        return
    for page in document.pages:
        trim = cut(document, page, demands)
        bleed = _with_bleed(trim, press, spine_left(document, page))
        for box in _inked(page):
            sides = [*_stopping(box, trim, bleed)]
            if sides:
                yield Fault(f"Ink ends at the trim, at the {', '.join(sides)}.", page.number, box)
                break


def _inked(page: Page) -> Iterator[Box]:
    """The boxes of pictures and filled areas."""
    yield from page.marks.pictures.values()
    for area, box in page.marks.areas.items():
        if area.role in ("area", "mask") and not area.paint.leaves_paper:
            yield box


def _stopping(box: Box, trim: Box, bleed: Box) -> Iterator[str]:
    for side, ends, cut_at, due, outwards in zip(_SIDES, box, trim, bleed, _OUTWARDS, strict=True):
        beyond = (ends - cut_at) * outwards
        if due != cut_at and -_AT_THE_EDGE < beyond < (due - cut_at) * outwards - _ENOUGH:
            yield side


def _asked(demands: Demands) -> str:
    return demands.of_press("bleed") if demands.press and demands.press.bleed else ""


RULES: Final = (
    Rule("K004", "Pages have the press's bleed, and no marks round it.", _asked, _bleed),
    Rule("K006", "Ink that reaches the trim goes on into the bleed.", _asked, _reaching, reads=True),
)
