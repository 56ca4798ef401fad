"""What is too small to print: dots of pictures, lines, letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import HOUSE, HOUSE_DOTS, PDF, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.marks import Line, PictureUse
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.style.press import Resolution

_ROUNDING: Final = 0.5
"""Dots an inch that a place rounded to points may cost."""
_THIN: Final = 0.001
_SMALL: Final = 0.01


def _dots(document: Document, demands: Demands) -> Iterator[Fault]:
    due = demands.press.file.resolution if demands.press else HOUSE_DOTS
    for page in document.pages:
        for use, box in page.marks.pictures.items():
            picture = use.picture
            if picture.width <= 1 and picture.height <= 1:
                continue
            warn, refuse = _due(use, due)
            if use.dots < warn - _ROUNDING:
                severity = "error" if use.dots < refuse - _ROUNDING else "warning"
                kind = "Line art" if picture.is_line_art else "A picture"
                what = f"{kind} ({picture.shown}) has {use.dots:.0f} dots an inch; {warn} are due."
                yield Fault(what, page.number, box, "error" if severity == "error" else "warning")


def _due(use: PictureUse, due: Resolution) -> tuple[int, int]:
    if use.picture.is_line_art:
        return due.line_art_warn, due.line_art_refuse
    return due.gray_warn, due.gray_refuse


def _lines(document: Document, demands: Demands) -> Iterator[Fault]:
    least = (demands.press.file.least_rule if demands.press else None) or 0.0
    for page in document.pages:
        thin = {
            line: box for line, box in page.marks.lines.items() if line.width < max(least, _THIN) - _SMALL * (least > 0)
        }
        if thin:
            line = min(thin, key=_width)  # of one width there may be several, in paints that have no order
            bound = f"the press prints none under {least:g} pt" if least else "how it prints is left to the machine"
            yield Fault(f"A line is {line.width:.3g} pt thick; {bound}.", page.number, thin[line], demands.gravity)


def _width(line: Line) -> float:
    return line.width


def _lines_asked(demands: Demands) -> str:
    if demands.press and demands.press.file.least_rule:
        return demands.of_press("rules")
    return f"{PDF}, 8.4.3.2: a line of width 0 is as thin as the machine can make it"


def _letters(document: Document, demands: Demands) -> Iterator[Fault]:
    least = (demands.press.file.least_type if demands.press else None) or 0.0
    for page in document.pages:
        sizes = {
            lettering.size: box
            for lettering, box in (*page.marks.texts.items(), *page.marks.doubtful.items())
            if lettering.size < least - _SMALL and not lettering.is_invisible and lettering.font.kind != "Type3"
        }
        if sizes:
            size = min(sizes)
            yield Fault(f"Type is {size:g} pt; the press prints none under {least:g} pt.", page.number, sizes[size])


def _letters_asked(demands: Demands) -> str:
    return demands.of_press("fonts") if demands.press and demands.press.file.least_type else ""


def _dots_asked(demands: Demands) -> str:
    return demands.of_press("pictures") if demands.press else HOUSE


RULES: Final = (
    Rule("K040", "Pictures have dots enough.", _dots_asked, _dots, reads=True),
    Rule("K050", "Lines are thick enough.", _lines_asked, _lines, reads=True),
    Rule("K051", "Type is large enough.", _letters_asked, _letters, reads=True),
)
