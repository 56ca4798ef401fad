"""Colour spaces: those that the standard and the press allow, in content, pictures, forms, patterns and resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from bookbuild.preflight.demands import PDF, Demands
from bookbuild.preflight.document import Document, Page
from bookbuild.preflight.rule import Fault, Rule
from bookbuild.preflight.spaces import Space
from bookbuild.preflight.values import Box
from bookbuild.press.standards import Standard

_ROLES: Final = {"text": "Text", "line": "A line", "area": "An area", "mask": "A stencil", "picture": "A picture"}
_RGB: Final = frozenset(("DeviceRGB", "CalRGB"))
_TAGGED: Final = frozenset(("ICCBased", "CalGray", "CalRGB", "Lab"))
_PROCESS: Final = frozenset(("Cyan", "Magenta", "Yellow", "Black", "All", "None"))


def painted(page: Page) -> Iterator[tuple[str, Space, Box]]:
    """What is painted on a page in which space: the role, the space, the box; pictures among it."""
    for area, box in page.marks.areas.items():
        yield area.role, area.paint.space, box
    for use, box in page.marks.pictures.items():
        if not use.picture.is_stencil:
            yield "picture", use.picture.space, box


def _allowed(document: Document, demands: Demands) -> Iterator[Fault]:
    known: dict[Space, tuple[str, Standard | None, str] | None] = {}
    for page in document.pages:
        told: set[tuple[str, str]] = set()
        for role, space, box in painted(page):
            if space not in known:
                known[space] = _forbidden(space, demands)
            found = known[space]
            if found and (role, found[0]) not in told:
                told.add((role, found[0]))
                what = f"{_ROLES[role]} is in {found[0]}."
                yield Fault(what, page.number, box, standard=found[1], source=found[2])
    yield from _only_named(document, demands, known)


def _only_named(
    document: Document, demands: Demands, painted_in: dict[Space, tuple[str, Standard | None, str] | None]
) -> Iterator[Fault]:
    """Spaces that operators choose or resources name though nothing is painted in them; pictures that are on no page."""
    named = {space: page.number for page in document.pages for space in page.marks.chosen}
    spaces, sightings = document.shelf.spaces, document.sightings
    named |= {spaces.space(said): page for said, page in sightings.spaces}
    named |= {document.shelf.picture(said, None).space: page for said, page in sightings.pictures}
    told = {found[0] for found in painted_in.values() if found}
    for space, page in named.items():
        found = _forbidden(space, demands)
        if found and found[0] not in told:
            told.add(found[0])
            what = f"{found[0]} is named, though nothing is painted in it."
            yield Fault(what, page, severity="warning", standard=found[1], source=found[2])


def _forbidden(space: Space, demands: Demands) -> tuple[str, Standard | None, str] | None:
    """The part of a space that is not allowed, which standard forbids it, where else that stands."""
    for kind in space.kinds:
        standard = demands.forbidding(lambda one, kind=kind: kind != "unknown" and kind not in one.colours)  # type: ignore[misc]
        if standard:
            return _shown(space, kind), standard, ""
        is_rgb = kind in _RGB or (kind == "ICCBased" and space.profile[1].strip() == "RGB")
        if (is_rgb and demands.forbids("rgb")) or (kind in _TAGGED and demands.forbids("icc")):
            return _shown(space, kind), None, demands.of_press("forbidden")
    return None


def _shown(space: Space, kind: str) -> str:
    return space.shown if kind == space.kind else f"{kind} (beneath {space.kind})"


def _told(document: Document, _demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        for role, space, box in painted(page):
            if "unknown" in space.kinds:
                yield Fault(f"{_ROLES[role]} is in a colour space that can't be read.", page.number, box)
                break


def _no_spots(document: Document, _demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        spots = {ink: box for _, space, box in painted(page) for ink in _inks(space) if ink not in _PROCESS}
        for ink, box in spots.items():
            yield Fault(f"The spot colour {ink} is used.", page.number, box)


def _inks(space: Space) -> tuple[str, ...]:
    return space.colorants or (_inks(space.base) if space.base else ())


def _no_registration(document: Document, _demands: Demands) -> Iterator[Fault]:
    for page in document.pages:
        for role, space, box in painted(page):
            if "All" in _inks(space):
                yield Fault(f"{_ROLES[role]} is in the registration colour, on every plate.", page.number, box)
                break


def _asked(demands: Demands) -> str:
    standard = demands.forbidding(lambda one: "DeviceRGB" not in one.colours)
    if standard:
        return demands.of_standard(standard)
    return demands.of_press("forbidden") if demands.forbids("rgb") or demands.forbids("icc") else ""


RULES: Final = (
    Rule("K020", "Colours are of the kinds that are allowed.", _asked, _allowed, reads=True),
    Rule("K021", "Every colour space can be read.", lambda _demands: f"{PDF}, 8.6", _told, reads=True),
    Rule(
        "K023", "There are no spot colours.",
        lambda asks: asks.of_press("forbidden") if asks.forbids("spot") else "", _no_spots, reads=True,
    ),
    Rule("K025", "Nothing is in the registration colour.", lambda _demands: f"{PDF}, 8.6.6.4", _no_registration, reads=True),
)  # fmt: skip
