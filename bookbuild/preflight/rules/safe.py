"""Text within the press's safe box: on each page and side, the gutter's too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.geometry import cut, inside, size, spine_left
from bookbuild.preflight.letterink import InkReader, Letter
from bookbuild.preflight.matrices import around
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.preflight.values import Box
from bookbuild.style.press import Press
from bookbuild.style.pressfit import text_area
from bookbuild.style.style import Trim
from bookbuild.units import inches

_HAIR: Final = 0.25
"""Points that ink may stand over: nobody cuts so exactly."""
_SIDES: Final = ("left", "foot", "right", "head")
_OUTWARDS: Final = (-1, -1, 1, 1)
_SHOWN: Final = 24


def _safe(document: Document, demands: Demands) -> Iterator[Fault]:
    press = demands.press
    if press is None:
        return
    bleeds = any(not inside(page.bleed, cut(document, page, demands)) for page in document.pages)
    reader = InkReader(document.source)
    try:
        for page in document.pages:
            box = _safe_box(document, page, demands, press, bleeds)
            if not all(inside(text, box, _HAIR) for text in _texts(page)) or page.marks.doubtful:
                yield from _judged(page, box, reader, document, demands)
    finally:
        reader.close()


def _texts(page: Page) -> Iterator[Box]:
    shown = (box for lettering, box in page.marks.texts.items() if not lettering.is_invisible)
    return (box for box in shown if not _is_slug(box, page))


def _is_slug(text: Box, page: Page) -> bool:
    """Whether text stands beyond the bleed, where a slug is and the knife never comes."""
    left, foot, right, head = page.bleed
    return text[2] <= left or text[0] >= right or text[3] <= foot or text[1] >= head


def _safe_box(document: Document, page: Page, demands: Demands, press: Press, bleeds: bool) -> Box:
    """Where text may stand, in the page's coordinates."""
    trim = cut(document, page, demands)
    bound_left = spine_left(document, page)
    left, head, right, foot = text_area(press, Trim("", *size(trim)), document.page_count, bound_left, bleeds)
    return trim[0] + left, trim[3] - foot, trim[0] + right, trim[3] - head


def _judged(page: Page, box: Box, reader: InkReader, document: Document, demands: Demands) -> Iterator[Fault]:
    """Letter by letter, the whole page."""
    letters = None if document.budget.spent or page.marks.gaps else reader.letters(page.number)
    if letters is None:
        yield Fault("Where text stands can't be told.", page.number, severity="unchecked")
        return
    outside = [letter for letter in letters if not inside(letter.box, box, _HAIR) and not _is_slug(letter.box, page)]
    if not outside:
        return
    ink: Box | None = None
    for letter in outside:
        ink = around(ink, letter.box)
    assert ink is not None
    sides = [*_sides(outside, box, page, document, demands)]
    text = "".join(letter.text for letter in outside)
    shown = f"“{text}”" if 0 < len(text) <= _SHOWN else f"{len(outside)} letters"
    yield Fault(f"Text stands outside the safe box ({', '.join(sides)}): {shown}.", page.number, ink)


def _sides(outside: list[Letter], box: Box, page: Page, document: Document, demands: Demands) -> Iterator[str]:
    """How near to the cut text stands, and how far off it should."""
    trim = cut(document, page, demands)
    spine = "left" if spine_left(document, page) else "right"
    for at, (side, edge, outwards) in enumerate(zip(_SIDES, box, _OUTWARDS, strict=True)):
        over = max((letter.box[at] - edge) * outwards for letter in outside)
        if over > _HAIR:
            due = abs(trim[at] - edge)
            place = "at the spine" if side == spine else f"at the {side}"
            yield f"{inches(due - over)} in {place}, {inches(due)} due"


def _asked(demands: Demands) -> str:
    if demands.press is None:
        return ""
    groups = ("inside-margin", "outer-margin", "safe-distance")
    sources = {group: demands.press.sources[group] for group in groups if group in demands.press.sources}
    return demands.of_press(next(iter(sources))) if sources else ""


RULES: Final = (Rule("K052", "Text stands within the safe box on every page.", _asked, _safe, reads=True),)
