"""The pages' boxes: one inside the other, of one size, of a size that the press prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import HOUSE, PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.geometry import cut, inside, size
from bookbuild.preflight.rule import Fault, Rule, always
from bookbuild.style.pressfit import SAME, prints
from bookbuild.style.style import Trim
from bookbuild.units import inches

_SMALLEST: Final = 3.0
"""The smallest side of a page, in points (PDF 1.7, annex C)."""


def _sound(document: Document, demands: Demands) -> Iterator[Fault]:
    standard = demands.forbidding(lambda one: one.trim_boxes)
    for page in document.pages:
        if min(size(page.media)) < _SMALLEST:
            yield Fault("There is no media box, or one that is no page.", page.number)
            continue
        for inner, outer in (
            ("TrimBox", "BleedBox"),
            ("TrimBox", "MediaBox"),
            ("BleedBox", "MediaBox"),
            ("ArtBox", "MediaBox"),
        ):
            within, around = page.boxes[inner], page.boxes[outer]
            if within and around and not inside(within, around):
                yield Fault(f"The {inner} reaches out of the {outer}.", page.number, within, standard=standard)
        if standard and not page.boxes["TrimBox"] and not page.boxes["ArtBox"]:
            yield Fault("There is no TrimBox.", page.number, standard=standard)
        if standard and page.boxes["TrimBox"] and page.boxes["ArtBox"]:
            yield Fault("There is an ArtBox beside the TrimBox; only one may be there.", page.number, standard=standard)
        crop, trim = page.boxes["CropBox"], page.boxes["TrimBox"]
        if crop and trim and not inside(trim, crop):
            yield Fault("The CropBox cuts into the TrimBox.", page.number, crop)


def _one_size(document: Document, demands: Demands) -> Iterator[Fault]:
    sizes = {page.number: _rounded(size(cut(document, page, demands))) for page in document.pages}
    if not sizes:
        return
    usual = Counter(sizes.values()).most_common(1)[0][0]
    for number, own in sizes.items():
        if abs(own[0] - usual[0]) > SAME or abs(own[1] - usual[1]) > SAME:
            yield Fault(f"The page is {_size(own)}; most pages are {_size(usual)}.", number, severity=demands.gravity)


def _rounded(sides: tuple[float, float]) -> tuple[float, float]:
    return round(sides[0], 2), round(sides[1], 2)


def _size(sides: tuple[float, float]) -> str:
    return f"{inches(sides[0])} x {inches(sides[1])} in"


def _trim_printed(document: Document, demands: Demands) -> Iterator[Fault]:
    press = demands.press
    known: set[tuple[float, float]] = set()
    for page in document.pages:
        sides = _rounded(size(cut(document, page, demands)))
        if press and sides not in known and not prints(press, Trim(_size(sides), *sides)):
            names = ", ".join(list(press.trims)[:8]) or "sizes in a range"
            yield Fault(
                f"The page is {_size(sides)}, which {press.title} does not print.",
                page.number,
                cure=f"It prints {names}.",
            )
        known.add(sides)


def _upright(document: Document, demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        if page.turned:
            yield Fault(f"The page is turned by {page.turned} degrees.", page.number, severity=demands.gravity)
        if page.unit != 1:
            yield Fault(f"The page is scaled: its unit is {page.unit:g} points.", page.number, severity=demands.gravity)


RULES: Final = (
    Rule("K001", "Every page's boxes are there, and lie one inside the other.", always(f"{PDF}, 14.11.2"), _sound),
    Rule("K002", "All pages are of one size.", always(HOUSE), _one_size),
    Rule("K003", "The press prints this trim.", lambda asks: asks.of_press("trims") if asks.press else "", _trim_printed),
    Rule("K005", "No page is turned or scaled.", always(HOUSE), _upright),
)  # fmt: skip
