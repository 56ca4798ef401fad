"""Black: text in black ink alone, and in nothing less than all of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import HOUSE, Demands
from bookbuild.preflight.document import Document
from bookbuild.preflight.ink import GRAYS, Paint
from bookbuild.preflight.marks import Area
from bookbuild.preflight.rule import Fault, Rule, always

_DARK: Final = 0.3
"""Red, green and blue below this look black."""
_NEUTRAL: Final = 0.12
"""And if they differ by no more than this."""
_HAIRLINE: Final = 1.0
"""A line thinner than this, in points, needs full ink."""
_FULL: Final = 99.5
_DISPLAY: Final = 36.0
"""Letters of so many points can bear a tint."""


def black_of(paint: Paint) -> tuple[str, float] | None:
    """How a colour that is a gray or looks black is made (gray, black ink, four inks, RGB, ICC, spot), and its darkness
    from 0 to 1; None for colours."""
    space, values = paint.space.painted, paint.values
    if paint.space.kind == "Indexed" or not values:
        return None
    if space.kind in GRAYS:
        return "gray" if space.kind == "DeviceGray" else "calibrated gray", 1 - values[0]
    if space.kind == "ICCBased" and space.components == 1:
        return "ICC-tagged gray", 1 - values[0]
    if space.kind == "DeviceCMYK" or (space.kind == "ICCBased" and space.components == 4):
        return _of_four(values) if len(values) == 4 else None
    if space.components == 3 and space.kind != "Lab" and len(values) == 3:
        looks_gray = max(values) - min(values) <= _NEUTRAL
        return ("RGB" if space.kind == "DeviceRGB" else "ICC-tagged RGB", 1 - max(values)) if looks_gray else None
    if space.colorants == ("Black",):
        return "black ink", values[0]
    return None


def _of_four(values: tuple[float, ...]) -> tuple[str, float] | None:
    cyan, magenta, yellow, black = values
    if not (cyan or magenta or yellow):
        return "black ink", black
    seen = [(1 - one) * (1 - black) for one in (cyan, magenta, yellow)]
    dark = max(seen) <= _DARK and max(seen) - min(seen) <= _NEUTRAL
    return ("four inks", 1.0) if dark else None


def _pure(document: Document, demands: Demands) -> Iterator[Fault]:
    made: dict[Paint, str] = {}
    pdfx = demands.forbidding(lambda one: one.is_pdfx)
    for page in document.pages:
        told: set[str] = set()
        for area, box in page.marks.areas.items():
            if area.role not in ("text", "line"):
                continue
            if area.paint not in made:
                made[area.paint] = _impure(area.paint)
            how = made[area.paint]
            if how and how not in told:
                told.add(how)
                severity = demands.gravity if how == "four inks" or pdfx else "warning"
                subject = "Text" if area.role == "text" else "A line"
                yield Fault(f"{subject} is black made of {how}.", page.number, box, severity)


def _impure(paint: Paint) -> str:
    """Of what a black is made when it is not black ink alone."""
    found = black_of(paint)
    if not found or found[1] < 1 - _DARK or found[0] in ("gray", "black ink"):
        return ""
    return found[0]


def _full(document: Document, demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        for lettering, box in (*page.marks.texts.items(), *page.marks.doubtful.items()):
            share = _tint(lettering.paint)
            if share and lettering.size < _DISPLAY and not lettering.is_invisible:
                what = f"Text of {lettering.size:g} pt is a tint of {share:.0f} %."
                yield Fault(what, page.number, box, demands.gravity)
                break
        for line, box in page.marks.lines.items():
            share = _tint(line.paint)
            if share and line.width < _HAIRLINE:
                what = f"A line of {line.width:.2g} pt is a tint of {share:.0f} %."
                yield Fault(what, page.number, box, demands.gravity)
                break


def _tint(paint: Paint) -> float:
    """The share of black ink in per cent of a gray that is neither white nor full; else 0."""
    found = black_of(paint)
    if not found or found[0] == "four inks" or ("RGB" in found[0] and found[1] >= 1 - _DARK):
        return 0.0
    share = 100 * found[1]
    return share if 0 < share < _FULL else 0.0


def _strong(document: Document, demands: Demands) -> Iterator[Fault]:
    least = demands.press.file.least_tint if demands.press else None
    for page in document.pages:
        for area, box in page.marks.areas.items():
            share = _tint(area.paint)
            if least and area.role in ("area", "mask") and 0 < share < least:
                what = f"An area is a tint of {share:.3g} %; the press prints none under {least:g} %."
                yield Fault(what, page.number, box, "warning")
                break


def _one_ink(document: Document, _demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        for area, box in page.marks.areas.items():
            if _is_coloured(area):
                yield Fault("It has colours, and is printed in black alone.", page.number, box, "warning")
                break
        for use, box in page.marks.pictures.items():
            if not use.picture.is_stencil and use.picture.space.painted.components > 1:
                yield Fault("It has a picture in colour, and is printed in black alone.", page.number, box, "warning")
                break


def _is_coloured(area: Area) -> bool:
    space = area.paint.space.painted
    return black_of(area.paint) is None and (space.components > 1 or bool(space.colorants))


def _least_tint(demands: Demands) -> str:
    return demands.of_press("rules") if demands.press and demands.press.file.least_tint else ""


def _black_press(demands: Demands) -> str:
    paper = next(iter(demands.press.papers), "") if demands.press else ""
    return demands.of_press(f"papers.{paper}") if demands.prints_black_alone else ""


RULES: Final = (
    Rule(
        "K022",
        "Black text and lines are black ink alone.",
        always(f"{HOUSE}: four plates never meet exactly"),
        _pure,
        reads=True,
    ),
    Rule(
        "K026",
        "Text and hairlines are in full ink.",
        always(f"{HOUSE}: a tint breaks thin strokes into dots"),
        _full,
        reads=True,
    ),
    Rule("K027", "No tint is too light to print.", _least_tint, _strong, reads=True),
    Rule("K028", "All is in the press's one ink.", _black_press, _one_ink, reads=True),
)
